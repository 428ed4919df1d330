"""Git processes: run once for one answer, or kept to answer many questions."""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from scanpress.repository.location import Location
from scanpress.repository.private import private_git

_VERSION = re.compile(r"([0-9]+)\.([0-9]+)")
_OLDEST = (2, 31)  # the first with --diff-merges=first-parent
_MOST_WORDS = 10_000  # bytes of git's own words that a message repeats


class GitError(Exception):
    """Git failed; the message names the command and what git printed, in one line."""

    def __init__(self, command: str, words: str) -> None:
        super().__init__(f"{command}: {'; '.join(line.strip() for line in words.splitlines() if line.strip())}")


def run(
    location: Location, *arguments: str, given: bytes = b"", work_tree: bool = False, objects: Path | None = None
) -> bytes:
    """Return what git prints; raise GitError if it fails."""
    with private_git(location, work_tree=work_tree, objects=objects) as variables:
        done = subprocess.run(  # noqa: S603
            ["git", "--literal-pathspecs", *arguments],  # noqa: S607
            env=dict(variables),
            cwd=str(location.work_tree) if work_tree else "/",
            input=given,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitError(_command(arguments), words or f"stopped with exit code {done.returncode}")
    return done.stdout


def unfit_git() -> str:
    """Return why the git on the path cannot be used and what to do, or an empty text if it can."""
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        return "git does not work: run `git --version` to see why, and repair git."
    version = _VERSION.search(done.stdout)
    if version and (int(version[1]), int(version[2])) < _OLDEST:
        return f"git {version[0]} is too old: install git {_OLDEST[0]}.{_OLDEST[1]} or newer."
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
