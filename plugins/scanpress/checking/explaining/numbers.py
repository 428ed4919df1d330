"""What to write if a number is expected, and a text is there: with a unit, in words, on a scale, or none."""

import re

from scanpress.checking.display import quoted
from scanpress.checking.edits import Repair
from scanpress.checking.explaining.dates import year_repair
from scanpress.checking.explaining.names import NUMBERS
from scanpress.checking.explaining.spot import Spot

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
