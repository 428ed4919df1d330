"""`scanpress rename-person`, and what docs/operating.md says of names that change or must be removed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.files import append, replace_once, write, write_json
from tests.support.git import git, new_repository
from tests.support.paths import REPRODUCIBILITY, ROOT, SURVEY
from tests.support.sites import copy_project

from scanpress.cli import main

GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
OLD, NEW = "Ada Byron", "Ada Lovelace"
RECORD, CHECKLIST = f"{REPRODUCIBILITY}.json", f"{SURVEY}.json"
RATER = '"rater": { "kind": "person", "name": "Ada Byron", "date": "2025-01-02" }'


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository whose files name a person in all places that there are, and go there."""
    project = copy_project(tmp_path / "project")
    replace_once(project / RECORD, '"Gabriel Ilharco"', f'"{OLD}"')
    replace_once(project / RECORD, '"Marco Tulio Ribeiro"', '"A. Byron"')
    checklist = project / CHECKLIST
    text = checklist.read_text(encoding="utf-8")
    cited = re.search(r'"cited_papers".*?"authors": \[\s*("[^"]*")', text, re.DOTALL)
    assert cited
    text = f'{text[: cited.start(1)]}"Ada  Byron"{text[cited.end(1) :]}'
    write(
        checklist,
        text.replace(
            '{\n  "paper"', f'{{\n  {RATER},\n  "reply": {{"name":"Ada Byron","text":"I am Ada Byron."}},\n  "paper"', 1
        ),
    )
    replace_once(
        project / "content/accuracy.yaml", "raters: [gemini-2.5-flash,", "raters: [gemini-2.5-flash, 'Ada Byron',"
    )
    write(
        project / "content/pages/about.md", (project / "content/pages/about.md").read_text() + "\nAda Byron began it.\n"
    )
    write(project / "registry.jsonl", '{"id": "a", "status": "queued",  "authors": ["Ada Byron", "Ada Lovelace"]}\n')
    write(project / "pelicanconf.py", (project / "pelicanconf.py").read_text() + 'REGISTRY = "registry.jsonl"\n')
    new_repository(project, "Add the scans")
    monkeypatch.chdir(project)
    return project


def differing(project: Path) -> list[str]:
    """Return the lines that differ from the last commit."""
    lines = git(project, "diff", "--unified=0", "--no-ext-diff").splitlines()
    return [line for line in lines if re.match(r"[-+](?![-+])", line)]


def test_it_lists_each_place_and_changes_nothing(named: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename-person", OLD, NEW]) == 0

    said = capsys.readouterr().out
    assert f"{RECORD}:7: /paper/authors/0\n" in said
    assert f"{CHECKLIST}:2: /rater/name\n" in said
    assert f"{CHECKLIST}:3: /reply/name\n" in said
    assert re.search(rf"{CHECKLIST}:\d+: /cited_papers/0/authors/0\n", said)
    assert re.search(r"content/accuracy.yaml:\d+: ", said)
    assert f"left as they are:\n    {RECORD}:8: A. Byron\n" in said
    assert "the list has the new name already:\n    registry.jsonl:1: Ada Byron\n" in said
    assert f"{CHECKLIST}:3: /reply/text … I am Ada Byron. …\n" in said
    assert "content/pages/about.md:" in said
    assert said.endswith("“Ada Byron” would become “Ada Lovelace” at 5 places in 3 files; --write changes them\n")
    assert differing(named) == []


def test_only_the_names_change(named: Path) -> None:
    before = {path: (named / path).read_bytes() for path in (RECORD, CHECKLIST, "content/accuracy.yaml")}

    assert main(["rename-person", OLD, NEW, "--write"]) == 0

    for path, content in before.items():
        changed = content.replace(b"Ada  Byron", NEW.encode()).replace(OLD.encode(), NEW.encode())
        assert (named / path).read_bytes() == changed.replace(b"I am Ada Lovelace", b"I am Ada Byron")
    assert "A. Byron" in (named / RECORD).read_text(encoding="utf-8")
    assert main(["rename-person", OLD, NEW, "--write"]) == 1
    assert main(["check"]) == 0


def test_only_named_scans_change_if_two_people_have_one_name(named: Path) -> None:
    assert main(["rename-person", OLD, NEW, RECORD, "--write"]) == 0

    assert git(named, "diff", "--name-only").split() == [RECORD]


@pytest.mark.parametrize("new", ["", "Ada Byron", "Ada  Byron", "Ada King; Bo Li", "Ada\u200bKing"])
def test_a_name_that_cannot_be_one_is_refused(named: Path, new: str) -> None:
    assert main(["rename-person", OLD, new, "--write"]) == 2
    assert differing(named) == []


def test_files_of_facts_are_found_wherever_the_settings_say_and_mentions_over_line_ends(
    named: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append(named / "pelicanconf.py", 'OPERATOR_FILE = "facts/operator.yaml"\n')
    write(named / "facts/operator.yaml", "provider:\n  name: Ada Byron\n")
    write(named / "content/pages/thanks.md", "title: Thanks\n\nWe thank Ada\nByron and others.\n")
    assert main(["rename-person", OLD, NEW, "--write"]) == 0
    assert (named / "facts/operator.yaml").read_text(encoding="utf-8") == f"provider:\n  name: {NEW}\n"
    assert "content/pages/thanks.md:3: … title: Thanks We thank Ada Byron and others. …" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "similar", "other"),
    [
        ("Søren Müller", ["Soren Mueller", "S. Müller", "Müller, S."], "Bo Müller"),
        ("Müller, Søren", ["S. Müller"], "B. Müller"),
        ("Ada O'Brien", ["Ada O\N{RIGHT SINGLE QUOTATION MARK}Brien", "A OBrien"], "Ada Brien"),
        ("李 明", ["李明", "明 李"], "李明明"),
        ("Ann Lee", ["A. Lee", "LEE, ANN"], "Ann Leeson"),
        ("Plato", ["PLATO"], "Platon Orlov"),
    ],
)
def test_other_ways_to_write_a_name_are_listed_and_names_that_contain_it_are_not(
    old: str, similar: list[str], other: str, named: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = json.loads((named / RECORD).read_bytes())
    write_json(named / RECORD, scan | {"paper": scan["paper"] | {"authors": [old, *similar, other]}})
    assert main(["rename-person", old, "Another Name", RECORD, "--write"]) == 0
    said = capsys.readouterr().out
    assert json.loads((named / RECORD).read_bytes())["paper"]["authors"] == ["Another Name", *similar, other]
    assert re.findall(r"^    \S+:\d+: (.+)$", said, re.MULTILINE) == similar


def test_a_model_of_this_name_is_no_person(named: Path) -> None:
    replace_once(named / CHECKLIST, '"kind": "person"', '"kind": "model"')

    assert main(["rename-person", OLD, NEW, CHECKLIST, "--write"]) == 0

    assert '"kind": "model", "name": "Ada Byron"' in (named / CHECKLIST).read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ["A name changes", "A person must be removed"])
def test_the_examples_of_the_guide_do_what_it_says(named: Path, title: str) -> None:
    (section,) = re.findall(rf"\n## {title}\n(.*?)(?=\n## )", GUIDE, re.DOTALL)
    examples = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    surroundings = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    if title == "A person must be removed":  # what is to be corrected by hand
        for path in (CHECKLIST, "content/pages/about.md", "registry.jsonl"):
            write(named / path, (named / path).read_text(encoding="utf-8").replace("I am Ada Byron", "I am"))
            write(named / path, (named / path).read_text(encoding="utf-8").replace("Ada Byron began", "She began"))

    done = subprocess.run(
        ["sh", "-e", "-c", "".join(examples)], cwd=named, env=surroundings, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert git(named, "status", "--porcelain") == ""
    assert OLD not in (named / RECORD).read_text(encoding="utf-8")
    if title == "A person must be removed":
        rewritten = named.parent / "rewritten"
        assert git(rewritten, "log", "--all", "--oneline", "-S", OLD) == ""
        assert git(rewritten, "rev-parse", "HEAD") != git(named, "rev-parse", "HEAD")
        assert "Name withheld" in (rewritten / RECORD).read_text(encoding="utf-8")
        assert done.stdout.splitlines()[-1].startswith(("Completely finished", "HEAD is now"))
    else:
        assert git(named, "log", "-1", "--format=%s") == "Change a name"
