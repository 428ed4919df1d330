"""The published accuracy of raters."""

from pathlib import Path

import pytest
from tests.support.paths import ROOT

from scanpress.facts import FactsError
from scanpress.facts.accuracy import Accuracy, Publication, load_accuracy

_CONTENT = ROOT / "content" / "accuracy.yaml"
_ENTRY = """
  - instrument: reproducibility
    version: 1
    rater: {kind: model, name: A}
    papers: 10
    source: {authors: [B], title: C, year: 2025}
    questions:
      pseudocode: {precision: 0.5, recall: 1, f1: 0.667, kappa: -0.1}
"""


def _pipeline() -> Accuracy:
    (accuracy,) = (one for one in load_accuracy(_CONTENT) if one.rater.name == "automated LLM-based pipeline")
    return accuracy


def test_the_published_figures_cover_all_nine_variables() -> None:
    assert len(_pipeline().questions) == 9
    assert _pipeline().papers == 160


def test_a_question_has_its_four_figures() -> None:
    figures = _pipeline().questions["dataset_splits"]
    assert (figures.precision, figures.recall, figures.f1, figures.kappa) == (0.83, 0.8, 0.815, 0.721)


def test_f1_follows_from_precision_and_recall() -> None:
    for figures in _pipeline().questions.values():
        mean = 2 * figures.precision * figures.recall / (figures.precision + figures.recall)
        assert figures.f1 == pytest.approx(mean, abs=0.001)


def test_the_over_called_question_says_so() -> None:
    assert "31" in str(_pipeline().questions["experiment_setup"].note)


def test_the_source_is_linked() -> None:
    assert _pipeline().source.url == "https://arxiv.org/abs/2606.16974"
    assert Publication(("A",), "B", 2025, arxiv_id="2501.00001", doi="10.1/x").url == "https://doi.org/10.1/x"
    assert Publication(("A",), "B", 2025).url is None


def test_a_second_entry_for_the_same_rater_is_refused(tmp_path: Path) -> None:
    (tmp_path / "accuracy.yaml").write_text("accuracy:" + _ENTRY + _ENTRY, encoding="utf-8")
    with pytest.raises(FactsError, match=r"line 10: accuracy\[1\]: has the instrument"):
        load_accuracy(tmp_path / "accuracy.yaml")


def test_a_figure_above_one_is_refused(tmp_path: Path) -> None:
    text = "accuracy:" + _ENTRY.replace("precision: 0.5", "precision: 50.0")
    (tmp_path / "accuracy.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FactsError, match=r"questions\.pseudocode\.precision: 50\.0 is more than 1"):
        load_accuracy(tmp_path / "accuracy.yaml")
