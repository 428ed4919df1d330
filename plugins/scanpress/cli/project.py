"""Where the repository is, and which settings file Pelican reads."""

from pathlib import Path

from scanpress.checking.files import SCANS
from scanpress.cli import wrong_use


def find_root(start: Path) -> Path:
    """Find the repository: the nearest folder upwards that has a folder of scans, else that has git's."""
    folders = (start, *start.parents)
    with_scans = (folder for folder in folders if (folder / SCANS).is_dir())
    return next(with_scans, next((folder for folder in folders if (folder / ".git").exists()), start))


def settings_file(path: Path) -> Path:
    """Find Pelican's settings file: where the user stands, else at the root of the repository."""
    found = next((each for each in (path, find_root(Path.cwd()) / path) if each.is_file()), None)
    if found is None:
        wrong_use(f"there is no settings file {path}: name it with --settings")
    return found.resolve()
