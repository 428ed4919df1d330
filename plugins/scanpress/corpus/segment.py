"""Scans whose paths follow each other, read only when one of them is needed."""

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
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
    _read: Callable[[], Mapping[str, Record]] = field(repr=False, compare=False)

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
        by_path = {record.path: record for record in accepted}
        return cls(name, *digests, len(accepted), lambda: by_path)

    @cached_property
    def _by_path(self) -> Mapping[str, Record]:
        """Return the records; what is read is not kept beside `records`, which would take 60 MB of 56,800 scans."""
        return {record.path: record for record in self.records} if "records" in vars(self) else self._read()

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Return the records of the accepted scans, in order."""
        found = tuple(record for record in self._read().values() if record.summary)
        vars(self).pop("_by_path", None)
        return found

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """Return the summaries of the scans, in order."""
        return tuple(record.summary for record in self.records if record.summary)

    @property
    def paths(self) -> Iterable[str]:
        """Return the paths of the scans, in order."""
        return self._by_path

    def __contains__(self, path: object) -> bool:
        """Return whether there is a scan at a path."""
        return path in self._by_path

    def find(self, path: str) -> Summary:
        """Return the summary of the scan at a path; raise KeyError if there is none."""
        summary = self._by_path[path].summary
        if summary is None:
            raise KeyError(path)
        return summary

    def without(self, rejected: Container[str]) -> "Segment":
        """Return the segment without some files."""
        return Segment.of(self.name, [record for record in self.records if record.path not in rejected])
