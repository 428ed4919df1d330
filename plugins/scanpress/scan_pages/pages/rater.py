"""The pages of raters: what each one answered, and how often others agree."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from scanpress.scan_pages import addresses
from scanpress.scan_pages.comparing.agreement import AgreementTable
from scanpress.scan_pages.comparing.answered import Answered, Scans, variables
from scanpress.scan_pages.comparing.raters import Rater, Raters
from scanpress.scan_pages.numbered import pager
from scanpress.scan_pages.pages.contents import Contents, Entry
from scanpress.scan_pages.pages.contents import view as view_contents
from scanpress.scan_pages.words import isolated
from scanpress.writer import Group, Page, href


class RaterPage(NamedTuple):
    """What a numbered page of a rater is made from; only the first one has figures."""

    kind: str
    name: str
    slug: str
    runs: tuple[str, ...]
    number: int
    pages: int
    scans: int
    answered: Answered
    entries: tuple[Entry, ...]


def groups(raters: Raters) -> Iterator[Group]:
    """Declare the numbered pages of each rater, the list of raters, and a list at each name that several have."""
    facts = raters.tabulated.known.digest
    entries = {}
    for rater in raters.named:
        scans = Scans.of(raters.tabulated, rater.who)
        agreement = scans.agreement(raters)
        for number, pages, made_from in scans.declared(agreement):
            outputs = partial(_page, raters, rater, scans, (number, pages), agreement)
            yield Group(f"rater {rater.slug} {number}", [rater, made_from, facts], outputs, 1)
        entries[rater] = _entry(rater, scans.number)
    lead = "People and language models that answered the questions of an instrument."
    shown = (*entries.values(), *_more(raters))
    yield from _list(
        addresses.rater_list(), Contents("Raters", lead if entries else "No scan names its rater.", shown, ())
    )
    above = (Entry(addresses.rater_list(), "Raters"),)
    for address, same in raters.same_names:
        homonyms = tuple(entries[each] for each in same)
        yield from _list(address, Contents(same[0].name, "Several raters have this name.", homonyms, above))


def _list(address: str, contents: Contents) -> Iterator[Group]:
    yield Group(address, contents, lambda: [Page(address, "contents.html", view_contents, contents)], 1)


def _more(raters: Raters) -> Iterator[Entry]:
    """Yield links to what else there is to read of raters."""
    if raters.runs:
        note = "models, settings and prompts with which batches of papers were answered"
        yield Entry(addresses.run_list(), "Runs", note)
    if raters.tabulated.corpus.papers:
        note = "the answers of different raters side by side"
        yield Entry(addresses.folder_page(raters.tabulated.papers.folder), "Papers with several scans", note)


def _entry(rater: Rater, scans: int) -> Entry:
    note = f"{scans:,} scan{'' if scans == 1 else 's'}"
    return Entry(addresses.rater_page(rater.slug), rater.name, f"{rater.kind} · {note}" if rater.kind else note)


def _page(
    raters: Raters, rater: Rater, scans: Scans, place: tuple[int, int], agreement: tuple[AgreementTable, ...]
) -> Iterator[Page]:
    number, pages = place
    answered = scans.answered(raters, agreement) if number == 1 else Answered()
    entries = scans.entries(raters.tabulated, number)
    runs = tuple(sorted({who.run for who in rater.who if who.run}))
    made_from = RaterPage(rater.kind, rater.name, rater.slug, runs, number, pages, scans.number, answered, entries)
    yield Page(addresses.rater_page(rater.slug, number), "rater.html", view, made_from)


def view(page: RaterPage) -> Mapping[str, Any]:
    """Return the variables of `rater.html`."""
    return {
        "name": isolated(page.name),
        "kind": page.kind,
        "runs": [{"name": run, "href": href(addresses.run_page(run))} for run in page.runs],
        **variables(page.entries, page.answered, page.scans),
        **pager(page.number, page.pages, partial(addresses.rater_page, page.slug)),
    }
