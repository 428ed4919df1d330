"""What the page of a scan shows of the parts that few scans have."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.site.conftest import REPOSITORY, Build, build, copy_project

SURVEY = "scans/acl-2024/cross-lingual-alignment"
INDEX = "scans/iclr-2023/task-arithmetic"


def change(folder: Path, path: str, **parts: Any) -> None:
    file = folder / f"{path}.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**document, **parts}, ensure_ascii=False, indent=2), encoding="utf-8")


@pytest.fixture(scope="module")
def eventful(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a site to whose scans things have happened."""
    folder = copy_project(tmp_path_factory.mktemp("eventful"))
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
    done = build(folder)
    assert done.code == 0, done.said
    return done


def test_status_is_a_banner_with_who_said_so_and_when(eventful: Build) -> None:
    page = eventful.page("scans/acl-2024/second-opinion/index.html")
    assert "This scan is contested." in page
    assert "The authors disagree." in page
    assert "(The editors, 2026-06-01)" in page


def test_reply_of_the_authors_keeps_its_paragraphs(eventful: Build) -> None:
    page = eventful.page("scans/acl-2024/second-opinion/index.html")
    assert "<p>The code was released later.</p><p>See the second version.</p>" in page


def test_rater_and_review_are_named(eventful: Build) -> None:
    page = eventful.page("scans/acl-2024/second-opinion/index.html")
    assert "Ada Example (person)" in page
    assert "reviewed by Grace Reader, 2026-05-02" in page
    assert "A language model wrote these answers" not in page


def test_what_only_a_model_has_is_not_missed_in_a_scan_by_a_person(eventful: Build) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    assert "<dt>Rater<dd>Ada Byron (person)</div>" in page
    assert "<dt>Run" not in page
    assert "<dt>Review" not in page
    assert "<dt>Run<dd>not stated" in eventful.page("scans/iclr-2022/sequential-reptile/index.html")


def test_a_scan_that_does_not_say_who_answered_carries_a_notice_too(eventful: Build) -> None:
    notice = "We do not know who wrote these answers. It may have been a language model: treat them as"
    assert f"{notice} <a href=../../../methodology/#notice>estimates</a>." in eventful.page(f"{SURVEY}/index.html")
    assert all(
        "We do not know who wrote these answers" not in eventful.page(f"{path}/index.html")
        for path in ("scans/acl-2024/second-opinion", "scans/iclr-2022/sequential-reptile")
    )


def test_where_a_scan_was_first_published_is_linked_by_the_host_that_it_leads_to(eventful: Build) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    link = '<a href="https://known.org@example.org/a?b=&#x27;&quot;&amp;c" rel="nofollow ugc">example.org</a>'
    assert f"<dt>Source<dd>first published at {link}, retrieved 2026-03-04</div>" in page
    assert "<dt>Source" not in eventful.page(f"{INDEX}/index.html")
    nameless = 'first published at <a href="https://@?x" rel="nofollow ugc">https:&#x2f;&#x2f;@?x</a></div>'
    assert nameless in eventful.page("scans/acl-2024/second-opinion/index.html")


def test_a_withdrawn_scan_says_so_first_and_looks_unlike_a_notice(eventful: Build) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    main = page[page.index("<main") :]
    banner = '<p class="banner grave" role=note><strong>⊘ This scan was withdrawn.</strong>'
    assert main.index(banner) < main.index("<dt>Instrument")
    assert '<p class="banner" role=note>' in eventful.page("scans/acl-2024/second-opinion/index.html")


def test_names_that_run_from_right_to_left_are_set_apart_and_no_others(eventful: Build) -> None:
    page = eventful.page("scans/iclr-2022/by-hand/index.html")
    assert "<p class=authors><bdi>ליאור כהן</bdi>, <bdi>נועה לוי</bdi>, Ada &lt;b&gt;\n" in page
    assert "<h1 dir=auto>קריאה of papers</h1>" in page
    assert all(text not in eventful.page(f"{SURVEY}/index.html") for text in ("<bdi>", " dir="))


def test_figures_of_accuracy_are_rounded_as_readers_round(site: Build) -> None:
    page = site.page(f"{INDEX}/index.html").replace("\N{NO-BREAK SPACE}", " ")
    assert "P 0.83, R 0.80, F1 0.82, κ 0.72" in page  # 0.815, of which the processor has a little less
    assert "P 0.95, R 0.98, F1 0.96, κ 0.95" in page  # 0.945


def test_the_section_of_the_site_is_marked_in_its_header(site: Build) -> None:
    assert '<a href="../../../scans/" aria-current=true>Scans</a>' in site.page(f"{INDEX}/index.html")
    assert '<a href="../about/" aria-current=true>About</a>' in site.page("about/index.html")
    assert "aria-current" not in site.page("index.html")


def test_scans_of_one_paper_link_each_other(eventful: Build) -> None:
    assert 'scans/acl-2024/second-opinion/"' in eventful.page(f"{SURVEY}/index.html")
    assert f'{SURVEY}/"' in eventful.page("scans/acl-2024/second-opinion/index.html")


def test_a_cited_paper_that_has_a_scan_is_linked_to_it(eventful: Build) -> None:
    page = eventful.page(f"{SURVEY}/index.html")
    assert f'{INDEX}/">Editing Models With Task Arithmetic</a> <small>scanned here</small>' in page


def test_mail_addresses_are_masked_and_the_raw_file_is_not_touched(eventful: Build) -> None:
    assert "Mail EMAIL or EMAIL" in eventful.page(f"{INDEX}/index.html")
    assert (eventful.output / f"{INDEX}.json").read_bytes() == (eventful.folder / f"{INDEX}.json").read_bytes()


def test_a_theoretical_paper_is_said_not_to_count_in_figures(eventful: Build) -> None:
    page = eventful.page(f"{INDEX}/index.html")
    assert "so it is not counted in <a href=../../../methodology/#sets>averages</a>." in page
    assert page.count("theoretical") == 1
    assert "A theoretical paper" not in eventful.page("scans/iclr-2022/sequential-reptile/index.html")


def test_an_absent_identifier_is_not_shown(eventful: Build) -> None:
    assert "doi:" not in eventful.page("scans/iclr-2022/sequential-reptile/index.html")
    assert "None" not in eventful.page("scans/iclr-2022/sequential-reptile/index.html")


def test_schema_is_served_under_its_own_address(published: Path) -> None:
    done = build(published, settings="publishconf.py", SITEURL="https://scans.kielholz-archiv.de")
    schema = json.loads(done.page("schemas/survey-3.schema.json"))
    assert schema["$id"] == "https://scans.kielholz-archiv.de/schemas/survey-3.schema.json"


def test_every_question_of_an_instrument_has_an_anchor(site: Build) -> None:
    page = site.page("instruments/survey/3/index.html")
    given = json.loads((REPOSITORY / f"{SURVEY}.json").read_text(encoding="utf-8"))["checklist"]
    questions = [question for category in given.values() for question in category]
    assert len(questions) == 64
    assert all(f'<div id="{question}">' in page for question in questions)
