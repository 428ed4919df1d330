"""Slugs, from which the addresses of pages are made: the path itself if it can be an address, and always unique."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath

from scanpress.repository import encode_path, shown
from scanpress.writer.address import fold, is_stem

_READABLE = 60
_LONGEST_PATH = 2000  # bytes of a slug: systems take paths of 4,096 bytes, with those of the folder of the output
_DEEPEST = 100  # folders with a page each around a path: what is below them counts as one folder
_UNUSUAL_CHARACTER = re.compile(r"[^\w.+@ -]")


class Slugs:
    """The slugs of paths, given in the order in which they were added, so that a new path changes no older slug.

    >>> slugs = Slugs(["README", "readme", "docs/index.html/a"])
    >>> slugs["README"], slugs["readme"], slugs["docs/index.html/a"]
    ('README', 'readme~711a6108ba2ce6ca', 'docs/index.html~0eb547304658805a/a')
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._slugs: dict[str, str] = {}
        taken: set[str] = set()
        for path in paths:
            slug = _plain(path)
            if fold(slug) in taken:
                slug = _unique(slug, path)
            taken.add(fold(slug))
            self._slugs[path] = slug

    def __getitem__(self, path: str) -> str:
        return self._slugs[path]


def parent_of(path: str) -> str:
    """Return the folder that holds a file or folder."""
    return path.rpartition("/")[0]


def folder_of(path: str) -> str:
    """Return the folder on whose page a file or folder is listed; very deep folders are listed on one page together.

    >>> folder_of("a/b/c"), folder_of("a/" * 300 + "b") == "a/" * 99 + "a"
    ('a/b', True)
    """
    if len(path) <= 2 * _DEEPEST:
        return parent_of(path)
    return "/".join(path.split("/", _DEEPEST)[:-1])


def with_parents(folders: Iterable[str]) -> Iterable[str]:
    """Return folders and those around them, each in the order in which it is first met, without the root."""
    found: dict[str, None] = {}
    for folder in folders:
        waiting = folder
        while waiting and waiting not in found:
            found[waiting] = None
            waiting = folder_of(waiting)
    return found


def _plain(path: str) -> str:
    if len(path) * 4 > _LONGEST_PATH and len(encode_path(path)) > _LONGEST_PATH:
        return _marked(path.rpartition("/")[2], path)
    if is_stem(path):
        return path
    *parents, name = path.split("/")
    return "/".join([*(_escaped(parent, is_folder=True) for parent in parents), _escaped(name)])


def _escaped(name: str, *, is_folder: bool = False) -> str:
    return name if is_stem(name + "/" if is_folder else name) else _marked(name, name)


def _unique(slug: str, path: str) -> str:
    folder = slug.rpartition("/")[0]
    name = _marked(PurePosixPath(slug).name.partition("~")[0], path)
    return f"{folder}/{name}" if folder else name


def _marked(name: str, source: str) -> str:
    """Return the readable characters of a name, and a mark that only this source has."""
    readable = _UNUSUAL_CHARACTER.sub("_", shown(name))[:_READABLE].strip(" .") or "_"
    return f"{readable}~{sha256(encode_path(source)).hexdigest()[:16]}"
