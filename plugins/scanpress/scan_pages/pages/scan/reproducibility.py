"""The part of a scan's page that only reproducibility scans have."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from scanpress.checking.masking import mask_addresses
from scanpress.corpus import Scan, Verdict
from scanpress.facts import Accuracy, Agreement
from scanpress.instruments import Question, forget_with_schemas, with_key
from scanpress.instruments.scoring import Unscored
from scanpress.scan_pages.addresses import instrument_page, question_page, scan_page
from scanpress.scan_pages.known import Evaluation
from scanpress.scan_pages.links import linked
from scanpress.scan_pages.words import MARKS, Mark, right_in_words, word_of
from scanpress.writer import Items, bare_href, href, root_of

_TEXTS = ("response", "source", "noted")
_NOTHING = Markup()
_NOTED = Markup("<p>{}</p>")
_SOURCE = Markup("<br><small>Answered by {}</small>")
_LONG = 320  # characters, about four lines of the widest column
_OWN_WORDS = ("The paper ", "The authors ", "This paper is ", "This is a ", "The study ", "The work ")
_NOT_MET = Verdict.NOT_MET
_NOT_EVALUATED = (0, "", "")
_SYMBOLS = {verdict: mark.symbol for verdict, mark in MARKS.items()}
_RARE = Mark("\N{EN DASH}", "No", "none")


class Variable(NamedTuple):
    """A variable with a result: all that its row shows but the reason.

    `meaning` is the address of the question's page. `accuracy` says how often such answers are right, empty if that is
    not published; None if nothing is published for the rater. `quoted` and `long` say whether the reason is a quotation
    from the paper, and whether it is folded; `rare` is what a No means for a paper that is not scored.
    """

    id: str
    label: str
    meaning: str
    symbol: str
    style: str
    result: str
    rare: str
    quoted: int
    long: int
    accuracy: str | None
    note: str


class About(NamedTuple):
    """What the rows of a page have in common; `root` leads to the root of the site."""

    key: str
    root: str
    evaluation: Evaluation | None
    unscored: Unscored | None


Row = tuple[Any, ...]
_Key = tuple[str, str, bool, bool]


class Results(NamedTuple):
    """What the results of many scans have in common: the number of answers with each verdict, and what they rest on.

    `unscored` says what kind of paper has no score, and `reason` why. `sample` is the number of papers on which the
    rater was evaluated, 0 if it was not, and `url` and `source` say who did. `is_confirmed` says that other raters
    answered, too.
    """

    root: str
    instrument_href: str
    unscored: str
    reason: str
    met: int
    partly: int
    not_met: int
    unclear: int
    not_applicable: int
    met_strip: str
    partly_strip: str
    not_met_strip: str
    quotes: int
    sample: int
    url: str
    source: str
    is_confirmed: int
    bars_label: str
    width: int
    height: int


class Beside(NamedTuple):
    """The texts about the other scans of the venue and year, which are empty if there are none."""

    place: str = ""
    median: str = ""
    bars: str = ""
    previous: str = ""
    next: str = ""


class Scored(NamedTuple):
    """A score without its text; `formula` is the address of its formula."""

    name: str
    formula: str


_RESULT = (*Beside._fields, "rater_href")
_SHARED = ("scores", "answers")


class Given(NamedTuple):
    """What the results show besides the answers of the scan."""

    evaluation: Evaluation | None
    confirmed: Mapping[str, str]
    notes: Mapping[str, str]
    unscored: tuple[str, str]
    scores: Sequence[tuple[Scored, str]]
    beside: Beside
    spread: Mapping[str, Any]
    rater_href: str


def results(scan: Scan, given: Given) -> Items:
    """Return the item of `scan/reproducibility.html`."""
    tally, (unscored, reason) = scan.tally, given.unscored
    sample, url, source = _evaluated(given.evaluation) if given.evaluation else _NOT_EVALUATED
    shared = Results(
        root=str(root_of(scan_page(scan.path))),
        instrument_href=_questionnaire(scan.instrument.key),
        unscored=unscored,
        reason=reason,
        met=tally.met,
        partly=tally.partly,
        not_met=tally.not_met,
        unclear=tally.unclear,
        not_applicable=tally.not_applicable,
        met_strip=_SYMBOLS[Verdict.MET] * tally.met,
        partly_strip=_SYMBOLS[Verdict.PARTLY] * tally.partly,
        not_met_strip=_SYMBOLS[_NOT_MET] * tally.not_met,
        quotes=_quotes(scan.instrument.key),
        sample=sample,
        url=url,
        source=source,
        is_confirmed=int(bool(given.confirmed)),
        bars_label=given.spread["label"],
        width=given.spread["width"],
        height=given.spread["height"],
    )
    scores = Items(given.scores, ("text",))
    answers = _answers(scan, given.evaluation, given.confirmed, given.notes)
    return Items([(shared, *given.beside, given.rater_href, scores, answers)], _RESULT, _SHARED)


@lru_cache(maxsize=1 << 6)
def _questionnaire(key: str) -> str:
    return str(bare_href(instrument_page(key)))


@lru_cache(maxsize=1 << 6)
def _evaluated(evaluation: Evaluation) -> tuple[int, str, str]:
    accuracy = evaluation.accuracy
    return accuracy.papers, accuracy.source.url or "", _in_short(accuracy.source.authors, accuracy.source.year)


@forget_with_schemas
@lru_cache(maxsize=1 << 6)
def _quotes(key: str) -> int:
    """Return whether some reasons are quotations."""
    return int(any(question.form.quotes for question in with_key(key).questions))


def _answers(
    scan: Scan, evaluation: Evaluation | None, confirmed: Mapping[str, str], notes: Mapping[str, str]
) -> Items:
    """Return the rows, those with a verdict first."""
    unscored = scan.instrument.scoring.unscored if scan.is_scored is False else None
    about = About(scan.instrument.key, root_of(scan_page(scan.path)), evaluation, unscored)
    shown = _variables(about)
    rows: list[Row] = []
    others: list[Row] = []
    for section in scan.sections:
        for question, given, verdict in zip(section.questions, section.given, section.verdicts, strict=True):
            result, reason = _texts_of(question, given)
            key = question.id, result, _is_quoted(question, given, verdict), len(reason) > _LONG
            variable = shown.get(key) or _variable(question, key, about, verdict)
            if confirmed:
                variable = _confirmed(variable, confirmed)
            source = question.form.source_in(given)
            row = (
                variable,
                linked(reason),
                _SOURCE.format(source) if source else _NOTHING,
                _NOTED.format(notes[question.id]) if question.id in notes else _NOTHING,
            )
            (others if verdict is None else rows).append(row)
    return Items(rows + others, _TEXTS)


def _texts_of(question: Question, given: Mapping[str, Any]) -> tuple[str, str]:
    """Return the result and the reason of an answer; an answer that is a text has no other result."""
    form = question.form
    result, reason = form.result(given), form.reason_in(given)
    if form.kind == "text":
        result, reason = "", "\n\n".join(filter(None, (result, reason)))
    return result, mask_addresses(reason)


def _confirmed(variable: Variable, confirmed: Mapping[str, str]) -> Variable:
    """Return a row with how often others agree in place of the published figure, if enough answers were compared."""
    others = confirmed.get(variable.id)
    if others:
        return variable._replace(accuracy=others, note="")
    return variable if variable.accuracy else variable._replace(accuracy="too few comparisons")


def _is_quoted(question: Question, given: Mapping[str, Any], verdict: Verdict | None) -> bool:
    """Return whether a reason is text from the paper: that of a No is an explanation, as is one about the paper."""
    form = question.form
    return form.quotes and verdict is not _NOT_MET and not form.reason_in(given).startswith(_OWN_WORDS)


@forget_with_schemas
@lru_cache(maxsize=1 << 8)
def _variables(about: About) -> Mapping[_Key, Variable]:
    """Return what the rows of an instrument's variables show, by variable, result and the form of the reason."""
    questions = with_key(about.key).questions
    forms = [(quoted, long) for quoted in (False, True) for long in (False, True)]
    return {
        (question.id, result, *form): _variable(
            question, (question.id, result, *form), about, question.form.verdict_named(result)
        )
        for question in questions
        for result in question.results
        for form in forms
    }


def _variable(question: Question, key: _Key, about: About, verdict: Verdict | None) -> Variable:
    _, result, quoted, long = key
    rare = about.unscored.note if about.unscored and verdict is Verdict.NOT_MET else ""
    mark = _RARE if rare else MARKS[verdict] if verdict else None
    accuracy, note = _accuracy(question, result, about.evaluation.accuracy if about.evaluation else None)
    return Variable(
        question.id,
        question.label,
        str(about.root + href(question_page(about.key, question.id))),
        mark.symbol if mark else "",
        mark.style if mark else "",
        _shown(question, result, verdict),
        rare,
        int(quoted),
        int(long),
        accuracy,
        note,
    )


def _shown(question: Question, result: str, verdict: Verdict | None) -> str:
    """Return a result as the page shows it: words begin with a capital letter."""
    if verdict is None or question.form.kind == "number":
        return result
    return word_of(question.form, verdict) if result in set(Verdict) else f"{result[:1].upper()}{result[1:]}"


def _accuracy(question: Question, result: str, accuracy: Accuracy | None) -> tuple[str | None, str]:
    """Return how often such answers are right, in words, and the note on them."""
    if accuracy is None:
        return None, ""
    agreement: Agreement | None = accuracy.questions.get(question.id)
    if agreement is None:
        return "", ""
    on_yes = agreement.yes_note if agreement.is_positive(result) else None
    notes = " ".join(filter(None, (agreement.note, on_yes)))
    return right_in_words(agreement.right(result)), notes


def _in_short(authors: Sequence[str], year: int) -> str:
    """Return a source as it is cited in a text; the page of the methods names it in full."""
    return f"{authors[0]}{' and others' if authors[1:] else ''}, {year}"
