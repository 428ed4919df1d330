"""Git processes: run once for one answer, or kept to answer many questions."""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryFile
from typing import IO

from scanpress.repository.location import Location
from scanpress.repository.private import private_git

_VERSION = re.compile(r"git version ([0-9]+)\.([0-9]+)")
_OLDEST = (2, 31)  # the first with --diff-merges=first-parent
_LONGEST = 3_600  # seconds that git may take for one answer
_LONGEST_VERSION = 10  # seconds that it may take to say which version it is
_MOST_WORDS = 10_000  # bytes of git's own words that a message repeats


class GitError(Exception):
    """Git failed; the message names the command and what git printed, in one line."""

    def __init__(self, command: str, words: str) -> None:
        super().__init__(f"{command}: {'; '.join(line.strip() for line in words.splitlines() if line.strip())}")


class UnfitGitError(GitError):
    """The git on the path is too old, or does not work; the message says what to do."""

    def __init__(self, reason: str) -> None:
        Exception.__init__(self, reason)


def run(
    location: Location, *arguments: str, given: bytes = b"", work_tree: bool = False, objects: Path | None = None
) -> bytes:
    """Return what git prints; raise GitError if it fails."""
    with private_git(location, work_tree=work_tree, objects=objects) as variables:
        done = _call(arguments, variables, given, str(location.work_tree) if work_tree else "/")
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitError(_command(arguments), words or f"stopped with exit code {done.returncode}")
    return done.stdout


def answer(location: Location, *arguments: str) -> str:
    """Return all that git prints, errors first, whether it fails or not."""
    with private_git(location) as variables:
        done = _call(arguments, variables, b"", "/")
    return (done.stderr + done.stdout).decode("utf-8", "replace")


def _call(
    arguments: Sequence[str], variables: Mapping[str, str], given: bytes, folder: str
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603
            ["git", "--literal-pathspecs", *arguments],  # noqa: S607
            env=dict(variables),
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
            timeout=_LONGEST,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(_command(arguments), f"no answer in {_LONGEST:,} seconds") from error


def require_fit_git() -> None:
    """Raise UnfitGitError if the git on the path cannot be used; without any, the first question finds none."""
    program = which("git")
    if program and (reason := _unfit(program)):
        raise UnfitGitError(reason)


@cache
def _unfit(program: str) -> str:
    """Return why a git cannot be used and what to do, or an empty text if it can."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=True, timeout=_LONGEST_VERSION)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        done = None
    version = _VERSION.match(done.stdout.decode("ascii", "replace")) if done else None
    if version is None:
        return f"git does not work: run `{program} --version` to see why, and repair git."
    if (int(version[1]), int(version[2])) < _OLDEST:
        return f"git {version[1]}.{version[2]} is too old: install git {_OLDEST[0]}.{_OLDEST[1]} or newer."
    return ""


def ask(location: Location, *arguments: str) -> str | None:
    """Return git's answer of one line, None if it fails or prints nothing."""
    try:
        return run(location, *arguments).decode("utf-8", "surrogateescape").strip() or None
    except GitError:
        return None


@contextmanager
def stream(location: Location, *arguments: str, given: bytes = b"") -> Iterator[subprocess.Popen[bytes]]:
    """Yield a running git whose output is read as it comes; raise GitError if it fails in the end."""
    with private_git(location) as variables, TemporaryFile() as questions, TemporaryFile() as words:
        # A file, because a pipe of questions could fill up while the answers are not read.
        questions.write(given)
        questions.seek(0)
        with start(variables, *arguments, stdin=questions.fileno(), stderr=words.fileno()) as process:
            yield process
        if process.returncode:
            raise GitError(_command(arguments), read_words(words) or f"stopped with exit code {process.returncode}")


def _command(arguments: Sequence[str]) -> str:
    """Return git's command without options, which are long and never the reason."""
    return next(
        (
            f"git {word}"
            for word in arguments
            if word.isascii() and word.replace("-", "a").isalpha() and not word.startswith("-")
        ),
        "git",
    )


def read_words(file: IO[bytes]) -> str:
    """Return what git wrote to a file that was its standard error."""
    file.seek(0)
    return file.read(_MOST_WORDS).decode("utf-8", "replace").strip()


def start(
    variables: Mapping[str, str], *arguments: str, stdin: int = subprocess.PIPE, stderr: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a git that answers questions until its input ends."""
    return subprocess.Popen(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        env=dict(variables),
        cwd="/",
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=stderr,
    )
