"""docs/data.md: its examples run against built files, and its tables list what there is."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.paths import ROOT, SURVEY
from tests.support.serving import served
from tests.support.sites import Site

from scanpress.export.descriptions import DESCRIPTIONS, SUMS
from scanpress.export.names import FILES, OF_SCANS

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
SITE = "https://site.example"
EXPECTED = {
    "Five lines": "Pseudocode",
    "curl and jq": "scans/acl-2024/cross-lingual-alignment.json\t4",
    "Changes": "scans/iclr-2023/task-arithmetic.json\tpseudocode\tNo\tYes\n",
    "SQLite": "Pseudocode|",
    "DuckDB": "Open datasets",
    "R": "Pseudocode",
    "From a clone": "answers.csv.gz: 100 rows",
}
"""What the examples of each section show."""


def examples(language: str) -> list[tuple[str, str]]:
    """Return the examples in a language, each with the title of its section."""
    found = []
    for section in PAGE.split("\n## ")[1:]:
        title = section.partition("\n")[0]
        found += [(title, code) for code in re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)]
    return found


@pytest.fixture(scope="module")
def address(scans_in_git: Site) -> Iterator[str]:
    with served(scans_in_git.output) as address:
        yield address.rstrip("/")


def run(command: list[str], folder: Path) -> str:
    surroundings = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_examples_in_python_show_what_they_say(address: str, tmp_path: Path) -> None:
    first, lookup, undone, duck = (code.replace(SITE, address) for _, code in examples("python"))
    assert run([sys.executable, "-c", lookup], tmp_path).strip() == f"['{SURVEY}.json']"
    shown = run([sys.executable, "-c", first + undone + "print(answers.shape)"], tmp_path)
    assert EXPECTED["Five lines"] in shown
    assert "(100, 14)" in shown
    # DuckDB gets an extension from elsewhere to read an address, so it reads the file here.
    local = re.sub(rf"{re.escape(address)}/data/", "", duck)
    run(["curl", "-s", "-O", f"{address}/data/answers.csv.gz"], tmp_path)
    assert EXPECTED["DuckDB"] in run([sys.executable, "-c", local], tmp_path)


def test_examples_in_the_shell_show_what_they_say(address: str, scans_in_git: Site, tmp_path: Path) -> None:
    shown: dict[str, str] = {}
    for title, code in examples("sh"):
        folder = scans_in_git.folder if title == "From a clone" else tmp_path
        command = code.replace(SITE, address).replace("--to data", f"--to {tmp_path / 'data'}")
        shown[title] = shown.get(title, "") + run(["sh", "-e", "-c", command], folder)
    assert len(shown) == 4
    for title, text in shown.items():
        assert EXPECTED[title] in text, title
    assert "hyperparameters" in shown["SQLite"]


def test_examples_in_r_show_what_they_say(address: str, tmp_path: Path) -> None:
    ((title, code),) = examples("r")
    if shutil.which("Rscript"):
        assert EXPECTED[title] in run(["Rscript", "-e", code.replace(SITE, address)], tmp_path)
    else:  # without R, only the address and the columns that the example names can be checked
        used = set(re.findall(r"(?:answers|counted)\$(\w+)", code))
        name = re.findall(rf"{SITE}/(data/[\w.]+)", code)[0]
        header = run(["sh", "-c", f"curl -s {address}/{name} | gunzip | head -1"], tmp_path)
        assert used == {"counts", "label", "verdict"}
        assert used <= set(header.strip().split(","))


def test_the_page_lists_every_file() -> None:
    table = PAGE[PAGE.index("## What the site offers") : PAGE.index("## One scan")]
    assert re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE) == [*FILES, *DESCRIPTIONS, SUMS]


def test_the_page_lists_every_file_of_a_scan() -> None:
    table = PAGE[PAGE.index("## One scan") : PAGE.index("### By DOI")]
    assert re.findall(r"^\| `\.([\w.]+)` \|", table, re.MULTILINE) == ["json", *OF_SCANS]
