"""The settings of the git browser, parsed once, with all their mistakes reported together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scanpress.git_browser import hooks
from scanpress.pelican_build.settings import DEFAULTS as SHARED
from scanpress.pelican_build.settings import Setting, SettingsError, defaults_of, plain_mistakes, root_of
from scanpress.repository.published import clone_name, left_out_patterns, repository_name

SETTINGS = (
    Setting(
        "GIT_REPOSITORY",
        ".",
        "the repository: a checkout, a folder within one, a linked worktree, or a bare repository",
    ),
    Setting(
        "GIT_NAME",
        "",
        "the name in feeds; with `.git`, also the name of the folder for cloning",
        shown="the folder's name",
    ),
    Setting(
        "GIT_DESCRIPTION",
        "",
        "a description of the repository, on the refs page and the first page",
        shown="git's file `description`",
    ),
    Setting(
        "GIT_CLONE_URL",
        "",
        "the address after `git clone`; not shown if this and `SITEURL` are empty",
        shown="`SITEURL/<name>.git`",
    ),
    Setting(
        "GIT_BRANCH",
        "",
        "the branch for log and files; if the checkout does not have it, the branch of `origin` is used; "
        "if neither has it, the build stops. If `HEAD` names no branch that exists, the only branch is used, or `main`,"
        " `master`, `trunk`, `develop` or `default`, and the build says so; otherwise it stops and lists the branches",
        shown="the branch of `HEAD`",
    ),
    Setting("GIT_PUBLISH_CLONE", True, "publish the repository for `git clone`"),
    Setting(
        "GIT_DOWNLOADS",
        True,
        "publish an archive of the files, and a bundle of the repository if it is published for `git clone`; see "
        "[downloads](git-browser.md#downloads)",
    ),
    Setting(
        "GIT_FILE_PAGES",
        True,
        "publish raw files and the pages of files, versions, histories and blame; these are by far the most pages",
    ),
    Setting(
        "GIT_CRAWL",
        True,
        "let crawlers read the pages of the git browser, of which those of commits and old versions say `noindex`; "
        "with `False`, `robots.txt` asks them to read none; see [search engines](operating.md#search-engines)",
    ),
    Setting(
        "GIT_LEAVE_OUT",
        None,
        "patterns of files whose content is on no page, such as the texts of papers: they are listed by name only, "
        "and there is no clone unless `GIT_PUBLISH_CLONE` is set; see [files to leave out](git-browser.md#leave-out)",
        shown='`["**/paper.txt"]` with `SCAN_FILES`, else none',
    ),
    Setting(
        "GIT_VERSIONS",
        10,
        'how many versions of each file have whole pages: a number for the newest, `"all"` or `"none"`; '
        "every other version keeps its address, with a page that names the file, the commit and `git show`",
    ),
    Setting(
        "GIT_PATCHES",
        False,
        "publish `commit/<id>.patch` for `git am`: one more file for each commit that is not a merge and whose files "
        "have at most 1 MiB together",
    ),
    Setting(
        "GIT_HOME",
        False,
        "publish a first page as `index.html`: the description, the newest commits and tags, and README; "
        "only for a site without the scan pages",
    ),
    Setting(
        "GIT_HEADER_FILES",
        None,
        "paths of files that the header of every page links, each by its name without suffix, such as "
        '`["docs/README.md"]`; the first README among them is shown on the first page of `GIT_HOME`',
        shown="README and LICENSE, found by their names",
    ),
    Setting(
        "GIT_SUMMARIES",
        (),
        "functions that describe changes in words, see [summaries](git-browser.md#summaries); "
        "`scan_pages/defaults.py` names one for scans",
    ),
    Setting(
        "GIT_TITLES",
        (),
        "functions that give the title of a file and the page about it, see [titles](git-browser.md#titles); "
        "`scan_pages/defaults.py` names one for scans",
    ),
)
DEFAULTS = defaults_of(SETTINGS)
_VERSIONS: Mapping[Any, int | None] = {"all": None, "none": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which repository to publish, and how.

    `versions` is how many of the newest versions of each file have whole pages, None for all; `header_files` are paths
    of the repository, None if they are found by name; `summaries` and `titles` are names of functions that any process
    can import. `clones_all` says that the clone may have files that `leave_out` matches, and
    `says_noindex` that some pages ask search engines to leave them out: they cannot if crawlers may not read them.
    """

    repository: Path
    name: str
    description: str
    clone_url: str
    branch: str
    show_emails: bool
    publish_clone: bool
    downloads: bool
    clones_all: bool
    file_pages: bool
    says_noindex: bool
    versions: int | None
    patches: bool
    leave_out: tuple[str, ...]
    home: bool
    header_files: tuple[str, ...] | None
    summaries: tuple[str, ...]
    titles: tuple[str, ...]
    site_url: str

    @classmethod
    def parse(cls, settings: Mapping[str, Any]) -> Self:
        """Parse Pelican's settings; raise SettingsError with all their mistakes."""
        given = {key: settings.get(key, default) for key, default in DEFAULTS.items()}
        mistakes = [*plain_mistakes(settings, DEFAULTS), *_mistakes(given)]
        repository = repository_of(settings)
        if not repository.is_dir():
            mistakes.append(
                f"GIT_REPOSITORY: {repository} is not a folder: write the path of a checkout or a bare repository"
            )
        if mistakes:
            raise SettingsError("\n".join(mistakes))
        return cls(
            repository=repository,
            name=given["GIT_NAME"] or repository_name(repository),
            description=given["GIT_DESCRIPTION"],
            clone_url=given["GIT_CLONE_URL"],
            branch=given["GIT_BRANCH"],
            show_emails=settings.get("GIT_SHOW_EMAILS", SHARED["GIT_SHOW_EMAILS"]),
            publish_clone=given["GIT_PUBLISH_CLONE"],
            downloads=given["GIT_DOWNLOADS"],
            clones_all="GIT_PUBLISH_CLONE" in settings,
            leave_out=left_out_patterns(settings),
            file_pages=given["GIT_FILE_PAGES"],
            says_noindex=given["GIT_CRAWL"] or bool(settings.get("PREVIEW", SHARED["PREVIEW"])),
            versions=_VERSIONS.get(given["GIT_VERSIONS"], given["GIT_VERSIONS"]),
            patches=given["GIT_PATCHES"],
            home=given["GIT_HOME"],
            header_files=None if given["GIT_HEADER_FILES"] is None else tuple(given["GIT_HEADER_FILES"]),
            summaries=tuple(hooks.bound(hooks.import_name(hook), settings) for hook in given["GIT_SUMMARIES"]),
            titles=tuple(hooks.bound(hooks.import_name(hook), settings) for hook in given["GIT_TITLES"]),
            site_url=settings.get("SITEURL", "").rstrip("/"),
        )

    @property
    def clone_folder(self) -> str:
        """Return the folder of the output in which the repository is published."""
        return f"{clone_name(self.name)}.git"


def repository_of(settings: Mapping[str, Any]) -> Path:
    """Return the folder that GIT_REPOSITORY names, whether it exists or not."""
    return root_of(settings) / str(settings.get("GIT_REPOSITORY", DEFAULTS["GIT_REPOSITORY"]))


def is_branch_name(given: Any) -> bool:
    """Return whether a setting can be the name of a branch, or is empty."""
    return isinstance(given, str) and not given.startswith("-")


def _mistakes(given: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(given["GIT_BRANCH"], str) and not is_branch_name(given["GIT_BRANCH"]):
        yield f"GIT_BRANCH: {given['GIT_BRANCH']!r} begins with a dash: write the name of a branch"
    versions = given["GIT_VERSIONS"]
    is_number = isinstance(versions, int) and not isinstance(versions, bool) and versions >= 0
    if not is_number and versions not in ("all", "none"):
        yield f"GIT_VERSIONS: {versions!r} is not a number of versions: write a whole number, 'all' or 'none'"
    files = given["GIT_HEADER_FILES"]
    is_list = isinstance(files, list | tuple) and all(isinstance(path, str) and path for path in files)
    if files is not None and not is_list:
        yield f"GIT_HEADER_FILES: {files!r} is not a list of paths: write ['README.md'], [] for none, or None"
    left_out = given["GIT_LEAVE_OUT"]
    is_list = isinstance(left_out, list | tuple) and all(isinstance(each, str) and each for each in left_out)
    if left_out is not None and not is_list:
        yield f"GIT_LEAVE_OUT: {left_out!r} is not a list of patterns: write ['**/paper.txt'], [] for none, or None"
    for name in ("GIT_SUMMARIES", "GIT_TITLES"):
        yield from hooks.mistakes(name, given[name])
