"""The page of a question: what is asked, how often it is met by year and venue, and the papers by answer."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from scanpress.corpus.statistics import Share, Table
from scanpress.instruments import Instrument, Question, Verdict, with_key
from scanpress.scan_pages import addresses
from scanpress.scan_pages.pages.answers import AnswerList, Edition, answer_lists, rows
from scanpress.scan_pages.plots import PERCENT, Point, Series, Trend, figure, interval
from scanpress.scan_pages.set_figures import median_and_range
from scanpress.scan_pages.set_plots import measure_of
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import in_number, share_in_words
from scanpress.writer import Group, Page, href

FIRST = 10
"""Papers of each answer that the question's own page shows."""


class Row(NamedTuple):
    """A share of papers, or their numbers in words, and of which: a year or a venue, with the address of its page."""

    label: str
    address: str
    share: Share
    numbers: str = ""


class Listed(NamedTuple):
    """One answer: how many scans have it, and the first of them."""

    answer: AnswerList
    scans: int
    first: tuple[Edition, ...]


class Asked(NamedTuple):
    """What a question's page is made from.

    Rows have shares of the answer that counts as Yes, or numbers in words; so have `whole` and `numbers`.
    """

    key: str
    question: str
    root: str
    listed: tuple[Listed, ...]
    has_lists: bool
    whole: Share | None = None
    years: tuple[Row, ...] = ()
    venues: tuple[Row, ...] = ()
    numbers: str = ""


def groups(tabulated: TabulatedCorpus, instruments: Sequence[str]) -> Iterator[Group]:
    """Declare the pages of the questions of each instrument that scans use, as one group per instrument."""
    for key in instruments:
        instrument = with_key(key)
        outputs = partial(_pages, tabulated, instrument)
        yield Group(f"questions of {key}", tabulated.made_from, outputs, len(instrument.questions))


def _pages(tabulated: TabulatedCorpus, instrument: Instrument) -> Iterator[Page]:
    key = instrument.key
    whole = tabulated.tables(lambda kind: kind.instrument if kind.instrument == key else None).get(key)
    years = tabulated.tables(lambda kind: kind.year if kind.instrument == key else None)
    venues = tabulated.tables(lambda kind: tabulated.venue(kind) if kind.instrument == key else None)
    by_year = [(str(year), "", years[year]) for year in sorted(years)]
    by_venue = [
        (venue.short, addresses.venue_page(venue.slug), venues[venue])
        for venue in sorted(venues, key=lambda venue: venue.slug)
    ]
    for question in instrument.questions:
        known, listed = tabulated.known, _listed(tabulated, instrument, question)
        made_from = Asked(key, question.id, str(known.root), listed, known.answer_lists)
        if whole is not None and (question.form.is_judged or question.form.kind == "number"):
            made_from = made_from._replace(years=_rows(by_year, question), venues=_rows(by_venue, question))
            if question.form.is_judged:
                made_from = made_from._replace(whole=whole.met(question))
            if question.form.kind == "number" and (values := whole.values(question)):
                made_from = made_from._replace(numbers=median_and_range(question, values))
        yield Page(addresses.question_page(key, question.id), "question.html", view, made_from)


def _rows(sets: Sequence[tuple[str, str, Table]], question: Question) -> tuple[Row, ...]:
    rows = (_row_of(label, address, table, question) for label, address, table in sets)
    return tuple(row for row in rows if row.share.whole or row.numbers)


def _row_of(label: str, address: str, table: Table, question: Question) -> Row:
    if question.form.is_judged:
        return Row(label, address, table.met(question))
    values = table.values(question)
    return Row(label, address, Share(0, 0), median_and_range(question, values) if values else "")


def _listed(tabulated: TabulatedCorpus, instrument: Instrument, question: Question) -> tuple[Listed, ...]:
    return tuple(
        Listed(answers, sum(answers.counts(tabulated)), answers.first(tabulated, FIRST))
        for answers in answer_lists(instrument, question)
    )


def view(asked: Asked) -> Mapping[str, Any]:
    """Return the variables of `question.html`."""
    instrument = with_key(asked.key)
    question = next(each for each in instrument.questions if each.id == asked.question)
    page = addresses.question_page(asked.key, asked.question)
    return {
        "instrument": {"label": instrument.label, "href": href(addresses.instrument_page(asked.key))},
        "question": {"label": question.label, "sentence": question.sentence, "guidance": question.guidance},
        "plot": _plot(question, asked),
        "whole": asked.whole and asked.whole.whole and share_in_words(*asked.whole),
        "numbers": asked.numbers,
        "partly": _partly(instrument, question),
        "unscored": instrument.scoring.unscored.label if instrument.scoring.unscored else "",
        "sets": [
            {"name": name, "rows": [_row(row) for row in rows]}
            for name, rows in (("Year", asked.years), ("Venue", asked.venues))
            if rows
        ],
        "lists": [
            {
                "answer": listed.answer._asdict(),
                "scans": in_number(listed.scans, "scan"),
                "href": href(addresses.question_page(asked.key, asked.question, listed.answer.slug)),
                "is_all": listed.scans <= FIRST or not asked.has_lists,
                "rows": rows(asked.root, question, listed.first, page),
            }
            for listed in asked.listed
        ],
    }


def _partly(instrument: Instrument, question: Question) -> str:
    """Return what an answer *partly* counts, empty if the question has no such answer."""
    return f"{instrument.scoring.partly:g}" if Verdict.PARTLY in question.form.possible else ""


def _plot(question: Question, asked: Asked) -> Mapping[str, Any] | None:
    """Return the plot of the shares by year, whose table is beside it; None if there is nothing to plot."""
    points = [Point(int(row.label), measure) for row in asked.years if (measure := measure_of(row.share))]
    what = "Share of Yes among the scans of papers of a year to which the question applies."
    series = (Series("Yes", tuple(points)),)
    shown = figure(Trend("by-year", f"{question.label} by year", what, series)) if len(points) > 1 else None
    return shown and {**shown, "table": None}


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "href": href(row.address) if row.address else "",
        "share": row.numbers or share_in_words(*row.share),
        "interval": interval(measured, PERCENT) if (measured := measure_of(row.share)) else "",
        "part": row.share.part,
        "whole": row.share.whole,
    }
