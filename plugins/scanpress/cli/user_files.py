"""The user's files: written atomically, and messages about errors of files and disk."""

import errno
import os
import shutil
import stat
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

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
_PLAIN = 0o666  # permissions of a new file, before the mask


def error_message(error: Exception) -> str | None:
    """Return a line with the file, the reason and the remedy.

    Return None for an error of the program, which is printed with its traceback.
    """
    from scanpress.repository import GitError, UnfitGitError  # noqa: PLC0415 - most commands need no error message

    if isinstance(error, UnfitGitError):
        return str(error)
    if isinstance(error, GitError):
        return f"git cannot read the repository ({error}): run git fsck --full to see what is missing"
    return _file_error(error) if isinstance(error, OSError) else None


def _file_error(error: OSError) -> str | None:
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


def write_atomically(path: Path, data: bytes, *, wait: bool = True) -> None:
    """Write a file or replace one, keeping its permissions; create its folders.

    Other programs see either the old file or the whole new one. With `wait`, so does a machine that loses power; this
    waits for the disk, 1 to 10 ms per file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(path, data, wait=wait)
    except OSError as error:
        if error.errno is None:
            raise
        # The error must name this file, not the temporary one.
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write(path: Path, data: bytes, *, wait: bool) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".scanpress-", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.flush()
            if wait:
                os.fsync(file.fileno())
            made.chmod(_mode(path))
            made.replace(path)
        except BaseException:
            made.unlink(missing_ok=True)
            raise


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        # The permissions of a file that is created by opening it.
        mask = os.umask(0)
        os.umask(mask)
        return _PLAIN & ~mask
