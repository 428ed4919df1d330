"""Items shown by `each`: the same bytes as a loop with an include gives, whatever texts and templates hold."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from tests.support.outputs import publisher, write_templates

from scanpress.writer import Items, Page, Renderer, Site

LOOP = '{% for item in items %}{% include "item.html" %}{% endfor %}'
EACH = '{{ each("item.html", item=items) }}'
PLAIN = (
    '<p id="{{ item.id }}" title="{{ item.text }}">{{ item.text }} {{ item.other }}</p>{% if item.note %}!{% endif %}'
)
ASKING = (
    "{% if item.text and not item.other %}{{ item.text }}{% elif item.text or item.note == 'x' %}[{{ item.text }}]"
    "{% else %}({{ item.text }}){% endif %}{{ item.other }}"
)
HOSTILE = [
    "",
    "<script>alert(1)</script> & &amp; \"quoted\" 'too' a/b",
    "\0 \x01 \N{LINE SEPARATOR} \x85",
    "{{ item.id }} {% raw %} {# comment #}",
    "0;1;t1;" + "0123456789abcdef" * 2 + "1;",
    "\N{LEFT DOUBLE QUOTATION MARK}é李\N{GRINNING FACE}",
    Markup('<a href="https://example.org">link</a>'),
    Markup(""),
]


class Shared(NamedTuple):
    id: str
    note: str


def rows(texts: list[str]) -> list[tuple[Any, ...]]:
    return [
        (Shared(f"<{number % 2}>", "\N{CHECK MARK}" * (number % 2)), text, text) for number, text in enumerate(texts)
    ]


def items(texts: list[str]) -> Items:
    return Items(rows(texts), texts=("text", "other"))


def rendered(folder: Path, templates: Mapping[str, str], **variables: Any) -> bytes:
    folder.mkdir(exist_ok=True)
    for name, text in templates.items():
        (folder / name).write_text(text, encoding="utf-8")
    renderer = Renderer([folder], Site(name="a <site>"))
    first = renderer.render("page.html", "a/b/page.html", variables)
    assert renderer.render("page.html", "a/b/page.html", variables) == first
    return first


def test_hostile_texts_are_shown_as_by_a_loop(tmp_path: Path) -> None:
    looped = rendered(tmp_path / "loop", {"page.html": LOOP, "item.html": PLAIN}, items=items(HOSTILE))
    shown = rendered(tmp_path / "each", {"page.html": EACH, "item.html": PLAIN}, items=items(HOSTILE))
    assert shown == looped
    assert shown.count(b"<script>") == 0
    assert shown.count(b'<a href="https://example.org">') == 3


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=5))
def test_any_texts_are_shown_as_by_a_loop(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name, template in (("plain", PLAIN), ("asking", ASKING)):
        looped = rendered(folder / f"{name}-loop", {"page.html": LOOP, "item.html": template}, items=items(texts))
        shown = rendered(folder / f"{name}-each", {"page.html": EACH, "item.html": template}, items=items(texts))
        assert shown == looped


@pytest.mark.parametrize("empty", ["", Markup(), None, 0, False, 0.0])
def test_texts_that_are_empty_in_different_ways_are_shown_as_by_a_loop(tmp_path: Path, empty: object) -> None:
    shared = Shared("1", "note")
    page = Items([(shared, text, "other") for text in ("", empty, "a", 0)], texts=("text", "other"))
    looped = rendered(tmp_path / "loop", {"page.html": LOOP, "item.html": ASKING}, items=page)
    assert rendered(tmp_path / "each", {"page.html": EACH, "item.html": ASKING}, items=page) == looped


class Counting(Shared):
    """Count how often a template is given the item."""

    given = 0

    def _asdict(self) -> dict[str, Any]:
        type(self).given += 1
        return super()._asdict()


@pytest.mark.parametrize(("template", "times"), [(PLAIN, 1), (ASKING, 1), ("{{ item.text ~ item.other }}", 4)])
def test_a_template_is_rendered_once_for_what_is_shared_if_it_only_writes_the_rest(
    tmp_path: Path, template: str, times: int
) -> None:
    Counting.given = 0
    shared = Counting("1", "note")
    page = Items([(shared, text, text) for text in ("a", "b")], texts=("text", "other"))
    shown = rendered(tmp_path, {"page.html": EACH, "item.html": template}, items=page)
    assert Counting.given == times
    assert b"a" in shown
    assert b"b" in shown


@pytest.mark.parametrize(
    "template",
    [
        "{% if item.text %}{{ item.text }}{% else %}none{% endif %}",
        '{% if item["text"] == "" %}none{% endif %}{{ item["text"] }}',
        "{{ item.text|upper }}{{ item.other|length }}",
        "{{ item.text ~ item.other }}",
        "{{ 'some' if item.text else 'none' }}",
        "{{ item.text is string }}",
        "{{ item.text[:3] }}",
        "{% set all = item %}{{ all.text }}",
        "{% set text = item.text %}{{ text|upper }}",
        "{% set text %}{{ item.text }}{% endset %}{{ text|length }}",
        "{% filter upper %}{{ item.text }}{% endfilter %}",
        "{% for key in item|list|sort %}{{ key }}{{ item[key] }}{% endfor %}",
        "{% with other = item %}{{ other.text }}{% endwith %}",
        '{% include "part.html" %}',
        '{% import "part.html" as part %}{{ part.show(item) }}',
        "{% macro show(one) %}{{ one.text|upper }}{% endmacro %}{{ show(item) }}",
        "{{ title }}{{ root }}{{ address }}{{ item.text }}",
        "{% if status is none %}{{ item.text }}{% endif %}",
        "{{ site.name }}{{ item.text }}",
        "{% raw %}{{ item.text }}{% endraw %}{{ item.text }}",
        "{% autoescape false %}{{ item.id }}{{ item.text }}{% endautoescape %}",
        "{% do range(1) %}{{ item.text }}",
        "{{ item.note or item.text }}",
    ],
)
def test_a_template_that_does_more_with_its_item_gives_what_a_loop_gives(tmp_path: Path, template: str) -> None:
    part = "{{ item.text|upper if item is defined }}{% macro show(one) %}{{ one.text|upper }}{% endmacro %}"
    templates = {"item.html": template, "part.html": part}
    variables = {"items": items(HOSTILE), "title": "<title>", "status": None}
    looped = rendered(tmp_path / "loop", {"page.html": LOOP, **templates}, **variables)
    assert rendered(tmp_path / "each", {"page.html": EACH, **templates}, **variables) == looped


@pytest.mark.parametrize(
    "page",
    [
        "{% set all = SHOWN %}{{ all|length }}{{ all }}",
        "{% set all %}SHOWN{% endset %}{{ all|length }}{{ all }}",
        "{% filter upper %}SHOWN{% endfilter %}",
        '{% filter upper %}{% include "holder.html" %}{% endfilter %}',
        "{% macro show() %}SHOWN{% endmacro %}{{ show()|length }}",
        "{% block content %}SHOWN{% endblock %}{{ self.content()|length }}",
        '{% extends "holder.html" %}{% block content %}{% filter upper %}{{ super() }}{% endfilter %}{% endblock %}',
        '{% extends "holder.html" %}{% block content %}{{ super() }}{{ super() }}{% endblock %}',
        "SHOWN{% do range(1) %}",
    ],
)
def test_a_page_may_do_anything_with_what_was_shown(tmp_path: Path, page: str) -> None:
    # While a template works with a slash, it has the six bytes that the engine takes for it; in the page it has one.
    variables = {"items": items([each.replace("/", "|") for each in HOSTILE])}
    text = rendered(tmp_path / "text", {"page.html": LOOP, "item.html": PLAIN}, **variables)
    ways = {"loop": (LOOP, "text"), "each": (EACH, 'each("item.html", item=items)')}
    looped, shown = [
        rendered(
            tmp_path / name,
            {
                "page.html": page.replace("= SHOWN", f"= {value}").replace("SHOWN", written),
                "holder.html": f"<{{% block content %}}{written}{{% endblock %}}>",
                "item.html": PLAIN,
            },
            text=Markup(text.decode()),  # noqa: S704 - rendered above
            **variables,
        )
        for name, (written, value) in ways.items()
    ]
    assert shown == looped


def test_items_within_items_are_shown_as_by_loops(tmp_path: Path) -> None:
    group = "<h2>{{ group.id }} {{ group.text }}</h2>{% if group.note %}INNER{% endif %}<hr>{{ group.other }}"
    page = 'HEAD {{ each("group.html", group=groups) }} {{ each("item.html", item=more) }} {{ title }}'
    groups = Items(
        [(*row, items(HOSTILE[number:])) for number, row in enumerate(rows(HOSTILE))],
        texts=("text", "other"),
        inner=("items",),
    )
    variables = {"groups": groups, "more": items(HOSTILE), "title": "<title>"}
    looped = rendered(
        tmp_path / "loop",
        {
            "page.html": "HEAD {% for group in groups %}{% include 'group.html' %}{% endfor %} "
            "{% for item in more %}{% include 'item.html' %}{% endfor %} {{ title }}",
            "group.html": group.replace("INNER", "{% for item in group.items %}{% include 'item.html' %}{% endfor %}"),
            "item.html": PLAIN,
        },
        **variables,
    )
    inner = '{{ each("item.html", item=group["items"]) }}'
    for name, text in [("cut", inner), ("not cut", inner + "{% set a = 1 %}")]:
        templates = {"page.html": page, "group.html": group.replace("INNER", text), "item.html": PLAIN}
        assert rendered(tmp_path / name, templates, **variables) == looped


def test_other_sequences_are_shown_too(tmp_path: Path) -> None:
    variables = {"items": [{"id": 1, "text": "<", "other": Markup("<br>"), "note": None}]}
    looped = rendered(tmp_path / "loop", {"page.html": LOOP, "item.html": PLAIN}, **variables)
    assert rendered(tmp_path / "each", {"page.html": EACH, "item.html": PLAIN}, **variables) == looped


@pytest.mark.parametrize("template", ["{{ item.nothing }}", "{{ nothing }}", "{% set a = 1 %}{{ item.nothing }}"])
def test_what_is_undefined_is_an_error(tmp_path: Path, template: str) -> None:
    with pytest.raises(Exception, match="undefined"):
        rendered(tmp_path, {"page.html": EACH, "item.html": template}, items=items(["text"]))


def test_items_are_shown_under_one_name(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="under one name, such as"):
        rendered(tmp_path, {"page.html": '{{ each("item.html") }}', "item.html": ""})


def test_a_template_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"item\.html"):
        rendered(tmp_path, {"page.html": EACH}, items=items(["text"]))


def view(made_from: Any) -> Mapping[str, Any]:
    return {"text": "", "items": items(made_from)}


@pytest.mark.parametrize("page", [EACH, '{% set name = "item.html" %}{{ each(name, item=items) }}'])
def test_a_build_notices_a_change_of_what_items_are_shown_by(tmp_path: Path, page: str) -> None:
    write_templates(tmp_path / "templates", {"page.html": page, "item.html": '{{ each("inner.html", item=[item]) }}'})
    output = Page("a.html", "page.html", view, ["<text>"])
    (tmp_path / "templates/inner.html").write_text("{{ item.text }}")
    assert publisher(tmp_path).publish("tests", [output]).written == 1
    assert publisher(tmp_path).publish("tests", [output]).unchanged == 1
    (tmp_path / "templates/inner.html").write_text("new: {{ item.text }}")
    assert publisher(tmp_path).publish("tests", [output]).written == 1
    assert (tmp_path / "output/a.html").read_text() == "new: &lt;text&gt;"


@pytest.mark.parametrize("note", [Markup("<b>"), True, 1.0, ("a",)])
def test_what_is_shared_is_text_or_a_whole_number_so_that_equal_items_are_written_alike(
    tmp_path: Path, note: Any
) -> None:
    templates = {"page.html": EACH, "item.html": "{{ item.note }}{{ item.text }}"}
    with pytest.raises(TypeError, match=r"each\('item.html', …\) takes items that share texts and whole numbers"):
        rendered(tmp_path, templates, items=Items([(Shared("a", note), "text")], texts=("text",)))


def test_a_template_is_rendered_once_for_all_pages_that_give_it_the_same_values(tmp_path: Path) -> None:
    page = '{{ once("frame.html", name=name) }} {{ each("item.html", item=items) }}'
    frame = '{{ site.name }} {{ name }} {{ each("item.html", item=[{"text": name}]) }}'
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "frame.html").write_text(frame)
    (tmp_path / "item.html").write_text("({{ item.text }})")
    renderer = Renderer([tmp_path], Site(name="a <site>"))
    for name in ("<a>", "b", "<a>", True, 1):
        shown = escape(str(name))
        made = renderer.render("page.html", "page.html", {"name": name, "items": items(["text"])}).decode()
        assert made == f"a &lt;site&gt; {shown} ({shown}) (text)"


def test_what_is_shown_once_sees_nothing_else_of_the_page(tmp_path: Path) -> None:
    for frame in ("{{ text }}", '{{ each("item.html", item=["a"]) }}'):
        templates = {"page.html": '{{ once("frame.html") }}', "frame.html": frame, "item.html": "{{ text }}"}
        with pytest.raises(Exception, match="undefined"):
            rendered(tmp_path, templates, text="of this page")


def test_a_build_notices_a_change_of_what_is_shown_once(tmp_path: Path) -> None:
    write_templates(tmp_path / "templates", {"page.html": '{{ once("frame.html") }}', "frame.html": "one"})
    output = Page("a.html", "page.html", view, ["text"])
    assert publisher(tmp_path).publish("tests", [output]).written == 1
    (tmp_path / "templates/frame.html").write_text("two")
    assert publisher(tmp_path).publish("tests", [output]).written == 1
    assert (tmp_path / "output/a.html").read_text() == "two"
