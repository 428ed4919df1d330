"""The files below the folder of scans, each with its signature."""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Self
from zlib import crc32

from scanpress.checking.files import collected_entries
from scanpress.facts import Layout
from scanpress.facts.layout import DEFAULT

TICK = 2_000_000_000  # nanoseconds; two changes closer than the file system's clock may share a time stamp


def signature_of(status: os.stat_result, *, now: int) -> bytes | None:
    """Return what changes whenever the file's content may have; None if the file is too fresh to tell.

    `now` is the time in nanoseconds since the epoch.
    """
    if now - status.st_mtime_ns < TICK:
        return None
    return b"%d %d %d %d" % (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _status(entry: "os.DirEntry[str]") -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except OSError:
        return None


_MEAN = 256  # files: a change costs what one file range costs, and none what there are file ranges


@dataclass(frozen=True)
class FileRange:
    """Files with their signatures, in order; `others` is what the outcome of a check depends on besides a file.

    A file_range is named by its first file, the first of all by nothing.
    """

    name: str
    signatures: Mapping[str, bytes | None]
    others: bytes

    @cached_property
    def fingerprint(self) -> bytes | None:
        """Return what changes whenever any file may have; None if some file must be read to know."""
        digest = hashlib.blake2b(self.others, digest_size=16)
        for name, signature in self.signatures.items():
            if signature is None:
                return None
            digest.update(b"\0%b\0%b" % (name.encode("utf-8", "surrogateescape"), signature))
        return digest.digest()


def file_ranges(signatures: Mapping[str, bytes | None], others: bytes) -> Iterator[FileRange]:
    """Divide files into file ranges.

    Whether a file begins one follows from its path alone, so that adding or removing a file changes no file range
    but its own. One whose path is no text never does: nothing could be kept under such a name.
    """
    name, members = "", dict[str, bytes | None]()
    for path, signature in signatures.items():
        written = path.encode("utf-8", "surrogateescape")
        if crc32(written) % _MEAN == 0 and _is_text(written):
            yield FileRange(name, members, others)
            name, members = path, {}
        members[path] = signature
    yield FileRange(name, members, others)


def _is_text(written: bytes) -> bool:
    try:
        written.decode()
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class Listing:
    """Files by their path in the repository, in order, and their size together in bytes.

    A signature is None if a file must be read to know it.
    """

    signatures: Mapping[str, bytes | None]
    size: int

    @classmethod
    def of(cls, root: Path, layout: Layout = DEFAULT) -> Self:
        """List the scans of a repository."""
        start = len(os.path.join(root, ""))  # noqa: PTH118 - the root with the separator behind it
        now, size = time.time_ns(), 0
        found: list[tuple[str, bytes | None]] = []
        for entry in collected_entries(root, layout):
            status = _status(entry)
            size += status.st_size if status else 0
            signature = signature_of(status, now=now) if status else None
            found.append((intern(entry.path[start:].replace(os.sep, "/")), signature))
        # This changes the order only on systems that write paths in another way.
        return cls(dict(sorted(found)), size)

    def file_ranges(self, others: bytes) -> tuple[FileRange, ...]:
        """Divide the files into file ranges; `others` is what the outcome of a check depends on besides a file."""
        return tuple(file_ranges(self.signatures, others))
