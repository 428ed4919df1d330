"""Published scans whose address would be lost, and redirects that do not lead to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanpress.checking.finding import Finding
from scanpress.checking.locating import locate

if TYPE_CHECKING:
    from scanpress.checking.problem import Problem


def lost_scan(path: str, *, moved_to: str | None, redirects: str) -> tuple[Problem, ...]:
    """Tell that a published scan is gone; `redirects` is the path of the file that could say where to."""
    if moved_to:
        message = f"this published scan was moved to {moved_to}, and its address would be lost"
        remedy = f"add this line to {redirects}: {path}: {moved_to}"
    else:
        message = "this published scan was deleted, and its address would be lost"
        remedy = f'restore it and mark it: "status": {{ "state": "withdrawn" }}, or write in {redirects} where it went'
    return locate([Finding("lost-scan", (), message, remedy, span=(0, 0))], file=path)


def bad_redirect(file: str, text: str, *, line: int, message: str, remedy: str) -> tuple[Problem, ...]:
    """Tell of a mistake in a line of the redirects."""
    start = sum(len(each) + 1 for each in text.split("\n")[: max(line - 1, 0)])
    length = len(text[start:].partition("\n")[0])
    return locate([Finding("bad-redirect", (), message, remedy, span=(start, start + length))], file=file, text=text)
