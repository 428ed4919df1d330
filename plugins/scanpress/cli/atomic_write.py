"""A file put in its place whole: whoever reads it meanwhile sees the old one or the new one."""

import os
import stat
from pathlib import Path
from tempfile import NamedTemporaryFile

_PLAIN = 0o666


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file, or take the place of one, keeping its permissions; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(path, data)
    except OSError as error:
        if error.errno is None:
            raise
        # Not of the file beside it, which nobody asked for.
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".scanpress-", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.flush()
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
        # What a program would get that simply opens a new file.
        mask = os.umask(0)
        os.umask(mask)
        return _PLAIN & ~mask
