"""Read plain files: no pipes or devices, nothing without end, and no link that leads out of the project."""

import os
import stat
from pathlib import Path

# Follow no link, and do not wait for somebody to write to a pipe, if the system has flags for that.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READING = os.O_RDONLY | _NO_LINK | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_ROOTS = (".git", "pelicanconf.py")  # the folder of a project holds one of these


def read_plain(path: Path | str, *, limit: int) -> bytes:
    """Return the bytes of a plain file, cut off one byte after `limit`; raise OSError if it is not plain."""
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
        return _read(descriptor, min(status.st_size, limit))
    finally:
        os.close(descriptor)


def leads_to_file(path: Path) -> bool:
    """Return whether there is a file at a path that somebody wrote: Path.is_file raises OSError if it is too long."""
    return os.path.isfile(path)  # noqa: PTH113


def inside(path: Path) -> Path:
    """Return where a path leads inside its project; raise OSError if a link leads out of the project or in a circle."""
    try:
        real = path.resolve(strict=True)
    except RuntimeError:  # Python before 3.13 raises this for a circle of links
        raise OSError("its symbolic links form a circle") from None
    if real != path.parent.resolve() / path.name and not real.is_relative_to(_project_of(path)):
        raise OSError("it is a symbolic link that leads out of the repository")
    return real


def _project_of(path: Path) -> Path:
    """Return the folder of the project that a file belongs to: the nearest one upwards, else the file's own."""
    folders = path.parent.resolve(), *path.parent.resolve().parents
    for root in _ROOTS:
        if found := next((folder for folder in folders if (folder / root).exists()), None):
            return found
    return folders[0]


def _require_plain(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is a symbolic link" if stat.S_ISLNK(status.st_mode) else "it is not a plain file")


def _read(descriptor: int, size: int) -> bytes:
    """Return at most `size` bytes, and one more if there is one."""
    data = os.read(descriptor, size + 1)
    while len(data) < size and (more := os.read(descriptor, size + 1 - len(data))):
        data += more
    return data
