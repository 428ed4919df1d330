"""Published evaluations, read where pages are made."""

import shutil
from pathlib import Path

import pytest
from tests.support.files import replace_once
from tests.support.paths import ROOT

from scanpress.facts import load_accuracy
from scanpress.scan_pages.known import Evaluation, digest_of_all

FACTS = ROOT / "content/accuracy.yaml"


def test_an_evaluation_that_changes_while_the_site_is_built_is_shown_on_no_page(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.yaml"
    shutil.copy(FACTS, path)
    first = load_accuracy(path)
    replace_once(path, "0.930", "0.931")
    with pytest.raises(ValueError, match="changed while the site was built: build again"):
        _ = Evaluation(str(path), digest_of_all(first), 0).accuracy
    second = load_accuracy(path)
    assert Evaluation(str(path), digest_of_all(second), 0).accuracy == second[0]
