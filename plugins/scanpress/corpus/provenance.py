"""Where a scan's answers come from, and what became of it since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

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
