"""Scans that are there already: of the same paper, with the same instrument, by the same rater, finished or not."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from scanpress.checking import Identity, group_papers, read_file, stated_papers
from scanpress.checking.identity import scan_identity
from scanpress.instruments import Instrument, identify


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
