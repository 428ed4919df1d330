"""What to write if a number is expected, and a text is there, or for a value that is less or more than is allowed."""

import re
from collections.abc import Mapping
from typing import Any

from scanpress.checking.display import quoted
from scanpress.checking.edits import Repair
from scanpress.checking.explaining.dates import gregorian_year, year_repair, years_of, years_with_one_more
from scanpress.checking.explaining.names import NUMBERS
from scanpress.checking.explaining.repeated import SCALE
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.known.authors import written_apart
from scanpress.checking.problem import Finding

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.0{1,6})?")
_OUT_OF = re.compile(r"([0-9]{1,3})\s*(?:/|out of|of|von|sur|de|\u2215)\s*([0-9]{1,3})", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,.'\u2019\u202f ][0-9]{3})+")
_MEASURED = re.compile(
    r"(?:~|\u2248|<|>|about|approx(?:imately|\.)?|ca?\.|around|at least|up to)?\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)"
    r"(?:\s?(?:-|\u2013|to)\s?([0-9]{1,9}(?:\.[0-9]{1,6})?))?\+?(?:\s?[^\W\d_%](?:[\w-]{0,19}\w)?\.?|%){0,3}",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"(?:n\.?/?a\.?|unknown|none|unclear"
    r"|(?:not|un)[ -]?(?:reported|stated|specified|given|available|mentioned|disclosed|applicable))\.?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=[0-9])(?<!\b0),(?=[0-9]{3}(?![0-9]))")
_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]))")

_CENTURY, _THOUSAND = 100, 1000
LIMITS = {
    "minimum": "{value} is less than {limit}",
    "maximum": "{value} is greater than {limit}",
    "minLength": "this text has fewer than {limit} characters",
    "maxLength": "this text has {size:,} characters; at most {limit:,} are allowed",
    "minItems": "this list has {size} entries; at least {limit} are required",
    "maxItems": "this list has {size:,} entries; at most {limit:,} are allowed",
    "minProperties": "this object has {size} keys; at least {limit} are required",
    "maxProperties": "this object has {size:,} keys; at most {limit:,} are allowed",
}
"""What a message says of a value that is less or more than the schema allows."""


def number_repair(spot: Spot) -> Repair | None:
    """Return the repair of a value that is not the number that is expected, or None if only its author knows it."""
    value = spot.value
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip().replace("\u00a0", "")):
        number = int(float(value.strip()))
        fits = spot.fits(number)
        return spot.write(number, " without quotation marks", cause="quoted number") if fits else year_repair(spot)
    of = _OUT_OF.fullmatch(value.strip()) if isinstance(value, str) else None
    if of and int(of[2]) == spot.part.get("maximum") and spot.fits(int(of[1])):
        return spot.write(int(of[1]), " alone, as a number", cause="number of a scale")
    word = value.strip().strip(".!").lower() if isinstance(value, str) else ""
    if word in NUMBERS and spot.fits(NUMBERS[word]):
        return spot.write(NUMBERS[word], " as a number", cause="number in words")
    if isinstance(value, str) and _GROUPED.fullmatch(value.strip()):
        number = int(re.sub(r"[^0-9]", "", value))
        note = " without quotation marks and the sign between the digits"
        return spot.write(number, note) if spot.fits(number) else None
    return year_repair(spot) or _measured(spot)


def unsaid(spot: Spot) -> Repair | None:
    """Return what to do if a question asks for a number, and the paper does not say it."""
    form = spot.answer_form
    if not form or not form.reason:
        return None
    said = f"and in {quoted(form.reason)} that the paper names none"
    return Repair(f"write a number, as the guidance of the question asks for in this case, {said}", cause="not said")


def _measured(spot: Spot) -> Repair | None:
    """Return the repair of a number with a unit or "about" beside it, or of two numbers."""
    value = _THOUSANDS.sub("", spot.value.strip()) if isinstance(spot.value, str) else ""
    value = _DECIMAL_COMMA.sub(".", value)
    if value and _UNSAID.fullmatch(value) and (said := unsaid(spot)):
        return said
    match = _MEASURED.fullmatch(value) if value and spot.key != "year" else None
    if not match or not spot.fits(float(match[1]) if "." in match[1] else int(match[1])):
        return None
    form = spot.answer_form
    rest = f", and the rest in {quoted(form.reason)}" if form and form.reason else ""
    if match[2]:
        return Repair(f"write one number, such as {match[1]} or {match[2]}{rest}")
    return Repair(f"write the number alone: {match[1]}{rest}")


def limit_finding(kind: str, limit: int, spot: Spot) -> Finding:
    """Return the finding on a value that is less or more than the schema allows."""
    size = len(spot.value) if isinstance(spot.value, str | list | dict) else 0
    message = LIMITS[kind].format(value=quoted(spot.value), limit=limit, size=size)
    remedy = _limit_remedy(kind, limit, spot)
    cause = SCALE if remedy == f"write {scale_of(spot.part)}" else ""
    return Finding("out-of-range", spot.pointer, message, remedy, cause=cause)


def _year(spot: Spot) -> str:
    """Return what to write for a year that lacks a digit or the century, or has a sign; else an empty text."""
    if not spot.value:
        return "0 is not a year: write the year with four digits, as the paper or its venue has it"
    if remedy := gregorian_year(spot, spot.value):
        return remedy
    if 0 <= spot.value < _CENTURY and (found := years_of(spot, spot.value)):
        return f"write the year with four digits: did you mean {found[0]}?"
    if spot.value < 0 and spot.fits(-spot.value):
        return f"write the year without a sign: did you mean {-spot.value}?"
    if found := years_with_one_more(spot):
        return f"{spot.value} has a digit too many: did you mean {' or '.join(map(str, found))}?"
    return f"{spot.value} lacks a digit: write the year with four digits" if _CENTURY <= spot.value < _THOUSAND else ""


def _limit_remedy(kind: str, limit: int, spot: Spot) -> str:
    if kind in {"minimum", "maximum"}:
        unknown = unsaid(spot) if spot.value == -1 else None
        year = _year(spot) if spot.key == "year" and type(spot.value) is int else ""
        if meant := unknown.text if unknown else year:
            return meant
        end = "at least" if kind == "minimum" else "at most"
        number = f"{'the year with four digits' if spot.key == 'year' else 'a number'}: {end} {limit}"
        return f"write {scale_of(spot.part) or number}"
    if kind.startswith("min"):
        is_author = kind == "minItems" and spot.key == "authors"
        return "write the name of each author as one text of this list" if is_author else f"add at least {limit}"
    if kind == "maxLength":
        are_several = spot.key == "authors" and len(written_apart(spot.value)) != 1
        return "write one entry for each author that this text names" if are_several else "shorten it"
    if isinstance(spot.value, list) and len(repeated := list(dict.fromkeys(map(str, spot.value)))) <= limit:
        return f"remove the repeated entries: {len(repeated)} are left"
    return f"keep at most {limit:,} here; other ones can be kept under a key that begins with x-"


def scale_of(part: Mapping[str, Any]) -> str:
    """Return the numbers of a scale in words, or an empty text if the limits are no scale, such as those of years."""
    low, high = part.get("minimum"), part.get("maximum")
    is_scale = low is not None and high is not None and high - low < _CENTURY
    return f"a whole number from {low} to {high}" if is_scale else ""
