"""The list of all scans in a real browser: found, sorted, shown in part, and left and come back to."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.support.browsing import Open, titles
from tests.support.building_once import BuildOnce
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE
from tests.support.sites import Site, build, copy_project

FIND = "Find a paper"
INDEX = json.loads(REPRODUCIBILITY_FILE.read_bytes())
SURVEY = json.loads(SURVEY_FILE.read_bytes())
ALIGNMENT = "Probing the Emergence of Cross-lingual Alignment during LLM Training"
MANY = ["Bo Li", "Ann Lee", "C. Ito", "D. Roy", "E. Kim", "F. Sun", "G. Ray", "H. Cho", "I. Fox", "J. Kay", "K. Orr"]
NAMED = {
    "title": "Über die Grenzen",
    "authors": [*MANY, "Łucja Ørsted-Müller"],
    "doi": "10.1162/TACL_a_00425",
    "year": 2021,
}
RECORD, CHECKLIST = "Reproducibility record (v1)", "Methodology checklist (v3)"
COUNT = 250  # more than two times what is shown at once


def index_scan(paper: dict[str, Any], **results: str) -> dict[str, Any]:
    variables = {name: {**INDEX["variables"][name], "result": result} for name, result in results.items()}
    return {**INDEX, "paper": {**INDEX["paper"], **paper}, "variables": {**INDEX["variables"], **variables}}


def made_up() -> dict[str, Any]:
    """Return the scans that are added to the real ones, by their paths below scans/."""
    scans = {f"iclr-2023/paper-{n:03}": index_scan({"title": f"Made-up paper {n:03}"}) for n in range(COUNT)}
    scans["tacl-2021/named"] = index_scan({**NAMED, "venue": "TACL"})
    scans["tacl-2021/theory"] = index_scan({"title": "On bounds"}, research_type="Theoretical", open_datasets="No")
    scans["acl-2024/survey"] = {
        **SURVEY,
        "paper": {"title": "Of words", "authors": ["Bo Li"], "year": 2024, "venue": "ACL"},
    }
    scans["acl-2024/survey"]["status"] = {"state": "contested", "note": "The authors disagree."}
    return scans


@pytest.fixture(scope="module")
def collection(build_once: BuildOnce) -> Site:
    """Return a site of many scans."""
    return build_once.site("many-scans", _build)


def _build(folder: Path) -> Site:
    copy_project(folder)
    for path, scan in made_up().items():
        write_json(folder / "scans" / f"{path}.json", scan)
    return build(folder)


def instruments(page: Page) -> list[str]:
    notes = page.locator("table.scans tbody small").all_inner_texts()
    return [CHECKLIST if f" · {CHECKLIST}, unknown rater" in note else RECORD for note in notes]


def find(page: Page, words: str, count: int) -> list[str]:
    page.get_by_label(FIND).fill(words)
    expect(page.get_by_role("status")).to_have_text(number_of(count))
    return titles(page)


def number_of(count: int) -> str:
    """Return what the page says of so many scans when it is ready."""
    return ("1\N{EN DASH}100 of " if count > 100 else "") + f"{count} scan{'' if count == 1 else 's'}"


@pytest.mark.browser
def test_a_paper_is_found_by_its_identifiers_however_they_are_pasted(visit: Open) -> None:
    page = visit("scans/")
    for words in (
        "2406.13229",
        "arXiv:2406.13229v2",
        "https://arxiv.org/abs/2406.13229v2",
        "arxiv.org/pdf/2406.13229",
        "https://www.arxiv.org/pdf/2406.13229v1.pdf",
        "https://doi.org/10.48550/arXiv.2406.13229",
        "arXiv:2406.13229v2,",
    ):
        assert find(page, words, 1) == [ALIGNMENT], words
        find(page, "made-up", COUNT)
    for words in (
        "10.1162/tacl_a_00425",
        "doi:10.1162/TACL_a_00425",
        "DOI: https://dx.doi.org/10.1162/tacl_a_00425",
        "https://doi.org/10.1162%2Ftacl_a_00425.",
    ):
        assert find(page, words, 1) == [NAMED["title"]], words
        find(page, "made-up", COUNT)


@pytest.mark.browser
@pytest.mark.parametrize("words", ["muller", "Müller", "MU\u0308LLER", "lucja orsted", "uber die", "tacl 2021 cho kay"])
def test_a_paper_is_found_with_and_without_accents_and_by_authors_that_are_not_shown(visit: Open, words: str) -> None:
    assert find(visit("scans/"), words, 1) == [NAMED["title"]]


@pytest.mark.browser
def test_a_venue_is_found_by_the_name_that_the_page_of_the_scan_gives(visit: Open) -> None:
    words = "annual meeting of the association for computational linguistics"
    assert find(visit("scans/"), words, 2) == [ALIGNMENT, "Of words"]


def test_the_data_repeats_nothing_that_a_title_or_a_group_says(collection: Site) -> None:
    parts = sorted((collection.output / "scans").glob("rows-*-titles.json"))
    data = [json.loads(path.read_bytes()) for path in parts]
    assert sum(len(part["titles"]) for part in data) == COUNT + 8
    names = {title: name for part in data for title, name in zip(part["titles"], part["names"], strict=True)}
    assert names["Made-up paper 000"] == "paper-000"
    assert names["Editing models with task arithmetic"] == "task-arithmetic"
    assert names["On bounds"] == "theory"
    assert all(len(part["groups"]) <= 12 for part in data)


@pytest.mark.browser
def test_the_way_back_leads_to_what_was_found_and_how_it_was_sorted(visit: Open) -> None:
    page = visit("scans/")
    found = [f"Made-up paper {n:03}" for n in range(10)]
    find(page, "paper 00", 10)
    page.get_by_role("button", name="Paper").click()
    page.get_by_role("button", name="Paper").click()
    assert page.url.endswith("scans/#find=paper+00&sort=-title")
    page.get_by_role("link", name="Made-up paper 007").click()
    page.wait_for_url("**/paper-007/")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(number_of(10))
    assert page.get_by_label(FIND).input_value() == "paper 00"
    assert titles(page) == found[::-1]
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Paper")


@pytest.mark.browser
def test_what_was_typed_last_is_in_the_address_without_leaving_the_field(visit: Open) -> None:
    page = visit("scans/page-2/")
    find(page, "Müller & more", 0)
    page.wait_for_url("**/scans/page-2/#find=M%C3%BCller+%26+more")
    page.get_by_label(FIND).fill("")
    page.wait_for_url("**/scans/page-2/")
    expect(page.get_by_role("link", name="Previous").first).to_be_visible()
    assert titles(page)[0].startswith("Made-up paper")


@pytest.mark.browser
def test_a_link_to_other_finds_is_followed_where_one_stands_already(visit: Open) -> None:
    page = visit("scans/#find=made-up&sort=-title")
    expect(page.get_by_role("status")).to_have_text(number_of(COUNT))
    page.evaluate("location.hash = 'find=doi:10.1162/TACL_a_00425'")
    expect(page.get_by_role("status")).to_have_text(number_of(1))
    assert page.get_by_label(FIND).input_value() == "doi:10.1162/TACL_a_00425"
    assert page.locator("th[aria-sort]").count() == 0
    page.evaluate("location.hash = 'content'")  # as the link that skips to the content does
    assert page.get_by_label(FIND).input_value() == "doi:10.1162/TACL_a_00425"
    assert titles(page) == [NAMED["title"]]


@pytest.mark.browser
def test_showing_more_leads_the_keyboard_to_the_first_that_is_new(visit: Open) -> None:
    page = visit("scans/?sort=title&find=made-up")
    more = page.get_by_role("button", name="Show more")
    for shown in (100, 200):
        expect(page.locator("table.scans tbody tr")).to_have_count(shown)
        more.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=f"Made-up paper {shown:03}")).to_be_focused()
    expect(more).to_be_hidden()
    assert len(titles(page)) == COUNT


@pytest.mark.browser
def test_sorting_by_score_keeps_each_instrument_by_itself(visit: Open) -> None:
    page = visit("scans/?sort=score&find=2024")
    expect(page.get_by_role("status")).to_have_text(number_of(3))
    assert instruments(page) == [RECORD, CHECKLIST, CHECKLIST]
    find(page, "iclr", COUNT + 5)
    shares = [float(bar.get_attribute("value") or "") for bar in page.locator("table.scans meter").all()]
    assert shares == sorted(shares)
    page.get_by_role("button", name="Score").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Score")
    shares = [float(bar.get_attribute("value") or "") for bar in page.locator("table.scans meter").all()]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) > 1
    find(page, "2024", 3)
    assert instruments(page) == [RECORD, CHECKLIST, CHECKLIST]


MARKS = [("On bounds", "theoretical"), ("Of words", "contested")]


@pytest.mark.browser
@pytest.mark.parametrize(("title", "mark"), MARKS)
def test_a_row_that_was_found_says_in_words_what_a_scan_is(visit: Open, title: str, mark: str) -> None:
    page = visit("scans/")
    assert find(page, title, 1) == [title]
    assert page.locator("table.scans tbody th b").inner_text().strip() == mark
    assert find(page, f"{mark} {title}", 1) == [title]


@pytest.mark.parametrize(("title", "mark"), MARKS)
def test_a_row_without_script_says_the_same(collection: Site, title: str, mark: str) -> None:
    style = "none" if mark == "theoretical" else "state"
    pages = [path.read_text(encoding="utf-8") for path in (collection.output / "scans").glob("page-*/index.html")]
    pages.append(collection.page("scans/index.html"))
    rows = [line for page in pages for line in page.split("\n") if f">{title}</a>" in line]
    assert len(rows) == 1
    assert f"</a> <b class={style}>{mark}</b><br>" in rows[0]


def test_a_scan_that_is_opened_from_a_list_leads_to_the_next_one_in_it_and_back(visit: Open) -> None:
    page = visit("scans/#find=made+up&sort=-title")
    expect(page.locator(".scans tbody th a").first).to_have_text("Made-up paper 249")
    page.get_by_role("link", name="Made-up paper 248").click()
    expect(page.get_by_role("link", name="Previous")).to_have_attribute("href", re.compile("paper-249/$"))
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Made-up paper 247")
    page.get_by_role("link", name="your list").click()
    expect(page.locator(".scans tbody th a").first).to_have_text("Made-up paper 249")
