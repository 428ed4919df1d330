"""Scans whose paths follow each other, read only when one of them is needed."""

import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import orjson

from scanpress.corpus.record import Record
from scanpress.corpus.summary import Summary
from scanpress.instruments import own_digest


@dataclass(frozen=True)
class Segment:
    """The accepted scans of one file range.

    `content` names what their files hold; `names` names all by which other scans' pages and figures of the whole know
    them: paths, papers, raters, dates, but no answers. `titles` names paths, titles and instruments. `length` is their
    number.
    """

    name: str
    content: str
    names: str
    titles: str
    length: int
    _read: Callable[[], Sequence[Record]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, name: str, records: Sequence[Record]) -> Self:
        """Make the segment of examined files."""
        accepted = tuple(record for record in records if record.summary)
        # What a file means depends on the schemas of the collection, which may change.
        content = hashlib.blake2b(own_digest().encode(), digest_size=16)
        names, titles = hashlib.blake2b(digest_size=16), hashlib.blake2b(digest_size=16)
        for record in accepted:
            if record.summary:
                content.update(f"{record.path}\0{record.summary.digest}\0".encode())
                names.update(orjson.dumps((*record.summary.known_as, record.identity)))
                titles.update(orjson.dumps((record.path, record.summary.title, record.summary.instrument)))
        digests = content.hexdigest(), names.hexdigest(), titles.hexdigest()
        return cls(name, *digests, len(accepted), lambda: accepted)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Return the records of the accepted scans, in order."""
        return tuple(record for record in self._read() if record.summary)

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """Return the summaries of the scans, in order."""
        return tuple(record.summary for record in self.records if record.summary)

    @cached_property
    def by_path(self) -> Mapping[str, Summary]:
        """Return the summaries by their paths."""
        return {summary.path: summary for summary in self.summaries}

    def without(self, rejected: Container[str]) -> "Segment":
        """Return the segment without some files."""
        return Segment.of(self.name, [record for record in self.records if record.path not in rejected])
