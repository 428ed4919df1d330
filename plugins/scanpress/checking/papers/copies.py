"""Warn of scans that are copies of scans of other papers: their reasons are word for word the same."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain, combinations
from pathlib import Path
from types import MappingProxyType

from scanpress.checking.fast_path import parse_fast
from scanpress.checking.papers.identity import Identity
from scanpress.checking.papers.reading import FileReader
from scanpress.checking.problem import Finding, Problem
from scanpress.checking.suspicions.reasons import LONG, container_of, reasons_of

_LEAST = 5  # different long reasons that must be the same
_SHARE = 0.8  # of all reasons
_TELLING = 60  # characters of a reason that no template gives for two papers
_SHARE_OF_TELLING = 0.5


def find_copies(
    identities: Iterable[Identity],
    *,
    root: Path,
    changed: Container[str] | None = None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Return a problem for each scan whose reasons are those of a scan of another paper.

    Only scans that share two checksums of their reasons are read again. With `changed`, only the files named there are
    reported, and the others count as the originals.
    """
    every = [scan for scan in identities if scan.counts and len(scan.reasons) > 1]
    times = Counter(chain.from_iterable(scan.reasons for scan in every))
    repeated = {reason for reason, number in times.items() if number > 1}
    close = [scan for scan in every if not repeated.isdisjoint(scan.reasons)] if repeated else []
    reader, found, first = FileReader(root, contents), list[Problem](), dict[tuple[str, int, int], Identity]()
    ordered = sorted(close, key=lambda scan: (changed is not None and scan.file in changed, scan.file))
    for scan in ordered:
        candidates = dict.fromkeys(first.setdefault(key, scan) for key in _keys(scan))
        if changed is not None and scan.file not in changed:
            continue
        others = (other for other in candidates if other is not scan and not _has_paper_of(scan, other))
        problem = next((problem for other in others for problem in _copied(scan, other, reader)), None)
        if problem:
            found.append(problem)
    return tuple(sorted(found, key=lambda problem: problem.order))


def _keys(scan: Identity) -> Iterator[tuple[str, int, int]]:
    for one, two in combinations(sorted(set(scan.reasons)), 2):
        yield scan.instrument, one, two


def _has_paper_of(scan: Identity, other: Identity) -> bool:
    """Return whether two scans are about one paper: then duplicates are reported, or raters agree to the letter."""
    return not set(scan.paper.keys).isdisjoint(other.paper.keys)


def _copied(scan: Identity, other: Identity, reader: FileReader) -> tuple[Problem, ...]:
    document, original = parse_fast(reader.read(scan.file)), parse_fast(reader.read(other.file))
    if document is None or original is None:
        return ()
    mine, theirs = ([*map(_folded, reasons_of(each).values())] for each in (document, original))
    number = sum((Counter(mine) & Counter(theirs)).values())
    long = {reason for reason in {*mine} & {*theirs} if len(reason) >= LONG}
    telling = sum(len(reason) >= _TELLING for reason in long)
    share = _SHARE if telling < _LEAST else _SHARE_OF_TELLING
    is_most = len(long) >= _LEAST and number >= share * max(len(mine), len(theirs))
    if not is_most and not (_are_particular(long) and _have_other_authors(scan, other)):
        return ()
    every = f"all {len(mine)}" if number == len(mine) else f"{number} of {len(mine)}"
    message = f"{every} reasons are word for word those of {other.file}, which is about another paper"
    remedy = "write the reasons for this paper, or correct the title and the identifiers if they are wrong"
    return reader.placed(Finding("copied-scan", (container_of(document),), message, remedy, "key"), scan.file)


def _are_particular(reasons: Iterable[str]) -> bool:
    """Return whether several of some reasons are long, and say what only one paper has."""
    return sum(len(each) >= _PARTICULAR and not _GENERAL.match(each) for each in reasons) >= _FEW


def _have_other_authors(scan: Identity, other: Identity) -> bool:
    """Return whether no author wrote both papers: authors repeat themselves."""
    names = (set(each.paper.authors.casefold().split("\n")) for each in (scan, other))
    return next(names).isdisjoint(next(names))


_PARTICULAR, _FEW = 80, 3  # characters of such a reason, and how many there are
# What a model says of many papers in the same words.
_GENERAL = re.compile(
    r"(?:the|this) (?:\w+ ){0,2}(?:paper|work|study|article|text|authors?)\b|(?:no|not|there|it|n/a|yes)\b"
)


def _folded(reason: str) -> str:
    """Return a reason without differences in case and blanks."""
    return " ".join(reason.casefold().split())
