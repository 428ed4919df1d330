"""The fast path: accept a file without problems after a few passes over its bytes and values.

Each test is sound but not exact: it lets no problem pass, but it may send a good file to the slow path, which then
finds nothing.
"""

from collections.abc import Container
from datetime import date
from typing import Any

import orjson

from scanpress.checking.days import is_date, latest_day
from scanpress.checking.form import Form, value_at
from scanpress.checking.known.arxiv import is_later
from scanpress.checking.known.pairs import ends_alone
from scanpress.checking.known.wording import CLUED
from scanpress.checking.problem import Pointer
from scanpress.checking.reading.odd_characters import ODD_CHARACTERS, has_odd_characters, may_hide
from scanpress.checking.reading.text import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from scanpress.checking.suspicions.clues import clues
from scanpress.checking.suspicions.contradictions import contradicted
from scanpress.checking.suspicions.endings import ODD_LASTS, ODD_SIZES, OPEN_ENDS, may_be_odd_end
from scanpress.checking.suspicions.folders import names_nothing
from scanpress.checking.suspicions.placeholders import (
    QUICK,
    QUICK_LENGTH,
    QUICK_START_LENGTH,
    QUICK_STARTS,
    is_placeholder,
    quick_texts,
)
from scanpress.checking.suspicions.reasons import answer_as_reason, question_as_reason
from scanpress.checking.suspicions.texts import LONG, REPEATED, RUNAWAY
from scanpress.facts.licences import canonical_licence
from scanpress.instruments import Instrument

DIRECTION = "direction"
"""Says, among the names of rules, that a text has marks of direction, which are a warning."""


def parse_fast(data: bytes) -> dict[str, Any] | None:
    """Return the document in the bytes of a file, or None if they are too many or not strict JSON."""
    if len(data) > MAX_BYTES:
        return None
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def clues_in(  # noqa: PLR0913 - all that decides about a file
    form: Form, data: bytes, document: dict[str, Any], *, path: str, today: date, runs: Container[str] | None
) -> tuple[str, ...] | None:
    """Return the names of the rules that may warn of something in a file, or None if it may have an error.

    Without a name, the file certainly has no problem.
    """
    written = serialise(document)
    if written is None:
        return None
    has_clue = not form.clue_validator.is_valid(document)
    if has_clue and not form.validator.is_valid(document):
        return None
    found = _clues_in_values(form, document)
    if found is not None and form.instrument is not None and _is_rare_reason(document["paper"]["title"], written):
        found += ("title_as_reason",)
    if (
        found is None
        or not _keeps_everything(written, data)
        or not _dates_are_valid(form, document, today)
        or not _licences_are_known(form, document)
        or not (form.instrument is None or _modules_agree(form.instrument, document))
    ):
        return None
    if not _runs_exist(form, document, runs):
        found += ("content",)
    if has_odd_characters(written):
        marked = _marks_of_direction(form, document) if may_hide(written) else []
        if marked is None:
            return None
        found += (ODD_CHARACTERS,) + (DIRECTION,) * bool(marked)
    if _QUESTION[0] in found and not (form.instrument and any(question_as_reason(form.instrument, document))):
        found = tuple(name for name in found if name not in _QUESTION)  # most are titles of papers
    if form.instrument is None:
        return found
    found += _clues_of_names(path, document, today) + clues(path, form.instrument, document, written)
    return (*found, *_clued(form, document)) if has_clue else found


def _clues_of_names(path: str, document: dict[str, Any], today: date) -> tuple[str, ...]:
    """Return which rules warn of a name of a file that says nothing, and of an arXiv id of a month to come."""
    found = ("folder",) if names_nothing(path) else ()
    return (*found, "content") if is_later(document["paper"].get("arxiv_id") or "", today) else found


def serialise(document: dict[str, Any]) -> bytes | None:
    """Return a document as most programs write it, or None if a number in it is too large for some JSON readers."""
    try:
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_STRICT_INTEGER)
    except TypeError:
        return None


def _keeps_everything(written: bytes, data: bytes) -> bool:
    """Return whether a parsed document has everything of its file; of two equal keys, parsing loses the first.

    In both texts a quotation mark starts or ends a text or a key, or is escaped inside one. The file has at least the
    marks of the document that was written again. If it has more, a key was there twice. Only a mark that the file
    writes by its character code could make up for a lost one, so these escapes are counted too.
    """
    if len(data) <= len(written) + 1 and data.startswith(written):
        return True
    marks = data.count(b'"')
    if b"\\" in data:
        marks += data.count(rb"\u0022")
    return marks == written.count(b'"')


def _clues_in_values(form: Form, document: dict[str, Any]) -> tuple[str, ...] | None:  # noqa: C901, PLR0912 - a call per text takes long
    """Return which rules may warn of a value, or None if one breaks a rule; walks over all values, level by level."""
    quick, longest, runaway = quick_texts(form.name) if form.instrument else QUICK, LONG, RUNAWAY
    lasts, sizes, ends = ODD_LASTS, ODD_SIZES, OPEN_ENDS
    title = document["paper"]["title"] if form.instrument else ""
    found: tuple[str, ...] = ()
    values = depth = titles = 0
    level: list[Any] = [document]
    while level:
        depth += 1
        below: list[Any] = []
        for node in level:
            values += len(node)
            for child in node.values() if type(node) is dict else node:
                kind = type(child)
                if kind is bool:  # most values of a survey: 7 % of the walk
                    continue
                if kind is str:
                    size = len(child)
                    if size < QUICK_LENGTH:
                        bare = child.strip()
                        if bare in quick:
                            found += ("placeholder",)
                        elif not bare and size:  # the schema decides whether a text may be empty
                            return None
                        continue
                    last = child[-1]
                    titles += last != "." and child == title
                    if last == ".":
                        if child[-2] == ".":
                            found += _clues_of_end(child)
                    elif last in lasts or size in sizes or child[-3:] in ends or child[0] == "=":
                        found += _clues_of_end(child)
                    if size < QUICK_START_LENGTH and child[:4] in QUICK_STARTS and is_placeholder(child):
                        found += ("placeholder",)
                    elif size > longest or (size > runaway and child.count(child[-40:]) >= REPEATED):
                        found += ("long_text",)
                elif kind is dict or kind is list:
                    below.append(child)
                elif kind is float:
                    return None
        level = below
    found += ("title_as_reason",) * (titles > 1)
    return found if depth <= MAX_DEPTH and values < MAX_VALUES else None


def _clued(form: Form, document: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of rules for a document that the compiled validator does not accept as free of clues."""
    if form.instrument and form.wording_validator.is_valid(document):  # only a reason may contradict its answer
        rules = {"contradicted": contradicted, "answer_as_reason": answer_as_reason}
        return tuple(name for name, rule in rules.items() if any(rule(form.instrument, document)))
    level: list[Any] = [document]
    while level:
        node = level.pop()
        if type(node) is dict and any(
            node.get(first) is expected and node.get(second) is other
            for first, expected, second, other in form.contradictions
        ):
            return ("content", CLUED)
        level += [each for each in (node.values() if type(node) is dict else node) if type(each) in (dict, list)]
    return (CLUED,)


_QUESTION = ("question_as_reason",)


def _clues_of_end(text: str) -> tuple[str, ...]:
    """Return which rules may warn of how a text ends; the schema decides whether it may be blank.

    The walk over all values looks at the last characters before it calls this: 4 % of the check of a survey.
    """
    if text.isspace():
        return ("content",)
    if text[-1] == "?" and text[0] != "=":
        return _QUESTION
    found = ("unfinished", "notation") if may_be_odd_end(text) else ()
    return (*found, "pairs") if ends_alone(text) else found


def _is_rare_reason(title: str, written: bytes) -> bool:
    """Return whether a title that the walk over all values does not notice is written twice: most titles it does."""
    is_rare = len(title) < QUICK_LENGTH or title[-1] == "."
    return is_rare and written.count(b": " + orjson.dumps(title)) > 1


def _marks_of_direction(form: Form, document: dict[str, Any]) -> list[Pointer] | None:
    from scanpress.checking.suspicions.finding import marks_of_direction  # noqa: PLC0415 - few files have a clue

    return marks_of_direction(form, document)


def _dates_are_valid(form: Form, document: dict[str, Any], today: date) -> bool:
    latest = latest_day(today)
    for path, is_bounded in form.dates:
        if path[0] in document:  # most files have one date of six
            value = value_at(document, path)
            if value is not None and not (is_date(value) and (value <= latest or not is_bounded)):
                return False
    return max([value_at(document, path) or 0 for path in form.years], default=0) <= today.year + 1


def _licences_are_known(form: Form, document: dict[str, Any]) -> bool:
    for path in form.licences:
        if path[0] in document:
            value = value_at(document, path)
            if value is not None and canonical_licence(value) != value:
                return False
    return True


def _runs_exist(form: Form, document: dict[str, Any], runs: Container[str] | None) -> bool:
    if runs is None:
        return True
    for path in form.references:
        name = value_at(document, path)
        if name is not None and name not in runs:
            return False
    return True


def _modules_agree(instrument: Instrument, document: dict[str, Any]) -> bool:
    """Return whether the listed modules are those that are answered."""
    if not instrument.modules:
        return True
    answered = document[instrument.container]
    return set(document.get(instrument.modules_key, ())) == {name for name in instrument.modules if name in answered}
