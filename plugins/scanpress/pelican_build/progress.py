"""How far a build is: a bar with rate and time left on a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable

from pelican.log import console
from rich.errors import LiveError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from scanpress.pelican_build.console import show


class Bar:
    """A bar that goes away when all is done."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def __call__(self, done: int, total: int | None) -> None:
        """Show how many outputs are done, and of how many."""
        try:
            self._show(done, total)
        except LiveError:  # an older version of the library knows one moving line at a time: Pelican's own
            self._progress = None

    def _show(self, done: int, total: int | None) -> None:
        if self._progress is None:
            columns = (TextColumn("Pages"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
            self._progress = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
            self._task = self._progress.add_task("Pages", total=total, rate="")
            self._progress.start()
        speed = self._progress.tasks[0].speed
        rate = f"{speed:,.0f} a second" if speed else ""
        self._progress.update(self._task, completed=done, total=total, rate=rate)
        if total is not None and done >= total:
            self._progress.stop()
            self._progress = None


_EVERY = 10  # seconds between two plain lines

Observer = Callable[[int, int | None], None]


def observer() -> Observer:
    """Return what to call with how many outputs are done, and of how many."""
    if not console.is_terminal:
        return _Lines()

    return Bar()


class _Lines:
    """A line every ten seconds, which a log keeps."""

    def __init__(self) -> None:
        self._started = self._told = time.monotonic()

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now - self._told < _EVERY:
            return
        self._told = now
        rate = done / (now - self._started)
        left = f" of {total:,}, {(total - done) / rate:,.0f} s left" if total and rate else ""
        show(f"{done:,} files{left} ({rate:,.0f} per second)")
