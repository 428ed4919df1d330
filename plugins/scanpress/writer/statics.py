"""The files of a theme that no template makes: its style, its scripts, its icon."""

import os
from collections.abc import Iterator, MutableMapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from scanpress.writer.output import File

_FOLDERS = "THEME_STATIC_PATHS"
_TAKEN = "SCANPRESS_STATIC_PATHS"


def take_statics(settings: MutableMapping[str, Any]) -> tuple[File, ...]:
    """Return a theme's files as outputs, and have Pelican leave them alone.

    Pelican would copy them anew at every build, and leave those that are gone.
    """
    # A builder that goes on keeps the settings from one build to the next.
    folders = settings.setdefault(_TAKEN, settings.get(_FOLDERS, ()))
    settings[_FOLDERS] = []
    theme, target = Path(settings["THEME"]), settings.get("THEME_STATIC_DIR", "theme")
    files = {f"{target}/{name}": path for folder in folders for name, path in _files(theme / folder)}
    return tuple(File(address, content, (str(path), _digest(path))) for address, path in sorted(files.items()))


def content(made_from: tuple[str, str]) -> bytes:
    """Return a file's bytes; raise ValueError where they are others by now."""
    path, digest = made_from
    found = Path(path).read_bytes()
    if sha256(found).hexdigest() != digest:
        raise ValueError(f"{path} changed while the site was built: build again")
    return found


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder with their way from it; a single file may stand for a folder."""
    if folder.is_file():
        yield folder.name, folder
    for above, _, names in os.walk(folder):
        for path in (Path(above, name) for name in names if not name.startswith(".")):
            yield path.relative_to(folder).as_posix(), path


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
