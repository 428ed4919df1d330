"""The changed lines of a file as HTML, with their numbers on both sides and the words that changed marked.

The lines of a commit can take most of the time of its page. So they are cleaned and escaped a file at once, each number
is written once in each process, and one plain loop puts the lines together.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from html import escape
from typing import NamedTuple

from scanpress.repository import Diff, Hunk, reordered_lines, visible

_FEWEST_DIGITS, _MOST_DIGITS = 2, 7  # of line numbers, for which the stylesheet has columns
_MOST_KEPT = 20_000  # numbers as texts, by each width
_CHANGES = re.compile(r"(-+)\\*(\+*)|(\++)")  # the signs of lines that were removed and added at one place
_CARRIAGE_RETURN = "\u240d"  # as `visible` shows it
_BLANKS = f" \t{_CARRIAGE_RETURN}"
_LONGEST = 2000  # characters of a line in which words are marked
_LEAST_COMMON = 4  # a quarter of the shorter line: if less is common, nothing is marked, as all of it changed


class Difference(NamedTuple):
    """The changed lines of a file as HTML, how many there are, and how many digits their numbers have.

    `only_blanks` says that nothing but white space changed, `reordered` that characters are shown escaped.
    """

    html: str = ""
    lines: int = 0
    digits: int = 0
    only_blanks: bool = False
    reordered: bool = False


def difference_of(number: int, diffs: Sequence[Diff]) -> Difference:
    """Return the changed lines of the file with this number, each with an anchor; runs of one kind share an element."""
    hunks = [hunk for diff in diffs for hunk in diff.hunks]
    if not hunks:
        return Difference()
    lines = [line for hunk in hunks for line in (hunk.header, *hunk.lines)]
    text = "\n".join(lines)
    cleaned = visible(text)
    plain = lines if cleaned is text else cleaned.split("\n")
    html = escape(cleaned, quote=False).split("\n")
    blank, only_blanks = _compare(plain, html)
    digits = _digits(hunks)
    joined = "".join(_numbered(f"f{number}-", hunks, html, blank, digits))
    return Difference(joined, len(lines), digits, only_blanks, bool(reordered_lines(text)))


def _digits(hunks: Sequence[Hunk]) -> int:
    """Return how many digits the numbers of lines have at most."""
    last = max([max(hunk.old_start, hunk.new_start) + len(hunk.lines) for hunk in hunks])
    return min(max(len(str(last)), _FEWEST_DIGITS), _MOST_DIGITS)


def _compare(plain: Sequence[str], html: list[str]) -> tuple[set[int], bool]:
    """Mark the words that differ between a line and the one that replaced it.

    Return where the lines begin of which nothing but white space changed, and whether these are all.
    """
    blank: set[int] = set()
    only_blanks = True
    for match in _CHANGES.finditer("".join([line[:1] or " " for line in plain])):
        removed, added = range(*match.span(1)), range(*match.span(2 if match[1] else 3))
        if _has_same_words(plain, removed, added):
            blank.add((added or removed).start)
            continue
        only_blanks = False
        if len(removed) == len(added):
            for old, new in zip(removed, added, strict=True):
                both = _mark_words(plain[old], plain[new], html[old], html[new])
                if both:
                    html[old], html[new] = both
    return blank, only_blanks


def _has_same_words(plain: Sequence[str], removed: range, added: range) -> bool:
    """Return whether lines are the same but for white space, line ends included."""
    if removed and added:
        first, second = plain[removed.start][1:].split(), plain[added.start][1:].split()
        if first and second and first[0][0] != second[0][0]:
            return False  # which saves time
        return _words(plain, removed) == _words(plain, added)
    return not any(plain[at][1:].strip(_BLANKS) for at in (removed or added))


def _words(plain: Sequence[str], lines: range) -> str:
    text = " ".join([line[1:] for line in plain[lines.start : lines.stop]])
    return "".join(text.split()).replace(_CARRIAGE_RETURN, "")


def _numbered(
    prefix: str, hunks: Sequence[Hunk], html: Sequence[str], blank: Collection[int], digits: int
) -> Iterator[str]:
    """Yield each line after its numbers, in the element of its run."""
    numbers, ids, gap = _numbers(digits), _numbers(1), " " * (digits + 1)
    at, end = 0, ""
    for hunk in hunks:
        yield f"{end}<b id={prefix}{at + 1}>{html[at]}\n</b>"
        at, end, old, new = at + 1, "", hunk.old_start, hunk.new_start
        for line in html[at : at + len(hunk.lines)]:
            sign = line[:1]
            here = ids[at + 1]
            if sign == " ":
                # Blank lines have no text between their numbers, which would be too close together to be touched.
                link = "" if line == " " else f" href=#{prefix}{here}"
                yield f"{end}<a id={prefix}{here}{link}>{numbers[old]} {numbers[new]}</a>{line}\n"
                end = ""
                old += 1
                new += 1
            elif sign == "+":
                start = "" if end == "</ins>" else f"{end}<ins class=blank>" if at in blank else f"{end}<ins>"
                yield f"{start}<a id={prefix}{here} href=#{prefix}{here}>{gap}{numbers[new]}</a>{line}\n"
                end = "</ins>"
                new += 1
            elif sign == "-":
                start = "" if end == "</del>" else f"{end}<del class=blank>" if at in blank else f"{end}<del>"
                yield f"{start}<a id={prefix}{here} href=#{prefix}{here}>{numbers[old]}{gap}</a>{line}\n"
                end = "</del>"
                old += 1
            else:
                yield f"{end}<b id={prefix}{here}>{line}\n</b>"
                end = ""
            at += 1
    yield end


class _Numbers(dict[int, str]):
    """Numbers as texts that are at least as wide as `width`."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width

    def __missing__(self, number: int) -> str:
        text = f"{number:{self._width}}"
        if len(self) < _MOST_KEPT:
            self[number] = text
        return text


@cache
def _numbers(width: int) -> _Numbers:
    return _Numbers(width)


def _mark_words(old: str, new: str, old_html: str, new_html: str) -> tuple[str, str] | None:
    """Return two lines with their signs as HTML in which what differs is marked, None if that is nearly everything.

    >>> _mark_words("-a < b + 100,", "+a < b + 1000,", "-a &lt; b + 100,", "+a &lt; b + 1000,")
    ('-a &lt; b + <mark>100</mark>,', '+a &lt; b + <mark>1000</mark>,')
    >>> _mark_words("-one two", "+three four", "-one two", "+three four")
    """
    length, other = len(old), len(new)
    shorter = min(length, other)
    if max(length, other) > _LONGEST:
        return None
    differing = _differing(old[1:shorter], new[1:shorter])
    start = shorter - (differing.bit_length() + 31) // 32
    if length != other:
        differing = _differing(old[length - shorter + start :], new[other - shorter + start :])
    end = ((differing & -differing).bit_length() - 1) // 32 if differing else shorter - start
    common = len(old[1:start].lstrip()) + len(old[length - end :].rstrip())
    if not common or common * _LEAST_COMMON < min(len(old.strip()), len(new.strip())) - 1:
        return None
    start, end = _at_words(old, new, start, end)
    return _marked(old, old_html, start, length - end), _marked(new, new_html, start, other - end)


def _differing(one: str, other: str) -> int:
    """Return a number in which each character is 32 bits, all zero if it is the same in both texts of one length.

    Python compares long numbers a hundred times as fast as a loop compares characters.
    """
    return int.from_bytes(one.encode("utf-32-be")) ^ int.from_bytes(other.encode("utf-32-be"))


def _at_words(one: str, other: str, start: int, end: int) -> tuple[int, int]:
    """Return the lengths of the common beginning and end without the words that they cut."""
    middles = one[start : len(one) - end], other[start : len(other) - end]
    if start > 1 and _is_word(one[start - 1]) and any(_is_word(middle[:1]) for middle in middles):
        while start > 1 and _is_word(one[start - 1]):
            start -= 1
    if end and _is_word(one[-end]) and any(_is_word(middle[-1:]) for middle in middles):
        while end and _is_word(one[-end]):
            end -= 1
    return start, end


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _marked(text: str, html: str, start: int, end: int) -> str:
    if start == end:
        return html
    if len(text) == len(html):  # nothing in it had to be escaped
        return f"{html[:start]}<mark>{html[start:end]}</mark>{html[end:]}"
    first, middle, last = (escape(part, quote=False) for part in (text[:start], text[start:end], text[end:]))
    return f"{first}<mark>{middle}</mark>{last}"
