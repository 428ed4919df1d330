"""What a collection is: the settings that say where scans are, read without running the settings file."""

from pathlib import Path

import pytest

from scanpress.facts import Collection, FactsError, Layout


def settings(folder: Path, text: str, name: str = "pelicanconf.py") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(FactsError) as caught:
        Collection.read(settings(folder, text))
    return [str(each) for each in caught.value.mistakes]


def test_without_settings_scans_are_in_the_nearest_folder_of_scans(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "scans" / "a").mkdir(parents=True)

    found = Collection.find(tmp_path / "scans" / "a")

    assert found == Collection(tmp_path, tmp_path)
    assert (found.scan_files, found.unknown_keys) == (("scans/*/*.json",), "error")


def test_settings_are_followed_from_any_folder_below_and_never_run(tmp_path: Path) -> None:
    settings(
        tmp_path,
        "from scanpress.scan_pages.defaults import *\n"
        "raise SystemExit('this file was run')\n"
        "SITENAME = 'Ours'\n"
        "SCAN_FILES = ['papers/*/scan.json', 'papers/*/scan-v*.json']\n"
        "REGISTRY: str = 'registry.jsonl'\n"
        "INSTRUMENTS = 'instruments'\n"
        "UNKNOWN_KEYS = 'warn'\n",
    )
    below = tmp_path / "papers" / "a" / "scans"
    below.mkdir(parents=True)

    found = Collection.find(below)

    assert found == Collection(
        tmp_path,
        tmp_path,
        Layout(("papers/*/scan.json", "papers/*/scan-v*.json"), ("output", "preview")),
        tmp_path / "instruments",
        tmp_path / "registry.jsonl",
        "warn",
    )


def test_the_scans_may_be_in_another_checkout(tmp_path: Path) -> None:
    data = tmp_path / "site" / "data"
    (data / ".git").mkdir(parents=True)
    text = "GIT_REPOSITORY = 'data'\nSCAN_FILES = ['*/scan.json']\nREGISTRY = 'registry.jsonl'\n"
    settings(tmp_path / "site", text)

    found = Collection.find(data)

    assert (found.root, found.data, found.registry) == (tmp_path / "site", data, data / "registry.jsonl")
    assert Collection.of({"GIT_REPOSITORY": "data", "SCAN_FILES": ["*/scan.json"]}, tmp_path / "site").data == data


def test_a_repository_for_the_git_browser_alone_does_not_move_the_scans(tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "other").mkdir()
    file = settings(tmp_path, "GIT_REPOSITORY = 'other'\n")

    assert Collection.read(file).data == tmp_path


def test_without_scans_beside_the_settings_they_are_in_the_repository_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    file = settings(tmp_path / "site", "GIT_REPOSITORY = '../other'\n")

    assert Collection.read(file) == Collection(tmp_path / "site", tmp_path / "other")


def test_settings_of_another_checkout_are_not_those_of_this_one(tmp_path: Path) -> None:
    settings(tmp_path, "SCAN_FILES = [\n")
    (tmp_path / "mine" / ".git").mkdir(parents=True)

    assert Collection.find(tmp_path / "mine") == Collection(tmp_path / "mine", tmp_path / "mine")


def test_a_settings_file_may_take_over_another_one(tmp_path: Path) -> None:
    settings(tmp_path, "SCAN_FILES = ['papers/*/scan.json']\nUNKNOWN_KEYS = 'warn'\n")
    file = settings(tmp_path, "from pelicanconf import *\nUNKNOWN_KEYS = 'error'\n", "publishconf.py")

    found = Collection.read(file)

    assert (found.scan_files, found.unknown_keys) == (("papers/*/scan.json",), "error")


def test_a_settings_file_that_is_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pelicanconf.py").symlink_to("/dev/zero")

    with pytest.raises(FactsError, match="cannot be read: it is a symbolic link that leads out of the repository"):
        Collection.read(tmp_path / "pelicanconf.py")


WRONG = {
    "SCAN_FILES = 'scans/*.json'": "'scans/*.json' is not a list of patterns; write a list such as",
    "SCAN_FILES = []": "[] is not a list of patterns",
    "SCAN_FILES = ['../scans/*.json']": "leaves the repository",
    "SCAN_FILES = ['/scans/*.json']": "leaves the repository",
    "SCAN_FILES = ['C:/scans/*.json']": "leaves the repository",
    "SCAN_FILES = ['scans//a.json']": "has an empty part",
    "SCAN_FILES = ['scans/*']": "does not end in .json",
    "SCAN_FILES = ['a**/scan.json']": "has ** beside other characters",
    "SCAN_FILES = ['.papers/*.json']": "names a hidden file or folder",
    "SCAN_FILES = ['venues/*.json']": "is in venues/, where the site has pages of its own",
    "SCAN_FILES = [name() for name in ()]": "this is not a plain value; write the value itself",
    "if True:\n    SCAN_FILES = ['a/*.json']": "this is not a plain value",
    "SCAN_FILES = ['a/*.json']\nSCAN_FILES += ['b/*.json']": "this is not a plain value",
    "REGISTRY = 3": "3 is not a path; write one in quotes, such as 'registry.jsonl'",
    "REGISTRY = '../registry.jsonl'": "is outside the repository",
    "INSTRUMENTS = ['a']": "['a'] is not a path",
    "UNKNOWN_KEYS = 'ignore'": "'ignore' is not known; write 'error' or 'warn'",
    "SCAN_FILES = (": "this is not valid Python",
    "SCAN_FILES = ['a/*.json']; GIT_REPOSITORY = '../none'": "'../none' is not a checkout, and with SCAN_FILES it has",
    "SCAN_FILES = ['a/*.json']; GIT_REPOSITORY = environ['A']": "GIT_REPOSITORY: this is not a plain value",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_setting_that_cannot_be_used_is_reported_with_its_line(tmp_path: Path, text: str) -> None:
    found = mistakes(tmp_path, f"SITENAME = 'Ours'\n{text}\n")

    assert len(found) == 1
    assert found[0].startswith("line ")
    assert WRONG[text] in found[0]


def test_all_mistakes_are_reported_together(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "REGISTRY = 1\nSCAN_FILES = ['a', '../b.json']\nUNKNOWN_KEYS = x\n")

    assert [each.split(":")[0] for each in found] == ["line 1", "line 2", "line 2", "line 3"]


MATCHES = {
    "papers/*/scan.json": (
        ["papers/a/scan.json", "papers/A b/scan.json"],
        ["papers/scan.json", "papers/a/b/scan.json"],
    ),
    "papers/**/scan.json": (
        ["papers/scan.json", "papers/a/b/scan.json"],
        ["papers/a/scan2.json", "a/papers/scan.json"],
    ),
    "**/*.json": (["a.json", "a/b/c.json"], ["a.txt", ".git/a.json", "a/.b/c.json", "a/.c.json", "scans/runs/a.json"]),
    "p[0-9]/s?.json": (["p1/s2.json"], ["pp/s2.json", "p1/s.json"]),
    "a/**/b/**/c.json": (["a/b/c.json", "a/b/b/c.json", "a/x/b/y/c.json"], ["a/c.json"]),
}


@pytest.mark.parametrize("pattern", MATCHES)
def test_patterns_match_paths_and_find_the_same_files(tmp_path: Path, pattern: str) -> None:
    matching, others = MATCHES[pattern]
    for name in [*matching, *others]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    layout = Layout((pattern,))

    assert [name for name in [*matching, *others] if layout.matches(name)] == matching
    found = sorted(Path(entry.path).relative_to(tmp_path).as_posix() for entry in layout.entries(tmp_path))
    assert found == sorted(matching)


def test_no_pattern_is_slow() -> None:
    layout = Layout(("**/" * 40 + "*a" * 40 + "b.json",))

    assert not layout.matches("a/" * 200 + "a" * 200 + ".json")
