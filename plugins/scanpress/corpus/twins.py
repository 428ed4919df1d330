"""Scans that are there already: of the same paper, with the same instrument, by the same rater, finished or not."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from scanpress.checking import Identity, find_scans, group_papers, read_file
from scanpress.checking.identity import scan_identity
from scanpress.instruments import Instrument, identify


def find_twin(path: str, document: Mapping[str, Any], *, folder: Path, root: Path) -> str | None:
    """Return the path of a scan that says the same of itself as this document, None where there is none."""
    wanted = _identity(path, dict(document))
    if wanted is None:
        return None
    others = (each for each in _identities(find_scans(folder), root) if each.file != path)
    return next((other.file for other in others if _same(wanted, other)), None)


def _same(one: Identity, other: Identity) -> bool:
    if not other.counts or (one.instrument, one.rater) != (other.instrument, other.rater):
        return False
    return len(group_papers([one.paper, other.paper])) == 1


def _identities(paths: Iterable[Path], root: Path) -> Iterator[Identity]:
    """Yield what can be told of each file: one that is not finished is a scan of its paper all the same."""
    for path in paths:
        content, _ = read_file(path, root=root)
        try:
            document = orjson.loads(content or b"")
        except ValueError:
            continue
        identity = _identity(path.relative_to(root).as_posix(), document) if isinstance(document, dict) else None
        if identity:
            yield identity


def _identity(path: str, document: dict[str, Any]) -> Identity | None:
    instrument = identify(document)
    try:
        return scan_identity(path, document, instrument.key) if isinstance(instrument, Instrument) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # a file so far from a scan is the check's affair
