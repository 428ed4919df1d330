"""`scanpress new` as it is called, and what the check says of the file it makes."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from tests.support.new_scans import PAPER, RATER, read

from scanpress.checking import written_apart
from scanpress.cli import main, online
from scanpress.instruments import instruments


def test_a_scan_is_made_with_every_question_in_order(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "survey", *PAPER, *RATER]) == 0
    scan = read(repository, "acl-2024/a-paper.json")
    newest = max((each for each in instruments() if each.name == "survey"), key=lambda each: each.version)

    assert scan["paper"] == {"title": "A Paper: of Ours", "authors": ["Ada", "Bo"], "year": 2024, "venue": "ACL"}
    assert {"kind": "person", "name": "Ada Byron"}.items() <= scan["rater"].items()
    assert scan["scan_version"] == newest.version
    asked = [
        (category.id, question.id)
        for category in newest.categories
        if not category.module
        for question in category.questions
    ]
    assert [(category, question) for category, group in scan["checklist"].items() for question in group] == asked
    out = capsys.readouterr().out
    assert out.startswith(
        f"scans/acl-2024/a-paper.json: Methodology checklist (v3), {len(asked)} questions to answer\n"
    )


@pytest.mark.parametrize("instrument", instruments(), ids=lambda each: each.key)
def test_what_is_not_filled_in_is_one_problem(
    instrument: Any, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    modules = [word for module in instrument.modules for word in ("--module", module)]
    assert main(["new", f"{instrument.name}@{instrument.version}", *PAPER, *RATER, *modules]) == 0
    capsys.readouterr()

    assert main(["check", "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["name"] == "still-to-answer"
    assert problem["message"].startswith(f"{len(instrument.questions)} questions ")
    assert len(problem["also"]) >= len(instrument.questions) - 1
    assert main(["fmt", "--check"]) == 0
    assert repository.is_dir()


def test_the_older_version_can_be_named(repository: Path) -> None:
    assert main(["new", "survey@2", *PAPER, "--name", "two"]) == 0
    assert main(["new", "survey", "--instrument-version", "1", *PAPER, "--name", "one"]) == 0
    assert read(repository, "acl-2024/two.json")["scan_version"] == 2
    assert read(repository, "acl-2024/one.json")["scan_version"] == 1


def test_a_paper_that_this_rater_has_scanned_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "survey", *PAPER, *RATER, "--arxiv", "2406.13229"]) == 0
    again = ["--doi", "https://doi.org/10.48550/arXiv.2406.13229v2", *RATER, "--group", "b"]

    assert main(["new", "survey", *again]) == 2
    assert "with this instrument: scans/acl-2024/a-paper.json" in capsys.readouterr().err
    assert main(["new", "survey", *PAPER, "--group", "c"]) == 0
    assert main(["new", "survey", *PAPER, "--group", "d"]) == 2
    assert "by a rater without a name: give your name" in capsys.readouterr().err
    assert main(["new", "reproducibility", *again]) == 0
    assert main(["new", "survey", *again[:2], "--rater-kind", "person", "--rater-name", "Bo", "--group", "b"]) == 0
    assert len(list((repository / "scans" / "b").iterdir())) == 2


WRONG = {
    "unknown instrument": ["nothing"],
    "unknown version": ["survey@9"],
    "no instrument": [],
    "no paper": ["survey", "--group", "a"],
    "no group": ["survey", "--title", "A"],
    "bad arXiv id": ["survey", "--arxiv", "24.1"],
    "bad DOI": ["survey", "--doi", "x", "--group", "a"],
    "bad year": ["survey", *PAPER, "--year", "3000"],
    "bad group": ["survey", *PAPER, "--group", "../.."],
    "the group of the runs": ["survey", *PAPER, "--group", "runs"],
    "bad name": ["survey", *PAPER, "--name", "A B"],
    "unknown module": ["survey", *PAPER, "--module", "nothing"],
    "online without an id": ["survey", *PAPER, "--online"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_what_cannot_become_a_scan_is_refused(words: list[str], repository: Path) -> None:
    assert main(["new", *words]) == 2
    assert list(repository.rglob("*.json")) == []


def test_outside_of_a_repository_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["new", "survey", *PAPER]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_overwritten(repository: Path) -> None:
    assert main(["new", "survey", *PAPER]) == 0
    other = ["--title", "A paper", "--year", "2023", "--group", "acl-2024"]
    assert main(["new", "survey", *other]) == 0
    assert main(["new", "survey", *other, "--title", "Another", "--name", "a-paper"]) == 2
    assert sorted(path.name for path in (repository / "scans" / "acl-2024").iterdir()) == [
        "a-paper-2.json",
        "a-paper.json",
    ]


def test_the_paper_can_be_looked_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"title": "Found", "authors": ["Ada"], "year": 2024}
    monkeypatch.setattr(online, "look_up", lambda **_: dict(found))

    assert main(["new", "survey", "--arxiv", "arXiv:2406.13229v3", "--online", "--venue", "ICLR"]) == 0
    assert read(repository, "iclr-2024/found.json")["paper"] == {**found, "venue": "ICLR", "arxiv_id": "2406.13229"}


def test_being_offline_makes_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: str) -> None:
        raise online.OnlineError("arXiv could not be asked")

    monkeypatch.setattr(online, "look_up", fail)

    assert main(["new", "survey", "--arxiv", "2406.13229", "--online"]) == 2
    assert "scanpress: arXiv could not be asked" in capsys.readouterr().err
    assert list(repository.rglob("*.json")) == []


def test_the_group_of_the_runs_is_refused_with_its_reason(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "survey", *PAPER, "--group", "runs"]) == 2
    reported = "the folder scans/runs is for runs of models, not for scans: name another group"
    assert capsys.readouterr().err == f"scanpress: {reported}\n"
    assert list((repository / "scans").iterdir()) == []


def test_the_commands_that_it_prints_work_where_they_are_printed(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "scans" / "b").mkdir()
    monkeypatch.chdir(repository / "scans" / "b")

    assert main(["new", "survey", *PAPER, *RATER]) == 0
    commands = [line.split()[1:] for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert commands == [["fmt", "../acl-2024/a-paper.json"], ["check", "../acl-2024/a-paper.json"]]
    assert [main(words) for words in commands] == [0, 1]
    assert "scans/acl-2024/a-paper.json:" in capsys.readouterr().out


def test_a_module_without_questions_of_its_own_is_reported(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "survey", *PAPER, "--module", "survey_methodology"]) == 0
    assert read(repository, "acl-2024/a-paper.json")["checklist"]["survey_methodology"] is None
    reported = "survey_methodology has no questions yet: replace its null with questions of your own (see "
    assert reported in capsys.readouterr().out


def test_facts_that_cannot_be_read_are_reported(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "content" / "venues.yaml").write_text("venues: [\n", encoding="utf-8")

    assert main(["new", "survey", *PAPER]) == 2
    assert capsys.readouterr().err.startswith(f"scanpress: {repository}/content/venues.yaml: one mistake\n")


def test_the_folder_is_named_after_the_venue_in_the_file_that_the_settings_name(repository: Path) -> None:
    (repository / "facts").mkdir()
    facts = "venues:\n  - slug: neat\n    short: NEAT\n    name: Conference on Neatness\n"
    (repository / "facts" / "venues.yaml").write_text(facts, encoding="utf-8")
    (repository / "pelicanconf.py").write_text('VENUES_FILE = "facts/venues.yaml"\n', encoding="utf-8")
    assert main(["new", "survey", *PAPER[:-1], "Conference on Neatness", *RATER]) == 0
    assert (repository / "scans" / "neat-2024" / "a-paper.json").is_file()


SEVERAL = {
    "Ada Byron, Bo Li": ("Ada Byron", "Bo Li"),
    "Ada Byron and Bo Li": ("Ada Byron", "Bo Li"),
    "A; B": ("A", "B"),
    "Ada Byron & Bo Li": ("Ada Byron", "Bo Li"),
    "Ada Byron, Bo Li, and Cy Twombly": ("Ada Byron", "Bo Li", "Cy Twombly"),
    "Ada, Bo and Cy": ("Ada", "Bo", "Cy"),
    "J. Smith, K. Lee": ("J. Smith", "K. Lee"),
    "Smith J, Lee K": ("Smith J", "Lee K"),
    "Byron, A., Li, B.": ("Byron, A.", "Li, B."),
    "Byron, A., Li, B., and Chen, Z.": ("Byron, A.", "Li, B.", "Chen, Z."),
    "Byron, Ada; Li, Bo": ("Byron, Ada", "Li, Bo"),
    "Byron, Ada and Li, Bo": ("Byron, Ada", "Li, Bo"),
    "Ada Byron, Jr., Bo Li": ("Ada Byron, Jr.", "Bo Li"),
    "王小明、李四": ("王小明", "李四"),
    "Byron, Ada, Li, Bo": (),
    "A, B, C": ("A", "B", "C"),
    "Byron, Ada and Bo Li": (),
    "Ada Byron, Bo Li y Cy Twombly": ("Ada Byron", "Bo Li", "Cy Twombly"),
    "Ada Byron und Bo Li": ("Ada Byron", "Bo Li"),
    "Ada Byron et al.": (),
    "Ada Byron, Plato, Bo Li": (),
}
ONE = [
    "Ada Byron", "Byron, Ada", "Byron, Ada M.", "van der Berg, Ada", "de la Cruz, Ana Maria", "García Márquez, Ana M.",
    "Martin Luther King, Jr.", "Food and Drug Administration", "The ATLAS and CMS Collaborations", "Alexandra Sand",
    "Plato", "OpenAI", "王小明", "Jean-Luc & Co Research", "José Ortega y Gasset", "卡尔·马克思", "Ada Byron y Bo Li",
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), [*SEVERAL.items(), *((text, (text,)) for text in ONE)])
def test_several_authors_in_one_text_are_told_from_one(text: str, names: tuple[str, ...]) -> None:
    assert written_apart(text) == names


def test_several_authors_in_one_option_are_refused_with_the_right_options(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["new", "survey", "--title", "T", "--year", "2024", "--venue", "ACL"]
    assert main([*words, "--author", "Ada O'Hara, Bo Li"]) == 2
    wrong, options, way_out = capsys.readouterr().err.splitlines()
    assert wrong == 'scanpress: --author "Ada O\'Hara, Bo Li" seems to name 2 authors: repeat the option for each:'
    assert way_out.startswith("If it is one author, leave out --author")
    assert main([*words, "--author", "A, B, C, D"]) == 2
    assert "names several authors: repeat --author for each of them" in capsys.readouterr().err
    assert list(repository.rglob("*.json")) == []
    assert main([*words, *shlex.split(options)]) == 0
    assert read(repository, "acl-2024/t.json")["paper"]["authors"] == ["Ada O'Hara", "Bo Li"]


def first_line(repository: Path, *words: str) -> tuple[str, object]:
    """Make a scan, which must be canonical, and return its first key with the value."""
    assert main(["new", "reproducibility", *PAPER, *RATER, *words]) == 0
    assert main(["fmt", "--check"]) == 0
    (made,) = (repository / "scans").rglob("*.json")
    key, value = next(iter(json.loads(made.read_bytes()).items()))
    made.unlink()
    return key, value


def test_a_scan_names_its_schema_first_where_editors_find_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "schemas/reproducibility-1.schema.json"
    monkeypatch.delenv("SITEURL", raising=False)
    assert first_line(repository) == ("instrument", "reproducibility")
    assert main(["schema", "--write", "schemas"]) == 0
    assert first_line(repository) == ("$schema", f"../../{name}")
    (repository / "publishconf.py").write_text('SITEURL = "https://scans.example.org/a/"\n', encoding="utf-8")
    assert first_line(repository) == ("$schema", f"https://scans.example.org/a/{name}")
    monkeypatch.setenv("SITEURL", "https://other.example.org")
    assert first_line(repository) == ("$schema", f"https://other.example.org/{name}")
    monkeypatch.setenv("SITEURL", "http://localhost:8000")
    (repository / "publishconf.py").unlink()
    assert first_line(repository) == ("$schema", f"../../{name}")
    assert main(["new", "reproducibility", *PAPER, *RATER]) == 0
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 1
    assert [each["name"] for each in json.loads(capsys.readouterr().out)["problems"]] == ["still-to-answer"]


@pytest.mark.parametrize("title", ["家庭袜子的排序", "ترتيب الجوارب", "Сортировка носков"])
def test_a_title_without_latin_letters_asks_for_a_name(
    title: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--title", title, "--author", "Ada Byron", "--year", "2024", "--venue", "ACL", *RATER]

    assert main(["new", "reproducibility", *words]) == 0
    assert "--name gives the file a better name" in capsys.readouterr().out
    assert main(["new", "reproducibility", *words, "--name", "socks"]) == 2
    assert (repository / "scans/acl-2024/scan.json").is_file()
