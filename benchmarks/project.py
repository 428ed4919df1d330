"""A project with made-up scans, as somebody has it who cloned this repository and replaced the scans."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from history import commit, make_repository
from measuring import PELICAN, Measured, measure
from scans import add, corrected, write_scans

_REPOSITORY = Path(__file__).parent.parent
_COPIED = ("plugins", "theme", "content", "pelicanconf.py")
_IGNORED = ("/plugins/", "/theme/", "/output*/", "/cache*/", "/peers/", "/stagit-*/", "/measured.log", "__pycache__/")
_CONTENT = "{% block content %}"  # in the template of a scan's page
_TOUCHED = 3  # seconds after which a file's time says whether it changed
PLUGINS = {"scans": ["scanpress.scan_pages"], "git": ["scanpress.git_browser"]}
"""The plugins that make a part of a site."""


class Project:
    """A project in a folder of its own, with the code as it is now, so that nobody's edits change what is measured."""

    def __init__(  # noqa: PLR0913 (a line of options)
        self, folder: Path, *, count: int, instrument: str, commits: int, only: str | None, vocabulary: int = 0
    ) -> None:
        self.folder = folder
        for name in _COPIED:
            source, target = _REPOSITORY / name, folder / name
            shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
        if only:
            with (folder / "pelicanconf.py").open("a") as settings:
                settings.write(f"\nPLUGINS = {PLUGINS[only]}\n")
        (folder / ".gitignore").write_text("".join(f"{name}\n" for name in _IGNORED))
        scans = write_scans(folder, count, instrument, vocabulary=vocabulary)
        self.scans = make_repository(folder, scans, corrected, commits)
        self.environment = {"PYTHONPATH": str(folder / "plugins")}
        subprocess.run([sys.executable, "-m", "compileall", "-q", folder / "plugins"], check=True)
        time.sleep(_TOUCHED)

    @property
    def output(self) -> Path:
        """Return where the site is built."""
        return self.folder / "output"

    def build(self) -> Measured:
        """Build as `make site` does."""
        return measure(PELICAN, folder=self.folder, environment=self.environment)

    def put_aside(self, number: int) -> None:
        """Keep what a round built under another name, so that the next one is cold.

        ext4 does not give the numbers of files deleted within the last half minute to new ones and searches past them,
        at a millisecond a file: a cold build after `rm -rf output` would measure that search.
        """
        for name in ("output", "cache"):
            (self.folder / name).rename(self.folder / f"{name}-{number}")

    def correct_scan(self, number: int) -> None:
        """Correct a scan in the middle of the collection."""
        scan = self.scans[len(self.scans) // 2]
        scan.write_bytes(corrected(scan.read_bytes(), 1_000_000 + number))

    def add_scan(self, number: int) -> None:
        """Add a scan in the middle of the collection."""
        add(self.scans[len(self.scans) // 2], number)

    def commit(self, message: str) -> None:
        """Commit all that changed."""
        commit(self.folder, message)

    def change_template(self, number: int) -> None:
        """Change the template of all scans' pages."""
        template = self.folder / "theme/templates/scan.html"
        text = template.read_text()
        if _CONTENT not in text:
            raise ValueError(f"{template} has no {_CONTENT} to mark")
        template.write_text(text.replace(_CONTENT, f"{_CONTENT}<!-- round {number} -->", 1))
