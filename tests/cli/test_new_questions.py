"""`scanpress new` on a terminal: it asks for each value, and asks again after a wrong answer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support.new_scans import PAPER, read

from scanpress.cli import main


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

        monkeypatch.setattr("scanpress.cli.terminal.can_ask", lambda: True)
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
    monkeypatch.setattr("scanpress.cli.terminal.can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers).decode())

    assert main(["new", "reproducibility"]) == 0
    assert read(repository, "a-2024/cafe.json")["paper"]["title"] == "café"
    assert "not accepted: this is not text in the terminal's encoding, utf-8" in capsys.readouterr().out


def test_an_interruption_makes_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("scanpress.cli.terminal.can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", interrupt)

    assert main(["new", "survey"]) == 130
    assert list(repository.rglob("*.json")) == []


def test_on_a_terminal_it_asks_step_by_step(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = ["A Title", "Ada", "Bo", "", "soon", "2024", "ICLR", "", ""]
    answers = iter(["x", "survey", *paper, "", "Ada Byron", "data_leakage", "", "", "mine"])
    monkeypatch.setattr("scanpress.cli.terminal.can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))

    assert main(["new"]) == 0
    scan = read(repository, "iclr-2024/mine.json")
    assert scan["paper"] == {"title": "A Title", "authors": ["Ada", "Bo"], "year": 2024, "venue": "ICLR"}
    assert (scan["rater"]["kind"], scan["rater"]["name"]) == ("person", "Ada Byron")
    assert scan["active_modules"] == ["data_leakage"]
    assert next(answers, None) is None
    assert capsys.readouterr().out.count("not accepted") == 2


def test_several_authors_in_one_answer_are_written_apart_if_the_user_agrees(
    repository: Path, answer: Callable[..., Iterator[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    authors = ["Ada Byron, Bo Li", "Byron, Ada", "Gabriel García, Ana María", "A, B, C, D", ""]
    apart = ["maybe", "", "no", "no", "A B", "C D", ""]
    left = answer("A Title", *authors, *apart, "2024", "ICLR", "", "", "person", "Ada Byron", "", "")

    assert main(["new", "reproducibility"]) == 0
    assert next(left, None) is None
    names = ["Ada Byron", "Bo Li", "Byron, Ada", "Gabriel García, Ana María", "A B", "C D"]
    assert read(repository, "iclr-2024/a-title.json")["paper"]["authors"] == names
    assert '  "Ada Byron, Bo Li" seems to name several authors: Ada Byron; Bo Li\n' in capsys.readouterr().out
