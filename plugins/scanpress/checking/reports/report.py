"""What every report is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
