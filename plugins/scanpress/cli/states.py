"""The scans of a repository at a commit and in its folder, and what differs between the two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scanpress.checking import may_be_scan, read_file
from scanpress.checking.files import collected_entries
from scanpress.cli import wrong_use
from scanpress.cli.project import require_scans
from scanpress.corpus.changes import Base, compare
from scanpress.facts.collection import Collection
from scanpress.repository import Repository, comparison_base
from scanpress.repository.process import ask


@dataclass(frozen=True, slots=True)
class ScanVersions:
    """The versions of one collection's scans; `prefix` leads from the top of the repository to where paths start."""

    collection: Collection
    repository: Repository
    prefix: str

    @property
    def root(self) -> Path:
        """The folder in which the paths of scans start."""
        return self.collection.data

    @classmethod
    def of(cls, collection: Collection, *, needed_by: str = "this command") -> Self:
        """Open the repository of a collection; if there is none, end with a message that names what needs it."""
        root = collection.data
        repository = Repository.open(root)
        if repository is None or repository.location.work_tree is None:
            wrong_use(f"{needed_by} needs a git repository, but {root} is not in one")
        above = root.resolve().relative_to(repository.location.work_tree.resolve()).as_posix()
        return cls(collection, repository, "" if above == "." else above + "/")

    def changed_paths(self, revision: str) -> frozenset[str]:
        """Return the paths that differ from a commit, relative to the folder in which paths start."""
        self.commit(revision)
        changed = self.repository.changed_paths(revision)
        return frozenset(path.removeprefix(self.prefix) for path in changed if path.startswith(self.prefix))

    def gone_since(self, revision: str) -> Iterator[tuple[str, str | None]]:
        """Yield the path of each published scan that was deleted or moved since a commit, and where it is now."""
        for change in compare(*self.changed(self.base(revision, "HEAD").commit, None), self.collection):
            # A scan that the check did not accept was never published, so it has no address.
            if change.title and change.kind == "removed":
                yield change.path, None
            elif change.title and change.kind == "moved":
                yield change.moved_from or change.path, change.path

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names."""
        found = self.repository.resolve(revision)
        if found is None:
            remedy = (
                "correct its name (git branch --all lists them); if the clone is shallow, run git fetch --unshallow"
            )
            wrong_use(f"there is no commit, branch or tag {revision} here: {remedy}")
        return found

    def base(self, revision: str | None, head: str) -> Base:
        """Return the last common commit of `head` and a revision, so that changes by others do not count."""
        found = (revision, self.commit(revision)) if revision else comparison_base(self.repository)
        if found is None:
            wrong_use("there is no commit to compare with yet")
        name, commit = found
        return Base(name, ask(self.repository.location, "merge-base", commit, self.commit(head)) or commit)

    def changed(self, before: str, after: str | None) -> tuple[Mapping[str, bytes | None], Mapping[str, bytes | None]]:
        """Return the content, by path, of the scans that differ between two commits or a commit and the folder.

        It is None if it cannot be read: in a damaged or partial repository, objects are missing.
        """
        old = self._ids(before)
        new = self._ids(after) if after else self._files()
        if not old and not new:
            require_scans(self.collection)
        kept = {path for path in old.keys() & new.keys() if old[path] == new[path]}
        was = {path: self._content(old[path]) for path in sorted(old.keys() - kept)}
        if after is None:
            return was, {path: read_file(self.root / path, root=self.root)[0] for path in sorted(new.keys() - kept)}
        return was, {path: self._content(new[path]) for path in sorted(new.keys() - kept)}

    def _content(self, oid: str) -> bytes | None:
        found = self.repository.objects.blob(oid)
        return found.content if found else None

    def _ids(self, commit: str) -> dict[str, str]:
        """Return the git object ids of the scans of a commit, by path."""
        entries = (
            (each.path.removeprefix(self.prefix), each.oid)
            for each in self.repository.tree(commit)
            if each.path.startswith(self.prefix)
        )
        return {path: oid for path, oid in entries if may_be_scan(path, self.collection.layout)}

    def _files(self) -> dict[str, str]:
        """Return the scans of the folder by path, with the object ids of those that did not change since HEAD."""
        changed = {path.removeprefix(self.prefix) for path in self.repository.changed_paths("HEAD")}
        ids = self._ids(self.commit("HEAD"))
        is_there = not self.collection.layout.is_default or self.collection.scans.is_dir()
        found = map(Path, collected_entries(self.root, self.collection.layout) if is_there else ())
        # Misnamed files are reported by the check.
        paths = (path.relative_to(self.root).as_posix() for path in found if path.suffix == ".json")
        return {path: "" if path in changed else ids.get(path, "") for path in paths}
