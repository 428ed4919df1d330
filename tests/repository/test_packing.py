"""Packs of a repository that is read and never written."""

import subprocess
from pathlib import Path

from scanpress.repository import Repository


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@uni-a.de", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.lstat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def test_a_pack_is_written_where_it_goes_and_nothing_into_the_repository(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for folder in (source, target):
        folder.mkdir()
    git(source, "init", "-q")
    (source / "scan.json").write_text("{}\n", encoding="utf-8")
    git(source, "add", ".")
    git(source, "commit", "-q", "-m", "Add a scan")
    git(source, "gc", "-q")
    before = times(source)

    repository = Repository.open(source)
    assert repository is not None
    repository.pack(target, [git(source, "rev-parse", "HEAD")], [])
    assert max(path.suffix for path in target.iterdir()) == ".pack"
    assert all(path.name.startswith("pack-") for path in target.iterdir())
    assert times(source) == before
