"""Decide whether two scans are about the same paper, and which of them are by the same rater.

A paper is identified by its DOI, else by its arXiv id, else by its normalised title and year. A DOI that arXiv gave,
`10.48550/arXiv.X`, counts as the arXiv id X.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self

_ASCII = bytes(range(128))
_LOWER = bytes(range(256)).lower()
_ASCII_SIGNS = bytes(code for code in _ASCII if not chr(code).isalnum())
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?", re.IGNORECASE)
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
    """The identifiers that a scan gives for its paper; each is empty if the scan does not give it."""

    doi: str
    arxiv: str
    title: str
    year: int

    @classmethod
    def from_keys(cls, keys: Iterable[str]) -> Self:
        """Return the identity that has these keys.

        >>> PaperIdentity.from_keys(("arxiv:2401.00001", "title:apaper:2024"))
        PaperIdentity(doi='', arxiv='2401.00001', title='apaper', year=2024)
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
        return _keys(*self)


class Identity(NamedTuple):
    """The facts of a scan that must not occur twice; small, so that worker processes can send it back fast."""

    file: str
    paper: PaperIdentity
    instrument: str
    rater: tuple[str, str, str]
    counts: bool = True


def paper_identity(paper: Mapping[str, Any]) -> PaperIdentity:
    """Return the identifiers of a scan's `paper`, or of a paper that it cites."""
    return PaperIdentity(*_identifiers(paper))


def paper_keys(paper: Mapping[str, Any]) -> tuple[str, ...]:
    """Return `paper_identity(paper).keys`, but faster, because a scan cites many papers."""
    return _keys(*_identifiers(paper))


def _identifiers(paper: Mapping[str, Any]) -> tuple[str, str, str, int]:
    doi, arxiv = _text(paper, "doi").lower(), _text(paper, "arxiv_id")
    if doi and (match := _ARXIV_DOI.fullmatch(doi)):
        doi, arxiv = "", arxiv or match[1]
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
    name = " ".join(_text(rater, "name").casefold().split())
    who = (_text(rater, "kind"), name, _text(rater, "run"))
    return Identity(file, paper_identity(document["paper"]), instrument, who, state not in DISMISSED)


def group_papers(papers: Sequence[PaperIdentity]) -> tuple[tuple[int, ...], ...]:
    """Return groups of indexes of the same paper: by DOI, by arXiv id, by title and year if no ids differ."""
    groups = _DisjointSets(papers)
    for shared in (lambda p: p.doi, lambda p: p.arxiv):
        groups.join(shared)
    groups.join(lambda p: p.title_key if p.title else "", agreeing=True)
    return groups.all()


class _DisjointSets:
    """Sets of indexes that can only be joined (union-find)."""

    def __init__(self, papers: Sequence[PaperIdentity]) -> None:
        self._papers = papers
        self._parent = list(range(len(papers)))
        self._ids = [({p.doi} - {""}, {p.arxiv} - {""}) for p in papers]

    def join(self, name: Any, *, agreeing: bool = False) -> None:
        """Join all papers with the same name; with `agreeing`, only sets whose ids do not differ."""
        named: dict[str, list[int]] = {}
        for index, paper in enumerate(self._papers):
            value = name(paper)
            if not value:
                continue
            root = self._root(index)
            roots = named.setdefault(value, [])
            match = next((each for each in roots if not agreeing or self._agree(self._root(each), root)), None)
            if match is None:
                roots.append(root)
            else:
                self._unite(self._root(match), root)

    def all(self) -> tuple[tuple[int, ...], ...]:
        """Return the sets in the order of their first members."""
        members: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            members.setdefault(self._root(index), []).append(index)
        return tuple(sorted(tuple(group) for group in members.values()))

    def _root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def _agree(self, one: int, other: int) -> bool:
        if one == other:
            return True
        return all(not a or not b or a & b for a, b in zip(self._ids[one], self._ids[other], strict=True))

    def _unite(self, one: int, other: int) -> None:
        if one != other:
            self._parent[other] = one
            (dois, arxivs), (more_dois, more_arxivs) = self._ids[one], self._ids[other]
            self._ids[one] = (dois | more_dois, arxivs | more_arxivs)


def same_scans(identities: Iterable[Identity]) -> tuple[tuple[Identity, ...], ...]:
    """Return groups of two or more scans of the same paper by the same rater with the same instrument."""
    by_rater: dict[tuple[str, tuple[str, str, str]], list[Identity]] = {}
    for identity in sorted(identities, key=lambda each: each.file):
        if identity.counts:
            by_rater.setdefault((identity.instrument, identity.rater), []).append(identity)
    found = []
    for scans in by_rater.values():
        groups = group_papers([scan.paper for scan in scans])
        found += [tuple(scans[index] for index in group) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda group: group[0].file))


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value.strip() if value and isinstance(value, str) else ""
