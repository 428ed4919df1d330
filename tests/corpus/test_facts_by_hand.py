"""Mistakes of people who edit content/*.yaml by hand: each is one mistake, with what to write."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.support.paths import ROOT

from scanpress.facts import FactsError, Operator, load_accuracy, load_venues

VENUES, OPERATOR, ACCURACY = (
    (ROOT / "content" / name).read_text("utf-8") for name in ("venues.yaml", "operator.yaml", "accuracy.yaml")
)
COLT = "\n  - slug: colt\n    short: COLT\n    name: Conference on Learning Theory\n"


def mistakes(path: Path, content: str | bytes, load: Callable[[Path], object]) -> list[str]:
    """Return the mistakes of a file as they are reported, each with the text of its line."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        load(path)
    except FactsError as error:
        return [str(each) for each in error.mistakes]
    return []


BROKEN = [
    ("    name: Conference on", "    name: COLT: Conference on", 'write name: "COLT: Conference on Learning Theory"'),
    (
        "    name: Conference on",
        f"    name: COLT: {'The Big ' * 10}Conference on",
        f'needs quotation marks; write name: "COLT: {"The Big " * 10}Conference on Learning Theory"',
    ),
    ("short: COLT", "short: COLT: A # old", 'write short: "COLT: A" # old'),
    ("short: COLT", f"short: COLT: {'A' * 400}B", 'AAAB" (… is the rest of the value)'),
    ("short: COLT", "short: @COLT", 'a value cannot begin with @; write short: "@COLT"'),
    ("short: COLT", "short: *COLT*", 'write short: "*COLT*"'),
    ("short: COLT", "short: &COLT", 'write short: "&COLT"'),
    ("name: Conference", "name: Journal #1 Conference", 'write name: "Journal #1 Conference on Learning Theory"'),
    ("short: COLT", "short: \u201cCOLT\u201d", 'write "COLT"'),
    ("short: COLT", "short: \u201eCOLT\u201c", 'write "COLT"'),
    ("  - slug: colt", "  -slug: colt", "a dash has no space after it; write - slug: colt"),
    ("slug: colt", "slug:colt", "a colon has no space after it; write - slug: colt"),
    ("    short: COLT", "\u00a0\u00a0\u00a0\u00a0short: COLT", "this line begins with a space that YAML does not know"),
    ("    short: COLT", "\u3000\u3000short: COLT", "(U+3000); write normal spaces in their place"),
    ("  - slug: colt", "    slug: colt", 'begin a new entry with a dash: "- slug: …"'),
    ("  - slug: colt", "- slug: colt", "begin it with 2 spaces before the dash"),
    ("\n  - slug: colt", "\n<<<<<<< HEAD\n  - slug: colt", "unresolved merge conflict in line 99"),
    ("Theory\n", "Theory\n=======\n>>>>>>> kdd\n", "unresolved merge conflict in lines 102 to 103"),
    ("short:", "Short:", "Short: is not a known key; you may have meant short"),
    ("short:", "abbreviation:", "abbreviation: is not a known key; you may have meant short"),
    ("Theory\n", "Theory\n    aliases: CLT; Learning Theory\n", "write a list: [CLT, Learning Theory]"),
    ("Theory\n", "Theory\n    url: www.learningtheory.org\n", "write https://www.learningtheory.org"),
    ("slug: colt", "slug: COLT", "write colt"),
    ("short: COLT", "short: [COLT, CLT]", "write one text: COLT"),
    ("slug: colt", "slug: Learning Theory", "write learning-theory"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), BROKEN, ids=[wrong.strip()[:40] for _, wrong, _ in BROKEN])
def test_a_venue_that_is_written_wrongly_is_one_mistake(right: str, wrong: str, said: str, tmp_path: Path) -> None:
    assert right in COLT
    (found,) = mistakes(tmp_path / "venues.yaml", VENUES + COLT.replace(right, wrong, 1), load_venues)

    assert said in found


@pytest.mark.parametrize(
    "entry",
    [
        COLT.replace("short: COLT", "short: 'COLT: \u201cLearning\u201d'"),
        COLT.replace("short: COLT", "short: C#1 # a comment"),
        COLT.replace("Conference", "The \u201cbig\u201d Conference"),
        COLT.replace("short: COLT", "short: '\u201cCOLT\u201d'"),
        COLT.replace("short: COLT", 'short: "Journal #1"'),
        COLT.replace("slug: colt", "slug: no"),
    ],
)
def test_what_looks_odd_and_is_right_is_accepted(entry: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path / "venues.yaml", VENUES + entry, load_venues) == []


def test_another_encoding_is_named_or_has_its_line(tmp_path: Path) -> None:
    text = VENUES + COLT.replace("Learning", "Séries")

    assert "is UTF-16" in mistakes(tmp_path / "a.yaml", text.encode("utf-16"), load_venues)[0]
    assert mistakes(tmp_path / "b.yaml", text.encode("latin-1"), load_venues)[0].startswith("line 101: byte ")


PROVIDER = "    street: Musterstraße 1\n    postal_code:"
VALUES = [
    ("as_of:\n", "as_of: 31.01.2026\n", ["write 2026-01-31"]),
    ("as_of:\n", "as_of: 31. Januar 2026\n", ["write 2026-01-31"]),
    ("as_of:\n", "as_of: January 31, 2026\n", ["write 2026-01-31"]),
    ("answered_within_days:", "answered_within_days: 14 days", ["write the number alone: 14"]),
    ("retention_days: 7", "retention_days: 7 Tage", ["write the number alone: 7"]),
    ("concluded: false", "concluded: Ja", ["write true"]),
    ("email: erika.mustermann@", "email: erika at ", ["write erika@example.org"]),
    ("represented_by: []", "represented_by: Max Muster und Eva Li", ["write a list: [Max Muster, Eva Li]"]),
    (
        PROVIDER,
        PROVIDER.replace("street", "strasse").replace("postal_code", "PLZ"),
        ["meant street", "meant postal_code"],
    ),
    ("legal_basis: legitimate_interests", "legal_basis: Public Task", ["write public_task"]),
    ("fields: [time, request, status, bytes, user_agent]", "fields: time, status", ["write a list: [time, status]"]),
]


@pytest.mark.parametrize(("right", "wrong", "said"), VALUES, ids=[wrong.strip()[:40] for _, wrong, _ in VALUES])
def test_a_value_of_the_operator_is_said_as_it_is_to_be(
    right: str, wrong: str, said: Sequence[str], tmp_path: Path
) -> None:
    assert right in OPERATOR
    found = mistakes(tmp_path / "operator.yaml", OPERATOR.replace(right, wrong, 1), Operator.load)

    assert len(found) == len(said)
    assert all(part in text for part, text in zip(said, found, strict=True)), found


def asked(name: str, version: int) -> dict[str, tuple[str, ...]] | None:
    """Return the questions of the record, as far as these tests need them."""
    questions = re.findall(r"^      ([a-z_]+): ?[{\n]", ACCURACY, re.MULTILINE)
    answers: dict[str, tuple[str, ...]] = dict.fromkeys(questions, ("Yes", "No"))
    answers |= {"research_type": ("Experimental", "Theoretical")}
    answers |= {"researcher_affiliation": ("Academia", "Industry", "Collaboration")}
    return answers if (name, version) == ("reproducibility", 1) else None


RATES = "{ tp: 70, fp: 9, fn: 0, tn: 81 }"
FIGURES = [
    (RATES, "{ TP: 70, FP: 9, FN: 0, TN: 81 }", ["meant fn", "meant fp", "meant tn", "meant tp"]),
    (RATES, "{ true_positives: 70, fp: 9, fn: 0, tn: 81 }", ["meant tp"]),
    (RATES, "{ tp:70, fp: 9, fn: 0, tn: 81 }", ["write a space after the colon: tp: 70"]),
    (RATES, "{ precision: 89%, recall: 1, f1: 1, kappa: 1 }", ["write 0.89"]),
    (RATES, "{ precision: 89, recall: 1, f1: 1, kappa: 1 }", ["write 0.89"]),
    (RATES, "{ precision: 0,89, recall: 1, f1: 1, kappa: 1 }", ["write a point, and not a comma"]),
    (RATES, '{ precision: "0,89", recall: 1, f1: 1, kappa: 1 }', ["write 0.89"]),
    (RATES, "{ precision: 0.89, recall: 1 }", ["lacks f1 and kappa"]),
    (RATES, "{ tp: 70, fp: 9, tn: 81 }", ["lacks fn"]),
    ("kind: model", "kind: LLM", ["write model"]),
    ("      pseudocode:", "      pseudo_code:", ["you may have meant pseudocode"]),
    ("positive: [Theoretical]", "positive: [Theory]", ["write one of: Experimental, Theoretical"]),
    ("version: 1\n", "version: 2\n", ["there is no instrument reproducibility of version 2"]),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FIGURES, ids=[wrong.strip()[:40] for _, wrong, _ in FIGURES])
def test_a_figure_of_the_accuracy_is_said_as_it_is_to_be(
    right: str, wrong: str, said: Sequence[str], tmp_path: Path
) -> None:
    assert right in ACCURACY
    text = ACCURACY.replace(right, wrong, 1)
    found = mistakes(tmp_path / "accuracy.yaml", text, lambda path: load_accuracy(path, asked))

    assert len(found) == len(said)
    assert all(part in text for part, text in zip(said, found, strict=True)), found


def test_the_published_accuracy_names_questions_that_are_asked(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "accuracy.yaml", ACCURACY, lambda path: load_accuracy(path, asked)) == []
