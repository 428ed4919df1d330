"""What a site has for each scan besides its page: identifiers that lead to it, citations, a badge, and JSON-LD."""

import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from tests.support.data_files import HOSTILE
from tests.support.hostile_site import ODD, SICI
from tests.support.paths import REPRODUCIBILITY, SURVEY
from tests.support.site_checks import HtmlPage
from tests.support.sites import PUBLIC_URL, Site, build

from scanpress.export.lookup import PREFIXES


class _Head(HTMLParser):
    """Collects links, meta elements and data blocks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: dict[str, list[str]] = {}
        self.meta: dict[str, str] = {}
        self.data: list[str] = []
        self._is_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_data = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "link":
            for relation in given["rel"].split():
                self.links.setdefault(relation, []).append(given["href"])
        if tag == "meta" and "property" in given:
            self.meta[given["property"]] = given["content"]

    def handle_endtag(self, _tag: str) -> None:
        self._is_data = False

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data.append(data)


def head(site: Site, path: str) -> _Head:
    return _Head(site.page(f"{path}/index.html"))


def found_by(site: Site, key: str) -> list[str]:
    """Return the paths that a program finds that does not tell which paper it looks for."""
    name = hashlib.sha256(key.encode()).hexdigest()[:2]
    return [scan["path"] for scan in json.loads(site.page(f"data/identifiers/{name}.json")).get(key, [])]


def escaped(doi: str) -> str:
    """Return a DOI as docs/data.md says that it is written in an address."""
    return re.sub(rb"[^a-z0-9._()/-]", lambda sign: b"~%02x" % sign[0][0], doi.lower().encode()).decode()


def test_every_doi_however_odd_has_an_address_of_its_own_and_is_in_the_lookup_files(record: Site) -> None:
    pages = {
        address for address in record.addresses() if address.startswith("by-doi/10.") and address.endswith(".html")
    }
    on_arxiv = {address for address in pages if address.startswith("by-doi/10.48550/arxiv.")}
    pages -= on_arxiv
    assert len(pages) == len(ODD) + 2  # the old paper, and the one that is not committed
    records = [json.loads(record.page(address.replace("/index.html", ".json"))) for address in pages]
    assert sorted(each["doi"] for each in records) == sorted([*map(str.lower, ODD), SICI.lower(), "10.1000/new"])
    assert all(re.fullmatch(r"[a-z0-9._()/~-]+", address) for address in pages)
    for number, doi in enumerate(ODD):
        assert found_by(record, f"doi:{doi.lower()}") == [f"scans/odd-2024/doi-{number}.json"]
    assert {path.stem for path in (record.output / "data/identifiers").iterdir()} == set(PREFIXES)


def test_a_doi_leads_to_its_scan_or_to_a_list_of_several(record: Site) -> None:
    one = record.page("by-doi/10.1000/a/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../../../scans/odd-2024/doi-0/">' in one
    several = record.page(f"by-doi/{escaped(SICI)}/index.html")
    assert "<b dir=auto>An old paper</b>, Odd 2024" in several
    described = head(record, f"by-doi/{escaped(SICI)}").meta["og:description"]
    assert described.endswith(": An old paper, Odd 2024. 2 scans of the paper with this identifier.")
    assert "2 scans of the paper with this identifier." in several
    assert "scans/odd-2024/sici/" in several
    assert "Another person" in several
    assert [scan["rater"] for scan in json.loads(record.page(f"by-doi/{escaped(SICI)}.json"))["scans"]] == [
        "Another person",
        "A person",
    ]


def test_a_paper_on_arxiv_is_found_by_its_id_and_by_the_doi_of_arxiv(record: Site) -> None:
    for address in ("by-arxiv/2406.13229", "by-doi/10.48550/arxiv.2406.13229"):
        assert f"../{SURVEY}/" in record.page(f"{address}/index.html")
        assert f"{SURVEY}/" in [scan["page"] for scan in json.loads(record.page(f"{address}.json"))["scans"]]
    assert f"{SURVEY}.json" in found_by(record, "arxiv:2406.13229")
    assert found_by(record, "arxiv:2406.13229") == found_by(record, "doi:10.48550/arxiv.2406.13229")


def test_every_page_and_file_of_a_scan_links_only_what_is_there(record: Site) -> None:
    for page in (SURVEY, "scans/hostile-2024/scan-0", "scans/odd-2024/sici", "by-doi/10.1000/a"):
        path = record.output / page / "index.html"
        assert HtmlPage(record.output, path).errors == []
        for link in head(record, page).links.values():
            near = [target for target in link if not target.startswith("http")]
            assert all((path.parent / unquote(target)).exists() for target in near), near
    assert ">BibTeX<" in record.page("scans/odd-2024/sici/index.html")


def test_json_ld_describes_a_review_of_a_paper_and_no_text_ends_it(record: Site) -> None:
    (text,) = head(record, SURVEY).data
    review = json.loads(text)
    assert review["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 22,
        "bestRating": 50,
        "worstRating": 0,
        "ratingExplanation": "Checklist score",
    }
    assert review["itemReviewed"]["@type"] == "ScholarlyArticle"
    assert "https://arxiv.org/abs/2406.13229" in review["itemReviewed"]["sameAs"]
    assert review["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    for number in (0, 1):
        (text,) = head(record, f"scans/hostile-2024/scan-{number}").data
        assert not set("<>&\N{LINE SEPARATOR}") & set(text)
        review = json.loads(text)
        assert review["author"]["name"] == HOSTILE[number]
        assert review["license"] == "CC-BY-SA-4.0"
        assert review["isBasedOn"] == {"url": "https://example.org/=1", "license": "CC0-1.0"}


def test_signposting_and_opengraph_name_the_scan_its_file_and_its_licence(record: Site) -> None:
    links, address = head(record, SURVEY).links, f"{PUBLIC_URL}/{SURVEY}/"
    assert links["cite-as"] == links["canonical"] == [address]
    assert links["item"] == ["../cross-lingual-alignment.json"]
    assert links["describedby"] == ["../cross-lingual-alignment.csl.json"]
    assert links["license"] == ["https://spdx.org/licenses/CC-BY-4.0.html"]
    assert links["type"] == ["https://schema.org/Review"]
    # What is at the address of a version only leads on, and the page for missing pages has no address of its own.
    pages = [page for page in record.addresses() if page.endswith(".html") and not page.startswith(("blob/", "404"))]
    for page in pages:
        shown = _Head(record.page(page)).meta
        assert {"og:title", "og:type", "og:description", "og:url"} <= shown.keys(), page
        assert shown["og:url"].startswith(PUBLIC_URL)
    assert "citation_" not in record.page(f"{SURVEY}/index.html")


def test_the_page_of_a_scan_says_how_to_cite_it_and_its_last_commit(record: Site) -> None:
    page = record.page(f"{REPRODUCIBILITY}/index.html")
    cited = re.search(r"<summary>Cite</summary><p>(.*?)<p[ >]", page)
    assert cited
    address = f"{PUBLIC_URL}/{REPRODUCIBILITY}/"
    assert re.search(rf"Reproducibility record \(v1\): .+, commit \w{{12}}\. {address}$", unescape(cited[1]))
    shown = re.search(
        r"<a href=\.\./\.\./\.\./(commit/[0-9a-f]{40}\.html)>commit [0-9a-f]{12}</a> of \d{4}-\d\d-\d\d", page
    )
    assert shown
    assert (record.output / shown[1]).is_file()


def test_the_front_page_and_the_page_of_the_data_name_the_commit_and_what_is_not_committed(record: Site) -> None:
    said = r"commit \w{12} of [\d-]+, with changes in 2 scans that are not committed"
    for page in ("index.html", "data/index.html"):
        words = " ".join(re.sub("<[^>]+>", "", record.page(page)).split())
        assert re.search(said, words), page
    assert json.loads(record.page("data/manifest.json"))["uncommitted"] == 2


def test_what_each_scan_has_is_a_setting_with_clear_mistakes(built_project: Path) -> None:
    with (built_project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('SCAN_EXTRAS = ["svg", "endnote"]\n')
    assert (
        "SCAN_EXTRAS: there is no extra 'endnote': choose from bib, ris, csl.json, svg, lookup"
        in build(built_project, code=1).said
    )
    text = (built_project / "pelicanconf.py").read_text(encoding="utf-8")
    (built_project / "pelicanconf.py").write_text(text.replace(', "endnote"', ""), encoding="utf-8")
    site = build(built_project)
    assert f"{SURVEY}.svg" in site.addresses()
    assert not [address for address in site.addresses() if address.endswith((".bib", ".ris")) or "by-doi" in address]
    assert "data/identifiers/00.json" in site.addresses()
    assert "describedby" not in head(site, SURVEY).links
