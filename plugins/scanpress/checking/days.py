"""Dates as a scan writes them, YYYY-MM-DD, which sort as texts; years of other calendars, digits of other scripts."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    """Return whether a text is a date of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def this_day() -> date:
    """Return today's date in UTC, so that every machine accepts the same files."""
    return datetime.now(UTC).date()


@lru_cache(maxsize=4)
def latest_day(today: date) -> str:
    """Return the day after `today`: in time zones east of Greenwich it may already be that day."""
    return (min(today, date.max - timedelta(1)) + timedelta(1)).isoformat()


def years_of_calendar(year: int) -> tuple[str, tuple[int, ...]] | None:
    """Return the calendar that a year probably is of, and the years that it may be, or None.

    >>> years_of_calendar(2566), years_of_calendar(1402), years_of_calendar(1445), years_of_calendar(2023)
    (('Buddhist', (2023,)), ('Persian', (2023, 2024)), ('Islamic', (2023, 2024)), None)
    """
    if _BUDDHIST[0] <= year <= _BUDDHIST[1]:
        return "Buddhist", (year - 543,)
    if _PERSIAN[0] <= year <= _PERSIAN[1]:
        return "Persian", (year + 621, year + 622)
    if _PERSIAN[1] < year <= _ISLAMIC:
        first = int(year * 0.970224 + 621.577)  # its years are shorter
        return "Islamic", (first, first + 1)
    return None


_ISLAMIC = 1460  # 2038; earlier years of it are more likely Persian
_BUDDHIST, _PERSIAN = (2500, 2600), (1340, 1430)  # 1957 to 2057, and 1961 to 2052


def gregorian(day: str) -> str:
    """Return what to write for a day whose year is of another calendar, or an empty text.

    >>> gregorian("1404-11-11"), gregorian("2025-11-11")
    ('write the day of the Gregorian calendar, in 2025 or 2026: 1404 is of the Persian one', '')
    """
    found = years_of_calendar(int(day[:4])) if day[:4].isdecimal() else None
    if found is None:
        return ""
    years = " or ".join(map(str, found[1]))
    return f"write the day of the Gregorian calendar, in {years}: {day[:4]} is of the {found[0]} one"


def plain_digits(text: str) -> str:
    """Return a text with the digits 0 to 9 in place of those of other scripts.

    >>> plain_digits("\u0662\u0660\u0662\u0663-\u0967")
    '2023-1'
    """
    return text if text.isascii() else "".join(str(unicodedata.decimal(each, each)) for each in text)
