"""A build that is killed while it makes a certain output: `main` with FOLDER ROUND JOBS OUTPUT."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.writer.made_up import publisher

from scanpress.writer import Output, Page, Workers, line, state

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
    """Publish a round."""
    root, number, jobs, deadly = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    declared = outputs(number)
    state.HELD = 1  # every batch is noted at once: a killed build leaves as much as it can
    line.BATCH = 64
    os.environ |= {"DEADLY_BUILD": str(os.getpid()), "DEADLY_OUTPUT": declared[deadly].made_from}
    publisher(root, workers=Workers(jobs=jobs, patience=0)).publish("tests", declared, made_from=number)
