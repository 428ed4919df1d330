"""A site of the git browser alone, for any repository."""

import subprocess
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


_END = 400  # characters of what a failed build printed


def write_project(folder: Path, repository: Path, settings: Sequence[str] = ()) -> Path:
    """Write the settings of a site, and return its output folder, in which nothing is built yet."""
    (folder / "content").mkdir(parents=True)
    lines = [_SETTINGS.format(repository=str(repository.resolve())), *settings]
    (folder / "pelicanconf.py").write_text("\n".join(lines) + "\n")
    return folder / "output"


def build(folder: Path) -> str:
    """Build the site, and return the end of what the build printed if it fails."""
    done = subprocess.run(PELICAN, cwd=folder, capture_output=True, text=True, check=False)
    return " ".join((done.stdout + done.stderr).split())[-_END:] if done.returncode else ""
