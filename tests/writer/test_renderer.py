"""Rendering: as strict as Jinja about what is escaped, and about what is not there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from scanpress.pelican_build.host import THEME
from scanpress.writer import Link, Renderer, Site

TEMPLATE = (
    "<!DOCTYPE html><title>{{ value }}</title><p title=\"{{ value }}\" class='{{ value }}'>{{ value }}</p>"
    "{% for part in parts %}<i>{{ part }}</i>{% endfor %}{{ nested.inner.value }}"
)
HOSTILE = [
    "<script>alert(1)</script>",
    '"\' onmouseover=\'alert(1)" x="',
    "a & b &amp; c &lt; d",
    "</style></title><style>*{display:none}</style>",
    "<!-- --> ]]> {{ value }} {% endraw %}",
    "a/b/ &#x2f; &amp;#x2f; &#X2F;</p/>",
    "\N{LEFT DOUBLE QUOTATION MARK}é李\N{GRINNING FACE}",
    None,
    0,
    True,
    1.5,
]


@pytest.fixture
def render(tmp_path: Path) -> Callable[..., str]:
    (tmp_path / "page.html").write_text(TEMPLATE)
    renderer = Renderer([tmp_path], Site(name="site"))
    return lambda **variables: renderer.render("page.html", "page.html", variables).decode()


def _by_jinja(**variables: Any) -> str:
    environment = Environment(loader=DictLoader({"page": TEMPLATE}), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page").render(**variables)


def _variables(value: object) -> dict[str, Any]:
    return {"value": value, "parts": [value, value], "nested": {"inner": {"value": value}}}


def _document(page: str) -> list[tuple[str, dict[str, str], str | None, str | None]]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [(element.tag, dict(element.attrib), element.text, element.tail) for element in tree.iter()]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_the_same_text_by_both_engines(render: Callable[..., str], value: object) -> None:
    page = render(**_variables(value))
    # The engines write some values differently (none, true), and neither writes them as markup.
    if isinstance(value, str):
        assert _document(page) == _document(_by_jinja(**_variables(value)))
    assert [tag for tag, *_ in _document(page)] == ["html", "head", "title", "body", "p", "i", "i"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_is_the_same_text_by_both_engines(value: str) -> None:
    environment = Renderer([Path(__file__).parent / "templates"], Site(name="site"))
    page = environment.render("any.html", "any.html", {"value": value}).decode()
    jinja = Environment(autoescape=True).from_string((Path(__file__).parent / "templates" / "any.html").read_text())
    assert _document(page) == _document(jinja.render(value=value))


def test_only_what_is_marked_as_markup_is_left_as_it_is(render: Callable[..., str]) -> None:
    assert "<b>bold</b></p>" in render(**_variables(Markup("<b>bold</b>")))
    assert "<b>bold</b>" not in render(**_variables("<b>bold</b>"))


def test_a_slash_is_one_byte_also_at_the_end_of_an_attribute_without_quotation_marks(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>{{ value }}</title><a href={{ value }}>{{ value }}</a>")
    page = Renderer([tmp_path], Site(name="site")).render("page.html", "page.html", {"value": "a/b/"}).decode()
    assert page == "<!DOCTYPE html><title>a/b/</title><a href=a/b/>a/b/</a>"
    assert _document(page)[-1] == ("a", {"href": "a/b/"}, "a/b/", None)


def test_addresses_in_the_header_need_no_quotation_marks_whatever_they_hold() -> None:
    site = Site(name="site", navigation=(Link(10, "One", "year=2024/"), Link(20, "Other", "it's a <b>/")))
    page = Renderer([THEME / "templates"], site).render("404.html", "year=2024/a.html", {"root": "../"}).decode()
    links = {text: attributes for tag, attributes, text, _ in _document(page) if tag == "a"}
    assert links["One"] == {"href": "../year=2024/", "aria-current": "true"}
    assert links["Other"] == {"href": "../it%27s%20a%20%3Cb%3E/"}
    assert "href=../year&#61;2024/ " in page


def test_what_is_undefined_is_an_error(render: Callable[..., str]) -> None:
    with pytest.raises(Exception, match="undefined"):
        render(value="x", parts=[], nested={})
