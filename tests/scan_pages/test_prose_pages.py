"""The prose that comes along: its addresses, its anchors, its links, its commands."""

import itertools
import re
from functools import cache
from posixpath import normpath

import pytest
from markdown import Markdown
from tests.support.paths import ROOT

from scanpress.facts.accuracy import load_accuracy
from scanpress.pelican_build.host import THEME
from scanpress.scan_pages.pages.methodology import evaluations
from scanpress.writer import Renderer, Site

_PAGES = {path.stem: path for path in sorted((ROOT / "content" / "pages").glob("*.md"))}
_METHODOLOGY_ANCHORS = ("survey-score", "documentation-score", "reproducibility-score", "accuracy", "notice", "sets")


@cache
def _read(name: str) -> tuple[dict[str, list[str]], str]:
    reader = Markdown(extensions=["markdown.extensions.extra", "markdown.extensions.meta", "markdown.extensions.toc"])
    html = reader.convert(_PAGES[name].read_text(encoding="utf-8"))
    return reader.Meta, html  # type: ignore[attr-defined]  # set by the extension for metadata


def test_the_three_pages_are_there() -> None:
    assert {"about", "contribute", "methodology"} <= set(_PAGES)


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_says_its_title_slug_and_summary(name: str) -> None:
    meta, _ = _read(name)
    assert meta["slug"] == [name]
    assert {"title", "summary"} <= set(meta)


@pytest.mark.parametrize("name", _PAGES)
def test_headings_start_below_the_title_and_skip_no_level(name: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", _read(name)[1])]
    assert levels[0] == 2
    assert all(level >= 2 and level <= before + 1 for before, level in itertools.pairwise(levels))


@pytest.mark.parametrize("anchor", _METHODOLOGY_ANCHORS)
def test_the_methodology_has_the_anchors_that_scan_pages_link(anchor: str) -> None:
    assert f'id="{anchor}"' in _read("methodology")[1]


@pytest.mark.parametrize("figure", ["6 of 7", "5 of 15", "0.86", "0.33", "experimental papers only", "44.0 %"])
def test_the_methodology_states_what_the_scores_rest_on(figure: str) -> None:
    assert figure in re.sub(r"\s+", " ", _read("methodology")[1])


@pytest.mark.parametrize("name", _PAGES)
def test_links_between_the_pages_lead_to_their_anchors(name: str) -> None:
    for target, anchor in re.findall(r'href="(?!https?:|mailto:)([^"#]*)(?:#([^"]+))?"', _read(name)[1]):
        page = normpath(f"{name}/{target}") if target else name
        if anchor and page in _PAGES:
            assert f'id="{anchor}"' in _read(page)[1]


@pytest.mark.parametrize("name", ["about", "contribute"])
def test_anchors_of_the_privacy_page_are_there(name: str) -> None:
    template = (THEME / "templates" / "privacy.html").read_text(encoding="utf-8")
    for anchor in re.findall(r'href="\.\./privacy/#([^"]+)"', _read(name)[1]):
        assert f'id="{anchor}"' in template


def test_every_make_command_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\n|<)", _read("contribute")[1] + guide))
    assert named
    assert named <= targets


def test_the_table_of_accuracy_is_filled_from_the_facts() -> None:
    renderer = Renderer([THEME / "templates"], Site(name="Scans"))
    accuracy = load_accuracy(ROOT / "content" / "accuracy.yaml")
    page = {"title": "Methodology", "content": "", "lang": "en", "summary": "", "description": ""}
    html = renderer.render(
        "methodology.html", "methodology/index.html", {"page": page, "accuracy": evaluations(accuracy)}
    ).decode()
    assert html.count('<th scope="row">') == 9
    for text in (
        "0.520",
        "100 of 131",
        "141 of 142",
        "run replication",
        "it did so for 31 of 59 papers",
        "160 papers",
        "2606.16974",
        "Thijs Snelleman",
    ):
        assert text in html
