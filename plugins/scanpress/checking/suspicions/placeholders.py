"""Placeholders that were never replaced: TODO, "see above", "Your Name", <insert reason>."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from scanpress.checking.display import quoted
from scanpress.checking.known.leftovers import empty_words, is_bare_answer
from scanpress.checking.known.wording import has_clue
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.suspicions.texts import Text
from scanpress.instruments import forget_with_schemas, with_key

# "None", "unknown", "not stated" and "not applicable" are answers, and no placeholders.
_WORDS = frozenset(
    """todo|to do|tbd|t.b.d|tba|tbc|fixme|xxx|xxxx|wip|n/a|n.a|see above|see below|as above|same as above|same as before
    |see previous|ditto|idem|siehe oben|s. o|s.o|voir ci-dessus|null|undefined|nan|string|asdf|qwerty|foo|foobar|blah
    |blah blah|placeholder|to be done|to be added|to be completed|to be filled|to be filled in|to be determined
    |to be decided|to be defined|to be announced|to be confirmed|fill in|fill me in|fill this in|fill in later|later
    |work in progress|coming soon|your name|your name here|your answer|your answer here|your reason|your reason here
    |name here|first last|firstname lastname|first name last name|author name|author names|author one|author 1|author1
    |author 2|first author|second author|third author|last author|author|authors|name of author|name of the author
    |author a|paper title|title of the paper|title|title here
    |untitled|enter title|reason|reason here|justification|justification here|explanation|explanation here|text here
    |answer here|quote here|venue|venue name|conference name|lorem ipsum|lorem ipsum dolor sit amet
    |see paper|see the paper|see text|see the text|see article|see manuscript|see pdf|see the pdf|refer to paper
    |refer to the paper|see original paper|described in the paper|as described in the paper|mentioned in the paper
    |in the paper|in paper|as stated in the paper|write something here|same|test|testing|dummy|sample|example
    |see e-mail|see email|per e-mail|per email|see chat|see slack|as discussed|as agreed|ask me|see issue
    |not sure|not sure yet|unsure|no idea|idk|i don't know|don't know|dunno|please check|check again
    |asdf asdf|asdf asdf asdf|asdfasdf|asdfgh|qwertz|sdfsdf|weiß nicht|unklar, prüfen|dito|s. oben
    |siehe unten|siehe paper|siehe artikel|同上|同前|见上|見上|见上文|略|待补|待补充|待定
    |上と同じ|위와 같음|مثل بالا|همان|كما سبق
    |ऊपर देखें|〃|voir plus haut|idem ci-dessus|ver arriba|см. выше|то же
    |see ticket|see notes|see comment|see comments|reason follows|model name|rater name""".replace("\n", "").split("|")
)
_CLEAN = frozenset(re.sub(r"\s+", " ", word).strip() for word in _WORDS)
_TRIMMED = " \t\r\n.:!?…*_\"'`()[]{}<>“”‘’"
# Compiled when a text may be a placeholder, and kept by `re`.
_NOTHING = r"[\"'\u201c\u201d]?[-–—−.…?_*/\\~=+#\s]{1,40}[\"'\u201c\u201d]?"
_BEGUN = r"(?:todo|tbd|fixme|xxx)\s?(?:[:(\[–—-]|$)|lorem ipsum\b"
# A title that begins with the name of a method: "TODO: Enhancing LLM Alignment with Ternary Preferences".
_NAMED = r"(?:TODO|TBD|XXX): (?!.*[Tt]itle)[A-Z][\w-]* (?:[\w-]+ ){0,20}[A-Z][\w-]+"
_ASKING = ("insert", "add", "your", "fill", "enter", "put", "type", "replace", "describe", "explain", "please", "write")
_OBJECTS = tuple(
    re.findall(
        r"\S+",
        "name title reason justification response answer author venue paper model date text placeholder "
        "evidence quote claim todo tbd",
    )
)
_COUNTED = ("reason", "justification", "response", "answer", "explanation", "quote")
_NUMBERED = rf"(?:{'|'.join(_COUNTED)})s? ?#?[0-9]{{1,3}}\W?"
_OPEN = rf"[<\[{{(]{{1,2}}\s*(?:{'|'.join(_ASKING + _OBJECTS)})s?\b[^<>\[\]{{}}()]{{0,80}}[>\]}})]{{1,2}}\.?"
_ASKED = (
    r"(?:please )?(?:insert|add|enter|put|type|fill in|write) (?:in )?(?:your |the |a |an )?(?:own )?"
    r"(?:name|title|reason|text|answer|quote|justification|response|evidence|venue|authors?|explanation|something)"
    r"(?: here)?[.!…]*"
)
AS_PAPER = (
    r"(?:published|under review|accepted) as an? (?:conference|workshop|journal|short|full|long) paper "
    r"(?:at|in) [^.:?!]{2,80}?\b(?:19|20)[0-9]{2}\b"
)
"""A pattern of the line at the top of each page, which ends with a year."""
HEAD_BEFORE = (
    rf"(?:{AS_PAPER}|proceedings of [^.]{{10,160}}?, pages [0-9]+(?:\s?[-\u2013]\s?[0-9]+)?)[.:,]?\s+(?=\w.{{9}})"
)
"""A pattern of this line before a title."""
_RUNNING_HEAD = (
    r"(?:published as a (?:conference|workshop|journal) paper (?:at|in) "
    r"|under review as a (?:conference|workshop) paper at |accepted (?:as a (?:conference|workshop) paper )?"
    r"(?:at|for publication in) |proceedings of the [^.]{1,80}, pages [0-9]+)[^.]{0,80}\.?"
)
_IN_DOUBT = (
    r"(?:i['\u2019]?m |i am )?not sure[,.;:]? (?:(?:please|pls|must|to) )?"
    r"(?:re-?)?(?:check|verify|confirm|ask)\b.{0,40}"
)
_WHOLE = "|".join(f"(?:{each})" for each in (_NOTHING, _OPEN, _ASKED, _RUNNING_HEAD, _NUMBERED, _IN_DOUBT))
_LONGEST = 120
_UPPER = frozenset(["NA", "N.A.", "XX", "[object Object]"])
# What a spreadsheet writes for a value that it cannot compute.
_ERRORS = frozenset(
    ["#REF!", "#NAME?", "#N/A", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!"]
)

# In place of the name of an entry, such as a red flag.
_NO_ENTRY = frozenset(["none", "nothing", "none found", "no flags", "no red flags", "no issues", "no concerns"])

QUICK_LENGTH = 16
"""Characters below which a text is looked up in `QUICK`."""
QUICK_START_LENGTH = 64
"""Characters below which the beginning of a longer text is looked up in `QUICK_STARTS`."""
QUICK = (
    frozenset(
        f"{before}{form}{after}"
        for word in (*_CLEAN, *_NO_ENTRY)
        for form in (word, word.upper(), word.capitalize(), word.title())
        for before, after in (("", ""), ("", "."), ("<", ">"), ("[", "]"), ("(", ")"))
    )
    | frozenset("".join(signs) for count in (1, 2, 3) for signs in product("-–—.…?_*/", repeat=count))
    | frozenset(f"{mark}{dots}{mark}" for mark in "\"'" for dots in ("...", "\u2026"))
    | frozenset(
        f"{form} {number}" for word in _COUNTED for form in (word, word.capitalize()) for number in range(1, 10)
    )
    | _UPPER
    | _ERRORS
    | frozenset(
        f"{before}{word}{after}"
        for word in _OBJECTS
        for before, after in (("<", ">"), ("[", "]"), ("{", "}"), ("{{", "}}"))
    )
    | frozenset(
        f"{before}{asking} {word}{after}"
        for asking in _ASKING
        for word in _OBJECTS
        for before, after in (("<", ">"), ("[", "]"), ("", ""))
    )
)
"""Placeholders as people write them, to be looked up; `is_placeholder` finds those that are written otherwise."""


@forget_with_schemas
@cache
def quick_texts(instrument: str) -> frozenset[str]:
    """Return `QUICK` with the short names of an instrument's questions, which are no reasons."""
    words = (question.key.replace("_", " ") for question in with_key(instrument).questions)
    forms = (form for word in words for form in (word, word.capitalize(), word.title()))
    return QUICK | {f"{form}{end}" for form in forms if len(form) < QUICK_LENGTH for end in ("", ".")}


QUICK_STARTS = frozenset(
    f"{before}{form}"[:4]
    for before in ("", "<", "[", "{", "(", "{{", "<<", "[[")
    for word in (
        "todo",
        "tbd:",
        "lorem",
        "fixme",
        "xxx:",
        "publ",
        "under review",
        "acce",
        "proc",
        *_ASKING,
        *(_OBJECTS if before else ()),
    )
    for form in (word, word.upper(), word.capitalize())
) | frozenset(text[:4] for text in QUICK if len(text) >= QUICK_LENGTH)
"""The first four characters of longer placeholders."""


def may_be_placeholder(text: str) -> bool:
    """Return whether a text is as short as a placeholder, or may have one inside it."""
    return len(text) <= _LONGEST or _may_be_empty(text)


def _may_be_empty(text: str) -> bool:
    return "??" in text or ("X" in text and "%" in text) or has_clue(text)


def placeholder(text: Text) -> Iterator[Finding]:
    """Yield a finding if a text is a placeholder."""
    if not text.is_prose or text.key == "$schema":
        return
    bare = text.value.strip()
    is_reason = text.part["maxLength"] >= _REASON
    if is_reason and _may_be_empty(bare) and (found := empty_words(bare)):
        yield Finding("placeholder", text.pointer, *found)
        return
    is_title = text.key == "title" and re.match(f"{HEAD_BEFORE}|(?-i:{_NAMED})", bare, re.IGNORECASE)
    if len(text.value) > _LONGEST or is_title:
        return
    if bare.casefold().rstrip(".") in _NO_ENTRY and _names_an_entry(text.pointer):
        message = f"{quoted(bare)} says that there is nothing to list, and counts as an entry"
        remedy = f"remove this entry: {quoted(text.pointer[-3:][0])} may be an empty list, []"
        yield Finding("placeholder", text.pointer[:-1], message, remedy)
        return
    if is_reason and _is_key_of_question(text):
        message = f"{quoted(bare)} repeats the question and gives no reason"
        yield Finding("placeholder", text.pointer, message, _remedy(text), cause="question as reason")
        return
    if re.fullmatch(_RUNNING_HEAD, bare, re.IGNORECASE):
        if text.pointer[-1] != "venue":
            message = f"{quoted(bare)} is a line at the top of each page of the paper"
            yield Finding("placeholder", text.pointer, message, _remedy(text))
    elif is_reason and is_bare_answer(bare):
        yield bare_answer(text.pointer, bare)
    elif is_placeholder(bare):
        cause = f"placeholder of {text.part.get('title')}"
        yield Finding("placeholder", text.pointer, f"{quoted(text.value)} is a placeholder", _remedy(text), cause=cause)


def _names_an_entry(pointer: Pointer) -> bool:
    """Return whether a text is what a list is of, such as a "flag" of an entry of "red_flags"."""
    named, number, key = pointer[-3:] if len(pointer) > 2 else ("", "", "")  # noqa: PLR2004 - list, place and key
    return isinstance(number, int) and str(named).endswith(f"{key}s")


def bare_answer(pointer: Pointer, reason: str) -> Finding:
    """Return the finding on a reason that is only an answer."""
    message = f"{quoted(reason)} repeats an answer and gives no reason for it"
    return Finding("placeholder", pointer, message, _WRITE_REASON, cause="bare answer")


def _is_key_of_question(text: Text) -> bool:
    """Return whether a reason has only the letters of the key of its question; an entry of a list has no such key."""
    key = text.pointer[-2:][0]
    return isinstance(key, str) and _letters(text.value) == _letters(key) != ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def is_placeholder(text: str) -> bool:
    """Return whether a whole text only keeps a place.

    >>> [is_placeholder(each) for each in ("TODO", "-", "<insert reason>", "Table 2", "None.", "[1] reports it")]
    [True, True, True, False, False, False]
    """
    if not text.strip() or len(text) > _LONGEST:
        return False
    bare = " ".join(text.strip(_TRIMMED).casefold().split())
    stripped = text.strip()
    return (
        bare in _CLEAN
        or stripped in _UPPER
        or stripped.upper() in _ERRORS
        or re.fullmatch(_WHOLE, stripped, re.IGNORECASE) is not None
        or re.match(_BEGUN, stripped, re.IGNORECASE) is not None
    )


def _remedy(text: Text) -> str:
    if not text.part.get("minLength"):
        return "write what belongs here, or leave it out"
    if text.part["maxLength"] >= _REASON:
        return _WRITE_REASON
    if text.key == "authors":
        return "write the author's name"
    return f"write the {text.part.get('title', 'text').lower()}"


_WRITE_REASON = "write the reason: a quotation, a section or a table; if the paper says nothing, write that"
_REASON = 20_000
