r"""Texts that give no reason: an answer alone, a reference to nothing, and what a model says around its answer."""

import re
from collections.abc import Iterable
from functools import cache

BARE = (
    "[Yy]es|[Nn]o|YES|NO|[Tt]rue|[Ff]alse|TRUE|FALSE|[YyNnXx10]|[Jj]a|[Nn]ein|[Oo]ui|[Nn]on|[Ss]\u00ed|[Ss]i|[Cc]orrect|[Oo]kay"
    "|[Oo][Kk]|[Mm]et|[Nn]ot met|[Aa]pplies|[\u2713\u2714\u2705\u2717\u2718\u274c]"
)
"""A pattern of answers."""
BEGINS = (
    r"(?:Answer|Verdict|Result|Response|Justification|Reason)\*{0,2}\s?:"
    r"|(?:<s>)?\[?INST\]|<\|(?:im_)?start\|>|#{2,3} [RAO]"
    r"|(?:Sure|Certainly|Of course|Absolutely)[!,.]|Here(?: is|'s)\b|<[a-z_]{6,14}>"
    r"|(?:[Ss]ame|[Aa]s) (?:as|in) (?:the |my )?(?:previous|above|last|preceding)"
    r"|[Ss]ee (?:the |my )?(?:previous|above|last|[Qq]|[Aa]nswer|response|item)"
    r"|(?:(?:Based on|From|In|Given) the|The) (?:provided|given|supplied|available) (?:text|exc|sni|con|abs|inf|page)"
    r"|You(?:'re| are|\u2019re) |(?:That(?:'s| is) an? )?(?:[Gg]reat|[Gg]ood|[Ee]xcellent) [qcp]"
    r"|Thank(?:s| you) for |Let me [a-z]"
    r"|(?:O[Kk](?:ay)?|Alright|Hmm+|So|Well),? (?:so,? )?(?:I|[Ll]et|we|the user) |As of my |Only the [atfi]"
    r"|(?:The|This) (?:paper|work|study|authors?) (?:(?:does|do) (?:not )?)?(?:satisf|meets?|fulfil|pass)"
    r"|A (?:short )?quot|One to three sent"
    r"|(?:The|A|One) (?:[a-z]+ )?(?:sentence|quot)[a-z]* (?:of|from|in) the paper (?:th|wh)"
    # What programs and services say if they fail.
    r"|Error|ERROR|Traceback|HTTP|[45][0-9][0-9] [A-Z]|Rate limit|Request timed|Connection "
    r"|This model(?:'s|\u2019s) max"
    r"|(?:[A-Z][A-Za-z]{2,12}|(?:openai|anthropic|requests|httpx)\.[A-Za-z.]{3,30})(?:Error|Exception)\b|RESOURCE_EX"
    r"|(?:[Yy]es|[Nn]o)[,;.]? (?:it|they|this|(?:the )?(?:paper|authors?|work|study)) (?:is|are|do|did|ha|w)"
)
"""A pattern of how texts begin that may have what is found here; other clues are in `wording`."""
_TAGS = "(?:final_)?(?:answer|response)"
# What comes before is bounded: without that, a long row of blanks would be read once for each of them.
_SAID = r"(?:\A|(?<=[.!?\n]))\s{0,4}"  # a sentence of its own
_LEFT = (
    (
        r"[\s(\[|;,*_-]{0,4}\b(?:confidence|certainty)(?: score| level| rating)?\**\s?[:=]\**\s?(?:[01]?\.[0-9]+|[01]"
        r"|[0-9]{1,3}(?:\.[0-9]+)?\s?%|[0-9]{1,2}\s?/\s?[0-9]{1,3}|(?:very )?(?:high|medium|moderate|low))[\s.)\]*_]*\Z"
    ),
    _SAID + r"I hope (?:this|that|it) helps?\b[^.!?]{0,80}[.!?]*\Z",
    _SAID + r"(?:please )?let me know if (?:you|there|any)\b[^.!?]{0,120}[.!?]*\Z",
    (
        rf"{_SAID}\**(?:the )?final (?:answer|verdict|result)\**(?: is)?\s?:?\**\s?"
        r"(?:yes|no|met|not met|true|false|[01])[.!*]*\Z"
    ),
    rf"</{_TAGS}>\s*\Z",
    rf"\A\s*<{_TAGS}>(?!.*</)",
    r"[(\[][0-9]{1,4} words[)\]]\.?\s*\Z",
    (
        r"\A\s*(?:sure|certainly|of course|absolutely)[!,.] (?:here is|here's|here are|i |let me|let's|based on)"
        r"[^.:!?]{0,80}[.:!?]"
    ),
    (
        r"\A\s*here(?: is|'s) (?:the|my|your) (?:answer|response|justification|reason|analysis|assessment)\b"
        r"[^.:!?]{0,60}:"
    ),
    # What a model says to whoever asked, or to itself; a quotation of it begins with its mark.
    r"\A[\s*#>]{0,3}you(?:'re|\u2019re| are) (?:absolutely |quite |completely )?(?:right|correct)\b[^.!?]{0,100}[.!?]",
    r"\A[\s*#>]{0,3}(?:that(?:'s|\u2019s| is) an? )?(?:great|good|excellent) (?:question|catch|point)\s?[.!]+",
    r"\A[\s*#>]{0,3}thank(?:s| you) for (?:the|your|sharing|providing|pointing|asking)\b[^.!?]{0,120}[.!?]",
    (
        r"\A[\s*#>]{0,3}let me (?:first |now |start by |carefully |quickly )?(?:analy[sz]|think|check|look|review|go "
        r"|examin|see |read|start|begin|search|find|re-?read)[^.!?:]{0,120}[.!?:]"
    ),
    (
        r"\A[\s*#>]{0,3}(?:ok(?:ay)?|alright|hmm+|so|well)[,.]? (?:so,? )?(?:i (?:need|have|should|will|must|think|see)"
        r"|i'(?:ll|m|ve)|let's|let me|we need|the user)\b[^.!?]{0,160}[.!?]"
    ),
    # A paper prints prompts and dialogues that begin so, too: what a model writes is a sentence about the paper.
    (
        r"\A\**(?:response|justification|reason)\**\s?:\**(?=\s+[\"'\u201c]?(?:the|this|there|these|we|our|it|in|all|yes|no|not"
        r"|section|table|figure|algorithm|appendix|code|authors?)\b(?![^.]{0,200}\b(?:prompt|instruction|user|question):))"
    ),
    (
        r"\A\**(?:answer|verdict|result)\**\s?:\**\s?(?:yes|no)\b\**[.,;]?\s*"
        r"(?:\**(?:reason|justification|explanation|response|evidence)\**\s?:\**)?"
    ),
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return a pattern compiled when it is first needed: most files need none."""
    patterns, flags = {
        "other": ([_OTHER_ANSWER], re.IGNORECASE),
        "does": ([_DOES, _SATISFIES], re.IGNORECASE),
        "asked": ([_ASKED_FOR], re.IGNORECASE),
        "number": ([_NUMBER], 0),
        "mark": ([_UNWRITTEN], 0),
        "program": ([_OF_PROGRAM], re.IGNORECASE),
        "reply": ([_REPLY], re.IGNORECASE),
        "template": ([_TEMPLATE], 0),
        "note": ([_NOTE], 0),
        "data": ([r"data:[a-z]+/[\w.+-]+;base64,"], 0),
        "left": (_LEFT, re.IGNORECASE | re.DOTALL),
    }[name]
    return re.compile("|".join(f"(?:{each})" for each in patterns), flags)


def is_bare_answer(text: str) -> bool:
    """Return whether a text that should be a reason only repeats an answer.

    >>> [is_bare_answer(each) for each in ("Yes.", " true", "None.", "Table 1", "No code")]
    [True, True, False, False, False]
    """
    bare = text.strip().strip("\"'()[].!*").strip()
    return len(text) < _LONGEST_ANSWER and re.fullmatch(BARE, bare) is not None


def answers_alone(words: Iterable[str]) -> frozenset[str]:
    """Return the words for answers as texts that are no reasons; yes and no, which `BARE` has, are left out.

    >>> sorted(answers_alone(["Yes", "Theoretical"]))
    ['Theoretical', 'Theoretical.', 'theoretical', 'theoretical.']
    """
    forms = (form for word in words if not is_bare_answer(word) for form in (word, word.lower()))
    return frozenset(f"{form}{end}" for form in forms for end in ("", "."))


_LONGEST_ANSWER = 16  # characters, with the signs around it


def left_over(text: str) -> str:
    """Return the words before or after a reason that belong to the answer of a model, or an empty text.

    >>> left_over("See Table 2. Confidence: 0.92"), left_over("We report confidence: Table 2 has it.")
    ('Confidence: 0.92', '')
    """
    found = _pattern("left").search(text)
    return found[0].strip(" \t\r\n|;,-") if found else ""


def empty_words(text: str) -> tuple[str, str] | None:
    """Return why a text refers to nothing that a reader can look up, and what to write; None if it may be a reason.

    >>> empty_words("Same as the previous question.")
    ('this refers to another answer and gives no reason', 'repeat the reason here: each answer is shown alone, too')
    >>> empty_words("See Section ??")[0], empty_words("See Section 3")
    ('"Section ??" is a reference with a doubtful or missing number', None)
    """
    for name, message, remedy in _WHOLE:
        if _pattern(name).fullmatch(text.strip()):
            return message, remedy
    for name, message, remedy in _PARTS:
        found = _pattern(name).search(text)
        if found and not (name == "template" and _OF_PROMPTS.search(text)):
            return message.format(found[0].strip()), remedy
    return None


_WRITE = "write what the paper says, and where"
_WHOLE = (
    (
        "other",
        "this refers to another answer and gives no reason",
        "repeat the reason here: each answer is shown alone, too",
    ),
    ("asked", "this repeats what is asked for and gives no reason for it", _WRITE),
    ("does", "this repeats an answer and gives no reason for it", _WRITE),
)
_PARTS = (
    ("program", '"{}" is an error message of a program, and not a reason', "ask again, or write the reason yourself"),
    (
        "reply",
        '"{}" begins a reply, which does not belong to the reason',
        'move it to "reply": { "text": … } at the top level of the file',
    ),
    ("template", '"{}" is a part of a prompt that was never filled in', "ask again with the whole prompt"),
    ("note", '"{}" is a note to yourself', "check it, and remove the note"),
    ("number", '"{}" is a reference with a doubtful or missing number', "look the number up in the paper"),
    ("mark", '"{}" is a placeholder that was never filled in', "look it up in the paper, and write it"),
    ("data", "this text has a file in it (base64)", "remove it, and write what it shows, and where the paper has it"),
)
_OTHER_ANSWER = (
    r"(?:(?:same|as) (?:as|in) (?:the |my )?(?:previous|above|last|preceding)"
    r"(?: (?:question|answer|one|reason|response|item))?"
    r"|see (?:the |my )?(?:previous |above |last )?(?:question|answer|response|item|q)(?: to)?"
    r"(?: (?:question |q)?[0-9]{1,2})?"
    r"(?: above| below)?)\W*"
)
_DOES = (
    r"(?:yes|no)[,;.]? (?:it|they|this|(?:the )?(?:paper|authors?|work|study)) (?:is|are|does|do|did|has|have|was|were)"
    r"(?: not|n['\u2019]t)?\W*"
)
_SATISFIES = (
    r"(?:the|this) (?:paper|work|study|authors?)(?: (?:does|do)(?: not|n['\u2019]t)?)?"
    r" (?:satisf(?:y|ies)|meets?|fulfill?s?|pass(?:es)?) (?:the|this|all|these) (?:\w+ )?"
    r"(?:criteri(?:on|a)|requirements?|questions?|items?|conditions?)\b[^.;,:(]{0,60}\W*"
)
_ASKED_FOR = (
    r"an? (?:short |direct |brief )?quot(?:e|ation) from the paper (?:that|which) supports? (?:the|this|your) answer"
    r"(?:, or the rater['\u2019]s reason)?\W*|one to three sentences that name sections, tables or quotations\W*"
    r"|(?:the|an?|one) (?:\w+ )?(?:sentence|quote|quotation)s? (?:of|from|in) the paper (?:that|which) "
    r"(?:supports?|justif(?:y|ies)|shows?|answers?) (?:the|this|your|an?) (?:result|answer|verdict|question)"
    r"(?:,? or (?:the|your|an?) [^.]{3,40})?\W*"
)
_OF_PROGRAM = (
    r"\A\s*(?:error(?: code)?:? ?[45][0-9]{2}\b|http(?: error| status)? [45][0-9]{2}\b"
    r"|[45][0-9]{2} (?:bad gateway|internal server error|too many requests|service unavailable|gateway time-?out"
    r"|client error|server error|forbidden|not found)\b|traceback \(most recent call last\)|https?connectionpool\b"
    r"|rate limit (?:reached|exceeded)|request timed out|connection (?:error|timed out|reset|aborted|refused)\b"
    r"|this model['\u2019]s maximum context length|resource_exhausted|(?:openai|anthropic|requests|httpx)\.[\w.]{3,40}"
    r"|[a-z]{3,30}(?:error|exception): )"
)
_REPLY = (
    r"\b(?:reply|response|rebuttal|comment|answer) (?:from|by|of) (?:the )?(?:authors?|reviewers?)\s?:"
    r"|\bauthors?['\u2019]? (?:reply|response|rebuttal|comment)\s?:"
)
_TEMPLATE = r"(?<![\w^}\\\"'`\u201c\u2018])\{\{ ?[a-z_]{2,40} ?\}\}(?![\"'`\u201d\u2019])"
_OF_PROMPTS = re.compile(r"\b(?:prompts?|templates?|placeholders?|Jinja|Mustache|Handlebars)\b", re.IGNORECASE)
_NOTE = (
    r"\((?:not sure|[^()]{0,80}\b(?:check (?:again|later)|check with [A-Z][a-z]+|to be (?:re-?|double-)?checked"
    r"|please check|ask [A-Z][a-z]+))\b[^()]{0,80}\)"
)
_NUMBER = (
    r"(?:Section|Sec\.|Table|Tab\.|Figure|Fig\.|Appendix|Algorithm|Eq\.|Equation|Chapter|\u00a7)[\s~]?"
    r"(?:[0-9A-Z](?:\.?[0-9A-Z]){0,4} ?)?\?\?"
)
_UNWRITTEN = (
    r"\[(?:citation needed|cite|ref|citation|todo|reference)\]|(?<![A-Za-z])X{1,2}(?:\.X{1,2})?\s?%|\((?:REF|CITE)\)"
)


def may_be_unwritten(written: bytes) -> bool:
    """Return whether a document may have ?? or XX% where a number is missing."""
    return _has_before(written, b"?", b"?") or _has_before(written, b"X", b"X%")


def _has_before(written: bytes, sign: bytes, behind: bytes) -> bool:
    """Return whether a sign is before others: finding a rare one is faster than finding all of them."""
    position = written.find(sign)
    while position >= 0:
        if written.startswith(behind, position + 1):
            return True
        position = written.find(sign, position + 1)
    return False
