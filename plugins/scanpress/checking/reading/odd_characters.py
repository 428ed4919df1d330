"""Clues to characters that are hidden, lost or misread, in the bytes of a document: nearly all files have none."""

import re
from functools import cache

from scanpress.checking.display import quoted
from scanpress.checking.reading.characters import HIDDEN

_QUOTE, _BACKSLASH = b'"\\'
_ESCAPES = b'"\\nrt'
# The UTF-8 bytes of characters to look at, by their first byte: hidden ones, U+FFFD, and those below.
_MACINTOSH = "\u201a\u221a"
# Soft hyphens, ligatures of a PDF, and signs of chat programs.
_LEFT_OVER = "\u0120\u2581\u00ad\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06\u2020\ue200\ufffc"
_LEFT_OVER += "".join(map(chr, range(0xF020, 0xF100)))


def _by_first_bytes(characters: str) -> tuple[tuple[bytes, int, frozenset[bytes]], ...]:
    """Return the first bytes of characters in UTF-8, each with the length of such a character and its other bytes."""
    found: dict[bytes, frozenset[bytes]] = {}
    for code in map(str.encode, characters):
        found[code[:1]] = found.get(code[:1], frozenset()) | {code[1:]}
    return tuple((first, 1 + len(next(iter(others))), others) for first, others in found.items())


_ODD, _HIDDEN = _by_first_bytes(HIDDEN + _MACINTOSH + _LEFT_OVER + "\ufffd"), _by_first_bytes(HIDDEN)
# The letters that the first bytes of UTF-8 become in Latin-1 are at C3 82 to C3 B4; then come symbols.
_LATIN = (0x82, 0xB4)
_SYMBOLS = b"\xc2\xe2\xc5\xc6\xcb"
_CYRILLIC = re.compile(rb"\xd0(?:[\xa0\xa1](?:\xc2|\xd1[\x90-\x9f]|\xd0[\x80-\x8f]|\xd2\x91|\xe2)|\xb2\xd0\x82)")
_MIXED = re.compile(rb"[A-Za-z](?:\xd0[\x80-\xbf]|\xd1[\x80-\x9f])|(?:\xd0[\x80-\xbf]|\xd1[\x80-\x9f])[A-Za-z]")


ODD_CHARACTERS = "odd_characters"
"""Says, among the names of rules, that texts that are not plain may have a warning by their characters."""


def has_odd_characters(written: bytes) -> bool:
    """Return whether a character may be hidden or lost: `written` is a document as orjson writes it."""
    if _has_odd_escapes(written):
        return True
    if _has_one_of(_ODD, written):
        return True
    return not written.isascii() and (_may_be_misread(written) or _may_look_alike(written))


def may_hide(written: bytes) -> bool:
    """Return whether one of the odd characters of a document may be one that a reader cannot see."""
    return _has_odd_escapes(written) or _has_one_of(_HIDDEN, written)


def _has_one_of(characters: tuple[tuple[bytes, int, frozenset[bytes]], ...], written: bytes) -> bool:
    is_ascii = written.isascii()
    for first, length, others in characters:
        if is_ascii and not first.isascii():
            continue
        position = written.find(first)  # finding one byte runs at the speed of memory
        while position >= 0:
            if written[position + 1 : position + length] in others:
                return True
            position = written.find(first, position + 1)
    return False


def _may_look_alike(written: bytes) -> bool:
    """Return whether a Cyrillic letter may be beside a Latin one."""
    return (b"\xd0" in written or b"\xd1" in written) and _MIXED.search(written) is not None


def _has_odd_escapes(written: bytes) -> bool:
    """Return whether a control character is escaped, a quotation mark is twice, or a command lost its first letter."""
    position = written.find(b"\\")
    while position >= 0:
        code = written[position + 1]
        if code == _QUOTE:
            if written[position + 2] == _BACKSLASH and written[position + 3] == _QUOTE:  # as in a CSV file
                return True
        elif code not in _ESCAPES or _clue().match(written, position + 1):
            return True
        position = written.find(b"\\", position + 2)
    return False


@cache
def _clue() -> re.Pattern[bytes]:
    """Return the pattern of an eaten command, which few files need."""
    from scanpress.checking.reading.latex import clue  # noqa: PLC0415 - it has many patterns

    return clue()


def misread(text: str) -> tuple[str, str] | None:
    """Return what is wrong with UTF-8 that was read in another encoding, and what to write; None for other texts.

    ftfy knows the usual ways in which that happens, also twice, and leaves legitimate text of any language alone.
    """
    if not may_be_misread(text):  # "Ã is a letter" is a text, too
        return None
    from ftfy import fix_encoding  # noqa: PLC0415 - takes 0.2 s to load, and only suspicious files need it

    if (meant := fix_encoding(text)) == text:
        return None
    message = "some letters are garbled: UTF-8 was read in another encoding and saved again"
    pairs = {word: right for word in dict.fromkeys(_WORD.findall(text)) if (right := fix_encoding(word)) != word}
    if not pairs:
        return message, f"it probably was {quoted(meant)}"
    written = [f"{quoted(right)[1:-1]} for {quoted(word)[1:-1]}" for word, right in pairs.items()]
    more = f", and {len(written) - _SHOWN} more" if len(written) > _SHOWN else ""
    return message, f"write {', '.join(written[:_SHOWN])}{more}"


def may_be_misread(text: str) -> bool:
    """Return whether a text may be UTF-8 that was read in another encoding."""
    is_odd = any(sign in text for sign in _MACINTOSH) or _BYTES.search(text) is not None
    return is_odd or _may_be_misread(f'{text}"'.encode(errors="replace"))


_WORD = re.compile(r"[^ \t\r\n]+")
# The bytes of UTF-8 in Latin-1; signs of Windows-1252 in Latin-1 are control characters, too, but follow any letter.
_BYTES = re.compile("[\xc2-\xf4][\x80-\x84\x86-\x9f]")
_SHOWN = 6  # words that a remedy lists


def _may_be_misread(written: bytes) -> bool:
    """Return whether there may be mojibake: a letter of Latin-1 and a symbol, or the same in Cyrillic."""
    first, last = _LATIN
    position = written.find(b"\xc3")
    while position >= 0:
        if first <= written[position + 1] <= last and written[position + 2] in _SYMBOLS:
            return True
        position = written.find(b"\xc3", position + 2)
    return b"\xd0" in written and _CYRILLIC.search(written) is not None
