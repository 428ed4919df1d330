"""Find the place of every value in a JSON text, and the mistakes in its syntax.

The reader uses no recursion and reads each character once. It continues after a mistake that leaves the structure
clear, and stops at the first one that does not.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from scanpress.checking.display import quoted, visible
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.hidden import hidden_findings, unescaped
from scanpress.checking.reading.syntax import NOT_FINITE, Situation, diagnose
from scanpress.checking.reading.text import Lines
from scanpress.checking.reading.tokens import Token, is_number, next_token

MAX_DEPTH = 32
MAX_VALUES = 20_000
# The largest whole number that every JSON reader stores exactly.
MAX_WHOLE = 2**53 - 1
_DIGITS = len(str(MAX_WHOLE))


@dataclass(frozen=True, slots=True)
class Place:
    """The offsets of a value and, in an object, of its key."""

    start: int
    end: int
    key: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all values, the mistakes in the syntax, and whether the reader had to stop early."""

    places: dict[Pointer, Place]
    findings: tuple[Finding, ...]
    broken: bool
    text: str

    def written(self, pointer: Pointer) -> str:
        """Return a value as the text writes it, or an empty text if there is none."""
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
    """The structure of the text is broken; `finding` is the mistake."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def lay_out(text: str) -> Layout:
    """Return the place of every value of a text, with the mistakes in its syntax."""
    reader = _Reader(text)
    broken = False
    try:
        reader.read()
    except _BrokenError as error:
        reader.findings.append(error.finding)
        broken = True
    return Layout(reader.places, tuple(reader.findings), broken, text)


class _Reader:
    """A state machine: its state is the method that takes the next token."""

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
            take = take(token)  # type: ignore[assignment]  # each state returns the next one
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
            remedy = "write a number or null, or remove the key"
            self._report("not-finite", f"{token.text} is not a number in JSON", remedy, token)
        elif token.text not in {"true", "false", "null"}:
            raise self._broken("value", token)
        return self._placed(token.start, token.end)

    def _open(self, token: Token) -> Callable[..., object]:
        if len(self.stack) >= MAX_DEPTH:
            message = f"objects and lists are nested more than {MAX_DEPTH} levels deep"
            raise _BrokenError(
                Finding("too-deep", self._pointer(), message, "use fewer levels", span=(token.start, token.end))
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
        frame.key, frame.key_span = unescaped(token.text), (token.start, token.end)
        self._string(token, frame.child)
        if frame.key in frame.keys:
            first = self.lines.place(frame.keys[frame.key])[0]
            message = f"this key is in line {first} and again in line {self.lines.place(token.start)[0]}"
            remedy = f"keep one of the two; the other is in line {first}"
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
            message = f"the file has more than {MAX_VALUES:,} values"
            remedy = "remove everything that is not part of the scan"
            raise _BrokenError(Finding("too-many-values", (), message, remedy, span=(start, end)))
        return self._take_next if self.stack else self._take_end

    def _pointer(self) -> Pointer:
        return self.stack[-1].child if self.stack else ()

    def _string(self, token: Token, pointer: Pointer) -> None:
        self.findings += hidden_findings(token, pointer)

    def _number(self, token: Token) -> None:
        finding = _number_finding(token, self._pointer())
        if finding and finding.rule == "syntax":
            raise _BrokenError(finding)
        if finding:
            self.findings.append(finding)

    def _report(self, rule: str, message: str, remedy: str, token: Token) -> None:
        self.findings.append(Finding(rule, self._pointer(), message, remedy, span=(token.start, token.end)))

    def _broken(self, expected: str, token: Token) -> _BrokenError:
        opening = self.stack[-1].opening if self.stack else None
        return _BrokenError(diagnose(Situation(expected, token, self.previous, opening, self.lines), self._pointer()))


def _number_finding(token: Token, pointer: Pointer) -> Finding | None:
    """Return what is wrong with a number, or None."""
    text, span = token.text, (token.start, token.end)
    if not is_number(text):
        return Finding("syntax", pointer, f"{visible(text[:40])} is not a valid number", _advice(text), span=span)
    if _is_infinite(text):
        return Finding("not-finite", pointer, "this number is too large", "write a smaller number", span=span)
    if _is_whole(text) and (len(text.lstrip("-")) > _DIGITS or abs(int(text)) > MAX_WHOLE):
        message = f"most programs cannot store a whole number above {MAX_WHOLE:,} exactly"
        return Finding("big-number", pointer, message, "write it as a text, in quotation marks", span=span)
    return None


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _is_infinite(text: str) -> bool:
    return not _is_whole(text) and math.isinf(float(text))


def _advice(text: str) -> str:
    """Return what to write instead of a text that starts like a number but is none."""
    stripped = text.lstrip("-0")
    if text.lstrip("-").startswith("0") and stripped.isdigit():
        return f"write {'-' * text.startswith('-')}{stripped[:20]} without the leading zero"
    if text.endswith("."):
        return f"write {quoted(text)[1:-1]}0 or remove the point"
    return f"put it in double quotes: {quoted(text)}"
