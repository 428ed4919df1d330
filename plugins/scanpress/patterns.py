"""Patterns of paths: `*`, `?` and `[…]` match within one part of a path, `**` alone any number of folders.

Hidden files and folders match only a part of a pattern that begins with a dot. Python has this in `pathlib` only from
3.13 on, so that each part is compared by `fnmatch`, and the places that are reached in the patterns are counted here.
"""

import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase, translate
from functools import lru_cache
from itertools import chain

ANY_FOLDERS = "**"

Place = tuple[int, int]
"""Which pattern, and how many of its parts are matched."""


def matches(patterns: Sequence[str], path: str) -> bool:
    """Return whether a path matches one of the patterns.

    >>> matches(["**/paper.txt"], "papers/a/paper.txt"), matches(["*/paper.txt"], "papers/a/paper.txt")
    (True, False)
    """
    places = starts(patterns)
    for part in path.split("/"):
        places = following(patterns, places, part)
    return is_end(patterns, places)


def find_entries(
    patterns: Sequence[str],
    folder: str | os.PathLike[str],
    *,
    without: Container[str] = (),
    places: frozenset[Place] | None = None,
) -> Iterator[os.DirEntry[str]]:
    """Yield the directory entries of all files and links that match, but those in the folders `without`.

    Only folders that may have some are read; links to folders are not followed.
    """
    reached = starts(patterns) if places is None else places
    parts = [_parts(patterns[number])[place : place + 1] for number, place in reached]
    may_match = _one_of(frozenset(chain.from_iterable(parts)))
    with os.scandir(folder) as entries:
        for entry in entries:
            if not may_match(entry.name):  # one comparison: 0.1 s less for 56,800 names than `following` takes
                continue
            found = following(patterns, reached, entry.name)
            if not found or entry.path in without:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from find_entries(patterns, entry.path, without=without, places=found)
            elif is_end(patterns, found):
                yield entry


def starts(patterns: Sequence[str]) -> frozenset[Place]:
    """Return the places before the first part of a path."""
    return frozenset(
        (number, start) for number, pattern in enumerate(patterns) for start in _skipping(_parts(pattern), 0)
    )


def following(patterns: Sequence[str], places: Iterable[Place], name: str) -> frozenset[Place]:
    """Return the places that are reached by one more part of a path; it is compared once with each, so none is slow."""
    found = set()
    for number, place in places:
        parts = _parts(patterns[number])
        if place == len(parts) or (name.startswith(".") and not parts[place].startswith(".")):
            continue
        if parts[place] == ANY_FOLDERS:
            found.add((number, place))
            found.update((number, after) for after in _skipping(parts, place))
        elif fnmatchcase(name, parts[place]):
            found.update((number, after) for after in _skipping(parts, place + 1))
    return frozenset(found)


def is_end(patterns: Sequence[str], places: Iterable[Place]) -> bool:
    """Return whether one of the patterns is matched as a whole."""
    return any(place == len(_parts(patterns[number])) for number, place in places)


def _skipping(parts: Sequence[str], place: int) -> Iterator[int]:
    """Yield a place in a pattern, and those behind it that are reached if `**` matches no folder."""
    yield place
    while place < len(parts) and parts[place] == ANY_FOLDERS:
        place += 1
        yield place


@lru_cache(maxsize=256)
def _one_of(parts: frozenset[str]) -> Callable[[str], object]:
    """Return what says whether a name matches one of some parts of patterns."""
    return re.compile("|".join(map(translate, sorted(parts)))).match if parts else (lambda _: None)


@lru_cache(maxsize=256)
def _parts(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("/"))
