"""Random histories of a collection: what is built upon earlier builds is what a clean build makes, page for page."""

import json
import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.amounts import HISTORIES
from tests.support.files import contents, write_json
from tests.support.git import git, new_repository
from tests.support.paths import ROOT, SURVEY_FILE

from scanpress import facts
from scanpress.corpus import load_corpus
from scanpress.corpus.loading import listing
from scanpress.export.citations import Publication
from scanpress.export.names import EXTRAS
from scanpress.facts import load_accuracy, load_redirects, load_venues
from scanpress.facts.redirects import REDIRECTS
from scanpress.pelican_build.host import THEME
from scanpress.revisions import Revisions
from scanpress.scan_pages.comparing import answered, confirmations
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.data.built_from import Built, BuiltFrom
from scanpress.scan_pages.groups import groups
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages import list as scan_list
from scanpress.scan_pages.search import index as search_index
from scanpress.scan_pages.search.index import search_groups
from scanpress.scan_pages.search.tables import Tables
from scanpress.scan_pages.settings import Settings
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.writer import Memory, Published, Publisher, Renderer, Site

SURVEY = json.loads(SURVEY_FILE.read_bytes())
RENDERER = Renderer([THEME / "templates"], Site(name="Made up"))
PATHS = [f"scans/{group}/{name}.json" for group in ("acl-2024", "iclr-2023") for name in "abc"]

WAYS = ["leave", "commit", "amend", "merge", "undo"]
"""What happens to the working tree after it was edited."""

scans = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {
            "paper": st.integers(0, 4),
            "rater": st.sampled_from(["One", "Other"]),
            "venue": st.sampled_from(["ACL", "Elsewhere"]),
            "state": st.sampled_from(["published", "withdrawn"]),
            "met": st.booleans(),
            "doi": st.booleans(),
            "run": st.booleans(),
            "capitals": st.booleans(),
        }
    ),
)
steps = st.fixed_dictionaries(
    {
        "scans": st.dictionaries(st.sampled_from(PATHS), scans, min_size=1, max_size=6),
        # What all pages are made from changes seldom, or it would hide that one of them was forgotten.
        "venue": st.sampled_from(["https://example.org/one"] * 5 + ["https://example.org/two"]),
        "prompt": st.sampled_from(["Answer."] * 3 + ["Answer well."]),
        "moved": st.sampled_from([PATHS[0]] * 5 + [None]),
        "email": st.sampled_from(["a@example.org"] * 5 + ["b@example.org"]),
        "site_url": st.sampled_from([""] * 5 + ["https://example.org/scans-site"]),
        "git": st.sampled_from(["commit"] * 4 + WAYS),
    }
)


SCAN = {
    "paper": 0,
    "rater": "One",
    "venue": "ACL",
    "state": "published",
    "met": True,
    "doi": False,
    "run": False,
    "capitals": False,
}
STEP = {
    "venue": "https://example.org/one",
    "prompt": "Answer.",
    "moved": None,
    "email": "a@example.org",
    "site_url": "",
    "git": "commit",
}
FIRST, LAST = PATHS[0], PATHS[3]  # in file ranges of their own, since the second begins one


@example([{**STEP, "scans": {FIRST: SCAN, LAST: {**SCAN, "rater": rater}}} for rater in ("Other", "Third")])
@example([{**STEP, "scans": {FIRST: SCAN, LAST: {**SCAN, "paper": paper}}} for paper in (3, 1)])
@example([{**STEP, "scans": {FIRST: {**SCAN, "paper": paper}}, "moved": FIRST} for paper in (1, 2)])
@example([{**STEP, "scans": {FIRST: {**SCAN, "met": number % 2 == 0}}, "git": way} for number, way in enumerate(WAYS)])
@example([{**STEP, "scans": {FIRST: SCAN}, "git": way} for way in ("leave", "commit")])
@example([{**STEP, "scans": {FIRST: SCAN}, "site_url": url} for url in ("", "https://example.org/scans-site")])
@example(
    [
        {**STEP, "scans": {FIRST: {**SCAN, "met": met}, LAST: {**SCAN, "rater": "Other"}}, "prompt": prompt}
        for met, prompt in ((True, "Answer."), (False, "Answer."), (False, "Answer well."))
    ]
)
@example([{**STEP, "scans": {FIRST: SCAN, LAST: {**SCAN, "rater": "Other", "doi": doi}}} for doi in (False, True)])
@example(
    [{**STEP, "scans": {FIRST: {**SCAN, "capitals": it}, LAST: {**SCAN, "rater": "Other"}}} for it in (False, True)]
)
@settings(max_examples=HISTORIES, deadline=None)
@given(st.lists(steps, min_size=2, max_size=4))
def test_pages_built_upon_earlier_builds_equal_those_of_a_clean_build(history: list[Mapping[str, Any]]) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_MEAN", 3)
        patch.setattr(scan_list, "PAGE_LENGTH", 2)
        patch.setattr(scan_list, "PART_LENGTH", 2)
        patch.setattr(answered, "LENGTH", 2)
        patch.setattr(confirmations, "FEWEST", 1)
        patch.setattr(search_index, "SHORTEST", 1)
        root = Path(name)
        shutil.copytree(ROOT / "content", root / "content")
        new_repository(root)
        for number, step in enumerate(history):
            _edit(root, step)
            _record(root, step["git"], number)
            _build(root, step, root / "output", root / "cache" / "state.sqlite")
            _build(root, step, root / f"clean-{number}", None)
            assert contents(root / "output") == contents(root / f"clean-{number}")
            again = _build(root, step, root / "output", root / "cache" / "state.sqlite")
            assert (again.written, again.removed) == (0, 0)


def _edit(root: Path, step: Mapping[str, Any]) -> None:
    (root / "scans").mkdir(exist_ok=True)
    for path, scan in step["scans"].items():
        _write(root / path, scan)
    write_json(root / "scans/runs/one.json", {"model": "one", "settings": {}, "prompt": step["prompt"]})
    venue = {"slug": "acl", "short": "ACL", "name": "Annual Meeting", "url": step["venue"]}
    (root / "content/venues.yaml").write_text(json.dumps({"venues": [venue]}), encoding="utf-8")
    moved = step["moved"] and (root / step["moved"]).exists()
    redirects = {PATHS[2]: step["moved"]} if moved and not (root / PATHS[2]).exists() else {}
    (root / "content/redirects.yaml").write_text(json.dumps({"redirects": redirects}), encoding="utf-8")


def _record(root: Path, way: str, number: int) -> None:
    """Commit the scans; or leave them, replace the last commit, merge them from a branch, or go back by one commit."""
    if way == "leave":
        return
    if way == "undo":
        git(root, "reset", "--quiet", "--soft", "HEAD^" if git(root, "rev-list", "HEAD^@") else "HEAD")
        return
    git(root, "add", "--all", "scans", "content")
    date = f"--date={1_700_000_000 + 100_000 * number} -0930"
    message = ("--quiet", "--allow-empty", "--message", f"Step {number}", date)
    if way == "merge":
        tree, head = git(root, "write-tree"), git(root, "rev-parse", "HEAD")
        side = git(root, "commit-tree", "-m", f"Step {number}", "-p", head, tree)
        git(root, "reset", "--quiet", "--soft", git(root, "commit-tree", "-m", "Merge", "-p", head, "-p", side, tree))
    else:
        git(root, "commit", *message, *(["--amend"] if way == "amend" else []))


def _write(path: Path, scan: Mapping[str, Any] | None) -> None:
    """Write a scan of a made-up paper that cites the next one; None: remove it."""
    if scan is None:
        path.unlink(missing_ok=True)
        return
    number = scan["paper"]
    document = json.loads(json.dumps(SURVEY))
    title = f"PAPER {number}!" if scan["capitals"] else f"Paper {number}"
    document["paper"] |= {"title": title, "arxiv_id": f"2401.{number + 1:05}", "venue": scan["venue"]}
    document["paper"] |= {"doi": f"10.1000/{number}"} if scan["doi"] else {}
    person = {"kind": "person", "name": scan["rater"]}
    document["rater"] = {**person, "kind": "model", "run": "one"} if scan["run"] else person
    document["status"] = {"state": scan["state"]}
    cited = {"title": f"Paper {number + 1}", "year": 2024, "authors": ["Ada Byron"], "relevance": "next"}
    document["cited_papers"] = [cited]
    document["checklist"]["artifacts"]["code_released"] |= {"applies": True, "answer": scan["met"]}
    write_json(path, document)
    os.utime(path, (1_000_000_000, 1_000_000_000))  # too old to change within the clock's tick


def _build(root: Path, step: Mapping[str, Any], output: Path, state: Path | None) -> Published:
    """Build as the plugin does with SCANS_KEEP_GOING: a paper that was scanned twice is left out."""

    def memory(room: str) -> Memory:
        return Memory(state, room)

    loaded = load_corpus(facts.Collection.at(root), today=date(2026, 6, 1), memories=memory)
    assert {problem.name for problem in loaded.problems if problem.severity == "error"} <= {"duplicate-scan"}
    correction = Correction(email=step["email"])
    parsed = Settings.parse({"PATH": str(root / "content"), "SITEURL": step["site_url"]})
    known = Known(
        root=parsed.root,
        site_url=step["site_url"],
        correction=correction,
        venues=load_venues(parsed.venues),
        accuracy_file=parsed.accuracy,
        accuracies=load_accuracy(parsed.accuracy),
        redirects=load_redirects(parsed.root / REDIRECTS),
    )
    revisions = Revisions.read(facts.Collection.at(root), known.redirects, memory("revisions"))
    publisher = Publisher(folder=output, renderer=RENDERER, state=state)
    tabulated = TabulatedCorpus.of(loaded.corpus, known, memory)
    tables = Tables(known, memory("search"))
    tables.begin(loaded.corpus.segments)
    search = search_groups(loaded.corpus, known, tables)
    built = Built(Publication("Name", step["site_url"]), BuiltFrom(), EXTRAS)
    return publisher.publish_groups("scans", [*groups(tabulated, revisions, memory, built), *search])


def test_a_scan_that_comes_changes_one_page_of_the_list_and_one_part_of_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_MEAN", 4)
    monkeypatch.setattr(scan_list, "PART_LENGTH", 2)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    paths = [f"scans/acl-{year}/paper-{number}.json" for year in range(2020, 2024) for number in range(10)]
    added = "scans/acl-2021/paper-4a.json"
    assert crc32(added.encode()) % 4  # it begins no file range
    for built, scans in (("before", paths), ("after", [added])):
        for path in scans:
            _edit(tmp_path, {**STEP, "scans": {path: {**SCAN, "paper": crc32(path.encode()) % 100_000}}})
        _build(tmp_path, STEP, tmp_path / built, None)
    before, after = (_list_of(tmp_path / built) for built in ("before", "after"))
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert len([name for name in before if "page-" in name]) > 5
    assert len([name for name in before if "rows-" in name]) > 2
    # The first page shows the figures of the whole.
    assert {"index.html"} < changed
    assert len([name for name in changed if "page-" in name]) == 1
    # A part of the data is three files at most: titles, authors, identifiers.
    assert len({name.split("-")[1] for name in changed if "rows-" in name}) == 1


def _list_of(output: Path) -> dict[str, bytes]:
    tree = contents(output / "scans")
    return {name: tree[name] for name in tree if name == "index.html" or name.startswith(("page-", "rows-"))}
