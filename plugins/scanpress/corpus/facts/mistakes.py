"""What is wrong in a file of facts: where, what, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; `line` is 0 where the whole file is meant, and `key` is empty there."""

    line: int
    key: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        key = f"{self.key}: " if self.key else ""
        return f"{place}{key}{self.message}; {self.remedy}"


class FactsError(ValueError):
    """All mistakes of one file, in the order of its lines."""

    def __init__(self, path: Path, mistakes: Iterable[Mistake]) -> None:
        self.path = path
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: (mistake.line, mistake.key)))
        count = "one mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        super().__init__("\n".join([f"{path}: {count}", *(f"  {mistake}" for mistake in self.mistakes)]))
