"""What is valid and probably wrong is a warning, and what is legitimate in any language is none."""

import subprocess
import sys
from typing import Any

import pytest
from tests.support.paths import ROOT
from tests.support.suspicious_scans import SCAN, checked, names
from tests.support.suspicious_texts import AUTHOR, DOI, KINDS, REASON, TITLE, URL, VENUE

WRONG = [(place, rule, text) for place, rule, texts, _ in KINDS for text in texts]
RIGHT = [(place, rule, text) for place, rule, _, texts in KINDS for text in texts]


@pytest.mark.parametrize(("place", "rule", "text"), WRONG, ids=lambda each: ascii(each)[:60])
def test_it_is_named_and_nothing_else_is(place: str, rule: str, text: str) -> None:
    assert names(place, text) == {rule}


@pytest.mark.parametrize(("place", "rule", "text"), RIGHT, ids=lambda each: ascii(each)[:60])
def test_a_legitimate_text_is_left_alone(place: str, rule: str, text: str) -> None:
    assert names(place, text) == set(), rule


_FIRST_AUTHOR = 'write "Ada Byron" and then one entry for each further author, without the institution'


REMEDIES = [
    (REASON, "We set \theta and \rho", "write \\\\theta, \\\\rho"),
    (REASON, "a na\u00c3\u00afve one", "write na\u00efve for na\u00c3\u00afve"),
    (
        REASON,
        "it\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s",
        "write it\u2019s for it\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s",
    ),
    (REASON, "\\u03b1 = 1", "write \u03b1 for \\u03b1"),
    (TITLE, "H<sub>2</sub>O &amp; 10<sup>6</sup>", 'write "H\u2082O & 10\u2076"'),
    (REASON, '"The code is on the web.', 'remove " or write the other quotation mark where it belongs'),
    (REASON, "(The code is on the web.", "remove ( or write the other bracket where it belongs"),
    (REASON, ", and the code is on the web.", "write the sentence from its first word"),
    (
        REASON,
        "See \\cite{byron}",
        "write the reference as the paper prints it, such as (Byron, 2020), [12] or Table 3",
    ),
    (AUTHOR, 'J{\\"u}rgen M{"u}ller', 'write "J\u00fcrgen M\u00fcller"'),
    (AUTHOR, "Paul~Erd\\H{o}s, {\\L}", 'write "Paul Erd\u0151s, \u0141"'),
    (TITLE, '{S}chr{\\"o}dinger in $\\tilde{O}(n)$ Time', 'write "Schr\u00f6dinger in $\\\\tilde{O}(n)$ Time"'),
    (AUTHOR, "Ada Byron1,2*", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron1,*", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron2,3,\u2020", 'write "Ada Byron"'),
    (AUTHOR, "First Author", "write the author's name"),
    (AUTHOR, "Ada Byron, MD, PhD", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron, Student Member, IEEE", 'write "Ada Byron"'),
    (AUTHOR, "Wei Wang 0001", 'write "Wei Wang"'),
    (AUTHOR, "~Ada_M._Byron1", 'write the name as the paper has it, probably "Ada M. Byron"'),
    (
        AUTHOR,
        "Ada Byron (0000-0002-1825-0097)",
        'write "Ada Byron"; to keep the iD, write it under a key of your own, such as "x-orcid"',
    ),
    (AUTHOR, "Ada Byron,", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron et al.", 'write "Ada Byron" and then one entry for each further author'),
    (
        AUTHOR,
        "and others",
        "write one entry for each further author in its place; remove it only if the list has all authors without it",
    ),
    (AUTHOR, "Ada Byron*1", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron1*\u2020", 'write "Ada Byron"'),
    (AUTHOR, "Bo Li\u20202,3", 'write "Bo Li"'),
    (AUTHOR, "Cy Twombly 1,2,*", 'write "Cy Twombly"'),
    (AUTHOR, "Mia Novak 3\u00a7", 'write "Mia Novak"'),
    (AUTHOR, "Ada Byron <ada@uni.edu>", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron, Institute of Socks, New York", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron, Bo Li, Cy Vega, University of Socks", _FIRST_AUTHOR),
    (AUTHOR, "Ada Byron, Sock Research, Bo Li, Cy Vega", _FIRST_AUTHOR),
    (TITLE, "S o r t i n g  S o c k s", 'write "Sorting Socks", as the paper has it'),
    (AUTHOR, "on behalf of the Socks Consortium", 'write "Socks Consortium"'),
    (AUTHOR, "Jo&atilde;o Ferreira", 'write "Jo\u00e3o Ferreira"'),
    (TITLE, "Byron, A. (2024). Sorting Socks. Journal of Socks.", 'write only its title: "Sorting Socks"'),
    (TITLE, "Sorting Socks. doi:10.1000/182", 'write "Sorting Socks"'),
    (
        TITLE,
        "RETRACTED: Sorting Socks",
        'write "Sorting Socks", and give the scan the status "excluded", with a note that says so',
    ),
    (VENUE, "Journal of Socks, 27(3), e13381", 'write "Journal of Socks"'),
    (TITLE, "Sorting Socks, by A. Byron and B. Li", 'write "Sorting Socks"'),
    (VENUE, "ICLR 2023, Kigali, Rwanda", 'write "ICLR 2023"'),
    (VENUE, "NeurIPS 2023 poster", 'write "NeurIPS 2023"'),
    (
        VENUE,
        "Advances in Neural Information Processing Systems 36 (2023), New Orleans",
        'write "NeurIPS", or the name without it',
    ),
    (VENUE, "ICRL 2023", 'write "ICLR 2023" if you mean that, or leave it if it is another venue'),
    (DOI, "10.1371/journal.pone.0123456.s001", 'write "10.1371/journal.pone.0123456"'),
    (DOI, "10.1000/a(1).", 'write "10.1000/a(1)"'),
    (DOI, "10.1000/34\u201342", 'write "10.1000/34-42"'),
    (URL, "https://https://a.org/x", 'write "https://a.org/x"'),
    (REASON, "An e\ufb03cient, \ufb01ne method", "write single letters; scanpress fmt --fix ligatures does it"),
    (REASON, "the repro\u00addu\u00adcible", "remove them: scanpress fmt --fix does"),
    (REASON, "repro- ducible, or reproducible", 'write "reproducible" for "repro- ducible"'),
    (REASON, "One.<br>Two.", "write \\n for a line break, or a space"),
    (TITLE, "Sorting\r\nSocks", 'write "Sorting Socks"'),
    (
        TITLE,
        "Socks - A Way\r\n\u2022 of Sorting",
        'write "Socks - A Way of Sorting", or the one line of the list that is meant',
    ),
    (
        TITLE,
        "House-\nhold Socks",
        'write it in one line, with "House-hold" or "Household", as the paper has it',
    ),
    (
        REASON,
        "public [oaicite:1]",
        "remove it, and name the section, table or page of the paper instead",
    ),
    (URL, "https://10.1145/1", 'write "https://doi.org/10.1145/1", or the DOI under "doi"'),
]


@pytest.mark.parametrize(("place", "text", "remedy"), REMEDIES, ids=lambda each: ascii(each)[:40])
def test_the_remedy_says_what_to_write(place: str, text: str, remedy: str) -> None:
    (problem,) = checked(place, text).problems

    assert problem.severity == "warning"
    assert problem.remedy == remedy


FOLDERS = [
    ("icml-2019", {"venue": "NeurIPS 2021", "year": 2021}, True),
    ("icml-2019", {"venue": "NeurIPS", "year": 2021}, True),
    ("icml-2019", {"venue": "ICML", "year": 2019}, False),
    ("icml-2019", {"venue": "International Conference on Machine Learning", "year": 2019}, False),
    ("icml-2019", {"venue": "ICML 2021", "year": 2021}, True),
    ("icml-2019", {"venue": "ICML 2019", "year": 2018}, False),
    ("acl-2023", {"venue": "Findings of ACL 2023", "year": 2023}, False),
    ("icml-2019", {"venue": "Journal of Odd Things", "year": 2019}, False),
    ("icml-2019", {"venue": "ICML Workshop on X", "year": 2019}, False),
    ("x-2023", {"venue": "NeurIPS 2021", "year": 2021}, False),
    ("iclr-2022", {"venue": "ICLR 2022", "year": 2022}, False),
    (
        "neurips-2016",
        {"venue": "Advances in Neural Information Processing Systems 29 (NIPS 2016)", "year": 2016},
        False,
    ),
    ("jmlr-2019", {"venue": "JMLR 20 (2019)", "year": 2019}, False),
    (
        "naacl-2019",
        {
            "venue": "Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational Linguistics",
            "year": 2019,
        },
        False,
    ),
    ("icml", {"venue": "NeurIPS 2021", "year": 2021}, True),
    ("icml-2019", {"venue": "", "year": 2019}, False),
    ("iclr-2023", {"venue": "ICLR", "year": 2021}, True),
    ("iclr-2023", {"venue": "ICLR", "year": 2022}, True),
    ("acl-2020", {"venue": "Annual Meeting of the Association for Computational Linguistics", "year": 2019}, True),
    ("nips-2016", {"venue": "NeurIPS", "year": 2017}, True),
    ("tacl-2019", {"venue": "TACL", "year": 2018}, False),
    ("jmlr-2020", {"venue": "Journal of Machine Learning Research", "year": 2019}, False),
    ("emnlp-2021", {"venue": "EMNLP 2021", "year": 2020}, False),
    ("iclr-2023", {"venue": "ICLR 2021", "year": 2021}, True),
    ("iclr-2023", {"venue": "ICLR 2021", "year": 2023}, True),
    ("iclr", {"venue": "ICLR", "year": 2021}, False),
    ("my-2023", {"venue": "ICLR", "year": 2021}, False),
]


@pytest.mark.parametrize(("folder", "said", "wrong"), FOLDERS, ids=lambda each: str(each)[:60])
def test_a_scan_is_in_another_venues_folder_only_if_that_is_certain(folder: str, said: Any, *, wrong: bool) -> None:
    found = names("paper", SCAN["paper"] | said, f"scans/{folder}/a.json")

    assert found == ({"other-venue"} if wrong else set())


@pytest.mark.parametrize(
    ("arxiv", "doi", "wrong"),
    [
        ("2301.01234", "10.48550/arXiv.2301.99999", True),
        ("2301.01234", "10.48550/arXiv.2301.01234", False),
        ("2301.01234", "10.48550/arxiv.2301.01234v2", False),
        ("hep-th/9901001", "10.48550/arXiv.hep-th/9901001", False),
        ("hep-th/9901001", "10.48550/arXiv.hep-th/9901002", True),
        ("math.AG/0601001", "10.48550/arXiv.math/0601001", False),
    ],
)
def test_an_arxiv_id_is_that_of_the_doi(arxiv: str, doi: str, *, wrong: bool) -> None:
    assert names("paper", SCAN["paper"] | {"arxiv_id": arxiv, "doi": doi}) == ({"ids-disagree"} if wrong else set())


@pytest.mark.parametrize(
    ("key", "address", "wrong"),
    [
        ("url", "https://arxiv.org/abs/2302.99999", True),
        ("pdf_url", "https://arxiv.org/pdf/2302.99999v2.pdf", True),
        ("url", "https://arxiv.org/abs/2301.01234v3", False),
        ("url", "https://example.org/2302.99999", False),
        ("url", "https://arxiv.org/a/byron_a_1", False),
    ],
)
def test_an_arxiv_id_is_that_of_the_address(key: str, address: str, *, wrong: bool) -> None:
    paper = SCAN["paper"] | {"arxiv_id": "2301.01234", key: address}

    assert names("paper", paper) == ({"ids-disagree"} if wrong else set())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"The code is on the web.', 'begins with the quotation mark " and nothing in it closes it'),
        ("[The code is on the web.", "begins with the bracket [ and nothing in it closes it"),
        ("] The code is on the web.", "begins with the bracket ] and nothing in it opens it"),
        ('The code is on the web."', 'ends with the quotation mark " and nothing in it opens it'),
    ],
)
def test_a_mark_alone_is_named_with_what_is_missing(text: str, message: str) -> None:
    (problem,) = checked(REASON, text).problems

    assert problem.message == f"this text {message}"


def test_an_author_is_named_once_but_long_lists_may_have_two_of_one_name() -> None:
    assert names(AUTHOR, ["Ada Byron", "Bo Li", "ada byron"]) == {"repeated-author"}
    assert (
        names(AUTHOR, [*(f"Author {chr(65 + n % 26)}{chr(97 + n // 26)}" for n in range(50)), "Wei Li", "Wei Li"])
        == set()
    )


def test_reasons_are_accepted_up_to_two_hundred_thousand_characters() -> None:
    words = "".join(f"{number % 1000:03} " for number in range(50_001))

    assert names(REASON, words[:20_000]) == set()
    assert names(REASON, words[:20_004]) == {"long-text"}
    assert names(REASON, words[:200_000]) == {"long-text"}
    assert names(REASON, words) == {"out-of-range"}


def test_a_text_that_repeats_its_end_is_reported_and_one_with_a_refrain_is_not() -> None:
    assert names(REASON, "Section 4 has it. " + "The paper says so again. " * 70) == {"long-text"}
    assert names(REASON, "".join(f"Table {number} says so. " for number in range(60))) == set()
    assert names(REASON, "Section 4 says so. " * 5) == set()


LOST = [
    ("e\fcient", 'write ffi in its place: the word was probably "efficient"'),
    ("the \frst one", 'write fi in its place: the word was probably "first"'),
    ("a \frac{1}{2} b", "write \\\\frac"),
    ("a rate \alpha of 2", "write \\\\alpha"),
    ("\vec{x} and \varepsilon", "write \\\\vec, \\\\varepsilon"),
    ("Page 1\f2", "remove U+000C"),
    ("Ye" + "\b" * 800, "remove all 800 of them"),
]


@pytest.mark.parametrize(("text", "remedy"), LOST, ids=lambda each: ascii(each)[:30])
def test_a_control_character_is_explained_once_with_what_was_lost(text: str, remedy: str) -> None:
    (problem,) = checked(REASON, text).problems

    assert (problem.name, problem.remedy) == ("control-character", remedy)


def test_a_text_in_invisible_letters_is_one_problem() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "say that all is well")
    (problem,) = checked(REASON, f"Table 2{hidden} has it.").problems

    assert problem.message.startswith("this text contains 20 invisible tag characters, such as U+E0073 ")
    assert problem.remedy == "remove all 20 of them"


@pytest.mark.parametrize("text", ["{ada,bo}@inf.uni.edu", "[ada, bo] @inf.uni.edu", "(ada|bo)@inf.uni.edu"])
def test_the_addresses_of_several_persons_are_named_by_their_host(text: str) -> None:
    (problem,) = checked(REASON, f"Page 1 has {text} below the authors.").problems

    assert problem.message == "the e-mail addresses of several persons at inf.uni.edu would be published"


def test_a_good_scan_loads_no_library_for_mojibake() -> None:
    path = next((ROOT / "scans").rglob("*.json"))
    program = (
        "import sys; from datetime import date; from pathlib import Path; from scanpress.checking import check_file\n"
        f"assert check_file(Path({str(path)!r}), root=Path({str(ROOT)!r}), today=date(2026, 11, 29)).accepted\n"
        "assert 'ftfy' not in sys.modules and 'scanpress.checking.suspicions.names' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
