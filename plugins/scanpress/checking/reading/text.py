"""The text of a file: its bytes decoded, and its lines."""

from bisect import bisect_right
from functools import cached_property

from scanpress.checking.problem import Finding
from scanpress.checking.reading.encodings import foreign_bytes, undecodable

MAX_BYTES = 2**20
MAX_DEPTH = 32
MAX_VALUES = 20_000
_FEW = 8  # places of a text for which its lines are counted: to find all lines takes longer
_BOM = b"\xef\xbb\xbf"


class Lines:
    """The lines of a text; only a line feed ends a line, as editors and git count them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._asked = 0

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both counted from 1."""
        self._asked += 1
        if self._asked <= _FEW:
            before = self.text.rfind("\n", 0, offset)
            return self.text.count("\n", 0, offset) + 1, offset - before
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
