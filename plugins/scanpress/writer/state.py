"""What earlier builds left in an output folder.

A row without a digest is an intent: it is committed before a file is touched, so that after a kill the next build knows
the file as its own and does not trust it. The digest is committed after the file stands in its place.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from scanpress.writer.state_file import connect

_UPSERT = """
INSERT INTO output (folder, address, owner, digest, size) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET owner = excluded.owner, digest = excluded.digest, size = excluded.size
"""
_REMEMBER = "INSERT OR REPLACE INTO memory (room, key, fingerprint, payload) VALUES (?, ?, ?, ?)"


Known = tuple[bytes | None, int]
"""What is known of a file: the digest of all it is made from (None: it was just being written), and its size."""


class State:
    """The rows of one state file, held by one build at a time; `opened` makes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection

    @classmethod
    @contextmanager
    def opened(cls, path: Path | None, *, patience: float = 60) -> Iterator[Self]:
        """Open, or make, the state at `path` (None: in memory); wait `patience` seconds for another build."""
        connection = connect(path, patience=patience)
        try:
            yield cls(connection)
            connection.commit()
        finally:
            connection.close()

    def commit(self) -> None:
        """Make all that was noted so far known to the next build."""
        self._rows.commit()

    def known(self, folder: str, owner: str) -> dict[str, Known]:
        """Return what an owner has in an output folder, by address."""
        rows = self._rows.execute(
            "SELECT address, digest, size FROM output WHERE folder = ? AND owner = ?", (folder, owner)
        )
        return {row[0]: row[1:] for row in rows}

    def owners(self, folder: str) -> set[str]:
        """Return who has files in an output folder."""
        return {
            owner for (owner,) in self._rows.execute("SELECT DISTINCT owner FROM output WHERE folder = ?", (folder,))
        }

    def begin(self, folder: str, owner: str, addresses: Iterable[str]) -> None:
        """Commit that files are about to be written."""
        self._rows.executemany(_UPSERT, [(folder, address, owner, None, 0) for address in addresses])
        self._rows.commit()

    def finish(self, folder: str, owner: str, files: Iterable[tuple[str, bytes, int]]) -> None:
        """Note files that stand in their places: address, digest, size; the next commit makes it known."""
        self._rows.executemany(_UPSERT, [(folder, address, owner, digest, size) for address, digest, size in files])

    def forget(self, folder: str, addresses: Iterable[str]) -> None:
        """Note that files are gone."""
        rows = [(folder, address) for address in addresses]
        self._rows.executemany("DELETE FROM output WHERE folder = ? AND address = ?", rows)

    def remembered(self, room: str) -> dict[str, tuple[bytes, bytes]]:
        """Return all that a room remembers: fingerprint and payload by key."""
        rows = self._rows.execute("SELECT key, fingerprint, payload FROM memory WHERE room = ?", (room,))
        return {key: (fingerprint, payload) for key, fingerprint, payload in rows}

    def remember(self, room: str, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str]) -> None:
        """Replace some of what a room remembers, and drop some."""
        self._rows.executemany("DELETE FROM memory WHERE room = ? AND key = ?", [(room, key) for key in gone])
        self._rows.executemany(_REMEMBER, ((room, key, *entry) for key, entry in entries.items()))
