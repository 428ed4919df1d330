"""Read dates as people write them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scanpress.checking.days import is_date, plain_digits, years_of_calendar
from scanpress.checking.display import joined, quoted
from scanpress.checking.edits import Repair, Write
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.known.wording import digits_of

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
_WITHOUT_DAY = re.compile(
    r"[0-9]{4}-?W[0-9]{1,2}|[0-9]{4}(?:[-/.][0-9]{1,2})?|[0-9]{1,2}[-/.][0-9]{4}|[^\W\d_]+\.?,?\s+[0-9]{4}"
)
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
    text = _DASHES.sub("-", plain_digits(unicodedata.normalize("NFKC", text))).strip().strip(".,;")
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


_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def year_repair(spot: Spot) -> Repair | None:
    """Return the repair of a year that is not a number of four digits, or None if it is none at all."""
    return (
        _other_digits(spot)
        or _other_calendar(spot)
        or _short_year(spot)
        or _spelt_year(spot)
        or _whole_year(spot)
        or _unknown_year(spot)
    )


def _other_digits(spot: Spot) -> Repair | None:
    """Return the repair of a number in the digits of another script."""
    written = plain_digits(spot.value).strip() if isinstance(spot.value, str) else ""
    if written == spot.value or not written.isascii() or not re.fullmatch(r"[0-9]{1,4}", written):
        return None
    number = int(written)
    if spot.fits(number):
        return spot.write(number, " with the digits 0 to 9, and without quotation marks")
    return _other_calendar(replace(spot, value=number))


def _other_calendar(spot: Spot) -> Repair | None:
    """Return what to write for a year of another calendar, or None if it is none."""
    is_year = spot.key == "year" and re.fullmatch(r"\s*[0-9]{4}\s*", str(spot.value))
    remedy = gregorian_year(spot, int(spot.value)) if is_year else ""
    return Repair(remedy) if remedy else None


def gregorian_year(spot: Spot, year: int) -> str:
    """Return what to write for a year of another calendar or a day of a spreadsheet, or an empty text."""
    if _OLDEST <= year <= _NEWEST:
        day = _counted(year)[0]
        return f"{year} is how a spreadsheet counts the day {day}: did you mean {day[:4]}?"
    calendar, years = years_of_calendar(year) or ("", ())
    meant = joined([str(each) for each in years if spot.fits(each)] or [""], "or")
    return (
        f"write the year of the Gregorian calendar, not of the {calendar} one: did you mean {meant}?" if meant else ""
    )


def _unknown_year(spot: Spot) -> Repair | None:
    """Return what to write for the year of a paper that is not published, or whose year is not known."""
    if spot.key != "year" or not isinstance(spot.value, str) or not _NO_YEAR.fullmatch(spot.value.strip()):
        return None
    said = [int(each) for each in _YEAR.findall(str(spot.parent.get("venue")))]
    preprint = re.match(r"([0-9]{2})(?:0[1-9]|1[0-2])\.", str(spot.parent.get("arxiv_id")))
    said += [2000 + int(preprint[1])] if preprint else []
    found = [year for year in dict.fromkeys(said) if spot.fits(year)]
    likely = " or ".join(map(str, found)) or "a year of four digits"
    return Repair(f"write {likely}: the year in which it will appear, or that of the version that you read")


_NO_YEAR = re.compile(
    r"(?:currently )?(?:in press|in print|forthcoming|to appear|to be published|(?:not yet |un)published|accepted"
    r"|submitted|(?:under|in) review|preprint|in preparation|n\.? ?d\.?|no date|unknown|n/?a|none|tba|tbd|\?+|-+"
    r"|ongoing|current|present|(?:this|last|next) year|recent)\.?",
    re.IGNORECASE,
)


def _spelt_year(spot: Spot) -> Repair | None:
    """Return the repair of a year with letters that look like digits, or in Roman numerals."""
    text = spot.value.strip() if isinstance(spot.value, str) else ""
    plain = digits_of(text)
    if plain != text and re.fullmatch(r"[0-9]{4}", plain) and spot.fits(int(plain)):
        return Repair(f"{quoted(text)} has letters in place of digits: did you mean {plain}?", (spot.way(int(plain)),))
    if spot.key == "year" and (year := _in_words(text)) and spot.fits(year):
        return Repair(f"write {year} as a number", (spot.way(year),))
    match = re.fullmatch(r"MM(X{0,3})(IX|IV|V?I{0,3})", text.upper())
    year = 2000 + 10 * len(match[1]) + _ROMAN.index(match[2]) if match else 0
    return Repair(f"write the year with four digits: did you mean {year}?") if match and spot.fits(year) else None


def _in_words(text: str) -> int:
    """Return the year since 2000 that English words name, or 0.

    >>> _in_words("two thousand and twenty-three"), _in_words("twenty nineteen"), _in_words("twenty")
    (2023, 2019, 0)
    """
    match = _YEAR_IN_WORDS.fullmatch(text.lower())
    if match is None:
        return 0
    return 2000 + 10 * _TENS.index(match[1] or "") + _ONES.index(match[2] or "zero")


_TENS = ("", "", "twenty", "thirty")
_ONES = tuple(
    re.findall(
        r"\S+",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
    )
)
_YEAR_IN_WORDS = re.compile(rf"(?:two[ -]thousand|twenty)[ -](?:and )?(?=\w)(twenty|thirty)?[ -]?({'|'.join(_ONES)})?")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _short_year(spot: Spot) -> Repair | None:
    """Return the repair of a year with two digits: the years that it may be, if the paper can be of one of them."""
    match = re.fullmatch(r"\s*['\u2019]?([0-9]{2})\s*", str(spot.value)) if isinstance(spot.value, str | int) else None
    if spot.key != "year" or not match or not (found := years_of(spot, int(match[1]))):
        return None
    return Repair(f"write the year with four digits: did you mean {found[0]}?", (spot.way(found[0]),))


def years_of(spot: Spot, short: int) -> list[int]:
    """Return the years of a paper that two digits may mean, the likely one first."""
    return [year for year in (2000 + short, 1900 + short) if spot.fits(year)]


def years_with_one_more(spot: Spot) -> list[int]:
    """Return the years that a number with one digit too many may mean; one that was typed twice comes first."""
    digits = str(spot.value)
    if len(digits) != len("20223"):
        return []
    found = sorted(
        (
            (digits[place - 1] != digits[place], int(digits[:place] + digits[place + 1 :]))
            for place in range(len(digits))
        ),
    )
    return list(dict.fromkeys(year for _, year in found if year > _OLD and spot.fits(year)))[:2]


_OLD = 1950


def _whole_year(spot: Spot) -> Repair | None:
    """Return the repair of a text that has a year, or several."""
    value, venue = spot.value, spot.parent.get("venue")
    if spot.key == "year" and isinstance(value, str) and re.fullmatch(r"\s*[0-9]{4}\s*", str(venue)):
        year = int(str(venue))
        if not _YEAR.search(value) and any(map(str.isalpha, value)) and spot.fits(year):
            edits = (Write(spot.pointer, year), Write((*spot.pointer[:-1], "venue"), value.strip()))
            return Repair(f'exchange the two: "year": {year}, and "venue": {quoted(value.strip())}', (edits,))
    years = {int(each) for each in _YEAR.findall(value)} if isinstance(value, str) and spot.key == "year" else set()
    if len(years) == 1 and spot.fits(year := next(iter(years))):
        if re.fullmatch(r"[\s(\[]*[0-9]{4}[\s)\].,]*", str(value)):
            return spot.write(year, " without quotation marks", cause="quoted number")
        return Repair(f'write the year alone: {year}; keep the rest, if it matters, under a key such as "x-year-note"')
    if years and all(map(spot.fits, years)):
        return Repair(f"write one year: {' or '.join(map(str, sorted(years)))}", tuple(map(spot.way, sorted(years))))
    return None
