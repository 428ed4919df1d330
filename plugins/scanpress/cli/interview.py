"""What is missing of a draft, asked step by step; each answer is checked before the next question."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from scanpress.cli.asking import ask, ask_many
from scanpress.cli.draft import Draft, arxiv_id, doi
from scanpress.cli.placement import UNNAMED, misfit, taken

_YEAR = 4  # digits
_KINDS = ("person", "model")


class _Question(NamedTuple):
    """What is asked for a key of a section, and how the answer is read."""

    section: Literal["paper", "rater"]
    key: str
    label: str
    read: Callable[[str], object] = str


def interview(draft: Draft, root: Path) -> Draft:
    """Ask for what was not given; what is left empty stays to be filled in in the file."""
    print("What you leave empty can be filled in later, in the file.")
    return _modules(_rater(_paper(draft), root))


def _paper(draft: Draft) -> Draft:
    title = _Question("paper", "title", "Title of the paper")
    draft = _authors(_asked(draft, title))
    draft = _asked(draft, _Question("paper", "year", "Year", _year))
    draft = _asked(draft, _Question("paper", "venue", "Venue, such as ACL"))
    draft = _asked(draft, _Question("paper", "arxiv_id", "Number on arXiv", arxiv_id))
    draft = _asked(draft, _Question("paper", "doi", "DOI", doi))
    if draft.names_paper:
        return draft
    print(f"  {UNNAMED}")
    return _asked(draft, title, lambda made: "" if made.names_paper else UNNAMED)


def _rater(draft: Draft, root: Path) -> Draft:
    if not draft.rater["kind"]:
        draft = _filled(draft, "rater", "kind", ask("Who answers", allowed=_KINDS, default=_KINDS[0]))
    label = "Name of the model with its version" if draft.rater["kind"] == "model" else "Name"

    def nameless(made: Draft) -> str:
        # Two raters without a name may be one; who gives a name and is told that the scan is there needs no other.
        return "" if made.rater["name"] else taken(made, root, "give a name")

    return _asked(draft, _Question("rater", "name", label), nameless)


def _modules(draft: Draft) -> Draft:
    if draft.modules or not draft.instrument.modules:
        return draft
    return replace(draft, modules=tuple(ask_many("Modules to ask besides", allowed=draft.instrument.modules)))


def _authors(draft: Draft) -> Draft:
    if draft.paper["authors"]:
        return draft
    names = ask_many("Authors", complaint=lambda names: misfit(_filled(draft, "paper", "authors", names)))
    return _filled(draft, "paper", "authors", names)


def _asked(draft: Draft, question: _Question, complaint: Callable[[Draft], str] = lambda _: "") -> Draft:
    """Ask for a value that is not known yet, again while the draft with it does not fit."""
    if getattr(draft, question.section)[question.key]:
        return draft

    def made(text: str) -> Draft:
        return _filled(draft, question.section, question.key, question.read(text))

    return made(ask(question.label, complaint=lambda text: misfit(made(text)) or complaint(made(text))))


def _filled(draft: Draft, section: str, key: str, value: object) -> Draft:
    known = {**getattr(draft, section), key: value}
    return replace(draft, paper=known) if section == "paper" else replace(draft, rater=known)


def _year(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) == _YEAR else text
