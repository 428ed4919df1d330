"""All commands follow the settings that say where scans are, also from a folder below, and never run the file."""

import io
import json
import shutil
from pathlib import Path

import pytest
from tests.support.files import append, replace_once, write, write_json
from tests.support.foreign_collection import survey, write_collection
from tests.support.git import git

from scanpress.cli import main

OLD = "papers/old-method-2019/scan.json"
SETTINGS = ["--settings", "../site/pelicanconf.py"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the repository and its site once for all tests, which copy them."""
    folder = tmp_path_factory.mktemp("made")
    _, site = write_collection(folder)
    # Nothing of this may run: a pull request may change the file.
    append(site / "pelicanconf.py", "raise SystemExit('the settings file was run')\n")
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the repository and its site, and go into the repository."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "papers-of-others")
    return tmp_path / "papers-of-others"


def test_the_check_reads_the_scans_and_no_other_files(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *SETTINGS]) == 0
    said = capsys.readouterr().out
    assert "1 warning in 1 of 5 files" in said
    assert "papers/Newest.Method-2025/scan.json:" in said

    replace_once(data / OLD, '"applies": true', '"applies": "yes"')
    assert main(["check", "papers/old-method-2019", *SETTINGS]) == 1
    assert "1 error in 1 of 1 file" in capsys.readouterr().out


def test_all_commands_work_from_a_folder_below(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(data / "pelicanconf.py", 'SCAN_FILES = ["papers/*/scan.json"]\n')
    monkeypatch.chdir(data / "papers" / "old-method-2019")

    replace_once(data / OLD, "Section 5.", "Section 6.")
    assert main(["check", "scan.json"]) == 0
    assert "no problems in 1 file" in capsys.readouterr().out
    assert main(["check", "--since", "HEAD"]) == 0
    assert "no problems in 1 file" in capsys.readouterr().out
    assert main(["diff"]) == 0
    assert f"changed  {OLD}  An Old Method" in capsys.readouterr().out
    assert main(["fmt", "--check"]) == 1
    assert f"{OLD}: is not canonical" in capsys.readouterr().out
    assert main(["fmt"]) == 0
    assert main(["fmt", "--check"]) == 0
    assert git(data, "status", "--short", "--", "papers/*/deep_eval.json", "papers/*/paper.txt") == ""


@pytest.mark.usefixtures("data")
def test_a_file_from_an_editor_is_checked_under_its_path(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    again = survey(1, "An Old Method", 2019)
    standard_input = io.TextIOWrapper(io.BytesIO(json.dumps(again).encode()))
    monkeypatch.setattr("sys.stdin", standard_input)

    assert main(["check", "--stdin", "--name", "papers/copy/scan.json", *SETTINGS]) == 1
    said = capsys.readouterr().out
    assert "duplicate-scan" in said
    assert OLD in said


def test_a_new_scan_gets_a_path_by_the_first_pattern(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["new", "survey", "--title", "A Brand New Paper", "--rater-kind", "person", "--rater-name", "Jo Tester"]

    assert main([*words, *SETTINGS]) == 0
    assert "papers/a-brand-new-paper/scan.json: " in capsys.readouterr().out
    assert main([*words, *SETTINGS, "--rater-name", "Ada Byron"]) == 0
    assert (data / "papers/a-brand-new-paper-2/scan.json").is_file()
    assert main([*words, *SETTINGS]) == 2
    assert "this rater has already scanned this paper" in capsys.readouterr().err
    assert main([*words, *SETTINGS, "--group", "acl"]) == 2
    assert "--group is not used by the pattern papers/*/scan.json: leave it out" in capsys.readouterr().err
    assert main([*words, *SETTINGS, "--title", "Another", "--name", "con"]) == 2
    assert "Windows reserves the name con" in capsys.readouterr().err


def test_editors_are_set_up_for_the_patterns(data: Path) -> None:
    assert main(["schema", "--editor", "vscode", *SETTINGS]) == 0
    assert main(["schema", "--editor", "jetbrains", *SETTINGS]) == 0

    vscode = json.loads((data / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert vscode["json.schemas"][0]["fileMatch"] == ["/papers/*/scan.json", "/papers/*/scan-v*.json"]
    jetbrains = (data / ".idea/jsonSchemas.xml").read_text(encoding="utf-8")
    assert 'value="papers/*/scan-v*.json"' in jetbrains


def test_a_preview_has_the_changed_scans_alone(made: Path, data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    site = data.parent / "site"
    replace_once(site / "pelicanconf.py", "raise SystemExit('the settings file was run')\n", "")
    replace_once(data / OLD, "Section 5.", "Section 6.")
    before = git(data, "status", "--short")

    assert main(["preview", *SETTINGS]) == 0
    assert "SCN071" not in capfd.readouterr().out, "patterns of scans that did not change are not unused"

    assert [path.parent.name for path in (site / "preview").glob("papers/*/*/index.html")] == ["scan"]
    assert (site / "preview" / "papers/old-method-2019/scan/index.html").is_file()
    assert git(data, "status", "--short") == before
    assert made != data.parent


def test_unknown_keys_of_another_format_do_not_hide_a_change(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace_once(data / "papers/Newest.Method-2025/scan.json", '"answer": true', '"answer": false')

    assert main(["diff", *SETTINGS]) == 0
    said = capsys.readouterr().out
    assert "The Newest Method" in said
    assert "met → not met" in said


def test_deleted_scans_are_found_and_redirects_lead_to_other_layouts(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "papers/older").mkdir()
    (data / OLD).rename(data / "papers/older/scan.json")

    assert main(["check", "--since", "HEAD", *SETTINGS]) == 1
    assert "lost-scan" in capsys.readouterr().out

    write(data.parent / "site/content/redirects.yaml", f"redirects:\n  {OLD}: papers/older/scan.json\n")
    assert main(["check", "--since", "HEAD", *SETTINGS]) == 0


def test_the_registry_is_compared_with_the_scans(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_json(data / "papers/unlisted/scan.json", survey(3, "An Unlisted Paper", 2024))
    append(data / "registry.jsonl", '{"id": "gone-2020", "status": "scanned"}\r\n{"id": "lost", "status": "deep_eval"}')
    replace_once(data / "registry.jsonl", '"2501.00001"', '"arXiv:2501.99999v3"')

    assert main(["check", *SETTINGS]) == 0
    said = capsys.readouterr().out
    assert "gone-2020, lost are marked as scanned, but have no scan" in said
    assert "registry.jsonl:8:1  warning  SCN073" in said
    assert "also in line 9" in said
    assert "papers/unlisted/scan.json:1:1  warning  SCN074" in said
    assert said.count("SCN075") == 2  # of two scans
    assert 'is "2501.99999" here, and "2501.00001" in papers/Newest.Method-2025/scan.json' in said

    assert main(["check", "papers/unlisted/scan.json", *SETTINGS]) == 0
    said = capsys.readouterr().out
    assert "SCN074" in said
    assert "SCN073" not in said

    append(data / "registry.jsonl", '\n{"id": "lost", "status": "done"}\n')
    assert main(["check", "registry.jsonl", *SETTINGS]) == 1
    said = capsys.readouterr().out
    assert "registry.jsonl:10:1  error  SCN072 bad-registry" in said
    assert '"done" is not a status' in said


def test_a_pattern_without_a_file_is_reported_at_its_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patterns = 'SCAN_FILES = ["papers/*/scan.json", "paper/*.json"]'
    write(data / "pelicanconf.py", f'SITENAME = "Ours"\n{patterns}\nUNKNOWN_KEYS = "warn"\n')

    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "pelicanconf.py:2:38  warning  SCN071 unused-pattern" in said
    assert "no file of papers-of-others/ matches the pattern 'paper/*.json'" in said


def test_settings_that_cannot_be_read_are_a_message_with_file_and_line(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(data / "pelicanconf.py", 'SITENAME = "Ours"\nSCAN_FILES = sorted(["b/*.json", "a/*.json"])\n')

    for words in (["check"], ["fmt"], ["diff"], ["new", "survey"], ["schema", "--editor", "vscode"], ["preview"]):
        assert main(words) == 2
        said = capsys.readouterr().err
        assert "pelicanconf.py: one mistake\n  line 2: SCAN_FILES: this is not a plain value; write the value" in said
