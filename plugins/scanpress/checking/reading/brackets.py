"""Brackets that are missing, or that are of the other kind: the indentation of a file shows which, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from scanpress.checking.reading.text import Lines
from scanpress.checking.reading.tokens import Token, next_token

Advice = tuple[str, str, tuple[int, int]]
"""A message, a remedy, and the offsets of the mistake."""


def names_of(opening: Token) -> tuple[str, str]:
    """Return what a bracket opens, and the bracket that closes it."""
    return ("object", "}") if opening.text == "{" else ("list", "]")


def ended(lines: Lines, opened: Sequence[Token], end: int, *, begun: str = "") -> Advice:
    """Return the advice on a file that ends too early, at an offset.

    `begun` says what was begun before the end: a "text", or an "entry" without its value.
    """
    opening = opened[-1]
    name, _ = names_of(opening)
    closings = "".join(names_of(each)[1] for each in reversed(opened))
    if not begun and (found := first_unclosed(lines.text)):
        return _unclosed_before(lines, *found)
    where = f"the {name} that starts in line {lines.place(opening.start)[0]}"
    again = "what wrote the file probably stopped too early: let it write the file again, or restore the missing end"
    remedy = f"{again}; only if nothing else is missing, add the missing {closings}"
    if begun == "text":
        return f"the file ends inside a text of {where}", remedy.replace(closings, f'"{closings}'), (end, end + 1)
    if begun == "entry":
        remedy = f"{again}; else remove the entry that was begun there, and add the missing {closings}"
    return f"the file ends inside {where}", remedy, (end, end + 1)


def wrong_bracket(lines: Lines, opened: Sequence[Token], token: Token) -> Advice:
    """Return the advice on a bracket that does not close the innermost object or list.

    It stands for the right one if it is below the start of that object or list, and follows it if it is below the
    start of one around it.
    """
    opening = opened[-1]
    name, closing = names_of(opening)
    message = f"{token.text} does not close the {name} that starts in line {lines.place(opening.start)[0]}"
    around = opened[-2] if len(opened) > 1 else None
    is_inline = lines.place(opening.start)[0] == lines.place(token.start)[0]
    if around is None:
        is_instead = True
    elif is_inline or not _is_first(lines.text, token.start):
        is_instead = lines.place(around.start)[0] != lines.place(token.start)[0]
    else:
        is_instead = _indent(lines.text, token.start) != _indent(lines.text, around.start)
    remedy = f"write {closing} in its place" if is_instead else f"write {closing} before it"
    return message, remedy, (token.start, token.end)


@dataclass(slots=True)
class _Open:
    """An open bracket, the indentation of its line, and whether what is in it is indented more."""

    token: Token
    indent: int
    is_indented: bool = False


def first_unclosed(text: str) -> tuple[Token, Token, Token] | None:
    """Return the first bracket that the indentation closes and nothing else does, and the tokens around that place.

    A file that is not indented has none.
    """
    stack: list[_Open] = []
    previous = Token("mark", "", 0, 0)
    position = 0
    while (token := next_token(text, position)).kind != "end":
        if stack and _is_first(text, token.start):
            top, indent = stack[-1], _indent(text, token.start)
            if previous.end == top.token.end:
                top.is_indented = indent > top.indent
            elif top.is_indented and indent < top.indent + (token.text not in {"}", "]"}):
                return top.token, previous, token
        if token.text in {"{", "["} and token.kind == "mark":
            stack.append(_Open(token, _indent(text, token.start)))
        elif token.text in {"}", "]"} and stack:
            stack.pop()
        previous, position = token, token.end
    return None


def first_early(text: str) -> tuple[Token, Token] | None:
    """Return the first bracket that closes something before its end, as the indentation shows, after what it closes."""
    stack: list[_Open] = []
    position = 0
    while (token := next_token(text, position)).kind != "end":
        if token.text in {"{", "["} and token.kind == "mark":
            stack.append(_Open(token, _indent(text, token.start)))
        elif token.text in {"}", "]"} and stack:
            top = stack.pop()
            if "\n" in text[top.token.end : token.start] and _indent(text, token.start) > top.indent:
                return top.token, token
        position = token.end
    return None


def _unclosed_before(lines: Lines, opening: Token, previous: Token, token: Token) -> Advice:
    name, closing = names_of(opening)
    line = lines.place(token.start)[0]
    message = f"the {name} that starts in line {lines.place(opening.start)[0]} is not closed before line {line}"
    if previous.text == ",":
        return message, f"write {closing} before this comma", (previous.start, previous.end)
    comma = "," * (token.kind == "string")
    remedy = f"add {closing}{comma} here, if nothing else is missing"
    return message, remedy, (previous.end, previous.end + 1)


def _is_first(text: str, offset: int) -> bool:
    """Return whether only blanks are before an offset on its line."""
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _indent(text: str, offset: int) -> int:
    """Return the indentation of the line of an offset."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line) - len(line.lstrip())
