"""How a paper and its scan are cited: two items of CSL-JSON, from which all other formats are made."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from scanpress.corpus import PUBLISHED, Paper, Scan, keys_of
from scanpress.corpus.links import ARXIV, DOI, resolved
from scanpress.facts.layout import JSON
from scanpress.facts.slugs import slug

Item = dict[str, Any]
"""An item of CSL-JSON."""
_OTHERS = re.compile(r"[^a-z0-9.]+")
_JOURNAL = re.compile(r"journal|transactions|letters|annals", re.IGNORECASE)
_ORGANISATION = re.compile(r"\b(?:team|group|collaboration|consortium|project|authors|others|al\.)$", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Publication(NamedTuple):
    """The site that publishes scans: its name, its address, empty if not known, and the licence of its collection."""

    name: str
    url: str = ""
    license: str = ""

    def page(self, path: str) -> str:
        """Return the address of the page of a scan; empty if that of the site is not known."""
        return f"{self.url}/{path.removesuffix(JSON)}/" if self.url else ""


def items(scan: Scan, oid: str, publication: Publication) -> tuple[Item, Item]:
    """Return the paper and the scan; `oid` is git's name for the scan's bytes."""
    return _of_paper(scan.paper), _of_scan(scan, oid, publication)


def paper_url(paper: Paper) -> str:
    """Return the address at which a paper is found; empty if the scan gives none."""
    if paper.doi:
        return resolved(DOI, paper.doi)
    return resolved(ARXIV, paper.arxiv_id) if paper.arxiv_id else paper.url or paper.pdf_url or ""


def plain_line(text: str) -> str:
    r"""Return a text in one line, without characters that cannot be seen.

    >>> plain_line("one\r\ntwo\u2028\x07three")
    'one two three'
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(sign for sign in line if sign.isprintable()).strip()


def _of_paper(paper: Paper) -> Item:
    kind = ("article-journal" if _JOURNAL.search(paper.venue) else "paper-conference") if paper.venue else "article"
    return _given(
        {
            "id": _key("paper", keys_of(paper)[0]),
            "type": kind,
            "title": plain_line(paper.title),
            "author": names(paper.authors),
            "issued": {"date-parts": [[paper.year]]} if paper.year else None,
            "container-title": plain_line(paper.venue or ""),
            "DOI": paper.doi,
            "archive": "arXiv" if paper.arxiv_id else "",
            "archive_location": paper.arxiv_id,
            "URL": paper_url(paper),
        }
    )


def _of_scan(scan: Scan, oid: str, publication: Publication) -> Item:
    rater, origin, state = scan.rater, scan.origin, scan.status.state
    licence = scan.license or publication.license
    taken = f" under {origin.license}" if origin and origin.license else ""
    remarks = [
        f"Answered by a {rater.kind}" if rater.kind else "",
        f"Status: {state}" if state != PUBLISHED else "",
        f"Licence: {licence}" if licence else "",
        f"First published at {origin.url}{taken}" if origin else "",
        f"Git blob {oid}",
    ]
    return _given(
        {
            "id": _key("scan", scan.path.removesuffix(JSON)),
            "type": "review",
            "title": plain_line(f"{scan.instrument.label}: {scan.paper.title}"),
            "author": [{"literal": plain_line(rater.name)}] if rater.name else None,
            "issued": {"date-parts": [_day(rater.date)]} if _day(rater.date) else None,
            "container-title": plain_line(publication.name),
            "publisher": plain_line(publication.name),
            "reviewed-title": plain_line(scan.paper.title),
            "URL": publication.page(scan.path),
            "note": plain_line(". ".join(filter(None, remarks))),
        }
    )


def _given(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}


def _key(kind: str, name: str) -> str:
    """Return the key of an item: letters, digits, points and hyphens, which all formats take."""
    words = _OTHERS.sub("-", name.partition(":")[2].lower() if kind == "paper" else name.lower()).strip("-.")
    return slug(f"{kind}-{words}" if words else "", name)


def _day(date: str | None) -> list[int]:
    found = _DAY.fullmatch(date or "")
    return [int(part) for part in found.groups() if part] if found else []


def names(people: Sequence[str]) -> list[dict[str, str]]:
    """Return the names of people, divided by the rules of BibTeX; what these do not divide is kept whole.

    >>> names(["Ada Lovelace", "van Beethoven, Ludwig"])
    [{'family': 'Lovelace', 'given': 'Ada'}, {'family': 'van Beethoven', 'given': 'Ludwig'}]
    >>> names(["The BLOOM Team"])
    [{'literal': 'The BLOOM Team'}]
    """
    return [_name(name) for name in map(plain_line, people) if name]


def _name(name: str) -> dict[str, str]:
    # Only builds that make citations take the time to load it, a tenth of a second.
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts  # noqa: PLC0415

    if not _ORGANISATION.search(name) and "{" not in name and "\\" not in name:
        try:
            parts = parse_single_name_into_parts(name)
        except InvalidNameError:
            return {"literal": name}
        family, given = " ".join([*parts.von, *parts.last]), " ".join(parts.first)
        if family and given:
            suffix = {"suffix": " ".join(parts.jr)} if parts.jr else {}
            return {"family": family, "given": given, **suffix}
    return {"literal": name}
