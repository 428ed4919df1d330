"""Where everything stands in a JSON text, and what is wrong with its writing.

The reader needs no recursion, reads each character once, and goes on after a mistake that leaves the structure clear;
the first that does not ends the reading.
"""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field

from scanpress.checking.display import quoted, visible
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.characters import hidden_characters
from scanpress.checking.reading.syntax import NOT_FINITE, Situation, diagnose
from scanpress.checking.reading.text import Lines
from scanpress.checking.reading.tokens import Token, is_number, next_token

# The largest whole number that every JSON reader keeps exactly.
MAX_WHOLE = 2**53 - 1
_DIGITS = len(str(MAX_WHOLE))


def number_finding(token: Token, pointer: Pointer) -> Finding | None:
    """Say what is wrong with a number, if anything is."""
    text, span = token.text, (token.start, token.end)
    if not is_number(text):
        return Finding("syntax", pointer, f"{visible(text[:40])} is no number", _advice(text), span=span)
    if _is_infinite(text):
        return Finding(
            "not-finite", pointer, "this number is too large for any program", "write a smaller number", span=span
        )
    if _is_whole(text) and (len(text.lstrip("-")) > _DIGITS or abs(int(text)) > MAX_WHOLE):
        message = f"most programs cannot keep a whole number above {MAX_WHOLE:,} exactly"
        return Finding("big-number", pointer, message, "write it as a text in quotes", span=span)
    return None


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _is_infinite(text: str) -> bool:
    return not _is_whole(text) and math.isinf(float(text))


def _advice(text: str) -> str:
    stripped = text.lstrip("-0")
    if text.lstrip("-").startswith("0") and stripped.isdigit():
        return f"write {'-' * text.startswith('-')}{stripped[:20]} without the leading zero"
    if text.endswith("."):
        return f"write {quoted(text)[1:-1]}0 or leave the point out"
    return f"put it in double quotes: {quoted(text)}"


MAX_DEPTH = 32
MAX_VALUES = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """The characters of a value and, in an object, of its key."""

    start: int
    end: int
    key: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all values, what is wrong with the writing, and whether the reading had to end early."""

    places: dict[Pointer, Place]
    findings: tuple[Finding, ...]
    broken: bool
    text: str

    def written(self, pointer: Pointer) -> str:
        """Return a value as it stands in the text, or nothing where there is none."""
        place = self.places.get(pointer)
        return self.text[place.start : place.end] if place else ""


@dataclass(slots=True)
class _Frame:
    """An object or list that is being read."""

    pointer: Pointer
    opening: Token
    index: int = 0
    key: str = ""
    key_span: tuple[int, int] | None = None
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def is_object(self) -> bool:
        return self.opening.text == "{"

    @property
    def child(self) -> Pointer:
        return (*self.pointer, self.key if self.is_object else self.index)


class _BrokenError(Exception):
    """The structure is lost; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def lay_out(text: str) -> Layout:
    """Find the place of every value of a text."""
    reader = _Reader(text)
    broken = False
    try:
        reader.read()
    except _BrokenError as error:
        reader.findings.append(error.finding)
        broken = True
    return Layout(reader.places, tuple(reader.findings), broken, text)


class _Reader:
    """A machine whose state is the method that takes the next token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.places: dict[Pointer, Place] = {}
        self.findings: list[Finding] = []
        self.stack: list[_Frame] = []
        self.previous = Token("mark", "", 0, 0)

    def read(self) -> None:
        """Read the whole text."""
        take: Callable[[Token], Callable[..., object] | None] | None = self._take_value
        position = 0
        while take is not None:
            token = next_token(self.text, position)
            take = take(token)  # type: ignore[assignment]  # a state gives the next one
            self.previous = token
            position = token.end

    def _take_value(self, token: Token) -> Callable[..., object]:
        if token.text in {"{", "["}:
            return self._open(token)
        if token.kind == "string":
            self._string(token, self._pointer())
        elif token.kind == "number":
            self._number(token)
        elif token.text in NOT_FINITE:
            message = f"{token.text} is no number in JSON"
            self._note("not-finite", message, "write a number, null, or leave the key out", token)
        elif token.text not in {"true", "false", "null"}:
            raise self._broken("value", token)
        return self._placed(token.start, token.end)

    def _open(self, token: Token) -> Callable[..., object]:
        if len(self.stack) >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels of objects and lists"
            raise _BrokenError(
                Finding("too-deep", self._pointer(), message, "nest less", span=(token.start, token.end))
            )
        self.stack.append(_Frame(self._pointer(), token))
        return self._take_first

    def _take_first(self, token: Token) -> Callable[..., object]:
        frame = self.stack[-1]
        if token.text == ("}" if frame.is_object else "]"):
            return self._close(token)
        return self._take_key(token) if frame.is_object else self._take_value(token)

    def _take_key(self, token: Token) -> Callable[..., object]:
        if token.kind != "string":
            raise self._broken("key", token)
        frame = self.stack[-1]
        frame.key, frame.key_span = _meant(token.text), (token.start, token.end)
        self._string(token, frame.child)
        if frame.key in frame.keys:
            first = self.lines.place(frame.keys[frame.key])[0]
            message = f"this key stands in line {first} and again in line {self.lines.place(token.start)[0]}"
            remedy = f"keep one of the two: the other is in line {first}"
            self.findings.append(
                Finding("duplicate-key", frame.child, message, remedy, "key", (token.start, token.end))
            )
        frame.keys.setdefault(frame.key, token.start)
        return self._take_colon

    def _take_colon(self, token: Token) -> Callable[..., object]:
        if token.text != ":":
            raise self._broken("colon", token)
        return self._take_value

    def _take_next(self, token: Token) -> Callable[..., object]:
        frame = self.stack[-1]
        if token.text == ",":
            frame.index += 1
            return self._take_key if frame.is_object else self._take_value
        if token.text == ("}" if frame.is_object else "]"):
            return self._close(token)
        raise self._broken("next", token)

    def _take_end(self, token: Token) -> None:
        if token.kind != "end":
            raise self._broken("end", token)

    def _close(self, token: Token) -> Callable[..., object]:
        frame = self.stack.pop()
        return self._placed(frame.opening.start, token.end)

    def _placed(self, start: int, end: int) -> Callable[..., object]:
        key = self.stack[-1].key_span if self.stack and self.stack[-1].is_object else None
        self.places[self._pointer()] = Place(start, end, key)
        if len(self.places) > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} values"
            raise _BrokenError(
                Finding("too-many-values", (), message, "leave out what is not the scan", span=(start, end))
            )
        return self._take_next if self.stack else self._take_end

    def _pointer(self) -> Pointer:
        return self.stack[-1].child if self.stack else ()

    def _string(self, token: Token, pointer: Pointer) -> None:
        if token.text.isascii() and token.text.isprintable() and not any(map(token.text.__contains__, _CONTROLS)):
            return
        raw = token.text[1:-1]
        for fault in hidden_characters(raw, _meant(token.text)):
            start = token.start + 1 + fault.start
            span = (start, start + fault.end - fault.start)
            remedy = f"remove {fault.name}"
            if raw[fault.start : fault.end] in _CONTROLS:
                remedy += ", or write two backslashes where one is meant"
            self.findings.append(
                Finding(fault.rule, pointer, f"{fault.name} is hidden in this text", remedy, span=span)
            )

    def _number(self, token: Token) -> None:
        finding = number_finding(token, self._pointer())
        if finding and finding.rule == "syntax":
            raise _BrokenError(finding)
        if finding:
            self.findings.append(finding)

    def _note(self, rule: str, message: str, remedy: str, token: Token) -> None:
        self.findings.append(Finding(rule, self._pointer(), message, remedy, span=(token.start, token.end)))

    def _broken(self, expected: str, token: Token) -> _BrokenError:
        opening = self.stack[-1].opening if self.stack else None
        return _BrokenError(diagnose(Situation(expected, token, self.previous, opening, self.lines), self._pointer()))


# Escapes that can write a character which is not to be seen; the short ones come from \beta and \frac.
_CONTROLS = ("\\u", "\\b", "\\f")


def _meant(raw: str) -> str:
    """Return the string that a token writes."""
    return str(json.loads(raw)) if "\\" in raw else raw[1:-1]
