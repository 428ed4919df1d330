"""The contributor's guide, followed word for word in a fresh repository."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.files import write, write_json
from tests.support.git import ENVIRONMENT, new_repository
from tests.support.paths import REPRODUCIBILITY_FILE, ROOT, SURVEY_FILE
from tests.support.sites import copy_project

from scanpress.cli import main

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# These fetch a repository and packages: the tests run in a repository and an environment of their own.
SET_UP = ("git clone https://forge.example.org/you/scanpress.git && cd scanpress\n", "make environment\n")
EXAMPLE = re.compile(r"^```(?:json|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMIT = re.compile(r"(?<=compared with main )\([0-9a-f]{7}\)$", re.MULTILINE)  # another one in each repository
END = "=== end, exit code"


def blocks(name: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository of all files that are here, with the environment in its place."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "docs", copy_project(folder) / "docs")
    for name in ("Makefile", ".gitignore", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    new_repository(folder)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="module")
def commands(clone: Path) -> list[tuple[str, str, int]]:
    """Run all commands of the guide in one shell, and give each with its output and exit code."""
    commands = [text for kind, text in blocks("CONTRIBUTING.md") if kind == "sh" and text not in SET_UP]
    script = "".join(f"{text}printf '\\n{END} %s\\n' $?\n" for text in commands)
    done = subprocess.run(
        ["bash"], input=script, capture_output=True, text=True, cwd=clone, env=ENVIRONMENT, check=True
    )
    outputs = re.split(rf"\n{END} (\d+)\n", done.stdout)
    return [(text, outputs[2 * n], int(outputs[2 * n + 1])) for n, text in enumerate(commands)]


def test_every_command_of_the_guide_does_what_it_says(commands: list[tuple[str, str, int]]) -> None:
    failed = [text for text, _, code in commands if code]
    check = "scanpress check scans/iclr-2024/a-made-up-paper.json\n"

    # First all is to answer, then a key is misspelt: the guide shows both.
    assert failed == [check, check]


def test_it_ends_with_a_clean_check(commands: list[tuple[str, str, int]]) -> None:
    text, output, code = commands[-1]

    assert text.endswith("scanpress check --since main\n")
    assert code == 0
    assert output.splitlines()[-1] == "no problems in 1 file"
    assert output.splitlines()[0].startswith("0 to format, ")


def test_what_it_shows_is_what_comes(commands: list[tuple[str, str, int]]) -> None:
    given = iter(commands)
    shown = blocks("CONTRIBUTING.md")
    for (kind, text), (following, output) in zip(shown, [*shown[1:], ("", "")], strict=True):
        if kind == "sh" and text not in SET_UP:
            _, came, _ = next(given)
            assert following != "text" or COMMIT.sub("", came) == COMMIT.sub("", output)


def test_the_page_of_the_site_shows_the_same() -> None:
    assert set(blocks("content/pages/contribute.md")) <= set(blocks("CONTRIBUTING.md"))


def test_the_preview_has_the_page(commands: list[tuple[str, str, int]], clone: Path) -> None:
    assert commands
    assert (clone / "preview" / "scans" / "iclr-2024" / "a-made-up-paper" / "index.html").is_file()
    assert (clone / "preview" / "index.html").is_file()


def examples(name: str) -> list[str]:
    return EXAMPLE.findall((ROOT / name).read_text(encoding="utf-8"))


def of_the_guide(file: Path) -> dict[str, Any]:
    """Return a real scan as one of the paper that the guide is about."""
    scan: dict[str, Any] = json.loads(file.read_bytes())
    scan["paper"]["title"] = "A Made-up Paper"
    return scan


def with_example(text: str) -> tuple[str, Any]:
    """Return a real scan with an example in its place: an answer among the answers, else a section of the scan."""
    ((key, value),) = json.loads(f"{{{text}}}").items()
    if "applies" in value:
        scan = of_the_guide(SURVEY_FILE)
        (group,) = (answers for answers in scan["checklist"].values() if key in answers)
        group[key] = value
        return key, scan
    scan = of_the_guide(REPRODUCIBILITY_FILE)
    place = scan["variables"] if "result" in value else scan
    assert "result" not in value or key in place
    place[key] = value
    return key, scan


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "content/pages/contribute.md"])
def test_the_check_accepts_every_example_without_a_warning(
    guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = [text for text in examples(guide) if not text.startswith("redirects:")]
    # The note of a superseded scan names the one that replaced it.
    replacement = of_the_guide(REPRODUCIBILITY_FILE) | {"rater": {"kind": "person", "name": "Mia Novak"}}
    replacement["variables"]["pseudocode"]["response"] += " It is on page 3."
    del replacement["paper"]["venue"]  # whose year is not that of the folder
    write_json(tmp_path / "scans/iclr-2024/a-made-up-paper-2.json", replacement)
    keys = []
    for text in shown:
        key, scan = with_example(text)
        write_json(tmp_path / "scans/made-up/a-paper.json", scan)
        code = main(["check", "--strict"])
        assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, "no problems in 2 files"), text
        keys.append(scan["status"]["state"] if key == "status" else key)
    if guide == "CONTRIBUTING.md":
        answers = ["open_source_code", "significance_tests", "review"]
        assert keys == [*answers, "contested", "reply", "withdrawn", "superseded", "excluded"]


def test_a_rater_replaces_a_scan_in_the_order_of_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = (each for each in blocks("CONTRIBUTING.md") if each[1].startswith("scanpress new reproducibility"))
    words = shlex.split(text[1].replace("\\\n", ""))[1:]
    (tmp_path / "scans").mkdir()
    assert main(words) == 0
    first = tmp_path / "scans/iclr-2024/a-made-up-paper.json"
    assert main(words) == 2
    assert 'first give it a status with "state": "superseded"' in capsys.readouterr().err

    (status,) = (each for each in examples("CONTRIBUTING.md") if '"superseded"' in each)
    first.write_text(first.read_text(encoding="utf-8").rstrip().removesuffix("}") + f",{status}}}", encoding="utf-8")
    assert main(words) == 0
    newer = json.loads(status.partition(":")[2])["note"].rpartition(" ")[2]
    assert (tmp_path / newer).is_file()


def test_the_check_accepts_the_example_of_a_renamed_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = (each for each in examples("CONTRIBUTING.md") if each.startswith("redirects:"))
    (now,) = yaml.safe_load(text)["redirects"].values()
    write(tmp_path / now, REPRODUCIBILITY_FILE.read_text(encoding="utf-8").replace('"year": 2023', '"year": 2024'))
    write(tmp_path / "content" / "redirects.yaml", text)
    assert main(["check", "--strict"]) == 0, capsys.readouterr().out


def test_the_guide_and_the_templates_name_the_same_licence() -> None:
    licence = "CC BY 4.0"
    templates = [*(ROOT / ".github").glob("*/*.yml"), *(ROOT / ".gitlab").glob("*/*.md"), ROOT / "CONTRIBUTING.md"]
    templates += [ROOT / ".github/pull_request_template.md", ROOT / "content/pages/contribute.md"]
    without = [path.name for path in templates if licence not in path.read_text(encoding="utf-8").replace("\n", " ")]
    workflows = [path.name for path in (ROOT / ".github" / "workflows").glob("*.yml")]
    assert sorted(set(without) - set(workflows)) == ["config.yml"]
