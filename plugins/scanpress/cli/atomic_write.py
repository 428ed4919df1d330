"""Write a file atomically: other programs see either the old file or the whole new one."""

import os
import stat
from pathlib import Path
from tempfile import NamedTemporaryFile

_PLAIN = 0o666


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file or replace one, keeping its permissions; create its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(path, data)
    except OSError as error:
        if error.errno is None:
            raise
        # The error must name this file, not the temporary one.
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
        # The permissions of a file that is created by opening it.
        mask = os.umask(0)
        os.umask(mask)
        return _PLAIN & ~mask
