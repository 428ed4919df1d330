"""What pages show of those who looked again: the verdicts of a second rater, and quotations that were compared."""

import json
import re
from pathlib import Path

import pytest
from tests.support.files import contents, write_json
from tests.support.paths import SURVEY_FILE
from tests.support.sites import Site, build, copy_project

from scanpress.cli import main

SURVEY = "scans/acl-2024/cross-lingual-alignment"
RECORD = "scans/iclr-2022/sequential-reptile"
YES, NO = {"applies": True, "answer": True}, {"applies": True, "answer": False}


def calibration(*differing: str, note: str) -> dict[str, object]:
    """Return a second rater's file, in which all answers but those named are the same."""
    checklist = json.loads(SURVEY_FILE.read_bytes())["checklist"]
    entries = []
    for name in differing:
        category, _, question = name.partition(".")
        given = {key: checklist[category][question][key] for key in ("applies", "answer")}
        entries.append({"question": name, "first": given, "second": NO if given == YES else YES, "explanation": note})
    return {
        "model": "Second <model>",
        "calibration_date": "2026-02-03",
        "total_questions": 50,
        "disagreements": entries,
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a site whose survey has a second rater and whose record was compared with the paper's text."""
    folder = copy_project(tmp_path_factory.mktemp("second-look"))
    record = folder / f"{RECORD}.json"
    reasons = [answer["response"] for answer in json.loads(record.read_bytes())["variables"].values()]
    (folder / "texts").mkdir()
    (folder / "texts" / "sequential-reptile.txt").write_text(" ".join(reasons[:-1]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["check", "--against", "texts", "--write"]) == 0
    found = calibration("artifacts.code_released", "artifacts.data_released", note="See <b>p. 3</b>.")
    write_json(folder / f"{SURVEY}.calibration.json", found)
    write_json(folder / "scans/acl-2024/unknown.calibration.json", {"model": "b"})
    # A warning of the check is printed and does not stop the build.
    return build(folder)


def test_a_survey_shows_how_often_a_second_rater_agrees_and_each_verdict(site: Site) -> None:
    page = site.page(f"{SURVEY}/index.html")

    assert "Second &lt;model&gt;, 2026-02-03, agrees in 48 of 50 questions." in page
    assert '<a href="#code_released">' in page
    assert "See &lt;b&gt;p. 3&lt;/b&gt;." in page
    seen = re.findall(r"<small title=\"[^\"]*\">second rater: ([^<]*)</small>", page)
    assert len(seen) == 51  # the modules are not among the questions that the second rater counts
    assert "SCN069" in site.said
    assert "there is no scan that it is about" in site.said


def test_a_record_shows_which_quotations_were_found(site: Site) -> None:
    page = site.page(f"{RECORD}/index.html")

    assert page.count(">quotation found in the text of the paper</small>") == 7
    assert page.count(">quotation not found in the text of the paper</small>") == 1
    assert "second rater" not in site.page(f"{RECORD}/index.html")


def test_a_calibration_is_not_published_as_a_scan(site: Site) -> None:
    assert not [path for path in site.addresses() if path.startswith("scans/") and "calibration" in path]


def test_builds_after_a_change_of_a_calibration_are_as_clean_ones(site: Site, tmp_path: Path) -> None:
    file = site.folder / f"{SURVEY}.calibration.json"
    write_json(file, calibration("artifacts.code_released", note="Another one."))
    build(site.folder)
    assert "agrees in 49 of 50 questions" in site.page(f"{SURVEY}/index.html")
    file.unlink()
    build(site.folder)
    after = contents(site.output)

    clean = copy_project(tmp_path / "clean")
    (clean / f"{RECORD}.json").write_bytes((site.folder / f"{RECORD}.json").read_bytes())
    write_json(clean / "scans/acl-2024/unknown.calibration.json", {"model": "b"})
    assert contents(build(clean).output) == after
