"""Which files of a repository are scans, by the patterns of the setting SCAN_FILES, without reading any of them."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

SCANS = "scans"
RUNS = "runs"
JSON = ".json"
OWN_FOLDERS = frozenset(
    {"about", "blame", "blob", "by-arxiv", "by-doi", "changes", "commit", "contribute", "datenschutz", "file", "files"}
    | {"history", "impressum", "imprint", "instruments", "log", "methodology", "privacy", "raters", "raw", "refs"}
    | {"report", "runs", "same-paper", "schemas", "search", "statistics", "status", "theme", "venues"}
)
"""Folders of the site that have pages of its own: below them, no scan can have its address."""
DEFAULT_PATTERNS = (f"{SCANS}/*/*{JSON}",)
_ANY_FOLDERS = "**"
_SIGNS = frozenset("*?[")
_SIGN = re.compile(r"\*+|\?|\[[^\]]*\]")

_Place = tuple[int, int]  # which pattern, and how many of its parts are matched


@dataclass(frozen=True, slots=True)
class Layout:
    """The patterns of the scans, relative to the repository.

    `*`, `?` and `[…]` match within one part of a path, `**` any number of folders. Hidden files do not match, and
    neither do files in hidden folders.
    """

    patterns: tuple[str, ...] = DEFAULT_PATTERNS

    @property
    def is_default(self) -> bool:
        """Whether all scans are in groups in the folder `scans/`, in which rules for all names hold."""
        return self.patterns == DEFAULT_PATTERNS

    def is_run(self, path: str) -> bool:
        """Return whether a path is that of a run; in every layout, runs are in `scans/runs/`."""
        return path.startswith(f"{SCANS}/{RUNS}/")

    def matches(self, path: str) -> bool:
        """Return whether a path matches a pattern and is not that of a run.

        >>> Layout(("papers/**/scan*.json",)).matches("papers/a/b/scan-v4.json")
        True
        >>> Layout(("papers/*/scan.json",)).matches("papers/a/b/scan.json")
        False
        """
        places = _starts(self.patterns)
        for part in path.split("/"):
            places = _following(self.patterns, places, part)
        return _is_end(self.patterns, places) and not self.is_run(path)

    def may_be_scan(self, path: str) -> bool:
        """Return whether a path may be that of a scan; in the default layout, with a wrong name too."""
        if self.is_default:
            return path.startswith(f"{SCANS}/") and path.endswith(JSON) and not self.is_run(path)
        return self.matches(path)

    @property
    def bases(self) -> tuple[str, ...]:
        """The folder above the first sign of each pattern, empty for the repository itself.

        >>> Layout(("papers/*/scan.json", "*/b.json")).bases
        ('papers', '')
        """
        return tuple(dict.fromkeys(map(_base, self.patterns)))

    def base_of(self, path: str) -> str:
        """Return the longest folder without a sign that is above a scan in a pattern that it matches."""
        return max((base for base in self.bases if not base or path.startswith(f"{base}/")), key=len, default="")

    def takes(self, folder: str) -> bool:
        """Return whether a folder at the top of the repository may have scans.

        >>> Layout(("papers/*/scan.json",)).takes("papers"), Layout().takes("papers")
        (True, False)
        """
        return bool(_following(self.patterns, _starts(self.patterns), folder))

    @property
    def papers_folder(self) -> str:
        """The folder of the site for papers with several scans; a folder of scans may have the usual name."""
        return "same-paper" if self.takes("papers") else "papers"

    @property
    def has_groups(self) -> bool:
        """Whether the path of a new scan has a part besides its name: the folder of its group."""
        return len(_free(_pieces(self.patterns[0]))) > 1

    def path_for(self, group: str, name: str) -> str:
        """Return the path of a new scan, by the first pattern: its last sign is the name, others are the group.

        >>> Layout().path_for("acl-2024", "a-paper"), Layout(("papers/*/scan.json",)).path_for("", "a-paper")
        ('scans/acl-2024/a-paper.json', 'papers/a-paper/scan.json')
        """
        pieces = _pieces(self.patterns[0])
        free = _free(pieces)
        for place in free:
            pieces[place] = _with_word(pieces[place], name if place == free[-1] else group)
        return "/".join(pieces)

    def entries(self, root: str | os.PathLike[str], pattern: str | None = None) -> Iterator[os.DirEntry[str]]:
        """Yield the directory entries of all files and links that match the patterns, or only this one.

        Only folders that may have some are read.
        """
        patterns = self.patterns if pattern is None else (pattern,)
        runs = os.path.join(root, SCANS, RUNS)  # noqa: PTH118 - compared with what the file system names
        yield from _entries(patterns, _starts(patterns), root, runs)


DEFAULT = Layout()


def _entries(
    patterns: Sequence[str], places: frozenset[_Place], folder: str | os.PathLike[str], runs: str
) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            found = _following(patterns, places, entry.name)
            if not found or entry.path == runs:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(patterns, found, entry.path, runs)
            elif _is_end(patterns, found):
                yield entry


def _base(pattern: str) -> str:
    parts = pattern.split("/")[:-1]
    plain = next((place for place, part in enumerate(parts) if _SIGNS & set(part)), len(parts))
    return "/".join(parts[:plain])


def _pieces(pattern: str) -> list[str]:
    """Return the parts of a pattern without `**`, or with the last one as `*` if no other part has a sign."""
    parts = pattern.split("/")
    if any(_SIGNS & set(part) for part in parts if part != _ANY_FOLDERS) or _ANY_FOLDERS not in parts:
        return [part for part in parts if part != _ANY_FOLDERS]
    last = max(place for place, part in enumerate(parts) if part == _ANY_FOLDERS)
    return ["*" if place == last else part for place, part in enumerate(parts) if part != _ANY_FOLDERS or place == last]


def _free(pieces: Sequence[str]) -> list[int]:
    return [place for place, part in enumerate(pieces) if _SIGNS & set(part)]


def _with_word(part: str, word: str) -> str:
    """Return a part of a pattern with a word in place of its first sign, and without the others."""
    before, *after = _SIGN.split(part)
    return before + word + "".join(after)


@lru_cache(maxsize=256)
def _parts(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("/"))


def _starts(patterns: Sequence[str]) -> frozenset[_Place]:
    return frozenset(
        (number, start) for number, pattern in enumerate(patterns) for start in _skipping(_parts(pattern), 0)
    )


def _following(patterns: Sequence[str], places: Iterable[_Place], name: str) -> frozenset[_Place]:
    """Return the places that are reached by one more part of a path; a part is compared once, so no pattern is slow."""
    if name.startswith("."):
        return frozenset()
    found = set()
    for number, place in places:
        parts = _parts(patterns[number])
        if place == len(parts):
            continue
        if parts[place] == _ANY_FOLDERS:
            found.add((number, place))
            found.update((number, after) for after in _skipping(parts, place))
        elif fnmatchcase(name, parts[place]):
            found.update((number, after) for after in _skipping(parts, place + 1))
    return frozenset(found)


def _skipping(parts: Sequence[str], place: int) -> Iterator[int]:
    """Yield a place in a pattern, and those behind it that are reached if `**` matches no folder."""
    yield place
    while place < len(parts) and parts[place] == _ANY_FOLDERS:
        place += 1
        yield place


def _is_end(patterns: Sequence[str], places: Iterable[_Place]) -> bool:
    return any(place == len(_parts(patterns[number])) for number, place in places)
