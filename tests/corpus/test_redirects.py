"""The redirects: each leads from a path without a scan to one with a scan, in one step."""

from pathlib import Path
from time import process_time

import pytest
from tests.support.paths import ROOT

from scanpress.facts import FactsError
from scanpress.facts.redirects import load_redirects, nearest_file


def write(root: Path, text: str) -> Path:
    for name in ("scans/a/new.json", "content/redirects.yaml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "scans/a/new.json").write_text("{}", encoding="utf-8")
    path = root / "content" / "redirects.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_that_comes_along_is_read() -> None:
    assert load_redirects(ROOT / "content" / "redirects.yaml") == {}


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert load_redirects(tmp_path / "content" / "redirects.yaml") == {}


def test_old_paths_lead_to_new_ones(tmp_path: Path) -> None:
    path = write(tmp_path, "redirects:\n  scans/a/old.json: scans/a/new.json\n")

    assert load_redirects(path) == {"scans/a/old.json": "scans/a/new.json"}


WRONG = {
    f"redirects:\n  scans/a/{'o' * 300}.json: scans/a/{'n' * 300}.json\n": "there is no scan scans/a/nnn",
    "redirects:\n  scans/a/old.json: scans/a/gone.json\n": "line 2: .*there is no scan scans/a/gone.json",
    "redirects:\n  scans/a/new.json: scans/a/new.json\n": "one mistake\n  line 2: .*leads to itself; remove it",
    "redirects:\n  scans/a/a.json: scans/a/b.json\n  scans/a/b.json: scans/a/new.json\n": (
        "is redirected itself; write where that leads: scans/a/new.json"
    ),
    "redirects:\n  scans/a/a.json: scans/a/a.json\n": "leads to itself; remove it",
    "redirects:\n  scans/a/a.json: scans/a/b.json\n  scans/a/b.json: scans/a/a.json\n": (
        "one mistake\n  line 2: .*in a circle of 2; write the path of a scan that exists"
    ),
    "scans/a/a.json: scans/a/new.json\n": "one mistake\n  line 1: .*not below redirects:; indent it",
    "redirects: {}\n  scans/a/a.json: scans/a/new.json\n": "one mistake\n  line 2: .*remove {} after .redirects:",
    "redirects:\n  scans/a/a.json: ../../etc/passwd\n": "does not have the right form",
    "redirects:\n  /etc/passwd: scans/a/new.json\n": "does not have the right form",
    "redirects:\n  scans/a/a.json: scans/a/new.json\n  scans/a/a.json: scans/a/new.json\n": "is used twice",
    "redirects:\n  scans/a/a.json: scans/a/new.json\n\n  scans/./b.json: scans/a/new.json\n": (
        "line 4: redirects.scans/./b.json: 'scans/./b.json' does not have the right form; write: the old path of the"
    ),
    "redirects:\n\tscans/a/a.json: scans/a/new.json\n": "line 2: .*a tab is at the start of the line; write spaces",
    "redirects:\n  /scans/a/a/: scans/a/gone.json\n": "not of its page, as in scans/acl-2024/old-name.json",
    "redirects:\n  /scans/a/a/: scans/a/new/\n": "one mistake\n  line 2: .*; write scans/a/a.json: scans/a/new.json",
    "redirects:\n  scans\\a\\a.json: scans\\a\\new.json\n": "one mistake\n.*; write scans/a/a.json: scans/a/new.json",
    "redirects:\n  https://x.org/scans/a/a/: https://x.org/scans/a/new/#code\n": "scans/a/a.json: scans/a/new.json",
    "redirects:\n  scans/a/a: scans/a/new\n": "one mistake\n  line 2: .*; write scans/a/a.json: scans/a/new.json",
    "redirects:\n  a/a.json: a/new.json\n": "one mistake\n  line 2: .*; write scans/a/a.json: scans/a/new.json",
    "redirects:\n  - scans/a/a.json: scans/a/new.json\n": "the dash: scans/a/a.json: scans/a/new.json",
    "redirects:\n  scans/a/a.json:scans/a/new.json\n": "a colon has no space after it; write scans/a/a.json: ",
    "redirects:\n  scans/a/new.json: scans/a/a.json\n": (
        "one mistake\n  line 2: .*the two paths are exchanged, write scans/a/a.json: scans/a/new.json; else remove the"
    ),
    "redirects:\n  scans/a/a.json scans/a/new.json\n": (
        "one mistake\n  line 2: a colon is missing after the old path; write scans/a/a.json: scans/a/new.json"
    ),
    "redirects:\n  scans/a/a.json -> scans/a/new.json\n": "write scans/a/a.json: scans/a/new.json",
    "redirects: [a]\n": "is a list, not a group of keys",
    "": "is empty",
}


@pytest.mark.parametrize(("text", "message"), WRONG.items(), ids=range(len(WRONG)))
def test_a_mistake_is_reported(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=message):
        load_redirects(write(tmp_path, text))


def test_blank_lines_after_no_redirects_are_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, '"a\nredirects: {}' + "\n" * 20_000)
    begin = process_time()
    with pytest.raises(FactsError):
        load_redirects(path)
    assert process_time() - begin < 6, "to read them again from each of them takes hours"


_MANY = 20_000
# Each number is redirected to the other one.
CHAINS = {
    "a chain": ([*range(1, _MANY + 1)], _MANY),
    "a chain in the other order": ([*range(-1, _MANY - 1)], _MANY),
    "a circle": ([*range(1, _MANY), 0], 1),
    "many ways into a circle": ([1, 0] * (_MANY // 2), _MANY - 1),
}


@pytest.mark.parametrize("name", CHAINS)
def test_each_redirect_is_followed_once_however_long_the_chains_are(tmp_path: Path, name: str) -> None:
    others, mistakes = CHAINS[name]
    lines = [f"  scans/a/x{number}.json: scans/a/x{other}.json\n" for number, other in enumerate(others)]
    path = write(tmp_path, "redirects:\n" + "".join(lines))
    begin = process_time()
    with pytest.raises(FactsError) as raised:
        load_redirects(path)
    assert process_time() - begin < 6, "to follow each of them to its end takes a minute"
    assert len(raised.value.mistakes) == mistakes
    assert len(str(raised.value).splitlines()) <= 102


MISSPELT = {
    "scans/a/new-1.json": "did you mean scans/a/new.json?",
    "scans/a/neww.json": "did you mean scans/a/new.json?",
    "scans/icml-2024/new.json": "did you mean scans/a/new.json?",
    "scans/b/other.json": "write the path that the scan has now",
    "scans/a/socks.json": "write the path that the scan has now",
}


@pytest.mark.parametrize(("new", "remedy"), MISSPELT.items(), ids=MISSPELT)
def test_a_redirect_to_no_scan_names_the_one_that_is_probably_meant(new: str, remedy: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"redirects:\n  scans/a/old.json: {new}\n")

    with pytest.raises(FactsError) as found:
        load_redirects(path)

    assert [each.remedy for each in found.value.mistakes] == [remedy]


def test_the_only_file_of_a_folder_is_meant_if_a_word_of_its_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "scans/x-2023").mkdir(parents=True)
    (tmp_path / "scans/x-2023/sot-preprint.json").write_text("{}", encoding="utf-8")

    meant = nearest_file(tmp_path, "scans/x-2023/sorting-odd-things-preprint.json")

    assert meant == "scans/x-2023/sot-preprint.json"
    for path in ("scans/x-2023/sorting-odd-things.json", "../x.json", "/", "a" * 500, "scans/x-2023/\0.json"):
        assert nearest_file(tmp_path, path) == ""
    assert nearest_file(tmp_path, "scans/x-2023/sot-preprints.json", "scans/x-2023/sot-preprint.json") == ""
