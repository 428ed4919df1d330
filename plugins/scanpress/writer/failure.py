"""An output that could not be made: which one, and why."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

_SHOWN = 10  # whole tracebacks in one message; the rest by their first line


@dataclass(frozen=True, slots=True)
class Failure:
    """One output's error, as text: an exception may not survive the way from one process to another."""

    address: str
    error: str
    trace: str
    in_the_way: bool = False  # a file stands where a folder must be, or a folder where a file must be

    @classmethod
    def of(cls, address: str, error: BaseException) -> Self:
        """Return the failure that an exception was."""
        return cls(
            address=address,
            error="".join(traceback.format_exception_only(error)).strip(),
            trace="".join(traceback.format_exception(error)).strip(),
            in_the_way=isinstance(error, (IsADirectoryError, NotADirectoryError, FileExistsError)),
        )


class OutputError(RuntimeError):
    """Some outputs could not be made; all others are in place."""

    def __init__(self, address: str, failures: Sequence[Failure]) -> None:
        super().__init__(address, failures)
        self.address = address
        self.failures = tuple(failures)

    def __str__(self) -> str:
        count = len(self.failures)
        lines = [f"{count} {'output' if count == 1 else 'outputs'} could not be made:"]
        lines += [f"{failure.address}: {failure.trace}" for failure in self.failures[:_SHOWN]]
        lines += [f"{failure.address}: {failure.error}" for failure in self.failures[_SHOWN:]]
        return "\n".join(lines)
