"""What `scanpress export` makes, compared with what a build makes."""

from pathlib import Path

from tests.support.files import contents
from tests.support.sites import Site

from scanpress.cli import main
from scanpress.export.names import OTHERS

_BESIDE_DATA = (".bib", ".ris", ".csl.json", ".svg", ".tar.gz", ".bundle")


def assert_same_as_site(site: Site, folder: Path, *words: str, names: tuple[str, ...] = OTHERS) -> set[str]:
    """Run the command in the current folder, and assert that it makes all files of the site for data users.

    Return the addresses of the files; `names` are those besides the files in `data/`.
    """
    data, others = folder / "data", folder / "others"
    assert main(["export", "--to", str(data), *words]) == 0
    assert main(["export", "--to", str(others), *words, "--only", *names]) == 0
    offered = site.contents()
    pages = {"data/index.html"}
    of_data = {address for address in offered if address.startswith("data/")} - pages
    assert {f"data/{name}": content for name, content in contents(data).items()} == {
        address: offered[address] for address in of_data
    }
    made = {name.replace("identifiers/", "data/identifiers/"): found for name, found in contents(others).items()}
    expected = {address for address in offered if _is_for_data_users(address)}
    assert set(made) ^ expected == set()
    assert [address for address in sorted(expected) if made[address] != offered[address]] == []
    return expected


def _is_for_data_users(address: str) -> bool:
    is_record = address.startswith(("by-doi/", "by-arxiv/")) and address.endswith(".json")
    is_beside = address.endswith(_BESIDE_DATA) and not address.startswith(("blob/", "raw/", "theme/", "file/"))
    return is_record or is_beside or address.startswith("data/identifiers/")
