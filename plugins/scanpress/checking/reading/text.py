"""The text of a file: its bytes decoded, its lines, and the invisible characters in its strings.

Zero-width joiners are needed to write Persian, Hindi or Sinhala and to build emoji. They are accepted between two
characters of such a script or between two emoji, and nowhere else: in Latin text they can only hide something.
Marks and overrides of writing direction are never needed, because the page isolates every text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from scanpress.checking.problem import Finding
from scanpress.checking.reading.encodings import foreign_bytes, undecodable

MAX_BYTES = 2**20
_BOM = b"\xef\xbb\xbf"

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


class Lines:
    """The lines of a text; only a line feed ends a line, as editors and git count them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line without its line break, or an empty text if there is no such line."""
        if not 0 < number <= len(self._starts):
            return ""
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end].removesuffix("\r")


def decode(data: bytes) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text without byte order mark, or None if it cannot be decoded, and the findings on the bytes."""
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        remedy = "remove everything that is not part of the scan"
        return None, (Finding("too-large", (), message, remedy, span=(0, 0)),)
    foreign = foreign_bytes(data)
    if foreign:
        return None, (foreign,)
    found: tuple[Finding, ...] = ()
    if data.startswith(_BOM):
        data = data.removeprefix(_BOM)
        if not data.strip():
            return "", ()  # that the file is empty says enough
        remedy = "save it as UTF-8 without byte order mark"
        found = (Finding("byte-order-mark", (), "the file starts with a byte order mark", remedy, span=(0, 0)),)
    try:
        return data.decode("utf-8"), found
    except UnicodeDecodeError as error:
        return None, (*found, undecodable(data, error.start))


def readable(data: bytes) -> str:
    """Return a text to show for any bytes, with the same offsets as that of `decode` up to the first error."""
    return data.removeprefix(_BOM).decode("utf-8", errors="replace")


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
