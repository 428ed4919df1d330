"""Raters: their addresses, and what pages of scans say of others who answered the same questions."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.support.files import write_json
from tests.support.paths import ROOT

from scanpress import facts
from scanpress.corpus import load_corpus
from scanpress.corpus.statistics import Comparison, Comparisons, Confusion, Who
from scanpress.facts import Venues
from scanpress.scan_pages.comparing.confirmations import Confirmations
from scanpress.scan_pages.comparing.raters import Raters
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.writer import Memory

INDEX = json.loads((ROOT / "scans/iclr-2024/sequencematch.json").read_bytes())
MODEL, PERSON, OTHER = Who("model", "m", ""), Who("person", "p", ""), Who("model", "o", "")


def raters(root: Path, *named: tuple[str, str]) -> Raters:
    """Load a scan of a paper of its own by each rater."""
    for number, (kind, name) in enumerate(named):
        scan = json.loads(json.dumps(INDEX))
        scan["paper"] = {"title": f"Paper {number}", "authors": ["Ada"], "year": 2024}
        scan["rater"] = {"kind": kind, "name": name}
        write_json(root / f"scans/made-up/{number}.json", scan)
    loaded = load_corpus(facts.Collection.at(root), today=date(2026, 6, 1))
    known = Known(
        root=root,
        site_url="",
        correction=Correction(),
        venues=Venues(),
        accuracy_file=root,
        accuracies=(),
        redirects={},
    )
    return Raters(TabulatedCorpus.of(loaded.corpus, known, lambda room: Memory(None, room)))


def test_two_raters_of_one_name_have_an_address_each_and_share_that_of_the_name(tmp_path: Path) -> None:
    found = raters(tmp_path, ("person", "Claude"), ("model", "claude"), ("model", "Claude"), ("person", "Ada Byron"))
    slugs = {(rater.kind, rater.name): rater.slug for rater in found.named}
    assert len(set(slugs.values())) == 3
    assert slugs["person", "Ada Byron"] == "ada-byron"
    ((address, same),) = found.same_names
    assert address == "raters/claude/index.html"
    assert [rater.kind for rater in same] == ["model", "person"]


def test_an_address_stays_if_other_raters_come(tmp_path: Path) -> None:
    before = raters(tmp_path / "before", ("model", "gpt 4o"))
    after = raters(tmp_path / "after", ("model", "gpt-4o"), ("model", "gpt 4o"))
    assert before.named[0].slug == "gpt-4o"
    assert [address for address, _ in after.same_names] == ["raters/gpt-4o/index.html"]


def words(*pairs: tuple[Who, Who, Sequence[tuple[str, str, int]]]) -> dict[tuple[str, str], str]:
    """Return what is said of the model if raters gave these answers so often to one question."""
    compared = [
        Comparison("survey", one, other, 1, {"a.b": Confusion({(a, b): number for a, b, number in given})})
        for one, other, given in pairs
    ]
    return dict(Confirmations(Comparisons(tuple(compared), {})).words.get(("survey", MODEL.rater), {}))


def test_agreement_is_said_if_thirty_such_answers_were_compared() -> None:
    assert words((MODEL, OTHER, [("1", "1", 29), ("0", "1", 3)])) == {}
    found = words((MODEL, OTHER, [("1", "1", 24), ("1", "-", 7), ("0", "1", 3)]))
    assert found == {("a.b", "1"): "Other raters agree with about 75\u202f% of such answers (30 or more compared)"}


def test_people_count_alone_if_they_answered_often_enough() -> None:
    by_people = (MODEL, PERSON, [("0", "0", 33), ("0", "1", 17)])
    by_models = (OTHER, MODEL, [("0", "0", 1000)])
    assert words(by_people, by_models)["a.b", "0"].startswith("People agree with about 65")
    assert words((MODEL, PERSON, [("0", "0", 5)]), by_models)["a.b", "0"].startswith(
        "Other raters agree with about 100"
    )


def test_two_runs_of_one_rater_say_nothing_of_each_other() -> None:
    assert words((MODEL, MODEL._replace(run="second"), [("1", "1", 99)])) == {}


def test_one_more_answer_seldom_changes_what_is_said() -> None:
    said = {words((MODEL, PERSON, [("1", "1", number), ("1", "0", 20)]))["a.b", "1"] for number in range(70, 80)}
    assert len(said) == 1
