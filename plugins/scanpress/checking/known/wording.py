r"""The words of texts that no rater wrote: refusals and marks of chat programs, and words that a line broke.

The compiled validator looks for the clues while it reads each text. Few good texts have one, and only files with a clue
are searched text by text.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from scanpress.checking.known.leftovers import BARE, BEGINS, answers_alone
from scanpress.checking.known.pairs import ALONE
from scanpress.checking.known.verdicts import contradicted
from scanpress.instruments.reading import answer_form

PROSE = 2000
"""Characters that a text may have at least if the rules on wording apply to it: reasons, not names."""
CLUES = (
    "(?:^|[^A-Za-z])I['\u2019 ]",
    (
        r"oaicite|\[cite|turn0|</think>|n AI |nable to |ot provided|could not be |nowledge up|ssistant: |bstract[^ a-z]"
        r"|BSTRACT|\]\(http|onfidence:|onfidence score|ertainty:|ope this help|et me know if|inal answer| words\)"
        r"|swer>|onse>|itation needed|;base64,|nswer is |\[web:|cite index|u03b|ommented \[|ot sure[,.;] "
        r"|uthors:|UTHORS:|uthors' re|uthor re|heck again|heck later|lease check|e checked\)|\(not sure|\(ask "
    ),
    r"-[ \n][a-z]|\|>|%20|\+[a-z]{1,15}\+|=(?:C3=[89AB]|E2=8)|\{\{",
    ALONE,
    rf"^[\s\"'(\[*]{{0,3}}(?:(?:{BARE})[\s\"')\].!*]{{0,3}}$|{BEGINS})",
)
"""Patterns of which one matches each text that has a mistake in its wording, unless a sign of its own shows it.

Each is fast as it has few literals, or begins with a rare sign: together 6 % of a check of a survey. A class
of letters among the literals makes all of them slow: a quarter of the check.
"""
SEVERAL_LINES = r"[\n\r]"
"""A pattern of what a name or a title does not have."""

CONTRADICTION = "x-scanpress-contradiction"
"""The keyword of two values that contradict each other in one object."""
CLUED = "clued"
"""Says, among the names of rules, that the compiled validator found a clue."""

_FILE = r"(?:pdf|paper|document|manuscript|file|attachment|full text)(?: file| itself)?"
_THING = (
    r"(?:pdf|paper|manuscript|document|article|attachment|full[- ]text|internet|web ?page|website|url"
    r"|(?:link|file)s? (?:that )?you|external (?:link|file|site|content|website))s?\b(?!'s)"
)
_OPEN = r"(?:access|open|view|read|browse|retrieve|download|see|load|fetch|visit|process|parse)"
_BETWEEN = (  # the verb and its object
    r"(?: to)?(?: (?:the|this|that|your|any|its|attached|provided|uploaded|linked|full|actual|entire|original|or|and|of"
    r"|contents?|text|specific|external|[a-z]+ing)){0,6} "
)
_UNABLE = r"(?:can(?:not|'t)|can not|could(?: not|n't)|(?:am|was) (?:currently )?(?:unable|not able))"
_REFUSALS = (
    # "As an AI language model, I", not in quotation marks: papers quote refusals.
    (
        r"(?<![\"'\u201c\u2018\u00ab`])\b(?:as|being|i am|i'm) (?:just |only )?an? "
        r"(?:ai|artificial intelligence|(?:large )?language model)\b[^.\"\u201d]{0,60}?[ ,]i\b"
    ),
    r"\A\W{0,3}(?:i'm|i am) (?:very |so |really |truly |deeply )?sorry\b",
    r"\A\W{0,3}sorry,? (?:but )?i\b",
    r"\A\W{0,3}(?:i (?:do )?apologi[sz]e|(?:my )?apologies[^.]{0,60}\bi)\b",
    r"\bmy (?:last |own )?knowledge update\b",
    r"\A\W{0,3}as of my (?:last|latest|most recent) (?:knowledge |training )?(?:update|data|cut-?off)\b",
    (
        r"\A\W{0,3}only (?:the|its) (?:abstract|title|first page|introduction)(?: and (?:the )?\w+)? "
        r"(?:was|were|is|are) (?:available|provided|given|accessible|visible|included)\b"
    ),
    rf"\bi {_UNABLE} (?:help|assist|comply|fulfill?|complete) (?:you )?(?:with )?(?:that|this|your)\b",
    (
        rf"\b(?:i {_UNABLE}|i'm (?:currently )?(?:unable|not able)|\A\W{{0,3}}unable)(?: to)?"
        rf"(?: (?:directly|currently|actually|physically))? {_OPEN}(?: or {_OPEN})?{_BETWEEN}{_THING}"
    ),
    (
        r"\bi (?:do not|don't|did not|didn't) (?:currently |actually )?have (?:the )?(?:direct |real-time )?"
        rf"(?:access|ability|capability)\b{_BETWEEN}(?:{_OPEN}{_BETWEEN})?{_THING}"
    ),
    (
        r"\b(?:so |therefore,? )?i (?:will |would |must |have to )?(?:assume|presume|guess|infer)(?:d)? that\b"
        r"|\bi (?:would |will )?need (?:to see |access to )?the (?:full|complete|entire|actual) "
        r"(?:paper|text|pdf|article)\b"
        r"|\A\W{0,3}(?:based on|from|in|given) the (?:provided|given|supplied|available) "
        r"(?:text|excerpt|snippet|context|abstract|information|pages?)\b(?=.{0,300}\b(?:cannot|can't|unable|unclear"
        r"|would need|not possible|full (?:paper|text)))"
        r"|\A\W{0,3}the (?:provided|given|supplied) (?:text|excerpt|snippet|context|information) "
        r"(?:does not|doesn't) (?:include|contain|mention|provide|specify)\b"
    ),
    (
        rf"\A\W{{0,3}}(?:the |your )?(?:full )?{_FILE} (?:was|is|has|could|can)(?: not|n't) (?:be |been )?"
        r"(?:provided|attached|accessed|opened|uploaded)\b(?! with)"
    ),
)
_MARKS = (
    "\u3010[0-9]{1,3}(?::[0-9]{1,3})?\u2020[^\u3010\u3011]{0,80}\u3011",
    r"(?::?contentReference)?\[oaicite:[0-9]+\](?:\{index=[0-9]+\})?",
    "\ue200[^\ue200\ue201]{0,400}\ue201",
    (
        r"\b(?:file)?(?:cite|navlist)?(?:turn[0-9]{1,2}(?:search|view|news|fetch|file|image|academia|forecast)"
        r"[0-9]{1,3})+(?:L[0-9]+-L[0-9]+)?"
    ),
    r"\[(?:web|post|memory|artifact):[0-9]{1,3}\]|\(?<?/?cite(?: index=\"[^\"]{1,40}\")?>",
    r"\[[0-9]{1,3}\u2020(?:source|[^\]\s]{1,60})\]",
    r"\A(?:(?:human|user|system|HUMAN|Human|User|System): .{1,2000}?\s)?(?:Assistant|ASSISTANT|assistant): ",
    r"\[cite_start\]|\[cite: ?[0-9][0-9, -]*\]",
    # Papers about language models write of these, too: the place tells.
    r"\A\s*(?:<s>\s*)?\[INST\].*?\[/INST\]",
    r"\A\s*<\|(?:im_start|start)\|>\s?(?:system|user|assistant)\b",
    r"\A\s*#{2,3} (?:Response|Answer|Assistant|Output):?(?=\s)",
    r"\A\s*<think>.{40,}?</think>",
    r"<\|(?:im_end|im_start|endoftext|eot_id|end|end_of_text|assistant|return)\|>(?=\s*\Z)",
)
_PARTED = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,40})(?:- |-\n[ \t]*)([a-z\u00df-\u00ff]{2,40})(?![^\W\d_])")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return a pattern compiled when it is first needed: most files need none."""
    patterns, flags = {
        "refusal": (_REFUSALS, re.IGNORECASE),
        "marks": (_MARKS, re.DOTALL),
    }[name]
    return re.compile("|".join(f"(?:{each})" for each in patterns), flags)


@cache
def _without_clue() -> jsonschema_rs.Draft202012Validator:
    # These patterns are a hundred times faster than with `re`.
    return jsonschema_rs.Draft202012Validator(
        {"not": {"anyOf": [{"pattern": each} for each in (*CLUES, SEVERAL_LINES)]}}
    )


def has_clue(text: str) -> bool:
    """Return whether a text of a parsed file has a clue.

    >>> has_clue("I cannot open the file."), has_clue("Table 2 has it.")
    (True, False)
    """
    try:
        return not _without_clue().is_valid(text)
    except UnicodeEncodeError:  # half a character, which is an error of the file
        return True


def refusal(text: str) -> str:
    """Return the words in which a model refuses to answer, or an empty text.

    >>> refusal("I\u2019m sorry, but I can\u2019t open it."), refusal("I could not open the link to the code.")
    ('I\u2019m sorry', '')
    """
    if not has_clue(text):
        return ""
    plain = text.replace("\u2019", "'")
    found = next((each for each in _pattern("refusal").finditer(plain) if not _is_quoted(plain, each.start())), None)
    return text[slice(*found.span())].strip() if found else ""


def is_abstract(text: str) -> bool:
    """Return whether a text is the abstract of a paper: it begins as one, and is long or ends with the keywords.

    >>> is_abstract("Abstract: We release the code."), is_abstract("Abstract: We sort. Keywords: socks, sorting")
    (False, True)
    """
    begin = _ABSTRACT.match(text)
    return begin is not None and (len(text) >= _WHOLE_ABSTRACT or _KEYWORDS.search(text) is not None)


_ABSTRACT = re.compile(r"\W{0,3}(?:Abstract|ABSTRACT)\s*[\u2013\u2014:.\n-]")
_KEYWORDS = re.compile(r"(?:Index Terms|Key ?words)\s?[\u2013\u2014:-]", re.IGNORECASE)
_WHOLE_ABSTRACT = 600  # characters; shorter texts name the abstract as the place of a quotation


def _is_quoted(text: str, place: int) -> bool:
    """Return whether a place is inside quotation marks: papers quote refusals of models."""
    before = text[:place]
    return (before.count('"') % 2 == 1 and '"' in text[place:]) or before.count("\u201c") > before.count("\u201d")


def chat_marks(text: str) -> list[str]:
    """Return the marks that a chat program puts into its answers, and that mean nothing elsewhere.

    >>> chat_marks("It is public [oaicite:1]{index=1}, see [1].")
    ['[oaicite:1]{index=1}']
    """
    return [match[0] for match in _pattern("marks").finditer(text)]


def digits_of(text: str) -> str:
    """Return a text with digits for the letters that look like them.

    >>> digits_of("2O23"), digits_of("l0.1145")
    ('2023', '10.1145')
    """
    return text.translate(_DIGITS)


_DIGITS = str.maketrans("OolI", "0011")


def letters_joined(text: str) -> str | None:
    """Return a text whose letters have a space each, as a PDF may give it, without these spaces; None for other texts.

    The result is empty if nothing shows where a word ends.

    >>> letters_joined("D e e p  L e a r n i n g"), letters_joined("D e e p"), letters_joined("Plan A b")
    ('Deep Learning', None, None)
    >>> letters_joined("S o c k s")
    'Socks'
    >>> letters_joined("D e e p L e a r n i n g")
    ''
    """
    if not _SPACED.search(text):
        return None
    words = re.split(r"\s{2,}", text.strip())
    joined = " ".join(_LETTER_SPACE.sub("", word) for word in words)
    is_one = len(words) == 1 and (len(joined.split()) > 1 or not joined[1:].islower() or len(joined) > _LONG_WORD)
    return "" if is_one else joined


BULLETS = (
    "\u2022\u2023\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u25c6\u2756\u27a2\u27a4\u2713\u2714\uf0b7\u00b7"
    "\u2013\u2014*-"
)
BULLET = re.compile(rf"\s*[{BULLETS}]\s+(?=\S)")
"""The mark before an entry of a list, as it is copied from a page."""
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
_LETTER_SPACE = re.compile(r"(?<=(?<!\S)\S) (?=\S(?!\S))")
_LONG_WORD = 14  # letters


def spaces_of_addresses(text: str) -> bool:
    """Return whether spaces of a text are written as in a web address: %20, or +.

    >>> spaces_of_addresses("Algorithm%201%20is%20it"), spaces_of_addresses("see https://a.org/my%20file")
    (True, False)
    >>> spaces_of_addresses("It+is+in+the+appendix"), spaces_of_addresses("BERT+CRF+LSTM")
    (True, False)
    """
    if "/" in text or " " in text.strip():
        return False
    return "%20" in text or ("+" in text and len(_PLUS.findall(text)) >= _PLUSES)


QUOTED_PRINTABLE = re.compile(r"=C3=[89AB][0-9A-F]|=E2=8[0-9A-F]=[89AB][0-9A-F]")
"""A pattern of a letter with an accent, or of a typographic sign, as e-mails write it."""
_PLUS = re.compile(r"(?<=[\w,.])\+(?=[a-z]+\b)")
_PLUSES = 2  # before words in small letters


def parted_words(text: str) -> list[tuple[str, str]]:
    """Return the words that may be broken at the end of a line, each as it is written and as one word.

    >>> parted_words("the repro- ducibility of pre- and post-training")
    [('repro- ducibility', 'reproducibility'), ('pre- and', 'preand')]
    """
    return [(match[0], match[1] + match[2]) for match in _PARTED.finditer(text)] if may_be_parted(text) else []


def may_be_parted(text: str) -> bool:
    """Return whether a text may have a word in two parts: a quick look."""
    return "- " in text or "-\n" in text


def with_clues(schema: Any, *, of_reasons: bool = True) -> Any:
    """Return a copy of a schema that refuses also texts with a clue, and reasons that may contradict their answers."""
    return _with_clues(schema if of_reasons else None, schema)


def _with_clues(whole: Mapping[str, Any] | None, schema: Any) -> Any:
    if isinstance(schema, list):
        return [_with_clues(whole, each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    copy = {key: _with_clues(whole, each) for key, each in schema.items()}
    longest = schema.get("maxLength")
    refused: list[Any] = []
    if type(longest) is int and not {"pattern", "enum", "const"} & schema.keys():
        patterns = CLUES if longest >= PROSE else (SEVERAL_LINES,)
        refused = [{"not": {"pattern": each}} for each in patterns]
    if pairs := schema.get(CONTRADICTION):
        members = {key: {"const": value} for key, value in pairs.items()}
        refused.append({"not": {"required": [*members], "properties": members}})
    form = answer_form(whole, schema) if whole and "properties" in schema else None
    if form and form.reason and (alone := answers_alone(form.results)):
        refused.append({"not": {"required": [form.reason], "properties": {form.reason: {"enum": sorted(alone)}}}})
    if refused := [*refused, *(contradicted(whole, schema) if whole else ())]:
        copy["allOf"] = [*copy.get("allOf", ()), *refused]
    return copy
