"""The pages of runs: model, settings, prompt and questions, what was answered, and how often others agree."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import orjson

from scanpress.facts.layout import RUNS, SCANS
from scanpress.instruments import find
from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.agreement import AgreementTable
from scanpress.scan_pages.comparing.answered import Answered, Scans, variables
from scanpress.scan_pages.comparing.raters import Raters
from scanpress.scan_pages.numbered import pager
from scanpress.scan_pages.pages.contents import Contents, Entry
from scanpress.scan_pages.pages.contents import view as view_contents
from scanpress.writer import Group, Page, href


class RunPage(NamedTuple):
    """What a numbered page of a run is made from; only the first one has the document of the run's file, and figures.

    `raters` are the names of those who answered in the run, with the addresses of their pages.
    """

    name: str
    document: Mapping[str, Any]
    raters: tuple[tuple[str, str], ...]
    number: int
    pages: int
    scans: int
    answered: Answered
    entries: tuple[Entry, ...]


def groups(raters: Raters) -> Iterator[Group]:
    """Declare the numbered pages of each run, and the list of runs."""
    facts, documents = raters.tabulated.known.digest, raters.tabulated.corpus.runs
    entries = []
    for name, who in raters.runs.items():
        scans = Scans.of(raters.tabulated, who)
        agreement, labels = scans.agreement(raters), tuple(dict.fromkeys(map(raters.label, who)))
        for number, pages, made_from in scans.declared(agreement):
            shown = RunPage(name, documents.get(name, {}), labels, number, pages, scans.number, Answered(), ())
            outputs = partial(_page, raters, shown, scans, agreement)
            yield Group(f"run {name} {number}", [shown, made_from, facts], outputs, 1)
        entries.append(_entry(shown))
    if entries:
        lead = "A run is a batch of papers that a model answered with the same prompt and settings."
        contents = Contents("Runs", lead, tuple(entries), (Entry(addresses.rater_list(), "Raters"),))
        page = Page(addresses.run_list(), "contents.html", view_contents, contents)
        yield Group("runs", contents, lambda: [page], 1)


def _entry(run: RunPage) -> Entry:
    model = run.document.get("model") or ", ".join(name for name, _ in run.raters)
    known = [model, run.document.get("date") or "", f"{run.scans:,} scan{'' if run.scans == 1 else 's'}"]
    return Entry(addresses.run_page(run.name), run.name, " · ".join(filter(None, known)))


def _page(raters: Raters, shown: RunPage, scans: Scans, agreement: tuple[AgreementTable, ...]) -> Iterator[Page]:
    first = shown.number == 1
    made_from = shown._replace(
        document=shown.document if first else {},
        answered=scans.answered(raters, agreement) if first else Answered(),
        entries=scans.entries(raters.tabulated, shown.number),
    )
    yield Page(addresses.run_page(shown.name, shown.number), "run.html", view, made_from)


def view(page: RunPage) -> Mapping[str, Any]:
    """Return the variables of `run.html`."""
    document = page.document
    instrument = find(document.get("instrument", ""), document.get("instrument_version", 0))
    return {
        "name": page.name,
        "has_file": bool(document),
        "file": href(addresses.file_page(f"{SCANS}/{RUNS}/{page.name}.json")),
        "raters": [{"name": name, "href": href(address) if address else ""} for name, address in page.raters],
        "model": document.get("model", ""),
        "facts": [document[key] for key in ("provider", "date") if document.get(key)],
        "instrument": instrument
        and {"label": instrument.label, "href": href(addresses.instrument_page(instrument.key))},
        "settings": [(name, _value(value)) for name, value in document.get("settings", {}).items()],
        "prompt": document.get("prompt", ""),
        "questions": document.get("questions") or [],
        "note": document.get("note", ""),
        **variables(page.entries, page.answered, page.scans),
        **pager(page.number, page.pages, partial(addresses.run_page, page.name)),
    }


def _value(value: Any) -> str:
    """Return the value of a setting: a text as it is, all else as in the file."""
    return value if isinstance(value, str) else orjson.dumps(value).decode()
