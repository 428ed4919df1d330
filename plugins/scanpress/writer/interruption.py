"""Ctrl+C during a build: Pelican would end with exit code 0, and what comes next would publish half a site."""

from collections.abc import Iterator
from contextlib import contextmanager

_MESSAGE = "Interrupted: the output folder may hold pages of two builds. Build again before you publish it."


@contextmanager
def failing_if_interrupted() -> Iterator[None]:
    """Turn an interruption into the end of the process with a message and exit code 1, which Pelican lets pass."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(_MESSAGE) from None
