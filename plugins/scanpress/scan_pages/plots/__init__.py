"""Plots as plain data in, and variables for the template `plot/figure.html` out; knows nothing of scans.

Give `figure` one of the four kinds, `Trend`, `Bars`, `Histogram` or `HeatMap`. It returns what the template needs to
show a static SVG, its title and description, and a table of the same numbers, or None if there is nothing to plot. A
page includes the template once for each figure:

    {% for plot in plots %}{% include "plot/figure.html" %}{% endfor %}
"""

from scanpress.scan_pages.plots.data import (
    FEWEST,
    PERCENT,
    WHOLE_PERCENT,
    Bar,
    Bars,
    Bin,
    HeatMap,
    Histogram,
    Measure,
    Point,
    Row,
    Series,
    Trend,
    Unit,
    interval,
)
from scanpress.scan_pages.plots.figure import figure
from scanpress.scan_pages.plots.histogram import small_histogram

__all__ = [
    "FEWEST",
    "PERCENT",
    "WHOLE_PERCENT",
    "Bar",
    "Bars",
    "Bin",
    "HeatMap",
    "Histogram",
    "Measure",
    "Point",
    "Row",
    "Series",
    "Trend",
    "Unit",
    "figure",
    "interval",
    "small_histogram",
]
