"""What changed between two states of scans: answers, words, scores, and nothing else."""

import json
from collections.abc import Callable
from random import Random
from time import process_time
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.corpus.changes import ScanChange, compare, render_json, render_markdown, render_text, summarise_change
from scanpress.corpus.changes.values import word_changes

SURVEY = SURVEY_FILE.read_bytes()
PATH = "scans/acl-2024/cross-lingual-alignment.json"
OTHER = REPRODUCIBILITY_FILE.read_bytes()
OTHER_PATH = "scans/iclr-2023/task-arithmetic.json"


def edited(edit: Callable[[Any], None], content: bytes = SURVEY) -> bytes:
    document = json.loads(content)
    edit(document)
    return json.dumps(document).encode()


def change_of(after: bytes, before: bytes = SURVEY, path: str = PATH) -> ScanChange:
    (change,) = compare({path: before}, {path: after})
    return change


def answer(document: Any) -> None:
    document["checklist"]["artifacts"]["environment_specified"]["answer"] = True


def test_an_answer_is_reported_with_the_score() -> None:
    change = change_of(edited(answer))

    assert [(each.place, each.before, each.after) for each in change.answers] == [
        ("environment_specified", "not met", "met")
    ]
    assert change.texts == ()
    ((name, before, after),) = change.scores
    assert name == "Checklist score"
    assert (before or "").startswith("22 of 50")
    assert (after or "").startswith("23 of 50")


def test_a_variable_is_reported_by_its_result() -> None:
    change = change_of(
        edited(lambda scan: scan["variables"]["open_source_code"].update(result="No"), OTHER), OTHER, OTHER_PATH
    )

    assert "open_source_code: Yes → No" in render_text([change])
    assert {name for name, _, _ in change.scores} == {"Documentation score", "Reproducibility estimate"}


def test_a_text_is_reported_by_word() -> None:
    def rewrite(document: Any) -> None:
        reason = document["checklist"]["artifacts"]["data_released"]
        reason["justification"] = reason["justification"].replace("All datasets used", "Most corpora used")

    text = render_text([change_of(edited(rewrite))])

    assert "data_released, reason: [-All datasets-]{+Most corpora+} used are publicly available: Universal …\n" in text
    assert "Checklist score" not in text


def test_other_places_are_named() -> None:
    def rewrite(document: Any) -> None:
        document["paper"]["year"] = 2023
        document["status"] = {"state": "contested"}
        del document["claims"][0]
        document["cited_papers"][1]["authors"].append("New Author")

    text = render_text([change_of(edited(rewrite))])

    assert "    paper.year: 2024 → 2023\n" in text
    assert "    now contested\n" in text
    assert "    claims[1]: " in text
    assert "    cited_papers[2].authors[4]: none → New Author\n" in text


def test_a_status_is_reported_in_words() -> None:
    note = "Tables 2 and 3 are from another paper."

    def lines(before: Any, after: Any) -> list[str]:
        old = edited(lambda scan: scan.update(status=before))
        new = edited(lambda scan: scan.update(status=after))
        return [line.strip() for line in render_text([change_of(new, old)]).splitlines()[1:-1]]

    withdrawn = {"state": "withdrawn", "note": note, "date": "2026-01-31", "by": "The editors"}
    published = {"state": "published"}
    assert lines(published, withdrawn) == [f"now withdrawn: {note} (by The editors, 2026-01-31)"]
    assert lines({"state": "contested"}, {"state": "superseded"}) == ["now superseded (was contested)"]
    assert lines(withdrawn, published) == ["now published (was withdrawn)"]
    assert lines(withdrawn, {**withdrawn, "by": "Ada"}) == ["status.by: [-The editors-]{+Ada+}"]
    (new,) = compare({}, {PATH: edited(lambda scan: scan.update(status=withdrawn))})
    assert f"    now withdrawn: {note} (by The editors, 2026-01-31)\n" in render_text([new])


def test_a_status_is_before_the_answers_and_has_no_symbol_on_pages() -> None:
    def both(document: Any) -> None:
        answer(document)
        document["status"] = {"state": "withdrawn", "note": "Yes"}

    first, second, *_ = summarise_change(PATH, SURVEY, edited(both))
    assert first == [("kept", "now "), ("gained", "withdrawn"), ("kept", ": "), ("kept", "Yes")]
    assert second[-1] == ("gained", "✓ met")


def test_a_reply_is_reported_key_by_key() -> None:
    text = render_text([change_of(edited(lambda scan: scan.update(reply={"text": "No.", "name": "Ada"})))])
    assert "    reply.text: none → No.\n    reply.name: none → Ada\n" in text


def test_the_form_of_a_file_is_no_change() -> None:
    change = change_of(json.dumps(json.loads(SURVEY)).encode())

    assert (change.answers, change.texts, change.scores) == ((), (), ())


def test_scans_come_go_and_move() -> None:
    moved = "scans/iclr/arithmetic.json"
    changes = compare({PATH: SURVEY, OTHER_PATH: OTHER}, {moved: OTHER.replace(b'"ICLR"', b'"ICLR 2023"')})

    assert [(change.kind, change.path, change.moved_from) for change in changes] == [
        ("removed", PATH, None),
        ("moved", moved, OTHER_PATH),
    ]
    assert [each.place for each in changes[1].texts] == ["paper.venue"]
    assert compare({}, {PATH: SURVEY})[0].scores[0][1:] == (None, "22 of 50 (44.0\N{NARROW NO-BREAK SPACE}%)")
    assert compare({PATH: SURVEY}, {PATH: SURVEY}) == ()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", SURVEY.replace(b"true", b"null", 1)])
def test_a_file_that_is_not_accepted_is_reported(content: bytes) -> None:
    assert change_of(content).unreadable.startswith("not accepted by the check now (")
    assert change_of(SURVEY, content).unreadable.startswith("not accepted by the check before (")


def test_markdown_cannot_be_driven_by_a_scan() -> None:
    def attack(document: Any) -> None:
        document["paper"]["title"] = "<img src=x> [a](javascript:b) @everyone `c` **d**"

    text = render_markdown([change_of(edited(attack))])

    assert "<img" not in text.replace("\\<img", "")
    assert "[a]" not in text
    assert "@everyone" not in text


def test_json_has_every_fact() -> None:
    (change,) = json.loads(render_json([change_of(edited(answer))]))["changes"]

    assert change["kind"] == "changed"
    assert change["answers"][0]["before"] == "not met"
    assert change["scores"][0]["name"] == "Checklist score"


def test_the_hook_tells_of_scans_only() -> None:
    after = edited(answer)

    assert summarise_change(PATH, SURVEY, after)[0] == [
        ("kept", "environment_specified"), ("kept", ": "), ("lost", "✗ not met"), ("kept", " → "), ("gained", "✓ met")
    ]  # fmt: skip
    assert summarise_change("README.md", b"a", b"b") == ()
    assert summarise_change("scans/runs/a.json", b"{}", b"{ }") == ()
    assert summarise_change(PATH, None, SURVEY)[0][1][1].startswith("22 of 50")
    assert summarise_change(PATH, b"{", b"}") == [
        [("kept", "not accepted by the check before (syntax) and now (syntax)")]
    ]


def test_the_hook_keeps_words_that_were_removed_and_added_apart() -> None:
    def rewrite(document: Any) -> None:
        reason = document["checklist"]["artifacts"]["data_released"]
        reason["justification"] = reason["justification"].replace("All datasets used", "{+Most+} corpora used")

    (line,) = summarise_change(PATH, SURVEY, edited(rewrite))
    assert ("lost", "All datasets") in line
    assert ("gained", "{+Most+} corpora") in line


@pytest.mark.parametrize(("before", "after"), [("", "a b"), ("a b", ""), ("a  b\nc", "a b c"), ("数 学", "数 理")])
def test_no_word_is_lost(before: str, after: str) -> None:
    pieces = word_changes(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "gained") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "lost") == after


@pytest.mark.parametrize("words", [2, 10, 60, 2000])
def test_words_are_compared_in_a_time_that_grows_with_their_number(words: int) -> None:
    def seconds(length: int) -> float:
        chance = Random(1)  # noqa: S311
        before, after = (" ".join(f"w{chance.randrange(words)}" for _ in range(length)) for _ in "12")
        started = process_time()
        word_changes(before, after)
        return process_time() - started

    assert max(map(seconds, (250, 500, 1000, 1900))) < 0.5
