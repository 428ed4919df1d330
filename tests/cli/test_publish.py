"""`scanpress publish` builds the public site, verifies it, and publishes it, or says in one line why not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.files import append, contents, write
from tests.support.sites import PUBLIC_URL, Site, complete_operator, copy_project

TARGET = "www"


def publish(project: Path, *words: str, target: str = TARGET) -> tuple[int, str]:
    """Run the command in a project; return its exit code and what it printed."""
    surroundings = {**os.environ, "SITEURL": PUBLIC_URL, "COLUMNS": "200", "SCANPRESS_JOBS": "1"}
    command = [sys.executable, "-m", "scanpress.cli", "publish", target, *words]
    done = subprocess.run(command, cwd=project, env=surroundings, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def published(public_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose site is published, to change; a test leaves it as it was."""
    project = complete_operator(copy_project(tmp_path_factory.mktemp("published")))
    for name in ("output", "cache"):
        shutil.copytree(public_site.folder / name, project / name)
    code, said = publish(project)
    assert code == 0, said
    assert f"Published at {TARGET}. Files: {len(public_site.contents())} new or changed, 0 unchanged" in said
    assert "--rollback" not in said  # there is no earlier site
    return project


def test_the_published_site_is_the_one_that_was_built(published: Path, public_site: Site) -> None:
    assert contents((published / TARGET).resolve()) == public_site.contents()


def test_a_change_is_published_and_taken_back(published: Path, public_site: Site) -> None:
    about = published / "content" / "pages" / "about.md"
    before = about.read_text(encoding="utf-8")
    append(about, "\nA new sentence.\n")
    code, said = publish(published)
    assert code == 0, said
    assert f": 1 new or changed, {len(public_site.contents()) - 1} unchanged, 0 removed. --rollback publishes" in said
    write(about, before)
    assert publish(published, "--rollback") == (0, f"The earlier site is published at {TARGET} again.\n")
    assert contents((published / TARGET).resolve()) == public_site.contents()


@pytest.mark.parametrize(
    ("file", "added", "reason"),
    [
        ("content/pages/about.md", "\n[one](../missing/) [two](../scans/#missing)\n", "2 links lead to nothing"),
        ("content/operator.yaml", "\nunknown: 1\n", "the build failed"),
        ("publishconf.py", "HOST_LIMITS = {'files': 20}\n", "the site exceeds limits of its host"),
    ],
)
def test_what_must_not_be_published_is_not(
    published: Path, public_site: Site, file: str, added: str, reason: str
) -> None:
    before = (published / file).read_text(encoding="utf-8")
    append(published / file, added)
    code, said = publish(published)
    write(published / file, before)
    assert code == 1
    assert reason in said
    assert "nothing was published" in said
    assert "Traceback" not in said
    assert contents((published / TARGET).resolve()) == public_site.contents()


def test_the_folder_of_builds_is_not_a_place_to_publish(published: Path) -> None:
    code, said = publish(published, target="output")
    assert code == 1
    assert "contain each other: name another path" in said
