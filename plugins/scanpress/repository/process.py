"""Run git: once for an answer, or as a process that answers many questions."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from scanpress.repository.location import Location
from scanpress.repository.private import private


class GitError(Exception):
    """Say what git was asked and what it answered."""


def run(
    location: Location, *arguments: str, given: bytes = b"", work_tree: bool = False, objects: Path | None = None
) -> bytes:
    """Return what git prints; raise GitError where it fails."""
    with private(location, work_tree=work_tree, objects=objects) as variables:
        done = subprocess.run(  # noqa: S603
            ["git", "--literal-pathspecs", *arguments],  # noqa: S607
            env=dict(variables),
            cwd=str(location.work_tree) if work_tree else "/",
            input=given,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise GitError(f"git {' '.join(arguments)}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def ask(location: Location, *arguments: str) -> str | None:
    """Return git's answer in one line, or None where it has none."""
    try:
        return run(location, *arguments).decode("utf-8", "surrogateescape").strip() or None
    except GitError:
        return None


@contextmanager
def stream(location: Location, *arguments: str, given: bytes = b"") -> Iterator[subprocess.Popen[bytes]]:
    """Yield a running git whose output is read as it comes; raise GitError where it fails in the end."""
    with private(location) as variables, TemporaryFile() as questions:
        # A file, because a pipe of questions could fill up while nobody reads the answers.
        questions.write(given)
        questions.seek(0)
        with start(variables, *arguments, stdin=questions.fileno()) as process:
            yield process
        if process.returncode:
            raise GitError(f"git {' '.join(arguments)}: stopped with exit code {process.returncode}")


def start(variables: Mapping[str, str], *arguments: str, stdin: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """Start a git that is asked and answers until its input ends."""
    return subprocess.Popen(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        env=dict(variables),
        cwd="/",
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
