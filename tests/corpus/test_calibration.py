"""A second rater's verdicts, in each form in which they are written."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import write_json
from tests.support.paths import SURVEY_FILE

from scanpress.cli import main
from scanpress.corpus import Scan, Verdict
from scanpress.corpus.calibration import Calibration, UnknownShape, load_calibrations, read_calibration
from scanpress.facts import Collection

SCAN = Scan.read("scans/acl-2024/a.json", SURVEY_FILE.read_bytes())
ANSWERS = {
    f"{section.category.id}.{question.id}": (verdict, dict(given))
    for section in SCAN.sections
    for question, given, verdict in zip(section.questions, section.given, section.verdicts, strict=True)
}
MET, OTHER_MET = [name for name, (verdict, _) in ANSWERS.items() if verdict is Verdict.MET][:2]
NO = {"applies": True, "answer": False}
YES = {"applies": True, "answer": True}
FLAT = {"sonnet_applies": True, "sonnet_answer": True, "opus_applies": True, "opus_answer": False}
COUNTS = {"total_questions": 50, "agreement_count": 48, "disagreement_count": 2, "agreement_rate": 0.96}


def checklist(*changed: str) -> dict[str, dict[str, Any]]:
    """Return a whole second checklist that says no to some questions."""
    found: dict[str, dict[str, Any]] = {}
    for name, (_, given) in ANSWERS.items():
        category, _, question = name.partition(".")
        found.setdefault(category, {})[question] = {**NO, "justification": "?"} if name in changed else given
    return found


def split(name: str) -> dict[str, str]:
    category, _, question = name.partition(".")
    return {"category": category, "question": question}


FORMS = {
    "flat, objects, category apart": {
        "paper_slug": "a-2024",
        "calibration_date": "2026-02-03",
        "model": "claude-opus-4",
        **COUNTS,
        "disagreements": [
            {**split(name), "sonnet": YES, "opus": NO, "direction": "sonnet_generous", "explanation": "No link."}
            for name in (MET, OTHER_MET)
        ],
    },
    "flat, flat verdicts, category in the name": {
        "calibration_model": "claude-opus-4",
        "scan_model": "claude-sonnet-4",
        **COUNTS,
        "disagreements": [{"question": name, **FLAT, "explanation": "No link."} for name in (MET, OTHER_MET)],
    },
    "flat, with a whole second checklist": {
        "calibration_date": "2026-02-03",
        "model": "claude-opus-4",
        **COUNTS,
        "disagreements": [{"question": name, "sonnet": YES, "opus": NO} for name in (MET, OTHER_MET)],
        "opus_checklist": checklist(MET, OTHER_MET),
    },
    "a whole second checklist alone": {"model": "claude-opus-4", "opus_checklist": checklist(MET, OTHER_MET)},
    "nested under calibration": {
        "calibration": {
            "calibration_date": "2026-02-03",
            "model": {"name": "claude-opus-4"},
            "total_questions": 50,
            "agreements": 48,
            "disagreements": 2,
            "disagreement_details": [{**split(name), **FLAT, "note": "No link."} for name in (MET, OTHER_MET)],
        }
    },
    "nested under calibration_metadata, the list outside": {
        "calibration_metadata": {"calibration_model": "claude-opus-4", "agreements": 48, "disagreements": 2},
        "disagreement_details": [{"question": name, "opus": NO, "sonnet": YES} for name in (MET, OTHER_MET)],
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_says_which_two_verdicts_differ(form: str) -> None:
    found = read_calibration(FORMS[form], SCAN)

    assert found.rater == "claude-opus-4"
    differing = {each.question for each in found.verdicts if each.verdict is not ANSWERS[each.question][0]}
    assert differing == {MET, OTHER_MET}
    assert found.asked - found.agrees == 2
    modules = (
        set(SCAN.instrument.modules) if "total_questions" in json.dumps(FORMS[form]) and "checklist" not in form else ()
    )
    asked = {name for name in ANSWERS if name.partition(".")[0] not in modules}
    assert {each.question for each in found.verdicts} == asked


def test_a_list_of_disagreements_counts_the_questions_that_it_names() -> None:
    found = read_calibration(FORMS["flat, objects, category apart"], SCAN)

    assert (found.agrees, found.asked, found.date) == (48, 50, "2026-02-03")
    assert {each.note for each in found.verdicts} == {"", "No link."}


def test_a_rater_without_any_disagreement_agrees_everywhere() -> None:
    found = read_calibration({"model": "b", "disagreements": [], "total_questions": 50}, SCAN)

    assert (found.agrees, found.asked) == (50, 50)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ([], "not a JSON object"),
        ({"model": "b"}, "neither a second checklist nor a list"),
        ({"disagreements": [{"question": "no_such_question", "a": YES, "b": NO}]}, "no question no_such_question"),
        ({"disagreements": [{"question": MET, "b": NO}]}, "the verdicts of two raters"),
        ({"disagreement_count": 3, "disagreements": []}, "counts 3 disagreements and lists 0"),
        ({"disagreements": [{"question": MET, "a": NO, "b": NO}]}, "not clear which of a and b"),
        ({"x_checklist": {"artifacts": {"code_released": {"applies": "yes"}}}}, "code_released has no applies"),
    ],
)
def test_another_form_is_refused_with_the_reason(document: Any, reason: str) -> None:
    with pytest.raises(UnknownShape, match=reason):
        read_calibration(document, SCAN)


def test_the_check_reads_files_beside_scans_and_reports_unknown_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    group = tmp_path / "scans" / "acl-2024"
    group.mkdir(parents=True)
    (group / "a.json").write_bytes(SURVEY_FILE.read_bytes())
    write_json(group / "a.calibration.json", {"model": "b"})
    write_json(group / "lost.calibration.json", {"model": "b", "disagreements": []})
    monkeypatch.chdir(tmp_path)

    assert main(["check"]) == 0
    shown = capsys.readouterr().out
    assert "scans/acl-2024/a.calibration.json:1:1  warning  SCN069 unread-calibration" in shown
    assert "scans/acl-2024/lost.calibration.json" in shown
    assert "there is no scan that it is about" in shown
    assert main(["fmt", "--check", "scans/acl-2024/a.calibration.json"]) == 0  # as a hook names a changed file
    capsys.readouterr()

    write_json(group / "a.calibration.json", FORMS["nested under calibration"])
    (group / "lost.calibration.json").unlink()
    assert main(["check"]) == 0
    assert capsys.readouterr().out.strip() == "no problems in 1 file"
    assert json.loads((group / "a.json").read_bytes())
    assert isinstance(read_calibration(FORMS["nested under calibration"], SCAN), Calibration)


def test_a_folder_per_paper_has_its_second_rater_in_calibration_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pelicanconf.py").write_text('SCAN_FILES = ["papers/*/scan*.json"]\n', encoding="utf-8")
    folder = tmp_path / "papers" / "a-2024"
    folder.mkdir(parents=True)
    (folder / "scan.json").write_bytes(SURVEY_FILE.read_bytes())
    write_json(folder / "calibration.json", FORMS["flat, objects, category apart"])
    collection = Collection.read(tmp_path / "pelicanconf.py")

    found = load_calibrations(collection, {"papers/a-2024/scan.json"})
    assert found.problems == ()
    assert found.by_scan["papers/a-2024/scan.json"].agrees == 48
    assert load_calibrations(collection, set()).by_scan == {}

    write_json(folder / "calibration.json", ["another form"])
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
    assert "papers/a-2024/calibration.json:1:1  warning  SCN069" in capsys.readouterr().out
