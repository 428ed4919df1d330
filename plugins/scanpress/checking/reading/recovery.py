"""Go on after mistakes in the syntax that leave no doubt about the structure of a text."""

import difflib
import json
import re
from dataclasses import dataclass

from scanpress.checking.display import quoted, visible
from scanpress.checking.problem import Pointer
from scanpress.checking.reading.mistakes import Edit, Mistake
from scanpress.checking.reading.numbers import number_advice
from scanpress.checking.reading.strings import (
    CURLY_QUOTES,
    MistakenText,
    character_name,
    read_quoted,
    read_straight,
    read_with_inner_quotes,
)
from scanpress.checking.reading.syntax import Situation
from scanpress.checking.reading.tokens import Token, blanks_end, comment_end, comment_text

# Signs in place of a comma or a colon; those of full width come from Chinese and Japanese keyboards.
_COMMAS = frozenset(";\uff0c\u3001\uff1b\u060c")
_COLONS = frozenset("=\uff1a")
_PYTHON = frozenset({"True", "False", "None"})
_MEANT = {"none": "null", "nil": "null", "undefined": "null", "yes": "true", "no": "false"}
_NO_NUMBERS = frozenset({"nan", "inf", "infinity"})
_ONLY_COMMAS = re.compile(r"[\s,]{0,200}[\]}]")  # a limit, so that a long row of commas is not read again for each
_BEFORE_COLON = re.compile(r"\s*+[:=]")
_AFTER_VALUE = re.compile(r"[ \t\r\n]*+(?:[,}\]]|\Z)")


@dataclass(frozen=True, slots=True)
class Recovered:
    """The tokens that were meant, the last token that was read, and the mistakes.

    If it `is_same_value`, the tokens are the whole value of which the reader has taken the start.
    """

    tokens: tuple[Token, ...]
    last: Token
    mistakes: tuple[Mistake, ...]
    is_same_value: bool = False


def read_gap(text: str, token: Token, previous: Token, pointer: Pointer) -> Mistake | None:
    """Return the mistake that a comment or other white space at a token is, or None; `pointer` is the object's."""
    start = token.start
    end = blanks_end(text, start)
    if end > start:
        return Mistake("blank", (start, end), pointer, (Edit(start, end, " "),), character_name(token.text))
    # A number that touches a slash is the start of a DOI without quotation marks.
    touches = previous.kind in {"number", "word"} and previous.end == start
    end = comment_end(text, start)
    if end == start or touches:
        return None
    said = comment_text(text[start:end])
    edits = (Edit(start, end, " "),)
    if _LEFT_OUT.search(said):
        return Mistake("left-out", (start, end), pointer, edits, quoted(said), certain=False)
    return Mistake("comment", (start, end), pointer, edits, note=said)


# How models write that they did not repeat a part of the file.
_LEFT_OUT = re.compile(
    r"\A\W{0,3}(?:\.{3}|\u2026)|(?:\.{3}|\u2026)\W{0,3}\Z|\b(?:unchanged|omitted|for brevity|and so on|as before)\b"
    r"|\b(?:rest|remainder) of (?:the|this)\b"
    r"|\b(?:remaining|other) (?:variables|questions|answers|keys|entries|fields|items)\b",
    re.IGNORECASE,
)


def recover(case: Situation, pointer: Pointer) -> Recovered | None:
    """Return what was meant by a token that is not expected, or None if that is not certain."""
    read = {"value": _value, "key": _key, "colon": _colon, "next": _next, "end": _end}[case.expected]
    return read(case, pointer)


def _value(case: Situation, pointer: Pointer) -> Recovered | None:
    token, text = case.token, case.lines.text
    if token.kind == "other":
        return _other_text(case, pointer, is_key=False)
    if token.text == "," and case.previous.text in {",", "[", "{"}:
        return _extra_comma(case, pointer)
    if case.opening is None or not _AFTER_VALUE.match(text, token.end):
        return None
    if token.kind == "number":
        return _replaced(token, "number", json.dumps(token.text), pointer, remedy=number_advice(token.text))
    return _word(token, pointer) if token.kind == "word" and not _is_cut_off(case) else None


def _other_text(case: Situation, pointer: Pointer, *, is_key: bool) -> Recovered | None:
    """Read a text with mistakes in it, or one in other quotation marks."""
    text, start = case.lines.text, case.token.start
    if case.token.text == '"':
        return _string(read_straight(text, start, pointer))
    if case.token.text == "'" or case.token.text in CURLY_QUOTES:
        return _string(read_quoted(text, start, pointer, is_key=is_key))
    return None


def _key(case: Situation, pointer: Pointer) -> Recovered | None:
    token, text = case.token, case.lines.text
    if token.kind == "other":
        return _other_text(case, pointer, is_key=True)
    if token.text == "," and case.previous.text in {",", "{"}:
        return _extra_comma(case, pointer)
    if token.kind in {"word", "number"} and _BEFORE_COLON.match(text, token.end):
        written = json.dumps(token.text, ensure_ascii=False)
        return _replaced(token, "bare-key", written, pointer, remedy=f"write {quoted(token.text)}")
    return None


def _colon(case: Situation, pointer: Pointer) -> Recovered | None:
    token, text = case.token, case.lines.text
    if token.text in _COLONS:
        end = token.end + (text[token.end : token.end + 1] == ">")
        edits = (Edit(token.start, end, ":"),)
        mistake = Mistake("equals", (token.start, end), pointer, edits, text[token.start : end])
        return _single(Token("mark", ":", token.start, end), mistake)
    same_line = "\n" not in text[case.previous.end : token.start]
    if token.begins_value and same_line and token.start > case.previous.end:
        place = case.previous.end
        mistake = Mistake("missing-colon", (place, place + 1), pointer, (Edit(place, place, ":"),))
        return Recovered((Token("mark", ":", place, place), token), token, (mistake,))
    return None


def _next(case: Situation, pointer: Pointer) -> Recovered | None:
    token, text = case.token, case.lines.text
    if token.text in _COMMAS:
        edits = (Edit(token.start, token.end, ","),)
        mistake = Mistake("semicolon", (token.start, token.end), pointer, edits, token.text)
        return _single(Token("mark", ",", token.start, token.end), mistake)
    if case.has_quote_inside and case.opening is not None:
        start, in_list = case.previous.start, case.opening.text == "["
        found = read_with_inner_quotes(text, start, pointer, in_list=in_list)
        return _string(found, is_same_value=True)
    return _missing_comma(case, pointer) if token.start > case.previous.end else None


def _missing_comma(case: Situation, pointer: Pointer) -> Recovered | None:
    """Add a comma before the next entry of a list, or before a text that a colon follows in an object."""
    token, text, place = case.token, case.lines.text, case.previous.end
    if case.opening is None or not token.begins_value:
        return None
    is_key = token.kind == "string" and _BEFORE_COLON.match(text, token.end) is not None
    if is_key != (case.opening.text == "{") or (token.kind == "word" and case.is_on_same_line):
        return None
    line = case.lines.place(case.previous.start)[0]
    kind = "swallowed-comma" if text[place : token.start].rstrip().endswith(",") else "missing-comma"
    mistake = Mistake(kind, (place, place + 1), pointer, (Edit(place, place, ","),), str(line))
    return Recovered((Token("mark", ",", place, place), token), token, (mistake,))


def _end(case: Situation, pointer: Pointer) -> Recovered | None:
    token = case.token
    if token.text not in {";", ","} or case.lines.text[token.end :].strip():
        return None
    span = (token.start, token.end)
    return Recovered((), token, (Mistake("extra-comma", span, pointer, (Edit(*span, ""),)),))


def _word(token: Token, pointer: Pointer) -> Recovered:
    word = token.text
    lower = word.lower()
    if word in _PYTHON or lower in {"true", "false", "null"}:
        meant = _MEANT.get(lower, lower)
        kind = "python-literal" if word in _PYTHON else "literal"
        return _replaced(token, kind, meant, pointer, remedy=f"write {meant}")
    if lower.lstrip("-") in _NO_NUMBERS:
        return _replaced(
            token, "word", "null", pointer, remedy="write the number, or null or no key if it may be left out"
        )
    near = difflib.get_close_matches(lower, ["true", "false", "null"], n=1, cutoff=0.5)
    meant = _MEANT.get(lower) or (near[0] if near else "")
    remedy = f"write {meant}" if meant else f"put it in double quotes: {quoted(word)}"
    if lower in {"yes", "no"}:
        remedy = f"write {quoted(word)} if a text is meant here, or {meant}"
    written = meant or json.dumps(word, ensure_ascii=False)
    return _replaced(token, "word", written, pointer, remedy=remedy)


def _is_cut_off(case: Situation) -> bool:
    """Return whether the file ends in the middle of true, false or null."""
    return case.token.end == len(case.lines.text)


def _replaced(token: Token, kind: str, written: str, pointer: Pointer, *, remedy: str) -> Recovered:
    span = (token.start, token.end)
    meant = Token("string" if written[0] == '"' else "word", written, *span)
    mistake = Mistake(kind, span, pointer, (Edit(*span, written),), visible(token.text[:40]), remedy=remedy)
    return _single(meant, mistake)


def _extra_comma(case: Situation, pointer: Pointer) -> Recovered:
    """Skip a comma; before an entry of a list one may be missing, so there it is not removed without asking."""
    is_first = case.previous.text != ","
    span = (case.token.start, case.token.end)
    # If a bracket follows, that comma is reported too: the edits of both remove two of them.
    edit = Edit(*span, "") if is_first else Edit(case.previous.start, case.previous.end, "")
    if _ONLY_COMMAS.match(case.lines.text, case.token.end):
        return Recovered((), case.token, (Mistake("trailing-comma", span, pointer, (edit,)),))
    in_list = case.opening is not None and case.opening.text == "["
    kind = "missing-entry" if in_list and not is_first else "extra-comma"
    return Recovered((), case.token, (Mistake(kind, span, pointer, (edit,), certain=not in_list),))


def _string(found: MistakenText | None, *, is_same_value: bool = False) -> Recovered | None:
    if found is None:
        return None
    token = Token("string", found.written, found.start, found.end)
    return Recovered((token,), token, found.mistakes, is_same_value)


def _single(token: Token, mistake: Mistake) -> Recovered:
    return Recovered((token,), token, (mistake,))
