"""What people do to a scan in an editor, a word processor or a spreadsheet, and what the check says to write."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.checking import Problem, check_bytes
from scanpress.checking.papers.mentioned import find_mentioned

SCAN: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())
TEXT = json.dumps(SCAN, indent=2, ensure_ascii=False)
TODAY = date(2026, 7, 1)


def checked(content: Any, path: str = "scans/a/b.json") -> tuple[Problem, ...]:
    data = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content))
    return check_bytes(path, data.encode() if isinstance(data, str) else data, today=TODAY).problems


WITHDRAWN = {"state": "withdrawn", "note": "It read another paper."}
KEYS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"withdrawn": True, "withdrawn_reason": "It read another paper."}, WITHDRAWN),
    ({"is_withdrawn": True, "withdrawn_note": "It read another paper."}, WITHDRAWN),
    ({"withdrawn": "It read another paper."}, WITHDRAWN),
    ({"superseded_by": "scans/a/c.json"}, {"state": "superseded", "note": "Replaced by scans/a/c.json"}),
    ({"replaced_by": "scans/a/c.json"}, {"state": "superseded", "note": "Replaced by scans/a/c.json"}),
    (
        {"contested": True, "contested_by": "Ada Byron", "contested_date": "2026-02-01"},
        {"state": "contested", "note": "Ada Byron", "date": "2026-02-01"},
    ),
]


@pytest.mark.parametrize(("keys", "status"), KEYS, ids=[next(iter(keys)) for keys, _ in KEYS])
def test_keys_that_say_a_state_are_one_problem_and_become_the_status(
    keys: dict[str, Any], status: dict[str, str]
) -> None:
    (problem,) = checked(SCAN | keys)

    written = json.dumps(status).replace("{", "{ ").replace("}", " }")
    assert problem.remedy == f'write "status": {written}'
    assert checked(SCAN | {"status": status}) == ()


def test_a_state_that_is_false_is_removed() -> None:
    (problem,) = checked(SCAN | {"withdrawn": False})

    assert problem.remedy == "remove it: a scan without a status is published and counts"


PLACES = [
    (("variables", "open_source_code", "reply"), "The code is public.", '"reply": { "text": "The code is public." }'),
    (("status", "reply"), "The code is public.", '"reply": { "text": "The code is public." }'),
    (("paper", "status"), "withdrawn", '"status": { "state": "withdrawn" }, and add "note" to it: why'),
    (("rater", "review"), "Mia Novak", '"review": { "by": "Mia Novak" }'),
]


@pytest.mark.parametrize(("place", "value", "written"), PLACES, ids=[".".join(each[0]) for each in PLACES])
def test_a_text_in_a_wrong_place_is_written_as_the_object_it_is_to_be(
    place: tuple[str, ...], value: str, written: str
) -> None:
    document = json.loads(json.dumps(SCAN | ({"status": WITHDRAWN} if place[0] == "status" else {})))
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    (problem,) = checked(document)

    assert problem.remedy.startswith(f"write it at the top level of the file as {written}")


def test_two_replies_become_one_with_all_words() -> None:
    replies = [{"text": "The code is public.", "name": "Ada Byron"}, {"text": "I agree.", "name": "Bo Li"}]
    (problem,) = checked(SCAN | {"reply": replies})

    assert "Ada Byron: The code is public.\\n\\nBo Li: I agree." in problem.remedy
    assert '"name": "Ada Byron, Bo Li"' in problem.remedy


def test_of_two_states_the_last_one_holds_and_tells_the_earlier_one() -> None:
    states = [{"state": "contested", "note": "They object."}, WITHDRAWN]
    (problem,) = checked(SCAN | {"status": states})

    assert '"state": "withdrawn"' in problem.remedy
    assert "Before: contested: They object." in problem.remedy


@pytest.mark.parametrize(("score", "meant"), [("2/3", 2), ("1 of 3", 1), ("3 von 3", 3), ("0 / 3", 0)])
def test_a_score_with_its_scale_is_written_alone(score: str, meant: int) -> None:
    document = json.loads(SURVEY_FILE.read_bytes())
    document["engagement_factors"]["demo_ability"]["score"] = score
    (problem,) = checked(document)

    assert problem.remedy == f"write {meant} alone, as a number"


def test_a_checklist_in_a_list_loses_its_brackets_and_nothing_else() -> None:
    document = json.loads(SURVEY_FILE.read_bytes())
    (problem,) = checked(document | {"checklist": [document["checklist"]]})

    assert problem.remedy == "remove the brackets [ and ] around it"


STATUS = '"status": {\n  "state": "withdrawn",\n  "note": "It read another paper."\n}'
BROKEN = [
    ('"' + TEXT.replace('"', '""') + '"', "a scan inside quotation marks", "copy only the text inside"),
    (f"{TEXT}\n{STATUS}\n", "closes the scan", "write a comma in place of this bracket, and the bracket at the end of"),
    (
        f"{TEXT[:-1].rstrip()},\n{{ {STATUS} }}\n}}\n",
        "a { is where a key belongs",
        "remove it, and the }",
    ),
    ("[InternetShortcut]\r\nURL=https://example.org/\r\n", "a link to a web page", "download the raw file"),
]


@pytest.mark.parametrize(("text", "message", "remedy"), BROKEN, ids=[each[1] + each[0][:2] for each in BROKEN])
def test_a_scan_that_was_pasted_wrongly_is_one_problem(text: str, message: str, remedy: str) -> None:
    (problem,) = checked(text)

    assert message in problem.message
    assert problem.remedy.startswith(remedy)


def test_both_answers_of_a_merge_are_one_problem_beside_the_missing_comma() -> None:
    answer = SCAN["variables"]["pseudocode"]
    one = json.dumps(answer, ensure_ascii=False)[1:-1]
    text = json.dumps(SCAN, ensure_ascii=False).replace(one, f'{one}\n"result": "No", "response": "Nothing is there."')
    comma, keys = checked(text)

    assert comma.remedy == "add a comma here"
    assert keys.remedy == (
        "join the two values of each key if both are right, else keep the right one; "
        "keep those together that belong together, such as an answer and its reason"
    )


ENCODINGS = [
    ("gb18030", "第四节使用了两个公开的语料库", "GB18030"),
    ("shift_jis", "論文にはコードへのリンクがありません", "Shift_JIS"),
    ("euc_kr", "논문에는 코드 링크가 없습니다", "EUC-KR"),
    ("cp1256", "القسم الرابع يستخدم بيانات عامة", "Windows-1256"),
    ("cp1251", "Два раздела четыре есть два корпуса", "Windows-1251"),
    ("mac_roman", "Jürgen Müller und Zoë Öz über", "ü in Mac Roman"),
    ("latin-1", "Jürgen Müller und Zoë Öz über", "ü in Latin-1"),
]


@pytest.mark.parametrize(("codec", "text", "said"), ENCODINGS, ids=[each[0] for each in ENCODINGS])
def test_another_encoding_is_named_if_the_text_is_in_its_script(codec: str, text: str, said: str) -> None:
    paper = SCAN["paper"] | {"title": text}
    written = {**SCAN, "paper": paper, "variables": {}}
    (problem,) = checked(json.dumps(written, ensure_ascii=False).encode(codec))

    assert said in problem.message
    assert "UTF-8" in problem.remedy


REASONS = [
    ("~~It uses private data.~~ Section 4 uses two corpora.", "program-notation"),
    (r"See C:\Users\jo\socks.pdf, page 4.", "program-notation"),
    ("Section 4 uses two corpora. [Commented [JT1]: check again]", "program-notation"),
    ("not sure, please check", "placeholder"),
    ("I'm not sure; verify with Table 3", "placeholder"),
    ("The authors are not sure, as Section 5 says, whether it holds.", None),
    ("Reviewers commented [12] on the data.", None),
    ("同上", "placeholder"),
    ("〃", "placeholder"),
    ("not sure", "placeholder"),
    ("asdf asdf asdf", "placeholder"),
    ("siehe unten", "placeholder"),
    ("Scores of ~5 and ~7 points, in Section 4.", None),
    (r"The set \{a, b\} of Section 4.", None),
    ("略有不同(见第四节)", None),
    ("Not sure is one of the three answers in Table 2.", None),
    ("Held-out sets (Sec. 3.1?? check again with Anna before we push)", "placeholder"),
    ("Two corpora, see Table 4 ??", "placeholder"),
    ("Two corpora are public (ask Bo).", "placeholder"),
    ("Two experts (who were not sure) labelled them a third time; Section 4.", None),
    ("Two experts check again with the authors whether a pair is one.", None),
    ("It uses two corpora. REPLY FROM THE AUTHORS: both are private.", "placeholder"),
    ("It uses two corpora. Authors' response: both are private.", "placeholder"),
    ("In the response of the authors at OpenReview, both corpora are linked.", None),
    ("Prompts ask three annotators and the authors: Section 4 has both corpora.", None),
    ("Error: 400 This model's maximum context length is 128000 tokens.", "placeholder"),
    ("openai.RateLimitError: Error code: 429", "placeholder"),
    ("Traceback (most recent call last): File run.py, line 3", "placeholder"),
    ("502 Bad Gateway", "placeholder"),
    ("Error analysis of 429 items in Section 4 uses two corpora.", None),
    ("Connection to a public corpus is given in Section 4.", None),
    ("Paper: {{paper_text}} Which data sets are used?", "placeholder"),
    ("The prompt has {{paper_text}}; both corpora are in Section 4.", None),
    ("The matrix $x_{{ij}}$ is of two corpora.", None),
    ("The sentence of the paper that supports the result, or the reason of the rater.", "placeholder"),
    ("The sentence in the paper that supports this is in Section 4: two corpora.", None),
]


@pytest.mark.parametrize(("reason", "name"), REASONS, ids=lambda each: ascii(each)[:30])
def test_what_an_editor_or_a_person_in_doubt_left_in_a_reason_is_a_warning(reason: str, name: str | None) -> None:
    document = json.loads(json.dumps(SCAN))
    document["variables"]["open_datasets"]["response"] = reason

    assert [problem.name for problem in checked(document)] == ([name] if name else [])


IDENTIFIERS = [
    ({"doi": "978-3-16-148410-0"}, 'this is an ISBN: rename the key to "x-isbn", or write the DOI like 10.1000/182'),
    ({"doi": "ISBN 0-306-40615-2"}, 'this is an ISBN: rename the key to "x-isbn", or write the DOI like 10.1000/182'),
    ({"doi": "CorpusID:219573512"}, 'write "url": "https://api.semanticscholar.org/CorpusID:219573512"'),
    ({"url": "https://openreview.net/forum?id=aB\u2013cD"}, 'write "https://openreview.net/forum?id=aB-cD", unless'),
    ({"title": "Sorting the Socks of a Household. In ICLR 2023."}, 'write "Sorting the Socks of a Household"'),
    ({"title": "Sorting the Socks of a Household. Proc. of ICML 2023."}, 'write "Sorting the Socks of a Household"'),
    ({"authors": ["Ada Byron (ETH Zürich)", "Bo Li"]}, 'write "Ada Byron", or leave it if it is part of the name'),
]


@pytest.mark.parametrize(("keys", "remedy"), IDENTIFIERS, ids=lambda each: ascii(each)[:40])
def test_what_is_not_the_value_of_a_paper_is_named(keys: dict[str, Any], remedy: str) -> None:
    (problem,) = checked(SCAN | {"paper": SCAN["paper"] | keys})

    assert remedy in problem.remedy


def test_an_email_address_under_a_key_of_its_own_is_not_kept() -> None:
    rater = {"kind": "person", "name": "Jo Tester", "email": "jo@uni.example.edu"}
    (problem,) = checked(SCAN | {"rater": rater})

    assert problem.remedy == "remove it: e-mail addresses are not published"


@pytest.mark.parametrize("answer", ["Y\u0435s", "N\u043e"])
def test_a_cyrillic_letter_in_an_answer_is_said(answer: str) -> None:
    document = json.loads(json.dumps(SCAN))
    document["variables"]["open_datasets"]["result"] = answer
    (problem,) = checked(document)

    assert problem.message.endswith(f'in "{answer}" is a Cyrillic letter (U+{ord(max(answer)):04X})')
    assert problem.remedy in {'write "Yes" with Latin letters', 'write "No" with Latin letters'}


@pytest.mark.parametrize(
    ("licence", "meant"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/deed.de", "CC-BY-NC-SA-3.0"),
    ],
)
def test_the_address_of_a_licence_names_it(licence: str, meant: str) -> None:
    (problem,) = checked({**SCAN, "license": licence})

    assert problem.remedy.startswith(f'did you mean "{meant}"? ')


OLD = SCAN | {"rater": {"kind": "person", "name": "Jo Tester", "date": "2026-01-31"}}
NEW = SCAN | {"rater": {"kind": "person", "name": "Jo Tester", "date": "2026-03-01"}}


def superseded(scan: Mapping[str, Any], by: str) -> dict[str, Any]:
    return {**scan, "status": {"state": "superseded", "note": f"Replaced by {by}", "date": "2026-03-02"}}


OTHER = {**NEW, "paper": {"title": "Pairs", "authors": ["Cy Twombly"], "year": 2020}}
CHAINS = [
    (superseded(OLD, "scans/a/new.json"), NEW, []),
    (superseded(OLD, "new.json"), NEW, []),
    (superseded(OLD, "scans/a/new.json"), superseded(NEW, "https://x.example/scans/a/newest/"), []),
    (superseded(OLD, "scans/a/new.json"), {**NEW, "paper": SCAN["paper"] | {"title": "Socks, Sorted"}}, []),
    (superseded(OLD, "scans/a/new.json"), OTHER, ["unknown-scan"]),
    (superseded(OLD, "scans/a/new.json"), {**NEW, "status": WITHDRAWN}, ["contradiction"]),
    (superseded(OLD, "scans/a/new.json"), superseded(NEW, "scans/a/old.json"), ["contradiction", "contradiction"]),
    (OLD, superseded(NEW, "scans/a/old.json"), ["contradiction"]),
    (superseded(OLD, "\u672f" * 120 + ".json"), NEW, ["unknown-scan"]),  # no disk has names that long
    # A scan with errors is reported by itself.
    (superseded(OLD, "scans/a/new.json"), {**OTHER, "paper": OTHER["paper"] | {"year": "in press"}}, []),
]


@pytest.mark.parametrize(("old", "new", "rules"), CHAINS)
def test_a_scan_is_replaced_by_a_newer_one_of_its_paper_that_counts(
    old: dict[str, Any], new: dict[str, Any], rules: list[str], tmp_path: Path
) -> None:
    contents = {"scans/a/old.json": json.dumps(old).encode(), "scans/a/new.json": json.dumps(new).encode()}
    for name, data in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    files = [check_bytes(path, data, today=TODAY) for path, data in contents.items()]
    identities = [file.identity for file in files if file.identity]

    assert [each.name for each in find_mentioned(identities, root=tmp_path, contents=contents)] == rules
