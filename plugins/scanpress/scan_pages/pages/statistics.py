"""The statistics page: figures and plots over all scans, instrument by instrument."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from scanpress.corpus.statistics import Correlation, Share, Table
from scanpress.facts import Venue
from scanpress.scan_pages import addresses
from scanpress.scan_pages.plots import FEWEST, figure
from scanpress.scan_pages.set_figures import SetFigures, interval_in_words, set_figures
from scanpress.scan_pages.set_plots import FEW_QUESTIONS, MOST_LINES, Drawn, Years, plots_by_venue, plots_of_set
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import share_in_words
from scanpress.writer import Group, Page, href


class Asked(NamedTuple):
    """How often one question is met."""

    label: str
    address: str
    share: Share


class Related(NamedTuple):
    """A category, and how its shares go together with those of each category, in words; empty if that is unknown."""

    label: str
    coefficients: tuple[str, ...]


class Part(NamedTuple):
    """What is shown of the scans with one instrument; `questions` are those that the table of figures leaves out."""

    key: str
    figures: SetFigures
    plots: tuple[Drawn, ...]
    questions: tuple[Asked, ...]
    related: tuple[Related, ...]


def groups(tabulated: TabulatedCorpus, instruments: Sequence[str]) -> Iterator[Group]:
    """Declare the page; `instruments` are the keys of those that scans use, in the order in which they are shown."""
    yield Group("statistics", tabulated.made_from, partial(_page, tabulated, instruments), 1)


def _page(tabulated: TabulatedCorpus, instruments: Sequence[str]) -> Iterator[Page]:
    wholes = tabulated.tables(lambda kind: kind.instrument)
    by_year = tabulated.tables(lambda kind: (kind.instrument, kind.year))
    by_venue = tabulated.tables(
        lambda kind: (kind.instrument, venue, kind.year) if (venue := tabulated.venue(kind)) else None
    )
    parts = []
    for key in instruments:
        if key in wholes:
            years = {year: by_year[name, year] for name, year in sorted(by_year) if name == key}
            venues = _largest({(venue, year): table for (name, venue, year), table in by_venue.items() if name == key})
            scores, means, *others = plots_of_set(key, wholes[key], years)
            plots = (scores, means, *plots_by_venue(key, wholes[key], venues), *others)
            figures = set_figures(wholes[key], is_whole=True)
            parts.append(Part(key, figures, plots, _questions(wholes[key]), _related(wholes[key])))
    yield Page(addresses.STATISTICS, "statistics.html", view, tuple(parts))


def _largest(tables: Mapping[tuple[Venue, int], Table]) -> list[tuple[Venue, Years]]:
    """Return the tables of the venues with most papers by year, in the order of their names."""
    papers: Counter[Venue] = Counter()
    for (venue, _), table in tables.items():
        papers[venue] += len(table)
    largest = sorted(papers, key=lambda venue: (-papers[venue], venue.slug))[:MOST_LINES]
    return [
        (venue, {year: table for (other, year), table in tables.items() if other == venue})
        for venue in sorted(largest, key=lambda venue: venue.slug)
    ]


def _questions(whole: Table) -> tuple[Asked, ...]:
    instrument = whole.instrument
    if len(instrument.judged) <= FEW_QUESTIONS:
        return ()
    return tuple(
        Asked(question.label, addresses.question_page(instrument.key, question.id), whole.met(question))
        for question in instrument.judged
    )


def _related(whole: Table) -> tuple[Related, ...]:
    """Return the correlations of categories, if the instrument has several."""
    labels = {category.id: category.label for category in whole.instrument.categories if category.id}
    names = [name for name in labels if name in whole.by_category]
    return tuple(
        Related(labels[one], tuple(_coefficient(whole.correlation(one, other)) for other in names))
        for one in names
        if len(names) > 1
    )


def _coefficient(found: Correlation | None) -> str:
    if found is None or found.n < FEWEST:
        return ""
    return f"{found.value:.2f}".replace("-", "\N{MINUS SIGN}")


def view(parts: tuple[Part, ...]) -> Mapping[str, Any]:
    """Return the variables of `statistics.html`."""
    return {
        "parts": [
            {
                "id": part.key,
                "label": part.figures.label,
                "sets": [part.figures.variables],
                "plots": [shown for plot in part.plots if (shown := figure(plot))],
                "questions": [_question(asked) for asked in part.questions],
                "related": [related._asdict() for related in part.related],
            }
            for part in parts
        ],
    }


def _question(asked: Asked) -> dict[str, str]:
    return {
        "label": asked.label,
        "href": href(asked.address),
        "share": share_in_words(*asked.share),
        "interval": interval_in_words(asked.share),
    }
