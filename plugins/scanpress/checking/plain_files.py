"""Read the bytes of a repository's files, and only of plain files: no links, folders or pipes."""

import os
import shlex
import stat
from pathlib import Path

from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Problem
from scanpress.checking.reading.text import MAX_BYTES

# Follow no link, and do not wait for somebody to write to a pipe, if the system has flags for that.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READING = os.O_RDONLY | _NO_LINK | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def read_file(path: Path | str, *, root: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return the bytes of a file of a repository, or None and the problem if it cannot be read."""
    try:
        return _read_plain(path), ()
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


def _read_plain(path: Path | str) -> bytes:
    """Return the bytes of a plain file, cut off one byte after `MAX_BYTES`; raise OSError if it is not plain."""
    if not _NO_LINK:
        _require_plain(os.lstat(path))
    try:
        descriptor = os.open(path, _READING)
    except OSError:
        _require_plain(os.lstat(path))
        raise
    try:
        status = os.fstat(descriptor)
        _require_plain(status)
        return _read(descriptor, min(status.st_size, MAX_BYTES))
    finally:
        os.close(descriptor)


def _require_plain(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is a symbolic link" if stat.S_ISLNK(status.st_mode) else "it is not a plain file")


def _read(descriptor: int, size: int) -> bytes:
    """Return at most `size` bytes, and one more if there is one."""
    data = os.read(descriptor, size + 1)
    while len(data) < size and (more := os.read(descriptor, size + 1 - len(data))):
        data += more
    return data


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
