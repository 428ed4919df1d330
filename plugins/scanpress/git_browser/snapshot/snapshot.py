"""A repository as the site shows it: its refs, and the commits and files of the published branch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Self

from scanpress.git_browser.hooks import code_digest
from scanpress.git_browser.settings import Settings
from scanpress.git_browser.snapshot.commits import Commits, Graph, read_commits
from scanpress.git_browser.snapshot.front_matter import front_matter, label_of
from scanpress.git_browser.snapshot.history import FileHistory, FolderHistory
from scanpress.git_browser.snapshot.slugs import parent_of
from scanpress.git_browser.snapshot.tree import Tree
from scanpress.patterns import matches
from scanpress.repository import SUBMODULE, GitError, Ref, Repository, TreeEntry, printable, shown
from scanpress.repository.published import published_branch, published_refs
from scanpress.writer import Memory


@dataclass(frozen=True)
class Snapshot:
    """The refs of a repository, and its commits and files, which are read when they are first asked for.

    `head` is the newest commit of the published branch, None if the repository has no commit yet. `note` is a line for
    the person who builds, if HEAD does not name that branch. `published` are the paths of files whose bytes the site
    has at the same address, so that they need not be published twice; `paged` are these and those with changes that
    are not committed: the site has a page about each.
    """

    repository: Repository
    settings: Settings
    branch: str
    head: str | None
    refs: tuple[Ref, ...]
    memory: Memory = field(compare=False)
    note: str = field(default="", compare=False)
    published: frozenset[str] = frozenset()
    paged: frozenset[str] = frozenset()

    @classmethod
    def of(cls, repository: Repository, settings: Settings, memory: Memory) -> Self:
        """Read the refs; `memory` has the commits that an earlier build has read.

        Raise BranchError if the branch of the settings does not exist, or if HEAD names none and there are several,
        unless the repository has no commit yet.
        """
        branch, head, note = published_branch(repository, settings.branch)
        return cls(repository, settings, branch, head, published_refs(repository, branch, head), memory, note)

    def require_whole(self) -> None:
        """Raise GitError if objects are missing that no clone may lack; later builds look only at what is new."""
        if self.is_partial or not self.commits.are_new:
            return
        sizes = self.repository.sizes
        oids = [oid for oid, mode in self.tree.objects() if mode != SUBMODULE]
        sizes.load(oids)
        lost = next((oid for oid in oids if sizes.get(oid) is None), None)
        if lost:
            raise GitError("git cat-file", f"object {lost} is missing")

    @property
    def store(self) -> str:
        """Return the folder of the objects, which pages are given to read content."""
        return self.repository.location.store

    @property
    def shown_branch(self) -> str:
        """Return the name of the published branch as pages show it."""
        return shown(self.branch) or "HEAD"

    @cached_property
    def description(self) -> str:
        """Return the description of the repository, from the settings or from git."""
        return self.settings.description or printable(self.repository.location.description)

    def around_damage(self) -> Self | None:
        """Return the snapshot without lost objects; None if there are none, or if files of the commit need one."""
        tips = [ref.commit for ref in self.refs if ref.commit] + ([self.head] if self.head else [])
        repository = self.repository.around_damage(self.head, tips) if self.head else None
        return replace(self, repository=repository) if repository else None

    @property
    def damage(self) -> Sequence[str]:
        """Return what git says of the lost objects, none of which the files of the published commit need."""
        return self.repository.location.damage

    @property
    def lacking(self) -> str:
        """Return what pages call a repository in which objects may be missing, empty if none may."""
        return "the damaged repository" if self.damage else "this partial clone" if self.is_partial else ""

    @property
    def has_all_files(self) -> bool:
        """Return whether all files of the published commit are there."""
        return bool(self.damage) or not self.is_partial

    @cached_property
    def is_shallow(self) -> bool:
        """Return whether the history is cut off."""
        return self.repository.location.is_shallow

    @cached_property
    def is_partial(self) -> bool:
        """Return whether objects may be missing."""
        return self.repository.location.is_partial

    @property
    def is_cloneable(self) -> bool:
        """Return whether the repository is complete and is to be published for cloning."""
        is_whole = not self.is_shallow and not self.is_partial
        return self.settings.publish_clone and is_whole and (self.settings.clones_all or not self.left_out)

    def is_left_out(self, path: str) -> bool:
        """Return whether the content of a file must not be published."""
        return bool(self.settings.leave_out) and matches(self.settings.leave_out, path)

    @cached_property
    def left_out(self) -> str:
        """Return the path of a file, now or earlier, whose content must not be published, else an empty text."""
        if not self.settings.leave_out:
            return ""
        paths = (path for folder in self.tree.by_folder for path in self.tree.paths_in(folder))
        earlier = (path for path, _ in self.commits.blobs().values())
        return next((shown(path) for path in chain(paths, earlier) if self.is_left_out(path)), "")

    @property
    def clone_url(self) -> str:
        """Return the address for `git clone`, empty if none is known."""
        if self.settings.clone_url or not self.is_cloneable or not self.settings.site_url:
            return self.settings.clone_url
        return f"{self.settings.site_url}/{self.settings.clone_folder}"

    @property
    def clone_hint(self) -> dict[str, str]:
        """Return what the page of the refs says about cloning."""
        folder = self.settings.clone_folder if self.is_cloneable else ""
        reason = "damaged" if self.damage else "shallow" if self.is_shallow else "partial" if self.is_partial else ""
        return {"url": self.clone_url, "folder": folder, "incomplete": reason if self.settings.publish_clone else ""}

    def copy_of(self, entry: TreeEntry) -> str:
        """Return the path of a file with the bytes of a committed one; empty if it is not known to have them."""
        return f"{self.settings.repository}/{entry.path}" if entry.path in self.published else ""

    @property
    def titled(self) -> frozenset[str]:
        """Return the paths of files about which the site may have a page: those that another plugin publishes."""
        return self.paged if self.settings.titles else frozenset()

    @cached_property
    def hooks_digest(self) -> str:
        """Return a digest of the code of the hooks that explain changes and files."""
        return code_digest((*self.settings.summaries, *self.settings.titles))

    @cached_property
    def digest(self) -> str | None:
        """Return a digest of all that pages, feeds and links are made from; None if objects may still arrive.

        Only the pages of folders with `uncommitted` files are made from more.
        """
        # The oids of the tips depend on the content of everything below them.
        return self.digest_with(self.branch, self.head, self.refs, self.description, sorted(self.paged))

    @property
    def uncommitted(self) -> Sequence[str]:
        """Return the paths of files with pages and with changes that are not committed."""
        return sorted(self.paged - self.published)

    def digest_with(self, *parts: object) -> str | None:
        """Return a digest of some values and of what all pages are made from; None if objects may still arrive."""
        if self.is_partial:
            return None
        return sha256(f"{self._made_from}{parts!r}".encode()).hexdigest()

    @cached_property
    def _made_from(self) -> str:
        return repr((self.settings, self.hooks_digest, self.store, self.repository.reader_digest))

    @cached_property
    def graph(self) -> Graph:
        """Return every commit that can be reached from a published ref with its parents, the newest first."""
        tips = [ref.commit for ref in self.refs if ref.commit] + ([self.head] if self.head else [])
        return self.repository.graph(dict.fromkeys(tips))

    @cached_property
    def commits(self) -> Commits:
        """Return every commit that can be reached from a published ref, the newest first."""
        return read_commits(self.repository, self.graph, self.memory)

    @cached_property
    def log(self) -> Sequence[str]:
        """Return the oids of the published branch's commits, the newest first."""
        if {ref.commit for ref in self.refs if ref.commit} <= {self.head}:
            return tuple(self.graph)
        return tuple(self.repository.graph([self.head] if self.head else []))

    @cached_property
    def newest_commits(self) -> Sequence[str]:
        """Return the oids of the published branch's commits by their instants, the newest first, without undated ones.

        The log has another order: it follows the graph, whatever the dates are.
        """
        instants = {oid: instant for oid in self.log if (instant := self.commits.committed(oid)) is not None}
        return sorted(instants, key=instants.__getitem__, reverse=True)

    @cached_property
    def refs_by_commit(self) -> Mapping[str, Sequence[Ref]]:
        """Return the refs that point at each commit."""
        found: defaultdict[str, list[Ref]] = defaultdict(list)
        for ref in self.refs:
            if ref.commit:
                found[ref.commit].append(ref)
        return found

    @cached_property
    def tree(self) -> Tree:
        """Return the files of the published branch."""
        return Tree(self.repository.listing(self.head) if self.head else ())

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
        """Return the file at a path, None if there is none."""
        return self.entries(parent_of(path)).get(path)

    @cached_property
    def header_files(self) -> Mapping[str, str]:
        """Return the paths of the files that the header of every page links, with the labels of the links."""
        given = self.settings.header_files
        found = front_matter(self.tree) if given is None else [(path, label_of(path)) for path in given]
        return {path: label for path, label in found if self._has_content(path)}

    def _has_content(self, path: str) -> bool:
        entry = self.entry(path)
        return entry is not None and entry.size is not None and not self.is_left_out(path)

    @cached_property
    def folder_history(self) -> FolderHistory:
        """Return the history of the published branch's folders."""
        return FolderHistory(self.commits, self.log, self.graph)

    @cached_property
    def file_history(self) -> FileHistory:
        """Return the history of the published branch's files."""
        return FileHistory(self.commits, self.log, self.graph, self.tree, self.folder_history)

    @cached_property
    def blobs(self) -> Mapping[str, tuple[str, str]]:
        """Return the oid of every version of every file that is not missing, the oldest first.

        Each has the path that it had first, and the commit that brought it.
        """
        found = self.commits.blobs()
        if self.is_partial:
            sizes = self.repository.sizes
            sizes.load_all()
            return {oid: first for oid, first in found.items() if sizes.get(oid) is not None}
        return found

    @cached_property
    def blobs_by_folder(self) -> Mapping[str, Mapping[str, str]]:
        """Return the oid and first path of each of `blobs` by the folder of that path, the oldest first."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for oid, (path, _) in self.blobs.items():
            found[parent_of(path)][oid] = path
        return found
