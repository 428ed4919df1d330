"""`scanpress new` as it is called, and what the check says of the file it makes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import ROOT

from scanpress.cli import main, online
from scanpress.instruments import instruments

PAPER = ["--title", "A Paper: of Ours", "--author", "Ada", "--author", "Bo", "--year", "2024", "--venue", "ACL"]
RATER = ["--rater-kind", "person", "--rater-name", "Ada Byron"]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository without scans, and go there."""
    (tmp_path / "scans").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "venues.yaml").write_bytes((ROOT / "content" / "venues.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(repository: Path, name: str) -> Any:
    return json.loads((repository / "scans" / name).read_bytes())


def test_a_scan_is_made_with_every_question_in_order(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "survey", *PAPER, *RATER]) == 0
    scan = read(repository, "acl-2024/a-paper.json")
    newest = max((each for each in instruments() if each.name == "survey"), key=lambda each: each.version)

    assert scan["paper"] == {"title": "A Paper: of Ours", "authors": ["Ada", "Bo"], "year": 2024, "venue": "ACL"}
    assert {"kind": "person", "name": "Ada Byron"}.items() <= scan["rater"].items()
    assert scan["scan_version"] == newest.version
    asked = [
        (category.id, question.id)
        for category in newest.categories
        if not category.module
        for question in category.questions
    ]
    assert [(category, question) for category, group in scan["checklist"].items() for question in group] == asked
    out = capsys.readouterr().out
    assert out.startswith(
        f"scans/acl-2024/a-paper.json: Methodology checklist (v3), {len(asked)} questions to answer\n"
    )


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_what_is_not_filled_in_is_one_problem(
    instrument: Any, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    modules = [word for module in instrument.modules for word in ("--module", module)]
    assert main(["new", f"{instrument.name}@{instrument.version}", *PAPER, *RATER, *modules]) == 0
    capsys.readouterr()

    assert main(["check", "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["name"] == "still-to-answer"
    assert problem["message"].startswith(f"{len(instrument.questions)} questions ")
    assert len(problem["also"]) >= len(instrument.questions) - 1
    assert main(["fmt", "--check"]) == 0
    assert repository.is_dir()


def test_the_older_version_can_be_named(repository: Path) -> None:
    assert main(["new", "survey@2", *PAPER, "--name", "two"]) == 0
    assert main(["new", "survey", "--instrument-version", "1", *PAPER, "--name", "one"]) == 0
    assert read(repository, "acl-2024/two.json")["scan_version"] == 2
    assert read(repository, "acl-2024/one.json")["scan_version"] == 1


def test_a_paper_that_this_rater_has_scanned_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "survey", *PAPER, *RATER, "--arxiv", "2406.13229"]) == 0
    again = ["--doi", "https://doi.org/10.48550/arXiv.2406.13229v2", *RATER, "--group", "b"]

    assert main(["new", "survey", *again]) == 2
    assert "with this instrument: scans/acl-2024/a-paper.json" in capsys.readouterr().err
    assert main(["new", "survey", *PAPER, "--group", "c"]) == 0
    assert main(["new", "survey", *PAPER, "--group", "d"]) == 2
    assert "by a rater without a name: give your name" in capsys.readouterr().err
    assert main(["new", "reproducibility", *again]) == 0
    assert main(["new", "survey", *again[:2], "--rater-kind", "person", "--rater-name", "Bo", "--group", "b"]) == 0
    assert len(list((repository / "scans" / "b").iterdir())) == 2


WRONG = {
    "unknown instrument": ["nothing"],
    "unknown version": ["survey@9"],
    "no instrument": [],
    "no paper": ["survey", "--group", "a"],
    "no group": ["survey", "--title", "A"],
    "bad arXiv id": ["survey", "--arxiv", "24.1"],
    "bad DOI": ["survey", "--doi", "x", "--group", "a"],
    "bad year": ["survey", *PAPER, "--year", "3000"],
    "bad group": ["survey", *PAPER, "--group", "../.."],
    "the group of the runs": ["survey", *PAPER, "--group", "runs"],
    "bad name": ["survey", *PAPER, "--name", "A B"],
    "unknown module": ["survey", *PAPER, "--module", "nothing"],
    "online without an id": ["survey", *PAPER, "--online"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_what_cannot_become_a_scan_is_refused(words: list[str], repository: Path) -> None:
    assert main(["new", *words]) == 2
    assert list(repository.rglob("*.json")) == []


def test_outside_of_a_repository_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["new", "survey", *PAPER]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_overwritten(repository: Path) -> None:
    assert main(["new", "survey", *PAPER]) == 0
    other = ["--title", "A paper", "--year", "2023", "--group", "acl-2024"]
    assert main(["new", "survey", *other]) == 0
    assert main(["new", "survey", *other, "--title", "Another", "--name", "a-paper"]) == 2
    assert sorted(path.name for path in (repository / "scans" / "acl-2024").iterdir()) == [
        "a-paper-2.json",
        "a-paper.json",
    ]


def test_the_paper_can_be_looked_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"title": "Found", "authors": ["Ada"], "year": 2024}
    monkeypatch.setattr(online, "look_up", lambda **_: dict(found))

    assert main(["new", "survey", "--arxiv", "arXiv:2406.13229v3", "--online", "--venue", "ICLR"]) == 0
    assert read(repository, "iclr-2024/found.json")["paper"] == {**found, "venue": "ICLR", "arxiv_id": "2406.13229"}


def test_being_offline_makes_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: str) -> None:
        raise online.OnlineError("arXiv could not be asked")

    monkeypatch.setattr(online, "look_up", fail)

    assert main(["new", "survey", "--arxiv", "2406.13229", "--online"]) == 2
    assert "scanpress: arXiv could not be asked" in capsys.readouterr().err
    assert list(repository.rglob("*.json")) == []


def test_the_group_of_the_runs_is_refused_with_its_reason(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "survey", *PAPER, "--group", "runs"]) == 2
    told = "the folder scans/runs is for runs of models, not for scans: name another group"
    assert capsys.readouterr().err == f"scanpress: {told}\n"
    assert list((repository / "scans").iterdir()) == []


def test_the_commands_that_it_prints_work_where_they_are_printed(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "scans" / "b").mkdir()
    monkeypatch.chdir(repository / "scans" / "b")

    assert main(["new", "survey", *PAPER, *RATER]) == 0
    commands = [line.split()[1:] for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert commands == [["fmt", "../acl-2024/a-paper.json"], ["check", "../acl-2024/a-paper.json"]]
    assert [main(words) for words in commands] == [0, 1]
    assert "scans/acl-2024/a-paper.json:" in capsys.readouterr().out


def test_a_module_without_questions_of_its_own_is_reported(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "survey", *PAPER, "--module", "survey_methodology"]) == 0
    assert read(repository, "acl-2024/a-paper.json")["checklist"]["survey_methodology"] is None
    told = "survey_methodology has no questions yet: replace its null with questions of your own (see "
    assert told in capsys.readouterr().out


def test_facts_that_cannot_be_read_are_reported(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "content" / "venues.yaml").write_text("venues: [\n", encoding="utf-8")

    assert main(["new", "survey", *PAPER]) == 2
    assert capsys.readouterr().err.startswith(f"scanpress: {repository}/content/venues.yaml: one mistake\n")


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Iterator[str]]:
    """Sit at a terminal and give answers, after which the input ends."""

    def prepare(*given: str) -> Iterator[str]:
        answers = iter(given)

        def reply(_: str) -> str:
            try:
                return next(answers)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("scanpress.cli.asking.can_ask", lambda: True)
        monkeypatch.setattr("builtins.input", reply)
        return answers

    return prepare


def test_each_wrong_answer_is_asked_again_with_its_reason(
    repository: Path, answer: Callable[..., Iterator[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    paper = ["", "Ada", "", "3000", "2024", "", "24o6.13229", "", "10.x", "", "A Title"]
    place = ["", "../..", "runs", "mine-2024", "A B", "mine.json"]
    left = answer(*paper, "nobody", "person", "Ada Byron", *place)

    assert main(["new", "reproducibility"]) == 0
    assert next(left, None) is None
    scan = read(repository, "mine-2024/mine.json")
    assert scan["paper"] == {"title": "A Title", "authors": ["Ada"], "year": 2024}
    out = capsys.readouterr().out
    for reason in (
        "3000 is later than next year",
        '"24o6.13229" is not a valid arXiv id',
        '"10.x" is not a valid DOI',
        "write one of person, model",
        "a scan must be in a folder, such as acl-2024",
        "a scan must be in a group",
        "the folder scans/runs is for runs of models",
        "A B cannot be used in a web address",
    ):
        assert out.count(f"  not accepted: {reason}") == 1
    assert out.count("identify the paper by its title") == 1


def test_a_scan_that_is_there_ends_the_questions_early(
    repository: Path, answer: Callable[..., Iterator[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "reproducibility", *PAPER, "--rater-kind", "person"]) == 0
    answer("", "", "person", "", "Ada Byron", "acl-2024", "a-paper", "another")
    assert main(["new", "reproducibility", *PAPER]) == 0
    out = capsys.readouterr().out
    assert "by a rater without a name: give your name" in out
    assert "not accepted: scans/acl-2024/a-paper.json already exists" in out
    assert read(repository, "acl-2024/another.json")["rater"]["name"] == "Ada Byron"

    left = answer("", "", "person", "Ada Byron", "never asked")
    assert main(["new", "reproducibility", *PAPER]) == 2
    assert "with this instrument: scans/acl-2024/another.json" in capsys.readouterr().err
    assert next(left) == "never asked"


def test_an_option_that_is_wrong_is_reported_before_the_first_question(
    repository: Path, answer: Callable[..., Iterator[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    left = answer("never asked")

    assert main(["new", "survey", "--year", "3000"]) == 2
    assert capsys.readouterr().err.startswith("scanpress: 3000 is later than next year")
    assert next(left) == "never asked"
    assert list(repository.rglob("*.json")) == []


def test_an_input_that_ends_makes_nothing(
    repository: Path, answer: Callable[..., Iterator[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    answer("A Title", "Ada", "", "soon")

    assert main(["new", "survey"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "scanpress: the input ended at 'Year', so no file was created: give the other values as options"
    assert list(repository.rglob("*.json")) == []


def test_an_answer_in_another_encoding_is_asked_again(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter([b"caf\xe9", "café".encode(), *[b""] * 6, b"Ada Byron", b"a-2024", b""])
    monkeypatch.setattr("scanpress.cli.asking.can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers).decode())

    assert main(["new", "reproducibility"]) == 0
    assert read(repository, "a-2024/cafe.json")["paper"]["title"] == "café"
    assert "not accepted: this is not text in the terminal's encoding, utf-8" in capsys.readouterr().out


def test_an_interruption_makes_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("scanpress.cli.asking.can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", interrupt)

    assert main(["new", "survey"]) == 130
    assert list(repository.rglob("*.json")) == []


def test_on_a_terminal_it_asks_step_by_step(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = ["A Title", "Ada", "Bo", "", "soon", "2024", "ICLR", "", ""]
    answers = iter(["x", "survey", *paper, "", "Ada Byron", "data_leakage", "", "", "mine"])
    monkeypatch.setattr("scanpress.cli.asking.can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))

    assert main(["new"]) == 0
    scan = read(repository, "iclr-2024/mine.json")
    assert scan["paper"] == {"title": "A Title", "authors": ["Ada", "Bo"], "year": 2024, "venue": "ICLR"}
    assert (scan["rater"]["kind"], scan["rater"]["name"]) == ("person", "Ada Byron")
    assert scan["active_modules"] == ["data_leakage"]
    assert next(answers, None) is None
    assert capsys.readouterr().out.count("not accepted") == 2


def test_the_folder_is_named_after_the_venue_in_the_file_that_the_settings_name(repository: Path) -> None:
    (repository / "facts").mkdir()
    facts = "venues:\n  - slug: neat\n    short: NEAT\n    name: Conference on Neatness\n"
    (repository / "facts" / "venues.yaml").write_text(facts, encoding="utf-8")
    (repository / "pelicanconf.py").write_text('VENUES_FILE = "facts/venues.yaml"\n', encoding="utf-8")
    assert main(["new", "survey", *PAPER[:-1], "Conference on Neatness", *RATER]) == 0
    assert (repository / "scans" / "neat-2024" / "a-paper.json").is_file()
