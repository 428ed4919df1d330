"""One repository, as the rest of the house sees it."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Self

from scanpress.repository.location import Location
from scanpress.repository.log import commit_graph, read_records
from scanpress.repository.log_record import parse_record
from scanpress.repository.objects import Objects, objects
from scanpress.repository.process import GitError, ask, run
from scanpress.repository.refs import read_head, read_refs
from scanpress.repository.text import decode_path
from scanpress.repository.tree import Sizes, list_tree, parse_entries
from scanpress.repository.values import Commit, Ref, TreeEntry


@dataclass(frozen=True)
class Repository:
    """A git repository that is only read: nothing of its configuration is run, and nothing is fetched."""

    location: Location

    @classmethod
    def open(cls, path: Path) -> Self | None:
        """Return the repository that `path` is or lies in, None where there is none."""
        location = Location.find(path)
        return cls(location) if location else None

    @property
    def objects(self) -> Objects:
        """Return the reader of objects that this process has for the repository."""
        return objects(self.location.store)

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Return branches, then tags."""
        return read_refs(self.location)

    @cached_property
    def branch(self) -> str | None:
        """Return the branch that is checked out, None where HEAD is detached."""
        name = read_head(self.location) or ask(self.location, "symbolic-ref", "--quiet", "HEAD")
        return name.removeprefix("refs/heads/") if name and name.startswith("refs/heads/") else None

    @cached_property
    def head(self) -> str | None:
        """Return the commit that is checked out, None where there is none yet."""
        return (self.tip(self.branch) if self.branch else None) or self.resolve("HEAD")

    def tip(self, branch: str) -> str | None:
        """Return the commit of a branch, None where there is no such branch."""
        return next((ref.commit for ref in self.refs if (ref.kind, ref.name) == ("branch", branch)), None)

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a revision names, None where it names none."""
        return ask(self.location, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")

    def graph(self, tips: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return all commits that the tips lead to with their parents, newest first and none before its children."""
        return commit_graph(self.location, tips)

    def commit_ids(self, tips: Iterable[str]) -> list[str]:
        """Return all commits that the tips lead to, newest first and none before its children."""
        return list(self.graph(tips))

    def records(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Return what `parse_record` makes commits of: it may be kept as long as `reading` stays the same."""
        return read_records(self.location, ids)

    @cached_property
    def reading(self) -> bytes:
        """Return a digest of what shapes a record besides its commit: git, the mailmap, where history is cut."""
        mailmap = self.objects.id_of(f"{self.head}:.mailmap") if self.head else None
        shallow = self.location.common_dir / "shallow"
        cut = shallow.read_bytes() if self.location.is_shallow else b""
        return sha256(f"{_program()}\0{mailmap}\0{self.location.is_partial}\0".encode() + cut).digest()

    def commits(self, ids: Sequence[str]) -> dict[str, Commit]:
        """Return some commits by their ids."""
        return {name: parse_record(record) for name, record in read_records(self.location, ids).items()}

    def leads_to(self, tips: Sequence[str], old: Sequence[str]) -> bool:
        """Return whether every commit that `old` led to is one that `tips` lead to."""
        return _leads_to(self.location, tips, old)

    def pack(self, folder: Path, tips: Sequence[str], known: Sequence[str]) -> None:
        """Write a pack of all that `tips` lead to and `known` do not."""
        _pack(self.location, folder, tips, known)

    @cached_property
    def sizes(self) -> Sizes:
        """Return the sizes of objects."""
        return Sizes(self.location)

    def listing(self, revision: str) -> list[bytes]:
        """Return all files of a commit, by path, each as a line that `entries` reads."""
        return list_tree(self.location, revision)

    def entries(self, listed: Sequence[bytes]) -> tuple[TreeEntry, ...]:
        """Return listed files."""
        return parse_entries(listed, self.sizes)

    def tree(self, revision: str) -> tuple[TreeEntry, ...]:
        """Return all files of a commit, by path."""
        return self.entries(self.listing(revision))

    def read(self, revision: str, path: str) -> bytes:
        """Return a file's content at a revision; raise FileNotFoundError where there is none."""
        commit = self.resolve(revision)
        if commit is None:
            raise FileNotFoundError(f"{revision}: no such revision in {self.location.common_dir}")
        try:
            return run(self.location, "cat-file", "blob", f"{commit}:{path}")
        except GitError as error:
            raise FileNotFoundError(f"{path}: no such file at {revision}") from error

    def changed_paths(self, since: str) -> tuple[str, ...]:
        """Return the paths whose content is not what it was at `since`, deleted and untracked ones included.

        Where history has parted since, the common ancestor counts: what others did meanwhile is no change of ours.
        """
        commit = self.resolve(since)
        if commit is None:
            raise FileNotFoundError(f"{since}: no such revision in {self.location.common_dir}")
        base = ask(self.location, "merge-base", commit, "HEAD") or commit
        compared = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules")
        if self.location.work_tree is None:
            listed = run(self.location, "diff", *compared, base, "HEAD", "--")
        else:
            listed = run(self.location, "diff", *compared, base, "--", work_tree=True)
            listed += run(self.location, "ls-files", "-z", "--others", "--exclude-standard", work_tree=True)
        return tuple(sorted({decode_path(path) for path in listed.split(b"\0") if path}))


def _program() -> str:
    """Return what tells one git from another, without the time that asking it would take."""
    found = which("git")
    status = Path(found).stat() if found else None
    return f"{found} {status.st_size} {status.st_mtime_ns}" if status else ""


def _leads_to(location: Location, tips: Sequence[str], old: Sequence[str]) -> bool:
    """Return whether every commit that `old` led to is one that `tips` lead to; not where one of them is gone."""
    given = _question(old, tips)
    try:
        return not run(location, "rev-list", "--max-count=1", "--stdin", given=given)
    except GitError:
        return False


def _pack(location: Location, folder: Path, tips: Sequence[str], known: Sequence[str]) -> None:
    """Write a pack of all that `tips` lead to and `known` do not; none where that is nothing.

    Git writes a pack beside the objects it knows and renames it then. It is given a place of its own for that: the
    repository is read and never written, and a rename ends at the border of a file system.
    """
    options = ("--revs", "--non-empty", "--delta-base-offset", "--quiet")
    with TemporaryDirectory(dir=folder, prefix=".part-") as name:
        objects = Path(name)
        (objects / "info").mkdir()
        (objects / "info" / "alternates").write_bytes(os.fsencode(location.objects) + b"\n")
        run(location, "pack-objects", *options, str(folder / "pack"), given=_question(tips, known), objects=objects)


def _question(wanted: Sequence[str], unwanted: Sequence[str]) -> bytes:
    return "".join([*(f"{name}\n" for name in wanted), *(f"^{name}\n" for name in unwanted)]).encode("ascii")
