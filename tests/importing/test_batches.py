"""`scanpress import reproducibility`: batches of a model's answers become scans and a run."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support.batches import QUESTIONS, answers, row, write_batch, write_list

Import = Callable[..., tuple[int, str]]


def snapshot(root: Path) -> Mapping[str, tuple[int, int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


@pytest.fixture
def simple(repository: Path) -> tuple[str | Path, ...]:
    """Return the words that import one paper."""
    batch = write_batch(repository.parent / "batch.json", {"a1": answers(pseudocode=1, affiliation=2)})
    listed = write_list(repository.parent / "papers.csv", [row("a1", "A made-up paper: first part")])
    return ("import", "reproducibility", batch, "--papers", listed, "--run", "made-up-1")


def test_a_batch_becomes_scans_and_a_run(repository: Path, simple: tuple[str | Path, ...], run: Import) -> None:
    code, shown = run(*simple, "--date", "2026-01-31")

    assert (code, shown) == (0, "Scans: 1 written\nscans/runs/made-up-1.json: written\n")
    scan = read(repository / "scans" / "iclr-2022" / "a-made-up-paper.json")
    assert scan["paper"]["authors"] == ["Ada Byron", "Bo Li"]
    assert scan["rater"] == {"kind": "model", "name": "made-up-model-1", "date": "2026-01-31", "run": "made-up-1"}
    results = {question: answer["result"] for question, answer in scan["variables"].items()}
    assert results["research_type"] == "Experimental"
    assert results["researcher_affiliation"] == "Industry"
    assert results["pseudocode"] == "Yes"
    assert results["open_datasets"] == results["dataset_splits"] == "No"
    made = read(repository / "scans" / "runs" / "made-up-1.json")
    assert made["model"] == "made-up-model-1"
    assert made["settings"] == {
        "temperature": 0,
        "top_p": 1.0,
        "lemmatize": False,
        "input_cost": 0.3,
        "output_cost": 2.5,
    }
    assert [each["id"] for each in made["questions"]] == ["pseudocode", "open_datasets"]
    assert run("check") == (0, "no problems in 2 files\n")
    assert run("fmt", "--check")[0] == 0


def test_two_names_of_one_question_with_different_answers_are_both_named(repository: Path, run: Import) -> None:
    given = answers() | {"open_datasets": {"result": 1, "paper_text": "Another answer."}}
    batch = write_batch(repository.parent / "batch.json", {"a1": given})
    listed = write_list(repository.parent / "papers.csv", [row("a1", "A made-up paper")])

    code, shown = run("import", "reproducibility", batch, "--papers", listed, "--run", "made-up-1")

    assert code == 1
    assert "train and open_datasets are the same question, and their answers differ" in shown


def odd_collection(folder: Path) -> tuple[list[Path], Path, Path]:
    """Write 300 papers in four batches, with every odd thing; return the batches, the list and the exclusion list."""
    papers = {f"p{number:03}": answers(f"Table {number} says so.", pseudocode=number % 2) for number in range(300)}
    rows = {key: row(key, f"A study of thing number {key}") for key in papers}
    papers["p001"]["pseudocode"]["result"] = 7
    papers["p002"]["affiliation"]["result"] = True
    papers["p003"]["train"] = {"result": 1}
    del papers["p004"]["experiment_setup"]
    papers["p005"]["pseudocode"]["paper_text"] = "again and " * 10_000
    papers["p006"]["pseudocode"]["paper_text"] = "x" * 200_001
    papers["p007"]["affiliation"]["paper_text"] = "{ada, bo}@lab.example.org, (c, d)@e.fr; mAP@0.5 by f.g@h.co.uk"
    papers["p008"]["pseudocode"]["paper_text"] = "an e\x02cient way"
    papers["p009"]["pseudocode"]["paper_text"] = "zero\u200bwidth and a blank "
    rows["p010"] = row("p010", "Spaces in an address", address="https://papers.example.org/a paper.pdf")
    rows["p011"] = row("p011", "The same title")
    rows["p012"] = row("p012", "The same title", venue="NeurIPS")
    rows["p013"] = row("p013", "Twice in the list")
    rows["p020"] = row("p020", "Twice in the list")
    papers["p014"]["pseudocode"]["paper_text"] = "half \ud800 a character"
    del rows["p015"]
    rows["p016"] = row("p016", "A paper without a year", year="soon")  # type: ignore[arg-type]
    papers["p017"] = "no answers"  # type: ignore[assignment]
    keys = sorted(papers)
    parts = [{key: papers[key] for key in keys[start : start + 75]} for start in range(0, 300, 75)]
    parts[1]["p018"] = answers("Another answer.")
    batches = [write_batch(folder / f"batch-{number}.json", part) for number, part in enumerate(parts)]
    text = batches[3].read_text(encoding="utf-8")
    batches[3].write_text(text[: text.index('"p299"') + 100], encoding="utf-8")
    listed = write_list(folder / "papers.csv", list(rows.values()), separator=";", encoding="utf-16")
    excluded = write_list(folder / "excluded.csv", [("p019.pdf", "proceedings")], columns=("FILE_NAME", "Why"))
    return batches, listed, excluded


def test_each_odd_thing_is_reported_with_file_and_key_and_a_second_import_changes_nothing(
    repository: Path, run: Import
) -> None:
    batches, listed, excluded = odd_collection(repository.parent)
    report = repository.parent / "report.csv"
    words = ("import", "reproducibility", *batches, "--papers", listed, "--excluded", excluded, "--run", "odd")
    code, shown = run(*words, "--report", report, "--jobs", "2")

    assert code == 1
    said = report.read_text(encoding="utf-8-sig")
    for key, reason in {
        "p001": "the result 7 is out of range: the codes are 0 No, 1 Yes",
        "p002": "the result true is out of range: the codes are 0 Academia, 1 Collaboration, 2 Industry",
        "p003": "paper_text is missing",
        "p004": "experiment_setup has no answer",
        "p005": "this text has 99,999 characters",
        "p006": "this text has 200,001 characters",
        "p007": "written as EMAIL in researcher_affiliation",
        "p008": "U+0002",
        "p009": "invisible character U+200B",
        "p010": "space in a web address: written as %20",
        "p020": "scans/iclr-2022/twice-in-the-list.json has the answers of this run about the same paper",
        "p014": "U+D800",
        "p015": "the list of papers does not name this file",
        "p016": "'soon' is not a year",
        "p017": "is not an object",
        "p018": "has other answers for this paper",
        "p299": "the file is cut off in paper p299",
    }.items():
        lines = [line for line in said.splitlines() if f",{key}," in line]
        assert any(reason in line.replace('""', '"') for line in lines), (key, lines)
    assert "Scans: 286 written, 13 left out" in shown
    assert "excluded" in shown
    scans = sorted((repository / "scans").rglob("*.json"))
    assert len(scans) == 287
    masked = read(repository / "scans" / "iclr-2022" / "a-study-of-thing-number-p007.json")
    text = masked["variables"]["researcher_affiliation"]["response"]
    assert text == "EMAIL, EMAIL; mAP@0.5 by EMAIL"
    assert (repository / "scans" / "neurips-2022" / "the-same-title.json").is_file()
    before = snapshot(repository)
    code, shown = run("check")
    assert code == 0, shown

    code, shown = run(*words)
    assert code == 1
    assert "Scans: 286 unchanged, 13 left out" in shown
    assert snapshot(repository) == before


def test_control_characters_can_be_marked_as_lost(repository: Path, run: Import) -> None:
    batch = write_batch(repository.parent / "b.json", {"a": answers("an e\x02cient way")})
    listed = write_list(repository.parent / "papers.csv", [row("a", "Lost letters")])
    words = ("import", "reproducibility", batch, "--papers", listed, "--run", "r")

    assert run(*words)[0] == 1
    code, shown = run(*words, "--mark-lost")
    assert code == 0
    assert "lost-character" in shown
    scan = read(repository / "scans" / "iclr-2022" / "lost-letters.json")
    assert scan["variables"]["pseudocode"]["response"] == "an e\ufffdcient way (pseudocode)"


def test_a_corrected_scan_is_kept_and_an_unchanged_one_is_updated(
    repository: Path, simple: tuple[str | Path, ...], run: Import
) -> None:
    run(*simple)
    path = repository / "scans" / "iclr-2022" / "a-made-up-paper.json"
    imported = path.read_bytes()

    write_batch(repository.parent / "batch.json", {"a1": answers(pseudocode=0)})
    assert "Scans: 1 updated" in run(*simple)[1]
    assert read(path)["variables"]["pseudocode"]["result"] == "No"

    path.write_bytes(imported.replace(b"Section 3 says so.", b"Section 4 says so."))
    corrected = path.read_bytes()
    code, shown = run(*simple)
    assert code == 0
    assert f"{path.relative_to(repository).as_posix()}: not overwritten, because it was corrected" in shown
    assert path.read_bytes() == corrected


def test_what_others_add_to_a_scan_is_no_correction(
    repository: Path, simple: tuple[str | Path, ...], run: Import
) -> None:
    run(*simple)
    path = repository / "scans" / "iclr-2022" / "a-made-up-paper.json"
    path.write_text(json.dumps({**read(path), "x-quotes": {}}), encoding="utf-8")
    written = path.read_bytes()

    assert "Scans: 1 unchanged" in run(*simple)[1]
    assert path.read_bytes() == written


def test_batches_with_other_settings_are_another_run(repository: Path, run: Import) -> None:
    folder = repository.parent
    one = write_batch(folder / "one.json", {"a": answers()})
    two = write_batch(folder / "two.json", {"b": answers()}, temperature=1)
    listed = write_list(folder / "p.csv", [row("a", "First"), row("b", "Second")])

    code, shown = run("import", "reproducibility", one, two, "--papers", listed, "--run", "r")
    assert code == 2
    assert "two.json: temperature is 1, but 0 in" in shown
    assert not list((repository / "scans").rglob("*"))
    assert run("import", "reproducibility", one, "--papers", listed, "--run", "r")[0] == 0
    code, shown = run("import", "reproducibility", two, "--papers", listed, "--run", "r")
    assert code == 2
    assert "scans/runs/r.json: settings differ from the batches: name another --run" in shown


def test_a_batch_that_is_not_json_or_names_no_model_is_refused(repository: Path, run: Import) -> None:
    folder = repository.parent
    listed = write_list(folder / "p.csv", [row("a", "First")])
    broken = folder / "broken.json"
    broken.write_text('{"model": "m", "a": {"x": 1,, }}', encoding="utf-8")
    nameless = write_batch(folder / "nameless.json", {"a": answers()}, model=None)

    code, shown = run("import", "reproducibility", broken, "--papers", listed, "--run", "r")
    assert (code, "not valid JSON, line 1" in shown) == (2, True)
    code, shown = run("import", "reproducibility", nameless, "--papers", listed, "--run", "r")
    assert (code, "model is null" in shown) == (2, True)


@pytest.mark.parametrize("cut", [3, 6, 40, 200, 500])
def test_a_batch_that_is_cut_off_anywhere_gives_its_whole_papers(repository: Path, run: Import, cut: int) -> None:
    folder = repository.parent
    batch = write_batch(folder / "b.json", {"a": answers(), "b": answers(), "c": answers()})
    text = batch.read_text(encoding="utf-8")
    batch.write_text(text[: text.index('"c": {') + cut], encoding="utf-8")
    listed = write_list(folder / "p.csv", [row(key, f"Paper {key} of three") for key in "abc"])

    code, shown = run("import", "reproducibility", batch, "--papers", listed, "--run", "r")
    assert code == 1
    assert "is cut off" in shown
    assert len(list((repository / "scans" / "iclr-2022").iterdir())) == 2


def test_an_interruption_leaves_no_half_file_and_the_next_import_goes_on(
    repository: Path, run: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = {f"p{number}": answers() for number in range(6)}
    batch = write_batch(repository.parent / "b.json", papers)
    listed = write_list(repository.parent / "p.csv", [row(key, f"Paper {key} of six") for key in papers])
    words = ("import", "reproducibility", batch, "--papers", listed, "--run", "r", "--jobs", "1")
    replaced = []
    replace = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        replaced.append(target)
        if len(replaced) == 4:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    code, shown = run(*words)
    assert (code, shown) == (130, "Interrupted: all scans that are written are whole, and the same command goes on.\n")
    files = [path for path in (repository / "scans").rglob("*") if path.is_file()]
    assert len(files) == 3
    assert all(read(path) for path in files)
    assert [path for path in files if path.name.startswith(".")] == []

    code, shown = run(*words)
    assert code == 0
    assert "Scans: 4 written, 2 unchanged" in shown


def test_scans_follow_the_layout_of_the_collection(
    repository: Path, simple: tuple[str | Path, ...], run: Import
) -> None:
    (repository / "pelicanconf.py").write_text('SCAN_FILES = ["papers/*/scan.json"]\n', encoding="utf-8")

    assert run(*simple)[0] == 0
    assert (repository / "papers" / "a-made-up-paper" / "scan.json").is_file()
    assert "Scans: 1 unchanged" in run(*simple)[1]


def test_options_that_do_not_fit_are_refused(repository: Path, simple: tuple[str | Path, ...], run: Import) -> None:
    assert "has no option --map" in run(*simple, "--map", "m.yaml")[1]
    assert "needs --papers" in run("import", "reproducibility", "b.json", "--run", "r")[1]
    assert "write a day of the calendar" in run(*simple, "--date", "2026-02-30")[1]
    assert "--run No: use a-z" in run(*simple[:-1], "No")[1]
    assert list((repository / "scans").iterdir()) == []
    assert len(QUESTIONS) == 10
