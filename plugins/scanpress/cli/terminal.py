"""Colour and a progress bar, which only a terminal gets."""

import os
import sys
from typing import TextIO

_WIDTH = 30
_LONG_RUN = 500


def wants_colour(stream: TextIO) -> bool:
    """Return whether to use colour: on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Progress:
    """A plain progress bar on stderr, for long runs on a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total >= _LONG_RUN and sys.stderr.isatty()

    def show(self, done: int) -> None:
        """Draw the bar for the number of files that are done."""
        if self._shown:
            bar = "#" * (_WIDTH * done // self._total)
            print(f"\r[{bar:<{_WIDTH}}] {done:,} of {self._total:,} files", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Remove the bar."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
