"""How a build ends that cannot go on: with one message, where Pelican would show a traceback, or report success."""

from collections.abc import Iterator
from contextlib import contextmanager

from scanpress.writer import OutputError, StateError

_INTERRUPTED = "Interrupted: the output folder may hold pages of two builds. Build again before you publish it."


@contextmanager
def ending_plainly() -> Iterator[None]:
    """End the process with a message and exit code 1 where outputs could not be made, or where it was interrupted.

    Pelican calls an interrupted build a success, and whatever comes next would publish half a site.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    except (OutputError, StateError) as error:
        raise SystemExit(str(error)) from error
