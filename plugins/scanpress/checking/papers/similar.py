"""Warn of scans whose papers may be one: the same title and year, a common author, and different venues."""

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
            titled.setdefault(scan.paper.title_key, []).append(scan)
    for scans in titled.values():
        if len(scans) > 1:
            for scan, other in _similar(sorted(scans, key=lambda each: _order(each, changed))):
                if changed is None or scan.file in changed:
                    found += reader.placed(_finding(other), scan.file)
    return tuple(sorted(found, key=lambda problem: problem.order))


def _order(scan: Identity, changed: Container[str] | None) -> tuple[bool, str]:
    return changed is not None and scan.file in changed, scan.file


def _similar(scans: list[Identity]) -> Iterator[tuple[Identity, Identity]]:
    """Yield the first scan of each paper that may be another one, with the first scan of that one."""
    groups = group_papers([scan.paper for scan in scans])
    works = [Work.of(scans[index].paper for index in group) for group in groups]
    for place, group in enumerate(groups):
        for earlier in range(place):
            if works[earlier].may_be(works[place]) and not works[earlier].has_venue_of(works[place]):
                yield scans[group[0]], scans[groups[earlier][0]]
                break


def _finding(other: Identity) -> Finding:
    message = (
        f"{other.file} has a paper with the same title, year and author, but with the venue "
        f"{quoted(other.paper.venue)}: one paper, or two?"
    )
    remedy = f'add "same_as": ["{other.file}"] to this paper if it is the same, else "not_same_as": ["{other.file}"]'
    return Finding("similar-paper", ("paper", "venue"), message, remedy)
