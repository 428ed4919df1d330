"""Random histories of a repository: what is built upon earlier builds is what a clean build makes, page for page."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.amounts import HISTORIES
from tests.support.files import contents
from tests.support.git import git

from scanpress.git_browser.groups import all_groups
from scanpress.git_browser.pages import commit as commit_page
from scanpress.git_browser.pages import feeds
from scanpress.git_browser.pages import file as file_page
from scanpress.git_browser.pages import file as history_page
from scanpress.git_browser.pages import files as files_page
from scanpress.git_browser.pages import log as log_page
from scanpress.git_browser.pages import refs as refs_page
from scanpress.git_browser.plugin import header_links
from scanpress.git_browser.settings import DEFAULTS, Settings
from scanpress.git_browser.snapshot import history as file_history
from scanpress.git_browser.snapshot.snapshot import Snapshot
from scanpress.pelican_build.downloads import Downloads
from scanpress.pelican_build.host import THEME
from scanpress.repository import Repository, TreeEntry
from scanpress.writer import Link, Memory, Published, Publisher, Renderer, Site

RENDERER = Renderer([THEME / "templates"], Site(name="Made up"))
# Folders that fall together where case makes no difference, pages that stand in each other's way, links to elsewhere.
PATHS = [
    "README.md",
    "README",
    "a.txt",
    "A.txt",
    "docs/a.txt",
    "Docs/a.txt",
    "Docs/b.txt",
    "docs/b.md",
    "Docs/x/c.txt",
    "x/y/z.html/a",
]
LINES = [f"Line {number} of a text that is long enough to be known again\n" for number in range(12)]
LINKS = "[one](a.txt) [two](docs/a.txt) [three](../x/y) [four](b.md) ![five](Docs/b.txt)\n"
# Few contents, so that several files have the same one.
CONTENTS = ["".join(LINES), "".join(LINES[:6]) + "Changed\n" + "".join(LINES[7:]), LINKS, LINKS + "".join(LINES), ""]
# Small enough that a few commits and files fill several pages, blocks and folders.
SMALL = {
    (commit_page, "_BLOCK"): 2,
    (feeds, "_LENGTH"): 2,
    (file_page, "_RECENT"): 2,
    (files_page, "_MOST_SHOWN_INSIDE"): 2,
    (files_page, "_ROWS"): 3,
    (history_page, "_SIZE"): 2,
    (log_page, "_SIZE"): 2,
    (refs_page, "_ROWS"): 2,
}
steps = st.fixed_dictionaries(
    {
        "branch": st.sampled_from(["main", "main", "main", "side"]),
        "dropped": st.sampled_from([0, 0, 0, 0, 1, 2]),
        "merged": st.booleans(),
        "taken": st.sampled_from([False, False, False, True]),
        "later": st.integers(-2, 3),
        "changes": st.dictionaries(st.sampled_from(PATHS), st.sampled_from([*CONTENTS, None]), max_size=3),
        "renamed": st.none() | st.tuples(st.sampled_from(PATHS), st.sampled_from(PATHS)),
        "tags": st.dictionaries(st.sampled_from("vw"), st.sampled_from([None, 0, 1]), max_size=1),
        "committed": st.sampled_from([True, True, True, False]),
        "built": st.booleans(),
    }
)
Tree = dict[str, str]


@dataclass
class Made:
    """A repository as it is made: its commits' trees and parents, and where branches and tags are."""

    folder: Path
    trees: list[Tree] = field(default_factory=list)
    parents: list[list[int]] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    time: int = 1_700_000_000

    def take(self, step: Mapping[str, Any]) -> None:
        """Commit once, upon an earlier commit where some are dropped, and set or remove a tag."""
        if step["committed"] or not self.trees:
            self._commit(step)
        for tag, back in step["tags"].items():
            name = f"refs/tags/{tag}"
            git(self.folder, *(["update-ref", "-d", name] if back is None else ["update-ref", name, self._tip(back)]))

    def _commit(self, step: Mapping[str, Any]) -> None:
        tip = self.heads.get(step["branch"], self.heads.get("main"))
        for _ in range(step["dropped"]):
            tip = self.parents[tip][0] if tip is not None and self.parents[tip] else tip
        other = self.heads.get("side" if step["branch"] == "main" else "main")
        if step["taken"] and other is not None:
            tip, other = other, tip
        parents = [] if tip is None else [tip]
        parents += [other] if step["merged"] and parents and other not in {None, tip} else []
        tree: dict[str, str | None] = dict(self.trees[tip]) if tip is not None else {}
        if len(parents) > 1:
            tree = {**self.trees[parents[1]], **tree}
        if step["renamed"] and step["renamed"][0] in tree:
            tree[step["renamed"][1]] = tree.pop(step["renamed"][0])
        tree.update(step["changes"])
        self.trees.append({path: content for path, content in tree.items() if content is not None})
        self.parents.append(parents)
        self.heads[step["branch"]] = len(self.trees) - 1
        self.time += step["later"]
        self._load(step)

    def _load(self, step: Mapping[str, Any]) -> None:
        number = len(self.trees) - 1
        message = f"Commit {number}\n"
        lines = [f"commit refs/heads/{step['branch']}", f"mark :{number + 1}"]
        lines += [f"committer A <a@example.org> {self.time} +0000", f"data {len(message)}", message]
        names = [git(self.folder, "rev-parse", f"refs/made/{parent}") for parent in self.parents[number]]
        lines += [f"{word} {name}" for word, name in zip(("from", "merge"), names, strict=False)]
        lines += ["deleteall", *self._files(number)]
        for ref, mark in [(f"refs/heads/{step['branch']}", number), (f"refs/made/{number}", number)]:
            lines += [f"reset {ref}", f"from :{mark + 1}", ""]
        command = ["git", "fast-import", "--quiet", "--force"]
        if not names:
            git(self.folder, "update-ref", "-d", f"refs/heads/{step['branch']}")
        subprocess.run(command, cwd=self.folder, input="\n".join(lines).encode(), check=True)

    def _files(self, number: int) -> Iterator[str]:
        for path, content in self.trees[number].items():
            if any(other.startswith(path + "/") for other in self.trees[number]):
                continue
            yield from (f"M 100644 inline {path}", f"data {len(content)}", content)

    def _tip(self, back: int) -> str:
        return git(self.folder, "rev-parse", f"refs/made/{max(0, len(self.trees) - 1 - back)}")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("histories") / "made.git"
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch=main", "made.git")
    return folder


PLAIN: dict[str, Any] = {
    "branch": "main", "dropped": 0, "merged": False, "taken": False, "later": 1, "changes": {}, "renamed": None,
    "tags": {}, "committed": True, "built": True,
}  # fmt: skip
A, B = CONTENTS[:2]


# What a folder's pages show changes although its files are, in the end, as they were.
REVERTED: list[dict[str, Any]] = [
    {"changes": {"docs/a.txt": A, "README.md": LINKS}},
    {"changes": {"docs/a.txt": B}, "built": False},
]
REVERTED += [{"changes": {"docs/a.txt": A}}, {"changes": {"README.md": None}}]
# A folder that came first is gone from history, so that another one has its address.
FIRST: list[dict[str, Any]] = [
    {"changes": {"a.txt": A}},
    {"changes": {"docs/a.txt": A}},
    {"changes": {"Docs/x/c.txt": B, "Docs/a.txt": A}},
]
FIRST += [{"changes": {"Docs/x/c.txt": B, "Docs/a.txt": A}, "dropped": 2}]
MOVED = [{"changes": {"docs/a.txt": A}}, {"renamed": ("docs/a.txt", "a.txt")}, {"changes": {"a.txt": B}}]
MOVED += [{"changes": {"docs/a.txt": A, "Docs/b.txt": A}}, {"changes": {"docs/a.txt": None}}]
REMOVED = [{"changes": {"docs/a.txt": A, "docs/b.md": LINKS}}, {"changes": {"docs/a.txt": None}}]
GROWING: list[dict[str, Any]] = [{"changes": {"a.txt": text}, "tags": {"v": 0}} for text in [A, B] * 4] + [
    {"committed": False, "tags": {"v": 1}}
]
# Twice the same commits touch a folder, but one of them was merged away at first.
MERGED = [{"changes": {"docs/a.txt": A}}, {"branch": "side", "changes": {"docs/a.txt": B}}]
MERGED += [{"merged": True}, {"taken": True}]
PARTED = [{"changes": {"docs/a.txt": A}}, {"branch": "side", "renamed": ("docs/a.txt", "x/b.txt")}]
PARTED += [{"changes": {"docs/a.txt": B}}, {"merged": True}, {"changes": {"x/b.txt": B}}, {"dropped": 1}]


@example(passes=4, history=REVERTED)
@example(passes=4, history=FIRST)
@example(passes=4, history=MOVED)
@example(passes=4, history=REMOVED)
@example(passes=4, history=GROWING)
@example(passes=4, history=MERGED)
@example(passes=4, history=PARTED)
@settings(max_examples=HISTORIES, deadline=None)
@given(passes=st.sampled_from([0, 1, 4]), history=st.lists(steps, min_size=2, max_size=7))
def test_pages_built_upon_earlier_builds_equal_those_of_a_clean_build(
    repository: Path, passes: int, history: list[Mapping[str, Any]]
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        for (module, constant), value in SMALL.items():
            patched.setattr(module, constant, value)
        patched.setattr(file_history, "_MOST_PASSES", passes)
        root = Path(name)
        _clear(repository)
        made = Made(repository)
        for number, step in enumerate({**PLAIN, **step} for step in history):
            made.take(step)
            if not step["built"]:
                continue
            links, _ = _build(repository, root / "output", root / "state.sqlite")
            with pytest.MonkeyPatch.context() as whole:
                whole.setattr(file_history, "_MOST_PASSES", 0)  # all history at once
                assert links == _build(repository, root / f"clean-{number}", None)[0]
            assert contents(root / "output") == contents(root / f"clean-{number}")
            _, again = _build(repository, root / "output", root / "state.sqlite")
            assert (again.written, again.removed) == (0, 0)


def _clear(repository: Path) -> None:
    """Take all refs away: one repository serves all histories, as the processes that read it live as long as this."""
    listed = git(repository, "for-each-ref", "--format=delete %(refname)")
    git(repository, "update-ref", "--stdin", given=(listed + "\n" if listed else "").encode())


def title(path: str, content: bytes) -> tuple[str, str, str] | None:
    """Return the title of a file, as if another plugin made a page about it."""
    return ("Its page", content[:20].decode(errors="replace"), f"{path}/") if path.endswith("a.txt") else None


def _titled(snapshot: Snapshot) -> list[TreeEntry]:
    entries = (entry for folder in snapshot.tree.by_folder for entry in snapshot.entries(folder).values())
    return [entry for entry in entries if title(entry.path, b"")]


def _build(folder: Path, output: Path, state: Path | None) -> tuple[list[Link], Published]:
    """Build as the plugin does."""
    repository = Repository.open(folder)
    assert repository is not None
    given = {**DEFAULTS, "PATH": str(folder / "content"), "GIT_HOME": True, "GIT_TITLES": [title]}
    snapshot = Snapshot.of(repository, Settings.parse(given), Memory(state, "commits"))
    snapshot = replace(snapshot, published=frozenset(entry.path for entry in _titled(snapshot)))
    links, _ = header_links(snapshot, Memory(state, "links"))
    publisher = Publisher(folder=output, renderer=RENDERER, state=state)
    return links, publisher.publish_groups("git", all_groups(snapshot, Memory(state, "groups"), Downloads()))
