"""The answers of a set of scans with one instrument, and the shares and means that follow from them."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, repeat
from statistics import StatisticsError, correlation, fmean
from typing import NamedTuple, TypeVar

from scanpress.corpus.answer import letter_of
from scanpress.corpus.scores import places_of_sharing, rate_of
from scanpress.corpus.statistics.columns import Columns, Kind
from scanpress.instruments import SIGNS, Instrument, Question, Verdict, with_key

_FEWEST_PAIRS = 3
_Key = TypeVar("_Key", bound=Hashable)
_MET = SIGNS[Verdict.MET]


class Share(NamedTuple):
    """How many of how many; the part is no whole number if answers count partly."""

    part: float
    whole: int

    @property
    def rate(self) -> float | None:
        """Return the share as a number from 0 to 1; None if the whole is 0."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Table:
    """The answers of scans with one instrument, in columns of the same length, and how many scans were left out.

    Scans of papers without a score are left out; `left_out` has their results. `scores` has part and whole of each
    scan's first score, and `numbers` those that answer questions, of the scans that have some.
    """

    instrument: Instrument
    signs: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    scores: list[tuple[float, float]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    numbers: list[Sequence[float | None]] = field(default_factory=list)

    def __len__(self) -> int:
        """Return the number of scans that are not left out."""
        return len(self.signs)

    @cached_property
    def _joined(self) -> str:
        return "".join(self.signs)

    def verdicts(self, question: Question) -> Mapping[Verdict, int]:
        """Return how often each verdict was given to a question."""
        judged = self.instrument.judged
        column = self._joined[judged.index(question) :: len(judged)]
        return {verdict: column.count(SIGNS[verdict]) for verdict in Verdict}

    def met(self, question: Question) -> Share:
        """Return how many of the papers to which a question applies meet it; some may count partly."""
        given, partly = self.verdicts(question), self.instrument.scoring.partly
        met = given[Verdict.MET] + (partly * given[Verdict.PARTLY] if given[Verdict.PARTLY] else 0)
        return Share(met, given[Verdict.MET] + given[Verdict.NOT_MET] + given[Verdict.PARTLY])

    def values(self, question: Question) -> Sequence[float]:
        """Return the numbers that answer a question, the lowest first."""
        place = self.instrument.measured.index(question)
        return sorted(value for numbers in self.numbers if (value := numbers[place]) is not None)

    def result(self, question: Question, results: Iterable[str], *, of_all: bool = False) -> Share:
        """Return how many papers have one of these results of a described question; of all, or of those with scores."""
        described = self.instrument.described
        rows = self.results + self.left_out if of_all else self.results
        column = "".join(rows)[described.index(question) :: len(rows[0])] if rows else ""
        whole = len(column) - column.count(" ")
        return Share(sum(column.count(letter_of(question, result)) for result in results), whole)

    @cached_property
    def sharing(self) -> Mapping[tuple[bool, bool], int]:
        """Return how many papers share code and data, only one of both, and neither; empty if nothing asks for it."""
        places = places_of_sharing(self.instrument)
        if not places:
            return {}
        judged = len(self.instrument.judged)
        pairs = Counter(zip(*(self._joined[place::judged] for place in places), strict=True))
        found: Counter[tuple[bool, bool]] = Counter()
        for (code, data), number in pairs.items():
            found[code == _MET, data == _MET] += number
        return found

    @cached_property
    def histogram(self) -> Mapping[tuple[float, float], int]:
        """Return how many scans have each score (part and whole), without those to which nothing applies."""
        return {score: number for score, number in Counter(self.scores).items() if score[1]}

    @cached_property
    def _ordered(self) -> Sequence[tuple[float, tuple[float, float], int]]:
        """Return each score, the lowest first: from 0 to 1, as part and whole, and how many scans have it."""
        return sorted((part / whole, (part, whole), number) for (part, whole), number in self.histogram.items())

    @cached_property
    def rates(self) -> Sequence[float]:
        """Return the scores as numbers from 0 to 1, the lowest first."""
        return [rate for rate, _, number in self._ordered for rate in repeat(rate, number)]

    @property
    def median(self) -> tuple[float, float] | None:
        """Return the lower median of the scores, as part and whole; None if there are none."""
        passed, half = 0, sum(self.histogram.values()) / 2
        for _, score, number in self._ordered:
            passed += number
            if passed >= half:
                return score
        return None

    @property
    def mean_part(self) -> float | None:
        """Return the mean of the scores' parts, as for a score of which the whole is always the same."""
        parts = [part for (part, _), number in self.histogram.items() for part in repeat(part, number)]
        return fmean(parts) if parts else None

    @property
    def mean_rate(self) -> float | None:
        """Return the mean of the scores as shares; None if there are none."""
        return fmean(self.rates) if self.rates else None

    @cached_property
    def by_category(self) -> Mapping[str, Sequence[float | None]]:
        """Return each scan's share of met questions by category; None if no question of the category applies."""
        return {
            category: [rate_of(self.instrument.scoring, signs[start:stop]) for signs in self.signs]
            for category, start, stop in _ranges(self.instrument)
        }

    def correlation(self, one: str, other: str) -> "Correlation | None":
        """Return how the shares of two categories go together, over scans to which questions of both apply.

        This is Pearson's coefficient; None with fewer than three scans, or if all have the same share of one category.
        """
        columns = zip(self.by_category[one], self.by_category[other], strict=True)
        pairs = [(x, y) for x, y in columns if x is not None and y is not None]
        if len(pairs) < _FEWEST_PAIRS:
            return None
        try:
            return Correlation(correlation(*zip(*pairs, strict=True)), len(pairs))
        except StatisticsError:  # one of both does not vary
            return None


class Correlation(NamedTuple):
    """A coefficient from -1 to 1, and the number of scans behind it."""

    value: float
    n: int


def tables(columns: Iterable[Columns], key: Callable[[Kind], _Key | None]) -> dict[_Key, Table]:
    """Return a table for each key of scans that count; `key` returns None for scans that are in no table.

    All scans of one key have the same instrument: the instrument is part of the key, or only one is asked for.
    """
    found: dict[_Key, Table] = {}
    for each in columns:
        for kind, part in zip(each.kinds, each.by_kind, strict=True):
            table = _table_of(kind, key, found)
            if table is None:
                continue
            table.numbers.extend(part.numbers)
            if kind.is_scored:
                table.signs.extend(part.signs)
                table.results.extend(part.results)
                table.scores.extend(part.scores)
            else:
                table.left_out.extend(part.results)
    return found


def merged(parts: Sequence[Table]) -> Table:
    """Return the table of all scans of several tables of one instrument."""
    if len(parts) == 1:
        return parts[0]
    table = Table(parts[0].instrument)
    for part in parts:
        table.signs.extend(part.signs)
        table.results.extend(part.results)
        table.scores.extend(part.scores)
        table.left_out.extend(part.left_out)
        table.numbers.extend(part.numbers)
    return table


def _table_of(
    kind: Kind,
    key: Callable[[Kind], _Key | None],
    found: dict[_Key, Table],
) -> Table | None:
    name = key(kind) if kind.counts else None
    if name is None:
        return None
    if name not in found:
        found[name] = Table(with_key(kind.instrument))
    return found[name]


def _ranges(instrument: Instrument) -> Iterable[tuple[str, int, int]]:
    """Yield each category with the range of its questions among all that are judged."""
    start = 0
    for category, questions in groupby(instrument.judged, lambda question: question.category):
        stop = start + sum(1 for _ in questions)
        yield category, start, stop
        start = stop
