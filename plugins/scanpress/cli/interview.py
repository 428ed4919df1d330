"""Ask for the missing values of a draft step by step; each answer is checked before the next question."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, NamedTuple

from scanpress.checking import written_apart
from scanpress.checking.known.copied import arxiv_id, doi
from scanpress.cli.draft import Draft
from scanpress.cli.placement import UNNAMED, already_scanned, mistake_in
from scanpress.cli.terminal import ask, ask_many
from scanpress.facts.collection import Collection
from scanpress.instruments import label_of

_YEAR = 4  # digits
_KINDS = ("person", "model")


class _Question(NamedTuple):
    """The question for a key of a section, and the function that reads the answer."""

    section: Literal["paper", "rater"]
    key: str
    label: str
    read: Callable[[str], object] = str


def interview(draft: Draft, collection: Collection) -> Draft:
    """Ask for the values that are not given, and return the draft with the answers."""
    print("Press Enter to skip a question. You can fill in the answer later, in the file.")
    return _modules(_chosen(_rater(_paper(draft), collection)))


def _paper(draft: Draft) -> Draft:
    title = _Question("paper", "title", "Title of the paper")
    draft = _authors(_asked(draft, title))
    draft = _asked(draft, _Question("paper", "year", "Year", _year))
    draft = _asked(draft, _Question("paper", "venue", "Venue, such as ACL"))
    draft = _asked(draft, _Question("paper", "arxiv_id", "arXiv id", arxiv_id))
    draft = _asked(draft, _Question("paper", "doi", "DOI", doi))
    if draft.names_paper:
        return draft
    print(f"  {UNNAMED}")
    return _asked(draft, title, lambda made: "" if made.names_paper else UNNAMED)


def _rater(draft: Draft, collection: Collection) -> Draft:
    if not draft.rater["kind"]:
        draft = _filled(draft, "rater", "kind", ask("Who answers the questions", allowed=_KINDS, default=_KINDS[0]))
    label = "Name of the model with its version" if draft.rater["kind"] == "model" else "Name"

    def nameless(made: Draft) -> str:
        # Two raters without a name may be the same person. A duplicate by a rater with a name is refused later.
        return "" if made.rater["name"] else already_scanned(made, collection, "give your name")

    return _asked(draft, _Question("rater", "name", label), nameless)


def _chosen(draft: Draft) -> Draft:
    """Ask for what decides which questions are asked; the file cannot be made without it."""
    for key, values in draft.instrument.conditions.items():
        while key not in draft.chosen:
            answer = ask(label_of(key), allowed=values)
            draft = replace(draft, chosen={**draft.chosen, key: answer} if answer else draft.chosen)
    return draft


def _modules(draft: Draft) -> Draft:
    if draft.modules or not draft.instrument.modules:
        return draft
    return replace(draft, modules=tuple(ask_many("Additional modules", allowed=draft.instrument.modules)))


def _authors(draft: Draft) -> Draft:
    """Ask for the authors, and for each answer that names several whether to write them apart."""
    names = draft.paper["authors"] or ask_many(
        "Authors", error=lambda names: mistake_in(_filled(draft, "paper", "authors", names))
    )
    return _filled(draft, "paper", "authors", [name for text in names for name in _apart(text)])


def _apart(text: str) -> tuple[str, ...]:
    names = written_apart(text)
    if len(names) == 1:
        return names
    print(f'  "{text}" seems to name several authors' + (": " + "; ".join(names) if names else ""))
    if names and ask("Write them apart", allowed=("yes", "no"), default="yes") == "yes":
        return names
    if names or ask("Is it one author", allowed=("yes", "no"), default="no") == "yes":
        return (text,)
    return tuple(ask_many("These authors"))


def _asked(draft: Draft, question: _Question, error: Callable[[Draft], str] = lambda _: "") -> Draft:
    """Ask for a value that is not known yet until the draft with it has no mistake; return that draft."""
    if getattr(draft, question.section)[question.key]:
        return draft

    def made(text: str) -> Draft:
        return _filled(draft, question.section, question.key, question.read(text))

    return made(ask(question.label, error=lambda text: mistake_in(made(text)) or error(made(text))))


def _filled(draft: Draft, section: str, key: str, value: object) -> Draft:
    known = {**getattr(draft, section), key: value}
    return replace(draft, paper=known) if section == "paper" else replace(draft, rater=known)


def _year(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) == _YEAR else text
