"""One scan, whole: what its page shows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import orjson

from scanpress.corpus.answer import Section, read_sections
from scanpress.corpus.scores import Score, Tally, scores, tally
from scanpress.instruments import Instrument, Unidentified, identify


@dataclass(frozen=True, slots=True)
class Paper:
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
MODEL = "model"


@dataclass(frozen=True, slots=True)
class Rater:
    """Who answered; `kind` is `model` or `person`, None where the file does not say."""

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
    """What became of a scan: published, contested, withdrawn, superseded or excluded."""

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


@dataclass(frozen=True)
class Scan:
    """A checked scan.

    `path` is the file's path in the repository; `parts` holds the sections that are shown as they are
    (key findings, claims, red flags, engagement factors, …) under their names in the file.
    """

    path: str
    instrument: Instrument
    paper: Paper
    rater: Rater
    status: Status
    reply: Reply | None
    sections: tuple[Section, ...]
    parts: Mapping[str, Any]

    @classmethod
    def from_document(cls, path: str, instrument: Instrument, document: Mapping[str, Any]) -> Self:
        """Read a document that the check has accepted."""
        return cls(
            path=path,
            instrument=instrument,
            paper=Paper.from_document(document["paper"]),
            rater=Rater.from_document(document.get("rater") or {}),
            status=Status.from_document(document.get("status") or {}),
            reply=Reply.from_document(document["reply"]) if document.get("reply") else None,
            sections=read_sections(instrument, document),
            parts=document,
        )

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Return the scores, the one to list first."""
        return scores(self.instrument, self.sections)

    @cached_property
    def tally(self) -> Tally:
        """Count the verdicts over all questions."""
        return tally(answer for section in self.sections for answer in section.answers)

    @property
    def cited_papers(self) -> tuple[Paper, ...]:
        """Return the papers that the scan lists as cited."""
        return tuple(Paper.from_document(cited) for cited in self.parts.get("cited_papers") or ())

    @property
    def instrument_label(self) -> str:
        """Return the instrument as pages name it."""
        return instrument_label(self.instrument)


def instrument_label(instrument: Instrument) -> str:
    """Return an instrument as pages name it."""
    return f"{instrument.title}, version {instrument.version}"


def digest_of(content: bytes) -> str:
    """Return the digest by which a scan's bytes are known: SHA-256, which processors have an instruction for."""
    return hashlib.sha256(content, usedforsecurity=False).hexdigest()[:32]


def read_scan(path: str, content: bytes) -> Scan:
    """Read a scan from bytes that the check has accepted; raise ValueError where it cannot have."""
    document = orjson.loads(content)
    instrument = identify(document)
    if isinstance(instrument, Unidentified):
        raise ValueError(f"{path} names no instrument that is known: {instrument.message}")  # noqa: TRY004 - a value
    return Scan.from_document(path, instrument, document)
