"""One cause, one problem: findings that a file has many times are one, with their number and all their places."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scanpress.checking.problem import Finding

SPELLING = "spelling of keys"
"""The cause of keys that differ from those of the schema in capitals and signs only."""
_MANY = 3  # of fewer equal findings, each is shown with its place
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
    return tuple(one for group in groups.values() for one in (group if len(group) < _MANY else [_one(group)]))


def _one(group: list[Finding]) -> Finding:
    first, *others = group
    message, remedy = _WORDS.get(first.cause, ("{message}", "{remedy}"))
    if message == "{message}":
        same = {(each.message, each.remedy) for each in group}
        message = "{message} ({n} times in this file)" if len(same) == 1 else "{message} ({n} such values in this file)"
        remedy = "{remedy}" if len({each.remedy for each in group}) == 1 else "for the first: {remedy}"
        # What one of them means is no guess for all, if another means nothing that is known.
        if first.meant and (open_ones := [each.remedy for each in group if not each.meant]):
            remedy = open_ones[0]
    whole = all(len(each.ways) == 1 for each in group)
    return replace(
        first,
        message=message.replace("{n}", str(len(group))).replace("{message}", first.message),
        remedy=remedy.replace("{n}", str(len(group))).replace("{remedy}", first.remedy),
        also=tuple(each.pointer for each in others),
        ways=(tuple(edit for each in group for edit in each.ways[0]),) if whole else (),
        meant="",
    )
