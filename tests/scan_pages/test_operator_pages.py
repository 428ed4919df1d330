"""Imprint and privacy page: what the law wants to be said, in both languages."""

import pickle
import re
from dataclasses import replace

import pytest
from tests.support.paths import EXAMPLES

from scanpress.facts.operator import Operator
from scanpress.pelican_build.host import THEME
from scanpress.scan_pages.pages.operator import operator_pages
from scanpress.writer import Renderer, Site

_EXAMPLES = EXAMPLES / "operator"
_RENDERER = Renderer([THEME / "templates"], Site(name="Scans"))


def _operator(name: str) -> Operator:
    return Operator.load(_EXAMPLES / f"{name}.yaml")


def _pages(operator: Operator, *, emails_shown: bool = False) -> dict[str, str]:
    """Return each page's text by its folder, white space and tags taken out."""
    return {
        page.address.removesuffix("/index.html"): _text(
            _RENDERER.render(page.template, page.address, page.view(page.made_from)).decode()
        )
        for page in operator_pages(operator, emails_shown=emails_shown)
    }


def _text(html: str) -> str:
    main = html[html.index("<main") :].replace("&#x2f;", "/")
    return re.sub(r"\s+", " ", re.sub(r"<(?!a |time|/a)[^>]*>", " ", main))


_COMPLETE = _pages(_operator("complete"))
_UNIVERSITY = _pages(_operator("university"))


def test_all_pages_are_declared() -> None:
    assert sorted(_COMPLETE) == ["datenschutz", "impressum", "imprint", "privacy", "report"]


@pytest.mark.parametrize("name", ["complete", "university", "placeholder"])
def test_every_operator_can_be_rendered(name: str) -> None:
    assert all(_pages(_operator(name)).values())


def test_a_page_can_be_handed_to_another_process_and_does_not_know_lines() -> None:
    operator = _operator("complete")
    moved = replace(operator, lines={("provider",): 99})
    assert pickle.dumps(list(operator_pages(operator))) == pickle.dumps(list(operator_pages(moved)))


@pytest.mark.parametrize("name", ["impressum", "imprint"])
@pytest.mark.parametrize(
    "wanted",
    [
        "§ 5 DDG",
        "MStV",
        "e. V.",
        "Hanna Lüdtke, Tomasz Grabowski",
        "Lindenzeile 14",
        "10997 Berlin",
        "VR 39217 B",
        "Amtsgericht Charlottenburg",
        "DE 815 239 467",
        "DE815239467-00001",
        "§ 36 VSBG",
        'href="tel:+493023125481"',
        '<a href="mailto:kontakt@nachpruefbare-forschung.berlin">kontakt@nachpruefbare-forschung.berlin</a>',
    ],
)
def test_the_imprint_states_all_that_the_law_asks_for(name: str, wanted: str) -> None:
    assert wanted in _COMPLETE[name]


@pytest.mark.parametrize("name", ["impressum", "imprint"])
def test_the_imprint_is_silent_about_what_does_not_exist(name: str) -> None:
    for absent in ("VSBG", "§ 27a", "§ 139c", "Register", "None", "none"):
        assert absent not in _UNIVERSITY[name]


@pytest.mark.parametrize("pages", [_COMPLETE, _UNIVERSITY])
def test_no_repealed_law_and_no_closed_platform_is_named(pages: dict[str, str]) -> None:
    for text in pages.values():
        assert not re.search(r"TMG|TTDSG|RStV|ec\.europa\.eu|OS-Plattform", text)


@pytest.mark.parametrize(("name", "law"), [("datenschutz", "DSGVO"), ("privacy", "GDPR")])
def test_the_privacy_page_names_every_right_and_duty(name: str, law: str) -> None:
    text = _COMPLETE[name]
    for article in ("Art. 4", "Art. 6", "Art. 13", "Art. 14", "Art. 22", "Art. 28", "Art. 77"):
        assert article in text
    for right in range(15, 22):
        assert f"(Art. {right}" in text
    assert "TDDDG" in text
    assert law in text


@pytest.mark.parametrize("name", ["datenschutz", "privacy"])
def test_the_right_to_object_is_set_off(name: str) -> None:
    page = next(page for page in operator_pages(_operator("complete")) if page.template == f"{name}.html")
    html = _RENDERER.render(page.template, page.address, page.view(page.made_from)).decode()
    box = re.search(r'<section class="banner"[^>]*>.*?</section>', html, re.DOTALL)
    assert box
    assert "Art. 21" in box[0]
    assert "<strong>" in box[0]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("datenschutz", ["31. Januar 2026", "nach 7 Tagen gelöscht", "in gekürzter Form", "Angemessenheitsbeschluss"]),
        ("privacy", ["31 January 2026", "deleted after 7 days", "in shortened form", "adequacy decision"]),
    ],
)
def test_the_privacy_page_says_what_this_operator_does(name: str, wanted: list[str]) -> None:
    for phrase in (*wanted, "Fährhaus Rechenzentrum GmbH", "Mirjam Oyelaran", "GitHub, Inc.", "arXiv, ACL Anthology"):
        assert phrase in _COMPLETE[name]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "datenschutz",
            ["führt kein Protokoll", "auf unseren eigenen Servern", "Buchst. e DSGVO in Verbindung mit § 3 NDSG"],
        ),
        ("privacy", ["keeps no log", "on our own servers", "Art. 6 (1)(e) GDPR in conjunction with § 3 NDSG"]),
    ],
)
def test_a_public_body_has_its_own_legal_basis(name: str, wanted: list[str]) -> None:
    for phrase in wanted:
        assert phrase in _UNIVERSITY[name]
    assert not re.search(r"berechtigtes? Interesse|legitimate interest", _UNIVERSITY[name])


@pytest.mark.parametrize(
    ("masking", "phrase"), [("not_logged", "nicht protokolliert"), ("none", "vollständige IP-Adresse")]
)
def test_the_masking_of_ip_addresses_is_reported_as_it_is(masking: str, phrase: str) -> None:
    operator = _operator("complete")
    assert operator.privacy.logs
    logs = replace(operator.privacy.logs, ip_masking=masking)
    changed = replace(operator, privacy=replace(operator.privacy, logs=logs))
    assert phrase in _pages(changed)["datenschutz"]


def test_whether_addresses_of_contributors_are_shown_is_reported_as_it_is() -> None:
    assert "aber keine E-Mail-Adressen" in _COMPLETE["datenschutz"]
    assert "zeigt Namen und E-Mail-Adressen" in _pages(_operator("complete"), emails_shown=True)["datenschutz"]


@pytest.mark.parametrize(
    ("name", "other", "lang"),
    [
        ("impressum", "imprint", "en"),
        ("imprint", "impressum", "de"),
        ("datenschutz", "privacy", "en"),
        ("privacy", "datenschutz", "de"),
    ],
)
def test_each_page_links_its_translation(name: str, other: str, lang: str) -> None:
    assert f'<a href="../{other}/" hreflang="{lang}" lang="{lang}">' in _COMPLETE[name]


@pytest.mark.parametrize("name", ["imprint", "privacy"])
def test_the_english_text_says_that_the_german_one_binds(name: str) -> None:
    assert "the German text is the binding one" in _COMPLETE[name]


def test_what_an_operator_writes_is_escaped() -> None:
    operator = _operator("complete")
    changed = replace(operator, editor=replace(operator.editor, name="<script>alert(1)</script>"))
    page = next(iter(operator_pages(changed)))
    assert b"<script>" not in _RENDERER.render(page.template, page.address, page.view(page.made_from))
