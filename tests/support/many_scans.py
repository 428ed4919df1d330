"""500 made-up scans, for figures over many: two instruments, several venues, years, raters and states."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY, ROOT, SURVEY_FILE

from scanpress.instruments import with_key

VENUES = ("ICLR", "NeurIPS", "Workshop on Insights")
"""The last one is not in the file of venues."""
YEARS = range(2018, 2023)
PIPELINE, PERSON = "A pipeline", "Ada Byron"
RUN = "batch-1"
"""The run in which the pipeline answered about the papers of the last year."""
_SURVEY, _INDEX = (json.loads(path.read_bytes()) for path in (SURVEY_FILE, ROOT / f"{REPRODUCIBILITY}.json"))
_SURVEYS, _INDEXED = 100, 350


def write_many_scans(root: Path) -> dict[str, Any]:
    """Write the scans below `root`, the same at every call, and return the documents by their paths."""
    documents = dict(_scans())
    for path, document in documents.items():
        write_json(root / path, document)
    prompt = "Answer about this paper:\n{paper}\n<questions>"
    write_json(root / f"scans/runs/{RUN}.json", {"model": PIPELINE, "settings": {"temperature": 0}, "prompt": prompt})
    return documents


def _scans() -> Iterator[tuple[str, dict[str, Any]]]:
    for number in range(_SURVEYS + _INDEXED):
        draw = random.Random(number)  # noqa: S311 - made up
        venue, year = VENUES[0 if draw.random() < 0.6 else draw.randrange(1, 3)], YEARS[draw.randrange(len(YEARS))]
        folder = f"scans/{venue.lower().replace(' ', '-')}-{year}"
        scan = _survey(draw) if number < _SURVEYS else _indexed(draw, year)
        scan["paper"] = {
            "title": f"{draw.choice(('Learning', 'Parsing', 'Proving'))} made-up things, part {number}",
            "authors": [f"Author {number}", "Grace Hopper"],
            "year": year,
            "venue": venue,
            "arxiv_id": f"{year % 100}01.{number + 1:05}",
        }
        scan["rater"] = {"kind": "model", "name": PIPELINE, "date": f"{year + 1}-0{1 + number % 9}-11"}
        if year == YEARS[-1]:
            scan["rater"]["run"] = RUN
        scan |= _state(number)
        yield f"{folder}/paper-{number:03}.json", scan
        if number % 9 == 0:
            yield f"{folder}/paper-{number:03}-again.json", _answered_again(scan, draw)


def _survey(draw: random.Random) -> dict[str, Any]:
    scan: dict[str, Any] = json.loads(json.dumps(_SURVEY))
    for category in scan["checklist"].values():
        for answer in category.values():
            applies = draw.random() < 0.8
            answer |= {"applies": applies, "answer": applies and draw.random() < 0.4}
    return scan


def _indexed(draw: random.Random, year: int) -> dict[str, Any]:
    scan: dict[str, Any] = json.loads(json.dumps(_INDEX))
    for question in with_key("reproducibility-1").questions:
        met = 0.2 + (year - YEARS[0]) * 0.12
        weights = [met, 1 - met] if "Yes" in question.results else [3, *[1] * (len(question.results) - 1)]
        scan["variables"][question.id]["result"] = draw.choices(question.results, weights)[0]
    return scan


def _state(number: int) -> dict[str, Any]:
    if number % 50 == 0:
        note = {"note": f"Superseded by a longer version of paper {number}.", "by": "The editors"}
        return {"status": {"state": "withdrawn", "date": f"2024-02-{1 + number // 50:02}", **note}}
    if number % 50 == 1:
        status = {"state": "contested", "note": "The authors object to one answer.", "date": "2023-05-06"}
        reply = {"text": "The code is in the supplement.\n\nWe also added a link.", "name": f"Author {number}"}
        return {"status": status, "reply": {**reply, "date": f"2023-06-{1 + number // 50:02}"}}
    return {}


def _answered_again(scan: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """Return the scan of another rater, a person, who gives other answers to some questions."""
    other: dict[str, Any] = json.loads(json.dumps(scan))
    other["rater"] = {"kind": "person", "name": PERSON, "date": "2024-03-04"}
    for answers in other.get("checklist", {"": other.get("variables")}).values():
        for answer in answers.values():
            if draw.random() < 0.85:
                continue
            if answer.get("result") in {"Yes", "No"}:
                answer["result"] = "No" if answer["result"] == "Yes" else "Yes"
            elif answer.get("applies"):
                answer["answer"] = not answer["answer"]
    return other
