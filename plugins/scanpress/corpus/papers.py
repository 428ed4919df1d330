"""Papers with several scans."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

import orjson

from scanpress.checking import group_papers, stated_key
from scanpress.corpus.summary import Summary


class SharedPaper(NamedTuple):
    """A paper with several scans: their places among all scans and their paths, and how they name the paper.

    `keys` are the names of the paper, and `titles` its titles with the years: those of all scans, each once, in order.
    """

    places: Sequence[int]
    paths: Sequence[str]
    keys: Sequence[str]
    titles: Sequence[tuple[str, int]]

    @classmethod
    def of(cls, places: Sequence[int], summaries: Sequence[Summary]) -> Self:
        """Collect what scans say of their paper."""
        scans = [summaries[place] for place in places]
        keys = dict.fromkeys(key for scan in scans for key in scan.keys)
        titles = dict.fromkeys((scan.title, scan.year) for scan in scans)
        return cls(places, [scan.path for scan in scans], list(keys), list(titles))


def shared_papers(summaries: Sequence[Summary]) -> list[SharedPaper]:
    """Return the papers with several scans, by the rules of the check, in the order of their first scans.

    Only scans that share a name of their paper are compared closely.
    """
    first: dict[str, int] = {}
    close: set[int] = set()
    for place, summary in enumerate(summaries):
        for key in summary.keys:
            known = first.setdefault(key, place)
            if known != place:
                close |= {known, place}
    named = {stated_key(name) for summary in summaries for name in summary.same_as}
    if named:
        close |= {place for place, each in enumerate(summaries) if each.same_as or not named.isdisjoint(each.names)}
    places = sorted(close)
    groups = group_papers([summaries[place].identity for place in places])
    return [SharedPaper.of([places[index] for index in group], summaries) for group in groups if len(group) > 1]


def to_bytes(papers: Iterable[SharedPaper]) -> bytes:
    """Return papers as bytes to keep."""
    return orjson.dumps(list(map(tuple, papers)))


def from_bytes(payload: bytes) -> list[SharedPaper]:
    """Read what `to_bytes` returned."""
    return [
        SharedPaper(places, paths, keys, list(map(tuple, titles)))
        for places, paths, keys, titles in orjson.loads(payload)
    ]
