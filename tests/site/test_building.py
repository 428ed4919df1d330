"""What a build does with good data, with bad data, and with data that changed."""

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.support.files import append, replace_once, write
from tests.support.paths import ROOT, SURVEY
from tests.support.sites import Site, build, copy_project

from scanpress.pelican_build.host import THEME

SCAN = f"{SURVEY}.json"


def test_summary_tells_what_was_read_found_and_written(site: Site) -> None:
    assert "5 scans, 5 read, no problems;" in site.said


def test_a_build_names_the_command_that_shows_it(site: Site) -> None:
    assert "See it at http://localhost:8000 with: scanpress serve, which rebuilds it" in site.said


def test_a_build_names_the_target_of_the_makefile_that_shows_it(built_project: Path) -> None:
    shutil.copy(ROOT / "Makefile", built_project)
    assert "See it at http://localhost:8000 with: make serve, which rebuilds it" in build(built_project).said


def test_a_build_names_a_server_for_a_site_that_the_command_does_not_serve(public_site: Site, project: Path) -> None:
    append(project / "pelicanconf.py", 'OUTPUT_PATH = "an other place"\n')
    elsewhere = build(project)
    for done, folder in ((public_site, str(public_site.output)), (elsewhere, f"'{project / 'an other place'}'")):
        assert f"with: python3 -m http.server --bind localhost --directory {folder}\n" in done.said
        assert "scanpress serve" not in done.said


def test_a_site_without_a_scan_says_so_and_leads_to_the_first_one(project: Path) -> None:
    shutil.rmtree(project / "scans")
    (project / "scans").mkdir()
    empty = build(project)
    assert 'There are no scans to show yet. <a href="./contribute/">Add the first one</a>.' in empty.page("index.html")
    list_of_scans = empty.page("scans/index.html")
    assert 'There are no scans yet. <a href="../contribute/">Add the first one</a>.' in list_of_scans
    assert "scans.js" not in list_of_scans  # it expects a table
    assert "No scan names its venue." in empty.page("venues/index.html")


def test_two_builds_are_equal_byte_for_byte(site: Site, tmp_path: Path) -> None:
    again = build(copy_project(tmp_path), environment={"PYTHONHASHSEED": "7"})
    assert again.contents() == site.contents()


def test_broken_json_stops_the_build_and_leaves_the_last_good_site(site: Site, built_project: Path) -> None:
    replace_once(built_project / SCAN, '"applies": true', '"applies": tru')
    broken = (built_project / SCAN).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(broken, start=1) if text.endswith("tru,"))
    second = build(built_project, code=1)
    assert f"{SCAN}:{line}:{broken[line - 1].index('tru,') + 1}" in second.said
    assert "write true" in second.said
    assert "Traceback" not in second.said
    assert second.contents() == site.contents()


def test_all_problems_of_all_files_are_listed(project: Path) -> None:
    replace_once(project / SCAN, '"applies": true', '"applies": "yes"')
    replace_once(project / "scans/iclr-2022/sequential-reptile.json", '"result": "No"', '"result": "Maybe"')
    done = build(project, code=1)
    assert SCAN in done.said
    assert "sequential-reptile.json" in done.said


def test_keep_going_publishes_the_rest_and_lists_what_was_left_out(project: Path) -> None:
    replace_once(project / SCAN, '"applies": true', '"applies": tru')
    append(project / "pelicanconf.py", "SCANS_KEEP_GOING = True\n")
    done = build(project)
    assert f"left out: {SCAN}" in done.said
    assert not (done.output / SCAN).exists()
    assert "sequencematch" in done.page("scans/index.html")


@pytest.mark.parametrize("lost", [[], ["cache"]])
def test_the_pages_of_a_removed_scan_go(site: Site, built_project: Path, lost: list[str]) -> None:
    for folder in ["scans/acl-2024", *lost]:
        shutil.rmtree(built_project / folder)
    done = build(built_project)
    assert not (done.output / "scans" / "acl-2024").exists()
    gone = site.addresses() - done.addresses()
    lists = {"scans/acl-2024/index.html", "venues/acl/index.html", "venues/acl/2024/index.html"}
    assert {SCAN, SCAN.replace(".json", "/index.html"), *lists} < gone
    assert "instruments/survey/3/code_released/index.html" in gone
    assert f", {len(gone):,} removed" in done.said


def test_files_of_others_in_the_output_stay(project: Path) -> None:
    theirs = [project / "output" / address for address in ("scans/old/2019.json", "scans/old/2019/index.html")]
    for path in theirs:
        write(path, "{}")
    build(project)
    assert all(path.exists() for path in theirs)


def test_pages_that_pelican_makes_of_templates_are_made(project: Path) -> None:
    write(project / "content" / "own.html", "<p>{{ SITENAME }}</p>")
    append(project / "pelicanconf.py", 'TEMPLATE_PAGES = {"own.html": "own/page.html"}\n')
    done = build(project)
    assert done.page("own/page.html") == "<p>Scanpress</p>"


def test_unchanged_pages_are_not_touched(built_project: Path) -> None:
    untouched = built_project / "output/scans/iclr-2022/sequential-reptile/index.html"
    before = untouched.stat()
    replace_once(built_project / SCAN, "No step-by-step", "No step by step")
    done = build(built_project)
    after = untouched.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert "No step by step" in done.page(SCAN.removesuffix(".json") + "/index.html")


def test_markup_in_a_scan_is_shown_and_not_run(project: Path) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    replace_once(project / SCAN, "Probing the Emergence", json.dumps(hostile)[1:-1] + " Probing the Emergence")
    done = build(project)
    for path in done.output.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_missing_folder_of_scans_is_named(project: Path) -> None:
    shutil.rmtree(project / "scans")
    done = build(project, code=1)
    assert "SCAN_FILES: there is no folder" in done.said


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_number_of_processes_makes_no_difference(site: Site, tmp_path: Path, jobs: str) -> None:
    done = build(copy_project(tmp_path), environment={"SCANPRESS_JOBS": jobs})
    assert done.contents() == site.contents()


def test_publishing_with_the_sample_operator_fails_and_names_every_field(project: Path) -> None:
    done = build(project, settings="publishconf.py", code=1)
    assert "provider.name" in done.said
    assert "SITEURL: feeds, schemas and the line to clone need the site's address" in done.said
    assert not os.path.lexists(done.output / "index.html")


def test_a_public_build_without_an_operator_says_which_file_to_copy(project: Path) -> None:
    (project / "content" / "operator.yaml").unlink()
    done = build(project, settings="publishconf.py", code=1)
    assert "operator.yaml: there is no such file: copy content/operator.yaml of Scanpress, and fill it in" in done.said
    assert "  provider.name: is empty; fill it in" in done.said


def test_publishing_with_a_complete_operator_passes(public_site: Site) -> None:
    assert "Preview only" not in public_site.page("index.html")


def test_a_page_that_all_others_link_is_named_if_it_is_missing(site: Site, project: Path) -> None:
    assert "Every page links" not in site.said
    (project / "content/pages/contribute.md").unlink()
    done = build(project)
    assert "Every page links to pages that do not exist: add contribute.md to content/pages/." in done.said


def test_publishing_without_an_address_fails(public_project: Path) -> None:
    done = build(public_project, settings="publishconf.py", code=1)
    assert "SITEURL: " in done.said
    assert not os.path.lexists(done.output / "index.html")


def test_settings_that_would_write_among_the_sources_or_name_no_folder_are_refused_together(project: Path) -> None:
    for output in (".", "content", "scans/site"):
        append(project / "pelicanconf.py", f'OUTPUT_PATH = "{output}"\nTHEME_TEMPLATES_OVERRIDES = ["tempaltes"]\n')
        done = build(project, code=1)
        assert "OUTPUT_PATH: " in done.said
        assert "THEME_TEMPLATES_OVERRIDES: there is no folder" in done.said
    assert not list(project.rglob("*.html"))


def test_a_second_build_without_a_change_does_nothing(site: Site, built_project: Path) -> None:
    build(built_project)  # scans are read again that another test changed before
    again = build(built_project)
    assert "5 scans, 0 read, no problems; 0 files written," in again.said
    assert again.contents() == site.contents()


CHANGES = [
    ("content/venues.yaml", "https://iclr.cc/", "https://iclr.cc/a", "venues/iclr/index.html"),
    ("content/accuracy.yaml", "it did so for 31", "it did so for 32", "methodology/index.html"),
    ("content/accuracy.yaml", "it did so for 31", "it did so for 33", "scans/iclr-2023/task-arithmetic/index.html"),
    ("content/pages/about.md", "Title: About", "Title: About us", "about/index.html"),
    ("content/operator.yaml", "Erika", "Erich", "impressum/index.html"),
    ("pelicanconf.py", 'SITENAME = "Scanpress"', 'SITENAME = "Scans of ours"', "index.html"),
]


@pytest.mark.parametrize(("change", "page"), [(change, page) for *change, page in CHANGES])
def test_whatever_a_page_is_made_from_changes_it(
    site: Site, built_project: Path, change: tuple[str, str, str], page: str
) -> None:
    name, old, new = change
    replace_once(built_project / name, old, new)
    done = build(built_project)
    assert done.page(page) != site.page(page)
    assert done.page(page) == build(copy_of(built_project)).page(page)


def copy_of(project: Path) -> Path:
    """Return a copy of a project that no build has seen."""
    fresh = project / "fresh"
    for name in ("scans", "content"):
        shutil.copytree(project / name, fresh / name)
    shutil.copy(project / "pelicanconf.py", fresh)
    return fresh


def test_unchanged_styles_and_scripts_are_left_alone_and_deleted_ones_are_removed(project: Path) -> None:
    theme = project / "theme"
    shutil.copytree(THEME, theme)
    (theme / "static/more.css").write_text("p { color: black }\n", encoding="utf-8")
    append(project / "pelicanconf.py", 'THEME = "theme"\n')
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
