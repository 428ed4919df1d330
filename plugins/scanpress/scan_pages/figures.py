"""Figures of the whole collection, added up from those of its segments, which are cached until a scan changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

import orjson

from scanpress.corpus import SIGNS, Corpus, Memory, Segment, Summary, Verdict, percent, places_of_sharing
from scanpress.scan_pages import addresses
from scanpress.scan_pages.rows import FEW, Layout, find_instrument, identifiers, judged, named
from scanpress.writer import href

NEWEST = 20
_NEWEST = "newest"
_NEARLY_ALL = 0.98
_MET = SIGNS[Verdict.MET]
_SHARED = "#type=experimental&yes=open_source_code&yes=open_datasets"
Tally = Counter[tuple[Any, ...]]
"""How many scans there are of each kind; a key begins with a word that says what is counted."""


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
    def of(cls, corpus: Corpus, memory: Memory) -> Self:
        """Return the figures of a corpus."""
        remembered = memory.load()
        tally: Tally = Counter()
        new: dict[str, tuple[bytes, bytes]] = {}
        for segment in corpus.segments:
            key, payload = segment.content.encode(), remembered.get(segment.name, (b"", b""))
            if payload[0] != key:
                new[segment.name] = payload = key, _counted(segment)
            tally.update({tuple(kind): number for kind, number in orjson.loads(payload[1])})
        newest = remembered.get(_NEWEST)
        if not newest or newest[0] != corpus.key:
            new[_NEWEST] = newest = corpus.key, orjson.dumps([summary.path for summary in newest_of(corpus.summaries)])
        gone = remembered.keys() - {segment.name for segment in corpus.segments} - {_NEWEST}
        if new or gone:
            memory.store(new, gone=gone)
        return cls._of(tally, tuple(orjson.loads(newest[1])))

    @classmethod
    def _of(cls, tally: Tally, newest: tuple[str, ...]) -> Self:
        instruments = _instruments(tally)
        return cls(
            main=tuple(_main(tally, instruments))[:3],
            by_instrument=tuple(_by_instrument(tally, instruments)),
            instruments=instruments,
            layout=_layout(tally, instruments),
            hint=_hint(tally),
            newest=newest,
        )


def newest_of(summaries: Sequence[Summary]) -> list[Summary]:
    """Return the newest scans: by the date of the answers, else by the year of the paper, and one of each folder first.

    A folder has the papers of one venue and year: without this, all would be of the last one that was added.
    """
    counted = sorted((summary for summary in summaries if summary.counts), key=lambda s: (s.title, s.path))
    counted.sort(key=lambda s: (s.date or "", s.year), reverse=True)
    folders: set[str] = set()
    first: list[int] = []
    others: list[int] = []
    for place, summary in enumerate(counted):
        folder = summary.path.rpartition("/")[0]
        (others if folder in folders else first).append(place)
        folders.add(folder)
    return [counted[place] for place in sorted([*first, *others][:NEWEST])]


def _counted(segment: Segment) -> bytes:
    """Count the scans of a segment; those that are in no figure are left out."""
    tally: Tally = Counter()
    for summary in segment.summaries:
        if summary.counts:
            tally.update(_kinds(summary))
    return orjson.dumps(sorted(tally.items()))


def _kinds(summary: Summary) -> Iterator[tuple[Any, ...]]:
    yield "scans", summary.instrument, summary.rater or ""
    if identifiers(summary):
        yield ("identified",)
    if summary.experimental is False:
        return
    if summary.whole:
        yield "score", summary.instrument, summary.part, summary.whole
    if places := _places(summary.instrument):
        yield "shared", int(all(summary.signs[place] == _MET for place in places))


@cache
def _places(instrument: str) -> tuple[int, ...]:
    return places_of_sharing(find_instrument(instrument))


def _instruments(tally: Tally) -> tuple[str, ...]:
    """Return the keys of the instruments, the one with most scans first."""
    found: Counter[str] = Counter()
    for kind, number in sorted(tally.items()):
        if kind[0] == "scans":
            found[kind[1]] += number
    return tuple(key for key, _ in found.most_common())


def _main(tally: Tally, instruments: Sequence[str]) -> Iterator[Count]:
    """Yield figures for the front page: scans, the share of papers with code and data, and median scores."""
    scans = sum(number for kind, number in tally.items() if kind[0] == "scans")
    yield Count("scan" if scans == 1 else "scans", f"{scans:,}", addresses.list_page(1))
    yes, no = tally["shared", 1], tally["shared", 0]
    if yes + no:
        label = f"of experimental papers share code and data ({yes:,} of {yes + no:,})"
        yield Count(label, percent(yes, yes + no), addresses.list_page(1), _SHARED)
    for instrument in instruments:
        yield from _median(tally, instrument)


def _median(tally: Tally, instrument: str) -> Iterator[Count]:
    """Yield the lower median of the scores of an instrument, if it has any."""
    found = sorted(
        (kind[2] / kind[3], kind[2], kind[3], n) for kind, n in tally.items() if kind[:2] == ("score", instrument)
    )
    total = sum(number for *_, number in found)
    passed = 0
    for _, part, whole, number in found:
        passed += number
        if 2 * passed >= total:
            is_index = find_instrument(instrument).kind == "reproducibility"
            name, part_of_page = (
                ("Documentation score", "#documentation-score") if is_index else ("checklist score", "#survey-score")
            )
            label = f"median {name} of {total:,} scan{'' if total == 1 else 's'}"
            yield Count(
                label, f"{part} of {whole}" if is_index else percent(part, whole), addresses.METHODOLOGY, part_of_page
            )
            return


def _by_instrument(tally: Tally, instruments: Sequence[str]) -> Iterator[Count]:
    """Yield how many scans there are with each instrument."""
    for instrument in instruments:
        number = sum(n for kind, n in tally.items() if kind[:2] == ("scans", instrument))
        label = find_instrument(instrument).label
        label = label[0].lower() + label[1:] if label[1:2].islower() else label
        yield Count(label, f"{number:,} scan{'' if number == 1 else 's'}", addresses.instrument_page(instrument))


def _layout(tally: Tally, instruments: Sequence[str]) -> Layout:
    """Return which columns lists have: those that nearly all rows would share are left out."""
    rated = Counter({kind[1:]: number for kind, number in tally.items() if kind[0] == "scans"})
    if not rated:
        return Layout()
    total = rated.total()
    by_instrument = Counter({key: sum(n for kind, n in rated.items() if kind[0] == key) for key in instruments})
    few = [key for key in instruments if len(judged(key)) <= FEW]
    shown = sum(by_instrument[key] for key in few)
    (usual, number), *_ = rated.most_common(1)
    return Layout(
        flags=total - sum(by_instrument[key] for key in few) > total * (1 - _NEARLY_ALL),
        usual=named(*usual) if number >= total * _NEARLY_ALL else ("", ""),
        asked=few[0] if few and shown > total * (1 - _NEARLY_ALL) else "",
    )


def _hint(tally: Tally) -> str:
    """Return what a reader may search for: identifiers are promised only if most scans have one."""
    scans = sum(number for kind, number in tally.items() if kind[0] == "scans")
    often = 2 * tally[("identified",)] >= scans > 0
    return "Title, author, venue, year, DOI or arXiv id" if often else "Title, author, venue or year"
