"""Findings on the characters of a string that a reader cannot see, and what was probably lost in their places."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.reading.characters import unseen_characters
from scanpress.checking.reading.latex import eaten_commands, eaten_control, explained
from scanpress.checking.reading.odd_characters import misread
from scanpress.checking.reading.tokens import Token, unescaped

_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)
# TeX's fonts have ligatures at these places (OT1, then T1), and Greek letters (OT1, then OML): programs that copy text
# from a PDF sometimes give the place instead of the letter.
_LIGATURES = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl"}
_LIGATURES |= {0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl"}
_GREEK = dict(enumerate("ΓΔΘΛΞΠΣΥΦ")) | dict(zip([0x0B, 0x0C, *range(0x0E, 0x20)], "αβδεζηθικλμνξπρστυφχ", strict=True))
_PREFIXES = frozenset(
    ["", "de", "re", "un", "in", "con", "over", "under", "out", "multi", "pre", "work", "data", "re-"]
)
_TELLING = 6  # letters of a part that occurs in no other words
_TERMINAL = re.compile("\x1b\\[[0-9;]*m")
_PAGE_END = "\f"  # of a text that a program took from a PDF
_LONGEST = 40  # letters of a word
_TAGS = "\U000e0000"  # and later: an invisible copy of ASCII
_COMPARED = 20  # places of a character that are looked at
_EVERY_LIGATURE = ("fi", "ff", "fl", "ffi", "ffl")
# Parts of words that have a ligature: most words with one that scans use.
_PARTS = frozenset(
    re.findall(
        r"\S+",
        "efficien coefficien sufficien difficult office official traffic affine different differ effect "
        "effort offer affect off suffix prefix buffer diff first find fine final field file fit fix five "
        "figure specific significan classifi identifi verifi modifi quantifi justifi confi defin refin benefi "
        "profil scientific artific amplifi infinit finit influen flow flat flag flexib float fluctuat reflect "
        "conflict overflow workflow inflat fluen shuffl baffl affili",
    )
)


@dataclass(frozen=True, slots=True)
class HiddenCharacter:
    """A character that a reader cannot see, with its rule, its place in the raw text and in the value."""

    rule: str
    character: str
    start: int
    end: int
    index: int

    @property
    def name(self) -> str:
        """The code point and the Unicode name."""
        name = unicodedata.name(self.character, "")
        return f"U+{ord(self.character):04X}" + (f" {name}" if name else "")


def hidden_characters(raw: str, value: str) -> Iterator[HiddenCharacter]:
    """Yield the hidden characters of a string; `raw` is its text in the file, `value` the parsed string."""
    wrong = dict(unseen_characters(value))
    if not wrong:
        return
    for index, unit in enumerate(_UNIT.finditer(raw)):
        if index in wrong:
            yield HiddenCharacter(
                _rule(value[index], is_cleaned=wrong[index]), value[index], unit.start(), unit.end(), index
            )


def hidden_findings(token: Token, pointer: Pointer) -> Iterator[Finding]:
    """Yield a finding for each hidden character of a string token; one that occurs many times is counted."""
    text = token.text
    value, groups = unescaped(text), dict[tuple[str, str], list[HiddenCharacter]]()
    for hidden in hidden_characters(text[1:-1], value):
        eaten = eaten_control(value, hidden.index)
        encoding = "another encoding" if _is_c1(hidden.character) and misread(value) else ""
        shared = "LaTeX" if eaten else encoding or ("cp1252" if _of_windows(hidden.character) else "")
        shared = shared or "tags" * (hidden.character >= _TAGS)
        groups.setdefault(("", shared) if shared else (hidden.name, ""), []).append(hidden)
    for group in groups.values():
        message, remedy = _explain(value, group)
        span = (token.start + 1 + group[0].start, token.start + 1 + group[0].end)
        yield Finding(group[0].rule, pointer, message, remedy, span=span)


def _rule(character: str, *, is_cleaned: bool) -> str:
    if is_cleaned:
        return "direction-mark"
    if "\ud800" <= character <= "\udfff":
        return "unpaired-surrogate"
    return "control-character" if unicodedata.category(character) == "Cc" else "hidden-character"


def _explain(value: str, group: list[HiddenCharacter]) -> tuple[str, str]:
    """Return what is wrong with a character that occurs once or many times in a text, and what to do."""
    first, many = group[0], len(group) > 1
    eaten = eaten_control(value, first.index)
    times = f", {len(group):,} times" if many else ""
    if eaten:
        return _of_commands(value, [each.index for each in group])
    if _is_c1(first.character) and (found := misread(value)):
        return found
    if _of_windows(first.character):
        return _of_code_page(group)
    message = f"this text contains the invisible character {first.name}{times}"
    if many and first.character >= _TAGS:
        message = (
            f"this text contains {len(group):,} invisible tag characters, such as {first.name}: they can hide words"
        )
    if first.rule == "unpaired-surrogate":
        escape = f"\\u{ord(first.character):04x}"
        message = f"{escape} is one half of a character, such as an emoji, and the other half is missing{times}"
    lost = _lost(value, [each.index for each in group]) if first.rule == "control-character" else ""
    if codes := list(dict.fromkeys(_TERMINAL.findall(value))):
        listed = ", ".join("\\u001b" + each[1:] for each in codes[:3])
        return message, f"remove the codes for colours of a terminal: {listed}"
    remedy = f"remove all {len(group):,} of them" if many else f"remove {first.name}"
    if first.rule == "unpaired-surrogate":
        return message, f"{remedy}, or write the whole character"
    between = ", or write a space in its place if it is between two words"
    parts = any(parts_words(value, each.index) for each in group)
    return message, lost + ", or write a space" * (bool(lost) and parts) or remedy + between * parts


def _is_c1(character: str) -> bool:
    """Return whether a character is a control character that other encodings use for letters; U+0085 ends a line."""
    return "\x80" <= character <= "\x9f" and character != "\x85"


def _of_windows(character: str) -> str:
    """Return the sign at the place of a control character in Windows-1252, or an empty text."""
    if not _is_c1(character):
        return ""
    return character.encode("latin-1").decode("cp1252", errors="ignore")


def _of_code_page(group: list[HiddenCharacter]) -> tuple[str, str]:
    """Return what is wrong with signs of Windows-1252 that were read as Latin-1, and what to write."""
    signs = {f"U+{ord(each.character):04X}": _of_windows(each.character) for each in group}
    written = ", ".join(f"{sign} for {code}" for code, sign in signs.items())
    code, sign = next(iter(signs.items()))
    message = f"the invisible character {code} was {sign} in another encoding (Windows-1252)"
    return message + f"; {len(group)} characters in this text are like it" * (len(group) > 1), f"write {written}"


def parts_words(value: str, index: int) -> bool:
    """Return whether a character without a width may stand for the space between two words.

    >>> parts_words("deep\u200blearning", 4), parts_words("deep \u200blearning", 5), parts_words("deep\u2060er", 4)
    (True, False, False)
    """
    around = value[index - 1 : index] + value[index + 1 : index + 2]
    return value[index] in _FOR_SPACES and len(around) == 2 and around.isalnum() and max(around) < _SPACELESS  # noqa: PLR2004


_FOR_SPACES = frozenset("\u200b\ufeff\u0085\x0b\x00\x1c\x1d\x1e\x1f")
_SPACELESS = "\u0e00"  # scripts from here on, such as Thai and Chinese, have no spaces between words


def _of_commands(value: str, indexes: list[int]) -> tuple[str, str]:
    """Return what is wrong with all commands of LaTeX in a text that escapes have eaten, and what to do."""
    controls = [each for index in indexes if (each := eaten_control(value, index))]
    every = sorted([*controls, *eaten_commands(value)], key=lambda each: each.place)
    more = f" ({len(every)} LaTeX commands in this text are cut like this)" if len(every) > 1 else ""
    written = ", ".join(dict.fromkeys(f"\\{each.command}" for each in every))
    return f"{explained(controls[0])}{more}", f"write {written}"


def _lost(value: str, indexes: list[int]) -> str:
    """Return what to write for control characters that stand for lost letters, or an empty text if they do not."""
    code = ord(value[indexes[0]])
    places = [_around(value, index) for index in indexes[:_COMPARED]]
    if code >= 0x20 or not all(left or right for left, right in places):  # noqa: PLR2004 - the last control character
        return ""
    left, right = places[0]
    first, *others = _ordered(code)
    word = next((each for each in (first, *others) if _is_known(left, each, right)), "")
    if word and len(indexes) == 1:
        return f'write {word} in its place: the word was probably "{left}{word}{right}"'
    if word or all(left and right for left, right in places):
        greek = f", or {_GREEK[code]} where a Greek letter was lost" if code in _GREEK else ""
        return f"write {first} (or {', '.join(others)}) where a ligature was lost{greek}, or remove it"
    if code in _GREEK and value[indexes[0]] != _PAGE_END:
        return f"write the sign that was lost, often {_GREEK[code]}, or remove it"
    return ""


def _around(value: str, index: int) -> tuple[str, str]:
    """Return the letters directly before and after a place."""
    before = re.search(r"[^\W\d_]*\Z", value[max(index - _LONGEST, 0) : index])
    after = re.match(r"[^\W\d_]*", value[index + 1 : index + 1 + _LONGEST])
    return before[0] if before else "", after[0] if after else ""


def _ordered(code: int) -> tuple[str, ...]:
    """Return the ligatures, the one at the place of this code first."""
    likely = _LIGATURES.get(code, "")
    return (*([likely] if likely else []), *(each for each in _EVERY_LIGATURE if each != likely))


def _is_known(left: str, ligature: str, right: str) -> bool:
    """Return whether a ligature completes a part of a word that is known, with letters on both sides of its place."""
    word = f"{left}{ligature}{right}".lower()
    start, end = len(left), len(left) + len(ligature)
    for part in _PARTS:
        at = word.find(part)
        begins = len(part) >= _TELLING or word[:at] in _PREFIXES
        if 0 <= at <= start and end <= at + len(part) and begins and (left or right):
            return True
    return False
