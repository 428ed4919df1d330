"""Sites built as users build them, and copies of this repository's project to build them from."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from tests.support.files import contents
from tests.support.forked_builds import COLUMNS, Ended, forked_build
from tests.support.paths import COMPLETE_OPERATOR, ROOT

PUBLIC_URL = "https://scans.kielholz-archiv.de"
PELICAN = Path(sys.executable).with_name("pelican")


@dataclass(frozen=True)
class Site:
    """A folder in which a site was built, what the build printed, and what it cost if that is known."""

    folder: Path
    said: str = ""
    seconds: float = 0  # CPU time of all its processes
    kilobytes: int = 0  # the most memory that one of them had

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def page(self, address: str) -> str:
        """Return the text of a file of the site."""
        return (self.output / address).read_text(encoding="utf-8")

    def addresses(self) -> set[str]:
        """Return the paths of all files of the site."""
        return set(self.contents())

    def contents(self) -> dict[str, bytes]:
        """Return the content of each file of the site, by path."""
        return contents(self.output)


def build(
    folder: Path,
    *,
    settings: str = "pelicanconf.py",
    called_from: Path | None = None,
    code: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Site:
    """Build the project in a folder as Pelican's command does, and assert the exit code; a warning is fatal too.

    With an environment of its own, even an empty one, the build is a call of the command; without one, it is a fork.
    """
    words = ["--fatal", "warnings", "-s", settings]
    here = called_from or folder
    if environment is None:
        with NamedTemporaryFile() as printed:
            ended = forked_build(words, folder=here, printed=Path(printed.name))
            said = Path(printed.name).read_text(encoding="utf-8")
    else:
        surroundings = {**os.environ, "COLUMNS": COLUMNS, **environment}
        command = subprocess.run(
            [str(PELICAN), *words], cwd=here, env=surroundings, capture_output=True, text=True, check=False
        )
        ended, said = Ended(command.returncode), command.stdout + command.stderr
    assert ended.code == code, said
    return Site(folder, said, ended.seconds, ended.kilobytes)


def copy_project(folder: Path) -> Path:
    """Copy what a site is made from: the five real scans, the content, and the settings; return the folder."""
    for name in ("scans", "content"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder)
    return folder


def complete_operator(folder: Path) -> Path:
    """Give a project an operator without sample text, so that it can be published, and return the folder."""
    shutil.copy(COMPLETE_OPERATOR, folder / "content" / "operator.yaml")
    return folder
