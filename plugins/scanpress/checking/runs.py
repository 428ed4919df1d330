"""The run files of a repository, checked, and their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scanpress.checking.checker import check_file
from scanpress.checking.files import find_runs

if TYPE_CHECKING:
    from pathlib import Path

    from scanpress.checking.checked import CheckedFile
    from scanpress.checking.problem import Problem


@dataclass(frozen=True, slots=True)
class CheckedRuns:
    """All run files with what is wrong with them; a run exists also where its file has problems."""

    files: tuple[CheckedFile, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that a scan may give as its run."""
        return frozenset(file.path.rpartition("/")[2].removesuffix(".json") for file in self.files)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all run files."""
        return tuple(problem for file in self.files for problem in file.problems)


def check_runs(folder: Path, *, root: Path) -> CheckedRuns:
    """Check the run files below the folder of scans."""
    # No rule on runs asks for the day: any will do.
    return CheckedRuns(tuple(check_file(path, root=root, today=date.max) for path in find_runs(folder)))
