"""Texts that end too early or begin too late: a program cut them, or a person copied less than a sentence."""

import re
from collections.abc import Iterable, Iterator

from scanpress.checking.display import quoted
from scanpress.checking.known.pairs import begins_alone, ends_alone
from scanpress.checking.known.wording import PROSE
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.placeholders import QUICK_LENGTH
from scanpress.checking.suspicions.texts import Text

_ROUND = frozenset([255, 256, 500, 512, 1000, 1024, 2000, 2048, 3000, 4000, 4096, 5000, 8000, 8192, 10_000, 32_767])
# A text that ends with an ellipsis has such a length with it or without it, and no space is before it: others are
# quotations that are cut on purpose.
_SHORTENED = _ROUND | {250, 280, 300, 400, 600, 800, 1200, 1500, 2500}
_ELLIPSIS = re.compile(r"(?<=[^\s.])(?:\u2026|\.{3})\Z")
_MARK = re.compile(
    r"(?:\.{3}|\u2026)?\s?[\[(<{](?:\.{3}|\u2026)?\s?(?:(?:output|text|content|response|remainder|rest) )?"
    r"(?:truncated|cut off|snip|snipped|continued|omitted|shortened)(?: for (?:brevity|length))?\s?(?:\.{3}|\u2026)?"
    r"[\])>}]\Z",
    re.IGNORECASE,
)
# Words that end no sentence.
_OPEN = frozenset(["the", "and", "our", "their", "its", "because", "whose", "or", "an", "of", "than", "via"])
_SHORTEST = 40  # characters of a text whose last word counts
_NO_END = frozenset(",;:-([/&+=")
_LAST = 24  # characters that a message shows
_CUT = ",;:.\uff0c\u3002\u3001\uff1b\uff1a\u060c"  # signs before which words are missing


def unfinished(every: Iterable[Text]) -> Iterator[Finding]:
    """Yield a finding on each reason that ends too early; no text is longer than what a program cuts."""
    texts = [text for text in every if text.is_prose and text.part["maxLength"] >= PROSE]
    for text in texts:
        if why := unfinished_because(text.value):
            is_length = len(text.value) in _ROUND and why == _cut(text.value)
            if is_length and any(other.key == text.key and len(other.value) > len(text.value) for other in texts):
                continue
            remedy = "write the rest from the paper, or end the text where a sentence ends"
            yield Finding("unfinished-text", text.pointer, why, remedy)


def unfinished_because(value: str) -> str:
    """Return why a text seems to end too early, or an empty text.

    >>> unfinished_because("We use eight GPUs of the type A100 and the")
    'the text ends with "the", in the middle of a sentence'
    >>> unfinished_because("We use the Adam optimizer."), unfinished_because("We train for 10 epochs …")
    ('', '')
    """
    bare = value.rstrip()
    if mark := _MARK.search(bare[-_MARKED:]) if len(bare) >= QUICK_LENGTH else None:
        return f"{quoted(mark[0].strip())} at the end says that a program cut this text"
    if ellipsis := _ELLIPSIS.search(bare):
        size = len(bare)
        is_cut = size in _SHORTENED or size - len(ellipsis[0]) in _SHORTENED
        return f"this text was probably cut at {size:,} characters: it ends with an ellipsis" if is_cut else ""
    if len(value) in _ROUND and (bare[-1:].isalnum() or bare[-1:] in _NO_END):
        return _cut(value)
    word = bare.rpartition(" ")[2] if len(bare) >= _SHORTEST else ""
    if word in _OPEN:
        return f"the text ends with {quoted(word)}, in the middle of a sentence"
    return ""


def pairs(text: Text) -> Iterator[Finding]:
    """Yield a finding on a reason that begins or ends with one of two marks, or in the middle of a sentence."""
    if not text.is_prose or text.part["maxLength"] < PROSE:
        return
    first = begins_alone(text.value)
    if first in _CUT and first:
        message = f"this text begins with {quoted(first)}, so what was before it seems to be cut off"
        yield Finding("unfinished-text", text.pointer, message, "write the sentence from its first word")
    elif sign := first or ends_alone(text.value):
        kind = "bracket" if sign in _BRACKETS else "quotation mark"
        where = "begins" if first else "ends"
        does = "closes" if first and sign not in _CLOSERS else "opens"
        message = f"this text {where} with the {kind} {sign} and nothing in it {does} it"
        remedy = f"remove {sign} or write the other {kind} where it belongs"
        yield Finding("unpaired-mark", text.pointer, message, remedy)


_CLOSERS = frozenset(")]\uff09\u3011\u300d\u300f")
_BRACKETS = _CLOSERS | frozenset("([\u300c\u300e")


def _cut(value: str) -> str:
    last = quoted(value.rstrip()[-_LAST:])
    return f"this text has exactly {len(value):,} characters and no end: a program probably cut it at {last}"


def may_be_odd_end(value: str) -> bool:
    """Return whether a text that does not end with one full stop may end too early, or be a program's: a quick look."""
    last = value[-1]
    if last in _CLOSING:
        return value[0] in _OPENING or (last in _CLOSING_MARK and _MARK.search(value[-_MARKED:]) is not None)
    if last in _OTHER:
        return unfinished_because(value) != ""
    if last.isspace():
        return True
    return len(value) in _ROUND or value.rpartition(" ")[2] in _OPEN or value[0] == "="


_CLOSING, _OPENING = frozenset("])}>'\"\u201d\u00bb\u300d\u300f"), frozenset("=[{b")
_CLOSING_MARK = frozenset("])}>")
_OTHER = frozenset("\u2026.?")
_MARKED = 60  # characters in which a mark at the end has room
ODD_SIZES = _ROUND
"""Numbers of characters at which programs cut a text."""
ODD_LASTS = _CLOSING | _OTHER | frozenset(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000")
"""Last characters of a text that may end too early or be a program's, with all blanks."""
ODD_LASTS |= frozenset(map(chr, range(0x2000, 0x200B)))
OPEN_ENDS = frozenset(f" {word}"[-3:] for word in _OPEN)
"""The last three characters of a text that ends with a word of `_OPEN`."""
