"""Waiting for what another process or thread does."""

import time
from collections.abc import Callable

LIMIT = 300  # seconds, so that a test fails on the busiest machine only if what it waits for never happens


def wait_until(condition: Callable[[], bool], *, limit: float = LIMIT) -> None:
    """Wait until a condition holds; raise TimeoutError if it does not within a limit in seconds."""
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited for {limit} seconds")
        time.sleep(0.01)
