"""Every transformation of content takes time in proportion to its length, and none ends in a RecursionError.

Functions of one text are found in the modules, so that a new one is probed without a line here. Those that need more
than a text are in the table below.
"""

import copy
import importlib
import inspect
import json
import os
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any
from zlib import crc32

import pytest
from tests.support.costs import FAMILIES, SMALL, Show, growth, seconds
from tests.support.paths import REPRODUCIBILITY_FILE

import scanpress
from scanpress.checking import check_bytes
from scanpress.checking.fixing.people import rename_in_json
from scanpress.checking.formatting import format_bytes
from scanpress.corpus import Scan
from scanpress.corpus.changes import FORMATS, compare, summarise_change
from scanpress.corpus.changes.values import word_changes
from scanpress.corpus.quotations.extracting import quotations_of
from scanpress.corpus.quotations.matching import PaperText
from scanpress.export.citations import Publication, items
from scanpress.facts.people import Person, rename_in_yaml
from scanpress.git_browser.changes.difference import difference_of
from scanpress.git_browser.content import markdown, table
from scanpress.git_browser.content.languages import LANGUAGES, pattern_of
from scanpress.repository import Diff, Hunk, blame
from scanpress.scan_pages.search.texts import texts_of
from scanpress.scan_pages.words import people, shortened

# Names of parameters whose values never come from what authors write: places on disk, oids, and words of the code.
_OURS = {
    "answers", "category", "foldable", "key", "kind", "language", "license", "lines", "made_from", "mode", "oid",
    "payload", "run", "schema_bytes", "site_url", "slug", "source", "store", "unfinished",
}  # fmt: skip
_IS_LONG = "SCANPRESS_ALL_COSTS" in os.environ
_TODAY = date(2026, 7, 1)
# Given only sound texts, only settings, and only what the build says.
_GUARDED = {
    "scanpress.checking.fixing.exact.read_exactly",
    "scanpress.git_browser.hooks.load_summary",
    "scanpress.pelican_build.console.show",
}
_PATH = "scans/a-2024/b.json"
_REAL: dict[str, Any] = json.loads(REPRODUCIBILITY_FILE.read_bytes())


def functions_of_a_text() -> Iterator[tuple[str, Show]]:
    """Yield each public function of the package that needs a single text or its bytes, by its full name."""
    for module in pkgutil.walk_packages(scanpress.__path__, "scanpress."):
        if module.name.startswith("scanpress.cli"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if name.startswith("_") or not callable(value) or getattr(value, "__module__", "") != module.name:
                continue
            function = inspect.unwrap(value)  # nothing is remembered
            if not inspect.isfunction(function):
                continue
            needed = [each for each in inspect.signature(function).parameters.values() if each.default is each.empty]
            if len(needed) != 1 or needed[0].name in _OURS or f"{module.name}.{name}" in _GUARDED:
                continue
            if needed[0].annotation in {str, "str"}:
                yield f"{module.name}.{name}", function
            elif needed[0].annotation in {bytes, "bytes"}:
                yield f"{module.name}.{name}", _of_bytes(function)


def _of_bytes(function: Callable[[bytes], object]) -> Show:
    return lambda text: function(text.encode("utf-8", "surrogatepass"))


def scan_with(text: str) -> bytes:
    """Return a scan with a text in each kind of place that may have one."""
    document = copy.deepcopy(_REAL)
    document["paper"] |= {"title": text, "authors": [text[:200], "Ada Lovelace"], "venue": text}
    answer = document["variables"]["pseudocode"]
    answer |= {key: text for key in ("response", "justification", "comment") if isinstance(answer.get(key), str)}
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def scan_by(text: str) -> bytes:
    """Return a scan of a paper by many authors, whose names are the words of a text."""
    document = {**_REAL, "paper": {**_REAL["paper"], "authors": text.split() or ["A"]}}
    return json.dumps(document).encode()


def check(data: bytes) -> object:
    return check_bytes(_PATH, data, today=_TODAY)


def compared(text: str) -> object:
    """Return the reports on a scan whose texts all changed."""
    before, after = scan_with(text), scan_with(text[len(text) // 2 :] + " new " + text[: len(text) // 2])
    summarise_change(_PATH, before, after)
    return [report(compare({"a": before}, {"a": after}), None) for report in FORMATS.values()]


def read_scan(text: str) -> Scan:
    return Scan.read(_PATH, scan_with(text))


def diffed(text: str) -> object:
    old = text.split("\n")
    lines = [f"-{line}" for line in old] + [f"+{line[1:]}x" for line in old]
    return difference_of(0, [Diff((Hunk("@@ -1 +1 @@", 1, 1, tuple(lines)),))])


def blamed(text: str) -> object:
    lines = text.encode("utf-8", "surrogatepass").split(b"\n")
    words = text.encode("utf-8", "surrogatepass").split()
    return blame([(lines, []), (lines[::-1] + words, [0]), (words, [1])])


def coloured(language: str, text: str) -> object:
    return list(pattern_of(language).finditer(text))


# What needs more than one text, as a function of one.
TRANSFORMATIONS: dict[str, Show] = {
    "Markdown": lambda text: markdown.render(text, {}),
    "a table with commas": lambda text: table.render("a,b\n" + text, ".csv"),
    "a table with tabs": lambda text: table.render("a\tb\n" + text, ".tsv"),
    "the comparison of words": lambda text: word_changes(text, text[1:] + " a " + text[:7]),
    "the comparison of a scan": compared,
    "the diff of a file": diffed,
    "blame": blamed,
    "the check of any text": lambda text: check(text.encode("utf-8", "surrogatepass")),
    "the check of a scan with a text": lambda text: check(scan_with(text)),
    "the check of a scan by many authors": lambda text: check(scan_by(text)),
    "the check of a text in a text": lambda text: check(b'{"paper": {"title": "' + text.encode("utf-8", "replace")),
    "fmt of any text": lambda text: format_bytes("a.json", text.encode("utf-8", "surrogatepass")),
    "fmt of a scan with a text": lambda text: format_bytes(_PATH, scan_with(text)),
    "a new name in a scan": lambda text: rename_in_json(text, Person("Ada", "Grace")),
    "a new name in YAML": lambda text: rename_in_yaml(f"name: {json.dumps(text)}\n", Person("Ada", "Grace")),
    "citations": lambda text: items(read_scan(text), "", Publication("A site")),
    "the texts of the search": lambda text: texts_of(read_scan(text), text),
    "quotations": lambda text: quotations_of(text, is_extracted=False),
    "names": lambda text: people(text.split()),
    "a shortened text": lambda text: shortened(text, len(text) // 2),
    "a quotation in a paper": lambda text: PaperText.of(text).find(text[len(text) // 3 : len(text) // 2] + " else"),
    **{f"colours of {name}": partial(coloured, name) for name in LANGUAGES},
}
PROBED = {**dict(functions_of_a_text()), **TRANSFORMATIONS}


@pytest.mark.parametrize("name", PROBED)
def test_no_transformation_takes_more_time_than_its_text_is_long(name: str) -> None:
    show = PROBED[name]
    seconds(show, "one text that loads what is loaded once")
    # Each function gets others of the texts, unless all are asked for; a whole scan, which takes longest, gets few.
    step = 1 if _IS_LONG else 20 if " scan" in name else 3
    families = list(FAMILIES)[crc32(name.encode()) % step :: step]
    found = {family: wrong for family in families if (wrong := growth(show, FAMILIES[family]))}
    assert found == {}


def test_what_takes_more_time_than_its_text_is_long_is_found() -> None:
    def without_brackets(text: str) -> str:
        while text.count(")") > text.count("("):
            text = text[:-1]
        return text

    # Of a text so long, it takes more than the time below which nothing is compared, on a fast machine, too.
    # A busy machine can hold up the short text alone, which hides the growth: then it is measured again.
    assert any(growth(without_brackets, FAMILIES["an address that ends in brackets"], 3 * SMALL) for _ in range(3))
    assert "scanpress.scan_pages.links.linked" in PROBED
