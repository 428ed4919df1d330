"""An output that could not be made: which one, and why."""

import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from minijinja import TemplateError

_SHOWN = 10  # reasons in one message, each with everything that is known of it; the others by their first line
_NAMED = 3  # addresses of one reason
_VARIABLES = "\n~~~"  # what follows in the template engine's message is every variable of the page


@dataclass(frozen=True, slots=True)
class Failure:
    """One output's error, as text: an exception may not survive the way from one process to another.

    `trace` leads to a mistake in the code; of a mistake in a template it shows the line in that template.
    """

    address: str
    error: str
    trace: str
    in_the_way: bool = False  # a file stands where a folder must be, or a folder where a file must be

    @classmethod
    def of(cls, address: str, error: BaseException) -> Self:
        """Return the failure that an exception was."""
        is_template = isinstance(error, TemplateError)
        text = str(error).partition(_VARIABLES)[0] if is_template else "".join(traceback.format_exception_only(error))
        return cls(
            address=address,
            error=text.strip(),
            trace=text if is_template else "".join(traceback.format_exception(error)).strip(),
            in_the_way=isinstance(error, (IsADirectoryError, NotADirectoryError, FileExistsError)),
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
        """Yield each reason once: a mistake in a template is the same on every page."""
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
