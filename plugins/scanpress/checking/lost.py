"""Published scans whose address would stop working, and redirects that do not lead to a scan."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from scanpress.checking.files import corrected_name
from scanpress.checking.locating import locate
from scanpress.checking.problem import Finding, Problem
from scanpress.facts import FactsError
from scanpress.facts.redirects import REDIRECTS, load_redirects


def lost_scans(
    root: Path, gone: Iterable[tuple[str, str | None]] = (), *, data: Path | None = None
) -> tuple[Problem, ...]:
    """Return the problems of the redirects or, if there are none, of the scans that are gone without a redirect.

    `gone` has the old path of each scan, and its new path if it was moved. The paths start at `data`, or at `root`.
    """
    try:
        redirects = load_redirects(root / REDIRECTS, data)
    except FactsError as error:
        return tuple(_bad_redirects(error))
    where = _where_to_add(root, empty=not redirects)
    lost = (_lost_scan(path, now, where) for path, now in gone if path not in redirects)
    return tuple(problem for problems in lost for problem in problems)


Gone = tuple[str, str | None]
"""The old path of a published scan, and its new path if it was moved."""


def explained_losses(problems: Sequence[Problem], gone: Iterable[Gone]) -> tuple[tuple[Problem, ...], tuple[Gone, ...]]:
    """Return the problems of files and the scans that are gone, without those that a problem of a file explains.

    A scan that has become unreadable is there. A scan with a wrong new name gets its old one back, so that its address
    is kept; any other good name would need a redirect.
    """
    unreadable = {problem.file for problem in problems if problem.name == "unreadable-file"}
    left = {old: new for old, new in gone if old not in unreadable}
    explained = []
    for problem in problems:
        old = _name_before(problem.file, left) if problem.name == "bad-name" else ""
        if old:
            del left[old]
        remedy = f"give it back its published name, so that its address stays the same: {old}"
        explained.append(replace(problem, remedy=remedy) if old else problem)
    return tuple(explained), tuple(left.items())


def _name_before(path: str, gone: Mapping[str, str | None]) -> str:
    """Return the path that a misnamed scan had, or an empty text if that is not certain."""
    moved = [old for old, new in gone.items() if new == path]
    name = corrected_name(path)
    found = moved or [old for old, new in gone.items() if new is None and PurePosixPath(old).name == name]
    return found[0] if len(found) == 1 else ""


def _where_to_add(root: Path, *, empty: bool) -> str:
    """Return where a redirect is added: a file without one has `redirects: {}`, or does not exist."""
    if not (root / REDIRECTS).exists():
        return f'make {REDIRECTS} with the line "redirects:", and below it, indented by two spaces'
    if empty:
        return f'in {REDIRECTS}, remove {{}} after "redirects:", and add below it, indented by two spaces'
    return f"add this line below the other redirects in {REDIRECTS}, indented as they are"


def _lost_scan(path: str, moved_to: str | None, where: str) -> tuple[Problem, ...]:
    if moved_to:
        message = f"this published scan was moved to {moved_to}, so its old address would stop working"
        remedy = f"{where}: {path}: {moved_to}"
    else:
        message = "this published scan was deleted, so its address would stop working"
        status = '"status": { "state": "withdrawn", "note": "…" }, with the reason as the note'
        remedy = f"restore it and add {status}; or add a redirect to {REDIRECTS}"
    return locate([Finding("lost-scan", (), message, remedy, span=(0, 0))], file=path)


_NEW_PATH = re.compile(r":\s+[\"']?([^\s\"']+)")


def _bad_redirects(error: FactsError) -> Iterator[Problem]:
    lines = error.text.split("\n")
    for each in error.mistakes:
        message = f"{each.key}: {each.message}" if each.key else each.message
        before = lines[: max(each.line - 1, 0)]
        start = sum(len(line) + 1 for line in before)
        length = len(lines[len(before)]) if len(before) < len(lines) else 0
        line = error.text[start : start + length]
        begin, end = next((at.span(1) for at in _NEW_PATH.finditer(line) if at[1] in each.message), (0, length))
        finding = Finding("bad-redirect", (), message, each.remedy, span=(start + begin, start + end))
        yield from locate([finding], file=REDIRECTS, text=error.text)
