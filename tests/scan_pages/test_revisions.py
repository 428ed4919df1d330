"""What git has of scans: when they were added and changed, and which answers changed."""

import json
import shutil
from pathlib import Path

import pytest
from tests.support.files import replace_once, write, write_json
from tests.support.git import commit_all, git, new_repository
from tests.support.paths import ROOT
from tests.support.sites import build, copy_project

from scanpress.corpus import digest_of
from scanpress.corpus.changes import Event
from scanpress.facts import Collection
from scanpress.pelican_build.host import THEME
from scanpress.revisions import Revisions
from scanpress.scan_pages.addresses import scan_page
from scanpress.scan_pages.pages.scan.page import Shown, Source, view
from scanpress.writer import Memory, Renderer, Site

PATH = "scans/iclr-2023/task-arithmetic.json"
MOVED = "scans/iclr-2024/task-arithmetic.json"
REDIRECTS = {PATH: MOVED}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a repository of one scan."""
    (tmp_path / "project" / PATH).parent.mkdir(parents=True)
    shutil.copy(ROOT / PATH, tmp_path / "project" / PATH)
    return new_repository(tmp_path / "project", "Add a scan")


def read(folder: Path, redirects: dict[str, str] | None = None) -> Revisions:
    """Read what git has, upon what the last call has kept, which must be what a reading from the start gives."""
    upon = Revisions.read(Collection.at(folder), redirects or {}, Memory(folder.parent / "state.sqlite", "revisions"))
    afresh = Revisions.read(Collection.at(folder), redirects or {}, Memory(None, "revisions"))
    assert list(upon.events()) == list(afresh.events())
    assert upon.key == afresh.key
    assert upon.digests([""]) == afresh.digests([""])
    return upon


def events(folder: Path, redirects: dict[str, str] | None = None) -> list[tuple[str | None, ...]]:
    """Return the events of all scans without dates, commits and paths."""
    return [event[3:] for event in read(folder, redirects).events()]


def flip(folder: Path, path: str = PATH) -> None:
    """Answer that the paper has pseudocode, which the scan denies."""
    replace_once(folder / path, '"result": "No"', '"result": "Yes"')


ADDED = ("added", "", None, None)
FLIPPED = ("answer", "pseudocode", "No", "Yes")


def test_an_answer_that_a_commit_changed_is_an_event_with_commit_and_date(folder: Path) -> None:
    added = git(folder, "rev-parse", "HEAD")
    assert read(folder).days == {PATH: "2023-11-14"}
    flip(folder)
    flipped = commit_all(folder)
    revisions = read(folder)
    when = "2023-11-14T23:13:20+01:00"
    event = Event(when, flipped, PATH, "answer", "pseudocode", "No", "Yes")
    assert list(revisions.events()) == [Event(when, added, PATH, "added"), event]
    found = revisions.of(PATH)
    assert found is not None
    assert (found.commit, found.when, found.events) == (flipped, when, (event,))
    assert found.oid == git(folder, "rev-parse", f"HEAD:{PATH}")


def test_status_reasons_and_unreadable_versions_are_events_of_their_own(folder: Path) -> None:
    document = json.loads((folder / PATH).read_bytes())
    write_json(folder / PATH, document | {"status": {"state": "contested"}})
    commit_all(folder)
    document["variables"]["pseudocode"]["response"] = "There is none."
    write_json(folder / PATH, document | {"status": {"state": "contested"}})
    commit_all(folder)
    write(folder / PATH, "{")
    commit_all(folder)
    write_json(folder / PATH, document)
    commit_all(folder)
    text = ("text", "", None, None)
    status, reason = ("status", "", "published", "contested"), ("text", "pseudocode", None, None)
    assert events(folder) == [ADDED, status, reason, text, text]


def test_another_layout_of_the_same_scan_is_no_event(folder: Path) -> None:
    write(folder / PATH, json.dumps(json.loads((folder / PATH).read_bytes())))
    last = commit_all(folder)
    assert events(folder) == [ADDED]
    found = read(folder).of(PATH)
    assert found is not None
    assert found.commit == last


def test_a_merge_is_one_change_whatever_the_merged_branch_did(folder: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "side")
    replace_once(folder / PATH, '"result": "No"', '"result": "Yes"')
    commit_all(folder, "One way")
    replace_once(folder / PATH, "Yes", "No")
    commit_all(folder, "And another")
    git(folder, "checkout", "--quiet", "main")
    write(folder / "README.md", "Of the main line.\n")
    commit_all(folder, "Meanwhile")
    read(folder)
    git(folder, "merge", "--quiet", "--no-edit", "side")
    merge = git(folder, "rev-parse", "HEAD")
    assert {event.commit for event in read(folder).events() if event.kind == "answer"} <= {merge}


def test_a_scan_that_was_moved_keeps_what_happened_to_it(folder: Path) -> None:
    flip(folder)
    commit_all(folder)
    (folder / MOVED).parent.mkdir()
    git(folder, "mv", PATH, MOVED)
    commit_all(folder)
    moved = ("moved", "", PATH, MOVED)
    assert events(folder) == events(folder, REDIRECTS) == [ADDED, FLIPPED, moved]


def test_a_scan_that_was_moved_and_changed_is_followed_by_a_redirect(folder: Path) -> None:
    flip(folder)
    commit_all(folder)
    (folder / MOVED).parent.mkdir()
    git(folder, "mv", PATH, MOVED)
    replace_once(folder / MOVED, '"result": "Yes"', '"result": "No"')
    commit_all(folder)
    assert events(folder) == [ADDED, FLIPPED, ("removed", "", None, None), ADDED]
    again = events(folder, REDIRECTS)
    assert again[:3] == [ADDED, FLIPPED, ("moved", "", PATH, MOVED)]
    assert [each[0] for each in again[3:]] == ["answer"]
    found = read(folder, REDIRECTS).of(MOVED)
    assert found is not None
    assert [event.kind for event in found.events] == ["answer", "moved", "answer"]


def test_what_came_before_a_scan_was_removed_is_not_shown_on_its_page(folder: Path) -> None:
    flip(folder)
    commit_all(folder)
    git(folder, "rm", "--quiet", PATH)
    commit_all(folder)
    assert read(folder).of(PATH) is None
    (folder / PATH).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / PATH, folder / PATH)
    commit_all(folder)
    found = read(folder).of(PATH)
    assert found is not None
    assert found.events == ()
    assert [event.kind for event in read(folder).events()] == ["added", "answer", "removed", "added"]


def test_a_rewritten_history_leaves_nothing_of_the_old_one(folder: Path) -> None:
    flip(folder)
    commit_all(folder)
    assert events(folder) == [ADDED, FLIPPED]
    git(folder, "reset", "--quiet", "--hard", "HEAD^")
    assert events(folder) == [ADDED]


def test_nothing_is_said_about_what_a_shallow_clone_does_not_have(folder: Path, tmp_path: Path) -> None:
    flip(folder)
    commit_all(folder)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{folder}", "shallow")
    revisions = read(tmp_path / "shallow")
    found = revisions.of(PATH)
    assert found is not None
    assert (found.commit, found.events, revisions.days, list(revisions.events())) == ("", (), {}, [])
    replace_once(tmp_path / "shallow" / PATH, '"result": "Yes"', '"result": "No"')
    last = commit_all(tmp_path / "shallow")
    found = read(tmp_path / "shallow").of(PATH)
    assert found is not None
    assert (found.commit, found.events) == (last, ())


def test_odd_dates_and_zones_stop_nothing(folder: Path) -> None:
    for number, (date, day) in enumerate([("@0 -7530", "1970-01-01"), ("-86400 +0000", "")]):
        path = f"scans/iclr-2023/odd-{number}.json"
        shutil.copy(folder / PATH, folder / path)
        git(folder, "add", "--all")
        tree, head = git(folder, "write-tree"), git(folder, "rev-parse", "HEAD")
        people = f"author A <a@b> {date.removeprefix('@')}\ncommitter A <a@b> 0 +0000\n"
        commit = f"tree {tree}\nparent {head}\n{people}\nOdd\n".encode()
        made = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=commit)
        git(folder, "reset", "--quiet", "--soft", made)
        found = read(folder)
        assert found.days.get(path, "") == day
        assert found.of(path) is not None


def test_a_project_in_a_folder_of_a_repository_has_its_own_scans_only(folder: Path) -> None:
    shutil.copytree(folder / "scans", folder / "inside" / "scans")
    commit_all(folder)
    assert read(folder / "inside").days.keys() == {PATH}
    assert read(folder).days.keys() == {PATH}


def test_without_commits_and_without_git_there_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path).days == {}
    git(tmp_path, "init", "--quiet")
    assert read(tmp_path).days == {}
    assert list(read(tmp_path).digests(["", "scans/a/b.json"])) == ["", "scans/a/b.json"]


def page(folder: Path, *, linked: bool = False) -> str:
    """Return the page of the scan in its folder."""
    shown = Shown(Source(str(folder), PATH, digest_of((folder / PATH).read_bytes())), revision=read(folder).of(PATH))
    renderer = Renderer([THEME / "templates"], Site(name="site", extra={"has_commit_pages": linked}))
    return renderer.render("scan.html", scan_page(PATH), view(shown)).decode()


@pytest.mark.parametrize("linked", [True, False])
def test_a_page_says_nothing_of_git_if_its_scan_has_changes_that_are_not_committed(
    folder: Path, *, linked: bool
) -> None:
    flip(folder)
    commit = commit_all(folder)
    assert f", commit {commit[:12]}" in page(folder, linked=linked)
    assert "<summary>What changed since this scan was added</summary>" in page(folder, linked=linked)
    assert (f"commit/{commit}.html" in page(folder, linked=linked)) == linked
    replace_once(folder / PATH, '"result": "Yes"', '"result": "No"')
    assert commit[:7] not in page(folder, linked=linked)
    assert "What changed" not in page(folder, linked=linked)


def lose(folder: Path, expression: str) -> tuple[Path, bytes]:
    """Remove a loose object, and return what puts it back."""
    oid = git(folder, "rev-parse", expression)
    path = folder / ".git" / "objects" / oid[:2] / oid[2:]
    kept = path, path.read_bytes()
    path.unlink()
    return kept


def three_commits(folder: Path) -> None:
    """Correct a scan twice, once in an answer and once in its title."""
    flip(folder)
    commit_all(folder)
    replace_once(folder / PATH, "Editing", "Changing")
    commit_all(folder)


def test_history_is_cut_off_at_a_missing_commit_and_that_is_said(folder: Path) -> None:
    three_commits(folder)
    whole = list(read(folder).events())
    shutil.copytree(folder, folder.parent / "damaged")
    lose(folder.parent / "damaged", "HEAD~2")
    cut = Revisions.read(Collection.at(folder.parent / "damaged"), {}, Memory(None, "revisions"))
    assert "The history of the scans is cut off, because the repository is damaged (git rev-list: " in cut.gap
    assert "git fsck --full" in cut.gap
    assert cut.begins[0] == git(folder, "rev-parse", "HEAD~1")
    assert [event[3:] for event in cut.events()] == [("text", "", None, None)]
    assert cut.events()[0] == whole[-1]
    assert cut.days == {}


def test_a_change_of_which_a_version_is_lost_is_said_until_it_is_restored(folder: Path) -> None:
    three_commits(folder)
    path, content = lose(folder, "HEAD~1:" + PATH)
    for _ in range(2):
        found = read(folder)
        assert found.gap.startswith("Of 2 changes of scans, it is not known which answers changed: ")
        assert events(folder) == [ADDED, ("text", "", None, None), ("text", "", None, None)]
    path.write_bytes(content)
    assert read(folder).gap == ""
    assert events(folder) == [ADDED, FLIPPED, ("text", "", None, None)]


@pytest.mark.parametrize("expression", ["HEAD~2^{tree}", "HEAD"])
def test_without_a_history_that_can_be_read_scans_have_none_and_that_is_said(folder: Path, expression: str) -> None:
    three_commits(folder)
    lose(folder, expression)
    found = Revisions.read(Collection.at(folder), {}, Memory(None, "revisions"))
    assert found.gap.startswith("Scans have no history, because the repository is damaged (")
    assert (found.key, found.of(PATH), list(found.events())) == ("", None, [])


def test_the_build_says_that_the_history_is_incomplete(tmp_path: Path) -> None:
    folder = new_repository(copy_project(tmp_path / "project"))
    with (folder / "pelicanconf.py").open("a") as settings:
        settings.write('PLUGINS = ["scanpress.scan_pages"]\n')
    flip(folder)
    commit_all(folder)
    lose(folder, "HEAD~1")
    site = build(folder)
    assert site.said.count("The history of the scans is cut off, because the repository is damaged") == 1
    assert "a shallow clone or a damaged repository" in site.page("changes/index.html")
