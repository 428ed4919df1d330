"""The front page: a field to find papers, figures that lead on, and scans to begin with."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.support.browsing import Open
from tests.support.files import append, write_json
from tests.support.git import commit_all, git
from tests.support.sites import Site, build

FIND = "Find a paper"


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
    expect(page.get_by_role("status")).to_have_text("1 scan")
    assert page.get_by_label(FIND).input_value() == "ILHARCO 2023"


@pytest.mark.browser
def test_whatever_is_asked_arrives_as_it_was_written(visit: Open) -> None:
    page = visit("")
    page.get_by_label(FIND).fill(" <b>C++ & 100% #1? ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scans/#find=*")
    expect(page.get_by_role("status")).to_have_text("0 scans")
    assert page.get_by_label(FIND).input_value() == "<b>C++ & 100% #1?"


@pytest.mark.browser
def test_an_empty_field_leads_to_the_list(visit: Open) -> None:
    page = visit("")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/scans/")
    assert page.locator("table.scans tbody tr").count() == 5


@pytest.mark.browser
def test_without_script_the_field_leads_to_the_list(visit: Open) -> None:
    page = visit("", java_script_enabled=False)
    page.get_by_label(FIND).fill("Ilharco")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scans/?find=Ilharco")
    assert page.locator("table.scans tbody tr").count() == 5


@pytest.mark.browser
def test_what_was_asked_without_script_is_found_with_it(visit: Open) -> None:
    page = visit("scans/?find=Ilharco")
    expect(page.get_by_role("status")).to_have_text("1 scan")


@pytest.mark.parametrize("path", ["index.html", "scans/index.html"])
def test_the_number_of_scans_by_an_instrument_leads_to_its_questions(site: Site, path: str) -> None:
    found = dict(re.findall(r'(\d+ scans?) with the <a href="([^"]+)">', site.page(path)))
    root = "./" if path == "index.html" else "../"
    assert found == {"4 scans": f"{root}instruments/reproducibility/1/", "1 scan": f"{root}instruments/survey/3/"}


def test_three_figures_have_their_denominators_and_lead_on(site: Site) -> None:
    found = re.findall(r'<li><a href="([^"]+)"><b>([^<]+)</b> ([^<]+)</a>', site.page("index.html"))
    assert found == [
        ("./scans/", "5", "scans"),
        (
            "./scans/#type=experimental&amp;yes=open_source_code&amp;yes=open_datasets",
            "50.0\N{NARROW NO-BREAK SPACE}%",
            "of experimental papers share code and data (2 of 4)",
        ),
        ("./methodology/#documentation-score", "4 of 7", "median Documentation score of 4 scans"),
    ]


@pytest.mark.browser
def test_the_share_leads_to_the_papers_that_it_counts(visit: Open) -> None:
    page = visit("")
    page.get_by_role("link", name="of experimental papers share code and data").click()
    expect(page.get_by_role("status")).to_have_text("2 scans")


def test_withdrawn_scans_are_in_no_figure_and_not_among_the_latest(project: Path) -> None:
    file = project / "scans" / "iclr-2023" / "task-arithmetic.json"
    scan = json.loads(file.read_bytes())
    write_json(file, {**scan, "status": {"state": "withdrawn", "note": "A mistake.", "date": "2026-01-01"}})
    page = build(project).page("index.html")
    assert "<b>4</b> scans</a>" in page
    assert "share code and data (1 of 3)" in page
    assert "task-arithmetic/" not in page


def latest(project: Path) -> list[str]:
    page = build(project).page("index.html")
    return re.findall(r"<a href=\./scans/([^>]+)/>", page[page.index("<h2>Latest scans</h2>") :])


def test_the_latest_scans_are_the_last_answered_then_the_last_added_then_those_of_the_latest_papers(
    project: Path,
) -> None:
    for path, date in (("iclr-2022/sequential-reptile", "2023-11-15"), ("iclr-2023/task-arithmetic", "2026-01-01")):
        file = project / "scans" / f"{path}.json"
        scan = json.loads(file.read_bytes())
        write_json(file, {**scan, "rater": {**scan["rater"], "date": date}})
    answered = ["iclr-2023/task-arithmetic", "iclr-2022/sequential-reptile"]
    others = [
        "iclr-2025/language-imbalance-driven-rewarding",
        "acl-2024/cross-lingual-alignment",
        "iclr-2024/sequencematch",
    ]
    assert latest(project) == [*answered, *others]
    append(project / "pelicanconf.py", 'PLUGINS = ["scanpress.scan_pages"]\n')
    git(project, "init", "--quiet")
    git(project, "add", "scans/iclr-2024")
    git(project, "commit", "--quiet", "--message", "Add a scan", "--date", "1710000000 +0000")
    commit_all(project, "Add all others")
    assert latest(project) == [answered[0], others[2], answered[1], others[0], others[1]]


def test_the_latest_scans_are_not_all_of_one_venue(project: Path) -> None:
    scan = json.loads((project / "scans" / "iclr-2023" / "task-arithmetic.json").read_bytes())
    for number in range(30):
        paper = {**scan["paper"], "title": f"Zebra {number}", "year": 2026}
        write_json(project / "scans" / "iclr-2026" / f"zebra-{number}.json", {**scan, "paper": paper})
    shown = re.findall(r"<th scope=row><a href=\./scans/([^>/]+)/", build(project).page("index.html"))
    assert len(shown) == 20
    assert set(shown) == {"iclr-2026", "iclr-2025", "iclr-2024", "acl-2024", "iclr-2023", "iclr-2022"}
