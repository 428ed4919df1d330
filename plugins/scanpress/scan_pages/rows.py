"""The rows of lists of scans, and the columns that they have: what is the same in nearly all rows has no column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import orjson
from markupsafe import Markup

from scanpress.corpus import SIGNS, Summary, Verdict
from scanpress.instruments import forget_with_schemas, with_key
from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import markup_of, without_quotes
from scanpress.scan_pages.words import MARKS, SYMBOLS, people_in_short
from scanpress.writer import Items, href

FEW = 12
"""A list shows each verdict of an instrument that has at most so many, and of others only how many there are."""

OTHERS = "other"
"""How papers with a score are called if the instrument has no word for them."""
_MET, _UNMET, _PARTLY = SIGNS[Verdict.MET], SIGNS[Verdict.NOT_MET], SIGNS[Verdict.PARTLY]
_SHOWN = {**SYMBOLS, _MET: "<b>✓</b>", _UNMET: "<i>✗</i>"}
_WORDS = {SIGNS[verdict]: mark.word.lower() for verdict, mark in MARKS.items()}
_LEGEND = {sign: f"{SYMBOLS[sign]} {_WORDS[sign]}" for sign in (_MET, _PARTLY, _UNMET, SIGNS[Verdict.UNCLEAR])}
_NONE = Markup(), Markup()
_TEXTS = (
    "href",
    "title",
    "authors",
    "note",
    "venue",
    "year",
    "instrument",
    "rater",
    "signs",
    "words",
    "part",
    "whole",
    "score",
    "red_flags",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns a list has besides paper, venue, year and score.

    `usual` is the instrument and the rater of nearly all scans, empty if they have a column; `asked` is the key of the
    instrument whose verdicts are shown one by one, empty if there is none.
    """

    flags: bool = False
    usual: tuple[str, str] = ("", "")
    asked: str = ""

    @property
    def variables(self) -> dict[str, Any]:
        """Return what `scan/table.html` shows."""
        asked = judged(self.asked) if self.asked else ()
        shown = {
            "instrument": not self.usual[0],
            "answers": [label for _, label in asked],
            "flags": self.flags,
            "usual": list(self.usual),
        }
        legend = _legend(self.asked) if self.asked else ""
        return {**shown, "placed": True, "json": orjson.dumps(shown).decode(), "legend": legend}


class Shape(NamedTuple):
    """What rows have in common: the columns, and which parts a row has."""

    placed: int
    instrumented: int
    answers: int
    flags: int
    state: str
    unscored: str
    noted: int
    scored: int
    flagged: int


Listed = tuple[tuple[Any, ...], str]
"""A scan as a list is made from it: the fields of its summary that a list may show, and the short name of its venue."""


_TITLE = Summary._fields.index("title")
_KEYS = Summary._fields.index("keys")


def listed(summary: Summary, venue: str) -> Listed:
    """Return what a list is made from; `venue` is the short name."""
    # What is long, or changes with what no list shows or finds, is left out.
    return (summary.path, "", *summary[_TITLE:_KEYS], identifiers(summary), ()), venue


def identifiers(summary: Summary) -> tuple[str, ...]:
    """Return DOI and arXiv id of the paper with their kinds, such as `doi:10.1000/182`, if they are known."""
    return tuple(key for key in summary.keys if not key.startswith("title:"))


@forget_with_schemas
@cache
def judged(key: str) -> tuple[tuple[str, str], ...]:
    """Return id and label of each question of an instrument that has verdicts."""
    questions = with_key(key).judged
    return tuple((f"{each.category}.{each.id}" if each.category else each.id, each.label) for each in questions)


@forget_with_schemas
@cache
def _legend(key: str) -> str:
    """Return what the signs of an instrument's answers mean."""
    given = {SIGNS[verdict] for question in with_key(key).judged for verdict in question.form.possible}
    return ", ".join(text for sign, text in _LEGEND.items() if sign in given)


def rows(scans: Sequence[Listed], layout: Layout, root: str, *, placed: bool = True) -> Items:
    """Return the rows of scans as `scan/row.html` shows them; `root` leads to the root of the site.

    `placed` says whether there are columns with venue and year.
    """
    back = str(root)  # Markup would look at each address that is added to it
    return Items([_row(Summary(*fields), venue, layout, back, int(placed)) for fields, venue in scans], _TEXTS)


def _row(summary: Summary, venue: str, layout: Layout, root: str, placed: int) -> tuple[Any, ...]:
    rule = with_key(summary.instrument).scoring.unscored
    unscored = rule if rule and summary.scored is False else None
    instrument, rater = who = named(summary.instrument, summary.rater)
    note = ", ".join(_note(summary, layout, who))
    shape = Shape(
        placed=placed,
        instrumented=int(not layout.usual[0]),
        answers=int(bool(layout.asked)),
        flags=int(layout.flags),
        state="" if summary.published else summary.status,
        unscored=unscored.label if unscored else "",
        noted=int(bool(note)),
        scored=int(not unscored and summary.whole > 0),
        flagged=int(summary.red_flags is not None),
    )
    signs, words = _NONE
    if layout.asked:
        dash = Markup("\N{EN DASH}")
        signs, words = (dash, markup_of(unscored.reason)) if unscored else _signs(summary.instrument, summary.signs)
    address = without_quotes(href(addresses.scan_page(summary.path)))
    paper = markup_of(summary.title), markup_of(people_in_short(summary.authors))
    texts = note, venue, str(summary.year), instrument, rater
    figures = str(summary.part), str(summary.whole), summary.score, str(summary.red_flags or 0)
    return (shape, str.__new__(Markup, f"{root}{address}"), *paper, *texts, signs, words, *figures)


def named(instrument: str, rater: str | None) -> tuple[str, str]:
    """Return an instrument, by its key, and a rater as lists name them."""
    return with_key(instrument).label, rater or "unknown rater"


def _note(summary: Summary, layout: Layout, who: tuple[str, str]) -> Iterator[str]:
    """Yield what a row says below the authors because there is no column for it."""
    if layout.usual[0] and who != layout.usual:
        yield ", ".join(who)
    if summary.red_flags and not layout.flags:
        yield f"{summary.red_flags} red flag{'s' if summary.red_flags > 1 else ''}"


@forget_with_schemas
@cache
def _signs(instrument: str, signs: str) -> tuple[Markup, Markup]:
    """Return verdicts as signs, and in words for those who hear the page."""
    if len(signs) > FEW:
        met, unmet, partly = signs.count(_MET), signs.count(_UNMET), signs.count(_PARTLY)
        half = (f" ~ {partly}", f", {partly} partly") if partly else ("", "")
        return Markup(f"<b>✓</b> {met} <i>✗</i> {unmet}{half[0]}"), markup_of(f"{met} yes, {unmet} no{half[1]}")  # noqa: S704 (numbers)
    shown = "".join(_SHOWN.get(sign, "\N{EN DASH}") for sign in signs)
    told = (
        f"{label} {_WORDS.get(sign, 'not applicable')}"
        for (_, label), sign in zip(judged(instrument), signs, strict=False)
    )
    return Markup(shown), markup_of(", ".join(told))  # noqa: S704 (from this module)
