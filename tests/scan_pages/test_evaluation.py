"""Published evaluations, read where pages are made."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import replace_once
from tests.support.paths import ROOT

from scanpress.corpus import Summary, load_corpus
from scanpress.facts import Accuracy, Collection, Venues, load_accuracy
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.known import Evaluation, Known, digest_of_all

FACTS = ROOT / "content/accuracy.yaml"


def test_an_evaluation_that_changes_while_the_site_is_built_is_shown_on_no_page(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.yaml"
    shutil.copy(FACTS, path)
    first = load_accuracy(path)
    replace_once(path, "tp: 66", "tp: 65")
    with pytest.raises(ValueError, match="changed while the site was built: build again"):
        _ = Evaluation(str(path), digest_of_all(first), 0).accuracy
    second = load_accuracy(path)
    assert Evaluation(str(path), digest_of_all(second), 0).accuracy == second[0]


def rated() -> Summary:
    """Return a scan whose rater is the one that the published evaluation names."""
    loaded = load_corpus(Collection.at(ROOT), today=date(2026, 6, 1))
    return next(scan for scan in loaded.corpus.summaries if scan.rater == "automated LLM-based pipeline")


def known(accuracies: tuple[Accuracy, ...]) -> Known:
    return Known(
        root=ROOT,
        site_url="",
        correction=Correction(),
        venues=Venues(),
        accuracy_file=FACTS,
        accuracies=accuracies,
        redirects={},
    )


@pytest.mark.parametrize("other", [{"instrument": "reproducibility-2"}, {"rater_kind": "person"}, {"rater": "B"}])
def test_an_evaluation_holds_for_its_rater_and_instrument_only(other: dict[str, Any]) -> None:
    accuracies = load_accuracy(FACTS)
    found = known(accuracies).evaluation(rated())
    assert found is not None
    assert found.accuracy == accuracies[0]
    assert known(accuracies).evaluation(rated()._replace(**other)) is None


@pytest.mark.parametrize("named", [{"rater": "gemini-2.5-flash"}, {"rater": "B", "run": "replication"}])
def test_an_evaluation_holds_for_each_name_of_the_rater_and_for_its_run(named: dict[str, Any]) -> None:
    accuracies = load_accuracy(FACTS)
    found = known(accuracies).evaluation(rated()._replace(**named))
    assert found is not None
    assert found.accuracy == accuracies[0]
