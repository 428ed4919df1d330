"""The facts that every report is made from, and the line of counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scanpress.checking.problem import Problem

# The rules about files that are not counted among the checked ones: scans that are gone, and the redirects.
_OTHER_FILES = frozenset({"lost-scan", "bad-redirect"})


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


def summary(problems: Sequence[Problem], files: int) -> str:
    """Return the counts of errors, warnings and files in words; `files` is the number of files that were checked.

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
    """Return the number of files that were checked, plus the other files that have problems."""
    return files + len({problem.file for problem in problems if problem.name in _OTHER_FILES})


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}" if number else ""
