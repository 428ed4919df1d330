"""A mistake in a file of facts: where it is, what is wrong, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; `line` is 0 and `key` is empty if the whole file is meant."""

    line: int
    key: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        key = f"{self.key}: " if self.key else ""
        return f"{place}{key}{self.message}; {self.remedy}"
