"""The formula of an instrument's score, in words and as a line of plain text, made from its schema."""

from collections.abc import Iterator
from typing import Any

from scanpress.instruments import Instrument, Scoring, Verdict
from scanpress.scan_pages import addresses
from scanpress.scan_pages.words import in_number
from scanpress.writer import href

_TIMES, _SUM, _BY = "\N{MULTIPLICATION SIGN}", "\N{GREEK CAPITAL LETTER SIGMA}", "\N{DIVISION SIGN}"


def formula_of(instrument: Instrument) -> dict[str, Any]:
    """Return what the page of an instrument shows of its score; nothing if no question has a verdict."""
    rule = instrument.scoring
    if not instrument.judged:
        return {}
    return {
        "name": rule.name,
        "line": _line(instrument),
        "sentences": list(_sentences(instrument)),
        "weights": [{"label": _label(instrument, name), "weight": f"{each:g}"} for name, each in rule.weights.items()],
        "dimensions": [
            {"name": name, "categories": ", ".join(_label(instrument, each) for each in categories)}
            for name, categories in rule.dimensions.items()
        ],
        "page": _explained(instrument) if rule.formula else "",
    }


def _explained(instrument: Instrument) -> str:
    page, place = addresses.formula(instrument.key, instrument.scoring.formula)
    return href(page) + place


def _line(instrument: Instrument) -> str:
    """Return the formula as one line."""
    rule = instrument.scoring
    name = rule.name[:1].lower() + rule.name[1:]
    if rule.dimensions:
        return f"{name} = {_mean(rule, 'dimensions', len(rule.dimensions))}"
    if rule.per == "category":
        return f"{name} = {_mean(rule, 'categories', len(instrument.judged_by_category))}"
    met, all_of_them = _counts(instrument)
    return f"{name} = {met} {_BY} {all_of_them}" if not rule.is_points else f"{name} = {met}"


def _mean(rule: Scoring, units: str, number: int) -> str:
    least = f"max(score, {rule.floor:g} %)" if rule.floor else "score"
    weighted = bool(rule.weights) and not rule.dimensions
    weight = f"weight {_TIMES} " if weighted else ""
    whole = f"{_SUM} weight" if weighted else f"number of {units}"
    if rule.mean == "harmonic":
        over = "weight" if weighted else "1"
        return f"{whole} {_BY} {_SUM} ({over} {_BY} {least}), over {number} {units}"
    return f"{_SUM} {weight}{least} {_BY} {whole}, over {number} {units}"


def _counts(instrument: Instrument) -> tuple[str, str]:
    """Return what is counted above and below the line, for scores that count questions."""
    rule = instrument.scoring
    has_partly = any(Verdict.PARTLY in question.form.possible for question in instrument.judged)
    count = "sum of weights" if rule.weights and rule.per == "question" else "number"
    partly = f" + {rule.partly:g} {_TIMES} {count} of Partly" if has_partly else ""
    met = f"{count} of Yes{partly}"
    return (f"({met})" if partly else met), f"({count} of Yes{' + Partly' * has_partly} + No)"


def _sentences(instrument: Instrument) -> Iterator[str]:
    rule, possible = instrument.scoring, {each for q in instrument.judged for each in q.form.possible}
    yield from _counted(instrument)
    if Verdict.PARTLY in possible:
        yield f"An answer “partly” counts {rule.partly:g}."
    left_out = [
        words
        for verdict, words in (
            (Verdict.NOT_APPLICABLE, "questions that do not apply"),
            (Verdict.UNCLEAR, "unclear answers"),
        )
        if verdict in possible
    ]
    if left_out:
        yield f"{' and '.join(left_out).capitalize()} are not counted."
    if len(instrument.judged) < len(instrument.questions):
        others = len(instrument.questions) - len(instrument.judged)
        are = "is" if others == 1 else "are"
        yield f"{in_number(others, 'question')} without a Yes or No {are} not counted."
    for question in instrument.judged:
        if question.form.met:
            limits = _limits(question.form.met.least, question.form.met.most)
            yield f"{question.label} is a Yes if the number is {limits}."
    if rule.unscored:
        reason = f", because {rule.unscored.reason}" if rule.unscored.reason else ""
        yield f"A paper that is {rule.unscored.label} has no score{reason}."


def _counted(instrument: Instrument) -> Iterator[str]:
    rule = instrument.scoring
    share = "the share of Yes among its questions that apply"
    if rule.per == "question":
        unit = "a dimension" if rule.dimensions else "a paper"
        if not rule.is_plain or not rule.is_points:
            yield f"The score of {unit} is the share of Yes among {'the' if not rule.dimensions else 'its'} questions."
        else:
            yield "The score is the number of questions that are answered Yes."
        if rule.weights:
            yield "Each question counts with its weight; questions that are not in the table count once."
    else:
        yield f"The score of a category is {share}."
        if rule.weights:
            yield "Each category counts with its weight; categories that are not in the table count once."
        if rule.dimensions:
            yield "The score of a dimension is the mean of the scores of its categories."
    if rule.dimensions or rule.per == "category":
        units = "dimensions" if rule.dimensions else "categories"
        floor = f", each of which counts as {rule.floor:g} % at least" if rule.floor else ""
        yield f"The score of a paper is the {rule.mean} mean of the scores of the {units}{floor}."
        if rule.mean == "harmonic":
            yield f"A harmonic mean is close to its lowest value: a paper needs good scores in all {units}."


def _limits(least: float | None, most: float | None) -> str:
    bounds = [(least, "or more"), (most, "or less")]
    return " and ".join(f"{bound:g} {words}" for bound, words in bounds if bound is not None)


def _label(instrument: Instrument, name: str) -> str:
    known = {each.id: each.label for each in instrument.categories} | {q.id: q.label for q in instrument.questions}
    return known.get(name, name)
