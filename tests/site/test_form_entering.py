"""While a field is filled in, the form corrects what can be corrected, and says what it did and what is wrong."""

import random
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.cli.test_new import ONE, SEVERAL
from tests.support.browsing import Open, violations_in_both_schemes
from tests.support.form_filling import REPRODUCIBILITY_FORM, download, fill
from tests.support.paths import ROOT

from scanpress.checking import written_apart
from scanpress.checking.known.authors import readings
from scanpress.checking.known.copied import arxiv_id, doi
from scanpress.cli.draft import suggested_group, suggested_name
from scanpress.facts import load_venues

pytestmark = pytest.mark.browser

IDENTIFIERS = {
    "arxiv": [
        "2406.13229", "arXiv:2406.13229", "arxiv: 2406.13229v2", "https://arxiv.org/abs/2406.13229v2",
        "http://arxiv.org/pdf/2406.13229v1.pdf", "arxiv.org/abs/2406.13229", "https://export.arxiv.org/abs/2406.13229",
        "https://arxiv.org/abs/2406.13229?context=cs", "https://doi.org/10.48550/arXiv.2406.13229", "hep-th/9901001v3",
        "arXiv 2406.13229", "arXiv:2406.13229 [cs.CL]", "2406.13229v2 [cs]", "https://arxiv.org/abs/2406.13229/",
        "doi:10.48550/arXiv.2406.13229", "arXiv:https://arxiv.org/abs/2406.13229", "see the paper", "",
    ],
    "doi": [
        "10.1000/182", "doi:10.1000/182", "DOI: 10.1000/182", "https://doi.org/10.1000/182",
        "http://dx.doi.org/10.1000/182", "doi.org/10.1000/182", "https://www.doi.org/10.1000/182", "10.1000/a(b)c;d",
        "DOI 10.1000/182", "doi:https://doi.org/10.1000/182", "https://doi.org/doi:10.1000/182", "urn:doi:10.1000/182",
        "info:doi/10.1000/182", "none", "",
    ],
}  # fmt: skip
NAMES = (
    "Ada Byron", "Byron", "A.", "B. C.", "J.-L.", "van der Berg", "Ana M.", "García Márquez", "王小明", "김철수", "Li",
    "Jr.", "et al.", "others", "Google Research",
    "Zoë", "ÖZ", "Å", "", "o'Brien-Smith", "de la Cruz Pérez", "Ph.D.", "…",
)  # fmt: skip
BETWEEN = (
    ", ", ",", "; ", " and ", ", and ", " AND ", " & ", " &amp; ", " und ", " y ", " et ", " / ", " | ", "、",
    "\N{FULLWIDTH COMMA}", "\N{FULLWIDTH SEMICOLON}", " · ", "·", "\n", " ", "\t", "\xa0",
    "\N{ARABIC COMMA} ", "\N{ARABIC SEMICOLON} ", "\u2028", "\u2029",
)  # fmt: skip
PAPERS: list[dict[str, Any]] = [
    {"title": "A Made-up Paper", "venue": "ICLR", "year": 2024},
    {"title": "Über Ångström & Łódź: a study", "venue": "62nd Annual Meeting of the ACL", "year": 2024},
    {"title": "One two three four five six seven", "venue": "Workshop on Insights 2024", "year": 2024},
    {"title": "Straße.json", "venue": "International Conference on Learning Representations", "year": 2023},
    {"title": "深度学习", "arxiv_id": "2406.13229", "year": 2024},
    {"title": "Old ids", "arxiv_id": "hep-th/9901001"},
    {"title": "Old ids", "arxiv_id": "math.AG/0601001"},
    {"title": "", "doi": "10.1000/182"},
    {"title": "No year", "venue": "NeurIPS"},
    {"title": "Only a title"},
    {"title": "Con", "venue": "AUX"},
]  # fmt: skip


def made_up_lists() -> list[str]:
    """Make a thousand texts of names and what people write between them, the same ones each time."""
    draw = random.Random(20261129)  # noqa: S311 - the same texts each time
    made = ["".join(each for _ in range(4) for each in (draw.choice(NAMES), draw.choice(BETWEEN))) for _ in range(600)]
    return [*made, *(f"{draw.choice(NAMES)}{draw.choice(BETWEEN)}{draw.choice(NAMES)}" for _ in range(400))]


def field(page: Page, key: str) -> Locator:
    return page.locator(f"[data-key=paper] > [data-key={key}] :is(input, textarea)")


def enter(control: Locator, text: str) -> None:
    """Type a text in one go, as if it were pasted, and leave the field."""
    control.fill(text)
    control.blur()


def hint(page: Page) -> str:
    return page.locator("form p.notice").inner_text()


def test_the_form_reads_identifiers_authors_and_names_as_the_command_does(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    for kind, read in (("arxiv", arxiv_id), ("doi", doi)):
        texts = IDENTIFIERS[kind]
        assert page.evaluate(f"texts => texts.map(identifiers.{kind})", texts) == [read(text) for text in texts]
    texts = [*SEVERAL, *ONE, *made_up_lists()]
    assert page.evaluate("texts => texts.map(writtenApart)", texts) == [list(written_apart(text)) for text in texts]
    meant = [[list(names) for names in readings(text)] for text in texts]
    assert page.evaluate("texts => texts.map(readings)", texts) == meant
    venues = load_venues(ROOT / "content" / "venues.yaml")
    for paper in PAPERS:
        venue = str(paper.get("venue", ""))
        slug = venues.find(venue).slug if venue else ""
        expected = [suggested_group(paper, slug), suggested_name(paper)]
        assert page.evaluate("paper => [suggestedGroup(paper), suggestedName(paper)]", paper) == expected, paper


def test_invisible_characters_are_removed_and_it_is_said(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    title = field(page, "title")
    title.fill("A\u202e pa\u200bper")
    assert title.input_value() == "A paper"
    assert hint(page) == "2 invisible characters were removed."
    assert page.locator("#announced").text_content() == hint(page)
    title.press_sequentially("s")
    assert title.input_value() == "A papers"
    assert page.locator("form p.notice").count() == 0
    reason = page.locator("[data-key=open_datasets] textarea")
    reason.fill("The e\x0cect of \u03b1 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f")
    assert reason.input_value().startswith("The eect of \u03b1 \U0001f3f4\U000e0067")
    assert hint(page).startswith("1 invisible character was removed. Letters such as fi or fl may be missing there")


def test_the_cursor_stays_where_an_invisible_character_is_pasted(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    title = field(page, "title")
    title.fill("AC")
    title.evaluate("control => control.setSelectionRange(1, 1)")
    page.keyboard.insert_text("\u200bB")
    page.keyboard.insert_text("-")
    assert title.input_value() == "AB-C"


def test_identifiers_are_shortened_and_a_wrong_one_says_what_to_write(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    enter(field(page, "arxiv_id"), "https://arxiv.org/abs/2406.13229v2")
    assert (field(page, "arxiv_id").input_value(), hint(page)) == ("2406.13229", "Shortened to 2406.13229.")
    enter(field(page, "arxiv_id"), "")
    enter(field(page, "doi"), "https://doi.org/none")
    assert hint(page).startswith("DOI does not have the required format. The paper's DOI, such as 10.1000/182, without")
    assert field(page, "doi").get_attribute("aria-invalid") is not None
    described = field(page, "doi").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == hint(page)
    enter(field(page, "doi"), "doi:10.1000/182")
    assert field(page, "doi").get_attribute("aria-invalid") is None
    assert hint(page) == "Shortened to 10.1000/182."
    enter(field(page, "doi"), "")
    enter(field(page, "url"), "my page")
    address = "Write an address that starts with https:// or http:// and has no spaces."
    assert hint(page) == f"Web page does not have the required format. {address}"


def test_several_authors_in_a_line_are_written_apart_by_one_click(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM, viewport={"width": 390, "height": 800})
    authors = field(page, "authors")
    enter(authors, "Ada Byron, Bo Li\nByron, Ada\nA and B")
    assert "“Ada Byron, Bo Li” seems to name 2 authors." in hint(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations_in_both_schemes(page) == ""
    page.get_by_role("button", name="Write one per line").click()
    assert authors.input_value() == "Ada Byron\nBo Li\nByron, Ada\nA\nB"
    assert hint(page) == "There is one author per line now."
    enter(authors, "Ada, Bo, Cy, Di")
    assert hint(page) == "“Ada, Bo, Cy, Di” seems to name several authors. Write one author per line."


def test_the_date_is_filled_in_once_it_is_said_who_answered(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    rater = page.locator("[data-key=rater]")
    date, name = rater.locator("[data-key=date] input"), rater.locator("[data-key=name] input")
    assert date.input_value() == ""
    name.fill("Ada")
    assert date.input_value() == datetime.now().astimezone().date().isoformat()
    name.fill("")
    assert date.input_value() == ""
    date.fill("2026-01-31")
    name.fill("Ada Byron")
    assert date.input_value() == "2026-01-31"


def test_a_day_in_the_future_is_refused_when_it_is_entered(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    fill(page, verdict="")
    page.locator("[data-key=rater] [data-key=kind] select").select_option("person")
    page.locator("[data-key=rater] [data-key=name] input").fill("Ada Byron")
    assert page.locator("#progress").inner_text() == "9 of 9 answered. Nothing is missing."
    date = page.locator("[data-key=rater] [data-key=date] input")
    enter(date, "2999-01-31")
    assert hint(page).startswith("Date: Value must be ")
    assert page.locator("#progress").inner_text() == "9 of 9 answered, 1 other field to complete."


def test_line_breaks_of_word_part_authors_and_are_not_removed(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    authors = field(page, "authors")
    authors.fill("Ada Byron\x0bBo Li\u2028Cy Di")
    assert authors.input_value() == "Ada Byron\nBo Li\nCy Di"
    assert page.locator("form p.notice").count() == 0


def test_folder_and_name_are_proposed_as_the_command_does(visit: Open) -> None:
    page = visit(REPRODUCIBILITY_FORM)
    place = page.locator("[data-place]").last
    assert place.inner_text() == "scans/acl-2024/title-of-the-paper.json"
    fill(page, verdict="")
    field(page, "title").fill("Ångström: or not")
    field(page, "venue").fill("International Conference on Learning Representations")
    expect(place).to_have_text("scans/iclr-2024/angstrom.json")
    assert download(page)[0] == "angstrom.json"
