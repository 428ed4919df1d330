"""Warn of scans whose papers may be one: one title, also in other spelling, one year, and a common author."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from scanpress.checking.display import quoted
from scanpress.checking.papers.grouping import Work, group_papers
from scanpress.checking.papers.identity import Identity
from scanpress.checking.papers.reading import FileReader
from scanpress.checking.problem import Finding, Problem


def find_similar(
    identities: Iterable[Identity],
    *,
    root: Path,
    changed: Container[str] | None = None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Return a problem for each paper that may be that of an earlier scan, until a scan says whether it is.

    With `changed`, only the files named there are reported, and the others count as the earlier ones.
    """
    reader, found = FileReader(root, contents), list[Problem]()
    titled: dict[str, list[Identity]] = {}
    people: dict[tuple[int, str], list[Identity]] = {}
    named: dict[str, list[Identity]] = {}
    for scan in identities:
        paper = scan.paper
        if scan.counts and paper.title:
            titled.setdefault(_spelt_alike(paper.title), []).append(scan)
            people.setdefault((paper.year, paper.authors), []).append(scan)
            if name := paper.doi or paper.arxiv:
                named.setdefault(name, []).append(scan)
    for groups, pairs in ((titled, _similar), (people, _longer), (named, _misnamed)):
        for scans in groups.values():
            if len(scans) > 1:
                for scan, other in pairs(sorted(scans, key=lambda each: _order(each, changed))):
                    if changed is None or scan.file in changed:
                        found += reader.placed(_finding(scan, other), scan.file)
    return tuple(sorted(set(found), key=lambda problem: problem.order))


def _spelt_alike(title: str) -> str:
    """Return a normalised title without what differs between British and American spelling, and without "and".

    >>> _spelt_alike("modellingandanalysingbehaviour") == _spelt_alike("modelinganalyzingbehavior")
    True
    """
    return title.replace("and", "").replace("ll", "l").replace("our", "or").replace("is", "iz").replace("ys", "yz")


def _order(scan: Identity, changed: Container[str] | None) -> tuple[bool, str]:
    return changed is not None and scan.file in changed, scan.file


def _similar(scans: list[Identity]) -> Iterator[tuple[Identity, Identity]]:
    """Yield the first scan of each paper that may be another one, with the first scan of that one."""
    groups = group_papers([scan.paper for scan in scans])
    works = [Work.of(scans[index].paper for index in group) for group in groups]
    for place, group in enumerate(groups):
        for earlier in range(place):
            is_spelt_so = scans[group[0]].paper.title == scans[groups[earlier][0]].paper.title
            years = abs(scans[group[0]].paper.year - scans[groups[earlier][0]].paper.year)
            if _may_be_one(works[earlier], works[place], years, is_spelt_so=is_spelt_so):
                yield scans[group[0]], scans[groups[earlier][0]]
                break


def _may_be_one(one: Work, other: Work, years: int, *, is_spelt_so: bool) -> bool:
    """Return whether two papers with one title, so many years apart, may be one although they are counted as two."""
    if not one.may_be(other):
        return False
    if not is_spelt_so:
        return not years and bool(one.authors & other.authors)
    if not years:
        return not one.has_venue_of(other)
    return years == 1 and len(one.authors & other.authors) > _SPELLINGS


_SPELLINGS = 2  # of one author: papers of two years have two authors in common


def _longer(scans: list[Identity]) -> Iterator[tuple[Identity, Identity]]:
    """Yield scans of the same authors and year of which one has the title of the other misspelt, or more behind it."""
    if len(scans) > _MOST:
        return
    for place, scan in enumerate(scans):
        for other in scans[:place]:
            one, two = sorted((scan.paper.title, other.paper.title), key=len)
            is_longer = len(one) >= _SHORTEST and two.startswith(one) and not _PART.fullmatch(two[len(one) :])
            is_close = is_longer or _is_misspelt(one, two)
            if is_close and not _is_one(scan, other) and Work.of([scan.paper]).may_be(Work.of([other.paper])):
                yield scan, other
                break


def _is_misspelt(one: str, other: str) -> bool:
    """Return whether two long titles differ in one letter, or in the order of two.

    >>> _is_misspelt("editingmodelswithtaskarithmetic", "editingmodleswithtaskarithmetic")
    True
    >>> _is_misspelt("sortingthesocksofahouseholdpart1", "sortingthesocksofahouseholdpart2")
    False
    """
    if one == other or len(one) < _LONG or abs(len(one) - len(other)) > 1:
        return False
    start = _in_common(one, other)
    end = min(_in_common(one[::-1], other[::-1]), len(one) - start, len(other) - start)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if any(map(str.isdigit, left + right)) or end < _LAST:
        return False
    return max(len(left), len(right)) <= 1 or (len(left) == len(right) == 2 and left == right[::-1])  # noqa: PLR2004 - two letters exchanged


def _in_common(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


_LONG = 24  # letters of a title
_LAST = 2  # letters behind which a title may differ on purpose, as in "of type A"


def _misnamed(scans: list[Identity]) -> Iterator[tuple[Identity, Identity]]:
    """Yield scans by two raters with one identifier, and other titles and authors: one has that of another paper."""
    first, *others = scans
    for scan in others:
        is_other = scan.paper.title != first.paper.title and not _have_author(scan, first)
        if is_other and (scan.instrument, scan.rater) != (first.instrument, first.rater):
            yield scan, first


def _is_one(scan: Identity, other: Identity) -> bool:
    """Return whether two scans are reported as duplicates."""
    same = len(group_papers([scan.paper, other.paper])) == 1
    return same and (scan.instrument, scan.rater) == (other.instrument, other.rater)


def _have_author(scan: Identity, other: Identity) -> bool:
    return bool(Work.of([scan.paper]).authors & Work.of([other.paper]).authors)


_SHORTEST = 12  # letters of a title that others begin with by chance
_MOST = 50  # papers of the same authors and year that are compared with each other
_PART = re.compile(r"(?:part|vol(?:ume)?|chapter|version|v)?(?:[0-9]{1,4}|[ivx]{1,5}|[abc]|two|three)?")
"""What is behind the title of the first part of a series."""


def _finding(scan: Identity, other: Identity) -> Finding:
    if not _have_author(scan, other):
        name = "DOI" if scan.paper.doi else "arXiv id"
        message = f"{other.file} has the same {name}, but another title and other authors"
        remedy = f"look the {name} up: one of the two scans has that of another paper"
        return Finding("similar-paper", ("paper", "doi" if scan.paper.doi else "arxiv_id"), message, remedy)
    one, two = sorted((scan.paper.title, other.paper.title), key=len)
    if one != two and two.startswith(one):
        how = "and more behind it" if scan.paper.title == one else "without its end"
        message = f"{other.file} has a paper of the same authors and year with the same title {how}"
        remedy = (
            "if it is one paper, write the whole title with its subtitle in both; if there are two, "
            f'add "not_same_as": ["{other.file}"] to this paper'
        )
        return Finding("similar-paper", ("paper", "title"), message, remedy)
    if scan.paper.title != other.paper.title:
        message = f"{other.file} has a paper of the same year and author whose title is spelt in another way"
        remedy = (
            "if it is one paper, write the title in both as its first page has it; if there are two, "
            f'add "not_same_as": ["{other.file}"] to this paper'
        )
        return Finding("similar-paper", ("paper", "title"), message, remedy)
    of_year = scan.paper.year != other.paper.year
    same = "title and author, but of" if of_year else "title, year and author, but with the venue"
    differs = other.paper.year if of_year else quoted(other.paper.venue)
    message = f"{other.file} has a paper with the same {same} {differs}: one paper, or two?"
    remedy = f'add "same_as": ["{other.file}"] to this paper if it is the same, else "not_same_as": ["{other.file}"]'
    correct = "; or correct the year" * of_year
    return Finding("similar-paper", ("paper", "year" if of_year else "venue"), message, remedy + correct)
