"""`scanpress preview` builds the changed scans, and touches nothing else."""

import json
import re
from pathlib import Path

import pytest
from tests.support.files import append, contents, replace_once, write, write_json
from tests.support.git import git, new_repository
from tests.support.paths import REPRODUCIBILITY, SURVEY
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import copy_project

from scanpress.cli import main
from scanpress.pelican_build.host import THEME

SCAN = f"{REPRODUCIBILITY}.json"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with all that a site needs, and go there."""
    new_repository(copy_project(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(repository: Path) -> None:
    replace_once(repository / SCAN, "Editing models", "Changed models")


def test_only_changed_scans_have_pages(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    change(repository)

    assert main(["preview"]) == 0
    preview = repository / "preview"
    assert [path.parent.name for path in preview.glob("scans/*/*/index.html")] == ["task-arithmetic"]
    assert "Changed models" in (preview / "index.html").read_text(encoding="utf-8")
    pages = list(preview.rglob("*.html"))
    assert all("<meta name=robots content=noindex>" in path.read_text(encoding="utf-8") for path in pages)
    assert not list(preview.glob("sitemap*"))
    assert not (preview / "log.html").exists()
    shown = capfd.readouterr().out
    assert shown.endswith(f"with: python3 -m http.server --bind localhost --directory {preview}\n")
    assert shown.count("http://localhost:8000") == 1
    assert not (repository / "output").exists()

    # A second preview takes the place of the first, and of nothing else.
    (preview / "old.html").touch()
    assert main(["preview", "--since", "HEAD"]) == 0
    assert not (preview / "old.html").exists()


def test_without_a_change_there_is_nothing_to_build(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview"]) == 0
    reported = r"no scans are new or changed, compared with HEAD \([0-9a-f]{7}\): there is nothing to preview\n"
    assert re.fullmatch(reported, capsys.readouterr().out)
    assert not (repository / "preview").exists()


def test_it_works_from_a_folder_below(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(repository)
    monkeypatch.chdir(repository / "scans" / "iclr-2023")

    assert main(["preview"]) == 0
    assert (repository / "preview" / "scans" / "iclr-2023" / "task-arithmetic" / "index.html").is_file()
    assert sorted(path.name for path in Path().iterdir()) == ["task-arithmetic.json"]


def test_what_is_committed_on_the_default_branch_is_compared_with_what_was_pushed(
    repository: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    change(repository)
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(repository, "commit", "--quiet", "--all", "--message", "two")

    assert main(["preview"]) == 0
    assert "1 changed scan, compared with origin/main (" in capfd.readouterr().out


def test_a_folder_with_something_else_is_left(repository: Path) -> None:
    change(repository)

    assert main(["preview", "--output", "content"]) == 2
    assert (repository / "content" / "operator.yaml").is_file()
    assert main(["preview", "--settings", "nothing.py"]) == 2


def test_a_scan_with_problems_stops_it_and_leaves_the_earlier_preview(
    repository: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    change(repository)
    assert main(["preview"]) == 0
    before = contents(repository / "preview")
    write(repository / SCAN, "{")

    assert main(["preview"]) == 1
    assert "scans/iclr-2023/task-arithmetic.json:1:2  error  SCN005" in capfd.readouterr().out
    assert contents(repository / "preview") == before


def test_what_the_settings_name_beside_the_content_is_found(repository: Path) -> None:
    change(repository)
    page = (THEME / "templates" / "home.html").read_text(encoding="utf-8").replace("<h1>", "<h1>Ours: ")
    write(repository / "templates" / "home.html", page)
    (repository / "content" / "operator.yaml").rename(repository / "operator.yaml")
    (repository / "cache").mkdir()
    settings = 'THEME_TEMPLATES_OVERRIDES = ["templates"]\nOPERATOR_FILE = "operator.yaml"\n'
    append(repository / "pelicanconf.py", settings)

    assert main(["preview"]) == 0
    assert "<h1>Ours: " in (repository / "preview" / "index.html").read_text(encoding="utf-8")
    assert list((repository / "cache").iterdir()) == []


def test_a_redirect_to_a_scan_that_did_not_change_is_no_obstacle(repository: Path) -> None:
    redirects = "redirects:\n  scans/iclr-2022/old-name.json: scans/iclr-2022/sequential-reptile.json\n"
    write(repository / "content" / "redirects.yaml", redirects)
    change(repository)

    assert main(["preview"]) == 0


@pytest.fixture
def related(repository: Path) -> Path:
    """Add a second scan of a paper, and have a survey cite that paper."""
    scan = repository / SCAN
    second = json.loads(scan.read_text(encoding="utf-8"))
    second["rater"]["name"] = "another pipeline"
    write_json(scan.with_name("second.json"), second)
    survey = repository / f"{SURVEY}.json"
    document = json.loads(survey.read_text(encoding="utf-8"))
    document["cited_papers"][0] |= {"title": second["paper"]["title"], "year": second["paper"]["year"]}
    write_json(survey, document)
    return repository


def test_no_link_leads_to_a_scan_that_did_not_change_and_every_page_says_so(related: Path) -> None:
    assert main(["preview"]) == 0
    preview = related / "preview"
    pages = {path.parent.name: path.read_text(encoding="utf-8") for path in preview.glob("scans/*/*/index.html")}
    assert sorted(pages) == ["cross-lingual-alignment", "second"]
    assert broken_links(preview) == invalid_html(preview) == []
    assert "Another scan of this paper" not in pages["second"]
    assert "iclr-2023/second/" in pages["cross-lingual-alignment"]
    note = "A preview of 2 changed scans. Links to scans that did not change are left out."
    assert all(note in path.read_text(encoding="utf-8") for path in preview.rglob("*.html"))

    # Once the other scan changes too, the two are linked.
    append(related / SCAN, "\n")
    assert main(["preview"]) == 0
    assert "iclr-2023/task-arithmetic/>" in (preview / "scans/iclr-2023/second/index.html").read_text(encoding="utf-8")
    assert broken_links(preview) == []
