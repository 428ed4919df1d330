"""The lists of papers by answer: by venue and year, each paper once, with its reason, on pages of limited size."""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.support.files import write
from tests.support.paths import REPRODUCIBILITY_FILE

from scanpress.corpus import digest_of
from scanpress.instruments import with_key
from scanpress.pelican_build.host import THEME
from scanpress.scan_pages.pages.answers import LENGTH, LONGEST, Answers, Edition, answer_lists, view
from scanpress.scan_pages.words import shortened
from scanpress.writer import Renderer, Site

KEY = "reproducibility-1"
QUESTION = "open_source_code"
ADDRESS = f"instruments/reproducibility/1/{QUESTION}/no/index.html"
ROW = re.compile(r"<li><a href=(?:\.\./)+(\S+)/#open_source_code>(.*?)</a>(?: <small>(.*?)</small>)?<br>(.*)")


def scan(folder: Path, name: str, title: str, reason: str) -> tuple[str, str]:
    """Write a scan; return its path and digest."""
    document = json.loads(REPRODUCIBILITY_FILE.read_bytes())
    document["paper"]["title"] = title
    document["variables"][QUESTION]["response"] = reason
    content = json.dumps(document).encode()
    path = f"scans/{name}.json"
    write(folder / path, "").write_bytes(content)
    return path, digest_of(content)


def page(folder: Path, editions: Iterable[Edition]) -> str:
    instrument = with_key(KEY)
    question = next(each for each in instrument.questions if each.id == QUESTION)
    answer = next(each for each in answer_lists(instrument, question) if each.slug == "no")
    shown = view(Answers(str(folder), answer, 1, 1, tuple(editions)))
    return Renderer([THEME / "templates"], Site(name="site")).render("answers.html", ADDRESS, shown).decode()


def sections(text: str) -> list[tuple[str, list[str]]]:
    """Return the headings of a page, each with the pages of the scans below it."""
    _, *parts = re.split(r"<h2>(.*)</h2>", text)
    return [(where, [row[0] for row in ROW.findall(part)]) for where, part in zip(parts[::2], parts[1::2], strict=True)]


def test_papers_are_below_the_heading_of_their_venue_and_year(tmp_path: Path) -> None:
    sets = {where: [f"{where.lower().replace(' ', '-')}/{n}" for n in range(8)] for where in ("ACL 2024", "ICML 2023")}
    editions = [
        Edition.of(where, [scan(tmp_path, name, f"Paper <{name}>", "It isn't & never was.") for name in names])
        for where, names in sets.items()
    ]
    text = page(tmp_path, editions)

    assert sections(text) == [(where, [f"scans/{name}" for name in names]) for where, names in sets.items()]
    assert ROW.findall(text)[0][1:] == ("Paper &lt;acl-2024/0&gt;", "", "It isn't &amp; never was.")


def test_a_list_says_which_question_is_answered(tmp_path: Path) -> None:
    assert "<p class=lead>Is the code of the paper open?" in page(tmp_path, [])


def test_papers_of_many_venues_in_turn_are_one_list_whose_rows_name_the_venue(tmp_path: Path) -> None:
    editions = [Edition.of(f"V{n} 2024", [scan(tmp_path, f"all/{n}", f"Paper {n}", "None.")]) for n in range(12)]
    text = page(tmp_path, editions)

    assert sections(text) == []
    assert [row[1:3] for row in ROW.findall(text)] == [(f"Paper {n}", f"V{n} 2024") for n in range(12)]


def test_an_address_without_quotation_marks_is_whole(tmp_path: Path) -> None:
    text = page(tmp_path, [Edition.of("ACL 2024", [scan(tmp_path, "a=b 'c'/d>e", "Paper", "None.")])])
    assert ROW.findall(text)[0][0] == "scans/a%3Db%20%27c%27/d%3Ee"


def test_a_full_page_is_small_enough(tmp_path: Path) -> None:
    record = json.loads(REPRODUCIBILITY_FILE.read_bytes())
    words = " ".join(answer["response"] for answer in record["variables"].values()).split()

    def text(start: int, longest: int) -> str:
        return " ".join(words[(start * 31 + n * (1 + start % 7)) % len(words)] for n in range(60))[:longest]

    scans = [scan(tmp_path, f"acl-2024/{n}-{text(n, 30)}", text(n, 80), text(n + 9, 400)) for n in range(LENGTH)]
    content = page(tmp_path, [Edition.of("ACL 2024", scans)]).encode()

    assert len(ROW.findall(content.decode())) == LENGTH
    assert len(content) < 150_000
    assert len(gzip.compress(content)) < 30_000


def test_a_scan_that_changed_during_the_build_is_an_error(tmp_path: Path) -> None:
    path, digest = scan(tmp_path, "acl-2024/a", "Paper", "None.")
    scan(tmp_path, "acl-2024/a", "Paper", "None!")
    with pytest.raises(ValueError, match=f"{path} changed while the site was built: build again"):
        page(tmp_path, [Edition.of("ACL 2024", [(path, digest)])])


@pytest.mark.parametrize("blank", [" ", "  ", "\n", "\t", "\N{NO-BREAK SPACE}", "\N{LINE SEPARATOR}", "\r\n "])
def test_a_reason_is_one_line_whatever_divides_its_words(blank: str) -> None:
    words = ["Section", "4", "reports", "one", "run"]
    assert shortened(f"{blank}{blank.join(words)}{blank}", LONGEST) == " ".join(words)
    assert shortened(blank.join(words * 20), 20) == "Section 4 reports …"
