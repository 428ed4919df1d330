"""The page of a scan shows parts that few scans have."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.support.building_once import BuildOnce
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY as INDEX
from tests.support.paths import SURVEY, SURVEY_FILE
from tests.support.sites import PUBLIC_URL, Site, build, copy_project


def provenance(page: str) -> str:
    """Return the line that says where a scan comes from, without its links."""
    return re.sub("<[^>]+>", "", page[page.index("<p class=provenance>") :].partition("\n")[0])


def change(folder: Path, path: str, **parts: Any) -> None:
    file = folder / f"{path}.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    write_json(file, {**document, **parts})


@pytest.fixture(scope="module")
def eventful(build_once: BuildOnce) -> Site:
    """Return a site with scans that were contested, withdrawn, reviewed and answered."""
    return build_once.site("eventful-scans", _build)


def _build(folder: Path) -> Site:
    copy_project(folder)
    shutil.copy(folder / f"{SURVEY}.json", folder / "scans/acl-2024/second-opinion.json")
    change(
        folder,
        "scans/acl-2024/second-opinion",
        rater={"kind": "person", "name": "Ada Example", "date": "2026-05-01"},
        review={"by": "Grace Reader", "date": "2026-05-02"},
        source={"url": "https://@?x"},
        reply={"text": "The code was released later.\n\nSee the second version.", "name": "The authors"},
        status={"state": "contested", "note": "The authors disagree.", "date": "2026-06-01", "by": "The editors"},
    )
    cited = json.loads((folder / f"{SURVEY}.json").read_text(encoding="utf-8"))["cited_papers"]
    cited[0] = {**cited[0], "title": "Editing Models With Task Arithmetic", "year": 2023}
    change(folder, SURVEY, cited_papers=cited)
    index = json.loads((folder / f"{INDEX}.json").read_text(encoding="utf-8"))
    index["variables"]["researcher_affiliation"]["response"] = "Mail {gabriel, ali}@cs.washington.edu or me@uni-a.de"
    index["variables"]["research_type"]["result"] = "Theoretical"
    change(folder, INDEX, variables=index["variables"])
    shutil.copy(folder / "scans/iclr-2022/sequential-reptile.json", folder / "scans/iclr-2022/by-hand.json")
    change(
        folder,
        "scans/iclr-2022/by-hand",
        paper={"title": "קריאה of papers", "authors": ["ליאור כהן", "נועה לוי", "Ada <b>"], "year": 2022},
        rater={"kind": "person", "name": "Ada Byron"},
        status={"state": "withdrawn", "note": "It was about another paper."},
        source={"url": "https://known.org@example.org/a?b='\"&c", "retrieved": "2026-03-04"},
    )
    return build(folder)


def test_status_is_a_banner_with_who_said_so_and_when(eventful: Site) -> None:
    page = eventful.page("scans/acl-2024/second-opinion/index.html")
    assert "This scan is contested." in page
    assert "The authors disagree." in page
    assert "(The editors, 2026-06-01)" in page


def test_reply_of_the_authors_keeps_its_paragraphs(eventful: Site) -> None:
    page = eventful.page("scans/acl-2024/second-opinion/index.html")
    assert "<p>The code was released later.</p><p>See the second version.</p>" in page


def test_rater_and_review_are_named(eventful: Site) -> None:
    page = eventful.page("scans/acl-2024/second-opinion/index.html")
    assert "raters/ada-example/>Ada Example</a> (person)" in page
    assert "reviewed by Grace Reader, 2026-05-02" in page
    assert "A language model wrote these answers" not in page


def test_what_only_a_model_has_is_not_missed_in_a_scan_by_a_person(eventful: Site) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    assert (
        provenance(page) == "Reproducibility record (v1), answered by Ada Byron (person)"
        " · first published at example.org, retrieved 2026-03-04"
    )
    by_a_model = eventful.page("scans/iclr-2022/sequential-reptile/index.html")
    assert provenance(by_a_model) == (
        "Reproducibility record (v1), answered by automated LLM-based pipeline (model) · Not reviewed by a person"
    )


def test_a_scan_that_does_not_say_who_answered_carries_a_notice_too(eventful: Site) -> None:
    notice = "We do not know who wrote these answers. It may have been a"
    page = eventful.page(f"{SURVEY}/index.html")
    assert f"{notice} <a href=../../../methodology/#notice>language model</a>." in page
    assert provenance(page) == "Methodology checklist (v3)"
    assert all(
        "We do not know who wrote these answers" not in eventful.page(f"{path}/index.html")
        for path in ("scans/acl-2024/second-opinion", "scans/iclr-2022/sequential-reptile")
    )


def test_where_a_scan_was_first_published_is_linked_by_the_host_that_it_leads_to(eventful: Site) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    link = '<a href="https://known.org@example.org/a?b=&#x27;&quot;&amp;c" rel=nofollow>example.org</a>'
    assert f" · first published at {link}, retrieved 2026-03-04\n" in page
    assert "first published" not in eventful.page(f"{INDEX}/index.html")
    nameless = ' · first published at <a href="https://@?x" rel=nofollow>https://@?x</a>\n'
    assert nameless in eventful.page("scans/acl-2024/second-opinion/index.html")


def test_a_withdrawn_scan_says_so_first_and_looks_unlike_a_notice(eventful: Site) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    main = page[page.index("<main") :]
    banner = (
        '<p class="banner grave" role=note><strong>⊘ This scan was withdrawn and is left out of all figures.</strong>'
    )
    assert main.index(banner) < main.index("<h1")
    assert '<p class="banner" role=note>' in eventful.page("scans/acl-2024/second-opinion/index.html")


def test_names_that_run_from_right_to_left_are_set_apart_and_no_others(eventful: Site) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    assert "<p class=authors><bdi>ליאור כהן</bdi>, <bdi>נועה לוי</bdi>, Ada &lt;b&gt;\n" in page
    assert "<h1 dir=auto>קריאה of papers</h1>" in page
    assert all(text not in eventful.page(f"{SURVEY}/index.html") for text in ("<bdi>", " dir="))


def row(page: str, variable: str) -> str:
    return page[page.index(f"<tr id={variable}>") :].partition("\n")[0]


def test_accuracy_is_said_in_words_that_fit_the_answer(site: Site) -> None:
    page = site.page("scans/iclr-2023/task-arithmetic/index.html")
    assert "<td>72 of 81 right" in row(page, "open_source_code")
    assert "<td>141 of 142 right" in row(page, "software_dependencies")
    assert "<td>148 of 148 right" in row(page, "research_type")
    assert all(word not in page for word in ("precision", "κ", "F1"))


def test_the_section_of_the_site_is_marked_in_its_header(site: Site) -> None:
    assert "<a href=../../../scans/ aria-current=true>Scans</a>" in site.page(f"{INDEX}/index.html")
    assert "<a href=../about/ aria-current=true>About</a>" in site.page("about/index.html")
    assert "aria-current" not in site.page("index.html")


def test_scans_of_one_paper_link_each_other(eventful: Site) -> None:
    assert "scans/acl-2024/second-opinion/>" in eventful.page(f"{SURVEY}/index.html")
    assert f"{SURVEY}/>" in eventful.page("scans/acl-2024/second-opinion/index.html")


def test_a_cited_paper_that_has_a_scan_is_linked_to_it(eventful: Site) -> None:
    page = eventful.page(f"{SURVEY}/index.html")
    assert f"{INDEX}/>Editing Models With Task Arithmetic</a> <small>scanned here</small>" in page


def test_mail_addresses_are_masked_and_the_raw_file_is_not_touched(eventful: Site) -> None:
    assert "Mail EMAIL or EMAIL" in eventful.page(f"{INDEX}/index.html")
    assert (eventful.output / f"{INDEX}.json").read_bytes() == (eventful.folder / f"{INDEX}.json").read_bytes()


def test_a_theoretical_paper_is_said_not_to_count_in_figures(eventful: Site) -> None:
    page = eventful.page(f"{INDEX}/index.html")
    assert "so it is not counted in <a href=../../../methodology/#sets>averages</a>." in page
    assert "class=scores" not in page
    assert "class=unmet" not in page
    assert "A theoretical paper, not scored." in page
    for variable in ("hardware_specification", "software_dependencies"):
        assert "No <small>rarely applies to theory</small>" in row(page, variable)
    assert "class=met>✓ Yes<" in row(page, "open_source_code")
    assert "A theoretical paper" not in eventful.page("scans/iclr-2022/sequential-reptile/index.html")


def test_an_absent_identifier_is_not_shown(eventful: Site) -> None:
    assert "doi:" not in eventful.page("scans/iclr-2022/sequential-reptile/index.html")
    assert "None" not in eventful.page("scans/iclr-2022/sequential-reptile/index.html")


def test_schema_is_served_under_its_own_address(public_site: Site) -> None:
    schema = json.loads(public_site.page("schemas/survey-3.schema.json"))
    assert schema["$id"] == f"{PUBLIC_URL}/schemas/survey-3.schema.json"


def test_every_question_of_an_instrument_has_an_anchor(site: Site) -> None:
    page = site.page("instruments/survey/3/index.html")
    given = json.loads(SURVEY_FILE.read_text(encoding="utf-8"))["checklist"]
    questions = [question for category in given.values() for question in category]
    assert len(questions) == 64
    assert all(f'<div id="{question}">' in page for question in questions)


def test_a_page_says_in_its_head_what_it_shows(site: Site, public_site: Site) -> None:
    head = site.page("scans/iclr-2022/sequential-reptile/index.html").partition("<body")[0]
    said = (
        "Documentation score: 4 of 7. Reproducibility estimate: 5 of 15 papers with data alone could be reproduced. "
        "Answered by automated LLM-based pipeline, not reviewed by a person. ICLR 2022."
    )
    assert f'<meta name=description property=og:description content="{said}">' in head
    assert "canonical" not in head
    address = f"{PUBLIC_URL}/scans/iclr-2022/sequential-reptile/"
    published = public_site.page("scans/iclr-2022/sequential-reptile/index.html")
    assert f'<link rel="canonical cite-as" href="{address}">\n' in published
    title = "Sequential Reptile: Inter-Task Gradient Alignment for Multilingual Learning · Reproducibility record (v1)"
    assert f'<meta property=og:title content="{title}">\n' in published


def test_two_scans_of_one_paper_have_titles_of_their_own(site: Site) -> None:
    assert " · Methodology checklist (v3) · " in site.page(f"{SURVEY}/index.html").partition("</title>")[0]
    assert " · Reproducibility record (v1) · " in site.page(f"{INDEX}/index.html").partition("</title>")[0]


def test_answers_with_a_verdict_come_first_and_each_row_links_itself(site: Site) -> None:
    page = site.page(f"{INDEX}/index.html")
    rows = re.findall(r"<tr id=(\w+)><th><a href=\S+>[^<]+</a> <a href=#(\w+)>#</a>", page)
    assert [name for name, _ in rows[-2:]] == ["research_type", "researcher_affiliation"]
    assert len(rows) == 9
    assert all(name == link for name, link in rows)


def test_quotations_are_set_apart_from_the_words_of_the_rater(site: Site) -> None:
    page = site.page("scans/iclr-2022/sequential-reptile/index.html")
    assert "<td><blockquote>Algorithm 1 Sequential Reptile</blockquote><td>" in row(page, "pseudocode")
    assert "blockquote" not in row(page, "open_source_code")
    assert "text as extracted from the PDF" in page


def test_each_question_of_a_survey_links_what_it_means(site: Site) -> None:
    page = site.page(f"{SURVEY}/index.html")
    link = "<a href=../../../instruments/survey/3/code_released/>Code released</a>"
    assert f"<li id=code_released><h4><b>✓ Yes</b> {link}</h4><a href=#code_released>#</a><p>" in page
    assert len(re.findall(r"<a href=../../../instruments/survey/3/\w+/>", page)) == 64


def test_claims_and_red_flags_have_anchors(site: Site) -> None:
    page = site.page(f"{SURVEY}/index.html")
    assert page.count("<li id=claim-") == page.count("<a href=#claim-") == 5
    assert page.count("<li id=flag-") == page.count("<a href=#flag-") == 4


def test_the_page_of_an_instrument_begins_with_its_contents(site: Site) -> None:
    page = site.page("instruments/survey/3/index.html")
    assert '<li><a href="#artifacts">Artifacts</a> <small>4</small></li>' in page
    assert '<li><a href="#pseudocode">Pseudocode</a></li>' in site.page("instruments/reproducibility/1/index.html")
