"""Whether a file is as it was, told without reading it, as git does: a shortcut to its content, never a verdict."""

import os
import time
from pathlib import Path

_TICK = 2_000_000_000  # nanoseconds; two changes closer than the file system's clock may share a time stamp


def signature_of(path: Path, *, others: bytes = b"") -> bytes | None:
    """Return what changes whenever the file's content may have; None where the file is too fresh to tell.

    `others` is what the outcome depends on besides the file.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return None
    if time.time_ns() - status.st_mtime_ns < _TICK:
        return None
    return b"%d %d %d %d " % (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino) + others
