"""The versions of every file, computed from the commits in one pass."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scanpress.repository.values import Change, Version

_Files = dict[str, Version]


@dataclass(frozen=True, slots=True)
class History:
    """The files of the newest commit with their versions, and all paths there ever were, the oldest first."""

    files: Mapping[str, Version]
    paths: Sequence[str]
    positions: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(
        cls, log: Sequence[str], parents: Mapping[str, Sequence[str]], changes: Mapping[str, Sequence[Change]]
    ) -> "History":
        """Follow every file through the commits of a log, the newest first; `changes` may leave out some commits.

        Each commit's files are its first parent's with its changes applied; they are handed on to the last child, and
        copied for the others.
        """
        positions = {commit: number for number, commit in enumerate(reversed(log), 1)}
        children = Counter(parent for commit in log for parent in parents[commit])
        states: dict[str, _Files] = {}
        paths: dict[str, None] = {}
        files: _Files = {}
        for commit in reversed(log):
            before = [parent for parent in parents[commit] if parent in states]
            others = [states[parent] for parent in before[1:]]
            # The last child takes its first parent's files, every other child a copy.
            files = {} if not before else states[before[0]] if children[before[0]] == 1 else dict(states[before[0]])
            found = changes.get(commit, ())
            _apply(commit, found, files, others)
            states[commit] = files
            for parent in parents[commit]:
                children[parent] -= 1
                if not children[parent]:
                    states.pop(parent, None)
            paths.update(dict.fromkeys(change.path for change in found if change.status != "D"))
        return cls(files, tuple(paths), positions)

    def versions(self, path: str) -> tuple[Version, ...]:
        """Return the versions of one of `files`, newest first, followed through renames."""
        waiting, found = [self.files[path]], dict[Version, None]()
        while waiting:
            version = waiting.pop()
            if version not in found:
                found[version] = None
                waiting.extend(version.older)
        return tuple(sorted(found, key=lambda version: self.positions[version.commit], reverse=True))


def _apply(commit: str, changes: Sequence[Change], files: _Files, others: Sequence[_Files]) -> None:
    """Apply a commit's changes; a file that a merge took unchanged from another parent keeps its version from there."""
    before = [(change, files.get(change.old_path)) for change in changes]
    for change, _ in before:
        files.pop(change.old_path, None)
    for change, old in before:
        if change.status != "D":
            files[change.path] = _same_in(others, change) or _new_version(commit, change, old, others)


def _same_in(others: Iterable[_Files], change: Change) -> Version | None:
    """Return another parent's version of a file if its content and mode are what the change made them."""
    candidates = (files.get(change.path) for files in others)
    after = (change.new_oid, change.new_mode)
    return next((version for version in candidates if version and (version.oid, version.mode) == after), None)


def _new_version(commit: str, change: Change, old: Version | None, others: Iterable[_Files]) -> Version:
    merged = (files.get(change.path) or files.get(change.old_path) for files in others)
    older = dict.fromkeys(version for version in (old, *merged) if version)
    return Version(commit, change.new_mode, change.new_oid, change.path, tuple(older))
