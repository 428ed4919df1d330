"""The changes of all scans since the repository began, as lines of JSON."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson

from scanpress.compressed import gzip_member
from scanpress.corpus.changes import Event

_TOGETHER = 5_000  # lines in a member of the compressed file: 1 MB


@dataclass(frozen=True)
class History:
    """What happened to scans, in the order of the commits, the oldest first; `key` changes whenever it may.

    The key is empty if there is no history: without git, without a commit, and in a partial clone.
    """

    key: str = ""
    events: Callable[[], Iterable[Event]] = tuple


def write_changes(path: Path, history: History) -> int:
    """Write a line for each event, and return how many there are; only some lines are in memory at a time."""
    rows = 0
    events = iter(history.events())
    with path.open("wb") as file:
        while lines := [change_line(event) for event in islice(events, _TOGETHER)]:
            file.write(gzip_member(b"".join(lines)))
            rows += len(lines)
        if not rows:
            file.write(gzip_member(b""))
    return rows


def change_line(event: Event) -> bytes:
    """Return an event as a line of JSON."""
    return orjson.dumps(event.document, option=orjson.OPT_APPEND_NEWLINE)
