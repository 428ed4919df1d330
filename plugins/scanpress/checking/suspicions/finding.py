"""All rules of this folder, applied to every text of a document and to the document itself."""

from collections.abc import Iterator
from itertools import chain

from scanpress.checking.days import is_date
from scanpress.checking.form import Form, value_at
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.characters import unseen_characters
from scanpress.checking.suspicions import identifiers, names
from scanpress.checking.suspicions.damage import damage
from scanpress.checking.suspicions.folders import folder
from scanpress.checking.suspicions.lengths import long_text
from scanpress.checking.suspicions.placeholders import placeholder
from scanpress.checking.suspicions.texts import texts

_OF_TEXTS = (
    damage,
    placeholder,
    long_text,
    names.emails,
    names.author,
    names.markup,
    identifiers.doi,
    identifiers.address,
)
_CITED = "cited_papers"
_EXPLAINED = {
    "withdrawn": "why it is no longer considered right",
    "contested": "who objects, and why",
    "excluded": "why it is left out",
}


def suspicions(form: Form, path: str, document: object) -> Iterator[Finding]:
    """Yield the findings on a document; a run has texts of any kind, such as prompts, so only damage is reported."""
    for text in texts(form, document):
        for rule in _OF_TEXTS if form.instrument else (damage,):
            yield from rule(text)
    if form.instrument:
        yield from _of_document(path, document)


def is_damaged(form: Form, document: object) -> bool:
    """Return whether a text or a key has a character that is hidden, or lost letters."""
    return any(unseen_characters(key) for key in _keys(document)) or any(
        unseen_characters(text.value) or any(damage(text)) for text in texts(form, document)
    )


def has_suspicions(form: Form, path: str, document: object) -> bool:
    """Return whether a document has any finding."""
    return any(suspicions(form, path, document))


def _of_document(path: str, document: object) -> Iterator[Finding]:
    cited = value_at(document, (_CITED,))
    papers: list[tuple[object, Pointer]] = [(value_at(document, ("paper",)), ("paper",))]
    papers += [(paper, (_CITED, index)) for index, paper in enumerate(cited if isinstance(cited, list) else ())]
    yield from chain.from_iterable(identifiers.disagreement(paper, pointer) for paper, pointer in papers)
    yield from names.repeated_authors(document)
    yield from _status(document)
    yield from folder(path, document)


def _status(document: object) -> Iterator[Finding]:
    """Yield findings on a status without a reason, or with a date before that of the answers."""
    state = value_at(document, ("status", "state"))
    note, day = value_at(document, ("status", "note")), value_at(document, ("status", "date"))
    if isinstance(state, str) and state in _EXPLAINED and note is None:
        message = f"{state} without a reason"
        yield Finding("missing-note", ("status", "state"), message, f'add "note" to the status: {_EXPLAINED[state]}')
    answered = value_at(document, ("rater", "date"))
    if isinstance(day, str) and isinstance(answered, str) and is_date(day) and is_date(answered) and day < answered:
        message = f"the status is of {day}, before the answers of {answered}"
        yield Finding("status-before-scan", ("status", "date"), message, "correct this date or that of the rater")


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for child in value.values():
            yield from _keys(child)
    elif isinstance(value, list):
        for child in value:
            yield from _keys(child)
