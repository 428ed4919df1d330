"""What a build shows to the person who started it, on Pelican's own console."""

import io
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from pelican.log import console
from rich.control import Control
from rich.errors import LiveError
from rich.segment import ControlType

if TYPE_CHECKING:  # it takes long to import, and few builds show a bar
    from rich.progress import Progress

_EVERY = 10  # seconds between two plain lines about the progress

Observer = Callable[[int, int | None], None]
"""Called with how many outputs are done, and of how many if that is known."""


def accept_any_text() -> None:
    """Let the output escape what its encoding does not have: a message must not end a build."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def show(text: str) -> None:
    """Show a text as it is: no markup, no colours, no line broken. End the process if it cannot be written."""
    console.quiet = False
    if not console.encoding.startswith("utf"):
        text = text.replace("…", "...")
    try:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    except OSError as error:
        _discard_output()
        reason = os.strerror(error.errno) if error.errno else error
        raise SystemExit(f"The output of this command cannot be written: {reason}. Send it elsewhere.") from error


def _discard_output() -> None:
    """Send all further output to the null device: Pelican ends with a traceback if it cannot be written either."""
    with suppress(OSError, ValueError):  # a stream without a descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def close() -> None:
    """Keep Pelican's last line, which counts articles, from being shown below the summary.

    A quiet console cannot clean up behind Pelican's spinner either, so that is done first.
    """
    console.show_cursor()
    console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
    console.quiet = True


def observer() -> Observer:
    """Return an observer of the progress: a bar on a terminal, otherwise a plain line every ten seconds."""
    return _Bar() if console.is_terminal else _Lines()


class _Lines:
    """A line every ten seconds, which a log keeps."""

    def __init__(self) -> None:
        self._started = self._shown = time.monotonic()

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now - self._shown < _EVERY:
            return
        self._shown = now
        rate = done / (now - self._started)
        left = f" of {total:,}, {(total - done) / rate:,.0f} s left" if total and rate else ""
        show(f"{done:,} files{left} ({rate:,.0f} per second)")


class _Bar:
    """A bar with rate and time left, which goes away when all is done."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def __call__(self, done: int, total: int | None) -> None:
        try:
            self._show(done, total)
        except LiveError:  # older versions of the library allow one moving line at a time, which is Pelican's own
            self._progress = None

    def _show(self, done: int, total: int | None) -> None:
        if self._progress is None:
            self._progress = _new_bar()
            self._task = self._progress.add_task("Pages", total=total, rate="")
            self._progress.start()
        speed = self._progress.tasks[0].speed
        rate = f"{speed:,.0f} per second" if speed else ""
        self._progress.update(self._task, completed=done, total=total, rate=rate)
        if total is not None and done >= total:
            self._progress.stop()
            self._progress = None


def _new_bar() -> "Progress":
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("Pages"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    return Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
