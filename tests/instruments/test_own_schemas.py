"""Schemas of instruments of one's own: everything that is missing is named, with its place and an example."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.support.paths import ROOT

from scanpress.checking import check_bytes
from scanpress.checking.days import this_day
from scanpress.instruments import (
    InstrumentError,
    Verdict,
    identify,
    instruments,
    own_digest,
    require,
    use_folder,
)
from scanpress.instruments.catalogue import dispatch_schema
from scanpress.instruments.own.annotations import annotations
from scanpress.instruments.own.folder import schema_mistakes
from scanpress.instruments.own.making import Asked, new_schema, read_table, results_of
from scanpress.instruments.own.mistake import Mistake

CHECKLIST = ROOT / "examples" / "ml-checklist" / "instruments"
SURVEY = ROOT / "examples" / "typed-survey" / "instruments"
Change = Callable[[dict[str, Any]], object]


def made() -> dict[str, Any]:
    asked = [
        Asked("Data", "Is it public?", "Data public", "A link."),
        Asked("Data", "How many?", "Runs", "Count.", "number 1 to 9 runs"),
        Asked("Code", "Which language?", "Language", "The main one.", "one of: C, R"),
    ]
    results = results_of("yes-partly-no-na")
    assert results
    document: dict[str, Any] = json.loads(new_schema("own", "Own", asked, results))
    return document


def said(change: Change, name: str = "own-1") -> list[Mistake]:
    document = made()
    change(document)
    return schema_mistakes(f"instruments/{name}.schema.json", json.dumps(document).encode())


def questions(document: dict[str, Any], category: str = "data") -> dict[str, Any]:
    found: dict[str, Any] = document["properties"]["answers"]["properties"][category]["properties"]
    return found


WRONG: list[tuple[str, Change, str, str, str]] = [
    ("no annotation of the container", lambda s: s["properties"]["answers"].pop("x-scanpress-questions"), "/properties", "no key has the answers", '"x-scanpress-questions": "by-category"'),
    ("no meaning of the answers", lambda s: s["$defs"]["answer"]["properties"]["answer"].pop("x-scanpress-results"), "/$defs/answer/properties", "none of its keys (answer, reason) is marked as the answer", '"x-scanpress-results": { "yes": "met", "partly": "partly", "no": "not met" }'),
    ("a result without a meaning", lambda s: s["$defs"]["answer"]["properties"]["answer"]["x-scanpress-results"].pop("partly"), "/$defs/answer/properties/answer/x-scanpress-results", "the answer partly has no meaning", '"partly": "met"'),
    ("a number without a range", lambda s: questions(s)["runs"]["properties"]["answer"].pop("maximum"), "/properties/answers/properties/data/properties/runs/properties/answer/maximum", "the range of the number is open", '"maximum": 0'),
    ("a question that asks nothing", lambda s: questions(s)["runs"].update(description="Runs."), "/properties/answers/properties/data/properties/runs/description", "it asks nothing", '"description": "Is the code public? Yes needs a link that works."'),
    ("no label", lambda s: questions(s)["runs"].pop("title"), "/properties/answers/properties/data/properties/runs/title", "it has no title, which pages show as a label", '"title": "Code shared"'),
    ("an open category", lambda s: s["properties"]["answers"]["properties"]["data"].pop("additionalProperties"), "/properties/answers/properties/data/additionalProperties", "it allows keys that are no questions, so a misspelt one would be accepted", ""),
    ("an unknown weight", lambda s: s["x-scanpress-score"].update(weights={"size": 2}), "/x-scanpress-score/weights", "there is no size here", ""),
    ("an unknown dimension", lambda s: s["x-scanpress-score"].update(dimensions={"Rigor": ["method"]}), "/x-scanpress-score/dimensions/Rigor", "there is no method here", ""),
    ("a harmonic mean of nothing", lambda s: s["x-scanpress-score"].update(mean="harmonic"), "/x-scanpress-score/mean", "there is nothing to take a mean of", ""),
    ("no paper unscored by a value", lambda s: s["x-scanpress-score"].update(unless={"key": "language", "is": ["Perl"]}), "/x-scanpress-score/unless/is", "there is no Perl here", ""),
    ("an unknown annotation", lambda s: s.update({"x-scanpress-sore": {}}), "/x-scanpress-sore", "there is no annotation x-scanpress-sore", ""),
    ("a wrong annotation", lambda s: s["x-scanpress-score"].update(mean="geometric"), "/x-scanpress-score/mean", '"geometric" is not possible', '"mean": "harmonic"'),
    ("an unknown key of the score", lambda s: s["x-scanpress-score"].update(weight={}), "/x-scanpress-score/weight", "weight is not known here", '"x-scanpress-score": { "name": "Score", "per": "question", "partly": 0.5 }'),
    ("an unknown meaning", lambda s: s["$defs"]["answer"]["properties"]["answer"]["x-scanpress-results"].update(no="bad"), "/$defs/answer/properties/answer/x-scanpress-results/no", '"bad" is not possible', '"x-scanpress-results": { "yes": "met", "partly": "partly", "no": "not met" }'),
    ("a floor that is too high", lambda s: s["x-scanpress-score"].update(floor=200), "/x-scanpress-score/floor", "200 is not possible", '"floor": 5'),
    ("a category without a description", lambda s: s["properties"]["answers"]["properties"]["data"].pop("description"), "/properties/answers/properties/data/description", "it has no description, which pages show below its title", '"description": "Whether others can use the code."'),
    ("a question that is required, but not described", lambda s: s["properties"]["answers"]["properties"]["data"]["required"].append("size"), "/properties/answers/properties/data/required", "size is required, but not described", ""),
    ("a reason that is required, but not described", lambda s: s["$defs"]["answer"]["properties"].pop("reason"), "/$defs/answer/required", "reason is required, but not described", ""),
    ("a range without a number", lambda s: questions(s)["runs"]["properties"]["answer"].update(minimum=10), "/properties/answers/properties/data/properties/runs/properties/answer/minimum", "no number is at least 10 and at most 9", ""),
    ("an older version of JSON Schema", lambda s: s.update({"$schema": "http://json-schema.org/draft-07/schema#"}), "/$schema", "another version of JSON Schema", ""),
    ("a paper without a year", lambda s: s["$defs"]["paper"].update(required=["title"]), "/properties/paper", "it need not have authors, year", ""),
    ("a reference to elsewhere", lambda s: questions(s)["runs"].update({"$ref": "https://example.org/x.json"}), "/properties/answers/properties/data/properties/runs/$ref", "https://example.org/x.json is not in this file", '"$ref": "#/$defs/answer"'),
    ("not a schema", lambda s: s.update(type="objekt"), "/type", "it is not a type of JSON Schema", '"type": "string"'),
    ("a condition on nothing", lambda s: questions(s)["runs"].update({"x-scanpress-when": {"key": "kind", "is": ["a"]}}), "", "", ""),
    ("another name", lambda s: s["x-scanpress-instrument"].update(name="other"), "/x-scanpress-instrument", "its name and version are not those of the file", ""),
    ("a scan that cannot name it", lambda s: s["properties"].pop("instrument"), "/properties", "a scan cannot name this instrument", '"instrument": { "const": "own" }, "instrument_version": { "const": 1 }'),
    ("a question with a name of pages", lambda s: questions(s).update(form=questions(s)["runs"]), "/properties/answers/properties/data/properties/form", "pages use the name form for something else", '"form_stated"'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "pointer", "message", "example"), [each[1:] for each in WRONG], ids=[each[0] for each in WRONG]
)
def test_a_mistake_is_named_with_place_and_example(change: Change, pointer: str, message: str, example: str) -> None:
    found = said(change)
    assert found
    assert all(mistake.remedy for mistake in found)
    if pointer:
        place, text, shown = next((m.pointer, m.message, m.example) for m in found if m.pointer == pointer)
        assert (place, shown) == (pointer, example)
        assert text == message or not message


def test_what_is_made_passes_and_is_a_schema() -> None:
    assert said(lambda _: None) == []
    jsonschema.Draft202012Validator.check_schema(annotations())
    for path in (*CHECKLIST.iterdir(), *SURVEY.iterdir()):
        assert schema_mistakes(path.name, path.read_bytes()) == []


def test_all_mistakes_of_all_schemas_are_one_error(tmp_path: Path) -> None:
    document = made()
    del document["title"], document["properties"]["answers"]["x-scanpress-questions"]
    (tmp_path / "own-1.schema.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "survey-3.schema.json").write_text(json.dumps(made()), encoding="utf-8")
    (tmp_path / "broken-1.schema.json").write_bytes(b"\xff")
    with pytest.raises(InstrumentError) as error:
        use_folder(tmp_path)
    text = str(error.value)
    assert "broken-1.schema.json: /: it is not UTF-8 text: save it as UTF-8 in your editor" in text
    assert "own-1.schema.json: /title: it has no title" in text
    assert "own-1.schema.json: /properties: no key has the answers" in text
    assert "survey-3 is an instrument of Scanpress, which cannot be replaced" in text
    assert "a new version such as survey-4" in text
    assert [each.key for each in instruments()] == ["reproducibility-1", "survey-1", "survey-2", "survey-3"]


def test_a_folder_adds_instruments_and_another_one_replaces_them() -> None:
    use_folder(CHECKLIST)
    first = own_digest()
    assert require("ml_checklist", 1).scoring.mean == "harmonic"
    use_folder(SURVEY)
    assert own_digest() not in {"", first}
    assert [each.key for each in instruments() if each.name == "survey"] == [
        f"survey-{number}" for number in (1, 2, 3, 4)
    ]
    found = identify({"scan_version": 4})
    assert found == require("survey", 4)
    use_folder(None)
    assert own_digest() == ""


def checked(path: str, change: Change) -> list[tuple[str, str, str]]:
    """Return what the check says of a scan of an example after a change."""
    file = ROOT / "examples" / path
    use_folder(file.parents[2] / "instruments")
    document = json.loads(file.read_bytes())
    change(document)
    problems = check_bytes(f"scans/a/{file.name}", json.dumps(document, indent=2).encode(), today=this_day()).problems
    return [(each.name, each.pointer, f"{each.message}: {each.remedy}") for each in problems]


PROMPTS = "typed-survey/scans/acl-2025/short-prompts.json"


def test_questions_of_another_type_are_an_error_and_so_are_missing_ones() -> None:
    found = checked(PROMPTS, lambda scan: scan.update(paper_type="survey"))
    assert found == [
        ("missing-key", "/type_checklist", 'the key "survey" is missing here: add "survey"'),
        (
            "misplaced-key",
            "/type_checklist/empirical",
            (
                'these questions are asked for a paper_type of "empirical" only; here it is "survey": '
                'remove "empirical", or correct "paper_type"'
            ),
        ),
    ]
    assert checked(PROMPTS, lambda _: None) == []


def test_a_wrong_answer_is_explained_with_the_words_of_the_schema() -> None:
    river = "ml-checklist/scans/neurips-2025/river-levels.json"

    def change(scan: dict[str, Any]) -> None:
        answers = scan["answers"]
        answers["shared_code"]["training_code"]["verdict"] = "Partly"
        answers["shared_code"]["dependencies"]["verdict"] = True
        answers["compute"]["compute_spent"]["hours"] = -3
        answers["experimental_setup"]["number_of_runs"]["runs"] = "3"

    found = {pointer: text for _, pointer, text in checked(river, change)}
    assert 'write "partly"' in found["/answers/shared_code/training_code/verdict"]
    assert "-3 is less than 0" in found["/answers/compute/compute_spent/hours"]
    assert "write 3 without quotation marks" in found["/answers/experimental_setup/number_of_runs/runs"]
    assert "/answers/shared_code/dependencies/verdict" in found


def test_a_table_says_what_is_wrong_by_line_and_column() -> None:
    table = b"category;question;label;guidance;kind\nData;Public;;A link.;\nData;Is it big?;Size;x;number many\n"
    found = [str(each) for each in read_table("q.csv", table)]
    assert "q.csv: line 2, column label: it is empty: write something here" in found
    assert any(each.startswith("q.csv: line 2, column question: nothing is asked") for each in found)
    assert any(each.startswith("q.csv: line 3, column kind: number many is not a kind of answer") for each in found)
    (head,) = read_table("q.csv", b"category,question\n")
    assert "the columns are missing: label, guidance" in str(head)


def test_a_table_with_a_comma_too_many_or_an_impossible_kind_is_not_read() -> None:
    head = b"category,question,label,guidance,kind\n"
    table = (
        head
        + b"Data,Is it big?,Size,Yes, if so,,\nData,How many?,Runs,x,number 5 to 1 runs\nData,Where?,Place,x,one of: a\n"
    )
    found = [str(each) for each in read_table("q.csv", table)]
    assert any(each.startswith("q.csv: line 2, column kind: if so is not a kind of answer") for each in found)
    assert any(each.startswith("q.csv: line 3, column kind: number 5 to 1 runs is not") for each in found)
    assert any(each.startswith("q.csv: line 4, column kind: one of: a is not") for each in found)
    (long,) = read_table("q.csv", b"category,question,label,guidance\nData,Is it big?,Size,Yes, if it is.\n")
    assert "line 2: it has more than 4 cells: put texts with a comma in quotation marks" in str(long)


def test_a_wrong_score_hides_neither_its_other_mistakes_nor_those_of_a_shared_answer_which_are_named_once() -> None:
    found = said(
        lambda s: s["x-scanpress-score"].update(floor=200, weights={"data": -1, "size": 2}, dimensions={"A": ["b"]})
    )
    assert {each.pointer.removeprefix("/x-scanpress-score/") for each in found} == {
        "floor",
        "weights/data",
        "weights",
        "dimensions/A",
    }

    def same_answer(schema: dict[str, Any]) -> None:
        questions(schema)["more"] = {**questions(schema)["data_public"], "title": "More"}
        schema["$defs"]["answer"]["properties"]["answer"].pop("x-scanpress-results")

    assert [each.pointer for each in said(same_answer)] == ["/$defs/answer/properties"]


def test_verdicts_and_numbers_are_read_as_the_schema_says() -> None:
    use_folder(CHECKLIST)
    asked = require("ml_checklist", 1).by_id
    runs, hours = asked["number_of_runs"].form, asked["compute_spent"].form
    assert [runs.verdict({"runs": number}) for number in (2, 3)] == [Verdict.NOT_MET, Verdict.MET]
    assert (hours.verdict({"hours": 2.5}), hours.result({"hours": 2.5})) == (None, "2.5 GPU hours")
    assert asked["training_code"].form.verdict({"verdict": "unclear", "evidence": ""}) is Verdict.UNCLEAR


def test_editors_find_the_schema_of_an_own_instrument() -> None:
    use_folder(SURVEY)
    text = dispatch_schema().decode()
    assert '"$ref": "survey-4.schema.json"' in text
    assert '"scan_version"' in text
