"""Numbers of papers by bin, with a mark for one paper; and the same without text, small enough for any scan's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scanpress.scan_pages.plots.axis import draw_grid, grid_of
from scanpress.scan_pages.plots.data import FEWEST, PERCENT, Histogram, Unit, papers
from scanpress.scan_pages.plots.drawing import WIDTH, Drawing
from scanpress.scan_pages.plots.scales import LINE, pairs, text_width
from scanpress.scan_pages.plots.table import Cell, Label, Parts, Table

_HEIGHT = 150
_GAP = 4
_COUNT = Unit(decimals=0)
_BOLD = 1.1
_LEVELS = 24
_SIDE = 8


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where bins are in the drawing; `top` is the number of papers at the top."""

    left: float
    side: float
    bottom: float
    top: float

    def x(self, place: float) -> float:
        return self.left + place * self.side

    def y(self, count: float) -> float:
        return self.bottom - _HEIGHT * count / self.top


def parts(plot: Histogram) -> Parts | None:
    """Return the drawing, the table and the texts of a histogram, None if there are too few papers."""
    total = sum(bin_.count for bin_ in plot.bins)
    if total < FEWEST:
        return None
    rows = [
        (Label(bin_.label), (Cell(f"{bin_.count:,}"), Cell(PERCENT.text(bin_.count / total)))) for bin_ in plot.bins
    ]
    counts = ", ".join(f"{bin_.label}: {bin_.count:,}" for bin_ in plot.bins)
    here = "" if plot.here is None else f" {_capital(plot.here_label)}: {plot.bins[plot.here].label}."
    table = Table((Label(plot.name), Label(f"Papers (n = {total:,})"), Label("Share")), tuple(rows))
    return Parts(_draw(plot), table, f"{papers(total)} by {plot.name.lower()}: {counts}.{here}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _draw(plot: Histogram) -> Drawing:
    counts = [bin_.count for bin_ in plot.bins]
    widest = max(text_width(f"{count:,}") for count in counts) + 2
    if widest * len(counts) <= WIDTH:
        frame = _Frame(0, WIDTH / len(counts), _above(plot, max(counts)) + _HEIGHT, max(counts))
        drawing = Drawing(frame.bottom + LINE + 4)
        _draw_counts(drawing, counts, frame)
    else:
        grid = grid_of(max(counts), _COUNT)
        side = (WIDTH - grid.width - LINE) / len(counts)
        frame = _Frame(grid.width, side, _above(plot, grid.top) + _HEIGHT, grid.top)
        drawing = Drawing(frame.bottom + LINE + 4)
        draw_grid(drawing, grid, frame.x(len(counts)), frame.y, _COUNT)
    _draw_bars(drawing, plot, frame)
    _draw_labels(drawing, plot, frame)
    return drawing


def _above(plot: Histogram, top: float) -> float:
    """Return the height of what is above the highest bar: its number, or the label of the marked bin."""
    if plot.here is None:
        return LINE
    return max(LINE, 3 * LINE - _HEIGHT * (1 - plot.bins[plot.here].count / top))


def _draw_counts(drawing: Drawing, counts: Sequence[int], frame: _Frame) -> None:
    for place, count in enumerate(counts):
        drawing.text((frame.x(place + 0.5), frame.y(count) - 4), f"{count:,}", anchor="middle")


def _draw_bars(drawing: Drawing, plot: Histogram, frame: _Frame) -> None:
    """Draw the bars; if one is marked, it is solid and the others are pale, with an arrow and a label above it."""
    boxes = [
        f"M{pairs(frame.x(place) + _GAP / 2, frame.bottom)}V{pairs(frame.y(bin_.count))}h{pairs(frame.side - _GAP)}"
        f"V{pairs(frame.bottom)}z"
        for place, bin_ in enumerate(plot.bins)
        if bin_.count
    ]
    drawing.path("".join(boxes), fill="var(--link)", fill_opacity=".4" if plot.here is not None else "")
    drawing.path(f"M{pairs(frame.left, frame.bottom)}H{pairs(frame.x(len(plot.bins)))}", stroke="var(--faint)")
    if plot.here is None:
        return
    count, middle = plot.bins[plot.here].count, frame.x(plot.here + 0.5)
    start, y = middle - frame.side / 2 + _GAP / 2, frame.y(count)
    if count:
        box = f"M{pairs(start, frame.bottom)}V{pairs(y)}h{pairs(frame.side - _GAP)}V{pairs(frame.bottom)}z"
        drawing.path(box, fill="var(--link)")
    drawing.path(f"M{pairs(middle, y - LINE - 3)}l-5-8h10z", fill="var(--ink)")
    half = _BOLD * text_width(plot.here_label) / 2
    at = min(max(middle, frame.left + half), WIDTH - half), y - 2 * LINE
    drawing.text(at, "", anchor="middle", bold=plot.here_label)


def _draw_labels(drawing: Drawing, plot: Histogram, frame: _Frame) -> None:
    labels = plot.edges or [bin_.label for bin_ in plot.bins]
    shift = 0 if plot.edges else 0.5
    for place, label in enumerate(labels):
        half = text_width(label) / 2
        at = min(max(frame.x(place + shift), half), WIDTH - half), frame.bottom + LINE
        drawing.text(at, label, anchor="middle", fill="var(--faint)")


def small_histogram(counts: Sequence[int], here: int, label: str) -> dict[str, Any]:
    """Return the variables of `plot/small.html`: one path of bars, and a triangle below the bin of this paper.

    Heights have 24 levels, so that the pages of other papers rarely change if one paper is added; a bin that has any
    paper has at least one level. `label` says the same in words.
    """
    most = max(counts, default=0) or 1
    levels = [max(round(count * _LEVELS / most), 1) if count else 0 for count in counts]
    d, last = "", 0
    for place, level in enumerate(levels):
        if level:
            start = f"m{(place - last) * _SIDE} 0" if d else f"M{place * _SIDE} {_LEVELS}"
            d += f"{start}v-{level}h{_SIDE - 1}v{level}z"
            last = place
    d += f"M{here * _SIDE} {_LEVELS + 7}l3.5-5 3.5 5z"
    return {"width": len(counts) * _SIDE - 1, "height": _LEVELS + 7, "d": d, "label": label}
