"""The changes of scans as pages, feeds and data, from a repository with a history and hostile texts."""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from tests.support.atom import atom_errors
from tests.support.data_files import HOSTILE, write_hostile_scans
from tests.support.files import contents, replace_once, write_json
from tests.support.git import commit_all, git, new_repository
from tests.support.paths import REPRODUCIBILITY_FILE, ROOT

from scanpress.cli import main
from scanpress.corpus import load_corpus
from scanpress.corpus.changes import Event
from scanpress.export.changes import History, write_changes
from scanpress.facts import Collection, Venues
from scanpress.pelican_build.host import THEME
from scanpress.revisions import Revisions
from scanpress.scan_pages.changes import feeds, pages
from scanpress.scan_pages.changes.lines import Line
from scanpress.scan_pages.changes.titles import titles_of
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.writer import Memory, Published, Publisher, Renderer, Site

URL = "https://example.org/scans-site"
FLIPPED, STATED, MOVED = (f"scans/iclr-2023/{name}.json" for name in ("flipped", "stated", "moved"))
SCAN = json.loads(REPRODUCIBILITY_FILE.read_bytes())
OLD = "scans/iclr-2000/made-0.json"
EXTRA = {"has_changes": True, "has_commit_pages": True}
_LONGEST = 150_000  # bytes of a page


def number_of(path: str) -> int:
    """Return the number of the paper of a scan."""
    return crc32(path.encode()) % 100_000


def put(root: Path, path: str, title: str = "Plain", **more: Any) -> None:
    """Write a scan of a paper of its own."""
    number = number_of(path)
    paper = {"title": f"{title} {number}", "authors": ["Ada Byron"], "year": 2023, "venue": "ICLR"}
    write_json(root / path, {**SCAN, "paper": {**paper, "arxiv_id": f"2301.{number + 1:05}"}, **more})


def history(root: Path, many: int = 60) -> Path:
    """Make a repository in which every kind of change happens, and many scans arrive in one commit."""
    for path in (FLIPPED, STATED, "scans/iclr-2023/gone.json"):
        put(root, path)
    write_hostile_scans(root)
    new_repository(root, "Begin")
    replace_once(root / FLIPPED, '"result": "No"', '"result": "Yes"')
    commit_all(root, "Correct")
    document = json.loads((root / FLIPPED).read_bytes())
    document["variables"]["pseudocode"]["response"] = "There is none at all."
    write_json(root / FLIPPED, document)
    put(root, STATED, status={"state": "withdrawn", "note": "Another paper.", "date": "2024-01-02"})
    commit_all(root, "Correct again")
    git(root, "rm", "-q", "scans/iclr-2023/gone.json")
    for number in range(many):
        put(root, f"scans/iclr-{2000 + number % 20}/made-{number}.json", title=HOSTILE[number % len(HOSTILE)])
    commit_all(root, "Import")
    git(root, "mv", OLD, MOVED)
    commit_all(root, "Rename")
    return root


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the repository, to read only."""
    return history(tmp_path_factory.mktemp("history"))


def read(root: Path, state: Path | None = None) -> Revisions:
    return Revisions.read(Collection.at(root), {}, Memory(state, "revisions"))


def build(root: Path, output: Path, state: Path | None = None, url: str = URL) -> Published:
    """Publish the pages of changes and the feeds."""
    loaded = load_corpus(Collection.at(root), today=date(2026, 12, 1))
    known = Known(
        root=root,
        site_url=url,
        site_name="Scans & <b>",
        correction=Correction(None, ""),
        venues=Venues(),
        accuracy_file=root / "accuracy.yaml",
        accuracies=(),
        redirects={},
    )
    tabulated = TabulatedCorpus.of(loaded.corpus, known, lambda name: Memory(state, name))
    instruments = sorted({kind.instrument for kind in tabulated.kinds})
    revisions = read(root, state)
    groups = [
        *pages.groups(tabulated, revisions, Memory(state, "changes")),
        *feeds.groups(tabulated, revisions, instruments),
    ]
    renderer = Renderer([THEME / "templates"], Site(name="Scans & <b>", url=url, extra=EXTRA))
    return Publisher(folder=output, renderer=renderer, state=state).publish_groups("changes", groups)


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages and feeds of the repository, to read only."""
    output = tmp_path_factory.mktemp("output")
    build(repository, output)
    return output


def documents(root: Path, folder: Path) -> list[dict[str, Any]]:
    """Return the records of `changes.jsonl.gz`."""
    revisions = read(root)
    rows = write_changes(folder / "changes.jsonl.gz", History(revisions.key, revisions.events))
    found = [json.loads(line) for line in gzip.decompress((folder / "changes.jsonl.gz").read_bytes()).splitlines()]
    assert len(found) == rows
    return found


def test_every_change_is_a_record_in_the_order_of_commits(repository: Path, tmp_path: Path) -> None:
    found = documents(repository, tmp_path)
    guide = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    section = guide.partition("\n## Changes\n")[2].partition("\n## ")[0]
    documented = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\|([^|]+)\|", section, re.MULTILINE)))
    assert {tuple(each) for each in found} == {tuple(documented)}
    commits = git(repository, "rev-list", "--reverse", "HEAD").splitlines()
    assert [each["commit"] for each in found] == sorted([each["commit"] for each in found], key=commits.index)
    changed = [(each["kind"], each["path"], each["question"], each["from"], each["to"]) for each in found]
    assert [each for each in changed if each[0] not in ("added", "removed")] == [
        ("answer", FLIPPED, "pseudocode", "No", "Yes"),
        ("text", FLIPPED, "pseudocode", None, None),
        ("status", STATED, "", "published", "withdrawn"),
        ("moved", MOVED, "", OLD, MOVED),
    ]
    assert sum(each[0] == "added" for each in changed) == 5 + 60
    assert [each[1] for each in changed if each[0] == "removed"] == ["scans/iclr-2023/gone.json"]


def test_the_command_that_compares_has_the_same_records(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    found = documents(repository, tmp_path)
    commits = git(repository, "rev-list", "--reverse", "HEAD").splitlines()
    for before, after in pairwise(commits):
        assert main(["diff", before, after, "--format", "json"]) == 0
        events = json.loads(capsys.readouterr().out)["events"]
        # A history has all changes of a scan under its last name.
        events = [each | {"path": MOVED} if each["path"] == OLD else each for each in events]
        assert sorted(events, key=repr) == sorted([each for each in found if each["commit"] == after], key=repr)


def test_pages_list_changes_by_month_and_many_of_one_commit_in_one_line(repository: Path, built: Path) -> None:
    first = (built / "changes/index.html").read_text("utf-8")
    month = (built / "changes/2023-11/index.html").read_text("utf-8")
    for page in (first, month):
        assert "60 new scans: " in page
        assert "scans/iclr-2001 (3)" in page
        assert f'href="{"../" * (1 + (page is month))}scans/iclr-2023/flipped/#pseudocode"' in page
        assert "Pseudocode: ✗ No → ✓ Yes" in page
        assert "published → withdrawn" in page
        assert "Removed: scans/iclr-2023/gone.json" in page
        assert "<script>alert" not in page
        assert len(page.encode()) < _LONGEST
    for commit in git(repository, "rev-list", "HEAD").splitlines():
        assert f"commit/{commit}.html" in month
    assert month.index("Renamed") < month.index("60 new scans") < month.index("Answer:") < month.index("New scan:")


def test_no_page_is_too_long_whatever_texts_are_in_it() -> None:
    event = Event("2024-01-02T03:04:05Z", "0" * 40, "scans/a/b.json", "answer", "q", "<" * 900, "&" * 900)
    line = Line(*event[:2], "answer", "scans/" + "é" * 100, '"' * 900, "", "q" * 900, "<" * 900, "&" * 900)
    renderer = Renderer([THEME / "templates"], Site(name="site", extra=EXTRA))
    parts = pages.divided([line] * 200)
    assert sum(map(len, parts)) == 200
    for number, part in enumerate(parts, 1):
        view = pages.view(pages.ChangesPage("2024-01", number, len(parts), 200, part))
        assert len(renderer.render("changes.html", "changes/2024-01/index.html", view)) < _LONGEST


@pytest.mark.parametrize("url", [URL, ""])
def test_feeds_are_valid_with_stable_ids_and_absolute_addresses(repository: Path, tmp_path: Path, url: str) -> None:
    build(repository, tmp_path / "output", url=url)
    found = sorted(path.parent for path in (tmp_path / "output").rglob("atom.xml"))
    for folder in found:
        assert atom_errors((folder / "atom.xml").read_text("utf-8")) == []
        assert json_feed_errors(json.loads((folder / "feed.json").read_bytes()), url) == []
        assert (folder / "atom.xml").read_text("utf-8").count("<entry>") <= feeds.LENGTH


def json_feed_errors(feed: dict[str, Any], url: str) -> list[str]:
    """Return what is wrong with a feed, by the rules of JSON Feed 1.1."""
    errors = [] if feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"] else ["version or title"]
    errors += [f"{name}: {feed[name]}" for name in ("home_page_url", "feed_url") if not feed[name].startswith(url)]
    ids = [item["id"] for item in feed["items"]]
    errors += ["an id is there twice"] if len(set(ids)) < len(ids) else []
    for item in feed["items"]:
        errors += [] if re.match(r"https://|tag:", item["id"]) and item["url"].startswith(url) else [item["id"]]
        errors += [] if item["title"] and item["content_text"] and item["authors"][0]["name"] else [f"empty: {item}"]
        errors += [] if datetime.fromisoformat(item["date_published"]).tzinfo else [item["date_published"]]
    return errors


def titles(folder: Path, feed: str) -> Sequence[str]:
    return [item["title"] for item in json.loads((folder / feed).read_bytes())["items"]]


def test_feeds_have_the_newest_scans_of_their_page(built: Path) -> None:
    assert titles(built, "status/feed.json") == [f"Plain {number_of(STATED)}: withdrawn"]
    every = titles(built, "changes/feed.json")
    assert len(every) == feeds.LENGTH
    assert every[0].endswith(": renamed")
    imported = [item["url"] for item in json.loads((built / "changes/feed.json").read_bytes())["items"][1:]]
    assert imported == sorted(imported)  # those of one commit, by path
    survey = titles(built, "instruments/survey/3/feed.json")
    assert survey == [f"{HOSTILE[0]} 0"]


def test_a_build_upon_an_earlier_one_reads_the_new_commit_and_equals_a_clean_one(tmp_path: Path) -> None:
    root, state = history(tmp_path / "root", many=25), tmp_path / "state.sqlite"
    build(root, tmp_path / "output", state)
    again = build(root, tmp_path / "output", state)
    assert (again.written, again.removed) == (0, 0)

    replace_once(root / FLIPPED, '"result": "Yes"', '"result": "No"')
    commit_all(root, "Back")
    changed = build(root, tmp_path / "output", state)
    assert 0 < changed.written < 12
    build(root, tmp_path / "clean")
    assert contents(tmp_path / "output") == contents(tmp_path / "clean")

    put(root, STATED, title="Another title")
    git(root, "rm", "-q", "scans/iclr-2001/made-1.json")
    commit_all(root, "Correct a title, and remove a scan")
    build(root, tmp_path / "output", state)
    build(root, tmp_path / "corrected")
    assert contents(tmp_path / "output") == contents(tmp_path / "corrected")

    git(root, "reset", "-q", "--hard", "HEAD~4")  # as if the newest commits had never been there
    build(root, tmp_path / "output", state)
    build(root, tmp_path / "earlier")
    assert contents(tmp_path / "output") == contents(tmp_path / "earlier")


def test_titles_are_read_again_only_if_a_title_changed(repository: Path, tmp_path: Path) -> None:
    corpus = load_corpus(Collection.at(repository), today=date(2026, 12, 1)).corpus
    memory = Memory(tmp_path / "state.sqlite", "changes")
    paths = {FLIPPED, STATED, "scans/iclr-2023/gone.json"}
    found = titles_of(paths, corpus, memory)
    assert found[FLIPPED] == (f"Plain {number_of(FLIPPED)}", "reproducibility-1")
    assert found["scans/iclr-2023/gone.json"] == ("", "")

    closed = replace(corpus, segments=tuple(replace(each, _read=dict) for each in corpus.segments))
    assert titles_of(paths, closed, memory) == found
    retitled = replace(closed, segments=tuple(replace(each, titles="other") for each in closed.segments))
    assert titles_of(paths, retitled, memory)[FLIPPED] == ("", "")


def test_a_shallow_clone_says_from_where_on_changes_are_known(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{repository}", "shallow")
    build(tmp_path / "shallow", tmp_path / "output")
    page = (tmp_path / "output/changes/index.html").read_text("utf-8")
    begins = git(repository, "rev-parse", "HEAD~1")
    assert re.search(rf"history is cut off at .*{begins[:7]}</a> of 2023-11-14, because", page)
    assert "Renamed" in page
    assert "New scan" not in page


def test_without_git_there_are_no_pages_and_no_feeds(tmp_path: Path) -> None:
    put(tmp_path / "root", FLIPPED)
    assert build(tmp_path / "root", tmp_path / "output").written == 0
