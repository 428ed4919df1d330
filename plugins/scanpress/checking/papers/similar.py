"""Warn of scans whose papers may be one: one title, also in other spelling, one year, and a common author."""

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
    for scan in identities:
        if scan.counts and scan.paper.title:
            titled.setdefault(_spelt_alike(scan.paper.title), []).append(scan)
    for scans in titled.values():
        if len(scans) > 1:
            for scan, other in _similar(sorted(scans, key=lambda each: _order(each, changed))):
                if changed is None or scan.file in changed:
                    found += reader.placed(_finding(scan, other), scan.file)
    return tuple(sorted(found, key=lambda problem: problem.order))


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


def _finding(scan: Identity, other: Identity) -> Finding:
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
