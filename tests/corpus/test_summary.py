"""A summary says what the scan's own page says, without the scan having been read for it."""

import json
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import ROOT

from scanpress.corpus import SIGNS, Paper, Scan, Summary, keys_of, load_corpus
from scanpress.corpus.answer import letter_of
from scanpress.corpus.record import CheckTask, examine
from scanpress.facts import Collection

SCANS = ROOT / "scans"
SURVEY = "acl-2024/cross-lingual-alignment.json"
INDEX = "iclr-2024/sequencematch.json"


def given(path: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SCANS / path).read_bytes())
    return document


def noted() -> dict[str, Any]:
    """Give a survey with values of any form beside its answers and categories."""
    document = given(SURVEY)
    document["checklist"]["x-note"] = {"applies": True}
    document["checklist"]["artifacts"]["x-note"] = "no answer"
    return document


def asked_more() -> dict[str, Any]:
    """Give a survey with questions of the rater's own in the module that is open for them."""
    document = given(SURVEY)
    answer = {"applies": True, "answer": True, "justification": "Section 2."}
    document["active_modules"].append("survey_methodology")
    document["checklist"]["survey_methodology"] = {"research_type": answer, "search_strategy_stated": answer}
    return document


def complete() -> dict[str, Any]:
    """Give a scan that says all that may be left out, with white space around names."""
    document = given(INDEX)
    document["paper"] |= {
        "title": " A  Title\t",
        "authors": [" A ", "B"],
        "venue": "",
        "doi": "10.48550/arXiv.2306.05426",
        "same_as": ["10.1000/182"],
        "not_same_as": ["scans/a/c.json"],
    }
    document["rater"] = {"kind": "person", "name": "Ada", "date": "2026-01-31"}
    document["status"] = {"state": "contested", "note": "The authors object."}
    document["variables"]["research_type"]["result"] = "Theoretical"
    return document


def sparse() -> dict[str, Any]:
    document = given(INDEX)
    document.pop("rater", None)
    document["paper"] = {key: document["paper"][key] for key in ("title", "authors", "year")}
    return document


DOCUMENTS = {path.relative_to(SCANS).as_posix(): None for path in sorted(SCANS.glob("*/*.json"))}
CHANGED = {
    "with notes": noted,
    "with more questions": asked_more,
    "with every field": complete,
    "with few fields": sparse,
}


@pytest.mark.parametrize("name", [*DOCUMENTS, *CHANGED])
def test_a_summary_says_what_the_scan_says(name: str, tmp_path: Path) -> None:
    document = CHANGED[name]() if name in CHANGED else given(name)
    path = tmp_path / "scans" / "a" / "b.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(document), encoding="utf-8")

    loaded = load_corpus(Collection.at(tmp_path), today=date(2026, 6, 1))
    assert {problem.name for problem in loaded.problems} <= {
        "doubtful-title"
    }  # two spaces are warned of, and shown as one
    (summary,) = loaded.corpus.summaries
    assert _says(summary) == _of(Scan.read("scans/a/b.json", path.read_bytes()))


def _says(summary: Summary) -> dict[str, Any]:
    said = summary._asdict()
    del said["digest"]
    return said


def _of(scan: Scan) -> dict[str, Any]:
    score = [(first.text, first.part, first.whole) for first in scan.scores[:1]] or [("not scored", 0, 0)]
    assert [(scan.first_score.text, scan.first_score.part, scan.first_score.whole)] == score
    flags = scan.document.get("red_flags")
    answers = [answer for section in scan.sections for answer in section.answers]
    signs = {answer.question: SIGNS[answer.verdict] for answer in answers}
    results = {each.question: letter_of(each.question, each.result) for each in answers if each.question.results}
    return {
        "path": scan.path,
        "title": scan.paper.title,
        "authors": scan.paper.authors,
        "year": scan.paper.year,
        "venue": scan.paper.venue,
        "instrument": scan.instrument.key,
        "instrument_label": scan.instrument.label,
        "rater_kind": scan.rater.kind,
        "rater": scan.rater.name,
        "run": scan.rater.run,
        "date": scan.rater.date,
        "status": scan.status.state,
        **dict(zip(("score", "part", "whole"), score[0], strict=True)),
        "scored": scan.is_scored,
        "red_flags": None if flags is None else len(flags),
        "signs": "".join(signs.get(question, " ") for question in scan.instrument.judged),
        "results": "".join(results.get(question, " ") for question in scan.instrument.described),
        "noted": scan.status.date or "" if scan.status.state != "published" else None,
        "linked": (),
        "keys": keys_of(scan.paper),
        "cites": tuple(keys_of(Paper.from_document(cited)) for cited in scan.document.get("cited_papers", ())),
        "same_as": tuple(scan.document["paper"].get("same_as", ())),
        "not_same_as": tuple(scan.document["paper"].get("not_same_as", ())),
        "numbers": (),
    }


def test_a_question_of_the_raters_own_does_not_make_a_survey_theoretical() -> None:
    scan = Scan.read("scans/a/b.json", json.dumps(asked_more()).encode())

    assert scan.tally.asked == 64 + 2
    assert scan.is_scored is None


def test_a_worker_process_hands_back_what_it_found(tmp_path: Path) -> None:
    folder = tmp_path / "scans" / "a"
    folder.mkdir(parents=True)
    (folder / "accepted.json").write_bytes((SCANS / SURVEY).read_bytes())
    (folder / "rejected.json").write_text("{", encoding="utf-8")
    names = ["scans/a/accepted.json", "scans/a/rejected.json"]
    accepted, rejected = records = examine(CheckTask(tmp_path, names, date(2026, 6, 1), frozenset()))

    assert (accepted.problems, rejected.summary) == ((), None)
    assert pickle.loads(pickle.dumps(records)) == records  # noqa: S301 - its own
