"""Only valid addresses are published, and no two outputs have the same one."""

from pathlib import Path

import pytest
from tests.support.outputs import content, file, page, publisher

from scanpress.writer import File

PAIRS = [
    ("scans/a.html", "scans/a.html"),
    ("scans/A.html", "scans/a.html"),
    ("scans/\N{LATIN SMALL LETTER U WITH DIAERESIS}.html", "scans/u\N{COMBINING DIAERESIS}.html"),
    ("scans/Straße.html", "scans/strasse.html"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_outputs_of_one_owner_cannot_share_a_file(tmp_path: Path, first: str, second: str) -> None:
    with pytest.raises(ValueError, match="rename one of them"):
        publisher(tmp_path).publish("tests", [file(first), file("between"), page(second)])
    assert not (tmp_path / "output" / first).exists()


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_owners_cannot_share_a_file(tmp_path: Path, first: str, second: str) -> None:
    build = publisher(tmp_path)
    build.publish("scans", [file(first)])
    with pytest.raises(ValueError, match=r"git.* and scans.*"):
        build.publish("git", [file(second)])


NONE = ["", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a/..", "a\nb", "a\0", "a\\b", "a\x7f"]
TOO_LONG = ["x" * 256, "ü" * 128, "a/" + "x" * 256 + "/b"]
UNUSUAL = ["x" * 255, "ü" * 127, ".well-known/a", "a/.b", "a/..b", "a b", "a%&?#'\"<>", "a.", "é"]


@pytest.mark.parametrize("address", [*NONE, *TOO_LONG])
def test_an_address_stays_below_the_folder_and_is_a_name_everywhere(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="is not a valid address"):
        publisher(tmp_path).publish("tests", [file("good"), File(address, content, "x")])
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("address", UNUSUAL)
def test_unusual_addresses_are_good_addresses(tmp_path: Path, address: str) -> None:
    publisher(tmp_path).publish("tests", [file(address)])
    assert (tmp_path / "output" / address).read_bytes() == b"text"


def test_a_rename_by_case_alone_leaves_one_file(tmp_path: Path) -> None:
    publisher(tmp_path).publish("tests", [file("Name.html")])
    publisher(tmp_path).publish("tests", [file("name.html")])
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["name.html"]
