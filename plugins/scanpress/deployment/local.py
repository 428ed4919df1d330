"""A target on this machine: a symbolic link that is replaced, or a folder that is exchanged."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scanpress.deployment.builds import Builds
from scanpress.deployment.system import exchange, flush
from scanpress.deployment.target import Changed, DeploymentError, Guard, no_earlier
from scanpress.deployment.tree import Listing, copy_site, list_files
from scanpress.writer import is_our_page

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
        new = builds.new()
        try:
            changed = copy_site(output, files, new, old, published)
            if changed.any or not old:
                flush(new)
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
            exchange(new, self.path)
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
            exchange(one, other)
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
