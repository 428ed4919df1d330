"""Pages over many scans: venues, questions and the state of scans, with figures that can be counted again."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import append
from tests.support.many_scans import PERSON, PIPELINE, write_many_scans
from tests.support.sites import Site, build

from scanpress.corpus.statistics import wilson

PARTS = {
    "data": ("open_datasets", "dataset_splits"),
    "code": ("open_source_code",),
    "other": ("pseudocode", "hardware_specification", "software_dependencies", "experiment_setup"),
}
QUESTION = "instruments/reproducibility/1/open_source_code"


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Return the documents of the site by path."""
    return write_many_scans(tmp_path_factory.mktemp("many-scans"))


def scored(scans: Mapping[str, Any], **paper: Any) -> dict[str, Any]:
    """Return the experimental reproducibility scans that count, of papers with these values."""
    return {
        path: scan["variables"]
        for path, scan in scans.items()
        if "variables" in scan
        and scan["variables"]["research_type"]["result"] == "Experimental"
        and scan.get("status", {}).get("state") != "withdrawn"
        and paper.items() <= scan["paper"].items()
    }


def met(answers: Mapping[str, Any], question: str = "open_source_code") -> int:
    return sum(variables[question]["result"] == "Yes" for variables in answers.values())


def paths_of(scans: Mapping[str, Any], venue: str, year: int) -> list[str]:
    found = ((path, scan["paper"]) for path, scan in scans.items())
    return sorted(path for path, paper in found if (paper["venue"], paper["year"]) == (venue, year))


def links(page: str) -> set[str]:
    return set(re.findall(r'href="?((?:\.\./)+[^"> ]*)', page))


def test_a_question_says_what_is_asked_and_how_often_it_is_met_by_year_and_venue(
    many_scans_site: Site, scans: Mapping[str, Any]
) -> None:
    page = many_scans_site.page(f"{QUESTION}/index.html")
    whole = scored(scans)

    assert "Is the code of the paper open?" in page
    assert f"Yes in {met(whole)} of {len(whole)} " in page
    for year in (2018, 2022):
        of_year = scored(scans, year=year)
        assert re.search(rf">{year}<td[^>]*><meter[^>]*></meter> {met(of_year)} of {len(of_year)} ", page)
    of_venue = scored(scans, venue="NeurIPS")
    found = wilson(met(of_venue), len(of_venue))
    assert found
    shown = f"{met(of_venue)} of {len(of_venue)} ({100 * found.value:.1f}\u202f%)"
    span = f"{100 * found.low:.1f}\N{EN DASH}{100 * found.high:.1f}\u202f%"
    assert re.search(rf">NeurIPS</a><td[^>]*><meter[^>]*></meter> {re.escape(f'{shown} <small>{span}</small>')}", page)
    assert page.count("<table>") == 2  # by year and by venue, each once
    assert page.count("<figure class=plot>") == 1


def test_all_papers_with_an_answer_are_listed_with_the_reason_and_a_link_to_the_answer(
    many_scans_site: Site, scans: Mapping[str, Any]
) -> None:
    unmet = {path for path, given in scored(scans).items() if given["open_source_code"]["result"] == "No"}
    pages = [address for address in many_scans_site.addresses() if address.startswith(f"{QUESTION}/no/")]
    shown = "".join(map(many_scans_site.page, pages))

    listed = re.findall(r'<a href=(?:\.\./)+(scans/[^">]+)/#open_source_code>', shown)
    assert sorted(listed) == sorted(path.removesuffix(".json") for path in unmet)
    assert "Code available at" in shown


def test_one_click_leads_from_a_scan_to_all_papers_with_the_same_answer(many_scans_site: Site) -> None:
    page = many_scans_site.page("scans/iclr-2020/paper-113/index.html")
    assert f"../../../{QUESTION}/" in links(page)
    question = many_scans_site.page(f"{QUESTION}/index.html")
    assert '<h2 id="no">✗ No: ' in question
    assert f"../../../../{QUESTION}/no/" in links(question)


def test_lists_by_answer_can_be_left_out(project: Path) -> None:
    append(project / "pelicanconf.py", "ANSWER_LISTS = False\n")
    site = build(project)
    assert [address for address in site.addresses() if address.startswith(f"{QUESTION}/")] == [f"{QUESTION}/index.html"]
    assert "with this answer" not in site.page(f"{QUESTION}/index.html")


def test_a_venue_has_a_page_for_each_year_with_figures_and_all_its_scans(
    many_scans_site: Site, scans: Mapping[str, Any]
) -> None:
    of_year = {
        path for path, scan in scans.items() if (scan["paper"]["venue"], scan["paper"]["year"]) == ("ICLR", 2021)
    }
    page = many_scans_site.page("venues/iclr/2021/index.html")
    answers = scored(scans, venue="ICLR", year=2021)
    points = [sum(answer["result"] == "Yes" for answer in variables.values()) for variables in answers.values()]

    assert f"{len(of_year)} scans" in page
    assert f"{len(answers)} scans, not counting " in page
    assert f"Documentation score, mean: {sum(points) / len(points):.2f} of 7" in page
    for part, questions in PARTS.items():
        mean = sum(met(answers, question) for question in questions) / len(answers)
        assert f"Documentation score, mean of {part}</a><td>{mean:.2f} of {len(questions)}<td>" in page
    industry = sum(given["researcher_affiliation"]["result"] != "Academia" for given in answers.values())
    assert f"With an author from industry</a><td>{industry} of {len(answers)} " in page
    assert {path.removesuffix(".json") + "/" for path in of_year} <= {link.lstrip("./") for link in links(page)}
    assert "../../venues/iclr/2021/" in links(many_scans_site.page("venues/iclr/index.html"))
    assert "../venues/iclr/" in links(many_scans_site.page("venues/index.html"))


def test_the_statistics_lead_to_the_papers_that_share_neither_code_nor_data(many_scans_site: Site) -> None:
    page = many_scans_site.page("statistics/index.html")
    address = "../scans/#type=experimental&amp;no=open_source_code&amp;no=open_datasets"
    assert f'<a href="{address}">Neither shared</a>' in page


def test_a_venue_without_an_entry_has_a_page_under_its_own_name_and_is_reported_once(many_scans_site: Site) -> None:
    assert "<h1>Workshop on Insights</h1>" in many_scans_site.page("venues/workshop-on-insights/index.html")
    said = " ".join(many_scans_site.said.split())
    assert said.count("Venues without an entry in venues.yaml: Workshop on Insights.") == 1


def test_what_became_of_scans_is_listed_newest_first_with_replies(
    many_scans_site: Site, scans: Mapping[str, Any]
) -> None:
    page = many_scans_site.page("status/index.html")
    dates = re.findall(r"\((?:The editors|Author \d+), (\d{4}-\d\d-\d\d)\)", page)
    noted = [path for path, scan in scans.items() if "status" in scan]

    assert dates == sorted(dates, reverse=True)
    assert page.count("<h3>") == len(noted)
    assert "The code is in the supplement." in page
    assert "The authors object to one answer." in page


def test_a_scan_says_where_its_score_is_among_those_of_its_venue_and_year(
    many_scans_site: Site, scans: Mapping[str, Any]
) -> None:
    answers = scored(scans, venue="ICLR", year=2020)
    points = sorted(sum(answer["result"] == "Yes" for answer in each.values()) for each in answers.values())
    median = points[(len(points) - 1) // 2]
    path = next(iter(answers)).removesuffix(".json")
    page = many_scans_site.page(f"{path}/index.html")

    assert f"half of the {len(points)} scans of experimental papers have {median} of 7 or more" in page
    assert 'aria-label="Scores of these scans, with this paper marked"' in page


def test_scans_of_a_venue_and_year_lead_to_each_other_in_order(many_scans_site: Site, scans: Mapping[str, Any]) -> None:
    paths = paths_of(scans, "ICLR", 2019)
    for before, path in pairwise(paths):
        page = many_scans_site.page(f"{before.removesuffix('.json')}/index.html")
        assert f"<a rel=next href=../{path.rpartition('/')[2].removesuffix('.json')}/>" in page
    assert "rel=prev" not in many_scans_site.page(f"{paths[0].removesuffix('.json')}/index.html")


def test_raters_are_reached_from_a_scan(many_scans_site: Site) -> None:
    assert {PIPELINE, PERSON} <= set(re.findall(r">([^<]+)</a>", many_scans_site.page("raters/index.html")))


def test_the_plots_of_a_page_over_several_instruments_name_theirs(many_scans_site: Site) -> None:
    instruments = ("Methodology checklist (v3)", "Reproducibility record (v1)")
    for path in ("raters/a-pipeline", "venues/iclr"):
        titles = re.findall(r"<figcaption id=[^>]*><h3>(.*?)</h3>", many_scans_site.page(f"{path}/index.html"))
        assert {title.rpartition(" · ")[2] for title in titles} == set(instruments)
        assert len(set(titles)) == len(titles)
    titles = re.findall(r"<figcaption id=[^>]*><h3>(.*?)</h3>", many_scans_site.page("statistics/index.html"))
    assert not any(title.endswith(instruments) for title in titles)  # there, the heading above does


def test_statistics_over_all_scans_are_drawn_with_the_same_numbers_in_plot_and_table(
    many_scans_site: Site, scans: Mapping[str, Any]
) -> None:
    page = many_scans_site.page("statistics/index.html")
    figures = {found.split('"', 1)[0].split(">")[0]: found for found in page.split("<figcaption id=")[1:]}
    for year in (2019, 2022):
        of_year = scored(scans, year=year)
        share = f"{100 * met(of_year) / len(of_year):.1f}\u202f%"
        table = figures["reproducibility-1-questions-by-year"].partition("<table>")[2]
        row = table.partition(f"<tr><th scope=row>{year}<")[2].partition("<tr>")[0]
        assert f"<td class=number>{share} <small>" in row
        assert f"n = {len(of_year)}" in row
    points = [sum(answer["result"] == "Yes" for answer in each.values()) for each in scored(scans).values()]
    drawing, _, table = figures["reproducibility-1-scores"].partition("<table>")
    for score in range(8):
        assert re.search(rf">{points.count(score):,}</text>", drawing)
        assert f"<tr><th scope=row>{score}<td class=number>{points.count(score):,}<" in table
    assert "statistics/" in many_scans_site.page("index.html")
