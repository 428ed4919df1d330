"""Scores of one scan: the only code that knows an instrument's questions by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from scanpress.corpus.answer import Verdict, verdict_of
from scanpress.instruments import Instrument, Question

_VERDICTS = tuple(Verdict)  # in the order of a tally's fields
_TYPE, _EXPERIMENTAL = "research_type", "Experimental"
_SHARED = "open_source_code", "open_datasets"
_PARTS = {"data": ("open_datasets", "dataset_splits"), "code": ("open_source_code",)}
_INDUSTRY = "researcher_affiliation", ("Industry", "Collaboration")
_DOCUMENTATION, _FORMULA = "Documentation score", "documentation-score"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers are met, not met and not applicable."""

    met: int
    not_met: int
    not_applicable: int

    @property
    def applicable(self) -> int:
        """Return how many questions apply to the paper."""
        return self.met + self.not_met

    @property
    def asked(self) -> int:
        """Return how many questions were asked."""
        return self.applicable + self.not_applicable


@dataclass(frozen=True, slots=True)
class Score:
    """A score with what readers need to understand it: its denominator, and the place of its formula.

    `part` of `whole` is the score as a fraction (for a bar), 0 of 0 if there is none; `text` is what a reader sees.
    """

    name: str
    text: str
    part: float
    whole: float
    formula: str


ESTIMATE_WITH_CODE_AND_DATA = 0.86
ESTIMATE_WITH_DATA = 0.33
_estimate = partial(Score, "Reproducibility estimate", whole=1, formula="reproducibility-score")
_WITH_CODE_AND_DATA = _estimate(
    "papers with code and data: 6 of 7 could be reproduced", part=ESTIMATE_WITH_CODE_AND_DATA
)
_WITH_DATA = _estimate("papers with data alone: 5 of 15 could be reproduced", part=ESTIMATE_WITH_DATA)
_NO_ESTIMATE = _estimate("no estimate", part=0, whole=0)
_NOT_SCORED = Score(_DOCUMENTATION, "not scored", 0, 0, _FORMULA)


def tally(verdicts: Sequence[Verdict | None]) -> Tally:
    """Return how often each verdict occurs; answers without one (an affiliation, say) are left out."""
    return Tally(*[verdicts.count(verdict) for verdict in _VERDICTS])


def scores(instrument: Instrument, document: Mapping[str, Any], counts: Tally) -> tuple[Score, ...]:
    """Return a scan's scores, the one to list first; a theoretical paper has none."""
    if instrument.kind == "survey":
        return (_survey_score(counts),)
    if is_experimental(instrument, document) is False:
        return ()
    return _documentation_score(counts), _reproducibility_estimate(document[instrument.container])


def first_score(instrument: Instrument, counts: Tally, *, experimental: bool | None) -> Score:
    """Return the score to list first, of a scan with these verdicts; it says so if the paper is not scored."""
    if instrument.kind == "survey":
        return _survey_score(counts)
    return _NOT_SCORED if experimental is False else _documentation_score(counts)


def is_experimental(instrument: Instrument, document: Mapping[str, Any]) -> bool | None:
    """Return whether a paper has an empirical part, as figures over a set require; None if no question asks for it."""
    if instrument.kind == "survey":
        return None
    given = document[instrument.container].get(_TYPE)
    return given["result"] == _EXPERIMENTAL if given else None


def decides_type(question: Question) -> bool:
    """Return whether the answer to a question decides if a paper is experimental; its shares are of all papers."""
    return question.id == _TYPE


def places_of_sharing(instrument: Instrument) -> tuple[int, ...]:
    """Return where the signs of a scan say whether code and data are shared; nothing if the instrument does not ask."""
    places = [place for place, question in enumerate(instrument.judged) if question.id in _SHARED]
    return tuple(places) if len(places) == len(_SHARED) else ()


def percent(part: float, whole: float) -> str:
    """Return a share as it is shown: one decimal, a thin space before the sign, a dash if nothing applies."""
    return f"{100 * part / whole:.1f}\N{NARROW NO-BREAK SPACE}%" if whole else "\N{EN DASH}"


def _survey_score(counts: Tally) -> Score:
    text = f"{counts.met} of {counts.applicable} ({percent(counts.met, counts.applicable)})"
    return Score("Checklist score", text, counts.met, counts.applicable, "survey-score")


def _documentation_score(counts: Tally) -> Score:
    """Count the variables answered Yes: research type and affiliation have other results, so seven remain."""
    return Score(_DOCUMENTATION, f"{counts.met} of {counts.applicable}", counts.met, counts.applicable, _FORMULA)


def _reproducibility_estimate(answers: Mapping[str, Any]) -> Score:
    """Return the share of papers with the same code and data sharing that could be reproduced.

    Source: Gundersen et al. 2025; 6 of 7 papers with code and data, 5 of 15 with data alone, and no paper without data.
    """
    code, data = (name in answers and verdict_of(answers[name]) is Verdict.MET for name in _SHARED)
    return _WITH_CODE_AND_DATA if code and data else _WITH_DATA if data else _NO_ESTIMATE


def documentation_parts(instrument: Instrument) -> dict[str, list[Question]]:
    """Return the questions of each part of the Documentation score: data, code and other; empty for other scores."""
    part_of = {name: part for part, names in _PARTS.items() for name in names}
    questions = {question.id: question for question in instrument.judged}
    if instrument.kind != "reproducibility" or not part_of.keys() <= questions.keys():
        return {}
    parts: dict[str, list[Question]] = {part: [] for part in (*_PARTS, "other")}
    for name, question in questions.items():
        parts[part_of.get(name, "other")].append(question)
    return parts


def industry_results(question: Question) -> tuple[str, ...]:
    """Return the results that name an author from industry, if the question is about that; else none."""
    name, results = _INDUSTRY
    return results if question.id == name and set(results) <= set(question.results) else ()
