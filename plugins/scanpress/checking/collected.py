"""What is wrong with the files of a whole collection, although each of them may be right."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scanpress.checking.foreign_names import colliding
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Problem
from scanpress.facts.collection import SETTINGS_FILE, Collection
from scanpress.facts.layout import JSON, SCANS
from scanpress.plain_file import read_plain

_FOREIGN = "foreign-key"


def collection_problems(paths: Sequence[str], collection: Collection) -> tuple[Problem, ...]:
    """Return the problems of the paths of all scans together, and of patterns that no file matches.

    In the default layout the rules on each name prevent the first kind; there a folder beside that of the scans may
    have scans that are not published.
    """
    if collection.layout.is_default:
        return (*_in_other_folders(collection.data), *_beside(collection.data))
    problems = [problem for path, found in colliding(paths) for problem in locate([found], file=path)]
    return (*problems, *_unused_patterns(collection))


def _in_other_folders(root: Path) -> Iterator[Problem]:
    """Yield a problem for each folder whose name is nearly that of the folder of scans, and that has JSON files."""
    for folder in (root / name for name in _NEARLY):
        if not folder.is_dir() or (root / SCANS).samefile(folder):
            continue
        names = sorted(path.relative_to(root).as_posix() for path in folder.rglob(f"*{JSON}"))
        if names:
            number = f"{len(names):,} JSON file{'s' * (len(names) > 1)}"
            message = f"nothing in {folder.name}/ is published, and it has {number}: the folder of scans is {SCANS}/"
            remedy = f"move them to {SCANS}/<group>/ if they are scans, or rename the folder"
            yield from locate([Finding("stray-file", (), message, remedy, span=(0, 0))], file=names[0])


def _beside(root: Path) -> Iterator[Problem]:
    """Yield a problem for each scan in a folder in which people save scans, and of which nothing is published."""
    for paths in (root.glob(f"*{JSON}"), (root / "content").rglob(f"*{JSON}")):
        for path in sorted(paths):
            if _begins_like_scan(path):
                message = f"this file is a scan, but nothing outside of {SCANS}/ is published"
                remedy = f"move it to {SCANS}/<group>/, or rename it if it is not a scan"
                name = path.relative_to(root).as_posix()
                yield from locate([Finding("stray-file", (), message, remedy, span=(0, 0))], file=name)


def _begins_like_scan(path: Path) -> bool:
    try:
        return _SCAN_BEGINS.match(read_plain(path, limit=_READ)) is not None
    except OSError:  # what cannot be read is no business of this rule: the file is not published
        return False


_READ = 4096  # bytes
_SCAN_BEGINS = re.compile(
    rb'\s*\{(?=.*"paper"\s*:\s*\{)(?=.*"(?:instrument|scan_version|checklist|variables)"\s*:)', re.DOTALL
)
_NEARLY = ("scan", "Scan", "Scans", "SCANS")


def _unused_patterns(collection: Collection) -> Iterator[Problem]:
    settings = collection.settings or collection.root / SETTINGS_FILE
    text = settings.read_text(encoding="utf-8", errors="replace") if settings.is_file() else ""
    for pattern in collection.layout.patterns:
        if next(collection.layout.entries(collection.data, pattern), None) is None:
            written = re.search(rf"(?<=['\"]){re.escape(pattern)}(?=['\"])", text)
            message = f"no file of {shown_folder(collection.data)} matches the pattern {pattern!r}"
            remedy = "correct it, or remove it from SCAN_FILES"
            finding = Finding("unused-pattern", (), message, remedy, span=written.span() if written else (0, 0))
            yield from locate([finding], file=shown_path(settings, collection.data), text=text)


def grouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield all problems; the same unknown keys of many files of another format are one problem."""
    first: dict[str, Problem] = {}
    files: dict[str, int] = {}
    for problem in problems:
        if problem.name != _FOREIGN:
            yield problem
            continue
        first.setdefault(problem.message, problem)
        files[problem.message] = files.get(problem.message, 0) + 1
    for message, problem in first.items():
        more = files[message] - 1
        yield replace(problem, message=f"{message}; and in {more:,} more file{'s' * (more > 1)}") if more else problem


def shown_path(path: Path, data: Path) -> str:
    """Return a path as reports show it, from the folder in which the paths of scans start."""
    return os.path.relpath(path, data).replace(os.sep, "/")


def shown_folder(folder: Path) -> str:
    """Return the name of a folder for a message."""
    return f"{folder.name}/" if folder.name else str(folder)
