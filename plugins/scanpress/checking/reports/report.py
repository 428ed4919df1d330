"""The facts that every report is made from, and the line of counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scanpress.checking.problem import Problem
from scanpress.checking.reports.repetition import Shown, abridged

# The rules about files that are not counted among the checked ones: scans that are gone, and the redirects.
_OTHER_FILES = frozenset({"lost-scan", "bad-redirect"})


@dataclass(frozen=True, slots=True)
class Report:
    """All problems in order, the number of files that were checked, and the bytes of those that are shown.

    `shows_all` lists the same finding for each file, `has_summary` means that a job's summary has all problems.
    `elsewhere` is the number of mistakes in files of the site, shown below the report; `site` are their lines.
    """

    problems: tuple[Problem, ...]
    files: int
    sources: Mapping[str, bytes] = field(default_factory=dict)
    colour: bool = False
    shows_all: bool = False
    has_summary: bool = False
    elsewhere: int = 0
    site: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The problems that are shown to people."""
        return tuple(map(Shown, self.problems) if self.shows_all else abridged(self.problems))

    @property
    def is_abridged(self) -> bool:
        """Whether people are shown fewer problems than there are."""
        return len(self.shown) < len(self.problems)

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems are warnings."""
        return len(self.problems) - self.errors

    @property
    def counts(self) -> str:
        """The line of counts, with the mistakes in files of the site that follow it."""
        line = summary(self.problems, self.files)
        if not self.elsewhere:
            return line
        if not self.problems:
            files = line.removeprefix(_NO_PROBLEMS)
            line = f"no problems in the scans ({files}), but"
        else:
            line += ", and"
        return f"{line} {self.elsewhere} mistake{'s' * (self.elsewhere > 1)} in files of the site:"


_NO_PROBLEMS = "no problems in "


def in_one_line(problem: Problem) -> str:
    """Return a problem in one line."""
    where = f"{problem.file}:{problem.line}:{problem.column}"
    rule = f"{problem.severity} {problem.code} {problem.name} {problem.pointer}".rstrip()
    return f"{where}: {rule}: {problem.message}: {problem.remedy}"


def summary(problems: Sequence[Problem], files: int) -> str:
    """Return the counts of errors, warnings and files in words; `files` is the number of files that were checked.

    >>> summary([], 2)
    'no problems in 2 files'
    """
    files = all_files(problems, files)
    total = f"{files:,} file{'s' * (files != 1)}"
    if not problems:
        return f"{_NO_PROBLEMS}{total}"
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [_count(errors, "error"), _count(len(problems) - errors, "warning")]
    return f"{', '.join(filter(None, counts))} in {len({problem.file for problem in problems}):,} of {total}"


def all_files(problems: Sequence[Problem], files: int) -> int:
    """Return the number of files that were checked, plus the other files that have problems."""
    others = {problem.file for problem in problems if problem.name in _OTHER_FILES or _is_beside(problem)}
    return max(files + len(others), len({problem.file for problem in problems}))


def _is_beside(problem: Problem) -> bool:
    """Return whether a problem is that of a file that is not in the folder of scans."""
    return problem.name == "stray-file" and not problem.file.startswith("scans/")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}" if number else ""
