"""Papers that several raters read, side by side, and how often raters agree, on the site of many scans."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import violations
from tests.support.many_scans import PERSON, PIPELINE, RUN
from tests.support.serving import served
from tests.support.sites import Site

RATER = "raters/a-pipeline/index.html"


def pairs(site: Site) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield path and documents of each paper with two scans that count."""
    for again in sorted((site.folder / "scans").glob("*/*-again.json")):
        first = again.with_name(again.name.replace("-again", ""))
        documents = [json.loads(path.read_bytes()) for path in (first, again)]
        if all(document.get("status", {}).get("state") != "withdrawn" for document in documents):
            yield first.relative_to(site.folder).as_posix().removesuffix(".json"), documents[0], documents[1]


def answers(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the verdicts of a reproducibility scan."""
    return {
        name: answer["result"] for name, answer in document["variables"].items() if answer["result"] in {"Yes", "No"}
    }


@pytest.fixture(scope="module")
def compared(many_scans_site: Site) -> list[tuple[str, dict[str, str], dict[str, str]]]:
    """Return the verdicts of both raters of each paper with two reproducibility scans."""
    return [(path, answers(one), answers(other)) for path, one, other in pairs(many_scans_site) if "variables" in one]


def test_the_page_of_a_rater_shows_kappa_and_shares_of_the_very_answers(
    many_scans_site: Site, compared: list[tuple[str, dict[str, str], dict[str, str]]]
) -> None:
    ours = [answer for _, one, _ in compared for answer in one.values()]
    theirs = [other[name] for _, one, other in compared for name in one]
    kappa = import_module("sklearn.metrics").cohen_kappa_score(ours, theirs)
    agreed = sum(one == other for one, other in zip(ours, theirs, strict=True))

    row = re.search(rf"<tr><th scope=row><a[^>]*>{PERSON} \(person\)</a>.*", many_scans_site.page(RATER))
    assert row
    cells = [cell.split("(")[0].strip() for cell in row[0].split("<td")[1:]]
    assert [cell.split(">")[1] for cell in cells[:3]] == [
        f"{len(compared)}",
        f"{agreed:,} of {len(ours):,}",
        f"{kappa:.2f}",
    ]
    methodology = many_scans_site.page("methodology/index.html")
    assert (
        f"<th scope=row>{PIPELINE} and {PERSON}<td class=number>{len(compared)}<td>{agreed:,} of {len(ours):,}"
        in methodology
    )


def test_the_page_of_a_rater_shows_precision_and_recall_if_people_are_right(
    many_scans_site: Site, compared: list[tuple[str, dict[str, str], dict[str, str]]]
) -> None:
    given = [(one["open_source_code"], other["open_source_code"]) for _, one, other in compared]
    hits = given.count(("Yes", "Yes"))
    precision, recall = hits / sum(one == "Yes" for one, _ in given), hits / sum(other == "Yes" for _, other in given)

    people = many_scans_site.page(RATER).split("If people are right")[1]
    row = re.search(r"#open_source_code.*", people)
    assert row
    assert f"<td class=number>{precision:.2f}<td class=number>{recall:.2f}" in row[0]


def test_a_paper_with_two_scans_and_each_of_them_lead_to_each_other(
    many_scans_site: Site, compared: list[tuple[str, dict[str, str], dict[str, str]]]
) -> None:
    for path, one, other in compared[:5]:
        scans = [f"{path}/", f"{path}-again/"]
        pages = [many_scans_site.page(f"{scan}index.html") for scan in scans]
        found = {re.search(r"href=../../../(papers/[^>]+)>Compare them", page) for page in pages}
        (address,) = {match[1] for match in found if match}
        page = many_scans_site.page(f"{address}index.html")
        assert all(f'href="../../{scan}"' in page for scan in scans)
        assert address in many_scans_site.page("papers/index.html")
        unequal = [name for name in one if one[name] != other[name]]
        assert f"{len(unequal)} of 9 answers differ" in page
        assert page.count("≠ differ") == len(unequal)
        assert all(f"{path}/#{name}" in page for name in unequal)


def test_the_title_of_a_paper_leads_to_its_page_too(many_scans_site: Site) -> None:
    moved = [path for path in many_scans_site.addresses() if path.startswith("papers/") and "made-up-things" in path]
    assert moved
    assert all("This paper has moved" in many_scans_site.page(path) for path in moved)


def test_a_run_shows_its_settings_and_prompt_escaped_and_a_scan_leads_to_rater_and_run(many_scans_site: Site) -> None:
    page = many_scans_site.page(f"runs/{RUN}/index.html")
    assert "<tr><th scope=row>temperature<td><code>0</code>" in page
    assert "Answer about this paper:\n{paper}\n&lt;questions&gt;" in page
    linked = re.findall(r'href="../../(scans/[^"]+)"', page)
    scan = many_scans_site.page(f"{linked[0]}index.html")
    assert "href=../../../raters/a-pipeline/>A pipeline</a>" in scan
    assert f"href=../../../runs/{RUN}/>{RUN}</a>" in scan


def test_the_scores_that_a_rater_gave_are_drawn_with_the_same_numbers_in_plot_and_table(many_scans_site: Site) -> None:
    page = many_scans_site.page("raters/ada-byron/index.html")
    scores = [
        sum(answer == "Yes" for answer in answers(scan).values())
        for scan in (json.loads(path.read_bytes()) for path in (many_scans_site.folder / "scans").glob("*/*.json"))
        if scan.get("rater", {}).get("name") == PERSON
        and "variables" in scan
        and scan["variables"]["research_type"]["result"] == "Experimental"
        and scan.get("status", {}).get("state") != "withdrawn"
    ]
    drawing, _, table = page.split("<figcaption id=reproducibility-1-scores")[1].partition("<table>")
    for score in range(8):
        assert re.search(rf">{scores.count(score)}</text>", drawing)
        assert f"<tr><th scope=row>{score}<td class=number>{scores.count(score)}<" in table


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_pages_that_compare_raters_are_accessible_and_fit(
    browser: Browser, many_scans_site: Site, width: int, scheme: Any
) -> None:
    paper = next(path for path in sorted(many_scans_site.addresses()) if path.startswith("papers/arxiv-"))
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    with served(many_scans_site.output) as address:
        for path in (paper, "papers/index.html", RATER, f"runs/{RUN}/index.html", "methodology/index.html"):
            page.goto(address + path.removesuffix("index.html"))
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            assert violations(page) == "", path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    context.close()
