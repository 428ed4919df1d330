"""Repositories with odd dates, lives, folders, heads and diffs: each page says what git knows, and no build stops."""

import re
from pathlib import Path

import pytest
from tests.support.atom import atom_errors
from tests.support.fast_import import Stream
from tests.support.files import write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import build_git_site
from tests.support.site_checks import broken_links, invalid_html
from tests.support.sites import Site

DATES = {
    "0 -1200": "1969-12-31 12:00",
    "1312735823 +051800": "2011-08-07 16:50",
    "1312735823 -7530": "2011-08-07 16:50",
    "1312735823 +2400": "2011-08-07 16:50",
    "1312735823 -0730": "2011-08-07 09:20",
    "1312735823": "no date",
    "": "no date",
    "-86400 +0000": "no date",
    "99999999999999999999 +0000": "no date",
    "9999999999999 +0000": "no date",
    "yesterday": "no date",
    "1700000000 é": "no date",
}


def dated(folder: Path, dates: list[str]) -> Path:
    """Make a repository with a commit and an annotated tag of each date, given as the header has it."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    tree, parents = git(folder, "mktree", given=b""), ""
    for number, when in enumerate(dates):
        who = f"A <a@example.org> {when}"
        text = f"tree {tree}\n{parents}author {who}\ncommitter {who}\n\n({when})\n"
        commit = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text.encode())
        tag = f"object {commit}\ntype commit\ntag t{number}\ntagger {who}\n\ntagged\n"
        oid = git(folder, "hash-object", "-t", "tag", "-w", "--stdin", "--literally", given=tag.encode())
        git(folder, "update-ref", f"refs/tags/t{number}", oid)
        parents = f"parent {commit}\n"
    git(folder, "update-ref", "refs/heads/main", commit)
    return folder


@pytest.fixture(scope="module")
def dates(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("dates")
    (folder / "repository").mkdir()
    return build_git_site(folder / "site", dated(folder / "repository", list(DATES)))


def test_dates_are_shown_as_they_are_or_not_at_all(dates: Site) -> None:
    log = dates.page("log.html")
    rows = re.findall(
        r'<tr><td>(?:<time datetime="([^"]*)" title="\1">([^<]*)</time>|no date)</td><td><a [^>]*>\(([^)]*)\)', log
    )
    assert {when: instant[:16].replace("T", " ") or "no date" for instant, _, when in rows} == DATES
    assert all(day == instant[:10] for instant, day, _ in rows)
    assert not [name for name, text in dates.contents().items() if b"%aI" in text or b"1970-01-01T" in text]


@pytest.mark.parametrize(
    "header",
    [
        b"committer A <a@example.org> 1700000000 +0000\n",
        b"author A <a@example.org> 1700000000 +0000\n",
        b"",
        b"author A 1700000000 +0000\ncommitter A\n",
        b"author <<>> <a> 1 +0000\ncommitter : <:> 1 +0000\nencoding nonsense-9\n",
        b"author A\tB <\t> 1 +0000\ncommitter \xff <\xff> 1 \xff\n",
        b"author A\0B <a@example.org> 1 +0000\ncommitter A <> 1 +0000\n",
        b"author A <a@example.org> 1 +0000\ncommitter " + b"n" * 70_000 + b" <> 1 +0000\n",
    ],
)
def test_no_header_of_a_commit_stops_a_build(tmp_path: Path, header: bytes) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "r.git")
    repository = tmp_path / "r.git"
    text = b"tree " + git(repository, "mktree", given=b"").encode() + b"\n" + header + b"\n:subject\twith a tab\n"
    commit = git(repository, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text)
    git(repository, "update-ref", "refs/heads/main", commit)
    site = build_git_site(tmp_path / "site", repository)
    assert invalid_html(site.output) == []
    assert atom_errors(site.page("atom.xml")) == []
    assert not re.search(r"%[ac]\w", site.page("log.html") + site.page(f"commit/{commit}.html"))


@pytest.mark.parametrize("feed", ["atom.xml", "tags.xml"])
def test_feeds_have_the_instants_of_dated_entries(dates: Site, feed: str) -> None:
    text = dates.page(feed)
    assert atom_errors(text) == []
    updated = re.findall("<updated>(.*?)</updated>", text)
    assert set(updated[:-1]) == {"2011-08-07T16:50:23Z", "2011-08-07T09:20:23-07:30"}
    assert updated[-1] == "1969-12-31T12:00:00-12:00"
    assert len(updated) == 6


def test_feed_has_the_newest_commits_by_instant(tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    # Text that is later, instants that are earlier; and the newest commit is the root.
    site = build_git_site(
        tmp_path / "site",
        dated(tmp_path / "repository", ["1700009000 +0000", "1700000000 +1400", "1700000300 -1200"]),
    )
    text = site.page("atom.xml")
    assert re.findall(r"<title>\((\d+)", text) == ["1700009000", "1700000300", "1700000000"]
    assert re.findall(r">(t\d)<", site.page("refs.html")) == ["t0", "t2", "t1"]


def section(site: Site, repository: Path, name: str) -> str:
    page = site.page(f"commit/{git(repository, 'rev-parse', 'HEAD')}.html")
    return next(part for part in page.split("<section")[1:] if f"<h3>{name}</h3>" in part)


def test_diffs_are_cut_by_their_own_size_with_a_true_reason(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    for name, text in {"eight": "0123456789abcde\n" * (1 << 19), "ten": "0" * 15 + "\n", "binary": "\0"}.items():
        write(folder / name, text * (655_360 if name == "ten" else 1))
    repository = new_repository(folder)
    write(folder / "eight", "changed\n" + "0123456789abcde\n" * ((1 << 19) - 1))
    write(folder / "ten", "changed\n" + ("0" * 15 + "\n") * 655_359)
    write(folder / "binary", "\0\0")
    write(folder / "many", "".join(f"{line}\n" for line in range(9000)))
    write(folder / "wide", "x" * 900_000)
    write(folder / "zuletzt", "shown\n")
    commit_all(repository)
    site = build_git_site(tmp_path / "site", repository, "GIT_FILE_PAGES = False\n")
    assert "+changed" in section(site, repository, "eight")
    assert "Files larger than 9 MiB are not compared." in section(site, repository, "ten")
    assert "This is a binary file." in section(site, repository, "binary")
    assert "This diff has 9,000 lines" in section(site, repository, "many")
    assert re.search(r"This diff has 1 line \(900\.\d kB\)", section(site, repository, "wide"))
    assert "+shown" in section(site, repository, "zuletzt")


def test_a_page_that_is_full_says_so(tmp_path: Path) -> None:
    for number in range(40):
        write(tmp_path / "r" / f"{number:02}", "".join(f"{number} {line} {'x' * 150}\n" for line in range(800)))
    repository = new_repository(tmp_path / "r")
    site = build_git_site(tmp_path / "site", repository, "GIT_FILE_PAGES = False\n")
    assert "<ins>" in section(site, repository, "00")
    assert "longer than a page may be" in section(site, repository, "39")


def test_head_without_branch_publishes_the_only_one(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a", "a\n")
    repository = new_repository(tmp_path / "r")
    git(repository, "symbolic-ref", "HEAD", "refs/heads/nowhere")
    site = build_git_site(tmp_path / "site", repository)
    assert "HEAD names a branch that does not exist, nowhere: the only branch main is published." in site.said
    assert "1 commit on main" in site.page("log.html")


@pytest.mark.parametrize("head", ["ref: refs/heads/nowhere\n", "garbage\n", ""])
def test_head_without_branch_takes_the_default_or_stops(tmp_path: Path, head: str) -> None:
    write(tmp_path / "r" / "a", "a\n")
    repository = new_repository(tmp_path / "r")
    git(repository, "branch", "one")
    git(repository, "branch", "two")
    (repository / ".git" / "HEAD").write_text(head, encoding="ascii")
    site = build_git_site(tmp_path / "site", repository)
    assert "the default branch main is published" in site.said
    (repository / ".git" / "refs" / "heads" / "main").unlink()
    stopped = build_git_site(tmp_path / "other", repository, code=1)
    assert "GIT_BRANCH" in stopped.said
    assert "write one of one, two" in stopped.said


def test_repository_with_tags_alone_needs_a_branch(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a", "a\n")
    repository = new_repository(tmp_path / "r")
    git(repository, "tag", "v1")
    (repository / ".git" / "refs" / "heads" / "main").unlink()
    stopped = build_git_site(tmp_path / "site", repository, code=1)
    assert "it has no branch: make one, for example with `git branch main TAG`" in stopped.said


@pytest.mark.parametrize(
    "name", ["LICENSE-MIT", "LICENCE_MIT", "COPYING.LESSER", "UNLICENSE", "License.md", "LICENSE.Apache-2.0"]
)
def test_licences_and_readmes_are_found(tmp_path: Path, name: str) -> None:
    for path in (name, "license_check.py", "docs/README.md", ".github/readme"):
        write(tmp_path / "r" / path, "# x\n")
    repository = new_repository(tmp_path / "r")
    site = build_git_site(tmp_path / "site", repository, "GIT_FILE_PAGES = False\n")
    header = site.page("log.html").partition("<main")[0]
    assert f"file/{name}.html" in header
    assert "file/.github/readme.html" in header
    assert broken_links(site.output) == []


def test_first_page_shows_the_file_to_which_a_linked_readme_leads(tmp_path: Path) -> None:
    write(tmp_path / "r" / "manual" / "start.md", "*Start* [here](more.md)\n")
    write(tmp_path / "r" / "manual" / "more.md", "more\n")
    (tmp_path / "r" / "README.md").symlink_to("manual/start.md")
    page = build_git_site(tmp_path / "site", new_repository(tmp_path / "r")).page("index.html")
    assert '<em>Start</em> <a href="./file/manual/more.md.html">here</a>' in page


@pytest.mark.parametrize("depth", [85, 3000])
def test_deep_folders_and_long_names_have_pages(tmp_path: Path, depth: int) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "r.git")
    stream = Stream()
    stream.commit("main", b"deep")
    stream.put(b"a/" * depth + b"x.txt", b"deep\n")
    stream.put(b"a/" * depth + b"b/" * 20 + b"y.txt", b"deeper\n")
    stream.put(b"n" * 3000, b"long\n")
    stream.load(tmp_path / "r.git")
    site = build_git_site(tmp_path / "site", tmp_path / "r.git")
    assert broken_links(site.output) == []
    assert len([name for name in site.addresses() if name.startswith("file/")]) == 3


def test_characters_that_reorder_text_are_shown(tmp_path: Path) -> None:
    write(tmp_path / "r" / "f.py", "fine\nif x == 'user\u202e \u2066# check\u2069':\n")
    repository = new_repository(tmp_path / "r", "x \u202e reversed")
    write(repository / "f.py", "fine\nif x == 'user\u202e \u2066# check\u2069':\n\n")
    commit_all(repository, "more \u2067")
    site = build_git_site(tmp_path / "site", repository)
    for page in ("log.html", "refs.html", "atom.xml", "files.html"):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", site.page(page)), page
    assert "x \\u202e reversed" in site.page("log.html")
    assert "user\\u202e" in section(site, repository, "f.py")
    assert "hidden Unicode characters in line 2." in site.page("file/f.py.html")
    assert invalid_html(site.output) == []


def lose(repository: Path, oid: str) -> None:
    (repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()


@pytest.mark.parametrize("expression", ["HEAD:a", "HEAD:d", "HEAD"])
def test_damaged_repository_gets_one_line_before_any_page(tmp_path: Path, expression: str) -> None:
    write(tmp_path / "r" / "a", "a\n")
    write(tmp_path / "r" / "d" / "b", "b\n")
    repository = new_repository(tmp_path / "r")
    write(repository / "a", "aa\n")
    commit_all(repository)
    oid = git(repository, "rev-parse", expression)
    lose(repository, oid)
    site = build_git_site(tmp_path / "site", repository, code=1)
    lines = [line for line in site.said.splitlines() if "is damaged" in line]
    assert len(lines) == 1
    assert oid in lines[0] or "refs/heads/main" in lines[0]
    assert "git fsck" in lines[0]
    assert not [name for name in site.addresses() if name.endswith(".html")]


def test_refs_of_missing_objects_are_named(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a", "a\n")
    repository = new_repository(tmp_path / "r")
    write(repository / ".git" / "refs" / "heads" / "broken", "1" * 40 + "\n")
    site = build_git_site(tmp_path / "site", repository)
    assert "Left out, because the objects that they name are missing or damaged: refs/heads/broken." in site.said


def test_names_that_only_a_forged_tree_has_stop_no_build(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "r.git")
    repository = tmp_path / "r.git"
    names = [b".", b"..", b"a/../../x", b"/etc/x", b"b//c", b"d/", b".git", b"../x", b"q", b"q", b"./r"]
    blobs = [git(repository, "hash-object", "-w", "--stdin", given=b"content of " + name) for name in names]
    tree = b"".join(b"100644 " + name + b"\0" + bytes.fromhex(oid) for name, oid in zip(names, blobs, strict=True))
    found = git(repository, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=tree)
    parent = git(repository, "commit-tree", "-m", "Forge", found)
    empty = git(repository, "mktree", given=b"")
    for oid in (found, empty, found):
        parent = git(repository, "commit-tree", "-m", "Change", "-p", parent, oid)
        git(repository, "update-ref", "refs/heads/main", parent)
    site = build_git_site(tmp_path / "site", repository)
    pages = [text for name, text in site.contents().items() if name.startswith("file/") and b"content of " in text]
    assert len(pages) >= len(names) - 1, "two files have one name"
    assert not (tmp_path / "site" / "x").exists()
    assert invalid_html(site.output) == []
    assert broken_links(site.output) == []
