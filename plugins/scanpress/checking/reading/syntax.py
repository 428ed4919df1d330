"""Explain the mistake at which a JSON text is broken: what is wrong, and what to write instead."""

import difflib
import re
import unicodedata
from dataclasses import dataclass

from scanpress.checking.display import quoted, visible
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.text import Lines
from scanpress.checking.reading.tokens import Token

_CURLY_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"  # the quotation marks that word processors put in
# The lines that git adds to both sides of a merge conflict, and to their common ancestor.
_CONFLICT_MARKER = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?![<|=>])")
_LFS_POINTER = "version https://git-lfs.github.com/spec/"
_UP_TO_A_MARK = re.compile(r'[^\s",\[\]{}]*+')
NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})
_MEANT = {"none": "null", "nil": "null", "undefined": "null", "yes": "true", "no": "false"}
_UNICODE_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

Advice = tuple[str, str, tuple[int, int]]
"""A message, a remedy, and the offsets of the mistake."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A mistake: what was expected (value, key, colon, next, end), the token, the one before, the open bracket."""

    expected: str
    token: Token
    previous: Token
    opening: Token | None
    lines: Lines

    @property
    def here(self) -> tuple[int, int]:
        """The offsets of the token."""
        return self.token.start, self.token.end

    @property
    def before(self) -> tuple[int, int]:
        """The offsets of the token before."""
        return self.previous.start, self.previous.end


def diagnose(situation: Situation, pointer: Pointer) -> Finding:
    """Return the finding on the mistake at which reading ends."""
    message, remedy, span = _advice(situation)
    return Finding("syntax", pointer, message, remedy, span=span)


def _advice(case: Situation) -> Advice:
    return _not_json(case) or _json_mistake(case)


def _json_mistake(case: Situation) -> Advice:
    if case.token.kind == "end":
        return _ended(case, case.previous.end)
    if case.token.kind == "word" and case.opening and _is_cut_off(case):
        return _ended(case, case.token.end)
    if case.expected == "next" and _quote_inside(case):
        return (
            "this quotation mark ends the text, but more text follows",
            'write \\" for a quotation mark inside a text',
            (
                case.previous.end - 1,
                case.previous.end,
            ),
        )
    if case.token.kind == "other":
        return _unexpected(case)
    return {"value": _no_value, "key": _no_key, "colon": _no_colon, "next": _no_comma, "end": _no_end}[case.expected](
        case
    )


def _quote_inside(case: Situation) -> bool:
    touches = case.previous.kind == "string" and case.token.start == case.previous.end
    return touches and case.token.kind in {"word", "number", "other"}


def _is_cut_off(case: Situation) -> bool:
    """Return whether the file ends in the middle of true, false or null."""
    at_end = case.token.end == len(case.lines.text)
    return at_end and any(word.startswith(case.token.text) for word in ("true", "false", "null"))


def _ended(case: Situation, end: int) -> Advice:
    span = (end, end + 1)
    if case.opening is None:
        return "the file is empty", "add a scan to it, or remove the file", (0, 0)
    name, closing = ("object", "}") if case.opening.text == "{" else ("list", "]")
    line = case.lines.place(case.opening.start)[0]
    message = f"the file ends inside the {name} that starts in line {line}"
    return message, f"restore the missing end, or add the missing {closing}", span


def _unexpected(case: Situation) -> Advice:
    character = case.token.text
    if character == '"':
        return _bad_string(case)
    message, remedy = _unexpected_character(character, case.expected)
    return message, remedy, case.here


def _bad_string(case: Situation) -> Advice:
    """Return what is wrong with a string: a line break, a control character, a bad escape, or no end."""
    text, position = case.lines.text, case.token.start + 1
    while position < len(text) and text[position] != '"' and text[position] >= " ":
        if text[position] == "\\":
            good = text[position + 1 : position + 2] in tuple('"\\/bfnrt') or _is_unicode_escape(text, position)
            if not good:
                shown = visible(text[position : position + 2])
                return f"{shown} is not a valid JSON escape", "write \\\\ for a backslash", (position, position + 2)
            position += 1
        position += 1
    if position < len(text) and text[position] not in "\n\r":
        shown = _ESCAPES.get(text[position], f"\\u{ord(text[position]):04x}")
        return "this text contains a control character", f"write {shown} instead", (position, position + 1)
    end = min(position, len(text))
    if end == len(text) and case.opening is not None:
        return _ended(case, end)
    message = "this text has no closing quotation mark on its line"
    return message, 'close it with ", and write line breaks inside a text as \\n', (case.token.start, end)


def _is_unicode_escape(text: str, position: int) -> bool:
    return _UNICODE_ESCAPE.match(text, position) is not None


def _no_value(case: Situation) -> Advice:
    token = case.token
    if token.kind == "word":
        return _unknown_word(case)
    if token.text in {"]", "}"} and case.previous.text == ",":
        return "nothing follows this comma", "remove the comma", case.before
    if token.text == "," and case.previous.text == ",":
        return "there are two commas in a row", "remove one of them", case.here
    return "a value is missing here", 'write a value, such as "", null or false', case.here


def _unknown_word(case: Situation) -> Advice:
    word = case.token.text
    near = difflib.get_close_matches(word.lower(), ["true", "false", "null"], n=1, cutoff=0.5)
    meant = _MEANT.get(word.lower()) or (near[0] if near else "")
    shown = visible(word[:40])
    remedy = f"write {meant}" if meant else f"put it in double quotes: {quoted(word)}"
    return f"{shown} is not a JSON value", remedy, case.here


def _no_key(case: Situation) -> Advice:
    token = case.token
    if token.text == "}" and case.previous.text == ",":
        return "nothing follows this comma", "remove the comma", case.before
    if token.text == ",":
        message = "there are two commas in a row" if case.previous.text == "," else "a key is missing here"
        return message, "remove the comma", case.here
    if token.kind in {"word", "number"}:
        return "a key must be in double quotation marks", f"write {quoted(token.text)}", case.here
    return "a key is missing here", 'write a key and a value: "key": "value"', case.here


def _no_colon(case: Situation) -> Advice:
    message = "a key must be followed by a colon and a value"
    return message, "add : after the key", (case.previous.end, case.previous.end + 1)


def _no_comma(case: Situation) -> Advice:
    token, after = case.token, (case.previous.end, case.previous.end + 1)
    if token.begins_value:
        line = case.lines.place(case.previous.start)[0]
        return f"a comma is missing after the value in line {line}", "add a comma here", after
    if token.text in {"}", "]"} and case.opening is not None:
        name, closing = ("object", "}") if case.opening.text == "{" else ("list", "]")
        line = case.lines.place(case.opening.start)[0]
        return f"{token.text} does not close the {name} that starts in line {line}", f"write {closing} first", case.here
    return f"{token.text} is not allowed after a value", "write a comma, or put the key in an object", case.here


def _no_end(case: Situation) -> Advice:
    message = "the scan ends before this place, but more text follows"
    return message, "remove everything after the last bracket of the scan", case.here


def _not_json(case: Situation) -> Advice | None:
    """Return what a text is that is not meant to be JSON, or None if the mistake is one in JSON."""
    text, start = case.lines.text, case.token.start
    if text.startswith(_LFS_POINTER):
        message = "this is a git LFS pointer: the file itself is not downloaded"
        return message, "run git lfs pull", (0, len(_LFS_POINTER))
    marker = _CONFLICT_MARKER.match(text, start) if text[start - 1 : start] in {"", "\n"} else None
    if marker:
        remedy = "keep one version, and remove the lines that start with <<<<<<<, ======= and >>>>>>>"
        return "this file has an unresolved merge conflict", remedy, marker.span()
    if case.token.text == "/" and case.previous.kind == "number" and start == case.previous.end:
        return _unquoted(text, case.previous.start)
    return None


def _unquoted(text: str, start: int) -> Advice:
    """Return the advice on a text without quotation marks that starts like a number, such as a DOI."""
    found = _UP_TO_A_MARK.match(text, start)
    end = found.end() if found else start
    remedy = f"put it in double quotes: {quoted(text[start:end])}"
    return "a text must be in double quotation marks", remedy, (start, end)


def _unexpected_character(character: str, expected: str) -> tuple[str, str]:
    """Return message and remedy for a character that no JSON token starts with."""
    if character == "'":
        return "JSON does not allow single quotation marks", 'write double quotation marks: "…"'
    if character in _CURLY_QUOTES:
        return f"JSON does not allow {character} as a quotation mark", 'write straight quotation marks: "…"'
    if character in "/#":
        return "JSON does not allow comments", 'remove the comment, or write it as a value: "x-note": "…"'
    if character == "=" and expected == "colon":
        return "a key must be followed by a colon", "write : instead of ="
    if character in "+.":
        return f"a number cannot start with {character}", "start it with a digit, without a plus sign"
    plain = character.isascii() and character.isprintable()
    shown = character if plain else f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
    return f"{shown} is not allowed here", f"remove {shown}"
