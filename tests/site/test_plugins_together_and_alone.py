"""What the two plugins share: settings, prose pages, the privacy pages, and the end of a build."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.support.files import append, write, write_json
from tests.support.git import git, new_repository
from tests.support.paths import ROOT, SURVEY
from tests.support.sites import Site, build

GIT_ALONE = 'from scanpress.git_browser.defaults import *\nSITENAME = "A repository"\n'


def git_site(folder: Path) -> Path:
    """Make a repository with a settings file for the git browser alone."""
    write(folder / "pelicanconf.py", GIT_ALONE)
    write(folder / "README.md", "# A repository\n")
    write(folder / "content" / "pages" / "about.md", "Title: About\n\nAbout *this* repository.\n")
    write(folder / ".gitignore", "/output/\n/cache/\n")
    return new_repository(folder)


def test_the_git_browser_alone_publishes_prose_pages_and_a_summary(tmp_path: Path) -> None:
    site = build(git_site(tmp_path))
    assert "<p>About <em>this</em> repository.</p>" in site.page("about/index.html")
    assert "A repository" in site.page("log.html")
    assert "files written" in site.said


def test_the_git_browser_alone_publishes_the_prose_of_a_site_of_scans(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content" / "pages", git_site(tmp_path) / "content" / "pages", dirs_exist_ok=True)
    site = build(tmp_path)
    assert "No accuracy figures have been published" in site.page("methodology/index.html")
    assert "The page contribute/index.html links to pages that do not exist: " in site.said


def test_links_of_prose_pages_that_work_are_not_reported(site: Site, public_site: Site) -> None:
    for built in (site, public_site):
        assert "pages that do not exist" not in built.said


def test_the_git_browser_alone_removes_what_it_published_before(tmp_path: Path) -> None:
    site = build(git_site(tmp_path))
    (tmp_path / "content" / "pages" / "about.md").unlink()
    again = build(tmp_path)
    assert "about/index.html" not in again.addresses()
    assert "log.html" in again.addresses()
    assert site.output == again.output


def test_a_plugin_that_is_turned_off_leaves_no_pages_behind(project: Path) -> None:
    new_repository(project)
    assert "log.html" in build(project).addresses()
    append(project / "pelicanconf.py", 'PLUGINS = ["scanpress.git_browser"]\n')
    left = build(project).addresses()
    assert "log.html" in left
    assert not [address for address in left if address.startswith("scans/")]


def test_a_git_browser_that_is_turned_off_leaves_no_clone_behind(project: Path) -> None:
    new_repository(project)
    assert any(".git/" in address for address in build(project).addresses())
    append(project / "pelicanconf.py", 'PLUGINS = ["scanpress.scan_pages"]\n')
    alone = build(project)
    assert not [address for address in alone.addresses() if ".git/" in address or address == "log.html"]
    assert f", commit {git(project, 'rev-parse', 'HEAD')[:12]} of " in alone.page(f"{SURVEY}/index.html")


def test_privacy_pages_say_whether_addresses_of_commits_are_shown(project: Path) -> None:
    new_repository(project)
    words = {"privacy": "shows names and e-mail addresses", "datenschutz": "zeigt Namen und E-Mail-Adressen"}
    for setting, shown in (("", False), ("GIT_SHOW_EMAILS = True\n", True)):
        append(project / "pelicanconf.py", setting)
        site = build(project)
        assert [said in site.page(f"{page}/index.html") for page, said in words.items()] == [shown, shown]


def test_addresses_are_not_shown_if_there_is_no_git_browser(project: Path) -> None:
    append(project / "pelicanconf.py", 'GIT_SHOW_EMAILS = True\nPLUGINS = ["scanpress.scan_pages"]\n')
    assert "shows names but no e-mail addresses" in build(project).page("privacy/index.html")


def test_mistakes_of_all_settings_and_files_are_reported_together(project: Path) -> None:
    append(project / "pelicanconf.py", 'SITEURL = "example"\nGIT_BRANCH = "-x"\n')
    for name in ("operator", "venues", "accuracy", "redirects"):
        append(project / "content" / f"{name}.yaml", f"\n{name}_typo: 1\n")
    said = build(project, code=1).said
    for named in ("SITEURL: ", "GIT_BRANCH: ", "operator_typo", "venues_typo", "accuracy_typo", "redirects_typo"):
        assert named in said
    assert not (project / "output" / "index.html").exists()


def test_mistakes_in_a_setting_of_the_scan_pages_do_not_hide_those_in_files(project: Path) -> None:
    append(project / "pelicanconf.py", 'FORGE_KIND = "x"\nVENUES_FILE = 3\nSCANPRESS_JOBS = "many"\n')
    for name in ("operator", "venues", "accuracy", "redirects"):
        append(project / "content" / f"{name}.yaml", f"\n{name}_typo: 1\n")
    said = build(project, code=1).said
    for named in (
        "FORGE_KIND: ",
        "VENUES_FILE: ",
        "SCANPRESS_JOBS: ",
        "operator_typo",
        "venues_typo",
        "redirects_typo",
    ):
        assert named in said


def test_a_build_without_a_folder_for_its_cache_is_refused(project: Path) -> None:
    append(project / "pelicanconf.py", 'CACHE_PATH = ""\n')
    assert "CACHE_PATH: this is the folder of the whole project" in build(project, code=1).said
    assert not (project / "scanpress.sqlite").exists()


def test_an_executor_that_cannot_be_imported_is_refused_before_anything_is_read(project: Path) -> None:
    append(project / "pelicanconf.py", 'SCANPRESS_EXECUTOR = "nope"\n')
    said = build(project, code=1).said
    assert "SCANPRESS_EXECUTOR is 'module:callable', not 'nope'" in said
    assert "Traceback" not in said


def test_mistakes_of_both_plugins_settings_are_reported_together(project: Path) -> None:
    append(project / "pelicanconf.py", 'SCANS_KEEP_GOING = "yes"\nGIT_FILE_PAGES = "no"\nFORGE_KIND = "x"\n')
    said = build(project, code=1).said
    assert [line.partition(":")[0] for line in said.splitlines() if ": " in line][:2] == [
        "SCANS_KEEP_GOING",
        "FORGE_KIND",
    ]
    assert "GIT_FILE_PAGES: " in said


def test_scans_that_no_longer_hold_are_in_no_figure(project: Path) -> None:
    assert figure(build(project), "scans") == "5"
    states = dict(
        zip(sorted((project / "scans").glob("*/*.json")), ("withdrawn", "superseded", "excluded"), strict=False)
    )
    _mark(states)
    site = build(project)
    assert figure(site, "scans") == "2"
    for file in states:
        page = file.relative_to(project).with_suffix("") / "index.html"
        assert "left out of all figures" in site.page(page.as_posix())
    _mark(dict.fromkeys(states, "contested"))
    assert figure(build(project), "scans") == "5"


def _mark(states: Mapping[Path, str]) -> None:
    for file, state in states.items():
        status = {"state": state, "note": "See scans/iclr-2024/sequencematch.json."}
        write_json(file, {**json.loads(file.read_bytes()), "status": status})


def figure(site: Site, label: str) -> str:
    """Return a figure of the front page."""
    return "".join(re.findall(rf"<b>([^<]*)</b> {label}</a>", site.page("index.html")))
