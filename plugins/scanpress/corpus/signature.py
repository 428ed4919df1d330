"""Whether a file is as it was, told without reading it, as git does: a shortcut to its content, never a verdict."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

TICK = 2_000_000_000  # nanoseconds; two changes closer than the file system's clock may share a time stamp


def signature_of(entry: "os.DirEntry[str]", *, now: int) -> bytes | None:
    """Return what changes whenever the file's content may have; None where the file is too fresh to tell.

    `now` is the time in nanoseconds since the epoch.
    """
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if now - status.st_mtime_ns < TICK:
        return None
    return b"%d %d %d %d" % (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
