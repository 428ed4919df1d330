"""What becomes of files that nobody remembers: a lost state must not keep online what was withdrawn."""

import re
import shutil
from pathlib import Path

import pytest
from tests.writer.made_up import failing, file, page, publisher

from scanpress.writer import File, Group, OutputError, Published, Territory

TERRITORY = Territory(("scans",), re.compile(r"scans/[a-z-]+/[^/]+(?:\.json|/index\.html)"))
KEPT = ["scans/acl/notes.txt", "scans/README.html", "scans/acl/odd\\name.json", "pages/acl/a.json"]


def publish(folder: Path, *outputs: File) -> Published:
    publishing = publisher(folder)
    return publishing.publish_groups("tests", [Group("", None, lambda: outputs)], territory=TERRITORY)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    publish(tmp_path, page("scans/acl/a/index.html"), file("scans/acl/a.json"), file("scans/acl/gone.json"))
    for address in KEPT:
        (tmp_path / "output" / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "output" / address).write_text("somebody else's")
    shutil.rmtree(tmp_path / "cache")
    return tmp_path


def addresses(folder: Path) -> set[str]:
    return {path.relative_to(folder / "output").as_posix() for path in folder.rglob("output/**/*") if path.is_file()}


def test_without_its_state_a_build_removes_what_is_declared_no_more(built: Path) -> None:
    outputs = page("scans/acl/a/index.html"), file("scans/acl/a.json")
    inode = (built / "output/scans/acl/a.json").stat().st_ino
    assert publish(built, *outputs) == Published(unchanged=2, removed=1)
    assert addresses(built) == {"scans/acl/a/index.html", "scans/acl/a.json", *KEPT}
    assert (built / "output/scans/acl/a.json").stat().st_ino == inode
    assert publish(built, *outputs) == Published(unchanged=2)


def test_a_build_that_fails_leaves_it_to_the_next_one(built: Path) -> None:
    with pytest.raises(OutputError):
        publish(built, File("scans/acl/a.json", failing, "bad"))
    assert "scans/acl/gone.json" in addresses(built)
    assert publish(built, file("scans/acl/a.json")).removed == 2
    assert addresses(built) == {"scans/acl/a.json", *KEPT}


def test_a_file_where_a_folder_must_be_gives_way(built: Path) -> None:
    (built / "output/scans/acl/gone.json").unlink()
    (built / "output/scans/acl/gone.json").mkdir()
    (built / "output/scans/acl/gone.json/index.html").write_text("a page at the address of a file")
    assert publish(built, file("scans/acl/gone.json")) == Published(written=1, removed=3)


def test_a_folder_of_somebody_else_s_is_not_followed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "theirs.json").write_text("{}")
    (built / "output/scans/linked").symlink_to(outside)
    publish(built)
    assert (outside / "theirs.json").exists()
