"""The whole site, scans and repository together: valid, and nothing linked that is not there."""

import subprocess
from pathlib import Path

import pytest
from tests.site.conftest import Build, build, copy_project
from tests.site_checks import broken_links, invalid_html


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@uni-a.de", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = copy_project(tmp_path_factory.mktemp("whole"))
    (folder / ".gitignore").write_text("output/\ncache/\n", encoding="utf-8")
    (folder / "README.md").write_text("# Scans\n\nOf *papers*.\n", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Add five scans")
    git(folder, "tag", "-a", "v1", "-m", "First collection")
    done = build(folder)
    assert done.code == 0, done.said
    return done


def test_every_link_and_anchor_resolves(whole: Build) -> None:
    assert (whole.output / "log.html").is_file()
    assert broken_links(whole.output) == []


def test_html_is_valid(whole: Build) -> None:
    assert invalid_html(whole.output) == []


def test_header_names_every_part_of_the_site(whole: Build) -> None:
    page = whole.page("scans/iclr-2023/task-arithmetic/index.html")
    header = page[page.index("<header") : page.index("</header>")]
    assert [
        label for label in ("Scans", "Log", "Files", "Refs", "README", "About") if f">{label}</a>" not in header
    ] == []
