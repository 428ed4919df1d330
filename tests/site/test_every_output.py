"""Every file of a site of hostile scans is of a kind that is named here, and each kind is looked at."""

import csv
import gzip
import io
import json
import os
import re
import sqlite3
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import html5lib
import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Browser
from tests.support.browsing import asked_and_said
from tests.support.git import git
from tests.support.paths import ROOT
from tests.support.serving import served
from tests.support.sites import Site

_EVERY = bool(os.environ.get("SCANPRESS_EVERY_PAGE"))
_PARSED, _OPENED = 6, 2  # pages of each kind, if not every one: those of hostile texts come first
NU_CHECKER = Path(os.environ.get("VNU_JAR") or ROOT / ".ci/node/node_modules/vnu-jar/build/dist/vnu.jar")
_OID = "[0-9a-f]{40}"
_VERSION = r"instruments/\w+/\d+"
# Elements and attributes with which a text would do something.
_OURS = re.compile(r"(\./|(\.\./)*|/)theme/[\w-]+\.js")
_ACTIVE = {"base", "embed", "frame", "iframe", "object", "portal"}


def is_text(content: bytes) -> None:
    assert "\0" not in content.decode("utf-8")


def is_json(content: bytes) -> None:
    json.loads(content)


def is_json_lines(content: bytes) -> None:
    for line in gzip.decompress(content).splitlines():
        json.loads(line)


def is_xml(content: bytes) -> None:
    """Assert that a feed, map or drawing is well-formed, and has no script or foreign image of its own."""
    for element in ET.fromstring(content).iter():  # noqa: S314 - our own
        assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "image", "use"}
        assert not [name for name in element.attrib if name.lower().startswith("on")]
    assert b"<!DOCTYPE" not in content
    assert b"<!ENTITY" not in content


def is_table(content: bytes) -> None:
    """Assert that no cell would be run as a formula by a spreadsheet."""
    text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    rows = list(csv.reader(io.StringIO(text.decode(), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]


def is_database(content: bytes) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def is_bibtex(content: bytes) -> None:
    library = parse_string(content.decode())
    assert len(library.entries) == 2
    assert library.failed_blocks == []


def is_ris(content: bytes) -> None:
    assert len(rispy.loads(content.decode())) == 2


def is_yaml(content: bytes) -> None:
    assert isinstance(yaml.safe_load(content), dict)


def is_archive(content: bytes) -> None:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        assert all(re.fullmatch(r"scan\w+(/.*)?", name) and ".." not in name for name in archive.getnames())


def is_checksums(content: bytes) -> None:
    assert all(re.fullmatch(r"[0-9a-f]{64}  [\w./-]+", line) for line in content.decode().splitlines())


def is_page(content: bytes) -> None:
    """Assert that a page has no script but those of the theme and data, and nothing that loads or runs anything."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    for element in parser.parse(content, transport_encoding="utf-8").iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        assert element.tag not in _ACTIVE
        assert not [name for name in element.attrib if isinstance(name, str) and name.lower().startswith("on")]
        if element.tag == "script":
            is_data = element.get("type") in {"application/ld+json", "application/json"}
            assert is_data or _OURS.fullmatch(element.get("src", "")), element.attrib
        for name in ("href", "src", "action", "formaction"):
            assert not re.match(r"\s*(javascript|vbscript|data:text)", element.get(name, ""), re.IGNORECASE)
    assert parser.errors == []


def is_of_git(content: bytes) -> None:
    """Leave it to git, which clones it below."""
    assert content


Probe = Callable[[bytes], None]
# One pattern per kind of page and of file. A new kind fails the first test until it is named here with its probe.
KINDS: dict[str, Probe] = {
    # Pages of scans and what follows from them
    r"index\.html": is_page,
    r"404\.html": is_page,
    r"(about|contribute|methodology)/index\.html": is_page,
    r"(imprint|impressum|privacy|datenschutz)/index\.html": is_page,
    r"scans/(page-\d+/)?index\.html": is_page,
    r"scans/(?!page-)[\w-]+/index\.html": is_page,
    r"scans/[\w-]+/[\w-]+/index\.html": is_page,
    r"papers/index\.html": is_page,
    r"papers/[^/]+/index\.html": is_page,
    r"raters/index\.html": is_page,
    r"raters/[^/]+/index\.html": is_page,
    r"venues/index\.html": is_page,
    r"venues/[^/]+/index\.html": is_page,
    r"venues/[^/]+/\d+/index\.html": is_page,
    r"instruments/index\.html": is_page,
    r"instruments/\w+/index\.html": is_page,
    rf"{_VERSION}/index\.html": is_page,
    rf"{_VERSION}/form/index\.html": is_page,
    rf"{_VERSION}/(?!form/)\w+/index\.html": is_page,
    rf"{_VERSION}/\w+/[\w-]+/index\.html": is_page,
    r"statistics/index\.html": is_page,
    r"status/index\.html": is_page,
    r"search/index\.html": is_page,
    r"report/index\.html": is_page,
    r"schemas/index\.html": is_page,
    r"data/index\.html": is_page,
    r"changes/index\.html": is_page,
    r"changes/\d{4}-\d\d/index\.html": is_page,
    r"by-(arxiv|doi)/index\.html": is_page,
    r"by-(arxiv|doi)/.+/index\.html": is_page,
    # Pages of the repository
    r"log\.html": is_page,
    r"refs\.html": is_page,
    r"files(/.+)?\.html": is_page,
    r"file/.+\.html": is_page,
    rf"blob/{_OID}\.html": is_page,
    rf"commit/{_OID}\.html": is_page,
    # Files for programs
    r"scans/[\w-]+/[\w-]+(?<!\.csl)\.json": is_json,
    r"scans/.+\.csl\.json": is_json,
    r"scans/.+\.bib": is_bibtex,
    r"scans/.+\.ris": is_ris,
    r"scans/.+\.svg": is_xml,
    r"scans/rows-[\w-]+\.json": is_json,
    r"by-(arxiv|doi)/.+\.json": is_json,
    r"data/identifiers/[0-9a-f]{2}\.json": is_json,
    r"data/(croissant|datapackage|manifest)\.json": is_json,
    r"data/(scans|changes)\.jsonl\.gz": is_json_lines,
    r"data/(answers\.csv\.gz|scans\.csv)": is_table,
    r"data/scans\.sqlite": is_database,
    r"data/CITATION\.cff": is_yaml,
    r"data/SHA256SUMS": is_checksums,
    r"schemas/[\w.-]+\.schema\.json": is_json,
    r"search/.+\.json": is_json,
    r"(.+/)?feed\.json": is_json,
    r"(.+/)?(atom|tags)\.xml": is_xml,
    r"sitemap(/[\w-]+)?\.xml": is_xml,
    rf"raw/{_OID}\.txt": is_text,
    r"theme/[\w-]+\.(css|js)": is_text,
    r"theme/icon\.svg": is_xml,
    r"robots\.txt": is_text,
    r"\.nojekyll": is_text,
    r"scans\.tar\.gz": is_archive,
    r"\w+\.bundle": is_of_git,
    r"\w+\.git/.+": is_of_git,
}


def by_kind(site: Site) -> dict[str, list[str]]:
    """Return the addresses of all files of a site by their kind; those of no kind, or of several, under the kinds."""
    found: dict[str, list[str]] = defaultdict(list)
    for address in sorted(site.addresses()):
        found[" or ".join(kind for kind in KINDS if re.fullmatch(kind, address))].append(address)
    return found


def hostile_first(addresses: list[str], most: int) -> list[str]:
    """Return some of the pages of a kind, or all of them if the environment says so."""
    known = re.compile("hostile|quoted|onerror|onload|README|cmd")
    return sorted(addresses, key=lambda address: known.search(address) is None)[: None if _EVERY else most]


def test_every_output_is_of_one_kind_and_every_kind_is_there(record: Site) -> None:
    found = by_kind(record)
    assert {kind: found[kind] for kind in found.keys() - KINDS} == {}
    assert KINDS.keys() - found == set()


@pytest.mark.parametrize("kind", KINDS)
def test_no_hostile_text_gets_out_of_its_place(record: Site, kind: str) -> None:
    content = record.contents()
    addresses = by_kind(record)[kind]
    for address in hostile_first(addresses, _PARSED) if KINDS[kind] is is_page else addresses:
        KINDS[kind](content[address])


def test_the_nu_html_checker_finds_no_error_on_any_kind_of_page(record: Site) -> None:
    if not NU_CHECKER.is_file():
        pytest.skip(f"{NU_CHECKER} was not found: npm install --prefix .ci/node vnu-jar, or set VNU_JAR")
    pages = [
        str(record.output / address)
        for kind, addresses in by_kind(record).items()
        if KINDS[kind] is is_page
        for address in hostile_first(addresses, _OPENED)
    ]
    command = ["java", "-jar", str(NU_CHECKER), "--errors-only", "--format", "gnu", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines() == []
    assert done.returncode == 0


@pytest.fixture(scope="module")
def opened(record: Site) -> Iterator[str]:
    with served(record.output) as address:
        yield address


def test_clone_and_bundle_are_whole(record: Site, opened: str, tmp_path: Path) -> None:
    (bundle,) = record.output.glob("*.bundle")
    (clone,) = record.output.glob("*.git")
    for number, source in enumerate((str(bundle), f"{opened}{clone.name}")):
        git(tmp_path, "clone", "--quiet", "--mirror", source, str(number))
        git(tmp_path / str(number), "fsck", "--strict")


@pytest.mark.browser
def test_no_page_of_any_kind_runs_a_text_or_asks_elsewhere(record: Site, opened: str, browser: Browser) -> None:
    addresses = [
        opened + quote(address)
        for kind, found in by_kind(record).items()
        if KINDS.get(kind) is is_page
        for address in hostile_first(found, _OPENED)
    ]
    asked, said = asked_and_said(browser, addresses)
    assert said == []
    assert [url for url in asked if not url.startswith(opened)] == []
