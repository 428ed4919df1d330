"""All that is published of a repository."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from scanpress.git_browser.settings import Settings
from scanpress.git_browser.slugs import Slugs, folders
from scanpress.git_browser.standing import Standing, read_tips
from scanpress.repository import Commit, History, Ref, Repository, TreeEntry, parse_record
from scanpress.writer import Memory

_README = re.compile(r"readme(\.\w+)?", re.IGNORECASE)
_LICENSE = re.compile(r"(licen[sc]e|copying)(\.\w+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Snapshot(Standing):
    """A repository's commits and files, read when they are first asked for; `log` is the branch, newest first."""

    memory: Memory = field(compare=False)

    @classmethod
    def of(cls, repository: Repository, settings: Settings, memory: Memory) -> Self:
        """Read the refs; commits that an earlier build has read will come from memory."""
        branch, head, refs = read_tips(repository, settings.branch)
        return cls(repository, settings, branch, head, refs, memory)

    @cached_property
    def commits(self) -> Mapping[str, Commit]:
        """Return every commit that a published ref leads to, newest first."""
        tips = [ref.commit for ref in self.refs if ref.commit] + self._head
        return _commits(self.repository, self.repository.commit_ids(dict.fromkeys(tips)), self.memory)

    @cached_property
    def log(self) -> tuple[Commit, ...]:
        """Return the commits of the published branch, newest first."""
        if {ref.commit for ref in self.refs if ref.commit} <= {self.head}:
            return tuple(self.commits.values())
        return tuple(self.commits[name] for name in self.repository.commit_ids(self._head))

    @cached_property
    def files(self) -> tuple[TreeEntry, ...]:
        """Return the files of the published branch."""
        return self.repository.tree(self.head) if self.head else ()

    @property
    def _head(self) -> list[str]:
        return [self.head] if self.head else []

    def in_pack_order(self, names: Mapping[str, str]) -> list[str]:
        """Return objects in the order in which they are read fastest."""
        sizes = self.repository.sizes
        return [name for name in sizes if name in names] + [name for name in names if name not in sizes]

    def size_of(self, name: str | None) -> int | None:
        """Return an object's size, None where it is not here."""
        return self.repository.sizes.get(name) if name else None

    @cached_property
    def history(self) -> History:
        """Return the versions of every file."""
        return History.of(self.log)

    @cached_property
    def slugs(self) -> Slugs:
        """Return the addresses of files."""
        return Slugs(dict.fromkeys((*self.history.paths, *(entry.path for entry in self.files))))

    @cached_property
    def folder_slugs(self) -> Slugs:
        """Return the addresses of folders."""
        return Slugs(folders((*self.history.paths, *(entry.path for entry in self.files))))

    @cached_property
    def front_matter(self) -> Mapping[str, str]:
        """Return the files that are linked from every page: their label by their path."""
        found: dict[str, str] = {}
        for label, pattern in (("README", _README), ("LICENSE", _LICENSE)):
            matching = [entry.path for entry in self.files if pattern.fullmatch(entry.path) and entry.size is not None]
            # Of README and README.md, the one that is rendered.
            for path in sorted(matching, key=lambda path: (not path.lower().endswith(".md"), path))[:1]:
                found[path] = label
        return found

    @cached_property
    def by_path(self) -> Mapping[str, TreeEntry]:
        """Return the files by their paths."""
        return {entry.path: entry for entry in self.files}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Return the folders that are there now."""
        return frozenset(folders(entry.path for entry in self.files))

    @cached_property
    def pointing(self) -> Mapping[str, Sequence[Ref]]:
        """Return the refs that point at a commit."""
        found: defaultdict[str, list[Ref]] = defaultdict(list)
        for ref in self.refs:
            if ref.commit:
                found[ref.commit].append(ref)
        return found

    @cached_property
    def blobs(self) -> Mapping[str, str]:
        """Return every version of every file that is here: its id and the path under which it came first."""
        found: dict[str, str] = {}
        for name, path in self._blobs():
            found.setdefault(name, path)
        if self.is_partial:
            return {name: path for name, path in found.items() if name in self.repository.sizes}
        return found

    def _blobs(self) -> Iterator[tuple[str, str]]:
        for commit in reversed(list(self.commits.values())):
            for change in commit.changes:
                if change.old_mode.startswith("1") and change.old_mode != "160000":
                    yield change.old_id, change.old_path
                if change.new_mode.startswith("1") and change.new_mode != "160000":
                    yield change.new_id, change.path


def _commits(repository: Repository, ids: Sequence[str], memory: Memory) -> dict[str, Commit]:
    known = {name: record for name, (reading, record) in memory.load().items() if reading == repository.reading}
    new = repository.records([name for name in ids if name not in known])
    gone = known.keys() - set(ids)
    if new or gone:
        memory.store({name: (repository.reading, record) for name, record in new.items()}, gone)
    known |= new
    return {name: parse_record(known[name]) for name in ids}
