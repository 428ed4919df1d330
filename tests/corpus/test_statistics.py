"""Tables of answers: what is counted, what is left out, and that pandas counts the same."""

import json
import random
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import pearsonr
from tests.support.files import write_json
from tests.support.paths import ROOT

from scanpress.corpus import Corpus, Verdict, load_corpus
from scanpress.corpus.statistics import Columns, Kind, Table, load_columns, tables
from scanpress.facts import Collection
from scanpress.instruments import with_key
from scanpress.writer import Memory

INDEX = json.loads((ROOT / "scans/iclr-2024/sequencematch.json").read_bytes())


def corpus(root: Path, *answers: Mapping[str, str], memory: Path | None = None) -> tuple[Corpus, dict[str, Columns]]:
    """Load scans of made-up papers: `state` is that of the scan, all other words are results by question."""
    for number, given in enumerate(answers):
        document: dict[str, Any] = json.loads(json.dumps(INDEX))
        document["paper"] |= {"title": f"Paper {number}", "year": 2020 + number % 3, "venue": "ICLR"}
        document["paper"] |= {"arxiv_id": f"2401.{number + 1:05}", "doi": "", "url": "", "pdf_url": ""}
        document["status"] = {"state": given.get("state", "published"), "note": "Its authors asked for it."}
        for question, result in given.items():
            if question != "state":
                reason = f"The authors say so on page {number + 2}."
                document["variables"][question] = {"result": result, "response": reason}
        write_json(root / f"scans/iclr/paper-{number}.json", document)
    loaded = load_corpus(Collection.at(root), today=date(2026, 6, 1))
    assert loaded.problems == ()
    return loaded.corpus, load_columns(loaded.corpus, Memory(memory, "statistics"))


def table(columns: Mapping[str, Columns]) -> Table:
    (found,) = tables(columns.values(), lambda kind: kind.instrument).values()
    return found


def test_shares_leave_out_theoretical_papers_and_scans_that_no_longer_count(tmp_path: Path) -> None:
    _, columns = corpus(
        tmp_path,
        {"open_source_code": "Yes", "open_datasets": "Yes", "researcher_affiliation": "Industry"},
        {"open_source_code": "No", "open_datasets": "Yes", "researcher_affiliation": "Academia"},
        {"open_source_code": "Yes", "research_type": "Theoretical"},
        {"open_source_code": "Yes", "state": "withdrawn"},
    )
    found = table(columns)
    questions = {question.id: question for question in with_key("reproducibility-1").questions}

    assert found.met(questions["open_source_code"]) == (1, 2)
    assert found.verdicts(questions["open_source_code"])[Verdict.NOT_MET] == 1
    assert found.result(questions["researcher_affiliation"], ["Industry", "Collaboration"]) == (1, 2)
    assert found.sharing == {(True, True): 1, (False, True): 1}


def test_means_and_medians_are_those_of_the_scores(tmp_path: Path) -> None:
    _, columns = corpus(tmp_path, *({"open_source_code": answer} for answer in ("Yes", "Yes", "No")))
    found = table(columns)
    scores = sorted(found.histogram)

    assert sum(found.histogram.values()) == 3
    assert found.median == scores[1]
    assert found.mean_part == pytest.approx((scores[0][0] + 2 * scores[1][0]) / 3)


def test_a_set_without_scans_has_no_share_no_mean_and_no_median() -> None:
    empty = Table(with_key("reproducibility-1"))

    assert empty.met(empty.instrument.judged[0]).rate is None
    assert (empty.median, empty.mean_part, empty.mean_rate) == (None, None, None)


def test_categories_are_shares_of_the_questions_that_apply() -> None:
    survey = with_key("survey-3")
    artifacts = sum(question.category == "artifacts" for question in survey.judged)
    signs = "10-0"[:artifacts].ljust(len(survey.judged), "-")

    assert Table(survey, [signs]).by_category["artifacts"] == [1 / 3]
    assert Table(survey, [signs]).by_category["data_integrity"] == [None]


def test_columns_that_were_kept_are_those_that_were_counted(tmp_path: Path) -> None:
    first, counted = corpus(tmp_path, {}, {"state": "contested"}, memory=tmp_path / "state.sqlite")
    kept = load_columns(first, Memory(tmp_path / "state.sqlite", "statistics"))

    assert kept == counted
    assert [date for columns in kept.values() for date in columns.noted.values()] == [""]


def test_a_kind_says_what_figures_and_lists_tell_apart(tmp_path: Path) -> None:
    _, columns = corpus(tmp_path, {"state": "excluded"})
    (kind,) = [kind for each in columns.values() for kind in each.kinds]

    assert isinstance(kind, Kind)
    assert (kind.venue, kind.year, kind.counts, kind.identified) == ("ICLR", 2020, False, True)


def test_correlations_of_categories_are_those_that_scipy_computes() -> None:
    survey = with_key("survey-3")
    draw = random.Random(7)  # noqa: S311 - made up
    table = Table(survey, ["".join(draw.choices("10-", [4, 4, 3], k=len(survey.judged))) for _ in range(60)])

    for one, other in combinations(table.by_category, 2):
        pairs = [
            pair for pair in zip(table.by_category[one], table.by_category[other], strict=True) if None not in pair
        ]
        found = table.correlation(one, other)
        assert found is not None
        assert found.value == pytest.approx(pearsonr(*zip(*pairs, strict=True)).statistic)
        assert found.n == len(pairs)


def test_a_category_that_does_not_vary_correlates_with_nothing() -> None:
    survey = with_key("survey-3")
    assert Table(survey, ["1" * len(survey.judged)] * 5).correlation("artifacts", "data_integrity") is None
