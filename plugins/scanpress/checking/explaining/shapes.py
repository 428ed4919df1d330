"""What to write if a value has another type than the schema expects."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.edits import Repair, Way, Write, shown
from scanpress.checking.explaining.identifiers import address_readings, says_nothing
from scanpress.checking.explaining.lists import (
    inside_text,
    joined_texts,
    keyed,
    list_repair,
    members_of,
    name_in_object,
    one_of_objects,
    value_in_object,
)
from scanpress.checking.explaining.names import BOOLEANS
from scanpress.checking.explaining.numbers import number_repair
from scanpress.checking.explaining.patterns import pattern_repair
from scanpress.checking.explaining.repeated import ENTRY
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.known.copied import parts_of_citation
from scanpress.checking.known.languages import BETWEEN, MEANT
from scanpress.checking.known.leftovers import is_bare_answer
from scanpress.checking.suspicions.people import is_model
from scanpress.checking.suspicions.status import EXPLAINED
from scanpress.instruments import AnswerForm
from scanpress.instruments.reading import answer_form

_EITHER = "true or false"
WORD = "word for a boolean"
"""The cause of a word for yes or no in place of true or false."""
_SCALE = re.compile(
    r"[+-]?[0-9]{1,6}(?:\.[0-9]{1,6})?\s*(?:%|(?:/|out of|of|von|sur|de|\u2215)\s*[0-9]{1,4})?|low|medium|high"
)
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)\s*(?:[.,;:!\u2013\u2014-]+|\()\s*(.+)", re.DOTALL)
_MODEL = re.compile(r"[0-9]|\b(?:gpt|claude|gemini|llama|mistral|qwen|llm|model|bot|pipeline)\b", re.IGNORECASE)
_DATED = re.compile(r"(\S.{0,200}?)[\s,;(]+([0-9]{4}-[0-9]{2}-[0-9]{2})\)?")  # a person, and a day
_LONGEST = 200  # characters of an entry that a remedy shows


def type_repair(spot: Spot, expected: str) -> Repair | None:
    """Return the repair of a value of a wrong type, or None if only its author knows what to write."""
    value = spot.value
    if isinstance(value, str) and expected in {"array", "object"} and (found := inside_text(spot)):
        return found
    single = value[0] if isinstance(value, list) and len(value) == 1 else None
    if isinstance(single, bool) and expected == "boolean" and booleans(spot) not in {_EITHER, shown(single)}:
        return Repair('write "applies": true and "answer": true, or both false, without the brackets of a list')
    if expected not in {"array", "object"} and single is not None and spot.fits(single):
        return spot.write(single, " without the brackets of a list", cause="list of one")
    if expected in {"boolean", "integer", "number"} and (found := value_in_object(spot)):
        return found
    return _MAKERS.get(expected, _no_repair)(spot)


def _no_repair(_: Spot) -> Repair | None:
    return None


def _boolean(spot: Spot) -> Repair | None:
    word = str(spot.value).strip().strip(".").lower() if isinstance(spot.value, str | int | float) else ""
    if word in BOOLEANS:
        note = " without quotation marks" if isinstance(spot.value, str) else ""
        cause = "quoted boolean" if note else "numeric boolean"
        if booleans(spot) not in {_EITHER, shown(BOOLEANS[word])}:
            return Repair(f'write "applies": true and "answer": true, or both false{note and ", all"}{note}')
        return Repair(f"write {shown(BOOLEANS[word])}{note}", (spot.way(BOOLEANS[word]),), cause)
    form = spot.answer_form
    if form and spot.key == form.applies and isinstance(spot.value, str) and says_nothing(spot.value):
        applies, answer = quoted(form.applies), quoted(form.key)
        text = f"write {applies}: false and {answer}: false if the question does not apply, else true"
        return Repair(text, cause="no answer")
    if form and spot.key == form.key and isinstance(spot.value, str) and says_nothing(spot.value) and form.applies:
        applies, answer = quoted(form.applies), quoted(form.key)
        text = f"write {booleans(spot)}; if the question does not apply, write {applies}: false and {answer}: false"
        return Repair(text, cause="no answer")
    if not isinstance(spot.value, str) or len(spot.value.split()) < 2 or word in MEANT or _SCALE.fullmatch(word):  # noqa: PLR2004 - words
        return _word_for_boolean(spot, word)
    first = re.split(r"[\s,.;:(]", word)[0]
    written = first if first in {"true", "false"} and booleans(spot) in {_EITHER, first} else booleans(spot)
    kept = f", and keep these words in {quoted(form.reason)}" if form and form.reason else ""
    return Repair(f"write {written}{kept}", cause="words for a boolean")


def _word_for_boolean(spot: Spot, word: str) -> Repair | None:
    """Return the repair of yes or no in another language, or of an answer between them."""
    form, meant = spot.answer_form, MEANT.get(word.replace("_", " "))
    if _SCALE.fullmatch(word):
        return Repair(f"write {booleans(spot)}: there is no scale, decide by what the question asks", cause="scale")
    if meant and booleans(spot) in {_EITHER, shown(meant == "Yes")}:
        value = meant == "Yes"
        return Repair(f"write {booleans(spot)}: did you mean {shown(value)}?", cause=WORD)
    if word in BETWEEN and form and spot.key == form.key:
        kept = f"; say in {quoted(form.reason)} what is missing" if form.reason else ""
        return Repair(f"write {booleans(spot)}: this question has no third answer{kept}", cause="third answer")
    return None


def meant_boolean(word: str) -> str:
    """Return `true` or `false` for a word of any language that means yes or no."""
    return shown(MEANT[word.strip().strip(".").lower().replace("_", " ")] == "Yes")


def booleans(spot: Spot) -> str:
    """Return which of true and false a value may be, beside whether its question applies or what its answer is."""
    if spot.key == "answer" and spot.parent.get("applies") is False:
        return "false"
    return "true" if spot.key == "applies" and spot.parent.get("answer") is True else _EITHER


def _string(spot: Spot) -> Repair | None:
    value = spot.value
    if isinstance(value, bool) or value is None:
        entry = spot.pointer[-1]
        is_author = spot.key == "authors" and isinstance(entry, int)
        return Repair(f"write the name of author {int(entry) + 1}, or remove this entry") if is_author else None
    if isinstance(value, int | float):
        if spot.key == "venue":
            return Repair("write the name of the venue" + ", or leave the key out" * spot.optional)
        text = spot.written or str(value)
        if spot.fits(text):
            return Repair(f'write it in quotation marks: "{text}"', (spot.way(text),), "number for a text")
        return pattern_repair(replace(spot, value=text)) if "pattern" in spot.part else None
    if isinstance(value, list):
        return joined_texts(spot, value)
    return name_in_object(spot, value) if isinstance(value, dict) else None


def _object(spot: Spot) -> Repair | None:
    if isinstance(spot.value, list) and (named := keyed(spot, spot.value)):
        first = next(iter(named))
        entry = shown(named[first])
        if len(entry) > _LONGEST:
            inner = named[first] if isinstance(named[first], dict) else {}
            has_questions = bool(inner) and all(isinstance(each, dict) for each in inner.values())
            entry = f"{{ {quoted(next(iter(inner)))}: {{ … }}, … }}" if has_questions else "{ … }"
        text = f"{quoted(first)}: {entry}{', …' * (len(named) > 1)}"
        text = f"write an object, in which the id of each entry is its key: {{ {text} }}"
        return Repair(text, (spot.way(named),), "list of entries")
    if isinstance(spot.value, list) and spot.value and all(isinstance(each, dict) for each in spot.value):
        one = one_of_objects(spot)
        if one or len(spot.value) == 1:
            return one
    return _of_other(spot)


def _of_other(spot: Spot) -> Repair | None:
    """Return the repair that writes an object with the value that is there."""
    if isinstance(spot.value, list) and len(spot.value) == 1 and isinstance(spot.value[0], str):
        spot = replace(spot, value=spot.value[0])
    found = list(_filled(spot))
    if not found:
        return None
    ways: tuple[Way, ...] = tuple((Write(spot.pointer, each),) for each in found)
    note = "".join(f', or "kind": {shown(each["kind"])} if a {each["kind"]} answered' for each in found[1:])
    members = members_of(spot)
    form = answer_form_of(spot)
    if form and form.results and found[0].get(form.key) is None:
        note += f"; the {form.key} is {' or '.join(map(shown, form.results))}"
    if (why := EXPLAINED.get(str(found[0].get("state")))) and "note" not in found[0]:
        return Repair(f"write {shown({**found[0], 'note': None}, texts=texts_of(members))}: the note says {why}", ways)
    cause = ENTRY if isinstance(spot.pointer[-1], int) else "bare value"
    written = shown(found[0], texts=texts_of(members))
    texts = [json.dumps(each, ensure_ascii=False) for each in found[0].values() if isinstance(each, str)]
    is_cut = not all(each in written for each in texts)
    whole = ", with all of the text" * is_cut
    return Repair(f"write {written}{whole}{note}", ways, cause=cause)


def answer_form_of(spot: Spot) -> AnswerForm | None:
    """Return the form of the answer that an object is, or None if it is none."""
    # The references of the members are followed already.
    members = {key: {**each, "$ref": None} for key, each in members_of(spot).items()}
    return answer_form({}, {"properties": members})


def texts_of(members: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the keys of members that are texts."""
    return frozenset(key for key, part in members.items() if part.get("type") == "string")


def _filled(spot: Spot) -> Iterator[dict[str, Any]]:
    """Yield the objects that the schema expects, filled in with the value that is there."""
    members = members_of(spot)
    blank: dict[str, Any] = dict.fromkeys(spot.resolve(spot.part).get("required", ()))
    value = spot.value.strip() if isinstance(spot.value, str) else spot.value
    if not blank or value in ("", None) or isinstance(value, dict):
        return
    if isinstance(value, list):
        pairs = list(zip(blank, value, strict=False))
        if len(pairs) == len(value) == len(blank) and all(spot.fits(each, members[key]) for key, each in pairs):
            yield dict(pairs)
    elif answer := _answer(spot, value, blank):
        yield answer
    elif not (isinstance(value, str) and (says_nothing(value) or is_bare_answer(value))):
        yield from _in_first_place(spot, value, blank, members)


def _answer(spot: Spot, value: Any, blank: dict[str, Any]) -> dict[str, Any]:
    """Return an answer to a question that starts with yes or no, or an empty object."""
    first = _FIRST_WORD.fullmatch(value) if isinstance(value, str) else None
    word = str(value).lower().strip(".") if isinstance(value, str | bool) else ""
    rest = None
    if word not in BOOLEANS and first:
        word, rest = first[1].lower(), first[2].strip()
        if rest.endswith(")") and rest.count("(") < rest.count(")"):
            rest = rest[:-1]
    form = answer_form_of(spot)
    if form is None or form.kind != "word":
        return {}
    applying = {form.applies: True} if form.applies else {}
    reason = {form.reason: rest} if form.reason in blank else {}
    if not form.results:
        if word in BOOLEANS:
            return {**blank, **applying, form.key: BOOLEANS[word], **reason}
        no = isinstance(value, str) and says_nothing(value) and form.applies
        return {**blank, form.applies: False, form.key: False} if no else {}
    allowed = {each.lower(): each for each in form.results}
    if "yes" in allowed and word in BOOLEANS:
        word = "yes" if BOOLEANS[word] else "no"
    return {**blank, **applying, form.key: allowed[word], **reason} if word in allowed and reason else {}


def _in_first_place(
    spot: Spot, value: Any, blank: dict[str, Any], members: Mapping[str, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield objects with the value under the first key that it fits; a kind that is not known has two values."""
    if {"by", "name"} & blank.keys() and "date" in members and (dated := _DATED.fullmatch(str(value))):
        value, blank = dated[1], {**blank, "date": dated[2]}
    if "title" in blank and isinstance(value, str) and (cited := parts_of_citation(value)):
        yield {**blank, **{key: each for key, each in cited.items() if key in members}}
        return
    addresses = address_readings(value) if isinstance(value, str) else ()
    for key in blank:
        given = next((each for each in (value, *addresses[:1]) if spot.fits(each, members[key])), None)
        if given is not None:
            filled = {**blank, key: given}
            may_be_model = _MODEL.search(str(given))
            kinds = (
                sorted(members["kind"]["enum"], reverse=not may_be_model) if filled.get("kind", "") is None else [None]
            )
            kinds = ["model"] if kinds != [None] and is_model(str(given)) else kinds
            yield from ({**filled, "kind": kind} if kind else filled for kind in kinds)
            return


_MAKERS = {
    "boolean": _boolean,
    "integer": number_repair,
    "number": number_repair,
    "array": list_repair,
    "string": _string,
    "object": _object,
}
