"""Repositories as users have them: all files imported in one commit, then corrections and renames, packed by git."""

import random
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_IDENTITY = b"A Contributor <contributor@example.org>"
_START, _APART = 1_700_000_000, 600  # seconds: when the import was committed, and between two commits
_RENAMES = 20  # one commit in so many renames a file


def make_repository(
    folder: Path, paths: Sequence[Path], correct: Callable[[bytes, int], bytes], commits: int, often: int = 0
) -> list[Path]:
    """Make a repository of all that is in a folder, and correct or rename one of `paths` in each further commit.

    The files in the folder become those of the last commit; return where those of `paths` are then. `correct` gets a
    file's content and the commit's number. About `often` of the commits change the first of `paths`.
    """
    files = list(paths)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None  # noqa: S101 - told by stdin=PIPE
        process.stdin.writelines(_import(folder))
        process.stdin.writelines(_changes(folder, files, correct, commits, often))
    if process.returncode:
        raise SystemExit("git fast-import failed")
    _git(folder, "reset", "--quiet")
    _git(folder, "repack", "-a", "-d", "--quiet")
    return files


def commit(folder: Path, message: str) -> None:
    """Commit everything, by somebody and at a time that are always the same."""
    who = ["-c", "user.name=A Contributor", "-c", "user.email=contributor@example.org", "-c", "gc.auto=0"]
    _git(folder, "add", "--all")
    _git(folder, *who, "commit", "--quiet", "--date=2026-01-01T00:00:00Z", "-m", message)


def add_commit(repository: Path) -> None:
    """Add a commit to the branch of HEAD that changes the first file of the tree; bare repositories have no files."""
    branch = _git(repository, "symbolic-ref", "HEAD").strip()
    blobs = [line for line in _git(repository, "ls-tree", "-r", "-z", "HEAD").split(b"\0") if line[:6] == b"100644"]
    path = blobs[0].partition(b"\t")[2]
    content = _git(repository, "cat-file", "blob", b"HEAD:" + path) + b"One more line.\n"
    when = int(_git(repository, "log", "-1", "--format=%ct")) + _APART
    quoted = b'"' + path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
    lines = [*_commit(branch, when, "Add one more line", is_first=True), *_modified(quoted, content)]
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repository, input=b"".join(lines), check=True)


def _import(folder: Path) -> Iterator[bytes]:
    command = ["git", "ls-files", "-z", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.split(b"\0")[:-1]
    yield from _commit(b"refs/heads/main", _START, "Import all files")
    for path in sorted(found):
        yield from _modified(path, (folder / path.decode()).read_bytes())


def _changes(
    folder: Path, paths: list[Path], correct: Callable[[bytes, int], bytes], commits: int, often: int
) -> Iterator[bytes]:
    draw = random.Random(commits)
    for number in range(1, commits + 1):
        chosen = 0 if often and draw.randrange(commits) < often else draw.randrange(len(paths))
        path, when = paths[chosen], _START + _APART * number
        name = path.relative_to(folder).as_posix().encode()
        if number % _RENAMES == 0 and (chosen or not often):
            stem = path.stem.partition("-renamed")[0]
            paths[chosen] = path.rename(path.with_name(f"{stem}-renamed-{number}.json"))
            yield from _commit(b"refs/heads/main", when, f"Rename {path.name}")
            yield b"R %b %b\n" % (name, paths[chosen].relative_to(folder).as_posix().encode())
        else:
            content = correct(path.read_bytes(), number)
            path.write_bytes(content)
            yield from _commit(b"refs/heads/main", when, f"Correct {path.name}")
            yield from _modified(name, content)


def _commit(branch: bytes, when: int, message: str, *, is_first: bool = False) -> Iterator[bytes]:
    """Yield the head of a commit; the first one to a branch that is there already has to name it as its parent."""
    yield b"commit %b\ncommitter %b %d +0000\ndata %d\n%b\n" % (branch, _IDENTITY, when, len(message), message.encode())
    if is_first:
        yield b"from %b^0\n" % branch


def _modified(path: bytes, content: bytes) -> Iterator[bytes]:
    yield b"M 100644 inline %b\ndata %d\n%b\n" % (path, len(content), content)


def _git(folder: Path, *arguments: str | bytes) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, stdout=subprocess.PIPE).stdout
