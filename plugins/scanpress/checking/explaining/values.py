"""Explain values that do not match the schema: what is wrong, and what to write."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scanpress.checking.display import listed, quoted
from scanpress.checking.edits import Repair, Write, shown
from scanpress.checking.explaining.identifiers import says_nothing
from scanpress.checking.explaining.lists import entries_apart, members_of, value_in_object
from scanpress.checking.explaining.names import (
    begun,
    both_of,
    changed_to,
    explained,
    in_other_words,
    likely_word,
    misspelt,
    same_word,
    synonym,
)
from scanpress.checking.explaining.numbers import LIMITS, limit_finding, scale_of
from scanpress.checking.explaining.patterns import pattern_repair
from scanpress.checking.explaining.repeated import FOREIGN, IN_ENGLISH
from scanpress.checking.explaining.shapes import WORD, booleans, meant_boolean, texts_of, type_repair
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.explaining.states import STATES, note_needed, state_repair, status_repair
from scanpress.checking.known.languages import is_foreign
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.damage import cyrillic_letter, in_latin
from scanpress.checking.suspicions.people import is_model

_TYPES = {
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
# Yes or no, and then a reason, which does not limit it.
_FIRST_WORD = re.compile(
    r"\s*([^\W\d_]+)\b[\s.,;:(\u2013\u2014-]+(?!(?i:but|and|or|though|except|partly|no|yes)\b)(\S.*)", re.DOTALL
)
# What a model writes in place of the other entries of a list.
_LEFT_OUT = re.compile(
    r"[\s(\[]*(?:\.{3}|\u2026|(?:and )?[0-9]{1,4} (?:more|others)\b|(?:and )?(?:so on|others)\W{0,9}\Z|etc\b)",
    re.IGNORECASE,
)
_INAPPLICABLE = re.compile(r"(?:not applicable|n/?a|does not apply|inapplicable)\b", re.IGNORECASE)
_MANY_KEYS = 5  # of an object: a remedy shows fewer
_LONGEST = 60  # characters of a number that a message repeats
# Since January 2015 an arXiv id has five digits after the point: if there are fewer, zeros are lost.
_SHORT_ARXIV = re.compile(r"(?:1[5-9]|[2-9][0-9])[0-9]{2}\.[0-9]{1,4}")


def value_finding(kind: str, expected: Any, spot: Spot) -> Finding:
    """Return the finding on one error: `kind` is the keyword of the schema that is not met, `expected` its value."""
    if kind == "type":
        return _wrong_type(spot, expected)
    if kind in {"enum", "const"}:
        allowed = expected if kind == "enum" else [expected]
        return _in_another_script(spot, allowed) or _wrong_value(spot, allowed)
    if kind == "pattern":
        return _wrong_pattern(spot)
    if kind in LIMITS:
        return limit_finding(kind, expected, spot)
    message = f"this does not match the schema ({kind})"
    return Finding("schema-mismatch", spot.pointer, message, "compare it with the schema")


def finding(rule: str, spot: Spot, message: str, repair: Repair, *, meant: str = "") -> Finding:
    """Return a finding whose remedy and ways are those of a repair."""
    return Finding(rule, spot.pointer, message, repair.text, ways=repair.ways, cause=repair.cause, meant=meant)


def _wrong_type(spot: Spot, expected: str | list[str]) -> Finding:
    names = [expected] if isinstance(expected, str) else expected
    wanted = " or ".join(_TYPES[name] for name in names)
    is_number = type(spot.value) in {int, float}
    given = spot.written if is_number and 0 < len(spot.written) <= _LONGEST else quoted(spot.value)
    repair = type_repair(spot, names[0]) or Repair(_otherwise(spot, names[0], wanted))
    if _is_entry(spot) and says_nothing(spot.value):
        repair = Repair("remove this entry: an empty list says that there is nothing to list")
    elif _is_entry(spot) and _LEFT_OUT.match(spot.value):
        return finding(
            "wrong-type",
            spot,
            f"entries were left out here: {quoted(spot.value)}",
            Repair("write the entries that this replaces, or remove it if nothing is missing"),
        )
    if spot.key == "authors" and spot.pointer and isinstance(spot.pointer[-1], int) and spot.value is None:
        return finding("wrong-type", spot, f"entry {spot.pointer[-1] + 1} of this list is null, and no name", repair)
    if spot.part.get("x-scanpress-problem") == "bad-arxiv-id" and _SHORT_ARXIV.fullmatch(given):
        # Only zeros at the end, or at the beginning, are lost.
        full = f"{given.partition('.')[0]:0>4}.{given.partition('.')[2]:0<5}"
        repair = Repair(f'a number loses the zeros at its ends: write it in quotation marks, probably "{full}"')
    found = finding("wrong-type", spot, f"{wanted} is expected here, not {given}", repair)
    if repair.cause != WORD:
        return found
    word = str(spot.value)
    cause = FOREIGN if is_foreign(word) else WORD
    return replace(found, given=(quoted(word), meant_boolean(word)), cause=cause)


def _otherwise(spot: Spot, expected: str, wanted: str) -> str:
    """Return what to do if only the author of the file knows what is meant."""
    part = spot.resolve(spot.part)
    if expected == "object" and _has_states(part):
        return status_repair(str(spot.value))
    if expected == "object" and part.get("required"):
        if key := _applies(spot):
            first = f"{quoted(part['required'][0])}: {{ {quoted(key)}: false, … }}"
            return f"write an answer to each of its questions, such as {{ {first}, … }}"
        if len(part["required"]) < _MANY_KEYS:
            return f"write {shown(dict.fromkeys(part['required']), texts=texts_of(members_of(spot)))}"
        return _first_key(part)
    if expected == "object" and part.get("properties"):
        return _first_key(part)
    form, is_plain = spot.answer_form, expected in {"boolean", "integer", "number"}
    within = (quoted(form.reason) if form and form.reason else "") if is_plain else "it"
    is_kept = isinstance(spot.value, dict | list) and spot.value and within
    keep = f"; keep what is here in {within}" if is_kept else ""
    wanted = booleans(spot) if expected == "boolean" else wanted
    if expected == "integer" and (scale := scale_of(part)):
        wanted = scale
    return f"write {wanted}{keep}{', or leave the key out' * spot.optional}"


def _is_entry(spot: Spot) -> bool:
    """Return whether a text is an entry of a list."""
    return bool(spot.pointer) and isinstance(spot.pointer[-1], int) and isinstance(spot.value, str)


def _applies(spot: Spot) -> str:
    """Return the key that says whether a question applies, if a text says so of a category of questions."""
    if not isinstance(spot.value, str) or not (says_nothing(spot.value) or _INAPPLICABLE.match(spot.value)):
        return ""
    member = next(iter(members_of(spot).values()), {})
    properties = member.get("properties", {})
    return next((key for key in properties if spot.resolve(properties[key]).get("type") == "boolean"), "")


def _has_states(part: Mapping[str, Any]) -> bool:
    return STATES.keys() == set(part.get("properties", {}).get("state", {}).get("enum", ()))


def _first_key(part: Mapping[str, Any]) -> str:
    return f"write an object with its keys, such as {{ {quoted(next(iter(part['properties'])))}: … }}"


def _in_another_script(spot: Spot, allowed: list[Any]) -> Finding | None:
    """Return the finding on an allowed word in which Cyrillic letters look like Latin ones."""
    odd = cyrillic_letter(spot.value) if isinstance(spot.value, str) else ""
    if not odd or in_latin(spot.value) not in allowed:
        return None
    rule = str(spot.part.get("x-scanpress-problem", "wrong-value"))
    return finding(rule, spot, odd, spot.write(in_latin(spot.value), " with Latin letters"))


def _wrong_value(spot: Spot, allowed: list[Any]) -> Finding:
    rule = str(spot.part.get("x-scanpress-problem", "wrong-value"))
    words = [each for each in allowed if isinstance(each, str)]
    every = f"write {listed(allowed)}"
    if _is_entry(spot) and says_nothing(spot.value):
        every = f"remove this entry if there is nothing to list, or {every}"
    elif _is_entry(spot) and (free := [each for each in words if each not in _list(spot)]):
        every = f"write {listed(free)}, or remove this entry"
    if spot.key == "kind" and isinstance(spot.value, str) and is_model(spot.value):
        every = f'write "model" here, and {quoted(spot.value)} under "name"'
    message = f"{quoted(spot.value)} is not one of the allowed values {listed(allowed)}"
    if len(allowed) == 1:
        return Finding(
            rule, spot.pointer, f"{quoted(spot.value)} is not {listed(allowed)}", every, ways=(spot.way(allowed[0]),)
        )
    if certain := same_word(spot.value, words):
        if note := note_needed(spot, [certain]):
            return Finding(rule, spot.pointer, message, f"write {quoted(certain)}{note}", ways=(spot.way(certain),))
        kind = "boolean" if str(spot.value).strip().lower() in {"true", "false"} else "spelling"
        return finding(rule, spot, message, spot.write(certain, cause=f"{kind} of {'/'.join(words)}"), meant=certain)
    is_state = spot.key == "state" and set(words) == STATES.keys()
    if repair := state_repair(spot) if is_state else entries_apart(spot, words):
        return finding(rule, spot, message, repair)
    likely = changed_to(spot.value, words) or likely_word(spot.value, words)
    if near := likely or _near(spot.value, words):
        # A word of another language says more than its likely meaning: only a person decides.
        ways = () if isinstance(spot.value, str) and likely else (spot.way(near),)
        remedy = f"did you mean {quoted(near)}? {every}{note_needed(spot, words)}"
        given = (quoted(spot.value), quoted(near))
        cause = _cause(spot, words)
        remedy += IN_ENGLISH * (cause == FOREIGN)
        return Finding(rule, spot.pointer, message, remedy, ways=ways, meant=near, cause=cause, given=given)
    return _without_guess(spot, words, every, message)


def _near(value: object, words: list[str]) -> str:
    """Return the allowed word that a text has in other words, or misspelt; else an empty text."""
    if not isinstance(value, str):
        return ""
    return in_other_words(value, words) or synonym(value, words) or misspelt(value, words)


def _without_guess(spot: Spot, words: list[str], every: str, message: str) -> Finding:
    """Return the finding on a value of which only a person knows which allowed word it means."""
    rule = str(spot.part.get("x-scanpress-problem", "wrong-value"))
    repair = value_in_object(spot) or _no_guess(spot, words, every + note_needed(spot, words))
    found = finding(rule, spot, message, repair)
    if repair.cause != _none_of(words):
        return found
    cause = _cause(spot, words)
    remedy = found.remedy + IN_ENGLISH * (cause == FOREIGN)
    return replace(found, remedy=remedy, given=(quoted(spot.value), ""), cause=cause)


def _cause(spot: Spot, words: list[str]) -> str:
    """Return the cause of a value that is none of some words."""
    return FOREIGN if isinstance(spot.value, str) and is_foreign(spot.value) else _none_of(words)


def _none_of(words: list[str]) -> str:
    return f"none of {'/'.join(words)}"


def _list(spot: Spot) -> list[Any]:
    """Return the list that has a value."""
    found = spot.document
    for key in spot.pointer[:-1]:
        found = found[key]
    return list(found)


def _no_guess(spot: Spot, words: list[str], every: str) -> Repair:
    """Return the choices, and what to do with words that say more than a choice, or with a list of one."""
    if isinstance(spot.value, list) and len(spot.value) == 1 and spot.value[0] in words:
        return spot.write(spot.value[0], " without the brackets of a list", cause="list of one")
    if head := begun(spot.value, words):
        return Repair(f"write {quoted(head)}, and keep the other words, if they matter, in a text beside it")
    if both := both_of(spot.value, words, spot.guidance):
        return Repair(f"did you mean {quoted(both)}? {every}", (spot.way(both),))
    form = spot.answer_form
    key = form.reason if form else ""
    first = _FIRST_WORD.fullmatch(spot.value) if isinstance(spot.value, str) else None
    head = next((each for each in words if first and each.lower() == first[1].lower() in {"yes", "no"}), "")
    said = spot.parent.get(key)
    if first and head and key in spot.parent and isinstance(said, str | None):
        rest = first[2].strip()
        if rest.endswith(")") and rest.count("(") < rest.count(")"):
            rest = rest[:-1]
        reason = said if said and rest in said else f"{said or ''} {rest}".strip()
        edits = (Write(spot.pointer, head), Write((*spot.pointer[:-1], key), reason))
        return Repair(f"write {quoted(head)}, and add the other words to {quoted(key)}", (edits,))
    if "Yes" not in words or key not in spot.parent:
        said = explained(words, spot.guidance)
        return Repair(f"{every}: {said}" if said else every, cause=_none_of(words))
    more = "no third answer" if len(words) == 2 else "no other answer"  # noqa: PLR2004 - yes and no
    remedy = f"{every}: this question has {more}; say in {quoted(key)} what does not fit"
    return Repair(remedy, cause=_none_of(words))


def _wrong_pattern(spot: Spot) -> Finding:
    rule = str(spot.part.get("x-scanpress-problem", "wrong-value"))
    message = f"{quoted(spot.value)} is not a valid {_in_sentence(spot.part.get('title', 'value'))}"
    return finding(rule, spot, message, pattern_repair(spot))


def _in_sentence(title: str) -> str:
    """Return a title as it is written inside a sentence: in lower case, except for abbreviations and arXiv."""
    if title in {"Web page", "PDF", "Address"}:
        return "web address"
    return title if title[:2].isupper() or title.startswith("arXiv") else title.lower()
