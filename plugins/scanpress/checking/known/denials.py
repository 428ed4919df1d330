"""Reasons that deny what their question asks for, such as "The authors do not report any seeds.".

A reason denies something if its main clause does, and if no clause before or after shows that it is there all the same.
What is denied must be named with words of the question. A missed contradiction costs less than a wrong warning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scanpress.checking.known.clauses import WORDS, Clause, Topic, clauses, content, stem, stems

LONGEST = 400
"""Characters of a reason that is looked at."""
_ADDRESS = re.compile(r"https?://|\bgithub\.com|\b10\.[0-9]{4}")
_LACKING = WORDS["missing"] | WORDS["lacks"]
_FOUND = frozenset(["find", "found", "finds"])  # what a study did not find is its result
_CAN = frozenset(["can", "could"])
_MAY = frozenset(["can", "could", "may", "might", "will", "would"])
_SEEN = frozenset([*_FOUND, "identified", "located", "seen"])
_THERE = frozenset(["there", "there's", "there\u2019s"])
_REACH = 4  # words after "not" among which its verb is
_BE = frozenset(["are", "be", "been", "being", "is", "left", "remain", "remained", "remains", "was", "went", "were"])


class Says(StrEnum):
    """What a clause says: that something is there, missing or to come, something else, or several at once."""

    THERE = "there"
    MISSING = "missing"
    LATER = "later"
    OTHER = "other"
    TWISTED = "twisted"


@dataclass(frozen=True, slots=True)
class Denial:
    """What a clause says, and the words for what is missing."""

    says: Says
    thing: Sequence[str] = ()


_THERE_IS, _OTHER, _TWISTED = (Denial(each) for each in (Says.THERE, Says.OTHER, Says.TWISTED))


def denial(clause: Clause, verbs: frozenset[str]) -> Denial:
    """Return what a clause says is missing; `verbs` are those by which something is there.

    >>> from scanpress.checking.known.clauses import clauses
    >>> [clause] = clauses("The authors do not report any seeds.")
    >>> denial(clause, WORDS["present"])
    Denial(says=<Says.MISSING: 'missing'>, thing=['any', 'seeds'])
    """
    words = clause.words
    is_asking = words[0] in WORDS["relative"]  # "How they were chosen is not said"
    main = next((at for at, each in enumerate(words) if each in {"that", "which", "who"} and not is_asking), len(words))
    denying = [place for place in range(main) if words[place] in WORDS["no"] and words[place] != "nor"]
    lacking = [
        at for at, each in enumerate(words) if each in WORDS["missing"] | WORDS["lacks"] or _is_left_out(words, at)
    ]
    kinds = {words[place] for place in denying} - {"neither"}
    if (
        (denying and lacking)
        or len(kinds) > 1
        or any(each in WORDS["more"] for at in denying for each in words[at + 1 : at + 2])
    ):
        return _TWISTED
    if lacking:
        return _lacking(clause, lacking[0], verbs)
    if not denying:
        return _OTHER if clause.joint == "nor" else _promised(clause)
    return _BY_WORD.get(words[denying[0]], _not)(clause, denying[0], verbs)


def _is_left_out(words: Sequence[str], place: int) -> bool:
    return words[place] == "left" and words[place + 1 : place + 2] == ["out"]


def _lacking(clause: Clause, place: int, verbs: frozenset[str]) -> Denial:
    """Return what is missing or withheld, which stands before, or what the paper lacks or "It is unclear whether"."""
    words = clause.words
    before, after = words[:place], words[place + 1 :]
    if words[place] in WORDS["lacks"]:
        return Denial(Says.MISSING, after) if _speaks(before, verbs) and (not place or content(before)) else _OTHER
    said = place - (words[place] == "left") + 1
    is_said = _is_said(words[:said]) and not content(after[words[place] == "left" :][:1])
    if not is_said:
        return _OTHER
    is_asked = words[0] == "it" and not WORDS["relative"].isdisjoint(after[:2])
    return Denial(Says.MISSING, after if is_asked else before)


def _is_said(words: Sequence[str]) -> bool:
    """Return whether the last word is said of something: "is still missing", and not "missing" or "may be missing"."""
    rest = list(words[:-1])
    while rest and (rest[-1] in WORDS["between"] | {"all", "both"} - _BE or rest[-1].endswith("ly")):
        rest.pop()
    return bool(rest) and rest[-1] in _BE | {"as"} and _MAY.isdisjoint(rest[-3:])


def _without(clause: Clause, place: int, _verbs: frozenset[str]) -> Denial:
    """Return what something is only given without."""
    is_limiting = "only" in clause.words[:place][-2:] or not WORDS["lost"].isdisjoint(
        clause.words[place + 1 : place + 2]
    )
    return Denial(Says.MISSING, clause.words[place + 1 :]) if is_limiting else _OTHER


def _nothing(clause: Clause, place: int, verbs: frozenset[str]) -> Denial:
    """Return of what nothing is said, or what is nowhere found; "nobody" is of people."""
    words = clause.words
    if verbs.isdisjoint(words) or words[place] == "nobody":
        return _OTHER
    return Denial(Says.MISSING, [*(words[:place] if words[place] == "nowhere" else ()), *words[place + 1 :]])


def _no(clause: Clause, place: int, verbs: frozenset[str]) -> Denial:
    """Return of what there is none: "There is no code", "The paper gives no seeds", "No seeds are given"."""
    words = clause.words
    rest = words[place + 1 :]
    end = next(
        (at for at, each in enumerate(rest) if each in WORDS["auxiliary"] or _is_verb(rest, at, verbs)), len(rest)
    )
    thing, after = rest[:end], rest[end:]
    is_first = not place and clause.joint in {"", "."}
    if not WORDS["needed"].isdisjoint(thing[:1]) or (is_first and not WORDS["mentioning"].isdisjoint(rest[:1])):
        return Denial(Says.MISSING, rest) if WORDS["needed"].isdisjoint(rest) else _OTHER
    if after and _BE.isdisjoint(after) and after[0] in verbs | WORDS["having"]:  # "No section lists them"
        is_of_paper = words[place] == "neither" or (content(thing) and _speaks(thing, verbs))
        return Denial(Says.MISSING, after[1:]) if is_of_paper else _OTHER
    said = verbs - _FOUND if "i" not in words and _CAN.isdisjoint(after) else verbs
    if not (_THERE | WORDS["having"] | said).isdisjoint(words[:place][-1:]) or not _THERE.isdisjoint(words[:place][-2:]):
        goes_on = "and" in rest and not _BE.isdisjoint(after) and verbs.isdisjoint(after)
        return Denial(Says.MISSING, thing) if _speaks(words[:place], verbs) and not goes_on else _OTHER
    verb = next((each for each in after if each not in WORDS["auxiliary"] | WORDS["between"] and each[-2:] != "ly"), "")
    is_denied = place < _REACH and verbs.isdisjoint(words[:place]) and verb in said
    return Denial(Says.MISSING, thing) if is_denied or (is_first and not after) else _OTHER


def _is_verb(words: Sequence[str], place: int, verbs: frozenset[str]) -> bool:
    return place > 0 and words[place] in verbs and words[place].endswith(("ed", "es", "ns")) and place < len(words) - 1


def _not(clause: Clause, place: int, verbs: frozenset[str]) -> Denial:
    """Return what is not reported: "The authors do not report seeds", "Seeds are not reported"."""
    words = clause.words
    end = next((at for at in range(place + 1, min(place + 1 + _REACH, len(words))) if words[at] in verbs), None)
    if end is None:
        return _OTHER
    between = words[place + 1 : end]
    if "only" in between or not all(each in WORDS["between"] or each.endswith("ly") for each in between):
        return _OTHER
    if not _CAN.isdisjoint(words[:place][-1:]) and words[end] not in _SEEN:  # "It cannot be used"
        return _OTHER
    if _BE.isdisjoint(words[max(0, place - 2) : end]):
        return Denial(Says.MISSING, words[end + 1 :]) if _speaks(words[:place], verbs) else _OTHER
    if not place or words[0] in {"it", "they", "this"}:
        return Denial(Says.MISSING, words[end + 1 :])
    return Denial(Says.MISSING, [each for each in words[:place] if each not in WORDS["auxiliary"]])


def _promised(clause: Clause) -> Denial:
    """Return what is only promised: "We will release the code", "The code is available on request"."""
    words = clause.words
    is_later = not WORDS["later"].isdisjoint(words) and not WORDS["releasing"].isdisjoint(words)
    if not is_later or clause.has_names or clause.has_figures:
        return _THERE_IS
    return Denial(Says.LATER, [each for each in content(words) if each not in WORDS["paper"] | WORDS["later"]])


_BY_WORD = {
    **dict.fromkeys(["no", "neither", "none"], _no),
    **dict.fromkeys(["nothing", "nowhere", "nobody"], _nothing),
    "without": _without,
}


def _speaks(words: Sequence[str], verbs: frozenset[str]) -> bool:
    """Return whether the words before a verb are for the paper or its authors, and not for what it is about."""
    return all(each in WORDS["paper"] or each in verbs or each == "," for each in content(words))


def denies(text: str, topic: Topic) -> bool:
    """Return whether a reason says that what its question asks for is missing."""
    if len(text) > LONGEST or _ADDRESS.search(text) or text[:1] in {'"', "\u201c"}:
        return False
    every = clauses(text)
    if every and every[0].joint in WORDS["against"]:  # "However, ...": what a paper says of others
        return False
    said = [_of_question(each, topic) for each in every]
    if Says.TWISTED in said or Says.MISSING not in said:
        return False
    last = max(place for place, each in enumerate(said) if each is Says.MISSING)
    there = [place for place, each in enumerate(said) if each is Says.THERE]
    is_conceded = all(every[place + 1].joint in WORDS["against"] for place in there if place < last)
    if said[0] is said[-1] is Says.MISSING and is_conceded:
        return True
    if there and _is_partial(every[last]):
        return False
    joints = {place: {each.joint for each in every[place + 1 : last + 1]} for place in there if place < last}
    is_shown = any(_shows(every[place], topic, following) for place, following in joints.items())
    return not is_shown and not any(_takes_back(every[place], topic) for place in there if place > last)


def _is_partial(clause: Clause) -> bool:
    """Return whether a clause speaks of a part of the paper only: of "the main text", or of "the paper itself"."""
    itself = next((place for place, each in enumerate(clause.words) if each == "itself"), 0)
    return not {"abstract", "main"}.isdisjoint(clause.words) or (
        itself > 0 and clause.words[itself - 1] in {"article", "manuscript", "paper", "text"}
    )


def _shows(clause: Clause, topic: Topic, following: set[str]) -> bool:
    """Return whether a clause before a denial shows something; one that is conceded does so only by its figures."""
    is_conceded = clause.joint in WORDS["conceding"] or not following.isdisjoint(WORDS["against"] | _SO)
    has_value = clause.has_figures and not (is_conceded and clause.only_counts)
    is_partly = not (WORDS["giving"].isdisjoint(clause.words) or topic.shown.isdisjoint(stems(clause.words)))
    if has_value or is_conceded or not WORDS["remaining"].isdisjoint(clause.words):
        return (has_value or (is_conceded and is_partly)) and WORDS["remaining"].isdisjoint(clause.words)
    is_fragment = clause.words[0] not in _BEGINNING and _FINITE.isdisjoint(clause.words) and clause.is_alone
    is_named = not (topic.named | frozenset().union(*topic.names)).isdisjoint(stems(clause.words))
    return is_fragment or clause.has_names or clause.has_place or (is_named and not topic.is_judged)


_BEGINNING = frozenset(["a", "all", "an", "each", "i", "it", "our", "the", "these", "they", "this", "we"])
_SO = WORDS["causal"] - {"because", "since"}
_FINITE = WORDS["auxiliary"] | {each for each in WORDS["present"] if each.endswith("s")}


def _of_question(clause: Clause, topic: Topic) -> Says:
    """Return what a clause says of that which the question asks for."""
    said = denial(clause, topic.verbs)
    if said.says is Says.LATER:
        return Says.MISSING if topic.is_open and _meant(said.thing, topic) & topic.meant else Says.THERE
    if said.says is not Says.MISSING:
        return said.says
    thing = _thing(said.thing)
    if {"number", "numbers"} & {*said.thing[:2]} and "of" in said.thing and "number" not in topic.own:
        return Says.OTHER
    meant = _meant(thing, topic)
    is_all = not (meant or topic.is_judged) and (not thing or not WORDS["all"].isdisjoint(thing))
    is_meant = meant & topic.rare or ((is_all or meant & topic.meant) and _is_plain(clause, meant, topic))
    return Says.MISSING if is_meant and not _is_limited(clause, said.thing, topic) else Says.OTHER


def _is_plain(clause: Clause, meant: frozenset[str], topic: Topic) -> bool:
    """Return whether words of which most papers speak are meant as the question means them.

    They are if the paper is said to tell nothing about them, if they are the whole name of what is asked for, or if the
    clause has no others.
    """
    words = clause.words
    if topic.is_judged or any(name <= meant for name in topic.names):
        return True
    if meant and not WORDS["telling"].isdisjoint(words):
        return True
    empty = WORDS["paper"] | WORDS["vessels"] | _LACKING | topic.verbs | topic.own
    others = [each for each in content(words) if each not in empty and each[-2:] != "ly"]
    verb = next((at for at, each in enumerate(words) if each in _FINITE or each in topic.verbs), 0)
    subject = content(words[:verb])
    is_told = not (WORDS["telling"] | WORDS["giving"] | _LACKING | _SEEN).isdisjoint(words)
    if is_told and subject and _speaks(subject, topic.verbs):
        return True
    return (is_told or bool(meant)) and topic.meant.issuperset(map(stem, others))


def _is_limited(clause: Clause, thing: Sequence[str], topic: Topic) -> bool:
    """Return whether a denial is of a part, of a result, of a claim, or of what a paper may say there is none of."""
    is_none = not WORDS["none"].isdisjoint(_thing(thing)) and WORDS["vessels"].isdisjoint(_thing(thing))
    return (
        clause.joint in WORDS["conceding"] | {"which"}
        or (clause.has_figures and not _RESULTS.isdisjoint(clause.words))
        or (topic.is_judged and (topic.verbs | _UNJUSTIFIED).isdisjoint(clause.words))
        or any(_is_part(words, topic) for words in (thing, clause.words[:_BEGIN]))
        or (is_none and not {"any", "no"}.isdisjoint(clause.words))
    )


def _is_part(words: Sequence[str], topic: Topic) -> bool:
    """Return whether words name a part; "versions of PyTorch or other libraries" are all."""
    pairs = zip(["", *words], words, strict=False)
    return any(
        word in WORDS["part"] and word not in topic.own and before not in {"and", "or"} for before, word in pairs
    )


def _meant(words: Sequence[str], topic: Topic) -> frozenset[str]:
    """Return the stems of the words that say what is meant."""
    empty = WORDS["vessels"] | WORDS["paper"]
    return frozenset(stem(each) for each in content(words) if each not in empty or stem(each) in topic.shown)


_RESULTS = frozenset(["found", "show", "shown", "shows"])  # verbs of results: "No difference is shown (p = 0.4)"
_UNJUSTIFIED = frozenset(["unjustified", "unsupported", "unwarranted"])
_BEGIN = 12  # words of a clause among which its subject is


def _thing(words: Sequence[str]) -> Sequence[str]:
    """Return the words up to what something belongs to: "the seeds of the baselines" are seeds."""
    found: list[str] = []
    for place, word in enumerate(words):
        if word == "only":
            return found
        if word in WORDS["relative"] or word in WORDS["of"] or word in "()":
            if any(each not in WORDS["vessels"] for each in content(found)):
                return found
            if word in WORDS["relative"]:
                return words[place + 1 :]
        else:
            found.append(word)
    return found


def _takes_back(clause: Clause, topic: Topic) -> bool:
    """Return whether a clause after a denial says that something is there all the same."""
    if clause.joint in WORDS["against"] or clause.joint == "because":
        return True
    is_supposed = not (clause.has_place or WORDS["supposing"].isdisjoint(clause.words))
    is_remaining = is_supposed or not WORDS["remaining"].isdisjoint(clause.words)
    return not is_remaining and (
        clause.has_figures
        or clause.has_names
        or "public" in clause.words
        or not topic.named.isdisjoint(stems(clause.words))
    )
