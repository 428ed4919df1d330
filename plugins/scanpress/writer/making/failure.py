"""Errors of outputs: which ones could not be made, and why."""

import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from minijinja import TemplateError

_SHOWN = 10  # reasons with all details in one message; of any further reason, only the first line is shown
_NAMED = 3  # addresses that are named for one reason
_VARIABLES = "\n~~~"  # after this, the template engine's message lists all variables of the page


@dataclass(frozen=True, slots=True)
class Failure:
    """The error of one output, as text: not every exception can be sent from one process to another.

    `trace` is the traceback; for a mistake in a template, it shows the line of the template.
    """

    address: str
    error: str
    trace: str
    is_blocked: bool = False  # there is a file where a folder has to be, or a folder where a file has to be

    @classmethod
    def of(cls, address: str, error: BaseException) -> Self:
        """Return the failure of an output whose making raised `error`."""
        is_template = isinstance(error, TemplateError)
        text = str(error).partition(_VARIABLES)[0] if is_template else "".join(traceback.format_exception_only(error))
        return cls(
            address=address,
            error=text.strip(),
            trace=text if is_template else "".join(traceback.format_exception(error)).strip(),
            is_blocked=isinstance(error, (IsADirectoryError, NotADirectoryError, FileExistsError)),
        )


class OutputError(RuntimeError):
    """Some outputs could not be made; all others are in place."""

    def __init__(self, address: str, failures: Sequence[Failure]) -> None:
        super().__init__(address, failures)
        self.address = address
        self.failures = tuple(failures)

    def __str__(self) -> str:
        return "\n".join([f"{_outputs(len(self.failures))} could not be made:", *self._reasons()])

    def _reasons(self) -> Iterator[str]:
        """Yield each reason once, with the outputs that have it, such as all pages of a template with a mistake."""
        found: defaultdict[str, list[Failure]] = defaultdict(list)
        for failure in self.failures:
            found[failure.trace].append(failure)
        for number, (trace, failures) in enumerate(found.items()):
            named = ", ".join(failure.address for failure in failures[:_NAMED])
            others = f" and {_outputs(len(failures) - _NAMED)} more" if len(failures) > _NAMED else ""
            first_line = failures[0].error.partition("\n")[0]
            yield f"{named}{others}: {trace if number < _SHOWN else first_line}"


def _outputs(count: int) -> str:
    return f"{count:,} {'output' if count == 1 else 'outputs'}"
