"""One scan: a checked document, and the records that its page is made from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple, Self

import orjson

from scanpress.checking import DISMISSED
from scanpress.corpus.answer import Section, read_sections, read_signs
from scanpress.corpus.scores import Score, Tally, first_score, is_scored, plain_score, scores
from scanpress.facts.registry import EXCLUDED
from scanpress.instruments import Instrument, Unidentified, identify


class Paper(NamedTuple):
    """A paper as a scan names it; what the file leaves empty is None."""

    title: str
    authors: tuple[str, ...]
    year: int | None
    venue: str | None = None
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    pdf_url: str | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read the `paper` section of a checked scan, or an entry of its `cited_papers`."""
        return cls(
            title=document["title"].strip(),
            authors=tuple(author.strip() for author in document.get("authors") or ()),
            year=document.get("year"),
            venue=document.get("venue") or None,
            doi=document.get("doi") or None,
            arxiv_id=document.get("arxiv_id") or None,
            url=document.get("url") or None,
            pdf_url=document.get("pdf_url") or None,
        )


PUBLISHED = "published"
_NO_NOTE = "The list of papers of this collection excludes the paper."
MODEL = "model"


@dataclass(frozen=True, slots=True)
class Rater:
    """Who answered; `kind` is `model` or `person`, None if the file does not say."""

    kind: str | None = None
    name: str | None = None
    date: str | None = None
    run: str | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read the `rater` section of a checked scan."""
        return cls(**{name: document.get(name) or None for name in ("kind", "name", "date", "run")})


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a scan: published, contested, withdrawn, superseded or excluded."""

    state: str = PUBLISHED
    note: str | None = None
    date: str | None = None
    by: str | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read the `status` section of a checked scan."""
        rest = {name: document.get(name) or None for name in ("note", "date", "by")}
        return cls(state=document.get("state") or PUBLISHED, **rest)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the paper's authors answer to the scan."""

    text: str
    name: str | None = None
    date: str | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read the `reply` section of a checked scan."""
        return cls(text=document["text"], name=document.get("name") or None, date=document.get("date") or None)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a scan was first published, if elsewhere, when it was taken from there, and under which licence."""

    url: str
    retrieved: str | None = None
    license: str | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read the `source` section of a checked scan."""
        given = {name: document.get(name) or None for name in ("retrieved", "license")}
        return cls(url=document["url"], **given)


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked through the answers since they were given, and when."""

    by: str | None = None
    date: str | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read the `review` section of a checked scan."""
        return cls(by=document.get("by") or None, date=document.get("date") or None)


@dataclass(frozen=True)
class Scan:
    """A document that the check has accepted; each part of it is read when it is first asked for.

    `path` is the file's path in the repository. `document` holds the parts that pages show as the file has them (key
    findings, claims, red flags, engagement factors, …) under their names in the file.
    """

    path: str
    instrument: Instrument
    document: dict[str, Any]

    @classmethod
    def read(cls, path: str, content: bytes, excluded: str | None = None) -> Self:
        """Read bytes that the check has accepted; raise ValueError if it cannot have accepted them.

        `excluded` is the note of a registry that excludes the paper.
        """
        document = with_exclusion(orjson.loads(content), excluded)
        instrument = identify(document)
        if isinstance(instrument, Unidentified):
            message = f"{path} names no instrument that is known: {instrument.message}"
            raise ValueError(message)  # noqa: TRY004 - the value is wrong, not its type
        return cls(path, instrument, document)

    @cached_property
    def paper(self) -> Paper:
        """Return the paper that is assessed."""
        return Paper.from_document(self.document["paper"])

    @cached_property
    def rater(self) -> Rater:
        """Return who answered."""
        return Rater.from_document(self.document.get("rater") or {})

    @cached_property
    def status(self) -> Status:
        """Return the state of the scan."""
        return Status.from_document(self.document.get("status") or {})

    @property
    def counts(self) -> bool:
        """Return whether the scan is in figures over several scans."""
        return self.status.state not in DISMISSED

    @property
    def license(self) -> str:
        """Return the licence of the scan as an SPDX expression, empty if it names none."""
        return self.document.get("license") or ""

    @property
    def origin(self) -> Origin | None:
        """Return where the scan was first published; None if here."""
        return Origin.from_document(self.document["source"]) if self.document.get("source") else None

    @property
    def review(self) -> Review:
        """Return who looked through the answers."""
        return Review.from_document(self.document.get("review") or {})

    @property
    def reply(self) -> Reply | None:
        """Return what the paper's authors answer to the scan."""
        return Reply.from_document(self.document["reply"]) if self.document.get("reply") else None

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the answers by category."""
        return read_sections(self.instrument, self.document)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Return the scores, the one to list first; empty for a paper that is not scored."""
        return scores(self.instrument, self.document, self.tally, partial(read_signs, self.instrument, self.document))

    @property
    def first_score(self) -> Score:
        """Return the score to list first, which says so if the paper is not scored.

        This takes a quarter of the time of `scores`.
        """
        rule, scored = self.instrument.scoring, self.is_scored
        if rule.is_plain and scored is not False:
            return plain_score(rule, self.tally)
        return first_score(self.instrument, read_signs(self.instrument, self.document), scored=scored)

    @cached_property
    def tally(self) -> Tally:
        """Return how many answers have each verdict, over all questions."""
        return Tally.of_verdicts([verdict for section in self.sections for verdict in section.verdicts])

    @cached_property
    def is_scored(self) -> bool | None:
        """Return whether the paper is one of those with a score; None if the instrument has a score for all papers."""
        return is_scored(self.instrument, self.document)


def with_exclusion(document: dict[str, Any], note: str | None) -> dict[str, Any]:
    """Return a document with the state that a registry gives it by a note, unless it has a state of its own."""
    if note is None or document.get("status"):
        return document
    return {**document, "status": {"state": EXCLUDED, "note": note or _NO_NOTE}}


def digest_of(content: bytes) -> str:
    """Return the digest by which a scan's bytes are known: SHA-256, which processors have an instruction for."""
    return hashlib.sha256(content, usedforsecurity=False).hexdigest()[:32]
