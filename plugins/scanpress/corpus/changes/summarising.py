"""What a commit's change of one file means, for the git browser's hook."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from scanpress.checking import is_run
from scanpress.corpus.changes.comparing import compare
from scanpress.corpus.changes.reports import change_lines, plain_mark

_MOST = 100  # lines about one file


def summarise_change(path: str, before: bytes | None, after: bytes | None) -> Sequence[str]:
    """Return in words what changed in a scan; nothing of other files."""
    parts = PurePosixPath(path).parts
    if parts[:1] != ("scans",) or not path.endswith(".json") or is_run(path):
        return ()
    sides = ({path: content} if content is not None else {} for content in (before, after))
    lines = [line for change in compare(*sides) for line in change_lines(change, plain_mark)]
    return lines if len(lines) <= _MOST else [*lines[: _MOST - 1], f"and {len(lines) - _MOST + 1} more changes"]
