"""Texts as chat programs and PDF files leave them: refusals, marks of a chat, words that the end of a line broke."""

import quopri
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from scanpress.checking.display import quoted
from scanpress.checking.known.leftovers import left_over
from scanpress.checking.known.wording import (
    BULLET,
    PROSE,
    QUOTED_PRINTABLE,
    chat_marks,
    is_abstract,
    parted_words,
    refusal,
    spaces_of_addresses,
)
from scanpress.checking.problem import Finding
from scanpress.checking.reading.latex import eaten_commands
from scanpress.checking.suspicions.texts import Text

_SHOWN = 3  # marks or words that a message lists
_GREEK = re.compile(r"(?<![\w\\])u(03[9abc][0-9a-f])(?!\w)")  # the code of a Greek letter
_WORD = re.compile(r"[^\W\d_]{3,80}")


def refused(text: Text) -> Iterator[Finding]:
    """Yield a finding on a text in which a model says that it cannot answer."""
    if _is_prose(text) and (found := refusal(text.value)):
        message = f"{quoted(found)} is how a model refuses or apologises: this is not a reason"
        remedy = "give the model the text of the paper and ask again, or write the reason yourself"
        yield Finding("refusal", text.pointer, message, remedy, cause="refusal")


def abstract(text: Text) -> Iterator[Finding]:
    """Yield a finding on a reason that is the abstract of the paper."""
    if _is_prose(text) and is_abstract(text.value):
        remedy = "write what the paper says about this question, and where"
        yield Finding("placeholder", text.pointer, "this is the abstract of the paper and not a reason", remedy)


def chat_mark(text: Text) -> Iterator[Finding]:
    """Yield a finding on the marks that a chat program puts into its answers."""
    if not text.is_prose:
        return
    marks = list(dict.fromkeys(chat_marks(text.value)))
    if not marks:
        yield from _left_over(text)
        return
    more = f" and {len(marks) - 1} more" if len(marks) > 1 else ""
    message = f"{quoted(marks[0])}{more} is a mark of a chat program, which means nothing outside the chat"
    remedy = f"remove {'it' if len(marks) == 1 else 'them'}, and name the section, table or page of the paper instead"
    yield Finding("chat-mark", text.pointer, message, remedy, cause="marks")


def _left_over(text: Text) -> Iterator[Finding]:
    """Yield a finding on what a model says before or after its reason."""
    if not _is_prose(text) or not (found := left_over(text.value)):
        return
    message = f"{quoted(found)} is what a model adds to an answer, and not part of the reason"
    if "confidence" in found.lower() or "certainty" in found.lower():
        number = 'keep the number, if it matters, under a key such as "x-confidence" beside the answer'
        remedy = f"remove it from this text, and {number}"
    else:
        remedy = "remove it"
    if found == text.value.strip():
        remedy = (
            f"write the reason{remedy.removeprefix('remove it from this text')}"
            if "x-" in remedy
            else "write the reason"
        )
    yield Finding("chat-mark", text.pointer, message, remedy, cause="words around an answer")


def encoded(text: Text) -> Iterator[Finding]:
    """Yield a finding on a text with codes in place of letters or spaces, as e-mails and web addresses have them."""
    if _is_prose(text) and (found := _GREEK.search(text.value)):
        message = f"{found[0]} is shown as it is written: it lost the backslash before it"
        yield Finding("literal-escape", text.pointer, message, f"write {chr(int(found[1], 16))} for {found[0]}")
    elif _is_prose(text) and (signs := QUOTED_PRINTABLE.findall(text.value)):
        plain = quopri.decodestring(signs[0].encode()).decode(errors="replace")
        message = f"{signs[0]} is how an e-mail writes {plain} (quoted-printable)"
        yield Finding("literal-escape", text.pointer, message, f"write {plain} for {signs[0]}")
    elif _is_prose(text) and spaces_of_addresses(text.value):
        sign = "%20" if "%20" in text.value else "+"
        message = f"{sign} is how a web address writes a space: this is plain text"
        plain = unquote(text.value if sign == "%20" else text.value.replace("+", " "))
        yield Finding("literal-escape", text.pointer, message, f"write {quoted(plain)}")


def several_lines(text: Text) -> Iterator[Finding]:
    """Yield a finding on a title or a name with a line break; authors in several lines are several authors."""
    value = text.value.strip()
    if text.is_name and text.key != "authors" and re.search(r"[\n\r]", value) and not eaten_commands(value):
        plain = " ".join(" ".join(_without_bullet(line) for line in value.splitlines()).split())
        if joined := [each for each in parted_words(value) if "\n" in each[0]]:
            words = " or ".join((quoted(joined[0][0].replace("\n", "")), quoted(joined[0][1])))
            remedy = f"write it in one line, with {words}, as the paper has it"
        else:
            has_bullets = any(map(BULLET.match, value.splitlines()))
            remedy = f"write {quoted(plain)}{', or the one line of the list that is meant' * has_bullets}"
        yield Finding("line-break", text.pointer, f"the {_title(text)} has a line break", remedy)


def _without_bullet(line: str) -> str:
    return line[match.end() :] if (match := BULLET.match(line)) else line


def broken_words(every: Iterable[Text]) -> Iterator[Finding]:
    """Yield a finding on each text with a word in two parts that other places of the file have in one."""
    texts = [each for each in every if each.is_prose]
    parted = [(each, found) for each in texts if _is_prose(each) and (found := parted_words(each.value))]
    if not parted:
        return
    known = {word.casefold() for each in texts for word in _WORD.findall(each.value)}
    for text, found in parted:
        words = {written: meant for written, meant in found if meant.casefold() in known or "\n" in written}
        if words:
            listed = ", ".join(
                f"{_whole(written, meant, known)} for {quoted(written)}" for written, meant in [*words.items()][:_SHOWN]
            )
            more = f", and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
            also = ", which this file also has in one piece" * all(each.casefold() in known for each in words.values())
            message = f"the end of a line broke a word{also}"
            yield Finding("broken-word", text.pointer, message, f"write {listed}{more}")


def _whole(written: str, meant: str, known: set[str]) -> str:
    """Return a word in one piece: with its hyphen too, if no other place of the file shows how it is written."""
    joined = "".join(written.split())
    return quoted(meant) if meant.casefold() in known else f"{quoted(meant)} or {quoted(joined)}"


def _is_prose(text: Text) -> bool:
    return text.is_prose and text.part["maxLength"] >= PROSE


def _title(text: Text) -> str:
    return str(text.part.get("title", "text")).lower()
