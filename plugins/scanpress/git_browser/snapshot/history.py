"""The versions of files and the names of their pages: told for the folders that somebody asks for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from hashlib import blake2b
from typing import NamedTuple

from scanpress.git_browser.snapshot.commits import Commits, Graph
from scanpress.git_browser.snapshot.slugs import Slugs, parent_of, with_parents
from scanpress.git_browser.snapshot.tree import Tree
from scanpress.repository import Change, History, Outline, Version, encode_path
from scanpress.writer.address import fold

_State = dict[str, str]  # the commit that touched each folder last


class Tracks:
    """The digests of histories by folder, where folders whose pages could fall together count as one.

    The commit that touched a folder last stands for every version of every file in it: its name follows from all that
    was before. Which one that is, is told as `History` tells it of a file: a merge that leaves the folder as its first
    parent has it does not touch it. All commits that touched the folder are digested besides, in their order: even what
    was merged away had addresses.
    """

    def __init__(self, commits: Commits, log: Sequence[str], graph: Graph) -> None:
        self.folders: dict[str, None] = {}  # in the order in which files came into them
        self._log = log[::-1]
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        self._spellings: defaultdict[str, set[str]] = defaultdict(set)
        self._touching: defaultdict[str, list[int]] = defaultdict(list)
        self._head = self._follow({name: commits.outline(name) for name in log}, graph)

    def digest(self, folder: str) -> bytes:
        """Return a digest of all versions of all files that are in a folder or were, and of their order.

        What is there now follows from it, too: each file of the published commit was brought by a commit of the log.
        """
        kind = fold(folder)
        names = [self._head.get(kind, ""), *self.touching({kind})]
        return blake2b(" ".join(names).encode(), digest_size=16).digest()

    def touching(self, kinds: Iterable[str]) -> Sequence[str]:
        """Return the commits that touched folders, or those out of which files came there, oldest first."""
        numbers = {number for kind in self._closure(kinds) for number in self._touching[kind]}
        return [self._log[number] for number in sorted(numbers)]

    def spellings(self, kinds: Iterable[str]) -> AbstractSet[str]:
        """Return folders and those out of which files came there, as they are written."""
        return {folder for kind in self._closure(kinds) for folder in self._spellings[kind]}

    def _closure(self, kinds: Iterable[str]) -> AbstractSet[str]:
        waiting, found = list(kinds), set[str]()
        while waiting:
            kind = waiting.pop()
            if kind not in found:
                found.add(kind)
                waiting.extend(self._sources[kind])
        return found

    def _follow(self, outlines: Mapping[str, Outline], graph: Graph) -> _State:
        """Hand what is known at each commit on to its last child, and copies to the others, as `History` does."""
        children = Counter(parent for name in outlines for parent in graph[name])
        states: dict[str, _State] = {}
        state: _State = {}
        for number, name in enumerate(self._log):
            parents = [parent for parent in graph[name] if parent in states]
            before = states[parents[0]] if parents else {}
            state = before if parents and children[parents[0]] == 1 else dict(before)
            state.update(dict.fromkeys(self._touched(number, outlines[name]), name))
            states[name] = state
            for parent in graph[name]:
                children[parent] -= 1
                if not children[parent]:
                    states.pop(parent, None)
        return state

    def _touched(self, number: int, outline: Outline) -> Iterable[str]:
        """Note what a commit touched, and return it."""
        self.folders.update(dict.fromkeys(outline.came))
        for old, new in outline.moves:
            self._sources[_fold(new)].add(_fold(old))
        kinds: dict[str, None] = {}
        for folder in (*outline.came, *outline.went):
            self._spellings[_fold(folder)].add(folder)
            kinds[_fold(folder)] = None
        for kind in kinds:
            self._touching[kind].append(number)
        return kinds


@cache
def _fold(folder: str) -> str:
    return fold(folder)


_FEW = 4  # passes through the log for some folders each, which take about as long as one for all


class _Step(NamedTuple):
    id: str
    parents: Sequence[str]
    changes: Sequence[Change]


class Past:
    """What became of each file, read folder by folder at first, and then, if there is no end to it, all at once."""

    def __init__(self, commits: Commits, log: Sequence[str], graph: Graph, tree: Tree) -> None:
        self.tracks = Tracks(commits, log, graph)
        self._commits = commits
        self._log = log
        self._graph = graph
        self._tree = tree
        self._parts: dict[str, History] = {}
        self._slugs: dict[str, Slugs] = {}
        self._whole: History | None = None
        self._came_by_kind: defaultdict[str, list[str]] = defaultdict(list)
        self._passes = 0

    def gather(self, folders: Iterable[str]) -> None:
        """Read the history of some folders in one pass."""
        kinds = dict.fromkeys(map(fold, folders))
        missing = [] if self._whole else [kind for kind in kinds if kind not in self._parts]
        if not missing:
            return
        self._passes += 1
        if self._passes > _FEW:
            changes = self._commits.changes
            self._whole = History.of([_Step(name, self._graph[name], changes(name)) for name in self._log])
        else:
            self._parts |= dict.fromkeys(missing, self._read(missing))

    def last(self, path: str) -> Version | None:
        """Return the newest version of a file."""
        return self._history(parent_of(path)).files.get(path)

    def versions(self, path: str) -> Sequence[Version]:
        """Return the versions of a file, newest first, followed through renames; none of what no commit tells of."""
        history = self._history(parent_of(path))
        return history.versions(path) if path in history.files else ()

    def slug(self, path: str) -> str:
        """Return the name of a file's pages."""
        kind = fold(parent_of(path))
        if kind not in self._slugs:
            self._slugs[kind] = Slugs(dict.fromkeys((*self._came(kind), *self._tree.paths(kind))))
        return self._slugs[kind][path]

    @cached_property
    def folder_slugs(self) -> Slugs:
        """Return the names of folders' pages."""
        return Slugs(with_parents((*self.tracks.folders, *self._tree.by_folder)))

    def _came(self, kind: str) -> Sequence[str]:
        """Return all files that ever came into folders, in the order in which they came."""
        history = self._history(kind)
        if self._whole is None:
            return [path for path in history.paths if fold(parent_of(path)) == kind]
        if not self._came_by_kind:
            for path in history.paths:
                self._came_by_kind[fold(parent_of(path))].append(path)
        return self._came_by_kind[kind]

    def _history(self, folder: str) -> History:
        self.gather([folder])
        return self._whole or self._parts[fold(folder)]

    def _read(self, kinds: Iterable[str]) -> History:
        """Follow the files of some folders, and of those out of which they came, through the log."""
        touching = set(self.tracks.touching(kinds))
        folders = {encode_path(folder) for folder in self.tracks.spellings(kinds)}
        changes = {name: self._commits.changes_in(name, folders) for name in touching}
        return History.of([_Step(name, self._graph[name], changes.get(name, ())) for name in self._log])
