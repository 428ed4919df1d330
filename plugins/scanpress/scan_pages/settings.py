"""The settings of the scan pages, parsed once, all mistakes told together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from scanpress.checking.files import SCANS
from scanpress.scan_pages import correction
from scanpress.scan_pages.correction import Forge

_OWN: Mapping[str, Any] = {
    "OPERATOR_FILE": "content/operator.yaml",
    "VENUES_FILE": "content/venues.yaml",
    "ACCURACY_FILE": "content/accuracy.yaml",
    "SCANS_KEEP_GOING": False,
    "OPERATOR_REQUIRED": False,
}
DEFAULTS: Mapping[str, Any] = {**_OWN, **correction.DEFAULTS}


class SettingsError(ValueError):
    """One or more settings that cannot be used; every line of the message begins with the setting's name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, as absolute paths, and how strict the build is.

    `root` is the folder that holds `content/`: relative paths start there, and a scan's path is told from there.
    """

    root: Path
    scans: Path
    operator: Path
    venues: Path
    accuracy: Path
    keep_going: bool
    operator_required: bool
    forge: Forge | None

    @classmethod
    def parse(cls, settings: Mapping[str, Any]) -> Self:
        """Read Pelican's settings; raise SettingsError with all that is wrong."""
        mistakes = list(_mistakes(settings))
        if mistakes:
            raise SettingsError("\n".join(mistakes))
        given = {name: settings.get(name, default) for name, default in DEFAULTS.items()}
        root = _root(settings)
        return cls(
            root=root,
            scans=scans_of(settings),
            operator=root / given["OPERATOR_FILE"],
            venues=root / given["VENUES_FILE"],
            accuracy=root / given["ACCURACY_FILE"],
            keep_going=given["SCANS_KEEP_GOING"],
            operator_required=given["OPERATOR_REQUIRED"],
            forge=Forge.of(settings),
        )


def scans_of(settings: Mapping[str, Any]) -> Path:
    """Return the folder of scans, whether there is one or not."""
    return _root(settings) / SCANS


def _root(settings: Mapping[str, Any]) -> Path:
    return Path(settings["PATH"]).resolve().parent


def _mistakes(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, default in _OWN.items():
        value = settings.get(name, default)
        if isinstance(default, bool) and not isinstance(value, bool):
            yield f"{name}: {value!r} is neither True nor False: write one of them"
        elif isinstance(default, str) and not isinstance(value, str | Path):
            yield f"{name}: {value!r} is no path: write one, relative to the folder that holds content/"
    yield from _unfit_address(settings.get("SITEURL", ""))
    yield from _missing_folder(settings)
    yield from _output_among_sources(settings)
    yield from _missing_templates(settings)
    yield from correction.mistakes(settings)


def _unfit_address(given: str) -> Iterator[str]:
    # The links of 404.html follow from its path, and those of schemas and feeds from the whole.
    if given and not _is_address(given):
        yield f"SITEURL: {given!r} is no web address: write one such as https://example.org/scans, or '' for none"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)


def _missing_folder(settings: Mapping[str, Any]) -> Iterator[str]:
    # No setting: scans have this place in every repository, and the rules for their names hold there.
    root = _root(settings)
    folder = scans_of(settings)
    if not folder.is_dir():
        yield f"PATH: there is no folder {folder}: make it for the scans, beside the folder that PATH names"
    elif not folder.resolve().is_relative_to(root):
        yield f"PATH: {folder} leads out of {root}: a scan's address is its path in the repository"


def _output_among_sources(settings: Mapping[str, Any]) -> Iterator[str]:
    output = (_root(settings) / settings.get("OUTPUT_PATH", "output")).resolve()
    for source in (Path(settings["PATH"]).resolve(), scans_of(settings).resolve()):
        if source.is_relative_to(output) or output.is_relative_to(source):
            yield f"OUTPUT_PATH: {output} and {source} hold each other: name a folder of its own, such as 'output'"


def _missing_templates(settings: Mapping[str, Any]) -> Iterator[str]:
    for folder in (_root(settings) / given for given in settings.get("THEME_TEMPLATES_OVERRIDES", ())):
        if not folder.is_dir():
            yield f"THEME_TEMPLATES_OVERRIDES: there is no folder {folder}: make it, or take it out of the list"
