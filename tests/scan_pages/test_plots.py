"""Plots: what is drawn, that plot, table and description show the same numbers, and that no labels overlap."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from playwright.sync_api import Browser
from tests.support.browsing import violations
from tests.support.made_up_plots import BARS, HISTOGRAM, PAGE, PAIR, PLOTS, SMALL, TREND, heat_map, line, measure
from tests.support.serving import served
from tests.support.site_checks import HtmlPage

from scanpress.pelican_build.host import THEME
from scanpress.scan_pages.plots import (
    Bar,
    Bars,
    Bin,
    HeatMap,
    Histogram,
    Point,
    Row,
    Series,
    Trend,
    figure,
    small_histogram,
)
from scanpress.scan_pages.plots.scales import spread
from scanpress.writer.rendering.renderer import Renderer, Site


def page_of(folder: Path, *plots: Trend | Bars | Histogram | HeatMap) -> HtmlPage:
    """Render a page with plots."""
    (folder / "templates").mkdir()
    (folder / "templates/plots.html").write_text(PAGE, encoding="utf-8")
    (folder / "theme").mkdir()
    for name in ("site.css", "icon.svg"):
        (folder / "theme" / name).write_bytes((THEME / "static" / name).read_bytes())
    renderer = Renderer([folder / "templates", THEME / "templates"], Site(name="Plots"))
    made = [figure(plot) for plot in plots]
    (folder / "index.html").write_bytes(renderer.render("plots.html", "index.html", {"plots": made, "small": SMALL}))
    return HtmlPage(folder, folder / "index.html")


def drawings(page: HtmlPage) -> list[str]:
    return re.findall("<svg.*?</svg>", page.path.read_text(encoding="utf-8"), re.DOTALL)


def figures(page: HtmlPage) -> Iterator[tuple[Any, str, str]]:
    """Yield each figure as an element, with its description and the text of its table."""
    tree = html5lib.parse(page.path.read_bytes(), namespaceHTMLElements=False, transport_encoding="utf-8")
    for found in tree.iter("figure"):
        yield found, text_of(found.find(".//{*}desc")), " ".join(next(found.iter("table")).itertext())


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def numbers(text: str) -> set[str]:
    """Return the numbers of a text that are not years, with their sign."""
    return {
        found for found in re.findall(r"\d[\d,.]*\d(?:\u202f%)?|\d(?:\u202f%)?", text) if not found.startswith("20")
    }


def test_page_is_valid_and_no_id_is_there_twice(tmp_path: Path) -> None:
    page = page_of(tmp_path, *PLOTS)
    assert page.errors == []
    assert len(drawings(page)) == len(PLOTS) + 1


def test_drawings_are_well_formed_and_named_and_have_the_colours_of_the_site(tmp_path: Path) -> None:
    page = page_of(tmp_path, *PLOTS)
    for text, plot in zip(drawings(page)[1:], PLOTS, strict=True):
        svg = ET.fromstring(text)  # noqa: S314 - our own text
        assert svg.get("role") == "img"
        named = {element.get("id"): text_of(element) for element in svg if element.get("id")}
        assert named[svg.get("aria-labelledby")] == plot.title
        assert named[svg.get("aria-describedby")]
        colours = {element.get(name) for element in svg.iter() for name in ("fill", "stroke")}
        assert all(colour in {None, "none", "currentColor"} or colour.startswith("var(--") for colour in colours)


def test_plot_table_and_description_show_the_same_numbers(tmp_path: Path) -> None:
    for found, description, table in figures(page_of(tmp_path, *PLOTS)):
        assert numbers(description) <= numbers(table) | {"95"}, description
        bold = {text_of(element) for element in found.findall(".//{*}tspan")} - {"this paper"}
        assert all(number in table for number in bold)


def test_each_value_is_in_plot_and_table(tmp_path: Path) -> None:
    shown = {
        found.find("figcaption").get("id"): (found, table) for found, _, table in figures(page_of(tmp_path, *PLOTS))
    }
    found, table = shown["bars"]
    assert {text_of(element) for element in found.findall(".//{*}tspan")} == {
        "99.1\u202f%",
        "44.3\u202f%",
        "0.0\u202f%",
    }
    assert "44.3\u202f%" in table
    assert "n = 56,800" in table
    found, table = shown["histogram"]
    counts = [f"{bin_.count:,}" for bin_ in HISTOGRAM.bins]
    assert [text_of(element) for element in found.findall(".//{*}text")][:8] == counts
    assert all(count in table for count in counts)
    found, table = shown["heat"]
    cells = [text_of(element) for element in found.findall(".//{*}text")]
    assert {"0", "12", "44", "80", "97", "100", "<5", "\N{EN DASH}"} <= set(cells)
    assert {"0\u202f%", "12\u202f%", "44\u202f%"} <= numbers(table)


def test_values_of_fewer_than_five_papers_are_not_drawn_and_say_so(tmp_path: Path) -> None:
    shown = {
        found.find("figcaption").get("id"): (found, table) for found, _, table in figures(page_of(tmp_path, *PLOTS))
    }
    for name in ("pair", "bars", "heat"):
        assert re.search(r"fewer than 5 \(n = [34]\)", shown[name][1]), name
    assert "fewer than 5 papers (n = 3)" in [text_of(element) for element in shown["bars"][0].findall(".//{*}text")]
    for name in ("pair", "heat"):
        assert "<5" in [text_of(element) for element in shown[name][0].findall(".//{*}text")]
        assert any("ewer than 5 papers" in text_of(element) for element in shown[name][0].iter("p"))


def test_a_line_is_broken_where_there_are_too_few_papers() -> None:
    made = figure(PAIR)
    assert made
    lines = [shape for shape in made["drawing"]["shapes"] if shape.get("stroke-width") == "1.7"]
    assert lines[0]["d"].count("M") == 2


def test_a_line_that_ends_before_the_last_year_is_not_continued_to_a_label_that_is_missing() -> None:
    made = figure(replace(PAIR, series=(line(1, few=(2024, 2025)),)))
    assert made
    assert not [shape for shape in made["drawing"]["shapes"] if shape.get("stroke-width") == ".6"]
    labelled = figure(replace(PAIR, series=(line(1),)))
    assert labelled
    assert [shape for shape in labelled["drawing"]["shapes"] if shape.get("stroke-width") == ".6"]


def test_series_differ_by_marker_and_dashes_and_not_by_colour_alone() -> None:
    made = figure(TREND)
    assert made
    lines = [shape for shape in made["drawing"]["shapes"] if shape.get("stroke-width") == "1.7"]
    assert len({shape.get("stroke-dasharray") for shape in lines}) == 7
    markers = [shape["d"] for shape in made["drawing"]["shapes"] if shape.get("stroke-width") == "1.5"]
    assert len({re.sub(r"M[^a-z]*", "", d.split("M", 2)[1].lstrip("0123456789.- ")) for d in markers}) == 7


@pytest.mark.parametrize(
    "plot",
    [
        replace(TREND, series=()),
        replace(TREND, series=(Series("Code", (Point(2024, measure(0.5, 4)),)),)),
        replace(BARS, bars=(Bar("Code", measure(0.5, 4)),)),
        replace(HISTOGRAM, bins=(Bin("0", 4), Bin("1", 0))),
        HeatMap("heat", "Categories", "", ("2024",), (Row("Artifacts", (None,)),)),
    ],
)
def test_nothing_is_drawn_if_there_is_nothing_to_plot(plot: Trend | Bars | Histogram | HeatMap) -> None:
    assert figure(plot) is None


def test_a_drawing_is_small_and_always_the_same(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    page, again = page_of(tmp_path, *PLOTS), page_of(tmp_path / "again", *PLOTS)
    assert page.path.read_bytes() == again.path.read_bytes()
    small, trend, *_ = drawings(page)
    assert len(small.encode()) <= 450
    assert len(trend.encode()) <= 8000


def test_one_paper_more_seldom_changes_a_small_histogram() -> None:
    counts = [12, 40, 133, 301, 290, 188, 90, 16]
    same = [small_histogram([n + (at == more) for at, n in enumerate(counts)], 4, "")["d"] for more in range(8)]
    assert same.count(small_histogram(counts, 4, "")["d"]) >= 6
    assert small_histogram(counts, 3, "")["d"] != same[0]


@pytest.mark.parametrize("middles", [[0, 0, 0, 0], [5, 6, 50, 51], [99, 99, 100, 100], [10, 30, 60, 90]])
def test_labels_that_would_overlap_are_moved_as_little_as_possible(middles: list[float]) -> None:
    heights = [20, 10, 30, 10]
    tops = spread(middles, heights, 0, 100)
    ends = [top + height for top, height in zip(tops, heights, strict=True)]
    assert all(top >= end - 1e-9 for end, top in zip([0, *ends], [*tops, 100], strict=True))


def test_numbers_in_cells_have_enough_contrast_in_both_schemes() -> None:
    styles = (THEME / "static/site.css").read_text(encoding="utf-8")
    for scheme in (0, 1):
        paper, ink, link, faint = (colour(styles, name, scheme) for name in ("paper", "ink", "link", "faint"))
        made = figure(heat_map("heat", 8))
        assert made
        for shape in made["drawing"]["shapes"]:
            part = float(shape.get("fill-opacity", 0))
            ground = [part * front + (1 - part) * back for front, back in zip(link, paper, strict=True)]
            assert contrast(ink, ground) >= 4.5
        assert contrast(faint, paper) >= 4.5


def colour(styles: str, name: str, scheme: int) -> list[float]:
    """Return a colour of the stylesheet as numbers from 0 to 255."""
    text = re.findall(rf"--{name}: light-dark\(#(\w+), #(\w+)\)", styles)[0][scheme]
    full = text if len(text) == 6 else "".join(2 * letter for letter in text)
    return [int(full[place : place + 2], 16) for place in (0, 2, 4)]


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(parts: list[float]) -> float:
    linear = [(part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


OVERLAPS = """() => [...document.querySelectorAll("figure svg")].flatMap((svg) => {
  const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBBox()]);
  const { width, height } = svg.viewBox.baseVal;
  const outside = texts.filter(([, a]) =>
    Math.min(a.x, a.y) < -1 || a.x + a.width > width + 1 || a.y + a.height > height + 1);
  const pairs = texts.flatMap(([one, a], place) => texts.slice(0, place).filter(([, b]) =>
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.5 &&
    Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1.5).map(([other]) => [one, other]));
  return [...outside.map(([text]) => text), ...pairs];
})"""
SIZES = """() => [...document.querySelectorAll("figure svg text")].map((text) =>
  parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""


@pytest.mark.browser
def test_labels_do_not_overlap_and_can_be_read_on_a_phone_a_desk_and_paper(tmp_path: Path, browser: Browser) -> None:
    page_of(tmp_path, *PLOTS)
    with served(tmp_path) as address:
        for width, scheme in ((390, "dark"), (1280, "light")):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                bypass_csp=True,
            )
            window = context.new_page()
            window.goto(address)
            assert window.evaluate(OVERLAPS) == []
            assert min(window.evaluate(SIZES)) >= 11
            assert window.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            window.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            assert violations(window) == ""
            assert window.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            window.emulate_media(media="print")
            assert window.evaluate("document.querySelector('figure svg').getBoundingClientRect().width") > 300
            context.close()
