"""The files that say how to cite a paper and its scan: CSL-JSON, BibTeX and RIS."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

import orjson

from scanpress.export.citations import Item

_ENTRIES = {"article-journal": "article", "paper-conference": "inproceedings", "article": "misc", "review": "misc"}
_TYPES = {"article-journal": "JOUR", "paper-conference": "CONF", "article": "GEN", "review": "DATA"}
_CONTAINERS = {"article-journal": "journal", "paper-conference": "booktitle", "review": "howpublished"}
_NEEDS_CODE = re.compile(r"[^A-Za-z0-9 .,:;()/?!'+=*\[\]@-]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BRACES = re.compile(r"[{}\\]")
_IN_ADDRESS = "/:;()._-?&=+,~#%@!$*'"


def csl(items: Sequence[Item]) -> bytes:
    """Return items as CSL-JSON."""
    return orjson.dumps(items, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def bibtex(items: Sequence[Item]) -> bytes:
    """Return items as BibTeX."""
    # Only builds that make citations take the time to load these.
    from bibtexparser.library import Library  # noqa: PLC0415
    from bibtexparser.model import Block, Entry, Field  # noqa: PLC0415
    from bibtexparser.writer import write  # noqa: PLC0415

    entries: list[Block] = [
        Entry(
            _ENTRIES[item["type"]],
            item["id"],
            [Field(name, _value(name, text)) for name, text in _fields(item).items()],
        )
        for item in items
    ]
    return (write(Library(entries)).rstrip("\n") + "\n").encode()


def _value(name: str, text: str) -> str:
    """Return the value of a field: a month is a word that styles know, and a title keeps its capitals."""
    if name == "month":
        return _MONTHS[int(text) - 1]
    return f"{{{{{text}}}}}" if name == "title" else f"{{{text}}}"


def _fields(item: Item) -> Mapping[str, str]:
    """Return the fields of an entry, in the code of LaTeX."""
    identifier, archived = item.get("DOI", ""), item.get("archive_location", "")
    container = _CONTAINERS.get(item["type"])
    found = {
        "author": " and ".join(map(_in_bibtex, item.get("author", ()))),
        "title": _latex(item["title"]),
        **({container: _latex(item.get("container-title", ""))} if container else {}),
        **dict(zip(("year", "month"), _date(item), strict=False)),
        # Both are read as they are, and not as LaTeX.
        "doi": "" if _BRACES.search(identifier) else identifier,
        "eprint": archived,
        "archiveprefix": "arXiv" if archived else "",
        "url": quote(item.get("URL", ""), safe=_IN_ADDRESS),
        "note": _latex(item.get("note", "")),
    }
    return {name: text for name, text in found.items() if text}


def _date(item: Item) -> list[str]:
    return [str(part) for part in item["issued"]["date-parts"][0]] if "issued" in item else []


def _in_bibtex(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_latex(name['literal'])}}}"
    return ", ".join(_latex(name[part]) for part in ("family", "suffix", "given") if part in name)


def _latex(text: str) -> str:
    r"""Return a text in the code of LaTeX; letters that it has no code for stay as they are.

    >>> _latex("50% of {Müller}")
    '50\\% of {\\textbraceleft}M\\"uller{\\textbraceright}'
    """
    return _NEEDS_CODE.sub(lambda found: _code(found[0]), unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 12)  # the encoder takes 40 µs for each text, whatever its length
def _code(sign: str) -> str:
    code: str = _encoder().unicode_to_latex(sign)
    return code


@cache
def _encoder() -> Any:
    from pylatexenc.latexencode import (  # noqa: PLC0415 - loaded only by builds that make citations
        RULE_DICT,
        UnicodeToLatexConversionRule,
        UnicodeToLatexEncoder,
    )

    # BibTeX counts braces, also those after a backslash.
    braces = {ord("{"): r"\textbraceleft", ord("}"): r"\textbraceright"}
    return UnicodeToLatexEncoder(
        conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, braces), "defaults"],
        replacement_latex_protection="braces",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


def ris(items: Sequence[Item]) -> bytes:
    """Return items as RIS."""
    text: str = _ris_writer().formats([_reference(item) for item in items])
    return text.encode()


@cache
def _ris_writer() -> Any:
    from rispy.writer import RisWriter  # noqa: PLC0415 - loaded only by builds that make citations

    writer: Any = RisWriter()
    writer.set_header = lambda _count: ""  # not all programs expect a number before each item
    return writer


def _reference(item: Item) -> dict[str, Any]:
    date = _date(item)
    reference = {
        "type_of_reference": _TYPES[item["type"]],
        "id": item["id"],
        "authors": [_in_ris(name) for name in item.get("author", ())],
        "title": item["title"],
        "secondary_title": item.get("container-title", ""),
        "year": date[0] if date else "",
        "date": "/".join(part.zfill(2) for part in date) + "/" * (3 - len(date)) if len(date) > 1 else "",
        "doi": item.get("DOI", ""),
        "publisher": item.get("publisher", ""),
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]] if "note" in item else [],
    }
    return {name: value for name, value in reference.items() if value}


def _in_ris(name: Mapping[str, str]) -> str:
    given = [name[part] for part in ("literal", "family", "given", "suffix") if part in name]
    return ", ".join(given)


CITATIONS: Mapping[str, Callable[[Sequence[Item]], bytes]] = {"bib": bibtex, "ris": ris, "csl.json": csl}
"""What makes each file, by the end of its name."""
