"""The theme's one stylesheet."""

import gzip
import re
from pathlib import Path

from tests.support.files import append, write
from tests.support.paths import SURVEY
from tests.support.sites import Site, build

from scanpress.pelican_build.host import THEME

STYLES = (THEME / "static/site.css").read_text(encoding="utf-8")
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))


def test_every_token_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\((--[\w-]+)", STYLES))
    defined = set(re.findall(r"(--[\w-]+)\s*:", STYLES))
    assert used
    assert used == defined


def test_stylesheet_is_small() -> None:
    assert len(gzip.compress(STYLES.encode(), 9)) <= 6 * 1024


def test_scripts_of_each_page_are_small_and_have_no_comments(scans_in_git: Site) -> None:
    files = {path.name: path.read_bytes() for path in (scans_in_git.output / "theme").glob("*.js")}
    pages = (scans_in_git.page(address) for address in scans_in_git.addresses() if address.endswith(".html"))
    together = {tuple(re.findall(r"<script src=[^>]*?theme/([\w-]+\.js)", page)) for page in pages}
    assert len(together) > 8
    for names in together:
        assert sum(len(gzip.compress(files[name], 9)) for name in names) <= 12 * 1024, names
    for name, script in files.items():
        assert not any(re.search(rb"^[ \t]|^//", line) for line in script.splitlines()), name


def test_no_text_in_a_script_has_several_lines() -> None:
    scripts = [path for path in (THEME / "static").rglob("*.js") if path.is_file()]
    assert len(scripts) > 15
    for path in scripts:
        assert all(line.count("`") % 2 == 0 for line in path.read_text(encoding="utf-8").splitlines()), path


def test_stylesheet_names_no_single_element_and_overrules_nothing() -> None:
    selectors = re.sub(r"\{[^{}]*\}", "", STYLES)
    assert "#" not in selectors
    assert "!important" not in STYLES


def test_no_template_carries_style_or_script_of_its_own() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        # JSON-LD is data about the page, and is not run.
        assert not re.search(r"<script(?![^>]* src=)(?! type=application/ld\+json>)", text), path
        assert not re.search(r"\son[a-z]+=", text), path


def test_a_page_allows_script_only_where_it_has_some(site: Site) -> None:
    with_script = set()
    for path in site.output.rglob("index.html"):
        page = path.read_text(encoding="utf-8")
        assert ("script-src 'self'" in page) is ("<script" in page), path
        if "<script" in page:
            with_script.add(path.relative_to(site.output).parts[0])
    assert {"scans", "instruments"} <= with_script


def test_what_surrounds_a_german_page_is_said_to_be_english(site: Site) -> None:
    for address, lang in (("impressum", " lang=en"), ("imprint", "")):
        page = site.page(f"{address}/index.html")
        assert all(f"<{name}{lang}>" in page for name in ("header", "footer"))


def test_a_template_of_ones_own_replaces_the_themes_from_any_folder_in_which_pelican_is_called(project: Path) -> None:
    own = project / "templates" / "scan" / "answer.html"
    write(own, '<p class="mine">{{ answer.label }}: {{ answer.response }}</p>\n')
    append(project / "pelicanconf.py", 'THEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    done = build(project, settings=str(project / "pelicanconf.py"), called_from=elsewhere)
    page = done.page(f"{SURVEY}/index.html")
    assert page.count('<p class="mine">') == 64
    assert "<h1>Probing the Emergence" in page


def test_a_mistake_in_a_template_of_ones_own_is_shown_once_with_its_line(project: Path) -> None:
    own = project / "templates" / "scan.html"
    write(own, "<h1>{{ title }}</h1>\n<p>{{ papre.year }}</p>\n")
    append(project / "pelicanconf.py", 'THEME_TEMPLATES_OVERRIDES = ["templates"]\n')
    done = build(project, code=1)
    assert "5 outputs could not be made:" in done.said
    assert done.said.count("undefined value: `papre` is undefined (in scan.html:2)") == 1
    assert "2 > <p>{{ papre.year }}</p>" in done.said
    assert "Traceback" not in done.said
    assert "Referenced variables" not in done.said
