"""The search field of the log and of the lists of files: its data, and what it finds in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.browsing import Open, visits
from tests.support.building_once import BuildOnce
from tests.support.files import write
from tests.support.git import git, new_repository
from tests.support.git_sites import add_commit, build_git_site
from tests.support.serving import served
from tests.support.sites import Site, build

FIELD = "Find a file or commit"


def found_files(site: Site) -> dict[str, str]:
    """Return the paths of all files that the search knows, with the addresses to which it leads."""
    number = json.loads(site.page("search/index.json"))["files"]
    found = {}
    for shard in range(1, number + 1):
        for folder, rows in json.loads(site.page(f"search/files-{shard}.json"))["folders"]:
            for row in rows:
                name, address = (row, None) if isinstance(row, str) else row
                found[folder + name] = address or f"file/{quote(folder + name)}.html"
    return found


def test_every_file_is_found_at_its_real_address(nasty_site: Site, nasty_repository: Path) -> None:
    found = found_files(nasty_site)
    assert len(found) == len(git(nasty_repository, "ls-files", "-z").rstrip("\0").split("\0"))
    broken = [
        address
        for address in map(unquote, found.values())
        if not (nasty_site.output / address).is_file() and not (nasty_site.output / address / "index.html").is_file()
    ]
    assert broken == []
    assert found["Upper.txt"] != found["upper.txt"]
    assert found["module"] == "files.html"


def test_every_commit_of_the_branch_is_found(nasty_site: Site, nasty_repository: Path) -> None:
    commits = json.loads(nasty_site.page("search/commits-1.json"))
    assert commits["oids"] == "".join(reversed(git(nasty_repository, "rev-list", "--topo-order", "HEAD").split()))
    assert len(commits["subjects"]) == len(commits["by"]) == len(commits["days"])
    assert "(no message)" in commits["subjects"]


def test_one_more_commit_rewrites_one_part_of_the_commits_and_one_of_the_files(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    for number in range(4100):
        write(repository / f"folder{number % 40}" / f"file{number}.txt", "")
    new_repository(repository)
    site = build_git_site(tmp_path / "site", repository, "GIT_FILE_PAGES = False\n")
    before = {address: data for address, data in site.contents().items() if address.startswith("search/")}
    assert json.loads(before["search/index.json"]) == {"search": 1, "commits": 1, "files": 4}
    add_commit(repository, "folder7/new.txt")
    after = build(site.folder).contents()
    changed = sorted(address.partition("-")[0] for address, data in before.items() if after[address] != data)
    assert changed == ["search/commits", "search/files"]


def test_a_marked_address_survives_a_build_after_another_commit(plain_site: Site, built_repository: Path) -> None:
    add_commit(built_repository, "A.txt")
    add_commit(built_repository, "other/b.txt")
    found = found_files(build(plain_site.folder))
    assert found["A.txt"].startswith("file/A.txt~")
    add_commit(built_repository, "other/c.txt")
    again = build(plain_site.folder)
    assert found_files(again) == {**found, "other/c.txt": "file/other/c.txt.html"}
    (again.folder / "cache" / "scanpress.sqlite").unlink()
    assert found_files(build(plain_site.folder)) == found_files(again)


def test_data_of_an_earlier_build_is_removed_without_a_cache(plain_site: Site) -> None:
    old, other = plain_site.output / "search" / "files-9.json", plain_site.output / "search" / "commits-9.json"
    write(old, '{"search":1,"folders":[]}')
    write(other, "somebody else's")
    (plain_site.folder / "cache" / "scanpress.sqlite").unlink()
    build(plain_site.folder)
    assert not old.exists()
    assert other.exists()


@pytest.fixture(scope="module")
def searched(build_once: BuildOnce) -> Iterator[str]:
    """Yield the address of a site to search in."""
    with served(build_once.site("searched", _build).output) as address:
        yield address


def _build(folder: Path) -> Site:
    repository = folder / "repository"
    for name in ("src/parser/read.py", "src/read/main.py", "docs/read.md", "README.md", "tests/unparsed.txt"):
        write(repository / name, f"{name}\n")
    new_repository(repository, "Read Übung files")
    for number in range(60):
        git(repository, "commit", "--quiet", "--allow-empty", "--message", f"Correct mistake {number}")
    return build_git_site(folder, repository)


@pytest.fixture
def visit(browser: Browser, searched: str) -> Iterator[Open]:
    """Return a function that opens a page of the searched site, which may print nothing to the console."""
    yield from visits(browser, searched)


def titles(page: Page, words: str) -> list[str]:
    """Search for words, and return the titles that are found."""
    page.get_by_label(FIELD).fill(words)
    expect(page.get_by_role("search").get_by_role("status")).to_contain_text("commit")
    page.wait_for_function("words => decodeURIComponent(location.hash).replaceAll('+', ' ').endsWith(words)", arg=words)
    return page.locator(".found a").all_text_contents()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("read", ["README.md", "docs/read.md", "src/parser/read.py", "src/read/main.py"]),
        ("py parser", ["src/parser/read.py"]),
        ("src/read", ["src/read/main.py", "src/parser/read.py"]),
        ("parse", ["src/parser/read.py", "tests/unparsed.txt"]),
        ("ubung", ["Read Übung files"]),
        ("correct 59", ["Correct mistake 59"]),
        ("nothing at all", []),
    ],
)
def test_files_are_found_by_parts_of_their_paths_and_commits_by_words(
    visit: Open, words: str, first: list[str]
) -> None:
    found = titles(visit("files.html"), words)
    assert found[: len(first)] == first
    assert found or not first


@pytest.mark.browser
def test_a_commit_is_found_by_author_and_by_the_beginning_of_its_hash(visit: Open) -> None:
    page = visit("log.html")
    found = titles(page, "thor")
    assert found[:2] == ["Correct mistake 59", "Correct mistake 58"]
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("61 commits (first 50 shown), 0 files")
    oid = str(page.locator(".found a").first.get_attribute("href")).rpartition("/")[2]
    assert titles(page, oid[:9]) == ["Correct mistake 59"]


@pytest.mark.browser
def test_the_keyboard_is_enough(visit: Open, searched: str) -> None:
    page = visit("files/src.html")
    page.keyboard.press("/")
    expect(page.get_by_label(FIELD)).to_be_focused()
    page.keyboard.type("parser read")
    expect(page.locator(".found a")).to_have_text(["src/parser/read.py"])
    page.keyboard.press("ArrowDown")
    expect(page.locator(".found a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{searched}file/src/parser/read.py.html")
    page.go_back()
    expect(page.get_by_label(FIELD)).to_have_value("parser read")
    expect(page.locator(".found a")).to_have_text(["src/parser/read.py"])


@pytest.mark.browser
def test_a_search_is_part_of_the_address(visit: Open) -> None:
    page = visit("log.html#find=mistake+7")
    expect(page.locator(".found a")).to_have_text(["Correct mistake 7"])
    expect(page.get_by_label(FIELD)).to_have_value("mistake 7")


@pytest.mark.browser
@pytest.mark.parametrize("path", ["log.html", "files.html"])
def test_without_script_there_is_no_field(visit: Open, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    expect(page.get_by_role("searchbox")).to_have_count(0)
