"""The settings of the scan pages, parsed once, all mistakes reported together."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scanpress.export.names import DATABASE, EXTRAS, FEW, FILES, MUCH, PARQUET, USUAL
from scanpress.export.parquet import ADVICE, is_installed
from scanpress.facts import Collection, FactsError
from scanpress.facts.layout import DEFAULT_PATTERNS
from scanpress.pelican_build.settings import Setting, SettingsError, defaults_of, plain_mistakes, root_of
from scanpress.scan_pages import correction
from scanpress.scan_pages.correction import Forge

COLLECTION = (
    Setting(
        "SCAN_FILES",
        None,
        "patterns of the files with scans, relative to the repository with the scans, such as "
        '`["papers/*/scan.json"]`; see [a layout of your own](layouts.md#where-the-scans-are)',
        shown=f'`["{DEFAULT_PATTERNS[0]}"]`',
    ),
    Setting(
        "REGISTRY",
        None,
        "a file with one JSON object per paper, relative to the repository with the scans, such as "
        '`"registry.jsonl"`; see [a list of all papers](layouts.md#a-list-of-all-papers)',
        shown="none",
    ),
    Setting(
        "INSTRUMENTS",
        None,
        "a folder with instruments of your own, one JSON Schema per version, such as `instruments`; see "
        "[instruments](instruments.md)",
        shown="none",
    ),
    Setting(
        "UNKNOWN_KEYS",
        "error",
        '`"error"`, or `"warn"` to accept keys in scans that the schema does not have; see '
        "[keys of another format](layouts.md#keys-of-another-format)",
    ),
)
"""The settings that decide what a collection is; `facts/collection.py` reads them, for the command too."""

_OWN = (
    Setting("OPERATOR_FILE", "content/operator.yaml", "the file that says who runs the site"),
    Setting("VENUES_FILE", "content/venues.yaml", "the file with the names of venues"),
    Setting("ACCURACY_FILE", "content/accuracy.yaml", "the file with the published accuracy of raters"),
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
        "DATA_FILES",
        None,
        "the data files that the site offers, of `scans.jsonl.gz`, `answers.csv.gz`, `scans.csv`, `scans.sqlite`, "
        "`answers.parquet`, which needs the extra `parquet`, and `changes.jsonl.gz`, which needs git; `[]` for none; "
        "see [data](data.md#what-the-site-offers)",
        shown=f"`{json.dumps(USUAL)}`, without `{DATABASE}` if all scans have over {MUCH // 1_000_000} MB",
    ),
    Setting(
        "SCAN_EXTRAS",
        None,
        "what the site has for each scan besides its page and its file: citations (`bib`, `ris`, `csl.json`), a badge "
        "(`svg`), and pages for its DOI and arXiv id (`lookup`); `[]` for none; see [data](data.md#one-scan)",
        shown=f"all of them, above {FEW:,} scans none",
    ),
    Setting(
        "OPERATOR_REQUIRED",
        False,
        "stop the build if the operator's file has gaps or `SITEURL` is empty; `publishconf.py` turns this on",
    ),
)
SETTINGS = (*COLLECTION, *_OWN, *correction.SETTINGS)
DEFAULTS = defaults_of((*_OWN, *correction.SETTINGS))


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, as absolute paths, and how strict the build is.

    `collection` says where the scans are; relative paths of other settings start at its `root`.
    """

    collection: Collection
    operator: Path
    venues: Path
    accuracy: Path
    keep_going: bool
    operator_required: bool
    search: bool
    answer_lists: bool
    data_files: tuple[str, ...] | None
    extras: tuple[str, ...] | None
    forge: Forge | None

    @property
    def root(self) -> Path:
        """The folder that contains `content/`."""
        return self.collection.root

    @property
    def data(self) -> Path:
        """The folder in which the paths of scans start."""
        return self.collection.data

    @classmethod
    def parse(cls, settings: Mapping[str, Any]) -> Self:
        """Read Pelican's settings; raise SettingsError with all that is wrong."""
        mistakes = list(_mistakes(settings))
        if mistakes:
            raise SettingsError("\n".join(mistakes))
        given = {name: settings.get(name, default) for name, default in DEFAULTS.items()}
        return cls(
            collection=Collection.of(settings, root_of(settings)),
            operator=fact_file(settings, "OPERATOR_FILE"),
            venues=fact_file(settings, "VENUES_FILE"),
            accuracy=fact_file(settings, "ACCURACY_FILE"),
            keep_going=given["SCANS_KEEP_GOING"],
            operator_required=given["OPERATOR_REQUIRED"],
            search=given["SEARCH"],
            answer_lists=given["ANSWER_LISTS"],
            data_files=None if given["DATA_FILES"] is None else tuple(given["DATA_FILES"]),
            extras=None if given["SCAN_EXTRAS"] is None else tuple(dict.fromkeys(given["SCAN_EXTRAS"])),
            forge=Forge.of(settings),
        )


def fact_file(settings: Mapping[str, Any], name: str) -> Path:
    """Return the path of a file of facts; if the setting is not a path, which is a mistake of its own, the default."""
    given = settings.get(name, DEFAULTS[name])
    return root_of(settings) / (given if isinstance(given, str | Path) else DEFAULTS[name])


def data_of(settings: Mapping[str, Any]) -> Path:
    """Return the folder in which the paths of scans start; if that cannot be read, which is a mistake, the root."""
    root = root_of(settings)
    try:
        return Collection.of(settings, root).data
    except FactsError:
        return root


def _mistakes(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from plain_mistakes(settings, defaults_of(_OWN))
    yield from data_file_mistakes(settings.get("DATA_FILES"))
    yield from _unknown("SCAN_EXTRAS", settings.get("SCAN_EXTRAS"), EXTRAS, "extra")
    yield from _without_scans(settings)
    yield from correction.mistakes(settings)


def _without_scans(settings: Mapping[str, Any]) -> Iterator[str]:
    root = root_of(settings)
    try:
        collection = Collection.of(settings, root)
    except FactsError as error:
        yield from (f"{each.key}: {each.message}: {each.remedy}" for each in error.mistakes)
        return
    if collection.data == root and _names_repository(settings, root):
        yield (
            f"GIT_REPOSITORY: {settings['GIT_REPOSITORY']!r} is not a checkout, and with SCAN_FILES it has the "
            "scans: write the path of a checkout"
        )
    elif collection.layout.is_default:
        yield from _missing_folder(collection)
    if collection.data != root:
        yield from _written_into(collection.data, settings)


def data_file_mistakes(given: object) -> Iterator[str]:
    """Yield what is wrong with the setting that lists the data files."""
    yield from _unknown("DATA_FILES", given, FILES, "data file")
    if isinstance(given, list | tuple) and PARQUET in given and not is_installed():
        yield f"DATA_FILES: {PARQUET} cannot be made: {ADVICE}"


def _unknown(setting: str, given: object, names: Sequence[str], what: str) -> Iterator[str]:
    """Yield what is wrong with a setting that lists some of the names, or is None."""
    if given is None:
        return
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        yield f"{setting}: {given!r} is not a list of names: write a list such as {json.dumps(names[:2])}"
        return
    for name in given:
        if name not in names:
            yield f"{setting}: there is no {what} {name!r}: choose from {', '.join(names)}"


def _written_into(data: Path, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield a mistake for each folder of a build that is in a repository which is only read."""
    for name, default in (("OUTPUT_PATH", "output"), ("CACHE_PATH", "cache")):
        root = root_of(settings).resolve()
        folder = (root / settings.get(name, default)).resolve()
        # The settings may be in a folder of the repository, which may then have the site, too.
        is_own = root.is_relative_to(data.resolve()) and folder != root and folder.is_relative_to(root)
        if folder.is_relative_to(data.resolve()) and not is_own:
            yield f"{name}: {folder} is in the repository with the scans, which is only read: name another folder"


def _names_repository(settings: Mapping[str, Any], root: Path) -> bool:
    """Return whether the settings say that the scans are in another repository."""
    given = settings.get("GIT_REPOSITORY")
    return bool(settings.get("SCAN_FILES") and given) and (root / str(given)).resolve() != root.resolve()


def _missing_folder(collection: Collection) -> Iterator[str]:
    folder, data = collection.scans, collection.data
    if not folder.is_dir():
        yield (
            f"SCAN_FILES: there is no folder {folder}: create it for the scans, or say where they are, such as "
            "SCAN_FILES = ['papers/*/scan.json']"
        )
    elif not folder.resolve().is_relative_to(data.resolve()):
        yield f"SCAN_FILES: {folder} is outside {data}: a scan's address is its path in the repository"
