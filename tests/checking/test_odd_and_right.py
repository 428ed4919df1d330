"""Scans that look odd and are right: each is accepted without an error or a warning."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import ROOT

from scanpress.checking import check_bytes

RECORD: dict[str, Any] = json.loads((ROOT / "scans/iclr-2024/sequencematch.json").read_bytes())
REASONS: dict[str, tuple[str, str]] = {
    "a quotation of a refusal": (
        "open_datasets",
        "Prompts end with \"I'm sorry, but I can't assist.\"; AdvBench is public.",
    ),
    "a set": ("pseudocode", "Let X be a set; Algorithm 2 is in Appendix B."),
    "names like okay": ("open_datasets", "OK-VQA and OkayCupid are public benchmarks."),
    "tokens": (
        "experiment_setup",
        "We add <|endoftext|> and <unk>; pieces are such as ##ing, and \u2581 marks a space.",
    ),
    "an answer inside": ("open_datasets", 'NQ is public; a pair is 0 if the answer is "No".'),
    "a question inside": (
        "pseudocode",
        "Does the paper contain pseudocode? Appendix B is called Algorithms, and has two.",
    ),
    "a line break of LaTeX": (
        "experiment_setup",
        "\\begin{aligned} a &= 1 \\\\ \\alpha &= 2 \\end{aligned} is the grid.",
    ),
    "a path": ("experiment_setup", "The files are in C:\\\\data\\\\alpha, as Appendix C says."),
    "number signs": ("open_datasets", "Issue #12 and ## Data of the README name the files; #GPUs is 4."),
    "a node": ("hardware_specification", "The cluster node u0312 with 8 A100."),
    "an abstract": ("pseudocode", "Only the abstract is in English; Algorithm 1 is on page 4."),
    "thanks in a quotation": ("pseudocode", '"Thank you for your interest!" begins the README; Algorithm 1 is there.'),
    "an object inside": ("experiment_setup", 'The file has {"lr": 1e-4, "batch_size": 32}, as in Appendix C.'),
    "an address of examples": (
        "open_datasets",
        "https://example.com/page is one of the web pages of the data; C4 is public.",
    ),
    "letters of Malta": ("open_datasets", "Korpus Malti and \u0120abra are public."),
    "another language": ("pseudocode", "\u89c1\u7b97\u6cd51\u3002"),
}
PAPERS: dict[str, dict[str, Any]] = {
    "one name": {"authors": ["Suphx", "Vikram"]},
    "a group": {"authors": ["DeepSeek-AI"]},
    "names of Malta": {"authors": ["\u0120or\u0121 Borg", "Albert Gatt"]},
    "no letters of Latin": {
        "authors": ["\u738b\u4f1f", "\u674e\u5a1c"],
        "title": "\u5e8f\u5217\u5339\u914d\u4e0e\u56de\u6eaf",
    },
    "a short title": {"title": "Yes We Can?"},
    "a DOI of a catalogue": {"doi": "10.5555/3295222.3295349"},
    "an earlier preprint": {"arxiv_id": "2306.05426"},
    "an id before 2007": {"arxiv_id": "cs/0112017", "year": 2001, "venue": None},
    "an id of this month": {"arxiv_id": "2611.05426", "year": 2026},
}
REST: dict[str, dict[str, Any]] = {
    "keys of a program": {"x-usage": {"tokens": 3}, "x-reasoning": "Let me think."},
    "the author as the rater": {"rater": {"kind": "person", "name": "Chris Cundy", "date": "2026-11-20"}},
    "a model with a sign": {"rater": {"kind": "model", "name": "Yi-1.5 \U0001f916 34B", "date": "2026-11-29"}},
    "a reply that begins with no": {
        "reply": {"text": "No, reply 4 is wrong: the code is linked.", "name": "Chris Cundy"}
    },
}


def problems(document: dict[str, Any], path: str = "scans/x-2024/a.json") -> list[str]:
    checked = check_bytes(path, json.dumps(document, ensure_ascii=False).encode(), today=date(2026, 11, 29))
    return [f"{problem.name}: {problem.message}" for problem in checked.problems]


@pytest.mark.parametrize("name", REASONS)
def test_a_reason_that_looks_odd_is_accepted(name: str) -> None:
    question, reason = REASONS[name]
    document = copy.deepcopy(RECORD)
    document["variables"][question] = {"result": "Yes", "response": reason}

    assert problems(document) == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_looks_odd_is_accepted(name: str) -> None:
    assert problems({**RECORD, "paper": RECORD["paper"] | PAPERS[name]}) == []


@pytest.mark.parametrize("name", REST)
def test_what_is_beside_the_answers_may_look_odd(name: str) -> None:
    assert problems({**RECORD, **REST[name]}) == []


@pytest.mark.parametrize("name", ["results-may-vary.json", "output-space-search.json", "2306.05426v3.json"])
def test_a_name_may_begin_as_that_of_any_answer(name: str) -> None:
    assert problems(RECORD, f"scans/x-2024/{name}") == []
