"""The folder of a build's unfinished files, which is also the fence around the processes of a killed one.

Every file is written there and renamed from there. A worker never makes the folder: once the next build has taken it
away, what is left of a killed build can put nothing in place any more.
"""

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
