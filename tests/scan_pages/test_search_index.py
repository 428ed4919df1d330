"""The index of all texts: what is found in it, and what a change of one scan changes."""

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY_FILE
from tests.support.sites import Site, build

from scanpress.corpus import Segment
from scanpress.scan_pages.search.index import Part
from scanpress.scan_pages.search.postings import ALPHABET, merged_lines, table_of
from scanpress.scan_pages.search.words import ending_of, shard_of, words_of

PLACES = 4
texts = st.lists(st.tuples(*[st.text("ab ", max_size=6)] * PLACES), max_size=40)


def scans_in(text: str) -> list[int]:
    """Return the scans of a list of the index: distances from one to the next, or a bit for each scan."""
    values = [ALPHABET.index(letter) for letter in text.lstrip(".")]
    if text.startswith("."):
        return [6 * place + bit for place, value in enumerate(values) for bit in range(6) if value >> bit & 1]
    found, row, shift = [], 0, 0
    for value in values:
        row += value % 32 << shift
        shift = shift + 5 if value >= 32 else 0
        if not shift:
            found.append(row)
    return found


def indexed(segments: Sequence[Sequence[tuple[str, ...]]]) -> dict[str, list[list[int]]]:
    """Return the scans that have each word in each place, as the index has them."""
    lines = merged_lines((table_of(scans), len(scans)) for scans in segments)
    split = {word: line.split(" ")[1:] for word, line in lines.items()}
    return {word: [scans_in(text) for text in [*lists, *[""] * (PLACES - len(lists))]] for word, lists in split.items()}


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_every_word_is_found_in_the_scans_that_have_it(segments: list[list[tuple[str, ...]]]) -> None:
    scans = [scan for segment in segments for scan in segment]
    expected = {
        word: [[row for row, scan in enumerate(scans) if word in scan[place].split()] for place in range(PLACES)]
        for word in {word for scan in scans for text in scan for word in text.split()}
    }
    assert indexed(segments) == expected


def test_scans_far_apart_are_found_too() -> None:
    empty = ("",) * PLACES
    word = ("rare", *empty[1:])
    segments = [[word], [empty] * 40_000, [empty, word], [word]]
    assert indexed(segments)["rare"][0] == [0, 40_002, 40_003]


def test_words_have_no_case_and_no_accents() -> None:
    assert words_of("Schölkopf\u2019s ﬁne-tuned ŁUKASZ, naïve β₁=0.9_x हिन्दी") == [
        "scholkopf", "s", "fine", "tuned", "lukasz", "naive", "β1", "0", "9", "x", "हिन्दी",
    ]  # fmt: skip


FILES_OF_A_SCAN = 4  # its page, its raw bytes, its file page, and the address of its version


@pytest.mark.parametrize("scans", [0, 1, 31, 32, 300, 8192, 25_000])
def test_the_index_adds_few_files(scans: int) -> None:
    part = Part(1, [Segment("", "", "", "", scans, dict)])
    files = part.shards + part.endings
    assert files <= 2 + 0.04 * FILES_OF_A_SCAN * scans
    assert math.log2(part.shards).is_integer()


def words_in(site: Site) -> Iterator[str]:
    for path in sorted(site.output.glob("search/texts/*/words-*.json")):
        yield from (line.split(" ")[0] for line in json.loads(path.read_bytes())["texts"].split(",") if line)


def test_every_word_is_in_the_file_that_its_first_letters_name(site: Site) -> None:
    shards, endings, _ = json.loads(site.page("search/texts/index.json"))["texts"]["parts"][0]
    words = list(words_in(site))
    assert {"reptile", "ilharco", "iclr"} < set(words)
    assert {shard_of(word, shards) for word in words} <= set(range(shards))
    assert {ending_of(word, endings) for word in words} <= set(range(endings))


def test_addresses_of_persons_are_not_in_the_index_and_a_change_is(built_project: Path) -> None:
    before = Site(built_project).contents()
    path = built_project / REPRODUCIBILITY_FILE.relative_to(REPRODUCIBILITY_FILE.parents[2])
    scan = json.loads(path.read_bytes())
    scan["variables"]["pseudocode"]["response"] = "Ask {babbage, lovelace}@analytical.engine about xylophones."
    write_json(path, scan)
    site = build(built_project)
    words = set(words_in(site))
    assert "xylophones" in words
    assert words.isdisjoint({"babbage", "lovelace", "analytical", "engine"})
    after = site.contents()
    changed = {name for name in after if name.startswith("search/") and after[name] != before.get(name)}
    assert changed == {"search/texts/1/words-0.json", "search/texts/1/endings-0.json"}


def test_the_search_can_be_turned_off(built_project: Path) -> None:
    with (built_project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write("SEARCH = False\n")
    site = build(built_project)
    assert not [address for address in site.addresses() if address.startswith("search/")]
    assert "<form" not in site.page("about/index.html")
    assert "script-src" not in site.page("about/index.html")
