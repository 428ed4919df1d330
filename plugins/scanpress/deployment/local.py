"""A target on this machine: a symbolic link that is replaced, or a folder that is exchanged."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scanpress.deployment.builds import Builds
from scanpress.deployment.target import Changed, DeploymentError, Guard, no_earlier
from scanpress.deployment.tree import Listing, copy_site, is_published, list_files
from scanpress.writer import is_our_page

_FROM_HERE = -100  # AT_FDCWD: relative paths start in the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2, and RENAME_SWAP of macOS's renamex_np
_LIBRARY = ctypes.CDLL(None, use_errno=True)
_PAGES = ("404.html", "index.html", "log.html")


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """A path of this machine at which a site is published.

    If there is nothing yet, it becomes a symbolic link to a folder beside it.
    """

    path: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from publishing here, and remove what a killed one left.

        Raise DeploymentError if another process publishes here, or if a site cannot be put here.
        """
        if not self.path.parent.is_dir():
            raise DeploymentError(f"{self.path}: there is no folder {self.path.parent}: create it")
        if self.path.exists() and not self.path.is_dir():
            raise DeploymentError(f"{self.path}: this is a file: name another path, or move the file")
        if self._is_folder:
            self._require_site()
        builds = Builds(self.path)
        with builds.locked():
            builds.clean()
            if self._is_folder:
                self._require_exchange(builds)
            yield

    def publish(self, output: Path, files: Listing, guard: Guard) -> Changed:
        """Copy a site beside this place, then switch to it, unless it is the one that is published already."""
        builds = Builds(self.path)
        old = self.path.resolve() if self.path.exists() else None
        published = list_files(old) if old else {}
        guard(len(published.keys() - files.keys()), len(published))
        if old and is_published(files, published):  # to make a copy takes half the time of publishing it
            return Changed(0, len(files), 0)
        new = builds.new()
        try:
            changed = copy_site(output, files, new, old, published)
            if changed.any or not old:
                _flush(new)
                self._switch(builds, new)
        finally:
            builds.clean()
        return changed

    def roll_back(self) -> None:
        """Switch back to the site that was published before; again, to the newer one."""
        builds = Builds(self.path)
        previous = builds.previous()
        if previous is None:
            raise no_earlier(self.path)
        self._switch(builds, previous)

    def forget_earlier(self) -> None:
        """Remove the site that was published before."""
        Builds(self.path).forget()

    @property
    def _is_folder(self) -> bool:
        return self.path.is_dir() and not self.path.is_symlink()

    def _switch(self, builds: Builds, new: Path) -> None:
        """Put a folder in the place of the published one, which is kept."""
        if self._is_folder:
            builds.remember(new, self.path)
            _exchange(new, self.path)
            return
        if self.path.exists():
            builds.remember(self.path.resolve(), self.path)
        link = builds.folder / f"link-{os.urandom(8).hex()}"
        link.symlink_to(os.path.relpath(new, self.path.parent))
        link.replace(self.path)

    def _require_site(self) -> None:
        """Raise DeploymentError if this folder has other things than a site: they would be put away."""
        pages = (self.path / name for name in _PAGES)
        if any(self.path.iterdir()) and not any(page.is_file() and is_our_page(page) for page in pages):
            raise DeploymentError(
                f"{self.path}: this folder has files, but no site of Scanpress: name an empty folder, or a new path"
            )

    def _require_exchange(self, builds: Builds) -> None:
        """Raise DeploymentError if folders cannot be exchanged here: moving one away would leave a gap."""
        one, other = builds.new(), builds.new()
        reason = "it is a disk of its own" if self.path.stat().st_dev != one.stat().st_dev else ""
        try:
            _exchange(one, other)
        except OSError as error:
            reason = str(error.strerror)
        finally:
            shutil.rmtree(one)
            shutil.rmtree(other)
        if reason:
            raise DeploymentError(
                f"{self.path}: this folder cannot be replaced in one step ({reason}): publish to a new path beside it, "
                "which becomes a symbolic link, and let the web server use that path"
            )


def _exchange(one: Path, other: Path) -> None:
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


def _flush(folder: Path) -> None:
    """Write what was changed to the disk, so that a machine that loses power has the old site or the new one."""
    if not hasattr(_LIBRARY, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _LIBRARY.syncfs(descriptor)  # only the disk with this folder
    finally:
        os.close(descriptor)
