"""Messages for errors of the user's files and disk; all other errors are printed with their traceback."""

import errno
import os
import shutil
import sys
from pathlib import Path

_HELP = {
    errno.EACCES: ("permission denied", "change its permissions, or work on a copy of your own"),
    errno.EPERM: ("not permitted", "change its permissions, or work on a copy of your own"),
    errno.EROFS: ("the file system is read-only", "work on a copy of your own"),
    errno.ENOTDIR: ("this is a file, but a folder is needed", "name another path, or move the file"),
    errno.EEXIST: ("this is a file, but a folder is needed", "name another path, or move the file"),
    errno.EISDIR: ("this is a folder, but a file is needed", "name another path, or move the folder"),
    errno.ENOENT: ("no such file or folder", "create it, or correct its name"),
    errno.ELOOP: ("symbolic link loop", "remove the link"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
    errno.ENOSPC: ("no space left on the disk", "free some space, and run the command again"),
    errno.EDQUOT: ("disk quota exceeded", "free some space, and run the command again"),
    errno.EFBIG: ("the file is too large for the disk", "free some space, and run the command again"),
    errno.EIO: ("the disk or terminal failed", "fix it, and run the command again"),
}
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}  # never an error of the program
_PACKAGE = Path(__file__).parents[1]
_PROGRAM_FOLDERS = (_PACKAGE, Path(sys.prefix), Path(os.__file__).parent)


def file_error_message(error: OSError) -> str | None:
    """Return a line with the file, the reason and the remedy, or None if the error is one of the program."""
    if isinstance(error, shutil.Error):
        return _copy_error(error)
    if error.filename is None:
        return _without_name(error)
    path = Path(os.fsdecode(error.filename))
    if str(path) == "git" and error.errno == errno.ENOENT:
        return "git was not found: install it, or add its folder to PATH"
    if any(path.is_relative_to(folder) for folder in _PROGRAM_FOLDERS) or error.errno not in _HELP:
        return None
    return _message(str(path), *_HELP[error.errno])


def _message(path: str, reason: str, remedy: str) -> str:
    from scanpress.checking.display import visible  # noqa: PLC0415 - most commands need no error message

    return f"{visible(path)}: {reason}; {remedy}"


def _copy_error(error: shutil.Error) -> str:
    """Return the line for the first of the files that could not be copied."""
    source, _, reason = error.args[0][0]
    return _message(str(source), str(reason), "fix this, and run the command again")


def _without_name(error: OSError) -> str | None:
    """Return the line for an error without a file name, or None."""
    if error.errno in _DISK_ERRORS:
        return _message("the output of this command", *_HELP[error.errno])
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the current folder no longer exists: change to another one"
    return None
