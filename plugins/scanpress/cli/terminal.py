"""What a terminal gets and a pipe does not: colour and a progress bar."""

import os
import sys
from typing import TextIO

_WIDTH = 30
_LONG_RUN = 500


def wants_colour(stream: TextIO) -> bool:
    """Return whether to colour: on a terminal, unless NO_COLOR is set or the terminal is a dumb one."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Progress:
    """A plain bar on the terminal's error stream, for long runs."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total >= _LONG_RUN and sys.stderr.isatty()

    def show(self, done: int) -> None:
        """Show how many files are done."""
        if self._shown:
            bar = "#" * (_WIDTH * done // self._total)
            print(f"\r[{bar:<{_WIDTH}}] {done:,} of {self._total:,} files", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
