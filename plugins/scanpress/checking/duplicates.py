"""Scans that say the same rater answered the same instrument for the same paper twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanpress.checking.finding import Finding
from scanpress.checking.identity import Identity, same_scans
from scanpress.checking.locating import locate

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from scanpress.checking.problem import Problem


def find_duplicates(identities: Iterable[Identity], *, changed: Container[str] = ()) -> tuple[Problem, ...]:
    """Give a problem for each scan after the first of the same paper, instrument and rater.

    Of scans that are the same, those that did not change come first, so that a changed one is blamed.
    """
    groups = (sorted(group, key=lambda scan: scan.file in changed) for group in same_scans(identities))
    problems = (problem for group in groups for scan in group[1:] for problem in _problem(scan, group[0]))
    return tuple(sorted(problems, key=lambda problem: problem.order))


def _problem(scan: Identity, first: Identity) -> tuple[Problem, ...]:
    message = f"{first.file} is a scan of the same paper with the same instrument by the same rater"
    remedy = 'keep one, name the rater, or mark the older one: "status": { "state": "superseded" }'
    return locate([Finding("duplicate-scan", ("paper",), message, remedy, span=(0, 0))], file=scan.file)
