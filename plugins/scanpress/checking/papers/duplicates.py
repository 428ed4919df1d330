"""Find duplicates: scans of the same paper by the same rater with the same instrument."""

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from scanpress.checking.display import quoted
from scanpress.checking.locating import locate
from scanpress.checking.papers.grouping import same_scans
from scanpress.checking.papers.identity import Identity
from scanpress.checking.papers.reading import FileReader
from scanpress.checking.papers.stated import heading
from scanpress.checking.problem import Finding, Pointer, Problem
from scanpress.checking.reading.places import Place
from scanpress.checking.reading.text import Lines

# The identifiers of a paper, and the keys of a file that can give each of them, best first.
_GIVEN_BY = {"doi": ("doi",), "arxiv": ("arxiv_id", "doi"), "title": ("title",)}
_Placed = tuple[Pointer, str, dict[Pointer, Place]]


def find_duplicates(
    identities: Iterable[Identity],
    *,
    root: Path,
    changed: Container[str] | None = None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Return a problem for each scan after the first one of the same paper, instrument and rater.

    With `changed`, only the files named there are reported, and the others count as the earlier ones. To find the line
    that names the paper, files with a problem are read again, from `contents` by their name or else below `root`.
    """
    reader = FileReader(root, contents)
    problems: list[Problem] = []
    for group in same_scans(identities):
        first, *others = sorted(group, key=lambda scan: changed is not None and scan.file in changed)
        reported = (scan for scan in others if changed is None or scan.file in changed)
        problems += (problem for scan in reported for problem in _problem(scan, first, reader))
    return tuple(sorted(problems, key=lambda problem: problem.order))


def _problem(scan: Identity, first: Identity, reader: FileReader) -> tuple[Problem, ...]:
    pointer, text, places = _place(scan, first, reader)
    message = f"{_where(first, scan, reader)} is a scan of the same paper with the same instrument by the same rater"
    name_rater = "" if scan.rater[1] else 'name the rater in "rater"; or '
    status = f'"status": {{ "state": "superseded", "note": {quoted("Replaced by " + scan.file)} }}'
    remedy = (
        f"{name_rater}remove one if both are the same; if {first.file} is the older one, write in it: {status}; "
        f"if this is the older one, write that here, with {first.file} in the note"
    )
    if scan.paper.title != first.paper.title and not _has_author_of(scan, first):
        message = f"{_where(first, scan, reader)} has the same identifier, but another title and other authors"
        remedy = "look it up: one of the two has the identifier of another paper"
    return locate([Finding("duplicate-scan", pointer, message, remedy)], file=scan.file, text=text, places=places)


def _has_author_of(scan: Identity, other: Identity) -> bool:
    return not set(scan.paper.authors.casefold().split("\n")).isdisjoint(other.paper.authors.casefold().split("\n"))


def _where(scan: Identity, other: Identity, reader: FileReader) -> str:
    pointer, text, places = _place(scan, other, reader)
    if pointer not in places:
        return scan.file
    line, _ = Lines(text).place(places[pointer].start)
    return f"{scan.file}:{line}"


def _place(scan: Identity, other: Identity, reader: FileReader) -> _Placed:
    """Return the place that shows that two scans have the same paper, the text that it is in, and all its places."""
    from scanpress.checking.reading.layout import lay_out  # noqa: PLC0415 - only files with a problem need it

    data = reader.read(scan.file)
    for part in (heading(data), data):
        text = part.decode("utf-8", errors="replace")
        places = lay_out(text).places
        for key in _keys(scan, other):
            pointer = ("paper", key)
            if pointer in places and _is_filled(text, places[pointer]):
                return pointer, text, places
    return ("paper",), "", {}


def _keys(scan: Identity, other: Identity) -> Iterator[str]:
    """Yield the keys under which both scans give the same value, or all keys if only a third scan connects the two."""
    names = {name: (getattr(scan.paper, name), getattr(other.paper, name)) for name in _GIVEN_BY}
    shared = [name for name, (one, two) in names.items() if one and one == two]
    for name in shared or _GIVEN_BY:
        yield from _GIVEN_BY[name]


def _is_filled(text: str, place: Place) -> bool:
    value = text[place.start : place.end]
    return value.startswith('"') and bool(value[1:-1].strip())
