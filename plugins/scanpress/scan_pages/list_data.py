"""The list's data for the script, in columns: titles and verdicts first, then authors, then identifiers."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

import orjson

from scanpress.corpus import SIGNS, Summary, Verdict
from scanpress.facts.layout import DEFAULT, Layout
from scanpress.instruments import Instrument, with_key
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.rows import OTHERS, Listed, identifiers, judged
from scanpress.writer import href

KINDS = ("titles", "authors", "ids")
"""What a file of the data holds, in the order in which the script asks for it."""

_NOT_IN_NAMES = re.compile("[^a-z0-9]+")
_FORMS = (b'{"titles":[', b'{"authors":[', b'{"ids":[', b'{"venues":{')
_COUNTED = SIGNS[Verdict.MET], SIGNS[Verdict.NOT_MET]
_SIGNS = [
    SIGNS[each] for each in (Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET, Verdict.UNCLEAR, Verdict.NOT_APPLICABLE)
]


def titles(scans: Sequence[Listed], layout: Layout = DEFAULT) -> bytes:
    """Return what rows show but authors.

    `names` are the files' names without what they repeat of the title: see `_name`.
    """
    summaries = [Summary(*fields) for fields, _ in scans]
    files = [href(layout.split(summary.path)[1]) for summary in summaries]
    return orjson.dumps(
        {
            "titles": [summary.title for summary in summaries],
            "names": [_name(file, summary.title) for file, summary in zip(files, summaries, strict=True)],
            **groups_of(scans, layout),
            **signs_of(scans),
        }
    )


def groups_of(scans: Sequence[Listed], layout: Layout = DEFAULT) -> dict[str, Any]:
    """Return each folder, venue, year, instrument, rater, state and kind of paper once, and in which each scan is."""
    groups: dict[tuple[Any, ...], int] = {}
    group = []
    for fields, venue in scans:
        summary = Summary(*fields)
        folder = str(href(layout.split(summary.path)[0]))
        group.append(groups.setdefault(_group(folder, summary, venue), len(groups)))
    return {"groups": list(groups), "group": group}


def signs_of(scans: Sequence[Listed]) -> dict[str, Any]:
    """Return the signs of all scans, with flags of those that have some, and scores that do not follow from signs."""
    numbered = [(str(place), Summary(*fields)) for place, (fields, _) in enumerate(scans)]
    return {
        "signs": [summary.signs for _, summary in numbered],
        "flags": {place: summary.red_flags for place, summary in numbered if summary.red_flags is not None},
        "scores": {place: (summary.part, summary.whole) for place, summary in numbered if not _follows(summary)},
    }


def authors(names: Sequence[Sequence[str]]) -> bytes:
    """Return the authors of each scan as one text, an author a line."""
    return orjson.dumps({"authors": ["\n".join(each) for each in names]})


def ids(identified: Sequence[Sequence[str]]) -> bytes:
    """Return checksums of all identifiers, and the scan of each: identifiers themselves would double the data."""
    found = [(crc32(each.encode()), place) for place, known in enumerate(identified) for each in known]
    return orjson.dumps({"ids": [checksum for checksum, _ in found], "of": [place for _, place in found]})


def all_identifiers(summary: Summary) -> tuple[str, ...]:
    """Return what the data of identifiers is made from."""
    stated = (key.partition(":")[2] for key in identifiers(summary))
    return tuple(dict.fromkeys([*stated, *summary.linked]))


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
    if content.startswith(_FORMS):
        return True
    rows = content.partition(b'"rows":')[2] if content.startswith(b'{"venues":[') else content
    return rows.startswith(b'[["scans/') or rows == b"[]}"


def _instrument(key: str) -> dict[str, Any]:
    instrument = with_key(key)
    categories = {category.id: category.label for category in instrument.categories}
    return {
        "label": instrument.label,
        "shown": instrument.scoring.shown,
        "kinds": _kinds(instrument),
        "signs": "".join(sign for sign in _SIGNS if any(sign in each for each in _signs(instrument))),
        "answers": answer_forms([instrument]),
        "questions": [
            [name, label, categories.get(question.category, "")]
            for (name, label), question in zip(judged(key), instrument.judged, strict=True)
        ],
    }


def _signs(instrument: Instrument) -> list[set[str]]:
    return [{SIGNS[verdict] for verdict in question.form.possible} for question in instrument.judged]


def answer_forms(asked: Sequence[Instrument]) -> list[dict[str, Any]]:
    """Return the keys of answers, each form of them once, for scripts that read scans."""
    forms = [question.form for instrument in asked for question in instrument.questions]
    forms += [each.open_form for instrument in asked for each in instrument.categories if each.open_form]
    found = [
        {
            "key": form.key,
            "reason": form.reason,
            "applies": form.applies,
            "unit": form.unit,
            "isText": form.kind == "text",
        }
        for form in forms
    ]
    return [form for place, form in enumerate(found) if form not in found[:place]]


def _kinds(instrument: Instrument) -> list[str]:
    """Return how papers with and without a score are called, and why the latter have none; nothing if all have one."""
    unscored = instrument.scoring.unscored
    return [unscored.others or OTHERS, unscored.label, unscored.reason] if unscored else []


def _group(folder: str, summary: Summary, venue: str) -> tuple[Any, ...]:
    state = "" if summary.published else summary.status
    return folder, venue, summary.year, summary.instrument, summary.rater or "", state, summary.scored


def _name(file: str, title: str) -> str:
    """Return the name in the page's address: how much of it the title gives, then `~` and the rest."""
    name = file.removesuffix(".json")
    given = _NOT_IN_NAMES.sub("-", title.lower()).strip("-")
    shared = len(given) if name.startswith(given) else _shared(name, given)
    return f"{shared}~{name[shared:]}" if shared or "~" in name else name


def _shared(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    unequal = (place for place, (first, second) in enumerate(zip(one, other, strict=False)) if first != second)
    return next(unequal, min(len(one), len(other)))


def _follows(summary: Summary) -> bool:
    met, unmet = map(summary.signs.count, _COUNTED)
    return summary.scored is False or (summary.part == met and summary.whole == met + unmet)
