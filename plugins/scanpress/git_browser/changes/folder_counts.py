"""What a large commit changed, folder by folder."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from scanpress.repository import shown

_MOST_ROWS = 50
_DEPTHS = (1 << 16, 4, 3, 2, 1)  # folders below each other that make a row, until there are few enough rows

Counts = tuple[int, int, int]
"""Files, lines added and lines removed."""


def folder_counts(by_folder: Mapping[str, Counts]) -> dict[str, Any]:
    """Return a row for each folder, or for those around them if there are many, and the number of those left out.

    >>> folder_counts({"b/c": (1, 2, 0), "": (1, 1, 1)})
    {'rows': [('', 1, 1, 1), ('b/c', 1, 2, 0)], 'left': 0}
    >>> folder_counts({f"scans/{number}": (1, 2, 3) for number in range(100)})
    {'rows': [('scans', 100, 200, 300)], 'left': 0}
    """
    found: dict[str, Counts] = {}
    for depth in _DEPTHS:
        found = _grouped(by_folder, depth)
        if len(found) <= _MOST_ROWS:
            break
    rows = [(shown(folder), *counts) for folder, counts in islice(sorted(found.items()), _MOST_ROWS)]
    return {"rows": rows, "left": len(found) - len(rows)}


def _grouped(by_folder: Mapping[str, Counts], depth: int) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for folder, (files, added, removed) in by_folder.items():
        name = "/".join(folder.split("/", depth)[:depth])
        before = found.get(name, (0, 0, 0))
        found[name] = before[0] + files, before[1] + added, before[2] + removed
    return found
