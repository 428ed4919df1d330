"""One file put in place: whole or not at all, and untouched where its bytes are the same."""

import os
import shutil
from pathlib import Path

_NAME = ".scanpress-parts-"  # in the output folder, so that a rename never crosses file systems
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_parts(folder: Path) -> str:
    """Make a build's folder for unfinished files; return its path."""
    parts = folder / f"{_NAME}{os.urandom(8).hex()}"
    parts.mkdir(parents=True)
    return str(parts)


def clear_parts(folder: Path) -> None:
    """Take away what builds began to write, this one or a killed one."""
    for parts in sorted(folder.glob(f"{_NAME}*")):
        # Renamed at one stroke: a process that is still writing must not fill what is being emptied.
        gone = parts.rename(parts.with_name(f"{_NAME}{os.urandom(8).hex()}"))
        shutil.rmtree(gone)


def new_part(parts: str) -> str:
    """Return the path of an unfinished file that no other process has."""
    return f"{parts}/{os.getpid()}-{os.urandom(8).hex()}"


def write_part(part: str, content: bytes) -> None:
    """Write an unfinished file; raise FileNotFoundError where its build is over."""
    descriptor = os.open(part, _NEW, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


_MISSING = -1
_OWN_FOLDER = "/index.html"


class Placer:
    """Put files in place below one folder, at the fewest system calls; one placer a thread.

    A file is written among the parts and renamed, so a reader never sees half of it. Nothing is flushed to the disk:
    after a power cut sizes tell, and what is not as it was recorded is made again.
    """

    def __init__(self, folder: str, parts: str) -> None:
        self._folder = folder
        self._part = new_part(parts)

    def place(self, address: str, content: bytes) -> bool:
        """Write `content` at an address; return whether anything had to be written."""
        path = f"{self._folder}/{address}"
        size = _size(path)
        if size == len(content) and _read(path) == content:
            return False
        write_part(self._part, content)
        # A page that is new has a folder of its own, which is new too. It is made after the part: what is left of a
        # build that is over fails before.
        if size == _MISSING and path.endswith(_OWN_FOLDER):
            _make(path.removesuffix(_OWN_FOLDER))
        try:
            os.replace(self._part, path)  # noqa: PTH105 (a Path costs as much as the call)
        except FileNotFoundError:
            os.stat(self._part)  # noqa: PTH116 (gone, it is the build that is over, and not a folder that is missing)
            _make(path.rpartition("/")[0])
            os.replace(self._part, path)  # noqa: PTH105
        return True


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 (a Path costs as much as the call)
    except FileNotFoundError:
        return _MISSING


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _make(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 (its parent is there, nearly always)
    except (FileExistsError, FileNotFoundError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
