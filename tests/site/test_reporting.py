"""A reader reports a mistake: from a scan's address to a filled e-mail, and to the form with the question in view."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.support.browsing import Open, violations_in_both_schemes
from tests.support.building_once import BuildOnce
from tests.support.files import append, write
from tests.support.form_filling import REPRODUCIBILITY_FORM, SURVEY_FORM, letter, loaded
from tests.support.paths import ROOT, SURVEY
from tests.support.serving import served
from tests.support.sites import Site, build, copy_project

from scanpress.corpus import Verdict
from scanpress.scan_pages.words import MARKS

pytestmark = pytest.mark.browser

RECORD = "scans/iclr-2023/task-arithmetic"
RECORD_FILE = ROOT / f"{RECORD}.json"
ESCAPES = [
    "scans/../content/operator",
    "scans/acl-2024/../../schemas/survey-3.schema",
    "scans/acl-2024/..%2f..%2fabout",
    "scans//evil.example.org/",
    "//evil.example.org/scans/a/b/",
    "https://evil.example.org/scans/a/b/",
    "scans/a/b@evil.example.org/",
    "scans/a\\b/c/",
    "scans/acl-2024/cross-lingual-alignment/?x=/",
    "scans/acl-2024/cross-lingual-alignment/:<img src=x>",
    "scans/a/%ff/",
    "javascript:alert(1)",
]


def answer_of(path: str, question: str) -> tuple[str, str]:
    """Return the title of a scan's paper, and the reason of one of its answers."""
    scan = json.loads((ROOT / f"{path}.json").read_bytes())
    answer = (scan["variables"] if "variables" in scan else scan["checklist"]["artifacts"])[question]
    return scan["paper"]["title"], answer.get("response") or answer["justification"]


@pytest.mark.parametrize(
    ("path", "label"), [(SURVEY, "Code released"), (RECORD, "Open source code")], ids=["survey", "reproducibility"]
)
def test_the_email_names_the_scan_the_question_and_what_the_page_says(
    visit: Open, address: str, path: str, label: str
) -> None:
    question = label.lower().replace(" ", "_")
    title, reason = answer_of(path, question)
    page = visit(f"report/#{path}/:{question}")
    page.get_by_text("The page says:").first.wait_for()
    about = page.locator("#about")
    assert reason[:50] in about.inner_text()
    assert about.get_by_role("link", name=title).get_attribute("href") == f"{address}{path}/"
    assert about.get_by_role("link", name=label).get_attribute("href") == f"{address}{path}/#{question}"
    subject, body = letter(page)
    assert subject == f"Mistake in {path}: {question}"
    lines = body.splitlines()
    assert lines[:3] == [
        f"Page: {address}{path}/#{question}",
        f"Paper: {title}",
        f"Question: {label}",
    ]
    assert re.fullmatch(rf"The page says: (?:{MARKS[Verdict.MET].word}|Yes)\. {re.escape(reason[:50])}.*", lines[3])
    assert lines[4:] == ["The paper says, and where: ", "I ask for: a correction"]
    assert page.locator("#lines").text_content() == body + "\n"


def test_the_lines_of_the_email_are_copied_by_a_button(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}report/#{SURVEY}/:code_released")
    page.get_by_text("The page says:").first.wait_for()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#lines").text_content()
    context.close()


def test_a_report_of_a_whole_scan_asks_for_the_question(visit: Open, address: str) -> None:
    page = visit(f"report/#{SURVEY}/")
    page.get_by_role("link", name="Probing the Emergence").wait_for()
    assert "question" not in page.locator("#about").inner_text()
    assert not page.locator("#says").is_visible()
    assert letter(page)[1].splitlines()[0] == f"Page: {address}{SURVEY}/"


def test_a_question_that_the_scan_does_not_answer_is_still_named(visit: Open) -> None:
    page = visit(f"report/#{SURVEY}/:toString")
    page.get_by_role("link", name="Probing the Emergence").wait_for()
    assert not page.locator("#says").is_visible()
    assert "Question: ToString\nThe page says: \n" in letter(page)[1]


def test_a_report_leads_to_the_form_with_the_scan_and_the_question_in_view(visit: Open) -> None:
    page = visit(f"report/#{SURVEY}/:code_released")
    page.get_by_role("link", name="Open this scan in the form").wait_for()
    assert not page.get_by_text("In a form, in your browser").is_visible()  # the link above leads to the right one
    page.get_by_role("link", name="Open this scan in the form").click()
    loaded(page)
    assert SURVEY_FORM in page.url
    question = page.locator("[data-question][data-key=code_released]")
    expect(question).to_be_in_viewport()
    assert page.evaluate("document.activeElement.name") == "checklist.artifacts.code_released"
    assert page.locator("#progress").inner_text().startswith("64 of 64 answered")


def test_without_script_the_address_the_lines_and_the_forms_are_there(visit: Open) -> None:
    page = visit(f"report/#{SURVEY}/:code_released", java_script_enabled=False)
    assert page.get_by_role("link", name="erika.mustermann@example.org").is_visible()
    lines = page.locator("#lines").inner_text().splitlines()
    assert lines == letter(page)[1].splitlines()
    assert page.get_by_role("link", name="Methodology checklist (v3)").is_visible()
    assert not page.get_by_text("Open this scan in the form").is_visible()


@pytest.mark.parametrize("path", ["report/", SURVEY_FORM])
def test_a_crafted_address_loads_nothing_and_changes_nothing(visit: Open, address: str, path: str) -> None:
    page = visit(path)
    untouched = page.locator("main").inner_text()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for escape in ESCAPES:
        page.evaluate("hash => { location.hash = hash; }", f"#{escape}")
    page.wait_for_timeout(300)
    assert page.locator("main").inner_text() == untouched
    # The browser asks for the icon of the site whenever it likes.
    assert [url for url in asked if not url.startswith(f"{address}theme/icon.svg")] == []


def hostile(answer: dict[str, Any]) -> bytes:
    """Return a scan whose texts try to be more than text."""
    script = "<img src=x onerror=\"document.title='run'\">"
    scan = json.loads(RECORD_FILE.read_bytes())
    scan["paper"]["title"] = f"{script}\ud800"
    scan["variables"]["open_datasets"] = answer
    scan["$schema"] = "javascript:alert(1)"
    return json.dumps(scan).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (hostile({"result": "<b>Yes</b>", "response": "a\r\nBcc: b@example.org\r\n" + "ä" * 5000}), "a Bcc: b@"),
        (hostile({"result": {"toString": 1}, "response": []}), ""),
        (b'{"paper": 5, "variables": [], "checklist": "x"}', ""),
        (b"null", ""),
        (b"[" * 100, ""),
    ],
)
def test_a_hostile_scan_is_text_and_nothing_else(visit: Open, content: bytes, said: str) -> None:
    page = visit("report/")
    title = page.title()
    page.route("**/*.json", lambda route: route.fulfill(body=content, content_type="text/html"))
    page.evaluate("hash => { location.hash = hash; }", f"#{RECORD}/:open_datasets")
    page.locator("#about").wait_for()
    page.wait_for_timeout(300)
    subject, body = letter(page)
    assert subject == f"Mistake in {RECORD}: open_datasets"
    assert len(body.splitlines()) == 6
    assert len(body) < 900
    assert said in body
    assert page.locator("main img").count() == 0
    assert page.title() == title


@pytest.mark.parametrize("width", [390, 1280])
def test_a_filled_report_has_no_violation_and_fits(visit: Open, width: int) -> None:
    page = visit(f"report/#{RECORD}/:open_datasets", viewport={"width": width, "height": 800})
    page.get_by_text("The page says:").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations_in_both_schemes(page) == ""


@pytest.fixture(scope="module")
def forged(build_once: BuildOnce) -> Site:
    """Return a site with a forge, and with an operator who says how reports are handled."""
    return build_once.site("forge-reports", _build_forged)


def _build_forged(folder: Path) -> Site:
    copy_project(folder)
    operator = folder / "content/operator.yaml"
    text = operator.read_text(encoding="utf-8").replace("  decided_by:\n", "  decided_by: two of the editors\n")
    write(operator, text.replace("  answered_within_days:\n", "  answered_within_days: 14\n"))
    append(folder / "pelicanconf.py", 'FORGE_KIND = "gitlab"\nFORGE_URL = "https://gitlab.com/owner/scans"\n')
    return build(folder)


def test_the_operator_says_who_decides_and_how_soon(forged: Site) -> None:
    page = forged.page("report/index.html")
    assert "Who decides: two of the editors." in page
    assert "You get an answer within 14 days." in page


def test_a_forge_is_offered_for_the_scan_and_for_a_new_one(forged: Site, browser: Browser) -> None:
    edit = f"https://gitlab.com/owner/scans/-/edit/main/{RECORD}.json"
    with served(forged.output) as address:
        page = browser.new_page()
        page.goto(f"{address}report/#{RECORD}/")
        link = page.get_by_role("link", name="edit the file of the scan")
        expect(link).to_have_attribute("href", edit)
        page.goto(f"{address}{REPRODUCIBILITY_FORM}")
        new = page.get_by_role("link", name="a new file")
        expect(new).to_have_attribute("href", "https://gitlab.com/owner/scans/-/new/main/scans")
        page.goto(f"{address}{REPRODUCIBILITY_FORM}#{RECORD}/")
        expect(page.get_by_role("link", name="edit the file of this scan")).to_have_attribute("href", edit)
        assert not new.is_visible()
        page.close()
