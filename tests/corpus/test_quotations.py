"""Quotations of scans, found in the texts of papers in spite of how a PDF breaks and writes them."""

import json
from pathlib import Path

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.cli import main
from scanpress.corpus.quotations import PaperText, quotations_of

TEXT = PaperText.of(
    "We intro-\nduce the ef\ufb01cient\u2014and simple\u2014method.  It is \u201cfast\u201d on all three data-\n"
    "sets. Later, we release\nthe code at https://git.example.org/x. Write to {ada, bo}@lab.example.org."
)


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("Section 2: \u201cwe release the code\u201d.", ("we release the code",)),
        ("It says 'doesn't matter much' and \"we release it\".", ("doesn't matter much", "we release it")),
        (
            "\u00abwir geben den Code frei\u00bb, \u201eund auch Daten\u201c",
            ("wir geben den Code frei", "und auch Daten"),
        ),
        ("The authors' code and the readers' patience", ()),
        ("It uses 'AdamW' only.", ()),
    ],
)
def test_quotations_are_between_marks_of_any_kind(reason: str, found: tuple[str, ...]) -> None:
    assert quotations_of(reason, is_extracted=False) == found


@pytest.mark.parametrize(
    "quotation",
    [
        "We introduce the efficient \u2013 and simple \u2013 method",
        "It is 'fast' on all three datasets",
        "We introduce the efficient [...] method. \u2026 we release the code",
        "Write to EMAIL",
    ],
)
def test_line_ends_ligatures_marks_and_ellipses_do_not_count(quotation: str) -> None:
    assert TEXT.find(quotation).score == 100


def test_a_quotation_with_differences_has_a_score() -> None:
    found = TEXT.find("We introduce an efficient and simple method. It is fast on three datasets")

    assert found.word == "with differences"
    assert 80 <= found.score < 100


@pytest.mark.parametrize(
    "quotation",
    ["All experiments ran on eight A100 cards for two days", "we release the code ... We introduce the efficient"],
)
def test_other_words_and_another_order_are_not_found(quotation: str) -> None:
    assert TEXT.find(quotation).word == "no"


def test_a_quotation_of_100_000_characters_is_compared_in_bounded_time() -> None:
    text = PaperText.of("ab" * 50_000)

    assert text.find("ba" * 40_000 + "c" * 20_000).score < 100


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with one scan and the text of its paper, and go there."""
    path = tmp_path / "scans" / "iclr-2022" / "a.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(REPRODUCIBILITY_FILE.read_bytes())
    reasons = [answer["response"] for answer in json.loads(path.read_bytes())["variables"].values()]
    (tmp_path / "texts").mkdir()
    # The text has all reasons but the last one; a line ends after each fifth word.
    words = " ".join(reasons[:-1]).split()
    lines = [" ".join(words[start : start + 5]) for start in range(0, len(words), 5)]
    (tmp_path / "texts" / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_the_command_gives_a_hint_and_no_error(scan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = scan.read_bytes()

    assert main(["check", "--against", "texts"]) == 0
    shown = capsys.readouterr().out
    assert "scans/iclr-2022/a.json: experiment_setup: quotation not in the paper's text" in shown
    assert " 0 with differences, 1 not found\n" in shown
    assert scan.read_bytes() == before
    assert main(["check", "--against", "paper.txt"]) == 0
    assert "no text for 1 scan" in capsys.readouterr().out
    (scan.parent / "paper.txt").write_bytes((scan.parents[2] / "texts" / "a.txt").read_bytes())
    assert main(["check", "--against", "paper.txt", "--format", "json", str(scan)]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)
    assert "1 not found" in captured.err


@pytest.mark.parametrize("form", ["canonical", "four spaces", "one line", "CRLF"])
def test_the_record_is_written_without_changing_the_rest(scan: Path, form: str) -> None:
    document = json.loads(scan.read_bytes())
    written = {
        "canonical": scan.read_text(encoding="utf-8"),
        "four spaces": json.dumps(document, indent=4, ensure_ascii=False),
        "one line": json.dumps(document),
        "CRLF": scan.read_text(encoding="utf-8").replace("\n", "\r\n"),
    }[form]
    scan.write_bytes(written.encode())
    assert main(["check", "--against", "texts", "--write"]) == main(["check", "--against", "texts"])

    changed = scan.read_bytes()
    assert changed.decode().startswith(written.rstrip()[:-1].rstrip() + ",")
    record = json.loads(changed).pop("x-quotes")
    assert record["experiment_setup"]["found"] == "no"
    assert {**json.loads(changed), "x-quotes": None} == {**document, "x-quotes": None}
    if form == "canonical":
        assert main(["fmt", "--check"]) == 0

    main(["check", "--against", "texts", "--write"])
    assert scan.read_bytes() == changed
    (scan.parents[2] / "texts" / "a.txt").write_text("another text", encoding="utf-8")
    main(["check", "--against", "texts", "--write"])
    assert json.loads(scan.read_bytes())["x-quotes"]["research_type"]["found"] == "no"
    assert {**json.loads(scan.read_bytes()), "x-quotes": None} == {**document, "x-quotes": None}
