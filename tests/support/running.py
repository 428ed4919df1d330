"""Programs that tests run in processes of their own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.paths import ROOT
from tests.support.waiting import LIMIT

# Python finds the package and these helpers, whatever folder it is started in.
PYTHON_PATH = os.pathsep.join(map(str, (ROOT, ROOT / "plugins")))


def scanpress(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command `scanpress` in a folder, without colours."""
    surroundings = {**os.environ, "NO_COLOR": "1"}
    command = [sys.executable, "-m", "scanpress.cli", *words]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def python(
    folder: Path, program: str, *arguments: str, environment: Mapping[str, str] | None = None, limit: float = LIMIT
) -> subprocess.CompletedProcess[str]:
    """Run a program that may import the package and the tests, for a limited time."""
    surroundings = {**os.environ, "PYTHONPATH": PYTHON_PATH, **(environment or {})}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False, timeout=limit
    )
