"""Names of scans in a layout of one's own, and unknown keys of another format as warnings."""

from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.support.files import write
from tests.support.foreign_collection import survey

from scanpress.checking import check_bytes
from scanpress.checking.check import CheckedFile
from scanpress.checking.collected import collection_problems, grouped
from scanpress.facts import Collection, Layout

ROOT = Path("/repository")
STRICT = Collection(ROOT, ROOT, Layout(("**/*.json",)))
LENIENT = Collection(ROOT, ROOT, Layout(("papers/*/scan.json",)), unknown_keys="warn")
PATH = "papers/a/scan.json"


def check(document: dict[str, Any], path: str = PATH, collection: Collection | None = LENIENT) -> CheckedFile:
    return check_bytes(path, orjson.dumps(document), today=date(2026, 7, 1), collection=collection)


def problems(file: CheckedFile) -> list[tuple[str, str]]:
    return [(problem.name, problem.pointer) for problem in file.problems]


GOOD = ["Papers/A Paper (2024)/Scan_1.json", "a.json", "ältere/Änderung 50%.json", "x/=.json", "scans/Old/a.b.json"]


@pytest.mark.parametrize("path", GOOD)
def test_names_of_others_are_accepted(path: str) -> None:
    assert check(survey(3, "A Paper", 2024), path, STRICT).accepted


BAD = {
    "papers/con/scan.json": "Windows reserves the name con",
    "papers/NUL.2024/scan.json": "Windows reserves the name NUL",
    "papers/a:b/scan.json": "a name with the character ':'",
    "papers/a./scan.json": "ends with a dot or a space",
    "papers/a /scan.json": "ends with a dot or a space",
    "papers/a\nb/scan.json": "a name with the character '\\n'",
    "papers/~2/scan.json": "the site has a page of its own at the name ~2",
    "papers/index.html/scan.json": "the site has a page of its own at the name index.html",
    "Venues/acl.json": "the site has pages of its own at /venues",
    "robots.txt/a.json": "the site has pages of its own at /robots.txt",
    "scans/page-2.json": "the site has a page of its own at /scans/page-2",
}


@pytest.mark.parametrize("path", BAD)
def test_names_that_a_site_cannot_have_are_errors(path: str) -> None:
    file = check(survey(3, "A Paper", 2024), path, STRICT)

    assert [problem.name for problem in file.problems] == ["bad-name"]
    assert BAD[path] in file.problems[0].message
    assert not file.accepted


def test_files_that_no_pattern_matches_may_have_any_name() -> None:
    assert problems(check(survey(3, "A Paper", 2024), "elsewhere/con.json")) == []


def test_names_that_differ_only_in_case_or_unicode_are_errors(tmp_path: Path) -> None:
    for name in ("A", "B"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "scan.json").touch()
    collection = Collection(tmp_path, tmp_path, Layout(("*/scan.json",)))
    paths = ["A/scan.json", "B/scan.json", "a/scan.json", "\u00e9/scan.json", "e\u0301/scan.json"]

    found = collection_problems(paths, collection)

    assert [(problem.file, problem.severity) for problem in found] == [
        ("a/scan.json", "error"),
        ("e\u0301/scan.json", "error"),
    ]


def test_unknown_keys_are_one_warning() -> None:
    scan = survey(3, "A Paper", 2024)
    scan |= {"hn_data": {"points": 1}, "paper_type": "empirical", "triage": None}
    scan["paper"]["citations"] = 12
    for answer in scan["checklist"]["artifacts"].values():
        answer["source"] = "a model"

    (problem,) = check(scan).problems

    assert (problem.name, problem.severity) == ("foreign-key", "warning")
    assert "keys: " in problem.message
    for key in ("hn_data", "paper_type", "triage", "citations", "source"):
        assert f'"{key}"' in problem.message
    assert {name for name, _ in problems(check(scan, collection=None))} >= {"unknown-key"}


WRONG: dict[str, dict[str, Any]] = {
    "misspelt": {"titel": "A Paper", "authors": ["Ada Byron"], "year": 2024},
    "missing": {"authors": ["Ada Byron"], "year": 2024},
    "type": {"title": "A Paper", "authors": "Ada Byron", "year": 2024},
    "value": {"title": "A Paper", "authors": ["Ada Byron"], "year": 1200},
    "identifier": {"title": "A Paper", "authors": ["Ada Byron"], "year": 2024, "doi": "11/x"},
}


@pytest.mark.parametrize("paper", WRONG)
def test_nothing_else_gets_laxer(paper: str) -> None:
    scan = survey(3, "A Paper", 2024) | {"paper": WRONG[paper]}

    assert problems(check(scan)) == problems(check(scan, collection=None))
    assert not check(scan).accepted
    with_more = check(scan | {"hn_data": {}})
    assert set(problems(with_more)) == {*problems(check(scan)), ("foreign-key", "/hn_data")}


@pytest.mark.parametrize("key", ["same_as", "not_same_as"])
def test_a_scan_names_another_one_by_its_path_in_any_layout(key: str) -> None:
    scan = survey(3, "A Paper", 2024)
    scan["paper"][key] = ["papers/Über uns (2024)/scan.json", "scans/acl-2024/a-paper.json", "10.1000/182"]
    assert problems(check(scan)) == []

    scan["paper"][key] = ["papers/a-paper/"]
    assert problems(check(scan)) == [("wrong-value", f"/paper/{key}/0")]


def test_copies_of_scans_in_a_built_site_are_not_scans(tmp_path: Path) -> None:
    write(tmp_path / "pelicanconf.py", 'SCAN_FILES = ["**/scan.json"]\nOUTPUT_PATH = "public/site"\n')
    for folder in ("papers/a", "public/site/papers/a", "preview/papers/a", "public/b"):
        write(tmp_path / folder / "scan.json", "{}")
    collection = Collection.find(tmp_path)

    found = {Path(entry.path).parent.relative_to(tmp_path).as_posix() for entry in collection.layout.entries(tmp_path)}

    assert found == {"papers/a", "public/b"}
    assert not collection.layout.matches("public/site/papers/a/scan.json")


def test_a_required_key_in_the_wrong_object_is_still_an_error() -> None:
    scan = survey(3, "A Paper", 2024)
    scan["title"] = scan["paper"].pop("title")

    assert problems(check(scan)) == [("misplaced-key", "/title")]


def test_empty_identifiers_and_any_order_of_keys_are_accepted() -> None:
    scan = survey(2, "A Paper", 2024)
    scan["paper"] |= {"doi": "", "arxiv_id": None, "venue": "arXiv preprint"}

    assert problems(check(dict(reversed(scan.items())))) == []


def test_the_same_unknown_keys_of_many_files_are_one_problem() -> None:
    files = [
        check(survey(3, f"Paper {number}", 2024) | {"hn_data": {}}, f"papers/p{number}/scan.json")
        for number in range(3)
    ]
    other = check(survey(3, "Other", 2024) | {"triage": {}}, "papers/x/scan.json")

    found = list(grouped(problem for file in (*files, other) for problem in file.problems))

    assert [problem.message for problem in found] == [
        'the schema has no key "hn_data"; and in 2 more files',
        'the schema has no key "triage"',
    ]
