"""Texts that other programs write or read: formulas, pointers of Git LFS, notebooks with NaN, files of many lines."""

import json
from pathlib import Path

import pytest
from tests.git_browser.test_comparison_with_git import compare
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site
from tests.support.nasty_repository import PICTURE
from tests.support.site_checks import broken_links, invalid_html

from scanpress.git_browser.content import markdown, notebook

_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 48213\n"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"$a_1 *b* \frac{x}{y} *c*$ and *more*", r"$a_1 *b* \frac{x}{y} *c*$ and <em>more</em>"),
        (
            "$$\n\\begin{array}{c} a \\\\ b \\_ c\n\\end{array}\n$$",
            "\\begin{array}{c} a \\\\ b \\_ c\n\\end{array}\n$$",
        ),
        (r"$a < b \land <i>c</i>$", r"$a &lt; b \land &lt;i&gt;c&lt;/i&gt;$"),
        ("`$\\alpha$` \\$5 and $x \\to y$", "<code>$\\alpha$</code> $5 and $x \\to y$"),
        ("$20 *a month* (or US$200 a year)", "$20 <em>a month</em> (or US$200 a year)"),
        ("set $HOME/*.txt* and $PATH", "set $HOME/<em>.txt</em> and $PATH"),
    ],
)
def test_formulas_are_shown_as_they_are_written_and_prices_are_no_formulas(written: str, shown: str) -> None:
    assert shown in str(markdown.render(written, {}))


def test_headings_with_formulas_have_the_anchors_of_their_words() -> None:
    assert '<h2 id="md-the-alpha_1-test">The $\\alpha_1$ test</h2>' in str(
        markdown.render("# The $\\alpha_1$ test", {})
    )


def test_all_names_of_markdown_are_rendered_and_linked(tmp_path: Path) -> None:
    names = ["README.mkd", "a.markdown", "b.mdown", "c.Rmd", "d.qmd", "e.MKDN"]
    for name in names:
        write(tmp_path / "r" / name, "# Part\n\n[part](b.mdown#part)\n\n```{r}\nplot(1)\n```\n")
    write(tmp_path / "r" / "plain.txt", "# Part\n")
    site = build_git_site(tmp_path / "site", new_repository(tmp_path / "r"))
    for name in names:
        page = site.page(f"file/{name}.html")
        assert '<h2 id="md-part">Part</h2>' in page, name
        assert '<a href="../file/b.mdown.html#md-part">part</a>' in page, name
        assert "<code>plot(1)\n</code>" in page, name
    assert "md-part" not in site.page("file/plain.txt.html")
    assert '<h2 id="md-part">Part</h2>' in site.page("index.html")


def test_a_long_message_is_whole_on_its_own_page_and_cut_on_those_with_many(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a.txt", "a\n")
    repository = new_repository(
        tmp_path / "r", "squash " * 5000 + "end of subject\n\n" + "body " * 5000 + "end of body"
    )
    oid = git(repository, "rev-parse", "HEAD")
    git(repository, "tag", "-a", "-m", "notes " * 5000 + "end of notes", "v1")
    write(repository / "a.txt", "b\n")
    commit_all(repository)
    site = build_git_site(tmp_path / "site", repository)
    assert "end of subject\n\nbody" in site.page(f"commit/{oid}.html")
    assert "end of body" in site.page(f"commit/{oid}.html")
    pages = ["log.html", "atom.xml", "tags.xml", "refs.html", "index.html", "file/a.txt.html", "files.html"]
    cut = {name: site.page(name) for name in [*pages, f"commit/{git(repository, 'rev-parse', 'HEAD')}.html"]}
    assert {name for name, page in cut.items() if "end of" in page} == set()
    assert max(map(len, cut.values())) < 60_000
    assert ("squash " * 70)[:490] in cut["log.html"]
    compare("--repository", repository, "--site", site.output)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_notebooks_with_numbers_that_python_writes_are_rendered(number: str) -> None:
    data = {"application/json": {"loss": float(number)}, "text/plain": f"loss: {number}"}
    cell = {"cell_type": "code", "source": "loss", "outputs": [{"output_type": "display_data", "data": data}]}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    assert f"loss: {number}" in str(notebook.render(text))
    assert notebook.render(text[:-1]) is None
    assert notebook.render("[" * 100_000 + number) is None


def test_a_pointer_in_the_place_of_a_picture_is_shown_as_text(tmp_path: Path) -> None:
    write(tmp_path / "r" / "figure.png", _POINTER.format("1" * 64))
    (tmp_path / "r" / "dot.png").write_bytes(PICTURE)
    repository = new_repository(tmp_path / "r")
    write(repository / "figure.png", _POINTER.format("2" * 64))
    oid = commit_all(repository)
    site = build_git_site(tmp_path / "site", repository)
    assert "<img" not in site.page("file/figure.png.html")
    assert "oid sha256:2222" in site.page("file/figure.png.html")
    assert "<img" in site.page("file/dot.png.html")
    commit = site.page(f"commit/{oid}.html")
    assert "<img" not in commit
    assert all(digit * 64 in commit for digit in "12")


def test_a_file_of_very_many_lines_is_not_shown_and_others_still_link_it(tmp_path: Path) -> None:
    write(tmp_path / "r" / "most.txt", "x\n" * 100_000)
    write(tmp_path / "r" / "more.txt", "x\n" * 100_001)
    write(tmp_path / "r" / "a.md", "[most](most.txt#L90000) [more](more.txt#L90000)\n")
    site = build_git_site(tmp_path / "site", new_repository(tmp_path / "r"))
    assert "id=l100000" in site.page("file/most.txt.html")
    page = site.page("file/more.txt.html")
    assert "This file has more than 100,000 lines and is not shown." in page
    assert "100,001 lines" in page
    assert len(page) < 10_000
    links = site.page("file/a.md.html")
    assert '"../file/most.txt.html#l90000"' in links
    assert '"../file/more.txt.html"' in links
    assert invalid_html(site.output) == []
    assert broken_links(site.output) == []
