"""All rules of this folder, applied to every text of a document and to the document itself."""

from collections.abc import Callable, Container, Iterator, Mapping
from itertools import chain
from typing import Any

from scanpress.checking.form import Form, value_at
from scanpress.checking.known.wording import CLUED, has_clue, may_be_parted
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.characters import is_plain, unseen_characters
from scanpress.checking.reading.odd_characters import ODD_CHARACTERS
from scanpress.checking.suspicions import identifiers, markup, names, people, wording
from scanpress.checking.suspicions.citing import repeated_papers
from scanpress.checking.suspicions.clues import has_odd_names
from scanpress.checking.suspicions.contradictions import contradicted
from scanpress.checking.suspicions.damage import damage
from scanpress.checking.suspicions.endings import pairs, unfinished
from scanpress.checking.suspicions.folders import folder
from scanpress.checking.suspicions.headings import headings
from scanpress.checking.suspicions.notation import may_be_notation, notation
from scanpress.checking.suspicions.placeholders import may_be_placeholder, placeholder
from scanpress.checking.suspicions.reasons import (
    answer_as_reason,
    opposite_answers,
    question_as_reason,
    same_reason,
    title_as_reason,
)
from scanpress.checking.suspicions.status import status
from scanpress.checking.suspicions.texts import Text, long_text, texts
from scanpress.instruments import Instrument

_Rule = Callable[[Text], Iterator[Finding]]
_OF_TEXTS: Mapping[str, _Rule] = {
    "damage": damage,
    "placeholder": placeholder,
    "long_text": long_text,
    "emails": names.emails,
    "author": names.author,
    "markup": markup.markup,
    "doi": identifiers.doi,
    "address": identifiers.address,
    "arxiv": identifiers.arxiv,
    "refusal": wording.refused,
    "abstract": wording.abstract,
    "chat_mark": wording.chat_mark,
    "encoded": wording.encoded,
    "several_lines": wording.several_lines,
    "notation": notation,
    "pairs": pairs,
}
_ANYWHERE = frozenset(_OF_TEXTS.values()) - {names.author, identifiers.doi, identifiers.arxiv, identifiers.address}


def _is_odd(text: str) -> bool:
    return not is_plain(text) or "\\" in text or '""' in text


# Whether a rule may have a finding on a text: a look at most texts of a warned file takes a tenth of the rule's time.
_HAS: Mapping[_Rule, Callable[[str], bool]] = {
    damage: _is_odd,
    names.emails: lambda text: "@" in text,
    names.author: lambda name: name != "" and has_odd_names([name], []),
    markup.markup: lambda text: "<" in text or "&" in text,
    wording.refused: has_clue,
    wording.abstract: has_clue,
    wording.encoded: has_clue,
    wording.several_lines: has_clue,
    wording.chat_mark: lambda text: not is_plain(text) or has_clue(text),
    placeholder: may_be_placeholder,
    notation: may_be_notation,
}
_OF_CHARACTERS: tuple[_Rule, ...] = (damage, wording.chat_mark, notation)
_WITHIN = ("paper", "cited_papers", "source")
_OF_DOCUMENT = (
    *("disagreement", "repeated_authors", "people", "rater", "headings", "status", "folder"),
    *("parted_words", "unfinished", "same_reason", "opposite_answers", "title_as_reason"),
    *("question_as_reason", "answer_as_reason", "contradicted"),
)
# The rules on wording: if the compiled validator found a clue, only texts with one are looked at.
_OF_CLUES = ("placeholder", "refusal", "abstract", "chat_mark", "encoded", "several_lines", "notation", "pairs")
EVERY = (*_OF_TEXTS, *_OF_DOCUMENT)
"""The names of all rules."""
_CITED = "cited_papers"


def suspicions(form: Form, path: str, document: object, names_of_rules: Container[str] = EVERY) -> Iterator[Finding]:
    """Yield the findings of some rules on a document.

    A run has texts of any kind, such as prompts, so only damage is reported.
    """
    yield from _of_texts(form, document, names_of_rules)
    if not form.instrument:
        return
    yield from _of_document(path, document, names_of_rules)
    if "unfinished" in names_of_rules:
        yield from unfinished(texts(form, document))
    if isinstance(document, dict):
        is_clued = CLUED in names_of_rules
        asked = (each for each in _OF_REASONS if each in names_of_rules or (is_clued and each in _OF_CLUED_REASONS))
        for name in asked:
            yield from _OF_REASONS[name](form.instrument, document)


def _of_texts(form: Form, document: object, names_of_rules: Container[str]) -> Iterator[Finding]:
    """Yield the findings of the rules that look at one text."""
    rules = [rule for name, rule in _OF_TEXTS.items() if name in names_of_rules and (form.instrument or rule is damage)]
    is_clued, has_broken_word = CLUED in names_of_rules, "parted_words" in names_of_rules
    of_clues = [_OF_TEXTS[name] for name in _OF_CLUES if name not in names_of_rules] if is_clued else []
    looks = [(rule, _HAS.get(rule, bool)) for rule in rules]
    if ODD_CHARACTERS in names_of_rules:
        of_characters = _OF_CHARACTERS if form.instrument else (damage,)
        looks += [(rule, _is_odd) for rule in of_characters if rule not in rules]
    within = _WITHIN if _ANYWHERE.isdisjoint((*(rule for rule, _ in looks), *of_clues)) else None
    every = {may_have for _, may_have in looks} | ({has_clue} if is_clued else set())
    has = every.pop() if len(every) == 1 else bool  # of all texts, only those that the one look takes
    for text in texts(form, document, within, has) if looks or is_clued else ():
        fitting = [rule for rule, may_have in looks if may_have(text.value)]
        if is_clued and has_clue(text.value):
            has_broken_word = has_broken_word or may_be_parted(text.value)
            fitting += [rule for rule in of_clues if rule not in fitting]
        for rule in fitting:
            yield from rule(text)
    if form.instrument and has_broken_word:
        yield from wording.broken_words(texts(form, document))


def marks_of_direction(form: Form, document: object) -> list[Pointer] | None:
    """Return the places of texts with marks of direction; None if another character, or one of a key, is hidden."""
    found: list[Pointer] = []
    for text in texts(form, document, has=lambda value: not is_plain(value)):
        if unseen := unseen_characters(text.value):
            if not all(are_cleaned for _, are_cleaned in unseen):
                return None
            found.append(text.pointer)
    return None if any(map(unseen_characters, _keys(document))) else found


def _of_document(path: str, document: object, names_of_rules: Container[str]) -> Iterator[Finding]:
    if "disagreement" in names_of_rules:
        cited = value_at(document, (_CITED,))
        papers: list[tuple[object, Pointer]] = [(value_at(document, ("paper",)), ("paper",))]
        papers += [(paper, (_CITED, index)) for index, paper in enumerate(cited if isinstance(cited, list) else ())]
        yield from chain.from_iterable(identifiers.disagreement(paper, pointer) for paper, pointer in papers)
        yield from repeated_papers(document)
    for name, rule in _SIMPLE.items():
        if name in names_of_rules:
            yield from rule(document)
    for name, of_file in _OF_FILE.items():
        if name in names_of_rules:
            yield from of_file(path, document)


_SIMPLE = {
    "repeated_authors": people.repeated_authors,
    "people": people.people,
    "rater": people.rater,
    "headings": headings,
}
_OF_FILE = {"status": status, "folder": folder}

_OF_CLUED_REASONS = frozenset(["answer_as_reason", "contradicted"])
_OF_REASONS: Mapping[str, Callable[[Instrument, Mapping[str, Any]], Iterator[Finding]]] = {
    "same_reason": same_reason,
    "opposite_answers": opposite_answers,
    "question_as_reason": question_as_reason,
    "answer_as_reason": answer_as_reason,
    "title_as_reason": title_as_reason,
    "contradicted": contradicted,
}


def _keys(value: object) -> Iterator[str]:
    """Yield all keys of a value."""
    level = [value]
    while level:
        each = level.pop()
        if isinstance(each, dict):
            yield from each
            level += [child for child in each.values() if isinstance(child, dict | list)]
        elif isinstance(each, list):
            level += [child for child in each if isinstance(child, dict | list)]
