"""Reasons that deny what their question asks for, such as "The authors do not report any seeds.".

A reason denies something if its main clause does, and if no clause before or after shows that it is there all the same.
What is denied must be named with words of the question. A missed contradiction costs less than a wrong warning.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from scanpress.checking.known.clauses import WORDS, Clause, Topic, clauses, content, stem, stems

LONGEST = 400
"""Characters of a reason that is looked at."""
_ADDRESS = re.compile(r"https?://|\bgithub\.com|\b10\.[0-9]{4}")
_LACKING = WORDS["missing"] | WORDS["lacks"]
_FOUND = frozenset(["find", "found", "finds"])  # what a study did not find is its result
_SEEN = frozenset([*_FOUND, "identified", "located", "seen"])
_CAN = frozenset(["can", "could"])
_MAY = frozenset([*_CAN, "may", "might", "will", "would"])
_THERE = frozenset(["there", "there's", "there\u2019s"])
_REACH = 4  # words after "not" among which its verb is
_BE = frozenset(["are", "be", "been", "being", "is", "left", "remain", "remained", "remains", "was", "went", "were"])
_Words = Sequence[str]


class Says(StrEnum):
    """What a clause says: that something is there, missing or to come, something else, or several at once."""

    THERE = "there"
    MISSING = "missing"
    LATER = "later"
    OTHER = "other"
    TWISTED = "twisted"


def denial(clause: Clause, verbs: frozenset[str]) -> tuple[Says, _Words]:
    """Return what a clause says, and the words for what is missing; `verbs` are those by which something is there.

    >>> from scanpress.checking.known.clauses import clauses
    >>> [clause] = clauses("The authors do not report any seeds.")
    >>> denial(clause, WORDS["present"])
    (<Says.MISSING: 'missing'>, ['any', 'seeds'])
    """
    words = clause.words
    is_asking = words[0] in WORDS["relative"]  # "How they were chosen is not said"
    main = next((at for at, each in enumerate(words) if each in {"that", "which", "who"} and not is_asking), len(words))
    denying = [place for place in range(main) if words[place] in WORDS["no"] and words[place] != "nor"]
    lacking = [at for at, each in enumerate(words) if each in _LACKING or words[at : at + 2] == ["left", "out"]]
    several = (denying and lacking) or len({words[place] for place in denying} - {"neither"}) > 1
    if several or any(each in WORDS["more"] for at in denying for each in words[at + 1 : at + 2]):
        return Says.TWISTED, ()
    if lacking:
        thing = _lacking(words, lacking[0], verbs)
    elif denying:
        thing = _BY_WORD.get(words[denying[0]], _not)(clause, denying[0], verbs)
    elif clause.joint == "nor":
        thing = None
    else:
        return (Says.LATER if _is_promised(clause) else Says.THERE), words
    return (Says.OTHER, ()) if thing is None else (Says.MISSING, thing)


def _lacking(words: _Words, place: int, verbs: frozenset[str]) -> _Words | None:
    """Return what is missing or withheld, which stands before, or what the paper lacks or "It is unclear whether"."""
    before, after = words[:place], words[place + 1 :]
    if words[place] in WORDS["lacks"]:
        return after if not place or (content(before) and _speaks(before, verbs)) else None
    if words[place] == "left":
        before, after = words[: place + 1], after[1:]
    if not _is_said(before) or content(after[:1]):
        return None
    return after if words[0] == "it" and not WORDS["relative"].isdisjoint(after[:2]) else before


def _is_said(before: _Words) -> bool:
    """Return whether what follows is said of something: "is still missing", and not "missing" or "may be missing"."""
    rest = list(before)
    while rest and rest[-1] not in _BE and (rest[-1] in WORDS["between"] | {"all", "both"} or rest[-1][-2:] == "ly"):
        rest.pop()
    return bool(rest) and rest[-1] in _BE | {"as"} and _MAY.isdisjoint(rest[-3:])


def _without(clause: Clause, place: int, _verbs: frozenset[str]) -> _Words | None:
    """Return what something is only given without."""
    rest = clause.words[place + 1 :]
    return rest if "only" in clause.words[:place][-2:] or not WORDS["lost"].isdisjoint(rest[:1]) else None


def _nothing(clause: Clause, place: int, verbs: frozenset[str]) -> _Words | None:
    """Return of what nothing is said, or what is nowhere found."""
    words = clause.words
    before = words[:place] if words[place] == "nowhere" else ()
    return None if verbs.isdisjoint(words) else [*before, *words[place + 1 :]]


def _no(clause: Clause, place: int, verbs: frozenset[str]) -> _Words | None:
    """Return of what there is none: "There is no code", "The paper gives no seeds", "No seeds are given"."""
    before, rest = clause.words[:place], clause.words[place + 1 :]
    ends = (at for at, each in enumerate(rest) if each in WORDS["auxiliary"] or _is_verb(rest, at, verbs))
    end = next(ends, len(rest))
    thing, after = rest[:end], rest[end:]
    is_first = not place and clause.joint in {"", "."}
    if not WORDS["needed"].isdisjoint(thing[:1]):
        return None
    if is_first and not WORDS["mentioning"].isdisjoint(rest[:1]):
        return rest if WORDS["needed"].isdisjoint(rest) else None
    if after and after[0] in verbs | WORDS["having"] and _BE.isdisjoint(after):  # "No section lists them"
        is_of_paper = clause.words[place] == "neither" or (content(thing) and _speaks(thing, verbs))
        return after[1:] if is_of_paper else None
    said = verbs - _FOUND if "i" not in clause.words and _CAN.isdisjoint(after) else verbs
    if not _THERE.isdisjoint(before[-2:]) or not (WORDS["having"] | said).isdisjoint(before[-1:]):
        return thing if _speaks(before, verbs) else None
    verb = next((each for each in after if each not in WORDS["auxiliary"] | WORDS["between"] and each[-2:] != "ly"), "")
    is_denied = place < _REACH and verbs.isdisjoint(before) and verb in said
    return thing if is_denied or (is_first and not after) else None


def _is_verb(words: _Words, place: int, verbs: frozenset[str]) -> bool:
    return place > 0 and words[place] in verbs and words[place].endswith(("ed", "es", "ns")) and place < len(words) - 1


def _not(clause: Clause, place: int, verbs: frozenset[str]) -> _Words | None:
    """Return what is not reported: "The authors do not report seeds", "Seeds are not reported"."""
    words, before = clause.words, clause.words[:place]
    end = next((at for at in range(place + 1, min(place + 1 + _REACH, len(words))) if words[at] in verbs), None)
    if end is None or not all(each in WORDS["between"] or each[-2:] == "ly" for each in words[place + 1 : end]):
        return None
    if "only" in words[place:end] or (not _CAN.isdisjoint(before[-1:]) and words[end] not in _SEEN):
        return None  # "It cannot be used" says nothing about the paper
    if _BE.isdisjoint(words[max(0, place - 2) : end]):
        return words[end + 1 :] if _speaks(before, verbs) else None
    if not place or words[0] in {"it", "they", "this"}:
        return words[end + 1 :]
    return [each for each in before if each not in WORDS["auxiliary"]]


def _is_promised(clause: Clause) -> bool:
    """Return whether something is only promised: "We will release the code", "The code is available on request"."""
    is_later = not (WORDS["later"].isdisjoint(clause.words) or WORDS["releasing"].isdisjoint(clause.words))
    return is_later and not (clause.has_names or clause.has_figures)


_BY_WORD = {
    **dict.fromkeys(["no", "neither", "none"], _no),
    **dict.fromkeys(["nothing", "nowhere"], _nothing),
    "nobody": lambda *_: None,
    "without": _without,
}


def _speaks(words: _Words, verbs: frozenset[str]) -> bool:
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
    pairs = zip(["", *clause.words], clause.words, strict=False)
    return any(
        word in {"abstract", "main"} or (word == "itself" and before in {"article", "manuscript", "paper", "text"})
        for before, word in pairs
    )


def _shows(clause: Clause, topic: Topic, following: set[str]) -> bool:
    """Return whether a clause before a denial shows something; one that is conceded does so only by its figures."""
    is_conceded = clause.joint in WORDS["conceding"] or not following.isdisjoint(WORDS["against"] | _SO)
    has_value = clause.has_figures and not (is_conceded and clause.only_counts)
    is_partly = not (WORDS["giving"].isdisjoint(clause.words) or topic.shown.isdisjoint(stems(clause.words)))
    if has_value or is_conceded or not WORDS["remaining"].isdisjoint(clause.words):
        return (has_value or (is_conceded and is_partly)) and WORDS["remaining"].isdisjoint(clause.words)
    is_named = not (topic.named | frozenset().union(*topic.names)).isdisjoint(stems(clause.words))
    return clause.has_names or clause.has_place or (is_named and not topic.is_judged)


_SO = WORDS["causal"] - {"because", "since"}
_FINITE = WORDS["auxiliary"] | {each for each in WORDS["present"] if each.endswith("s")}


def _of_question(clause: Clause, topic: Topic) -> Says:
    """Return what a clause says of that which the question asks for."""
    says, words = denial(clause, topic.verbs)
    if says is Says.LATER:
        promised = _meant([each for each in words if each not in WORDS["later"] | WORDS["releasing"]], topic)
        return Says.MISSING if topic.is_open and promised & topic.meant else Says.THERE
    if says is not Says.MISSING:
        return says
    thing = _thing(words)
    if {"number", "numbers"} & {*thing[:2]} and "of" in words and "number" not in topic.own:
        return Says.OTHER
    meant = _meant(thing, topic)
    is_all = not (meant or topic.is_judged) and (not thing or not WORDS["all"].isdisjoint(thing))
    is_meant = meant & topic.rare or ((is_all or meant & topic.meant) and _is_plain(clause, meant, topic))
    return Says.MISSING if is_meant and not _is_limited(clause, words, topic) else Says.OTHER


def _is_plain(clause: Clause, meant: frozenset[str], topic: Topic) -> bool:
    """Return whether words of which most papers speak are meant as the question means them.

    They are if the paper is said to tell nothing about them, if they are the whole name of what is asked for, or if the
    clause has no others.
    """
    words = clause.words
    is_told = bool(meant) and not WORDS["telling"].isdisjoint(words)
    if is_told or topic.is_judged or any(name <= meant for name in topic.names):
        return True
    empty = WORDS["paper"] | WORDS["vessels"] | _LACKING | topic.verbs | topic.own
    others = [each for each in content(words) if each not in empty and each[-2:] != "ly"]
    verb = next((at for at, each in enumerate(words) if each in _FINITE or each in topic.verbs), 0)
    subject = content(words[:verb])
    is_given = not (WORDS["telling"] | WORDS["giving"] | _LACKING | _SEEN).isdisjoint(words)
    if is_given and subject and _speaks(subject, topic.verbs):
        return True
    return (is_given or bool(meant)) and topic.meant.issuperset(map(stem, others))


def _is_limited(clause: Clause, thing: Sequence[str], topic: Topic) -> bool:
    """Return whether a denial is of a part, of a result, of a claim, or of what a paper may say there is none of."""
    is_none = not WORDS["none"].isdisjoint(_thing(thing)) and WORDS["vessels"].isdisjoint(_thing(thing))
    return (
        clause.joint in WORDS["conceding"] | {"which"}
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


_UNJUSTIFIED = frozenset(["unjustified", "unsupported", "unwarranted"])
_BEGIN = 12  # words of a clause among which its subject is


def _thing(words: Sequence[str]) -> Sequence[str]:
    """Return the words up to what something belongs to: "the seeds of the baselines" are seeds."""
    found: list[str] = []
    for place, word in enumerate(words):
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
