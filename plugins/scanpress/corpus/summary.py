"""What lists, figures and links need to know of a scan, small enough to keep for every scan."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

from scanpress.checking import paper_identity
from scanpress.corpus.paper import Paper
from scanpress.corpus.provenance import PUBLISHED
from scanpress.corpus.scan import Scan
from scanpress.corpus.scores import experimental


class Summary(NamedTuple):
    """A scan in a few hundred bytes; a named tuple, since 60,000 of them are made at every build.

    `keys` are the names under which the paper is known (DOI, arXiv id, title and year), `cites` those of the papers it
    cites; `part` of `whole` is the score listed first and `score` the text shown for it; `experimental` is None where
    the instrument does not ask.
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
    date: str | None
    status: str
    score: str
    part: float
    whole: float
    experimental: bool | None
    red_flags: int | None
    keys: tuple[str, ...]
    cites: tuple[str, ...]

    @classmethod
    def of(cls, scan: Scan, digest: str) -> Self:
        """Summarise a scan whose bytes have this digest."""
        first = scan.scores[0]
        flags = scan.parts.get("red_flags")
        return cls(
            path=scan.path,
            digest=digest,
            title=scan.paper.title,
            authors=scan.paper.authors,
            year=scan.paper.year or 0,
            venue=scan.paper.venue,
            instrument=scan.instrument.key,
            instrument_label=scan.instrument_label,
            rater_kind=scan.rater.kind,
            rater=scan.rater.name,
            date=scan.rater.date,
            status=scan.status.state,
            score=first.text,
            part=first.part,
            whole=first.whole,
            experimental=experimental(scan.sections),
            red_flags=None if flags is None else len(flags),
            keys=keys_of(scan.paper),
            cites=tuple(key for cited in scan.cited_papers for key in keys_of(cited)),
        )

    @classmethod
    def from_values(cls, values: Sequence[Any]) -> Self:
        """Read the fields' values in their order, lists having taken the place of tuples."""
        given = list(values)
        for index in _TUPLES:
            given[index] = tuple(given[index])
        return cls._make(given)

    @property
    def counts(self) -> bool:
        """Tell whether the scan counts in figures over a set."""
        return self.status not in {"withdrawn", "superseded", "excluded"} and self.experimental is not False

    @property
    def published(self) -> bool:
        """Tell whether nothing became of the scan since it was published."""
        return self.status == PUBLISHED


_TUPLES = [Summary._fields.index(name) for name in ("authors", "keys", "cites")]


def keys_of(paper: Paper) -> tuple[str, ...]:
    """Return the names under which a paper is known, the most certain first."""
    identity = paper_identity({"doi": paper.doi, "arxiv_id": paper.arxiv_id, "title": paper.title, "year": paper.year})
    identifiers = [f"doi:{identity.doi}" if identity.doi else "", f"arxiv:{identity.arxiv}" if identity.arxiv else ""]
    return (*filter(None, identifiers), identity.title_key)
