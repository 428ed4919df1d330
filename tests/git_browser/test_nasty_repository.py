"""A repository with everything that git allows: each page is right, and none runs, asks or overwrites anything."""

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from tests.support.browsing import asked_and_said
from tests.support.git import git
from tests.support.nasty_repository import FILES
from tests.support.serving import served
from tests.support.site_checks import broken_links, invalid_html, pages
from tests.support.sites import Site

_CODE = re.compile(r"<pre class=lines>(.*?)</pre>", re.DOTALL)
_NOT_COPIED = re.compile(r"<i>.*?</i>|<a id=l(\d+) href=#l\1>\1</a>|<[^>]*>")  # commits, numbers, tags


@pytest.fixture(scope="module")
def address(nasty_site: Site) -> Iterator[str]:
    """Return where the site is served."""
    with served(nasty_site.output) as address:
        yield address


def code_of(page: str) -> str:
    """Return the text that a page's numbered lines hold; one line end before the closing tag is never copied."""
    text = unescape(_NOT_COPIED.sub("", "".join(_CODE.findall(page))))
    return text.removesuffix("\n")


def test_every_page_is_valid_html(nasty_site: Site) -> None:
    assert invalid_html(nasty_site.output) == []


def test_every_link_and_anchor_resolves(nasty_site: Site) -> None:
    assert broken_links(nasty_site.output) == []


def test_every_file_has_a_page_of_its_own_that_shows_its_text(nasty_site: Site, nasty_repository: Path) -> None:
    listed = subprocess.run(["git", "ls-tree", "-rz", "HEAD"], cwd=nasty_repository, capture_output=True, check=True)
    files = [entry for entry in listed.stdout.split(b"\0") if entry and not entry.startswith(b"160000")]
    shown = {address for address in nasty_site.addresses() if address.startswith("file/")}
    assert len(shown) == len(files)


def test_ordinary_names_have_stagits_addresses(nasty_site: Site) -> None:
    ordinary = [
        "README.md",
        "src/b.py",
        "-rf",
        "--help/-v",
        "Upper.txt",
        "50% of #1?.txt",
        "日本/語.txt",
        "&amp;.txt",
        "x",
    ]
    assert {f"file/{name}.html" for name in ordinary} <= nasty_site.addresses()


def test_names_that_one_file_system_would_mix_up_have_two_pages(nasty_site: Site) -> None:
    folded = {normalize("NFC", address).casefold() for address in nasty_site.addresses()}
    assert len(folded) == len(nasty_site.addresses())
    texts = {code_of(page.path.read_text(encoding="utf-8")) for page in pages(nasty_site.output).values()}
    assert {"upper\n", "lower\n", "composed\n", "decomposed\n", "upper folder\n", "lower folder\n"} <= texts


def test_text_is_exact_and_what_is_not_utf8_is_said(nasty_site: Site) -> None:
    assert code_of(nasty_site.page("file/src/b.py.html")) == FILES[b"src/a.py"].decode()
    assert code_of(nasty_site.page("file/no newline.txt.html")) == "no newline at the end"
    assert code_of(nasty_site.page("file/latin1.txt.html")) == "caf\ufffd\n"
    assert "Some bytes of this file are not valid UTF-8" in nasty_site.page("file/latin1.txt.html")
    assert "Some bytes of this file are not valid UTF-8" not in nasty_site.page("file/x.html")


def test_files_without_text_are_named_as_such(nasty_site: Site) -> None:
    assert "This is a binary file." in nasty_site.page("file/binary.bin.html")
    assert "larger than 1 MiB" in nasty_site.page("file/large again.txt.html")
    assert "This file is empty." in nasty_site.page("file/empty.txt.html")
    assert '<img src="../raw/' in nasty_site.page("file/dot.png.html")
    assert "/etc/passwd" in nasty_site.page("file/link out.html")
    assert "root:" not in nasty_site.page("file/link out.html")


def test_nothing_raw_is_served_under_a_name_that_browsers_run(nasty_site: Site) -> None:
    suffixes = {Path(address).suffix for address in nasty_site.addresses() if address.startswith("raw/")}
    assert suffixes == {".txt", ".png"}


def test_raw_bytes_are_the_files_bytes(nasty_site: Site) -> None:
    href = re.findall(r"href=\.\./(raw/\S+) download", nasty_site.page("file/crlf.txt.html"))[0]
    assert (nasty_site.output / href).read_bytes() == FILES[b"crlf.txt"]


def test_markdown_is_rendered_and_cleaned(nasty_site: Site) -> None:
    rendered = nasty_site.page("file/README.md.html").partition("<article")[2].partition("</article>")[0]
    assert '<a href="../file/docs/a.md.html">a</a>' in rendered
    assert '<a href="#md-use">use</a>' in rendered
    assert '<img src="../raw/' in rendered
    assert "example.org/far.png" not in rendered
    assert "onerror" not in rendered
    assert "javascript:" not in rendered
    assert "<script" not in rendered


def test_tables_keep_their_alignment(nasty_site: Site) -> None:
    rendered = nasty_site.page("file/README.md.html").partition("</article>")[0]
    assert '<td class="right">1</td>' in rendered
    assert "<td>2</td>" in rendered


def commit(site: Site, repository: Path, subject: str) -> str:
    name = git(repository, "log", "--all", "--format=%H", f"--grep={subject}", "-1")
    return unescape(site.page(f"commit/{name}.html"))


def test_commit_shows_modes_renames_and_submodules(nasty_site: Site, nasty_repository: Path) -> None:
    page = commit(nasty_site, nasty_repository, "A body")
    assert "src/a.py → src/b.py" in page
    assert "mode 100755 → 100644" in page
    assert "mode 120000 → 100644" in page
    assert 'Submodule: <code title="' + "1" * 40 + '">1111111111</code> → <code' in page
    assert "This is a binary file." in page
    assert "new\\nline.txt → newer\\nline \\xff.txt" in page
    assert "Controls ␁␛[31m and \ufffd" in page


def test_octopus_names_all_parents_and_is_shown_against_the_first(nasty_site: Site, nasty_repository: Path) -> None:
    page = commit(nasty_site, nasty_repository, "Octopus")
    assert page.count("<dt>parent</dt>") == 4
    assert "shown relative to its first parent" in page
    assert "right.txt" in page


def test_commits_without_message_or_change_have_pages(nasty_site: Site, nasty_repository: Path) -> None:
    assert "(no message)" in nasty_site.page("log.html")
    assert "<p>0 files changed</p>" in commit(nasty_site, nasty_repository, "Change nothing")


def test_mailmap_is_honoured_and_addresses_are_not_shown(nasty_site: Site) -> None:
    assert "Real Name" in nasty_site.page("log.html")
    everything = "".join(page.path.read_text(encoding="utf-8") for page in pages(nasty_site.output).values())
    without_mailmap = everything.replace("&lt;real@example.org&gt; &lt;nick@example.org&gt;", "")
    for address in ("author@example.org", "committer@example.org", "nick@example.org"):
        assert address not in without_mailmap
    assert "Real Name" in nasty_site.page("refs.html")


def test_refs_show_odd_names_and_messages(nasty_site: Site) -> None:
    page = unescape(nasty_site.page("refs.html"))
    assert "odd/'\"<b>;$(x)&name" in page
    assert "vé/odd%23#&name" in page
    assert "with <b>a message</b>" in page
    assert "of-a-tree" in page


def test_history_follows_renames_and_blame_agrees_with_git(nasty_site: Site, nasty_repository: Path) -> None:
    assert "as src/a.py" in unescape(nasty_site.page("file/src/b.py.html"))
    assert "All 16 commits" in nasty_site.page("file/many.txt.html")
    blamed = git(nasty_repository, "blame", "-s", "-l", "many.txt").splitlines()
    code = nasty_site.page("file/many.txt.html").partition("<pre class=lines>")[2]
    groups = [(part[:40], part.count("<a id=")) for part in code.split("<i><a href=../commit/")[1:]]
    reported = [name for name, lines in groups for _ in range(lines)]
    by_git = [line.split()[0].lstrip("^") for line in blamed]
    assert [name[: len(other)] for name, other in zip(reported, by_git, strict=True)] == by_git


def test_listing_names_what_the_tree_holds(nasty_site: Site) -> None:
    page = unescape(nasty_site.page("files.html"))
    assert "m---------" in page
    assert "l---------" in page
    assert "2" * 40 in page
    assert "\\u202egnp.txt" in page
    assert "latin1" in page


@pytest.mark.browser
def test_no_page_runs_a_script_or_asks_elsewhere(nasty_site: Site, address: str, browser: Browser) -> None:
    paths = (path.relative_to(nasty_site.output).as_posix() for path in sorted(pages(nasty_site.output)))
    asked, said = asked_and_said(browser, [address + quote(path) for path in paths])
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.browser
def test_copied_lines_are_the_files_text(nasty_site: Site, address: str, browser: Browser) -> None:
    page = browser.new_page()
    for name, content in (("src/b.py", FILES[b"src/a.py"]), ("many.txt", None), ("LICENSE", FILES[b"LICENSE"])):
        page.goto(f"{address}file/{name}.html")
        text = copied(page)
        assert text == (content.decode() if content else code_of(nasty_site.page(f"file/{name}.html")))
    page.close()


def copied(page: Page) -> str:
    """Return what a reader copies who selects all of the code."""
    return str(
        page.evaluate(
            """() => {
              const selection = getSelection();
              selection.selectAllChildren(document.querySelector("pre.lines"));
              return selection.toString();
            }"""
        )
    )
