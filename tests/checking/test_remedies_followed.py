"""What the check says to write, move or remove makes no new error, and loses no words of a person."""

import copy
import json
import os
import random
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.support.mistakes import MISTAKES
from tests.support.mistakes_by_hand import made_by_hand
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.checking.check import document_findings
from scanpress.checking.edits import Move, Way, Write, applied
from scanpress.checking.explaining.content import Context
from scanpress.checking.form import Form, form_for
from scanpress.checking.problem import Finding, Pointer
from scanpress.checking.suspicions.finding import suspicions

CONTEXT = Context(date(2026, 7, 1))
MUTATIONS = int(os.environ.get("SCANPRESS_MUTATIONS", "5000"))
PARTS = 10
# Words of notations, not of persons: what a right notation may leave out.
NOTATION = frozenset(
    [
        "http",
        "https",
        "htps",
        "www",
        "doi",
        "org",
        "arxiv",
        "abs",
        "pdf",
        "ftp",
        "true",
        "false",
        "yes",
        "none",
        "null",
        "not",
        "applicable",
        "todo",
        "and",
        "mai",
        "may",
        "march",
        "april",
        "friday",
        "cs",
        "cl",
        "unknown",
        "human",
        "acm",
    ]
)
ADDRESS = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]+)?(?:[/?#][!-~]*)?", re.IGNORECASE)
DECODER = json.JSONDecoder()


def survey() -> dict[str, Any]:
    """Return the real survey with fewer questions of no interest, because explaining all of them takes long."""
    document: dict[str, Any] = json.loads(SURVEY_FILE.read_bytes())
    for key in ("claims", "red_flags", "cited_papers"):
        document[key] = document[key][:1]
    return document


SURVEY, INDEX = survey(), json.loads(REPRODUCIBILITY_FILE.read_bytes())


def findings_of(document: Any) -> tuple[Finding, ...]:
    form = form_for("scans/a/b.json", document)
    if not isinstance(form, Form):
        return (form,)
    found = list(document_findings(form, document, CONTEXT))
    reported = {each.pointer for each in found}
    warned = suspicions(form, "scans/a/b.json", document)
    return (*found, *(each for each in warned if each.pointer not in reported))


def errors_of(findings: tuple[Finding, ...]) -> set[tuple[str, Pointer]]:
    return {
        (each.rule, each.about if each.rule == "missing-key" else place)
        for each in findings
        for place in (each.pointer, *each.also)
        # Identifiers disagree because those that are made up here are of other papers.
        if each.rule not in {"still-to-answer", "module-undeclared", "ids-disagree"}
        # Answers that are tried here in turn contradict the reason beside them.
        and "and its reason says " not in each.message
    }


def words_of(value: Any) -> Iterator[str]:
    """Yield the words of all texts of a document, and its keys."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from words_of(key)
            yield from words_of(child)
    elif isinstance(value, list):
        for child in value:
            yield from words_of(child)
    elif isinstance(value, str):
        yield from re.findall(r"[^\W\d_]{3,}", value.lower())


def lost_words(before: Any, after: Any) -> set[str]:
    kept = set(words_of(after))
    return {word for word in words_of(list(texts_of(before))) if word not in kept} - NOTATION


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts of a document without its keys."""
    if isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from texts_of(child)
    elif isinstance(value, str):
        yield value


def written_values(remedy: str) -> Iterator[Any]:
    """Yield the values that a remedy says to write: those after "write", with commas and "or" between them."""
    position = len("write ") if remedy.startswith("write ") else len(remedy)
    while position < len(remedy):
        try:
            value, position = DECODER.raw_decode(remedy, position)
        except ValueError:
            return
        if remedy[position : position + 1] in {":", "-"}:
            return
        yield value
        between = re.compile(r"(?:, or |, | or )").match(remedy, position)
        if not between:
            return
        position = between.end()


def check_way(document: Any, findings: tuple[Finding, ...], finding: Finding, way: Way) -> None:
    after = applied(document, way)
    left = findings_of(after)
    moved = {edit.pointer: edit.to for edit in way if isinstance(edit, Move)}
    new = errors_of(left) - errors_of(findings)
    # What was wrong inside of a value is still wrong where the value is now.
    new = {
        (rule, place) for rule, place in new if not any(place[: len(to)] == to and place != to for to in moved.values())
    }
    told = (finding.message, finding.remedy, way)
    # The remedy says that a note is to be added; only a person knows it.
    new = {each for each in new if each[0] != "missing-note" or '"note"' not in finding.remedy}
    if not any(edit.to[:1] == edit.pointer[1:] for edit in way if isinstance(edit, Move)):  # a wrapper hides all
        new = {
            each for each in new if not (each[0] == "missing-key" and len(each[1]) > 1 and each[1][:-1] not in moved)
        }
        assert not new, (new, told)
    assert (finding.rule, finding.pointer) not in errors_of(left), told
    assert not (lost := lost_words(document, after)), (lost, told)
    for edit in way:
        if isinstance(edit, Write) and edit.pointer[-1] in {"url", "pdf_url"}:
            assert ADDRESS.fullmatch(edit.value), told


def follow(document: Any) -> None:
    """Follow each remedy on a document, in each way that it gives."""
    findings = findings_of(document)
    for finding in findings:
        assert finding.remedy
        assert finding.remedy != "remove it" or not lost_words(document, {})
        for way in finding.ways:
            check_way(document, findings, finding, way)
        for value in written_values(finding.remedy) if finding.at == "value" and not finding.also else ():
            after = findings_of(applied(document, (Write(finding.pointer, value),)))
            left = {
                place for rule, place in errors_of(after) if rule != "missing-note" or '"note"' not in finding.remedy
            }
            assert finding.pointer not in left, (finding.remedy, value)


@pytest.mark.parametrize("part", range(PARTS))
def test_remedies_of_realistic_mistakes_can_be_followed(part: int) -> None:
    draw = random.Random(part)  # noqa: S311 - made up
    for _ in range(MUTATIONS // PARTS):
        document = copy.deepcopy(SURVEY if draw.random() < 0.06 else INDEX)
        if draw.choice(MISTAKES)(document, draw) is False:
            continue
        follow(document)


@pytest.mark.parametrize("part", range(PARTS))
def test_remedies_of_mistakes_by_hand_can_be_followed(part: int) -> None:
    draw = random.Random(part)  # noqa: S311 - made up
    for _ in range(MUTATIONS // PARTS // 5):
        document = copy.deepcopy(SURVEY if draw.random() < 0.06 else INDEX)
        made_by_hand(document, draw)
        follow(document)
