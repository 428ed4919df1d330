"""The settings that both plugins share, and how the settings of each plugin are described and checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from scanpress.pelican_build import crawlers, host_limits, removal


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a site: its name, its default, and what it does, in Markdown for docs/settings.md.

    `shown` is what the document says about the default if the value itself does not explain it.
    """

    name: str
    default: Any
    description: str
    shown: str = ""


PELICAN = (
    Setting(
        "PATH",
        "content",
        "the folder with the pages and facts of the site; the folder that contains it is the root of the site: all "
        "relative paths start there, and the scans are in `scans/` there, unless `SCAN_FILES` says otherwise; without "
        "such a folder, the root is the folder of `pelicanconf.py`",
    ),
    Setting(
        "OUTPUT_PATH",
        "output",
        "the folder for the built site; it must not contain `content/` or `scans/`, or be inside them, or in another "
        "repository with the scans",
    ),
    Setting(
        "DELETE_OUTPUT_DIRECTORY",
        False,
        "whether Pelican empties that folder first: then each build makes all files; those that are no longer part of "
        "the site are removed without this",
    ),
    Setting("CACHE_PATH", "cache", "the folder for the build cache `scanpress.sqlite`"),
    Setting("SITENAME", "A Pelican Blog", "the name of the site, at the top of every page"),
    Setting("SITESUBTITLE", "", "a description of the site in one line"),
    Setting(
        "SITEURL",
        "",
        "the address of the published site with its folder, such as `https://example.org/scans`; `publishconf.py` "
        "reads it from the environment: `SITEURL=https://… pelican --fatal errors -s publishconf.py`",
    ),
    Setting(
        "THEME",
        None,
        "the folder of another theme; templates and static files that it does not have are taken from the theme of "
        "Scanpress",
        shown="the theme of Scanpress",
    ),
    Setting(
        "THEME_TEMPLATES_OVERRIDES",
        [],
        "folders with templates of your own, which replace the templates of the theme with the same names; see "
        "[templates of your own](operating.md#templates-of-your-own)",
    ),
    Setting(
        "PLUGINS",
        ["scanpress.scan_pages", "scanpress.git_browser"],
        "the plugins of the build; each of the two also works without the other",
    ),
)
"""The settings of Pelican that a site of scans may need to change; `scan_pages/defaults.py` sets these defaults."""

SHARED = (
    Setting("GIT_SHOW_EMAILS", False, "show the e-mail addresses of commits beside the names, on pages and in feeds"),
    Setting(
        host_limits.SETTING,
        None,
        "the host of the site, or a mapping of its limits: the end of a build says which of them the site exceeds; see "
        "[scaling](scaling.md)",
    ),
    Setting(
        removal.SETTING,
        False,
        "let a build remove more than a tenth of the site although something was not found; set it for one build only: "
        "see [what was not found](operating.md#what-was-not-found)",
    ),
    Setting(
        "PREVIEW",
        False,
        "the site is a preview: all pages ask search engines to leave them out (`noindex`), and there is no site map; "
        "`scanpress preview` sets it",
    ),
    Setting(
        "AI_USE",
        "",
        "what you prefer about the use of the site by AI: `train-ai` and `search`, each with `=y` or `=n`, such as "
        '`"train-ai=n, search=y"`; it becomes the line `Content-Usage` of `robots.txt`; see '
        "[search engines](operating.md#search-engines)",
        shown="no preference",
    ),
)


def defaults_of(described: Iterable[Setting]) -> Mapping[str, Any]:
    """Return the defaults of settings by their names."""
    return {setting.name: setting.default for setting in described}


DEFAULTS = defaults_of(SHARED)


class SettingsError(ValueError):
    """One or more settings that cannot be used; every line of the message begins with the setting's name."""


@dataclass(frozen=True, slots=True)
class SharedSettings:
    """Where the project is, where the site will be, and whether it shows the e-mail addresses of commits.

    `root` is the folder that contains `content/`: relative paths start there.
    """

    root: Path
    site_url: str
    show_emails: bool

    @classmethod
    def parse(cls, settings: Mapping[str, Any]) -> Self:
        """Read Pelican's settings; raise SettingsError with all that is wrong."""
        mistakes = [*plain_mistakes(settings, DEFAULTS), *_mistakes(settings)]
        if mistakes:
            raise SettingsError("\n".join(mistakes))
        return cls(
            root=root_of(settings),
            site_url=settings.get("SITEURL", "").rstrip("/"),
            show_emails=settings.get("GIT_SHOW_EMAILS", False),
        )


def root_of(settings: Mapping[str, Any]) -> Path:
    """Return the folder that holds `content/`, or the folder of the settings file if there is no `content/`."""
    # Pelican makes PATH absolute if a settings file gives it, and leaves other relative paths as they are.
    path = Path(settings.get("PATH") or "content").resolve()
    return path if any(path.glob("*conf.py")) else path.parent


def plain_mistakes(settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with settings that are true or false, or a text; the default says which."""
    for name, default in defaults.items():
        value = settings.get(name, default)
        if isinstance(default, bool) and not isinstance(value, bool):
            yield f"{name}: {value!r} is neither True nor False: write one of them"
        elif isinstance(default, str) and not isinstance(value, str | Path):
            yield f"{name}: {value!r} is not a text: write one in quotes"


def _mistakes(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from _unfit_address(settings.get("SITEURL", ""))
    yield from _output_among_sources(settings)
    if (root_of(settings) / settings.get("CACHE_PATH", "cache")).resolve() == root_of(settings):
        yield "CACHE_PATH: this is the folder of the whole project: name another folder, such as 'cache'"
    yield from _files_for_folders(settings)
    yield from _missing_templates(settings)
    yield from crawlers.mistakes(settings)
    yield from host_limits.mistakes(settings.get(host_limits.SETTING))


def _unfit_address(given: Any) -> Iterator[str]:
    # The links of 404.html follow from the address's path, and those of schemas and feeds from the whole.
    if given and not _is_address(given):
        yield f"SITEURL: {given!r} is not a web address: write one such as https://example.org/scans, or '' for none"


def _is_address(given: Any) -> bool:
    try:
        parts = urlsplit(given)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
    except (ValueError, TypeError, AttributeError):
        return False


def _output_among_sources(settings: Mapping[str, Any]) -> Iterator[str]:
    root = root_of(settings)
    output = (root / settings.get("OUTPUT_PATH", "output")).resolve()
    for source in (Path(settings.get("PATH") or "content").resolve(), (root / "scans").resolve()):
        if source != root and (source.is_relative_to(output) or output.is_relative_to(source)):
            yield f"OUTPUT_PATH: {output} and {source} contain each other: name another folder, such as 'output'"


def _files_for_folders(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, default in (("OUTPUT_PATH", "output"), ("CACHE_PATH", "cache")):
        if (path := root_of(settings) / settings.get(name, default)).is_file():
            yield f"{name}: {path} is a file: name a folder, such as {default!r}"


def _missing_templates(settings: Mapping[str, Any]) -> Iterator[str]:
    theme = settings.get("THEME")
    if theme and not any((Path(theme) / name).is_dir() for name in ("templates", "static")):
        yield f"THEME: {theme} has neither a folder templates nor a folder static: add one, or name another folder"
    for folder in (root_of(settings) / given for given in settings.get("THEME_TEMPLATES_OVERRIDES", ())):
        if not folder.is_dir():
            yield f"THEME_TEMPLATES_OVERRIDES: there is no folder {folder}: create it, or remove it from the list"
