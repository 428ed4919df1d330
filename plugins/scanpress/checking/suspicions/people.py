"""Lists of authors as a whole, and raters: names that are all of one wrong kind, or a model that is called a person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from scanpress.checking.days import gregorian
from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.known.authors import in_usual_order, is_orcid, may_name_persons, written_apart
from scanpress.checking.problem import Finding

_AUTHORS = ("paper", "authors")
_MANY = 50  # authors: in longer lists two persons often have the same name
_FEW = 3  # authors: of fewer, all may have one name
_MOST = 0.75  # of the authors
_NOBODY = frozenset(
    [
        *("model", "rater", "llm", "ai", "human", "person", "annotator", "reviewer", "user", "assistant", "me"),
        *("ai assistant", "ai model", "ai system", "language model", "large language model", "ai language model"),
        *("llm assistant", "the model", "an ai", "chatbot", "agent", "bot"),
    ]
)
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}")  # of an organisation, such as OpenAI
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f.'\u2019-]+")
_MODEL = re.compile(
    r"(?:openai |anthropic |google |meta |alibaba )?(?:gpt-?[0-9o]|chatgpt"
    r"|claude[- ](?:[0-9]|opus|sonnet|haiku|instant|code)|gemini[- ]?(?:[0-9]|pro|flash|ultra)|llama-?\s?[0-9]"
    r"|deepseek|mistral[- ](?:[0-9]|large|small|medium)|mixtral|qwen|o[134]-(?:mini|preview))",
    re.IGNORECASE,
)


def people(document: object) -> Iterator[Finding]:
    """Yield the findings on the authors of the paper as a list."""
    authors = value_at(document, _AUTHORS)
    if not isinstance(authors, list) or not all(isinstance(each, str) for each in authors):
        return
    names = tuple(each.strip() for each in authors)
    if are_single_words(names):
        message = "no author in this list has both a given name and a family name"
        remedy = 'write the full name of each author as one text: "Given Family"'
        yield Finding("not-a-name", _AUTHORS, message, remedy)
    elif (turned := in_usual_order(names)) != names:
        more = f", and the {len(turned) - _SHOWN} others in the same way" if len(turned) > _SHOWN else ""
        choice = ", or two entries if these are two authors" if len(names) == 1 else ""
        remedy = f"write each as the paper has it: {', '.join(map(quoted, turned[:_SHOWN]))}{more}{choice}"
        yield Finding("not-a-name", _AUTHORS, "the family name is before the given name", remedy)
    elif are_small(names):
        message = "the names have no capital letters"
        remedy = "write each as the first page of the paper has it, and leave those that have none there"
        yield Finding("not-a-name", _AUTHORS, message, remedy)
    elif are_capitals(names):
        message = "the names are in capitals only"
        yield Finding("not-a-name", _AUTHORS, message, "write each with small letters, as the list of the venue has it")


def beside_a_name(name: str) -> tuple[str, str] | None:
    """Return what is before or after a name, or that it is none: labels, brackets, addresses.

    >>> beside_a_name("Authors: Ada Byron")
    ('"Authors:" is not part of the name', 'write "Ada Byron"')
    >>> beside_a_name("Li Na (\u674e\u5a1c)"), beside_a_name("Ada Byron, PhD")
    (None, ('"PhD" is a degree or a membership, not part of the name', 'write "Ada Byron"'))
    """
    if LOST_LETTER.search(name):
        message = f"{quoted(name)} has a question mark in place of a letter, which another encoding lost"
        return message, "write the name as the first page of the paper has it"
    if _WEB.match(name):
        return f"{quoted(name)} is an address and not a name", "write the author's name"
    if _LABEL.match(name) and (rest := _LABEL.sub("", name)):
        return f"{quoted(name[: -len(rest)].strip())} is not part of the name", f"write {quoted(rest)}"
    for pattern, what, choice in _BEHIND:
        match = pattern.search(name)
        rest = name[: match.start()].strip(" ,") if match else ""
        if match and " " in rest and not rest[0].islower():  # "van Dijk, MD" may end with initials
            return f"{quoted(match[0].strip(' ,'))} is {what}", f"write {quoted(rest)}{choice}"
    return None


def with_institution(name: str, beside: str) -> tuple[str, str]:
    """Return what to write for a name with an institution behind it, and perhaps with further names."""
    first = quoted(name.replace(beside, "").strip())
    if is_orcid(beside):
        remedy = f'write {first}; to keep the iD, write it under a key of your own, such as "x-orcid"'
        return f"{quoted(beside.strip(' ,()'))} is an ORCID iD and not part of the name", remedy
    if may_name_persons(beside):
        message = "this entry has an institution, and seems to name several authors"
        return message, f"write {first} and then one entry for each further author, without the institution"
    return f"{quoted(beside.strip(' ,'))} is not part of the name", f"write {first}"


LOST_LETTER = re.compile(r"(?<!\S)(?:(?!https?:|www\.)[^\W\d_]*[A-Za-z]\?[a-z][^\W_]*|\?[a-z]{2}[^\W_]*)")
"""A pattern of a word with a question mark in place of a letter."""
_WEB = re.compile(r"(?:https?://|www\.)\S+\Z|@\w+\Z", re.IGNORECASE)
_LABEL = re.compile(r"(?:authors?|author\(s\)|by|written by)\s*:\s*", re.IGNORECASE)
# What some have after a comma only may be the initials of a person, as in "Byron MD".
_DEGREE = re.compile(
    r"(?:(?:,\s?|\s)(?:Ph\. ?D\.?|PhD|D\.?Phil\.?|[BM]\.?Sc\.?|M\. ?D\.|Dr\.-?Ing\.?|(?:Pharm|Ed|Psy)\.?D\.?)"
    r"|,\s?(?:MD|MPH|MBA|RN|DDS|DVM|DNP|FRCP|FACP|FACS|CPA)"
    r"|,\s?(?:(?:Graduate )?Student |Senior |Life )?(?:Member|Fellow),\s?(?:IEEE|ACM))+\s*\Z"
)
_HOMONYM = re.compile(r"\s0[0-9]{3}\Z")
_BRACKET = re.compile(r"\s\((?!n[\u00e9e]e |geb\.? )[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f .,&'-]{1,60}\)\Z")
_BEHIND = (
    (_DEGREE, "a degree or a membership, not part of the name", ""),
    (_HOMONYM, "the number that DBLP gives to one of several persons with this name", ""),
    (_BRACKET, "seldom part of a name", ", or leave it if it is part of the name"),
)


_SHOWN = 5  # names that a remedy repeats


def are_single_words(names: Sequence[str]) -> bool:
    """Return whether nearly all names of a list are one word in Latin letters, and so not full names.

    >>> are_single_words(["Byron", "Li", "Wu"]), are_single_words(["Plato", "Kant"])
    (True, False)
    >>> are_single_words(["王芳", "李娜", "张伟"])
    False
    >>> are_single_words(["OpenAI", "Plato", "Suharto"])
    False
    """
    single = sum(_LATIN.fullmatch(name) is not None and _INNER_CAPITAL.search(name) is None for name in names)
    return len(names) >= _FEW and " " not in names[0] and single >= _MOST * len(names)


def are_small(names: Sequence[str]) -> bool:
    """Return whether all names of a list are in small letters, and not only those of persons who write them so.

    >>> are_small(["ada byron", "bo li"]), are_small(["danah boyd", "bell hooks"]), are_small(["ada byron"])
    (True, False, False)
    """
    is_small = len(names) > 1 and all(name.islower() and " " in name and name.isascii() for name in names)
    return is_small and not _IN_SMALL_LETTERS.issuperset(names)


_IN_SMALL_LETTERS = frozenset(["danah boyd", "bell hooks", "adrienne maree brown", "e. e. cummings", "k. d. lang"])


def are_capitals(names: Sequence[str]) -> bool:
    """Return whether all names of a list are full names in capitals."""
    return len(names) > 1 and all(
        name.isupper() and " " in name and sum(map(str.isupper, name)) > _LONG for name in names
    )


_LONG = 6  # letters of a name that is not only initials


def repeated_authors(document: object) -> Iterator[Finding]:
    """Yield a finding for each author whom the list of the paper has already; long lists are left alone."""
    authors = value_at(document, _AUTHORS)
    if not isinstance(authors, list) or len(authors) > _MANY:
        return
    first: dict[str, int] = {}
    for index, name in enumerate(authors):
        if isinstance(name, str) and name.strip():
            before = first.setdefault(_folded(name), index)
            if before != index:
                message = f"{quoted(name)} is also author {before + 1} of this list"
                remedy = "remove one of the two, unless two authors have the same name"
                yield Finding("repeated-author", (*_AUTHORS, index), message, remedy)


def _folded(name: str) -> str:
    """Return a name without differences in case, and in the order of family and given name."""
    family, comma, given = name.casefold().partition(",")
    return " ".join(f"{given} {family}".split()) if comma else " ".join(family.split())


def rater(document: object) -> Iterator[Finding]:
    """Yield findings on a rater who is called a person and has the name of a model, and on answers before the paper."""
    yield from reply(document)
    kind, name = value_at(document, ("rater", "kind")), value_at(document, ("rater", "name"))
    if kind == "person" and isinstance(name, str) and is_model(name):
        message = f'"kind": "person" and {quoted(name)}, the name of a model, contradict each other'
        remedy = 'write "kind": "model" if the model answered, or the name of the person'
        yield Finding("contradiction", ("rater", "kind"), message, remedy)
    if isinstance(name, str) and is_nobody(name):
        message = f"{quoted(name)} does not say who answered"
        remedy = 'write the name of the model with its version, such as "gpt-4o-2024-08-06", or that of the person'
        yield Finding("placeholder", ("rater", "name"), message, remedy)
    if kind == "model" and isinstance(name, str) and (several := models_in(name)):
        message = f"{quoted(name)} names {len(several)} models, and a scan has the answers of one rater"
        remedy = (
            f"write the model that answered, such as {quoted(several[0])}, and make a scan for each other one; "
            "leave it if they answered together"
        )
        yield Finding("not-a-name", ("rater", "name"), message, remedy)
    if kind == "person" and isinstance(name, str) and (persons := persons_in(name)):
        message = f"{quoted(name)} names {len(persons)} persons, and a scan has the answers of one rater"
        remedy = (
            f'write the person who answered, such as {quoted(persons[0])}, and the one who checked under "review"; '
            "leave it if they answered together"
        )
        yield Finding("not-a-name", ("rater", "name"), message, remedy)
    day, year = value_at(document, ("rater", "date")), value_at(document, ("paper", "year"))
    if isinstance(day, str) and isinstance(year, int) and is_before(day, year):
        message = f"the answers are dated {day}, and the paper is of {year}: it did not exist yet"
        remedy = gregorian(day) or "correct this date or the year of the paper"
        yield Finding("status-before-scan", ("rater", "date"), message, remedy)


def reply(document: object) -> Iterator[Finding]:
    """Yield a finding on a reply by a model: authors reply to a scan of their paper."""
    name = value_at(document, ("reply", "name"))
    if isinstance(name, str) and (is_model(name) or is_nobody(name)):
        message = f"a reply is by an author of the paper, and {quoted(name)} names none"
        remedy = 'write the name of the author who replied, or remove "reply" if no author did'
        yield Finding("placeholder", ("reply", "name"), message, remedy)


def is_odd_reply(document: Mapping[str, Any]) -> bool:
    """Return whether the rule on replies has a finding on a valid scan."""
    return "reply" in document and any(reply(document))


def is_odd_rater(rater: Mapping[str, Any], year: int) -> bool:
    """Return whether a rule on raters has a finding on that of a valid scan."""
    day = rater.get("date")
    return (
        (day is not None and is_before(day, year))
        or is_nobody(rater["name"])
        or (
            is_model(rater["name"]) or persons_in(rater["name"]) != ()
            if rater["kind"] == "person"
            else models_in(rater["name"]) != ()
        )
    )


def is_model(name: str) -> bool:
    """Return whether the name of a rater is certainly that of a language model.

    >>> [is_model(each) for each in ("GPT-4o", "Claude Shannon", "claude-3-opus", "Jo Li with GPT-4o")]
    [True, False, True, False]
    """
    return _MODEL.match(name.strip()) is not None


@lru_cache(maxsize=4096)
def models_in(name: str) -> tuple[str, ...]:
    """Return the models that the name of a rater lists if they are several.

    >>> models_in("GPT-4o and Claude 3.5 Sonnet"), models_in("Llama 3 (70B, 4 bit) and retrieval")
    (('GPT-4o', 'Claude 3.5 Sonnet'), ())
    """
    if len(name) > _LONGEST:
        return ()
    found = tuple(part for part in map(str.strip, _BETWEEN_MODELS.split(name)) if is_model(part))
    return found if len(found) > 1 else ()


@lru_cache(maxsize=4096)
def persons_in(name: str) -> tuple[str, ...]:
    """Return the persons that the name of a rater certainly lists if they are several.

    >>> persons_in("Jo Tester and Mia Novak"), persons_in("Tester, Jo"), persons_in("Jo y Mia")
    (('Jo Tester', 'Mia Novak'), (), ())
    """
    found = written_apart(name) if len(name) <= _LONGEST else ()
    are_full = all(" " in each or not each.isascii() for each in found)
    return found if len(found) > 1 and are_full else ()


_BETWEEN_MODELS = re.compile(r"[,;&|]|\s[+/]\s|(?<=\w)/(?=[A-Za-z])|\s(?:and|und|et|vs\.?)\s")
_LONGEST = 200  # characters of such a list


@lru_cache(maxsize=4096)
def is_nobody(name: str) -> bool:
    """Return whether the name of a rater names only what the rater is, or is an identifier or address."""
    return name.strip().casefold() in _NOBODY or is_orcid(name) or name.startswith(("https://", "http://"))


def is_before(day: str, year: int) -> bool:
    """Return whether a day is more than a year before the year of a paper, whose preprint may be a year older."""
    return day[:4].isdecimal() and int(day[:4]) < year - 1 and year < _TOO_LATE


_TOO_LATE = 2500  # the year of a paper, which is reported as such
