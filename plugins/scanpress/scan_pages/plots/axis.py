"""The vertical axis that lines and histograms share: labels at the left, and a faint line for each."""

from collections.abc import Callable
from dataclasses import dataclass

from scanpress.scan_pages.plots.data import Unit
from scanpress.scan_pages.plots.drawing import Drawing
from scanpress.scan_pages.plots.scales import SIZE, pairs, text_width, ticks


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of the axis, and the width of their labels with a margin."""

    values: tuple[float, ...]
    width: float

    @property
    def top(self) -> float:
        """Return the highest value."""
        return self.values[-1]


def grid_of(highest: float, unit: Unit) -> Grid:
    """Return round values from 0 to at least the highest value that is drawn."""
    values = ticks(highest, limit=unit.top)
    return Grid(tuple(values), max(text_width(unit.tick(value)) for value in values) + SIZE / 2)


def draw_grid(drawing: Drawing, grid: Grid, right: float, y: Callable[[float], float], unit: Unit) -> None:
    """Draw the labels and lines of an axis; the line of zero is darker."""
    length = pairs(right - grid.width)
    d = "".join(f"M{pairs(grid.width, y(value))}h{length}" for value in grid.values[1:])
    drawing.path(d, stroke="var(--rule)")
    drawing.path(f"M{pairs(grid.width, y(0))}h{length}", stroke="var(--faint)")
    for value in grid.values:
        at = grid.width - SIZE / 2, y(value) + SIZE / 3
        drawing.text(at, unit.tick(value), anchor="end", fill="var(--faint)")
