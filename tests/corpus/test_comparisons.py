"""Which answers are compared: those of different raters, about one paper, to the same instrument."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.support.files import write_json
from tests.support.paths import ROOT

from scanpress.corpus import Corpus, load_corpus
from scanpress.corpus.statistics import Columns, Comparisons, Who, alpha, load_columns
from scanpress.facts import Collection
from scanpress.writer import Memory

INDEX = json.loads((ROOT / "scans/iclr-2024/sequencematch.json").read_bytes())
INDEX["variables"]["pseudocode"]["result"] = "No"
ADA, BO, MODEL = Who("person", "ada byron", ""), Who("person", "bo", ""), Who("model", "some-model", "")
NAMES = {ADA: "Ada Byron", BO: "Bo", MODEL: "some-model"}
VARIABLES = [name for name in INDEX["variables"] if name not in {"research_type", "researcher_affiliation"}]

Scan = tuple[int, Who, Mapping[str, Any]]


def scan(paper: int, who: Who, **given: Any) -> Scan:
    return paper, who, given


def load(root: Path, scans: Iterable[Scan]) -> tuple[Corpus, dict[str, Columns]]:
    """Load scans of made-up papers: `state` is that of the scan, `run` its rater's, other words are results."""
    for number, (paper, who, given) in enumerate(scans):
        document: dict[str, Any] = json.loads(json.dumps(INDEX))
        document["paper"] = {"title": f"Paper {paper}", "authors": ["Ada"], "year": 2024}
        document["rater"] = {"kind": who.kind, "name": NAMES[who]}
        document["status"] = {"state": given.get("state", "published"), "note": "A note."}
        for name in given.keys() & document["variables"].keys():
            document["variables"][name]["result"] = given[name]
        write_json(root / f"scans/made-up/{number:03}.json", document)
    loaded = load_corpus(Collection.at(root), today=date(2026, 6, 1))
    assert [problem.name for problem in loaded.problems if problem.severity == "error"] == []
    return loaded.corpus, load_columns(loaded.corpus, Memory(None, "statistics"))


def test_every_pair_of_raters_of_a_paper_is_compared(tmp_path: Path) -> None:
    found = Comparisons.of(
        *load(tmp_path, [scan(1, ADA), scan(1, BO), scan(1, MODEL, pseudocode="Yes"), scan(2, ADA), scan(3, BO)])
    )
    assert [(pair.first, pair.second, pair.papers) for pair in found.pairs] == [
        (MODEL, ADA, 1),
        (MODEL, BO, 1),
        (ADA, BO, 1),
    ]
    assert found.pairs[0].questions["pseudocode"].disagreements == [("1", "0", 1)]
    assert found.pairs[2].whole.agreed == found.pairs[2].whole.compared == len(VARIABLES)
    assert found.answers["reproducibility"]["pseudocode"] == {("0", "0", "1"): 1}


def test_described_results_are_compared_too(tmp_path: Path) -> None:
    scans = [scan(1, ADA, researcher_affiliation="Academia"), scan(1, BO, researcher_affiliation="Industry")]
    (pair,) = Comparisons.of(*load(tmp_path, scans)).pairs
    assert pair.questions["researcher_affiliation"].disagreements == [("a", "c", 1)]


def test_scans_that_no_longer_count_are_not_compared(tmp_path: Path) -> None:
    scans = [scan(1, ADA), scan(1, BO, state="withdrawn"), scan(2, ADA, state="contested"), scan(2, BO)]
    found = Comparisons.of(*load(tmp_path, scans))
    assert [pair.papers for pair in found.pairs] == [1]


def test_papers_with_one_scan_are_compared_with_nothing(tmp_path: Path) -> None:
    found = Comparisons.of(*load(tmp_path, [scan(1, ADA), scan(2, BO)]))
    assert (found.pairs, found.answers) == ((), {})


def test_a_rater_comes_first_in_all_comparisons_with_others(tmp_path: Path) -> None:
    found = Comparisons.of(*load(tmp_path, [scan(1, ADA, pseudocode="Yes"), scan(1, MODEL), scan(1, BO)]))
    own = list(found.by([ADA]))
    assert [(pair.first, pair.second) for pair in own] == [(ADA, MODEL), (ADA, BO)]
    assert {pair.questions["pseudocode"].disagreements[0] for pair in own} == {("1", "0", 1)}
    assert [pair.second for pair in found.by([ADA, MODEL])] == [BO, BO]


@pytest.mark.parametrize("seed", [1])
def test_kappa_is_that_of_the_very_answers(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - repeatable
    papers = [
        {who: {name: random.choice(["Yes", "No"]) for name in VARIABLES} for who in (ADA, MODEL)} for _ in range(20)
    ]
    scans = [scan(number, who, **given) for number, paper in enumerate(papers) for who, given in paper.items()]
    found = Comparisons.of(*load(tmp_path, scans))
    (pair,) = found.pairs
    for name in VARIABLES:
        both = [(paper[MODEL][name], paper[ADA][name]) for paper in papers]
        agreed = sum(one == other for one, other in both)
        yes = [sum(answers[rater] == "Yes" for answers in both) for rater in (0, 1)]
        chance = (yes[0] * yes[1] + (20 - yes[0]) * (20 - yes[1])) / 20
        assert pair.questions[name].agreed == agreed
        assert pair.questions[name].kappa.value == pytest.approx((agreed - chance) / (20 - chance))
        assert pair.questions[name].alpha == alpha(found.answers["reproducibility"][name].items())
