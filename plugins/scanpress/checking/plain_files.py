"""Read the bytes of a repository's files, and only of plain files: no links, folders or pipes."""

import os
import shlex
from pathlib import Path

from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Problem
from scanpress.checking.reading.text import MAX_BYTES
from scanpress.plain_file import read_plain


def read_file(path: Path | str, *, root: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return the bytes of a file of a repository, or None and the problem if it cannot be read."""
    try:
        return read_plain(path, limit=MAX_BYTES), ()
    except OSError as error:
        reason = str(error.strerror or error.args[0])
        name = relative(Path(path), root)
        finding = Finding(
            "unreadable-file", (), f"this file cannot be read: {reason}", _remedy(error, name), span=(0, 0)
        )
        return None, locate([finding], file=name)


def _remedy(error: OSError, name: str) -> str:
    if not isinstance(error, PermissionError):
        return "replace it with a plain file"
    return f"make the file and its folder readable: chmod a+r {shlex.quote(name)}"


def relative(path: Path, root: Path) -> str:
    """Return a path relative to the repository, or unchanged if it is outside."""
    name, above = os.fspath(path), os.path.join(os.fspath(root), "")  # noqa: PTH118 - making Paths takes as long as the rest
    # Paths that were listed below an absolute root need no more: 15 microseconds of a check less than what follows.
    if name.startswith(above) and os.path.isabs(above) and f"{os.sep}." not in name and os.sep * 2 not in name:  # noqa: PTH117
        return name[len(above) :].replace(os.sep, "/")
    absolute = os.path.abspath(path)  # noqa: PTH100 - links are not followed: they are reported as problems
    base = os.path.abspath(root)  # noqa: PTH100
    inside = absolute == base or absolute.startswith(base.rstrip(os.sep) + os.sep)
    return (os.path.relpath(absolute, base) if inside else os.fspath(path)).replace(os.sep, "/")
