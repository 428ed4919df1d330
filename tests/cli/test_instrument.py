"""The guide to instruments of one's own, followed word for word, and what the command says of mistakes."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tests.support.git import ENVIRONMENT
from tests.support.paths import ROOT
from tests.support.running import scanpress

from scanpress.cli import main

GUIDE = ROOT / "docs" / "instruments.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str]]:
    return BLOCK.findall(GUIDE.read_text(encoding="utf-8"))


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scans").mkdir()
    (tmp_path / "pelicanconf.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_guide_makes_an_instrument_and_a_scan(collection: Path) -> None:
    (collection / ".venv").symlink_to(sys.prefix)
    shown = blocks()
    (table,) = (text for kind, text in shown if kind == "csv")
    (setting,) = (text for kind, text in shown if kind == "python")
    (collection / "questions.csv").write_text(table, encoding="utf-8")
    paths = f"{collection / '.venv' / 'bin'}:{ENVIRONMENT['PATH']}"
    for (kind, text), (following, output) in pairwise(shown):
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-c", text],
                cwd=collection,
                env={**ENVIRONMENT, "PATH": paths},
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, "")
            assert following == "text"
            assert done.stdout == output
            (collection / "pelicanconf.py").write_text(setting, encoding="utf-8")
    (scan,) = (collection / "scans").glob("*/*.json")
    document = json.loads(scan.read_bytes())
    example = next(text for kind, text in shown if kind == "json")
    document["answers"]["sites"] |= json.loads(f"{{{example}}}")
    document["answers"]["sites"]["number_of_sites"] = {"answer": 0, "reason": "Table 1."}
    document["answers"]["sites"]["setting"] = {"answer": "forest", "reason": "Section 2."}
    document["answers"]["data"] = {
        "data_public": {"answer": "yes", "reason": "Footnote 1."},
        "most_missed": {"answer": "The names of the valleys.", "reason": "None are given."},
    }
    scan.write_text(json.dumps(document, indent=2), encoding="utf-8")
    said = scanpress(collection, "check").stdout
    assert '"field", "greenhouse" or "laboratory"' in said
    assert "0 is less than 1" in said
    assert said.endswith("2 errors in 1 of 1 file\n")


def test_examples_of_annotations_in_the_guide_are_json() -> None:
    shown = [text for kind, text in blocks() if kind == "json"]
    assert len(shown) == 3
    assert all(json.loads(f"{{{text}}}") for text in shown)


def test_check_lists_the_mistakes_of_all_files(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = collection / "instruments"
    folder.mkdir()
    (folder / "one-1.schema.json").write_text("{", encoding="utf-8")
    (folder / "two-1.schema.json").write_text("[]", encoding="utf-8")
    assert main(["instrument", "check"]) == 1
    said = capsys.readouterr().out
    assert "one-1.schema.json: /: it is not valid JSON" in said
    assert "two-1.schema.json: /: it is not a JSON object: start it with {, and end it with }" in said
    assert said.endswith("2 mistakes in 2 schemas\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["survey", "--table", "q.csv"], "survey is an instrument of Scanpress: choose another name"),
        (["Own", "--table", "q.csv"], "name the instrument in small letters, digits and _, such as field_study"),
        (["own"], "name a table of questions with --table, or call this command on a terminal"),
        (["own", "--table", "q.csv", "--answers", "maybe"], "maybe is not a list of answers: write yes-no"),
        (["own", "--table", "wrong.csv"], "wrong.csv: line 2, column question: nothing is asked"),
    ],
)
def test_new_says_what_is_wrong(
    collection: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "category,question,label,guidance\n"
    (collection / "q.csv").write_text(f"{head}A,Is it?,It,Yes.\n", encoding="utf-8")
    (collection / "wrong.csv").write_text(f"{head}A,It is.,It,Yes.\n", encoding="utf-8")
    assert main(["instrument", "new", *words]) == 2
    assert message in capsys.readouterr().err
    assert not (collection / "instruments").exists()


def test_questions_can_be_typed_one_by_one(
    collection: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["own", "My list", "", "Data", "Size", "Is it big?", "Ten or more.", "Size", "", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.setattr("scanpress.cli.terminal.can_ask", lambda: True)
    assert main(["instrument", "new"]) == 0
    said = capsys.readouterr().out
    assert "another question has this label" in said
    assert "instruments/own-1.schema.json: My list, 1 question\n" in said
    schema = json.loads((collection / "instruments" / "own-1.schema.json").read_bytes())
    assert list(schema["properties"]["answers"]["properties"]["data"]["properties"]) == ["size"]


def test_new_needs_the_type_of_the_paper(tmp_path: Path) -> None:
    example = ROOT / "examples" / "typed-survey"
    (tmp_path / "scans").mkdir()
    (tmp_path / "instruments").symlink_to(example / "instruments")
    (tmp_path / "pelicanconf.py").write_text('INSTRUMENTS = "instruments"\n', encoding="utf-8")
    words = ["new", "survey@4", "--title", "A Paper", "--author", "Ada", "--year", "2024", "--venue", "ACL"]
    done = scanpress(tmp_path, *words)
    assert done.returncode == 2
    assert "which questions are asked depends on paper_type: add --choose paper_type= and one of" in done.stderr
    assert "paper_type cannot be essay" in scanpress(tmp_path, *words, "--choose", "paper_type=essay").stderr
    done = scanpress(tmp_path, *words, "--choose", "paper_type=position")
    assert "18 questions to answer" in done.stdout, done.stderr
    (scan,) = (tmp_path / "scans").glob("*/*.json")
    document = json.loads(scan.read_bytes())
    assert (document["scan_version"], document["paper_type"]) == (4, "position")
    assert list(document["type_checklist"]) == ["position"]
