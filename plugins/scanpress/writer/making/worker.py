"""Make outputs and put them in place, in a worker process or in the build's own; and say which could not be made."""

import pickle
import threading
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from minijinja import TemplateError

from scanpress.writer.making.placing import Placer, disk_problem, unfinished_file, write_unfinished
from scanpress.writer.output import Output, Page
from scanpress.writer.rendering.renderer import Renderer

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
            trace=text if is_template else disk_problem(error) or "".join(traceback.format_exception(error)).strip(),
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


class Placed(NamedTuple):
    """An output that is in its place: whether its file had to be written, and its size in bytes."""

    written: bool
    size: int


Result = Placed | Failure


class Worker:
    """Make outputs and put them in place below one folder; `unfinished` is the build's folder of unfinished files."""

    def __init__(self, folder: str, unfinished: str, renderer: Renderer) -> None:
        self._placer = Placer(folder, unfinished)
        self._renderer = renderer

    def make(self, outputs: tuple[Output, ...]) -> list[Result]:
        """Make outputs one by one; an error of one is its result, and does not affect the others."""
        return [self._make(output) for output in outputs]

    def _make(self, output: Output) -> Result:
        try:
            content = self._content(output)
            if isinstance(content, Path):
                return Placed(self._placer.copy(output.address, content), content.stat().st_size)
            return Placed(self._placer.place(output.address, content), len(content))
        except Exception as error:  # noqa: BLE001 (raised again, with all others, at the end of the build)
            return Failure.of(output.address, error)

    def _content(self, output: Output) -> bytes | Path:
        if isinstance(output, Page):
            return self._renderer.render(output.template, output.address, output.view(output.made_from))
        return output.content(output.made_from)


def write_worker(folder: str, unfinished: str, renderer: Renderer) -> str:
    """Write what a worker is made from to a file, and return its path: all templates are too much for every batch."""
    path = unfinished_file(unfinished)
    write_unfinished(path, pickle.dumps((folder, unfinished, renderer)))
    return path


def make_in_worker(path: str, outputs: tuple[Output, ...]) -> list[Result]:
    """Make outputs in this process and thread, by the worker that `write_worker` wrote to a file."""
    return _thread.worker(path).make(outputs)


def _read_worker(path: str) -> Worker:
    return Worker(*pickle.loads(Path(path).read_bytes()))  # noqa: S301 (written by the build that started this process)


class _Thread(threading.local):
    """The worker of a thread, whose unfinished file and page no other thread uses."""

    def __init__(self) -> None:
        self.worker = lru_cache(maxsize=1)(_read_worker)  # A thread serves one build after another.


_thread = _Thread()
