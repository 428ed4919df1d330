"""How papers and scans are cited: read back by other programs than those that wrote it."""

import json
import re
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import BibliographyData, parse_bytes
from pybtex.plugin import find_plugin
from pybtex.richtext import Text

from scanpress.corpus import Scan
from scanpress.export.badge import badge
from scanpress.export.citation_files import CITATIONS
from scanpress.export.citations import Publication, items, plain_line

SITE = Publication("50% of {Scans} & \\more", "https://scans.example", "CC-BY-4.0")
OID = "0" * 40
_LETTERS = re.compile(r"[^a-z0-9]+")


@pytest.fixture(scope="module")
def scans(collection: Path) -> list[Scan]:
    """Return the five real scans, and two hostile ones."""
    paths = sorted(path.relative_to(collection).as_posix() for path in collection.glob("scans/*/*.json"))
    return [Scan.read(path, (collection / path).read_bytes()) for path in paths]


def parsed(scan: Scan) -> BibliographyData:
    return parse_bytes(CITATIONS["bib"](items(scan, OID, SITE)), "bibtex")


def letters(text: str) -> str:
    """Return what no way of writing accents and signs changes."""
    return _LETTERS.sub("", text.lower())


def test_bibtex_has_the_paper_and_the_scan_and_keeps_every_author_and_letter(scans: list[Scan]) -> None:
    for scan in scans:
        paper, review = parsed(scan).entries.values()
        named = [letters(str(person)) for person in paper.persons["author"]]
        assert len(named) == len([name for name in scan.paper.authors if plain_line(name)]), scan.path
        assert letters(str(Text.from_latex(paper.fields["title"]))) == letters(scan.paper.title)
        assert letters(scan.paper.title) in letters(str(Text.from_latex(review.fields["title"])))
        assert review.fields["url"] == SITE.page(scan.path)
        assert "Licence: " in review.fields["note"]


def test_bibtex_divides_names_and_keeps_identifiers_as_they_are(scans: list[Scan]) -> None:
    paper = parsed(scans[0]).entries["paper-2406.13229"]
    assert [person.last_names for person in paper.persons["author"]] == [["Wang"], ["Minervini"], ["Ponti"]]
    assert paper.fields["doi"] == "10.48550/arXiv.2406.13229"
    assert paper.fields["eprint"] == "2406.13229"


def test_a_style_of_bibtex_keeps_the_capitals_of_titles_and_knows_the_month(scans: list[Scan]) -> None:
    style, back = find_plugin("pybtex.style.formatting", "plain")(), find_plugin("pybtex.backends", "plaintext")()
    paper, review = (entry.text.render(back) for entry in style.format_bibliography(parsed(scans[0])))
    assert "Cross-lingual Alignment during LLM Training" in paper
    assert "Cross-lingual Alignment during LLM Training" in review
    dated = {**scans[0].document, "rater": {"kind": "person", "name": "Ada", "date": "2026-01-31"}}
    parts = parsed(Scan(scans[0].path, scans[0].instrument, dated)).entries.values()
    assert [part.fields.get("month") for part in parts] == [None, "January"]


def test_ris_has_the_same_two_items(scans: list[Scan]) -> None:
    for scan in scans:
        paper, review = rispy.loads(CITATIONS["ris"](items(scan, OID, SITE)).decode())
        assert paper["title"] == plain_line(scan.paper.title)
        assert len(paper["authors"]) == len([name for name in scan.paper.authors if plain_line(name)])
        assert review["type_of_reference"] == "DATA"
        assert review["urls"] == [SITE.page(scan.path)]
        assert f"Git blob {OID}" in review["notes"][0]


def test_a_citation_processor_cites_both_items(scans: list[Scan]) -> None:
    for scan in scans:
        found = json.loads(CITATIONS["csl.json"](items(scan, OID, SITE)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it does not know some variables of CSL
            cited = cite(found)
        assert len(cited) == 2
        assert all(letters(scan.paper.title) in letters(text) for text in cited), cited


def cite(found: list[dict[str, Any]]) -> list[str]:
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(found), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"]) for item in found]))
    return [str(entry) for entry in bibliography.bibliography()]


def test_a_scan_says_its_licence_its_source_and_what_became_of_it(scans: list[Scan]) -> None:
    hostile = next(scan for scan in scans if "hostile" in scan.path)
    withdrawn = Scan(hostile.path, hostile.instrument, {**hostile.document, "status": {"state": "withdrawn"}})
    _, review = items(withdrawn, OID, SITE)
    assert (
        "Status: withdrawn. Licence: CC-BY-SA-4.0. First published at https://example.org/=1 under CC0-1.0"
        in review["note"]
    )
    assert b">withdrawn</text>" in badge(withdrawn)


def test_a_badge_is_text_with_the_score_that_lists_show(scans: list[Scan]) -> None:
    for scan in scans:
        picture = ET.fromstring(badge(scan))  # noqa: S314 - made here
        shown = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
        assert shown == [scan.instrument.label, plain_line(scan.scores[0].text)]
        assert picture.get("aria-label") == ": ".join(map(str, shown))
