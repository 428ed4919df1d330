"""The data files, what describes them, and the page that lists them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

from scanpress.corpus import Corpus, Memories
from scanpress.export.changes import History
from scanpress.export.descriptions import CITATION, DESCRIPTIONS, KINDS, SUMS, About, checksums
from scanpress.export.files import DataFiles, Facts
from scanpress.export.names import ANSWERS, CHANGES, FILES, LOOKUP
from scanpress.export.parts import Workers
from scanpress.export.rows import Source
from scanpress.facts import Operator
from scanpress.facts.licences import licence_text
from scanpress.pelican_build.downloads import Downloads, bytes_for_people
from scanpress.scan_pages.data.built_from import Built, BuiltFrom
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.words import in_number
from scanpress.writer import File, Group, Output, Page

NAMES = frozenset({*FILES, *DESCRIPTIONS, SUMS})
"""The names of all files beside the page."""


class Described(NamedTuple):
    """What the page and the descriptions are made from."""

    about: About
    files: tuple[Facts, ...]
    downloads: Downloads = Downloads()
    has_lookup: bool = False


@dataclass(frozen=True)
class DataOfSite:
    """All that the data files of a site are made from, the folder in which they are made, and that of the output."""

    corpus: Corpus
    known: Known
    built: Built
    operator: Operator
    description: str
    folder: Path
    output: Path
    history: History
    downloads: Callable[[], Downloads]

    @contextmanager
    def groups(self, names: Sequence[str], memories: Memories, workers: Workers | None) -> Iterator[Iterable[Group]]:
        """Yield a group for each file, and one for what describes them; remove the folder when they are published."""
        known = self.known
        commit, when, uncommitted = self.built.source
        site = known.site_name, self.description, known.site_url
        about = About.of(self.operator, known.layout, site, (commit, when), uncommitted)
        source = Source.of(known.root, known.layout, known.excluded, about.license, about.commit)
        rmtree(self.folder, ignore_errors=True)  # what a killed build left
        try:
            published = self.output / about.folder
            data = DataFiles(self.corpus, source, memories, self.folder, workers, self.history, published)
            names = [name for name in names if name != CHANGES or self.history.key]
            described = partial(Described, downloads=self.downloads(), has_lookup=LOOKUP in self.built.extras)
            yield _groups(data, about, names, described)
        finally:
            rmtree(self.folder, ignore_errors=True)


def _groups(
    data: DataFiles, about: About, names: Sequence[str], described_with: Callable[..., Described]
) -> Iterator[Group]:
    """Declare each data file as a group of its own, and the page with the descriptions as another one."""
    facts = data.facts(names)
    for name in names:
        yield Group(f"data file {name}", facts[name], partial(_file, data, facts[name], about.folder), 1)
    described = described_with(about, tuple(facts.values()))
    yield Group("data", described, partial(_descriptions, described), len(DESCRIPTIONS) + 2)


def _file(data: DataFiles, facts: Facts, folder: str) -> Iterator[Output]:
    yield File(f"{folder}/{facts.name}", finished, (str(data.path(facts.name)), facts.sha256))


def finished(made_from: tuple[str, str]) -> Path:
    """Return the path of a data file that was made before."""
    return Path(made_from[0])


def _descriptions(described: Described) -> Iterator[Output]:
    folder = described.about.folder
    for name in DESCRIPTIONS:
        yield File(f"{folder}/{name}", description, (name, described))
    yield File(f"{folder}/{SUMS}", sums, described)
    yield Page(f"{folder}/index.html", "data.html", view, described)


def description(made_from: tuple[str, Described]) -> bytes:
    """Return the file that describes the data files in one of the formats."""
    name, described = made_from
    return DESCRIPTIONS[name](described.about, described.files)


def sums(described: Described) -> bytes:
    """Return the checksums of all files."""
    return checksums({name: description((name, described)) for name in DESCRIPTIONS}, described.files)


def view(described: Described) -> Mapping[str, Any]:
    """Return the variables of `data.html`."""
    about, files, downloads, has_lookup = described
    return {
        "files": [
            {
                "name": facts.name,
                "about": f"{KINDS[facts.name][1][:1].upper()}{KINDS[facts.name][1][1:]}",
                "size": bytes_for_people(facts.bytes),
                "rows": in_number(facts.rows, "row"),
                "sha256": facts.sha256,
            }
            for facts in files
        ],
        **downloads.variables,
        "descriptions": [*DESCRIPTIONS, SUMS],
        "has_lookup": has_lookup,
        "citation": CITATION,
        "address": about.data or f"https://…/{about.folder}/",
        "answers": ANSWERS if any(facts.name == ANSWERS for facts in files) else "",
        **BuiltFrom(about.commit, about.when, about.uncommitted).variables,
        "license": about.license,
        "license_href": licence_text(about.license),
    }
