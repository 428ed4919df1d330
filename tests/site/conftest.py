"""Whole sites, built as a user builds them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.site.filling import Open, visits
from tests.site.serving import served

REPOSITORY = Path(__file__).parents[2]
COMPLETE_OPERATOR = REPOSITORY / "tests" / "examples" / "operator" / "complete.yaml"


@dataclass(frozen=True)
class Build:
    """What a build left behind and said."""

    folder: Path
    code: int
    said: str

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def page(self, address: str) -> str:
        return (self.output / address).read_text(encoding="utf-8")


def build(
    folder: Path, *, settings: str = "pelicanconf.py", called_from: Path | None = None, **environment: str
) -> Build:
    """Build the project in `folder` with the command that `make site` runs, warnings being fatal too."""
    pelican = Path(sys.executable).with_name(
        "pelican"
    )  # the command itself, which does not look in its folder for code
    command = [str(pelican), "--fatal", "warnings", "-s", settings]
    surroundings = {**os.environ, "COLUMNS": "200", **environment}
    here = called_from or folder
    done = subprocess.run(command, cwd=here, env=surroundings, capture_output=True, text=True, check=False)
    return Build(folder, done.returncode, done.stdout + done.stderr)


def copy_project(folder: Path) -> Path:
    """Copy what a site is made from: the five real scans, the prose, and the settings."""
    for name in ("scans", "content"):
        shutil.copytree(REPOSITORY / name, folder / name)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(REPOSITORY / name, folder)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of this repository's project to change and to build."""
    return copy_project(tmp_path)


@pytest.fixture
def published(project: Path) -> Path:
    """Return a project whose operator has filled everything in."""
    shutil.copy(COMPLETE_OPERATOR, project / "content" / "operator.yaml")
    return project


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the site of the five real scans, built once."""
    done = build(copy_project(tmp_path_factory.mktemp("site")))
    assert done.code == 0, done.said
    return done


@pytest.fixture
def edit(project: Path) -> Callable[[str, str, str], Path]:
    """Return a function that replaces a text in a file of the project, once."""

    def replace(path: str, old: str, new: str) -> Path:
        file = project / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return file

    return replace


@pytest.fixture(scope="module")
def address(site: Build) -> Iterator[str]:
    """Return where this repository's site is served."""
    with served(site.output) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Return a function that opens a page of the site."""
    yield from visits(browser, address)
