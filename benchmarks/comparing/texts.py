"""Texts and dates in a form in which git's and a page's can be compared."""

import re
from datetime import UTC, datetime, timedelta, timezone

_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[abfnrtv0])")
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSHOWN = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2400-\u2421\ufffd\ufffe\uffff\ud800-\udfff{_BIDI}]")
_MARKED = re.compile("|".join(rf"\\u{ord(sign):04x}|U\+{ord(sign):04X}|\[{ord(sign):04X}\]" for sign in _BIDI))
_ISO = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)")
_ZONE = re.compile(r"([+-])(\d\d)([0-5]\d)")
_WIDEST = timedelta(hours=24)


def plain(text: str) -> str:
    """Return a text with one sign for each character that HTML cannot show, however the page marks it; without CR."""
    return _UNSHOWN.sub("\ufffd", _MARKED.sub("\ufffd", text.replace("\r", "").replace("\u240d", "")))


def line_of(text: str) -> str:
    """Return a text in one line, with one blank between words."""
    return " ".join(plain(text).split())


def path_key(path: str) -> str:
    """Return a path or a ref's name with one sign for each character that a page may escape."""
    signs = "".join(sign if sign.isprintable() and sign not in _BIDI + "\ufffd" else "?" for sign in path)
    return " ".join(_ESCAPE.sub("?", signs).split())


def moment_of(seconds: str, zone: str) -> tuple[datetime | None, bool]:
    """Return when git says something was done, and whether the zone is one; None if it is no date.

    >>> moment_of("0", "-1200")[0].isoformat(), moment_of("1", "+051800")[0].isoformat(), moment_of("", "")
    ('1969-12-31T12:00:00-12:00', '1970-01-01T00:00:01+00:00', (None, False))
    """
    match = _ZONE.fullmatch(zone)
    try:
        instant = datetime.fromtimestamp(0, UTC) + timedelta(seconds=int(seconds))
        offset = timedelta(hours=int(match[2]), minutes=int(match[3])) if match else _WIDEST
        if offset >= _WIDEST:
            return instant, False
        return instant.astimezone(timezone(-offset if match and match[1] == "-" else offset)), True
    except (ValueError, OverflowError):
        return None, False


def shows_date(text: str, moment: datetime | None, *, has_zone: bool, may_be_local: bool = False) -> bool:
    """Return whether a text shows a moment in its own zone, or says that there is no date.

    `may_be_local`: the zone may be left out, and the seconds.
    """
    if moment is None:
        return "no date" in text
    for match in _ISO.finditer(text):
        year, month, day, hour, minute, second, zone = match.groups()
        shown = f"{year}-{month}-{day} {hour}:{minute}"
        if zone is None and may_be_local:
            if shown == moment.strftime("%Y-%m-%d %H:%M").rjust(16, "0"):
                return True
            continue
        found = _parsed(f"{shown}:{second or '00'}", zone or "")
        is_right = found == moment or (not second and found == moment.replace(second=0))
        if found and is_right and (not has_zone or found.utcoffset() == moment.utcoffset()):
            return True
    return False


def _parsed(text: str, zone: str) -> datetime | None:
    offset = "+00:00" if zone in {"Z", "UTC"} else zone
    try:
        return datetime.fromisoformat(text + (offset if ":" in offset or not offset else f"{offset[:3]}:{offset[3:]}"))
    except ValueError:
        return None


def parse_rfc_3339(text: str) -> datetime | None:
    """Return the moment that a feed names, None if it is no date of RFC 3339."""
    if not RFC_3339.fullmatch(text):
        return None
    return _parsed(text.removesuffix("Z"), "+00:00") if text.endswith("Z") else _parsed(text, "")


_NUMBER = re.compile(r"(?<![\d.])(\d+(?:[,\u202f\u00a0]\d{3})*(?:\.\d+)?)\s*([kKMG]i?)?B?(?![\w.]*\d)")
_UNITS = {None: 1, "k": 1e3, "K": 1e3, "Ki": 1024, "M": 1e6, "Mi": 1 << 20, "G": 1e9, "Gi": 1 << 30}
_ROUNDED = 0.06  # a size for people has two figures at least


def shows_size(text: str, size: int) -> bool:
    """Return whether a text names a size, exactly or rounded with a unit.

    >>> shows_size("f.py (1913B)", 1913), shows_size("1.9 kB", 1913), shows_size("1,913", 1914)
    (True, True, False)
    """
    for digits, unit in _NUMBER.findall(text):
        shown = float(re.sub(r"[^\d.]", "", digits)) * _UNITS.get(unit or None, 1)
        if shown == size or (unit and abs(shown - size) <= max(size * _ROUNDED, _UNITS[unit] / 2)):
            return True
    return False
