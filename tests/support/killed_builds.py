"""Builds that are killed or interrupted while they make a certain output; each runs in a process of its own."""

import os
import signal
import sys
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from tests.support.outputs import publisher
from tests.support.waiting import wait_until

from scanpress.writer import File, Output, Page, Workers
from scanpress.writer.making import batches

COUNT = 400


def view(text: Any) -> dict[str, Any]:
    """Return the page's variables, or kill the build from whatever process this is."""
    if text == os.environ.get("KILLING_OUTPUT"):
        os.kill(int(os.environ["BUILD"]), signal.SIGKILL)
    return {"text": text}


def outputs(number: int) -> list[Output]:
    """Return the outputs of a round: some as before, some changed, some renamed, some gone."""
    made = [(f"changed/n{i}/index.html", f"changed {i} in round {number}") for i in range(COUNT // 2)]
    made += [(f"round-{number}/n{i}.html", f"renamed {i}") for i in range(COUNT // 4)]
    made += [(f"same/n{i}.html", f"same {i}") for i in range(COUNT // 4)]
    return [Page(address, "page.html", view, text) for address, text in made]


def main() -> None:
    """Publish a round and be killed: FOLDER ROUND JOBS OUTPUT."""
    root, number, jobs, killing = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    declared = outputs(number)
    batches.BATCH = 64
    os.environ |= {"BUILD": str(os.getpid()), "KILLING_OUTPUT": str(declared[killing].made_from)}
    publisher(root, workers=Workers(jobs=jobs)).publish("tests", declared, made_from=number)


def interrupted() -> None:
    """Publish to FOLDER, and be interrupted while two workers are busy, one of which dies then.

    Files mark how far the build is: it waits for results; it was interrupted and waits for what is under way.
    """
    # A shell starts programs in the background with interrupts ignored, and they inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    batches.BATCH = 1
    root = Path(sys.argv[1])
    os.environ |= {"BUILD": str(os.getpid()), "MARKS": str(root)}
    Future.result = _marking(root / "waits-for-results", Future.result)  # type: ignore[method-assign]
    batches.wait = _marking(root / "was-interrupted", futures.wait)  # type: ignore[attr-defined]
    declared = [File(f"slow/{number}", _interrupting, number) for number in range(20)]
    publisher(root, workers=Workers(jobs=2)).publish("tests", declared)


def _marking(mark: Path, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that makes a file before it does what it did."""

    def marked(*arguments: Any, **options: Any) -> Any:
        mark.touch()
        return function(*arguments, **options)

    return marked


def _interrupting(number: Any) -> bytes:
    """Interrupt the build if this is the first output, and die once it was; be busy until then if it is another."""
    marks = Path(os.environ["MARKS"])
    if number == 0:
        wait_until(lambda: (marks / "is-busy").exists() and (marks / "waits-for-results").exists())
        os.kill(int(os.environ["BUILD"]), signal.SIGINT)
        wait_until((marks / "was-interrupted").exists)
        os._exit(9)
    (marks / "is-busy").touch()
    wait_until((marks / "end").exists)  # nobody makes that file: the pool ends the worker when the other one has died
    return b""
