"""The figures of the whole collection that the front page and the list show."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import orjson

from scanpress.corpus import Corpus, Memory, Summary, in_words, percent
from scanpress.corpus.statistics import Columns, Kind, Table, number_by_kind, tables
from scanpress.instruments import with_key
from scanpress.revisions import Revisions
from scanpress.scan_pages import addresses
from scanpress.scan_pages.rows import FEW, Layout, judged, named
from scanpress.scan_pages.set_figures import shared_filter
from scanpress.writer import href

NEWEST = 20
_NEWEST = "newest"
_NEARLY_ALL = 0.98
_FLAGS = "red_flags"  # a section of scans that not every instrument has


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with its label, and the address of the page that says more; `part` is its `#` and what follows."""

    label: str
    figure: str
    address: str
    part: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """Return what templates show."""
        return {"label": self.label, "figure": self.figure, "href": href(self.address) + self.part}


@dataclass(frozen=True, slots=True)
class Figures:
    """What is shown of the whole: three figures, scans by instrument, the columns of lists, and the newest scans.

    `hint` says what a reader may search for.
    """

    main: tuple[Count, ...]
    by_instrument: tuple[Count, ...]
    instruments: tuple[str, ...]
    layout: Layout
    hint: str
    newest: tuple[str, ...]

    @classmethod
    def of(cls, corpus: Corpus, columns: Sequence[Columns], revisions: Revisions, memory: Memory) -> Self:
        """Return the figures of a corpus; the newest scans are remembered until a scan is added or removed.

        `revisions` say when scans were added.
        """
        newest = memory.find(_NEWEST)
        key = corpus.key + revisions.key_of_days.encode()
        if not newest or newest[0] != key:
            found = newest_of(corpus.summaries, revisions.days)
            newest = key, orjson.dumps([summary.path for summary in found])
            memory.store({_NEWEST: newest})
        counted = Counter({kind: number for kind, number in number_by_kind(columns).items() if kind.counts})
        table_of = tables(columns, lambda kind: kind.instrument)
        instruments = tuple(key for key, _ in _total(counted, lambda kind: kind.instrument).most_common())
        return cls(
            main=tuple(_main(counted.total(), [table_of[key] for key in instruments]))[:3],
            by_instrument=tuple(_by_instrument(counted, instruments)),
            instruments=instruments,
            layout=_layout(counted, instruments),
            hint=_hint(counted),
            newest=tuple(orjson.loads(newest[1])),
        )


def newest_of(summaries: Sequence[Summary], days: Mapping[str, str]) -> list[Summary]:
    """Return the newest scans, one of each folder first: by the date of the answers, else by the day they were added.

    `days` has that day by path, of those scans of which it is known. Scans of one day are in the order of their papers'
    years. A folder has the papers of one venue and year: if none came first, all would be of the last one that was
    added.
    """
    counted = sorted((summary for summary in summaries if summary.counts), key=lambda s: (s.title, s.path))
    counted.sort(key=lambda s: (s.date or days.get(s.path, ""), s.year), reverse=True)
    folders: set[str] = set()
    first: list[int] = []
    others: list[int] = []
    for place, summary in enumerate(counted):
        folder = summary.path.rpartition("/")[0]
        (others if folder in folders else first).append(place)
        folders.add(folder)
    return [counted[place] for place in sorted([*first, *others][:NEWEST])]


def _total(counted: Counter[Kind], key: Callable[[Kind], Any]) -> Counter[Any]:
    """Return the number of scans of each key, in the order of the keys if numbers are equal."""
    total: Counter[Any] = Counter()
    for kind, number in sorted(counted.items(), key=lambda item: item[0][:2]):
        total[key(kind)] += number
    return total


def _main(scans: int, shown: Sequence[Table]) -> Iterator[Count]:
    """Yield figures for the front page: scans, the share of papers with code and data, and median scores."""
    yield Count("scan" if scans == 1 else "scans", f"{scans:,}", addresses.list_page(1))
    yes = sum(table.sharing.get((True, True), 0) for table in shown)
    whole = sum(sum(table.sharing.values()) for table in shown)
    sharing = next((table.instrument for table in shown if table.sharing), None)
    if whole and sharing:
        label = f"of {sharing.scoring.scored_papers} share code and data ({yes:,} of {whole:,})"
        yield Count(label, percent(yes, whole), addresses.list_page(1), shared_filter(sharing, code=True, data=True))
    for table in shown:
        if table.median:
            yield _median(table, *table.median)


def _median(table: Table, part: float, whole: float) -> Count:
    """Return the lower median of the scores of an instrument."""
    rule = table.instrument.scoring
    name = rule.name if rule.is_points else rule.name[:1].lower() + rule.name[1:]
    total = len(table.rates)
    label = f"median {name} of {total:,} scan{'' if total == 1 else 's'}"
    figure = in_words(rule, part, whole) if rule.is_points else percent(part, whole)
    return Count(label, figure, *addresses.formula(table.instrument.key, rule.formula))


def _by_instrument(counted: Counter[Kind], instruments: Sequence[str]) -> Iterator[Count]:
    """Yield how many scans there are with each instrument."""
    total = _total(counted, lambda kind: kind.instrument)
    for instrument in instruments:
        number = total[instrument]
        label = with_key(instrument).label
        label = label[0].lower() + label[1:] if label[1:2].islower() else label
        yield Count(label, f"{number:,} scan{'' if number == 1 else 's'}", addresses.instrument_page(instrument))


def _layout(counted: Counter[Kind], instruments: Sequence[str]) -> Layout:
    """Return which columns lists have: those that nearly all rows would share are left out."""
    rated = _total(counted, lambda kind: (kind.instrument, kind.rater))
    if not rated:
        return Layout()
    total = rated.total()
    by_instrument = _total(counted, lambda kind: kind.instrument)
    few = [key for key in instruments if len(judged(key)) <= FEW]
    shown = sum(by_instrument[key] for key in few)
    flagged = sum(by_instrument[key] for key in instruments if _FLAGS in with_key(key).schema["properties"])
    (usual, number), *_ = rated.most_common(1)
    return Layout(
        flags=flagged > total * (1 - _NEARLY_ALL),
        usual=named(*usual) if number >= total * _NEARLY_ALL else ("", ""),
        asked=few[0] if few and shown > total * (1 - _NEARLY_ALL) else "",
    )


def _hint(counted: Counter[Kind]) -> str:
    """Return what a reader may search for: identifiers are promised only if most scans have one."""
    often = 2 * _total(counted, lambda kind: kind.identified)[True] >= counted.total() > 0
    return "Title, author, venue, year, DOI or arXiv id" if often else "Title, author, venue or year"
