"""How often a rater's answers were right, compared with the answers of people, as published."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scanpress.facts.file import Facts, record
from scanpress.facts.mistake import Mistake
from scanpress.facts.strict_yaml import Key

_SCHEMA = Path(__file__).with_name("accuracy.schema.json")


YES = "Yes"


class Right(NamedTuple):
    """How often answers of one kind were right: `right` of `given`, or a share if no numbers are published."""

    right: int = 0
    given: int = 0
    share: float | None = None


class Rates(NamedTuple):
    """The accuracy of one question's answers: shares, and `kappa` from -1 to 1; None if nothing was there to count."""

    precision: float | None
    recall: float | None
    f1: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a rater's answers to one question agreed with those of people: in numbers of papers, or in rates alone.

    `positive` are the answers that are counted as Yes.
    """

    tp: int | None
    fp: int | None
    fn: int | None
    tn: int | None
    precision: float | None
    recall: float | None
    f1: float | None
    kappa: float | None
    positive: tuple[str, ...]
    note: str | None
    yes_note: str | None

    @property
    def counts(self) -> tuple[int, int, int, int] | None:
        """Return true and false positives, false and true negatives; None if only rates are published."""
        if self.tp is None or self.fp is None or self.fn is None or self.tn is None:
            return None
        return self.tp, self.fp, self.fn, self.tn

    @property
    def rates(self) -> Rates:
        """Return the rates, computed from the numbers if there are any."""
        return rates(*self.counts) if self.counts else Rates(self.precision, self.recall, self.f1, self.kappa)

    def is_positive(self, result: str) -> bool:
        """Return whether an answer is counted as Yes."""
        return result in (self.positive or (YES,))

    def right(self, result: str) -> Right | None:
        """Return how often such answers were right; None if that is not published.

        >>> pseudocode = Agreement(70, 9, 0, 81, None, None, None, None, (), None, None)
        >>> pseudocode.right("Yes"), pseudocode.right("No")
        (Right(right=70, given=79, share=None), Right(right=81, given=81, share=None))
        """
        positive = self.is_positive(result)
        if self.counts:
            tp, fp, fn, tn = self.counts
            right, given = (tp, tp + fp) if positive else (tn, tn + fn)
            return Right(right, given) if given else None
        return Right(share=self.precision) if positive and self.precision is not None else None


def rates(tp: int, fp: int, fn: int, tn: int) -> Rates:
    """Return the rates that follow from true and false positives, false and true negatives."""
    whole = tp + fp + fn + tn
    chance = (tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)  # times `whole`, squared
    return Rates(
        precision=_share(tp, tp + fp),
        recall=_share(tp, tp + fn),
        f1=_share(2 * tp, 2 * tp + fp + fn),
        kappa=_share((tp + tn) * whole - chance, whole**2 - chance),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication that contains the figures."""

    authors: tuple[str, ...]
    title: str
    year: int
    arxiv_id: str | None = None
    doi: str | None = None
    state: str | None = None

    @property
    def url(self) -> str | None:
        """Return where the publication is found: its DOI, else its arXiv page."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://arxiv.org/abs/{self.arxiv_id}" if self.arxiv_id else None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One evaluation: a rater's answers to one instrument, against `papers` papers answered by people.

    It holds for scans by a rater of this kind that has one of the names in `raters`, or answered in one of the `runs`.
    """

    instrument: str
    version: int
    kind: str
    raters: tuple[str, ...]
    runs: tuple[str, ...]
    papers: int
    source: Publication
    questions: Mapping[str, Agreement]

    @property
    def holds_for(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield what it holds for: key of the instrument, kind of the rater, and `rater` or `run` with a name."""
        key = f"{self.instrument}-{self.version}"
        yield from ((key, self.kind, "rater", name) for name in self.raters)
        yield from ((key, self.kind, "run", name) for name in self.runs)


Asked = Callable[[str, int], Mapping[str, Sequence[str]] | None]
"""What tells the questions of an instrument and version, each with its answers; None if there is no such instrument."""


def load_accuracy(path: Path, asked: Asked | None = None) -> tuple[Accuracy, ...]:
    """Read the evaluations; raise a FactsError with all mistakes, also of questions if `asked` tells them."""
    facts = Facts.load(path, schema=_SCHEMA, rules=partial(_mistakes, asked=asked))
    return tuple(record(Accuracy, entry) for entry in facts.value["accuracy"])


def _mistakes(facts: Facts, *, asked: Asked | None) -> Iterator[Mistake]:
    """Yield what the schema cannot say: an entry for nobody, one that is not the only one, and impossible numbers."""
    seen: set[tuple[str, str, str, str]] = set()
    for index, entry in enumerate(facts.value["accuracy"]):
        accuracy, key = record(Accuracy, entry), ("accuracy", index)
        about = set(accuracy.holds_for)
        if not about:
            yield facts.mistake(key, "names neither raters nor runs", "add raters, runs, or both")
        for _, _, what, name in sorted(about & seen):
            message = f"has the instrument, version and {what} {name} of an earlier entry"
            yield facts.mistake(key, message, "keep one of them")
        seen |= about
        yield from _unasked(facts, key, accuracy, asked) if asked else ()
        for question, agreement in accuracy.questions.items():
            if agreement.counts and sum(agreement.counts) > accuracy.papers:
                message = f"counts {sum(agreement.counts)} papers, more than the {accuracy.papers} of the evaluation"
                yield facts.mistake((*key, "questions", question), message, "correct tp, fp, fn, tn or papers")


def _unasked(facts: Facts, key: Key, accuracy: Accuracy, asked: Asked) -> Iterator[Mistake]:
    """Yield a mistake for an instrument, a question and an answer that do not exist: their figures are never shown."""
    known = asked(accuracy.instrument, accuracy.version)
    if known is None:
        message = f"there is no instrument {accuracy.instrument} of version {accuracy.version}"
        yield facts.mistake((*key, "instrument"), message, "correct the instrument or the version")
        return
    for question, agreement in accuracy.questions.items():
        place = (*key, "questions", question)
        if question not in known:
            yield facts.mistake(place, "the instrument has no question of this name", _one_of(question, known))
            continue
        for answer in agreement.positive:
            if known[question] and answer not in known[question]:
                message = f"{answer!r} is not an answer to this question"
                yield facts.mistake((*place, "positive"), message, _one_of(answer, known[question]))


def _one_of(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(name, names, n=1)
    return f"you may have meant {near[0]}" if near else f"write one of: {', '.join(names)}"
