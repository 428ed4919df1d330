"""Dates of commits and tags: an instant and a time zone, read from git's own digits and never through git's calendar.

Git's calendar stops at commits from before 1970, prints its format for others, and takes what is no date for 1970.
"""

import re

_DIGITS = re.compile(r"-?[0-9]{1,12}")
_ZONE = re.compile(r"([+-])([0-9]{2})([0-9]{2})")
_FIRST, _LAST = -62_135_510_400, 253_402_214_400  # the years 1 to 9999, whatever the time zone
_HOURS, _MINUTES = 24, 60


def parse_instant(seconds: str) -> int | None:
    """Return the seconds since 1970, None if the text is no number of seconds or no calendar has such a year.

    >>> parse_instant("1700000000"), parse_instant("-86400"), parse_instant(""), parse_instant("99999999999999999999")
    (1700000000, -86400, None, None)
    """
    if not _DIGITS.fullmatch(seconds):
        return None
    instant = int(seconds)
    return instant if _FIRST <= instant <= _LAST else None


def parse_zone(zone: str) -> int | None:
    """Return the minutes that a time zone is east of UTC, None if no place can have it.

    >>> parse_zone("+0130"), parse_zone("-1200"), parse_zone("-7530"), parse_zone("+051800")
    (90, -720, None, None)
    """
    match = _ZONE.fullmatch(zone)
    if match is None or int(match[2]) >= _HOURS or int(match[3]) >= _MINUTES:
        return None
    minutes = int(match[2]) * _MINUTES + int(match[3])
    return -minutes if match[1] == "-" else minutes


def parse_date(text: str) -> tuple[int | None, int | None]:
    """Return the instant and the zone of what git prints for `%at %ad` with raw dates: seconds twice, and the zone.

    The second number cannot be used: git prints 0 if the first one is too large for its calendar.

    >>> parse_date("1312735823 1312735823 -0730"), parse_date("1312735823 1312735823 -7530"), parse_date(" ")
    ((1312735823, -450), (1312735823, None), (None, None))
    """
    seconds, _, rest = text.partition(" ")
    instant = parse_instant(seconds)
    return instant, None if instant is None else parse_zone(rest.partition(" ")[2])
