"""Lines of the search's index, read as the search page reads them; and the index of a site, divided into more files."""

import json

from tests.support.sites import Site

from scanpress.scan_pages.search.division import Division
from scanpress.scan_pages.search.postings import ALPHABET

PLACES = 4


def scans_in(text: str) -> list[int]:
    """Return the scans of a list of the index: distances from one to the next, or a bit for each scan."""
    values = [ALPHABET.index(letter) for letter in text.lstrip(".")]
    if text.startswith("."):
        return [6 * place + bit for place, value in enumerate(values) for bit in range(6) if value & 32 >> bit]
    found, row, shift = [], 0, 0
    for value in values:
        row += value % 32 << shift
        shift = shift + 5 if value >= 32 else 0
        if not shift:
            found.append(row)
    return found


def lists_in(line: str) -> list[list[int]]:
    """Return the scans of a line, for each place."""
    lists = line.split(" ")[1:]
    return [scans_in(text) for text in [*lists, *[""] * (PLACES - len(lists))]]


def texts_in(site: Site, name: str) -> list[str]:
    """Return the lines of a file of the index."""
    return [line for line in json.loads(site.page(f"search/texts/{name}.json"))["texts"].split(",") if line]


def divided_index(site: Site, files: int, similar: int) -> tuple[dict[str, object], Division]:
    """Return the files of a small site's index as they were if its words were divided into so many files."""
    index, groups = (json.loads(site.page(f"search/texts/{name}.json"))["texts"] for name in ("index", "1/groups"))
    ((_, _, segments),) = index["parts"]
    lines = {line.split(" ")[0]: line for line in texts_in(site, "1/words-0")}
    split = {word: lists_in(line) for word, line in lines.items()}
    found = [{word: lists[place] for word, lists in split.items() if lists[place]} for place in range(PLACES)]
    division = Division.of(lines.keys(), files)
    of_kinds = {
        "words": division.lines_of_files(lines, found, sum(segments)),
        "similar": division.similar_words(lines, similar),
    }
    texts = {
        f"1/{kind}-{number}": ",".join(["", *each, ""])
        for kind, several in of_kinds.items()
        for number, each in enumerate(several)
    }
    index["parts"] = [(files, similar, segments)]
    groups["divided"] = ",".join(division.divided)
    return {"index": index, "1/groups": groups, **texts}, division
