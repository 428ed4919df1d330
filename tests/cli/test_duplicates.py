"""A second scan of a paper by the same rater is found, and reported at the line that names the paper."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY_FILE as REAL

from scanpress.cli import main

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
    for answer in document["variables"].values():
        answer["response"] += f" ({name})"
    write_json(Path(name), document)


def reported(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
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
    "title beside a doi that the other has not": ({}, {"doi": DOI, "title": TITLE.title()}, "/paper/title"),
    "brace in the title": ({"title": "Of } and {"}, {"title": "Of {} and"}, "/paper/title"),
    "title behind an object": (
        {"title": None, "x-a": {"b": 1}} | {"title": TITLE},
        {"x-a": {"paper": {}}},
        "/paper/title",
    ),
}


@pytest.mark.parametrize(("one", "other", "pointer"), SAME.values(), ids=SAME)
def test_it_is_reported_where_the_file_says_which_paper_it_is(
    one: dict[str, Any], other: dict[str, Any], pointer: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/first.json", **one)
    put("scans/a/second.json", **other)

    (problem,) = reported(capsys)
    assert (problem["file"], problem["name"], problem["pointer"]) == ("scans/a/second.json", "duplicate-scan", pointer)
    key = pointer.rpartition("/")[2]
    value = json.dumps(other.get(key, TITLE))
    line = (repository / problem["file"]).read_text(encoding="utf-8").split("\n")[problem["line"] - 1]
    assert line[problem["column"] - 1 : problem["end_column"] - 1] == value
    assert problem["message"].startswith("scans/a/first.json:")


@pytest.mark.usefixtures("repository")
def test_the_frame_shows_the_name_and_the_message_leads_to_the_other_file(capsys: pytest.CaptureFixture[str]) -> None:
    put("scans/a/first.json", doi=DOI)
    put("scans/a/second.json", doi=DOI)

    status = '{ "state": "superseded", "note": "Replaced by scans/a/second.json" }'
    assert main(["check"]) == 1
    assert capsys.readouterr().out.split("\n")[:4] == [
        "scans/a/second.json:10:12  error  SCN030 duplicate-scan  /paper/doi",
        '   10 |     "doi": "10.1000/abc"',
        "      |            ^^^^^^^^^^^^^ remove one if both are the same; "
        'if scans/a/first.json is the older one, write in it: "status": ' + status + "; "
        "if this is the older one, write that here, with scans/a/first.json in the note",
        "      scans/a/first.json:10 is a scan of the same paper with the same instrument by the same rater",
    ]


PLACES = {
    "text": "scans/a/second.json:10:12  error",
    "json": '"line": 10,\n      "column": 12,',
    "github": "file=scans/a/second.json,line=10,endLine=10,col=12,endColumn=24,",
    "sarif": '"startLine": 10,\n                  "startColumn": 12,',
    "junit": "scans/a/second.json:10:12: error SCN030",
}


@pytest.mark.parametrize(("form", "place"), PLACES.items(), ids=PLACES)
def test_every_format_reports_the_place(
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

    (problem,) = reported(capsys)
    assert problem["remedy"].startswith('name the rater in "rater"; or remove one if both are the same; if scans/')


NAMED = [["scans/b/new.json"], ["scans/b"], ["scans/b/new.json", "--jobs", "2"]]


@pytest.mark.parametrize("words", NAMED, ids=" ".join)
def test_a_named_file_is_compared_with_those_that_are_not_named(
    words: list[str], repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "scans" / "b").mkdir()
    put("scans/a/old.json", doi=DOI)
    put("scans/a/older.json", doi=DOI)
    put("scans/b/new.json", doi=DOI)

    # It is not reported that the files that were not named duplicate each other: nobody asked for it.
    (problem,) = reported(capsys, *words)
    assert (problem["file"], problem["line"]) == ("scans/b/new.json", 10)
    assert problem["message"].startswith("scans/a/old.json:10 is a scan of the same paper")


@pytest.mark.parametrize("folder", ["", "whole path"])
def test_a_file_from_an_editor_is_compared_as_it_comes_in(
    folder: str, repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("scans/a/old.json", doi=DOI)
    put("scans/a/new.json", doi="10.1000/other", title="Another")
    saved = (repository / "scans/a/new.json").read_text(encoding="utf-8")
    typed = "\n" + saved.replace("10.1000/other", DOI)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))

    name = "scans/a/new.json"
    (problem,) = reported(capsys, "--stdin", "--name", str(repository / name) if folder else name)
    assert (problem["file"], problem["line"], problem["pointer"]) == ("scans/a/new.json", 11, "/paper/doi")
    assert reported(capsys, "scans/a/new.json") == []


def hidden(paper: dict[str, Any]) -> dict[str, str]:
    """Write a scan of a paper in ways that a quick look at the bytes could miss."""
    document = {**json.loads(REAL.read_text(encoding="utf-8")), "paper": paper}
    plain = json.dumps(document)
    return {
        "the paper last": json.dumps({key: document[key] for key in sorted(document, key="paper".__eq__)}),
        "far behind the beginning": json.dumps({"x-note": "long " * 2_000, **document}),
        "another paper before": json.dumps({"x-old": {"paper": {"doi": "10.1000/other"}}, **document}),
        "the word before": json.dumps({"x-kind": "paper", "x-more": {"a": "}"}, **document}),
        "braces in the title": json.dumps({**document, "paper": {"x-a": {"b": {}}, **paper, "venue": "A } B {"}}),
        "an escaped key": plain.replace('"paper"', '"p\\u0061per"'),
        "escaped values": plain.replace(DOI, "10.1000\\/\\u0061bc"),
        "other letters": plain.replace(DOI, DOI.upper()),
        "other order": json.dumps({**document, "paper": dict(reversed(paper.items()))}),
    }


PAPER = {"title": "One", "authors": ["A"], "year": 2023, "doi": DOI}


@pytest.mark.parametrize("text", hidden(PAPER).values(), ids=hidden(PAPER))
def test_it_is_found_however_the_other_file_is_written(
    text: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "scans/a/old.json").write_text(text, encoding="utf-8")
    put("scans/a/new.json", doi=DOI)

    assert [problem["file"] for problem in reported(capsys, "scans/a/new.json")] == ["scans/a/new.json"]


APART = {
    "another paper": {"doi": "10.1000/other", "title": "Another"},
    "the same title and another doi": {"doi": "10.1000/other"},
    "the same title in another year": {"year": 2022, "doi": None},
}


@pytest.mark.parametrize("paper", APART.values(), ids=APART)
def test_other_papers_are_not_duplicates(
    paper: dict[str, Any], repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/old.json", doi=DOI)
    put("scans/a/new.json", **paper)

    assert reported(capsys, "scans/a/new.json") == reported(capsys) == []
    assert repository.is_dir()


def test_a_title_is_not_enough_where_a_third_scan_shows_that_the_ids_differ(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A partial check sees the third scan too, which shares nothing with the named one itself."""
    put("scans/a/one.json", doi=DOI)
    put("scans/a/third.json", doi=DOI, arxiv_id=ARXIV, title="A third title")
    put("scans/a/new.json", arxiv_id="2101.00001")

    assert [problem["file"] for problem in reported(capsys)] == ["scans/a/third.json"]
    assert reported(capsys, "scans/a/new.json") == []
    assert repository.is_dir()


UNFIT = ["{", "[]", '{"paper": 1}', '{"paper": {"year": "x", "title": {}}}', '{"paper": {"year": 1e308, "doi": 1}}']


@pytest.mark.parametrize("text", UNFIT)
def test_files_that_are_not_scans_are_ignored(text: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "scans/a/broken.json").write_text(text, encoding="utf-8")
    (repository / "scans/a/link.json").symlink_to("nowhere.json")
    os.mkfifo(repository / "scans/a/pipe.json")
    put("scans/a/new.json", doi=DOI)

    assert reported(capsys, "scans/a/new.json") == []


def test_a_copy_outside_the_folder_of_scans_is_no_second_scan(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/one.json", doi=DOI)
    put("copy.json", doi=DOI)

    assert reported(capsys, "copy.json") == []
    assert repository.is_dir()


def test_withdrawn_scans_and_those_with_errors_do_not_count(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/old.json", doi=DOI)
    path = repository / "scans/a/old.json"
    scan = json.loads(path.read_text(encoding="utf-8"))
    put("scans/a/new.json", doi=DOI)
    status = {"state": "superseded", "date": "2025-01-01", "note": "Replaced by scans/a/new.json"}
    for change in ({"status": status}, {"unknown": 1}):
        path.write_text(json.dumps({**scan, **change}), encoding="utf-8")

        assert reported(capsys, "scans/a/new.json") == []


def test_papers_of_one_title_at_two_venues_are_a_warning_until_somebody_settles_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/old.json", venue="NeurIPS")
    put("scans/a/new.json", venue="ICML")

    for words in ([], ["scans/a/old.json"]):
        (problem,) = reported(capsys, *words)
        found = problem["file"], problem["name"], problem["severity"]
        assert found == ("scans/a/old.json", "similar-paper", "warning")
        assert "scans/a/new.json" in problem["message"]
    put("scans/a/old.json", venue="NeurIPS", not_same_as=["scans/a/new.json"])
    assert reported(capsys) == []
    put("scans/a/old.json", venue="NeurIPS", same_as=["scans/a/new.json"])
    assert [problem["name"] for problem in reported(capsys)] == ["duplicate-scan"]
    put("scans/a/old.json", venue="NeurIPS", authors=["Z"])
    assert reported(capsys) == []
    for year, name in ((2022, "old"), (2023, "new")):
        put(f"scans/a/{name}.json", venue="ICML", year=year, authors=["Ada Byron", "Bo Li"])
    assert [problem["name"] for problem in reported(capsys)] == ["similar-paper"]
    assert repository.is_dir()


@pytest.mark.parametrize("words", [[], ["scans/a/b.json"]], ids=["all", "one"])
def test_a_scan_with_the_reasons_of_another_paper_is_a_copy(
    words: list[str], repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("scans/a/a.json", doi="10.1000/1", title="One")
    document = json.loads((repository / "scans/a/a.json").read_text(encoding="utf-8"))
    document["paper"] |= {"doi": "10.1000/2", "title": "Other"}
    document["variables"]["pseudocode"]["response"] = "Algorithm 7"
    answer = document["variables"]["open_datasets"]
    answer["response"] = answer["response"].upper()
    write_json(Path("scans/a/b.json"), document)
    put("scans/a/c.json", doi="10.1000/3", title="Third")

    (problem,) = reported(capsys, *words)
    assert (problem["file"], problem["name"], problem["severity"]) == ("scans/a/b.json", "copied-scan", "warning")
    assert problem["message"].startswith("8 of 9 reasons are word for word those of scans/a/a.json")
