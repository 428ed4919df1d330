"""Where outputs are made: in a worker process, or in the build's own."""

import pickle
import threading
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scanpress.writer.making.failure import Failure
from scanpress.writer.making.placing import Placer, new_part, write_part
from scanpress.writer.output import Output, Page
from scanpress.writer.rendering.renderer import Renderer


class Placed(NamedTuple):
    """An output that stands in its place: whether it had to be written, and its size in bytes."""

    written: bool
    size: int


Result = Placed | Failure


class Workshop:
    """Make outputs and put them in place below one folder."""

    def __init__(self, folder: str, parts: str, renderer: Renderer) -> None:
        self._placer = Placer(folder, parts)
        self._renderer = renderer

    def make(self, outputs: tuple[Output, ...]) -> list[Result]:
        """Make outputs one by one; an error of one is its result, and keeps none of the others back."""
        return [self._make(output) for output in outputs]

    def _make(self, output: Output) -> Result:
        try:
            content = self._content(output)
            return Placed(self._placer.place(output.address, content), len(content))
        except Exception as error:  # noqa: BLE001 (raised again, with all others, at the end of the build)
            return Failure.of(output.address, error)

    def _content(self, output: Output) -> bytes:
        if isinstance(output, Page):
            return self._renderer.render(output.template, output.address, output.view(output.made_from))
        return output.content(output.made_from)


def write_tools(folder: str, parts: str, renderer: Renderer) -> str:
    """Write what a workshop needs to a file, and return its path: with all templates, too much for each batch."""
    path = new_part(parts)
    write_part(path, pickle.dumps((folder, parts, renderer)))
    return path


def make_elsewhere(tools: str, outputs: tuple[Output, ...]) -> list[Result]:
    """Make outputs in whatever process and thread this is, with the tools in a file."""
    return _own.workshop(tools).make(outputs)


def _workshop(tools: str) -> Workshop:
    return Workshop(*pickle.loads(Path(tools).read_bytes()))  # noqa: S301 (from the process that started this one)


class _Own(threading.local):
    """The workshop of a thread, which shares its unfinished file and its page with no other."""

    def __init__(self) -> None:
        # A thread serves one build, or one after another.
        self.workshop = lru_cache(maxsize=1)(_workshop)


_own = _Own()
