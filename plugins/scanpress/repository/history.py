"""The versions of every file, computed from the commits in one pass."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from scanpress.repository.values import ABSENT, Change, Version

_Files = dict[str, Version]
_LEAVING = {"D", "R"}


@dataclass(frozen=True, slots=True)
class History:
    """The files of the newest commit with their versions, and all paths there ever were, the oldest first.

    A path may have several lives: it was removed and added again, or it was a folder between. What a removal left, and
    each commit that changed the folder, counts as a version without content, so that no earlier life is lost.
    """

    files: Mapping[str, Version]
    paths: Sequence[str]
    positions: Mapping[str, int] = field(repr=False)
    removed: Mapping[str, str] = field(repr=False)  # the last commit of each path that has no file any more

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
        lives = _Lives.of(changes.values())
        for commit in reversed(log):
            before = [parent for parent in parents[commit] if parent in states]
            others = [states[parent] for parent in before[1:]]
            # The last child takes its first parent's files, every other child a copy.
            files = {} if not before else states[before[0]] if children[before[0]] == 1 else dict(states[before[0]])
            found = changes.get(commit, ())
            lives.apply(commit, found, files, others)
            states[commit] = files
            for parent in parents[commit]:
                children[parent] -= 1
                if not children[parent]:
                    states.pop(parent, None)
            paths.update(dict.fromkeys(change.path for change in found if change.status != "D"))
        left = {path: version for path, version in files.items() if version.mode != ABSENT}
        removed = {path: version.commit for path, version in files.items() if version.mode == ABSENT}
        return cls(left, tuple(paths), positions, removed)

    def versions(self, path: str) -> tuple[Version, ...]:
        """Return the versions of one of `files`, newest first, one for each commit, followed through renames."""
        waiting, found = [self.files[path]], dict[Version, None]()
        while waiting:
            version = waiting.pop()
            if version not in found:
                found[version] = None
                waiting.extend(version.older)
        # A commit that moved a file away and back has two: the one with content is kept.
        by_commit = {version.commit: version for version in sorted(found, key=lambda version: version.mode != ABSENT)}
        return tuple(sorted(by_commit.values(), key=lambda version: self.positions[version.commit], reverse=True))


@dataclass(frozen=True, slots=True)
class _Lives:
    """How commits change files, and the paths that were both a file and a folder."""

    both: AbstractSet[str]

    @classmethod
    def of(cls, changes: Iterable[Sequence[Change]]) -> "_Lives":
        """Return what some changes need to know about all of them."""
        paths = {path for found in changes for path in _paths(found)}
        return cls(folders_among(paths, {path.rpartition("/")[0] for path in paths}))

    def apply(self, commit: str, changes: Sequence[Change], files: _Files, others: Sequence[_Files]) -> None:
        """Apply a commit's changes; a file that a merge took unchanged from another parent keeps its version."""
        before = [(change, files.get(change.old_path), files.get(change.path)) for change in changes]
        for change, old, _ in before:
            if change.status in _LEAVING:
                beginning = f"{change.old_path}/" if change.old_path in self.both else None
                is_folder = beginning and any(c.status != "D" and c.path.startswith(beginning) for c in changes)
                left = None if is_folder else self._left_in(change.old_path, others)
                _leave(commit, change.old_path, (old, left), files, others)
        for change, old, earlier in before:
            if change.status != "D":
                files[change.path] = _same_in(others, change) or _new_version(commit, change, (old, earlier), others)
        if self.both:
            self._apply_to_folders(commit, changes, files, others)

    def _left_in(self, path: str, others: Iterable[_Files]) -> _Files | None:
        """Return another parent that has neither a file nor a folder at a path: a merge took that from there."""
        for side in others:
            version = side.get(path)
            if (version is None or version.mode == ABSENT) and not (path in self.both and _below(path, side)):
                return side
        return None

    def _apply_to_folders(
        self, commit: str, changes: Sequence[Change], files: _Files, others: Sequence[_Files]
    ) -> None:
        """Note the commit as a version of each path that is a folder now, and was a file before or will be one."""
        for folder in {name for path in _paths(changes) for name in ancestors_in(path, self.both)}:
            earlier = files.get(folder)
            if earlier and earlier.mode != ABSENT:
                continue
            below = _below(folder, files) if others else {}
            same = next((side.get(folder) for side in others if _below(folder, side) == below), None)
            if same and same.mode == ABSENT:
                files[folder] = same
            else:
                merged = (side.get(folder) for side in others)
                older = dict.fromkeys(version for version in (earlier, *merged) if version)
                files[folder] = Version(commit, ABSENT, ABSENT, folder, tuple(older))


def _leave(
    commit: str, path: str, before: tuple[Version | None, _Files | None], files: _Files, others: Iterable[_Files]
) -> None:
    """Note that a path holds no file any more, by this commit or as another parent has it."""
    old, left = before
    files.pop(path, None)
    if left is None:
        older = dict.fromkeys(version for version in (old, *(side.get(path) for side in others)) if version)
        files[path] = Version(commit, ABSENT, ABSENT, path, tuple(older))
    elif path in left:
        files[path] = left[path]


def _paths(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        yield change.old_path
        yield change.path


def _below(folder: str, files: _Files) -> dict[str, tuple[str, str]]:
    """Return the oids and modes of the files at a path or below it."""
    return {
        name: (version.oid, version.mode)
        for name, version in files.items()
        if version.mode != ABSENT and (name == folder or name.startswith(f"{folder}/"))
    }


def folders_among(paths: Iterable[str], folders: Iterable[str]) -> set[str]:
    """Return the paths that are one of some folders, or around one.

    >>> sorted(folders_among(["a", "a/b", "a/b/c", "a-b"], ["a/b"]))
    ['a', 'a/b']
    """
    beginnings = sorted(f"{folder}/" for folder in folders if folder)
    found = set[str]()
    for path in paths:
        beginning = f"{path}/"
        place = bisect_left(beginnings, beginning)
        if place < len(beginnings) and beginnings[place].startswith(beginning):
            found.add(path)
    return found


def ancestors_in(path: str, wanted: AbstractSet[str]) -> Iterator[str]:
    """Yield those of the folders around a path that are wanted."""
    while path := path.rpartition("/")[0]:
        if path in wanted:
            yield path


def _same_in(others: Iterable[_Files], change: Change) -> Version | None:
    """Return another parent's version of a file if its content and mode are what the change made them."""
    candidates = (files.get(change.path) for files in others)
    after = (change.new_oid, change.new_mode)
    return next((version for version in candidates if version and (version.oid, version.mode) == after), None)


def _new_version(commit: str, change: Change, before: Sequence[Version | None], others: Iterable[_Files]) -> Version:
    merged: list[Version | None] = []
    for side in others:
        merged.append(side.get(change.path))
        if merged[-1] is None or merged[-1].mode == ABSENT:
            merged.append(side.get(change.old_path))
    older = dict.fromkeys(version for version in (*before, *merged) if version)
    return Version(commit, change.new_mode, change.new_oid, change.path, tuple(older))
