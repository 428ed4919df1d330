"""Scans of the repository that may be of the same papers as some others, found without checking the rest.

Of the rest only the beginning of each file is read, which says what its paper is: a tenth of the time of a check.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from scanpress.checking import Identity, check_file, group_papers, read_file
from scanpress.checking.files import SCANS
from scanpress.checking.papers.identity import scan_identity
from scanpress.checking.papers.stated import stated_papers
from scanpress.instruments import Instrument, identify


def namesakes(scans: Iterable[Identity], *, root: Path, today: date) -> tuple[Identity, ...]:
    """Give the other accepted scans by the same raters that share a name of a paper with these, or with each other.

    Scans that are not in the folder of scans, copies for example, are compared with none.
    """
    inside = [scan for scan in scans if scan.counts and scan.file.startswith(f"{SCANS}/")]
    if not inside or not (root / SCANS).is_dir():
        return ()
    raters = {(scan.instrument, scan.rater) for scan in inside}
    names = {name for scan in inside for name in scan.paper.keys}
    rest = dict(stated_papers(root, without={scan.file for scan in inside}))
    found: list[Identity] = []
    while near := [file for file, known in rest.items() if not names.isdisjoint(known)]:
        checked = (check_file(root / file, root=root, today=today).identity for file in near)
        new = [each for each in checked if each and each.counts and (each.instrument, each.rater) in raters]
        names.update(name for each in new for name in each.paper.keys)
        found += new
        for file in near:
            del rest[file]
    return tuple(found)


def find_twin(path: str, document: Mapping[str, Any], *, root: Path) -> str | None:
    """Return the path of a scan that says the same of itself as this document, None where there is none."""
    wanted = _identity(path, dict(document))
    if wanted is None:
        return None
    names = set(wanted.paper.keys)
    near = [file for file, known in stated_papers(root, without=(path,)) if not names.isdisjoint(known)]
    others = _identities(near, root)
    return next((other.file for other in others if _same(wanted, other)), None)


def _same(one: Identity, other: Identity) -> bool:
    if not other.counts or (one.instrument, one.rater) != (other.instrument, other.rater):
        return False
    return len(group_papers([one.paper, other.paper])) == 1


def _identities(files: Iterable[str], root: Path) -> Iterator[Identity]:
    """Yield what can be told of each file: one that is not finished is a scan of its paper all the same."""
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
        return None  # a file so far from a scan is the check's affair
