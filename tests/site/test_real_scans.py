"""What a reader finds on the site of the five real scans."""

import re

import pytest
from tests.support.paths import REAL_SCANS, ROOT, SURVEY
from tests.support.sites import Site

SURVEY_PAGE = f"{SURVEY}/index.html"


def test_front_page_links_every_scan(site: Site) -> None:
    front = site.page("index.html")
    assert len(REAL_SCANS) == 5
    assert all(f"href=./{path.removesuffix('.json')}/" in front for path in REAL_SCANS)


@pytest.mark.parametrize("path", REAL_SCANS)
def test_raw_file_is_served_byte_for_byte(site: Site, path: str) -> None:
    assert (site.output / path).read_bytes() == (ROOT / path).read_bytes()


@pytest.mark.parametrize("path", REAL_SCANS)
def test_page_says_how_many_bytes_the_raw_file_has(site: Site, path: str) -> None:
    page = site.page(path.removesuffix(".json") + "/index.html")
    assert f'title="JSON, {(ROOT / path).stat().st_size / 1000:.1f} kB">Raw</a>' in page


def test_survey_page_shows_its_score_with_the_denominator(site: Site) -> None:
    page = site.page(SURVEY_PAGE)
    assert "22 of 50 (44.0\N{NARROW NO-BREAK SPACE}%)" in page
    assert "Answers to 64 questions" in page


def test_survey_page_shows_every_part_of_the_file(site: Site) -> None:
    page = site.page(SURVEY_PAGE)
    assert page.count("<section class=category>") == 13
    assert page.count("<li id=") == 64 + 5 + 4
    assert "Claims (5)" in page
    assert "Red flags (4)" in page
    assert "Cited papers (11)" in page
    assert len(re.findall(r"<dt>[^<]+ <b>\d</b> of 3", page)) == 6


def test_a_category_shows_what_is_not_met_and_folds_the_rest(site: Site) -> None:
    page = site.page(SURVEY_PAGE)
    category = page[page.index("<h3 id=evaluation_design>") : page.index("<h3 id=claims_and_evidence>")]
    parts = (
        "5 of 7 yes",
        "✗ No</b>",
        "✓ 5 yes</summary>",
        "✓ Yes</b>",
        " 2 not applicable</summary>",
        "Not applicable</b>",
    )
    order = [category.index(text) for text in parts]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("scan", "documentation", "reproducibility"),
    [
        ("iclr-2022/sequential-reptile", "4 of 7", "5 of 15 papers with data alone could be reproduced"),
        ("iclr-2023/task-arithmetic", "4 of 7", "6 of 7 papers with code and data could be reproduced"),
        ("iclr-2024/sequencematch", "5 of 7", "5 of 15 papers with data alone could be reproduced"),
        (
            "iclr-2025/language-imbalance-driven-rewarding",
            "5 of 7",
            "6 of 7 papers with code and data could be reproduced",
        ),
    ],
)
def test_reproducibility_page_shows_both_scores(
    site: Site, scan: str, documentation: str, reproducibility: str
) -> None:
    page = site.page(f"scans/{scan}/index.html")
    assert f"<b>{documentation}</b>" in page
    assert f"<b>{reproducibility}</b>" in page


def test_a_verdict_that_is_given_too_often_says_so_beside_it(site: Site) -> None:
    page = site.page("scans/iclr-2023/task-arithmetic/index.html")
    row = page[page.index("<tr id=experiment_setup>") :]
    assert "it did so for 31 of 59 papers" in row[: row.index("</table>")]


def test_every_scan_by_a_model_carries_the_notice(site: Site) -> None:
    assert "A language model wrote these answers" in site.page("scans/iclr-2024/sequencematch/index.html")
    assert "A language model wrote these answers" not in site.page(SURVEY_PAGE)  # its file does not say who answered


def test_title_and_heading_name_the_paper(site: Site) -> None:
    page = site.page(SURVEY_PAGE)
    title = "Probing the Emergence of Cross-lingual Alignment during LLM Training"
    assert f"<title>{title} · " in page
    assert f"<h1>{title}</h1>" in page


def test_imprint_and_privacy_are_linked_from_every_page(site: Site) -> None:
    for path in site.output.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert all(f"{name}/ lang=de>" in page for name in ("impressum", "datenschutz")), path


def test_sample_operator_puts_a_banner_on_every_page(site: Site) -> None:
    assert "Preview only" in site.page("index.html")
    assert "Preview only" in site.page(SURVEY_PAGE)
