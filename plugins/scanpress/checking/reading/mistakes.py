"""Mistakes in the syntax after which a text can still be read, and how they are reported: equal ones together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scanpress.checking.problem import Finding, Pointer

MAX_MISTAKES = 10_000  # in one file; after them the reading stops
_FORMAT = "; scanpress fmt --fix does it"
_SHOWN = 3  # examples in a message


class Edit(NamedTuple):
    """A replacement of a piece of a text, by its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of a kind of mistake: one of it, several of it, and the remedy.

    If the kind is `mechanical`, its edits give what was meant and nothing else: `done` says what a repair did to
    `what`. `all` is the remedy for several mistakes with different remedies.
    """

    one: str
    many: str
    remedy: str
    mechanical: bool = False
    what: str = ""
    done: str = ""
    all: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its kind, its offsets, its place in the document, and the edits after which a text is JSON.

    `detail` takes the place of {} in the texts of the kind, and `remedy` that of an empty remedy. A mistake that is
    not `certain` is not repaired, though its kind is mechanical. `note` is the text of a comment.
    """

    kind: str
    span: tuple[int, int]
    pointer: Pointer
    edits: tuple[Edit, ...]
    detail: str = ""
    certain: bool = True
    remedy: str = ""
    note: str = ""

    @property
    def mechanical(self) -> bool:
        """Whether the edits can be made without asking anybody."""
        return self.certain and KINDS[self.kind].mechanical


KINDS = {
    "trailing-comma": Kind(
        "no value follows this comma", "{n} commas have no value after them", "remove the comma", True,
        what="comma without a value after it", done="removed",
    ),
    "extra-comma": Kind(
        "there is a comma too many", "there is a comma too many at {n} places", "remove the comma", True,
        what="extra comma", done="removed",
    ),
    "missing-entry": Kind(
        "there are two commas in a row", "there are two commas in a row at {n} places",
        "remove one of them, or write the entry that is missing between them",
    ),
    "comment": Kind(
        "JSON does not allow comments", "JSON does not allow comments; this file has {n}",
        'write it as a value: "x-note": "…", or remove the comment', True,
        what="comment", done="moved to x-note",
    ),
    "left-out": Kind(
        "something was left out here: {}", "something was left out at {n} places, such as {}",
        "write what the comment leaves out, or remove the comment if nothing is missing",
    ),
    "blank": Kind(
        "{} is not allowed between values", "{n} places have white space that JSON does not allow, such as {}",
        "remove {}, or write a normal space", True,
        what="{} between values", done="replaced by a space",
    ),
    "literal": Kind(
        "JSON writes true, false and null in lower case", "true, false and null are not in lower case at {n} places",
        "", True,
        what="{}", done="written in lower case",
        all="write true, false and null",
    ),
    "python-literal": Kind(
        "JSON has no True, False or None", "JSON has no True, False or None; they are at {n} places",
        "", True,
        what="Python's {}", done="written as JSON",
        all="write true, false and null",
    ),
    "word": Kind("{} is not a JSON value", "{n} values are not JSON, such as {}", ""),
    "number": Kind("{} is not a valid number", "{n} values are not valid numbers, such as {}", ""),
    "single-quotes": Kind(
        "JSON does not allow single quotation marks", "{n} texts are in single quotation marks",
        'write double quotation marks: "…"', True,
        what="single quotation marks", done="replaced by double ones",
    ),
    "curly-quotes": Kind(
        "JSON does not allow {} as a quotation mark", "{n} texts have typographic quotation marks, such as {}",
        'write straight quotation marks: "…"', True,
        what="typographic quotation marks", done="replaced by straight ones",
    ),
    "bare-key": Kind(
        "a key must be in double quotation marks", "{n} keys are not in double quotation marks",
        "", True,
        what="key without quotation marks", done="put in quotation marks",
        all="write double quotation marks around each key",
    ),
    "semicolon": Kind(
        "{} does not separate values in JSON", "{n} signs that do not separate values in JSON, such as {}",
        "write , in its place", True,
        what="{} between values", done="replaced by a comma",
    ),
    "equals": Kind(
        "a key must be followed by a colon, not by {}", "{n} keys are not followed by a colon, but by {}",
        "write : instead of {}", True,
        what="{} after a key", done="replaced by a colon",
    ),
    "missing-comma": Kind(
        "a comma is missing after the value in line {}", "commas are missing at {n} places", "add a comma here",
    ),
    "missing-colon": Kind(
        "a key must be followed by a colon and a value", "{n} keys are not followed by a colon",
        "add : after the key",
    ),
    "inner-quotes": Kind(
        "this text has quotation marks inside it: {}", "{n} texts have quotation marks inside them, such as {}",
        'write \\" for each quotation mark inside a text',
    ),
    "triple-quotes": Kind(
        "JSON has no triple quotation marks", "{n} texts are in triple quotation marks",
        "write one quotation mark at each end, with \\n for a line break inside", True,
        what="triple quotation marks", done="replaced by single ones",
    ),
    "escaped-twice": Kind(
        "two backslashes are one sign, so that this quotation mark ends the text: {}",
        "two backslashes are before quotation marks in {n} texts, such as {}",
        'write one backslash before each quotation mark inside the text: \\"',
    ),
    "raw-tab": Kind(
        "this text contains a tab", "texts contain tabs at {n} places", "write a space or \\t instead", True,
        what="tab in a text", done="written as \\t",
    ),
    "raw-line-break": Kind(
        "this text goes on in the next line", "texts contain line breaks at {n} places",
        "write the text in one line, with \\n if a line break is meant", True,
        what="line break in a text", done="written as \\n",
    ),
    "raw-control": Kind(
        "this text contains the control character {}", "texts contain {n} control characters: {}", "",
        all="remove them, or write fi, fl or ff if a ligature was lost there",
    ),
    "escaped-apostrophe": Kind(
        "\\' is not a valid JSON escape", "\\' is not a valid JSON escape; it is at {n} places",
        "write ' without the backslash", True,
        what="backslash before '", done="removed",
    ),
    "escape": Kind(
        "{} is not a valid JSON escape", "{n} backslashes start no valid JSON escape, such as {}", "",
        all="write two backslashes for each, or none if no backslash is meant",
    ),
    "line-continued": Kind(
        "a backslash cannot continue a text in the next line",
        "backslashes cannot continue a text in the next line; there are {n}",
        "write the text in one line, with \\n if a line break is meant",
    ),
    # Reported with the comment: it says "…," and the comma was meant for JSON.
    "swallowed-comma": Kind("", "", "", True,
        what="comma at the end of a comment", done="moved before it"),
    "code-fence": Kind("", "", "", True,
        what="code fence", done="removed"),
}  # fmt: skip
"""All kinds of mistakes after which a text can still be read."""


def strict_text(text: str, mistakes: Iterable[Mistake]) -> str:
    """Return a text with the edits of mistakes made; an edit within another one is left out."""
    pieces, position = [], 0
    for edit in sorted({edit for mistake in mistakes for edit in mistake.edits}):
        if edit.start >= position:
            pieces += [text[position : edit.start], edit.text]
            position = edit.end
    return "".join([*pieces, text[position:]])


def mistake_findings(mistakes: Sequence[Mistake], *, broken: bool) -> tuple[Finding, ...]:
    """Return one finding for each kind of mistake, with the places of all; a `broken` text cannot be repaired."""
    fixable = not broken and all(each.mechanical for each in mistakes)
    groups: dict[str, list[Mistake]] = {}
    for mistake in (each for each in mistakes if KINDS[each.kind].one):
        groups.setdefault(mistake.kind, []).append(mistake)
    whole = (_python_finding(groups, fixable=fixable), _wide_finding(groups, fixable=fixable))
    found = [_finding(name, group, fixable=fixable and len(group) > 1) for name, group in groups.items()]
    return (*filter(None, whole), *found)


def _finding(name: str, group: list[Mistake], *, fixable: bool) -> Finding:
    kind, first = KINDS[name], group[0]
    details = list(dict.fromkeys(each.detail for each in group))
    remedy = _remedy(kind, group) + _FORMAT * fixable
    message = kind.one if len(group) == 1 else kind.many.replace("{n}", _count(len(group)))
    shown = ", ".join(details[:_SHOWN]) if len(group) > 1 else details[0]
    return Finding(
        "syntax", first.pointer, message.replace("{}", shown), remedy, span=first.span,
        also_at=tuple(each.span[0] for each in group[1:]),
    )  # fmt: skip


def _count(number: int) -> str:
    return f"{number:,}" if number < MAX_MISTAKES else f"{MAX_MISTAKES:,} or more"


def _remedy(kind: Kind, group: list[Mistake]) -> str:
    own = list(dict.fromkeys(each.remedy for each in group if each.remedy))
    if len(own) > 1 and kind.all:
        return kind.all
    return kind.remedy.replace("{}", group[0].detail) or "; ".join(own[:_SHOWN]) + "; …" * (len(own) > _SHOWN)


def _python_finding(groups: dict[str, list[Mistake]], *, fixable: bool) -> Finding | None:
    """Return one finding for a dictionary as Python prints it, and take its mistakes out of the groups."""
    if not {"single-quotes", "python-literal"} <= groups.keys():
        return None
    taken = [*groups.pop("single-quotes"), *groups.pop("python-literal")]
    first = min(taken, key=lambda each: each.span)
    message = (
        "this is a dictionary as Python prints it, not JSON: it has single quotation marks, and True, False or None"
    )
    remedy = "write it with json.dump instead of print or str" + _FORMAT * fixable
    return Finding("syntax", (), message, remedy, span=first.span)


def _wide_finding(groups: dict[str, list[Mistake]], *, fixable: bool) -> Finding | None:
    """Return one finding for commas and colons of an Asian keyboard, and take their mistakes out of the groups."""
    if not _WIDE.keys() <= groups.keys() or any(
        each.detail not in signs for kind, signs in _WIDE.items() for each in groups[kind]
    ):
        return None
    first, *others = sorted((each for kind in _WIDE for each in groups.pop(kind)), key=lambda each: each.span)
    shown = " and ".join(dict.fromkeys(each.detail for each in (first, *others)))
    message = f"JSON has no {shown}: signs of another keyboard are at {_count(len(others) + 1)} places"
    remedy = "write : after a key and , between values" + _FORMAT * fixable
    return Finding(
        "syntax", first.pointer, message, remedy, span=first.span, also_at=tuple(each.span[0] for each in others)
    )


_WIDE = {"equals": frozenset("\uff1a"), "semicolon": frozenset("\uff0c\u3001\uff1b\u060c")}
