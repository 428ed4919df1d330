r"""The characters that a reader cannot see, and the places in which a script or an emoji needs them.

This is the one table of them: the check, the build and the form in the browser use the same two patterns, which are
written so that Python and JavaScript (with the flag `u`) read them alike. The rules:

- Zero-width joiners and non-joiners are accepted beside a character of a script that uses them (Persian, Hindi,
  Malayalam, Khmer and others), whatever is on the other side: `GPU` + U+200C + a Persian ending, or a half letter
  before a space. In Latin text they can only hide something.
- A zero-width space is accepted beside a character of a script that writes no spaces between words and breaks lines
  there: Thai, Lao, Burmese, Khmer and others.
- A joiner is accepted between two emoji, and tag characters in a flag: U+1F3F4, 3 to 6 of them, U+E007F.
- Marks of direction are never needed, because the page isolates every text. In a text of a script that is written from
  right to left, keyboards and word processors add them unasked: there they are a warning.
"""

import re
from functools import cache

_Ranges = tuple[tuple[int, int], ...]

# DEL and C1, bidirectional and zero-width controls, then tag characters, which spell hidden ASCII.
_RANGES: _Ranges = (
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
)
HIDDEN = "".join(chr(code) for first, last in _RANGES for code in range(first, last + 1))
"""The invisible characters that a JSON text may contain unescaped."""
CLEANED = "\u200e\u200f\u061c"
"""Marks of direction: in a text that `is_right_to_left`, each can be removed without a loss."""
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f"
"""C0 without tab and line breaks, as ranges for a regular expression."""

_JOINERS = "\u200c\u200d"
_BREAK = "\u200b"
# Thai to Tibetan, Myanmar, Khmer, New Tai Lue to Tai Tham, Balinese and Sundanese, Javanese to Tai Viet.
_SPACELESS: _Ranges = (
    (0x0E01, 0x109F),
    (0x1780, 0x17FF),
    (0x1980, 0x1AAF),
    (0x1B00, 0x1BBF),
    (0xA980, 0xAADF),
)
# Hebrew to Myanmar with the Indic scripts between, the Philippine scripts to Vedic signs, their extensions and
# presentation forms, and the later planes. Hangul, Georgian, Ethiopic and others between them use no joiner.
_JOINING: _Ranges = (
    (0x0590, 0x109F),
    (0x1700, 0x1C7F),
    (0x1CD0, 0x1CFF),
    (0xA800, 0xA95F),
    (0xA980, 0xAAFF),
    (0xABC0, 0xABFF),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10A00, 0x11FFF),
    (0x1E900, 0x1E95F),
)
_PICTURES: _Ranges = (
    (0xA9, 0xA9),
    (0xAE, 0xAE),
    (0x203C, 0x203C),
    (0x2049, 0x2049),
    (0x2122, 0x2122),
    (0x2139, 0x2139),
    (0x2190, 0x21FF),
    (0x2300, 0x27BF),
    (0x2900, 0x297F),
    (0x2B00, 0x2BFF),
    (0x3030, 0x303D),
    (0x3297, 0x3299),
    (0x1F000, 0x1FAFF),
)
_AFTER_PICTURES: _Ranges = ((0x20E3, 0x20E3), (0xFE0E, 0xFE0F), (0xE007F, 0xE007F))  # keycap, variation, end of a flag
_RIGHT_TO_LEFT: _Ranges = (
    (0x0590, 0x061B),
    (0x061D, 0x08FF),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10800, 0x10FFF),
    (0x1E800, 0x1EFFF),
)


def _class(ranges: _Ranges) -> str:
    """Return ranges as the inside of a class of a regular expression, which both languages read alike."""
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_OTHERS = "".join(each for each in HIDDEN if each not in _JOINERS + _BREAK + CLEANED)
_S, _T, _P = _class(_JOINING), _class(_SPACELESS), _class(_PICTURES)
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"

UNSEEN = (
    f"{_FLAG}"
    f"|([{CONTROLS}{_OTHERS}\ud800-\udfff]|(?<![{_T}]){_BREAK}(?![{_T}])"
    f"|(?<![{_S}])[{_JOINERS}](?![{_S}])(?:(?<![{_P}{_class(_AFTER_PICTURES)}]\u200d)|(?![{_P}])))"
    f"|([{CLEANED}])"
)
"""A pattern: its first group is a hidden character, its second a mark of direction; a match without both is a flag."""
RIGHT_TO_LEFT = f"[{_class(_RIGHT_TO_LEFT)}]"
"""A pattern of the letters and signs of scripts that are written from right to left."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled when it is first needed: most files need none, and it takes 8 ms."""
    return re.compile(pattern)


def unseen_characters(text: str) -> list[tuple[int, bool]]:
    r"""Return the places of characters that a reader cannot see, each with whether it is only to be cleaned.

    >>> unseen_characters("a\u200bb"), unseen_characters("\u05d4-C++\u200e"), unseen_characters("GPU\u200c\u0647\u0627")
    ([(1, False)], [(5, True)], [])
    """
    if is_plain(text):
        return []
    found = [match for match in _compiled(UNSEEN).finditer(text) if match.lastindex]
    are_cleaned = any(match[2] for match in found) and is_right_to_left(text)
    return [(match.start(), are_cleaned and match[2] is not None) for match in found]


def is_plain(text: str) -> bool:
    """Return whether a text is ASCII without control characters."""
    return text.isascii() and text.isprintable()


def is_right_to_left(text: str) -> bool:
    """Return whether a text has a letter or sign of a script that is written from right to left."""
    return _compiled(RIGHT_TO_LEFT).search(text) is not None


def without_direction_marks(text: str) -> str:
    """Return a text without its marks of direction if it is right-to-left text, else unchanged.

    >>> without_direction_marks("\u05d4-C++\u200e \u05d1") == "\u05d4-C++ \u05d1"
    True
    """
    if text.isascii() or not is_right_to_left(text):
        return text
    return text.translate(dict.fromkeys(map(ord, CLEANED)))
