r"""Texts that lost letters on their way into the file: eaten escapes, wrong encodings, and U+FFFD."""

import re
from collections.abc import Iterator

from scanpress.checking.display import quoted
from scanpress.checking.problem import Finding
from scanpress.checking.reading.latex import Eaten, eaten_commands, explained
from scanpress.checking.reading.odd_characters import misread
from scanpress.checking.suspicions.texts import Text

_LITERAL = re.compile(r"\\u(?=[0-9a-fA-F]{0,3}[0-9])([0-9a-fA-F]{4})")
_WORD = re.compile(r"[^ \t\r\n]+")
_BREAK = re.compile(r"\\n(?=[A-Z\s\\\u2022*-]|\Z)|(?<![\w{])\\\"(?=[^\"\\]{2,300}\\\"(?!\w))")
_LATIN_FOR: dict[str, str] = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0405",
        "aeopcyxisjABEKMHOPCTXIS",
        strict=True,
    )
)
_TO_LATIN = str.maketrans("".join(_LATIN_FOR), "".join(_LATIN_FOR.values()))
_CYRILLIC = re.compile(f"[{''.join(_LATIN_FOR)}]")
_MIXED = re.compile(
    f"(?<![\\w])(?=[^\\W\\d_]*[A-Za-z])(?=[^\\W\\d_]*[{''.join(_LATIN_FOR)}])[A-Za-z{''.join(_LATIN_FOR)}]+(?![\\w])"
)
_SYMBOL = re.compile("[\uf020-\uf0ff\ufffc]")
_SOFT_HYPHEN = "\u00ad"
LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
"""What is written for each ligature of Latin letters."""
_LETTERS = str.maketrans(LIGATURES)
_SHOWN = 6  # commands or words that a remedy lists


def damage(text: Text) -> Iterator[Finding]:
    """Yield the findings on letters that a text lost."""
    yield from _eaten(text)
    yield from _literal(text)
    yield from _literal_breaks(text)
    if not text.value.isascii():
        yield from _replaced(text)
        yield from _of_symbol_fonts(text)
        yield from _look_alike(text)
        misread = tuple(_misread(text))
        yield from misread or _left_over(text)


def _eaten(text: Text) -> Iterator[Finding]:
    found = eaten_commands(text.value)
    if found:
        first = found[0]
        more = f" ({len(found)} LaTeX commands in this text are cut like this)" if len(found) > 1 else ""
        written = _listed(dict.fromkeys(f"\\{each.command}" for each in found))
        lines = " (but a line break that is meant stays)" if _may_be_line_break(first) else ""
        yield Finding("eaten-backslash", text.pointer, f"{explained(first)}{more}", f"write {written}{lines}")


def _may_be_line_break(eaten: Eaten) -> bool:
    return eaten.character == "\n" and eaten.rest in {"u", "eq", "ot", "mid"}


def _literal(text: Text) -> Iterator[Finding]:
    found = [match for match in _LITERAL.finditer(text.value) if _letter(match[1])]
    if found:
        written = [f"{_letter(match[1])} for {match[0]}" for match in found]
        message = f"{found[0][0]} is shown as these six characters"
        yield Finding("literal-escape", text.pointer, message, f"write {_listed(dict.fromkeys(written))}")


def _literal_breaks(text: Text) -> Iterator[Finding]:
    """Yield a finding on line breaks and quotation marks that were escaped twice."""
    found = list(dict.fromkeys(_BREAK.findall(text.value))) if "\\" in text.value else []
    if found:
        is_break = found[0] == "\\n"
        meant = "a line break" if is_break else "a quotation mark"
        message = f"{found[0]} is shown as these two characters, and was probably {meant}"
        remedy = f"write {found[0]} with one backslash in the file{', or a space' * is_break}"
        yield Finding("literal-escape", text.pointer, message, remedy)


def _look_alike(text: Text) -> Iterator[Finding]:
    """Yield a finding on Cyrillic letters in a word of Latin ones that look the same."""
    found = next((match[0] for match in _MIXED.finditer(text.value)), "") if _CYRILLIC.search(text.value) else ""
    if found:
        message = f"{cyrillic_letter(found)}: a search does not find the word"
        yield Finding("look-alike", text.pointer, message, f"write {quoted(in_latin(found))}")


def in_latin(text: str) -> str:
    """Return a text with Latin letters for the Cyrillic ones that look the same.

    >>> in_latin("Y\u0435s") == "Yes"
    True
    """
    return text.translate(_TO_LATIN)


def cyrillic_letter(text: str) -> str:
    """Return a sentence on the first Cyrillic letter of a text that looks like a Latin one; empty if it has none.

    >>> cyrillic_letter("N\u043e"), cyrillic_letter("No")
    ('the \u043e in "N\u043e" is a Cyrillic letter (U+043E)', '')
    """
    found = _CYRILLIC.search(text)
    return f"the {found[0]} in {quoted(text)} is a Cyrillic letter (U+{ord(found[0]):04X})" if found else ""


def _letter(code: str) -> str:
    """Return the character of a code if it can be shown alone, or an empty text."""
    character = chr(int(code, 16))
    return character if character.isprintable() and not character.isspace() else ""


def _replaced(text: Text) -> Iterator[Finding]:
    count = text.value.count("\ufffd")
    if count:
        place = text.value.index("\ufffd")
        around = quoted(text.value[max(place - 12, 0) : place + 13])
        times = f", {count:,} times" if count > 1 else ""
        message = f"U+FFFD replaces a character that was lost, in {around}{times}"
        yield Finding("lost-character", text.pointer, message, "look up the original and write it again")


def _of_symbol_fonts(text: Text) -> Iterator[Finding]:
    found = _SYMBOL.findall(text.value)
    if found:
        times = f", {len(found):,} times" if len(found) > 1 else ""
        message = f"U+{ord(found[0]):04X} is a sign that only one program can show: readers see an empty box{times}"
        yield Finding(
            "lost-character", text.pointer, message, "look up the original, and write the sign or a -, or remove it"
        )


def _left_over(text: Text) -> Iterator[Finding]:
    """Yield findings on the soft hyphens of a web page, and on the ligatures of a PDF."""
    number = text.value.count(_SOFT_HYPHEN)
    if number:
        signs = f"{number:,} soft hyphens" if number > 1 else "a soft hyphen"
        message = f"this text has {signs} (U+00AD): nobody sees it, and a search does not find the word"
        remedy = f"remove {'them' if number > 1 else 'it'}: scanpress fmt --fix does"
        yield Finding("soft-hyphen", text.pointer, message, remedy)
    found = [each for each in LIGATURES if each in text.value]
    if found:
        word = next(each for each in _WORD.findall(text.value) if found[0] in each).strip(".,;:()\"'")
        plain = quoted(plain_letters(word))
        message = f"{found[0]} is one character for {LIGATURES[found[0]]}: a search does not find {plain}"
        yield Finding("ligature", text.pointer, message, "write single letters; scanpress fmt --fix ligatures does it")


def plain_letters(text: str) -> str:
    """Return a text with letters for ligatures."""
    return text.translate(_LETTERS)


def _misread(text: Text) -> Iterator[Finding]:
    if said := misread(text.value):
        yield Finding("misread-encoding", text.pointer, *said)


def _listed(words: Iterator[str] | list[str] | dict[str, None]) -> str:
    """Return the first words of a list, and how many more there are."""
    every = list(words)
    shown = ", ".join(every[:_SHOWN])
    return shown if len(every) <= _SHOWN else f"{shown}, and {len(every) - _SHOWN} more"
