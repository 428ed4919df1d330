"""Find the place of every value in a JSON text, and the mistakes in its syntax.

The reader uses no recursion and reads each character once. It continues after a mistake that leaves the structure
clear, and stops at the first one that does not.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.foreign import named_file
from scanpress.checking.reading.mistakes import MAX_MISTAKES, Edit, Mistake, mistake_findings, strict_text
from scanpress.checking.reading.numbers import number_finding
from scanpress.checking.reading.places import Layout, Place, choice_of
from scanpress.checking.reading.recovery import read_gap, recover
from scanpress.checking.reading.surroundings import surrounded
from scanpress.checking.reading.syntax import NOT_FINITE, Situation, diagnose
from scanpress.checking.reading.text import MAX_DEPTH, MAX_VALUES, Lines
from scanpress.checking.reading.tokens import Token, is_number, next_token, unescaped

# Escapes that can write an invisible character; the short ones come from \beta and \frac.
_CONTROLS = ("\\u", "\\b", "\\f")


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
    def closing(self) -> str:
        return "}" if self.is_object else "]"

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
    stop: Finding | None = None
    try:
        reader.read()
    except _BrokenError as error:
        stop = error.finding
    mistakes = tuple(reader.mistakes)
    if (stop and stop.rule == "syntax") or mistakes:
        is_outside = stop and (not reader.stack or not text.lstrip().startswith("{"))
        other = named_file(text) or (surrounded(text, reader.object_end) if is_outside else None)
        if other:
            return Layout({}, (other.finding,), True, text, other.repair)
    if not stop and mistakes and not _is_json(strict_text(text, mistakes)):
        stop = Finding("syntax", (), "this text cannot be read as JSON", "compare it with another scan", span=(0, 0))
    # If the end of a text is not certain, what follows may be a part of it: one problem is enough.
    unsure = any(not each.certain for each in mistakes) or (mistakes and stop and _is_quote(text, stop))
    ending = [stop] if stop and not unsure and len(mistakes) <= MAX_MISTAKES else []
    # Where a bracket is missing, the comma after it is missing too.
    shown = [each for each in mistakes if not (ending and each.kind == "missing-comma" and each.span == ending[0].span)]
    left_out = {each.pointer for each in mistakes if each.kind == "left-out"}
    shown = [each for each in shown if not (each.kind == "trailing-comma" and each.pointer in left_out)]
    findings = (*reader.settled(), *mistake_findings(shown, broken=stop is not None), *ending)
    return Layout(reader.places, findings, stop is not None, text, mistakes)


def _is_quote(text: str, stop: Finding) -> bool:
    """Return whether reading ended at a single quotation mark, which the mistakes before it are about too."""
    return text[slice(*stop.span or (0, 0))] == "'"


def _is_json(text: str) -> bool:
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return True


State = Callable[[Token], Any]


class _Reader:
    """A state machine: its state is the method that takes the next token."""

    def __init__(self, text: str, lines: Lines | None = None) -> None:
        self.text = text
        self.lines = lines or Lines(text)
        self.places: dict[Pointer, Place] = {}
        self.findings: list[Finding] = []
        self.mistakes: list[Mistake] = []
        self.repeated: dict[Pointer, list[Place]] = {}  # the places of the values before the last one of a key
        self.stack: list[_Frame] = []
        self.previous = self.current = Token("mark", "", 0, 0)

    def read(self, position: int = 0, *, whole: bool = True) -> int:
        """Read the text from an offset to its end, or if not `whole` to the end of its first value; return where."""
        take: Any = self._take_value  # the state: each returns the next one
        while take is not None and (whole or take != self._take_end):
            self.current = self._next(position)
            take = take(self.current)
            self.previous = self.current
            position = self.current.end
        return position

    def object_end(self, start: int) -> int | None:
        """Return where an object that starts at an offset ends, or None if there is none with a key."""
        other = _Reader(self.text, self.lines)
        try:
            end = other.read(start, whole=False)
        except _BrokenError:
            return None
        return end if len(other.places) > 1 else None

    def _next(self, position: int) -> Token:
        """Return the next token after comments and white space of other kinds, which are mistakes."""
        token = next_token(self.text, position)
        while token.kind == "other" and (gap := read_gap(self.text, token, self.previous, self._object())):
            self._note(gap)
            token = next_token(self.text, gap.span[1])
        return token

    def _object(self) -> Pointer:
        """Return the place of the innermost object that is being read."""
        return next((frame.pointer for frame in reversed(self.stack) if frame.is_object), ())

    def _note(self, *mistakes: Mistake) -> None:
        self.mistakes += mistakes
        if len(self.mistakes) > MAX_MISTAKES:  # their number says enough: the ending is not reported
            raise _BrokenError(Finding("syntax", (), "too many mistakes", "", span=mistakes[0].span))

    def _recover(self, expected: str, state: State, token: Token) -> Any:
        """Go on after a mistake that leaves the structure clear; raise _BrokenError after another one."""
        opened = tuple(frame.opening for frame in self.stack)
        situation = Situation(expected, token, self.previous, opened, self.lines)
        found = recover(situation, self._pointer())
        if found is None:
            raise _BrokenError(diagnose(situation, self._pointer()))
        self._note(*found.mistakes)
        self.current = found.last
        take: Any = self._take_value if found.is_same_value else state
        for each in found.tokens:
            take = take(each)
        return take

    def _take_value(self, token: Token) -> Any:
        if token.text in {"{", "["} and token.kind == "mark":
            return self._open(token)
        if token.kind == "string":
            self._any_string(token, self._pointer())
        elif token.kind == "number" and is_number(token.text):
            self._number(token)
        elif token.text in NOT_FINITE:
            remedy = "write the number, or null or no key if it may be left out"
            self._report("not-finite", f"{token.text} is not a number in JSON", remedy, token)
        elif self._is_trailing(token):
            return self._close(token)
        elif token.text not in {"true", "false", "null"}:
            return self._recover("value", self._take_value, token)
        return self._placed(token.start, token.end)

    def _open(self, token: Token) -> Any:
        if len(self.stack) >= MAX_DEPTH:
            message = f"objects and lists are nested more than {MAX_DEPTH} levels deep"
            raise _BrokenError(
                Finding("too-deep", self._pointer(), message, "use fewer levels", span=(token.start, token.end))
            )
        self.stack.append(_Frame(self._pointer(), token))
        return self._take_first

    def _take_first(self, token: Token) -> Any:
        frame = self.stack[-1]
        if token.text == frame.closing:
            return self._close(token)
        return self._take_key(token) if frame.is_object else self._take_value(token)

    def _take_key(self, token: Token) -> Any:
        if self._is_trailing(token):
            return self._close(token)
        if token.kind != "string":
            return self._recover("key", self._take_key, token)
        frame = self.stack[-1]
        frame.key, frame.key_span = unescaped(token.text), (token.start, token.end)
        self._any_string(token, frame.child)
        if frame.key in frame.keys:
            first = self.lines.place(frame.keys[frame.key])[0]
            if frame.child in self.places:
                self.repeated.setdefault(frame.child, []).append(self.places[frame.child])
            message = f"this key is in line {first} and again in line {self.lines.place(token.start)[0]}"
            remedy = f"the other is in line {first}"  # what to do is known when the second value is read
            self._repeated(Finding("duplicate-key", frame.child, message, remedy, "key", (token.start, token.end)))
        frame.keys.setdefault(frame.key, token.start)
        return self._take_colon

    def _repeated(self, found: Finding) -> None:
        """Add the finding on a repeated key; several repeated keys of one object are one finding."""
        before = self.findings[-1] if self.findings else None
        is_beside = before is not None and before.rule == found.rule and before.pointer[:-1] == found.pointer[:-1]
        if before and is_beside and len(found.pointer) > 1:
            message = f"{quoted(str(before.pointer[-1]))} and other keys of this object are there twice"
            remedy = (
                "join the two values of each key if both are right, else keep the right one; "
                "keep those together that belong together, such as an answer and its reason"
            )
            also = (*before.also_at, found.span[0] if found.span else 0)
            self.findings[-1] = replace(before, message=message, remedy=remedy, also_at=also)
            return
        self.findings.append(found)

    def settled(self) -> list[Finding]:
        """Return the findings, with what to do about each key that has two values."""
        for index, each in enumerate(self.findings):
            if each.rule == "duplicate-key" and not each.also_at and each.pointer in self.places:
                places = (*self.repeated.get(each.pointer, ()), self.places[each.pointer])
                choice = choice_of([self.text[at.start : at.end] for at in places], quoted(str(each.pointer[-1])))
                self.findings[index] = replace(each, remedy=f"{choice}; {each.remedy}")
        return self.findings

    def _is_trailing(self, token: Token) -> bool:
        """Return whether a bracket closes an object or list right after a comma, and note that mistake."""
        comma = self.previous
        if not self.stack or token.text != self.stack[-1].closing or comma.text != ",":
            return False
        span = (comma.start, comma.end)
        self._note(Mistake("trailing-comma", span, self.stack[-1].pointer, (Edit(*span, ""),)))
        return True

    def _take_colon(self, token: Token) -> Any:
        return self._take_value if token.text == ":" else self._recover("colon", self._take_colon, token)

    def _take_next(self, token: Token) -> Any:
        frame = self.stack[-1]
        if token.text == ",":
            frame.index += 1
            return self._take_key if frame.is_object else self._take_value
        if token.text == frame.closing:
            return self._close(token)
        return self._recover("next", self._take_next, token)

    def _take_end(self, token: Token) -> Any:
        return None if token.kind == "end" else self._recover("end", self._take_end, token)

    def _close(self, token: Token) -> Any:
        frame = self.stack.pop()
        return self._placed(frame.opening.start, token.end)

    def _placed(self, start: int, end: int) -> Any:
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
        text = token.text
        if text.isascii() and text.isprintable() and not any(map(text.__contains__, _CONTROLS)):
            return
        from scanpress.checking.reading.hidden import hidden_findings  # noqa: PLC0415 - few files need it

        self.findings += hidden_findings(token, pointer)

    def _any_string(self, token: Token, pointer: Pointer) -> None:
        """Check a text for hidden characters if it is written as JSON writes it; else its mistakes come first."""
        if self.text.startswith(token.text, token.start):
            self._string(token, pointer)

    def _number(self, token: Token) -> None:
        finding = number_finding(token, self._pointer())
        if finding:
            self.findings.append(finding)

    def _report(self, rule: str, message: str, remedy: str, token: Token) -> None:
        self.findings.append(Finding(rule, self._pointer(), message, remedy, span=(token.start, token.end)))
