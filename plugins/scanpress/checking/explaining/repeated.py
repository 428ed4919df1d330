"""One cause, one problem: findings that a file has many times are one, with their number and all their places."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scanpress.checking.display import joined
from scanpress.checking.edits import Pointer, Way
from scanpress.checking.problem import LINES, Finding

SPELLING = "spelling of keys"
"""The cause of keys that differ from those of the schema in capitals and signs only."""
_MANY = 3  # of fewer equal findings, each is shown with its place
SCALE = "number beyond a scale"
"""The cause of numbers that are less or greater than those of a scale."""
ENTRY = "bare entry"
"""The cause of entries of a list that are not objects."""
FOREIGN = "word of another language"
"""The cause of answers that are words of another language."""
IN_ENGLISH = "; answers are written in English, as the schema has them"
_PAIRS = frozenset({SCALE, ENTRY})
_VALUES = 8  # different values that a remedy names
_KEPT_APART = frozenset({"still-to-answer", "misplaced-key", "duplicate-key", "syntax", "more-problems"})

# Message and remedy of many findings with the same cause; the others repeat those of the first.
_WORDS: Mapping[str, tuple[str, str]] = {
    "quoted boolean": (
        "{n} values are true or false in quotation marks",
        "write true (for yes) or false (for no), without quotation marks",
    ),
    "numeric boolean": ("{n} values are numbers, but true or false is expected", "write true for 1 and false for 0"),
    "quoted number": ("{n} numbers are in quotation marks", "write them without quotation marks"),
    "authors in a text": ("{n} lists of authors are texts", "write each as a list of names; for the first: {remedy}"),
    "bare value": ("{n} answers are not objects", "write each as an object; for the first: {remedy}"),
    ENTRY: ("{n} entries are not objects", "write each as an object; for the first: {remedy}"),
    SCALE: (
        "{n} numbers are out of their scale; the first: {message}",
        "was another scale used? Then give all scores again, as the schema describes them: each is {value}",
    ),
    "JSON in a text": (
        "{n} objects or lists are in quotation marks, as texts",
        "{remedy}",
    ),
    "PowerShell": ("{n} objects or lists are texts, as PowerShell writes what is too deep", "{remedy}"),
    "does not apply": ("{n} answers to questions that do not apply are null", "write false for each"),
    "list of one": ("{n} values are lists of one entry", "write each without the brackets of a list"),
    SPELLING: (
        "{n} keys are written in another way than in the schema",
        "write each of the {n} keys in small letters with _ between the words; for the first: {remedy}",
    ),
    "boolean of Yes/No": (
        '{n} answers are true or false, but "Yes" or "No" is expected',
        'write "Yes" for true and "No" for false',
    ),
    "spelling of Yes/No": ('{n} answers are not written as "Yes" or "No"', 'write "Yes" or "No" exactly so'),
}


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with those of the same cause as one, at the first of their places."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        key = (finding.rule, finding.cause) if finding.cause else (finding.rule, finding.message, finding.remedy)
        is_alone = finding.rule in _KEPT_APART or finding.also or finding.span is not None
        groups.setdefault((str(number),) if is_alone else key, []).append(finding)
    return tuple(one for group in groups.values() for one in (group if len(group) < _many(group[0]) else [_one(group)]))


def _many(first: Finding) -> int:
    """Return how many equal findings are shown as one: two of the entries of a list, or of one scale."""
    is_entry = bool(first.cause and first.given[0]) and any(isinstance(part, int) for part in first.pointer)
    return 2 if is_entry or first.cause in _PAIRS else _MANY


def _one(group: list[Finding]) -> Finding:
    first, *others = group
    if len({each.remedy for each in group}) > 1 and all(each.given[0] for each in group):
        first = _by_value(group)
        return replace(first, also=tuple(each.pointer for each in others), ways=_ways(group), meant="")
    message, remedy = _WORDS.get(first.cause, ("{message}", "{remedy}"))
    if message == "{message}":
        same = {(each.message, each.remedy) for each in group}
        message = "{message} ({n} times in this file)" if len(same) == 1 else "{message} ({n} such values in this file)"
        remedy = "{remedy}" if len({each.remedy for each in group}) == 1 else "for the first: {remedy}"
    return replace(
        first,
        message=message.replace("{n}", str(len(group))).replace("{message}", first.message),
        remedy=remedy.replace("{n}", str(len(group)))
        .replace("{remedy}", first.remedy)
        .replace("{value}", first.remedy.removeprefix("write ")),
        also=tuple(each.pointer for each in others),
        ways=_ways(group),
        meant="",
    )


def _ways(group: list[Finding]) -> tuple[Way, ...]:
    """Return the one way to follow all remedies of a group, if each has one."""
    whole = all(len(each.ways) == 1 for each in group)
    return (tuple(edit for each in group for edit in each.ways[0]),) if whole else ()


def _by_value(group: list[Finding]) -> Finding:
    """Return the finding on several values, with a remedy that says for each of them what to write, and in which lines.

    What one of them means is no guess for another.
    """
    by_value: dict[tuple[str, str], list[Pointer]] = {}
    for each in group:
        by_value.setdefault(each.given, []).append(each.pointer)
    known = [f"{meant} for {given} ({LINES})" for given, meant in by_value if meant][:_VALUES]
    places = [tuple(by_value[value]) for value in by_value if value[1]][:_VALUES]
    remedy = f"write {joined(known)}, if that is meant" if known else ""
    choices: dict[str, list[str]] = {}
    for each in group:
        if not each.given[1]:
            choices.setdefault(each.remedy.removesuffix(IN_ENGLISH), []).append(each.given[0])
    for choice, values in list(choices.items())[:_VALUES]:
        named = joined(list(dict.fromkeys(values))[:_VALUES])
        remedy += f"{'; ' * bool(remedy)}for {named}, {choice}"
    if group[0].cause == FOREIGN:
        remedy += IN_ENGLISH
    values = list(dict.fromkeys(each.given[0] for each in group))
    named = joined(values) if len(values) <= _VALUES else ", ".join([*values[:_VALUES], "…"])
    message = f"{len(group)} values are not among those that are allowed: {named}"
    return replace(group[0], message=message, remedy=remedy, each=tuple(places))
