"""The list's data for the script, in columns: titles and verdicts first, then authors, then identifiers if asked for."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

import orjson

from scanpress.corpus import SIGNS, Summary, Verdict
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.rows import Listed, find_instrument, identifiers, judged
from scanpress.writer import href

KINDS = ("titles", "authors", "ids")
"""What a file of the data holds, in the order in which the script asks for it."""

_NOT_IN_NAMES = re.compile("[^a-z0-9]+")
_FORMS = tuple(f'{{"{kind}":['.encode() for kind in KINDS) + (b'{"venues":',)
_COUNTED = SIGNS[Verdict.MET], SIGNS[Verdict.NOT_MET]


def titles(scans: Sequence[Listed]) -> bytes:
    """Return what rows show but authors.

    `groups` has each folder, venue, year, instrument, rater, state and kind of paper once, and `group` says in which
    each scan is. `names` are the files' names without what they repeat of the title: see `_name`. `flags` and `scores`
    have an entry for scans with red flags, and for those whose score does not follow from their signs.
    """
    summaries = [(Summary(*fields), venue) for fields, venue in scans]
    groups: dict[tuple[Any, ...], int] = {}
    group = [groups.setdefault(_group(summary, venue), len(groups)) for summary, venue in summaries]
    numbered = [(str(place), summary) for place, (summary, _) in enumerate(summaries)]
    return orjson.dumps(
        {
            "titles": [summary.title for summary, _ in summaries],
            "names": [_name(summary) for summary, _ in summaries],
            "signs": [summary.signs for summary, _ in summaries],
            "groups": list(groups),
            "group": group,
            "flags": {place: summary.red_flags for place, summary in numbered if summary.red_flags is not None},
            "scores": {place: (summary.part, summary.whole) for place, summary in numbered if not _follows(summary)},
        }
    )


def authors(scans: Sequence[Listed]) -> bytes:
    """Return the authors of each scan as one text, an author a line."""
    return orjson.dumps({"authors": ["\n".join(Summary(*fields).authors) for fields, _ in scans]})


def ids(scans: Sequence[Listed]) -> bytes:
    """Return checksums of all identifiers, and the scan of each: identifiers themselves would double the data."""
    found = [
        (crc32(identifier.encode()), place)
        for place, (fields, _) in enumerate(scans)
        for identifier in _identifiers(Summary(*fields))
    ]
    return orjson.dumps({"ids": [checksum for checksum, _ in found], "of": [place for _, place in found]})


def facts(venues: Sequence[tuple[str, tuple[str, ...]]], instruments: Iterable[str]) -> bytes:
    """Return what all rows refer to: venues by their short names with all others, instruments with their questions."""
    return orjson.dumps({"venues": dict(venues), "instruments": {key: _instrument(key) for key in sorted(instruments)}})


def names_of_venues(known: Known) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return all venues that the site knows, each with all of its names."""
    names = known.venues.names
    return tuple(
        (venue.short, tuple(name for name, slug in names if slug == venue.slug)) for venue in known.venues.known
    )


def is_data(content: bytes) -> bool:
    """Return whether a file has the form of the list's data, or had it in earlier versions."""
    if content.startswith(_FORMS[:-1]) or content.startswith(b'{"venues":{'):
        return True
    rows = content.partition(b'"rows":')[2] if content.startswith(_FORMS[-1]) else content
    return rows.startswith(b'[["scans/') or rows == b"[]}"


def _instrument(key: str) -> dict[str, Any]:
    instrument = find_instrument(key)
    categories = {category.id: category.label for category in instrument.categories}
    return {
        "label": instrument.label,
        "yes": instrument.kind == "reproducibility",
        "questions": [
            [name, label, categories.get(question.category, "")]
            for (name, label), question in zip(judged(key), instrument.judged, strict=True)
        ],
    }


def _group(summary: Summary, venue: str) -> tuple[Any, ...]:
    folder = href(summary.path).rpartition("/")[0]
    state = "" if summary.published else summary.status
    return folder, venue, summary.year, summary.instrument, summary.rater or "", state, summary.experimental


def _name(summary: Summary) -> str:
    """Return the name in the page's address: how much of it the title gives, then `~` and the rest."""
    name = href(summary.path).rpartition("/")[2].removesuffix(".json")
    given = _NOT_IN_NAMES.sub("-", summary.title.lower()).strip("-")
    shared = len(given) if name.startswith(given) else _shared(name, given)
    return f"{shared}~{name[shared:]}" if shared or "~" in name else name


def _shared(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    unequal = (place for place, (first, second) in enumerate(zip(one, other, strict=False)) if first != second)
    return next(unequal, min(len(one), len(other)))


def _follows(summary: Summary) -> bool:
    met, unmet = map(summary.signs.count, _COUNTED)
    return summary.part == met and summary.whole == met + unmet


def _identifiers(summary: Summary) -> dict[str, None]:
    stated = (key.partition(":")[2] for key in identifiers(summary))
    return dict.fromkeys([*stated, *summary.linked])
