"""Readers can suggest a correction of every scan and every answer."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.site.conftest import REPOSITORY, Build, build, copy_project

SURVEY = "scans/acl-2024/cross-lingual-alignment"
INDEXES = sorted(path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob("scans/iclr-*/*.json"))


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return a site whose repository is on a forge."""
    folder = copy_project(tmp_path_factory.mktemp("forged"))
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('FORGE_KIND = "github"\nFORGE_URL = "https://github.com/owner/repository"\n')
    done = build(folder)
    assert done.code == 0, done.said
    return done


def answers(page: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r'<div class="answer" id="([^"]+)">.*?</h4> <a href="([^"]+)">Correct this</a>', page)


def test_each_answer_is_edited_at_its_line(forged: Build) -> None:
    lines = (REPOSITORY / f"{SURVEY}.json").read_text(encoding="utf-8").splitlines()
    found = list(answers(forged.page(f"{SURVEY}/index.html")))
    assert len(found) == 64
    for question, link in found:
        start, _, line = link.partition("#L")
        assert start == f"https://github.com/owner/repository/edit/main/{SURVEY}.json"
        assert lines[int(line) - 1].strip() == f'"{question}": {{'


def test_without_a_forge_a_letter_to_the_operator_is_begun(site: Build) -> None:
    found = list(answers(site.page(f"{SURVEY}/index.html")))
    assert len(found) == 64
    assert all(re.match(rf"mailto:[^?]+\?subject={SURVEY}\.json:\d+&amp;body={name}:$", link) for name, link in found)


@pytest.mark.parametrize("path", [f"{SURVEY}.json", *INDEXES])
def test_each_scan_has_a_link_of_its_own(forged: Build, path: str) -> None:
    link = f'<a href="https://github.com/owner/repository/edit/main/{path}">suggest a correction</a>'
    assert link in forged.page(path.removesuffix(".json") + "/index.html")


def test_mistakes_in_the_settings_stop_the_build_together(project: Path) -> None:
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('FORGE_KIND = "hub"\nFORGE_BRANCH = "two words"\nSCANS_KEEP_GOING = 1\n')
    done = build(project)
    assert done.code == 1
    assert all(f"{name}: " in done.said for name in ("FORGE_KIND", "FORGE_URL", "FORGE_BRANCH", "SCANS_KEEP_GOING"))


def test_the_links_keep_the_pages_small(site: Build, forged: Build) -> None:
    for done in (site, forged):
        page = done.page(f"{SURVEY}/index.html").encode()
        assert len(page) < 70_000
        assert len(gzip.compress(page, 9)) < 20_000
        for path in INDEXES:
            grown = len(done.page(path.removesuffix(".json") + "/index.html").encode())
            assert grown - (REPOSITORY / path).stat().st_size < 5_000, json.dumps(path)
