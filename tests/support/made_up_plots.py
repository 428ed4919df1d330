"""Made-up plots of all four kinds, with long labels, few papers and many lines."""

from dataclasses import replace

from scanpress.scan_pages.plots import (
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
    small_histogram,
)

PAGE = """{% extends "base.html" %}{% block title %}Plots{% endblock %}{% block content %}<h1>Plots</h1>
<p>{% include "plot/small.html" %} 4 of 7<h2>All</h2>
<div class=plots>{% for plot in plots %}{% include "plot/figure.html" %}{% endfor %}</div>{% endblock %}"""
LABELS = [
    "Pseudocode",
    "Open source code",
    "Open datasets",
    "Dataset splits",
    "Hardware specification",
    "Software dependencies & libraries <named>",
    "Experiment setup",
]
YEARS = range(2015, 2026)
SMALL = small_histogram([12, 40, 133, 301, 290, 188, 90, 16], 4, "Scores of ICLR 2024; this paper has 4 of 7")


def measure(value: float, n: int = 1200) -> Measure:
    return Measure(value, n, value * 0.9, value * 0.9 + 0.1)


def line(index: int, *, few: tuple[int, ...] = ()) -> Series:
    """Return a line that nearly meets its neighbours at the end."""
    values = {year: 0.1 * index + (0.85 - 0.1 * index) * (year - 2015) / 10 for year in YEARS}
    points = (Point(year, measure(value, 3 if year in few else 1200)) for year, value in values.items())
    return Series(LABELS[index], tuple(points))


TREND = Trend("trend", "Documentation", "Share of papers by year.", tuple(map(line, range(7))))
PAIR = Trend("pair", "Code and data", "Share by year.", (line(1, few=(2015, 2019)), line(2, few=(2019,))))
SCORES = Trend(
    "scores", "Mean score", "0 to 7", (Series("Score", tuple(Point(y, Measure(3.26, 9)) for y in YEARS)),), Unit()
)
BARS = Bars(
    "bars",
    "Questions",
    "Share of papers that meet each question.",
    (
        Bar(
            "Are the prompts given word for word, with all examples, in the paper or in its artifacts?", measure(0.991)
        ),
        Bar("Confidence intervals or error bars", measure(0.443, 56_800)),
        Bar("Asked of few", measure(0.5, 3)),
        Bar("Never met", Measure(0, 40)),
    ),
)
HISTOGRAM = Histogram(
    "histogram", "Scores", "Papers by score.", tuple(Bin(str(score), (score + 1) * 417) for score in range(8)), here=7
)
MANY = replace(
    HISTOGRAM,
    id="many",
    title="Scores in percent",
    bins=tuple(Bin(f"{low} to {low + 10} %", low * 300) for low in range(0, 100, 10)),
    edges=tuple(str(low) for low in range(0, 101, 10)),
    here=0,
)


def heat_map(name: str, columns: int, rows: int = 7) -> HeatMap:
    cells: list[Measure | None] = [
        None,
        measure(0.5, 4),
        measure(1),
        measure(0),
        *map(measure, (0.12, 0.44, 0.8, 0.97)),
    ]
    shown = (
        Row(label, tuple(cells[(place + row) % 8] for place in range(columns)))
        for row, label in enumerate(LABELS[:rows])
    )
    years = tuple(str(2026 - columns + place) for place in range(columns))
    return HeatMap(name, f"Categories over {columns} years", "Mean by year.", years, tuple(shown))


PLOTS: list[Trend | Bars | Histogram | HeatMap] = [
    TREND,
    PAIR,
    SCORES,
    BARS,
    HISTOGRAM,
    MANY,
    heat_map("heat", 8),
    heat_map("wide", 20, 2),
]
