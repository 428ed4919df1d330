"""Lines over years, each with its own marker and dashes, and its label where it ends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scanpress.scan_pages.plots.axis import draw_grid, grid_of
from scanpress.scan_pages.plots.data import FEWEST, Measure, Point, Series, Trend, measure_text
from scanpress.scan_pages.plots.drawing import WIDTH, Drawing, colour
from scanpress.scan_pages.plots.scales import LINE, SIZE, pairs, spread, text_width, wrap
from scanpress.scan_pages.plots.table import Label, Parts, Table, cell

_TOP, _HEIGHT = 8, 208
_LABELS = 114
_KEY = 14
_GAP = 3
_MOST_INTERVALS = 2
_LEAST = 2
_DASHES = ("", "6 3", "2 3", "9 3 2 3", "12 4", "4 2 1 2 1 2", "1 4")
_MARKERS = (
    "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
    "m-3-3h6v6h-6z",
    "m0-4l4 7h-8z",
    "m0-4l4 4-4 4-4-4z",
    "m-3-3l6 6m0-6l-6 6",
    "m-4 0h8m-4-4v8",
    "m0 4l4-7h-8z",
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the drawing that has the lines, and where a point is in it."""

    left: float
    right: float
    bottom: float
    first: int
    last: int
    top: float

    def x(self, place: int) -> float:
        if self.first == self.last:
            return (self.left + self.right) / 2
        return self.left + 6 + (self.right - self.left - 6) * (place - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - _TOP) * min(max(value / self.top, 0), 1)


def parts(plot: Trend) -> Parts | None:
    """Return the drawing, the table and the texts of lines, None if values of fewer than two years can be shown."""
    if len(plot.places) - len(_few(plot)) < _LEAST:
        return None
    return Parts(_draw(plot), _table(plot), _describe(plot), _note(plot))


def _draw(plot: Trend) -> Drawing:
    """Return the drawing of lines."""
    lines = [(index, series, list(_runs(plot, series))) for index, series in enumerate(plot.series)]
    lines = [line for line in lines if line[2]]
    labels = [_label(plot, series, runs) for _, series, runs in lines]
    with_intervals = len(lines) <= _MOST_INTERVALS
    grid = grid_of(_highest(lines, with_intervals=with_intervals), plot.unit)
    right = WIDTH - (2 if len(lines) > 1 else 1) * _KEY - max(label.width for label in labels)
    bottom = max(_HEIGHT, sum(label.height for label in labels)) + _TOP
    frame = _Frame(grid.width, right, bottom, plot.places[0], plot.places[-1], grid.top)
    drawing = Drawing(bottom + (2 if _few(plot) else 1) * LINE + 6)
    draw_grid(drawing, grid, frame.right, frame.y, plot.unit)
    _draw_places(drawing, plot, frame)
    if with_intervals:
        for index, _, runs in lines:
            _draw_intervals(drawing, frame, runs, colour(index))
    for index, _, runs in lines:
        _draw_line(drawing, frame, runs, index)
    _draw_labels(drawing, frame, lines, labels)
    return drawing


_Line = tuple[int, Series, list[list[Point]]]


@dataclass(frozen=True, slots=True)
class _Label:
    """The lines of a label; the first one begins with the last value, if it is that of the last year."""

    value: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return LINE * len(self.lines) + _GAP

    @property
    def width(self) -> float:
        return max(map(text_width, self.lines))


def _runs(plot: Trend, series: Series) -> Iterator[list[Point]]:
    """Yield the points of a series between which its line is not broken: neighbours with enough papers."""
    shown = {point.x: point for point in series.points if point.measure.shown}
    run: list[Point] = []
    for place in plot.places:
        if place in shown:
            run.append(shown[place])
        elif run:
            yield run
            run = []
    if run:
        yield run


def _highest(lines: Sequence[_Line], *, with_intervals: bool) -> float:
    measures = [point.measure for _, _, runs in lines for run in runs for point in run]
    return max(measure.high if with_intervals and measure.high is not None else measure.value for measure in measures)


def _label(plot: Trend, series: Series, runs: Sequence[Sequence[Point]]) -> _Label:
    last = runs[-1][-1]
    value = measure_text(last.measure, plot.unit) if last.x == plot.places[-1] else ""
    label = series.label if len(plot.series) > 1 else ""
    return _Label(value, tuple(wrap(f"{value} {label}".strip(" "), _LABELS)))


def _few(plot: Trend) -> list[int]:
    """Return the places at which no series has enough papers."""
    shown = {point.x for series in plot.series for point in series.points if point.measure.shown}
    return [place for place in plot.places if place not in shown]


def _draw_places(drawing: Drawing, plot: Trend, frame: _Frame) -> None:
    """Draw the labels of the axis below: the last place, and as many others as there is room for."""
    room = max(text_width(str(place)) for place in plot.places) + SIZE / 2
    free = WIDTH + room
    for place in reversed(plot.places):
        if frame.x(place) + room / 2 <= free:
            drawing.text((frame.x(place), frame.bottom + LINE + 2), str(place), anchor="middle")
            free = frame.x(place) - room / 2
    _draw_few(drawing, plot, frame)


def _draw_few(drawing: Drawing, plot: Trend, frame: _Frame) -> None:
    """Mark neighbouring places without enough papers below the axis: one label, and a thick line from end to end."""
    few = set(_few(plot))
    for is_few, places in groupby(plot.places, few.__contains__):
        if is_few:
            found = [frame.x(place) for place in places]
            at = (found[0] + found[-1]) / 2, frame.bottom + 2 * LINE + 2
            drawing.text(at, f"<{FEWEST}", anchor="middle", fill="var(--faint)")
            d = f"M{pairs(found[0] - 5, frame.bottom)}H{pairs(found[-1] + 5)}"
            drawing.path(d, stroke="var(--faint)", stroke_width="4")


def _draw_intervals(drawing: Drawing, frame: _Frame, runs: Sequence[Sequence[Point]], fill: str) -> None:
    """Draw a band for each run, and a whisker for a point alone."""
    for run in runs:
        ends = [(frame.x(point.x), *_ends(point.measure, frame.y)) for point in run]
        if len(ends) > 1:
            there = [pairs(x, high) for x, _, high in ends]
            back = [pairs(x, low) for x, low, _ in reversed(ends)]
            drawing.path(f"M{'L'.join([*there, *back])}z", fill=fill, fill_opacity=".15")
        else:
            ((x, low, high),) = ends
            drawing.path(f"M{pairs(x - 4, high)}h8m-4 0V{pairs(low)}m-4 0h8", fill="none", stroke=fill)


def _ends(measure: Measure, y: Callable[[float], float]) -> tuple[float, float]:
    low, high = measure.low, measure.high
    return y(measure.value if low is None else low), y(measure.value if high is None else high)


def _draw_line(drawing: Drawing, frame: _Frame, runs: Sequence[Sequence[Point]], index: int) -> None:
    at = [[pairs(frame.x(point.x), frame.y(point.measure.value)) for point in run] for run in runs]
    d = "".join("M" + "L".join(run) for run in at if len(run) > 1)
    dashes = _DASHES[index % len(_DASHES)]
    drawing.path(d, fill="none", stroke=colour(index), stroke_width="1.7", stroke_dasharray=dashes)
    _draw_markers(drawing, [place for run in at for place in run], index)


def _draw_markers(drawing: Drawing, places: Sequence[str], index: int) -> None:
    """Draw markers: filled ones, or crosses of lines; each second round is hollow, so that fourteen differ."""
    marker = _MARKERS[index % len(_MARKERS)]
    fill = colour(index) if index < len(_MARKERS) else "var(--paper)"
    d = "".join(f"M{place}{marker}" for place in places)
    drawing.path(d, fill=fill, stroke=colour(index), stroke_width="1.5")


def _draw_labels(drawing: Drawing, frame: _Frame, lines: Sequence[_Line], labels: Sequence[_Label]) -> None:
    """Draw each label beside the end of its line, moved up or down so that none overlap, with its marker as a key."""
    ends = [(frame.x(runs[-1][-1].x), frame.y(runs[-1][-1].measure.value)) for _, _, runs in lines]
    order = sorted(range(len(lines)), key=lambda place: (ends[place][1], place))
    heights = [labels[place].height for place in order]
    tops = spread([ends[place][1] for place in order], heights, 0, frame.bottom + _GAP)
    for place, top in zip(order, tops, strict=True):
        if not labels[place].width:
            continue  # a line that leads to no label would look like values of later years
        x, y = ends[place]
        index, start = lines[place][0], frame.right + _KEY
        middle = top + (_GAP + LINE) / 2
        drawing.path(f"M{pairs(x + 5, y)}L{pairs(start - 1, middle)}", stroke=colour(index), stroke_width=".6")
        if len(lines) > 1:
            _draw_markers(drawing, [pairs(start + 5, middle)], index)
            start += _KEY
        value, texts = labels[place].value, labels[place].lines
        for row, text in enumerate(texts):
            at = start, middle + SIZE / 3 + row * LINE
            drawing.text(at, text if row else text.removeprefix(value), bold="" if row else value)


def _table(plot: Trend) -> Table:
    """Return a row per year and a column per series."""
    by_place = [{point.x: point.measure for point in series.points} for series in plot.series]
    rows = [
        (Label(str(place)), tuple(cell(measures.get(place), plot.unit) for measures in by_place))
        for place in plot.places
    ]
    return Table((Label(plot.name), *(Label(series.label, series.href) for series in plot.series)), tuple(rows))


def _describe(plot: Trend) -> str:
    """Return the first and the last value of each line."""
    return " ".join(filter(None, (_change(plot, series) for series in plot.series)))


def _change(plot: Trend, series: Series) -> str:
    points = sorted((point for point in series.points if point.measure.shown), key=lambda point: point.x)
    if not points:
        return ""
    named = [f"{measure_text(point.measure, plot.unit)} in {point.x}" for point in (points[0], points[-1])]
    return f"{series.label}: {', '.join(dict.fromkeys(named))}."


def _note(plot: Trend) -> str:
    """Return what a reader has to know of the drawing."""
    measures = [point.measure for series in plot.series for point in series.points]
    return " ".join(_notes(plot, measures))


def _notes(plot: Trend, measures: Sequence[Measure]) -> Iterator[str]:
    if any(measure.low is not None for measure in measures):
        few = len(plot.series) <= _MOST_INTERVALS
        yield f"95 % intervals are {'shaded' if few else 'in the table'}."
    if any(measure.n and not measure.shown for measure in measures):
        yield f"Fewer than {FEWEST} papers{f' (<{FEWEST})' if _few(plot) else ''}: not drawn."


def _measures(plot: Trend) -> Iterator[Measure]:
    """Yield all measures."""
    return (point.measure for series in plot.series for point in series.points)
