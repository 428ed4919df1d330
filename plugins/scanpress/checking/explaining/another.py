"""A file that names the wrong instrument, and answers in the form of another one, or with their values exchanged."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanpress.checking.display import listed, quoted
from scanpress.checking.edits import Move, Pointer, Way, Write, shown
from scanpress.checking.form import Form, form_of, value_at
from scanpress.checking.problem import Finding
from scanpress.instruments import AnswerForm, Instrument, instruments

_MANY = 3  # answers that show a form


def misnamed(form: Form, document: Any) -> Finding | None:
    """Return the finding on a file that names an instrument, but has the questions of another one, or None."""
    named = form.instrument
    if named is None or not isinstance(document, dict) or any(key in document for key in named.containers):
        return None
    found = [each for each in instruments() if each.name != named.name and _answers_known(each, document)]
    if not found or len({each.name for each in found}) > 1:
        return None
    meant = next((each for each in reversed(found) if _version(document, each) == each.version), found[-1])
    key = next((key for key in ("$schema", "instrument", *named.version_keys) if key in document), "")
    if not key:
        return None
    where = f"under {quoted(meant.container)}, as in {meant.name}"
    message = f"the file says that it is of {named.name}, but its answers are {where}"
    return Finding("unknown-instrument", (key,), message, _renamed(meant, key))


def other_version(form: Form, document: Any) -> Finding | None:
    """Return the finding on a file that names a version of its instrument, and is right in another one, or None."""
    named = form.instrument
    if named is None or not isinstance(document, dict):
        return None
    key = next((key for key in ("instrument_version", *named.version_keys) if key in document), "")
    for other in reversed(instruments()) if key else ():
        is_other = other.name == named.name and other.version != named.version
        if is_other and form_of(other).accepts({**document, key: other.version}):
            message = (
                f"the file says that it is of version {named.version}, and all of it is as in version {other.version}"
            )
            way = (Write((key,), other.version),)
            return Finding("unknown-instrument", (key,), message, f"write {quoted(key)}: {other.version}", ways=(way,))
    return None


def _answers_known(asked: Instrument, document: Mapping[str, Any]) -> bool:
    """Return whether most categories of an instrument have an answer to a question that it asks."""
    given = [(each, value_at(document, each.path)) for each in asked.categories]
    known = sum(
        isinstance(answers, dict) and any(one.key in answers for one in each.questions) for each, answers in given
    )
    return 2 * known > len(given)


def _version(document: Mapping[str, Any], meant: Instrument) -> object:
    return next((document[key] for key in meant.version_keys if key in document), None)


def _renamed(meant: Instrument, key: str) -> str:
    """Return how a file names its instrument."""
    name = f'"instrument": {quoted(meant.name)} and "instrument_version": {meant.version}'
    if key == "$schema":
        ending = f"{meant.name}-{meant.version}.schema.json"
        return f"write an address that ends with {ending}, or leave $schema out and write {name}"
    return f"write {name}" if key in {"instrument", *meant.version_keys} else f"remove {quoted(key)}, and write {name}"


def answers_of_another(form: Form, document: Any) -> tuple[Finding, tuple[Pointer, ...]] | None:
    """Return the finding on answers in the form of another instrument, and the places of all of them, or None."""
    asked = form.instrument
    given = list(_answers(asked, document)) if asked else []
    if asked is None or len(given) < _MANY:
        return None
    for other in {each.name: each for each in instruments() if each.name != asked.name}.values():
        theirs = other.categories[0].own_form
        if theirs is None:
            continue
        fitting = [(place, own, answer) for place, own, answer in given if _is_of(answer, theirs, own)]
        if len(fitting) > len(given) // 2:
            return _finding(asked, other, theirs, fitting), tuple(place for place, *_ in fitting)
    return None


def _answers(asked: Instrument, document: Any) -> Iterator[tuple[Pointer, AnswerForm, Mapping[str, Any]]]:
    for category in asked.categories:
        answers, own = value_at(document, category.path), category.own_form
        if isinstance(answers, dict) and own:
            yield from (((*category.path, key), own, each) for key, each in answers.items() if isinstance(each, dict))


def _is_of(answer: Mapping[str, Any], theirs: AnswerForm, own: AnswerForm) -> bool:
    return theirs.key in answer and theirs.reason in answer and not {own.key, own.reason} & answer.keys()


def _finding(
    asked: Instrument, other: Instrument, theirs: AnswerForm, found: list[tuple[Pointer, AnswerForm, Mapping[str, Any]]]
) -> Finding:
    place, own, answer = found[0]
    keys = [key for key in (theirs.applies, theirs.key, theirs.reason) if key]
    message = (
        f"{len(found)} answers have the keys of {other.name} ({', '.join(map(quoted, keys))}), and this is {asked.name}"
    )
    blank: dict[str, Any] = {own.applies: None} if own.applies else {}
    blank |= {own.key: None, own.reason: answer[theirs.reason]}
    remedy = f"write each with the keys of {asked.name}; the first: {shown(blank)}"
    if own.results:
        remedy += f", with {listed(list(own.results))} as its {own.key}"
    elif own.applies:
        remedy += f", with true or false as {quoted(own.applies)} and {quoted(own.key)}"
    if len(theirs.results or ()) != len(own.results or ()):
        remedy += "; decide each answer again, because the two instruments have different ones"
    also = tuple(each for each, *_ in found[1:])
    if not (theirs.applies and theirs.applies in answer) and all(
        each[theirs.key] in _results(asked, at) for at, _, each in found
    ):
        message = f"{len(found)} answers name their keys as {other.name} does, and this is {asked.name}"
        pairs = [(mine, yours) for mine, yours in ((theirs.key, own.key), (theirs.reason, own.reason))]
        remedy = "in each, rename " + " and ".join(f"{quoted(mine)} to {quoted(yours)}" for mine, yours in pairs)
        moves = [Move((*at, mine), (*at, yours)) for at, *_ in found for mine, yours in pairs]
        return Finding("missing-key", place, message, remedy, "key", also=also, ways=(tuple(moves),))
    return Finding("missing-key", place, message, remedy, "key", also=also)


def _results(asked: Instrument, place: Pointer) -> tuple[str, ...]:
    question = asked.question_at(place)
    return question.results if question else ()


def exchanged(form: Form, document: Any) -> tuple[Finding, tuple[Pointer, ...]] | None:
    """Return the finding on answers whose answer and reason are exchanged, and the places of all of them, or None."""
    found = [each for each in _own_answers(form, document) if _is_exchanged(*each[1:])]
    if not found:
        return None
    _, own, answer = found[0]
    places = tuple((*place, own.key) for place, own, _ in found)
    number = f"in {len(found)} answers, " if len(found) > 1 else ""
    message = f"{number}{quoted(own.key)} has the reason, and {quoted(own.reason)} has the answer"
    each = " of each; for the first" if len(found) > 1 else ""
    remedy = f"exchange the two values{each}: {quoted(own.key)}: {quoted(answer[own.reason])}"
    way: Way = tuple(
        edit
        for place, own, answer in found
        for edit in (
            Write((*place, own.key), answer[own.reason]),
            Write((*place, own.reason), answer[own.key]),
        )
    )
    finding = Finding("wrong-value", places[0], message, remedy, also=places[1:], ways=(way,))
    return finding, tuple(place for place, *_ in found)


def _own_answers(form: Form, document: Any) -> Iterator[tuple[Pointer, AnswerForm, Mapping[str, Any]]]:
    for category in form.instrument.categories if form.instrument else ():
        answers = value_at(document, category.path)
        for question in category.questions if isinstance(answers, dict) else ():
            if isinstance(answer := answers.get(question.key), dict):
                yield (*category.path, question.key), question.form, answer


def _is_exchanged(own: AnswerForm, answer: Mapping[str, Any]) -> bool:
    words = {*own.verdicts, *(own.results or ())}
    given, reason = answer.get(own.key), answer.get(own.reason)
    return (
        isinstance(given, str)
        and bool(given.strip())
        and isinstance(reason, str | bool)
        and reason in words
        and given not in words
        and (isinstance(reason, bool) or len(given) > len(reason))
    )
