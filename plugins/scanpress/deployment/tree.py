"""The files of a site on disk, and a copy of them that shares unchanged files with the site that is published."""

import filecmp
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from scanpress.deployment.target import Changed, DeploymentError
from scanpress.writer import UNFINISHED

_READABLE = 0o444
_PUBLIC_MASK = 0o022  # all that a umask may take away from published files: a web server has to read them


class Signature(NamedTuple):
    """What shows that a file changed: its size in bytes and its time of change; and its permissions."""

    size: int
    changed: int
    mode: int


Listing = Mapping[str, Signature]
"""The files of a folder by their addresses, sorted."""


def list_files(folder: Path) -> Listing:
    """Return all files below a folder, but for the unfinished ones of builds.

    Raise DeploymentError if there is anything else than files and folders, such as a symbolic link.
    """
    found: dict[str, Signature] = {}
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if above or not entry.name.startswith(UNFINISHED):
                        waiting.append(f"{above}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    found[above + entry.name] = Signature(status.st_size, status.st_mtime_ns, status.st_mode)
                else:
                    raise DeploymentError(f"{entry.path}: only files can be published: put a copy in its place")
    return dict(sorted(found.items()))


def copy_site(output: Path, files: Listing, target: Path, old: Path | None, published: Listing) -> Changed:
    """Copy a site to an empty folder; a file that is published already is linked instead, and takes no space.

    The times of files are kept, so that the next copy sees at once what is unchanged.
    """
    shared = 0
    with _public_umask():
        for address, signature in files.items():
            source, copy = f"{output}/{address}", f"{target}/{address}"
            _make_folder(copy)
            earlier = published.get(address)
            same = earlier is not None and _is_same(source, signature, f"{old}/{address}", earlier)
            if same and _linked(f"{old}/{address}", copy):
                shared += 1
            else:
                shutil.copyfile(source, copy)
                os.utime(copy, ns=(signature.changed, signature.changed))
    return Changed(len(files) - shared, shared, len(published.keys() - files.keys()))


def is_published(files: Listing, published: Listing) -> bool:
    """Return whether sizes and times show that a site is the one that is published; no file is read for that."""
    return files.keys() == published.keys() and all(
        signature[:2] == published[address][:2] and published[address].mode & _READABLE == _READABLE
        for address, signature in files.items()
    )


def make_public_folder(path: Path) -> None:
    """Make a folder that a web server can enter, unless it exists."""
    with _public_umask():
        path.mkdir(exist_ok=True)


@contextmanager
def _public_umask() -> Iterator[None]:
    """Let a web server read new files, and keep only what the umask says of the group's right to write."""
    mask = os.umask(_PUBLIC_MASK)
    os.umask(mask & _PUBLIC_MASK)
    try:
        yield
    finally:
        os.umask(mask)


def _make_folder(path: str) -> None:
    folder = path.rpartition("/")[0]
    if not os.path.isdir(folder):  # noqa: PTH112 - a Path costs more than the call
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _is_same(source: str, signature: Signature, published: str, earlier: Signature) -> bool:
    if signature.size != earlier.size or earlier.mode & _READABLE != _READABLE:
        return False
    # A build from scratch makes the same bytes again, at another time.
    return signature.changed == earlier.changed or filecmp.cmp(source, published, shallow=False)


def _linked(published: str, copy: str) -> bool:
    """Link a file; return False if the system does not allow it, such as for another user's file."""
    try:
        os.link(published, copy)
    except OSError:
        return False
    return True
