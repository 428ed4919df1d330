"""A Markdown page of the site that cannot be rendered soon is shown as its source, and stops no build."""

import gc
from html import escape
from pathlib import Path
from time import process_time

import pytest
from pelican.readers import Readers
from pelican.settings import DEFAULT_CONFIG
from tests.support.files import write
from tests.support.git import new_repository
from tests.support.git_sites import build_git_site
from tests.support.site_checks import invalid_html

from scanpress.pelican_build import markdown_pages
from scanpress.pelican_build.host import HOST, Host
from scanpress.pelican_build.sources import source_mistakes

SLOW = {
    "brackets": "[" * 20_000,
    "tags": "<div>\n" + "<a " * 20_000 + "\n</div>",
    "attributes": "<div>\n<a" + ' href="{x' * 20_000 + "\n</div>",
}
_PAGES = 'PAGE_PATHS = ["pages"]\nPAGE_SAVE_AS = "{slug}/index.html"\n'
DEEP = {
    "numbers": "1. " * 1000 + "x",
    "numbers-and-dashes": "1. - " * 1000 + "x",
}


@pytest.mark.parametrize("name", SLOW)
def test_a_page_that_takes_long_is_shown_as_its_source(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(markdown_pages, "_LONGEST", 0.2)
    path = write(tmp_path / f"{name}.md", f"Title: {name}\nStatus: hidden\n\n{SLOW[name]}")
    readers = Readers({**DEFAULT_CONFIG})
    markdown_pages.bound_readers(readers)
    content, metadata = readers.reader_classes["md"]({**DEFAULT_CONFIG}).read(str(path))
    assert content == f"<pre>{escape(SLOW[name])}</pre>"
    assert (metadata["title"], metadata["status"]) == (name, "hidden")
    assert f"{path} is shown as its source: it takes longer than" in capsys.readouterr().out


def test_a_garbage_collection_cannot_swallow_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    def spend(_phase: str, _counts: dict[str, int]) -> None:
        end = process_time() + 0.05
        while process_time() < end:
            pass

    monkeypatch.setattr(markdown_pages, "_LONGEST", 0.2)
    path = write(tmp_path / "page.md", "Title: Lists\n\n" + "* a [link](x) and *more*\n" * 20_000)
    readers = Readers({**DEFAULT_CONFIG})
    markdown_pages.bound_readers(readers)
    gc.callbacks.append(spend)
    request.addfinalizer(lambda: gc.callbacks.remove(spend))
    content, _ = readers.reader_classes["md"]({**DEFAULT_CONFIG}).read(str(path))
    assert content.startswith("<pre>* a [link](x)")


def test_pages_that_are_nested_too_deep_end_no_build(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a", "a\n")
    for name, text in {**DEEP, "good": "A *page*."}.items():
        write(tmp_path / "site" / "content" / "pages" / f"{name}.md", f"Title: {name}\n\n{text}\n")
    site = build_git_site(tmp_path / "site", new_repository(tmp_path / "r"), _PAGES)
    assert site.said.count("is shown as its source: lists or quotes in it are nested too deep.") == len(DEEP)
    assert f"{len(DEEP)} pages shown as source; " in site.said
    for name in DEEP:
        assert f"<pre>{DEEP[name][:20]}" in site.page(f"{name}/index.html")
    assert "A <em>page</em>." in site.page("good/index.html")
    assert invalid_html(site.output) == []


_OUT = "leads out of the site: write a path without .. or / at its beginning"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Title: X\n\ncaf\xe9\n", "this page is not UTF-8 (byte 14): save it as UTF-8"),
        (b"A text.\n", "this page has no title: write a line Title: at the top, followed by an empty line"),
        (b"Title: X\nSave_as: a/../../x.html\n\nA\n", f"Save_as {_OUT}"),
        (b"Title: X\nSlug: ../../x\n\nA\n", f"Slug {_OUT}"),
        (b"Title: X\nLang: /etc\n\nA\n", f"Lang {_OUT}"),
        (b"Title: X\nDate: 99999-01-01\n\nA\n", "Date is not a date: write one such as 2026-01-31"),
        (b"Title: X\nModified: yesterday\n\nA\n", "Modified is not a date: write one such as 2026-01-31"),
        (b"Title: X\nStatus: odd\n\nA\n", "there is no Status odd: write published, hidden, draft or skip"),
        (
            b"Title: X\nTemplate: odd\n\nA\n",
            "there is no template odd.html: correct the line Template:, or remove it",
        ),
    ],
)
def test_a_page_that_pelican_cannot_read_is_a_mistake_in_one_line(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "pages" / "x.md"
    path.parent.mkdir()
    path.write_bytes(content)
    found = source_mistakes({"PATH": str(tmp_path), "PAGE_PATHS": ["pages"]}, [tmp_path])
    assert list(found) == [f"{path}: {said}"]


def test_many_long_pages_have_a_limit_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"_LONGEST": 0.3, "_FREE": 0.1, "_TOGETHER": 0.5}.items():
        monkeypatch.setattr(markdown_pages, name, value)
    slow = write(tmp_path / "slow.md", f"Title: Slow\n\n{SLOW['brackets']}")
    good = write(tmp_path / "good.md", "Title: Good\n\nA *page*.\n")
    readers = Readers({**DEFAULT_CONFIG, HOST: Host()})
    markdown_pages.bound_readers(readers)
    reader = readers.reader_classes["md"](readers.settings)
    begin = process_time()
    for _ in range(12):
        assert reader.read(str(slow))[0] == f"<pre>{escape(SLOW['brackets'])}</pre>"
    took = process_time() - begin
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{slow} is shown as its source: it takes longer than 0.3 seconds to render."
    last = "it takes longer than 0.1 seconds to render, and other pages took 0.5 seconds."
    assert said[-1] == f"{slow} is shown as its source: {last}"
    assert took < 12 * 0.3
    assert "A <em>page</em>." in reader.read(str(good))[0]


def test_two_pages_at_one_address_end_the_build_with_one_line(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a", "a\n")
    for name in ("one", "two"):
        write(tmp_path / "site" / "content" / "pages" / f"{name}.md", f"Title: {name}\nSave_as: x/index.html\n\nA\n")
    site = build_git_site(tmp_path / "site", new_repository(tmp_path / "r"), _PAGES, code=1)
    assert "prose and prose both publish x/index.html: rename one of them" in site.said
    assert "Traceback" not in site.said
