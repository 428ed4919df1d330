"""Without a cache, a build removes the files of an earlier build that are no longer published, and no others."""

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.outputs import failing, file, publisher

from scanpress.writer import File, Group, OutputError, OwnedPaths, Published


def is_ours(path: Path) -> bool:
    return path.read_text() == "text"


OWNED_PATHS = OwnedPaths(
    files=("all.html",), folders=("scans",), pattern=re.compile(r"scans/[a-z-]+/[^/]+\.json"), is_ours=is_ours
)
OLD = 1_000_000_000  # a time before every build, in seconds since the epoch
THEIRS = ["scans/acl/notes.txt", "scans/README.json", "scans/acl/odd\\name.json", "pages/acl/a.json"]


def publish(folder: Path, *outputs: File, since: float = OLD + 1) -> Published:
    groups = [Group("", None, lambda: outputs)]
    return publisher(folder).publish_groups("tests", groups, owned=OWNED_PATHS, since=since)


def put(folder: Path, addresses: Sequence[str], text: str = "text") -> None:
    for address in addresses:
        write(folder / "output" / address, text)
    make_old(folder)


def make_old(folder: Path) -> None:
    """Give all files the same time, which is before any build began."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (OLD, OLD))


@pytest.fixture
def built(tmp_path: Path) -> Path:
    publish(tmp_path, file("scans/acl/a.json"), file("scans/acl/gone.json"), file("all.html"))
    put(tmp_path, THEIRS)
    put(tmp_path, ["scans/acl/theirs.json"], "somebody else's")
    shutil.rmtree(tmp_path / "cache")
    return tmp_path


def addresses(folder: Path) -> set[str]:
    return {path.relative_to(folder / "output").as_posix() for path in folder.rglob("output/**/*") if path.is_file()}


def test_without_its_state_a_build_removes_what_is_ours_and_declared_no_more(built: Path) -> None:
    inode = (built / "output/scans/acl/a.json").stat().st_ino
    assert publish(built, file("scans/acl/a.json")) == Published(unchanged=1, removed=2)
    assert addresses(built) == {"scans/acl/a.json", "scans/acl/theirs.json", *THEIRS}
    assert (built / "output/scans/acl/a.json").stat().st_ino == inode
    assert publish(built, file("scans/acl/a.json")) == Published(unchanged=1)


def test_a_build_that_fails_leaves_it_to_the_next_one(built: Path) -> None:
    with pytest.raises(OutputError):
        publish(built, File("scans/acl/a.json", failing, "bad"))
    assert "scans/acl/gone.json" in addresses(built)
    assert publish(built, file("scans/acl/a.json")).removed == 2
    assert addresses(built) == {"scans/acl/a.json", "scans/acl/theirs.json", *THEIRS}


def test_what_was_written_since_the_build_began_stays(built: Path) -> None:
    assert publish(built, file("scans/acl/a.json"), since=OLD).removed == 0
    assert "scans/acl/gone.json" in addresses(built)


def test_what_another_owner_publishes_stays_its_own(built: Path) -> None:
    for outputs in ([file("scans/acl/gone.json")], []):
        publisher(built).publish("another", outputs)
        publish(built, file("scans/acl/a.json"))
        assert ("scans/acl/gone.json" in addresses(built)) == bool(outputs)


def test_a_file_where_a_folder_must_be_gives_way(built: Path) -> None:
    assert publish(built, file("scans/acl/gone.json/a.html")).removed == 3


@pytest.mark.parametrize("linked", ["scans", "scans/linked"])
def test_no_link_out_of_the_folder_is_followed(tmp_path: Path, linked: str) -> None:
    put(tmp_path / "outside", ["acl/a.json", "a.json"])
    link = tmp_path / "output" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "outside" / "output")
    assert publish(tmp_path).removed == 0
    assert (tmp_path / "outside/output/acl/a.json").exists()
    assert (tmp_path / "outside/output/a.json").exists()
