"""Files that people and their programs leave beside scans: copies, marks of programs, and scans in other folders."""

from datetime import date
from pathlib import Path

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.checking import check_file
from scanpress.checking.collected import collection_problems
from scanpress.checking.files import find_scans, is_ignored, misnamed_finding, name_findings
from scanpress.facts.collection import Collection

TEXT = REPRODUCIBILITY_FILE.read_text(encoding="utf-8")
COPIES = [
    "a - Kopie",
    "a copy",
    "a (1)",
    "a - Copy (2)",
    "a Kopie 2",
    "Kopie von a",
    "Copy of a",
    "Copie de a",
    "a 副本",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_a_file_manager_made_is_called_so(name: str) -> None:
    (found,) = name_findings(f"scans/iclr-2023/{name}.json")

    assert found.message == f"{name} looks like a copy of a"
    assert found.remedy.startswith(
        "compare it with a.json: if both are the same, remove this one; "
        "if this is the newer one, let it replace a.json; else rename it, for example to "
    )


@pytest.mark.parametrize(
    "name",
    [
        "a (Jo's conflicted copy 2026-01-31)",
        "a (In Konflikt stehende Kopie von Jo 2026-01-31)",
        "a.sync-conflict-20260131-101010-ABCDEFG",
    ],
)
def test_the_second_version_that_a_cloud_folder_kept_is_not_renamed(name: str) -> None:
    (found,) = name_findings(f"scans/iclr-2023/{name}.json")

    assert "is a second version of a:" in found.message
    assert found.remedy == "compare the two, keep what is right in a.json, and remove this file"


def test_the_mark_of_an_open_document_is_not_a_scan(tmp_path: Path) -> None:
    group = tmp_path / "scans" / "iclr-2023"
    group.mkdir(parents=True)
    (group / "a.json").write_text("{}", encoding="utf-8")
    (group / "~$a.json").write_bytes(b"\x02Jo")

    assert [path.name for path in find_scans(tmp_path / "scans")] == ["a.json"]


@pytest.mark.parametrize("name", ["袜子", "носки", "جوراب"])
def test_a_name_in_another_script_gets_no_name_that_means_nothing(name: str) -> None:
    (found,) = name_findings(f"scans/iclr-2023/{name}.json")

    assert "some English words of the title: my-paper.json" in found.remedy


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "~$socks.docx", "socks.json~", ".socks.json.swp"])
def test_files_of_a_system_or_an_editor_are_not_reported(name: str) -> None:
    assert is_ignored(name)


def test_a_hidden_scan_is_reported_and_what_programs_hide_is_not(tmp_path: Path) -> None:
    group = tmp_path / "scans" / "iclr-2023"
    (group / ".vscode").mkdir(parents=True)
    for name in (".socks.json", "._socks.json", ".#socks.json", ".~lock.socks.json", ".vscode/settings.json"):
        (group / name).write_text(TEXT, encoding="utf-8")
    (path,) = find_scans(tmp_path / "scans")
    (problem,) = check_file(path, root=tmp_path, today=date(2026, 7, 1)).problems

    assert (path.name, problem.name) == (".socks.json", "stray-file")
    assert problem.remedy == "rename it to socks.json if it is a scan, or move it out of scans/"


def test_a_document_and_a_mark_of_windows_have_their_own_remedies() -> None:
    mark = misnamed_finding("scans/a/b.json:Zone.Identifier", b"[ZoneTransfer]", better="b.json")
    document = misnamed_finding("scans/a/b.docx", b"PK\x03\x04", better="b.json")

    assert mark.remedy.startswith("remove it")
    assert document.remedy.startswith("save its text as b.json")


@pytest.mark.parametrize(
    "place", ["socks.json", "content/socks.json", "content/scans/iclr-2023/socks.json", "content/pages/socks.json"]
)
def test_a_scan_beside_the_folder_of_scans_is_reported_and_other_files_are_not(place: str, tmp_path: Path) -> None:
    (tmp_path / "scans" / "a").mkdir(parents=True)
    files = {place: TEXT, "package.json": '{"name": "x"}', "content/data.json": "[]"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (problem,) = collection_problems((), Collection.at(tmp_path))

    assert (problem.file, problem.name) == (place, "stray-file")


def test_a_file_beside_the_folder_of_scans_that_may_not_be_read_stops_no_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(path: Path, *, limit: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(path), limit)

    (tmp_path / "scans").mkdir()
    (tmp_path / "private.json").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("scanpress.checking.collected.read_plain", refuse)

    assert collection_problems((), Collection.at(tmp_path)) == ()
