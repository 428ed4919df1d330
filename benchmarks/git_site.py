"""A site of the git browser alone, for any repository."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from measuring import PELICAN

_SETTINGS = """\
from scanpress.git_browser.defaults import *
SITENAME = "Benchmark"
GIT_REPOSITORY = {repository!r}
GIT_NAME = "benchmark"
GIT_HOME = True
"""


def write_project(folder: Path, repository: Path, settings: Sequence[str] = ()) -> Path:
    """Write the settings of a site, and return its output folder, in which nothing is built yet."""
    (folder / "content").mkdir(parents=True)
    lines = [_SETTINGS.format(repository=str(repository.resolve())), *settings]
    (folder / "pelicanconf.py").write_text("\n".join(lines) + "\n")
    return folder / "output"


def build(folder: Path) -> None:
    """Build the site, and end with what the build printed if it fails."""
    done = subprocess.run(PELICAN, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the build of {folder} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
