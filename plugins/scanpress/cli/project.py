"""Find the collection, and the settings file that Pelican reads."""

from pathlib import Path

from scanpress.cli import wrong_use
from scanpress.facts import FactsError
from scanpress.facts.collection import SETTINGS_FILE, Collection


def find_collection(settings: Path | None = None) -> Collection:
    """Return the collection that a settings file describes, else the one around the current folder."""
    try:
        if settings is None or settings == Path(SETTINGS_FILE):
            return Collection.find(Path.cwd())
        return Collection.read(settings_file(settings))
    except FactsError as error:
        wrong_use(str(error))


def find_root(start: Path) -> Path:
    """Return the folder of the collection around a folder, in which the paths of scans start."""
    try:
        return Collection.find(start).data
    except FactsError as error:
        wrong_use(str(error))


def settings_file(path: Path) -> Path:
    """Return Pelican's settings file, looked for in the current folder and then at the root of the collection."""
    found = path if path.is_file() else find_collection().root / path
    if not found.is_file():
        wrong_use(f"there is no settings file {path}: name it with --settings")
    return found.resolve()
