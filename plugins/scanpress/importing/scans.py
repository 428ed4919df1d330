"""Write the scans of an import, so that a second import changes nothing and corrections by people are kept.

Each scan has the key `x-import`: where it came from, and a checksum of what was imported. A scan that no longer has
this checksum was corrected by a person, and is never overwritten.
"""

import json
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from scanpress.checking import Identity, check_bytes, read_file
from scanpress.checking.days import this_day
from scanpress.checking.fast_path import parse_fast
from scanpress.checking.files import collected_entries
from scanpress.checking.form import form_of
from scanpress.checking.formatting import format_document, repair_document
from scanpress.checking.papers.grouping import same_scans
from scanpress.checking.papers.identity import scan_identity
from scanpress.facts.collection import Collection
from scanpress.importing.remarks import Outcome, Remark, State
from scanpress.instruments import Instrument, identify

MARK = "x-import"
_EXTENSION = "x-"
_MOST_NUMBERS = 10_000

Write = Callable[[Path, bytes], None]
PathOf = Callable[[Mapping[str, Any], int], str]
"""Returns the path of a new scan from its paper and a number, for the second and later scans of one name."""


def checksum(document: Mapping[str, Any]) -> str:
    """Return a checksum of a document without `x-` keys, whatever the form of its file."""
    try:
        written = orjson.dumps(_plain(document), option=orjson.OPT_SORT_KEYS)
    except TypeError:  # half a character, or a very large number
        written = json.dumps(_plain(document), sort_keys=True).encode()
    return blake2b(written, digest_size=8).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items() if not key.startswith(_EXTENSION)}
    return [_plain(child) for child in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Existing:
    """The scans of a repository: all paths, those that an import wrote by their keys, and the identities of others."""

    paths: frozenset[str] = frozenset()
    imported: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Identity, ...] = ()

    @classmethod
    def of(cls, collection: Collection, source: str) -> "Existing":
        """Read the scans of a collection; `source` names the import."""
        root, layout = collection.data, collection.layout
        is_there = not layout.is_default or collection.scans.is_dir()
        paths, imported, others = [], {}, []
        for entry in collected_entries(root, layout, others=False) if is_there else ():
            path = Path(entry.path).relative_to(root).as_posix()
            paths.append(path)
            data, _ = read_file(entry.path, root=root)
            document = parse_fast(data or b"") or {}
            mark = document.get(MARK)
            if isinstance(mark, dict) and mark.get("from") == source and isinstance(mark.get("key"), str):
                imported[mark["key"]] = path
            elif identity := _identity(path, document):
                others.append(identity)
        return cls(frozenset(paths), imported, tuple(others))


def _identity(path: str, document: dict[str, Any]) -> Identity | None:
    found = identify(document) if isinstance(document.get("paper"), dict) else None
    try:
        return scan_identity(path, document, found.key) if isinstance(found, Instrument) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # the check reports files like this one


def paths_for(papers: Mapping[str, Mapping[str, Any]], existing: Existing, path_of: PathOf) -> dict[str, str]:
    """Return a path for each paper: that of its earlier import, else one that is free; empty if it has no folder."""
    paths = {}
    taken = {*existing.paths}
    for key, paper in sorted(papers.items()):
        found = existing.imported.get(key)
        if found is None:
            numbers = range(1, _MOST_NUMBERS)
            found = next(path for number in numbers if (path := path_of(paper, number)) not in taken)
        paths[key] = found
        if found:
            taken.add(found)
    return paths


def repeated(
    papers: Mapping[str, Mapping[str, Any]],
    paths: Mapping[str, str],
    existing: Existing,
    *,
    instrument: str,
    raters: Mapping[str, Mapping[str, Any]],
) -> dict[str, str]:
    """Return the papers that the same rater would answer twice, each with the path of the scan that stays."""
    keys = {paths[key]: key for key in papers}
    new = [
        scan_identity(paths[key], {"paper": paper, "rater": raters[key]}, instrument) for key, paper in papers.items()
    ]
    found: dict[str, str] = {}
    for group in same_scans((*new, *existing.others)):
        # A scan of somebody else stays, then one of an earlier import, then that of the first key.
        order = {each: (each.file in keys, each.file not in existing.paths, keys.get(each.file, "")) for each in group}
        kept, *others = sorted(group, key=order.__getitem__)
        found |= {keys[each.file]: kept.file for each in others if each.file in keys}
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scan is written: the collection, the path, and how reports name the paper (file and key)."""

    collection: Collection
    path: str
    file: str
    key: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scan that is ready to be written, and what the check says: errors with their places, and notes."""

    place: Place
    data: bytes
    checksum: str
    errors: tuple[tuple[str, str], ...]
    notes: tuple[Remark, ...]


def prepare(
    place: Place,
    document: dict[str, Any],
    instrument: Instrument,
    *,
    source: str,
    runs: Container[str],
) -> Prepared:
    """Repair a document as `scanpress fmt --fix` does, and check it; write nothing."""
    form = form_of(instrument)
    made, repairs = repair_document(form, document)
    mark = {"from": source, "key": place.key, "checksum": checksum(made)}
    data = format_document(form, made | {MARK: mark})
    problems = check_bytes(place.path, data, today=this_day(), runs=runs, collection=place.collection).problems
    errors = [(each.pointer, f"{each.message}; {each.remedy}") for each in problems if each.severity == "error"]
    notes = [
        _note(place, f"cleaned: {repair.what}", repair.line(number, only_check=False))
        for repair, number in repairs.items()
    ]
    warnings = (each for each in problems if each.severity != "error")
    notes += [_note(place, each.name, f"{each.pointer}: {each.message}; {each.remedy}") for each in warnings]
    return Prepared(place, data, mark["checksum"], tuple(errors), tuple(notes))


def _note(place: Place, kind: str, message: str) -> Remark:
    return Remark(place.file, place.key, kind, message, is_loss=False)


def write_prepared(prepared: Prepared, *, write: Write) -> Outcome:
    """Write a scan unless its file says the same or was corrected by a person."""
    place = prepared.place
    target = place.collection.data / place.path
    state = _state(target, prepared.checksum)
    if state in (State.UNCHANGED, State.KEPT):
        return Outcome(place.key, place.path, state)
    write(target, prepared.data)
    return Outcome(place.key, place.path, state, prepared.notes)


def settled(place: Place, document: dict[str, Any], instrument: Instrument) -> Outcome | None:
    """Return the outcome if the file already says the same or was corrected; this needs no check, and saves half."""
    made, _ = repair_document(form_of(instrument), document)
    state = _state(place.collection.data / place.path, checksum(made))
    return Outcome(place.key, place.path, state) if state in (State.UNCHANGED, State.KEPT) else None


def _state(target: Path, new: str) -> State:
    """Return what becomes of a file if a document with this checksum is to be written there."""
    try:
        before = target.read_bytes()
    except FileNotFoundError:
        return State.WRITTEN
    document = parse_fast(before) or {}
    found = checksum(document)
    if found == new:
        return State.UNCHANGED
    mark = document.get(MARK)
    is_as_imported = isinstance(mark, dict) and mark.get("checksum") == found
    return State.UPDATED if is_as_imported else State.KEPT
