"""The published accuracy of raters."""

from pathlib import Path

import pytest
from tests.support.paths import ROOT

from scanpress.facts import FactsError
from scanpress.facts.accuracy import Accuracy, Publication, Right, load_accuracy

_CONTENT = ROOT / "content" / "accuracy.yaml"
_ENTRY = """
  - instrument: reproducibility
    version: 1
    kind: model
    raters: [A]
    papers: 10
    source: {authors: [B], title: C, year: 2025}
    questions:
      pseudocode: {precision: 0.5, recall: 1, f1: 0.667, kappa: -0.1}
"""
# As published, to three digits.
_PUBLISHED = {
    "research_type": (1, 1, 1, 1),
    "researcher_affiliation": (0.930, 0.971, 0.950, 0.911),
    "pseudocode": (0.886, 1, 0.940, 0.887),
    "open_source_code": (0.889, 0.973, 0.929, 0.863),
    "open_datasets": (0.944, 0.983, 0.963, 0.846),
    "dataset_splits": (0.830, 0.800, 0.815, 0.721),
    "hardware_specification": (0.947, 0.982, 0.964, 0.945),
    "software_dependencies": (0.722, 0.929, 0.813, 0.792),
    "experiment_setup": (0.763, 0.990, 0.862, 0.520),
}


def _replication() -> Accuracy:
    (accuracy,) = (one for one in load_accuracy(_CONTENT) if "replication" in one.runs)
    return accuracy


def _mistakes(folder: Path, entries: str) -> str:
    (folder / "accuracy.yaml").write_text("accuracy:" + entries, encoding="utf-8")
    with pytest.raises(FactsError) as caught:
        load_accuracy(folder / "accuracy.yaml")
    return str(caught.value)


def test_it_holds_for_the_model_under_both_of_its_names_and_for_its_run() -> None:
    assert list(_replication().holds_for) == [
        ("reproducibility-1", "model", "rater", "gemini-2.5-flash"),
        ("reproducibility-1", "model", "rater", "automated LLM-based pipeline"),
        ("reproducibility-1", "model", "run", "replication"),
    ]


def test_the_counts_of_each_question_are_those_of_all_papers() -> None:
    assert {sum(question.counts or ()) for question in _replication().questions.values()} == {160}


def test_the_published_rates_follow_from_the_counts() -> None:
    questions = _replication().questions
    assert {name: tuple(question.rates) for name, question in questions.items()} == {
        name: pytest.approx(rates, abs=0.0005) for name, rates in _PUBLISHED.items()
    }


@pytest.mark.parametrize(
    ("question", "result", "right"),
    [
        ("experiment_setup", "Yes", Right(100, 131)),
        ("experiment_setup", "No", Right(28, 29)),
        ("software_dependencies", "No", Right(141, 142)),
        ("research_type", "Theoretical", Right(12, 12)),
        ("research_type", "Experimental", Right(148, 148)),
        ("researcher_affiliation", "Industry", Right(66, 71)),
        ("researcher_affiliation", "Academia", Right(87, 89)),
    ],
)
def test_each_answer_has_its_own_accuracy(question: str, result: str, right: Right) -> None:
    assert _replication().questions[question].right(result) == right


def test_rates_that_are_published_without_counts_say_something_of_yes_only(tmp_path: Path) -> None:
    (tmp_path / "accuracy.yaml").write_text("accuracy:" + _ENTRY, encoding="utf-8")
    (accuracy,) = load_accuracy(tmp_path / "accuracy.yaml")
    pseudocode = accuracy.questions["pseudocode"]
    assert pseudocode.rates == (0.5, 1, 0.667, -0.1)
    assert pseudocode.right("Yes") == Right(share=0.5)
    assert pseudocode.right("No") is None


def test_counts_of_nothing_give_no_rates(tmp_path: Path) -> None:
    entry = _ENTRY.replace("{precision: 0.5, recall: 1, f1: 0.667, kappa: -0.1}", "{tp: 0, fp: 0, fn: 0, tn: 9}")
    (tmp_path / "accuracy.yaml").write_text("accuracy:" + entry, encoding="utf-8")
    (accuracy,) = load_accuracy(tmp_path / "accuracy.yaml")
    assert accuracy.questions["pseudocode"].rates == (None, None, None, None)
    assert accuracy.questions["pseudocode"].right("Yes") is None


def test_the_note_on_yes_gives_the_counted_figures() -> None:
    setup = _replication().questions["experiment_setup"]
    assert setup.counts
    _, fp, _, tn = setup.counts
    assert f"{fp} of {fp + tn} papers" in str(setup.yes_note)


def test_the_source_is_linked() -> None:
    assert _replication().source.url == "https://arxiv.org/abs/2606.16974"
    assert Publication(("A",), "B", 2025, arxiv_id="2501.00001", doi="10.1/x").url == "https://doi.org/10.1/x"
    assert Publication(("A",), "B", 2025).url is None


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (_ENTRY + _ENTRY, "line 11: accuracy[1]: has the instrument, version and rater A of an earlier entry"),
        (_ENTRY.replace("raters: [A]", "runs: []"), "runs: is an empty list"),
        (_ENTRY.replace("    raters: [A]\n", ""), "accuracy[0]: names neither raters nor runs"),
        (_ENTRY.replace("precision: 0.5", "precision: 50.0"), "questions.pseudocode.precision: 50.0 is more than 1"),
        (_ENTRY.replace("precision: 0.5", "tp: 1"), "pseudocode: is incomplete, or has keys that exclude each other"),
        (_ENTRY.replace("precision: 0.5", "tp: 1, precision: 0.5"), "or has keys that exclude each other"),
        (_ENTRY.replace("{precision: 0.5, recall: 1, f1: 0.667, kappa: -0.1}", "{tp: 5, fp: 5, fn: 1, tn: 0}"),
         "counts 11 papers, more than the 10 of the evaluation"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_right_is_refused(tmp_path: Path, entries: str, said: str) -> None:
    assert said in _mistakes(tmp_path, entries)
