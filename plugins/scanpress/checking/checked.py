"""What the check of one file gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from scanpress.checking.identity import Identity
    from scanpress.checking.problem import Problem
    from scanpress.instruments import Instrument


class CheckedFile(NamedTuple):
    """A file with its problems; `document` is none where it cannot be read, `identity` where it is no accepted scan."""

    path: str
    document: dict[str, Any] | None
    instrument: Instrument | None
    problems: tuple[Problem, ...]
    identity: Identity | None
    size: int

    @property
    def accepted(self) -> bool:
        """Whether the file has no errors; warnings do not count."""
        return all(problem.severity != "error" for problem in self.problems)
