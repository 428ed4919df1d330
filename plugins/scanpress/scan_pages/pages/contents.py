"""Lists of what is below an address that a reader may shorten: a folder's scans, instruments, versions, schemas."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import orjson

from scanpress.corpus import Corpus, Memory, Summary
from scanpress.facts.layout import DEFAULT, SCANS, Layout
from scanpress.instruments import Instrument, instruments, schema_names
from scanpress.scan_pages import addresses
from scanpress.scan_pages.numbered import pager
from scanpress.scan_pages.words import isolated, people_in_short
from scanpress.writer import Page, href

LENGTH = 200  # scans on a page
_KEY = "folders"


class Folder(NamedTuple):
    """A folder of scans, and the places of its scans among all."""

    path: str
    start: int
    stop: int


class Entry(NamedTuple):
    """A link of a list; `note` is what is said beside it."""

    address: str
    label: str
    note: str = ""


class About(NamedTuple):
    """The paper that a list is about: its title, and its venue and year in words."""

    title: str
    edition: str


class Contents(NamedTuple):
    """What a list is made from; `number` is that of the page among `pages`."""

    title: str
    lead: str
    entries: tuple[Entry, ...]
    above: tuple[Entry, ...]
    number: int = 1
    pages: int = 1
    path: str = ""
    paper: About | None = None


def folders(corpus: Corpus, memory: Memory, layout: Layout = DEFAULT) -> Sequence[Folder]:
    """Return the folders of scans, remembered until a scan is added or removed."""
    remembered = memory.find(_KEY)
    key = corpus.key + "\0".join(layout.patterns).encode()
    if remembered and remembered[0] == key:
        return [Folder(*fields) for fields in orjson.loads(remembered[1])]
    found = folders_of(corpus, layout)
    memory.store({_KEY: (key, orjson.dumps([tuple(folder) for folder in found]))})
    return found


def folders_of(corpus: Corpus, layout: Layout) -> Sequence[Folder]:
    """Return each folder above a scan, with the scans below it; `scans/` has the list of all, a scan its own page."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    pages = set()
    for place, summary in enumerate(corpus.summaries):
        parts = summary.path.split("/")
        # In the order of paths, the scans below a folder follow each other.
        for end in range(len(parts) - 1 if layout.is_default else 1, len(parts)):
            folder = "/".join(parts[:end])
            first.setdefault(folder, place)
            last[folder] = place
        pages.add(summary.path.removesuffix(".json"))
    return [Folder(path, first[path], last[path] + 1) for path in first if path != SCANS and path not in pages]


def folder_pages(folder: Folder) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each page of a folder, and the places of its scans."""
    for number, start in enumerate(range(folder.start, folder.stop, LENGTH), 1):
        yield number, start, min(start + LENGTH, folder.stop)


def declare_folder(folder: Folder, number: int, summaries: Sequence[Summary]) -> Page:
    """Declare one page of the list of a folder's scans."""
    count = folder.stop - folder.start
    pages = -(-count // LENGTH)
    made_from = Contents(
        title=folder.path,
        lead=f"{count:,} scan{'' if count == 1 else 's'} in this folder of the repository.",
        entries=tuple(map(scan_entry, summaries)),
        above=(Entry(addresses.list_page(1), "All scans"), *_folders_above(folder.path)),
        number=number,
        pages=pages,
        path=folder.path,
    )
    return Page(addresses.folder_page(folder.path, number), "contents.html", view, made_from)


def _folders_above(path: str) -> Iterator[Entry]:
    """Yield the folders around a folder, the outermost first; `scans/` has the list of all."""
    parts = path.split("/")
    for end in range(1, len(parts)):
        folder = "/".join(parts[:end])
        if folder != SCANS:
            yield Entry(addresses.folder_page(folder), parts[end - 1])


def declare_instruments() -> Iterator[Page]:
    """Declare the lists of instruments, of the versions of each, and of schemas."""
    named = {name: list(versions) for name, versions in groupby(instruments(), lambda each: each.name)}
    whole = Contents(
        "Instruments",
        "An instrument is a fixed list of questions about a paper. Every scan answers the questions of one version.",
        tuple(_instrument(each) for each in instruments()),
        (),
    )
    yield Page("instruments/index.html", "contents.html", view, whole)
    for name, versions in named.items():
        entries = tuple(_instrument(each) for each in reversed(versions))
        lead = "Scans keep the version that they were made with."
        above = (Entry("instruments/index.html", "Instruments"),)
        yield Page(f"instruments/{name}/index.html", "contents.html", view, Contents(name, lead, entries, above))
    schemas = tuple(Entry(addresses.schema_file(name), f"{name}.schema.json") for name in schema_names())
    lead = "The JSON Schemas that files of this site are checked against, each at the address that is its $id."
    yield Page("schemas/index.html", "contents.html", view, Contents("Schemas", lead, schemas, ()))


def view(contents: Contents) -> Mapping[str, Any]:
    """Return the variables of `contents.html`."""
    return {
        "title": contents.title,
        "lead": contents.lead,
        "paper": contents.paper and contents.paper._asdict(),
        "entries": [entry._asdict() | {"href": href(entry.address)} for entry in contents.entries],
        "above": [entry._asdict() | {"href": href(entry.address)} for entry in contents.above],
        **pager(contents.number, contents.pages, partial(addresses.folder_page, contents.path)),
    }


def scan_entry(summary: Summary, *, is_rater_shown: bool = True) -> Entry:
    """Return the entry of a scan: title, authors, year, score, rater, and the state if it is not published."""
    marks = [people_in_short(summary.authors), str(summary.year), summary.score]
    marks += [(summary.rater or "unknown rater") if is_rater_shown else "", "" if summary.published else summary.status]
    return Entry(addresses.scan_page(summary.path), isolated(summary.title), " · ".join(filter(None, marks)))


def _instrument(instrument: Instrument) -> Entry:
    count = sum(len(category.questions) for category in instrument.categories)
    return Entry(addresses.instrument_page(instrument.key), instrument.label, f"{count} questions")
