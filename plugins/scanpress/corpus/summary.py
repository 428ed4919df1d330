"""What lists, figures and links need to know of a scan, small enough to keep for every scan."""

from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any, NamedTuple, Self

from scanpress.checking import DISMISSED, Identity, PaperIdentity, paper_keys, stated_key
from scanpress.corpus.answer import read_numbers, read_other_signs, read_results, read_signs
from scanpress.corpus.links import linked
from scanpress.corpus.scan import PUBLISHED, Paper
from scanpress.corpus.scores import first_score, is_scored
from scanpress.instruments import Instrument


class Summary(NamedTuple):
    """A scan in a few hundred bytes; a named tuple, since 60,000 of them are made at every build.

    `keys` are the names under which the paper is known (DOI, arXiv id, title and year), `cites` those of each paper
    that it cites, `same_as` and `not_same_as` what the scan says of other papers, `linked` what identifies it in
    the addresses that the scan gives; `part` of `whole` is the score listed first (0 of 0 if there is none) and
    `score` the text shown for it; `signs` has a character for each verdict; `results` a letter for each answer without
    one (an affiliation, say), and `numbers` those that answer a question. `scored` says whether the paper is one
    of those with a score; it is None if the instrument has a score for all papers. `noted` is the date on
    which something became of the scan (its status or a reply by the authors), empty if that is not known, and None
    if nothing did.
    """

    path: str
    digest: str
    title: str
    authors: tuple[str, ...]
    year: int
    venue: str | None
    instrument: str
    instrument_label: str
    rater_kind: str | None
    rater: str | None
    run: str | None
    date: str | None
    status: str
    score: str
    part: float
    whole: float
    scored: bool | None
    red_flags: int | None
    signs: str
    results: str
    noted: str | None
    linked: tuple[str, ...]
    keys: tuple[str, ...]
    cites: tuple[tuple[str, ...], ...]
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    numbers: tuple[float | None, ...] = ()

    @classmethod
    def of(cls, identity: Identity, instrument: Instrument, document: Mapping[str, Any], digest: str) -> Self:
        """Summarise a document that the check has accepted and identified, and whose bytes have this digest.

        A `Scan` is not made for that: it takes longer than the check.
        """
        paper, rater = document["paper"], document.get("rater") or {}
        scored = is_scored(instrument, document)
        signs = read_signs(instrument, document)
        score = first_score(instrument, signs, read_other_signs(instrument, document), scored=scored)
        flags = document.get("red_flags")
        return cls(
            path=identity.file,
            digest=digest,
            title=paper["title"].strip(),
            authors=tuple([author.strip() for author in paper["authors"]]),
            year=paper["year"],
            venue=paper.get("venue") or None,
            instrument=instrument.key,
            instrument_label=instrument.label,
            rater_kind=rater.get("kind") or None,
            rater=rater.get("name") or None,
            run=rater.get("run") or None,
            date=rater.get("date") or None,
            status=(document.get("status") or {}).get("state") or PUBLISHED,
            score=score.text,
            part=score.part,
            whole=score.whole,
            scored=scored,
            red_flags=None if flags is None else len(flags),
            signs=signs,
            results=read_results(instrument, document),
            noted=_noted(document),
            linked=linked(paper),
            keys=identity.paper.keys,
            cites=tuple([paper_keys(cited) for cited in document.get("cited_papers") or ()]),
            same_as=identity.paper.same_as,
            not_same_as=identity.paper.not_same_as,
            numbers=read_numbers(instrument, document),
        )

    @classmethod
    def from_values(cls, path: str, values: Sequence[Any]) -> Self:
        """Read the fields' values in their order, lists having taken the place of tuples.

        Texts that many scans share are kept once: that is a fifth of what 56,800 scans take (November 2026).
        """
        given = [path, *values[1:]]
        for index in _SHARED:
            if given[index]:
                given[index] = intern(given[index])
        for index in _TUPLES:
            given[index] = tuple(given[index])
        given[_CITES] = tuple(map(tuple, given[_CITES]))
        return cls._make(given)

    @property
    def counts(self) -> bool:
        """Return whether the scan is in figures over several scans; scores leave out theoretical papers besides."""
        return self.status not in DISMISSED

    @property
    def known_as(self) -> tuple[Any, ...]:
        """Return everything that pages of other scans, and figures over all scans, show of the scan."""
        # The keys have the title without its case and signs, pages as it is written.
        settled = self.title, self.authors, self.venue, self.same_as, self.not_same_as
        return self.path, self.keys, settled, self.year, self.instrument_label, self.rater, self.date, self.counts

    @property
    def identity(self) -> PaperIdentity:
        """Return the identity of the paper, as the check has it."""
        return PaperIdentity.from_keys(self.keys)._replace(
            authors="\n".join(self.authors),
            venue=self.venue or "",
            file=self.path,
            same_as=self.same_as,
            not_same_as=self.not_same_as,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names under which `same_as` of another scan can mean this one."""
        return (*self.keys, stated_key(self.path))

    @property
    def published(self) -> bool:
        """Return whether nothing became of the scan since it was published."""
        return self.status == PUBLISHED


_TUPLES = [Summary._fields.index(name) for name in ("authors", "linked", "keys", "same_as", "not_same_as", "numbers")]
_SHARED = [
    Summary._fields.index(name)
    for name in (
        *("venue", "instrument", "instrument_label", "rater_kind", "rater", "run", "date"),
        *("status", "score", "signs", "results"),
    )
]
_CITES = Summary._fields.index("cites")


def _noted(document: Mapping[str, Any]) -> str | None:
    """Return the date of a scan's status or of the authors' reply, the later one."""
    status, reply = document.get("status") or {}, document.get("reply") or {}
    stated = [part for part in (status, reply) if part.get("state", PUBLISHED) != PUBLISHED or part.get("text")]
    return max((part.get("date") or "" for part in stated), default=None)


def keys_of(paper: Paper) -> tuple[str, ...]:
    """Return the names under which a paper is known, the most certain first."""
    named = {"doi": paper.doi, "arxiv_id": paper.arxiv_id, "title": paper.title, "year": paper.year}
    return paper_keys(named)
