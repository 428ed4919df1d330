"""Work that several processes share, and that an interruption ends cleanly."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

_Input = TypeVar("_Input")
_Output = TypeVar("_Output")


def in_parallel(work: Callable[[_Input], _Output], inputs: Sequence[_Input], jobs: int) -> Iterator[_Output]:
    """Yield the results in the order of the inputs, made by worker processes if there are several inputs.

    If the caller is interrupted, workers end after what they are doing, so that no file is left half written.
    """
    if jobs == 1 or len(inputs) < 2:  # noqa: PLR2004 - one task needs no workers
        yield from map(work, inputs)
        return
    pool = ProcessPoolExecutor(min(jobs, len(inputs)), initializer=_ignore_interruptions)
    try:
        yield from pool.map(work, inputs)
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interruptions() -> None:
    """Leave an interruption to the main process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
