"""Figures over a set of scans with one instrument, each with its number of papers, as tables show them."""

from collections.abc import Iterator
from itertools import groupby
from statistics import fmean
from typing import Any, NamedTuple

from scanpress.corpus import decides_type, documentation_parts, industry_results, percent
from scanpress.corpus.statistics import Share, Table
from scanpress.corpus.statistics.intervals import mean_reproducibility_score, wilson
from scanpress.scan_pages import addresses
from scanpress.scan_pages.words import in_number, share_in_words
from scanpress.writer import href

_DASH = "\N{EN DASH}"
_FORMULA = {"reproducibility": "documentation-score", "survey": "survey-score"}
_MEAN = {"reproducibility": "Documentation score, mean", "survey": "Checklist score, mean"}
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
    """All figures over the scans of a set with one instrument; `left_out` is the number of those of theoretical papers.

    `chief` are the labels of the two or three figures that say most.
    """

    key: str
    label: str
    scans: int
    left_out: int
    figures: tuple[Figure, ...]
    chief: tuple[str, ...]

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
            "figures": [figure.variables for figure in self.figures],
            "chief": [f"{figure.label}: {figure.figure}" for figure in self.figures if figure.label in self.chief],
        }


def set_figures(table: Table) -> SetFigures:
    """Return the figures over the scans of a table."""
    instrument = table.instrument
    figures = (*_scores(table), *_sharing(table), *_described(table), *_questions(table))
    chief = (_MEAN[instrument.kind], _SHARED)
    return SetFigures(instrument.key, instrument.label, len(table), len(table.left_out), figures, chief)


def interval_in_words(share: Share) -> str:
    """Return the interval of 95 % of a share, in percent."""
    found = wilson(*share)
    return f"{100 * found.low:.1f}{_DASH}{100 * found.high:.1f}\N{NARROW NO-BREAK SPACE}%" if found else ""


def _scores(table: Table) -> Iterator[Figure]:
    """Yield mean and median of the first score, and the mean reproducibility estimate if the instrument has one."""
    if not table.rates:
        return
    kind = table.instrument.kind
    explained = addresses.METHODOLOGY, f"#{_FORMULA[kind]}"
    part, whole = table.median or (0, 0)
    if kind == "survey":
        yield Figure(_MEAN[kind], percent(fmean(table.rates), 1), "", *explained)
        yield Figure("Checklist score, median", percent(part, whole), "", *explained)
        return
    yield Figure(_MEAN[kind], f"{table.mean_part or 0:.2f} of {whole}", "", *explained)
    yield Figure("Documentation score, median", f"{part} of {whole}", "", *explained)
    for name, questions in documentation_parts(table.instrument).items():
        mean = sum(table.met(question).part for question in questions) / len(table)
        yield Figure(f"Documentation score, mean of {name}", f"{mean:.2f} of {len(questions)}", "", *explained)
    both, data = table.sharing.get((True, True), 0), table.sharing.get((False, True), 0)
    score = mean_reproducibility_score(with_code_and_data=both, with_data=data, papers=len(table))
    if table.sharing and score:
        limits = f"{score.low:.2f}{_DASH}{score.high:.2f}"
        explained = addresses.METHODOLOGY, "#reproducibility-score"
        yield Figure("Reproducibility estimate, mean", f"{score.value:.2f}", limits, *explained)


def _sharing(table: Table) -> Iterator[Figure]:
    if not table.sharing:
        return
    for label, shared in (
        (_SHARED, (True, True)),
        ("Data alone shared", (False, True)),
        ("Code alone shared", (True, False)),
        ("Neither shared", (False, False)),
    ):
        yield _share(label, Share(table.sharing.get(shared, 0), len(table)))


def _described(table: Table) -> Iterator[Figure]:
    """Yield the share of each described result: of all papers if it decides which ones are left out."""
    for question in table.instrument.described:
        for result in question.results:
            share = table.result(question, [result], of_all=decides_type(question))
            yield _share(
                f"{question.label}: {result}", share, addresses.question_page(table.instrument.key, question.id)
            )
        if industry := industry_results(question):
            address = addresses.question_page(table.instrument.key, question.id)
            yield _share("With an author from industry", table.result(question, industry), address)


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
