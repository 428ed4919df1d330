"""What every report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scanpress.checking.problem import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """All problems in order, the number of files that were checked, and the bytes of those with problems."""

    problems: tuple[Problem, ...]
    files: int
    sources: Mapping[str, bytes] = field(default_factory=dict)
    colour: bool = False

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems are warnings."""
        return len(self.problems) - self.errors


# What is told of files that are no scans: those that are gone, and the redirects.
_OF_OTHERS = frozenset({"lost-scan", "bad-redirect"})


def summary(problems: Sequence[Problem], files: int) -> str:
    """Count errors, warnings and files; `files` are those that were checked, beside which others may have problems.

    >>> summary([], 2)
    'no problems in 2 files'
    """
    files = all_files(problems, files)
    total = f"{files:,} file{'s' * (files != 1)}"
    if not problems:
        return f"no problems in {total}"
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [_count(errors, "error"), _count(len(problems) - errors, "warning")]
    return f"{', '.join(filter(None, counts))} in {len({problem.file for problem in problems}):,} of {total}"


def all_files(problems: Sequence[Problem], files: int) -> int:
    """Count the files that were checked and those beside them that have problems."""
    return files + len({problem.file for problem in problems if problem.name in _OF_OTHERS})


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}" if number else ""
