"""What the report of an import says: remarks about papers and files, and what became of each paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class WrongInput(Exception):  # noqa: N818 - the file is wrong, the program is not
    """The files of an import cannot be used as they are; nothing was written."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = tuple(messages)


class State(StrEnum):
    """What became of the scan of a paper."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept, because a person corrected it"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one paper of a file, or about the file if `key` is empty.

    `kind` is equal for remarks that a report lists together. A remark that is not a `loss` is only a note: the scan was
    written.
    """

    file: str
    key: str
    kind: str
    message: str
    is_loss: bool = True

    @property
    def line(self) -> str:
        """The remark in one line of a report."""
        return f"{self.file}: {self.key + ': ' if self.key else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the scan of one paper, with the remarks about it; `path` is empty if it was left out."""

    key: str
    path: str
    state: State
    remarks: tuple[Remark, ...] = ()
