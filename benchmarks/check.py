"""Time `scanpress check` against `check-jsonschema` on the same scans and schema.

    python benchmarks/check.py --files 10000 --rounds 3

makes that many valid survey scans in a temporary folder, the same ones each time, and runs both commands on them in
turn, so that whatever else the machine does falls on both. `check-jsonschema` is used if it is found on the path (or
named by `--other`); it is not a dependency. One of the files is checked alone, too: that looks for its paper in all
others. The table goes to standard error, the figures as JSON to standard output.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scans import write_scans

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "plugins" / "scanpress" / "instruments" / "schemas" / "survey-3.schema.json"


def main() -> None:
    """Make the scans, time both commands, and print."""
    arguments = parse()
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(path.relative_to(folder)) for path in write_scans(Path(folder), arguments.files, "survey")]
        check = [sys.executable, "-m", "scanpress.cli", "check"]
        commands = {"scanpress": check, "one of the files": [*check, paths[0]]}
        if arguments.other:
            commands["check-jsonschema"] = [arguments.other, "--schemafile", str(SCHEMA), *paths]
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(arguments.rounds):
            for name, command in commands.items():
                seconds[name].append(timed(command, folder))
    tell(seconds, arguments.files)


def parse() -> argparse.Namespace:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--other", default=shutil.which("check-jsonschema"), help="the command to compare with")
    return parser.parse_args()


def timed(command: list[str], folder: str) -> float:
    """Run a command that must succeed, and give its seconds."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def tell(seconds: dict[str, list[float]], files: int) -> None:
    """Print a table and the figures."""
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    for name, median in medians.items():
        row = f"{name:<18}{median:>9.2f} s{1000 * median / files:>9.3f} ms for each of {files:,} files"
        print(row, file=sys.stderr)
    result: dict[str, Any] = {"files": files, "processors": os.cpu_count(), "seconds": seconds, "median": medians}
    if "check-jsonschema" in medians:
        result["ratio"] = medians["check-jsonschema"] / medians["scanpress"]
        print(f"{result['ratio']:.1f} times as fast", file=sys.stderr)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
