"""Addresses of paths: each has one of its own, on every file system, whatever git allows as a name."""

from hypothesis import given
from hypothesis import strategies as st

from scanpress.git_browser.snapshot.slugs import Slugs, parent_of, with_parents
from scanpress.writer.address import check, fold

_LIKELY = st.sampled_from(
    [
        "a",
        "A",
        "é",
        "e\u0301",
        "É",
        "x.html",
        "X.HTML",
        "x",
        "x~2",
        "x~2.html",
        "a~beef",
        "index.html",
        "index",
        "\\",
        "\n",
    ]
)
_ANY = (
    st.binary(min_size=1, max_size=255)
    .map(lambda raw: raw.replace(b"/", b"_").replace(b"\0", b"_"))
    .map(lambda raw: raw.decode("utf-8", "surrogateescape"))
)
_NAMES = st.one_of(_LIKELY, _ANY).filter(lambda name: name not in {".", ".."})
_PATHS = st.lists(st.lists(_NAMES, min_size=1, max_size=3).map("/".join), unique=True, max_size=12).map(
    lambda paths: [path for path in paths if not any(other.startswith(path + "/") for other in paths)]
)


@given(_PATHS)
def test_no_two_paths_share_an_address_and_none_blocks_another(paths: list[str]) -> None:
    slugs = Slugs(paths)
    addresses = [f"file/{slugs[path]}.html" for path in paths]
    for address in addresses:
        check(address)
    folded = [fold(address) for address in addresses]
    assert len(set(folded)) == len(folded)
    above = {fold(folder) for folder in with_parents(map(parent_of, addresses))}
    assert not above & set(folded)


@given(_PATHS)
def test_addresses_of_folders_are_their_own(paths: list[str]) -> None:
    names = list(with_parents(map(parent_of, paths)))
    slugs = Slugs(names)
    assert len({fold(slugs[name]) for name in names}) == len(names)


@given(_PATHS, _PATHS)
def test_a_path_keeps_its_address_when_others_come(paths: list[str], later: list[str]) -> None:
    before, after = Slugs(paths), Slugs(dict.fromkeys([*paths, *later]))
    assert [before[path] for path in paths] == [after[path] for path in paths]
