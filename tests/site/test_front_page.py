"""The front page: a field to find papers, figures that lead on, and scans to begin with."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.support.browsing import Open
from tests.support.files import write_json
from tests.support.sites import Site, build

FIND = "Find a title, author, venue, year, DOI or arXiv id"


@pytest.mark.browser
@pytest.mark.parametrize("press", ["Enter", "Find"])
def test_its_field_leads_to_what_the_list_finds(visit: Open, press: str) -> None:
    page = visit("")
    page.get_by_role("search").get_by_label(FIND).fill("ILHARCO 2023")
    if press == "Enter":
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/scans/#find=ILHARCO%202023")
    expect(page.get_by_role("status")).to_have_text("1 of 5 scans")
    assert page.get_by_label(FIND).input_value() == "ILHARCO 2023"


@pytest.mark.browser
def test_whatever_is_asked_arrives_as_it_was_written(visit: Open) -> None:
    page = visit("")
    page.get_by_label(FIND).fill(" <b>C++ & 100% #1? ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scans/#find=*")
    expect(page.get_by_role("status")).to_have_text("0 of 5 scans")
    assert page.get_by_label(FIND).input_value() == "<b>C++ & 100% #1?"


@pytest.mark.browser
def test_an_empty_field_leads_to_the_list(visit: Open) -> None:
    page = visit("")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/scans/")
    assert page.locator("table.scans tbody tr").count() == 5


@pytest.mark.browser
def test_without_script_there_is_a_link_in_place_of_the_field(visit: Open) -> None:
    page = visit("", java_script_enabled=False)
    assert page.locator("input").count() == 0
    page.get_by_role("link", name="Browse all scans").click()
    page.wait_for_url("**/scans/")


@pytest.mark.parametrize("path", ["index.html", "scans/index.html"])
def test_the_number_of_scans_by_an_instrument_leads_to_its_questions(site: Site, path: str) -> None:
    found = dict(re.findall(r'<dt><a href="([^"]+)">with the [^<]+</a></dt><dd>(\d+)</dd>', site.page(path)))
    root = "./" if path == "index.html" else "../"
    assert found == {f"{root}instruments/reproducibility/1/": "4", f"{root}instruments/survey/3/": "1"}


def test_scans_to_begin_with_are_the_last_answered_then_those_of_the_latest_papers(project: Path) -> None:
    for path, date in (("iclr-2022/sequential-reptile", "2025-01-01"), ("iclr-2023/task-arithmetic", "2026-01-01")):
        file = project / "scans" / f"{path}.json"
        scan = json.loads(file.read_bytes())
        write_json(file, {**scan, "rater": {**scan["rater"], "date": date}})
    page = build(project).page("index.html")
    shown = page[page.index("<h2>Latest scans</h2>") :]
    assert "Newest first. Scans without a date follow, newest papers first." in shown
    assert re.findall(r'<a href="\./scans/([^"]+)/">', shown) == [
        "iclr-2023/task-arithmetic",
        "iclr-2022/sequential-reptile",
        "iclr-2025/language-imbalance-driven-rewarding",
        "iclr-2024/sequencematch",
        "acl-2024/cross-lingual-alignment",
    ]
