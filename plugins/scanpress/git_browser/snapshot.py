"""All that is published of a repository, read at one moment."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from scanpress.git_browser.settings import Settings
from scanpress.git_browser.slugs import Slugs, folders
from scanpress.repository import Commit, History, Ref, Repository, TreeEntry, parse_record, printable, shown
from scanpress.writer import Memory

_README = re.compile(r"readme(\.\w+)?", re.IGNORECASE)
_LICENSE = re.compile(r"(licen[sc]e|copying)(\.\w+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Snapshot:
    """A repository's commits, files and refs; `log` is the published branch, newest first."""

    repository: Repository
    settings: Settings
    branch: str
    refs: tuple[Ref, ...]
    commits: Mapping[str, Commit]
    log: tuple[Commit, ...]
    files: tuple[TreeEntry, ...]

    @classmethod
    def of(cls, repository: Repository, settings: Settings, memory: Memory) -> Self:
        """Read the repository; commits that an earlier build has read come from memory."""
        branch = settings.branch or repository.branch or ""
        head = _head(repository, settings.branch)
        refs = _with_branch(repository.refs, branch, head)
        tips = [ref.commit for ref in refs if ref.commit] + ([head] if head else [])
        commits = _commits(repository, repository.commit_ids(dict.fromkeys(tips)), memory)
        log = tuple(commits[name] for name in repository.commit_ids([head] if head else []))
        return cls(repository, settings, branch, refs, commits, log, repository.tree(head) if head else ())

    @cached_property
    def store(self) -> str:
        """Return the name under which pages reach objects."""
        return self.repository.location.store

    @property
    def shown_branch(self) -> str:
        """Return the published branch as pages name it."""
        return shown(self.branch) or "HEAD"

    @property
    def description(self) -> str:
        """Return what the repository is, from the settings or from git."""
        return self.settings.description or printable(self.repository.location.description)

    @property
    def is_cloneable(self) -> bool:
        """Return whether the whole repository is here, and to be published."""
        return self.settings.publish_clone and not self.is_shallow and not self.is_partial

    @property
    def clone_url(self) -> str:
        """Return the address for `git clone`, empty where none is known."""
        if self.settings.clone_url or not self.is_cloneable or not self.settings.site_url:
            return self.settings.clone_url
        return f"{self.settings.site_url}/{self.settings.clone_folder}"

    @property
    def clone_hint(self) -> dict[str, str]:
        """Return what the page of the refs says about cloning."""
        folder = self.settings.clone_folder if self.is_cloneable else ""
        reason = "shallow" if self.is_shallow else "partial" if self.is_partial else ""
        return {"url": self.clone_url, "folder": folder, "incomplete": reason if self.settings.publish_clone else ""}

    @cached_property
    def is_shallow(self) -> bool:
        """Return whether the history is cut off."""
        return self.repository.location.is_shallow

    @cached_property
    def is_partial(self) -> bool:
        """Return whether objects are missing."""
        return self.repository.location.is_partial

    def in_pack_order(self, names: Iterable[str]) -> list[str]:
        """Return objects in the order in which they are read fastest."""
        order = self.repository.order
        return sorted(names, key=lambda name: order.get(name, len(order)))

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
            return {name: path for name, path in found.items() if self.repository.objects.kind(name)}
        return found

    def _blobs(self) -> Iterator[tuple[str, str]]:
        for commit in reversed(list(self.commits.values())):
            for change in commit.changes:
                if change.old_mode.startswith("1") and change.old_mode != "160000":
                    yield change.old_id, change.old_path
                if change.new_mode.startswith("1") and change.new_mode != "160000":
                    yield change.new_id, change.path


def _head(repository: Repository, branch: str) -> str | None:
    """Return the published commit: of the named branch, here or as last seen at its origin, or else what HEAD names."""
    if not branch:
        return repository.resolve("HEAD")
    return repository.resolve(f"refs/heads/{branch}") or repository.resolve(f"refs/remotes/origin/{branch}")


def _with_branch(refs: tuple[Ref, ...], branch: str, head: str | None) -> tuple[Ref, ...]:
    """Return the refs with the published branch among them, which a checkout for a build may lack."""
    if not branch or not head or any(ref.kind == "branch" and ref.name == branch for ref in refs):
        return refs
    return tuple(sorted((*refs, Ref("branch", branch, head, head)), key=lambda ref: (ref.kind, ref.name)))


def _commits(repository: Repository, ids: Sequence[str], memory: Memory) -> dict[str, Commit]:
    known = {name: record for name, (reading, record) in memory.load().items() if reading == repository.reading}
    new = repository.records([name for name in ids if name not in known])
    gone = known.keys() - set(ids)
    if new or gone:
        memory.store({name: (repository.reading, record) for name, record in new.items()}, gone)
    known |= new
    return {name: parse_record(known[name]) for name in ids}
