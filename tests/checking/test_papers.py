"""What stands in place of the address, the year, an id or the names of a paper: the remedy leads to what was meant."""

import json
from datetime import date

import pytest
from tests.support.paths import REPRODUCIBILITY_FILE
from tests.support.suspicious_scans import checked

from scanpress.checking import Problem, check_bytes

SCAN = json.loads(REPRODUCIBILITY_FILE.read_bytes())


def check(key: str, written: object) -> tuple[Problem, ...]:
    """Return the problems of a good scan whose paper says one thing more."""
    paper = {each: value for each, value in SCAN["paper"].items() if each not in {"arxiv_id", "doi"}} | {key: written}
    data = json.dumps(SCAN | {"paper": paper}).encode()
    return check_bytes("scans/a/b.json", data, today=date(2026, 7, 1)).problems


ARXIV = ["2401,12345", "arXiv:2401,12345", "2401-12345", "2401;12345v2", "2401..12345", "2401 12345"]


@pytest.mark.parametrize("written", [*ARXIV, "cs.LG/2401.12345", "eess.AS/2401.12345v3"])
def test_another_sign_in_place_of_the_point_of_an_arxiv_id_is_understood(written: str) -> None:
    (problem,) = check("arxiv_id", written)

    assert problem.remedy == 'write "2401.12345"'


@pytest.mark.parametrize("written", ["2499,12345", "2401,123456", "24,0112345", "2401, 2402"])
def test_other_numbers_are_not_taken_for_an_arxiv_id(written: str) -> None:
    (problem,) = check("arxiv_id", written)

    like = "write it like 2406.13229, or like hep-th/9901001 before April 2007"
    assert problem.remedy == f"{like}, or leave the key out"


OWN_FILES = ["file:///home/ada/a.pdf", "C:\\papers\\a.pdf", "~/a.pdf", "/Users/a", "./a.pdf"]
ELSEWHERE = [
    *(
        ("url", each, "nobody else can open a file on your computer: write the address of the paper")
        for each in OWN_FILES
    ),
    ("pdf_url", "arxiv.org/abs/2301.01234", 'write "https://arxiv.org/pdf/2301.01234"'),
    ("doi", "2024.acl-long.656", 'write "10.18653/v1/2024.acl-long.656"'),
    ("doi", "D18-1045", 'write "10.18653/v1/D18-1045"'),
    ("doi", "https://aclanthology.org/2021.naacl-main.12/", 'write here its DOI, "10.18653/v1/2021.naacl-main.12"'),
    ("doi", "2022.lrec-1.12", '"url": "https://aclanthology.org/2022.lrec-1.12/"; write here the DOI that this page'),
    ("doi", "PMID: 36927031", "; write here the DOI that this page shows, if any"),
    ("arxiv_id", "PMID: 36927031", '"url": "https://pubmed.ncbi.nlm.nih.gov/36927031/"'),
    ("doi", "hdl:1721.1/12345", 'a Handle: remove it here, and write "url": "https://hdl.handle.net/1721.1/12345"'),
    ("doi", "2024ApJ...961...12H", '"url": "https://ui.adsabs.harvard.edu/abs/2024ApJ...961...12H"'),
    ("doi", "ISSN 1467-7687", 'this is an ISSN: rename the key to "x-issn"'),
    ("doi", "10.1111/\ndesc.13381", 'write "10.1111/desc.13381"'),
    ("url", "zotero://select/library/items/8KQ2ZXFA", "nobody else can open a file on your computer"),
    ("year", 1445, "not of the Islamic one: did you mean 2023 or 2024?"),
    ("doi", "hal-01234567v2", '"url": "https://hal.science/hal-01234567"'),
    ("doi", "DBLP:conf/iclr/ByronL24", '"url": "https://dblp.org/rec/conf/iclr/ByronL24"'),
    ("year", 45292, "45292 is how a spreadsheet counts the day 2024-01-01: did you mean 2024?"),
    ("doi", "6t0Kwf8-jrj", '"url": "https://openreview.net/forum?id=6t0Kwf8-jrj"'),
]


@pytest.mark.parametrize(("key", "written", "remedy"), ELSEWHERE)
def test_what_is_not_the_address_or_id_of_a_paper_there_leads_to_it(key: str, written: object, remedy: str) -> None:
    (problem,) = check(key, written)

    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("authors", "remedy"),
    [
        (["Byron, Ada", "van der Berg, Jan"], 'write each as the paper has it: "Ada Byron", "Jan van der Berg"'),
        (["Byron, A. B.", "O'Neil, K."], 'write each as the paper has it: "A. B. Byron", "K. O\'Neil"'),
        (
            ["Петрова, Ирина"],
            'write each as the paper has it: "Ирина Петрова", or two entries if these are two authors',
        ),
    ],
)
def test_names_with_the_family_name_first_are_turned(authors: list[str], remedy: str) -> None:
    (problem,) = checked("paper.authors", authors).problems

    assert problem.remedy == remedy


@pytest.mark.parametrize("name", ["Bo M?ller", "Fran?ois M?ller", "?ukasz Byron", "Ada ?urek"])
def test_a_question_mark_in_place_of_a_letter_is_named_wherever_it_is_in_a_name(name: str) -> None:
    (problem,) = checked("paper.authors", [name, "Bo Li"]).problems

    assert "has a question mark in place of a letter" in problem.message


@pytest.mark.parametrize(
    "authors",
    [
        ["Ada Byron, Jr.", "Bo Li, III"],
        ["Byron, Ada", "Bo Li"],
        ["The Drug Agency, Berlin", "Example Institute, Inc."],
    ],
)
def test_names_with_a_comma_are_only_turned_if_all_have_the_family_name_first(authors: list[str]) -> None:
    assert not [each for each in checked("paper.authors", authors).problems if "family name" in each.message]
