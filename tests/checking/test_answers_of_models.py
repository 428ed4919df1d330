"""Files as pipelines of models leave them: wrapped, cut off, renamed, and with JSON inside of texts."""

import copy
import json
import re
from datetime import date
from typing import Any

import pytest
from tests.support.answers_of_models import RECORD, SURVEY, Document, changed, only, problems

from scanpress.checking import Problem, check_bytes


@pytest.mark.parametrize(
    ("wrapped", "inner"),
    [
        (
            {
                "role": "assistant",
                "content": [{"type": "text", "text": "Here."}, {"type": "tool_use", "input": RECORD}],
            },
            "input",
        ),
        ({"output": [{"type": "reasoning"}, {"type": "function_call", "arguments": SURVEY}]}, "arguments"),
        ({"results": [{"id": 4, "scan": RECORD}], "usage": {"tokens": 7}}, "scan"),
    ],
)
def test_a_scan_inside_the_answer_of_a_service_is_one_problem(wrapped: Document, inner: str) -> None:
    problem = only(wrapped)

    assert problem.name == "misplaced-key"
    assert problem.remedy.startswith(f'keep only what is inside "{inner}"')


@pytest.mark.parametrize(
    "wrapped", [{"scans": [RECORD, SURVEY]}, {"a": RECORD, "b": RECORD}, {"data": {"items": [RECORD] * 3}}]
)
def test_several_scans_inside_an_object_are_counted(wrapped: Document) -> None:
    assert re.search(r"the file has [23] scans", only(wrapped).message)


@pytest.mark.parametrize(
    ("alone", "name"),
    [
        (RECORD["variables"], "reproducibility"),
        (SURVEY["checklist"], "survey"),
        ({**RECORD["variables"], "model": "x"}, "reproducibility"),
    ],
)
def test_answers_without_the_scan_around_them_are_one_problem(alone: Document, name: str) -> None:
    problem = only(alone)

    assert problem.message == f"the file has answers to the questions of {name} alone, and is not a whole scan"
    assert f'"instrument": "{name}"' in problem.remedy


@pytest.mark.parametrize("scan", [RECORD, SURVEY])
def test_a_scan_among_the_runs_is_called_so(scan: Document) -> None:
    assert only(scan, "scans/runs/a.json").message.startswith("this is a scan and not a run")


@pytest.mark.parametrize(
    ("scan", "renamed"),
    [
        (RECORD, {"result": "ergebnis", "response": "antwort"}),
        (RECORD, {"response": "begruendung"}),
        (RECORD, {"result": "label", "response": "supporting_text"}),
        (SURVEY, {"justification": "reasoning"}),
        (SURVEY, {"answer": "score"}),
        (SURVEY, {"justification": "why", "answer": "is_met"}),
    ],
)
def test_a_key_of_all_answers_in_other_words_is_the_one_that_is_missing(
    scan: Document, renamed: dict[str, str]
) -> None:
    def rename(answer: Document) -> None:
        for old, new in renamed.items():
            value = answer.pop(old)
            answer[new] = int(value) if isinstance(value, bool) and new == "score" else value

    found = problems(changed(scan, rename))
    assert {each.remedy for each in found} == {f'did you mean "{old}"?' for old in renamed}


@pytest.mark.parametrize("extra", [{"page": 3}, {"thinking": "Let me see."}, {"quotes": ["a", "b"]}])
def test_a_key_beside_a_whole_answer_may_be_kept(extra: Document) -> None:
    found = only(changed(RECORD, lambda answer: answer.update(extra)))

    assert found.remedy == f'rename it to "x-{next(iter(extra))}" to keep it, or remove it'


@pytest.mark.parametrize("form", ["Q{}", "question_{}", "{}", "Variable {}", "#{}."])
def test_numbers_in_place_of_questions_are_one_problem(form: str) -> None:
    numbered = {form.format(number): answer for number, answer in enumerate(RECORD["variables"].values(), 1)}
    problem = only({**RECORD, "variables": numbered})

    assert problem.message == "9 keys are numbers, and the schema names each"
    assert f'"{form.format(3)}" is "pseudocode"' in problem.remedy


@pytest.mark.parametrize("dots", ["...", "\u2026", "....."])
@pytest.mark.parametrize("value", ["...", None, {}])
def test_dots_in_place_of_answers_are_one_problem(dots: str, value: object) -> None:
    few = {"artifacts": SURVEY["checklist"]["artifacts"], dots: value}

    problem = only({**SURVEY, "checklist": few})
    assert problem.message == "10 keys were left out here"
    assert problem.remedy.startswith(f'write the keys in place of "{dots}": "statistical_methodology", ')
    assert problem.remedy.endswith("and 2 more")


@pytest.mark.parametrize("key", ["...", "other_questions", "Remaining questions", "rest", "... (as above)"])
def test_a_key_for_all_that_is_left_out_names_them_and_what_each_needs(key: str) -> None:
    first, second, *left = RECORD["variables"]
    few = {name: RECORD["variables"][name] for name in (first, second)}
    problem = only({**RECORD, "variables": {**few, key: "no"}})

    assert problem.message == f"{len(left)} keys were left out here"
    assert ", ".join(f'"{name}"' for name in left[:6]) in problem.remedy
    assert problem.remedy.endswith(', each with "result" and "response"')


@pytest.mark.parametrize("sign", [".", "/"])
@pytest.mark.parametrize("kept", [(), ("paper", "rater")])
def test_keys_that_a_converter_did_not_nest_are_one_problem(sign: str, kept: tuple[str, ...]) -> None:
    flat: Document = {}

    def flatten(value: object, place: tuple[str, ...]) -> None:
        if isinstance(value, dict | list) and place[:1] != () and place[0] not in kept:
            for key, child in value.items() if isinstance(value, dict) else enumerate(value):
                flatten(child, (*place, str(key)))
        else:
            flat[sign.join(place)] = value

    for key, value in RECORD.items():
        flatten(value, (key,))
    problem = only(flat)

    assert "a converter did not nest them" in problem.message
    assert '"variables": { "research_type": { "result": …, … }, … }' in problem.remedy
    assert ('"paper": { "title": …, … }' in problem.remedy) == (not kept)


def test_keys_in_camel_case_are_one_problem_with_the_version_among_them() -> None:
    def camel(value: Any) -> Any:
        if isinstance(value, dict):
            return {re.sub("_(.)", lambda match: match[1].upper(), key): camel(each) for key, each in value.items()}
        return [camel(each) for each in value] if isinstance(value, list) else value

    for scan in (RECORD, SURVEY):
        assert "write each of the" in only(camel(scan)).remedy


@pytest.mark.parametrize("key", ["modules", "optional_modules", "extras"])
def test_modules_under_a_key_of_their_own_are_moved(key: str) -> None:
    document = copy.deepcopy(SURVEY)
    document[key] = {name: document["checklist"].pop(name) for name in SURVEY["active_modules"]}

    assert only(document).remedy == f'move "experimental_rigor" and "data_leakage" to "checklist", and remove "{key}"'


def test_a_file_that_ends_early_is_a_problem_for_each_object_that_is_cut() -> None:
    kept = {key: SURVEY[key] for key in ("paper", "scan_version", "methodology_tags", "key_findings")}
    kept["checklist"] = {"artifacts": SURVEY["checklist"]["artifacts"]}
    found = [each for each in problems(kept) if each.name == "missing-key"]

    assert len(found) == 2
    assert found[-1].message.startswith("10 keys are missing here: the file may have been cut off")


def only_of(text: str) -> Problem:
    (problem,) = check_bytes("scans/x-2024/a.json", text.encode(), today=date(2026, 11, 29)).problems
    return problem


def pieces(scan: Document, line: str) -> str:
    written = json.dumps(scan)
    return "".join(line.replace("{}", json.dumps(written[at : at + 300])) for at in range(0, len(written), 300))


@pytest.mark.parametrize(
    "line",
    [
        'data: {"choices": [{"delta": {"content": {}}}]}\n\n',
        '{"model": "m", "response": {}, "done": false}\n',
        'event: content_block_delta\ndata: {"type": "content_block_delta", "delta": {"text": {}}}\n\n',
    ],
)
@pytest.mark.parametrize("scan", [RECORD, SURVEY])
def test_a_streamed_answer_is_called_so(line: str, scan: Document) -> None:
    problem = only_of(pieces(scan, line))

    assert "pieces, as it was streamed" in problem.message
    assert problem.remedy.startswith("join the texts of all pieces")


@pytest.mark.parametrize("between", ["\n\nWait, pseudocode is No. Corrected:\n\n", "\n```\n\n```json\n"])
def test_versions_of_one_scan_are_not_two_scans(between: str) -> None:
    record = json.dumps(RECORD, indent=2)

    assert (
        only_of(record + between + record).remedy
        == "keep the right one, which is probably the last, and remove the others"
    )
    assert "move each other one" in only_of(record + between + json.dumps(SURVEY)).remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I'm sorry, but I can't open the PDF.", "is how a model refuses"),
        ("I apologize, but the file is empty.", "is how a model refuses"),
        ("As an AI language model, I cannot read files.", "is how a model refuses"),
        ("# Scan\n\n- Pseudocode: Yes", "this is Markdown"),
        ("**Pseudocode:** Yes\n\n**Code:** No", "this is Markdown"),
        ("Research type: Experimental", "this file is not JSON"),
        ("null", "the file is null: what wrote it had no scan"),
        ("[]", "the file is a list: what wrote it had no scan"),
    ],
)
def test_words_without_a_scan_are_called_what_they_are(text: str, said: str) -> None:
    assert said in only_of(f"{text}\n").message


@pytest.mark.parametrize("comment", ["// ... same for the other categories ...", "/* the rest is unchanged */", "# …"])
def test_a_comment_in_place_of_answers_is_one_problem(comment: str) -> None:
    text = json.dumps(SURVEY, indent=2)
    start, end = text.index('"statistical_methodology"'), text.index('  },\n  "claims"')

    assert only_of(text[:start] + comment + "\n" + text[end:]).message.startswith("something was left out here")


@pytest.mark.parametrize(
    ("around", "said"),
    [
        ({"type": "tool_use", "id": "toolu_1", "name": "record_scan"}, 'remove "type" too; remove "id" and "name", or'),
        ({"overall_confidence": 0.87}, 'remove "overall_confidence", or begin it with x- to keep it'),
        ({"status": "success", "x-run": 3}, 'remove "status", or begin it with x- to keep it'),
    ],
)
def test_what_is_beside_a_wrapped_scan_is_removed_or_kept(around: Document, said: str) -> None:
    assert said in only({**around, "input": RECORD}).remedy


def test_reasons_in_an_object_of_their_own_are_moved_and_not_removed() -> None:
    bare = {key: answer["result"] for key, answer in RECORD["variables"].items()}
    reasons = {key: answer["response"] for key, answer in RECORD["variables"].items()}
    found = problems({**RECORD, "variables": bare, "responses": reasons})
    beside = problems({**RECORD, "quotes": reasons})

    assert [each.name for each in found] == ["wrong-type", "misplaced-key"]
    assert found[1].remedy.startswith('write each into the answer of its question in "variables", as "response"')
    assert [each.name for each in beside] == ["unknown-key"]


def test_reasons_in_a_list_are_moved_and_not_removed() -> None:
    bare = {key: {"result": answer["result"]} for key, answer in RECORD["variables"].items()}
    reasons = [answer["response"] for answer in RECORD["variables"].values()]

    (apart,) = (each for each in problems({**RECORD, "variables": bare, "why": reasons}) if each.name != "missing-key")
    assert "if they are in the order of the questions" in apart.remedy


def test_the_keys_of_a_schema_around_answers_are_removed_with_it() -> None:
    problem = only({**RECORD, "variables": {"type": "object", "properties": RECORD["variables"], "required": []}})

    assert problem.remedy.startswith('move "research_type" and 8 other keys to "variables"')
    assert problem.remedy.endswith('remove "type" and "required" too')


def test_answers_whose_keys_alone_are_those_of_another_instrument_are_not_decided_again() -> None:
    def renamed(answer: Document) -> None:
        answer.update(answer=answer.pop("result"), justification=answer.pop("response"))

    assert only(changed(RECORD, renamed)).remedy == (
        'in each, rename "answer" to "result" and "justification" to "response"'
    )
