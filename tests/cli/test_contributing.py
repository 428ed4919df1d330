"""The contributor's guide, followed word for word in a fresh repository."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.git import ENVIRONMENT, new_repository
from tests.support.paths import ROOT
from tests.support.sites import copy_project

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# This one fetches packages: the environment is the one in which the tests run.
SET_UP = "make environment\n"
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
    new_repository(folder)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="module")
def commands(clone: Path) -> list[tuple[str, str, int]]:
    """Run all commands of the guide in one shell, and give each with its output and exit code."""
    commands = [text for kind, text in blocks("CONTRIBUTING.md") if kind == "sh" and text != SET_UP]
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
        if kind == "sh" and text != SET_UP:
            _, came, _ = next(given)
            assert following != "text" or COMMIT.sub("", came) == COMMIT.sub("", output)


def test_the_page_of_the_site_shows_the_same() -> None:
    assert set(blocks("content/pages/contribute.md")) <= set(blocks("CONTRIBUTING.md"))


def test_the_preview_has_the_page(commands: list[tuple[str, str, int]], clone: Path) -> None:
    assert commands
    assert (clone / "preview" / "scans" / "iclr-2024" / "a-made-up-paper" / "index.html").is_file()
    assert (clone / "preview" / "index.html").is_file()
