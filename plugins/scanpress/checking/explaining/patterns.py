"""What to write in place of a DOI, arXiv id, web address or date that is not written as the schema asks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from scanpress.checking.display import listed, quoted
from scanpress.checking.edits import Move, Repair, Write, shown
from scanpress.checking.explaining.dates import days, lacks_day
from scanpress.checking.explaining.identifiers import (
    address_readings,
    arxiv_readings,
    doi_readings,
    licence_remedy,
    names_own_file,
    page_of_id,
    says_nothing,
)
from scanpress.checking.explaining.spot import Spot, free_key, words_beside
from scanpress.checking.form import BAD_LICENCE, value_at
from scanpress.checking.known.wording import digits_of
from scanpress.checking.suspicions.people import is_before


def pattern_repair(spot: Spot) -> Repair:
    """Return the repair of a text that does not have the required form."""
    return _PATTERNS.get(str(spot.part.get("x-scanpress-problem")), _plain_text)(spot)


def _choices(spot: Spot, readings: tuple[str, ...], otherwise: str) -> Repair:
    """Return the repair that writes what a text names, if it names one thing, or one of several things."""
    fitting = [each for each in readings if spot.fits(each)]
    if len(fitting) == 1:
        note, whole = "", "".join(spot.value.split())
        has_words = len(spot.value.split()) > 1 and words_beside(spot.value, fitting[0])
        if whole not in fitting[0] and has_words and "%" not in fitting[0]:
            note = f'; keep the other words, if they matter, under a key such as "x-{spot.key}"'
            return Repair(f"write {shown(fitting[0])}{note}")
        return spot.write(fitting[0])
    if fitting:
        return Repair(f'write one of {listed(fitting)}; keep the others under a key such as "x-{spot.key}"')
    return Repair(otherwise + ", or leave the key out" * spot.optional, (spot.kept(),) if spot.kept() else ())


def _nothing(spot: Spot) -> Repair | None:
    """Return the repair of a text that stands for nothing, if the key may be left out."""
    if spot.optional and (not spot.value.strip() or says_nothing(spot.value)):
        return Repair("leave the key out", (spot.leave_out(),), cause=f"nothing in {spot.key}")
    return None


def _moved(spot: Spot, key: str, value: str, name: str) -> Repair | None:
    """Return the repair that moves a value to the key of the same object that it belongs to, if that is free."""
    if not spot.optional or key == spot.key or spot.parent.get(key) not in (None, ""):
        return None
    to = (*spot.pointer[:-1], key)
    way = (Move(spot.pointer, to),) if value == spot.value else (Write(to, value), *spot.leave_out())
    return Repair(f"this is {name}: remove it here, and write {quoted(key)}: {shown(value)}", (way,))


def _doi(spot: Spot) -> Repair:
    found = doi_readings(spot.value)
    if not found and re.match(r"[1lI][0Oo]\.[0-9OolI]{4,9}/", spot.value.strip()):
        head, slash, rest = spot.value.strip().partition("/")
        if (likely := f"{digits_of(head)}{slash}{rest}") and spot.fits(likely):
            return Repair(f"a letter is in place of a digit: did you mean {shown(likely)}?")
    certain = anthology_doi(spot.value)
    if certain and spot.fits(certain) and "/" not in spot.value:
        return spot.write(certain)
    addresses = address_readings(spot.value)
    if not found and len(addresses) == 1 and (moved := _moved(spot, "url", addresses[0], "a web address")):
        return _with_doi(moved, certain) or moved
    serial = next((name for name, pattern in _SERIAL if pattern.fullmatch(spot.value.strip())), "")
    if not found and serial and spot.optional:
        key = free_key(f"x-{serial.lower()}", spot.parent)
        way = (Move(spot.pointer, (*spot.pointer[:-1], key)),)
        return Repair(
            f"this is an {serial}: rename the key to {quoted(key)}, or write the DOI like {_DOI_LIKE}", (way,)
        )
    otherwise = f"write it like {_DOI_LIKE}"
    return (
        _nothing(spot)
        or (None if found else _with_doi(_of_a_site(spot, f"a DOI is written like {_DOI_LIKE}"), certain))
        or _choices(spot, found, otherwise)
    )


def _with_doi(moved: Repair | None, certain: str) -> Repair | None:
    """Return a repair that takes away what is no DOI, and says where the DOI is found."""
    where = (
        f"; write here its DOI, {shown(certain)}" if certain else "; write here the DOI that this page shows, if any"
    )
    return replace(moved, text=moved.text + where) if moved else None


def anthology_doi(text: str) -> str:
    """Return the DOI that an id or address of the ACL Anthology certainly has, or an empty text.

    >>> anthology_doi("2020.acl-main.645"), anthology_doi("https://aclanthology.org/P19-1001.pdf")
    ('10.18653/v1/2020.acl-main.645', '10.18653/v1/P19-1001')
    >>> anthology_doi("2020.lrec-1.12"), anthology_doi("P03-1001")
    ('', '')
    """
    match = _WITH_DOI.fullmatch(text.strip())
    return f"10.18653/v1/{match[1]}" if match else ""


# Since 2016 for the main conferences; other events and journals have none, or one that their id does not tell.
_WITH_DOI = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:aclanthology\.org|aclweb\.org/anthology)/|acl anthology:?\s*)?"
    r"(202[0-9]\.(?:acl|emnlp|naacl)-(?:main|long|short)\.[0-9]{1,4}|202[0-9]\.findings-(?:acl|emnlp|naacl)\.[0-9]{1,4}"
    r"|[PND]1[6-9]-[1-6][0-9]{3})(?:\.pdf|/)?",
    re.IGNORECASE,
)


_SERIAL = (
    ("ISBN", re.compile(r"(?:ISBN(?:-1[03])?:?\s*)?(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx]")),
    ("ISSN", re.compile(r"(?:e-?ISSN:?\s*|ISSN:?\s*)?[0-9]{4}-[0-9]{3}[0-9Xx]")),
)


def _arxiv(spot: Spot) -> Repair:
    found = arxiv_readings(spot.value)
    plain = digits_of(spot.value.strip())
    if not found and re.fullmatch(r"[0-9]{4}\.[0-9]{4,5}", plain) and spot.fits(plain):
        return Repair(f"a letter is in place of a digit: did you mean {shown(plain)}?")
    if not found and len(dois := doi_readings(spot.value)) == 1 and (moved := _moved(spot, "doi", dois[0], "a DOI")):
        return moved
    return (
        _nothing(spot)
        or (None if found else _of_a_site(spot, f"an arXiv id is written like {_LIKE}") or _other_address(spot))
        or _choices(spot, found, f"write it like {_LIKE}")
    )


_DOI_LIKE = "10.1000/182"
_LIKE = "2406.13229, or like hep-th/9901001 before April 2007"


def _of_a_site(spot: Spot, proper: str) -> Repair | None:
    """Return the repair of an id of the ACL Anthology, of PubMed or of OpenReview in place of another identifier."""
    if found := page_of_id(spot.value):
        address, what = found
        return _moved(spot, "url", address, what) or Repair(
            f"this is {what}: remove it here; {proper}", (spot.kept(),) if spot.kept() else ()
        )
    return _openreview(spot, proper)


def _openreview(spot: Spot, proper: str) -> Repair | None:
    """Return the repair of an address or an id of OpenReview in place of another identifier."""
    text = spot.value.strip()
    match = _OPENREVIEW.fullmatch(text)
    if match:
        return _moved(spot, "url", f"https://openreview.net/forum?id={match[1]}", "an address of OpenReview")
    if not _OPENREVIEW_ID.fullmatch(text) or text.isdigit() or text.isalpha():
        return None
    address = f"https://openreview.net/forum?id={text}"
    to = f'write "url": {shown(address)}' if not spot.parent.get("url") else f"see whether {address} is its page"
    remedy = f"if this is an id of OpenReview, remove it here, and {to}; {proper}"
    return Repair(remedy, (spot.kept(),) if spot.kept() else ())


def _other_address(spot: Spot) -> Repair | None:
    """Return the repair of another address in place of an arXiv id."""
    found = address_readings(spot.value) if "/" in spot.value else ()
    return _moved(spot, "url", found[0], "a web address") if len(found) == 1 else None


_OPENREVIEW = re.compile(
    r"(?:https?://)?(?:www\.)?openreview\.net/(?:forum|pdf|attachment)\?id=([A-Za-z0-9_-]{6,20})\S*"
)
_OPENREVIEW_ID = re.compile(r"(?=\S*[A-Za-z])[A-Za-z0-9_-]{9,12}")


def _url(spot: Spot) -> Repair:
    if names_own_file(spot.value):
        otherwise = "nobody else can open a file on your computer: write the address of the paper on the web"
        return _choices(spot, (), otherwise)
    if (found := page_of_id(spot.value)) and spot.key == "url":
        return spot.write(found[0])
    otherwise = "write an address that starts with https:// or http:// and has no spaces"
    readings = address_readings(spot.value)
    if spot.key == "pdf_url":
        readings = tuple(each.replace("//arxiv.org/abs/", "//arxiv.org/pdf/") for each in readings)
    return _nothing(spot) or _choices(spot, readings, otherwise)


def _date(spot: Spot) -> Repair:
    year = value_at(spot.document, ("paper", "year"))
    # What is said of a paper is not older than the paper.
    is_possible = (lambda day: not is_before(day, year)) if isinstance(year, int) else bool
    found = [day for day in days(spot.value) if spot.fits(day) and is_possible(day)]
    if len(found) == 1:
        return spot.write(found[0])
    if found:
        return Repair(f"write {listed(found)}", tuple(map(spot.way, found)))
    if lacks_day(spot.value) and (way := spot.kept()):
        key = next((edit.to[-1] for edit in way if isinstance(edit, Move)), "")
        return Repair(f"add the day, as YYYY-MM-DD, or rename the key to {quoted(key)} if it is not known", (way,))
    shape = "in digits, such as 2026-01-31" if spot.value.strip().upper() == "YYYY-MM-DD" else "as YYYY-MM-DD"
    return _nothing(spot) or Repair(f"write the date {shape}" + ", or leave the key out" * spot.optional)


def _plain_text(spot: Spot) -> Repair:
    value = spot.value.strip().rpartition("/")[2].removesuffix(".json")
    plain = re.sub(r"[^a-z0-9._-]+", "-", value.lower()).strip("-._")
    if spot.key == "run" and plain and spot.fits(plain):
        return spot.write(plain)
    return _nothing(spot) or Repair(str(spot.part.get("description", "compare it with the schema")))


_PATTERNS: Mapping[str, Callable[[Spot], Repair]] = {
    "bad-doi": _doi,
    "bad-arxiv-id": _arxiv,
    "bad-url": _url,
    "bad-date": _date,
    BAD_LICENCE: lambda spot: _nothing(spot) or Repair(licence_remedy(spot.value)),
}
