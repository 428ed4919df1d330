"""The pages of versions: whole for the newest ones, a few lines for others, and one that leads to the current file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.support.building_once import BuildOnce
from tests.support.files import append, write
from tests.support.git import commit_all, git, new_repository
from tests.support.git_sites import add_commit, build_git_site
from tests.support.serving import served
from tests.support.sites import Site, build

VERSIONS = 6


def _make(folder: Path) -> Path:
    """Make a repository with a file of six versions and one that was removed."""
    write(folder / "a.txt", "line 1\n")
    write(folder / "gone.txt", "short-lived\n")
    new_repository(folder)
    (folder / "gone.txt").unlink()
    for number in range(2, VERSIONS + 1):
        add_commit(folder, "a.txt", "".join(f"line {line}\n" for line in range(1, number + 1)))
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a file of six versions and one that was removed, to change."""
    return _make(tmp_path / "repository")


@pytest.fixture(scope="module")
def shared_repository(build_once: BuildOnce) -> Path:
    """Return the same repository, to read only."""
    return build_once.folder("versions-repository", _make)


@pytest.fixture(scope="module")
def whole_site(build_once: BuildOnce, shared_repository: Path) -> Site:
    """Return its site with the settings' defaults, to read only."""
    return build_once.site("versions", lambda folder: build_git_site(folder, shared_repository))


@pytest.fixture(scope="module")
def short_site(build_once: BuildOnce, shared_repository: Path) -> Site:
    """Return its site without whole pages of versions, to read only."""
    settings = 'GIT_VERSIONS = "none"\n'
    return build_once.site("versions-short", lambda folder: build_git_site(folder, shared_repository, settings))


def oids(repository: Path, path: str) -> list[str]:
    """Return the oids of all versions of a file, the newest first."""
    commits = git(repository, "log", "--format=%H", "--diff-filter=AM", "--", path).split()
    return [git(repository, "rev-parse", f"{commit}:{path}") for commit in commits]


def kinds(site: Site, versions: list[str]) -> list[str]:
    """Return what the page of each version is: "current", "whole" or "short"."""
    pages = [site.page(f"blob/{oid}.html") for oid in versions]
    return ["current" if "canonical" in page else "whole" if "<h1" in page else "short" for page in pages]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("3", ["current", "whole", "whole", "short", "short", "short"]),
        ('"all"', ["current", *["whole"] * 5]),
        ("0", ["current", *["short"] * 5]),
    ],
)
def test_the_setting_says_how_many_versions_have_whole_pages(
    shared_repository: Path, tmp_path: Path, setting: str, expected: list[str]
) -> None:
    site = build_git_site(tmp_path / "site", shared_repository, f"GIT_VERSIONS = {setting}\n")
    assert kinds(site, oids(shared_repository, "a.txt")) == expected


def test_with_none_no_version_has_a_whole_page(shared_repository: Path, short_site: Site) -> None:
    assert kinds(short_site, oids(shared_repository, "a.txt")) == ["current", *["short"] * 5]


def test_no_address_goes_when_the_setting_changes(shared_repository: Path, tmp_path: Path) -> None:
    before = build_git_site(tmp_path / "site", shared_repository, 'GIT_VERSIONS = "all"\n').addresses()
    after = build_git_site(tmp_path / "site", shared_repository, 'GIT_VERSIONS = "none"\n').addresses()
    assert {address for address in before if address.startswith("blob/")} <= after


def test_a_short_page_names_the_file_the_commit_and_the_command(shared_repository: Path, short_site: Site) -> None:
    oldest = oids(shared_repository, "a.txt")[-1]
    page = short_site.page(f"blob/{oldest}.html")
    first = git(shared_repository, "rev-list", "--max-parents=0", "HEAD")
    assert f"git show {oldest}" in page
    assert f"href=../commit/{first}.html" in page
    assert 'href="../file/a.txt.html"' in page
    assert len(page) < 400
    assert git(shared_repository, "show", oldest) == "line 1"


def test_a_version_of_a_file_that_is_gone_has_no_link_to_the_file(shared_repository: Path, short_site: Site) -> None:
    (gone,) = oids(shared_repository, "gone.txt")
    assert "gone.txt.html" not in short_site.page(f"blob/{gone}.html")


def test_a_whole_page_leads_to_bytes_file_history_and_both_commits(shared_repository: Path, whole_site: Site) -> None:
    newest, previous, *_ = oids(shared_repository, "a.txt")
    page = whole_site.page(f"blob/{previous}.html")
    brought, replaced = git(shared_repository, "log", "-2", "--format=%H").split()[::-1]
    for link in (f"raw/{previous}.txt", "file/a.txt.html", "file/a.txt.html#history", f"commit/{brought}.html"):
        assert f'href="../{link}"' in page
    assert f'replaced by commit <a href="../commit/{replaced}.html"' in page
    assert whole_site.page(f"raw/{previous}.txt") == git(shared_repository, "show", previous) + "\n"
    assert newest not in page


def test_old_versions_of_markdown_show_their_source_only(tmp_path: Path) -> None:
    write(tmp_path / "repository" / "README.md", "# One\n")
    repository = new_repository(tmp_path / "repository")
    add_commit(repository, "README.md", "# Two\n")
    site = build_git_site(tmp_path / "site", repository)
    assert "rendered" in site.page("file/README.md.html")
    assert "rendered" not in site.page(f"blob/{oids(repository, 'README.md')[1]}.html")


@pytest.mark.browser
def test_a_permalink_leads_to_the_same_line_and_works_without_script(
    shared_repository: Path, whole_site: Site, browser: Browser
) -> None:
    newest = oids(shared_repository, "a.txt")[0]
    with served(whole_site.output) as address:
        page = browser.new_page()
        page.goto(f"{address}blob/{newest}.html#l3")
        page.wait_for_url("**/file/a.txt.html#l3")
        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{address}blob/{newest}.html")
        plain.get_by_role("link", name="a.txt").click()
        plain.wait_for_url("**/file/a.txt.html")


def test_a_permalink_becomes_a_page_when_the_file_changes(repository: Path, tmp_path: Path) -> None:
    newest = oids(repository, "a.txt")[0]
    build_git_site(tmp_path / "site", repository)
    add_commit(repository, "a.txt", "all new\n")
    site = build_git_site(tmp_path / "site", repository)
    assert kinds(site, [newest]) == ["whole"]
    clean = build_git_site(tmp_path / "clean", repository)
    assert clean.page(f"blob/{newest}.html") == site.page(f"blob/{newest}.html")


def test_content_that_moved_to_another_folder_leads_to_its_new_place_and_back(tmp_path: Path) -> None:
    write(tmp_path / "repository" / "one" / "a.txt", "content\n")
    repository = new_repository(tmp_path / "repository")
    site = build_git_site(tmp_path / "site", repository)
    (oid,) = oids(repository, "one/a.txt")
    git(repository, "mv", "one", "two")
    commit_all(repository, "Move")
    site = build_git_site(tmp_path / "site", repository)
    assert "../file/two/a.txt.html" in site.page(f"blob/{oid}.html")
    write(repository / "two" / "a.txt", "other\n")
    commit_all(repository, "Change")
    site = build_git_site(tmp_path / "site", repository)
    assert kinds(site, [oid]) == ["whole"]


def test_bytes_of_scans_are_published_once(project: Path) -> None:
    new_repository(project)
    site = build(project)
    path = next(project.glob("scans/acl-2024/*.json")).relative_to(project).as_posix()
    oid = git(project, "rev-parse", f"HEAD:{path}")
    assert f"raw/{oid}.txt" not in site.addresses()
    assert f"href=../../../{path}>" in site.page(f"file/{path}.html")
    assert site.output.joinpath(path).read_bytes() == (project / path).read_bytes()


def test_a_scan_that_was_changed_and_not_committed_keeps_the_bytes_of_the_commit(project: Path) -> None:
    write(project / ".gitignore", "/output/\n/cache/\n")
    new_repository(project)
    path = next(project.glob("scans/acl-2024/*.json")).relative_to(project).as_posix()
    oid, committed = git(project, "rev-parse", f"HEAD:{path}"), (project / path).read_bytes()
    append(project / path, "\n")
    site = build(project)
    assert site.output.joinpath(f"raw/{oid}.txt").read_bytes() == committed
    assert f"raw/{oid}.txt" in site.page(f"file/{path}.html")
    commit_all(project, "Change a scan")
    changed = git(project, "rev-parse", f"HEAD:{path}")
    assert f"raw/{changed}.txt" not in build(project).addresses()


@pytest.mark.parametrize("value", ["-1", "True", '"many"', "None", "1.5"])
def test_another_value_is_a_mistake(repository: Path, tmp_path: Path, value: str) -> None:
    said = build_git_site(tmp_path / "site", repository, f"GIT_VERSIONS = {value}\n", code=1).said
    assert re.search(r"GIT_VERSIONS: .* is not a number of versions: write a whole number, 'all' or 'none'", said)


def test_the_first_build_with_some_settings_estimates_what_it_will_write(repository: Path, tmp_path: Path) -> None:
    limits = "HOST_LIMITS = {'files': 20, 'bytes': 1000}\n"
    first = build_git_site(tmp_path / "site", repository, limits)
    estimated = re.search(r"The git browser will write about (\d+) files, (\d+) kB \(", first.said)
    assert estimated
    written = {address: content for address, content in first.contents().items() if not address.startswith("theme/")}
    assert 0.6 < int(estimated[1]) / len(written) < 1.1
    assert 0.5 < int(estimated[2]) * 1000 / sum(map(len, written.values())) < 1.5
    assert (
        "this is more than the limit of the host, 20 files.\n  Smaller sites: GIT_VERSIONS = 'none', then" in first.said
    )
    assert "this is more than the limit of the host, 1,000 bytes." in first.said

    assert "will write about" not in build_git_site(tmp_path / "site", repository, limits).said
    add_commit(repository, "a.txt", "another text\n")
    assert "will write about" not in build_git_site(tmp_path / "site", repository, limits).said
    assert "will write about" in build_git_site(tmp_path / "site", repository, 'GIT_VERSIONS = "all"\n').said
