"""Finding papers in the list of all scans: queries as readers type them, filters, the way back, and the keyboard."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.support.browsing import Open, titles
from tests.support.building_once import BuildOnce
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE
from tests.support.sites import Site, build, copy_project

pytestmark = pytest.mark.browser

INDEX = json.loads(REPRODUCIBILITY_FILE.read_bytes())
SURVEY = json.loads(SURVEY_FILE.read_bytes())
ARITHMETIC = "Editing models with task arithmetic"
ALIGNMENT = "Probing the Emergence of Cross-lingual Alignment during LLM Training"
HASH = "1457c0d6bfcb4967418bfb8ac142f64a"
# Title, authors, venue, year, address of the PDF, code, data.
PAPERS = [
    (
        "Attention is all you need",
        "Ashish Vaswani",
        "NIPS",
        2017,
        f"https://papers.nips.cc/paper/2017/file/{HASH}-Paper.pdf",
        1,
        1,
    ),
    (
        "Is attention all you need? No.",
        "Ada Vaswani",
        "ICML",
        2019,
        "https://proceedings.mlr.press/v97/vaswani19a/vaswani19a.pdf",
        0,
        0,
    ),
    ("BERT: pre-training", "Jacob Devlin", "ACL", 2019, "https://aclanthology.org/N19-1423.pdf", 1, 1),
    (
        "Bertrand's paradox",
        "Robert Albertson",
        "AAAI",
        2014,
        "https://ojs.aaai.org/index.php/AAAI/article/view/3762/3640",
        0,
        0,
    ),
    ("Kernel methods", "Bernhard Schölkopf", "ICML", 2019, "https://openreview.net/pdf?id=BJxsrgStvr", 0, 1),
    ("Mean maps", "Bernhard Schoelkopf", "ICML", 2018, "", 1, 0),
    ("Deep belief", "Geoffrey Hinton", "NeurIPS", 2020, "", 0, 0),
    ("Learning representations of machines", "Ivan Vulić", "ICLR", 2019, "", 0, 1),
]


@pytest.fixture(scope="module")
def collection(build_once: BuildOnce) -> Site:
    """Return a site of a few made-up papers beside the real ones."""
    return build_once.site("scans-to-find", _build)


def _build(folder: Path) -> Site:
    copy_project(folder)
    for number, (title, author, venue, year, address, code, data) in enumerate(PAPERS):
        paper: dict[str, Any] = {"title": title, "authors": [author, "C. Ito"], "year": year, "venue": venue}
        answers = {"open_source_code": code, "open_datasets": data}
        variables = {name: {"result": "Yes" if yes else "No", "response": "Because."} for name, yes in answers.items()}
        scan = {
            **INDEX,
            "paper": {**paper, "pdf_url": address or None},
            "variables": {**INDEX["variables"], **variables},
        }
        write_json(folder / "scans" / f"{venue.lower()}-{year}" / f"paper-{number}.json", scan)
    theory = {**INDEX["variables"], "research_type": {"result": "Theoretical", "response": "It proves a bound."}}
    paper = {"title": "On bounds", "authors": ["Emmy Noether"], "year": 2015, "venue": "AAAI"}
    write_json(folder / "scans" / "aaai-2015" / "bounds.json", {**INDEX, "paper": paper, "variables": theory})
    return build(folder)


def found(page: Page, words: str) -> list[str]:
    """Return the titles of what is found when all data is there."""
    page.get_by_label("Find a paper").fill(words)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^(1\u2013\d+ of )?\d+ scans?$"))
    expect(page.locator("table.scans[aria-busy]")).to_have_count(0)
    return titles(page)


EXACT = [
    (ARITHMETIC, [ARITHMETIC]),
    ("task-arithmetic", [ARITHMETIC]),
    ('"task arithmetic"', [ARITHMETIC]),
    ("Ilharco", [ARITHMETIC]),
    ("Ilharco et al. 2023", [ARITHMETIC]),
    ("Ilharco, G.", [ARITHMETIC]),
    ("Ilharco and Farhadi (2023)", [ARITHMETIC]),
    ("G. Hinton", ["Deep belief"]),
    ("Vulić", ["Learning representations of machines"]),
    ("Vulic", ["Learning representations of machines"]),
    ("Schölkopf", ["Kernel methods", "Mean maps"]),
    ("Schoelkopf", ["Kernel methods", "Mean maps"]),
    ("Scholkopf", ["Kernel methods"]),
    ("ICML 2019", ["Is attention all you need? No.", "Kernel methods"]),
    ("ICML2019", ["Is attention all you need? No.", "Kernel methods"]),
    ("ICML, 2019", ["Is attention all you need? No.", "Kernel methods"]),
    ("(ICML 2019)", ["Is attention all you need? No.", "Kernel methods"]),
    ("International Conference on Machine Learning 2019", ["Is attention all you need? No.", "Kernel methods"]),
    (
        "Proceedings of the 36th International Conference on Machine Learning 2019",
        ["Is attention all you need? No.", "Kernel methods"],
    ),
    ("International Conference on Machine Lear", ["Is attention all you need? No.", "Kernel methods", "Mean maps"]),
    ("NIPS 2020", ["Deep belief"]),
    ("NeurIPS 2017", ["Attention is all you need"]),
    ("attention is all you need", ["Attention is all you need", "Is attention all you need? No."]),
    ("bert", ["BERT: pre-training", "Bertrand's paradox"]),
    ("year:2019 venue:ICML", ["Is attention all you need? No.", "Kernel methods"]),
    ("venue:icml year:2018", ["Mean maps"]),
    ('author:"Ada Vaswani"', ["Is attention all you need? No."]),
    ("author:attention", []),
    ("theoretical", ["On bounds"]),
    ("2406.13229", [ALIGNMENT]),
    ("https://openreview.net/forum?id=BJxsrgStvr", ["Kernel methods"]),
    ("BJxsrgStvr", ["Kernel methods"]),
    ("https://proceedings.mlr.press/v97/vaswani19a.html", ["Is attention all you need? No."]),
    (f"https://proceedings.neurips.cc/paper/2017/hash/{HASH}-Abstract.html", ["Attention is all you need"]),
    ("https://ojs.aaai.org/index.php/AAAI/article/view/3762", ["Bertrand's paradox"]),
    ("https://aclanthology.org/N19-1423/", ["BERT: pre-training"]),
    ("10.1000/182", []),
]


def test_papers_are_found_by_words_as_readers_type_them(visit: Open) -> None:
    page = visit("scans/")
    wrong = {}
    for words, expected in EXACT:
        if found(page, words) != expected:
            wrong[words] = titles(page)
    assert wrong == {}


@pytest.mark.parametrize("words", ["Editting models", "Editing modles", "Ilarco", "arithmetiic"])
def test_one_slip_is_forgiven_and_the_page_says_so(visit: Open, words: str) -> None:
    page = visit("scans/")
    assert found(page, words) == [ARITHMETIC]
    expect(page.get_by_text("Did you mean")).to_contain_text("These scans have similar words.")


def test_an_identifier_that_no_scan_has_is_explained(visit: Open) -> None:
    page = visit("scans/")
    assert found(page, "https://arxiv.org/abs/2212.04089") == []
    expect(page.get_by_text("No scan gives this identifier. Try the title of the paper.")).to_be_visible()


def test_identifiers_are_promised_only_if_most_scans_have_one(collection: Site) -> None:
    for path in ("index.html", "scans/index.html"):
        assert "Title, author, venue or year" in collection.page(path)
        assert "DOI or arXiv id" not in collection.page(path)


def test_papers_with_neither_code_nor_data_are_found_by_the_keyboard(visit: Open) -> None:
    page = visit("scans/")
    page.get_by_label("Find a paper").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("Open source code").focus()
    page.keyboard.press("n")
    expect(page.get_by_label("Open datasets").locator("option")).to_have_text(["any", "yes (4)", "no (3)"])
    page.get_by_label("Open datasets").focus()
    page.keyboard.press("n")
    expect(page.get_by_role("status")).to_have_text("3 scans")
    assert page.url.endswith("#no=open_source_code&no=open_datasets")
    assert set(titles(page)) == {"Is attention all you need? No.", "Bertrand's paradox", "Deep belief"}
    page.go_back()
    expect(page.get_by_role("status")).not_to_have_text("3 scans")
    assert page.get_by_label("Open source code").input_value() == "no"
    assert page.get_by_label("Open datasets").input_value() == ""


def test_filters_order_and_words_are_kept_in_the_address_and_on_the_way_back(visit: Open) -> None:
    page = visit("scans/#find=need&venue=ICML&year=2019&type=experimental&sort=-score")
    expect(page.get_by_role("status")).to_have_text("1 scan")
    assert page.get_by_label("Venue").input_value() == "ICML"
    page.get_by_role("link", name="Is attention all you need? No.").click()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("1 scan")
    assert page.get_by_label("Year").input_value() == "2019"
    page.get_by_role("button", name="Remove all filters").click()
    expect(page.get_by_role("status")).to_have_text("2 scans")
    assert page.url.endswith("#find=need&sort=-score")


def test_a_question_of_a_long_instrument_is_chosen_before_its_answer(visit: Open) -> None:
    page = visit("scans/")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("More questions").select_option(label="Limitations section present")
    question = page.get_by_label("Limitations section present")
    expect(question).to_be_focused()
    expect(question.locator("option")).to_have_text(["any", "yes (1)", "no (0)", "not applicable (0)"])
    question.select_option("yes")
    expect(page.get_by_role("status")).to_have_text("1 scan")
    assert titles(page) == [ALIGNMENT]


def test_theoretical_papers_have_no_score_and_come_last_by_score(visit: Open) -> None:
    page = visit("scans/#instrument=reproducibility-1")
    for _ in range(2):
        page.get_by_role("button", name="Score").click()
        expect(page.locator("table.scans tbody tr").last).to_contain_text("On bounds")
    page.reload()
    last = page.locator("table.scans tbody tr").last
    expect(last).to_contain_text("no score")
    expect(last).to_contain_text("questions on data and hardware rarely apply to theory")


def test_the_first_click_on_score_shows_the_best_first(visit: Open) -> None:
    page = visit("scans/")
    page.get_by_role("button", name="Score").click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


class Held:
    """Requests that wait until they are let go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.routes: list[Route] | None = []
        page.route(pattern, self._take)

    def _take(self, route: Route) -> None:
        if self.routes is None:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self) -> None:
        held, self.routes = self.routes or [], None
        for route in held:
            route.continue_()


def test_while_data_loads_no_rows_look_like_results(visit: Open) -> None:
    page = visit("scans/")
    held = Held(page, "**/rows-*")
    page.get_by_label("Find a paper").fill("ICML 2019")
    expect(page.get_by_role("status")).to_have_text("Searching…")
    assert page.locator("table.scans[aria-busy=true]").count() == 1
    assert titles(page) == []
    held.let_go()
    expect(page.get_by_role("status")).to_have_text("2 scans")


def test_titles_are_shown_before_authors_have_loaded(visit: Open) -> None:
    page = visit("scans/")
    held = Held(page, "**/*-authors.json")
    page.get_by_label("Find a paper").fill("arithmetic")
    expect(page.get_by_role("status")).to_have_text("1 scan, searching authors…")
    assert titles(page) == [ARITHMETIC]
    held.let_go()
    expect(page.get_by_role("status")).to_have_text("1 scan")
    expect(page.locator("table.scans tbody small").first).to_contain_text("Gabriel Ilharco")


def test_a_row_that_was_found_is_the_row_of_the_page_without_script(visit: Open) -> None:
    page = visit("scans/")
    texts = "rows => rows.map(row => row.textContent.replace(/\\s+/g, ' ').trim())"
    first = page.locator("table.scans tbody tr").evaluate_all(texts)
    page.get_by_label("Find a paper").fill("a")
    page.get_by_label("Find a paper").fill("")
    page.get_by_role("button", name="Paper").click()
    expect(page.get_by_role("status")).to_have_text(f"{len(first)} scans")
    expect(page.locator("table.scans[aria-busy]")).to_have_count(0)
    expect(page.locator("table.scans tbody small").first).not_to_be_empty()
    assert sorted(page.locator("table.scans tbody tr").evaluate_all(texts)) == sorted(first)
