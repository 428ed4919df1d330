"""Clues in the bytes and values of a valid file: nearly all files have none, and need no closer look.

Each is sound but not exact, and is one search for a byte or a look at a few values. They take 18
microseconds of a check for a record of nine answers, and 67 for a survey (November 2026).
"""

import re
from functools import lru_cache
from typing import Any

import jsonschema_rs

from scanpress.checking.known.arxiv import is_odd_arxiv_id, may_be_no_doi
from scanpress.checking.known.authors import affiliation, in_usual_order, written_apart
from scanpress.checking.known.hosts import HOMES, is_host, leads_on
from scanpress.checking.known.leftovers import may_be_unwritten
from scanpress.checking.known.venues import known_venue, years_in
from scanpress.checking.known.wording import BULLETS
from scanpress.checking.suspicions.citing import may_repeat
from scanpress.checking.suspicions.folders import folder_of, is_of_other_year, is_other_year
from scanpress.checking.suspicions.headings import headings, may_be_odd
from scanpress.checking.suspicions.people import beside_a_name, is_odd_rater, is_odd_reply
from scanpress.checking.suspicions.reasons import repeated_reasons
from scanpress.checking.suspicions.status import OF_GUIDE
from scanpress.instruments import Instrument

_AT = re.compile(rb"[A-Za-z0-9_}\])]\s?@[A-Za-z0-9.-]{1,253}[A-Za-z]")
_ENTITY = re.compile(rb"&[#A-Za-z][A-Za-z0-9]{1,31};")
_AFTER_TAG = b"/bB"  # of an end tag, and of a line break
_TAG_LIKE, _LIKE_TAGS = b"<0u", (b"<<<<<<<", b"<0x", b"<unk>")  # merge conflicts, and what tokenizers leave
_NAME_ENDS = frozenset(
    "0123456789*#†;>‡§¶∗⋆✱✉♯‖¹²³⁰⁴⁵⁶⁷⁸⁹^}$)….,; \u7b49\u4ed6\u304b\uc678\u4eba\u540d\uba85\uc778\ufe0f\uff09\u3011"
)
_NAME_STARTS = frozenset(f"0123456789([@+ {BULLETS}")
_DOI_ENDS = frozenset(".,;:…\"'”’»)]}>nNxX")
_PAGES = (".pdf", "/pdf", "/full", "/abstract", "/fulltext", "/meta", "/html", ".PDF")
_OF_PAGES = ("/abs/", "/forum", "/blob/", "/article", "/doi/10")  # in the address of a page, which is none of a PDF
_ADDRESS_ENDS = frozenset(".,;'\")]}>xX")
_MANY = 50  # authors
_DASH = re.compile("[\u2010-\u2015\u2212]")
# What the rule on several authors in one text looks for.
_SEVERAL = (",", ";", "|", "&", "/", "...", "\t", " and", " und")
_SEVERAL_WIDE = re.compile(
    "[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\uff0c\uff1b\u3001\u2022\u00b7\u2026\u060c\u061b]"
)
_ODD_WORDS = (
    *(
        "et al",
        "unknown",
        "not ",
        "other",
        "anonym",
        "blind",
        "author",
        "contribut",
        "univer",
        " of ",
        "dept",
        ":",
        "www.",
        "\nand ",
        "dr. ",
    ),
    *("prof", "  ", "{", "\\", "~", "?", " phd", " msc", " dphil"),
)
# One search for all of them takes a fifth of the time of a search for each: 4 % of the check of a record.
_PLAIN_NAMES = jsonschema_rs.Draft202012Validator(
    {"not": {"pattern": "|".join(map(re.escape, (*_ODD_WORDS, *_SEVERAL)))}}
)
_OF_GUIDE = OF_GUIDE.encode()
_NAME_BEGINS = ("and ", "by ", "with ", "a) ", "on behalf of ", "dr ", "mr", "ms.")
_WORDS = re.compile(r"[^\s,]+")


def clues(path: str, instrument: Instrument, document: dict[str, Any], written: bytes) -> tuple[str, ...]:
    """Return the names of the rules of this folder, other than on damage, that may have a finding on a valid scan."""
    paper, cited, source = document["paper"], document.get("cited_papers") or (), document.get("source")
    found: tuple[str, ...] = ()
    is_added_to = "status" in document or "reply" in document or "review" in document
    if is_added_to or (document.get("rater", {}).get("kind") == "person" and _OF_GUIDE in written):
        found += ("status",)
    if b"@" in written and _AT.search(written) is not None:
        found += ("emails",)
    found += _signs(written)
    others = [name for each in cited for name in each.get("authors") or ()] if cited else []
    if has_odd_names(paper["authors"], others):
        found += ("author", "repeated_authors", "people")
    if _is_odd_identity(paper) or (cited and (any(map(_is_odd_identity, cited)) or may_repeat([paper, *cited]))):
        found += ("doi", "disagreement", "arxiv")
    for address in (paper.get("url"), paper.get("pdf_url"), source.get("url") if source else None):
        if address and _is_odd_address(address):
            found += ("address",)
    if (address := paper.get("pdf_url")) and (address[-1] == "/" or any(part in address for part in _OF_PAGES)):
        found += ("address",)
    found += repeated_reasons(instrument, document)
    return found + _other_clues(path, document)


def _other_clues(path: str, document: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the rules on the place and the heading of a scan that may have a finding."""
    paper = document["paper"]
    found: tuple[str, ...] = ()
    if _is_elsewhere(path, paper.get("venue"), paper["year"]):
        found += ("folder",)
    title, authors = paper["title"], paper["authors"]
    is_odd = may_be_odd(title, paper.get("venue")) or authors[0] in title or authors[-1] in title
    if is_odd and any(headings(document)):
        found += ("headings",)
    if is_odd_reply(document) or ("rater" in document and is_odd_rater(document["rater"], paper["year"])):
        found += ("rater",)
    return found


def _signs(written: bytes) -> tuple[str, ...]:
    """Return the names of the rules on signs that may have a finding: on tags, entities, merge conflicts, Markdown.

    A search for one rare byte runs at the speed of memory, and a look at the next one is faster than another search.
    """
    position = written.find(b"<")
    while position >= 0:
        code = written[position + 1]
        if code in _AFTER_TAG or (code in _TAG_LIKE and written.startswith(_LIKE_TAGS, position)):
            return ("markup", "notation", "placeholder")
        position = written.find(b"<", position + 1)
    found: tuple[str, ...] = ()
    position = written.find(b"&")
    while position >= 0:
        if _ENTITY.match(written, position):
            found = ("markup",)
            break
        position = written.find(b"&", position + 1)
    found += ("placeholder",) * may_be_unwritten(written)
    is_marked = any(sign[1:2] in written and sign in written for sign in (b"**", b"~~", b" ##"))
    return (*found, "notation") if is_marked else found


def has_odd_names(authors: list[str], others: list[str]) -> bool:
    """Return whether an author's name may be odd, or in the list of the paper twice; `others` wrote cited papers."""
    names = authors + others
    joined = "\n".join(names)
    # The bytes of UTF-8: Python puts a text with an accent into small letters ten times slower, and searches it slower.
    folded = joined.encode(errors="replace").lower().decode("latin-1")
    is_plain = _PLAIN_NAMES.is_valid(folded)
    if (
        folded.count("\n") >= len(names)
        or (not is_plain and any(word in folded for word in _ODD_WORDS))
        or folded.startswith(_NAME_BEGINS)
        or not _NAME_ENDS.isdisjoint([name[-1] for name in names])
        or not _NAME_STARTS.isdisjoint([name[0] for name in names])
        or folded.count(" ") > len(folded) // 4
        or _is_odd_list(authors, has_comma="," in folded)
    ):
        return True
    has_sign = not is_plain and any(sign in folded for sign in _SEVERAL)
    if not has_sign and (joined.isascii() or not _SEVERAL_WIDE.search(joined)):
        return False
    if any(len(written_apart(name)) != 1 or affiliation(name) or beside_a_name(name) for name in names):
        return True
    return in_usual_order(authors) != tuple(authors)


def _is_odd_list(authors: list[str], *, has_comma: bool) -> bool:
    """Return whether the names of a paper's authors may be in the list twice, without given names, or in capitals."""
    number = len(authors)
    if number == 1:
        return False
    if " " not in authors[0] or authors[0].isupper() or authors[0].islower():
        return True
    if number > _MANY:
        return False
    names = "\n".join(authors).casefold().split("\n")
    return len(set(names)) < number or (
        has_comma and len({" ".join(sorted(_WORDS.findall(name))) for name in names}) < number
    )


def _is_odd_identity(paper: dict[str, Any]) -> bool:
    """Return whether a DOI may be odd, or the arXiv id may not be that of the DOI or of an address."""
    doi, arxiv = paper.get("doi"), paper.get("arxiv_id")
    if doi and (
        doi[-1] in _DOI_ENDS
        or may_be_no_doi(doi, arxiv or "")
        or doi.endswith(_PAGES)
        or "=" in doi
        or ".s0" in doi
        or "&" in doi
        or not doi.isascii()
    ):
        return True
    if not arxiv:
        return False
    return (
        is_odd_arxiv_id(arxiv) or _is_other_page(paper.get("url"), arxiv) or _is_other_page(paper.get("pdf_url"), arxiv)
    )


def _is_other_page(address: str | None, arxiv: str) -> bool:
    return address is not None and arxiv not in address and "arxiv.org/" in address


def _is_odd_address(address: str) -> bool:
    """Return whether an address begins twice, or has a host that cannot be one; most hosts are those of many papers."""
    if address[-1] in _ADDRESS_ENDS or "utm_" in address or "clid=" in address:
        return True
    if not address.isascii() and (len(address.split()) > 1 or _DASH.search(address)):
        return True
    _, _, host, *rest = address.split("/", 3)
    if host.removeprefix("www.") in HOMES and not any(rest):
        return True
    return not _is_plain_host(host) or (rest != [] and ("//" in rest[0] or host.endswith("doi.org")) and ":" in rest[0])


@lru_cache(maxsize=4096)
def _is_plain_host(host: str) -> bool:
    return (
        is_host(host) and not host[0].isdigit() and not host.lower().startswith(("doi", "http")) and not leads_on(host)
    )


def _is_elsewhere(path: str, venue: str | None, year: int) -> bool:
    """Return whether the folder may be that of another venue, or of another year."""
    return bool(venue) and path.startswith("scans/") and _differ(path[6 : path.find("/", 6)], venue or "", year)


@lru_cache(maxsize=4096)
def _differ(folder: str, venue: str, year: int) -> bool:
    if is_of_other_year(venue, year):
        return True
    place, known = folder_of(folder), known_venue(venue)
    if place is None or known is None:
        return False
    return known != place[0] or is_other_year(place[1], year, years_in(venue), known)
