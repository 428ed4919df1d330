"""A scan's file can be opened in its form and changed, and what the form does not show is kept and listed."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.support.browsing import Open, violations
from tests.support.form_filling import REPRODUCIBILITY_FORM, SURVEY_FORM, download, fill, put
from tests.support.paths import REAL_SCANS, REPRODUCIBILITY_FILE, ROOT, SURVEY_FILE
from tests.support.running import scanpress

pytestmark = pytest.mark.browser

REAL = json.loads(REPRODUCIBILITY_FILE.read_bytes())
LARGEST = 2**20


def give(page: Page, content: bytes, name: str = "a-scan.json") -> str:
    """Open a file in the form, and return what is said of it."""
    page.locator("#opened").evaluate("said => said.replaceChildren()")
    page.get_by_label("Open a scan").set_input_files({"name": name, "mimeType": "application/json", "buffer": content})
    page.locator("#opened p").first.wait_for()
    return page.locator("#opened").inner_text()


def written(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def unfinished(page: Page) -> tuple[str, bytes]:
    page.get_by_role("button", name="Download the scan").click()
    return download(page, "Download the unfinished scan")


def still_missing(page: Page) -> str:
    return page.locator("#progress").inner_text()


@pytest.mark.parametrize("path", [SURVEY_FORM, REPRODUCIBILITY_FORM])
def test_an_unfinished_file_is_gone_on_with_and_passes_the_check(visit: Open, tmp_path: Path, path: str) -> None:
    page = visit(path)
    page.locator("[data-key=paper] > [data-key=title] input").fill("A “half” done paper")
    page.locator("[data-key=paper] > [data-key=authors] textarea").fill("Ada Lovelace\nZoë Ångström")
    name, half = unfinished(page)
    missing = still_missing(page)
    page = visit(path)
    assert give(page, half, name) == f"{name} is open."
    assert still_missing(page) == missing
    again = unfinished(page)
    assert again == (name, half)
    fill(page, verdict="No" if path == SURVEY_FORM else "")
    assert still_missing(page).endswith(" answered. Nothing is missing.")
    name, content = download(page)
    done = scanpress(put(tmp_path, name, content), "check", "--strict")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("scan", REAL_SCANS)
def test_a_real_scan_is_opened_in_full_and_leaves_canonical(visit: Open, tmp_path: Path, scan: str) -> None:
    page = visit(SURVEY_FORM if "acl" in scan else REPRODUCIBILITY_FORM)
    source = ROOT / scan
    assert give(page, source.read_bytes(), source.name) == f"{source.name} is open."
    assert still_missing(page).endswith(" answered. Nothing is missing.")
    name, content = download(page)
    assert name == source.name
    given = json.loads(source.read_bytes())
    assert json.loads(content) == given
    put(tmp_path, name, content)
    assert scanpress(tmp_path, "check", "--strict").returncode == 0
    assert scanpress(tmp_path, "fmt", "--check").returncode == 0


def test_modules_lists_and_questions_of_ones_own_come_back(visit: Open) -> None:
    page = visit(SURVEY_FORM)
    for box in page.locator("[data-modules] input").all():
        box.check()
    page.get_by_role("button", name="Add a question").click()
    page.locator("li input.name").fill("search_strategy")
    page.get_by_role("button", name="Add a claim").click()
    page.locator("[data-key=claims] select").select_option("weak")
    _, half = unfinished(page)
    page = visit(SURVEY_FORM)
    page.get_by_role("button", name="Add a claim").click()
    give(page, half)
    assert page.locator("[data-key=claims] li").count() == 1
    assert page.locator("[data-module]:visible").count() == 3
    assert unfinished(page)[1] == half
    give(page, written({"scan_version": 3}))
    assert page.locator("[data-module]:visible").count() == 0
    assert page.locator("form li").count() == 0


def test_what_the_form_does_not_show_is_kept_and_reported(visit: Open, tmp_path: Path) -> None:
    document = {
        "$schema": "../../schemas/reproducibility-1.schema.json",
        **json.loads(written(REAL)),
        "status": {"state": "contested", "note": "The authors disagree.", "date": "2026-01-31", "by": "The editors"},
        "reply": {"text": "No.\n\nIndeed.", "name": "The authors"},
        "x-lists": [[1, None, {"a": []}], {}],
    }
    document["variables"]["pseudocode"]["x-page"] = 3
    page = visit(REPRODUCIBILITY_FORM)
    said = give(page, written(document))
    assert "kept unchanged in the file: $schema, variables.pseudocode.x-page, status, reply, x-lists." in said
    assert "Not loaded" not in said
    page.locator("[data-key=paper] > [data-key=title] input").fill("Another title")
    name, content = download(page)
    document["paper"]["title"] = "Another title"
    assert json.loads(content) == document
    assert scanpress(put(tmp_path, name, content), "check", "--strict").returncode == 0
    assert scanpress(tmp_path, "fmt", "--check").returncode == 0


def test_what_is_not_changed_stays_as_it_was(visit: Open) -> None:
    page = visit(SURVEY_FORM)
    document = json.loads(SURVEY_FILE.read_bytes())
    document["paper"] |= {"title": "Deep\nlearning ", "authors": ["Ada\nByron", " Bo Li"], "doi": None, "arxiv_id": ""}
    document["checklist"]["artifacts"]["code_released"]["justification"] = "\u00a0First\r\nsecond\n"
    document["active_modules"].reverse()
    document["engagement_factors"] = {}
    assert give(page, written(document)) == "a-scan.json is open."
    assert page.locator("[data-key=paper] > [data-key=title] input").input_value() == "Deep learning "
    assert download(page)[1] == written(document)
    page.locator("[data-key=paper] > [data-key=pdf_url] input").fill("https://example.org/a.pdf")
    document["paper"]["pdf_url"] = "https://example.org/a.pdf"
    assert json.loads(download(page)[1]) == document
    page.locator("[data-key=paper] > [data-key=title] input").fill("Another")
    page.locator("[data-key=paper] > [data-key=authors] textarea").fill("Ada Byron")
    document["paper"] |= {"title": "Another", "authors": ["Ada Byron"]}
    assert json.loads(download(page)[1]) == document


def test_what_the_check_refuses_and_the_form_does_not_show_is_repaired_or_named(visit: Open, tmp_path: Path) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    refused = written({**REAL, "paper": {**REAL["paper"], "year": 2023.0}, "rater": None})
    assert give(page, refused) == "a-scan.json is open."
    name, content = download(page)
    assert content != refused
    assert scanpress(put(tmp_path, name, content), "check", "--strict").returncode == 0
    said = give(page, written({**REAL, "paper": {**REAL["paper"], "web": "x", "x-web": "x"}}))
    assert "kept unchanged in the file: paper.web (unknown), paper.x-web." in said


def test_what_the_form_cannot_hold_is_reported(visit: Open) -> None:
    document = json.loads(written(REAL))
    document["paper"] |= {"title": 42, "authors": ["Ada", 1], "year": "2023", "venue": {"name": "ICLR"}}
    document["rater"] |= {"date": "yesterday", "kind": "animal"}
    document["variables"]["pseudocode"] = "Yes"
    page = visit(REPRODUCIBILITY_FORM)
    said = give(page, written(document))
    lost = said.partition("Answer it again, or correct the file in an editor: ")[2]
    assert lost == (
        "paper.title, paper.authors, paper.year, paper.venue, rater.kind, rater.date, variables.pseudocode."
    )


def test_answers_that_contradict_themselves_and_modules_that_are_off_are_reported(visit: Open) -> None:
    answer = {"applies": False, "answer": True, "justification": "Why."}
    checklist = {"artifacts": {"code_released": answer}, "data_leakage": {}, "x-own": {"a": 1}}
    page = visit(SURVEY_FORM)
    said = give(page, written({"scan_version": 3, "checklist": checklist}))
    assert said.endswith(": checklist.artifacts.code_released.verdict, checklist.data_leakage.")
    assert "unchanged in the file: checklist.x-own." in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"instrument": "reproducibility",', "it is not valid JSON: "),
        (b"", "it is not valid JSON: "),
        (b"<script>document.title = 'run'</script>", "it is not valid JSON: "),
        (b'{"a": NaN}', "it is not valid JSON: "),
        (written(REAL).decode().encode("utf-16"), "it is not a UTF-8 text file."),
        (b"\xff\xfe\x00", "it is not a UTF-8 text file."),
        (b" " * (LARGEST + 1), "it is larger than 1048576 bytes"),
        (b"[" * LARGEST, "it is not valid JSON: "),
        (b"[" * 40_000 + b"]" * 40_000, "it has too many levels"),
        (b"[" + b"{}," * 200_000 + b"1]", "it has too many levels or too many values"),
        (b"[]", "it is not a scan"),
        (b"null", "it is not a scan"),
        (b'"a scan"', "it is not a scan"),
        (written(REAL)[:-1] + b', "paper": {}}', "a key is used twice"),
        (written(REAL)[:-1] + b', "x-\\"": ["a", ":"], "x-n": 1e400}', "it contains a number that is too large"),
        (written(REAL)[:-1] + b', "x-n": 12345678901234567890}', "it contains a number that is too large"),
        (b'{"paper": {}}', "it does not name its instrument"),
        (b'{"instrument": "survey"}', 'its instrument is "survey", and this form is for "reproducibility".'),
        (written({**REAL, "instrument_version": "1"}), 'its instrument_version is "1", and this form is for 1.'),
        (written({**REAL, "instrument": {"<b>": []}}), 'its instrument is {"<b>":[]}, and'),
        (b'{"$schema": "../schemas/survey-3.schema.json"}', "it is a scan for the Methodology checklist (v3)."),
    ],
)
def test_a_file_that_is_not_a_scan_for_this_form_changes_nothing(visit: Open, content: bytes, reason: str) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    page.locator("[data-key=paper] > [data-key=title] input").fill("A paper")
    missing = still_missing(page)
    said = give(page, content)
    assert said.startswith(f"a-scan.json was not opened: {reason}")
    assert said.endswith("Nothing on this page has changed.")
    assert len(said) < 400
    assert still_missing(page) == missing
    assert page.locator("[data-key=paper] > [data-key=title] input").input_value() == "A paper"


def test_a_scan_of_the_other_instrument_is_led_to_its_form_with_its_content(visit: Open, address: str) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    title = page.locator("[data-key=paper] > [data-key=title] input")
    title.fill("Typed here")
    said = give(page, SURVEY_FILE.read_bytes(), "mine.json")
    assert "it is a scan for the Methodology checklist (v3). Open it in its own form (in a new tab). " in said
    assert said.endswith("Nothing on this page has changed.")
    with page.expect_popup() as waiting:
        page.get_by_role("link", name="Open it in its own form").click()
    other = waiting.value
    other.get_by_text("mine.json is open.").wait_for()
    assert other.url.startswith(f"{address}{SURVEY_FORM}#from:")
    assert download(other) == ("mine.json", SURVEY_FILE.read_bytes())
    assert title.input_value() == "Typed here"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_hostile_file_is_text_and_nothing_else(visit: Open, address: str) -> None:
    script = "<img src=x onerror=\"document.title='run'\"><script>document.title = 'run'</script>"
    document = {**REAL, "paper": {**REAL["paper"], "title": script}, script: script, "constructor": {"name": "x"}}
    document["variables"] = {**REAL["variables"], "toString": 1, "__proto__": {"result": "Yes"}}
    page = visit(REPRODUCIBILITY_FORM)
    title = page.title()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said = give(page, written(document), f"{script}.json".replace("/", ""))
    assert "onerror" in said
    assert "variables.__proto__" in said
    assert page.evaluate("({}).result") is None
    assert page.locator("[data-key=paper] > [data-key=title] input").input_value() == script
    name, content = download(page)
    assert json.loads(content) == document
    assert name.startswith("img-src-x-onerror")
    assert page.title() == title
    # The browser asks for the icon of the site whenever it likes.
    expected = (f"blob:{address.rstrip('/')}", f"{address}theme/icon.svg")
    assert [url for url in asked if not url.startswith(expected)] == []


def test_a_file_of_the_first_version_needs_no_mark_and_gets_none(visit: Open) -> None:
    page = visit("instruments/survey/1/form/")
    assert give(page, b'{"paper": {"title": "Old"}}') == "a-scan.json is open."
    assert not {"instrument", "scan_version"} & set(json.loads(unfinished(page)[1]))
    page = visit(SURVEY_FORM)
    assert "it does not name its instrument" in give(page, b'{"paper": {"title": "Old"}}')


def test_what_is_filled_in_is_replaced_only_after_a_question(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM, answer_dialogs=False)
    questions: list[str] = []

    def refuse(dialog: Any) -> None:
        questions.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    title = page.locator("[data-key=paper] > [data-key=title] input")
    give(page, written(REAL))
    assert questions == []
    title.fill("Changed by hand")
    chooser = page.get_by_label("Open a scan")
    chooser.set_input_files({"name": "b.json", "mimeType": "application/json", "buffer": written(REAL)})
    expect(chooser).to_have_value("")  # the page is done with the file
    assert questions == ["The file will replace the answers on this page. Open it?"]
    assert title.input_value() == "Changed by hand"


def test_the_form_with_a_file_in_it_has_no_violation(visit: Open) -> None:
    page = visit(SURVEY_FORM, viewport={"width": 390, "height": 800})
    give(page, SURVEY_FILE.read_bytes())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == ""


def test_fields_of_an_opened_file_with_invisible_characters_are_named_and_cleaned_by_one_click(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    document = json.loads(REPRODUCIBILITY_FILE.read_bytes())
    document["paper"]["title"] = "Editing\u200b models"
    document["paper"]["venue"] = "\u05e9\u05dc\u05d5\u05dd C++\u200e"
    document["variables"]["pseudocode"]["response"] = "Algo\u202erithm 1"

    said = give(page, written(document))
    assert "Invisible characters are in: Title, " in said
    assert "Venue" not in said
    page.get_by_role("button", name="Remove them").click()
    removed = "2 invisible characters were removed. They were in: Title, Pseudocode: Reason."
    expect(page.locator("#opened .notice")).to_have_text(removed)
    expect(page.locator("#opened .notice")).to_be_focused()
    assert page.locator("[data-key=paper] > [data-key=title] input").input_value() == "Editing models"
    assert page.locator("[data-key=pseudocode] textarea").input_value() == "Algorithm 1"
    assert page.locator("[data-key=paper] > [data-key=venue] input").input_value().endswith("\u200e")
