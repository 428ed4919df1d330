"""What the pages of commits, the log, the refs and histories show, and how it reads."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.support.building_once import BuildOnce
from tests.support.files import stamps, write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import add_commit, build_git_site
from tests.support.nasty_repository import PICTURE
from tests.support.serving import served
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site

_OTHER_PICTURE = PICTURE + b"\0"
_MODULES = """\
[submodule "lib"]
\tpath = lib
\turl = https://example.org/team/lib.git
[submodule "odd"]
\tpath = odd
\turl = javascript:alert(1)
"""


@dataclass(frozen=True)
class Made:
    """A site, and the ids of its repository's commits by their subjects."""

    site: Site
    repository: Path
    oids: Mapping[str, str]

    def commit(self, subject: str) -> str:
        """Return the page of a commit."""
        return self.site.page(f"commit/{self.oids[subject]}.html")


@pytest.fixture(scope="module")
def made(build_once: BuildOnce) -> Made:
    site = build_once.site("commit-pages", _build)
    repository = site.folder / "repository"
    listed = git(repository, "log", "--all", "--format=%H %s").splitlines()
    return Made(site, repository, {subject: oid for oid, _, subject in (line.partition(" ") for line in listed)})


def _build(folder: Path) -> Site:
    repository = folder / "repository"
    write(repository / "a.py", "def f(x):\n    return x < 10\n\nlast = 1\n")
    write(repository / "indent.py", "if x:\n  a\n  b\n")
    (repository / "dot.png").write_bytes(PICTURE)
    new_repository(repository, "First")
    write(repository / "a.py", "def f(x):\n    return x < 1000\n\nlast =  1\n")
    write(repository / "indent.py", "if x:\n    a\n    b\n")
    (repository / "dot.png").write_bytes(_OTHER_PICTURE)
    commit_all(repository, "Edit")
    git(repository, "tag", "v1")
    for number in range(60):
        write(repository / f"data/{number % 3}/{number}.txt", f"{number}\n")
    write(repository / "long.txt", "".join(f"{number}\n" for number in range(1100)))
    commit_all(repository, "Import")
    write(repository / ".gitmodules", _MODULES)
    _set_submodules(repository, "1")
    _set_submodules(repository, "2")
    write(repository / "long.txt", "".join(f"{number}\n" for number in range(1100, 1700)))
    commit_all(repository, "Long")
    git(repository, "checkout", "--quiet", "-b", "side", "HEAD~1")
    add_commit(repository, "side.txt")
    git(repository, "checkout", "--quiet", "main")
    git(repository, "merge", "--quiet", "--no-ff", "-m", "Merge side", "side")
    return build_git_site(folder, repository)


def _set_submodules(repository: Path, digit: str) -> None:
    git(repository, "add", "--all")
    for name in ("lib", "odd"):
        git(repository, "update-index", "--add", "--cacheinfo", f"160000,{digit * 40},{name}")
    git(repository, "commit", "--quiet", "-m", f"Submodule {digit}")


def section(page: str, name: str) -> str:
    return next(part for part in page.split("<section")[1:] if f"<h3>{name}</h3>" in part)


def test_pages_are_valid_and_links_lead_somewhere(made: Made) -> None:
    assert invalid_html(made.site.output) == []
    assert broken_links(made.site.output) == []


def test_a_commit_links_the_commits_before_and_after_it_in_the_log(made: Made) -> None:
    page = made.commit("Edit")
    assert f'<a href="{made.oids["First"]}.html" rel="next" title="First">Older commit</a>' in page
    assert f'<a href="{made.oids["Import"]}.html" rel="prev" title="Import">Newer commit</a>' in page
    assert "Newer commit" not in made.commit("Merge side")
    assert "Older commit" not in made.commit("First")
    assert f'title="{made.oids["First"]}"><code>{made.oids["First"][:10]}</code></a> First' in page
    assert f'<code class="copy">{made.oids["Edit"]}</code>' in page


def test_the_log_names_tags_branches_and_merges(made: Made) -> None:
    log = made.site.page("log.html")
    assert 'Edit</a> <span class="ref">tag v1</span></td>' in log
    assert 'Merge side</a> <small>merge</small> <span class="ref">branch main</span></td>' in log
    assert f'<code title="{made.oids["Edit"]}">{made.oids["Edit"][:10]}</code>' in log
    assert '<td class="number met">1,160</td>' in log
    assert '<time datetime="2023-11-14T23:13:20+01:00" title="2023-11-14T23:13:20+01:00">2023-11-14</time>' in log


def test_changed_words_are_marked_and_signs_and_both_numbers_are_there(made: Made) -> None:
    lines = section(made.commit("Edit"), "a.py")
    assert "<a id=f0-3 href=#f0-3> 2   </a>-    return x &lt; <mark>10</mark>\n" in lines
    assert "<a id=f0-4 href=#f0-4>    2</a>+    return x &lt; <mark>1000</mark>\n" in lines
    assert "<a id=f0-2 href=#f0-2> 1  1</a> def f(x):\n" in lines


def test_the_number_of_a_blank_unchanged_line_is_an_address_but_no_link(made: Made) -> None:
    assert "<a id=f0-5> 3  3</a> \n" in section(made.commit("Edit"), "a.py")


def test_changes_of_white_space_alone_are_called_so(made: Made) -> None:
    page = made.commit("Edit")
    assert "only white space changed" in section(page, "indent.py")
    assert "only white space changed" not in section(page, "a.py")
    assert "<ins class=blank><a id=f0-7" in section(page, "a.py")


def test_pictures_before_and_after_are_shown(made: Made) -> None:
    part = section(made.commit("Edit"), "dot.png")
    for side, revision in (("before", made.oids["First"]), ("after", "v1")):
        oid = git(made.repository, "rev-parse", f"{revision}:dot.png")
        assert f'<img src="../raw/{oid}.png" alt="dot.png {side} this commit" loading="lazy">' in part
    assert "binary file" not in part


def test_a_large_commit_is_counted_by_folder_and_folded(made: Made) -> None:
    page = made.commit("Import")
    assert "61 files changed: added 1,160 lines</p>" in page
    page = page.replace("&#x2f;", "/")
    rows = re.findall(r"<tr><td>([^<]*)</td><td class=\"number\">(\d+)</td><td class=\"number met\">([^<]*)</td>", page)
    assert rows == [("/", "1", "+1,100"), ("data/0/", "20", "+20"), ("data/1/", "20", "+20"), ("data/2/", "20", "+20")]
    assert page.count('<details class="folded">') == 62  # with the list of files
    assert '<details class="folded"><summary>added 600 lines, removed 1,100</summary>' in made.commit("Long")
    assert "<details" not in made.commit("Edit")


def test_submodules_link_repositories_that_are_surely_web_addresses(made: Made) -> None:
    page = made.commit("Submodule 2")
    link = '<a href="https://example.org/team/lib" rel="nofollow">https://example.org/team/lib</a>'
    assert f"Submodule of {link}: <code" in section(page, "lib").replace("&#x2f;", "/")
    assert "1111111111</code> → <code" in section(page, "lib")
    assert "<p>Submodule: <code" in section(page, "odd")


def test_sizes_are_given_for_people(made: Made) -> None:
    assert '(<span title="4,390 bytes">4.4 kB</span>)' in section(made.commit("Import"), "long.txt")


def test_one_more_commit_changes_only_the_newest_of_the_other_pages(made: Made, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(made.repository), "clone")
    clone = tmp_path / "clone"
    site = build_git_site(tmp_path / "site", clone)
    newest, before = git(clone, "rev-parse", "HEAD"), stamps(site.output)
    add_commit(clone)
    build_git_site(tmp_path / "site", clone)
    after = stamps(site.output)
    changed = {address for address in before if address.startswith("commit/") and before[address] != after[address]}
    assert changed == {f"commit/{newest}.html"}


def test_the_picture_of_a_version_that_is_no_longer_published_is_said_to_be_missing(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    for number in range(3):
        (folder / "dot.png").write_bytes(PICTURE + bytes([number]))
        if number:
            commit_all(folder, f"{number}")
        else:
            new_repository(folder, "0")
    site = build_git_site(tmp_path / "site", folder, "GIT_VERSIONS = 'none'\n")
    page = site.page(f"commit/{git(folder, 'rev-parse', 'HEAD')}.html")
    assert "The picture before this commit is not published here." in page
    assert page.count("<img ") == 1
    assert broken_links(site.output) == []


@pytest.mark.parametrize("emails", [True, False])
def test_patches_are_those_of_git_and_can_be_applied(made: Made, tmp_path: Path, *, emails: bool) -> None:
    settings = f"GIT_PATCHES = True\nGIT_SHOW_EMAILS = {emails}\n"
    site = build_git_site(tmp_path / "site", made.repository, settings)
    edit, first = made.oids["Edit"], made.oids["First"]
    patch = (site.output / f"commit/{edit}.patch").read_bytes()
    expected = git(made.repository, "format-patch", "--stdout", "-1", edit)
    shown = expected if emails else expected.replace("From: A U Thor <author@example.org>", "From: A U Thor <>")
    assert patch.decode().strip() == shown
    git(tmp_path, "clone", "--quiet", str(made.repository), "clone")
    git(tmp_path / "clone", "checkout", "--quiet", first)
    git(tmp_path / "clone", "am", given=patch)
    assert git(tmp_path / "clone", "rev-parse", "HEAD^{tree}") == git(made.repository, "rev-parse", f"{edit}^{{tree}}")
    assert "Patch for" not in site.page(f"commit/{made.oids['Merge side']}.html")
    assert broken_links(site.output) == []
    shutil.rmtree(tmp_path / "site" / "cache")
    without = build_git_site(tmp_path / "site", made.repository)
    assert not list((without.output / "commit").glob("*.patch"))


@pytest.mark.browser
def test_copied_lines_of_a_diff_are_its_lines_and_a_button_copies_the_hash(made: Made, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    with served(made.site.output) as address:
        page.goto(f"{address}commit/{made.oids['Edit']}.html")
        page.evaluate("getSelection().selectAllChildren(document.querySelector('pre.lines'))")
        page.keyboard.press("Control+C")
        copied = str(page.evaluate("navigator.clipboard.readText()"))
        page.get_by_role("button", name="Copy").click()
        page.get_by_role("button", name="Copied").wait_for()
        oid = page.evaluate("navigator.clipboard.readText()")
    context.close()
    patch = git(made.repository, "diff", made.oids["First"], made.oids["Edit"], "--", "a.py").splitlines()
    assert copied.splitlines() == patch[4:]
    assert oid == made.oids["Edit"]


def test_a_commit_of_which_git_makes_no_patch_says_why_and_the_others_have_theirs(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    write(folder / "a.txt", "line 1\n")
    new_repository(folder)
    tree, parent = git(folder, "rev-parse", "HEAD^{tree}", "HEAD").split()
    early = "A <a@example.org> 0 -1200"  # before 1970 by its zone
    given = f"tree {tree}\nauthor {early}\ncommitter {early}\n\nAn early commit\n".encode()
    oid = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", given=given)
    git(folder, "branch", "early", oid)
    site = build_git_site(tmp_path / "site", folder, "GIT_PATCHES = True\n")
    assert "git cannot make a patch of this commit" in site.page(f"commit/{oid}.patch")
    assert "Subject: [PATCH]" in site.page(f"commit/{parent}.patch")
