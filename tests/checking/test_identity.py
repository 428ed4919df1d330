"""The same paper is recognised by DOI, arXiv id, or title and year."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanpress.checking import (
    Identity,
    PaperIdentity,
    find_duplicates,
    group_papers,
    normalised_title,
    paper_identity,
    paper_keys,
)
from scanpress.checking.papers.identity import scan_identity
from scanpress.checking.papers.similar import find_similar

TITLE = "Probing the Emergence"


def paper(**more: object) -> PaperIdentity:
    return paper_identity({"title": TITLE, "year": 2024, **more})


def test_the_doi_that_arxiv_gives_denotes_the_arxiv_id() -> None:
    named = paper(doi="10.48550/arXiv.2406.13229", title="one")
    numbered = paper(arxiv_id="2406.13229", title="other")

    assert named.keys[0] == numbered.keys[0] == "arxiv:2406.13229"
    assert group_papers([named, numbered]) == ((0, 1),)


def test_a_publishers_doi_comes_first_and_its_case_does_not_count() -> None:
    assert paper(doi="10.18653/V1/2024.ACL-long.1", arxiv_id="2406.13229").keys[0] == "doi:10.18653/v1/2024.acl-long.1"


def test_without_ids_title_and_year_decide() -> None:
    assert group_papers([paper(), paper(title="probing  the EMERGENCE!"), paper(year=2023)]) == ((0, 1), (2,))


def test_null_and_empty_ids_say_nothing() -> None:
    assert paper(doi=None, arxiv_id="").keys[0] == paper().keys[0]


@given(st.text() | st.text(st.characters(codec="ascii")))
def test_a_title_is_its_letters_and_digits_of_whatever_script(title: str) -> None:
    folded = unicodedata.normalize("NFKC", title).casefold()

    assert normalised_title(title) == ("".join(filter(str.isalnum, folded)) or " ".join(folded.split()))


def test_a_paper_is_known_by_all_its_names_the_most_certain_first() -> None:
    assert paper().keys == ("title:probingtheemergence:2024",)
    assert paper(doi="10.1000/1", arxiv_id="2406.13229").keys == (
        "doi:10.1000/1",
        "arxiv:2406.13229",
        "title:probingtheemergence:2024",
    )


IDS = [None, "", " ", "10.1000/A ", "10.48550/arXiv.2406.13229v2", "2406.13229"]


@given(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from([None, 2024]), st.text(max_size=3))
def test_a_cited_paper_has_the_names_of_its_identity(
    doi: str | None, arxiv_id: str | None, year: int | None, title: str
) -> None:
    cited = {"doi": doi, "arxiv_id": arxiv_id, "year": year, "title": title}
    known = paper_identity(cited)
    ids = [f"{name}:{value}" for name, value in (("doi", known.doi), ("arxiv", known.arxiv)) if value]

    assert paper_keys(cited) == known.keys == (*ids, known.title_key)


def test_papers_of_one_title_with_different_ids_stay_apart() -> None:
    assert group_papers([paper(doi="10.1000/1"), paper(doi="10.1000/2"), paper()]) == ((0, 2), (1,))


def test_a_scan_with_both_ids_joins_those_with_one_each() -> None:
    one, other = paper(doi="10.1000/1", title="a"), paper(arxiv_id="2406.13229", title="b")
    both = paper(doi="10.1000/1", arxiv_id="2406.13229", title="c")

    assert group_papers([one, other, both]) == ((0, 1, 2),)


def scan(file: str, **more: object) -> Identity:
    return scan_identity(file, {"paper": {"title": TITLE, "year": 2024}, **more}, "survey-3")


def test_two_scans_by_one_rater_are_a_problem_of_the_second(tmp_path: Path) -> None:
    (problem,) = find_duplicates([scan("scans/b/x.json"), scan("scans/a/x.json")], root=tmp_path)

    assert problem.file == "scans/b/x.json"
    assert "scans/a/x.json" in problem.message


def test_the_changed_one_is_blamed(tmp_path: Path) -> None:
    scans = [scan("scans/a/x.json"), scan("scans/b/x.json")]

    (problem,) = find_duplicates(scans, root=tmp_path, changed={"scans/a/x.json"})
    assert problem.file == "scans/a/x.json"


def test_other_raters_and_superseded_scans_are_none(tmp_path: Path) -> None:
    person = scan("scans/b/x.json", rater={"kind": "person", "name": "A"})
    old = scan("scans/c/x.json", status={"state": "superseded", "note": "Replaced by scans/a/x.json"})

    assert find_duplicates([scan("scans/a/x.json"), person, old], root=tmp_path) == ()


OTHERS = {
    "another author": ({"authors": ["Zoe Smith"]}, False),
    "another spelling of the author": ({"authors": ["Byron, A."]}, True),
    "another venue": ({"venue": "ICML 2024"}, False),
    "another name of the venue": ({"venue": "Advances in Neural Information Processing Systems 37"}, True),
    "no venue": ({"venue": None}, True),
    "another venue, and said to be the same": ({"venue": "ICML", "same_as": ["scans/a/a.json"]}, True),
    "the same venue, and said to be another": ({"not_same_as": ["scans/a/a.json"]}, False),
    "other identifiers, and said to be the same": ({"doi": "10.1000/2", "same_as": ["10.1000/1"]}, True),
}


@pytest.mark.parametrize(("more", "same"), OTHERS.values(), ids=OTHERS)
def test_title_and_year_are_enough_only_with_a_common_author_and_no_other_venue(
    more: dict[str, object], *, same: bool
) -> None:
    known = {"title": TITLE, "year": 2024, "authors": ["Ada Byron", "Bo Li"], "venue": "NeurIPS", "doi": "10.1000/1"}
    one, other = paper_identity(known, "scans/a/a.json"), paper_identity({**known, "doi": "", **more}, "scans/b/b.json")

    assert group_papers([one, other]) == (((0, 1),) if same else ((0,), (1,)))


@pytest.mark.parametrize("arxiv_id", ["hep-th/9901001", "math.AG/0601001", "cond-mat.str-el/0703001", "2406.13229"])
def test_an_arxiv_id_of_any_age_is_that_of_its_doi(arxiv_id: str) -> None:
    doi = paper(doi=f"10.48550/arXiv.{arxiv_id}")

    assert doi.arxiv == paper(arxiv_id=arxiv_id).arxiv != ""
    assert doi.doi == ""


SPELT = [
    ("Socks & Shoes", "Socks and Shoes", {}, True),
    ("Modelling the Behaviour of Socks", "Modeling the Behavior of Socks", {}, True),
    ("Analysing and Optimising Socks", "Analyzing and Optimizing Socks", {}, True),
    ("Socks & Shoes", "Socks and Shoes", {"authors": ["Zoe Smith"]}, False),
    ("Socks & Shoes", "Socks and Shoes", {"year": 2023}, False),
    ("Socks & Shoes", "Socks and Shoes", {"not_same_as": ["scans/a/a.json"]}, False),
    ("Socks & Shoes", "Socks or Shoes", {}, False),
    ("Socks and Shoes I", "Socks and Shoes II", {}, False),
]


@pytest.mark.parametrize(("one", "other", "more", "reported"), SPELT)
def test_one_title_in_two_spellings_is_a_warning(
    tmp_path: Path, one: str, other: str, more: dict[str, object], *, reported: bool
) -> None:
    known = {"year": 2024, "authors": ["Ada Byron", "Bo Li"]}
    papers = {"scans/a/a.json": {**known, "title": one}, "scans/b/b.json": {**known, "title": other, **more}}
    scans = [scan_identity(file, {"paper": said}, "survey-3") for file, said in papers.items()]

    assert [each.file for each in find_similar(scans, root=tmp_path)] == ["scans/b/b.json"] * reported
