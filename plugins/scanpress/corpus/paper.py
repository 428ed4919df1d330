"""The paper that a scan assesses, or cites."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


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
