"""Searching in all texts of the five real scans, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.support.browsing import Open
from tests.support.paths import REPRODUCIBILITY, SURVEY
from tests.support.search_index import divided_index
from tests.support.serving import served
from tests.support.sites import Site

from scanpress.scan_pages.search.words import SHORTEST_FORGIVEN, words_of

pytestmark = pytest.mark.browser

ARITHMETIC = "Editing models with task arithmetic"
ALIGNMENT = "Probing the Emergence of Cross-lingual Alignment during LLM Training"
REPTILE = "Sequential Reptile: Inter-Task Gradient Alignment for Multilingual Learning"
DONE = re.compile(r"^(1\u2013\d+ of )?\d+ scans?$")


def titles(page: Page) -> list[str]:
    expect(page.get_by_role("status")).to_have_text(DONE)
    return page.get_by_role("heading", level=3).all_inner_texts()


def found(page: Page, words: str) -> list[str]:
    """Search for words, and return the titles of what is found."""
    page.get_by_label("Find words").fill(words)
    return titles(page)


def test_words_of_a_reason_lead_to_the_answer(visit: Open) -> None:
    page = visit("search/")
    assert found(page, "random seeds") == [ALIGNMENT]
    line = page.locator(".items .links li").first
    expect(line).to_contain_text("No mention of multiple random seeds.")
    expect(line.locator("mark")).to_have_text(["random", "seeds", "seed"])
    line.get_by_role("link", name="No: Seed sensitivity reported").click()
    page.wait_for_url(f"**/{SURVEY}/#seed_sensitivity_reported")
    expect(page.locator(":target")).to_contain_text("No mention of multiple random seeds.")


def test_every_place_that_is_found_is_on_its_page(visit: Open) -> None:
    page = visit("search/#find=the")
    assert len(titles(page)) == 5
    for address in page.locator(".items .links a").evaluate_all("links => links.map((link) => link.href)"):
        anchor = address.partition("#")[2]
        assert anchor
        there = visit(address.partition("/scans/")[1].strip("/") + "/" + address.partition("/scans/")[2])
        expect(there.locator(f"[id='{anchor}']")).to_have_count(1)


EXACT = [
    ("Vulic", [ALIGNMENT]),
    ("Vulić", [ALIGNMENT]),
    ("ILHARCO", [ARITHMETIC]),
    ("hajishirz", [ARITHMETIC]),
    ("pasquale minervini", [ALIGNMENT]),
    ("zzzzz", []),
    ("2406.13229", [ALIGNMENT]),
    ("https://arxiv.org/pdf/2406.13229v2.pdf", [ALIGNMENT]),
    ("arXiv:2406.13229", [ALIGNMENT]),
    ("https://doi.org/10.48550/arXiv.2406.13229", [ALIGNMENT]),
    ("10.1000/182", []),
]
# What a reader types, what is found instead of the wrong word, and the papers.
WRONG = [("reptiile", "reptile", [REPTILE]), ("eptile", "reptile", [REPTILE]), ("retpile", "reptile", [REPTILE])]


def test_words_and_identifiers_are_found_as_readers_type_them(visit: Open) -> None:
    page = visit("search/")
    wrong = {words: titles(page) for words, expected in EXACT if found(page, words) != expected}
    assert wrong == {}


def test_one_wrong_letter_is_forgiven_and_the_page_says_so(visit: Open) -> None:
    page = visit("search/")
    for words, meant, expected in WRONG:
        assert found(page, words) == expected
        note = page.locator("main").get_by_role("note")
        expect(note).to_have_text(f"No text has “{words}”. These have “{meant}”.")
    assert found(page, "wrptiel") == []


def test_words_with_divided_beginnings_are_found_as_others_are(visit: Open, site: Site) -> None:
    page, divided = visit("search/"), visit("search/")
    index, division = divided_index(site, files=64, similar=16)

    def give(route: Route) -> None:
        name = route.request.url.partition("search/texts/")[2].removesuffix(".json")
        route.fulfill(json={"texts": index[name]}) if name in index else route.continue_()

    divided.route("**/search/texts/**", give)
    divided.reload()
    starts = [start for start in sorted(division.divided) if start.isalpha()]
    begun = [max(division.divided[start], key=len) for start in starts]
    forgiven = [[word for word in division.divided[start] if len(word) >= SHORTEST_FORGIVEN] for start in starts]
    short = [min(words, key=len) for words in forgiven if words]
    wrong = [f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2:]}" for word in short[:6]
             for place in (1, len(word) - 3, len(word) - 2)]  # fmt: skip
    assert starts
    differing = {}
    for words in (*starts, *begun, *(f"{word} " for word in starts), *wrong, "cont learning", "the of and"):
        expected = found(page, words), page.locator("main").get_by_role("note").inner_text()
        if (found(divided, words), divided.locator("main").get_by_role("note").inner_text()) != expected:
            differing[words] = expected
    assert differing == {}


def test_filters_words_and_order_are_in_the_address(visit: Open) -> None:
    page = visit("search/#find=learning&instrument=reproducibility-1&yes=open_source_code&sort=year")
    first = titles(page)
    assert ALIGNMENT not in first
    assert first[-1] == ARITHMETIC
    expect(page.get_by_label("Sort by")).to_have_value("year")
    page.get_by_label("Red flags").select_option("some")
    expect(page.get_by_role("status")).to_have_text("0 scans")
    page.get_by_role("button", name="Remove all filters").click()
    expect(page.get_by_role("status")).not_to_have_text("0 scans")
    assert page.url.endswith("#find=learning&sort=year")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("0 scans")
    page.go_back()
    assert titles(page) == first


def test_scans_with_a_date_come_first_and_newest_first_if_they_are_sorted_by_date(
    browser: Browser, many_scans_site: Site
) -> None:
    page = browser.new_page()
    with served(many_scans_site.output) as address:
        page.goto(f"{address}search/#find=paper&sort=date")
        titles(page)
        first = page.locator("li h3 a").evaluate_all("links => links.map(({ href }) => href.slice(0, -1))")
        dates = [page.request.get(f"{scan}.json").json()["rater"].get("date", "") for scan in first]
    page.close()
    assert dates[0]
    assert dates == sorted(dates, reverse=True)


def test_filters_alone_find_scans(visit: Open) -> None:
    page = visit("search/#flags=some")
    assert titles(page) == [ALIGNMENT]
    expect(page.locator("mark")).to_have_count(0)


def test_an_identifier_typed_on_any_page_leads_to_its_paper_and_back(visit: Open) -> None:
    page = visit("about/")
    page.keyboard.press("/")
    page.keyboard.type("https://doi.org/10.48550/arXiv.2406.13229")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SURVEY}/")
    page.go_back()
    page.wait_for_url("**/about/")


def test_the_keyboard_is_enough(visit: Open) -> None:
    page = visit(f"{REPRODUCIBILITY}/")
    page.keyboard.press("/")
    page.keyboard.type("seed sensitivity")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/#find=seed*")
    assert titles(page) == [ALIGNMENT]
    page.keyboard.press("/")
    expect(page.get_by_label("Find words")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".items .links a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SURVEY}/")


def test_addresses_of_persons_are_masked_in_what_is_shown(visit: Open) -> None:
    page = visit("search/")
    said = "Write to {ada, charles}@analytical.engine or łukasz@example.org, at 50 %."
    assert page.evaluate("text => masked(text)", said) == "Write to EMAIL or EMAIL, at 50 %."


def test_the_script_and_the_index_agree_on_what_a_word_is(visit: Open) -> None:
    page = visit("search/")
    latin = "Schölkopf\u2019s ﬁne-tuned ŁUKASZ"
    for text in (latin, "naïve β₁=0.9 ½ x_y", "हिन्दी 李明 ΣΊΣΥΦΟΣ İzmir ǅ", "e\u0301tude K"):
        assert page.evaluate("text => plainWords(text).split(' ')", text) == words_of(text)


def test_without_script_the_page_leads_to_lists(visit: Open) -> None:
    page = visit("search/", java_script_enabled=False)
    expect(page.get_by_role("main")).to_contain_text("Searching needs JavaScript.")
    page.get_by_role("link", name="the list of all scans").click()
    page.wait_for_url("**/scans/")


def test_without_script_the_field_of_any_page_leads_to_the_search_page(visit: Open) -> None:
    page = visit("about/", java_script_enabled=False)
    page.get_by_placeholder("Search").fill("seeds")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\??$"))
