"""`scanpress check --since` reports published scans that were removed without a redirect."""

import json
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.git import new_repository
from tests.support.paths import REPRODUCIBILITY_FILE as REAL

from scanpress.cli import main

OLD, NEW = "scans/a/old.json", "scans/a/new.json"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository that has published one scan, and a file that was never accepted."""
    write(tmp_path / OLD, REAL.read_text(encoding="utf-8"))
    write(tmp_path / "scans/a/broken.json", "{")
    write(tmp_path / "content/redirects.yaml", "redirects: {}")
    new_repository(tmp_path)
    (tmp_path / "scans/a/broken.json").unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str]]:
    capsys.readouterr()
    main(["check", "--since", "HEAD", "--format", "json"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    return [(each["file"], each["name"], each["remedy"]) for each in problems]


def test_a_scan_that_is_kept_is_not_a_problem(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repository.is_dir()
    assert check(capsys) == []


def test_a_deleted_scan_is_a_problem(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / OLD).unlink()

    ((file, name, remedy),) = check(capsys)
    assert (file, name) == (OLD, "lost-scan")
    assert '"state": "withdrawn"' in remedy
    assert main(["check", "--since", "HEAD"]) == 1
    assert f"{OLD}:1:1  error  SCN036 lost-scan" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["scans/a/OLD.JSON", "scans/a/old.json.txt", "scans/a/Old one.json", "scans/old.json"])
def test_a_scan_with_a_wrong_new_name_is_one_problem_and_gets_its_old_name_back(
    name: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / OLD).rename(repository / name)

    ((file, rule, remedy),) = check(capsys)
    assert (file, rule) == (name, "bad-name")
    assert remedy.endswith(f": {OLD}")
    (repository / name).rename(repository / remedy.rpartition(": ")[2])
    assert check(capsys) == []


def test_a_scan_that_became_a_link_is_one_problem(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / OLD).rename(repository / "real.txt")
    (repository / OLD).symlink_to("../../real.txt")

    assert check(capsys) == [(OLD, "unreadable-file", "replace it with a plain file")]


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (None, 'make content/redirects.yaml with the line "redirects:"', "redirects:\n  {line}\n"),
        ("redirects: {}\n", 'remove {} after "redirects:", and add below it', "redirects:\n  {line}\n"),
        (
            "redirects:\n  scans/a/older.json: scans/a/kept.json\n",
            "add this line below the other redirects",
            "redirects:\n  scans/a/older.json: scans/a/kept.json\n  {line}\n",
        ),
    ],
)
def test_a_renamed_scan_needs_a_redirect_and_what_is_said_can_be_followed(
    repository: Path, capsys: pytest.CaptureFixture[str], before: str | None, said: str, after: str
) -> None:
    redirects = repository / "content/redirects.yaml"
    redirects.unlink(missing_ok=True)
    (repository / "scans/a/kept.json").parent.mkdir(exist_ok=True)
    (repository / "scans/a/kept.json").write_bytes((repository / OLD).read_bytes())
    if before:
        redirects.write_text(before, encoding="utf-8")
    (repository / OLD).rename(repository / NEW)

    ((_, _, remedy),) = [each for each in check(capsys) if each[1] == "lost-scan"]
    where, _, line = remedy.partition(": scans/")
    assert said in where
    redirects.write_text(after.replace("{line}", f"scans/{line}"), encoding="utf-8")
    assert [each for each in check(capsys) if each[1] in {"lost-scan", "bad-redirect"}] == []


def test_a_redirect_that_was_appended_to_an_empty_list_says_where_it_belongs(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "content/redirects.yaml").write_text(f"redirects: {{}}\n{OLD}: {NEW}\n")

    assert main(["check"]) == 1
    assert "indent it by two spaces below redirects:, and remove {} if it is there" in capsys.readouterr().out


def test_a_redirect_to_nowhere_is_a_problem(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "content/redirects.yaml").write_text("redirects:\n  scans/a/a.json: scans/a/b.json\n")

    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "content/redirects.yaml:2:19  error  SCN037 bad-redirect" in out
    assert "    2 |   scans/a/a.json: scans/a/b.json\n" in out


def test_the_redirects_can_be_checked_alone(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check", "content/redirects.yaml"]) == 0
    assert capsys.readouterr().out == "no problems in 1 file\n"
    (repository / "content/redirects.yaml").write_text("redirects:\n  scans/a/a.json: scans/a/b.json\n")
    (repository / "content/venues.yaml").write_text("venues: []\n")

    assert main(["check", "scans/a", "content/redirects.yaml"]) == 1
    out = capsys.readouterr().out
    assert "content/redirects.yaml:2:19  error  SCN037 bad-redirect" in out
    assert out.endswith("1 error in 1 of 2 files\n")
    monkeypatch.chdir(repository / "content")
    assert main(["check", "redirects.yaml"]) == 1
    assert main(["check", "venues.yaml"]) == 2
    assert capsys.readouterr().err == ("scanpress: venues.yaml is not a scan: it is checked when the site is built\n")


def test_redirects_are_not_formatted(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "content/redirects.yaml"]) == 2
    assert "name only scans and runs" in capsys.readouterr().err
    assert (repository / "content/redirects.yaml").read_text() == "redirects: {}"


def test_mistakes_in_files_of_the_site_are_counted_with_the_others(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "content/venues.yaml").write_text("venues: 3\n")

    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert out == "no problems in the scans (1 file), but 1 mistake in files of the site:\n"
    assert err.startswith("content/venues.yaml: one mistake\n")


def test_scans_in_a_folder_beside_that_of_the_scans_are_reported(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository / "scan/a/other.json", "{}")

    assert main(["check", "--strict"]) == 1
    out = capsys.readouterr().out
    assert "nothing in scan/ is published, and it has 1 JSON file: the folder of scans is scans/" in out
