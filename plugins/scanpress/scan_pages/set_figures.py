"""Figures over a set of scans with one instrument, each with its number of papers, as tables show them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean, median
from typing import Any, NamedTuple
from urllib.parse import urlencode

from scanpress.corpus import decides_type, in_words, percent
from scanpress.corpus.statistics import Share, Table, mean_reproducibility_score, wilson
from scanpress.instruments import Instrument, Question
from scanpress.scan_pages import addresses
from scanpress.scan_pages.rows import OTHERS
from scanpress.scan_pages.words import in_number, share_in_words
from scanpress.writer import href

_DASH = "\N{EN DASH}"
_SHARED = "Code and data shared"
_FEW = 12  # questions: of an instrument with more of them, categories are shown in place of questions


class Figure(NamedTuple):
    """A figure in words; `interval` is its interval of 95 %, `address` that of the page that explains it."""

    label: str
    figure: str
    interval: str = ""
    address: str = ""
    part: str = ""

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/figures.html` shows."""
        return {**self._asdict(), "href": (href(self.address) + self.part) if self.address else ""}


class SetFigures(NamedTuple):
    """All figures over the scans of a set with one instrument; `left_out` is the number of those without a score.

    `why` is a word for the papers that are left out.

    `chief` are the labels of the two or three figures that say most.
    """

    key: str
    label: str
    scans: int
    left_out: int
    figures: tuple[Figure, ...]
    chief: tuple[str, ...]
    why: str = ""

    @property
    def mean(self) -> str:
        """Return the mean of the first score, empty if no paper has a score."""
        return next((figure.figure for figure in self.figures if figure.label == self.chief[0]), "")

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/figures.html` shows."""
        return {
            "instrument": self.label,
            "href": href(addresses.instrument_page(self.key)),
            "scans": in_number(self.scans, "scan"),
            "left_out": f"{self.left_out:,}" if self.left_out else "",
            "why": self.why,
            "figures": [figure.variables for figure in self.figures],
            "chief": [f"{figure.label}: {figure.figure}" for figure in self.figures if figure.label in self.chief],
        }


def set_figures(table: Table, *, is_whole: bool = False) -> SetFigures:
    """Return the figures over the scans of a table; if they are those of the whole site, they link lists of papers."""
    instrument = table.instrument
    sharing = _sharing(table, is_whole=is_whole)
    figures = (*_scores(table), *sharing, *_described(table), *_measured(table), *_questions(table))
    rule = instrument.scoring
    chief = (f"{rule.name}, mean", _SHARED)
    why = rule.unscored.label if rule.unscored else ""
    return SetFigures(instrument.key, instrument.label, len(table), len(table.left_out), figures, chief, why)


def shared_filter(instrument: Instrument, *, code: bool, data: bool) -> str:
    """Return the part of an address that filters the list of all scans by what scored papers share.

    >>> from scanpress.instruments import require
    >>> shared_filter(require("reproducibility", 1), code=True, data=False)
    '#type=experimental&yes=open_source_code&no=open_datasets'
    """
    rule = instrument.scoring
    if rule.sharing is None:
        return ""
    words = {True: "yes", False: "no"}
    asked = [("type", rule.unscored.others or OTHERS)] if rule.unscored else []
    return "#" + urlencode([*asked, (words[code], rule.sharing.code), (words[data], rule.sharing.data)])


def interval_in_words(share: Share) -> str:
    """Return the interval of 95 % of a share, in percent."""
    found = wilson(*share)
    return f"{100 * found.low:.1f}{_DASH}{100 * found.high:.1f}\N{NARROW NO-BREAK SPACE}%" if found else ""


def _scores(table: Table) -> Iterator[Figure]:
    """Yield mean and median of the first score, and the mean reproducibility estimate if the instrument has one."""
    if not table.rates:
        return
    key, rule = table.instrument.key, table.instrument.scoring
    explained = addresses.formula(key, rule.formula)
    part, whole = table.median or (0, 0)
    mean = f"{table.mean_part or 0:.2f} of {whole:g}" if rule.is_points else percent(fmean(table.rates), 1)
    middle = in_words(rule, part, whole) if rule.is_points else percent(part, whole)
    yield Figure(f"{rule.name}, mean", mean, "", *explained)
    yield Figure(f"{rule.name}, median", middle, "", *explained)
    for name, ids in rule.parts.items():
        questions = [table.instrument.by_id[each] for each in ids]
        mean = f"{sum(table.met(question).part for question in questions) / len(table):.2f} of {len(questions)}"
        yield Figure(f"{rule.name}, mean of {name}", mean, "", *explained)
    both, data = table.sharing.get((True, True), 0), table.sharing.get((False, True), 0)
    score = mean_reproducibility_score(rule.sharing, with_code_and_data=both, with_data=data, papers=len(table))
    if rule.sharing and score:
        limits = f"{score.low:.2f}{_DASH}{score.high:.2f}"
        explained = addresses.formula(key, rule.sharing.formula)
        yield Figure(f"{rule.sharing.name}, mean", f"{score.value:.2f}", limits, *explained)


def _sharing(table: Table, *, is_whole: bool) -> Iterator[Figure]:
    """Yield how many papers share code and data, with a link to the papers in the list of all scans."""
    if not table.sharing:
        return
    address = addresses.list_page(1) if is_whole else ""
    for label, (code, data) in (
        (_SHARED, (True, True)),
        ("Data alone shared", (False, True)),
        ("Code alone shared", (True, False)),
        ("Neither shared", (False, False)),
    ):
        figure = _share(label, Share(table.sharing.get((code, data), 0), len(table)), address)
        yield figure._replace(part=shared_filter(table.instrument, code=code, data=data) if address else "")


def _described(table: Table) -> Iterator[Figure]:
    """Yield the share of each described result: of all papers if it decides which ones are left out."""
    for question in table.instrument.described:
        for result in question.results:
            share = table.result(question, [result], of_all=decides_type(table.instrument, question))
            yield _share(
                f"{question.label}: {result}", share, addresses.question_page(table.instrument.key, question.id)
            )
        for label, results in question.form.combined.items():
            address = addresses.question_page(table.instrument.key, question.id)
            yield _share(label, table.result(question, results), address)


def _measured(table: Table) -> Iterator[Figure]:
    """Yield the median of each question that is answered with a number, with the range of the numbers."""
    instrument = table.instrument
    for question in instrument.measured:
        values = table.values(question)
        if values:
            address = addresses.question_page(instrument.key, question.id)
            yield Figure(f"{question.label}, median", median_and_range(question, values), "", address)


def median_and_range(question: Question, values: Sequence[float]) -> str:
    """Return the median of the numbers that answer a question, and the lowest and the highest of them."""
    form = question.form
    limits = form.range_in_unit(values[0], values[-1])
    return f"{form.in_unit(median(values))} ({limits}, {in_number(len(values), 'scan')})"


def _questions(table: Table) -> Iterator[Figure]:
    """Yield the share of each question, or the mean of each category if there are many questions."""
    instrument = table.instrument
    if len(instrument.judged) <= _FEW:
        for question in instrument.judged:
            address = addresses.question_page(instrument.key, question.id)
            yield _share(question.label, table.met(question), address)
        return
    labels = {category.id: category.label for category in instrument.categories}
    for category, _ in groupby(instrument.judged, lambda question: question.category):
        rates = [rate for rate in table.by_category[category] if rate is not None]
        if rates:
            anchor = addresses.instrument_page(instrument.key), f"#{category}"
            mean = f"{percent(fmean(rates), 1)} ({in_number(len(rates), 'scan')})"
            yield Figure(labels[category], mean, "", *anchor)


def _share(label: str, share: Share, address: str = "") -> Figure:
    return Figure(label, share_in_words(*share), interval_in_words(share), address)
