"""Realistic mistakes of people and of models, made in scans: each changes a document, or returns False if it cannot."""

import random
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Mistake = Callable[[Document, random.Random], object]

ADDRESSES = (
    "10.1145/3442188.3445922", "doi:10.1145/3442188", "www.example.org/paper", "example.org/a b.pdf", "N/A", "none",
    "https://example.org/my paper.pdf", "http:/example.org/x", "htps://example.org", "https//example.org", "Nature",
    "arXiv:2301.01234", "2301.01234v2", "paper.pdf", "jo@example.org", "ftp://example.org/x", "javascript:alert(1)",
    "See https://example.org/x for details", "https://a.example, https://b.example", "[Paper](https://example.org/x)",
    "<https://example.org>", "https:\\\\example.org\\x", "//example.org/x", "https://example.org/\nx", " ", "TODO", "-",
)  # fmt: skip
DOIS = (
    "https://doi.org/10.1145/3442188", "doi:10.1145/3442188.", "10.1145 / 3442188", "10.1016%2Fj.x", "2301.01234",
    "https://arxiv.org/abs/2301.01234", "10.1145/1 and 10.1145/2", "https://aclanthology.org/2024.acl-long.1", "N/A",
    "DOI 10.1145/3442188 (ACM)", "(10.1145/3442188)", "10.1145", "in press", "https://dl.acm.org/doi/10.1145/3442188",
)  # fmt: skip
ARXIV_IDS = (
    "https://arxiv.org/abs/2301.01234v2", "arXiv:2301.01234", "2301.01234v1", "2301.01234 [cs.CL]", "2301.012345",
    "10.48550/arXiv.2301.01234", "https://arxiv.org/pdf/2301.01234v1.pdf", "2301. 01234", "10.1145/3442188", "none",
    "2301,01234", "arXiv:2301.01234 and arXiv:2302.01234", "2301.1", "not on arXiv", "https://example.org/x",
)  # fmt: skip
DATES = (
    "3 May 2024", "May 3, 2024", "05/03/2024", "25/03/2024", "31.2.2025", "3.5.2024", "20240503", "2024/5/3", "2024",
    "2024-05-03T10:00:00Z", "2024-5-3", "May 2024", "2024-05", "yesterday", "3/5/24", "2024\u201305\u201303", "",
    "2062-01-01", "3. Mai 2024", "2024-13-40", "Friday, 3 May 2024",
)  # fmt: skip
AUTHORS = (
    "Ada Byron, Bo Li", "Byron, Ada and Li, Bo", "Ada Byron; Bo Li", "Ada Byron & Bo Li", "Byron, Ada", "Ada Byron",
    "Ada Byron et al.", "Ada Byron, Bo Li, and Carl Wu", "Byron, A., Li, B.", "Plato", "Plato and Kant", "Plato, Kant",
    "Ada Byron, Jr., Bo Li", "Ada Byron\nBo Li", "Byron, Ada; Li, Bo",
    "张三\N{FULLWIDTH COMMA}李四", "van der Berg, Jan", "",
)  # fmt: skip
ANSWERS = (
    "yes", "YES", "no.", "N/A", "Maybe", "Not applicable", "Partial", "Unclear", "Y", True, False, "true",
    "Yes, Table 2",
    "No (only on request)", "yes but only partly", "unknown", "", 1, ["Yes"], {"value": "Yes"}, "Yes/No", "Nein", "Noo",
)  # fmt: skip
BOOLEANS = (
    "true",
    "True",
    "yes",
    "no",
    "N/A",
    "maybe",
    1,
    0,
    "1",
    "Yes, see Section 3",
    [True],
    {"value": True},
    "",
    "x",
)
BARE: tuple[Any, ...] = (
    "Yes",
    "No",
    True,
    False,
    "Yes, Algorithm 1",
    "Algorithm 1 in the appendix",
    ["Yes", "Algorithm 1"],
    "N/A",
    3,
    [],
)
YEARS = (
    "2023",
    " 2023 ",
    "2023 (v2)",
    "2023-05-01",
    2023.5,
    "20233",
    23,
    "'23",
    20233,
    [2023],
    "twenty",
    "May 2023",
    True,
)
KEYS = ("justifcation", "comment", "Title", "confidence", "notes", "Year", "pdf", "journal", "link", "x", "Result")
VALUES = ("a text of a person", 0.9, None, "", {"deep": "text of a person"}, ["a", "b"], True)


def container_of(document: Document) -> Document:
    """Return the object that has the answers."""
    found: Document = document.get("variables") or document["checklist"]
    return found


def group_of(document: Document, draw: random.Random) -> tuple[Document, str]:
    """Return an object that has answers, and the key of one of them."""
    group = container_of(document)
    if "checklist" in document:
        group = group[draw.choice(sorted(group))]
    return group, draw.choice(sorted(group))


def _paper(key: str, values: tuple[Any, ...]) -> Mistake:
    def change(document: Document, draw: random.Random) -> None:
        document["paper"][key] = draw.choice(values)

    return change


def _bare_answer(document: Document, draw: random.Random) -> None:
    group, key = group_of(document, draw)
    group[key] = draw.choice(BARE)


def _wrong_answer(document: Document, draw: random.Random) -> None:
    group, key = group_of(document, draw)
    if "result" in group[key]:
        group[key]["result"] = draw.choice(ANSWERS)
    else:
        group[key][draw.choice(["applies", "answer"])] = draw.choice(BOOLEANS)


def _all_quoted(document: Document, draw: random.Random) -> None:
    for _ in range(20):
        group, key = group_of(document, draw)
        for name in ("applies", "answer"):
            if name in group[key]:
                group[key][name] = str(group[key][name]).lower()
        if "result" in group[key]:
            group[key]["result"] = group[key]["result"].lower()


def _renamed_key(document: Document, draw: random.Random) -> None:
    group, key = group_of(document, draw)
    owner = draw.choice([document, document["paper"], group, group[key]])
    old = draw.choice(sorted(owner))
    owner[draw.choice([old + "s", old.replace("_", "-"), old.title(), old[:-1], *KEYS])] = owner.pop(old)


def _extra_key(document: Document, draw: random.Random) -> None:
    group, key = group_of(document, draw)
    draw.choice([document, document["paper"], group, group[key]])[draw.choice(KEYS)] = draw.choice(VALUES)


def _misplaced_answer(document: Document, draw: random.Random) -> object:
    group, key = group_of(document, draw)
    other = group_of(document, draw)[0] if draw.random() < 0.6 else draw.choice([document, document["paper"]])
    if other is group:
        return False
    other[key] = group.pop(key)
    return None


def _misplaced_key(document: Document, draw: random.Random) -> None:
    key = draw.choice(sorted(document["paper"]))
    if draw.random() < 0.5:
        document[key] = document["paper"].pop(key)
    else:
        key = draw.choice(sorted(document.keys() - {"paper", "variables", "checklist"}))
        document["paper"][key] = document.pop(key)


def _repeated_key(document: Document, draw: random.Random) -> None:
    key = draw.choice(sorted(document["paper"]))
    document[key] = document["paper"][key] if draw.random() < 0.5 else "another text of a person"


def _flat(document: Document, draw: random.Random) -> None:
    name = "variables" if "variables" in document else "checklist"
    container = document.pop(name)
    if name == "variables":
        document |= container
    else:
        flat = {key: answer for group in container.values() for key, answer in group.items()}
        document |= {name: flat} if draw.random() < 0.5 else flat


def _wrapped(document: Document, draw: random.Random) -> None:
    whole = dict(document)
    document.clear()
    document[draw.choice(["scan", "data", "result"])] = whole


def _other_container(document: Document, draw: random.Random) -> None:
    name = "variables" if "variables" in document else "checklist"
    document[draw.choice(["answers", "questions", "responses", "variable", "check_list"])] = document.pop(name)


def _rater(document: Document, draw: random.Random) -> None:
    texts: tuple[Any, ...] = (
        "Jo Tester",
        "GPT-4",
        ["Jo Tester"],
        {"kind": "human", "name": "Jo"},
        {"name": "Jo"},
        None,
        {},
    )
    document["rater"] = draw.choice(
        (*texts, {"type": "person", "name": "Jo"}, {"kind": "person", "name": ["Jo", "Bo"]})
    )


def _status(document: Document, draw: random.Random) -> None:
    document["status"] = draw.choice(
        (
            "withdrawn",
            "Retracted",
            None,
            {"state": "Withdrawn"},
            {"state": "under review"},
            {"note": "Text of a person"},
        )
    )


def _dated(document: Document, draw: random.Random) -> None:
    document["rater"] = {"kind": "person", "name": "Jo", "date": draw.choice((*DATES, 20240503, 2024, None))}


def _other_parts(document: Document, draw: random.Random) -> None:
    key, value = draw.choice(
        [
            ("source", "example.org/x"), ("source", {"url": "example.org"}), ("review", "Ada Byron"),
            ("reply", "We disagree."),
            ("reply", None), ("review", {"by": ["Ada", "Bo"]}), ("source", {"url": "N/A"}),
            ("review", {"reviewer_name": "Ada"}),
        ]
    )  # fmt: skip
    document[key] = value


def _removed(document: Document, draw: random.Random) -> None:
    group, key = group_of(document, draw)
    owner = draw.choice([document["paper"], group, group[key]])
    del owner[draw.choice(sorted(owner))]


def _lists(document: Document, draw: random.Random) -> object:
    if "claims" not in document:
        return False
    key = draw.choice(["claims", "red_flags", "cited_papers", "methodology_tags", "active_modules"])
    one = document[key][0] if document[key] else {}
    document[key] = draw.choice(
        ("none", "N/A", "text of a person", one, None, False, ["text of a person"], "benchmark-eval, RCT")
    )
    return None


def _author_objects(document: Document, draw: random.Random) -> None:
    kinds: tuple[Callable[[str], Any], ...] = (
        lambda name: {"name": name},
        lambda name: {"given": name.split()[0], "family": name.split()[-1]},
        lambda name: {"name": name, "affiliation": "Made-up University"},
        lambda name: [name],
        lambda _: None,
    )
    make = draw.choice(kinds)
    document["paper"]["authors"] = [make(name) for name in document["paper"]["authors"]]


def _text_of_other_type(document: Document, draw: random.Random) -> None:
    group, key = group_of(document, draw)
    name = "response" if "response" in group[key] else "justification"
    group[key][name] = draw.choice(
        (["One sentence of a person.", "Another sentence."], {"text": "Words"}, 7, True, "", " ", None)
    )


MISTAKES: tuple[Mistake, ...] = (
    _paper("url", ADDRESSES), _paper("pdf_url", ADDRESSES), _paper("doi", DOIS), _paper("arxiv_id", ARXIV_IDS),
    _paper("authors", AUTHORS), _paper("year", YEARS), _paper("title", (["Two", "Titles"], {"text": "A Title"}, "", 7)),
    _paper("venue", (2024, ["ICLR"], {"name": "ICLR"}, {"name": "ICLR", "city": "Vienna"})),
    _bare_answer, _wrong_answer, _wrong_answer, _all_quoted, _renamed_key, _renamed_key, _extra_key, _misplaced_answer,
    _misplaced_key, _repeated_key, _flat, _wrapped, _other_container, _rater, _status, _dated, _dated, _other_parts,
    _removed, _lists, _author_objects, _text_of_other_type,
)  # fmt: skip
