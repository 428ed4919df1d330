"""Invisible characters in the strings of a file.

Zero-width joiners are needed to write Persian, Hindi or Sinhala and to build emoji. They are accepted between two
characters of such a script or between two emoji, and nowhere else: in Latin text they can only hide something.
Marks and overrides of writing direction are never needed, because the page isolates every text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# DEL and C1, bidirectional and zero-width controls, then tag characters, which spell hidden ASCII.
_RANGES = (
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

# In addition: C0 except tab and line breaks, and unpaired surrogates.
_HIDDEN = re.compile(f"[{HIDDEN}\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)
_JOINERS = "\u200c\u200d"
# Arabic to Mongolian with the Indic scripts between, their extensions, and the later Indic planes.
_JOINING_SCRIPTS = ((0x0600, 0x1CFF), (0xA800, 0xABFF), (0xFB50, 0xFEFC), (0x10A00, 0x11FFF))
_VARIATION_SELECTOR = "\ufe0f"


@dataclass(frozen=True, slots=True)
class HiddenCharacter:
    """A character that is not allowed, with its rule and its place in the raw text."""

    rule: str
    character: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The code point and the Unicode name."""
        name = unicodedata.name(self.character, "")
        return f"U+{ord(self.character):04X}" + (f" {name}" if name else "")


def hidden_characters(raw: str, value: str) -> Iterator[HiddenCharacter]:
    """Yield the hidden characters of a string; `raw` is its text in the file, `value` the parsed string."""
    wrong = {match.start() for match in _HIDDEN.finditer(value)}
    wrong = {index for index in wrong if not _joins(value, index)}
    if not wrong:
        return
    for index, unit in enumerate(_UNIT.finditer(raw)):
        if index in wrong:
            yield HiddenCharacter(_rule(value[index]), value[index], unit.start(), unit.end())


def _rule(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "unpaired-surrogate"
    return "control-character" if unicodedata.category(character) == "Cc" else "hidden-character"


def _joins(value: str, index: int) -> bool:
    """Return whether the character is a joiner in a place where a script or an emoji needs it."""
    if value[index] not in _JOINERS or not 0 < index < len(value) - 1:
        return False
    before, after = value[index - 1], value[index + 1]
    return (_is_joining(before) and _is_joining(after)) or (_is_picture(before) and _is_picture(after))


def _is_joining(character: str) -> bool:
    in_script = any(first <= ord(character) <= last for first, last in _JOINING_SCRIPTS)
    return in_script and unicodedata.category(character)[0] in "LM"


def _is_picture(character: str) -> bool:
    return character == _VARIATION_SELECTOR or unicodedata.category(character) in {"So", "Sk"}
