"""The checklist of a survey's page, as the theme's templates show it and as a theme's own would."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.support.files import write
from tests.support.paths import SURVEY, SURVEY_FILE

from scanpress.corpus import digest_of
from scanpress.pelican_build.host import THEME
from scanpress.scan_pages.addresses import scan_page
from scanpress.scan_pages.pages.scan.page import Shown, Source, view
from scanpress.writer import Renderer, Site

PATH = f"{SURVEY}.json"
HOSTILE = ["</p><script>alert(1)</script>", "\0{{ answer.id }}", "a & b 'c' \"d\"", "see https://a.b/?c=d&e=<f>.", ""]
THEIRS = {
    "with a condition": ("{{ answer.response }}", "{% if answer.response %}{{ answer.response }}{% endif %}{{ '' }}"),
    "with a filter": ("{{ answer.response }}", "{{ answer.response|trim }}"),
    "with a variable": ("<p>", "{% set reason = answer.response %}<p>"),
}
INCLUDED = "{% for answer in ITEMS %}\n{% include 'scan/answer.html' %}\n{% endfor %}\n"


def page(folder: Path, templates: Path | None = None, **parts: Any) -> str:
    """Return the page of the survey scan, with hostile reasons, by one's own templates where they are given."""
    document = {**json.loads(SURVEY_FILE.read_text(encoding="utf-8")), **parts}
    categories = [category for name, category in document["checklist"].items() if not name.startswith("x-")]
    answers = [answer for category in categories for answer in category.values()]
    for number, answer in enumerate(answers[: 2 * len(HOSTILE)]):
        answer["justification"] = HOSTILE[number % len(HOSTILE)]
    content = json.dumps(document, indent=2).encode()
    write(folder / PATH, "").write_bytes(content)
    shown = Shown(Source(str(folder), PATH, digest_of(content)))
    folders = [*([templates] if templates else []), THEME / "templates"]
    return Renderer(folders, Site(name="site")).render("scan.html", scan_page(PATH), view(shown)).decode()


def override(folder: Path, template: str, *replacements: tuple[str, str]) -> Path:
    text = (THEME / "templates" / template).read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    write(folder / template, text)
    return folder


@pytest.mark.parametrize("replacement", THEIRS.values(), ids=THEIRS)
def test_a_theme_s_own_template_for_an_answer_shows_the_same(tmp_path: Path, replacement: tuple[str, str]) -> None:
    theirs = override(tmp_path / "theirs", "scan/answer.html", replacement)
    assert page(tmp_path, theirs) == page(tmp_path)


def test_a_theme_s_own_loops_over_the_answers_show_the_same(tmp_path: Path) -> None:
    theirs = override(
        tmp_path / "theirs",
        "scan/category.html",
        *(
            (
                f'{{{{ each("scan/answer.html", answer=category.{part}) -}}}}\n',
                INCLUDED.replace("ITEMS", f"category.{part}"),
            )
            for part in ("unmet", "met_answers", "none_answers")
        ),
    )
    override(
        theirs,
        "scan/survey.html",
        (
            '{{ each("scan/category.html", category=categories) -}}\n',
            "{% for category in categories %}\n{% include 'scan/category.html' %}\n{% endfor %}\n",
        ),
    )
    assert page(tmp_path, theirs) == page(tmp_path)


def test_a_theme_may_show_more_of_the_page_with_each_answer(tmp_path: Path) -> None:
    theirs = override(tmp_path / "theirs", "scan/answer.html", ("</h4>", "</h4><i>{{ instrument }} {{ root }}</i>"))
    assert page(tmp_path, theirs).count("<i>Methodology checklist (v3) ../../../</i>") == 64


def test_hostile_reasons_are_text(tmp_path: Path) -> None:
    shown = page(tmp_path)
    assert "<script>" not in shown
    assert shown.count("&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert (
        shown.count("<a href=https://a.b/?c&#61;d&amp;e&#61; rel=nofollow>https://a.b/?c=d&amp;e=</a>&lt;f&gt;.") == 2
    )


def test_only_what_was_not_met_is_not_folded(tmp_path: Path) -> None:
    category = page(tmp_path).partition("<h3 id=evaluation_design>")[2].partition("</section>")[0]
    words = re.findall(r"<h4><b>. ([^<]+)</b>", category)
    assert words == ["No"] * 2 + ["Yes"] * 5 + ["Not applicable"] * 2
    assert category.index("<details class=yes>") < category.index("<b>✓ Yes</b>")
    assert category.index("<details class=na>") < category.index("Not applicable</b>")


def test_questions_of_a_category_s_own_follow_the_others(tmp_path: Path) -> None:
    checklist = json.loads(SURVEY_FILE.read_text(encoding="utf-8"))["checklist"]
    answer = {"applies": True, "answer": True, "justification": "own"}
    checklist["artifacts"] = {"my_own": answer, "x-note": {}, **checklist["artifacts"]}
    shown = page(tmp_path, checklist=checklist)
    assert shown.count("<h4>") == 65
    assert shown.index("id=data_released>") < shown.index("id=my_own>")


@pytest.mark.parametrize("own", [5, "text", {"data_released": {"justification": "a note"}}])
def test_a_category_of_one_s_own_shows_nothing_and_keeps_nothing_back(tmp_path: Path, own: Any) -> None:
    checklist = json.loads(SURVEY_FILE.read_text(encoding="utf-8"))["checklist"]
    shown = page(tmp_path, checklist={"x-own": own, **checklist})
    assert shown.count("<h4>") == 64
    assert "a note" not in shown
