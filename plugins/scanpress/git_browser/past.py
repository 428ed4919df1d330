"""The versions of files and the names of their pages: told for the folders that somebody asks for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from scanpress.git_browser.commits import Commits, Graph
from scanpress.git_browser.slugs import Slugs, parent_of, with_parents
from scanpress.git_browser.tracks import Tracks
from scanpress.git_browser.tree import Tree
from scanpress.repository import Change, History, Version, encode_path
from scanpress.writer.address import fold

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
