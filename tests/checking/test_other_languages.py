"""Answers, keys, states, digits and calendars of other languages: the remedy says what the word or number means."""

import json
from datetime import date
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.checking import Problem, check_bytes
from scanpress.checking.explaining.spot import Spot
from scanpress.checking.explaining.values import value_finding

SCAN: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())
TODAY = date(2026, 7, 1)


def checked(document: Any) -> tuple[Problem, ...]:
    return check_bytes("scans/a/b.json", json.dumps(document).encode(), today=TODAY).problems


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *[(word, "Yes") for word in ("Ja", "نعم", "हाँ", "بله", "അതെ", "是", "да", "Sì.")],
        *[(word, "No") for word in ("Nein!", "لا", "नहीं", "خیر", "ഇല്ല", "没有", "нет", "nem")],
    ],
)
def test_an_answer_in_another_language_is_understood_and_not_repaired(word: str, meant: str) -> None:
    answers = SCAN["variables"]
    changed = {**answers, "pseudocode": {**answers["pseudocode"], "result": word}}
    (problem,) = checked(SCAN | {"variables": changed})

    assert problem.remedy.startswith(f'did you mean "{meant}"? write "Yes" or "No"; answers are written in English')


@pytest.mark.parametrize(
    ("yes", "no", "other"),
    [("VRAI", "FAUX", "Théorique"), ("PRAWDA", "FAŁSZ", "理论"), ("DOĞRU", "YANLIŞ", "理論"), ("真", "假", "이론")],
)
def test_answers_of_another_language_are_one_problem_that_says_what_each_means(yes: str, no: str, other: str) -> None:
    words = {"Yes": yes, "No": no, "Experimental": other}
    answers = {
        key: {**answer, "result": words.get(answer["result"], answer["result"])}
        for key, answer in SCAN["variables"].items()
    }
    text = json.dumps(SCAN | {"variables": answers}, indent=1, ensure_ascii=False)
    (problem,) = check_bytes("scans/a/b.json", text.encode(), today=TODAY).problems
    lines = {
        word: [str(number) for number, line in enumerate(text.splitlines(), 1) if f'"result": "{word}"' in line]
        for word in (yes, no, other)
    }

    for word, meant in ((yes, "Yes"), (no, "No"), (other, "Theoretical")):
        places = f"line{'s' * (len(lines[word]) > 1)} {', '.join(lines[word])}"
        assert f'"{meant}" for "{word}" ({places})' in problem.remedy
    assert problem.remedy.endswith("answers are written in English, as the schema has them")


@pytest.mark.parametrize(("yes", "no"), [("WAAR", "ONWAAR"), ("ИСТИНА", "ЛОЖЬ"), ("SANT", "FALSKT"), ("VERO", "FALSO")])
def test_true_and_false_of_a_spreadsheet_are_one_problem(yes: str, no: str) -> None:
    survey = json.loads(SURVEY_FILE.read_bytes())
    for answer in survey["checklist"]["artifacts"].values():
        answer["answer"] = yes if answer["answer"] else no
    (problem,) = checked(survey)

    assert f'true for "{yes}" (line 1)' in problem.remedy
    assert f'false for "{no}" (line 1)' in problem.remedy


def test_what_one_word_means_is_no_guess_for_another() -> None:
    words = iter(["ja", "vielleicht", "nein", "vielleicht", "ja"])
    answers = {
        key: {**answer, "result": next(words, answer["result"])} if answer["result"] in {"Yes", "No"} else answer
        for key, answer in SCAN["variables"].items()
    }
    found = checked(SCAN | {"variables": answers})

    assert any('write "Yes" for "ja" (line 1) and "No" for "nein" (line 1)' in each.remedy for each in found)
    assert not any('for "vielleicht" (' in each.remedy for each in found)


@pytest.mark.parametrize("word", ["N/A", "teilweise", "部分", "unklar", "entfällt"])
def test_an_answer_that_the_question_does_not_have_is_not_guessed(word: str) -> None:
    answers = SCAN["variables"]
    changed = {**answers, "pseudocode": {**answers["pseudocode"], "result": word}}
    (problem,) = checked(SCAN | {"variables": changed})

    assert problem.remedy.startswith('write "Yes" or "No": this question has no third answer')


@pytest.mark.parametrize(
    ("word", "allowed", "meant"),
    [
        ("mixed", ["yes", "partly", "no"], "partly"),
        ("Partially met", ["yes", "partly", "no"], "partly"),
        ("maybe", ["yes", "unclear", "no"], "unclear"),
        ("none", ["yes", "no", "not_applicable"], "not_applicable"),
        ("maybe", ["yes", "partly", "no"], ""),
        ("TRUE", ["yes", "partly", "no"], "yes"),
        (False, ["yes", "partly", "no"], "no"),
        ("not_met", ["yes", "partly", "no"], "no"),
    ],
)
def test_a_word_between_yes_and_no_is_the_answer_that_means_it(word: object, allowed: list[str], meant: str) -> None:
    spot = Spot(("answer",), word, {"enum": allowed}, {"answer": word}, lambda *_: True, lambda part: part)

    assert value_finding("enum", allowed, spot).meant == meant


KEYS = [
    ("titel", "autoren", "jahr", "konferenz"),
    ("Titre", "Auteurs", "Année", "Conférence"),
    ("título", "autores", "año", "conferencia"),
    ("标题", "作者", "年份", "会议"),
    ("عنوان", "نویسندگان", "سال", "کنفرانس"),
    ("शीर्षक", "लेखक", "वर्ष", "venue"),
]


@pytest.mark.parametrize("names", KEYS, ids=[each[0] for each in KEYS])
def test_keys_in_another_language_are_renamed_and_nothing_is_missing(names: tuple[str, ...]) -> None:
    meant = ("title", "authors", "year", "venue")
    paper = {name: SCAN["paper"][key] for name, key in zip(names, meant, strict=True)}
    problems = checked(SCAN | {"paper": paper})

    assert [problem.remedy for problem in problems] == [
        f'did you mean "{key}"?' for name, key in zip(names, meant, strict=True) if name != key
    ]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("zurückgezogen", "withdrawn"),
        ("撤回", "withdrawn"),
        ("Ersetzt", "superseded"),
        ("remplacé", "superseded"),
        ("umstritten", "contested"),
        ("مستبعد", "excluded"),
    ],
)
def test_a_state_in_another_language_is_understood(word: str, state: str) -> None:
    (problem,) = checked(SCAN | {"status": {"state": word, "note": "scans/a/c.json"}})

    assert problem.remedy.startswith(f'did you mean "{state}"?')


@pytest.mark.parametrize("year", ["٢٠٢٣", "۲۰۲۳", "२०२३", "\uff12\uff10\uff12\uff13"])
def test_a_year_in_the_digits_of_another_script_is_written_with_ours(year: str) -> None:
    (problem,) = checked(SCAN | {"paper": {**SCAN["paper"], "year": year}})
    assert problem.remedy == "write 2023 with the digits 0 to 9, and without quotation marks"

    text = json.dumps(SCAN | {"paper": {**SCAN["paper"], "year": 987}}).replace("987", year)
    (problem,) = check_bytes("scans/a/b.json", text.encode(), today=TODAY).problems
    assert problem.remedy == "write 2023"


@pytest.mark.parametrize(
    ("year", "meant"),
    [(2566, "2023"), (1402, "2023 or 2024"), ("1402", "2023 or 2024"), ("۱۴۰۲", "2023 or 2024"), ("๒๕๖๖", "2023")],
)
def test_a_year_of_another_calendar_is_one_problem_that_says_which_year_it_is(year: object, meant: str) -> None:
    rater = {"kind": "person", "name": "Jo Tester", "date": "2026-01-31"}
    (problem,) = checked(SCAN | {"paper": {**SCAN["paper"], "year": year}, "rater": rater})

    assert meant in problem.remedy


@pytest.mark.parametrize(
    ("day", "remedy"),
    [
        ("\u06f2\u06f0\u06f2\u06f6-\u06f0\u06f1-\u06f3\u06f1", 'write "2026-01-31"'),
        ("\u0663\u0661/\u0660\u0661/\u0662\u0660\u0662\u0666", 'write "2026-01-31"'),
        ("1404-11-11", "write the day of the Gregorian calendar, in 2025 or 2026: 1404 is of the Persian one"),
        ("2026-W05", 'add the day, as YYYY-MM-DD, or rename the key to "x-date" if it is not known'),
    ],
)
def test_a_date_in_another_form_is_explained(day: str, remedy: str) -> None:
    (problem,) = checked(SCAN | {"rater": {"kind": "person", "name": "Jo Tester", "date": day}})

    assert problem.remedy == remedy


@pytest.mark.parametrize(
    ("names", "several"),
    [
        ("محمد علي، فاطمة حسن", True),
        ("علی رضایی، مریم صادقی، بو لی", True),
        ("محمد بن علي الحسن", False),
        ("علی‌اکبر رضایی", False),
    ],
)
def test_authors_with_arabic_commas_are_told_apart(names: str, *, several: bool) -> None:
    found = checked(SCAN | {"paper": {**SCAN["paper"], "authors": [names]}})

    assert [problem.name for problem in found] == (["not-a-name"] if several else [])


@pytest.mark.parametrize("word", ["ja", "نعم", "हाँ", "是"])
def test_a_boolean_in_another_language_is_understood(word: str) -> None:
    document = json.loads(SURVEY_FILE.read_bytes())
    document["checklist"]["artifacts"]["code_released"]["answer"] = word
    (problem,) = checked(document)

    assert "did you mean true?" in problem.remedy
