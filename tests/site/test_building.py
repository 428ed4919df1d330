"""What a build does with good data, with bad data, and with data that changed."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.site.conftest import Build, build, copy_project

from scanpress.pelican_build.host import THEME

SURVEY = "scans/acl-2024/cross-lingual-alignment.json"
Edit = Callable[[str, str, str], Path]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_summary_tells_what_was_read_found_and_written(site: Build) -> None:
    assert "5 scans, 5 read, no problems;" in site.said


def test_a_build_names_the_command_that_shows_it(site: Build) -> None:
    assert "See it at http://localhost:8000 with: make serve (scanpress serve), which rebuilds it" in site.said


def test_what_was_built_for_the_public_or_elsewhere_is_shown_as_it_is(published: Path) -> None:
    public = build(published, settings="publishconf.py", SITEURL="https://scans.kielholz-archiv.de")
    with (published / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('OUTPUT_PATH = "an other place"\n')
    elsewhere = build(published)
    for done, folder in ((public, str(public.output)), (elsewhere, f"'{published / 'an other place'}'")):
        assert f"with: python3 -m http.server --bind localhost --directory {folder}\n" in done.said
        assert "make serve" not in done.said


def test_two_builds_are_equal_byte_for_byte(site: Build, tmp_path: Path) -> None:
    again = build(copy_project(tmp_path), PYTHONHASHSEED="7")
    assert contents(again.output) == contents(site.output)


def test_broken_json_stops_the_build_and_leaves_the_last_good_site(project: Path, edit: Edit) -> None:
    first = build(project)
    before = contents(first.output)
    broken = edit(SURVEY, '"applies": true', '"applies": tru').read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(broken, start=1) if text.endswith("tru,"))
    second = build(project)
    assert second.code == 1
    assert f"{SURVEY}:{line}:{broken[line - 1].index('tru,') + 1}" in second.said
    assert "write true" in second.said
    assert "Traceback" not in second.said
    assert contents(second.output) == before


def test_all_problems_of_all_files_are_listed(project: Path, edit: Edit) -> None:
    edit(SURVEY, '"applies": true', '"applies": "yes"')
    edit("scans/iclr-2022/sequential-reptile.json", '"result": "No"', '"result": "Maybe"')
    done = build(project)
    assert done.code == 1
    assert SURVEY in done.said
    assert "sequential-reptile.json" in done.said


def test_keep_going_publishes_the_rest_and_lists_what_was_left_out(project: Path, edit: Edit) -> None:
    edit(SURVEY, '"applies": true', '"applies": tru')
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("SCANS_KEEP_GOING = True\n")
    done = build(project)
    assert done.code == 0, done.said
    assert f"left out: {SURVEY}" in done.said
    assert not (done.output / SURVEY).exists()
    assert "sequencematch" in done.page("scans/index.html")


@pytest.mark.parametrize("lost", [[], ["cache"]])
def test_the_page_of_a_removed_scan_goes(project: Path, lost: list[str]) -> None:
    build(project)
    for folder in ["scans/acl-2024", *lost]:
        shutil.rmtree(project / folder)
    done = build(project)
    assert done.code == 0, done.said
    assert not (done.output / "scans" / "acl-2024").exists()
    assert ", 2 removed" in done.said


def test_files_of_others_in_the_output_stay(project: Path) -> None:
    theirs = [project / "output" / address for address in ("scans/old/2019.json", "scans/old/2019/index.html")]
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    done = build(project)
    assert done.code == 0, done.said
    assert all(path.exists() for path in theirs)


def test_pages_that_pelican_makes_of_templates_are_made(project: Path) -> None:
    (project / "content" / "own.html").write_text("<p>{{ SITENAME }}</p>", encoding="utf-8")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('TEMPLATE_PAGES = {"own.html": "own/page.html"}\n')
    done = build(project)
    assert done.code == 0, done.said
    assert done.page("own/page.html") == "<p>Scanpress</p>"


def test_unchanged_pages_are_not_touched(project: Path, edit: Edit) -> None:
    done = build(project)
    untouched = done.output / "scans" / "iclr-2022" / "sequential-reptile" / "index.html"
    before = untouched.stat()
    edit(SURVEY, "No step-by-step", "No step by step")
    build(project)
    after = untouched.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert "No step by step" in done.page(SURVEY.removesuffix(".json") + "/index.html")


def test_markup_in_a_scan_is_shown_and_not_run(project: Path, edit: Edit) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    edit(SURVEY, "Probing the Emergence", json.dumps(hostile)[1:-1] + " Probing the Emergence")
    done = build(project)
    assert done.code == 0, done.said
    for path in done.output.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_missing_folder_of_scans_is_named(project: Path) -> None:
    shutil.rmtree(project / "scans")
    done = build(project)
    assert done.code == 1
    assert "PATH: there is no folder" in done.said


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_number_of_processes_makes_no_difference(site: Build, tmp_path: Path, jobs: str) -> None:
    done = build(copy_project(tmp_path), SCANPRESS_JOBS=jobs)
    assert contents(done.output) == contents(site.output)


def test_publishing_with_the_sample_operator_fails_and_names_every_field(project: Path) -> None:
    done = build(project, settings="publishconf.py")
    assert done.code == 1
    assert "provider.name" in done.said
    assert "SITEURL: feeds, schemas and the line to clone need the site's address" in done.said
    assert not os.path.lexists(done.output / "index.html")


def test_publishing_with_a_complete_operator_passes(published: Path) -> None:
    done = build(published, settings="publishconf.py", SITEURL="https://scans.kielholz-archiv.de")
    assert done.code == 0, done.said
    assert "must not be published" not in done.page("index.html")


def test_a_page_that_all_others_link_is_named_where_it_is_missing(project: Path) -> None:
    assert "Every page links" not in build(project).said
    (project / "content/pages/contribute.md").unlink()
    done = build(project)
    assert done.code == 0, done.said
    assert "Every page links to pages that do not exist: add contribute.md to content/pages/." in done.said


def test_publishing_without_an_address_fails(published: Path) -> None:
    done = build(published, settings="publishconf.py")
    assert done.code == 1
    assert "SITEURL: " in done.said
    assert not os.path.lexists(done.output / "index.html")


def test_settings_that_would_write_among_the_sources_or_name_no_folder_are_refused_together(project: Path) -> None:
    for output in (".", "content", "scans/site"):
        with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
            settings.write(f'OUTPUT_PATH = "{output}"\nTHEME_TEMPLATES_OVERRIDES = ["tempaltes"]\n')
        done = build(project)
        assert done.code == 1
        assert "OUTPUT_PATH: " in done.said
        assert "THEME_TEMPLATES_OVERRIDES: there is no folder" in done.said
    assert not list(project.rglob("*.html"))


CHANGES = [
    ("content/venues.yaml", "https://iclr.cc/", "https://iclr.cc/a", "scans/iclr-2023/task-arithmetic/index.html"),
    ("content/accuracy.yaml", "31 were marked", "32 were marked", "methodology/index.html"),
    ("content/accuracy.yaml", "31 were marked", "33 were marked", "scans/iclr-2023/task-arithmetic/index.html"),
    ("content/pages/about.md", "Title: About", "Title: About us", "about/index.html"),
    ("content/operator.yaml", "Erika", "Erich", "impressum/index.html"),
    ("pelicanconf.py", 'SITENAME = "Scanpress"', 'SITENAME = "Scans of ours"', "index.html"),
]


@pytest.mark.parametrize(("change", "page"), [(change, page) for *change, page in CHANGES])
def test_whatever_a_page_is_made_from_changes_it(project: Path, edit: Edit, change: list[str], page: str) -> None:
    before = build(project).page(page)
    assert build(project).page(page) == before
    edit(*change)
    done = build(project)
    assert done.code == 0, done.said
    assert done.page(page) != before
    assert done.page(page) == build(copy_of(project)).page(page)


def copy_of(project: Path) -> Path:
    """Return a copy of a project that no build has seen."""
    fresh = project / "fresh"
    for name in ("scans", "content"):
        shutil.copytree(project / name, fresh / name)
    shutil.copy(project / "pelicanconf.py", fresh)
    return fresh


def test_style_and_scripts_are_left_alone_where_they_are_as_they_were_and_go_where_they_are_gone(project: Path) -> None:
    theme = project / "theme"
    shutil.copytree(THEME, theme)
    (theme / "static/more.css").write_text("p { color: black }\n", encoding="utf-8")
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('THEME = "theme"\n')
    output = build(project).output / "theme"
    before = {path.name: path.stat() for path in output.iterdir()}
    assert set(before) == {path.name for path in (theme / "static").iterdir()}
    (theme / "static/more.css").unlink()
    with (theme / "static/site.css").open("a", encoding="utf-8") as style:
        style.write("/* more */\n")
    build(project)
    assert {path.name for path in output.iterdir()} == set(before) - {"more.css"}
    assert output.joinpath("site.css").read_text(encoding="utf-8").endswith("/* more */\n")
    for name in set(before) - {"more.css", "site.css"}:
        after = (output / name).stat()
        assert (after.st_ino, after.st_mtime_ns) == (before[name].st_ino, before[name].st_mtime_ns)
