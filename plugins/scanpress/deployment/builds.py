"""The folder beside a local target: the builds that are kept, which one was published before, and a lock."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scanpress.deployment.target import BUILDS, busy
from scanpress.deployment.tree import make_public_folder

_LOCK = "lock"
_PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Builds:
    """The builds of one target; all methods but `locked` are for the process that has the lock.

    The file `previous` has the path of the folder that was published before, and its inode. It is written before the
    switch: until then, no folder has both, because a switch exchanges folders or leaves the old one where it is.
    """

    target: Path

    @property
    def folder(self) -> Path:
        """Return the folder."""
        return self.target.with_name(BUILDS.format(name=self.target.name))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Make the folder, and keep other processes out; raise DeploymentError if there is one.

        The lock of a killed process is gone.
        """
        make_public_folder(self.folder)
        with (self.folder / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy(self.target) from None
            yield

    def new(self) -> Path:
        """Make a folder for a build, with a name that nobody can guess, and return it."""
        path = self.folder / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.urandom(8).hex()}"
        make_public_folder(path)
        return path

    def remember(self, path: Path, published: Path) -> None:
        """Record that the folder that is published now will be at `path`, once there is another one in its place."""
        text = f"{os.path.relpath(path, self.folder)} {published.stat().st_ino}\n"
        unfinished = self.folder / f"{_PREVIOUS}-{os.urandom(8).hex()}"
        unfinished.write_bytes(os.fsencode(text))
        unfinished.replace(self.folder / _PREVIOUS)

    def previous(self) -> Path | None:
        """Return the folder that was published before, or None if it is not kept."""
        try:
            name, _, inode = os.fsdecode((self.folder / _PREVIOUS).read_bytes()).strip().rpartition(" ")
            path = self.folder / name
            is_kept = str(path.stat().st_ino) == inode and path.resolve() != self.target.resolve()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return path if is_kept else None

    def forget(self) -> None:
        """Remove what was published before."""
        (self.folder / _PREVIOUS).unlink(missing_ok=True)
        self.clean()

    def clean(self) -> None:
        """Remove all but what is published and what was published before: builds, also those of killed processes."""
        kept = {path.resolve() for path in (self.target, self.previous()) if path}
        for path in sorted(self.folder.iterdir()):
            if path.name in (_LOCK, _PREVIOUS) or path.resolve() in kept:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
