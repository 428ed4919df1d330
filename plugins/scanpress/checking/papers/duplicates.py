"""Scans that say the same rater answered the same instrument for the same paper twice."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from scanpress.checking.locating import locate
from scanpress.checking.papers.identity import Identity, same_scans
from scanpress.checking.papers.stated import heading
from scanpress.checking.plain_files import read_file
from scanpress.checking.problem import Finding, Pointer, Problem
from scanpress.checking.reading.layout import Place
from scanpress.checking.reading.text import Lines

# What a paper is known by, and the keys that can say it, each with the best first.
_SAID_BY = {"doi": ("doi",), "arxiv": ("arxiv_id", "doi"), "title": ("title",)}
_Placed = tuple["Pointer", str, "dict[Pointer, Place]"]


def find_duplicates(
    identities: Iterable[Identity],
    *,
    root: Path,
    changed: Container[str] | None = None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Return a problem for each scan after the first of the same paper, instrument and rater.

    With `changed`, only those named there are told: of scans that are the same, the others come first. To find the line
    that names the paper, files with a problem are read again, from `contents` by their name or else below `root`.
    """
    reader = _Reader(root, contents)
    problems: list[Problem] = []
    for group in same_scans(identities):
        first, *others = sorted(group, key=lambda scan: changed is not None and scan.file in changed)
        told = (scan for scan in others if changed is None or scan.file in changed)
        problems += (problem for scan in told for problem in _problem(scan, first, reader))
    return tuple(sorted(problems, key=lambda problem: problem.order))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Where the files are."""

    root: Path
    contents: Mapping[str, bytes]

    def read(self, file: str) -> bytes:
        """Read a file; one that cannot be read any more is empty."""
        return self.contents.get(file) or read_file(self.root / file, root=self.root)[0] or b""


def _problem(scan: Identity, first: Identity, reader: _Reader) -> tuple[Problem, ...]:
    pointer, text, places = _place(scan, first, reader)
    message = f"{_where(first, scan, reader)} is a scan of the same paper with the same instrument by the same rater"
    named = "" if scan.rater[1] else 'say in "rater" who answered, '
    remedy = f'{named}keep one, or mark the older one: "status": {{ "state": "superseded" }}'
    return locate([Finding("duplicate-scan", pointer, message, remedy)], file=scan.file, text=text, places=places)


def _where(scan: Identity, other: Identity, reader: _Reader) -> str:
    pointer, text, places = _place(scan, other, reader)
    if pointer not in places:
        return scan.file
    line, _ = Lines(text).place(places[pointer].start)
    return f"{scan.file}:{line}"


def _place(scan: Identity, other: Identity, reader: _Reader) -> _Placed:
    """Find what says that a scan's paper is that of another: where, in which text, and the places of that text."""
    from scanpress.checking.reading.layout import lay_out  # noqa: PLC0415 - only files with a problem need it

    data = reader.read(scan.file)
    for part in (heading(data), data):
        text = part.decode("utf-8", errors="replace")
        places = lay_out(text).places
        for key in _keys(scan, other):
            pointer = ("paper", key)
            if pointer in places and _says(text, places[pointer]):
                return pointer, text, places
    return ("paper",), "", {}


def _keys(scan: Identity, other: Identity) -> Iterator[str]:
    """Return the keys under which both give the same; all where only a third scan connects the two."""
    names = {name: (getattr(scan.paper, name), getattr(other.paper, name)) for name in _SAID_BY}
    shared = [name for name, (one, two) in names.items() if one and one == two]
    for name in shared or _SAID_BY:
        yield from _SAID_BY[name]


def _says(text: str, place: Place) -> bool:
    value = text[place.start : place.end]
    return value.startswith('"') and bool(value[1:-1].strip())
