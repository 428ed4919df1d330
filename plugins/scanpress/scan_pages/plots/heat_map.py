"""A number in each cell of rows and columns, with a ground that is the stronger, the higher the number is."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from scanpress.scan_pages.plots.data import FEWEST, NONE, HeatMap, Measure, measure_text
from scanpress.scan_pages.plots.drawing import WIDTH, Drawing
from scanpress.scan_pages.plots.scales import LINE, SIZE, pairs, text_width, wrap
from scanpress.scan_pages.plots.table import Label, Parts, Table, cell

_CELL = 26
_LABELS = 130
_MARGIN = 8
_APART = 3
_GROUNDS = 6
_WEAKEST, _STRONGEST = 0.04, 0.45
"""If the ground is stronger, the number has too little contrast with it in one of the two colour schemes."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Labels are at the left if there is room for them, else above their rows; `left` is where the cells begin."""

    left: float
    side: float
    width: float

    @classmethod
    def of(cls, plot: HeatMap) -> "_Layout":
        number = len(plot.columns)
        numbers = max(text_width(_text(plot, measure)) for measure in _measures(plot))
        columns = max(map(text_width, plot.columns)) / 2  # if they do not fit, each second one is shown
        least = max(_CELL, numbers + 3, columns + 3)
        labels = max(text_width(line) for row in plot.rows for line in wrap(row.label, _LABELS)) + _MARGIN
        left = labels if labels + least * number <= WIDTH else 0
        width = max(WIDTH, least * number)
        return cls(left, (width - left) / number, width)


@dataclass(slots=True)
class _Grounds:
    """The shapes behind numbers: boxes by their opacity, and lines through cells of too few papers."""

    boxes: dict[str, str]
    hatching: str = ""

    def add(self, measure: Measure | None, opacity: str, at: tuple[float, float], size: tuple[float, float]) -> None:
        (x, y), (width, height) = at, size
        if measure and measure.shown:
            self.boxes[opacity] += (
                f"M{pairs(x + 0.5, y + 0.5)}h{pairs(width - 1)}v{pairs(height - 1)}h{pairs(1 - width)}z"
            )
        elif measure and measure.n:
            up, side = height / 2, width / 2
            self.hatching += (
                f"M{pairs(x, y + up)}L{pairs(x + side, y)}M{pairs(x, y + height)}L{pairs(x + width, y)}"
                f"M{pairs(x + side, y + height)}L{pairs(x + width, y + up)}"
            )


def parts(plot: HeatMap) -> Parts | None:
    """Return the drawing, the table and the texts of a heat map, None if no value can be shown."""
    if not any(measure.shown for measure in _measures(plot)):
        return None
    return Parts(_draw(plot), _table(plot), _describe(plot), _note(plot))


def _draw(plot: HeatMap) -> Drawing:
    """Return the drawing of a heat map, which is wider than others if it has very many columns."""
    layout = _Layout.of(plot)
    drawing = Drawing(LINE + 3, layout.width)
    step = 1 if max(map(text_width, plot.columns)) + 3 <= layout.side else 2
    for place in range(len(plot.columns) - 1, -1, -step):
        end = layout.width - text_width(plot.columns[place]) / 2
        at = min(layout.left + (place + 0.5) * layout.side, end), LINE - 2.0
        drawing.text(at, plot.columns[place], anchor="middle", fill="var(--faint)")
    grounds = _Grounds(defaultdict(str))
    for row in plot.rows:
        height = _draw_label(drawing, row.label, layout)
        for place, measure in enumerate(row.cells):
            at = layout.left + place * layout.side, drawing.height
            grounds.add(measure, _opacity(plot, measure), at, (layout.side, height))
            middle = at[0] + layout.side / 2, drawing.height + height / 2 + SIZE / 3
            faint = "" if measure and measure.shown else "var(--faint)"
            drawing.text(middle, _text(plot, measure), anchor="middle", fill=faint)
        drawing.height += height
    for opacity, d in sorted(grounds.boxes.items()):
        drawing.path(d, fill="var(--link)", fill_opacity=opacity)
    drawing.path(grounds.hatching, stroke="var(--rule)")
    return drawing


def _draw_label(drawing: Drawing, label: str, layout: _Layout) -> float:
    """Draw the label of a row, and return the height of its cells."""
    drawing.height += 0 if layout.left else _APART
    lines = wrap(label, layout.left - _MARGIN if layout.left else layout.width)
    height = max(_CELL, LINE * len(lines) + 2)
    base = drawing.height + (height - LINE * len(lines)) / 2 if layout.left else drawing.height
    for place, line in enumerate(lines, 1):
        drawing.text((0, base + place * LINE - 3), line)
    if layout.left:
        return height
    drawing.height += LINE * len(lines) + 1
    return _CELL


def _text(plot: HeatMap, measure: Measure | None) -> str:
    """Return the number in a cell, without the sign, which the note has."""
    if measure is None or not measure.n:
        return NONE
    return plot.unit.number(measure.value) if measure.shown else f"<{FEWEST}"


def _opacity(plot: HeatMap, measure: Measure | None) -> str:
    """Return one of few opacities, so that a drawing has few paths."""
    if measure is None or not measure.shown:
        return ""
    top = plot.unit.top or max(other.value for other in _measures(plot) if other.shown) or 1
    step = round(min(measure.value / top, 1) * _GROUNDS)
    return f"{_WEAKEST + (_STRONGEST - _WEAKEST) * step / _GROUNDS:.2f}".lstrip("0")


def _table(plot: HeatMap) -> Table:
    """Return the same rows and columns."""
    rows = [(Label(row.label, row.href), tuple(cell(measure, plot.unit) for measure in row.cells)) for row in plot.rows]
    return Table((Label(plot.name), *map(Label, plot.columns)), tuple(rows))


def _describe(plot: HeatMap) -> str:
    """Return the highest and the lowest value."""
    shown = [
        (measure.value, f"{row.label} {column}, {measure_text(measure, plot.unit)} (n = {measure.n:,})")
        for row in plot.rows
        for column, measure in zip(plot.columns, row.cells, strict=True)
        if measure and measure.shown
    ]
    by_value = sorted(shown, key=lambda found: found[0])
    return f"Highest: {by_value[-1][1]}. Lowest: {by_value[0][1]}."


def _note(plot: HeatMap) -> str:
    """Return what a reader has to know of the drawing."""
    sign = plot.unit.sign.strip()
    few = any(measure.n and not measure.shown for measure in _measures(plot))
    none = any(measure is None or not measure.n for row in plot.rows for measure in row.cells)
    notes = (
        f"Numbers are in {sign}." if sign else "",
        f"<{FEWEST}: fewer than {FEWEST} papers." if few else "",
        f"{NONE}: no papers." if none else "",
    )
    return " ".join(filter(None, notes))


def _measures(plot: HeatMap) -> Iterator[Measure]:
    """Yield all measures."""
    return (measure for row in plot.rows for measure in row.cells if measure)
