# ruff: noqa: E501, Q003 - a text and its HTML stand on one line
"""Markdown as repositories write it: rendered as on GitHub, clean, and in linear time."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.files import write
from tests.support.git import git
from tests.support.git_sites import build_git_site

from scanpress.git_browser.content import markdown
from scanpress.git_browser.content.markup import TAGS, slug_of, well_formed


def render(text: str) -> str:
    return markdown.render(text, {}) or ""


def html(text: str) -> str:
    return re.sub(r"\n+", "", render(text))


def test_fenced_code_in_a_list_is_code() -> None:
    text = "* Install:\n\n    ```sh\n    # comment\n    make\n    ```\n* then\n"
    assert "<pre><code># comment\nmake\n</code></pre>" in render(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text\n- a\n- b\n  - c", "<p>text</p><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("- [x] done", '<ul><li class="task">☑ done</li></ul>'),
        ("- [ ] todo", '<ul><li class="task">☐ todo</li></ul>'),
        ("# A\n###### F", '<h2 id="md-a">A</h2><h6 id="md-f">F</h6>'),
        ("# A\n# A\n# A", '<h2 id="md-a">A</h2><h2 id="md-a-1">A</h2><h2 id="md-a-2">A</h2>'),
        ("[x](#ünï)\n# Ünï", '<p><a href="#md-ünï">x</a></p><h2 id="md-ünï">Ünï</h2>'),
        ("[x](#gone)", "<p><a>x</a></p>"),
        ("# `x` & *y*", '<h2 id="md-x--y"><code>x</code> &amp; <em>y</em></h2>'),
        ('<h1 align="center">T</h1>', '<h2 class="center" id="md-t">T</h2>'),
        ('<a name="x"></a>[y](#x)', '<p><a id="md-x"></a><a href="#md-x">y</a></p>'),
        ("see https://a.b/c(d), or", '<p>see <a href="https://a.b/c(d)">https://a.b/c(d)</a>, or</p>'),
        ("(www.a.b)", '<p>(<a href="http://www.a.b">www.a.b</a>)</p>'),
        ("`https://a.b`", "<p><code>https://a.b</code></p>"),
        (
            "> [!NOTE]\n> a",
            '<blockquote class="markdown-alert-note"><p class="alert-title">Note</p><p>a</p></blockquote>',
        ),
        ("![far](https://a.b/c.png)", "<p>far</p>"),
        ("git clone <url>", "<p>git clone &lt;url&gt;</p>"),
        ("<!-- a -->b", "b"),
        ("\ufeff# A", '<h2 id="md-a">A</h2>'),
        ("---\ntitle: <A>\n---\n# B", '<pre><code>title: &lt;A&gt;</code></pre><h2 id="md-b">B</h2>'),
        ("---\n\nno: metadata\n\n---", "<hr><p>no: metadata</p><hr>"),
        (
            "|a|\n|:-:|\n|b|",
            '<table><thead><tr><th class="center">a</th></tr></thead><tbody><tr><td class="center">b</td></tr></tbody></table>',
        ),
    ],
)
def test_text_is_rendered_as_on_github(text: str, expected: str) -> None:
    assert html(text) == expected


SWALLOWING = [
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "iframe",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
    "math",
    "svg",
    "select",
    "noscript",
]


@pytest.mark.parametrize("tag", SWALLOWING)
@pytest.mark.parametrize(
    "text", ["Run `x` with <{}> as argument.\n\n## Next\n\nThe rest.\n", "<{} a='b'>\n\n## Next\n\nThe rest."]
)
def test_no_tag_takes_the_rest_away(tag: str, text: str) -> None:
    shown = render(text.format(tag))
    assert f"&lt;{tag}" in shown
    if "Run" in text or "<p>The rest.</p>" in shown:  # some begin a block of HTML that goes on
        assert '<h3 id="md-next">Next</h3>' in shown
    assert "The rest." in shown


@pytest.mark.parametrize("start", ['<div class="', "<div a='b", "<!-- a", "<!X", "<?php", "<b", "text <!-- a"])
def test_no_tag_without_end_takes_the_rest_away(start: str) -> None:
    assert "The rest." in render(f"{start}\n\nThe rest.")


@pytest.mark.parametrize(
    ("heading", "slug"),
    [("A b", "a-b"), ("a_b.c", "a_bc"), ("日本 — x!", "日本--x"), (":rocket: Go", "rocket-go"), ("e\u0301", "e\u0301")],
)
def test_slugs_are_those_of_github(heading: str, slug: str) -> None:
    assert slug_of(heading) == slug


@pytest.mark.parametrize("depth", [200, 10_000])
@pytest.mark.parametrize("piece", ["> ", "- ", "1. ", "* > ", "<b>", "<blockquote>", "<ul><li>", "<details>\n\n", ">"])
def test_what_is_nested_too_deeply_is_shown_as_source(piece: str, depth: int) -> None:
    assert markdown.render(piece * depth + "a", {}) is None


def test_lists_may_be_nested_by_indentation() -> None:
    assert render("".join("  " * depth + "- a\n" for depth in range(20))).count("<ul>") == 20
    assert render("".join("  " * depth + "- a\n" for depth in range(300))) == ""


VECTORS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))", "[a](&#106;avascript:alert(1))", "[a](data:text/html,x)", "[a](vbscript:x)",
    "<a href='java\tscript:alert(1)'>x</a>", "<a href=' javascript:alert(1)'>x</a>", "<a href=//evil>x</a>",
    "<iframe src=https://a.b></iframe>", "<a style='color:red' onclick=x href=https://a.b>x</a>", "<base href=https://a.b>",
    "<form action=https://a.b><button>x</button></form>", "<math><mi><style><img src=x onerror=alert(1)></style></mi></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<b title='<img src=x onerror=alert(1)>'>x</b>",
    "<a title='\"><script>'>x</a>", "![\" onerror=alert(1) x=\"](x)", "[a](https://a.b 'x\" onclick=\"y')", "<p/onclick=x>",
    "<div id='x' onmouseover=x class='y'>", "<object data=x>", "<embed src=x>", "<meta http-equiv=refresh content=0>",
    "<input type=text onfocus=x autofocus>", "https://a.b/\"onclick=x", "<h1 id='\" onclick=x'>a</h1>", "<![CDATA[<script>]]>",
]  # fmt: skip
CLEAN_TAG = re.compile(r"""</?([a-z][a-z0-9]*)((?: [a-z]+(?:="[^"<]*")?)*)>""")
ATTRIBUTES = {"href", "src", "alt", "title", "id", "class", "width", "height"}


def assert_clean(shown: str) -> None:
    for match in CLEAN_TAG.finditer(shown):
        assert match[1] in TAGS
        attributes = dict(re.findall(r' ([a-z]+)="([^"]*)"', match[2]))
        assert attributes.keys() <= ATTRIBUTES
        assert re.match(r"(?:https?:|mailto:|#md-|$)", attributes.get("href", ""), re.IGNORECASE)
        assert re.match(r"md-|$", attributes.get("id", ""))
        assert "src" not in attributes
    assert "<" not in CLEAN_TAG.sub("", shown)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_runs(vector: str) -> None:
    for text in (
        vector,
        f"a {vector} b",
        f"# {vector}",
        f"> {vector}",
        f"<div>{vector}</div>",
        f"|a|\n|-|\n|{vector}|",
    ):
        assert_clean(render(text))


@given(
    st.lists(
        st.sampled_from(
            [
                *VECTORS,
                "<b>",
                "</b>",
                "<table>",
                "<td>",
                "</p>",
                "\n\n",
                "- ",
                "> ",
                '"',
                "'",
                "`",
                "<!--",
                "-->",
                "<",
                "=",
            ]
        ),
        max_size=12,
    )
)
def test_nothing_runs_in_any_mixture(parts: list[str]) -> None:
    assert_clean(render("".join(parts)))


@given(st.text(alphabet="<>/ab=\"' \n-!tdprhul1", max_size=60))
def test_documents_are_well_formed(text: str) -> None:
    open_tags: list[str] = []
    for closes, name in re.findall(r"<(/?)([a-z][a-z0-9]*)", well_formed(text).html):
        if closes:
            assert open_tags.pop() == name
        elif name not in {"br", "hr", "img"}:
            open_tags.append(name)
    assert not open_tags


PIECES = [
    "[", "![[", "<a", "1. ", "- ", "> ", "*", "**a", "a**b", "[a](b", "&", "_a ", "~~a", "|", "`", "```\n", "<", "<!--", "<?", "a <![CDATA[",
    "<div>", "a <b>", "</b>", "<a x='", '<a x="', "[a]: u\n", "[^a] ", "[^", "[^a]: ", "http://", "www.", "a@", "&a;", "# a\n", "#", "a\n=\n",
    "\n", " ", "\t", "\\", "- a\n", "> - ", "[a](", "[a](<", '[a](u "', "![a](u)", "- [ ] a\n", "> [!NOTE]\n> a\n\n", "> [!", '"', "&#x41;",
    "* ", "a\n", "\0", "<p><b>", "<ul><li><b>x", "<h1>a", "<svg><math>", "http://a(", "<table><tr>x", "</p>", "|a|b|\n|-|-|\n",
]  # fmt: skip
SHAPES: list[Callable[[int], str]] = [
    *[lambda size, piece=piece: piece * (size // len(piece)) for piece in PIECES],
    lambda size: "|a|b|\n|-|-|\n" + "|a|b|\n" * (size // 6),
    lambda size: "|a" * (size // 4) + "\n" + "|-" * (size // 4),
    lambda size: "> " * 30 + "a\n" + "b\n" * (size // 2),
    lambda size: "[a" * (size // 4) + "]" * (size // 4) + "\n\n[a]: x",
    lambda size: "[a](b) " + "(" * (size // 2) + ")" * (size // 2),
    lambda size: "<table>" + "<b>" * 90 + "<tr>x</tr>" * (size // 10),
    lambda size: "<p>" + "<b><i>" * 40 + "\n\nx" * (size // 3),
    lambda size: "".join(f"[{number}]: u\n[{number}]\n\n" for number in range(size // 20)),
    lambda size: "http://a" + ")" * size,
]


def seconds(text: str, runs: int = 3) -> float:
    """Return the least CPU time of a few runs over a text, each of which differs so that none is remembered."""
    times: list[float] = []
    for run in range(runs):
        begin = time.process_time()
        render(text + "\n" * (runs + run))
        times.append(time.process_time() - begin)
    return min(times)


def shapes(size: int) -> Iterator[str]:
    for shape in SHAPES:
        yield shape(size)


@pytest.mark.parametrize("size", [5_000])  # 100,000 measures what a large file may cost
def test_rendering_costs_time_in_proportion_to_the_text(size: int) -> None:
    for small, large in zip(shapes(size), shapes(4 * size), strict=True):
        # A text that is rendered in so short a time needs no comparison.
        if seconds(large, runs=1) >= 10 * 0.003:
            assert seconds(large) < 10 * max(seconds(small), 0.003), repr(large[:20])


def built(folder: Path, files: dict[str, str]) -> Callable[[str], str]:
    """Return what reads the rendered part of a file's page on a site of some files."""
    repository = folder / "repository"
    repository.mkdir()
    git(repository, "init", "--quiet")
    for name, text in files.items():
        write(repository / name, text)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "one")
    site = build_git_site(folder / "site", repository)
    return lambda name: site.page(f"file/{name}.html").partition("</article>")[0].partition('<article class="prose')[2]


def test_links_lead_to_files_lines_and_headings(tmp_path: Path) -> None:
    links = (
        "[1](<a b.md>) [2](a%20b.md) [3][ref] [4](a%20b.md#use-it) [5](run.py#L2) [6](run.py#L9) [7](a%20b.md#gone)\n"
        '<a href="a b.md">8</a> [9](sub) [10](gone.md) [11](#top)\n\n# Top\n\n[ref]: <a b.md> "title"\n'
    )
    page = built(
        tmp_path, {"README.md": links, "a b.md": "# Use it\n", "run.py": "a\nb\n", "sub/c.md": "[up](/README.md#top)\n"}
    )
    shown = page("README.md")
    for number in (1, 2, 7, 8):
        assert f'<a href="../file/a%20b.md.html">{number}</a>' in shown
    assert '<a href="../file/a%20b.md.html" title="title">3</a>' in shown
    assert '<a href="../file/a%20b.md.html#md-use-it">4</a>' in shown
    assert '<a href="../file/run.py.html#l2">5</a>' in shown
    assert '<a href="../file/run.py.html">6</a>' in shown
    assert '<a href="../files/sub.html">9</a>' in shown
    assert "<a>10</a>" in shown
    assert '<a href="#md-top">11</a>' in shown
    assert '<a href="../../file/README.md.html#md-top">up</a>' in page("sub/c.md")


def test_hostile_files_end_no_build(tmp_path: Path) -> None:
    glossary = "".join(f"term {number}\n: meaning {number}\n" for number in range(600))
    page = built(
        tmp_path,
        {
            "GLOSSARY.md": glossary,
            "NOTES.md": "[" * 20_000,
            "deep.md": "1. " * 1000,
            "stars.md": "*" * 2000 + "a" + "*" * 2000,
        },
    )
    assert "meaning 599" in page("GLOSSARY.md")
    assert "[[[[" in page("NOTES.md")
    assert page("deep.md") == ""
