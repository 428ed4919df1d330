"""Calls of the operating system that Python does not have: exchange two folders, and write everything to the disk."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_FROM_HERE = -100  # AT_FDCWD: relative paths start in the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2, and RENAME_SWAP of macOS's renamex_np
_LIBRARY = ctypes.CDLL(None, use_errno=True)


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders in one step; raise OSError if the system or the file system cannot do that."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = _LIBRARY.renamex_np(*names, ctypes.c_uint(_EXCHANGE))
    elif hasattr(_LIBRARY, "renameat2"):
        failed = _LIBRARY.renameat2(_FROM_HERE, names[0], _FROM_HERE, names[1], ctypes.c_uint(_EXCHANGE))
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


def flush(folder: Path) -> None:
    """Write what was changed to the disk, so that a machine that loses power has the old site or the new one."""
    if not hasattr(_LIBRARY, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _LIBRARY.syncfs(descriptor)  # only the disk with this folder
    finally:
        os.close(descriptor)
