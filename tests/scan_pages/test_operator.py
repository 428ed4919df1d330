"""Who runs the site: read once, with all mistakes, and with what keeps it from being published."""

import re
from dataclasses import replace

import pytest
from tests.support.paths import EXAMPLES, ROOT

from scanpress.facts import FactsError, Operator, gaps_of
from scanpress.facts.operator_gaps import placeholder

_EXAMPLES = EXAMPLES / "operator"


@pytest.mark.parametrize("name", ["complete", "university"])
def test_a_complete_operator_has_no_gaps(name: str) -> None:
    assert gaps_of(Operator.load(_EXAMPLES / f"{name}.yaml")) == ()


def test_what_is_left_out_is_none() -> None:
    operator = Operator.load(_EXAMPLES / "university.yaml")
    assert (operator.provider.vat_id, operator.provider.register, operator.privacy.host) == (None, None, None)


def test_the_provider_is_the_controller_if_nobody_else_is_named() -> None:
    operator = Operator.load(_EXAMPLES / "complete.yaml")
    assert operator.controller.name == "Verein zur Pflege nachprüfbarer Forschung e. V."
    assert Operator.load(_EXAMPLES / "university.yaml").controller.name.startswith("Institut")


def test_the_zero_in_brackets_is_not_dialled() -> None:
    assert Operator.load(_EXAMPLES / "complete.yaml").provider.second_contact.dial == "+493023125481"


def test_every_value_of_the_sample_operator_that_names_somebody_is_a_gap() -> None:
    gaps = {gap.key for gap in gaps_of(Operator.load(ROOT / "content" / "operator.yaml"))}
    assert {"provider.name", "provider.email", "provider.second_contact.phone", "editor.name"} <= gaps
    assert {"privacy.host.name", "privacy.host.contract.concluded", "privacy.supervisory_authority.url"} <= gaps
    assert {"privacy.forge.name", "privacy.forge.url"} <= gaps
    for address in ("provider", "editor", "privacy.host", "privacy.supervisory_authority"):
        assert {f"{address}.address.{part}" for part in ("street", "postal_code", "city")} <= gaps


def test_every_kind_of_gap_is_listed_at_once() -> None:
    gaps = gaps_of(Operator.load(_EXAMPLES / "placeholder.yaml"))
    assert [(gap.key, gap.message) for gap in gaps] == [
        ("license", "is empty"),
        ("provider.name", "is empty"),
        ("provider.represented_by", "is empty"),
        ("provider.address.street", "is a P.O. box"),
        ("provider.address.postal_code", "is sample text"),
        ("provider.address.city", "is sample text"),
        ("provider.address.country", "is empty"),
        ("provider.email", "uses a reserved domain"),
        ("provider.second_contact", "names no second contact"),
        ("provider.register.court", "is empty"),
        ("provider.register.number", "is empty"),
        ("provider.vat_id", "is sample text"),
        ("editor.name", "is sample text"),
        ("editor.address.street", "is a P.O. box"),
        ("privacy.controller.name", "is sample text"),
        ("privacy.controller.address.street", "is a P.O. box"),
        ("privacy.controller.email", "uses a reserved domain"),
        ("privacy.public_task_law", "is empty"),
        ("privacy.host.name", "is sample text"),
        ("privacy.host.address.street", "is sample text"),
        ("privacy.host.contract.date", "is empty"),
        ("privacy.supervisory_authority.name", "is sample text"),
        ("privacy.supervisory_authority.address.street", "is a P.O. box"),
        ("privacy.supervisory_authority.url", "uses a reserved domain"),
        ("privacy.assessed_papers.sources[1]", "is sample text"),
        ("privacy.forge.url", "uses a reserved domain"),
    ]


def test_a_gap_says_where_what_and_what_to_do() -> None:
    gaps = gaps_of(Operator.load(_EXAMPLES / "placeholder.yaml"))
    remedy = "write street and house number: legal papers cannot be served at a P.O. box"
    street = f"line 7: provider.address.street: is a P.O. box; {remedy}"
    assert street in [str(gap) for gap in gaps]


def test_all_mistakes_are_listed_at_once_with_their_lines() -> None:
    with pytest.raises(FactsError) as caught:
        Operator.load(_EXAMPLES / "mistaken.yaml")
    assert [(mistake.line, mistake.key) for mistake in caught.value.mistakes] == [
        (4, "provider.adress"),
        (5, "provider.email"),
        (6, "provider.email"),
        (7, "provider.second_contact.phone"),
        (10, "editor.address.country"),
        (10, "editor.address.postal_code"),
        (11, "consumer_disputes"),
        (12, "privacy.forge"),
        (17, "privacy.host.contract.concluded"),
        (17, "privacy.host.contract.date"),
        (18, "privacy.logs.fields[1]"),
        (18, "privacy.logs.retention_days"),
        (19, "privacy.supervisory_authority"),
        (20, "privacy.assessed_papers.sources"),
    ]


def test_a_misspelt_key_is_reported_with_the_one_that_was_meant() -> None:
    with pytest.raises(FactsError, match=re.escape("provider.adress: is not a known key; you may have meant address")):
        Operator.load(_EXAMPLES / "mistaken.yaml")


def test_comments_and_line_numbers_are_not_part_of_an_operator() -> None:
    operator = Operator.load(_EXAMPLES / "complete.yaml")
    assert operator == replace(operator, lines={})


@pytest.mark.parametrize(
    "text",
    [
        "Postfach 1",
        "POSTFACH 11 02 33",
        "P.O. Box 5",
        "PO Box 5",
        "P. O. Box 5",
        "P.O.Box 5",
        "Post Office Box 5",
        "PF 10 01",
        "Postbus 90",
        "Boîte postale 3",
        "BP 12",
        "Casella postale 1",
        "Lindenstr. 1, Postfach 3",
    ],
)
def test_a_box_is_no_address(text: str) -> None:
    assert placeholder(text, name="street", in_address=True) == "is a P.O. box"


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org",
        "https://example.com/",
        "https://www.example.co.uk/x",
        "a@mail.example",
        "a@b.invalid",
        "http://localhost/",
        "http://127.0.0.1:8000/",
        "https://site.test",
    ],
)
def test_a_reserved_domain_leads_nowhere(text: str) -> None:
    assert placeholder(text, name="url", in_address=False) == "uses a reserved domain"


@pytest.mark.parametrize(
    "text",
    [
        "Max Mustermann",
        "Erika Musterfrau",
        "Musterstr. 1",
        "Musterstraße 1",
        "Your Name",
        "Ihr Name",
        "John Doe",
        "TODO",
        "tbd",
        "xxx",
        "Lorem ipsum",
        "<name>",
        "{{ name }}",
        "Name …",
        "CHANGE_ME",
        "Sample Ltd",
        "Test",
    ],
)
def test_sample_text_is_recognised(text: str) -> None:
    assert placeholder(text, name="name", in_address=False) == "is sample text"


@pytest.mark.parametrize("text", ["", "   ", "-", "?", "...", "—"])
def test_text_without_letters_and_digits_is_empty(text: str) -> None:
    assert placeholder(text, name="name", in_address=False) == "is empty"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Straße des 17. Juni 135", "street"),
        ("Boxhagener Straße 12", "street"),
        ("Am Postfachgebäude 2", "street"),
        ("Pfarrgasse 3", "street"),
        ("Stiftung Warentest", "name"),
        ("Institut für Mustererkennung", "name"),
        ("Université de Reims", "name"),
        ("10115", "postal_code"),
        ("SW1A 1AA", "postal_code"),
        ("+49 30 90182 0", "phone"),
        ("DE815239467", "vat_id"),
        ("https://contest.org/", "url"),
        ("info@testament.de", "email"),
        ("Max Planck", "name"),
    ],
)
def test_real_text_is_let_through(text: str, name: str) -> None:
    assert placeholder(text, name=name, in_address=name == "street") is None
