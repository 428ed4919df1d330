"""Published scans whose address would stop working, and redirects that do not lead to a scan."""

from collections.abc import Iterable, Iterator
from pathlib import Path

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
        remedy = f'restore it and add "status": {{ "state": "withdrawn" }}, or add a redirect to {REDIRECTS}'
    return locate([Finding("lost-scan", (), message, remedy, span=(0, 0))], file=path)


def _bad_redirects(error: FactsError) -> Iterator[Problem]:
    lines = error.text.split("\n")
    for each in error.mistakes:
        message = f"{each.key}: {each.message}" if each.key else each.message
        before = lines[: max(each.line - 1, 0)]
        start = sum(len(line) + 1 for line in before)
        length = len(lines[len(before)]) if len(before) < len(lines) else 0
        finding = Finding("bad-redirect", (), message, each.remedy, span=(start, start + length))
        yield from locate([finding], file=REDIRECTS, text=error.text)
