"""Explain the mistake at which a JSON text is broken: what is wrong, and what to write instead."""

import difflib
import re
from dataclasses import dataclass

from scanpress.checking.days import plain_digits
from scanpress.checking.display import quoted, visible
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.brackets import Advice, ended, wrong_bracket
from scanpress.checking.reading.strings import CURLY_QUOTES, character_name
from scanpress.checking.reading.text import Lines
from scanpress.checking.reading.tokens import Token

_OTHER_DIGITS = re.compile(r"\d{1,40}")
_UP_TO_A_MARK = re.compile(r'[^\s",\[\]{}]*+')
_UP_TO_LINE_END = re.compile(r"[^\r\n]*+")
# A text as Python prints it: u'…', b'…', or with f and r as in a program.
_PREFIXED = re.compile(r"([bfru]{1,2})(['\"])(?![\r\n])", re.IGNORECASE)
_CURLY_END = re.compile(r"[\u201c\u201d\u00bb\u00ab\uff02'\u2019][ \t]*,?[ \t]*\Z")
_COLON = re.compile(r"\s*+[:=]")
_NO_TEXT = frozenset("+/#\"'")  # signs that join texts, begin comments or begin other texts
_UNCLOSED_KEY = re.compile(r'"([\w$-]{1,100})\s*:')
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,_][0-9]{3})+(?![0-9])")
NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})


@dataclass(frozen=True, slots=True)
class Situation:
    """A mistake: what was expected (value, key, colon, next, end), the token, the one before, the open bracket.

    `open_brackets` are all brackets that are open, the outermost first.
    """

    expected: str
    token: Token
    previous: Token
    open_brackets: tuple[Token, ...]
    lines: Lines

    @property
    def opening(self) -> Token | None:
        """The innermost bracket that is open."""
        return self.open_brackets[-1] if self.open_brackets else None

    @property
    def here(self) -> tuple[int, int]:
        """The offsets of the token."""
        return self.token.start, self.token.end

    @property
    def is_on_same_line(self) -> bool:
        """Whether the token is on the line of the one before."""
        return "\n" not in self.lines.text[self.previous.end : self.token.start]

    @property
    def has_quote_inside(self) -> bool:
        """Whether more of a text seems to follow its closing quotation mark: the mark may belong to the text."""
        if self.previous.kind != "string" or not self.is_on_same_line:
            return False
        touches = self.token.start == self.previous.end
        is_key = _COLON.match(self.lines.text, self.token.end) is not None
        return (touches and self.token.kind == "string") or (
            self.token.kind in {"word", "number", "other"} and self.token.text not in _NO_TEXT and not is_key
        )


def diagnose(situation: Situation, pointer: Pointer) -> Finding:
    """Return the finding on the mistake at which reading ends."""
    message, remedy, span = _advice(situation)
    return Finding("syntax", pointer, message, remedy, span=span)


def _advice(case: Situation) -> Advice:
    if case.token.kind == "end":
        return _ended(case, case.previous.end)
    if case.token.kind == "word" and case.opening and _is_cut_off(case):
        return _ended(case, case.token.end, begun="entry")
    if case.token.text == "/" and case.previous.kind == "number" and case.token.start == case.previous.end:
        return _unquoted(case.lines.text, case.previous.start)
    if case.expected == "next" and case.has_quote_inside:
        return _quote_inside(case)
    if case.token.kind == "other":
        return _unexpected(case)
    return {"value": _no_value, "key": _no_key, "colon": _no_colon, "next": _no_comma, "end": _no_end}[case.expected](
        case
    )


def _quote_inside(case: Situation) -> Advice:
    message = "this quotation mark ends the text, but more text follows"
    remedy = 'write \\" for a quotation mark inside a text'
    return message, remedy, (case.previous.end - 1, case.previous.end)


def _is_cut_off(case: Situation) -> bool:
    """Return whether the file ends in the middle of true, false or null."""
    at_end = case.token.end == len(case.lines.text)
    return at_end and any(word.startswith(case.token.text) for word in ("true", "false", "null"))


def _ended(case: Situation, end: int, *, begun: str = "") -> Advice:
    if case.opening is None:
        return (
            "the file is empty",
            "write the scan into it (git restore brings back what was committed), or remove it",
            (0, 0),
        )
    if not begun and (case.expected == "colon" or case.previous.text in {",", ":"}):
        begun = "entry"
    return ended(case.lines, case.open_brackets, end, begun=begun)


def _unexpected(case: Situation) -> Advice:
    if case.token.text == '"':
        return _no_closing_quote(case)
    text, start = case.lines.text, case.token.start
    if text.startswith(("...", "\u2026"), start):
        remedy = "write what the dots replace, or remove them if nothing is missing"
        return "something was left out here", remedy, (start, start + (3 if text[start] == "." else 1))
    if case.token.text == "+" and case.expected == "next":
        return "JSON does not join texts with +", "write one text", case.here
    if case.token.text == "(" and case.expected == "next" and case.is_on_same_line:
        message = "a remark in brackets follows the value"
        return message, 'remove it, or keep it as a value of its own: "x-note": "…"', case.here
    if case.token.text in "()":
        bracket = "[" if case.token.text == "(" else "]"
        return "JSON writes a list in [ and ]", f"write {bracket} instead of {case.token.text}", case.here
    return _unexpected_sign(case)


def _unexpected_sign(case: Situation) -> Advice:
    digits = _OTHER_DIGITS.match(case.lines.text, case.token.start)
    if digits and not digits[0].isascii():
        return "JSON writes numbers with the digits 0 to 9", f"write {plain_digits(digits[0])}", digits.span()
    message, remedy = _unexpected_character(case.token.text)
    return message, remedy, case.here


def _no_closing_quote(case: Situation) -> Advice:
    """Return the advice on a text without an end on its line."""
    text, start = case.lines.text, case.token.start
    match = _UP_TO_LINE_END.match(text, start)
    end = match.end() if match else len(text)
    if end == len(text) and case.opening is not None:
        return _ended(case, end, begun="text" if case.expected == "value" else "entry")
    line = text[start:end]
    key = _UNCLOSED_KEY.match(line) if case.expected == "key" else None
    if key:
        return "this key has no closing quotation mark", f"write {quoted(key[1])}: …", (start, start + len(key[1]) + 1)
    if line.rstrip(" \t,").endswith('\\"'):
        place = start + line.rindex("\\")
        message = "the backslash before this quotation mark makes it a part of the text"
        return message, "write two backslashes", (place, place + 2)
    curly = _CURLY_END.search(line)
    if curly:
        return (
            f"this text ends with {curly[0][0]}",
            'write " in its place',
            (start + curly.start(), start + curly.start() + 1),
        )
    message = "this text has no closing quotation mark on its line"
    return message, 'close it with ", and write line breaks inside a text as \\n', (start, end)


def _no_value(case: Situation) -> Advice:
    token = case.token
    if token.kind in {"word", "number"}:
        return _bare_text(case)
    return "a value is missing here", 'write a value, such as "", null or false', case.here


def _bare_text(case: Situation) -> Advice:
    """Return the advice on words without quotation marks, up to the end of their line."""
    text, start = case.lines.text, case.token.start
    if prefixed := _prefixed(text, start):
        return prefixed
    line = _UP_TO_LINE_END.match(text, start)
    words = (line[0] if line else "").rstrip(" \t,]}")
    if words.endswith('"') and words.count('"') == 1:
        return "this text has no opening quotation mark", f"write {quoted(words[:-1])}", (start, start + len(words))
    if '"' in words or not words:
        word = case.token.text
        near = difflib.get_close_matches(word.lower(), ["true", "false", "null"], n=1, cutoff=0.5)
        remedy = f"write {near[0]}" if near else f"put it in double quotes: {quoted(word)}"
        return f"{visible(word[:40])} is not a JSON value", remedy, case.here
    return "a text must be in double quotation marks", f"write {quoted(words)}", (start, start + len(words))


def _prefixed(text: str, start: int) -> Advice | None:
    """Return the advice on a letter before a text or a key, as in u"…", or None."""
    found = _PREFIXED.match(text, start)
    if not found:
        return None
    remedy = f"remove {found[1]}" + ", and write double quotation marks" * (found[2] == "'")
    return f"JSON has no {found[1]} before a text", remedy, found.span(1)


def _no_key(case: Situation) -> Advice:
    token, text = case.token, case.lines.text
    if prefixed := _prefixed(text, token.start):
        return prefixed
    grouped = _grouped_number(text, case.previous.start) if case.previous.text == "," else None
    if grouped:
        return grouped
    if token.kind in {"word", "number"}:
        missing = "this key has no opening quotation mark" if text[token.end : token.end + 1] == '"' else ""
        return missing or "a key must be in double quotation marks", f"write {quoted(token.text)}", case.here
    if token.text == "{":
        remedy = "remove it, and the } that closes it: what is inside belongs to the object around it"
        return "a { is where a key belongs", remedy, case.here
    return "a key is missing here", 'write a key and a value: "key": "value"', case.here


def _grouped_number(text: str, sign: int) -> Advice | None:
    """Return the advice on a number with a sign between its thousands, or None."""
    start = sign
    while start and text[start - 1].isdigit():
        start -= 1
    match = _GROUPED.match(text, start)
    if not match or start == sign:
        return None
    plain = match[0].replace(",", "").replace("_", "")
    return f"a number has no {text[sign]} between its digits", f"write {plain[:40]}", match.span()


def _no_colon(case: Situation) -> Advice:
    key, after = case.previous.text[1:-1], (case.previous.end, case.previous.end + 1)
    swallowed = re.match(r"([\w$-]{1,100})[\u201c\u201d\u2019'\uff02]?\s*:\s*\Z", key)
    if swallowed:
        start = case.previous.start
        message = "this key has no closing quotation mark"
        return message, f'write {quoted(swallowed[1])}: "…', (start, start + 1 + len(swallowed[1]))
    return "a key must be followed by a colon and a value", "add : after the key", after


def _no_comma(case: Situation) -> Advice:
    token, after = case.token, (case.previous.end, case.previous.end + 1)
    is_key = token.kind == "string" and _COLON.match(case.lines.text, token.end)
    grouped = _grouped_number(case.lines.text, case.previous.end) if token.text.startswith("_") else None
    if grouped:
        return grouped
    if case.opening is not None and case.opening.text == "[" and (is_key or token.text == ":"):
        return _open_list(case, case.opening)
    if token.kind == "string" and case.previous.kind == "string":
        return "two texts follow one another", "make one text of both, or write a comma and a key between them", after
    if token.begins_value:
        line = case.lines.place(case.previous.start)[0]
        return f"a comma is missing after the value in line {line}", "add a comma here", after
    if token.text in {"}", "]"} and case.opening is not None:
        return wrong_bracket(case.lines, case.open_brackets, token)
    return f"{token.text} is not allowed after a value", "write a comma, or put the key in an object", case.here


def _open_list(case: Situation, opening: Token) -> Advice:
    """Return the advice on a list in which a key follows."""
    key = case.previous if case.token.text == ":" else case.token
    message = f"the list that starts in line {case.lines.place(opening.start)[0]} is not closed before this key"
    return message, "add ] before it", (key.start, key.end)


def _no_end(case: Situation) -> Advice:
    message = "the scan ends before this place, but more text follows"
    return message, "remove what is not part of the scan, or the bracket that closes the scan too early", case.here


def _unquoted(text: str, start: int) -> Advice:
    """Return the advice on a text without quotation marks that starts like a number, such as a DOI."""
    found = _UP_TO_A_MARK.match(text, start)
    end = found.end() if found else start
    remedy = f"put it in double quotes: {quoted(text[start:end])}"
    return "a text must be in double quotation marks", remedy, (start, end)


def _unexpected_character(character: str) -> tuple[str, str]:
    """Return message and remedy for a character that no JSON token starts with."""
    if character == "'":
        return "JSON does not allow single quotation marks", 'write double quotation marks: "…"'
    if character in CURLY_QUOTES:
        return f"JSON does not allow {character} as a quotation mark", 'write straight quotation marks: "…"'
    if character in "/#":
        return "JSON does not allow comments", 'remove the comment, or write it as a value: "x-note": "…"'
    if character in "+.":
        return f"a number cannot start with {character}", "start it with a digit, without a plus sign"
    shown = character_name(character)
    return f"{shown} is not allowed here", f"remove {shown}"
