"""What git says of a repository."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path

from comparing.texts import moment_of

_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
# Nothing that the configuration of a clone names is run, and nothing of it changes what git prints.
_SET = (
    "safe.directory=*", "core.fsmonitor=false", "log.showSignature=false", "i18n.logOutputEncoding=UTF-8",
    f"core.hooksPath={os.devnull}",
)  # fmt: skip
SAFE = (*(word for line in _SET for word in ("-c", line)), "--literal-pathspecs")
_FORMAT = "%H%x00%P%x00%aN%x00%cN%x00%B%x00"


@dataclass(frozen=True)
class Signature:
    """Who and when; `when` is None if the commit has no date, and has its zone if `has_zone`."""

    name: str
    when: datetime | None
    has_zone: bool


@dataclass(frozen=True)
class Commit:
    """A commit as git has it."""

    id: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str

    @property
    def subjects(self) -> set[str]:
        """Return what may be called the subject: the first line, or the first paragraph in one line."""
        paragraph = self.message.strip("\n").partition("\n\n")[0]
        return {paragraph.partition("\n")[0].strip(), " ".join(paragraph.split())} - {""} or {"(no message)"}


@dataclass(frozen=True)
class Ref:
    """A branch or a tag; `commit` is None if it names something else."""

    name: str
    id: str
    commit: str | None
    seconds: int


@dataclass(frozen=True)
class Change:
    """A file that a commit changed; `added` and `removed` are None for what git counts no lines of."""

    status: str
    path: str
    added: int | None
    removed: int | None
    lines: list[str] = field(default_factory=list)


class GitRepository:
    """A repository, asked by git's own commands."""

    def __init__(self, path: Path, branch: str | None = None) -> None:
        self.path = path
        self._branch = branch

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run git and return what it prints; raise CalledProcessError if it fails."""
        command = ["git", *SAFE, "-C", str(self.path), *arguments]
        return subprocess.run(command, env=_ENVIRONMENT, input=given, check=True, capture_output=True).stdout

    def text(self, *arguments: str) -> str:
        """Return what git prints as a text; bytes that are no UTF-8 become surrogates, as in paths."""
        return self.run(*arguments).decode("utf-8", "surrogateescape")

    @cached_property
    def head(self) -> str | None:
        """Return the commit that is published: that of the named branch, of HEAD, or of the only or usual branch."""
        names = [f"refs/heads/{self._branch}"] if self._branch else ["HEAD", *self._usual_branches()]
        for name in names:
            try:
                return self.text("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()
            except subprocess.CalledProcessError:
                continue
        return None

    def _usual_branches(self) -> list[str]:
        branches = self.text("for-each-ref", "--format=%(refname)", "refs/heads").splitlines()
        usual = [name for name in ("refs/heads/main", "refs/heads/master") if name in branches]
        return branches if len(branches) == 1 else usual

    @cached_property
    def log(self) -> list[str]:
        """Return the commits of the published branch, no commit before its children."""
        return self.text("rev-list", "--topo-order", self.head).split() if self.head else []

    @cached_property
    def commits(self) -> dict[str, Commit]:
        """Return all commits that a branch, a tag or HEAD leads to."""
        heads = [self.head] if self.head else []
        if not heads and not self.refs:
            return {}
        arguments = ("log", "-z", "--use-mailmap", "--encoding=UTF-8", f"--format={_FORMAT}", "--branches", "--tags")
        fields = self.run(*arguments, *heads).decode("utf-8", "replace").split("\0")
        found = [[part.lstrip("\n") for part in fields[at : at + 4]] + [fields[at + 4]] for at in _starts(fields)]
        dates = self._dates([entry[0] for entry in found])
        return {
            name: Commit(
                id=name,
                parents=tuple(parents.split()),
                author=Signature(author, *dates[name][0]),
                committer=Signature(committer, *dates[name][1]),
                message=message,
            )
            for name, parents, author, committer, message in found
        }

    def _dates(self, names: Sequence[str]) -> dict[str, tuple[tuple[datetime | None, bool], ...]]:
        """Return the author's and the committer's date as the commit's object has them."""
        return {
            name: tuple(_date(content, key) for key in (b"author ", b"committer "))
            for name, content in self.objects(names)
        }

    def objects(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the content of objects; those that are missing are left out."""
        printed = self.run("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
        at = 0
        for name in names:
            end = printed.index(b"\n", at)
            words = printed[at:end].split()
            at = end + 1
            if words[-1] != b"missing":
                size = int(words[2])
                yield name, printed[at : at + size]
                at += size + 1

    @cached_property
    def refs(self) -> list[Ref]:
        """Return branches and tags."""
        template = "%(objectname) %(objecttype) %(*objecttype) %(*objectname) %(creatordate:unix)|%(refname)"
        lines = self.text("for-each-ref", f"--format={template}", "refs/heads", "refs/tags").splitlines()
        return [_ref(line) for line in lines]

    @cached_property
    def tree(self) -> dict[str, tuple[str, str]]:
        """Return mode and object id of each path of the published commit."""
        if not self.head:
            return {}
        lines = self.text("ls-tree", "-r", "-z", "--full-tree", self.head).split("\0")[:-1]
        parts = [line.partition("\t") for line in lines]
        return {path: (facts.split()[0], facts.split()[2]) for facts, _, path in parts}

    def blob(self, name: str) -> bytes | None:
        """Return a file's bytes, None if they are not here."""
        return next((content for _, content in self.objects([name])), None)

    @cache  # noqa: B019 - a script that ends soon
    def changes(self, name: str) -> list[Change]:
        """Return what a commit changed, compared with its first parent."""
        parents = [parent for parent in self.commits[name].parents if parent in self.commits]
        sides = (parents[0], name) if parents else ("--root", name)
        options = ("diff-tree", "-r", "-M", "-l1000", "--no-commit-id", "--no-ext-diff", "--no-textconv")
        counts = self.text(*options, "-z", "--raw", "--numstat", *sides)
        return list(_changes(counts))

    @cache  # noqa: B019 - the same
    def patch(self, name: str) -> dict[int, list[str]]:
        """Return the added and removed lines of each file that a commit changed, by its place in `changes`."""
        parents = [parent for parent in self.commits[name].parents if parent in self.commits]
        sides = (parents[0], name) if parents else ("--root", name)
        options = ("-r", "-M", "-l1000", "-p", "-U3", "--no-commit-id", "--no-color", "--no-ext-diff", "--no-textconv")
        printed = self.run("diff-tree", *options, "--submodule=short", *sides).decode("utf-8", "replace")
        files: list[list[str]] = []
        old = new = 0
        for line in printed.split("\n"):
            if line.startswith("diff --git "):
                files.append([])
            elif line.startswith("@@ "):
                old, new = _hunk(line)
            elif (old or new) and line[:1] in "+- " and line:
                old, new = old - (line[0] != "+"), new - (line[0] != "-")
                files[-1].extend([line] if line[0] != " " else [])
        # Git shows a file that became a link, or the other way round, as removed and as added.
        waiting = iter(files)
        shown = [
            next(waiting, []) + (next(waiting, []) if change.status == "T" else []) for change in self.changes(name)
        ]
        return dict(enumerate(shown))


def _starts(fields: Sequence[str]) -> range:
    # After each commit's last field there is a NUL of -z, which gives an empty field between two commits.
    return range(0, len(fields) - 4, 6 if len(fields) > 5 and not fields[5].strip("\n") else 5)  # noqa: PLR2004


def _date(content: bytes, key: bytes) -> tuple[datetime | None, bool]:
    header = content.partition(b"\n\n")[0]
    line = next((line for line in header.split(b"\n") if line.startswith(key)), b"")
    # Git reads no date without a zone, and none before 1970.
    match = re.fullmatch(r" (\d+) ([+-]\d+)\s*", line.rpartition(b">")[2].decode("ascii", "replace"), re.ASCII)
    return moment_of(*match.groups()) if match else (None, False)


def _ref(line: str) -> Ref:
    facts, _, name = line.partition("|")
    identity, kind, peeled_kind, peeled, seconds = facts.split(" ")
    commit = identity if kind == "commit" else peeled if peeled_kind == "commit" else None
    return Ref(name, identity, commit, int(seconds or 0))


def _hunk(line: str) -> tuple[int, int]:
    old, new = line.split(" ")[1:3]
    return tuple(int(side.partition(",")[2] or 1) for side in (old, new))  # type: ignore[return-value]


def _changes(printed: str) -> Iterator[Change]:
    tokens = printed.split("\0")[:-1]
    statuses: list[tuple[str, str]] = []
    counts: list[tuple[int | None, int | None]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.startswith(":"):
            status = token.split(" ")[-1][:1]
            width = 2 if status in "RC" else 1
            statuses.append((status, tokens[at + width]))
        else:
            added, removed, path = token.split("\t", 2)
            width = 0 if path else 2
            counts.append((None, None) if added == "-" else (int(added), int(removed)))
        at += 1 + width
    for (status, path), (added, removed) in zip(statuses, counts, strict=True):
        yield Change(status, path, added, removed)
