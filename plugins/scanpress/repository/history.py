"""The versions of every file, computed from the commits in one pass."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from scanpress.repository.values import Change, Version

Files = dict[str, Version]


class Step(Protocol):
    """A commit as far as a history needs it: with all its changes, or with those of some files."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def parents(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def changes(self) -> Sequence[Change]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class History:
    """The files at a commit, each with its versions, and all paths there ever were, in the order they came."""

    files: Mapping[str, Version]
    paths: Sequence[str]
    place: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, commits: Sequence[Step]) -> "History":
        """Follow every file through the commits, given newest first; the first one is where the history is told from.

        Each commit's files are its first parent's with its changes applied; they are handed on to the last child, and
        copied for the others.
        """
        place = {commit.id: number for number, commit in enumerate(reversed(commits), 1)}
        children = Counter(parent for commit in commits for parent in commit.parents)
        states: dict[str, Files] = {}
        paths: dict[str, None] = {}
        files: Files = {}
        for commit in reversed(commits):
            parents = [states[parent] for parent in commit.parents if parent in states]
            files = _inherited(commit, states, children) if parents else {}
            _apply(commit, files, parents[1:])
            states[commit.id] = files
            for parent in commit.parents:
                children[parent] -= 1
                if not children[parent]:
                    states.pop(parent, None)
            paths.update(dict.fromkeys(change.path for change in commit.changes if change.status != "D"))
        return cls(files, tuple(paths), place)

    def versions(self, path: str) -> tuple[Version, ...]:
        """Return the versions of a file that is there, newest first, followed through renames."""
        waiting, found = [self.files[path]], dict[Version, None]()
        while waiting:
            version = waiting.pop()
            if version not in found:
                found[version] = None
                waiting.extend(version.older)
        return tuple(sorted(found, key=lambda version: self.place[version.commit], reverse=True))


def _inherited(commit: Step, states: Mapping[str, Files], children: Mapping[str, int]) -> Files:
    first = next(parent for parent in commit.parents if parent in states)
    return states[first] if children[first] == 1 else dict(states[first])


def _apply(commit: Step, files: Files, others: Sequence[Files]) -> None:
    """Apply a commit's changes; what a merge took over from another parent keeps its version from there."""
    before = [(change, files.get(change.old_path)) for change in commit.changes]
    for change, _ in before:
        files.pop(change.old_path, None)
    for change, old in before:
        if change.status != "D":
            files[change.path] = _taken_over(change, others) or _made(commit, change, old, others)


def _taken_over(change: Change, others: Iterable[Files]) -> Version | None:
    candidates = (files.get(change.path) for files in others)
    return next(
        (there for there in candidates if there and (there.id, there.mode) == (change.new_id, change.new_mode)), None
    )


def _made(commit: Step, change: Change, old: Version | None, others: Iterable[Files]) -> Version:
    merged = (files.get(change.path) or files.get(change.old_path) for files in others)
    older = dict.fromkeys(version for version in (old, *merged) if version)
    return Version(commit.id, change.new_mode, change.new_id, change.path, tuple(older))
