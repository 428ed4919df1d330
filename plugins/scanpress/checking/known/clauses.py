"""A reason in clauses, and what its question asks for: no grammar, but the order of some known words.

The words are listed in `clauses.toml`. What a question asks for is known by the words of its instrument: those that
few of its questions have tell a question apart, and no single question is known here.

A clause ends with a sentence, at a colon or semicolon, before a word such as
"but" or "although", and at a comma if there is a finite verb before and after it.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scanpress.instruments import Question, forget_with_schemas, with_key

_LISTS = tomllib.loads(Path(__file__).with_name("clauses.toml").read_text("utf-8"))
WORDS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split()) for name, words in _LISTS.items() if isinstance(words, str)
}
"""The words of each list of `clauses.toml`."""
SYNONYMS: Mapping[str, frozenset[str]] = {
    word: frozenset(others.split()) for word, others in _LISTS["synonyms"].items()
}
"""Other words for a word of a question."""

_TOKEN = re.compile(
    r"https?://\S+|[^\W\d_](?:[\w+'\u2019.-]*[\w+])?|[0-9](?:[\w.,%/:+-]*[\w%])?|[.!?;:,()\"\u201c\u201d\u2013\u2014]"
)
_ENDS, _BREAKS = frozenset(".!?"), frozenset(";:\u2013\u2014")
_NUMBERED = re.compile(
    r"(?:sections?|tables?|fig(?:ures?)?|appendix|footnotes?|pages?|pp?|supp(?:l(?:ement\w*)?)?|chapter|algorithm|eq\w*|theorem|lemma|experiment)\Z",
    re.IGNORECASE,
)
_ENDINGS = (
    *("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ities", "ity", "ally"),
    *("ers", "er", "ies", "ied", "ive", "al", "ed", "es", "ly", "s", "y", "e"),
)
_STEM, _LEAST = 7, 4  # letters by which words are compared, and that are left before an ending
_EMPTY = WORDS["plain"] | WORDS["present"] | WORDS["auxiliary"] | WORDS["no"]


@cache
def stem(word: str) -> str:
    """Return the beginning by which words of one family are compared.

    >>> stem("approved"), stem("approval"), stem("hyperparameters")
    ('approv', 'approv', 'hyperpa')
    """
    word = word.replace("script", "scrib")  # description, described
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _LEAST), "")
    return word.removesuffix(ending)[:_STEM]


def content(words: Iterable[str]) -> list[str]:
    """Return the words in small letters that mean something, without those that every reason has.

    >>> content(["the", "pre-registered", "seeds", "are", "reported"])
    ['pre', 'registered', 'seeds']
    """
    parts = (part for word in words if word[0].isalpha() for part in word.split("-"))
    return [part for part in parts if part not in _EMPTY and len(part) > 1]


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that mean something."""
    return frozenset(map(stem, content(words)))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it is written and in small letters; `joint` is the word or sign before it."""

    written: Sequence[str]
    words: Sequence[str]
    joint: str

    @property
    def has_figures(self) -> bool:
        """Whether it has a number or a name with digits, except those of sections, tables and the like."""
        return any(
            any(map(str.isdigit, word)) and not (place and _NUMBERED.match(self.written[place - 1]))
            for place, word in enumerate(self.written)
        )

    @property
    def only_counts(self) -> bool:
        """Whether its figures only count something: "8 GPUs", and not "RTX 3090"."""
        return all(
            word.isdigit() and not before[:1].isupper()
            for before, word in zip(["", *self.written], self.written, strict=False)
            if any(map(str.isdigit, word))
        )

    @property
    def has_place(self) -> bool:
        """Whether it sends to a section, a table or the like."""
        return any(
            _NUMBERED.match(word)
            and (following[:1].isdigit() or len(following) == 1 or word.startswith(("appendix", "supp")))
            for word, following in zip(self.words, [*self.words[1:], ""], strict=True)
        )

    @property
    def unnumbered(self) -> Sequence[str]:
        """Its words without those of a place, such as Section 3."""
        return [word for word in self.words if not _NUMBERED.match(word) or word == "algorithm"]

    @property
    def has_names(self) -> bool:
        """Whether it has a name, or sends to an appendix, or speaks of what is known."""
        return not WORDS["known"].isdisjoint(self.words) or any(
            word[0].isupper() and not _NUMBERED.match(word) and not _NUMBERED.match(before) and before not in '"\u201c('
            for before, word in zip(self.written, self.written[1:], strict=False)
        )


def clauses(text: str) -> list[Clause]:
    """Return the clauses of a reason.

    >>> [" ".join(each.words) for each in clauses("It doesn't list seeds, but they are public.")]
    ['it does not list seeds', 'they are public']
    """
    found: list[Clause] = []
    begin, joint, has_verb, tokens = 0, "", False, list(_tokens(text))
    low = [token.lower() for token in tokens]
    for place, word in enumerate([*low, "."]):
        if not _ends(low, place, has_verb=has_verb):
            has_verb = has_verb or word in _FINITE
            continue
        first, last = begin, place
        while first < last and low[first] in ",()":
            first += 1
        while last > first and low[last - 1] in ",(":
            last -= 1
        if first < last:
            found.append(Clause(tokens[first:last], low[first:last], joint))
        begin, joint, has_verb = place + 1, word, False
    return found


def _tokens(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        low = token.lower().replace("\u2019", "'")
        if low.endswith("n't") or low == "cannot":
            yield from (token[:3] if low == "cannot" else token[:-3], "not")
        else:
            yield "not" if low == "unable" else token


_JOINTS = WORDS["against"] | WORDS["conceding"] | WORDS["causal"]
_FINITE = frozenset([*WORDS["auxiliary"], *(word for word in WORDS["present"] if word.endswith("s"))])


def _ends(low: Sequence[str], place: int, *, has_verb: bool) -> bool:
    """Return whether a clause, which may have a finite verb already, ends before the word or sign at a place."""
    if place == len(low):
        return True
    word = low[place]
    if word in _ENDS or word in _BREAKS or word in _JOINTS:
        return True
    if word in WORDS["joining"]:
        return place > 0 and low[place - 1] == ","
    if word != "," or not has_verb:
        return False
    after = low[place + 1 : place + 1 + _NEAR]
    end = next((index for index, each in enumerate(after) if each in ",.;:"), len(after))
    following = after[:end]
    return bool(following) and following[0] not in _JOINTS | WORDS["joining"] and not _FINITE.isdisjoint(following)


_NEAR = 25  # words after a comma among which a finite verb is looked for


_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SENTENCES = re.compile(r"(?<=[.?])\s+")
_NOT_ENOUGH = re.compile(r"\bnot met\b|\b(?:is|are) No\b|\bnot (?:count|enough)\b")
_APPLIES = ("Does not apply", "Applies")
_SHARE, _FEW = 12, 2  # a twelfth of the questions have a word that tells them apart, or two
_COMMON = stems(WORDS["common"])
_SHORT = 2  # words of a label of which each names what is asked for


@dataclass(frozen=True, slots=True)
class Topic:
    """The stems of the words that name what is asked for, of those that may show it, and of what is not enough.

    `rare` are those of which few papers speak, unless they have what is asked for. `verbs` say that it is there, `own`
    are the words of the question, and `is_open` says whether it asks if something can be had.
    """

    named: frozenset[str]
    shown: frozenset[str]
    meant: frozenset[str]
    rare: frozenset[str]
    enough_not: frozenset[str]
    verbs: frozenset[str]
    own: frozenset[str]
    own_verbs: frozenset[str]
    names: tuple[frozenset[str], ...]
    is_judged: bool
    is_open: bool


def topic(instrument: str, question: str) -> Topic:
    """Return the words of a question of an instrument, by its id."""
    return _topics(instrument)[question]


@forget_with_schemas
@cache
def _topics(instrument: str) -> Mapping[str, Topic]:
    questions = [each for category in with_key(instrument).categories for each in category.questions]
    asked = {each.id: stems(_own(each)) for each in questions}
    met, unmet = ({each.id: _of_guidance(each, is_met=is_met) for each in questions} for is_met in (True, False))
    often = Counter(word for each in questions for word in asked[each.id] | met[each.id])
    few = max(_FEW, len(questions) // _SHARE)
    return {
        each.id: _topic(
            each,
            frozenset(word for word in asked[each.id] if often[word] <= few),
            frozenset(word for word in met[each.id] if often[word] <= few),
            asked[each.id] | met[each.id],
            frozenset(word for word in unmet[each.id] if often[word] <= few),
        )
        for each in questions
    }


def _topic(
    question: Question, rare: frozenset[str], shown: frozenset[str], every: frozenset[str], unmet: frozenset[str]
) -> Topic:
    own, label = frozenset(_own(question)), stems(_words(question.label))
    named = (rare or label) - stems(WORDS["open"])
    every |= named
    verbs = {word for word in own if word.endswith("ed")} | {word.replace("-", "") for word in own if "-" in word}
    verbs |= {f"{word.removesuffix('ed')}s" for word in verbs} | (own & (WORDS["judging"] | WORDS["irregular"]))
    is_judged = not WORDS["judging"].isdisjoint(_words(question.sentence))
    others = [stem(each) for word, same in SYNONYMS.items() if word in own for each in same]
    shown |= named | frozenset(others)
    return Topic(
        named=named,
        shown=shown,
        meant=shown | (label if len(label) <= _SHORT else frozenset()),
        rare=shown - _COMMON,
        enough_not=unmet - every,
        verbs=frozenset(verbs) if is_judged else WORDS["present"] | verbs,
        own=own,
        own_verbs=own & WORDS["present"],
        names=tuple(filter(None, map(stems, (question.key.split("_"), *map(_words, question.label.split(" or ")))))),
        is_judged=is_judged,
        is_open=not own.isdisjoint(WORDS["open"]),
    )


def _own(question: Question) -> list[str]:
    return [*_words(question.label), *_words(question.sentence), *question.key.lower().split("_")]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _of_guidance(question: Question, *, is_met: bool) -> frozenset[str]:
    sentences = (
        each
        for each in _SENTENCES.split(question.guidance)
        if each != question.sentence and not each.startswith(_APPLIES) and is_met is not bool(_NOT_ENOUGH.search(each))
    )
    return stems(word for each in sentences for word in _words(each))
