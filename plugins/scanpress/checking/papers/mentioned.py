"""Warn of scans that a scan names and that do not exist: in the note of its status, or as the same paper."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from scanpress.checking.display import quoted
from scanpress.checking.fast_path import parse_fast
from scanpress.checking.form import value_at
from scanpress.checking.papers.identity import Identity
from scanpress.checking.papers.reading import FileReader
from scanpress.checking.problem import Finding, Pointer, Problem
from scanpress.facts import FactsError
from scanpress.facts.layout import SCANS
from scanpress.facts.redirects import REDIRECTS, load_redirects

_NAMED = re.compile(r"(?<![\w./:-])[\w./-]{1,200}?\.json\b")
_KEYS = ("same_as", "not_same_as")


def find_mentioned(
    identities: Iterable[Identity],
    *,
    root: Path,
    changed: Container[str] | None = None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Return a problem for each file that a scan names as another scan, and that is not there and not redirected.

    Only scans that do not count, or that name the same paper, are looked at: others name no scan.
    """
    reader, found = FileReader(root, contents), list[Problem]()
    for scan in identities:
        names_papers = scan.paper.same_as or scan.paper.not_same_as
        if (scan.counts and not names_papers) or not (changed is None or scan.file in changed):
            continue
        for finding in _findings(scan, parse_fast(reader.read(scan.file)), root):
            found += reader.placed(finding, scan.file)
    return tuple(sorted(found, key=lambda problem: problem.order))


def _findings(scan: Identity, document: Mapping[str, object] | None, root: Path) -> Iterator[Finding]:
    note = value_at(document, ("status", "note"))
    named: list[tuple[Pointer, str]] = []
    if isinstance(note, str):
        named += [(("status", "note"), name) for name in _NAMED.findall(note)]
    for key in _KEYS:
        names = value_at(document, ("paper", key)) or ()
        named += [(("paper", key, place), name) for place, name in enumerate(names) if name.endswith(".json")]
    for pointer, name in named:
        if not _exists(name, scan.file, root):
            message = f"there is no file {quoted(name)} in this collection"
            remedy = "write the path of the scan as it is now, such as scans/icml-2023/example.json, or remove it"
            yield Finding("unknown-scan", pointer, message, remedy)


def _exists(name: str, beside: str, root: Path) -> bool:
    """Return whether a file is there: its path may begin at the site, the collection, its scans, or beside a scan."""
    name = name.lstrip("/")
    if ".." in name.split("/"):  # what is outside of the collection says nothing
        return False
    folder = beside.rpartition("/")[0]
    if any((root / place / name).is_file() for place in ("", SCANS, folder)):
        return True
    try:
        return name in load_redirects(root / REDIRECTS, root)
    except FactsError:
        return False  # which is reported as such
