"""One repository, as the rest of the code sees it, and the commit with which work in it is compared."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Self

from scanpress.repository.damage import around_damage
from scanpress.repository.dates import parse_instant
from scanpress.repository.location import Location
from scanpress.repository.log import commit_graph, read_records
from scanpress.repository.log_record import FIELDS, parse_commit
from scanpress.repository.objects import Objects, objects
from scanpress.repository.private import read_configuration
from scanpress.repository.process import GitError, ask, require_fit_git, run
from scanpress.repository.refs import read_head, read_refs
from scanpress.repository.text import decode_path, shown
from scanpress.repository.tree import Sizes, list_tree, parse_entries
from scanpress.repository.values import EMPTY_TREES, Ref, TreeEntry

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"
_ORIGIN = f"{_REMOTES}origin/"
_USUAL = ("main", "master")  # names of default branches, if no remote says which one it is


@dataclass(frozen=True)
class Repository:
    """A git repository that is only read: nothing of its configuration is run, and nothing is fetched."""

    location: Location

    @classmethod
    def open(cls, path: Path) -> Self | None:
        """Return the repository at or around `path`, None if there is none; raise UnfitGitError if git is unfit."""
        require_fit_git()
        location = Location.find(path)
        return cls(location) if location else None

    @property
    def objects(self) -> Objects:
        """Return this process's reader of the repository's objects."""
        return objects(self.location.store)

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Return branches, then tags, by name."""
        return self._refs[0]

    @property
    def lost_refs(self) -> tuple[str, ...]:
        """Return the full names of branches and tags that name missing or damaged objects."""
        return self._refs[1]

    @cached_property
    def _refs(self) -> tuple[tuple[Ref, ...], tuple[str, ...]]:
        return read_refs(self.location)

    def require_whole_head(self) -> None:
        """Raise GitError if HEAD names something that should be there but cannot be read."""
        if self.head:
            return
        name = read_head(self.location)
        if name and (name in self.lost_refs or (self.location.common_dir / name).is_file()):
            raise GitError(shown(name), "the object that it names is missing or damaged")
        with suppress(OSError):
            oid = (self.location.git_dir / "HEAD").read_text(encoding="ascii", errors="replace").strip()
            if name is None and oid.isalnum() and len(oid) in EMPTY_TREES:
                raise GitError("HEAD", f"the commit {oid} is missing or damaged")

    def around_damage(self, head: str, tips: Iterable[str]) -> Self | None:
        """Return the repository without its lost objects, None if there are none or if the head needs one."""
        if self.location.is_partial:
            return None
        try:
            found = around_damage(self.location, head, tips)
        except GitError:
            return None
        return replace(self, location=found) if found else None

    @cached_property
    def branch(self) -> str | None:
        """Return the branch that is checked out, None if HEAD is detached."""
        name = read_head(self.location) or ask(self.location, "symbolic-ref", "--quiet", "HEAD")
        return name.removeprefix("refs/heads/") if name and name.startswith("refs/heads/") else None

    @cached_property
    def head(self) -> str | None:
        """Return the commit that is checked out, None if there is none yet."""
        return (self.tip(self.branch) if self.branch else None) or self.resolve("HEAD")

    @property
    def head_date(self) -> str:
        """Return when HEAD was committed, in UTC, as 2026-01-31T12:00:00Z; empty if that is not known."""
        said = ask(self.location, "log", "-1", "--no-show-signature", "--format=%ct", self.head) if self.head else None
        instant = parse_instant(said or "")
        return "" if instant is None else f"{_EPOCH + timedelta(seconds=instant):%Y-%m-%dT%H:%M:%SZ}"

    def author_date(self, commit: str) -> str:
        """Return when the author wrote a commit, as RFC 3339 writes it; empty if git has no such date."""
        # With a folder, no file is read for it: the date is known even if some are missing.
        return parse_commit(self.records([commit], [""])[commit]).author.when

    def tip(self, branch: str) -> str | None:
        """Return the newest commit of a branch, None if there is no such branch."""
        return next((ref.commit for ref in self.refs if (ref.kind, ref.name) == ("branch", branch)), None)

    def ref_names(self, prefix: str) -> list[str]:
        """Return the full names of the refs that begin with a prefix."""
        listed = run(self.location, "for-each-ref", "--format=%(refname)", prefix)
        return [decode_path(name) for name in listed.split(b"\n") if name]

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a revision names, None if it names none."""
        return ask(self.location, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")

    def graph(self, tips: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return all commits that can be reached from the tips with their parents, the newest first."""
        return commit_graph(self.location, tips)

    def records(self, oids: Sequence[str], below: Sequence[str] = ()) -> dict[str, bytes]:
        """Return commits as `parse_commit` and `parse_changes` read them; valid while `reader_digest` is the same.

        With `below`, some folders, they hold only changes there, without renames and counts: a tenth of the time.
        """
        return read_records(self.location, oids, below)

    @cached_property
    def reader_digest(self) -> bytes:
        """Return a digest of what shapes a record besides its commit: git, fields, mailmap, where history is cut."""
        mailmap = self.objects.find(f"{self.head}:.mailmap") if self.head else None
        cut = "".join(sorted(self.location.boundary)).encode()
        return sha256(f"{_identify_git()}\0{FIELDS}\0{mailmap}\0{self.location.is_partial}\0".encode() + cut).digest()

    def reaches(self, tips: Sequence[str], old: Sequence[str]) -> bool:
        """Return whether the tips lead to all commits that `old` leads to; not if one of the objects is missing."""
        try:
            return not run(self.location, "rev-list", "--max-count=1", "--stdin", given=_revisions(old, tips))
        except GitError:
            return False

    def pack(self, folder: Path, tips: Sequence[str], known: Sequence[str]) -> None:
        """Write a pack of all objects that can be reached from the tips but not from `known`, if there are any.

        Git writes a pack beside the objects it knows and then renames it. It gets a folder of its own for that, below
        the target, because nothing may be written to the repository and no file can be renamed across file systems.
        """
        options = ("--revs", "--non-empty", "--delta-base-offset", "--quiet", str(folder / "pack"))
        with TemporaryDirectory(dir=folder, prefix=".part-") as name:
            own = Path(name)
            (own / "info").mkdir()
            (own / "info" / "alternates").write_bytes(os.fsencode(self.location.objects) + b"\n")
            run(self.location, "pack-objects", *options, given=_revisions(tips, known), objects=own)

    @cached_property
    def sizes(self) -> Sizes:
        """Return the sizes of objects."""
        return Sizes(self.location)

    def listing(self, tree: str) -> list[bytes]:
        """Return all files of a commit or tree, by path, each as a line that `entries` parses."""
        return list_tree(self.location, tree)

    def entries(self, listed: Sequence[bytes]) -> tuple[TreeEntry, ...]:
        """Return the files of some lines of `listing`."""
        return parse_entries(listed, self.sizes)

    def tree(self, tree: str) -> tuple[TreeEntry, ...]:
        """Return all files of a commit or tree, by path."""
        return self.entries(self.listing(tree))

    def changed_paths(self, since: str, below: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the paths whose content is not what it was at `since`, deleted and untracked ones included.

        With `below`, some files and folders, only paths there are compared. If `since` is on another branch, the common
        ancestor counts: what others did after it is not a change of ours.
        """
        commit = self.resolve(since)
        if commit is None:
            raise FileNotFoundError(f"{since}: no such revision in {self.location.common_dir}")
        base = ask(self.location, "merge-base", commit, "HEAD") or commit
        compared = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules")
        if self.location.work_tree is None:
            listed = run(self.location, "diff", *compared, base, "HEAD", "--", *below)
        else:
            listed = run(self.location, "diff", *compared, base, "--", *below, work_tree=True)
            others = ("--others", "--exclude-standard", "--", *below)
            listed += run(self.location, "ls-files", "-z", *others, work_tree=True)
        return tuple(sorted({decode_path(path) for path in listed.split(b"\0") if path}))


def _identify_git() -> str:
    """Return the place, size and time of the git program: to ask it for its version would take longer."""
    found = which("git")
    status = Path(found).stat() if found else None
    return f"{found} {status.st_size} {status.st_mtime_ns}" if status else ""


def _revisions(wanted: Sequence[str], unwanted: Sequence[str]) -> bytes:
    """Return what git reads from `--stdin` to select the objects that `wanted` leads to and `unwanted` does not."""
    return "".join([*(f"{oid}\n" for oid in wanted), *(f"^{oid}\n" for oid in unwanted)]).encode("ascii")


def comparison_base(repository: Repository) -> tuple[str, str] | None:
    """Return the name and the commit with which work is compared: the default branch, or on that branch its upstream.

    If there is neither, return HEAD; if there is no commit at all, return None.
    """
    for ref in (*_bases(repository), "HEAD"):
        commit = repository.resolve(ref)
        if commit:
            return ref.removeprefix(_REMOTES).removeprefix(_HEADS), commit
    return None


def _bases(repository: Repository) -> Iterator[str]:
    """Yield refs to compare with, the best first; each of them may be missing."""
    default = _default_branch(repository)
    if default and repository.branch != default.removeprefix(_ORIGIN).removeprefix(_HEADS):
        yield default
    elif repository.branch:
        yield from _upstreams(repository, repository.branch)


def _default_branch(repository: Repository) -> str | None:
    """Return the ref of the branch into which work is merged, None if it is unknown."""
    remote_head = ask(repository.location, "symbolic-ref", "--quiet", f"{_ORIGIN}HEAD")
    usual = [f"{prefix}{name}" for name in _USUAL for prefix in (_HEADS, _ORIGIN)]
    refs = [remote_head, *usual] if remote_head and remote_head.startswith(_ORIGIN) else usual
    return next((ref for ref in refs if repository.resolve(ref)), None)


def _upstreams(repository: Repository, branch: str) -> Iterator[str]:
    """Yield the refs that a branch may follow: the configured one, then the one of the same name at origin."""
    config = repository.location.common_dir / "config"
    remote, merged = (read_configuration(config, "--get", f"branch.{branch}.{key}")[0] for key in ("remote", "merge"))
    if remote and merged and merged.startswith(_HEADS):
        yield merged if remote == "." else f"{_REMOTES}{remote}/{merged.removeprefix(_HEADS)}"
    yield f"{_ORIGIN}{branch}"


def head_of(folder: Path) -> tuple[str, str]:
    """Return the oid and the date of the commit that is checked out at a folder; both are empty if there is none."""
    with suppress(GitError):
        repository = Repository.open(folder) if which("git") else None
        if repository and repository.head:
            return repository.head, repository.head_date
    return "", ""


def uncommitted_in(folder: Path, below: Sequence[str]) -> tuple[str, ...]:
    """Return the paths, relative to a folder and below others in it, whose content is not that of HEAD."""
    with suppress(GitError):
        repository = Repository.open(folder) if which("git") else None
        top = repository.location.work_tree if repository and repository.head else None
        if repository and top:
            inside = folder.resolve().relative_to(top).as_posix()
            prefix = "" if inside == "." else f"{inside}/"
            changed = repository.changed_paths("HEAD", [f"{prefix}{name}" or "." for name in below])
            return tuple(path.removeprefix(prefix) for path in changed)
    return ()
