"""Horizontal bars, each below its label, which may have several lines."""

from scanpress.scan_pages.plots.data import TOO_FEW, Bars, Measure, measure_text
from scanpress.scan_pages.plots.drawing import WIDTH, Drawing
from scanpress.scan_pages.plots.scales import LINE, SIZE, pairs, text_width, ticks, wrap
from scanpress.scan_pages.plots.table import Label, Parts, Table, cell

_THICK = 12
_GAP = 9


def parts(plot: Bars) -> Parts | None:
    """Return the drawing, the table and the texts of bars, None if no value can be shown."""
    if not any(measure.shown for measure in (bar.measure for bar in plot.bars)):
        return None
    return Parts(_draw(plot), _table(plot), _describe(plot), _note(plot))


def _draw(plot: Bars) -> Drawing:
    """Return the drawing of bars; behind each value is the number of papers."""
    shown = [bar.measure for bar in plot.bars if bar.measure.shown]
    room = max(text_width(measure_text(measure, plot.unit) + _number(measure)) for measure in shown) + SIZE
    top = plot.unit.top or ticks(max(_end(measure) for measure in shown))[-1]
    scale = (WIDTH - room) / top
    drawing = Drawing()
    solid, whiskers = "", ""
    for bar in plot.bars:
        for line in wrap(bar.label, WIDTH):
            drawing.height += LINE
            drawing.text((0, drawing.height - 4), line)
        if bar.measure.shown:
            solid += f"M0 {pairs(drawing.height)}h{pairs(bar.measure.value * scale)}v{_THICK}H0z"
            whiskers += _whisker(bar.measure, scale, drawing.height + _THICK / 2)
        _draw_value(drawing, plot, bar.measure, scale)
        drawing.height += _THICK + _GAP
    drawing.path(solid, fill="var(--link)", fill_opacity=".5")
    drawing.path(whiskers, fill="none", stroke="currentColor", stroke_width="1.5")
    return drawing


def _number(measure: Measure) -> str:
    return f" n = {measure.n:,}"


def _end(measure: Measure) -> float:
    return measure.value if measure.high is None else max(measure.value, measure.high)


def _whisker(measure: Measure, scale: float, middle: float) -> str:
    if measure.low is None or measure.high is None:
        return ""
    return f"M{pairs(measure.low * scale, middle)}H{pairs(measure.high * scale)}m0-3v6"


def _draw_value(drawing: Drawing, plot: Bars, measure: Measure, scale: float) -> None:
    base = drawing.height + _THICK - 1.5
    if measure.shown:
        drawing.text((_end(measure) * scale + SIZE / 2, base), _number(measure), bold=measure_text(measure, plot.unit))
    else:
        drawing.text((0, base), f"{TOO_FEW} (n = {measure.n})", fill="var(--faint)")


def _table(plot: Bars) -> Table:
    """Return a row per bar."""
    rows = [(Label(bar.label, bar.href), (cell(bar.measure, plot.unit),)) for bar in plot.bars]
    return Table((Label(plot.name), Label(plot.value)), tuple(rows))


def _describe(plot: Bars) -> str:
    """Return the longest and the shortest bar."""
    shown = sorted((bar for bar in plot.bars if bar.measure.shown), key=lambda bar: bar.measure.value)
    named = {
        what: f"{what}: {bar.label}, {measure_text(bar.measure, plot.unit)} (n = {bar.measure.n:,})."
        for what, bar in (("Highest", shown[-1]), ("Lowest", shown[0]))
    }
    return " ".join(named.values())


def _note(plot: Bars) -> str:
    """Return what a reader has to know of the drawing."""
    return "Thin lines are 95 % intervals." if any(bar.measure.low is not None for bar in plot.bars) else ""
