"""`scanpress fmt` as it is called."""

import json
import os
from pathlib import Path

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE as REAL
from tests.support.paths import ROOT

from scanpress.cli import main


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one scan that is not canonical, and go there."""
    path = tmp_path / "scans" / "a" / "b.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(json.loads(REAL.read_text())), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_the_published_scans_pass(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert main(["fmt", "--check"]) == 0
    assert capsys.readouterr().out.startswith("0 to format, ")


def test_a_file_is_formatted(scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan.chmod(0o640)

    assert main(["fmt"]) == 0
    assert scan.read_bytes() == REAL.read_bytes()
    assert scan.stat().st_mode & 0o777 == 0o640
    assert capsys.readouterr().out == "scans/a/b.json: formatted\n1 formatted, 0 already canonical\n"
    assert [path.name for path in scan.parent.iterdir()] == ["b.json"]


def test_check_changes_nothing(scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = scan.read_bytes()

    assert main(["fmt", "--check", str(scan)]) == 1
    assert scan.read_bytes() == before
    assert capsys.readouterr().out.startswith("scans/a/b.json: is not canonical\n1 to format")


def test_a_canonical_file_is_untouched(scan: Path) -> None:
    scan.write_bytes(REAL.read_bytes())
    os.utime(scan, ns=(1, 1))
    before = scan.stat()

    assert main(["fmt", "--fix"]) == 0
    assert (scan.stat().st_ino, scan.stat().st_mtime_ns) == (before.st_ino, 1)


def test_a_misspelt_key_is_corrected_on_request(scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan.write_bytes(REAL.read_bytes().replace(b'"venue"', b'"vennue"'))

    assert main(["fmt"]) == 0
    assert b"vennue" in scan.read_bytes()
    assert main(["fmt", "--fix"]) == 0
    assert scan.read_bytes() == REAL.read_bytes()
    assert '    "vennue" became "venue"\n' in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_reported_and_left_unchanged(
    scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan.write_text('{"paper": tru}', encoding="utf-8")

    assert main(["fmt"]) == 1
    assert scan.read_text(encoding="utf-8") == '{"paper": tru}'
    out = capsys.readouterr().out
    assert "scans/a/b.json:1:11  error  SCN005 syntax" in out
    assert out.endswith("0 formatted, 0 already canonical, 1 left unchanged\n")


def test_a_link_is_not_followed(scan: Path, tmp_path: Path) -> None:
    (scan.parent / "link.json").symlink_to(tmp_path / "elsewhere.json")

    assert main(["fmt"]) == 1
    assert (scan.parent / "link.json").is_symlink()


def test_a_name_cannot_drive_the_terminal(scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = scan.with_name("\x1b[31mred.json")
    scan.rename(hostile)
    (scan.parent / os.fsdecode(b"\xff.json")).write_text('{ "paper": {} }', encoding="utf-8")

    assert main(["fmt", "--check"]) == 1
    out = capsys.readouterr().out
    assert "scans/a/\\u001b[31mred.json: is not canonical" in out
    assert "scans/a/\\udcff.json: is not canonical" in out


def test_files_beside_the_scans_are_not_counted_however_the_folder_is_named(
    scan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scan.with_name("table.csv").write_text("a,b\n", encoding="utf-8")
    (scan.parents[2] / "content").mkdir()
    monkeypatch.chdir(scan.parents[2] / "content")

    assert main(["fmt", "../scans/a"]) == 0
    assert capsys.readouterr().out == "scans/a/b.json: formatted\n1 formatted, 0 already canonical\n"


def test_repairs_are_counted_in_the_report(scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan.write_bytes(REAL.read_bytes().replace(b'"Yes"', b'"yes"').replace(b'"\n    }', b'",\n    }'))

    assert main(["fmt", "--check", "--fix", str(scan)]) == 1
    assert "    comma without a value after it: would be removed (9 times)\n" in capsys.readouterr().out
    assert main(["fmt", "--fix", str(scan)]) == 0
    assert scan.read_bytes() == REAL.read_bytes()
    assert '    "yes": written as "Yes" (' in capsys.readouterr().out


def test_ligatures_are_repaired_if_asked_for(scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan.write_bytes(REAL.read_bytes().replace(b'"response": "', '"response": "e\ufb03cient '.encode(), 1))

    assert main(["fmt", "--fix", "ligatures"]) == 0
    assert b'"response": "efficient ' in scan.read_bytes()
    assert "ligature \ufb03: written as ffi" in capsys.readouterr().out
