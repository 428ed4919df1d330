"""Where a repository is on disk, found without running git."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Location:
    """The folders of one repository; in a linked worktree `git_dir` and `common_dir` differ.

    `lost` are objects that are missing or damaged, `damage` what git says of them, and `cut` the commits whose parents
    are among them: all are empty unless something could not be read.
    """

    git_dir: Path
    common_dir: Path
    work_tree: Path | None = None
    lost: frozenset[str] = frozenset()
    damage: tuple[str, ...] = ()
    cut: frozenset[str] = frozenset()

    @classmethod
    def find(cls, path: Path) -> Self | None:
        """Return the repository at or around `path`, bare or not; None if there is none."""
        inside = path / ".git"
        if (inside / "HEAD").is_file() and (inside / "objects").is_dir():
            return cls(inside.resolve(), inside.resolve(), path.resolve())
        import git  # noqa: PLC0415 - takes 0.1 s, and the many processes that only read objects never need it

        try:
            with git.Repo(path, search_parent_directories=True, expand_vars=False) as found:
                work_tree = None if found.bare else found.working_tree_dir
                return cls(
                    git_dir=Path(found.git_dir).resolve(),
                    common_dir=Path(found.common_dir).resolve(),
                    work_tree=Path(work_tree).resolve() if work_tree else None,
                )
        except (git.InvalidGitRepositoryError, git.NoSuchPathError):
            return None

    @classmethod
    def at(cls, store: str) -> Self:
        """Return the location with this `store`: enough to read objects, but without HEAD and work tree."""
        return cls(Path(store), Path(store))

    @property
    def store(self) -> str:
        """Return the folder whose objects are read, as a text that worker processes can be given."""
        return str(self.common_dir)

    @property
    def head(self) -> bytes:
        """Return what the file HEAD says, nothing if it cannot be read.

        In old repositories, it is a symbolic link to the file of a branch, which need not exist.
        """
        path = self.git_dir / "HEAD"
        try:
            target = os.fsencode(path.readlink()) if path.is_symlink() else b""
            return b"ref: %b\n" % target if target.startswith(b"refs/") else path.read_bytes()
        except OSError:
            return b""

    @property
    def objects(self) -> Path:
        """Return the folder of the objects."""
        return self.common_dir / "objects"

    @property
    def is_shallow(self) -> bool:
        """Return whether the history is cut off."""
        return bool(self.cut) or self._is_shallow_clone

    @property
    def _is_shallow_clone(self) -> bool:
        shallow = self.common_dir / "shallow"
        return shallow.is_file() and shallow.stat().st_size > 0

    @property
    def boundary(self) -> frozenset[str]:
        """Return the commits at which the history is cut off: git shows them as if nothing came before."""
        if not self._is_shallow_clone:
            return self.cut
        return self.cut.union((self.common_dir / "shallow").read_text("ascii", "replace").split())

    @property
    def is_partial(self) -> bool:
        """Return whether objects may be missing: lost ones, or those left at a remote, from where none is fetched."""
        return bool(self.lost) or self.is_partial_clone

    @property
    def is_partial_clone(self) -> bool:
        """Return whether objects were left at a remote."""
        return any((self.objects / "pack").glob("*.promisor"))

    @property
    def description(self) -> str:
        """Return the first line of git's `description` file, or nothing if it is git's own placeholder."""
        try:
            lines = (self.common_dir / "description").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return "" if not lines or lines[0].startswith("Unnamed repository") else lines[0].strip()
