"""A scan is filled in within the browser and leaves it as a file that the check accepts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from tests.support.browsing import Open, violations_in_both_schemes
from tests.support.form_filling import REPRODUCIBILITY_FORM, SURVEY_FORM, download, fill, put
from tests.support.running import scanpress
from tests.support.sites import Site

pytestmark = pytest.mark.browser

FORMS = ["instruments/survey/1/form/", SURVEY_FORM, REPRODUCIBILITY_FORM]


def module(page: Page, name: str) -> Locator:
    return page.locator(f"[data-module][data-key={name}]")


def test_a_survey_without_modules_passes_the_check(visit: Open, tmp_path: Path) -> None:
    page = visit(SURVEY_FORM)
    fill(page, verdict="No")
    assert page.locator("#progress").inner_text().endswith(" answered. Nothing is missing.")
    name, content = download(page)
    assert name == "see-section-3.json"
    document = json.loads(content)
    assert "active_modules" not in document
    assert sum(map(len, document["checklist"].values())) == 51
    assert document["paper"]["authors"] == ["Ada Lovelace", "Zoë Ångström"]
    done = scanpress(put(tmp_path, name, content), "check", "--strict")
    assert done.returncode == 0, done.stdout


def test_a_survey_with_modules_lists_and_factors_passes_the_check(visit: Open, tmp_path: Path) -> None:
    page = visit(SURVEY_FORM)
    for box in page.locator("[data-modules] input").all():
        box.check()
    own = module(page, "survey_methodology")
    own.get_by_role("button", name="Add a question").click()
    own.get_by_label("Id").fill("search_strategy")
    for name in ("Add a claim", "Add a red flag", "Add a cited paper"):
        page.get_by_role("button", name=name).click()
    for item in page.locator("form li").all():
        for control in item.locator("label[data-required]").all():
            choices = control.locator("select")
            if choices.count():
                choices.select_option(index=2)
            else:
                is_number = control.get_attribute("data-as") == "number"
                control.locator("input, textarea").fill("2023" if is_number else "Grace Hopper")
    fill(page, verdict="Yes")
    page.get_by_label("Kind").select_option("person")
    page.locator("[data-key=rater] [data-key=name] input").fill("Grace Hopper")
    page.locator("[data-key=rater] [data-key=date] input").fill("2026-01-31")
    name, content = download(page)
    document = json.loads(content)
    assert document["active_modules"] == ["experimental_rigor", "data_leakage", "survey_methodology"]
    assert document["checklist"]["survey_methodology"]["search_strategy"]["answer"] is True
    assert sum(map(len, document["checklist"].values())) == 65
    assert document["rater"] == {"kind": "person", "name": "Grace Hopper", "date": "2026-01-31"}
    assert [len(document[key]) for key in ("claims", "red_flags", "cited_papers")] == [1, 1, 1]
    done = scanpress(put(tmp_path, name, content), "check", "--strict")
    assert done.returncode == 0, done.stdout


def test_a_reproducibility_scan_passes_the_check_and_is_canonical(visit: Open, tmp_path: Path) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    fill(page, verdict="")
    name, content = download(page)
    put(tmp_path, name, content)
    assert scanpress(tmp_path, "check", "--strict").returncode == 0
    assert scanpress(tmp_path, "fmt", "--check").returncode == 0


def test_what_is_missing_is_shown_before_the_download(visit: Open, tmp_path: Path) -> None:
    page = visit(SURVEY_FORM)
    page.locator("[data-key=paper] [data-key=title] input").fill("A paper")
    page.get_by_role("button", name="Download the scan").click()
    page.get_by_text("Still missing or wrong.").wait_for()
    assert page.locator("#missing li").count() == 51 + 4
    page.locator("#missing").get_by_role("button", name="Code released").click()
    assert page.evaluate("document.activeElement.name") == "checklist.artifacts.code_released"
    name, content = download(page, "Download the unfinished scan")
    done = scanpress(put(tmp_path, name, content), "check")
    assert done.returncode == 1
    assert "still to answer" in done.stdout
    assert done.stdout.count("error  SCN") == 1


@pytest.mark.parametrize(
    ("field", "text"), [("doi", "doi.org/x"), ("arxiv_id", "hep"), ("title", "A\u202epaper"), ("year", "1400")]
)
def test_a_value_that_the_check_would_refuse_is_reported(visit: Open, field: str, text: str) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    fill(page, verdict="")
    control = page.locator(f"[data-key=paper] > [data-key={field}] input")
    # As a scan that is opened: what is typed is corrected, as far as it can be.
    control.evaluate("(control, text) => { control.value = text; tell(); }", text)
    assert page.locator("#progress").inner_text() == "9 of 9 answered, 1 other field to complete."


def test_nothing_is_sent_or_kept(visit: Open, address: str) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    fill(page, verdict="")
    download(page)
    # The browser asks for the icon of the site whenever it likes.
    expected = (f"blob:{address.rstrip('/')}", f"{address}theme/icon.svg")
    assert [url for url in asked if not url.startswith(expected)] == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.reload()
    assert page.locator("[data-key=paper] [data-key=title] input").input_value() == ""


def test_the_keyboard_alone_adds_and_removes(visit: Open) -> None:
    page = visit(SURVEY_FORM)
    add = page.get_by_role("button", name="Add a claim")
    add.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li') !== null")
    page.get_by_role("button", name="Remove this claim").focus()
    page.keyboard.press("Enter")
    assert page.locator("[data-key=claims] li").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Add a claim"


@pytest.mark.parametrize("path", FORMS)
def test_forms_have_no_violation_and_fit_a_telephone(visit: Open, path: str) -> None:
    page = visit(path, viewport={"width": 390, "height": 800})
    for button in page.locator(".add:visible").all():
        button.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations_in_both_schemes(page) == ""


def test_without_script_the_page_says_what_to_do_instead(visit: Open) -> None:
    page = visit(SURVEY_FORM, java_script_enabled=False)
    assert page.locator("main form").is_hidden()
    assert "scanpress new survey" in page.locator("noscript").inner_text()


def test_the_instrument_links_its_form(site: Site) -> None:
    assert '<a href="form/">' in site.page("instruments/survey/3/index.html")
