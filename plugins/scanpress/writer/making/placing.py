"""Put each file in its place completely or not at all, and leave a file alone if its bytes are the same."""

import errno
import filecmp
import os
import shutil
from pathlib import Path

UNFINISHED = ".scanpress-parts-"
"""How the names of folders for unfinished files begin: in the output folder, so that no rename crosses file systems."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_MISSING = -1
_FREE = "free some space on the disk of the output folder, and build again"
_ALLOW = "make the output folder writable, or name another one with OUTPUT_PATH"
_DISK_ERRORS = {errno.ENOSPC: _FREE, errno.EDQUOT: _FREE, errno.EROFS: _ALLOW}
_DISK_ERRORS[errno.EFBIG] = "raise the limit of the size of files (ulimit -f), and build again"
_INDEX = "/index.html"


class Placer:
    """Put files in place below one folder; each thread has a placer of its own.

    A file is written to the folder of unfinished files and renamed, so that a reader never sees half of it. Nothing is
    flushed to the disk: after a power cut, a file whose size is not the recorded one is made again.
    """

    def __init__(self, folder: str, unfinished: str) -> None:
        self._folder = folder
        self._unfinished = unfinished_file(unfinished)

    def place(self, address: str, content: bytes) -> bool:
        """Write `content` to an address; return False if the file has these bytes already."""
        path = f"{self._folder}/{address}"
        size = _size(path)
        if size == len(content) and _read(path) == content:
            return False
        write_unfinished(self._unfinished, content)
        self._move(path, is_new=size == _MISSING)
        return True

    def copy(self, address: str, source: Path) -> bool:
        """Put a finished file at an address; return False if the file there has the same bytes already.

        The file itself is linked, since nobody writes to it again; it is copied if it is on another file system.
        """
        path = f"{self._folder}/{address}"
        size = _size(path)
        if size == source.stat().st_size and filecmp.cmp(source, path, shallow=False):
            return False
        try:
            os.link(source, self._unfinished)
        except OSError:
            shutil.copyfile(source, self._unfinished)
        try:
            self._move(path, is_new=size == _MISSING)
        except OSError:
            os.unlink(self._unfinished)  # noqa: PTH108 (what is written next must not go to the finished file)
            raise
        return True

    def _move(self, path: str, *, is_new: bool) -> None:
        # A new page often has a new folder of its own. It is made after the unfinished file, so that a process which
        # is left of a killed build fails before it makes a folder.
        if is_new and path.endswith(_INDEX):
            _make(path.removesuffix(_INDEX))
        try:
            os.replace(self._unfinished, path)  # noqa: PTH105 (making a Path takes as long as the call)
        except FileNotFoundError:
            os.stat(self._unfinished)  # noqa: PTH116 (raises again if the unfinished file is missing, not the folder)
            _make(path.rpartition("/")[0])
            os.replace(self._unfinished, path)  # noqa: PTH105


def disk_problem(error: BaseException) -> str | None:
    """Return what is wrong with the disk and what to do if that is why a file was not written, else None."""
    if not isinstance(error, OSError) or error.errno not in _DISK_ERRORS:
        return None
    return f"{error.strerror}: {_DISK_ERRORS[error.errno]}"


def make_unfinished(folder: Path) -> str:
    """Make a build's folder for unfinished files, and return its path."""
    unfinished = folder / f"{UNFINISHED}{os.urandom(8).hex()}"
    unfinished.mkdir(parents=True)
    return str(unfinished)


def remove_unfinished(folder: Path) -> None:
    """Remove the unfinished files of all builds, also of killed ones."""
    for unfinished in sorted(folder.glob(f"{UNFINISHED}*")):
        # It is renamed first, so that a process that is still writing cannot add files while it is emptied.
        renamed = unfinished.rename(unfinished.with_name(f"{UNFINISHED}{os.urandom(8).hex()}"))
        for path in renamed.iterdir():
            path.unlink(missing_ok=True)  # such a process may put its last file in its place at this moment
        renamed.rmdir()


def unfinished_file(unfinished: str) -> str:
    """Return the path of an unfinished file that no other process uses."""
    return f"{unfinished}/{os.getpid()}-{os.urandom(8).hex()}"


def write_unfinished(path: str, content: bytes) -> None:
    """Write an unfinished file; raise FileNotFoundError if its build has ended."""
    descriptor = os.open(path, _NEW, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except FileNotFoundError:
        return _MISSING


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _make(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 (nearly always, its parent is there)
    except (FileExistsError, FileNotFoundError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
