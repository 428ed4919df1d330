"""The scans of a repository as they were at a commit, and as they are in its folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scanpress.checking import find_scans, is_run, read_file
from scanpress.checking.files import SCANS
from scanpress.cli import wrong_use
from scanpress.cli.project import find_root
from scanpress.corpus.changes import Base, compare
from scanpress.repository import Repository, comparison_base
from scanpress.repository.process import ask


@dataclass(frozen=True, slots=True)
class Scans:
    """The scans of one repository; `prefix` leads from the repository's top to the folder that has `scans/`."""

    root: Path
    repository: Repository
    prefix: str

    @classmethod
    def here(cls) -> Self:
        """Find the repository around the working folder."""
        return cls.of(find_root(Path.cwd()).resolve(), asked_by="this")

    @classmethod
    def of(cls, root: Path, *, asked_by: str) -> Self:
        """Open the repository that holds a folder; end with a message that names what asked for it if there is none."""
        repository = Repository.open(root)
        if repository is None or repository.location.work_tree is None:
            wrong_use(f"{asked_by} needs a git repository, and {root} is in none")
        above = root.resolve().relative_to(repository.location.work_tree.resolve()).as_posix()
        return cls(root, repository, "" if above == "." else above + "/")

    def changed_paths(self, revision: str) -> frozenset[str]:
        """Return the paths, relative to the folder that has the scans, that are not what they were at a commit."""
        self.commit(revision)
        changed = self.repository.changed_paths(revision)
        return frozenset(path.removeprefix(self.prefix) for path in changed if path.startswith(self.prefix))

    def gone_since(self, revision: str) -> Iterator[tuple[str, str | None]]:
        """Yield the path of each published scan that was deleted or moved since a commit, and where it is now."""
        for change in compare(*self.changed(self.base(revision, "HEAD").commit, None)):
            # A scan that the check did not accept was never published: it has no address to lose.
            if change.title and change.kind == "removed":
                yield change.path, None
            elif change.title and change.kind == "moved":
                yield change.moved_from or change.path, change.path

    def commit(self, revision: str) -> str:
        """Return the commit that a revision names."""
        found = self.repository.resolve(revision)
        if found is None:
            wrong_use(f"there is no commit {revision} here: a shallow clone may have to be deepened")
        return found

    def base(self, revision: str | None, head: str) -> Base:
        """Return the commit from which `head` parted: what others did since is no change of ours."""
        found = (revision, self.commit(revision)) if revision else comparison_base(self.repository)
        if found is None:
            wrong_use("there is no commit yet to compare with")
        name, commit = found
        return Base(name, ask(self.repository.location, "merge-base", commit, self.commit(head)) or commit)

    def changed(self, before: str, after: str | None) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
        """Return the content of the scans that differ between two commits, or a commit and the folder, by path."""
        old = self._ids(before)
        new = self._ids(after) if after else self._files()
        if not old and not new and not (self.root / SCANS).is_dir():
            wrong_use(f"there is no folder {SCANS} in {self.root}: go to the repository, or make the folder")
        kept = {path for path in old.keys() & new.keys() if old[path] == new[path]}
        content = self.repository.objects.blob
        was = {path: found.content for path in sorted(old.keys() - kept) if (found := content(old[path]))}
        if after is None:
            read = {path: read_file(self.root / path, root=self.root)[0] for path in sorted(new.keys() - kept)}
            return was, {path: data for path, data in read.items() if data is not None}
        return was, {path: found.content for path in sorted(new.keys() - kept) if (found := content(new[path]))}

    def _ids(self, commit: str) -> dict[str, str]:
        """Return the scans of a commit with the ids of their contents."""
        start = f"{self.prefix}{SCANS}/"
        entries = {
            each.path.removeprefix(self.prefix): each.id
            for each in self.repository.tree(commit)
            if each.path.startswith(start) and each.path.endswith(".json")
        }
        return {path: name for path, name in entries.items() if not is_run(path)}

    def _files(self) -> dict[str, str]:
        """Return the scans of the folder; those that git knows to be as they were at HEAD have the id they had."""
        changed = {path.removeprefix(self.prefix) for path in self.repository.changed_paths("HEAD")}
        ids = self._ids(self.commit("HEAD"))
        found = find_scans(self.root / SCANS) if (self.root / SCANS).is_dir() else ()
        # Files that are named otherwise than scans are the check's affair.
        paths = (path.relative_to(self.root).as_posix() for path in found if path.suffix == ".json")
        return {path: "" if path in changed else ids.get(path, "") for path in paths}
