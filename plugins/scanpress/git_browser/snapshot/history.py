"""The history of folders and files: read folder by folder, because most builds need only a few of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from hashlib import blake2b

from scanpress.git_browser.snapshot.commits import Commits, Graph
from scanpress.git_browser.snapshot.slugs import Slugs, parent_of, with_parents
from scanpress.git_browser.snapshot.tree import Tree
from scanpress.repository import Change, CommitStat, History, Version, ancestors_in, encode_path, folders_among
from scanpress.writer.address import fold

# Passes through the log for some folders each, which take about as long as one pass for all. With 10,000 files, a build
# after one commit takes 0.7 s and saves 0.06 s.
_MOST_PASSES = 4

_LastCommits = dict[str, str]
"""The commit that last touched each folder."""


class FolderHistory:
    """The commits that touched each folder.

    Folders are known by their folded path: those whose pages could have the same address on some file system count as
    one. The last commit that touched a folder identifies every version of every file in it, because its oid depends on
    everything before it. It is determined as `History` determines it for files: a merge that leaves the folder as its
    first parent has it does not touch it. The digest also includes all commits that touched the folder, in their order,
    because even files that a merge dropped have addresses.
    """

    def __init__(self, commits: Commits, log: Sequence[str], graph: Graph) -> None:
        self.written: dict[str, None] = {}  # folders in the order in which files first came into them
        self._log = log[::-1]
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        self._spellings: defaultdict[str, set[str]] = defaultdict(set)
        self._touching: defaultdict[str, list[int]] = defaultdict(list)
        self._last = self._follow({oid: commits.stat(oid) for oid in log}, graph)

    def digest(self, folder: str) -> bytes:
        """Return a digest of all versions of all files that are in a folder or were, and of their order.

        The files of the published commit follow from it, too: a commit of the log has added each of them.
        """
        folded = fold(folder)
        oids = [self._last.get(folded, ""), *self.commits_touching({folded})]
        return blake2b(" ".join(oids).encode(), digest_size=16).digest()

    def commits_touching(self, folded: Iterable[str]) -> Sequence[str]:
        """Return the commits that touched folders, or those from which files were moved there, the oldest first."""
        numbers = {number for folder in self._with_sources(folded) for number in self._touching[folder]}
        return [self._log[number] for number in sorted(numbers)]

    def spellings(self, folded: Iterable[str]) -> AbstractSet[str]:
        """Return the paths of folders, and of those from which files were moved there, as git has them."""
        return {spelling for folder in self._with_sources(folded) for spelling in self._spellings[folder]}

    def _with_sources(self, folded: Iterable[str]) -> AbstractSet[str]:
        waiting, found = list(folded), set[str]()
        while waiting:
            folder = waiting.pop()
            if folder not in found:
                found.add(folder)
                waiting.extend(self._sources[folder])
        return found

    def _follow(self, stats: Mapping[str, CommitStat], graph: Graph) -> _LastCommits:
        """Hand the last commits of all folders on to each commit's last child, and copies to the other children."""
        children = Counter(parent for oid in stats for parent in graph[oid])
        states: dict[str, _LastCommits] = {}
        state: _LastCommits = {}
        for number, oid in enumerate(self._log):
            parents = [parent for parent in graph[oid] if parent in states]
            before = states[parents[0]] if parents else {}
            state = before if parents and children[parents[0]] == 1 else dict(before)
            state.update(dict.fromkeys(self._touched(number, stats[oid]), oid))
            states[oid] = state
            for parent in graph[oid]:
                children[parent] -= 1
                if not children[parent]:
                    states.pop(parent, None)
        return state

    def _touched(self, number: int, stat: CommitStat) -> Iterable[str]:
        """Note which folders a commit touched, and return them folded."""
        self.written.update(dict.fromkeys(stat.written))
        for old, new in stat.moves:
            self._sources[_fold(new)].add(_fold(old))
        touched: dict[str, None] = {}
        for folder in (*stat.written, *stat.deleted):
            self._spellings[_fold(folder)].add(folder)
            touched[_fold(folder)] = None
        for folder in touched:
            self._touching[folder].append(number)
        return touched


@cache
def _fold(folder: str) -> str:
    return fold(folder)


class FileHistory:
    """The versions of each file and the slugs of their pages, read for some folders, or at once for all of them."""

    def __init__(self, commits: Commits, log: Sequence[str], graph: Graph, tree: Tree, folders: FolderHistory) -> None:
        self._commits = commits
        self._log = log
        self._graph = graph
        self._tree = tree
        self._folders = folders
        self._read: dict[str, History] = {}
        self._whole: History | None = None
        self._passes = 0
        self._slugs: dict[str, Slugs] = {}
        self._paths_by_folder: defaultdict[str, list[str]] = defaultdict(list)

    def load(self, folders: Iterable[str]) -> None:
        """Read the history of the files of some folders in one pass through the log."""
        folded = dict.fromkeys(map(fold, folders))
        missing = [] if self._whole else [folder for folder in folded if folder not in self._read]
        if not missing:
            return
        self._passes += 1
        if self._passes > _MOST_PASSES:
            changes = {oid: self._commits.changes(oid) for oid in self._log}
            self._whole = History.of(self._log, self._graph, changes)
        else:
            self._read |= dict.fromkeys(missing, self._history_of(missing))

    def newest(self, path: str) -> Version | None:
        """Return the newest version of a file, None if no commit of the log has added it."""
        return self._history(parent_of(path)).files.get(path)

    def removal(self, path: str) -> str | None:
        """Return the commit that removed or renamed a file, None if the file is there or no commit had it."""
        return self._history(parent_of(path)).removed.get(path)

    def versions(self, path: str) -> Sequence[Version]:
        """Return the versions of a file, newest first, followed through renames; none if no commit has added it."""
        history = self._history(parent_of(path))
        return history.versions(path) if path in history.files else ()

    def slug(self, path: str) -> str:
        """Return the slug of a file's pages."""
        folded = fold(parent_of(path))
        if folded not in self._slugs:
            self._slugs[folded] = Slugs(dict.fromkeys((*self._paths_in(folded), *self._tree.paths_in_folded(folded))))
        return self._slugs[folded][path]

    @cached_property
    def folder_slugs(self) -> Slugs:
        """Return the slugs of folders' pages."""
        return Slugs(with_parents((*self._folders.written, *self._tree.by_folder)))

    def _paths_in(self, folded: str) -> Sequence[str]:
        """Return all files that folders ever had, in the order in which they were added."""
        history = self._history(folded)
        if self._whole is None:
            return [path for path in history.paths if fold(parent_of(path)) == folded]
        if not self._paths_by_folder:
            for path in history.paths:
                self._paths_by_folder[fold(parent_of(path))].append(path)
        return self._paths_by_folder[folded]

    def _history(self, folder: str) -> History:
        self.load([folder])
        return self._whole or self._read[fold(folder)]

    def _history_of(self, folded: Iterable[str]) -> History:
        """Follow the files of some folders, and of those from which they were moved there, through the log."""
        changes = self._changes_in(folded, ())
        # A path that was a folder between two lives of a file has the commits of the folder, too.
        paths = {path for found in changes.values() for change in found for path in (change.old_path, change.path)}
        both = folders_among(paths, self._folders.written)
        if both:
            inner = [name for name in self._folders.written if any(ancestors_in(f"{name}/", both))]
            changes = self._changes_in([*folded, *map(fold, inner)], inner)
        return History.of(self._log, self._graph, changes)

    def _changes_in(self, folded: Iterable[str], more: Iterable[str]) -> dict[str, Sequence[Change]]:
        """Return the changes of files in some folders, by commit."""
        spellings = {encode_path(folder) for folder in (*self._folders.spellings(folded), *more)}
        touching = self._folders.commits_touching(folded)
        return {oid: self._commits.changes_in(oid, spellings) for oid in touching}
