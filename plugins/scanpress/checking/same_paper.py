"""Find scans of the same paper as given scans without checking the whole repository.

Of the other files only the beginning is read, which names the paper. That takes a tenth of the time of a check.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from scanpress.checking.check import check_file
from scanpress.checking.files import may_be_scan, scan_entries
from scanpress.checking.papers.grouping import group_papers
from scanpress.checking.papers.identity import Identity, scan_identity, stated_key
from scanpress.checking.papers.stated import stated_papers
from scanpress.checking.plain_files import read_file
from scanpress.facts.collection import Collection
from scanpress.facts.layout import DEFAULT, SCANS, Layout
from scanpress.instruments import Instrument, identify


def scans_of_same_papers(
    scans: Iterable[Identity], *, root: Path, today: date, collection: Collection | None = None
) -> tuple[Identity, ...]:
    """Return the other accepted scans whose papers share an identifier with these or each other, or are named by them.

    Scans that are not of the collection, such as copies elsewhere, are not compared.
    """
    layout = collection.layout if collection else DEFAULT
    inside = [scan for scan in scans if scan.counts and may_be_scan(scan.file, layout)]
    if not inside or (layout.is_default and not (root / SCANS).is_dir()):
        return ()
    keys = {key for scan in inside for key in _names(scan)}
    rest = dict(stated_papers(root, without={scan.file for scan in inside}, layout=layout))
    found: list[Identity] = []
    while candidates := [file for file, known in rest.items() if not keys.isdisjoint(known)]:
        checked = (
            check_file(root / file, root=root, today=today, collection=collection).identity for file in candidates
        )
        new = [each for each in checked if each and each.counts]
        keys.update(key for each in new for key in _names(each))
        found += new
        for file in candidates:
            del rest[file]
    return tuple(found)


def _names(scan: Identity) -> tuple[str, ...]:
    """Return all names of a scan's paper, with those that the scan says are names of it too."""
    return (*scan.paper.keys, *scan.paper.names, *map(stated_key, scan.paper.same_as))


def scans_beside(scans: Iterable[Identity], *, root: Path, layout: Layout = DEFAULT) -> tuple[Identity, ...]:
    """Return the other scans in the folders of these, of which they may be copies; they are read but not checked."""
    named = {scan.file for scan in scans if scan.counts}
    folders = {file.rpartition("/")[0] for file in named if may_be_scan(file, layout)}
    beside = (
        f"{folder}/{entry.name}"
        for folder in sorted(folders)
        if (root / folder).is_dir()
        for entry in scan_entries(root / folder, others=False)
        if layout.is_default or layout.matches(f"{folder}/{entry.name}")
    )
    return tuple(_identities((file for file in beside if file not in named), root))


def find_existing_scan(path: str, document: Mapping[str, Any], *, root: Path, layout: Layout = DEFAULT) -> str | None:
    """Return the path of a scan with the same paper, instrument and rater as a document, or None."""
    wanted = _identity(path, dict(document))
    if wanted is None:
        return None
    keys = set(wanted.paper.keys)
    candidates = [
        file for file, known in stated_papers(root, without=(path,), layout=layout) if not keys.isdisjoint(known)
    ]
    others = _identities(candidates, root)
    return next((other.file for other in others if _same(wanted, other)), None)


def _same(one: Identity, other: Identity) -> bool:
    if not other.counts or (one.instrument, one.rater) != (other.instrument, other.rater):
        return False
    return len(group_papers([one.paper, other.paper])) == 1


def _identities(files: Iterable[str], root: Path) -> Iterator[Identity]:
    """Yield the identity of each file that has one; a scan that is not finished has one too."""
    for file in files:
        content, _ = read_file(root / file, root=root)
        try:
            document = orjson.loads(content or b"")
        except ValueError:
            continue
        identity = _identity(file, document) if isinstance(document, dict) else None
        if identity:
            yield identity


def _identity(path: str, document: dict[str, Any]) -> Identity | None:
    instrument = identify(document)
    try:
        return scan_identity(path, document, instrument.key) if isinstance(instrument, Instrument) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # the check reports files like this one
