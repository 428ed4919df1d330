"""Pages in every width and on paper, whatever the scans hold."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.browsing import Open, visits
from tests.support.building_once import BuildOnce
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY as INDEX
from tests.support.paths import SURVEY
from tests.support.serving import served
from tests.support.sites import Site, build, copy_project

pytestmark = pytest.mark.browser

WIDTHS = [320, 390, 704, 768, 1000, 1280]
PAGES = [
    "",
    "scans/",
    f"{SURVEY}/",
    f"{INDEX}/",
    "scans/hostile/survey/",
    "scans/hostile/index/",
    "instruments/survey/3/",
    "about/",
    "methodology/",
]
# Visible is what has a size and is neither hidden, nor left out of the layout, nor clipped.
VISIBLE = """part => part.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })
  && getComputedStyle(part.closest("thead") ?? part).clipPath === "none" && part.getBoundingClientRect().height > 1"""


def copy_with(folder: Path, path: str, new: str, **parts: Any) -> None:
    """Copy a scan with other parts; what is in a part and not given stays."""
    document = json.loads((folder / f"{path}.json").read_text(encoding="utf-8"))
    for name, part in parts.items():
        document[name] = {**document.get(name, {}), **part}
    write_json(folder / new, document)


@pytest.fixture(scope="module")
def hostile(build_once: BuildOnce) -> Site:
    """Return a site with scans that hold texts without any place to break a line."""
    return build_once.site("long-words", _build)


def _build(folder: Path) -> Site:
    copy_project(folder)
    other = {"doi": None, "arxiv_id": None}
    copy_with(
        folder,
        SURVEY,
        "scans/hostile/survey.json",
        paper={"title": "W" * 240, "authors": ["A" * 200, "محمد العربي", "ليلى حسن"], "venue": "V" * 100, **other},
        rater={"kind": "person", "name": "R" * 300, "date": "2026-01-31"},
        source={"url": f"https://{'e' * 63}.{'x' * 63}.org/", "retrieved": "2026-01-31"},
    )
    # The answers of this rater have accuracy figures beside them; this one's name has not.
    copy_with(
        folder, INDEX, "scans/hostile/accurate.json", paper={"title": "T" * 240, **other}, reply={"text": "R" * 300}
    )
    copy_with(
        folder,
        INDEX,
        "scans/hostile/index.json",
        paper={"title": "U" * 240, **other},
        rater={"name": "M" * 300},
        status={"state": "withdrawn", "note": "N" * 200},
        variables={"pseudocode": {"result": "No", "response": "x" * 400}},
    )
    return build(folder)


@pytest.fixture(scope="module")
def address(hostile: Site) -> Iterator[str]:
    with served(hostile.output) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    yield from visits(browser, address)


def visible(page: Page, selector: str) -> list[bool]:
    return [part.evaluate(VISIBLE) for part in page.locator(selector).all()]


@pytest.mark.parametrize("path", [*PAGES, "scans/hostile/accurate/"])
def test_no_page_has_to_be_scrolled_sideways(visit: Open, path: str) -> None:
    page = visit(path)
    too_wide = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            too_wide[width] = found
    assert too_wide == {}


def test_a_printed_survey_has_all_reasons_and_no_empty_summaries(visit: Open) -> None:
    page = visit(f"{SURVEY}/")
    assert page.locator(".category details p").count() == 22 + 14
    assert not any(visible(page, ".category details p"))
    page.emulate_media(media="print")
    assert visible(page, ".category li p") == [True] * 64
    assert all(visible(page, ".category summary"))
    assert not any(visible(page, ".actions, .category h4 + a"))


def test_a_printed_scan_says_where_its_score_is_without_links_to_other_scans(visit: Open) -> None:
    page = visit("scans/")
    page.get_by_label("Find a paper").fill("a")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ scans$"))
    page.locator("table.scans tbody a").first.click()
    line = page.locator(".others:has(> [rel])")
    expect(line).to_contain_text("in your list")
    page.emulate_media(media="print")
    assert not re.search("Previous|Next|your list", line.inner_text())


def test_long_quotations_are_folded_after_four_lines_and_printed_whole(visit: Open) -> None:
    page = visit(f"{INDEX}/", java_script_enabled=False)
    quotation = page.locator("#open_datasets blockquote")
    lines = "part => Math.round(part.clientHeight / parseFloat(getComputedStyle(part).lineHeight))"
    assert quotation.evaluate(lines) == 4
    page.locator("#open_datasets summary").click()
    assert quotation.evaluate(lines) > 4
    page.locator("#open_datasets summary").click()
    page.emulate_media(media="print")
    assert quotation.evaluate("part => part.scrollHeight - part.clientHeight") == 0
    assert not any(visible(page, ".variables summary"))


def test_a_wide_window_shows_the_overview_beside_the_answers(visit: Open) -> None:
    page = visit(f"{SURVEY}/", viewport={"width": 1280, "height": 900})
    overview, answers = (page.locator(name).bounding_box() for name in (".overview", ".columns > div"))
    assert overview
    assert answers
    assert overview["x"] + overview["width"] < answers["x"]
    page.evaluate("scrollTo(0, 3000)")
    assert page.locator(".overview").evaluate("part => part.getBoundingClientRect().top") == 16


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_each_category_has_one_line_of_the_overview(visit: Open, width: int) -> None:
    page = visit(f"{SURVEY}/", viewport={"width": width, "height": 900})
    rows = page.locator(".overview tbody tr").all()
    assert len(rows) == 13
    assert all(row.evaluate("row => row.offsetHeight") <= 30 for row in rows)


@pytest.mark.parametrize("path", [SURVEY, "scans/iclr-2022/sequential-reptile"])
def test_the_first_verdict_is_near_the_title_on_a_phone(visit: Open, path: str) -> None:
    page = visit(f"{path}/", viewport={"width": 390, "height": 844})
    title, verdict = (page.locator(name).first.bounding_box() for name in ("h1", ".verdicts"))
    assert title
    assert verdict
    assert verdict["y"] - title["y"] <= 400


@pytest.mark.parametrize("width", [320, 390, 704, 1280])
def test_whatever_the_width_the_list_is_sorted_by_buttons_that_can_be_seen(visit: Open, width: int) -> None:
    page = visit("scans/", viewport={"width": width, "height": 900})
    assert visible(page, ".scans thead button") == [True] * 6
    page.get_by_role("button", name="Year").click()
    expect(page.get_by_role("status")).to_have_text("8 scans")
    years = [row.locator("td").nth(1).inner_text() for row in page.locator(".scans tbody tr").all()]
    assert years == sorted(years)
    assert len(set(years)) > 1


def test_without_script_the_head_of_a_narrow_list_stays_out_of_sight(visit: Open) -> None:
    page = visit("scans/", viewport={"width": 390, "height": 900}, java_script_enabled=False)
    assert page.locator(".scans thead").evaluate("head => getComputedStyle(head).clipPath") != "none"


def test_authors_whose_names_run_from_right_to_left_stand_in_their_order(visit: Open) -> None:
    page = visit("scans/hostile/survey/", viewport={"width": 1280, "height": 900})
    first, second = (part.bounding_box() for part in page.locator(".authors bdi").all())
    assert first
    assert second
    assert (first["y"], first["x"]) < (second["y"], second["x"])


def test_a_withdrawn_scan_looks_unlike_one_with_a_notice(visit: Open) -> None:
    page = visit("scans/hostile/index/")
    borders = "part => getComputedStyle(part).borderBlockStartWidth"
    assert [page.locator(name).evaluate(borders) for name in (".grave", ".notice")] == ["2px", "0px"]
