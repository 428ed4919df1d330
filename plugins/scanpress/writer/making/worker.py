"""Make outputs and put them in place, in a worker process or in the build's own."""

import pickle
import threading
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scanpress.writer.making.failure import Failure
from scanpress.writer.making.placing import Placer, unfinished_file, write_unfinished
from scanpress.writer.output import Output, Page
from scanpress.writer.rendering.renderer import Renderer


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
            return Placed(self._placer.place(output.address, content), len(content))
        except Exception as error:  # noqa: BLE001 (raised again, with all others, at the end of the build)
            return Failure.of(output.address, error)

    def _content(self, output: Output) -> bytes:
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
