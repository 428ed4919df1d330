"""Collections with instruments of their own: pages, forms and figures come from schema files alone."""

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import Open, violations, visits
from tests.support.building_once import BuildOnce
from tests.support.examples import NAMES, build_example, copy_example
from tests.support.exporting import assert_same_as_site
from tests.support.form_filling import download, fill, put
from tests.support.paths import ROOT
from tests.support.running import scanpress
from tests.support.serving import served
from tests.support.site_checks import invalid_html
from tests.support.sites import Site, build

from scanpress.export.names import OTHERS
from scanpress.instruments import own_schemas, use_folder, use_schemas, with_key
from scanpress.writer import Workers

RIVER = "scans/neurips-2025/river-levels/index.html"
PROMPTS = "scans/acl-2025/short-prompts/index.html"


@pytest.fixture(scope="session")
def checklist(build_once: BuildOnce) -> Site:
    """Return the site of the machine learning checklist, to read only."""
    return _moved(build_once, "ml-checklist")


@pytest.fixture(scope="session")
def survey(build_once: BuildOnce) -> Site:
    """Return the site of the survey by type of paper, to read only."""
    return _moved(build_once, "typed-survey")


def _moved(build_once: BuildOnce, name: str) -> Site:
    folder = build_once.folder(name, lambda folder: build_example(folder, name))
    return Site(folder / name)


def test_the_command_makes_the_files_for_data_users(
    survey: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(survey.folder)
    made = assert_same_as_site(survey, tmp_path, names=OTHERS[:-2])  # without git, there are no downloads
    assert PROMPTS.replace("/index.html", ".svg") in made


def text_of(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_other_files_than_schemas_scans_and_settings(name: str) -> None:
    files = {path.relative_to(ROOT / "examples" / name) for path in (ROOT / "examples" / name).rglob("*.*")}
    kept = {path for path in files if path.parts[0] not in {"cache", "output", "scans"} and path.suffix}
    (schema,) = (path for path in kept if path.parts[0] == "instruments")
    assert schema.name.endswith(".schema.json")
    assert kept - {schema} == {Path("README.md"), Path("pelicanconf.py")}
    assert len((ROOT / "examples" / name / "README.md").read_text(encoding="utf-8").splitlines()) <= 15


@pytest.mark.parametrize("name", NAMES)
def test_the_check_accepts_an_example_and_its_schema(name: str) -> None:
    folder = ROOT / "examples" / name
    assert scanpress(folder, "check", "--strict").returncode == 0
    assert scanpress(folder, "instrument", "check").stdout == "1 schema, no mistakes\n"
    assert scanpress(folder, "fmt", "--check").returncode == 0


def test_their_pages_are_valid_html(checklist: Site, survey: Site) -> None:
    assert invalid_html(checklist.output) == []
    assert invalid_html(survey.output) == []


def test_a_scan_shows_partly_unclear_numbers_and_texts(checklist: Site) -> None:
    page = text_of(checklist.page(RIVER))
    assert "~ Partly Commands given" in page
    assert "? Unclear Complexity stated" in page
    assert "Number of runs : ✗ 1 runs" in page
    assert "Compute spent : 36.5 GPU hours" in page
    assert "Most missed : The data of the third river." in page
    assert "~ 4 partly" in page
    assert "Red flags" not in page


def test_dimensions_are_scores_of_their_own_and_the_formula_is_on_the_page_of_the_instrument(checklist: Site) -> None:
    page = text_of(checklist.page(RIVER))
    for name in ("Checklist score", "Method", "Data", "Code", "Experiments"):
        assert re.search(rf"[0-9.]+ % {name}\b", page), name
    assert "href=../../../instruments/ml_checklist/1/index.html#score" in checklist.page(RIVER).replace(
        "1/#score", "1/index.html#score"
    )
    formula = text_of(checklist.page("instruments/ml_checklist/1/index.html"))
    assert "number of dimensions ÷ Σ (1 ÷ max(score, 5 %)), over 4 dimensions" in formula
    assert "An answer “partly” counts 0.5." in formula
    assert "Number of runs is a Yes if the number is 3 or more." in formula


def test_figures_have_medians_of_numbers_and_count_partly(checklist: Site) -> None:
    figures = text_of(checklist.page("statistics/index.html"))
    assert "Compute spent, median 338.25 GPU hours (from 8 to 1,200 GPU hours, 4 scans)" in figures
    assert "Code and data shared" in figures
    question = text_of(checklist.page("instruments/ml_checklist/1/compute_spent/index.html"))
    assert "Median: 338.25 GPU hours" in question
    assert "Answered: 4 scans" in question
    partly = text_of(checklist.page("instruments/ml_checklist/1/commands_given/index.html"))
    assert "An answer “partly” counts 0.5." in partly
    assert "~ Partly" in partly


def test_only_questions_of_the_type_are_shown_and_each_answer_says_who_gave_it(survey: Site) -> None:
    page = text_of(survey.page(PROMPTS))
    assert "Type of paper: empirical" in page
    assert "Empirical work" in page
    assert "Theory" not in page
    assert "Answered by opus" in page
    assert "Asked if paper_type is theoretical." in text_of(survey.page("instruments/survey/4/index.html"))


def test_the_published_schema_says_what_is_asked_of_which_type(survey: Site) -> None:
    schema = json.loads(survey.page("schemas/survey-4.schema.json"))
    rules = [rule["then"]["properties"]["type_checklist"] for rule in schema["allOf"]]
    assert {"required": ["empirical"]} in rules
    assert {"properties": {"empirical": {"not": {}}}} in rules
    assert json.loads(survey.page("scans/rows-0.json"))["instruments"]["survey-4"]["shown"] == "percent"


def test_pages_follow_a_changed_schema_and_nothing_else_is_needed(tmp_path: Path) -> None:
    folder = copy_example(tmp_path, "ml-checklist")
    schema = folder / "instruments" / "ml_checklist-1.schema.json"
    build(folder)
    schema.write_text(
        schema.read_text(encoding="utf-8").replace('"partly": "partly"', '"partly": "met"'), encoding="utf-8"
    )
    changed = build(folder)
    assert "~ Partly" not in text_of(changed.page(RIVER))
    again = build(folder)
    assert " 0 files written" in again.said or ", 0 files written" in again.said.replace("\n", " ")


def test_mistakes_in_schemas_stop_the_build_with_all_of_them(tmp_path: Path) -> None:
    folder = copy_example(tmp_path, "ml-checklist")
    schema = folder / "instruments" / "ml_checklist-1.schema.json"
    document = json.loads(schema.read_bytes())
    del document["$defs"]["answer"]["properties"]["verdict"]["x-scanpress-results"]
    document["x-scanpress-score"]["weights"]["no_such_question"] = 2
    schema.write_text(json.dumps(document), encoding="utf-8")
    (folder / "instruments" / "survey-3.schema.json").write_text("{", encoding="utf-8")
    said = " ".join(build(folder, code=1).said.split())
    assert "none of its keys (verdict, evidence) is marked as the answer" in said
    assert "survey-3.schema.json: /: it is not valid JSON" in said


@pytest.fixture
def visit_checklist(browser: Browser, checklist: Site) -> Iterator[Open]:
    """Return a function that opens a page of the checklist."""
    with served(checklist.output) as address:
        yield from visits(browser, address)


@pytest.fixture
def visit_survey(browser: Browser, survey: Site) -> Iterator[Open]:
    """Return a function that opens a page of the survey."""
    with served(survey.output) as address:
        yield from visits(browser, address)


@pytest.mark.browser
def test_the_form_of_a_checklist_makes_a_scan_that_the_check_accepts(visit_checklist: Open, tmp_path: Path) -> None:
    page = visit_checklist("instruments/ml_checklist/1/form/")
    fill(page, verdict="Yes")
    for control in page.locator("input[type=number]:visible").all():
        if not control.input_value() or control.get_attribute("max") == "10000":
            control.fill("5")
    page.locator("label[data-key=hours] input").fill("12.5")
    page.locator("label[data-key=year] input").fill("2024")
    for text in page.locator("label[data-as=text][data-required]:visible textarea").all():
        text.fill("Section 3.")
    for choice in page.locator("label[data-key=verdict] select").all():
        choice.select_option("partly")
    assert page.locator("#progress").inner_text().endswith("Nothing is missing.")
    name, content = download(page)
    document = json.loads(content)
    assert document["answers"]["compute"]["compute_spent"]["hours"] == 12.5
    assert_passes(copy_example(tmp_path, "ml-checklist"), name, content)


def assert_passes(collection: Path, name: str, content: bytes) -> None:
    """Save a file that the form made where contributors save it, and check it there."""
    made = put(collection, name, content) / "scans" / "made" / name
    done = scanpress(collection, "check", str(made))
    assert done.returncode == 0, done.stdout


@pytest.mark.browser
def test_the_form_asks_what_fits_the_type(visit_survey: Open, tmp_path: Path) -> None:
    page = visit_survey("instruments/survey/4/form/")
    assert page.locator("[data-when]:visible").count() == 0
    page.locator("[data-decides] select").select_option("theoretical")
    assert page.locator("[data-when]:visible").evaluate_all("parts => parts.map((part) => part.dataset.key)") == [
        "theoretical"
    ]
    fill(page, verdict="No")
    page.locator("[data-decides] select").select_option("position")
    for answers in page.locator("[data-as=merge]:visible").all():
        answers.get_by_label("No", exact=False).first.check()
    for reason in page.locator("[data-question] label[data-key=justification]:visible textarea").all():
        reason.fill("Section 3.")
    for source in page.locator("label[data-key=source]:visible select").all():
        source.select_option("haiku")
    assert page.locator("#progress").inner_text().endswith("Nothing is missing.")
    name, content = download(page)
    document = json.loads(content)
    assert list(document["type_checklist"]) == ["position"]
    assert document["paper_type"] == "position"
    assert_passes(copy_example(tmp_path, "typed-survey"), name, content)


@pytest.mark.browser
def test_lists_filter_by_partly(visit_checklist: Open) -> None:
    page = visit_checklist("scans/#partly=shared_code.commands_given")
    page.locator("details[open] .filters").first.wait_for()
    assert page.locator("table.scans tbody tr").count() >= 1
    assert violations(page) == ""


@pytest.mark.parametrize("executor", ["", "concurrent.futures:ProcessPoolExecutor"])
def test_workers_know_the_instruments_of_the_collection(executor: str) -> None:
    use_folder(ROOT / "examples" / "ml-checklist" / "instruments")
    try:
        prepare = partial(use_schemas, own_schemas())
    finally:
        use_schemas({})
    workers = Workers(jobs=2, executor=executor, prepare=prepare)
    try:
        assert workers.start().submit(with_key, "ml_checklist-1").result().title == "Machine learning checklist"
    finally:
        workers.end()
