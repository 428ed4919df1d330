"""Read dates as people write them."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from scanpress.checking.days import is_date

_MONTHS = (
    "january januar janvier enero jan",
    "february februar février febrero feb",
    "march märz mars marzo mar mär",
    "april avril abril apr",
    "may mai mayo",
    "june juni juin junio jun",
    "july juli juillet julio jul",
    "august août agosto aug",
    "september septembre septiembre sep sept",
    "october oktober octobre octubre oct okt",
    "november novembre noviembre nov",
    "december dezember décembre diciembre dec dez",
)
_BY_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_TIME = re.compile(r"(?:T|\s+)[0-9]{1,2}:[0-9]{2}.{0,30}", re.DOTALL)
_WEEKDAY = re.compile(r"[^\W\d_]{2,10}\.?,\s*(?=[0-9]|[^\W\d_]+\.?\s+[0-9])")
_WEEKDAY_BEFORE = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?\s+(?=\S+\s+\S)", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[/.\-年]\s*([0-9]{1,2})\s*[/.\-月]\s*([0-9]{1,2})日?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})\s*([/.\-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})")
_DAY_NAME = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?:of\s+|de\s+)?([^\W\d_]+)\.?,?[\s-]*(?:de\s+)?([0-9]{4})"
)
_NAME_DAY = re.compile(r"([^\W\d_]+)\.?[\s-]+([0-9]{1,2})(?:st|nd|rd|th)?,?[\s-]+([0-9]{4})")
_YEAR_NAME = re.compile(r"([0-9]{4})[\s-]+([^\W\d_]+)\.?[\s-]+([0-9]{1,2})(?:st|nd|rd|th)?")
_WITHOUT_DAY = re.compile(r"[0-9]{4}(?:[-/.][0-9]{1,2})?|[0-9]{1,2}[-/.][0-9]{4}|[^\W\d_]+\.?,?\s+[0-9]{4}")
_SHORT_YEAR = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2})")
_COUNT = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]{1,12})?|1[0-9]{9}|1[0-9]{12}")  # days, seconds or milliseconds
_OLDEST, _NEWEST = 36_526, 73_050  # the days of 2000 to 2099
_SECONDS, _MILLISECONDS = 946_684_800, 100_000_000_000
_LONGEST = 80


def days(text: str) -> tuple[str, ...]:
    """Return the days that a text may mean, as YYYY-MM-DD.

    >>> days("3 May 2024"), days("05/03/2024")
    (('2024-05-03',), ('2024-03-05', '2024-05-03'))
    """
    text = _plain(text)
    if _COUNT.fullmatch(text):
        return _counted(int(float(text)))
    written = (f"{year:0>4}-{month:0>2}-{day:0>2}" for year, month, day in _parts(text)) if text else ()
    return tuple(dict.fromkeys(day for day in written if is_date(day)))


def _counted(number: int) -> tuple[str, ...]:
    """Return the day of a number: a spreadsheet counts days since 1900, and programs seconds since 1970."""
    if _OLDEST <= number <= _NEWEST:
        return ((date(1899, 12, 30) + timedelta(days=number)).isoformat(),)
    seconds = number // 1000 if number >= _MILLISECONDS else number
    moment = datetime.fromtimestamp(seconds, tz=UTC) if seconds >= _SECONDS else None
    return (moment.date().isoformat(),) if moment else ()


def lacks_day(text: str) -> bool:
    """Return whether a text names a month or a year, but not a day."""
    return bool(_WITHOUT_DAY.fullmatch(_plain(text)))


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).strip().strip(".,;")
    text = _WEEKDAY_BEFORE.sub("", text, count=1) if _WEEKDAY_BEFORE.match(text) else text
    return _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text


def _parts(text: str) -> Iterator[tuple[str | int, str | int, str | int]]:
    """Yield year, month and day of each reading."""
    time = _TIME.search(text)
    if time and time.end() == len(text):
        text = text[: time.start()]
    if match := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        yield match[1], match[2], match[3]
        if int(match[2]) > 12:  # noqa: PLR2004 - no month
            yield match[1], match[3], match[2]
    elif match := _YEAR_LAST.fullmatch(text) or _SHORT_YEAR.fullmatch(text):
        yield from _year_last(match)
    elif match := _DAY_NAME.fullmatch(text):
        yield match[3], _month(match[2]), match[1]
    elif match := _NAME_DAY.fullmatch(text):
        yield match[3], _month(match[1]), match[2]
    elif match := _YEAR_NAME.fullmatch(text):
        yield match[1], _month(match[2]), match[3]


def _year_last(match: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the readings of three numbers of which the last one, or the first of two digits, is the year."""
    is_short = len(match[4]) == 2  # noqa: PLR2004 - digits
    year = f"20{match[4]}" if is_short else match[4]
    yield year, match[3], match[1]
    if match[2] != ".":  # a date with points has its day first
        yield year, match[1], match[3]
    if is_short and match[2] == "-" and len(match[1]) == len(match[4]):  # as in 25-03-11
        yield f"20{match[1]}", match[3], match[4]


def _month(name: str) -> int:
    return _BY_NAME.get(name.lower(), 0)
