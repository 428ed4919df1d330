"""The settings that both plugins share, and how the settings of each plugin are checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from scanpress.pelican_build import host_limits

DEFAULTS: Mapping[str, Any] = {"GIT_SHOW_EMAILS": False, host_limits.SETTING: None}


class SettingsError(ValueError):
    """One or more settings that cannot be used; every line of the message begins with the setting's name."""


@dataclass(frozen=True, slots=True)
class SharedSettings:
    """Where the project is, where the site will be, and whether it shows the e-mail addresses of commits.

    `root` is the folder that holds `content/`: relative paths start there.
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
    """Return the folder that holds `content/`."""
    # Pelican makes PATH absolute if a settings file gives it, and leaves other relative paths as they are.
    return Path(settings.get("PATH") or "content").resolve().parent


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
    yield from _missing_templates(settings)
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
        if source.is_relative_to(output) or output.is_relative_to(source):
            yield f"OUTPUT_PATH: {output} and {source} contain each other: name another folder, such as 'output'"


def _missing_templates(settings: Mapping[str, Any]) -> Iterator[str]:
    for folder in (root_of(settings) / given for given in settings.get("THEME_TEMPLATES_OVERRIDES", ())):
        if not folder.is_dir():
            yield f"THEME_TEMPLATES_OVERRIDES: there is no folder {folder}: create it, or remove it from the list"
