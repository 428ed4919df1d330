"""Sites of repositories, built as a user builds them."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.git_browser.nasty import git, nasty, plain

_ROOT = Path(__file__).parents[2]
_SETTINGS = """\
from pathlib import Path
PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = "cache"
THEME = {theme!r}
PLUGINS = ["scanpress.git_browser"]
SITENAME = "Nasty"
SITEURL = ""
TIMEZONE = "UTC"
ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
JINJA_ENVIRONMENT = {{"autoescape": True}}
GIT_REPOSITORY = {repository!r}
GIT_NAME = "nasty"
GIT_HOME = True
"""


@dataclass(frozen=True)
class Site:
    """A site to build, and what building it said."""

    folder: Path
    code: int = 0
    said: str = ""

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def page(self, address: str) -> str:
        return (self.output / address).read_text(encoding="utf-8")

    def addresses(self) -> set[str]:
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file()}


Build = Callable[..., Site]


def build_site(folder: Path, repository: Path | str, extra: str = "", **environment: str) -> Site:
    """Build a site of a repository with the command a user has; a warning is fatal."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    theme = str(_ROOT / "theme")
    settings = _SETTINGS.format(theme=theme, repository=str(repository)) + extra
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "pelican", "--fatal", "warnings", "-s", "pelicanconf.py"]
    surroundings = {**os.environ, "COLUMNS": "200", **environment}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    return Site(folder, done.returncode, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def nasty_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the repository with everything, made once."""
    return nasty(tmp_path_factory.mktemp("nasty") / "repository")


@pytest.fixture
def plain_repository(tmp_path: Path) -> Path:
    """Return a repository of two commits to change."""
    return plain(tmp_path / "plain")


@pytest.fixture(scope="session")
def nasty_site(nasty_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the repository with everything, built once."""
    site = build_site(tmp_path_factory.mktemp("nasty-site"), nasty_repository)
    assert site.code == 0, site.said
    return site


def add_commit(repository: Path, name: str = "a.txt", text: str = "more\n") -> None:
    (repository / name).write_text(text, encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", f"Change {name}")
