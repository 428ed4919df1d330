"""The line that ends a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanpress.checking.problem import Problem


def summary(problems: Sequence[Problem], files: int) -> str:
    """Count errors, warnings and files.

    >>> summary([], 2)
    'no problems in 2 files'
    """
    total = f"{files:,} file{'s' * (files != 1)}"
    if not problems:
        return f"no problems in {total}"
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [_count(errors, "error"), _count(len(problems) - errors, "warning")]
    return f"{', '.join(filter(None, counts))} in {len({problem.file for problem in problems}):,} of {total}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}" if number else ""
