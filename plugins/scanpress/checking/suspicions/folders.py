"""A scan in the folder of another venue, and a venue of another year than the paper."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scanpress.checking.display import quoted
from scanpress.checking.form import value_at
from scanpress.checking.known.venues import JOURNALS, known_venue, years_in
from scanpress.checking.problem import Finding

_ONE_YEAR = re.compile(r"[^0-9:]*\(?((?:19|20)[0-9]{2})\)?")
_FOLDERS = 3  # parts of the path of a scan: scans/<group>/<name>.json


def folder(path: str, document: object) -> Iterator[Finding]:
    """Yield findings on a name that does not say which paper this is, and on the folder of another venue or year."""
    yield from _name(path, document)
    venue = value_at(document, ("paper", "venue"))
    parts = path.split("/")
    if len(parts) != _FOLDERS or parts[0] != "scans" or not isinstance(venue, str):
        return
    place, named = folder_of(parts[1]), known_venue(venue)
    stated = value_at(document, ("paper", "year"))
    if not isinstance(stated, int):
        return
    years = years_in(venue)
    if place is None or named is None or (named == place[0] and not is_other_year(place[1], stated, years, named)):
        if is_of_other_year(venue, stated):
            message = f"the venue says {next(iter(years))}, and the year of the paper is {stated}"
            remedy = "look it up, and correct the year of the paper or that in the name of the venue"
            yield Finding("doubtful-venue", ("paper", "venue"), message, remedy)
        return
    short = place[0]
    said = quoted(venue) + (f" {stated}" if not years else f" and the year {stated}" if stated not in years else "")
    message = f"this scan is in the folder {parts[1]}, and its paper says {said}"
    if named == short and not years and place[1] and abs(stated - place[1]) == 1:
        move = f"move it to scans/{short}-{stated}/ and, if it is published, add its old path to content/redirects.yaml"
        remedy = (
            f"write {place[1]} if the paper appeared at {parts[1]}, and its preprint in {stated}; "
            f"if it appeared in {stated}, {move}; leave it if the venue spans both years"
        )
        yield Finding("other-venue", ("paper", "year"), message, remedy)
        return
    proper = f"{named}-{next(iter(years), stated)}"
    wrong = "venue" if named != short else "venue or the year" if years else "year"
    remedy = (
        f"move it to scans/{proper}/ and, if it is published, add its old path to content/redirects.yaml; "
        f"or correct the {wrong}"
    )
    yield Finding("other-venue", ("paper", "venue" if wrong != "year" else "year"), message, remedy)


def _name(path: str, document: object) -> Iterator[Finding]:
    """Yield a finding if the name of a file says nothing of its paper."""
    name, title = path.rpartition("/")[2], str(value_at(document, ("paper", "title")))
    if names_nothing(path) and name.removesuffix(".json").rstrip("s") not in title.casefold():
        message = f"the name {name} does not say which paper this is; it becomes a part of the page's address"
        remedy = "rename it after the paper, such as to its first author and a word of the title"
        yield Finding("placeholder", ("paper", "title"), message, remedy)


def names_nothing(path: str) -> bool:
    """Return whether the name of a file is what programs call any answer.

    >>> names_nothing("scans/icml-2023/output.json"), names_nothing("scans/icml-2023/output-embedding.json")
    (True, False)
    """
    return path.rpartition("/")[2] in _OF_NOTHING


_OF_NOTHING = frozenset(
    f"{name}.json"
    for name in re.findall(
        r"\S+",
        "output outputs result results response responses answer answers completion completions untitled unnamed "
        "new-file tmp temp message final-answer",
    )
)


def is_other_year(folder: int | None, stated: int, years: frozenset[int], venue: str) -> bool:
    """Return whether a paper is not of the year of its folder, which is that of a venue.

    A journal may have accepted a paper in the year before it appears; if the venue names a year, the paper may be one
    year older or newer.

    >>> is_other_year(2018, 2017, frozenset(), "iclr"), is_other_year(2018, 2017, frozenset(), "jmlr")
    (True, False)
    >>> is_other_year(2018, 2017, frozenset([2018]), "iclr")
    False
    """
    if folder is None:
        return False
    if years == {stated} or (not years and venue not in JOURNALS):
        return folder != stated
    return min(abs(year - stated) for year in years or {folder}) > 1


def is_of_other_year(venue: str, stated: int) -> bool:
    """Return whether the name of a venue ends with a year that the paper cannot be of; one year more or less may be.

    >>> is_of_other_year("ICML 2020", 2023), is_of_other_year("Journal 3: 1990-2000", 2023)
    (True, False)
    """
    found = _ONE_YEAR.fullmatch(venue)
    return found is not None and abs(int(found[1]) - stated) > 1


@lru_cache(maxsize=4096)
def folder_of(name: str) -> tuple[str, int | None] | None:
    """Return the venue and the year that the name of a folder says, or None if it is not that of a known venue.

    >>> folder_of("icml-2019"), folder_of("nips-2016"), folder_of("my-papers")
    (('icml', 2019), ('neurips', 2016), None)
    """
    short, _, rest = name.partition("-")
    venue = known_venue(short)
    if venue is None or (rest and not (rest.isascii() and rest.isdigit() and len(rest) == 4)):  # noqa: PLR2004 - digits of a year
        return None
    return venue, int(rest) if rest else None
