"""All lives of a path: what is listed for a file is what `git log -- path` lists, whatever the path was between."""

import random
from pathlib import Path

import pytest
from tests.support.fast_import import Stream
from tests.support.git import git

from scanpress.repository import History, Repository, parse_changes

PATHS = [b"f", b"f/x", b"f/y/z", b"g", b"d/f", b"d/f/x"]


def made(folder: Path, seed: int, *, merges: bool) -> Repository:
    """Make a repository whose paths become files, links, submodules and folders, one after the other."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    stream, chance = Stream(), random.Random(seed)  # noqa: S311
    tip, side = stream.commit("main", b"0"), 0
    for number in range(1, 40):
        parents = (tip, side) if merges and side and number % 7 == 0 else (tip,)
        branch = "side" if merges and number % 3 == 0 else "main"
        if branch == "side":
            side = stream.commit("side", b"%d" % number, parents=(side or tip,))
        else:
            tip = stream.commit("main", b"%d" % number, parents=parents)
        for path in chance.sample(PATHS, 2):
            kind = chance.choice(["file", "file", "link", "submodule", "gone", "gone"])
            # Texts that have nothing in common: git finds no renames.
            text = b"".join(b"%d\n" % chance.randrange(1 << 60) for _ in range(9))
            if kind == "submodule":
                stream.submodule(path, f"{number:040}")
            elif kind == "gone":
                stream.remove(path)
            else:
                stream.put(path, text, "120000" if kind == "link" else "100644")
    last = stream.commit("main", b"last", parents=(tip,))
    stream.put(b"f", b"the last life of f\n")
    stream.put(b"d/f", b"the last life of d/f\n")
    stream.load(folder)
    assert last
    found = Repository.open(folder)
    assert found is not None
    return found


def history_of(repository: Repository) -> History:
    graph = repository.graph([repository.resolve("main") or ""])
    changes = {oid: parse_changes(record) for oid, record in repository.records(list(graph)).items()}
    return History.of(list(graph), graph, changes)


@pytest.mark.parametrize("seed", range(6))
def test_every_commit_that_git_lists_for_a_path_is_listed(tmp_path: Path, seed: int) -> None:
    repository = made(tmp_path, seed, merges=False)
    history = history_of(repository)
    for path in history.files:
        listed = git(tmp_path, "log", "--format=%H", "main", "--", path).split()
        assert [version.commit for version in history.versions(path)] == listed, path


@pytest.mark.parametrize("seed", range(8))
def test_with_merges_no_commit_that_git_lists_is_lost(tmp_path: Path, seed: int) -> None:
    repository = made(tmp_path, seed, merges=True)
    history = history_of(repository)
    for path in history.files:
        listed = set(git(tmp_path, "log", "--format=%H", "main", "--", path).split())
        assert listed <= {version.commit for version in history.versions(path)}, path


def test_lives_before_a_rename_away_and_back_are_listed_once(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    stream, text = Stream(), b"".join(b"line %d\n" % number for number in range(50))
    tip = stream.commit("main", b"add")
    stream.put(b"f", text)
    tip = stream.commit("main", b"away", parents=(tip,))
    stream.rename(b"f", b"g")
    tip = stream.commit("main", b"back", parents=(tip,))
    stream.rename(b"g", b"f")
    tip = stream.commit("main", b"remove", parents=(tip,))
    stream.remove(b"f")
    tip = stream.commit("main", b"add again", parents=(tip,))
    stream.put(b"f", b"something else\n")
    stream.load(tmp_path)
    repository = Repository.open(tmp_path)
    assert repository is not None
    versions = history_of(repository).versions("f")
    subjects = [git(tmp_path, "log", "-1", "--format=%s", version.commit) for version in versions]
    assert subjects == ["add again", "remove", "back", "away", "add"]
    assert history_of(repository).files.keys() == {"f"}
