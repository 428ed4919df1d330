"""Sites of the git browser alone."""

from collections.abc import Mapping
from pathlib import Path

from tests.support.files import write
from tests.support.git import git
from tests.support.serving import served
from tests.support.sites import Site, build

from scanpress.pelican_build.host import THEME

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


def build_git_site(
    folder: Path,
    repository: Path | str,
    settings: str = "",
    *,
    code: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Site:
    """Build a site of a repository with more lines of settings, and assert the exit code."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    text = _SETTINGS.format(theme=str(THEME), repository=str(repository)) + settings
    write(folder / "pelicanconf.py", text)
    return build(folder, code=code, environment=environment)


def pages_and_files(site: Site) -> dict[str, bytes]:
    """Return the content of each file of a site but for those of the clone that it offers."""
    return {address: content for address, content in site.contents().items() if ".git/" not in address}


def clone_of(site: Site, folder: Path) -> Path:
    """Clone a site's repository over HTTP into a folder, as a reader does, and return the clone."""
    with served(site.output) as address:
        git(folder, "clone", "--quiet", "--mirror", f"{address}nasty.git", "clone.git")
    return folder / "clone.git"


def refs(repository: Path) -> list[str]:
    """Return the branches and tags of a repository with the objects that they name."""
    return git(repository, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags").splitlines()


def add_commit(repository: Path, name: str = "a.txt", text: str = "more\n") -> None:
    """Commit a file with a text."""
    write(repository / name, text)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", f"Change {name}")
