"""How large a site is, which limits of its host it exceeds, and which settings make it smaller."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from scanpress.writer.publisher import Publisher

SETTING = "HOST_LIMITS"
_LIMITS = {
    "files": "files",
    "bytes": "bytes",
    "bytes_per_file": "bytes in one file",
    "files_per_folder": "files in one folder",
    "entries": "files and folders",
}
HOSTS: Mapping[str, Mapping[str, int]] = {
    "github-pages": {"bytes": 1_000_000_000, "bytes_per_file": 100 << 20},
    "gitlab-pages": {"bytes": 1_000_000_000, "entries": 200_000},
    "cloudflare-pages": {"files": 20_000, "bytes_per_file": 25 << 20},
    "netlify": {"files_per_folder": 54_000},
}
"""What hosts of static sites accepted in 2026 without payment."""
_HELPFUL = 0.05  # of what is too much; a setting that leaves out less is not named


@dataclass(frozen=True, slots=True)
class Size:
    """The files and bytes of a site or of a part of it, and its largest file."""

    files: int = 0
    bytes: int = 0
    largest: int = 0
    largest_address: str = ""

    def __add__(self, other: "Size") -> "Size":
        largest = max(self, other, key=lambda size: size.largest)
        return Size(self.files + other.files, self.bytes + other.bytes, largest.largest, largest.largest_address)

    def __str__(self) -> str:
        return f"{self.files:,} file{'' if self.files == 1 else 's'}, {_for_people(self.bytes)}"


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of a site that may have a limit; `place` is the file or folder that it is about."""

    number: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Remedy:
    """A setting that leaves out parts of a site.

    These are outermost folders with the names in `parts`, or with names that end so, and all files of the groups whose
    names begin with `groups`.
    """

    setting: str
    smallest: Any
    parts: tuple[str, ...] = ()
    groups: str = ""

    def is_set(self, settings: Mapping[str, Any]) -> bool:
        """Return whether the setting has its smallest value."""
        given = settings.get(self.setting)
        return bool((list(given) if isinstance(given, tuple) else given) == self.smallest)

    def leaves_out(self, part: str) -> bool:
        """Return whether an outermost folder is left out."""
        return any(part.endswith(name) if name.startswith(".") else part == name for name in self.parts)


# Those that readers miss least come first.
_REMEDIES = (
    _Remedy("GIT_VERSIONS", "none", ("blob",)),
    _Remedy("GIT_DOWNLOADS", False, (".bundle", ".tar.gz")),
    _Remedy("SCAN_EXTRAS", [], groups="extras "),
    _Remedy("ANSWER_LISTS", False, ("instruments",)),
    _Remedy("SEARCH", False, ("search",)),
    _Remedy("DATA_FILES", [], groups="data file "),
    _Remedy("GIT_FILE_PAGES", False, ("file", "blame", "history", "blob", "raw")),
    _Remedy("GIT_PUBLISH_CLONE", False, (".git",)),
)


def mistakes(given: Any) -> Iterator[str]:
    """Yield what is wrong with the setting."""
    if given is None or (isinstance(given, str) and given in HOSTS):
        return
    if not isinstance(given, Mapping):
        yield f"{SETTING}: {given!r} is not a known host: write one of {', '.join(HOSTS)}, or a mapping of numbers"
        return
    for name, number in given.items():
        if name not in _LIMITS:
            yield f"{SETTING}: {name!r} is not a limit: write one of {', '.join(_LIMITS)}"
        elif isinstance(number, bool) or not isinstance(number, int) or number < 0:
            yield f"{SETTING}: {name} is {number!r}: write a whole number"


class BuiltSite:
    """A site at the end of its build, measured by what the publisher remembers of it.

    Only outermost folders and files that the publisher does not know, such as the published clone, are searched: on
    4,312 files this takes 8 to 16 ms, and a search of all folders 60 ms (November 2026).
    """

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._parts = {part: Size(*figures) for part, figures in publisher.sizes().items()}
        self._others = list(_files_besides(publisher.folder, set(self._parts)))
        for address in self._others:
            size, part = (publisher.folder / address).stat().st_size, address.split("/")[0]
            self._parts[part] = self._parts.get(part, Size()) + Size(1, size, size, address)
        self.size = sum(self._parts.values(), Size())

    def excess(self, settings: Mapping[str, Any]) -> Iterator[str]:
        """Yield a line for each limit of the host that the site exceeds, and one for each setting that helps."""
        host, limits = _limits(settings)
        figures = self._figures(limits)
        for name, limit in limits.items():
            figure = figures[name]
            if figure.number > limit:
                words = f"{figure.number:,} {_LIMITS[name]}{f' ({figure.place})' if figure.place else ''}"
                yield f"{SETTING}: {words} exceed the limit of {host}, {limit:,}."
                yield from self._help(name, figure, limit, settings)

    def _figures(self, limits: Mapping[str, int]) -> Mapping[str, _Figure]:
        figures = {
            "files": _Figure(self.size.files),
            "bytes": _Figure(self.size.bytes),
            "bytes_per_file": _Figure(self.size.largest, self.size.largest_address),
        }
        if {"files_per_folder", "entries"} & limits.keys():
            addresses = [*self._publisher.addresses(), *self._others]
            folders = Counter(address.rpartition("/")[0] for address in addresses)
            fullest, files = max(folders.items(), key=lambda item: item[1], default=("", 0))
            above = {parent for folder in folders for parent in (folder, *map(str, PurePosixPath(folder).parents))}
            figures["files_per_folder"] = _Figure(files, f"{fullest}/")
            figures["entries"] = _Figure(self.size.files + len(above - {"", "."}))
        return figures

    def _help(self, name: str, figure: _Figure, limit: int, settings: Mapping[str, Any]) -> Iterator[str]:
        """Yield the settings that bring a figure nearer to its limit, unless they are set already."""
        enough = (figure.number - limit) * _HELPFUL
        for remedy in _REMEDIES:
            files = self._publisher.sizes_in_groups(remedy.groups) if remedy.groups else {}
            saved = self._left_out(remedy, files)
            if name == "bytes_per_file":
                helps = figure.place in files or remedy.leaves_out(figure.place.split("/")[0])
            elif figure.place:
                within = sum(address.rpartition("/")[0] == figure.place[:-1] for address in files)
                helps = within > enough or remedy.leaves_out(figure.place.split("/")[0])
            else:
                helps = (saved.bytes if name == "bytes" else saved.files) > enough
            if helps and not remedy.is_set(settings):
                yield f"  {remedy.setting} = {remedy.smallest!r} leaves out up to {saved}."
        yield "  docs/scaling.md says what else helps."

    def _left_out(self, remedy: _Remedy, files: Mapping[str, int]) -> Size:
        parts = sum((size for part, size in self._parts.items() if remedy.leaves_out(part)), Size())
        return parts + Size(len(files), sum(files.values()))


def expected_excess(expected: Size, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each limit of the host that files and bytes will exceed, before they are written."""
    host, limits = _limits(settings)
    smaller = [f"{each.setting} = {each.smallest!r}" for each in _REMEDIES if not each.is_set(settings)]
    for name, number in (("files", expected.files), ("bytes", expected.bytes)):
        if number > limits.get(name, number):
            yield f"{SETTING}: this is more than the limit of {host}, {limits[name]:,} {_LIMITS[name]}."
            yield f"  Smaller sites: {', then '.join([*smaller, ''])}docs/scaling.md."


def _limits(settings: Mapping[str, Any]) -> tuple[str, Mapping[str, int]]:
    """Return the host's name and its limits."""
    given = settings.get(SETTING)
    return (given, HOSTS[given]) if isinstance(given, str) else ("the host", given or {})


def _files_besides(folder: Path, known: AbstractSet[str]) -> Iterator[str]:
    """Yield the addresses of all files but those in outermost folders that are known."""
    for above, folders, names in os.walk(folder):
        within = os.path.relpath(above, folder)
        if within == ".":
            folders[:] = [name for name in folders if name not in known]
            yield from (name for name in names if name not in known)
        else:
            yield from (f"{within}/{name}" for name in names)


_UNITS = ((10**9, 2, "GB"), (10**6, 1, "MB"), (10**3, 0, "kB"))


def _for_people(number: int) -> str:
    """Return a number of bytes for people.

    >>> _for_people(1_234), _for_people(21_250_000), _for_people(1_234_567_890)
    ('1 kB', '21.2 MB', '1.23 GB')
    """
    unit, decimals, name = next((found for found in _UNITS if number >= found[0]), _UNITS[-1])
    return f"{number / unit:,.{decimals}f} {name}"
