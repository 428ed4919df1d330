"""The settings of the scan pages, parsed once, all mistakes reported together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scanpress.checking.files import SCANS
from scanpress.pelican_build.settings import Setting, SettingsError, defaults_of, plain_mistakes, root_of
from scanpress.scan_pages import correction
from scanpress.scan_pages.correction import Forge

_OWN = (
    Setting("OPERATOR_FILE", "content/operator.yaml", "the file that says who runs the site"),
    Setting("VENUES_FILE", "content/venues.yaml", "the file with the names of venues"),
    Setting("ACCURACY_FILE", "content/accuracy.yaml", "the file with the published accuracy of raters"),
    Setting(
        "INSTRUMENTS",
        "",
        "the folder of JSON Schemas of your own instruments, such as `instruments`; see [instruments](instruments.md)",
        shown="none",
    ),
    Setting("SCANS_KEEP_GOING", False, "leave out rejected scans, list them, and build the rest"),
    Setting(
        "SEARCH",
        True,
        "publish a page that searches all texts, with its index, and show its field on every page; see "
        "[scaling](scaling.md#search)",
    ),
    Setting(
        "ANSWER_LISTS",
        True,
        "publish lists of all papers by answer, for each question; without them, a question's page shows the first ten "
        "papers of each answer; see [scaling](scaling.md#what-to-leave-out-first)",
    ),
    Setting(
        "OPERATOR_REQUIRED",
        False,
        "stop the build if the operator's file has gaps or `SITEURL` is empty; `publishconf.py` turns this on",
    ),
)
SETTINGS = (*_OWN, *correction.SETTINGS)
DEFAULTS = defaults_of(SETTINGS)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, as absolute paths, and how strict the build is.

    `root` is the folder that contains `content/`: relative paths and the paths of scans start there.
    """

    root: Path
    scans: Path
    operator: Path
    venues: Path
    accuracy: Path
    instruments: Path | None
    keep_going: bool
    operator_required: bool
    search: bool
    answer_lists: bool
    forge: Forge | None

    @classmethod
    def parse(cls, settings: Mapping[str, Any]) -> Self:
        """Read Pelican's settings; raise SettingsError with all that is wrong."""
        mistakes = list(_mistakes(settings))
        if mistakes:
            raise SettingsError("\n".join(mistakes))
        given = {name: settings.get(name, default) for name, default in DEFAULTS.items()}
        root = root_of(settings)
        return cls(
            root=root,
            scans=scans_of(settings),
            operator=fact_file(settings, "OPERATOR_FILE"),
            venues=fact_file(settings, "VENUES_FILE"),
            accuracy=fact_file(settings, "ACCURACY_FILE"),
            instruments=root / given["INSTRUMENTS"] if given["INSTRUMENTS"] else None,
            keep_going=given["SCANS_KEEP_GOING"],
            operator_required=given["OPERATOR_REQUIRED"],
            search=given["SEARCH"],
            answer_lists=given["ANSWER_LISTS"],
            forge=Forge.of(settings),
        )


def fact_file(settings: Mapping[str, Any], name: str) -> Path:
    """Return the path of a file of facts; if the setting is not a path, which is a mistake of its own, the default."""
    given = settings.get(name, DEFAULTS[name])
    return root_of(settings) / (given if isinstance(given, str | Path) else DEFAULTS[name])


def scans_of(settings: Mapping[str, Any]) -> Path:
    """Return the folder of scans, whether it exists or not."""
    return root_of(settings) / SCANS


def _mistakes(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from plain_mistakes(settings, defaults_of(_OWN))
    yield from _missing_folder(settings)
    yield from correction.mistakes(settings)


def _missing_folder(settings: Mapping[str, Any]) -> Iterator[str]:
    # Not a setting: scans have this place in every repository, and the rules for their names hold there.
    root, folder = root_of(settings), scans_of(settings)
    if not folder.is_dir():
        yield f"PATH: there is no folder {folder}: create it for the scans, beside the folder that PATH names"
    elif not folder.resolve().is_relative_to(root):
        yield f"PATH: {folder} is outside {root}: a scan's address is its path in the repository"
