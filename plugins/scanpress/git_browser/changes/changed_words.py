"""The words that differ between a line before and after a change: what is between their common beginning and end."""

from html import escape

_LONGEST = 2000  # characters of a line in which words are marked
_LEAST_COMMON = 4  # a quarter of the shorter line: if less is common, nothing is marked, as all of it changed


def mark_words(old: str, new: str, old_html: str, new_html: str) -> tuple[str, str] | None:
    """Return two lines with their signs as HTML in which what differs is marked, None if that is nearly everything.

    >>> mark_words("-a < b + 100,", "+a < b + 1000,", "-a &lt; b + 100,", "+a &lt; b + 1000,")
    ('-a &lt; b + <mark>100</mark>,', '+a &lt; b + <mark>1000</mark>,')
    >>> mark_words("-one two", "+three four", "-one two", "+three four")
    """
    length, other = len(old), len(new)
    shorter = min(length, other)
    if max(length, other) > _LONGEST:
        return None
    differing = _differing(old[1:shorter], new[1:shorter])
    start = shorter - (differing.bit_length() + 31) // 32
    if length != other:
        differing = _differing(old[length - shorter + start :], new[other - shorter + start :])
    end = ((differing & -differing).bit_length() - 1) // 32 if differing else shorter - start
    common = len(old[1:start].lstrip()) + len(old[length - end :].rstrip())
    if not common or common * _LEAST_COMMON < min(len(old.strip()), len(new.strip())) - 1:
        return None
    start, end = _at_words(old, new, start, end)
    return _marked(old, old_html, start, length - end), _marked(new, new_html, start, other - end)


def _differing(one: str, other: str) -> int:
    """Return a number in which each character is 32 bits, all zero if it is the same in both texts of one length.

    Python compares long numbers a hundred times as fast as a loop compares characters.
    """
    return int.from_bytes(one.encode("utf-32-be")) ^ int.from_bytes(other.encode("utf-32-be"))


def _at_words(one: str, other: str, start: int, end: int) -> tuple[int, int]:
    """Return the lengths of the common beginning and end without the words that they cut."""
    middles = one[start : len(one) - end], other[start : len(other) - end]
    if start > 1 and _is_word(one[start - 1]) and any(_is_word(middle[:1]) for middle in middles):
        while start > 1 and _is_word(one[start - 1]):
            start -= 1
    if end and _is_word(one[-end]) and any(_is_word(middle[-1:]) for middle in middles):
        while end and _is_word(one[-end]):
            end -= 1
    return start, end


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _marked(text: str, html: str, start: int, end: int) -> str:
    if start == end:
        return html
    if len(text) == len(html):  # nothing in it had to be escaped
        return f"{html[:start]}<mark>{html[start:end]}</mark>{html[end:]}"
    first, middle, last = (escape(part, quote=False) for part in (text[:start], text[start:end], text[end:]))
    return f"{first}<mark>{middle}</mark>{last}"
