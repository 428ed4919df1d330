"""The index of all texts: what is found in it, and what a change of one scan changes."""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.files import write_json
from tests.support.paths import REPRODUCIBILITY_FILE
from tests.support.search_index import PLACES, lists_in, texts_in
from tests.support.sites import Site, build

from scanpress.corpus import Segment
from scanpress.scan_pages.search.division import START, Division, file_of_key, file_of_start
from scanpress.scan_pages.search.index import Part
from scanpress.scan_pages.search.postings import decode, encode, lines_of, merged, table_of
from scanpress.scan_pages.search.words import distinct_words, forgiven, words_of

texts = st.lists(st.tuples(*[st.text("ab ", max_size=6)] * PLACES), max_size=40)


def indexed(segments: Sequence[Sequence[tuple[str, ...]]]) -> dict[str, list[list[int]]]:
    """Return the scans that have each word in each place, as the index has them."""
    tables = [decode(encode(table_of(scans))) for scans in segments]
    lines = lines_of(merged(tables), sum(map(len, segments)))
    return {word: lists_in(line) for word, line in lines.items()}


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


def test_a_segment_may_have_more_words_than_two_bytes_count() -> None:
    words = [f"w{number}" for number in range(70_000)]
    found = indexed([[(" ".join(words), *[""] * (PLACES - 1))], [(words[-1], *[""] * (PLACES - 1))]])
    assert found[words[-1]][0] == [0, 1]
    assert len(found) == len(words)


@settings(deadline=None)
@given(st.text())
def test_distinct_words_are_those_of_the_text(text: str) -> None:
    found = list(distinct_words(text))
    assert sorted(found) == sorted(set(words_of(text)))


# Words that begin alike in many ways, so that beginnings are divided.
sharing = st.dictionaries(st.text("ab", min_size=1, max_size=8), st.integers(0, 30), min_size=1, max_size=60)


def file_of(word: str, files: int, divided: Collection[str]) -> int:
    """Return in which file the search page looks for a word."""
    length = START
    while length < len(word) and word[:length] in divided:
        length += 1
    return file_of_start(word[:length], files)


@settings(deadline=None)
@given(sharing, st.integers(1, 12))
def test_the_file_of_a_word_has_the_scans_of_all_words_that_begin_so(words: dict[str, int], files: int) -> None:
    found = [{word: [scan] for word, scan in words.items()}, {}, {}, {}]
    lines = lines_of(found, 31)
    division = Division.of(words, files)
    given = [{line.split(" ")[0]: line for line in each} for each in division.lines_of_files(lines, found, 31)]
    assert sorted(word for each in given for word in each if not word.endswith("*")) == sorted(words)
    for word in words:
        assert file_of(word, files, division.divided) == file_of(f"{word}s", files, division.divided)
        for start in (word[:length] for length in range(START, len(word) + 1)):
            here = given[file_of(start, files, division.divided)]
            scans = {scan for other in here if other.startswith(start) for scan in lists_in(here[other])[0]}
            assert scans == {scan for other, scan in words.items() if other.startswith(start)}


def test_frequent_beginnings_are_divided_and_no_file_is_much_larger_than_the_others() -> None:
    words = [f"con{one}{other}{last}" for one in "abcdefghij" for other in "abcdefghij" for last in "uvwxyz"]
    found = [{word: list(range(20)) for word in [*words, *(word[3:] for word in words)]}, {}, {}, {}]
    lines = lines_of(found, 31)
    division = Division.of(lines.keys(), 40)
    sizes = [sum(map(len, each)) for each in division.lines_of_files(lines, found, 31)]
    assert {"con", "cona", "conaa"} & set(division.divided) == {"con", "cona"}
    assert max(sizes) < 4 * sum(sizes) / len(sizes)


def test_a_correction_without_a_new_word_leaves_the_file_of_each_word() -> None:
    found = [{f"{start}{number}": [number] for start in ("word", "learn") for number in range(300)}, {}, {}, {}]
    corrected = [{word: list(range(900)) if word == "learn7" else rows for word, rows in found[0].items()}, *found[1:]]
    before, after = (lines_of(rows, 1000) for rows in (found, corrected))
    assert before != after
    assert Division.of(before.keys(), 4) == Division.of(after.keys(), 4)


FILES_OF_A_SCAN = 4  # its page, its raw bytes, its file page, and the address of its version


@pytest.mark.parametrize("scans", [0, 1, 31, 32, 300, 8192, 25_000])
def test_the_index_adds_few_files(scans: int) -> None:
    part = Part(1, [Segment("", "", "", "", scans, dict)])
    files = part.shards + part.similar
    assert 2 <= files <= 2 + 0.04 * FILES_OF_A_SCAN * scans


def words_in(site: Site) -> Iterator[str]:
    for path in sorted(site.output.glob("search/texts/*/words-*.json")):
        yield from words_of_file(site, f"{path.parent.name}/{path.stem}")


def words_of_file(site: Site, name: str) -> list[str]:
    return [line.split(" ")[0] for line in texts_in(site, name)]


def test_every_word_is_in_the_file_that_its_first_letters_name(many_scans_site: Site) -> None:
    files, similar, _ = json.loads(many_scans_site.page("search/texts/index.json"))["texts"]["parts"][0]
    divided = json.loads(many_scans_site.page("search/texts/1/groups.json"))["texts"]["divided"]
    division = Division(files, dict.fromkeys(divided.split(","), ()), {})

    def of(kind: str, number: int) -> list[str]:
        return words_of_file(many_scans_site, f"1/{kind}-{number}")

    words = [word for number in range(files) for word in of("words", number)]
    assert files > 1
    assert len(set(words)) == len(words)
    for word in words:
        assert word in of("words", file_of(word.removesuffix("*"), files, division.divided))
    for word in forgiven(word for word in words if not word.endswith("*")):
        assert all(word in of("similar", file_of_key(key, similar)) for key in division.keys_of_similar(word))


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
    assert changed == {"search/texts/1/words-0.json", "search/texts/1/similar-0.json"}


def test_the_search_can_be_turned_off(built_project: Path) -> None:
    with (built_project / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write("SEARCH = False\n")
    site = build(built_project)
    assert not [address for address in site.addresses() if address.startswith("search/")]
    assert "<form" not in site.page("about/index.html")
    assert "script-src" not in site.page("about/index.html")
