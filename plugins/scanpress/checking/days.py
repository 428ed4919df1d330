"""Days as a scan writes them, YYYY-MM-DD: in this form the earlier one is the smaller text."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def this_day() -> date:
    """Give the day it is at Greenwich: no time zone decides what one machine accepts and another refuses."""
    return datetime.now(UTC).date()


@lru_cache(maxsize=4)
def latest_day(today: date) -> str:
    """Give the latest day that is not in the future anywhere: east of Greenwich it may be tomorrow already."""
    return (min(today, date.max - timedelta(1)) + timedelta(1)).isoformat()
