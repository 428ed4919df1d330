"""Dates as a scan writes them, YYYY-MM-DD; in this form, texts sort in the order of their dates."""

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
