"""Plots over sets of scans with one instrument: what tables of answers hold, as plain data to be drawn."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, pairwise
from statistics import fmean

from scanpress.corpus.statistics import Share, Table, mean_reproducibility_score, wilson
from scanpress.facts import Venue
from scanpress.instruments import Instrument, Question
from scanpress.scan_pages import addresses
from scanpress.scan_pages.plots import (
    PERCENT,
    Bar,
    Bars,
    Bin,
    HeatMap,
    Histogram,
    Measure,
    Point,
    Row,
    Series,
    Trend,
    Unit,
)
from scanpress.scan_pages.standing import bins_of
from scanpress.writer import href

MOST_LINES = 7
"""Lines that can be told apart in one plot."""
FEW_QUESTIONS = 12
"""Of an instrument with more questions, only those met least and most are drawn."""
_EXTREMES = 8
_SHARED = (("Code and data", (True, True)), ("Data alone", (False, True)), ("Neither", (False, False)))
_ESTIMATE = Unit(decimals=2, top=1)

Years = Mapping[int, Table]
"""Tables by year."""
Drawn = Trend | Bars | Histogram | HeatMap
Measured = Callable[[Table], Measure | None]


@dataclass(frozen=True, slots=True)
class Score:
    """The first score of an instrument as plots show it: its name, its unit, and its mean over a table."""

    name: str
    unit: Unit
    of: Measured


def score_of(table: Table) -> Score:
    """Return how the first score of a table's instrument is shown: a number of points, or a share."""
    rule = table.instrument.scoring
    if not rule.is_points:
        return Score(rule.name, PERCENT, mean_rate)
    _, whole = table.median or (0, 0)
    return Score(rule.name, Unit(decimals=2, top=whole or None), mean_part)


def mean_rate(table: Table) -> Measure | None:
    """Return the mean score as a share."""
    return None if table.mean_rate is None else Measure(table.mean_rate, len(table.rates))


def mean_part(table: Table) -> Measure | None:
    """Return the mean score in points."""
    return None if table.mean_part is None else Measure(table.mean_part, len(table.rates))


def estimate(table: Table) -> Measure | None:
    """Return the mean reproducibility estimate with its interval."""
    both, data = table.sharing.get((True, True), 0), table.sharing.get((False, True), 0)
    sharing = table.instrument.scoring.sharing
    found = mean_reproducibility_score(sharing, with_code_and_data=both, with_data=data, papers=len(table))
    return Measure(found.value, len(table), found.low, found.high) if found else None


def measure_of(share: Share) -> Measure | None:
    """Return a share with its Wilson interval; None if the whole is 0."""
    found = wilson(*share)
    return Measure(found.value, share.whole, found.low, found.high) if found else None


def plots_of_set(key: str, whole: Table, years: Years) -> Iterator[Drawn]:
    """Yield the plots over a set of scans; `key` begins their ids, so that plots of several sets can be on one page."""
    n = f" n = {len(whole):,}."
    yield distribution(key, whole)
    score = score_of(whole)
    series = (line(score.name, years, score.of),)
    yield Trend(f"{key}-mean", f"{score.name} by year", f"Mean of the papers of a year.{n}", series, score.unit)
    kind = whole.instrument.scoring.scored_papers
    if _has_estimate(whole):
        series = (line("Reproducibility estimate", years, estimate),)
        what = f"Mean of the {kind} of a year; the interval is that of the two rates behind the estimate."
        yield Trend(f"{key}-estimate", "Reproducibility estimate by year", what + n, series, _ESTIMATE)
    if whole.sharing:
        yield _sharing(key, kind, years, n)
    if len(whole.instrument.judged) <= MOST_LINES:
        yield _questions_by_year(key, whole.instrument, years, n)
    elif years:
        yield _rows_by_year(key, whole.instrument, years, n)
    yield from _questions(key, whole)


def plots_of_answers(table: Table) -> Iterator[Drawn]:
    """Yield the plots over the answers of one rater or run: the scores, and what the papers report."""
    key = table.instrument.key
    yield distribution(key, table)
    yield from _questions(key, table)


def named_plots(sets: Sequence[tuple[Instrument, Iterable[Drawn]]]) -> tuple[Drawn, ...]:
    """Return the plots of one page over scans with each instrument; if there are several, titles name theirs."""
    shown = [(instrument.label, plot) for instrument, plots in sets for plot in plots]
    if len(sets) < 2:  # noqa: PLR2004 - one instrument needs no name
        return tuple(plot for _, plot in shown)
    return tuple(replace(plot, title=f"{plot.title} · {label}") for label, plot in shown)


def plots_by_venue(key: str, whole: Table, venues: Sequence[tuple[Venue, Years]]) -> Iterator[Trend]:
    """Yield how the mean scores of venues change; `venues` are those with most papers, in the order of their lines."""
    kinds = [score_of(whole)]
    if _has_estimate(whole):
        kinds.append(Score("Reproducibility estimate", _ESTIMATE, estimate))
    for kind in kinds:
        series = [line(venue.short, years, kind.of, href(addresses.venue_page(venue.slug))) for venue, years in venues]
        papers = sum(len(table) for _, years in venues for table in years.values())
        most = f" {MOST_LINES} venues with most papers are shown." if len(venues) == MOST_LINES else ""
        what = f"Mean of the papers of a year. n = {papers:,}.{most}"
        name = kind.name.partition(" ")[0].lower()
        yield Trend(f"{key}-{name}-by-venue", f"{kind.name} by venue and year", what, tuple(series), kind.unit)


def line(label: str, years: Years, measured: Measured, page: str = "") -> Series:
    """Return a line of what is measured in the table of each year."""
    points = ((year, measured(table)) for year, table in sorted(years.items()))
    shown = tuple(Point(year, measure) for year, measure in points if measure)
    return Series(label, shown, page)


def distribution(key: str, whole: Table) -> Histogram:
    """Return how many papers have each score."""
    counts, name = bins_of(whole) if whole.rates else [0], score_of(whole).name
    if not whole.instrument.scoring.is_points:
        ends = [100 * place // len(counts) for place in range(len(counts) + 1)]
        labels = [f"{low} to {high} %" for low, high in pairwise(ends)]
        edges = tuple(map(str, ends))
        what = "Number of papers by the share of met questions, in percent."
        if not whole.instrument.scoring.is_plain:
            what = "Number of papers by score, in percent."
    else:
        labels = [str(place) for place in range(len(counts))]
        edges, what = (), "Number of papers by score."
    bins = tuple(Bin(label, count) for label, count in zip(labels, counts, strict=True))
    return Histogram(f"{key}-scores", f"{name}s", what, bins, edges, name=name)


def _has_estimate(whole: Table) -> bool:
    sharing = whole.instrument.scoring.sharing
    return sharing is not None and sharing.has_estimate and bool(whole.sharing)


def _sharing(key: str, kind: str, years: Years, n: str) -> Trend:
    """Return which papers share code and data, by year; code alone is rare, and in the table of figures."""
    series = [line(label, years, partial(_shared, shared)) for label, shared in _SHARED]
    what = f"Share of {kind} of a year that share both, only data, or neither."
    return Trend(f"{key}-sharing", "Code and data by year", what + n, tuple(series))


def _shared(shared: tuple[bool, bool], table: Table) -> Measure | None:
    return measure_of(Share(table.sharing.get(shared, 0), len(table)))


def _questions_by_year(key: str, instrument: Instrument, years: Years, n: str) -> Trend:
    series = [
        line(question.label, years, partial(_met, question), _page_of(instrument, question))
        for question in instrument.judged
    ]
    what = "Share of papers of a year that report each of them, of those to which it applies."
    return Trend(f"{key}-questions-by-year", "What papers report, by year", what + n, tuple(series))


def _met(question: Question, table: Table) -> Measure | None:
    return measure_of(table.met(question))


def _rows_by_year(key: str, instrument: Instrument, years: Years, n: str) -> HeatMap:
    """Return a heat map by year of the questions, or of the categories if there are many questions."""
    columns = tuple(map(str, years))
    if len(instrument.judged) <= FEW_QUESTIONS:
        rows = [
            Row(
                question.label, tuple(_met(question, table) for table in years.values()), _page_of(instrument, question)
            )
            for question in instrument.judged
        ]
        what = "Share of papers of a year that meet a question, of those to which it applies."
        return HeatMap(f"{key}-questions-by-year", "Questions by year", what + n, columns, tuple(rows))
    page = href(addresses.instrument_page(instrument.key))
    labels = {category.id: category.label for category in instrument.categories}
    rows = [
        Row(labels[name], tuple(_mean(table.by_category[name]) for table in years.values()), f"{page}#{name}")
        for name, _ in groupby(instrument.judged, lambda question: question.category)
    ]
    shown = tuple(row for row in rows if any(row.cells))
    what = "Mean share of met questions, of those of the category that apply to a paper."
    return HeatMap(f"{key}-categories", "Categories by year", what + n, columns, shown)


def _page_of(instrument: Instrument, question: Question) -> str:
    return href(addresses.question_page(instrument.key, question.id))


def _mean(rates: Sequence[float | None]) -> Measure | None:
    given = [rate for rate in rates if rate is not None]
    return Measure(fmean(given), len(given)) if given else None


def _questions(key: str, whole: Table) -> Iterator[Bars]:
    """Yield the questions by their shares: all of them if there are few, else those met least and those met most."""
    instrument = whole.instrument
    bars = [
        Bar(question.label, measure, _page_of(instrument, question))
        for question in instrument.judged
        if (measure := measure_of(whole.met(question)))
    ]
    bars.sort(key=lambda bar: -bar.measure.value)
    what = "Share of the papers that meet a question, of those to which it applies."
    if len(bars) <= FEW_QUESTIONS:
        yield Bars(f"{key}-questions", "What papers report", what, tuple(bars))
        return
    shown = [bar for bar in bars if bar.measure.shown]
    number = min(_EXTREMES, len(shown) // 2)
    yield Bars(f"{key}-most", f"The {number} questions met most", what, tuple(shown[:number]))
    yield Bars(f"{key}-least", f"The {number} questions met least", what, tuple(reversed(shown[-number:])))
