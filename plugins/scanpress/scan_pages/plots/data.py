"""What is plotted: plain frozen data, and the one text of each value that plot, table and description show."""

from dataclasses import dataclass
from functools import cached_property

FEWEST = 5
"""The smallest number of papers whose value is shown."""
TOO_FEW = f"fewer than {FEWEST} papers"
NONE = "\N{EN DASH}"
_SPACE = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True)
class Unit:
    r"""How a value is written: multiplied, with so many decimals and a sign; `top` is its largest value, if it has one.

    >>> PERCENT.text(0.4434), WHOLE_PERCENT.text(0.4434), Unit(top=7).text(3.96)
    ('44.3\u202f%', '44\u202f%', '4.0')
    """

    factor: float = 1
    decimals: int = 1
    sign: str = ""
    top: float | None = None

    def number(self, value: float) -> str:
        """Return a value without its sign."""
        return f"{self.factor * value:.{self.decimals}f}"

    def text(self, value: float) -> str:
        """Return a value with its sign."""
        return self.number(value) + self.sign

    def tick(self, value: float) -> str:
        """Return the label of a line of the grid: without decimals that are zero."""
        return f"{self.factor * value:,.6g}{self.sign}"


PERCENT = Unit(100, 1, f"{_SPACE}%", 1)
"""Shares from 0 to 1, shown in percent with one decimal."""
WHOLE_PERCENT = Unit(100, 0, f"{_SPACE}%", 1)
"""The same without decimals, for cells that are too small for them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value over `n` papers, with the ends of its interval of 95 % if it has one."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def shown(self) -> bool:
        """Return whether there are enough papers to show the value."""
        return self.n >= FEWEST


@dataclass(frozen=True, slots=True)
class Point:
    """A measure at a place of the axis, such as a year."""

    x: int
    measure: Measure


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one line, in any order; `href` is a page about it, relative to the site's root."""

    label: str
    points: tuple[Point, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal bar with its label, which may be long; `href` is a page about it, relative to the site's root."""

    label: str
    measure: Measure
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin of a histogram: its label, such as `3` or `30 to 40 %`, and how many papers it has."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a heat map: a cell per column, None if it has no papers; `href` is a page about it."""

    label: str
    cells: tuple[Measure | None, ...]
    href: str = ""


@dataclass(frozen=True)
class Plot:
    """What plots of all kinds have: an id that is unique on its page, a title, and a sentence on what is counted."""

    id: str
    title: str
    description: str


@dataclass(frozen=True)
class Trend(Plot):
    """Lines over years; `name` says what the axis is."""

    series: tuple[Series, ...]
    unit: Unit = PERCENT
    name: str = "Year"

    @cached_property
    def places(self) -> list[int]:
        """Return the places of all points, in order."""
        return sorted({point.x for series in self.series for point in series.points})


@dataclass(frozen=True)
class Bars(Plot):
    """Horizontal bars in the order in which they are given; `name` says what has a bar, `value` what its length is."""

    bars: tuple[Bar, ...]
    unit: Unit = PERCENT
    name: str = "Question"
    value: str = "Share"


@dataclass(frozen=True)
class Histogram(Plot):
    """Numbers of papers by bin; `edges` label the borders of bins, if not the bins themselves are labelled.

    `here` is the place of the bin that `here_label` names.
    """

    bins: tuple[Bin, ...]
    edges: tuple[str, ...] = ()
    here: int | None = None
    here_label: str = "this paper"
    name: str = "Score"


@dataclass(frozen=True)
class HeatMap(Plot):
    """A number for each row and column; `name` says what rows are."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: Unit = WHOLE_PERCENT
    name: str = "Category"


def measure_text(measure: Measure | None, unit: Unit) -> str:
    r"""Return the text of a measure for sentences and tables, a dash if there is none.

    >>> measure_text(Measure(0.5, 10), PERCENT), measure_text(Measure(0.5, 4), PERCENT)
    ('50.0\u202f%', 'fewer than 5 (n = 4)')
    """
    if measure is None or not measure.n:
        return NONE
    return unit.text(measure.value) if measure.shown else f"fewer than {FEWEST} (n = {measure.n})"


def interval(measure: Measure, unit: Unit) -> str:
    """Return the interval of a measure, empty if it has none or too few papers."""
    if measure.low is None or measure.high is None or not measure.shown:
        return ""
    return f"{unit.number(measure.low)}\N{EN DASH}{unit.text(measure.high)}"


def papers(n: int) -> str:
    """Return a number of papers with its noun.

    >>> papers(1), papers(56800)
    ('1 paper', '56,800 papers')
    """
    return f"{n:,} paper{'' if n == 1 else 's'}"
