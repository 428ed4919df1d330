"""How far a build is: a bar with rate and time left on a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Callable

from pelican.log import console

from scanpress.scan_pages.console import show

_EVERY = 10  # seconds between two plain lines

Observer = Callable[[int, int | None], None]


def observer() -> Observer:
    """Return what to call with how many outputs are done, and of how many."""
    if not console.is_terminal:
        return _Lines()
    from scanpress.scan_pages.bar import Bar  # noqa: PLC0415 (it takes long to import, and few builds show one)

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
        show(f"{done:,} files{left} ({rate:,.0f} a second)")
