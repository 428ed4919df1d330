"""Git commands in repositories that tests own."""

import os
import subprocess
from pathlib import Path

# No configuration of the machine or of the person who runs the tests applies, and every commit gets the same date.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A U Thor",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "A U Thor",
    "GIT_COMMITTER_EMAIL": "author@example.org",
    "GIT_AUTHOR_DATE": "1700000000 +0100",
    "GIT_COMMITTER_DATE": "1700000000 +0100",
}


def git(folder: Path, *arguments: str, given: bytes | None = None) -> str:
    """Run git in a folder with `given` as its input, and return what it prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=ENVIRONMENT, input=given, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "replace").strip()


def commit_all(folder: Path, message: str = "Change") -> str:
    """Commit all that changed in a folder, and return the new commit's id."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def new_repository(folder: Path, message: str = "Add all files") -> Path:
    """Make a repository of the files in a folder, whose one commit is on the branch main, and return the folder."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder, message)
    return folder
