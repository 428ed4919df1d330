"""Texts around a scan, such as those that chat models send, and several scans in one file."""

import re
from collections.abc import Callable

from scanpress.checking.display import joined, quoted
from scanpress.checking.known.wording import refusal
from scanpress.checking.problem import Finding
from scanpress.checking.reading.brackets import first_early
from scanpress.checking.reading.foreign import Foreign
from scanpress.checking.reading.mistakes import Edit, Mistake
from scanpress.checking.reading.text import Lines

ObjectEnd = Callable[[int], int | None]
"""Returns where an object that starts at an offset ends, or None if it is broken."""

_OBJECT = re.compile(r"\{(?=\s*+[\"'\u201c}\w/#])")
_FENCE = re.compile(r"[ \t]*(?:```+|~~~+)[ \t]*[\w.+-]*[ \t]*\r?")
_MEMBER = re.compile(r'\s*+,?\s*+"[^"\n]{1,200}+"\s*+:')  # what follows belongs to the object that was closed
_ONE_WORD = re.compile(r"-?[\w.]++")
_MOST_TRIES = 20
_MOST_OBJECTS = 1000
_SHOWN = 8  # lines that a message names


def surrounded(text: str, object_end: ObjectEnd) -> Foreign | None:
    """Return what is around a scan that is complete, or None if there is no such scan or nothing around it."""
    begin, end = _first_object(text, object_end)
    if end is None:
        return _before_broken(text, begin)
    before, after = text[:begin], text[end:]
    if not after.strip() and before.strip() in {"", "["}:
        return None
    if not before.strip() and _MEMBER.match(after):
        return _brackets(text, end)
    starts = [begin, *_later_objects(text, end, object_end)]
    if len(starts) > 1:
        return Foreign(_stream(text, starts) or _drafts(text, starts, object_end) or _several(text, starts))
    if before.strip() in {"", "["} and after.strip()[:1] in {",", "}", "]", ":"}:
        return _brackets(text, end) if not before.strip() else None
    return _fence(text, begin, end) or Foreign(_text_around(text, begin, end))


def _first_object(text: str, object_end: ObjectEnd) -> tuple[int, int | None]:
    """Return where the first complete object starts and ends, or where the first bracket is and None."""
    first = -1
    for _, match in zip(range(_MOST_TRIES), _OBJECT.finditer(text), strict=False):
        first = match.start() if first < 0 else first
        end = object_end(match.start())
        if end is not None:
            return match.start(), end
        if not text[: match.start()].strip():
            break
    return first, None


def _before_broken(text: str, begin: int) -> Foreign | None:
    """Return the finding on words before an object that is broken, or on words alone."""
    before = text[: max(begin, 0)].strip() or text.strip()
    if before[:1] in {"{", "[", '"', ""} or (begin < 0 and _ONE_WORD.fullmatch(before)):
        return None
    start = text.index(before[:1])
    span = (start, start + min(len(before.partition("\n")[0]), 60))
    if begin < 0:
        return Foreign(Finding("syntax", (), *_words_alone(before), span=span))
    line = Lines(text).place(begin)[0]
    message = "there is text before the scan"
    return Foreign(Finding("syntax", (), message, f"delete the text before the first {{, in line {line}", span=span))


def _words_alone(text: str) -> tuple[str, str]:
    """Return what a text without an object is, and what to do."""
    if words := refusal(text):
        message = f"this file has no scan: {quoted(words)} is how a model refuses or apologises"
        return message, "give the model the text of the paper and ask again"
    if re.match(r"#{1,6} \S|\*\*[^*\n]+\*\*", text):
        return "this is Markdown, not JSON", "write the answers as JSON: scanpress new makes a scan to fill in"
    message = f"this file is not JSON: it starts with {quoted(text.partition(chr(10))[0])}"
    return message, "replace it with a scan, which starts with {"


def _later_objects(text: str, position: int, object_end: ObjectEnd) -> list[int]:
    """Return where further complete objects start after an offset."""
    found: list[int] = []
    tries = 0
    while (match := _OBJECT.search(text, position)) and tries < _MOST_TRIES and len(found) < _MOST_OBJECTS:
        end = object_end(match.start())
        if end is None:
            tries += 1
            position = match.end()
        else:
            found.append(match.start())
            position = end
    return found


_PIECE = re.compile(
    r'"delta"|"done"\s*:\s*(?:true|false)|"(?:finish|stop)_reason"|"(?:response|content)\.[a-z_.]*delta"'
)
_PAPER = re.compile(r'(?<!\\)"paper"\s*:')
_TITLE = re.compile(r'"title"\s*:\s*"((?:[^"\\]|\\.){4,300}+)"')


def _stream(text: str, starts: list[int]) -> Finding | None:
    """Return the finding on the answer of a service in many pieces, or None."""
    if not _PIECE.search(text, starts[0]) or _PAPER.search(text):
        return None
    message = f"this is the answer of a service in {len(starts):,} pieces, as it was streamed, and not a scan"
    remedy = "join the texts of all pieces, and save the JSON that they make; or ask again without streaming"
    return Finding("syntax", (), message, remedy, span=(starts[0], starts[0] + 1))


def _drafts(text: str, starts: list[int], object_end: ObjectEnd) -> Finding | None:
    """Return the finding on several versions of one scan, which have the same title and words between them, or None."""
    behind = [object_end(start) or start for start in starts[:-1]]
    if len(starts) > _SHOWN or not all(
        text[end:start].strip(" \t\r\n,") for end, start in zip(behind, starts[1:], strict=True)
    ):
        return None
    found = [_TITLE.search(text, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    titles = {each[1].casefold() for each in found if each}
    if len(titles) != 1 or not all(found):
        return None
    lines = Lines(text)
    numbers = list(dict.fromkeys(f"{lines.place(start)[0]:,}" for start in starts))
    message = f"this file has {len(starts)} versions of one scan{_listed(numbers)}"
    remedy = "keep the right one, which is probably the last, and remove the others"
    return Finding("syntax", (), message, remedy, span=(starts[-1], starts[-1] + 1))


def _several(text: str, starts: list[int]) -> Finding:
    lines = Lines(text)
    numbers = list(dict.fromkeys(f"{lines.place(start)[0]:,}" for start in starts))
    number = f"{len(starts):,}" if len(starts) <= _MOST_OBJECTS else f"more than {_MOST_OBJECTS:,}"
    message = f"this file has {number} JSON objects{_listed(numbers)}; a file has one scan"
    remedy = "keep one scan here, and move each other one to a file of its own"
    scans = [
        start for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if _PAPER.search(text, start, end)
    ]
    if len(scans) == 1:
        message += ", and only one of these has a paper"
        remedy = (
            f"keep that in line {lines.place(scans[0])[0]:,}, write into it what belongs to it, and remove all else"
        )
    return Finding("syntax", (), message, remedy, span=(starts[1], starts[1] + 1))


def _listed(numbers: list[str]) -> str:
    """Return in which lines objects start, if these differ."""
    if len(numbers) == 1:
        return ""
    if len(numbers) > _SHOWN:
        return f", which start in lines {', '.join(numbers[:_SHOWN])} and {len(numbers) - _SHOWN} more"
    return f", which start in lines {joined(numbers)}"


_MEMBER_BEHIND = re.compile(r'\s*"[\w$-]{1,60}"\s*:')


def _brackets(text: str, end: int) -> Foreign:
    """Return the finding on a bracket too many, or one that closes the scan too early."""
    place = end + len(text[end:]) - len(text[end:].lstrip())
    if _is_repeated(text, end):
        line = Lines(text).place(end - 1)[0]
        message = f"the scan ends in line {line:,}, and its last lines follow again"
        return Foreign(Finding("syntax", (), message, f"remove all below line {line:,}", span=(place, place + 1)))
    if early := first_early(text):
        line = Lines(text).place(early[0].start)[0]
        message = f"this {early[1].text} ends what starts in line {line} too early: more of it follows"
        span = (early[1].start, early[1].end)
        return Foreign(Finding("syntax", (), message, f"remove this {early[1].text}", span=span))
    if text[place] in "}]" and not text[place:].strip("}] \t\r\n"):
        message = f"this {text[place]} has no opening bracket: the scan ends before it"
        remedy = f"remove it, or restore the {'{' if text[place] == '}' else '['} that it closes"
        return Foreign(Finding("syntax", (), message, remedy, span=(place, place + 1)))
    message = f"this bracket closes the scan, but more follows in line {Lines(text).place(place)[0]}"
    remedy = "remove the bracket if it closes the scan too early; what follows then belongs to the scan"
    rest = text[end:]
    if _MEMBER_BEHIND.match(rest) and rest.count("{") == rest.count("}") and rest.count("[") == rest.count("]"):
        remedy = "write a comma in place of this bracket, and the bracket at the end of the file"
    return Foreign(Finding("syntax", (), message, remedy, span=(end - 1, end)))


def _is_repeated(text: str, end: int) -> bool:
    """Return whether the text behind a scan is only the end of the scan once more."""
    again = "".join(text[end:].split())
    return '"' in again and "".join(text[:end].split()).endswith(again)


def _fence(text: str, begin: int, end: int) -> Foreign | None:
    """Return the finding on the lines of a code fence, if nothing else is around the scan."""
    around = [line for line in (*text[:begin].split("\n"), *text[end:].split("\n")) if line.strip()]
    if not around or not all(_FENCE.fullmatch(line) for line in around):
        return None
    signs = " and ".join(line.strip() for line in around[:2])
    message = "this file is in a code fence, as chat programs and Markdown write it"
    remedy = f"remove the line{'s' * (len(around) > 1)} {signs}; scanpress fmt --fix does it"
    start = text.index(around[0].strip())
    edits = (Edit(0, begin, ""), Edit(end, len(text), "\n"))
    span = (start, start + len(around[0].strip()))
    finding = Finding("syntax", (), message, remedy, span=span)
    return Foreign(finding, (Mistake("code-fence", span, (), edits),))


def _text_around(text: str, begin: int, end: int) -> Finding:
    """Return the finding on text before a scan, after it, or both."""
    lines = Lines(text)
    first, last = lines.place(begin)[0], lines.place(end - 1)[0]
    before, after = text[:begin].strip(), text[end:].strip()
    start = text.index(before[0]) if before else end + text[end:].index(after[0])
    words = before or after
    span = (start, start + min(len(words.partition("\n")[0]), 60))
    if before and after:
        message = "there is text before and after the scan"
        remedy = f"delete the text before the first {{, in line {first}, and after the last }}, in line {last}"
    elif before:
        message, remedy = "there is text before the scan", f"delete the text before the first {{, in line {first}"
    elif not after.strip("\0"):
        message = (
            f"{len(after):,} null characters follow the scan: a program or a disk did not write the file to its end"
        )
        return Finding("syntax", (), message, "remove them; compare the file with its source", span=(start, start + 1))
    else:
        message, remedy = "there is text after the scan", f"delete the text after the last }}, in line {last}"
    return Finding("syntax", (), message, remedy, span=span)
