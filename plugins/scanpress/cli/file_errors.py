"""What of the user's files and disk stopped a command: told in a line, where a mistake of ours is told at length."""

import errno
import os
import shutil
import sys
from pathlib import Path

_HELP = {
    errno.EACCES: ("permission denied", "change its permissions, or work on a copy of your own"),
    errno.EPERM: ("not permitted", "change its permissions, or work on a copy of your own"),
    errno.EROFS: ("it lies where nothing can be written", "work on a copy of your own"),
    errno.ENOTDIR: ("there is a file where a folder is wanted", "name another place, or move that file"),
    errno.EEXIST: ("there is a file where a folder is wanted", "name another place, or move that file"),
    errno.EISDIR: ("there is a folder where a file is wanted", "name another place, or move that folder"),
    errno.ENOENT: ("there is no such file or folder", "make it, or correct its name"),
    errno.ELOOP: ("its links lead in a circle", "remove the link"),
    errno.ENAMETOOLONG: ("its name is too long", "give it a shorter one"),
    errno.ENOSPC: ("no space is left", "make room, and run the command again"),
    errno.EDQUOT: ("your share of the disk is used up", "make room, and run the command again"),
    errno.EFBIG: ("it would be too large", "make room, and run the command again"),
    errno.EIO: ("the disk or terminal failed", "mend it, and run the command again"),
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}  # never a mistake of ours, whatever was written
_PACKAGE = Path(__file__).parents[1]
_OURS = (_PACKAGE, Path(sys.prefix), Path(os.__file__).parent)


def file_error_message(error: OSError) -> str | None:
    """Say which file is in the way, why, and what to do; None where it is none of the user's, or was used wrongly."""
    if isinstance(error, shutil.Error):
        return _of_copies(error)
    if error.filename is None:
        return _without_name(error)
    path = Path(os.fsdecode(error.filename))
    if str(path) == "git" and error.errno == errno.ENOENT:
        return "git is not installed, or not found: install it, or add its folder to PATH"
    if any(path.is_relative_to(folder) for folder in _OURS) or error.errno not in _HELP:
        return None
    return _told(str(path), *_HELP[error.errno])


def _told(path: str, reason: str, remedy: str) -> str:
    from scanpress.checking.display import visible  # noqa: PLC0415 - most commands end well

    return f"{visible(path)}: {reason}; {remedy}"


def _of_copies(error: shutil.Error) -> str:
    """Tell of the first file that could not be copied: the library lists them all."""
    source, _, reason = error.args[0][0]
    return _told(str(source), str(reason), "mend that, and run the command again")


def _without_name(error: OSError) -> str | None:
    if error.errno in _FULL:
        return _told("what this command writes", *_HELP[error.errno])
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the folder you are in is gone: go to another one"
    return None
