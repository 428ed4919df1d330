"""What is valid and probably wrong is a warning, and what is legitimate in any language is none."""

import copy
import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from tests.support.paths import EXAMPLES, ROOT

from scanpress.checking import CheckedFile, check_bytes

SCAN: dict[str, Any] = json.loads((EXAMPLES / "invalid/copied-scan/scans/x-2023/a.json").read_bytes())
REASON, TITLE, VENUE, AUTHOR = "variables.pseudocode.response", "paper.title", "paper.venue", "paper.authors"
DOI, ARXIV, URL, STATUS = "paper.doi", "paper.arxiv_id", "paper.url", "status"


def checked(place: str, value: object, path: str = "scans/x-2023/a.json") -> CheckedFile:
    """Check a scan with a value at a place; an author is the first of two."""
    document = part = copy.deepcopy(SCAN)
    *above, key = place.split(".")
    for name in above:
        part = part[name]
    part[key] = [value, "Bo Li"] if place == AUTHOR and isinstance(value, str) else value
    return check_bytes(path, json.dumps(document, ensure_ascii=False).encode(), today=date(2026, 11, 29))


def names(*given: Any) -> set[str]:
    return {problem.name for problem in checked(*given).problems}


# Place, rule, texts that break it, and texts that do not.
KINDS: list[tuple[str, str, list[str], list[str]]] = [
    (
        REASON,
        "eaten-backslash",
        [
            "the \theta value",
            "5\times faster",
            "\text{loss}",
            "a \nabla f",
            "\rho = 0.9",
            "x \to y",
            "with \tau = 3",
            "at temperature \tau",
            "$\nu$ is",
            "(\nu)",
            "p \neq 0",
            "x\neq y",
            "\rightarrow B",
            "S \not\\in T",
            "\tilde{x}",
            "\textbf{x}",
            "W^\top",
            "\tanh(x)",
            "a \rangle",
            "A \notin B",
            "$a\neq b$",
        ],
        [
            "First.\nuse two",
            "see\neq. 3",
            "a\nu. a. b",
            "\tau lieu de",
            "col1\tcol2\tau",
            "x\n\ni = 3",
            "\to item one\n\to item two",
            "line\r\nmore",
            "line\nother\nuntil\nnot\nin",
            "A\tB\tC\n1\t2\t3",
            "Steps:\n\t- train\n\t- test",
            "\ttext here",
            "uses\text files",
            "he\nabout",
            "one\n\tau d\xe9but",
            "Zeile\nund dann\neine",
            "a\ni b",
            "word\nu Beogradu",
            "\xe9\te\no",
            " e\nil",
            "Table 2:\nless is more",
            "a\nmid-size model",
            "\nleft of",
            "the rate\t\nheta",
        ],
    ),
    (
        REASON,
        "misread-encoding",
        [
            "naÃ¯ve",
            "itâ€™s",
            "MÃ¼ller et al.",
            "Ã¢â‚¬â„¢ twice",
            "ErdÅ‘s",
            "ÐŸÑ€Ð¸Ð²ÐµÑ‚",
            "â‰¤ 3",
            "â€œquotedâ€",
            "â€” dash",
            "caf√©",
            "СЃР»РѕРІРѕ",
            "ä¸\xadæ–‡",
            "×©×œ×•×",
            "Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©",
            "ðŸ˜€",
            "Â±0.3",
            "Â© 2020",
            "donâ€˜t",
            "5Ã—5",
            "Î±=0.1",
            "10Â°C",
        ],
        [
            "naïve résumé",
            "Größe über Äpfel",
            "Ça a coûté 5 €, «À» l’été",
            "\u6c49\u8bed\u7684\u6587\u5b57 \u201c\u5f15\u7528\u201d \u6d4b\u8bd5\uff0c\u300a\u8bba\u6587\u300b\u7b2c3\u8282",
            "\u0627\u06cc\u0646 \u0645\u0642\u0627\u0644\u0647 \u0645\u06cc\u200c\u06af\u0648\u06cc\u062f \u06a9\u0647 GPU\u200c\u0647\u0627 \u06f3\u200c\u0628\u0627\u0631",
            "\u0939\u093f\u0928\u094d\u0926\u0940 \u092e\u0947\u0902 \u0915\u094d\u200d\u0937 \u0914\u0930 \u0915\u094d\u200c\u0937 \u0939\u0948",
            "\u0d2e\u0d32\u0d2f\u0d3e\u0d33\u0d02 \u0d05\u0d35\u0d28\u0d4d\u200d \u0d2a\u0d31\u0d1e\u0d4d\u0d1e\u0d41",
            "עברית עם ניקוד שָׁלוֹם",
            "النص العربي هنا، وأيضًا",
            "ภาษาไทยไม่มีช่องว่าง",
            "∀ε>0 ∃δ: |x−y|<δ ⇒ ‖f(x)−f(y)‖ ≤ ε; √2 ≈ 1.41",
            "ÉCOLE «À LA»",
            "Ångström Ø Æ å",
            "SÃO PAULO – Brasil",
            "São Paulo, MAÑANA",
            "Đorđe Š Ž ž",
            "Привет, «мир» Р. С.",
            "Ελληνικά Α΄",
            "日本語、“テスト”",
            "Ã is a letter",
            "l’Âme – Â et Ê",
            "P < 0.05 & q",
            "ß = ‚quote‘",
            "Türkçe İstanbul ğ",
            "Tiếng Việt: Ậ ỗ",
            "Å’",
            "‚Äs‘ ist",
            "‚Ärger‘ und ‚Äpfel‘",
        ],
    ),
    (
        TITLE,
        "misread-encoding",
        ["MÃ¼ller’s Test", "Ã¢â‚¬â„¢ twice"],
        [
            "naïve résumé",
            "Größe über Äpfel",
            "Ça a coûté 5 €, «À» l’été",
            "\u6c49\u8bed\u7684\u6587\u5b57 \u201c\u5f15\u7528\u201d \u6d4b\u8bd5\uff0c\u300a\u8bba\u6587\u300b\u7b2c3\u8282",
            "\u0627\u06cc\u0646 \u0645\u0642\u0627\u0644\u0647 \u0645\u06cc\u200c\u06af\u0648\u06cc\u062f \u06a9\u0647 GPU\u200c\u0647\u0627 \u06f3\u200c\u0628\u0627\u0631",
            "\u0939\u093f\u0928\u094d\u0926\u0940 \u092e\u0947\u0902 \u0915\u094d\u200d\u0937 \u0914\u0930 \u0915\u094d\u200c\u0937 \u0939\u0948",
            "\u0d2e\u0d32\u0d2f\u0d3e\u0d33\u0d02 \u0d05\u0d35\u0d28\u0d4d\u200d \u0d2a\u0d31\u0d1e\u0d4d\u0d1e\u0d41",
            "עברית עם ניקוד שָׁלוֹם",
            "النص العربي هنا، وأيضًا",
            "ภาษาไทยไม่มีช่องว่าง",
            "∀ε>0 ∃δ: |x−y|<δ ⇒ ‖f(x)−f(y)‖ ≤ ε; √2 ≈ 1.41",
            "ÉCOLE «À LA»",
            "Ångström Ø Æ å",
            "SÃO PAULO – Brasil",
            "São Paulo, MAÑANA",
            "Đorđe Š Ž ž",
            "Привет, «мир» Р. С.",
            "Ελληνικά Α΄",
            "日本語、“テスト”",
            "Ã is a letter",
            "l’Âme – Â et Ê",
            "P < 0.05 & q",
            "ß = ‚quote‘",
            "Türkçe İstanbul ğ",
            "Tiếng Việt: Ậ ỗ",
            "Å’",
            "‚Äs‘ ist",
            "‚Ärger‘ und ‚Äpfel‘",
        ],
    ),
    (REASON, "lost-character", ["Andr\ufffd W", "\ufffd", "a\ufffd\ufffdb"], ["André", "? or □"]),
    (
        REASON,
        "literal-escape",
        ["\\u03b1 = 1", "Z\\u00fcrich", "caf\\u00e9"],
        ["C:\\users", "\\underline{x}", "\\u{e}", "\\ufabric", "\\usepackage"],
    ),
    (
        TITLE,
        "markup",
        [
            "<i>A</i> B",
            "A &amp; B",
            "H<sub>2</sub>O",
            "x<sup>2</sup>",
            "<b>Bold</b>",
            "caf&eacute;",
            "&#x3b1;-Net",
            "A<br>B",
            '<span class="x">Y</span>',
            "<jats:italic>A</jats:italic>",
            "A &lt;b&gt;",
            "</i>x",
        ],
        [
            "p < 0.05",
            "A <unk> token",
            "<think> before",
            "R&D; more",
            "AT&T",
            "a<b>c",
            "Q&A",
            "x < y > z",
            "From <s> to </s>",
            "if a<b then c>d",
            "<a, b>",
        ],
    ),
    (
        REASON,
        "placeholder",
        [
            "TODO",
            "todo.",
            "TBD",
            "-",
            "—",
            "n/a",
            "N/A.",
            "see above",
            "See above.",
            "xxx",
            "XXX",
            "...",
            "…",
            "Your Name",
            "lorem ipsum",
            "Lorem ipsum dolor sit amet, consectetur",
            "<insert reason>",
            "[insert reason here]",
            "TODO: check Table 2",
            "same as above",
            "?",
            "--",
            "<your reason here>",
            "{{reason}}",
            "FIXME",
            "to be determined",
            "Fill in",
            "[TODO]",
            "NA",
            "tbc",
            "ditto",
            "(see above)",
            "<reason>",
        ],
        [
            "None.",
            "No.",
            "Not stated.",
            "unknown",
            "Yes",
            "Table 2",
            "Section 3",
            "Algorithm 1",
            "[1] reports it",
            "Not applicable: theory only",
            "See above for details in Table 2",
            "Not mentioned",
            "p. 3",
            "§4",
            "The TODO list in the code is long",
            "[CLS] tokens are used",
            "<s>",
            "(a) and (b)",
            "nicht angegeben",
            "无",
            "なし",
            "N/A as the paper is theoretical",
            "Appendix A",
            "3",
            "Yes.",
        ],
    ),
    (VENUE, "placeholder", ["Your Name", "TODO", "First Last", "-"], ["", "None", "arXiv"]),
    ("rater.name", "placeholder", ["Your Name", "TODO", "First Last", "-"], ["Jo", "model 4"]),
    (
        REASON,
        "email-address",
        [
            "Contact ada@uni.edu.",
            "{a, b}@cs.uni.edu",
            "write to x.y-z@mail.example-lab.org",
            "ada.byron@gmail.com",
            "mailto:jo@uni.de",
        ],
        [
            "recall@10",
            "mAP@0.5.We",
            "pass@k.The",
            "Hits@1",
            "git@github.com:a/b",
            "@torch.no_grad",
            "jo@example.org",
            "https://medium.com/@user",
            "P@k.the",
            "image@sha256:abc",
            "model@v1.0",
            "user@host",
            "foo@bar.py",
            "EMAIL",
            "nDCG@10.In this",
            "a@b",
        ],
    ),
    (AUTHOR, "placeholder", ["Your Name", "TODO", "First Last", "-"], ["Na", "Bar", "Test Pilot", "Xx"]),
    (
        AUTHOR,
        "not-a-name",
        [
            "Ada Byron1",
            "Ada Byron1,2",
            "Ada Byron*",
            "Ada Byron†",
            "Ada Byron¹",
            "Ada Byron^1",
            "Ada Byron et al.",
            "et al.",
            "and others",
            "Ada Byron (1)",
            "Ada Byron∗",
            "Ada Byron 1,2",
            "Ada Byron, et al",
            "Ada Byron$^{1}$",
            "Ada Byron et al",
            "Ada Byron1*",
            "others",
            "Ada Byron#",
        ],
        [
            "Neal Ald",
            "Daniel Kral",
            "X Æ A-12",
            "DeepSeek-AI",
            "Qwen2.5 Team",
            "GPT-4",
            "J. Smith Jr.",
            "COVID-19 Forecasting Group",
            "Working Group 2",
            "John Doe III",
            "Marshal",
            "R. Al",
            "Ann Burial",
            "H. W. Chung",
            "Mothers Others-Smith",
            "OpenAI",
            "Ada (Bo) Li",
            "刘伟",
            "Ad Al-Rfou",
            "Nguyễn Văn A",
            "Team 42",
        ],
    ),
    (AUTHOR, "email-address", ["Ada Byron <ada@uni.edu>", "ada@uni.edu"], ["Ada Byron"]),
    (
        DOI,
        "doubtful-doi",
        ["10.1145/3442.", "10.1145/3442,", "10.1145/34–42", "10.1145/3442)", "10.1145/3442;"],
        [
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
            "10.1016/S0140-6736(20)30183-5",
            "10.1000/a(1)",
            "10.1000/ü",
        ],
    ),
    (
        URL,
        "doubtful-url",
        [
            "https://https://a.org/x",
            "https://10.1145/3442188.3445922",
            "http://https://a.org",
            "https://doi.org/https://doi.org/10.1145/1",
            "https://2301.01234",
            "https://localhost/x",
            "https://neurips/paper",
            "https://doi:10.1/x",
            "https://paper.pdf",
            "https://http//a.org",
            "https://a..b.org/",
            "https://www.https://a.org",
        ],
        [
            "https://web.archive.org/web/2020/https://a.org/x",
            "https://arxiv.org/abs/2301.01234",
            "https://müller.de/x",
            "http://1.2.3.4/x",
            "https://a.org:8080/x",
            "https://user@a.org/",
            "https://openreview.net/forum?id=x",
            "https://proceedings.mlr.press/v97/a.html",
            "HTTPS://A.ORG/x",
            "https://例え.jp/",
            "https://aclanthology.org/2024.acl-long.1/",
            "https://xn--mller-kva.de",
            "https://doi.org/10.1145/3442188",
            "https://a.co/10.1145/2",
        ],
    ),
    (
        ARXIV,
        "bad-arxiv-id",
        ["foo-th/9901001", "hep-th/99010", "hep-th/0704001", "hep-th/9913001", "arXiv:hep-th/9901001"],
        [
            "hep-th/9901001",
            "math.AG/0601001",
            "cs.CL/0703123",
            "cond-mat/9501001",
            "quant-ph/0703001",
            "physics.acc-ph/9901001",
            "cmp-lg/9401001",
            "astro-ph/0601001",
            "2301.01234",
            "0704.0001",
            "math.GT/0309136",
        ],
    ),
]
WRONG = [(place, rule, text) for place, rule, texts, _ in KINDS for text in texts]
RIGHT = [(place, rule, text) for place, rule, _, texts in KINDS for text in texts]


@pytest.mark.parametrize(("place", "rule", "text"), WRONG, ids=lambda each: ascii(each)[:60])
def test_it_is_named_and_nothing_else_is(place: str, rule: str, text: str) -> None:
    assert names(place, text) == {rule}


@pytest.mark.parametrize(("place", "rule", "text"), RIGHT, ids=lambda each: ascii(each)[:60])
def test_a_legitimate_text_is_left_alone(place: str, rule: str, text: str) -> None:
    assert names(place, text) == set(), rule


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
    (AUTHOR, "Ada Byron1,2*", 'write "Ada Byron"'),
    (AUTHOR, "Ada Byron et al.", 'write "Ada Byron" and then one entry for each further author, or remove it'),
    (AUTHOR, "Ada Byron <ada@uni.edu>", 'write "Ada Byron"'),
    (DOI, "10.1000/a(1).", 'write "10.1000/a(1)"'),
    (DOI, "10.1000/34\u201342", 'write "10.1000/34-42"'),
    (URL, "https://https://a.org/x", 'write "https://a.org/x"'),
    (URL, "https://10.1145/1", 'write "https://doi.org/10.1145/1", or the DOI under "doi"'),
]


@pytest.mark.parametrize(("place", "text", "remedy"), REMEDIES, ids=lambda each: ascii(each)[:40])
def test_the_remedy_says_what_to_write(place: str, text: str, remedy: str) -> None:
    (problem,) = checked(place, text).problems

    assert problem.severity == "warning"
    assert problem.remedy == remedy


@pytest.mark.parametrize(
    ("status", "rules"),
    [
        ({"state": "withdrawn"}, {"missing-note"}),
        ({"state": "contested", "date": "2026-03-01"}, {"missing-note"}),
        ({"state": "superseded"}, set()),
        ({"state": "excluded", "note": "Not a paper."}, set()),
        ({"state": "withdrawn", "note": "Wrong.", "date": "2025-12-31"}, {"status-before-scan"}),
        ({"state": "withdrawn", "note": "Wrong.", "date": "2026-01-31"}, set()),
    ],
)
def test_a_status_has_a_reason_and_comes_after_the_scan(status: dict[str, str], rules: set[str]) -> None:
    assert names(STATUS, status) == rules


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


def test_an_author_is_named_once_but_long_lists_may_have_two_of_one_name() -> None:
    assert names(AUTHOR, ["Ada Byron", "Bo Li", "ada byron"]) == {"repeated-author"}
    assert (
        names(AUTHOR, [*(f"Author {chr(65 + n % 26)}{chr(97 + n // 26)}" for n in range(50)), "Wei Li", "Wei Li"])
        == set()
    )


def test_reasons_are_accepted_up_to_two_hundred_thousand_characters() -> None:
    assert names(REASON, "a b " * 5000) == set()
    assert names(REASON, "a b " * 5001) == {"long-text"}
    assert names(REASON, "a b " * 50_000) == {"long-text"}
    assert names(REASON, "a b " * 50_001) == {"out-of-range"}


LOST = [
    ("e\fcient", 'write ffi in its place: the word was probably "efficient"'),
    ("the \frst one", 'write fi in its place: the word was probably "first"'),
    ("a \frac{1}{2} b", "write \\\\frac"),
    ("Page 1\f2", "remove U+000C"),
    ("Ye" + "\b" * 800, "remove all 800 of them"),
]


@pytest.mark.parametrize(("text", "remedy"), LOST, ids=lambda each: ascii(each)[:30])
def test_a_control_character_is_explained_once_with_what_was_lost(text: str, remedy: str) -> None:
    (problem,) = checked(REASON, text).problems

    assert (problem.name, problem.remedy) == ("control-character", remedy)


def test_a_good_scan_loads_no_library_for_mojibake() -> None:
    path = next((ROOT / "scans").rglob("*.json"))
    program = (
        "import sys; from datetime import date; from pathlib import Path; from scanpress.checking import check_file\n"
        f"assert check_file(Path({str(path)!r}), root=Path({str(ROOT)!r}), today=date(2026, 11, 29)).accepted\n"
        "assert 'ftfy' not in sys.modules and 'scanpress.checking.suspicions.names' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
