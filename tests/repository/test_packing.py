"""Packs of a repository that is read and never written."""

from pathlib import Path

from tests.support.files import write
from tests.support.git import git, new_repository

from scanpress.repository import Repository


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.lstat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def test_a_pack_is_written_where_it_goes_and_nothing_into_the_repository(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for folder in (source, target):
        folder.mkdir()
    write(source / "scan.json", "{}\n")
    new_repository(source)
    git(source, "gc", "-q")
    before = times(source)

    repository = Repository.open(source)
    assert repository is not None
    repository.pack(target, [git(source, "rev-parse", "HEAD")], [])
    assert max(path.suffix for path in target.iterdir()) == ".pack"
    assert all(path.name.startswith("pack-") for path in target.iterdir())
    assert times(source) == before
