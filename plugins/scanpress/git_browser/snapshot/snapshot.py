"""All that is published of a repository."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Self

from scanpress.git_browser.settings import Settings, SettingsError
from scanpress.git_browser.snapshot.commits import Commits, Graph, read_commits
from scanpress.git_browser.snapshot.history import Past
from scanpress.git_browser.snapshot.slugs import Slugs, parent_of
from scanpress.git_browser.snapshot.tree import Tree
from scanpress.git_browser.summaries import digest_of
from scanpress.repository import Ref, Repository, TreeEntry, Version, printable, shown
from scanpress.writer import Memory


@dataclass(frozen=True)
class Standing:
    """The refs of a repository, and the commit whose history and files are published."""

    repository: Repository
    settings: Settings
    branch: str
    head: str | None
    refs: tuple[Ref, ...]

    @cached_property
    def store(self) -> str:
        """Return the name under which pages reach objects."""
        return self.repository.location.store

    @cached_property
    def hooks(self) -> str:
        """Return a digest of the summaries' code."""
        return digest_of(self.settings.summaries)

    @cached_property
    def made_from(self) -> str | None:
        """Return a digest of all that pages, feeds and links are made from; None where objects may still arrive."""
        # Commits, trees and blobs are named by their content, so that the tips stand for everything below them.
        return self.sources(self.branch, self.head, self.refs, self.description)

    def sources(self, *parts: object) -> str | None:
        """Return a digest of some values and of what shapes all pages; None where objects may still arrive."""
        if self.is_partial:
            return None
        return sha256(f"{self._shaping}{parts!r}".encode()).hexdigest()

    @cached_property
    def _shaping(self) -> str:
        return repr((self.settings, self.hooks, self.store, self.repository.reading))

    @property
    def shown_branch(self) -> str:
        """Return the published branch as pages name it."""
        return shown(self.branch) or "HEAD"

    @cached_property
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


def read_tips(repository: Repository, wanted: str) -> tuple[str, str | None, tuple[Ref, ...]]:
    """Return the published branch, its commit, and all refs with that branch among them.

    Raise SettingsError where the wanted branch is not there; in a repository without any commit it may still come.
    """
    branch = wanted or repository.branch or ""
    head = _head(repository, wanted)
    if wanted and head is None and repository.refs:
        names = ", ".join(shown(ref.name) for ref in repository.refs if ref.kind == "branch")
        raise SettingsError(f"GIT_BRANCH: there is no branch {wanted!r}, neither here nor at origin: {names or 'none'}")
    return branch, head, _with_branch(repository.refs, branch, head)


def _head(repository: Repository, branch: str) -> str | None:
    """Return the published commit: of the named branch, here or as last seen at its origin, or else what HEAD names."""
    if not branch:
        return repository.head
    return repository.tip(branch) or repository.resolve(f"refs/remotes/origin/{branch}")


def _with_branch(refs: tuple[Ref, ...], branch: str, head: str | None) -> tuple[Ref, ...]:
    """Return the refs with the published branch among them, which a checkout for a build may lack."""
    if not branch or not head or any(ref.kind == "branch" and ref.name == branch for ref in refs):
        return refs
    return tuple(sorted((*refs, Ref("branch", branch, head, head)), key=lambda ref: (ref.kind, ref.name)))


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
    def graph(self) -> Graph:
        """Return every commit that a published ref leads to with its parents, newest first."""
        tips = [ref.commit for ref in self.refs if ref.commit] + self._head
        return self.repository.graph(dict.fromkeys(tips))

    @cached_property
    def commits(self) -> Commits:
        """Return every commit that a published ref leads to, newest first."""
        return read_commits(self.repository, self.graph, self.memory)

    @cached_property
    def log(self) -> Sequence[str]:
        """Return the names of the published branch's commits, newest first."""
        if {ref.commit for ref in self.refs if ref.commit} <= {self.head}:
            return tuple(self.graph)
        return tuple(self.repository.graph(self._head))

    @property
    def _head(self) -> list[str]:
        return [self.head] if self.head else []

    @cached_property
    def tree(self) -> Tree:
        """Return the files of the published branch as git lists them."""
        return Tree(self.repository.listing(self.head) if self.head else ())

    @cached_property
    def past(self) -> Past:
        """Return the history of the published branch's files."""
        return Past(self.commits, self.log, self.graph, self.tree)

    def entries(self, folder: str) -> Mapping[str, TreeEntry]:
        """Return a folder's own files by their paths."""
        if folder not in self._entries:
            found = self.repository.entries(self.tree.by_folder.get(folder, ()))
            self._entries[folder] = {entry.path: entry for entry in found}
        return self._entries[folder]

    @cached_property
    def _entries(self) -> dict[str, Mapping[str, TreeEntry]]:
        return {}

    def entry(self, path: str) -> TreeEntry | None:
        """Return the file at a path."""
        return self.entries(parent_of(path)).get(path)

    def in_pack_order(self, names: Iterable[str]) -> list[str]:
        """Return objects in the order in which they are read fastest."""
        return self.repository.sizes.in_order(names)

    def size_of(self, name: str | None) -> int | None:
        """Return an object's size, None where it is not here."""
        return self.repository.sizes.get(name) if name else None

    def versions(self, path: str) -> Sequence[Version]:
        """Return the versions of a file, newest first."""
        return self.past.versions(path)

    def slug(self, path: str) -> str:
        """Return the name of a file's pages."""
        return self.past.slug(path)

    @property
    def folder_slugs(self) -> Slugs:
        """Return the names of folders' pages."""
        return self.past.folder_slugs

    @cached_property
    def front_matter(self) -> Mapping[str, str]:
        """Return the files that are linked from every page: their label by their path."""
        found: dict[str, str] = {}
        outermost = self.entries("").values()
        for label, pattern in (("README", _README), ("LICENSE", _LICENSE)):
            matching = [entry.path for entry in outermost if pattern.fullmatch(entry.path) and entry.size is not None]
            # Of README and README.md, the one that is rendered.
            for path in sorted(matching, key=lambda path: (not path.lower().endswith(".md"), path))[:1]:
                found[path] = label
        return found

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
        found = self.commits.contents()
        if self.is_partial:
            self.repository.sizes.ask_all()
            return {name: path for name, path in found.items() if self.size_of(name) is not None}
        return found

    @cached_property
    def blobs_by_folder(self) -> Mapping[str, Mapping[str, str]]:
        """Return every version by the folder in which it stood first."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for name, path in self.blobs.items():
            found[parent_of(path)][name] = path
        return found
