"""Scores of one scan, by the rules of its instrument's schema."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanpress.instruments import SIGNS, Instrument, Question, Scoring, Verdict

_MET, _UNMET, _NONE, _PARTLY, _UNCLEAR = (SIGNS[verdict] for verdict in Verdict)
_VERDICTS = tuple(Verdict)  # in the order of a tally's fields
_JUDGED = {_MET, _UNMET, _PARTLY}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers have each verdict."""

    met: int
    not_met: int
    not_applicable: int
    partly: int = 0
    unclear: int = 0

    @classmethod
    def of(cls, signs: str) -> "Tally":
        """Count the signs of answers; answers without a verdict (an affiliation, say) have none."""
        return cls(*[signs.count(SIGNS[verdict]) for verdict in Verdict])

    @classmethod
    def of_verdicts(cls, verdicts: Sequence[Verdict | None]) -> "Tally":
        """Count verdicts; answers without one are left out."""
        return cls(*[verdicts.count(verdict) for verdict in _VERDICTS])

    @property
    def applicable(self) -> int:
        """Return how many questions apply to the paper and have a verdict."""
        return self.met + self.not_met + self.partly

    @property
    def asked(self) -> int:
        """Return how many questions were asked."""
        return self.applicable + self.not_applicable + self.unclear


@dataclass(frozen=True, slots=True)
class Score:
    """A score with what readers need to understand it: its denominator, and the place of its formula.

    `part` of `whole` is the score as a fraction (for a bar), 0 of 0 if there is none; `text` is what a reader sees.
    `formula` is a place on the page of the methods, empty if the instrument's own page explains the score.
    """

    name: str
    text: str
    part: float
    whole: float
    formula: str


def scores(
    instrument: Instrument, document: Mapping[str, Any], counts: Tally, read_signs: Callable[[], str]
) -> tuple[Score, ...]:
    """Return a scan's scores, the one to list first; a paper that is not scored has none."""
    if is_scored(instrument, document) is False:
        return ()
    rule = instrument.scoring
    if rule.is_plain and not rule.sharing:
        return (plain_score(rule, counts),)
    signs = read_signs()
    found = [plain_score(rule, counts) if rule.is_plain else _composite_score(instrument, signs)]
    for name, rate in _dimensions(instrument, signs).items():
        part, whole = _in_percent(rate)
        found.append(Score(name, percent(part, whole), part, whole, rule.formula))
    if rule.sharing and rule.sharing.has_estimate:
        found.append(_estimate(instrument, signs))
    return tuple(found)


def first_score(instrument: Instrument, signs: str, others: str = "", *, scored: bool | None = None) -> Score:
    """Return the score to list first, of a scan with these answers; it says so if the paper is not scored."""
    rule = instrument.scoring
    if scored is False:
        return Score(rule.name, "not scored", 0, 0, rule.formula)
    if rule.is_plain:
        return plain_score(rule, Tally.of(signs + others))
    return _composite_score(instrument, signs)


def plain_score(rule: Scoring, counts: Tally) -> Score:
    """Return the score of an instrument that counts answers."""
    part: float = counts.met + (rule.partly * counts.partly if counts.partly else 0)
    return Score(rule.name, in_words(rule, part, counts.applicable), part, counts.applicable, rule.formula)


def _composite_score(instrument: Instrument, signs: str) -> Score:
    rule = instrument.scoring
    part, whole = _in_percent(_composite(instrument, signs))
    return Score(rule.name, in_words(rule, part, whole), part, whole, rule.formula)


def in_words(rule: Scoring, part: float, whole: float) -> str:
    """Return a score as it is shown."""
    if rule.shown == "percent":
        return percent(part, whole)
    points = f"{part:g} of {whole:g}"
    return points if rule.is_points else f"{points} ({percent(part, whole)})"


def is_scored(instrument: Instrument, document: Mapping[str, Any]) -> bool | None:
    """Return whether a paper has a score, as figures over a set require; None if all papers have one."""
    rule = instrument.scoring.unscored
    if rule is None:
        return None
    if not rule.is_question:
        return document.get(rule.key) not in rule.values
    question = instrument.by_id[rule.key]
    given = (instrument.category_of[question.category].answers(document) or {}).get(question.key)
    return question.form.result(given) not in rule.values if given else None


def decides_type(instrument: Instrument, question: Question) -> bool:
    """Return whether the answer to a question decides if a paper is scored; its shares are of all papers."""
    rule = instrument.scoring.unscored
    return rule is not None and rule.is_question and rule.key == question.id


def places_of_sharing(instrument: Instrument) -> tuple[int, ...]:
    """Return where the signs of a scan say whether code and data are shared; nothing if the instrument does not ask."""
    sharing = instrument.scoring.sharing
    places = {question.id: place for place, question in enumerate(instrument.judged)}
    return (places[sharing.code], places[sharing.data]) if sharing else ()


def percent(part: float, whole: float) -> str:
    """Return a share as it is shown: one decimal, a thin space before the sign, a dash if nothing applies."""
    return f"{100 * part / whole:.1f}\N{NARROW NO-BREAK SPACE}%" if whole else "\N{EN DASH}"


def value_of(rule: Scoring, sign: str) -> float | None:
    """Return what an answer counts, from 0 to 1; None if it does not count."""
    return (rule.partly if sign == _PARTLY else float(sign == _MET)) if sign in _JUDGED else None


def rate_of(rule: Scoring, signs: str) -> float | None:
    """Return the share of met questions; None if none of them applies."""
    whole = signs.count(_MET) + signs.count(_UNMET) + signs.count(_PARTLY)
    return (signs.count(_MET) + rule.partly * signs.count(_PARTLY)) / whole if whole else None


def _in_percent(rate: float | None) -> tuple[float, float]:
    return (0, 0) if rate is None else (round(100 * rate, 1), 100)


def _composite(instrument: Instrument, signs: str) -> float | None:
    """Return the mean of the scores of all dimensions, or of all categories, or of all questions."""
    rule = instrument.scoring
    if rule.dimensions:
        rates = ((1.0, rate) for rate in _dimensions(instrument, signs).values())
        return _mean(rule, rates)
    if rule.per == "category":
        return _mean(rule, _categories(instrument, signs, None))
    return _pooled(instrument, signs, None)


def _dimensions(instrument: Instrument, signs: str) -> dict[str, float | None]:
    rule = instrument.scoring
    found: dict[str, float | None] = {}
    for name, categories in rule.dimensions.items():
        if rule.per == "question":
            found[name] = _pooled(instrument, signs, categories)
        else:
            given = [(weight, rate) for weight, rate in _categories(instrument, signs, categories) if rate is not None]
            whole = sum(weight for weight, _ in given)
            found[name] = sum(weight * rate for weight, rate in given) / whole if whole else None
    return found


def _mean(rule: Scoring, rates: Iterable[tuple[float, float | None]]) -> float | None:
    given = [(weight, max(rate, rule.floor / 100)) for weight, rate in rates if rate is not None]
    whole = sum(weight for weight, _ in given)
    if not whole:
        return None
    if rule.mean == "arithmetic":
        return sum(weight * rate for weight, rate in given) / whole
    return whole / sum(weight / rate for weight, rate in given) if all(rate for _, rate in given) else 0.0


def _pooled(instrument: Instrument, signs: str, categories: Sequence[str] | None) -> float | None:
    """Return the share of met questions of some categories, or of all of them, with the weights of the questions."""
    rule = instrument.scoring
    part = whole = 0.0
    for question, sign in zip(instrument.judged, signs, strict=True):
        value = value_of(rule, sign) if categories is None or question.category in categories else None
        if value is not None:
            weight = rule.weights.get(question.id, 1)
            part, whole = part + weight * value, whole + weight
    return part / whole if whole else None


def _categories(
    instrument: Instrument, signs: str, categories: Sequence[str] | None
) -> Iterator[tuple[float, float | None]]:
    """Yield the weight and the share of met questions of each category."""
    start = 0
    for category, questions in instrument.judged_by_category:
        stop = start + len(questions)
        if categories is None or category.id in categories:
            yield instrument.scoring.weights.get(category.id, 1), rate_of(instrument.scoring, signs[start:stop])
        start = stop


def _estimate(instrument: Instrument, signs: str) -> Score:
    """Return the share of papers with the same code and data sharing that could be reproduced."""
    sharing = instrument.scoring.sharing
    assert sharing is not None  # noqa: S101 - the caller has looked
    code, data = (signs[place] == _MET for place in places_of_sharing(instrument))
    rate = sharing.with_both if code and data else sharing.with_data if data else None
    if rate is None:
        return Score(sharing.name, "no estimate", 0, 0, sharing.formula)
    shared = "with code and data" if code else "with data alone"
    text = f"{rate.reproduced} of {rate.tried} papers {shared} could be reproduced"
    return Score(sharing.name, text, rate.score, 1, sharing.formula)
