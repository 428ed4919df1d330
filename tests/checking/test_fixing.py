"""What `fmt --fix` repairs gives the scan that was meant, and what has several meanings stays as it is."""

import json
from datetime import date

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE, SURVEY_FILE

from scanpress.checking import check_bytes
from scanpress.checking.formatting import Fixes, Formatted, format_bytes

NAME = "scans/a/b.json"
SCAN = json.loads(REPRODUCIBILITY_FILE.read_bytes())
PRETTY = json.dumps(SCAN, indent=2) + "\n"
REASON = '"response": "'


def fixed(text: str, *, ligatures: bool = False) -> Formatted:
    return format_bytes(NAME, text.encode(), fix=Fixes(ligatures=ligatures))


def lines(result: Formatted) -> list[str]:
    return [repair.line(number, only_check=False) for repair, number in result.repairs.items()]


SAME = {
    "trailing commas": (PRETTY.replace('"\n    }', '",\n    }'), "comma without a value after it: removed (9 times)"),
    "rows of commas": (PRETTY.replace('"\n    }', '",,\n , }'), "comma without a value after it: removed (27 times)"),
    "code fence": (f"```json\n{PRETTY}```\n", "code fence: removed"),
    "fence and comma": ("```\n" + PRETTY.replace("}\n}\n", "},\n}\n") + "```\n", "code fence: removed"),
    "single quotes": (repr(SCAN), "single quotation marks: replaced by double ones"),
    "curly quotes": (PRETTY.replace('"paper"', "\u201cpaper\u201d"), "typographic quotation marks"),
    "bare key": (PRETTY.replace('"paper"', "paper"), "key without quotation marks: put in quotation marks"),
    "spaces": (PRETTY.replace("  ", "\xa0 "), "U+00A0 NO-BREAK SPACE between values: replaced by a space"),
    "mark within": (PRETTY.replace('"paper"', '\ufeff"paper"'), "between values: replaced by a space"),
    "semicolons": (PRETTY.replace('",\n', '";\n'), "; between values: replaced by a comma"),
    "byte order mark": (f"\ufeff{PRETTY}", "byte order mark: removed"),
    "CRLF": (PRETTY.replace("\n", "\r\n"), "CRLF line endings: written as LF"),
    "quoted year": (PRETTY.replace('"year": 2023', '"year": "2023"'), "whole number in quotation marks"),
    "decimal point": (PRETTY.replace('"year": 2023', '"year": 2023.0'), "decimal point of a whole number: removed"),
    "exponent": (PRETTY.replace('"year": 2023', '"year": 2.023e3'), "exponent of a whole number: written as digits"),
    "quoted decimal point": (PRETTY.replace('"year": 2023', '"year": "2023.0"'), "whole number in quotation marks"),
    "quoted version": (PRETTY.replace('version": 1', 'version": "1"'), "whole number in quotation marks"),
    "case": (PRETTY.replace('"Yes"', '"yes"'), '"yes": written as "Yes"'),
    "zero width": (PRETTY.replace(REASON, f"{REASON}\u200b\ufeff"), "invisible character U+200B in a text: removed"),
    "soft hyphen": (PRETTY.replace(REASON, f"{REASON}\u00ad"), "invisible character U+00AD in a text: removed"),
    "direction marks": (PRETTY.replace(REASON, f"{REASON}\u200e"), "invisible character U+200E in a text: removed"),
    "written twice": (json.dumps(json.dumps(SCAN)), "JSON inside a text: written as JSON once"),
    "object in a text": (json.dumps({**SCAN, "variables": json.dumps(SCAN["variables"])}), "JSON inside a text"),
    "list in a text": (json.dumps({**SCAN, "paper": json.dumps(SCAN["paper"])}), "JSON inside a text"),
    "triple quotes": (PRETTY.replace('"Yes"', '"""Yes"""', 1), "triple quotation marks: replaced by single ones"),
    "blanks": (PRETTY.replace('"Yes"', '"Yes  "'), "blanks at the end of a text: removed"),
    "instrument": (PRETTY.replace('"reproducibility"', '"Reproducibility"'), '"Reproducibility": written as'),
}


@pytest.mark.parametrize("name", SAME)
def test_what_has_one_meaning_is_repaired_and_reported(name: str) -> None:
    text, line = SAME[name]
    result = fixed(text)

    assert text != PRETTY
    assert json.loads(result.after) == SCAN
    assert any(line in each for each in lines(result))
    assert check_bytes(NAME, result.after, today=date(2026, 7, 1)).problems == ()
    assert fixed(result.after.decode()).after == result.after


PAPER = {
    "DOI": ("doi", "https://doi.org/10.1145/3292500", "10.1145/3292500"),
    "older DOI": ("doi", "http://dx.doi.org/10.1145/3292500", "10.1145/3292500"),
    "DOI word": ("doi", "DOI: 10.1145/3292500", "10.1145/3292500"),
    "arXiv": ("arxiv_id", "arXiv:2301.01234", "2301.01234"),
    "arXiv address": ("arxiv_id", "https://arxiv.org/abs/2301.01234", "2301.01234"),
    "arXiv PDF": ("arxiv_id", "https://arxiv.org/pdf/2301.01234.pdf", "2301.01234"),
    "two spaces": ("title", "Sorting  the Socks", "Sorting the Socks"),
    "letter spaces": ("title", "S o r t i n g  S o c k s", "S o r t i n g  S o c k s"),
    "zero width between words": ("title", "deep\u200blearning", "deeplearning"),
    "DOI twice": ("doi", "doi:https://doi.org/10.1145/3292500", "10.1145/3292500"),
    "DOI without a colon": ("doi", "DOI 10.1145/3292500", "10.1145/3292500"),
    "DOI as a name": ("doi", "urn:doi:10.1145/3292500", "10.1145/3292500"),
    "DOI with a query": ("doi", "https://doi.org/10.1145/3292500?nosfx=y", "https://doi.org/10.1145/3292500?nosfx=y"),
    "arXiv DOI": ("arxiv_id", "doi:10.48550/arXiv.2301.01234", "2301.01234"),
    "arXiv word": ("arxiv_id", "arXiv 2301.01234", "2301.01234"),
    "arXiv class": ("arxiv_id", "arXiv:2301.01234 [cs.LG]", "arXiv:2301.01234 [cs.LG]"),
    "arXiv version of a PDF": ("arxiv_id", "arxiv.org/pdf/2301.01234v1.pdf", "arxiv.org/pdf/2301.01234v1.pdf"),
    "arXiv version": ("arxiv_id", "arXiv:2301.01234v2", "arXiv:2301.01234v2"),
    "address": ("url", "https://example.org/my paper.pdf", "https://example.org/my%20paper.pdf"),
    "two addresses": ("url", "https://a.org/x, https://a.org/y", "https://a.org/x, https://a.org/y"),
    "host": ("url", "https://exam ple.org/a.pdf", "https://exam ple.org/a.pdf"),
    "word": ("doi", "see the paper", "see the paper"),
}


@pytest.mark.parametrize("name", PAPER)
def test_a_value_of_a_paper_is_repaired_if_that_is_certain(name: str) -> None:
    key, written, meant = PAPER[name]
    result = fixed(json.dumps(SCAN | {"paper": SCAN["paper"] | {key: written}}))

    assert json.loads(result.after)["paper"][key] == meant
    assert bool(result.repairs) == (written != meant)


def test_quoted_booleans_are_counted() -> None:
    survey = SURVEY_FILE.read_text(encoding="utf-8")
    quoted = survey.replace('": true', '": "true"').replace('": false', '": "False"')
    result = fixed(quoted)

    assert result.after == SURVEY_FILE.read_bytes()
    assert lines(result) == ["true or false in quotation marks: written without quotation marks (128 times)"]


def test_comments_become_notes_of_their_object() -> None:
    text = PRETTY.replace('"paper": {', '"paper": { // from the PDF\n/* two\n * lines */').replace(
        '"result"', '# sure,\n"result"', 1
    )
    document = json.loads(fixed(f"// by hand\n{text}").after)

    assert document["x-note"] == "by hand"
    assert document["paper"]["x-note"] == "from the PDF\ntwo\nlines"
    assert document["variables"]["research_type"]["x-note"] == "sure"


def test_python_and_apostrophes_are_written_as_json() -> None:
    result = fixed(
        '{"instrument": "reproducibility", "instrument_version": 1, "x-a": [True, None, \'it\\\'s\', "it\\\'s"]}'
    )

    assert json.loads(result.after)["x-a"] == [True, None, "it's", "it's"]


def test_ligatures_are_written_as_letters_only_if_asked_for() -> None:
    text = json.dumps(SCAN | {"x-a": "e\ufb03cient \ufb01t"})

    assert json.loads(fixed(text).after)["x-a"] == "e\ufb03cient \ufb01t"
    assert json.loads(fixed(text, ligatures=True).after)["x-a"] == "efficient fit"


def test_half_a_letter_of_mojibake_is_not_removed_as_a_soft_hyphen() -> None:
    assert json.loads(fixed(json.dumps(SCAN | {"x-a": "Garc\u00c3\u00ada"})).after)["x-a"] == "Garc\u00c3\u00ada"


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\u1780\u17b6\u179a\u200b\u179f\u17b7",
    ],
)
def test_a_character_without_a_width_that_a_script_needs_stays(text: str) -> None:
    assert json.loads(fixed(json.dumps(SCAN | {"x-a": text})).after)["x-a"] == text


DOUBTFUL = [
    PRETTY.replace(",\n", "\n", 1),
    PRETTY.replace(REASON, f'{REASON}a "b" c ', 1),
    PRETTY.replace(REASON, f"{REASON}\\alpha ", 1),
    PRETTY.replace(REASON, f"{REASON}\x0c", 1),
    PRETTY.replace('"paper"', "\"x-a\": 'see 'A', B', \"paper\""),
    PRETTY.replace('"paper"', '"x-a": [1,,2], "paper"'),
    PRETTY.replace("}\n}\n", "},\n}\n").replace('"paper"', '"x-a": maybe, "paper"'),
    f"Here it is:\n{PRETTY}",
    f"{PRETTY}{PRETTY}",
    f"[{PRETTY}]",
    PRETTY.replace('"paper"', '"x-a": [, 2], "paper"'),
    PRETTY.replace('"paper"', '"x-a": u"a", "paper"'),
    PRETTY[:500],
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_have_several_meanings_is_reported_and_left(text: str) -> None:
    result = fixed(text)

    assert not result.changed
    assert len(result.problems) >= 1
