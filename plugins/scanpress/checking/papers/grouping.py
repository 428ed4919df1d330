"""Decide which papers are the same, and which scans of them are by the same rater.

Papers are the same if they have the same DOI or arXiv id, or if a scan says so in `paper.same_as`. Without such an id
in common, they are the same if title and year are equal, no ids differ, they have a common author, and their venues
may be one venue; `paper.not_same_as` excludes that.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scanpress.checking.known.venues import same_venue
from scanpress.checking.papers.identity import Identity, PaperIdentity, stated_key


def group_papers(papers: Sequence[PaperIdentity]) -> tuple[tuple[int, ...], ...]:
    """Return groups of indexes of the same paper: by id, as stated, by title and year if nothing differs."""
    groups = _DisjointSets(papers)
    for shared in (lambda p: p.doi, lambda p: p.arxiv):
        groups.join(shared)
    groups.join_stated()
    groups.join_titles()
    return groups.all()


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


@dataclass(frozen=True, slots=True)
class Work:
    """What several scans say of one paper, made only for papers that share their title and year with others."""

    ids: tuple[frozenset[str], frozenset[str]]
    authors: frozenset[str]
    venues: frozenset[str]
    names: frozenset[str]
    not_same_as: frozenset[str]

    @classmethod
    def of(cls, papers: Iterable[PaperIdentity]) -> "Work":
        """Collect what is said of a paper."""
        every = list(papers)
        return cls(
            (frozenset(p.doi for p in every) - {""}, frozenset(p.arxiv for p in every) - {""}),
            frozenset(name for p in every for author in p.authors.split("\n") for name in _spellings(author)),
            frozenset(p.venue for p in every) - {""},
            frozenset(name for p in every for name in p.names),
            frozenset(stated_key(name) for p in every for name in p.not_same_as),
        )

    def may_be(self, other: "Work") -> bool:
        """Return whether two papers with one title may be the same: by ids, statements, and a common author."""
        ids = all(not a or not b or a & b for a, b in zip(self.ids, other.ids, strict=True))
        settled = self.not_same_as & other.names or other.not_same_as & self.names
        return ids and not settled and (not self.authors or not other.authors or bool(self.authors & other.authors))

    def has_venue_of(self, other: "Work") -> bool:
        """Return whether two papers may have appeared at the same venue."""
        if not self.venues or not other.venues:
            return True
        return any(same_venue(one, two) for one in self.venues for two in other.venues)


class _DisjointSets:
    """Sets of indexes that can only be joined (union-find)."""

    def __init__(self, papers: Sequence[PaperIdentity]) -> None:
        self._papers = papers
        self._parent = list(range(len(papers)))

    def join(self, name: Callable[[PaperIdentity], str]) -> None:
        """Join all papers with the same name."""
        first: dict[str, int] = {}
        for index, paper in enumerate(self._papers):
            value = name(paper)
            if value:
                self._unite(first.setdefault(value, index), index)

    def join_stated(self) -> None:
        """Join what a scan says is the same paper."""
        stated = [(index, stated_key(name)) for index, paper in enumerate(self._papers) for name in paper.same_as]
        if stated:
            known = {name: index for index, paper in enumerate(self._papers) for name in paper.names}
            for index, name in stated:
                self._unite(known.get(name, index), index)

    def join_titles(self) -> None:
        """Join papers with the same title and year if nothing else that is known of them differs."""
        first: dict[tuple[str, int], int] = {}
        titled: dict[int, list[int]] = {}
        for index, paper in enumerate(self._papers):
            if paper.title:
                other = first.setdefault(paper[2:4], index)
                if other != index:
                    titled.setdefault(other, [other]).append(index)
        shared = [indexes for indexes in titled.values() if len({self._root(index) for index in indexes}) > 1]
        members = self._members() if shared else {}
        for indexes in shared:
            self._join_alike(list(dict.fromkeys(map(self._root, indexes))), members)

    def _join_alike(self, roots: list[int], members: dict[int, list[int]]) -> None:
        """Join sets of papers with one title and year, each with the first that it may be; `members` is kept up."""
        known: dict[int, Work] = {}
        for root in roots:
            work = self._work(members[root])
            match = next(
                (other for other, each in known.items() if each.may_be(work) and each.has_venue_of(work)), None
            )
            if match is None:
                known[root] = work
                continue
            self._unite(match, root)
            together, joined = self._root(match), members.pop(match) + members.pop(root)
            members[together] = joined
            del known[match]
            known[together] = self._work(joined)

    def _work(self, indexes: Iterable[int]) -> Work:
        return Work.of(self._papers[index] for index in indexes)

    def _members(self) -> dict[int, list[int]]:
        members: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            members.setdefault(self._root(index), []).append(index)
        return members

    def all(self) -> tuple[tuple[int, ...], ...]:
        """Return the sets in the order of their first members."""
        return tuple(sorted(tuple(group) for group in self._members().values()))

    def _root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def _unite(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)


def _spellings(author: str) -> Iterable[str]:
    """Return short forms of a name that two ways to write it have in common: a family name with an initial.

    Which of the words is the family name differs, so both the first and the last are taken: "Ada Byron", "A. Byron" and
    "Byron, Ada" share one.
    """
    plain = "".join(
        each
        for each in unicodedata.normalize("NFKD", author.casefold().translate(_LETTERS))
        if not unicodedata.combining(each)
    )
    for written, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):  # "Mueller" is also written Müller or Muller
        plain = plain.replace(written, letter)
    words = ["".join(filter(str.isalnum, word)) for word in plain.replace(",", " ").replace(".", " ").split()]
    words = [word for word in words if word]
    if len(words) < 2:  # noqa: PLR2004 - one name alone
        return words
    return (f"{words[-1]} {words[0][0]}", f"{words[0]} {words[-1][0]}")


_LETTERS = str.maketrans({"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00e6": "a", "\u0153": "o", "\u0131": "i"})
