"""The answers of different raters to the same questions about the same papers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import NamedTuple, Self

from scanpress.corpus.corpus import Corpus
from scanpress.corpus.statistics.agreement import Confusion, whole
from scanpress.corpus.statistics.columns import Columns, Kind
from scanpress.instruments import Instrument, Question, forget_with_schemas, with_key

_NOT_ASKED = " "


class Who(NamedTuple):
    """A rater and the run, as the check tells raters apart: names without differences of case; empty if not known."""

    kind: str
    name: str
    run: str

    @classmethod
    def of(cls, kind: Kind) -> Self:
        """Return who gave the answers of a scan of this kind."""
        return cls.named(kind.rater_kind, kind.rater, kind.run)

    @classmethod
    def named(cls, kind: str, name: str, run: str) -> Self:
        """Return who is named like this in a scan."""
        return cls(kind, " ".join(name.casefold().split()), run)

    @property
    def rater(self) -> tuple[str, str]:
        """Return the rater, whatever the run."""
        return self.kind, self.name


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answers of two raters to one instrument, all of its versions together, about `papers` papers.

    A category is the sign of a verdict, or the letter of a described result. Questions are named `category.id`.
    """

    instrument: str
    first: Who
    second: Who
    papers: int
    questions: Mapping[str, Confusion]

    @property
    def whole(self) -> Confusion:
        """Return the verdicts on all questions together: letters of results mean another thing in each question."""
        found = whole(self.questions.values())
        return Confusion({pair: number for pair, number in found.counts.items() if not pair[0].isalpha()})

    def turned(self) -> "Comparison":
        """Return the same with the two raters exchanged."""
        questions = {name: confusion.turned() for name, confusion in self.questions.items()}
        return Comparison(self.instrument, self.second, self.first, self.papers, questions)


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All comparisons, in the order of instruments and raters.

    `answers` has for each instrument and question the answers about one paper by all raters, and how often so.
    """

    pairs: tuple[Comparison, ...]
    answers: Mapping[str, Mapping[str, Mapping[tuple[str, ...], int]]]

    @classmethod
    def of(cls, corpus: Corpus, columns: Mapping[str, Columns]) -> Self:
        """Compare all scans that count, of papers that two raters read with the same instrument.

        Nothing is read but columns; if no paper has several scans, nothing is compared.
        """
        pairs: dict[tuple[str, Who, Who], dict[tuple[str, str], list[tuple[str, str]]]] = {}
        answers: dict[str, dict[str, Counter[tuple[str, ...]]]] = {}
        for name, scans in _read_together(corpus, columns):
            for one, other in combinations(scans, 2):
                found = pairs.setdefault((name, one.who, other.who), {})
                found.setdefault((one.instrument, other.instrument), []).append((one.answers, other.answers))
            _count(scans, answers.setdefault(name, defaultdict(Counter)))
        given = {name: {question: _given(each) for question, each in found.items()} for name, found in answers.items()}
        return cls(tuple(_comparison(*key, pairs[key]) for key in sorted(pairs)), given)

    def by(self, who: Iterable[Who]) -> Iterator[Comparison]:
        """Yield each comparison of one of these with somebody else, these being the first rater."""
        wanted = frozenset(who)
        for pair in self.pairs:
            if (pair.first in wanted) != (pair.second in wanted):
                yield pair if pair.first in wanted else pair.turned()


class _Answered(NamedTuple):
    """The answers of one scan: signs of verdicts, then letters of described results."""

    who: Who
    instrument: str
    answers: str


def question_name(question: Question) -> str:
    """Return the name of a question in comparisons."""
    return f"{question.category}.{question.id}" if question.category else question.id


def asked(instrument: Instrument) -> Sequence[Question]:
    """Return the questions whose answers are compared, in the order of their answers; numbers and texts are not."""
    return *instrument.judged, *instrument.described


def _read_together(corpus: Corpus, columns: Mapping[str, Columns]) -> Iterator[tuple[str, list[_Answered]]]:
    """Yield the scans of each paper that raters have answered the same instrument for, one per rater."""
    for paper in corpus.papers:
        found: dict[str, dict[Who, _Answered]] = {}
        for place in paper.places:
            segment, number = corpus.at(place)
            column = columns[segment.name]
            kind = column.kinds[column.of[number]]
            if kind.counts:
                name = kind.instrument.rpartition("-")[0]
                answers = column.signs[number] + column.results[number]
                answered = _Answered(Who.of(kind), kind.instrument, answers[: len(_names(kind.instrument))])
                before = found.setdefault(name, {}).get(answered.who)
                # One rater may have answered two versions: the newer one is compared with others.
                if before is None or _version(before.instrument) < _version(answered.instrument):
                    found[name][answered.who] = answered
        yield from ((name, sorted(scans.values())) for name, scans in found.items() if len(scans) > 1)


def _version(instrument: str) -> int:
    return int(instrument.rpartition("-")[2])


def _count(scans: Sequence[_Answered], found: dict[str, Counter[tuple[str, ...]]]) -> None:
    """Count what all raters of a paper answered to each question."""
    if len({scan.instrument for scan in scans}) == 1:
        for name, given in zip(
            _names(scans[0].instrument), zip(*(scan.answers for scan in scans), strict=True), strict=True
        ):
            found[name][given] += 1
        return
    by_name: dict[str, list[str]] = {}
    for scan in scans:
        for name, answer in zip(_names(scan.instrument), scan.answers, strict=True):
            by_name.setdefault(name, []).append(answer)
    for name, answers in by_name.items():
        found[name][tuple(answers)] += 1


def _given(counts: Mapping[tuple[str, ...], int]) -> Mapping[tuple[str, ...], int]:
    """Leave out answers of raters that were not asked, and questions that fewer than two answered."""
    found: Counter[tuple[str, ...]] = Counter()
    for answers, number in counts.items():
        given = tuple(sorted(answer for answer in answers if answer != _NOT_ASKED))
        if len(given) > 1:
            found[given] += number
    return found


def _comparison(
    name: str, first: Who, second: Who, found: Mapping[tuple[str, str], Sequence[tuple[str, str]]]
) -> Comparison:
    questions: dict[str, Counter[tuple[str, str]]] = {}
    for (one, other), pairs in found.items():
        columns = [list(zip(*answers, strict=True)) for answers in zip(*pairs, strict=True)]
        for question, place, place_of_other in _shared(one, other):
            counts = questions.setdefault(question, Counter())
            counts.update(zip(columns[0][place], columns[1][place_of_other], strict=True))
    kept = {question: _answered(counts) for question, counts in questions.items()}
    papers = sum(len(pairs) for pairs in found.values())
    return Comparison(name, first, second, papers, {question: each for question, each in kept.items() if each.counts})


def _answered(counts: Mapping[tuple[str, str], int]) -> Confusion:
    return Confusion({pair: number for pair, number in counts.items() if _NOT_ASKED not in pair})


@forget_with_schemas
@cache
def _names(instrument: str) -> Sequence[str]:
    return [question_name(question) for question in asked(with_key(instrument))]


@forget_with_schemas
@cache
def _shared(one: str, other: str) -> Sequence[tuple[str, int, int]]:
    """Return the questions of both versions, with their places in the answers of each."""
    places = {name: place for place, name in enumerate(_names(other))}
    questions = asked(with_key(one)), asked(with_key(other))
    found = [(name, place, places[name]) for place, name in enumerate(_names(one)) if name in places]
    # Letters of results mean the same only if the results are the same.
    return [each for each in found if questions[0][each[1]].results == questions[1][each[2]].results]
