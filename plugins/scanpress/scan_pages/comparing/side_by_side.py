"""The answers of several raters to the questions of one instrument, side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from markupsafe import Markup

from scanpress.checking.masking import mask_addresses
from scanpress.corpus import Answer, Scan
from scanpress.instruments import Question, with_key
from scanpress.scan_pages import addresses
from scanpress.scan_pages.links import linked
from scanpress.scan_pages.words import MARKS, shortened, signature, word_of
from scanpress.writer import href

LONGEST = 320  # characters of a reason
FEW = 4
"""Of at most so many scans the reasons of different answers are shown; of more, they are one link away."""


@dataclass(frozen=True, slots=True)
class Column:
    """A scan as a column: its page, who answered, the instrument's key, and the answers by category and question."""

    href: Markup
    rater: str
    signature: str
    instrument: str
    answers: Mapping[tuple[str, str], Answer] = field(repr=False)
    anchors: Mapping[tuple[str, str], Markup] = field(repr=False)

    @classmethod
    def of(cls, scan: Scan) -> Self:
        """Return the column of a scan."""
        rater = scan.rater
        found = [(section.category, answer) for section in scan.sections for answer in section.answers]
        return cls(
            href(addresses.scan_page(scan.path)),
            rater.name or "unknown rater",
            signature(rater.run and f"run {rater.run}", rater.date),
            scan.instrument.key,
            {(category.id, answer.question.id): answer for category, answer in found},
            {(c.id, a.question.id): href(f"{c.id}.{a.question.id}" if c.open else a.question.id) for c, a in found},
        )

    @property
    def variables(self) -> dict[str, str]:
        """Return what the head of the column shows."""
        return {"href": self.href, "rater": self.rater, "signature": self.signature}


class Row(NamedTuple):
    """One question with the answers to it; None if a scan was not asked."""

    key: tuple[str, str]
    answers: tuple[Answer | None, ...]
    columns: Sequence[Column]

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the answers that were given."""
        return tuple(answer.verdict or answer.result for answer in self.answers if answer)

    @property
    def is_different(self) -> bool:
        """Return whether two answers differ."""
        return len(set(self.categories)) > 1

    @property
    def variables(self) -> dict[str, Any]:
        """Return what a row of `paper.html` shows."""
        column, question = next((column, a.question) for column, a in zip(self.columns, self.answers, strict=True) if a)
        shown = self.is_different and len(self.columns) <= FEW
        return {
            "label": question.label,
            "href": self._meaning(column.instrument, question),
            "mark": self._mark,
            "cells": [
                self._cell(column, given, reason=shown)
                for column, given in zip(self.columns, self.answers, strict=True)
            ],
        }

    def _meaning(self, instrument: str, question: Question) -> str:
        """Return the question's page; questions that the instrument does not list have none."""
        is_listed = question in with_key(instrument).questions
        return href(addresses.question_page(instrument, question.id)) if is_listed else ""

    @property
    def _mark(self) -> str:
        given = self.categories
        if len(given) == 1:
            return "asked once"
        if not self.is_different:
            return "= agree"
        (_, often), *_ = Counter(given).most_common(1)
        return f"≠ {often} of {len(given)} agree" if often > 1 else "≠ differ"

    def _cell(self, column: Column, answer: Answer | None, *, reason: bool) -> dict[str, Any]:
        if answer is None:
            return {"by": column.rater, "word": ""}
        mark = MARKS[answer.verdict] if answer.verdict else None
        return {
            "by": column.rater,
            "href": column.href + "#" + column.anchors[self.key],
            "symbol": mark.symbol if mark else "",
            "word": word_of(answer.question.form, answer.verdict) if answer.verdict else answer.result,
            "style": mark.style if mark else "",
            "reason": linked(shortened(mask_addresses(answer.reason), LONGEST)) if reason else "",
        }


def compared_rows(columns: Sequence[Column]) -> Iterator[Row]:
    """Yield a row for each question that one of the scans answers, in the order of the first one that has it."""
    keys = dict.fromkeys(key for column in columns for key in column.answers)
    for key in keys:
        yield Row(key, tuple(column.answers.get(key) for column in columns), columns)
