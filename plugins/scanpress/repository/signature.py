"""Who and when, from the line git keeps."""

import re
from datetime import UTC, datetime, timedelta, timezone

from scanpress.repository.records import Person, Signature
from scanpress.repository.text import decode

_LINE = re.compile(
    r"(?P<name>.*?) ?<(?P<email>[^>]*)>(?: (?P<seconds>-?\d+) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d))?"
)
_EPOCH = datetime.fromtimestamp(0, UTC)


def parse_signature(line: bytes) -> Signature | None:
    """Return the signature, or None where the line is none.

    >>> parse_signature(b"A U Thor <a@example.org> 1700000000 +0130")
    Signature(person=Person(name='A U Thor', email='a@example.org'), when='2023-11-14T23:43:20+01:30')
    """
    match = _LINE.fullmatch(decode(line))
    if match is None:
        return None
    return Signature(Person(match["name"], match["email"]), _when(match).isoformat())


def _when(match: re.Match[str]) -> datetime:
    """Return the moment in its own zone, the epoch where it is no moment a calendar has."""
    if match["seconds"] is None:
        return _EPOCH
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    try:
        zone = timezone(-offset if match["sign"] == "-" else offset)
        return datetime.fromtimestamp(int(match["seconds"]), zone)
    except (ValueError, OverflowError, OSError):
        return _EPOCH
