"""Values as pipelines of models leave them: JSON inside texts, null and blank reasons, words for what is expected."""

import copy
import json
from collections.abc import Callable

import pytest
from tests.support.answers_of_models import RECORD, SURVEY, Document, answers, changed, only, problems


@pytest.mark.parametrize("place", ["variables", "paper", "rater"])
def test_an_object_inside_a_text_is_written_without_quotation_marks(place: str) -> None:
    problem = only({**RECORD, place: json.dumps(RECORD[place])})

    assert problem.remedy.startswith("write the object or list itself, without the quotation marks")


def test_many_objects_inside_texts_are_one_problem() -> None:
    inside = {key: {name: json.dumps(each) for name, each in some.items()} for key, some in SURVEY["checklist"].items()}

    assert only({**SURVEY, "checklist": inside}).message == "64 objects or lists are in quotation marks, as texts"
    assert "without the quotation marks" in only({**SURVEY, "claims": json.dumps(SURVEY["claims"])}).remedy


def test_answers_to_questions_that_do_not_apply_are_false() -> None:
    null = changed(SURVEY, lambda answer: answer["applies"] or answer.update(answer=None))
    left_out = changed(SURVEY, lambda answer: answer["applies"] or answer.pop("answer"))

    assert (only(null).message, only(null).remedy) == (
        "14 answers to questions that do not apply are null",
        "write false for each",
    )
    assert only(left_out).remedy == 'add "answer": false, as the question does not apply'


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_blank_reasons_are_one_problem(blank: str) -> None:
    for scan, key in ((RECORD, "response"), (SURVEY, "justification")):
        every = copy.deepcopy(scan)
        for answer in answers(every):
            answer[key] = blank
        problem = only(every)
        assert problem.remedy.startswith("write the reason")
        assert f"({len(answers(scan))} times in this file)" in problem.message


def test_reasons_that_are_null_are_asked_for() -> None:
    record = changed(RECORD, lambda answer: answer.update(response=None))

    assert only(record).message == "9 answers have no reason"
    assert only(record).remedy.startswith("write the reason in place of null")


ENTRIES = {entry["flag"]: entry["detail"] for entry in SURVEY["red_flags"]}


@pytest.mark.parametrize(
    ("scan", "change", "remedy"),
    [
        (SURVEY, {"red_flags": ENTRIES}, 'write a list: [{ "flag": "No error bars'),
        (SURVEY, {"red_flags": "None identified."}, "write [] if there is nothing to list"),
        (SURVEY, {"red_flags": ["None"]}, "remove this entry: an empty list"),
        (SURVEY, {"methodology_tags": "benchmark-eval, new method"}, 'write a list of words among "rct", '),
        (SURVEY, {"methodology_tags": ["rct, theoretical"]}, 'write each as an entry of its own: "rct", "theoretical"'),
        (SURVEY, {"scan_version": "v3"}, "write 3: a number"),
        (SURVEY, {"scan_version": "version 2"}, "write 2: a number"),
        (
            RECORD,
            {"instrument": {"name": "reproducibility", "version": 1}},
            'write "instrument": "reproducibility" and',
        ),
        (RECORD, {"instrument": "Reproducibility checklist (2025)"}, 'did you mean "reproducibility"?'),
        (RECORD, {"reply": "No reply"}, "leave the key out"),
        (RECORD, {"status": {"state": "success"}}, "remove the status"),
        (RECORD, {"status": {"state": "published", "note": ""}}, "write why the scan has this status, or leave"),
        (
            RECORD,
            {"license": "Creative Commons Attribution-ShareAlike 4.0 International"},
            'did you mean "CC-BY-SA-4.0"?',
        ),
        (RECORD, {"rater": {**RECORD["rater"], "run": {"temperature": 0}}}, "a run is a file of its own"),
        (RECORD, {"paper": {**RECORD["paper"], "year": 0}}, "0 is not a year"),
        (RECORD, {"paper": {**RECORD["paper"], "venue": ["ICLR", "2024"]}}, 'write "ICLR" without the list'),
        (
            RECORD,
            {"paper": {**RECORD["paper"], "authors": {"first": "Ada Byron", "second": "Bo Li"}}},
            'write a list: ["Ada',
        ),
        (RECORD, {"paper": {**RECORD["paper"], "authors": []}}, "write the name of each author"),
        (RECORD, {"paper": {**RECORD["paper"], "same_as": "The arXiv version"}}, "write a list: the path of a scan"),
    ],
)
def test_a_value_of_another_kind_gets_the_remedy_for_it(scan: Document, change: Document, remedy: str) -> None:
    document = {key: value for key, value in scan.items() if key != "instrument_version" or "instrument" not in change}

    assert only({**document, **change}).remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("scan", "place", "key"),
    [(SURVEY, ("checklist", "artifacts"), "justification"), (RECORD, ("variables",), "response")],
)
def test_a_reason_beside_the_answers_is_not_to_be_removed(scan: Document, place: tuple[str, ...], key: str) -> None:
    document = part = copy.deepcopy(scan)
    for name in place:
        part = part[name]
    part[key] = "See Section 3."

    assert only(document).remedy == (
        f'write it in each answer that it belongs to, or rename it to "x-{key}" to keep it here'
    )


def test_a_year_that_the_venue_names_is_the_one_that_is_missing() -> None:
    paper = {key: value for key, value in RECORD["paper"].items() if key != "year"}

    assert only({**RECORD, "paper": {**paper, "venue": "ICLR 2024"}}).remedy.startswith('add "year", probably 2024')
    assert only({**RECORD, "paper": paper}).remedy == 'add "year"'


@pytest.mark.parametrize(("yes", "no"), [("\u2705", "\u274c"), ("met", "not met"), ("Satisfied", "Not satisfied")])
def test_signs_and_words_for_true_and_false_are_one_problem(yes: str, no: str) -> None:
    answered = changed(SURVEY, lambda answer: answer.update(answer=yes if answer["answer"] else no))

    assert only(answered).remedy == f'write true for "{yes}" (line 1) and false for "{no}" (line 1), if that is meant'


def test_a_word_in_full_width_is_that_word() -> None:
    record = copy.deepcopy(RECORD)
    record["variables"]["pseudocode"]["result"] = "\uff39\uff45\uff53"

    assert only(record).remedy == 'write "Yes"'


@pytest.mark.parametrize(
    ("scan", "key", "change", "remedy"),
    [
        (RECORD, "result", lambda value: {"value": value, "confidence": 0.92}, 'write only the value: "Experimental"'),
        (RECORD, "result", lambda value: {"verdict": value}, 'write "Experimental"'),
        (SURVEY, "answer", lambda value: {"value": value, "certainty": "high"}, "write only the value: true"),
        (SURVEY, "answer", lambda value: "4/5" if value else "1/5", "write true or false: there is no scale"),
        (SURVEY, "answer", lambda value: 0.9 if value else "20%", "write true or false: there is no scale"),
        (SURVEY, "answer", lambda value: "High" if value else "low", "write true or false: there is no scale"),
        (SURVEY, "answer", lambda value: "met" if value else "not_met", 'write true for "met"'),
        (RECORD, "result", lambda value: {"Yes": "ja", "No": "nein"}.get(value, value), 'write "Yes" for "ja"'),
        (RECORD, "result", lambda value: {"Yes": True, "No": False}.get(value, value), 'write "Yes" for true'),
        (RECORD, "result", lambda value: {"Yes": "3/5", "No": "2/5"}.get(value, value), 'write "Yes" or "No"'),
        (RECORD, "result", lambda value: {"Yes": "\u2705 Yes", "No": "\u274c No"}.get(value, value), 'write "Yes"'),
    ],
)
def test_answers_of_another_kind_are_one_problem(
    scan: Document, key: str, change: Callable[[object], object], remedy: str
) -> None:
    problem = only(changed(scan, lambda answer: answer.update({key: change(answer[key])})))

    assert remedy in problem.remedy
    assert problem.also


@pytest.mark.parametrize("mark", [":contentReference[oaicite:{}]{{index={}}}", "\u3010{}\u2020source\u3011"])
def test_the_marks_of_a_chat_program_are_one_problem_though_each_differs(mark: str) -> None:
    marked = copy.deepcopy(RECORD)
    for number, answer in enumerate(answers(marked)):
        answer["response"] += f" {mark.format(number, number)}"

    assert only(marked).name == "chat-mark"


@pytest.mark.parametrize(
    "title", ["Not specified in the provided text", "Unknown", "Title not found", "No title given"]
)
def test_a_title_that_says_that_it_is_not_known_is_doubtful(title: str) -> None:
    paper = {**RECORD["paper"], "title": title}

    assert "says that the title is not known" in only({**RECORD, "paper": paper}).message


@pytest.mark.parametrize(
    "title", ["Not All Tokens Are Equal", "Unknown Unknowns in Surveys", "Title Generation Revisited"]
)
def test_a_title_with_such_a_word_is_a_title(title: str) -> None:
    assert not problems({**RECORD, "paper": {**RECORD["paper"], "title": title}})


def test_an_invented_module_is_removed_or_replaced_by_one_that_is_not_listed() -> None:
    problem = only({**SURVEY, "active_modules": [*SURVEY["active_modules"], "llm_evaluation"]})

    assert problem.remedy == 'write "survey_methodology", or remove this entry'


def test_a_pattern_of_a_date_is_answered_with_a_date() -> None:
    problem = only({**RECORD, "rater": {**RECORD["rater"], "date": "YYYY-MM-DD"}})

    assert problem.remedy == "write the date in digits, such as 2026-01-31, or leave the key out"


@pytest.mark.parametrize("left_out", ["... (20 more)", "and 5 more", "\u2026", "[...]", "etc."])
def test_words_for_entries_that_are_left_out_are_no_entry(left_out: str) -> None:
    problem = only({**SURVEY, "cited_papers": [*SURVEY["cited_papers"][:2], left_out]})

    assert problem.remedy == "write the entries that this replaces, or remove it if nothing is missing"


def test_invented_entries_of_a_list_are_one_problem() -> None:
    assert only({**SURVEY, "methodology_tags": ["Empirical Study", "LLM", "Probing"]}).also


@pytest.mark.parametrize("reason", ["Not applicable: no human participants", "N/A (no participants)", "n/a"])
def test_a_category_that_does_not_apply_is_answered_question_by_question(reason: str) -> None:
    problem = only({**SURVEY, "checklist": {**SURVEY["checklist"], "human_studies": reason}})

    assert problem.remedy.startswith("write an answer to each of its questions")


def test_quotations_with_their_pages_are_joined() -> None:
    def listed(answer: Document) -> None:
        answer["response"] = [{"quote": answer["response"], "page": 3}]

    assert "write only the text" in only(changed(RECORD, listed)).remedy


def test_true_with_a_remark_is_true() -> None:
    said = changed(SURVEY, lambda answer: answer.update(answer=f"{answer['answer']} (high confidence)"))

    assert only(said).remedy == 'for the first: write true, and keep these words in "justification"'


def test_the_schema_of_json_schema_itself_is_not_that_of_a_scan() -> None:
    problem = only({"$schema": "http://json-schema.org/draft-07/schema#", **RECORD})

    assert problem.remedy == 'write an address that ends with reproducibility-1.schema.json, or remove "$schema"'


@pytest.mark.parametrize("name", ["AI Assistant", "language model", "An AI"])
def test_a_rater_without_a_name_is_doubtful(name: str) -> None:
    assert "does not say who answered" in only({**RECORD, "rater": {**RECORD["rater"], "name": name}}).message
