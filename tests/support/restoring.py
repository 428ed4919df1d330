"""Folders in which a site was built, for tests that change something and build again in the same place."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """A folder and a copy to restore it from: a build knows paths and inodes, and would make all of a copy again."""

    folder: Path
    original: Path

    @classmethod
    def of(cls, folder: Path) -> "Place":
        """Return the place of a folder as it is now."""
        return cls(folder, shutil.copytree(folder, folder.with_name(f"{folder.name}-original"), symlinks=True))

    def restored(self) -> Path:
        """Return the folder as it was; what nobody touched is not touched."""
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if not self._original_of(path).exists():
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        for path in sorted(self.original.rglob("*")):
            target = self.folder / path.relative_to(self.original)
            if path.is_dir():
                target.mkdir(exist_ok=True)
            elif not target.exists() or _stamp(target) != _stamp(path):
                target.unlink(missing_ok=True)
                shutil.copy2(path, target)
        return self.folder

    def _original_of(self, path: Path) -> Path:
        return self.original / path.relative_to(self.folder)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
