"""Builds that come to a bad end while they make a certain output."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.writer.made_up import publisher

from scanpress.writer import File, Output, Page, Workers
from scanpress.writer.making import batches

COUNT = 400


def view(text: Any) -> dict[str, Any]:
    """Return the page's variables, or kill the build, wherever this process is."""
    if text == os.environ.get("DEADLY_OUTPUT"):
        os.kill(int(os.environ["DEADLY_BUILD"]), signal.SIGKILL)
    return {"text": text}


def outputs(number: int) -> list[Output]:
    """Return the outputs of a round: some as before, some changed, some renamed, some gone."""
    made = [(f"changed/n{i}/index.html", f"changed {i} in round {number}") for i in range(COUNT // 2)]
    made += [(f"round-{number}/n{i}.html", f"renamed {i}") for i in range(COUNT // 4)]
    made += [(f"same/n{i}.html", f"same {i}") for i in range(COUNT // 4)]
    return [Page(address, "page.html", view, text) for address, text in made]


def main() -> None:
    """Publish a round and be killed: FOLDER ROUND JOBS OUTPUT."""
    root, number, jobs, deadly = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    declared = outputs(number)
    batches.BATCH = 64
    os.environ |= {"DEADLY_BUILD": str(os.getpid()), "DEADLY_OUTPUT": declared[deadly].made_from}
    publisher(root, workers=Workers(jobs=jobs)).publish("tests", declared, made_from=number)


def interrupting(number: Any) -> bytes:
    """Interrupt the build, and die a moment later; any other output than the first takes long."""
    time.sleep(0.3)
    if number == 0:
        os.kill(int(os.environ["DEADLY_BUILD"]), signal.SIGINT)
        time.sleep(0.3)
        os._exit(9)
    time.sleep(1)
    return b""


def interrupted() -> None:
    """Publish to FOLDER, and be interrupted while a worker dies."""
    batches.BATCH = 1
    os.environ["DEADLY_BUILD"] = str(os.getpid())
    declared = [File(f"slow/{number}", interrupting, number) for number in range(20)]
    publisher(Path(sys.argv[1]), workers=Workers(jobs=2)).publish("tests", declared)
