"""Find the collection, and the settings file that Pelican reads."""

from pathlib import Path

from scanpress.cli import wrong_use
from scanpress.facts import FactsError
from scanpress.facts.collection import SETTINGS_FILE, Collection
from scanpress.facts.layout import SCANS


def find_collection(settings: Path | None = None) -> Collection:
    """Return the collection that a settings file describes, else the one around the current folder.

    Its own instruments are added to those of Scanpress.
    """
    found = described_collection(settings)
    if found.instruments:
        from scanpress.instruments import InstrumentError, use_folder  # noqa: PLC0415 - few collections have their own

        try:
            use_folder(found.instruments)
        except InstrumentError as error:
            wrong_use(f"the instruments of this collection cannot be used:\n{error}")
    return found


def described_collection(settings: Path | None = None) -> Collection:
    """Return the same collection, and leave its own instruments alone."""
    try:
        if settings is None or settings == Path(SETTINGS_FILE):
            return Collection.find(Path.cwd())
        return Collection.read(settings_file(settings))
    except FactsError as error:
        wrong_use(str(error))


def settings_file(path: Path) -> Path:
    """Return Pelican's settings file, looked for in the current folder and then at the root of the collection."""
    found = path if path.is_file() else described_collection().root / path
    if not found.is_file():
        wrong_use(f"there is no settings file {path}: name it with --settings")
    return found.resolve()


def require_scans(collection: Collection) -> None:
    """End with a message if the collection has no folder of scans, and its settings do not say where scans are."""
    if collection.layout.is_default and not collection.scans.is_dir():
        wrong_use(
            f"there is no folder {SCANS} here: change to the repository, or name files. If pelicanconf.py says with "
            "SCAN_FILES where the scans are, change to its folder, or name it: --settings FOLDER/pelicanconf.py"
        )
