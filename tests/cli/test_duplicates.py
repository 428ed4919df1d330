"""A second scan of a paper by one rater is found wherever the first lies, and told at the line that names the paper."""

import json
from pathlib import Path
from typing import Any

import pytest

from scanpress.cli import main

REAL = Path(__file__).parents[2] / "scans" / "iclr-2023" / "task-arithmetic.json"
TITLE = "Editing models with task arithmetic"
DOI, ARXIV = "10.1000/abc", "2212.04089"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder for scans, and go there."""
    (tmp_path / "scans" / "a").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, **paper: object) -> None:
    """Write a scan whose paper says this and nothing else of itself, a line a key."""
    document: dict[str, Any] = json.loads(REAL.read_text(encoding="utf-8"))
    said = {"title": TITLE, "authors": ["A"], "year": 2023, **paper}
    document["paper"] = {key: value for key, value in said.items() if value is not None}
    Path(name).write_text(json.dumps(document, indent=2, ensure_ascii=False), encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    """Check, and give the problems."""
    capsys.readouterr()
    main(["check", "--format", "json", *words])
    problems: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["problems"]
    return problems


SAME = {
    "doi": ({"doi": DOI, "title": "One"}, {"doi": DOI.upper(), "title": "Other"}, "/paper/doi"),
    "arxiv id": ({"arxiv_id": ARXIV, "title": "One"}, {"arxiv_id": ARXIV, "title": "Other"}, "/paper/arxiv_id"),
    "arxiv id as doi": (
        {"arxiv_id": ARXIV, "title": "One"},
        {"doi": f"10.48550/arXiv.{ARXIV}", "arxiv_id": "", "title": "Other"},
        "/paper/doi",
    ),
    "title beside a doi that the other has not": ({}, {"doi": DOI, "title": TITLE.upper()}, "/paper/title"),
    "brace in the title": ({"title": "Of } and {"}, {"title": "Of {} and"}, "/paper/title"),
    "title behind an object": (
        {"title": None, "x-a": {"b": 1}} | {"title": TITLE},
        {"x-a": {"paper": {}}},
        "/paper/title",
    ),
}


@pytest.mark.parametrize(("one", "other", "pointer"), SAME.values(), ids=SAME)
def test_it_is_told_where_the_file_says_which_paper_it_is(
    one: dict[str, Any], other: dict[str, Any], pointer: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/first.json", **one)
    put("scans/a/second.json", **other)

    (problem,) = told(capsys)
    assert (problem["file"], problem["name"], problem["pointer"]) == ("scans/a/second.json", "duplicate-scan", pointer)
    key = pointer.rpartition("/")[2]
    value = json.dumps(other.get(key, TITLE))
    line = (repository / problem["file"]).read_text(encoding="utf-8").split("\n")[problem["line"] - 1]
    assert line[problem["column"] - 1 : problem["end_column"] - 1] == value
    assert problem["message"].startswith("scans/a/first.json:")


def test_the_frame_shows_the_name_and_the_message_leads_to_the_other_file(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/first.json", doi=DOI)
    put("scans/a/second.json", doi=DOI)

    assert main(["check"]) == 1
    assert capsys.readouterr().out.split("\n")[:4] == [
        "scans/a/second.json:10:12  error  SCN030 duplicate-scan  /paper/doi",
        '   10 |     "doi": "10.1000/abc"',
        '      |            ^^^^^^^^^^^^^ keep one, or mark the older one: "status": { "state": "superseded" }',
        "      scans/a/first.json:10 is a scan of the same paper with the same instrument by the same rater",
    ]
    assert repository.is_dir()


PLACES = {
    "text": "scans/a/second.json:10:12  error",
    "json": '"line": 10,\n      "column": 12,',
    "github": "file=scans/a/second.json,line=10,endLine=10,col=12,endColumn=24,",
    "sarif": '"startLine": 10,\n                  "startColumn": 12,',
    "junit": "scans/a/second.json:10:12: error SCN030",
}


@pytest.mark.parametrize(("form", "place"), PLACES.items(), ids=PLACES)
def test_every_format_tells_the_place(
    form: str, place: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/first.json", doi=DOI)
    put("scans/a/second.json", doi=DOI)

    assert main(["check", "--format", form]) == 1
    assert place in capsys.readouterr().out
    assert repository.is_dir()


def test_raters_without_a_name_are_asked_for_it(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("first", "second"):
        put(f"scans/a/{name}.json")
        path = repository / f"scans/a/{name}.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        del document["rater"]
        path.write_text(json.dumps(document), encoding="utf-8")

    (problem,) = told(capsys)
    assert problem["remedy"].startswith('say in "rater" who answered, keep one, or mark')
