"""Find the repository, and the settings file that Pelican reads."""

from pathlib import Path

from scanpress.checking.files import SCANS
from scanpress.cli import wrong_use


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards with a folder of scans, else with `.git`, else the folder itself."""
    folders = (start, *start.parents)
    with_scans = (folder for folder in folders if (folder / SCANS).is_dir())
    return next(with_scans, next((folder for folder in folders if (folder / ".git").exists()), start))


def settings_file(path: Path) -> Path:
    """Return Pelican's settings file, looked for in the current folder and then at the root of the repository."""
    found = next((each for each in (path, find_root(Path.cwd()) / path) if each.is_file()), None)
    if found is None:
        wrong_use(f"there is no settings file {path}: name it with --settings")
    return found.resolve()
