"""Each link of a page leads to a file and an anchor of the site, or it is reported with the pages that have it."""

from pathlib import Path

import pytest
from tests.support.costs import growth
from tests.support.files import replace_once, write
from tests.support.published import made_up

from scanpress.deployment import broken_links, links, list_files
from scanpress.writer import Memory, Workers

SITE = {
    "index.html": '<a href=scans/>Scans</a><a href="about.html#who">Who</a><a href="https://example.org/x">x</a>',
    "about.html": '<h2 id="who">Who</h2><a href="#who">here</a><a href="#top">top</a><img src=theme/icon.svg>',
    "scans/index.html": "<a href=../>Home</a><a href='../about.html?a=b'>About</a><a href=\"a%20b.json\">JSON</a>",
    "scans/a b.json": "{}",
    "theme/icon.svg": "<svg/>",
    "atom.xml": '<link href="https://scans.example.org/us/scans/"/>',
}


def broken(site: Path, url: str = "https://scans.example.org/us") -> list[str]:
    memory = Memory(site.parent / "state.sqlite", "links")
    return list(broken_links(site, list_files(site), url, memory, Workers()))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made_up(tmp_path / "output", SITE)


def test_a_site_without_broken_links_passes(site: Path) -> None:
    assert broken(site) == []


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("<a href=missing.html>", "missing.html"),
        ('<a class="x" href="theme/">', "theme/"),
        ('<a href="about.html#whom">', "about.html#whom"),
        ("<a href=#whom>", "index.html#whom"),
        ('<a href="https://scans.example.org/us/missing/">', "missing/"),
        ("<script src=/us/theme/x.js>", "theme/x.js"),
    ],
)
def test_a_link_to_nothing_is_reported(site: Path, link: str, leads_to: str) -> None:
    replace_once(site / "index.html", "<a href=scans/>", f"{link}<a href=scans/>")
    assert broken(site) == [f"{leads_to} does not exist; linked by index.html"]


@pytest.mark.parametrize(
    "text",
    [
        "&lt;a href=missing.html&gt;",
        'id="who',  # a quotation mark in a text, which no other one follows
        "<a href=/another/site/>",
        "<a href=https://scans.example.org/>",
        '<a href="mailto:a@example.org">',
        '<a href="about.html#scans/a:question">',  # for a script of the page
        "<a href=#venue=acl>",
    ],
)
def test_a_text_and_a_link_to_another_site_are_not_links_of_this_site(site: Path, text: str) -> None:
    write(site / "index.html", f"<p>{text}</p><a href=about.html#who>")
    assert broken(site) == []


def test_a_page_that_did_not_change_is_reported_when_its_target_goes(site: Path) -> None:
    assert broken(site) == []
    (site / "about.html").unlink()
    assert broken(site) == [
        "about.html does not exist; linked by scans/index.html",
        "about.html#who does not exist; linked by index.html",
    ]
    write(site / "about.html", '<h2 id="what">')
    assert broken(site) == ["about.html#who does not exist; linked by index.html"]


def test_only_pages_that_changed_are_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken(site) == []
    replace_once(site / "scans/index.html", "Home", "The first page")
    read: list[Path] = []
    original = links._read  # noqa: SLF001 - which files are read is what this test is about

    def recording(path: Path) -> str:
        read.append(path)
        return original(path)

    monkeypatch.setattr(links, "_read", recording)
    assert broken(site) == []
    assert [path.name for path in read] == ["index.html"], "not the page with an anchor that is linked"
    replace_once(site / "about.html", "here", "here or there")
    assert broken(site) == []
    assert [path.name for path in read] == ["index.html", "about.html", "about.html"], "its links, and its anchors"
    replace_once(site / "index.html", "#who", "#whom")
    for _ in range(2):
        assert broken(site) == ["about.html#whom does not exist; linked by index.html"]


def test_a_link_to_a_name_with_a_line_break_is_kept_as_one(site: Path) -> None:
    replace_once(site / "index.html", "<a href=scans/>", '<a href="x%0Ay"><a href="about.html#a%0Ab"><a href=scans/>')
    expected = [
        "about.html#a\nb does not exist; linked by index.html",
        "x\ny does not exist; linked by index.html",
    ]
    assert broken(site) == expected
    replace_once(site / "scans/index.html", "Home", "The first page")
    assert broken(site) == expected
    assert broken(site) == expected


@pytest.mark.parametrize("link", ["href=a{}", "href=#a{}", "src=a{}"])
def test_links_are_read_in_a_time_that_grows_with_the_length_of_a_page(tmp_path: Path, link: str) -> None:
    def read(text: str) -> object:
        write(tmp_path / "a.html", text)
        return links.read_links(str(tmp_path), ["a.html"], links.Place.of(""))

    def page(size: int) -> str:
        return f"<pre>{' '.join(link.format(number) for number in range(size // 12))}</pre>"

    assert growth(read, page, size=150_000) == ""
