"""Find the repository, and the settings file that Pelican reads."""

import ast
from pathlib import Path

from scanpress.checking.files import SCANS
from scanpress.cli import wrong_use


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards with a folder of scans, else with `.git`, else the folder itself."""
    folders = (start, *start.parents)
    with_scans = (folder for folder in folders if (folder / SCANS).is_dir())
    return next(with_scans, next((folder for folder in folders if (folder / ".git").exists()), start))


def use_instruments(start: Path) -> None:
    """Add the instruments of the collection to those of Scanpress, or end the program with their mistakes."""
    root = find_root(start)
    named = _instruments(root / "pelicanconf.py")
    if named:
        from scanpress.instruments import InstrumentError, use_folder  # noqa: PLC0415 - few collections have their own

        try:
            use_folder(root / named)
        except InstrumentError as error:
            wrong_use(f"the instruments of this collection cannot be used:\n{error}")


def _instruments(settings: Path) -> str:
    """Return the setting INSTRUMENTS without running the settings file, which would take long."""
    if not settings.is_file():
        return ""
    try:
        tree = ast.parse(settings.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError):
        return ""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
            if "INSTRUMENTS" in names and isinstance(node.value.value, str):
                return node.value.value
    return ""


def settings_file(path: Path) -> Path:
    """Return Pelican's settings file, looked for in the current folder and then at the root of the repository."""
    found = next((each for each in (path, find_root(Path.cwd()) / path) if each.is_file()), None)
    if found is None:
        wrong_use(f"there is no settings file {path}: name it with --settings")
    return found.resolve()
