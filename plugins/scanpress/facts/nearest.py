"""Find the file that somebody meant by a path that leads nowhere."""

import os
import re
from difflib import get_close_matches
from pathlib import Path

from scanpress.facts.layout import JSON, SCANS

_NEAR = 0.6  # how similar two names are, from 0 to 1
_WORD = re.compile(r"[a-z]{4,}")


def nearest_file(root: Path, path: str, without: str = "") -> str:
    """Return the file that a path to no file probably means, or an empty text; `without` is not meant.

    It has a similar name in the folder of the path or in one of a similar name, or the same name in another folder of
    scans, or is the only file of the folder and has a word of the name.
    """
    folder, _, name = path.strip("/").rpartition("/")
    if not name or ".." in folder.split("/") or len(path) > _LONGEST:
        return ""
    folders = [each.name for each in _entries(root / SCANS) if each.is_dir()]
    near = [f"{SCANS}/{each}" for each in get_close_matches(folder.rpartition("/")[2], folders)]
    places = dict.fromkeys([folder, f"{SCANS}/{folder}", *near])
    for place in places:
        if found := _in_folder(root, place, name, without):
            return found
    same = (f"{SCANS}/{each}/{name}" for each in sorted(folders))
    return next((each for each in same if each != without and os.path.isfile(root / each)), "")  # noqa: PTH113


_LONGEST = 300  # characters of a path


def _in_folder(root: Path, folder: str, name: str, without: str) -> str:
    before = f"{folder}/" if folder else ""
    names = [each.name for each in _entries(root / folder) if each.name.endswith(JSON)]
    bare = [each.removesuffix(JSON) for each in sorted(names) if before + each != without]
    wanted = name.removesuffix(JSON)
    found = get_close_matches(wanted, bare, n=1, cutoff=_NEAR)
    if not found and len(bare) == 1 and not {*_WORD.findall(wanted)}.isdisjoint(_WORD.findall(bare[0])):
        found = bare
    return f"{before}{found[0]}{JSON}" if found else ""


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError:  # there is none, or nobody may read it
        return []
