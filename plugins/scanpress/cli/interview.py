"""What is missing of a draft, asked step by step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scanpress.cli.asking import ask, ask_many
from scanpress.cli.draft import Draft, arxiv_id, doi

if TYPE_CHECKING:
    from typing import Any

_YEAR = 4  # digits


def interview(draft: Draft) -> Draft:
    """Ask for what was not given; what is left empty stays to be filled in in the file."""
    print("What you leave empty can be filled in later, in the file.")
    return replace(draft, paper=_paper(draft.paper), rater=_rater(draft.rater), modules=_modules(draft))


def _paper(paper: dict[str, Any]) -> dict[str, Any]:
    known = dict(paper)
    known["title"] = known["title"] or ask("Title of the paper")
    known["authors"] = known["authors"] or ask_many("Authors")
    known["year"] = known["year"] or int(ask("Year", fits=_is_year) or 0) or None
    known["venue"] = known.get("venue") or ask("Venue, such as ACL")
    known["arxiv_id"] = known["arxiv_id"] or arxiv_id(ask("Number on arXiv"))
    known["doi"] = known["doi"] or doi(ask("DOI"))
    return known


def _rater(rater: dict[str, Any]) -> dict[str, Any]:
    known = dict(rater)
    known["kind"] = known["kind"] or ask("Who answers", allowed=("person", "model"), default="person")
    known["name"] = known["name"] or ask("Name of the model with its version" if known["kind"] == "model" else "Name")
    return known


def _modules(draft: Draft) -> tuple[str, ...]:
    if draft.modules or not draft.instrument.modules:
        return draft.modules
    return tuple(ask_many("Modules to ask besides", allowed=draft.instrument.modules))


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == _YEAR
