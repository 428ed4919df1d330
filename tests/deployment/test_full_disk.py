"""A disk that is full at any moment ends builds and publishing with one message; what was published is intact."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support.files import contents, write
from tests.support.git import commit_all, new_repository
from tests.support.git_sites import build_git_site, pages_and_files
from tests.support.killed_publishing import publish
from tests.support.published import kept_beside
from tests.support.running import PYTHON_PATH
from tests.support.waiting import LIMIT

from scanpress.deployment import DeploymentError, LocalTarget
from scanpress.writer import OutputError, StateError

_MOUNTED = ["unshare", "--map-root-user", "--mount", "sh", "-c", 'mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@"']
_LEFT = (0, 16, 64, 160, 400)  # kB


def may_mount(folder: Path) -> bool:
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run([*_MOUNTED, folder, "true"], capture_output=True, check=False).returncode
    )


def called(name: str, folder: Path, kind: str) -> str:
    """Call a function of this module in a process of its own, on a small disk if that is possible; return its output.

    Without the right to mount one, and for the kind `limit`, files have a limit of size instead.
    """
    start = [*_MOUNTED, str(folder)] if kind == "disk" and may_mount(folder) else []
    program = f"from tests.deployment import test_full_disk as tests; tests.{name}()"
    done = subprocess.run(
        [*start, sys.executable, "-c", program, str(folder), "disk" if start else "limit"],
        env={**os.environ, "PYTHONPATH": PYTHON_PATH},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def filled(folder: Path, left: int) -> Iterator[None]:
    """Leave so many kB on the disk, or in each file."""
    if sys.argv[2] == "limit":
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (left * 1024, limits[1]))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        return
    status = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - left * 1024)))
    yield
    filler.unlink()


def publishing() -> None:
    """Publish to a full disk again and again, and print how each attempt ended."""
    root = Path(sys.argv[1])
    target = root / "www" / "scans"
    target.parent.mkdir()
    publish(root, LocalTarget(target), 1)
    for number, left in enumerate(_LEFT, 2):
        before = contents(target)
        with filled(root, left):
            try:
                publish(root, LocalTarget(target), number)
                ended = "published"
            except (DeploymentError, OSError, OutputError, StateError):
                ended = "stopped"
        assert (contents(target) == before) is (ended == "stopped"), left
        assert kept_beside(target) <= 2, left
        print(ended)  # noqa: T201 - for the test
    publish(root, LocalTarget(target), 100)
    assert b"build 100" in contents(target)["index.html"]
    assert not list(root.rglob(".scanpress-parts-*"))


def building() -> None:
    """Build on a full disk, and then with room, and print what the first build said."""
    root = Path(sys.argv[1])
    for number in range(30):
        write(root / "r" / f"{number}.txt", f"{number}\n" * 200)
    repository = new_repository(root / "r")
    site = build_git_site(root / "site", repository)
    before = pages_and_files(site)
    for number in range(30):
        write(repository / f"{number}.txt", f"{number} changed\n" * 300)
    commit_all(repository)
    with filled(root, 24):
        failed = build_git_site(root / "site", repository, code=1, environment={})
    print(failed.said)  # noqa: T201 - for the test
    after = pages_and_files(failed)
    clean = pages_and_files(build_git_site(root / "clean", repository))
    assert before.keys() <= after.keys() <= clean.keys()
    assert [path for path, content in after.items() if content not in (before.get(path), clean[path])] == []
    assert pages_and_files(build_git_site(root / "site", repository)) == clean


@pytest.mark.parametrize("kind", ["disk", "limit"])
def test_publishing_to_a_full_disk_leaves_the_published_site_as_it_is(kind: str, tmp_path: Path) -> None:
    ended = called("publishing", tmp_path, kind).split()
    assert len(ended) == len(_LEFT)
    assert ended[0] == "stopped"


def test_a_build_on_a_full_disk_ends_with_one_message(tmp_path: Path) -> None:
    said = called("building", tmp_path, "disk").strip()
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 2, said
