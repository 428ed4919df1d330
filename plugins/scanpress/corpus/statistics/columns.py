"""What figures and lists need to know of the scans of a segment, in columns that are cached until a scan changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

import orjson

from scanpress.corpus.corpus import Corpus
from scanpress.corpus.loading.archive import Memory
from scanpress.corpus.summary import Summary
from scanpress.instruments import Instrument


class Kind(NamedTuple):
    """What many scans have in common; `venue` is empty if a scan names none, as are `rater` and `run`.

    `scored` is None if the instrument has a score for all papers. `counts` says whether the scans are in figures
    over several scans: withdrawn, superseded and excluded ones are not. `identified` says whether the paper has a DOI
    or arXiv id.
    """

    instrument: str
    venue: str
    year: int
    rater_kind: str
    rater: str
    run: str
    scored: bool | None
    counts: bool
    identified: bool

    @classmethod
    def of(cls, summary: Summary) -> Self:
        """Return the kind of a scan."""
        return cls(
            instrument=summary.instrument,
            venue=summary.venue or "",
            year=summary.year,
            rater_kind=summary.rater_kind or "",
            rater=summary.rater or "",
            run=summary.run or "",
            scored=summary.scored,
            counts=summary.counts,
            identified=any(not key.startswith("title:") for key in summary.keys),
        )

    @property
    def is_scored(self) -> bool:
        """Return whether the scans are in scores and shares, from which papers without a score are left out."""
        return self.counts and self.scored is not False


class OfKind(NamedTuple):
    """The columns of those scans of a segment that have one kind."""

    signs: list[str]
    results: list[str]
    scores: list[tuple[float, float]]
    numbers: list[Sequence[float | None]]


@dataclass(frozen=True)
class Columns:
    """The scans of a segment, in order: `of` is the place of each one's kind in `kinds`.

    `ends` are the paths of the first and the last scan of each kind. `signs`, `results`, `scores` (part and whole) are
    those of the summaries; `noted` has the date of what became of a scan, by place, for the few that have one, and
    `numbers` those that answer questions, by place.
    """

    kinds: Sequence[Kind]
    ends: Sequence[tuple[str, str]]
    of: Sequence[int]
    signs: Sequence[str]
    results: Sequence[str]
    scores: Sequence[tuple[float, float]]
    noted: Mapping[int, str]
    numbers: Mapping[int, Sequence[float | None]]

    @cached_property
    def by_kind(self) -> Sequence[OfKind]:
        """Return the columns of the scans of each kind.

        Thirteen sets of tables are made from them after a correction, which took 1.0 s of 8 scan by scan, and takes 0.1
        (56,800 scans, November 2026).
        """
        found = [OfKind([], [], [], []) for _ in self.kinds]
        for number, signs, results, score in zip(self.of, self.signs, self.results, self.scores, strict=True):
            part = found[number]
            part.signs.append(signs)
            part.results.append(results)
            part.scores.append(score)
        for place, numbers in sorted(self.numbers.items()):
            found[self.of[place]].numbers.append(numbers)
        return found

    @classmethod
    def from_summaries(cls, summaries: Iterable[Summary]) -> Self:
        """Collect the columns of scans."""
        kinds: dict[Kind, int] = {}
        ends: list[tuple[str, str]] = []
        of, signs, results = [], [], []
        scores = []
        noted, numbers = {}, {}
        for place, summary in enumerate(summaries):
            kind = kinds.setdefault(Kind.of(summary), len(kinds))
            of.append(kind)
            ends[kind : kind + 1] = [(ends[kind][0] if kind < len(ends) else summary.path, summary.path)]
            signs.append(summary.signs)
            results.append(summary.results)
            scores.append((summary.part, summary.whole))
            if summary.noted is not None:
                noted[place] = summary.noted
            if summary.numbers:
                numbers[place] = summary.numbers
        return cls(list(kinds), ends, of, signs, results, scores, noted, numbers)

    @classmethod
    def from_bytes(cls, payload: bytes) -> Self:
        """Read what `to_bytes` returned."""
        kinds, ends, of, signs, results, parts, wholes, noted, numbers = orjson.loads(payload)
        scores = list(zip(parts, wholes, strict=True))
        known = [(first, last) for first, last in ends]
        named = [Kind(*kind) for kind in kinds]
        return cls(named, known, of, signs, results, scores, dict(noted), dict(numbers))

    def to_bytes(self) -> bytes:
        """Return the columns as bytes to keep."""
        parts, wholes = [part for part, _ in self.scores], [whole for _, whole in self.scores]
        kinds, noted, numbers = list(map(tuple, self.kinds)), list(self.noted.items()), list(self.numbers.items())
        return orjson.dumps([kinds, self.ends, self.of, self.signs, self.results, parts, wholes, noted, numbers])


@dataclass(frozen=True, slots=True)
class Letters:
    """The verdicts, or the letters of other answers, of those scans of a segment that answer one instrument.

    `places` are those of the scans in the segment; `joined` has `width` letters for each of them, one a question.
    """

    places: Sequence[int]
    joined: str
    width: int

    @classmethod
    def of_verdicts(cls, columns: Columns, instrument: Instrument) -> Self:
        """Collect the verdicts of scans that are in shares."""
        return cls._of(columns, instrument.key, columns.signs, len(instrument.judged), lambda kind: kind.is_scored)

    @classmethod
    def of_results(cls, columns: Columns, instrument: Instrument) -> Self:
        """Collect the letters of other answers of scans that count, those of papers without a score among them."""
        return cls._of(columns, instrument.key, columns.results, len(instrument.unjudged), lambda kind: kind.counts)

    @classmethod
    def _of(
        cls, columns: Columns, key: str, letters: Sequence[str], width: int, accepts: Callable[[Kind], bool]
    ) -> Self:
        accepted = [kind.instrument == key and accepts(kind) for kind in columns.kinds]
        places = [place for place, number in enumerate(columns.of) if accepted[number]]
        return cls(places, "".join([letters[place] for place in places]), width)

    def count(self, question: int, letter: str) -> int:
        """Return how many scans have a letter at a question."""
        return self.joined[question :: self.width].count(letter)

    def with_letter(self, question: int, letter: str) -> list[int]:
        """Return the places of the scans that have a letter at a question."""
        column = self.joined[question :: self.width]
        return [place for place, found in zip(self.places, column, strict=True) if found == letter]


def load_columns(corpus: Corpus, memory: Memory) -> dict[str, Columns]:
    """Return the columns of all segments by their names; those of unchanged segments are taken from the memory."""
    remembered = memory.load()
    found: dict[str, Columns] = {}
    new: dict[str, tuple[bytes, bytes]] = {}
    for segment in corpus.segments:
        key, (known, payload) = segment.content.encode(), remembered.get(segment.name, (b"", b""))
        if known == key:
            found[segment.name] = Columns.from_bytes(payload)
            continue
        columns = found[segment.name] = Columns.from_summaries(segment.summaries)
        new[segment.name] = key, columns.to_bytes()
    gone = remembered.keys() - found.keys()
    if new or gone:
        memory.store(new, gone=gone)
    return found


def number_by_kind(columns: Iterable[Columns]) -> Counter[Kind]:
    """Return how many scans there are of each kind."""
    found: Counter[Kind] = Counter()
    for each in columns:
        for place, number in Counter(each.of).items():
            found[each.kinds[place]] += number
    return found
