"""What identifies the paper of a scan: its DOI, its arXiv id, its title and year with authors and venue.

A DOI that arXiv gave, `10.48550/arXiv.X`, counts as the arXiv id X. `grouping` decides which papers are the same.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Self

from scanpress.checking.known.arxiv import arxiv_id_in_doi, plain_arxiv_id
from scanpress.checking.suspicions.reasons import sampled_reasons

_ASCII = bytes(range(128))
_LOWER = bytes(range(256)).lower()
_ASCII_SIGNS = bytes(code for code in _ASCII if not chr(code).isalnum())
_ARXIV_DOI = "10.48550/"
DISMISSED = frozenset({"withdrawn", "superseded", "excluded"})
"""The states of a scan that is left out of figures over several scans and does not count as a duplicate."""


def normalised_title(title: str) -> str:
    """Return the letters and digits of a title, without differences of case, width and encoding of accents.

    >>> normalised_title("Attention Is All You Need!") == normalised_title("attention is all   you need")
    True
    """
    if title.isascii():  # most titles are, and need no Unicode normalisation
        return title.encode().translate(_LOWER, _ASCII_SIGNS).decode() or " ".join(title.split())
    folded = unicodedata.normalize("NFKC", title).casefold()
    return _without_signs(folded) or " ".join(folded.split())


def _without_signs(text: str) -> str:
    """Return the letters and digits of a text; most signs are ASCII, and are removed in one pass over the bytes."""
    kept = text.encode("utf-8", "ignore").translate(None, _ASCII_SIGNS)
    others = () if kept.isascii() else {*kept.translate(None, _ASCII).decode()}
    for character in others:
        if not character.isalnum():
            kept = kept.replace(character.encode(), b"")
    return kept.decode()


class PaperIdentity(NamedTuple):
    """The identifiers that a scan gives for its paper; each is empty if the scan does not give it.

    `authors` has one author a line, `file` the path of the scan; `same_as` and `not_same_as` are paths of scans or
    identifiers of papers that the scan says are, or are not, the same.
    """

    doi: str
    arxiv: str
    title: str
    year: int
    authors: str = ""
    venue: str = ""
    file: str = ""
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()

    @classmethod
    def from_keys(cls, keys: Iterable[str]) -> Self:
        """Return the identity that has these keys.

        >>> PaperIdentity.from_keys(("arxiv:2401.00001", "title:apaper:2024"))[:4]
        ('', '2401.00001', 'apaper', 2024)
        """
        named = dict(key.split(":", 1) for key in keys)
        title, _, year = named["title"].rpartition(":")
        return cls(named.get("doi", ""), named.get("arxiv", ""), title, int(year))

    @property
    def title_key(self) -> str:
        """The normalised title with the year."""
        return f"title:{self.title}:{self.year}"

    @property
    def keys(self) -> tuple[str, ...]:
        """All identifiers of the paper, the most certain one first."""
        return _keys(*self[:4])

    @property
    def names(self) -> frozenset[str]:
        """The names under which another scan can mean this paper in `same_as` or `not_same_as`."""
        named = (("doi", self.doi), ("arxiv", self.arxiv), ("scan", self.file))
        return frozenset(f"{kind}:{name}" for kind, name in named if name)


def stated_key(name: str) -> str:
    """Return a name in `same_as` or `not_same_as` with its kind: the path of a scan, a DOI, or an arXiv id.

    >>> stated_key("scans/a/b.json"), stated_key("10.1000/A"), stated_key("2406.13229")
    ('scan:scans/a/b.json', 'doi:10.1000/a', 'arxiv:2406.13229')
    """
    if name.startswith("scans/"):
        return f"scan:{name}"
    if name.endswith(".json") and not name.startswith("10."):  # in another layout
        return f"scan:{name}"
    arxiv = plain_arxiv_id(name)
    if name.startswith("10.") and "/" in name:
        doi = name.lower()
        arxiv = arxiv_id_in_doi(doi)
        return f"arxiv:{arxiv}" if arxiv else f"doi:{doi}"
    return f"arxiv:{arxiv}"


class Identity(NamedTuple):
    """The facts of a scan that must not occur twice; small, so that worker processes can send it back fast.

    `reasons` are checksums of a few long reasons, by which copies are found.
    """

    file: str
    paper: PaperIdentity
    instrument: str
    rater: tuple[str, str, str]
    counts: bool = True
    reasons: tuple[int, ...] = ()


def paper_identity(paper: Mapping[str, Any], file: str = "") -> PaperIdentity:
    """Return the identifiers of a scan's `paper`, or of a paper that it cites."""
    authors, venue = paper.get("authors"), paper.get("venue") or ""
    named = "\n".join(authors) if isinstance(authors, list) else ""
    same, other = paper.get("same_as"), paper.get("not_same_as")
    stated = (tuple(same or ()), tuple(other or ())) if same or other else ((), ())
    return PaperIdentity(*_identifiers(paper), named, venue, file, *stated)


def paper_keys(paper: Mapping[str, Any]) -> tuple[str, ...]:
    """Return `paper_identity(paper).keys`, but faster, because a scan cites many papers."""
    return _keys(*_identifiers(paper))


def _identifiers(paper: Mapping[str, Any]) -> tuple[str, str, str, int]:
    doi, arxiv = _text(paper, "doi").lower(), _text(paper, "arxiv_id")
    if arxiv and "/" in arxiv:
        arxiv = plain_arxiv_id(arxiv)
    if doi.startswith(_ARXIV_DOI) and (named := arxiv_id_in_doi(doi)):
        doi, arxiv = "", arxiv or named
    return doi, arxiv, normalised_title(_text(paper, "title")), int(paper.get("year") or 0)


def _keys(doi: str, arxiv: str, title: str, year: int) -> tuple[str, ...]:
    named = f"title:{title}:{year}"
    if doi:
        return (f"doi:{doi}", f"arxiv:{arxiv}", named) if arxiv else (f"doi:{doi}", named)
    return (f"arxiv:{arxiv}", named) if arxiv else (named,)


def scan_identity(file: str, document: dict[str, Any], instrument: str) -> Identity:
    """Return the identity of a valid scan; it does not count if the scan is withdrawn, superseded or excluded."""
    rater = document.get("rater") or {}
    state = (document.get("status") or {}).get("state", "")
    who = _who(rater.get("kind"), rater.get("name"), rater.get("run")) if rater else ("", "", "")
    paper = paper_identity(document["paper"], file)
    return Identity(file, paper, instrument, who, state not in DISMISSED, sampled_reasons(document, instrument))


@lru_cache(maxsize=4096)
def _who(kind: str | None, name: str | None, run: str | None) -> tuple[str, str, str]:
    """Return what identifies a rater: few raters have many scans."""
    return (kind or "").strip(), " ".join((name or "").casefold().split()), (run or "").strip()


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value.strip() if value and isinstance(value, str) else ""
