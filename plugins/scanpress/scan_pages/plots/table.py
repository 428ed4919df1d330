"""The numbers of a plot as a table, and all that is shown of a plot together."""

from dataclasses import dataclass
from typing import Any

from scanpress.scan_pages.plots.data import NONE, Measure, Unit, interval, measure_text
from scanpress.scan_pages.plots.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and what follows it in small letters."""

    text: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """The text at the head of a row or column, with the page that it links, relative to the site's root."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a label and cells; `head` has a label for each column, that of the rows first."""

    head: tuple[Label, ...]
    rows: tuple[tuple[Label, tuple[Cell, ...]], ...]

    @property
    def variables(self) -> dict[str, Any]:
        """Return what the template shows."""
        return {
            "head": [{"text": label.text, "href": label.href} for label in self.head],
            "rows": [
                {
                    "text": label.text,
                    "href": label.href,
                    "cells": [{"text": cell.text, "small": cell.small} for cell in cells],
                }
                for label, cells in self.rows
            ],
        }


@dataclass(frozen=True, slots=True)
class Parts:
    """What is shown of a plot; `note` says what a reader has to know of the drawing."""

    drawing: Drawing
    table: Table
    description: str
    note: str = ""


def cell(measure: Measure | None, unit: Unit) -> Cell:
    r"""Return a cell for a measure: its value, then its interval and the number of papers.

    >>> from scanpress.scan_pages.plots.data import PERCENT
    >>> cell(Measure(0.5, 1200), PERCENT)
    Cell(text='50.0\u202f%', small='n = 1,200')
    """
    if measure is None or not measure.n:
        return Cell(NONE)
    if not measure.shown:
        return Cell(measure_text(measure, unit))
    return Cell(measure_text(measure, unit), ", ".join(filter(None, (interval(measure, unit), f"n = {measure.n:,}"))))
