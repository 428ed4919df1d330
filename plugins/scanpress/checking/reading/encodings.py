"""Name what the bytes of a file are if they are not UTF-8 text: another encoding, a PDF, an archive, a picture."""

import re

from scanpress.checking.problem import Finding

_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"\x7fELF", "a program"),
    (b"bplist00", "a binary property list"),
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_BOM = b"\xef\xbb\xbf"
_LOOKED_AT = 400  # bytes that tell UTF-16 and UTF-32 without a mark
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_MANY = 0.1  # control characters in a text are far fewer
_HIGH = re.compile(rb"[\x80-\xff]+")


def foreign_bytes(data: bytes) -> Finding | None:
    """Return the finding on bytes that are certainly not UTF-8 text, or None."""
    for start, name in _BINARY:
        if data.removeprefix(_BOM).startswith(start):
            remedy = "save the scan itself as UTF-8 text under this name, or remove the file"
            if "archive" in name:
                remedy = "unpack it and save the scan itself as UTF-8 text under this name, or remove the file"
            return _finding(f"this is {name}, not a scan", remedy)
    if data and not data.strip(b"\0"):
        message = f"the file is {len(data):,} zero bytes: its content is lost"
        return Finding("syntax", (), message, "restore it, for example from git, or remove it", span=(0, 0))
    encoding = _wide_encoding(data)
    if encoding:
        return _finding(f"the file is written in {encoding}", "save it as UTF-8")
    start = data[:_LOOKED_AT]
    if len(_CONTROLS.findall(start)) > max(2, len(start) * _MANY) and b'"' not in start:
        return _finding("this is a binary file, not a scan", "save the scan itself as UTF-8 text, or remove the file")
    return None


def undecodable(data: bytes, start: int) -> Finding:
    """Return the finding on bytes that are not valid UTF-8, the first of which is at an offset."""
    position = len(data[:start].decode("utf-8"))
    span = (position, position + 1)
    message = f"byte 0x{data[start]:02X} is not valid UTF-8"
    if len(data) - start < 4 and _is_cut_off(data[start:]):  # noqa: PLR2004 - the longest character has four bytes
        message = "the file ends in the middle of a character: it is cut off"
        return Finding("not-utf-8", (), message, "restore the missing end", span=span)
    if (named := _encodings(data)) and _only_one_encoding(data):
        message += f"; the file may be in {' or '.join(named)}"
        return Finding("not-utf-8", (), message, _remedy(data), span=span)
    if _is_mac_roman(data):
        letter = bytes([data[start]]).decode("mac_roman")
        return Finding("not-utf-8", (), f"{message}; it may be {letter} in Mac Roman", _remedy(data, letter), span=span)
    meant = bytes([data[start]]).decode("cp1252", errors="replace")
    if not _is_one_byte_encoding(data) or not meant.isprintable() or meant == "\ufffd":
        return Finding("not-utf-8", (), message, _remedy(data), span=span)
    message += f"; it may be {meant} in Latin-1"
    return Finding("not-utf-8", (), message, _remedy(data, meant), span=span)


def _finding(message: str, remedy: str) -> Finding:
    return Finding("not-utf-8", (), message, remedy, span=(0, 0))


def _wide_encoding(data: bytes) -> str:
    """Return UTF-16 or UTF-32 if the bytes begin with their mark, or have zero bytes at their places."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if marked or b"\0" not in data[:_LOOKED_AT]:
        return marked
    start = data[: _LOOKED_AT - len(data[:_LOOKED_AT]) % 4] if len(data) >= 4 else data  # noqa: PLR2004
    for width, name in ((4, "UTF-32"), (2, "UTF-16")):
        zeros = [start[place::width].count(0) * width / len(start) for place in range(width)]
        few = min(zeros) < 0.2  # noqa: PLR2004 - one byte of each character is not zero
        if few and sorted(zeros)[1] > 0.6:  # noqa: PLR2004 - most characters are ASCII
            return name
    return ""


_SCRIPTS = (
    ("gb18030", "GB18030", "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"),
    ("big5", "Big5", "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"),
    ("shift_jis", "Shift_JIS", "[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"),
    ("euc_kr", "EUC-KR", "[\uac00-\ud7af\u3000-\u303f]"),
    ("cp1256", "Windows-1256 (Arabic)", "[\u0600-\u06ff]"),
    ("cp1251", "Windows-1251 (Cyrillic)", "[\u0400-\u04ff]"),
    ("cp1253", "Windows-1253 (Greek)", "[\u0370-\u03ff]"),
    ("cp1255", "Windows-1255 (Hebrew)", "[\u0590-\u05ff]"),
)
_ENOUGH = 0.95  # of the characters that are not ASCII
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_NAMED = 3
_SAMPLE = 20_000  # bytes


def _encodings(data: bytes) -> list[str]:
    """Return the encodings of other scripts in which the bytes are words, if most of them stand beside each other."""
    runs = _HIGH.findall(data[:_SAMPLE])
    if sum(map(len, runs)) < 2 * len(runs) + 2:  # single letters with accents
        return []
    found = []
    for codec, name, script in _SCRIPTS:
        try:
            signs = _NOT_ASCII.findall(data.decode(codec))
        except UnicodeDecodeError:
            continue
        if len(re.findall(script, "".join(signs))) >= _ENOUGH * len(signs):
            found.append(name)
    return found[:_MOST_NAMED]


def _only_one_encoding(data: bytes) -> bool:
    """Return whether few bytes would also be UTF-8: such a file has two encodings."""
    return len(data) - len(_without_utf8(data)) < sum(map(len, _HIGH.findall(data))) / 2


def _is_mac_roman(data: bytes) -> bool:
    """Return whether single bytes are small letters in the old encoding of the Mac, and signs in that of Windows."""
    single = [run for run in _HIGH.findall(data) if len(run) == 1]
    mac = sum(run.decode("mac_roman").islower() for run in single)
    windows = sum(run.decode("cp1252", errors="replace").islower() for run in single)
    return bool(mac > windows and mac * 2 > len(single))


def _is_cut_off(rest: bytes) -> bool:
    """Return whether some bytes are the start of a character in UTF-8."""
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _is_one_byte_encoding(data: bytes) -> bool:
    """Return whether most bytes that are not ASCII are alone, as letters with accents are in Latin-1."""
    runs = _HIGH.findall(_without_utf8(data))
    return bool(runs) and sum(len(run) == 1 for run in runs) * 2 > len(runs)


def _without_utf8(data: bytes) -> bytes:
    """Return the bytes without characters of several bytes that are valid UTF-8."""
    return re.sub(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}", b"", data)


def _remedy(data: bytes, meant: str = "") -> str:
    """Return what to do: to convert a file of two encodings would damage the part that is right."""
    rest = _without_utf8(data)
    wrong = sum(map(len, _HIGH.findall(rest)))
    if len(data) - len(rest) > wrong:
        character = f" {meant}" if meant else " right character"
        return f"other characters of the file are UTF-8: write only the{character} again, and save the file as UTF-8"
    if meant:
        return "save the file as UTF-8"
    return "open the file in the encoding in which it was written, and save the file as UTF-8"
