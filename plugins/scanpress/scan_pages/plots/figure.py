"""A plot of any kind as the variables of `plot/figure.html`."""

from typing import Any

from scanpress.scan_pages.plots import bar, heat_map, histogram, line
from scanpress.scan_pages.plots.data import Bars, HeatMap, Histogram, Trend
from scanpress.scan_pages.plots.table import Parts


def figure(plot: Trend | Bars | Histogram | HeatMap) -> dict[str, Any] | None:
    """Return the variables of `plot/figure.html`, None if no value is over enough papers to be shown."""
    found = _parts(plot)
    if found is None:
        return None
    return {
        "id": plot.id,
        "title": plot.title,
        "description": plot.description,
        "alternative": found.description,
        "note": found.note,
        "drawing": found.drawing.variables,
        "table": found.table.variables,
    }


def _parts(plot: Trend | Bars | Histogram | HeatMap) -> Parts | None:
    match plot:
        case Trend():
            return line.parts(plot)
        case Bars():
            return bar.parts(plot)
        case Histogram():
            return histogram.parts(plot)
        case HeatMap():
            return heat_map.parts(plot)
