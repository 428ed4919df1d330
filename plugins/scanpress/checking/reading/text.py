"""The text of a file: its bytes decoded, and its lines."""

from bisect import bisect_right

from scanpress.checking.problem import Finding

MAX_BYTES = 2**20
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


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
    if data.startswith(_UTF_16) or data[:2] in {b"{\0", b"\0{"}:
        return None, (Finding("not-utf-8", (), "the file is written in UTF-16", "save it as UTF-8", span=(0, 0)),)
    found: tuple[Finding, ...] = ()
    if data.startswith(_BOM):
        data = data.removeprefix(_BOM)
        remedy = "save it as UTF-8 without byte order mark"
        found = (Finding("byte-order-mark", (), "the file starts with a byte order mark", remedy, span=(0, 0)),)
    try:
        return data.decode("utf-8"), found
    except UnicodeDecodeError as error:
        return None, (*found, _undecodable(data, error.start))


def readable(data: bytes) -> str:
    """Return a text to show for any bytes, with the same offsets as that of `decode` up to the first error."""
    return data.removeprefix(_BOM).decode("utf-8", errors="replace")


def _undecodable(data: bytes, start: int) -> Finding:
    position = len(data[:start].decode("utf-8"))
    meant = bytes([data[start]]).decode("cp1252", errors="replace")
    guess = f"; it may be {meant} in Latin-1" if meant.isprintable() and meant != "\ufffd" else ""
    message = f"byte 0x{data[start]:02X} is not valid UTF-8{guess}"
    return Finding("not-utf-8", (), message, "save the file as UTF-8", span=(position, position + 1))
