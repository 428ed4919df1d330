"""Notebooks, tables, pictures, submodules and the first page: shown as their authors mean them, and never run."""

import json
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser
from tests.support.browsing import violations
from tests.support.building_once import BuildOnce
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site
from tests.support.nasty_repository import PICTURE
from tests.support.serving import served
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site, build

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><script>alert(1)</script></svg>\n'
_EVIL = "<script>alert(1)</script>"


def _cell(kind: str, source: str | list[str], *outputs: object) -> dict[str, object]:
    return {"cell_type": kind, "source": source, "metadata": {}} | ({"outputs": outputs} if kind == "code" else {})


_NOTEBOOK = {
    "nbformat": 4,
    "metadata": {"kernelspec": {"language": "python"}},
    "cells": [
        _cell("markdown", ["# Results\n", f"\n[here](#results) *prose* {_EVIL}"]),
        _cell("markdown", "# Results\n"),
        _cell(
            "code",
            "def f():\n    return 1\n",
            {"output_type": "stream", "text": ["printed\n", _EVIL]},
            {
                "output_type": "display_data",
                "data": {"image/png": b64encode(PICTURE).decode(), "text/plain": "<Figure>"},
            },
            {"output_type": "execute_result", "data": {"text/html": _EVIL, "text/plain": "a table"}},
            {"output_type": "display_data", "data": {"image/png": '"><script>alert(1)</script>'}},
            {"output_type": "error", "traceback": ["\x1b[31mZeroDivisionError\x1b[0m"]},
        ),
        _cell("raw", _EVIL),
        {"cell_type": "code", "source": 7, "outputs": "none"},
    ],
}
_FILES = {
    "README.md": "# About\n\n[code](src/a.py) ![plot](plot.svg)\n",
    "src/a.py": "import os\n",
    "src/b.py": "x = 1\n",
    "plot.svg": _SVG,
    "large.svg": _SVG.replace("</svg>", "<!-- " + "x" * 100_000 + " --></svg>"),
    "entities.svg": '<!DOCTYPE svg [<!ENTITY a "b">]>' + _SVG,
    "n.ipynb": json.dumps(_NOTEBOOK),
    "broken.ipynb": '{"cells": [',
    "old.ipynb": json.dumps({"nbformat": 3, "worksheets": []}),
    "deep.ipynb": "[" * 5000 + "]" * 5000,
    "t.csv": 'name,value\n"a, ""b""",<b>1</b>\nshort\n',
    "semicolon.csv": "a;b\n1,5;2\n",
    "t.tsv": "a\tb\n1\t2\n",
    "long.csv": "a,b\n" + "1,2\n" * 999,
    "wide.csv": ",".join("abc" * 20) + "\n",
    "broken.csv": 'a,b\n"1"x,2\n',
    "one.csv": "a\nb\n",
    ".gitmodules": (
        '[submodule "a"]\n\tpath = lib/a\n\turl = https://example.org/a.git\n'
        '[submodule "b"]\n\tpath = lib/b\n\turl = javascript:alert(1)\n'
    ),
}


def _build(folder: Path) -> Site:
    repository = folder / "repository"
    for name, text in _FILES.items():
        write(repository / name, text)
    new_repository(repository)
    for name in ("a", "b", "c"):
        git(repository, "update-index", "--add", "--cacheinfo", f"160000,{name * 40},lib/{name}")
    git(repository, "commit", "--quiet", "--message", "Add submodules")
    git(repository, "tag", "v1")
    write(repository / "t.csv", "name,value\nb,2\n")
    (repository / "plot.svg").unlink()
    git(repository, "add", "t.csv", "plot.svg")
    git(repository, "commit", "--quiet", "--message", "Change the table and remove the plot")
    write(repository / "plot.svg", _SVG.replace('"20"', '"30"'))
    git(repository, "add", "plot.svg")
    git(repository, "commit", "--quiet", "--message", "Plot again")
    settings = 'SITEURL = "https://git.example.org"\nGIT_DESCRIPTION = "Things <here>"\n'
    return build_git_site(folder, repository, settings)


@pytest.fixture(scope="module")
def shown_site(build_once: BuildOnce) -> Site:
    """Return the site of a repository of files that are not shown as code."""
    return build_once.site("contents", _build)


@pytest.fixture(scope="module")
def address(shown_site: Site) -> Iterator[str]:
    with served(shown_site.output) as address:
        yield address


def test_every_page_is_valid_and_every_link_resolves(shown_site: Site) -> None:
    assert invalid_html(shown_site.output) == []
    assert broken_links(shown_site.output, site_url="https://git.example.org") == []


@pytest.mark.browser
@pytest.mark.parametrize("path", ["index.html", "file/n.ipynb.html", "file/wide.csv.html", "file/plot.svg.html"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_page_is_accessible_at_any_width(
    address: str, browser: Browser, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(address + path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = violations(page)
    context.close()
    assert wide == 0
    assert found == ""


def test_nothing_that_a_file_holds_becomes_a_script(shown_site: Site) -> None:
    pages = [shown_site.page(name) for name in shown_site.addresses() if name.startswith(("file/", "blob/"))]
    assert not any("<script>" in page for page in pages)
    assert {Path(name).suffix for name in shown_site.addresses() if name.startswith("raw/")} == {".txt"}


def test_notebook_shows_prose_code_and_saved_outputs(shown_site: Site) -> None:
    page = shown_site.page("file/n.ipynb.html")
    assert "<em>prose</em>" in page
    assert re.findall(r'<h2 id="([^"]+)">Results', page) == ["c1-md-results", "c2-md-results"]
    assert '<a href="#c1-md-results">here</a>' in page
    assert "<span class=k>def</span>" in page
    assert "printed\n&lt;script&gt;" in page
    assert f'src="data:image/png;base64,{b64encode(PICTURE).decode()}"' in page
    assert page.count("<img") == 1
    assert '<pre class="output">ZeroDivisionError</pre>' in page
    assert "a table" in page
    assert "Output that is not shown here: text/html." in page
    assert "<pre class=lines>" not in page


@pytest.mark.parametrize("name", ["broken.ipynb", "old.ipynb", "deep.ipynb"])
def test_what_is_no_notebook_shows_its_source_and_says_so(shown_site: Site, name: str) -> None:
    assert "rendered. Its source is shown.</p>\n<pre class=lines>" in shown_site.page(f"file/{name}.html")


def test_table_shows_its_cells_and_keeps_its_lines(shown_site: Site) -> None:
    page = shown_site.page("file/t.csv.html")
    assert "<th scope=col>name<th scope=col>value" in page
    assert "<p>2 rows, 2 columns</p>" in page
    assert '<details id="source"><summary>Source</summary>' in page
    assert "<a id=l2 href=#l2>2</a>b,2" in page
    assert "<td>1,5<td>2" in shown_site.page("file/semicolon.csv.html")
    assert "<td>1<td>2" in shown_site.page("file/t.tsv.html")


def without_history(page: str) -> str:
    """Return the page of a file up to its history, which is a table of its own."""
    return page[: page.index("<h2 id=history>")]


def test_rest_of_a_large_table_is_counted(shown_site: Site) -> None:
    long = without_history(shown_site.page("file/long.csv.html"))
    assert "1,000 rows, of which the first 200 are shown, 2 columns" in long
    assert long.count("<tr>") == 200
    assert "60 columns, of which the first 30 are shown" in shown_site.page("file/wide.csv.html")


@pytest.mark.parametrize("name", ["broken.csv", "one.csv"])
def test_what_is_no_table_shows_its_source(shown_site: Site, name: str) -> None:
    page = without_history(shown_site.page(f"file/{name}.html"))
    assert "<table" not in page
    assert ("could not be rendered" in page) == (name == "broken.csv")
    assert "<pre class=lines>" in page


def test_older_version_of_a_table_shows_its_lines_and_who_brought_and_replaced_it(
    shown_site: Site, build_once: BuildOnce
) -> None:
    repository = build_once.site("contents", _build).folder / "repository"
    oid = git(repository, "rev-parse", "v1:t.csv")
    page = unescape(shown_site.page(f"blob/{oid}.html"))
    assert "name,value\n" in page.replace("</a>", "").replace("<a id=l1 href=#l1>1", "")
    for expression in ("v1~1", "HEAD~1"):
        assert f"commit/{git(repository, 'rev-parse', expression)}.html" in page
    assert f"../raw/{oid}.txt" in page
    assert "../file/t.csv.html#history" in page


@pytest.mark.browser
def test_drawing_is_an_image_in_which_nothing_runs(shown_site: Site, address: str, browser: Browser) -> None:
    source = shown_site.page("file/plot.svg.html")
    assert 'src="data:image/svg+xml;base64,' in source
    assert "<svg" not in source
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(f"{address}file/plot.svg.html")
    assert page.evaluate("document.querySelector('img.picture').naturalWidth") == 30
    page.close()
    assert dialogs == []


@pytest.mark.parametrize("name", ["large.svg", "entities.svg"])
def test_drawing_that_could_be_a_burden_shows_its_source(shown_site: Site, name: str) -> None:
    page = shown_site.page(f"file/{name}.html")
    assert "<img" not in page
    assert "data:" not in page.partition("<title>")[0]
    assert "<pre class=lines>" in page


def test_folders_are_closed_and_counted(shown_site: Site) -> None:
    page = shown_site.page("files.html")
    assert "<details><summary>src/ <small>2 files</small></summary>" in page
    assert page.index("src/") < page.index(">README.md<", page.index("<main"))
    assert f'title="{len(_FILES["long.csv"]):,} bytes">4.0 kB<' in page


def test_submodules_lead_to_their_pages_if_browsers_can_open_them(shown_site: Site) -> None:
    page = unescape(shown_site.page("files.html"))
    assert f'<a href="https://example.org/a" rel="nofollow">a</a> @ {"a" * 40}' in page
    assert f"<td>b @ {'b' * 40}<td" in page
    assert f"<td>c @ {'c' * 40}<td" in page


def test_first_page_says_what_the_repository_is(shown_site: Site) -> None:
    page = unescape(shown_site.page("index.html"))
    assert "<h1>nasty</h1>" in page
    assert "Things <here>" in page
    assert '<code class="copy">git clone https://git.example.org/nasty.git</code>' in page
    assert "Branch main: " in page
    assert page.index("Plot again") < page.index("Add submodules") < page.index(">v1<")
    assert '<a href="./file/src/a.py.html">code</a> plot</p>' in page
    for target in ("log.html", "files.html", "refs.html", "file/README.md.html"):
        assert f'href="./{target}"' in page


def test_first_page_follows_readme_and_is_left_alone_otherwise(tmp_path: Path) -> None:
    write(tmp_path / "r" / "README.txt", "<old>\n")
    repository = new_repository(tmp_path / "r")
    site = build_git_site(tmp_path / "site", repository)
    assert "<pre>&lt;old&gt;\n</pre>" in site.page("index.html")
    write(repository / "README.txt", "new\n")
    commit_all(repository)
    assert "<pre>new\n</pre>" in build_git_site(tmp_path / "site", repository).page("index.html")
    (repository / "README.txt").unlink()
    commit_all(repository)
    assert "README" not in build_git_site(tmp_path / "site", repository).page("index.html")


def test_last_version_of_a_removed_file_names_the_commit_that_removed_it(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "dot.png").write_bytes(PICTURE)
    write(tmp_path / "r" / "a.txt", "a\n")
    repository = new_repository(tmp_path / "r")
    oid = git(repository, "rev-parse", "HEAD:dot.png")
    (repository / "dot.png").unlink()
    removed = commit_all(repository, "Remove the dot")
    page = build_git_site(tmp_path / "site", repository).page(f"blob/{oid}.html")
    assert (
        f'the file was removed or renamed by commit <a href="../commit/{removed}.html" title="Remove the dot">' in page
    )
    assert f'<img src="../raw/{oid}.png"' in page


@pytest.mark.browser
def test_old_address_of_a_blame_leads_to_the_column(plain_site: Site, browser: Browser) -> None:
    stub = plain_site.page("blame/a.txt.html")
    assert len(stub) < 300
    assert '<link rel=canonical href="../file/a.txt.html">' in stub
    with served(plain_site.output) as address:
        page = browser.new_page()
        page.goto(f"{address}blame/a.txt.html")
        page.wait_for_url("**/file/a.txt.html#blame")
        assert page.is_visible("pre.lines i a")
        page.goto(f"{address}blame/a.txt.html#l2")
        page.wait_for_url("**/file/a.txt.html#l2")
        page.close()


def test_old_address_of_a_blame_goes_with_its_file_even_if_nothing_is_remembered(
    plain_site: Site, built_repository: Path
) -> None:
    assert "blame/a.txt.html" in plain_site.addresses()
    shutil.rmtree(plain_site.folder / "cache")
    (built_repository / "a.txt").unlink()
    commit_all(built_repository)
    assert "blame/a.txt.html" not in build(plain_site.folder).addresses()
