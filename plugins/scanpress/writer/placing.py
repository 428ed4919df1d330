"""One file put in place: whole or not at all, and untouched where its bytes are the same."""

import os
from pathlib import Path

_PARTS = ".scanpress-parts"  # in the output folder, so that a rename never crosses file systems
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Placer:
    """Put files in place below one folder, at the fewest system calls; one placer a process.

    A file is written under a name of this process's own and renamed, so a reader never sees half of it. Nothing is
    flushed to the disk: after a power cut sizes tell, and what is not as it was recorded is made again.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._part = _new_part(folder)

    def place(self, address: str, content: bytes) -> bool:
        """Write `content` at an address; return whether anything had to be written."""
        path = f"{self._folder}/{address}"
        if _holds(path, content):
            return False
        _write(self._part, content)
        try:
            os.replace(self._part, path)  # noqa: PTH105 (a Path costs as much as the call)
        except FileNotFoundError:
            _make(path.rpartition("/")[0])
            os.replace(self._part, path)  # noqa: PTH105
        return True


def write_part(folder: str, content: bytes) -> str:
    """Write a file that lasts as long as the build does; return its path."""
    part = _new_part(folder)
    _write(part, content)
    return part


def _new_part(folder: str) -> str:
    return f"{folder}/{_PARTS}/{os.getpid()}-{os.urandom(8).hex()}"


def _write(part: str, content: bytes) -> None:
    try:
        descriptor = os.open(part, _NEW, 0o666)
    except FileNotFoundError:
        _make(part.rpartition("/")[0])
        descriptor = os.open(part, _NEW, 0o666)
    with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 (a descriptor has no Path)
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]


def _holds(path: str, content: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(content):  # noqa: PTH116 (a Path costs as much as the call)
            return False
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.read() == content
    except FileNotFoundError:
        return False


def _make(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 (its parent is there, nearly always)
    except (FileExistsError, FileNotFoundError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def clear_parts(folder: Path) -> None:
    """Remove what a build that was killed had begun to write."""
    parts = folder / _PARTS
    if parts.is_dir():
        for part in parts.iterdir():
            part.unlink(missing_ok=True)
        parts.rmdir()
