"""Warn of scans that a scan names and that do not exist: in the note of its status, or as the same paper."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from scanpress.checking.days import is_date
from scanpress.checking.display import quoted
from scanpress.checking.fast_path import parse_fast
from scanpress.checking.form import value_at
from scanpress.checking.papers.identity import DISMISSED, Identity, PaperIdentity, stated_key
from scanpress.checking.papers.reading import FileReader
from scanpress.checking.problem import Finding, Pointer, Problem
from scanpress.checking.suspicions.status import names_another
from scanpress.facts import FactsError
from scanpress.facts.layout import SCANS
from scanpress.facts.redirects import REDIRECTS, load_redirects, nearest_file
from scanpress.plain_file import leads_to_file

_NAMED = re.compile(r"(?<![\w./:-])[\w./-]{1,200}?\.json\b")
_KEYS = ("same_as", "not_same_as")
_LONGEST = 200  # characters of a path, which is no use if it is cut


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
    scans = {scan.file: scan for scan in identities}
    for scan in scans.values():
        names_papers = scan.paper.same_as or scan.paper.not_same_as
        if (scan.counts and not names_papers) or not (changed is None or scan.file in changed):
            continue
        for finding in _findings(scan, scans, root, reader):
            found += reader.placed(finding, scan.file)
    return tuple(sorted(found, key=lambda problem: problem.order))


def _findings(scan: Identity, scans: Mapping[str, Identity], root: Path, reader: FileReader) -> Iterator[Finding]:
    document = parse_fast(reader.read(scan.file))
    note = value_at(document, ("status", "note"))
    named: list[tuple[Pointer, str]] = []
    if isinstance(note, str):
        named += [(("status", "note"), name) for name in _NAMED.findall(note)]
    for key in _KEYS:
        names = value_at(document, ("paper", key)) or ()
        named += [(("paper", key, place), name) for place, name in enumerate(names) if name.endswith(".json")]
    is_replaced = value_at(document, ("status", "state")) == "superseded"
    if is_replaced and isinstance(note, str) and scan.file in note and not names_another(scan.file, document):
        yield _of_itself(scan, scans)
    for pointer, name in named:
        other = _file(name, scan.file, root)
        # A file with errors is reported as such, and a scan that names itself, too.
        if is_replaced and pointer[0] == "status" and other in scans and other != scan.file:
            yield from _replacement(scan, scans[other], document, parse_fast(reader.read(other)))
        if not other and not _is_redirected(name, root):
            message = f"there is no file {quoted(name, longest=_LONGEST)} in this collection"
            remedy = "add the file if it is new, write the path of the scan as it is now, or remove it if it is gone"
            if near := nearest_file(root, name if "/" in name else f"{scan.file.rpartition('/')[0]}/{name}", scan.file):
                remedy = f"did you mean {quoted(near, longest=_LONGEST)}? Else {remedy}"
            yield Finding("unknown-scan", pointer, message, remedy)


def _of_itself(scan: Identity, scans: Mapping[str, Identity]) -> Finding:
    """Return the finding on a scan that is replaced by itself, with the other scan of its paper if there is one."""
    names = {*scan.paper.keys, *scan.paper.names}
    others = [
        other.file
        for other in scans.values()
        if other.file != scan.file and other.instrument == scan.instrument and not names.isdisjoint(other.paper.keys)
    ]
    older = quoted(others[0], longest=_LONGEST) if len(others) == 1 else ""
    newer = older or "the path of the newer one"
    remedy = (
        f"if this scan is the newer one, move the status to {older or 'the older scan'} with this note; "
        f"else write {newer} in the note"
    )
    message = "superseded, and the note names this scan itself, which cannot replace itself"
    return Finding("missing-note", ("status", "note"), message, remedy)


def _replacement(scan: Identity, newer: Identity, document: object, other: object) -> Iterator[Finding]:
    """Yield a finding if the scan that replaces another one is of another paper, does not count, or is older."""
    place, name = ("status", "note"), quoted(newer.file)
    state = value_at(other, ("status", "state"))
    days = [value_at(each, ("rater", "date")) for each in (document, other)]
    if not _may_be_same(scan.paper, newer.paper):
        message = f"{name} replaces this scan, but is about another paper"
        yield Finding("unknown-scan", place, message, "write the path of the newer scan of this paper")
    elif state == "superseded" and scan.file in str(value_at(other, ("status", "note"))):
        message = f"this scan and {name} are each replaced by the other one, so that neither counts"
        yield Finding("contradiction", place, message, "remove the status of the newer one")
    elif state in DISMISSED - {"superseded"}:
        message = f"{name} replaces this scan, but is {state} itself: neither counts"
        remedy = "name a scan that counts, or give this one a state that says why it does not count"
        yield Finding("contradiction", place, message, remedy)
    elif all(isinstance(day, str) and is_date(day) for day in days) and str(days[1]) < str(days[0]):
        message = f"{name} replaces this scan, but is older: its answers are of {days[1]}, those here of {days[0]}"
        remedy = f"if this scan replaces it, move the status there, with {quoted(scan.file)} in its note"
        yield Finding("contradiction", place, message, remedy)


def _may_be_same(paper: PaperIdentity, other: PaperIdentity) -> bool:
    """Return whether two papers have an identifier, the title or an author in common, or are said to be the same."""
    mine, theirs = ({*each.keys, *each.names, *map(stated_key, each.same_as)} for each in (paper, other))
    authors, others = (set(each.authors.casefold().split("\n")) for each in (paper, other))
    return paper.title == other.title or not mine.isdisjoint(theirs) or not authors.isdisjoint(others)


def _file(name: str, beside: str, root: Path) -> str:
    """Return the file that a name means; its path begins at the site, the collection, its scans, or beside a scan."""
    name = name.lstrip("/")
    if ".." in name.split("/"):  # what is outside of the collection says nothing
        return ""
    folder = beside.rpartition("/")[0]
    paths = (f"{place}/{name}".lstrip("/") for place in ("", SCANS, folder))
    return next((path for path in paths if leads_to_file(root / path)), "")


def _is_redirected(name: str, root: Path) -> bool:
    try:
        return name.lstrip("/") in load_redirects(root / REDIRECTS, root)
    except FactsError:
        return False  # which is reported as such
