"""Scans are found in order, misplaced ones too, and runs are none."""

import errno
import os
import socket
from datetime import date
from pathlib import Path

import pytest

from scanpress.checking import MAX_BYTES, check_bytes, check_file, find_runs, find_scans, read_file, safe_name
from scanpress.checking.problem import Problem


def test_scans_are_found_in_order_and_runs_apart(tmp_path: Path) -> None:
    for name in ("b/x.json", "a/z.json", "a/y.json", "runs/r.json", "a/notes.md", "top.json", ".hidden/x.json"):
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    names = [path.relative_to(tmp_path).as_posix() for path in find_scans(tmp_path / "scans")]

    assert names == ["scans/a/y.json", "scans/a/z.json", "scans/b/x.json", "scans/top.json"]
    assert [path.name for path in find_runs(tmp_path / "scans")] == ["r.json"]


BESIDE = ["a/README.md", "a/README", "LICENSE.txt", "a/.gitkeep", "a/y.json~", "a/#y.json#", "runs/prompt.txt"]
STRAY = ["a/other", "a/other.JSON5", "a/other.jsn", "a/other.json.txt", "a/table.csv", "other.json.txt"]


def test_files_that_are_named_otherwise_than_scans_are_listed_too_but_for_documents(tmp_path: Path) -> None:
    for name in ("a/x.json", *BESIDE, *STRAY):
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    names = [path.relative_to(tmp_path / "scans").as_posix() for path in find_scans(tmp_path / "scans")]

    assert names == sorted(["a/x.json", *STRAY])
    assert [path.name for path in find_scans(tmp_path / "scans" / "a")] == [
        *(each[2:] for each in STRAY[:-1]),
        "x.json",
    ]


def test_outside_of_the_folder_of_scans_files_may_be_called_anything(tmp_path: Path) -> None:
    for name in ("x.json", "notes.txt"):
        (tmp_path / name).touch()

    assert [path.name for path in find_scans(tmp_path)] == ["x.json"]


def test_a_repository_may_be_called_as_its_folder_of_scans(tmp_path: Path) -> None:
    root = tmp_path / "scans"
    for name in ("scans/a/other.jsn", "docs/notes.txt"):
        (root / name).parent.mkdir(parents=True)
        (root / name).touch()

    assert find_scans(root / "docs") == ()
    assert [path.name for path in find_scans(root / "scans" / "a")] == ["other.jsn"]


def test_what_is_no_plain_file_and_named_otherwise_is_no_lost_scan(tmp_path: Path) -> None:
    (tmp_path / "scans" / "a").mkdir(parents=True)
    os.mkfifo(tmp_path / "scans" / "a" / "pipe")
    (tmp_path / "scans" / "a" / "latest.csv").symlink_to("table.csv")

    assert find_scans(tmp_path / "scans") == ()


SCAN = b'\xef\xbb\xbf\n{ "paper": {} }'


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("other.json.txt", "other.json"),
        ("other", "other.json"),
        ("other.jsn", "other.json"),
        ("other.JSON5", "other.json"),
        ("2406.13229", "2406-13229.json"),
        ("My Paper.txt", "my-paper.json"),
        ("UPPER.JSON", "upper.json"),
    ],
)
def test_a_scan_under_a_wrong_name_is_one_error_that_says_how_to_rename_it(name: str, better: str) -> None:
    named = [
        problem
        for problem in check_bytes(f"scans/a/{name}", SCAN, today=date(2026, 1, 1)).problems
        if problem.severity == "error" and problem.name == "bad-name"
    ]

    assert [problem.remedy for problem in named] == [f"rename it to {better}"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        *(
            (name, data, " if it is a scan, or move it out of scans/")
            for name, data in (("table.csv", b"a,b\n"), ("x", b""))
        ),
        ("b.json.orig", SCAN, "move it out of scans/, or remove it if b.json is the newer one"),
        ("figure.png", b"\x89PNG\r\n\x1a\n", "move it out of scans/"),
        ("paper.pdf", b"%PDF-1.7\n", "move it out of scans/"),
    ],
)
def test_another_file_is_one_warning(name: str, data: bytes, what: str) -> None:
    (problem,) = check_bytes(f"scans/a/{name}", data, today=date(2026, 1, 1)).problems

    assert (problem.name, problem.severity) == ("stray-file", "warning")
    assert "this file is not published" in problem.message
    assert problem.remedy.endswith(what)


def test_the_file_of_redirects_is_no_scan_with_mistakes() -> None:
    (problem,) = check_bytes("content/redirects.yaml", b"redirects: {}\n", today=date(2026, 1, 1)).problems

    assert problem.message == "this is a YAML file, not a scan"
    assert problem.remedy == "run scanpress check without a path: it also checks content/redirects.yaml"


def test_a_linked_folder_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "linked").symlink_to(tmp_path)

    (path,) = find_scans(tmp_path / "scans")
    (problem,) = check_file(path, root=tmp_path, today=date(2026, 1, 1)).problems

    assert problem.name == "unreadable-file"


@pytest.mark.parametrize("name", ["scans/x.json", "scans/a/b/c.json", "scans/A/x.json", "scans/a/x.bib.json"])
def test_a_name_that_cannot_be_an_address_is_a_problem(name: str) -> None:
    names = [problem.name for problem in check_bytes(name, b"{}", today=date(2026, 1, 1)).problems]

    assert names.count("bad-name") == 1


@pytest.mark.parametrize("word", ["My Paper!", "2406.13229v2", "Äpfel", "x.bib", "***"])
def test_a_suggested_name_is_accepted(word: str) -> None:
    problems = check_bytes(f"scans/a/{safe_name(word)}.json", b"{}", today=date(2026, 1, 1)).problems

    assert "bad-name" not in {problem.name for problem in problems}


@pytest.mark.parametrize(
    ("name", "better"),
    [("Ünï.json", "uni.json"), ("Łódź_Straße.json", "lodz-strasse.json"), ("e\u0301tude.json", "etude.json")],
)
def test_a_suggested_name_keeps_the_letters_of_accented_ones(name: str, better: str) -> None:
    remedies = [problem.remedy for problem in check_bytes(f"scans/a/{name}", b"{}", today=date(2026, 1, 1)).problems]

    assert f"rename it, for example to {better}" in remedies


def test_a_missing_file_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    (problem,) = check_file(tmp_path / "scans/a/x.json", root=tmp_path, today=date(2026, 1, 1)).problems

    assert (problem.name, problem.file) == ("unreadable-file", "scans/a/x.json")


def test_what_is_no_plain_file_is_neither_followed_nor_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may have some hundred characters at most
    (tmp_path / "secret.json").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "secret.json")
    (tmp_path / "loop.json").symlink_to(tmp_path / "loop.json")
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("socket.json")
        names = ["link", "loop", "folder", "pipe", "socket"]
        reasons = {name: _reason(tmp_path / f"{name}.json", tmp_path) for name in names}

    assert reasons == dict.fromkeys(names, "this file cannot be read: it is not a plain file") | dict.fromkeys(
        ["link", "loop"], "this file cannot be read: it is a symbolic link"
    )


def _reason(path: Path, root: Path) -> str:
    data, (problem,) = read_file(path, root=root)
    assert data is None
    return problem.message


def test_a_file_is_read_whole_and_of_one_that_is_too_large_only_so_much_as_shows_it(tmp_path: Path) -> None:
    for size in (0, 1, MAX_BYTES, MAX_BYTES + 1, 2 * MAX_BYTES):
        (tmp_path / "x.json").write_bytes(b"x" * size)
        data, problems = read_file(tmp_path / "x.json", root=tmp_path)
        assert data == b"x" * min(size, MAX_BYTES + 1)
        assert problems == ()


def test_a_file_that_may_not_be_read_is_reported_with_who_can_fix_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my scan.json").write_text("{}")

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    # If the system's administrator runs the tests, every file can be read.
    monkeypatch.setattr(os, "open", refuse)
    _, (problem,) = read_file(tmp_path / "my scan.json", root=tmp_path)

    assert problem.message == "this file cannot be read: Permission denied"
    assert problem.remedy == "make the file and its folder readable: chmod a+r 'my scan.json'"


def wrong_names(path: str) -> list[Problem]:
    return [each for each in check_bytes(path, b"{}", today=date(2026, 1, 1)).problems if each.name == "bad-name"]


@pytest.mark.parametrize("word", ["con", "aux", "nul", "prn", "com1", "lpt9", "con.v2"])
@pytest.mark.parametrize("name", ["scans/acl-2024/{}.json", "scans/{}/paper.json"])
def test_a_name_that_windows_reserves_is_an_error_that_says_so(name: str, word: str) -> None:
    (problem,) = wrong_names(name.format(word))

    assert (problem.name, problem.severity) == ("bad-name", "error")
    assert problem.message.startswith(f"Windows reserves the name {word.partition('.')[0]}")
    assert problem.remedy.startswith("rename it, " if name.endswith("{}.json") else "rename the folder, ")
    better = problem.remedy.rpartition(" ")[2].removesuffix(".json")
    assert wrong_names(name.format(better)) == []


@pytest.mark.parametrize("name", ["scans/acl-2024/{}.json", "scans/{}/paper.json"])
def test_a_name_that_is_too_long_is_an_error_that_says_how_long_it_is(name: str) -> None:
    (problem,) = wrong_names(name.format("long-" * 22 + "title"))

    word = "" if name.endswith("{}.json") else f" of the folder {'long-' * 6}…"
    assert problem.message == f"the name{word} has 115 characters, and at most 100 are accepted"


def test_names_like_reserved_ones_are_accepted() -> None:
    for word in ("console", "auxiliary", "con-scan", "com", "lpt10", "a.con"):
        assert wrong_names(f"scans/acl-2024/{word}.json") == []
