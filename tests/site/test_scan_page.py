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
    assert "Answered by a language model" not in page


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
    assert "left out of figures over a set" in eventful.page(f"{INDEX}/index.html")


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
