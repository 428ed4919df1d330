"""What is kept of the scans between builds: for each file range a heading, and a body that is read when needed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, Protocol, Self

import orjson

from scanpress.checking import Problem
from scanpress.corpus.loading.listing import FileRange
from scanpress.corpus.record import Record, problem_of
from scanpress.corpus.segment import Segment


class Memory(Protocol):
    """What is kept between builds: a fingerprint and a payload by key."""

    def fingerprints(self) -> Mapping[str, bytes]:
        """Return the fingerprints alone."""

    def load(self) -> Mapping[str, tuple[bytes, bytes]]:
        """Return all values."""

    def find(self, key: str) -> tuple[bytes, bytes] | None:
        """Return the value of one key."""

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        """Replace the values of some keys and delete others."""


Memories = Callable[[str], Memory]
"""Returns the memory of a name."""


class KeptRecords(Mapping[str, Record]):
    """Records by path, made when they are asked for: most pages of several scans show one scan of a segment.

    After one commit, the titles of 200 scans were read with all records of 114 segments, which took 0.3 s of 6 (56,800
    scans, November 2026).
    """

    def __init__(self, values: Mapping[str, Sequence[Any]]) -> None:
        self._values = values

    def __getitem__(self, path: str) -> Record:
        return Record.from_values(path, self._values[path])

    def __contains__(self, path: object) -> bool:
        return path in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class ExaminedRange(NamedTuple):
    """A file range with the records of its files, the segment of those that were accepted, and the body to keep."""

    file_range: FileRange
    records: Sequence[Record]
    segment: Segment
    body: bytes

    @classmethod
    def of(cls, file_range: FileRange, records: Sequence[Record]) -> Self:
        """Sum up the records of a file range."""
        return cls(file_range, records, Segment.of(file_range.name, records), _body(file_range, records))


class Settled(NamedTuple):
    """The segment of a file range that has not changed, and the warnings about its files."""

    segment: Segment
    warnings: Sequence[Problem]


@dataclass(frozen=True)
class Archive:
    """Two memories: `segments` (headings) and `scans` (bodies).

    A heading is the fingerprint of the files with the name, content, number and warnings of their scans.
    """

    memories: Memories

    def segments(self, file_ranges: Sequence[FileRange]) -> dict[str, Settled]:
        """Return the segments and warnings of the file ranges of which no file changed, by name."""
        headings = self.memories("segments").load()
        found = {}
        for file_range in file_ranges:
            fingerprint, heading = headings.get(file_range.name, (None, b""))
            if fingerprint and fingerprint == file_range.fingerprint:
                content, names, titles, length, *warnings = orjson.loads(heading)
                read = partial(self._read, file_range, length)
                segment = Segment(file_range.name, content, names, titles, length, read)
                found[file_range.name] = Settled(segment, tuple(map(problem_of, warnings)))
        return found

    def records(self, file_range: FileRange) -> Mapping[str, Record]:
        """Return the records of the files that are as they were."""
        entry = self.memories("scans").find(file_range.name)
        if entry is None or entry[0] != file_range.others:
            return {}
        known = {name: (signature, values) for name, signature, *values in orjson.loads(entry[1])}
        return KeptRecords(
            {
                name: known[name][1]
                for name, signature in file_range.signatures.items()
                if signature is not None and name in known and known[name][0].encode() == signature
            }
        )

    def keep(self, changed: Sequence[ExaminedRange], file_ranges: Sequence[FileRange]) -> None:
        """Store the records of changed file ranges; delete those of file ranges that no longer exist.

        Headings are deleted before bodies change and written after them: after a build that was killed in between,
        no heading is used.
        """
        gone = self.memories("segments").fingerprints().keys() - {file_range.name for file_range in file_ranges}
        self.memories("segments").store({}, gone=gone | {one.file_range.name for one in changed})
        bodies = {one.file_range.name: (one.file_range.others, one.body) for one in changed}
        self.memories("scans").store(bodies, gone=gone)
        self.memories("segments").store(dict(_headings(changed)))

    def _read(self, file_range: FileRange, length: int) -> Mapping[str, Record]:
        """Read the records that belong to a heading; raise ValueError if they have changed or are missing."""
        records = self.records(file_range)
        if len(records) != length:
            # Another build found a file of them changed, or the memory is damaged: scans must not vanish in silence.
            self.memories("segments").store({}, gone=[file_range.name])
            raise ValueError(
                f"scans at {next(iter(file_range.signatures))} changed while the site was built: build again"
            )
        return records


def _headings(changed: Iterable[ExaminedRange]) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    """Yield the headings of file ranges in which no file has to be read again."""
    for file_range, records, segment, _ in changed:
        if file_range.fingerprint and all(record.summary for record in records):
            warnings = [problem for record in records for problem in record.problems]
            heading = orjson.dumps((segment.content, segment.names, segment.titles, segment.length, *warnings))
            yield file_range.name, (file_range.fingerprint, heading)


def _body(file_range: FileRange, records: Sequence[Record]) -> bytes:
    """Return the records as bytes, each with its file's signature; those that must be read again are left out."""
    return orjson.dumps(
        [
            (record.path, signature.decode(), *values)
            for record in records
            if (values := record.values) and (signature := file_range.signatures[record.path])
        ]
    )
