"""The record of what earlier builds wrote to an output folder, and of what plugins cache.

Before files are written, their addresses are committed as an intent, which is deleted when their digests are recorded.
If a build is killed, the next one finds the intent: it knows that the files are its own, and makes them again.
"""

import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from scanpress.writer.output import FileRecord, FileState
from scanpress.writer.state.state_file import connected

_RECORD = "INSERT OR REPLACE INTO output (folder, address, owner, part, digest, size) VALUES (?, ?, ?, ?, ?, ?)"
_FIRST = "SELECT address, size FROM output WHERE folder = ? AND address >= ? ORDER BY address LIMIT 1"
# SQLite takes a column beside max() from the row that has the maximum.
_SIZES = """
SELECT count(*), sum(size), max(size), address FROM output WHERE folder = ? AND address >= ? AND address < ?
"""
_AFTER_SLASH = chr(ord("/") + 1)
_COMPLETE = "INSERT OR REPLACE INTO complete (folder, owner, part, digest) VALUES (?, ?, ?, ?)"
_STORE = "INSERT OR REPLACE INTO memory (name, key, fingerprint, payload) VALUES (?, ?, ?, ?)"


class State:
    """The rows of one state file, which one build at a time can open with `opened`.

    In the file, a group of outputs is called a part, because "group" is a word of SQL.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection
        self._intents: deque[int] = deque()

    @classmethod
    @contextmanager
    def opened(cls, path: Path | None, *, timeout: float = 60) -> Iterator["State"]:
        """Open or make the state at `path` (None: in memory); wait up to `timeout` seconds for another build.

        If this process has it open already, yield the same state: a plugin may use its memory while it publishes.
        """
        key = path and path.resolve()
        if key in _OPEN:
            yield _OPEN[key]
            _OPEN[key].commit()
            return
        with connected(path, timeout=timeout) as connection:
            try:
                state = cls(connection)
                state._distrust_unfinished()
                if key:
                    _OPEN[key] = state
                yield state
                state.commit()
            finally:
                _OPEN.pop(key, None)

    def files(self, folder: str, owner: str) -> dict[str, dict[str, FileState]]:
        """Return the state of each file that an owner has in an output folder, by group and address."""
        rows = self._rows.execute(
            "SELECT part, address, digest, size FROM output WHERE folder = ? AND owner = ?", (folder, owner)
        )
        found: defaultdict[str, dict[str, FileState]] = defaultdict(dict)
        for group, address, digest, size in rows:
            found[group][address] = (digest, size)
        return found

    def has_files(self, folder: str, owner: str) -> bool:
        """Return whether any file of an owner in an output folder is recorded."""
        statement = "SELECT 1 FROM output WHERE folder = ? AND owner = ? LIMIT 1"
        return self._rows.execute(statement, (folder, owner)).fetchone() is not None

    def addresses(self, folder: str) -> set[str]:
        """Return the addresses of all recorded files in an output folder, of all owners."""
        return {address for (address,) in self._rows.execute("SELECT address FROM output WHERE folder = ?", (folder,))}

    def count(self, folder: str) -> int:
        """Return how many files are recorded in an output folder."""
        statement = "SELECT count(*) FROM output WHERE folder = ?"
        return int(self._rows.execute(statement, (folder,)).fetchone()[0])

    def pages(self, folder: str, owner: str, *, without: str) -> list[str]:
        """Return the recorded pages of an owner, but not those of groups whose names begin with `without`."""
        statement = """
            SELECT address FROM output
            WHERE folder = ? AND owner = ? AND address GLOB '*.html' AND substr(part, 1, ?) <> ?
        """
        return [address for (address,) in self._rows.execute(statement, (folder, owner, len(without), without))]

    def sizes(self, folder: str) -> dict[str, tuple[int, int, int, str]]:
        """Return files, bytes, and the largest file with its address, of each outermost folder and file."""
        # A range of the primary key for each: to cut all addresses takes four times as long, 0.2 s of 240,000 files.
        found: dict[str, tuple[int, int, int, str]] = {}
        start = ""
        while first := self._rows.execute(_FIRST, (folder, start)).fetchone():
            address, size = first
            top, slash, _ = address.partition("/")
            if slash:
                start = top + _AFTER_SLASH
                found[top] = self._rows.execute(_SIZES, (folder, f"{top}/", start)).fetchone()
            else:
                start = f"{address}\0"
                found[top] = 1, size, size, address
        return found

    def sizes_in_groups(self, folder: str, beginning: str) -> dict[str, int]:
        """Return the size of each file of the groups whose names begin so, by address."""
        statement = "SELECT address, size FROM output WHERE folder = ? AND substr(part, 1, ?) = ?"
        return dict(self._rows.execute(statement, (folder, len(beginning), beginning)))

    def owners(self, folder: str) -> set[str]:
        """Return the owners of the recorded files in an output folder."""
        rows = self._rows.execute("SELECT DISTINCT owner FROM output WHERE folder = ?", (folder,))
        return {owner for (owner,) in rows}

    def complete_groups(self, folder: str, owner: str) -> dict[str, bytes]:
        """Return an owner's groups that the last build completed, each with the digest of what it is made from."""
        rows = self._rows.execute("SELECT part, digest FROM complete WHERE folder = ? AND owner = ?", (folder, owner))
        return dict(rows.fetchall())

    def mark_incomplete(self, folder: str, owner: str, groups: Iterable[str]) -> None:
        """Commit that groups are no longer complete."""
        rows = [(folder, owner, group) for group in groups]
        self._rows.executemany("DELETE FROM complete WHERE folder = ? AND owner = ? AND part = ?", rows)
        self.commit()

    def mark_complete(self, folder: str, owner: str, digests: Mapping[str, bytes]) -> None:
        """Commit that groups are complete, each with the digest of what it is made from."""
        self._rows.executemany(_COMPLETE, [(folder, owner, group, digest) for group, digest in digests.items()])
        self.commit()

    def begin(self, folder: str, owner: str, addresses: Sequence[str]) -> None:
        """Commit that files are about to be written, and all that was recorded before."""
        statement = "INSERT INTO intent (folder, owner, addresses) VALUES (?, ?, ?)"
        self._intents.append(self._rows.execute(statement, (folder, owner, orjson.dumps(addresses))).lastrowid or 0)
        self.commit()

    def finish(self, folder: str, owner: str, records: Iterable[FileRecord]) -> None:
        """Record the files of the earliest intent, and delete the intent."""
        self.record(folder, owner, records)
        self._rows.execute("DELETE FROM intent WHERE id = ?", (self._intents.popleft(),))

    def record(self, folder: str, owner: str, records: Iterable[FileRecord]) -> None:
        """Record files as they are now; this is committed with the next `begin` or `commit`."""
        rows = [(folder, address, owner, group, digest, size) for address, group, digest, size in records]
        self._rows.executemany(_RECORD, rows)

    def forget(self, folder: str, addresses: Iterable[str]) -> None:
        """Delete the records of files that are no longer there."""
        rows = [(folder, address) for address in addresses]
        self._rows.executemany("DELETE FROM output WHERE folder = ? AND address = ?", rows)

    def commit(self) -> None:
        """Keep all that was recorded, whatever happens to this process after this."""
        self._rows.commit()

    def load_memory(self, name: str) -> dict[str, tuple[bytes, bytes]]:
        """Return the fingerprint and the payload of every key of a memory."""
        rows = self._rows.execute("SELECT key, fingerprint, payload FROM memory WHERE name = ?", (name,))
        return {key: (fingerprint, payload) for key, fingerprint, payload in rows}

    def fingerprints_in_memory(self, name: str) -> dict[str, bytes]:
        """Return the fingerprint of every key of a memory."""
        return dict(self._rows.execute("SELECT key, fingerprint FROM memory WHERE name = ?", (name,)))

    def find_in_memory(self, name: str, key: str) -> tuple[bytes, bytes] | None:
        """Return the fingerprint and the payload of one key of a memory, or None if there is no such key."""
        statement = "SELECT fingerprint, payload FROM memory WHERE name = ? AND key = ?"
        found: tuple[bytes, bytes] | None = self._rows.execute(statement, (name, key)).fetchone()
        return found

    def store_in_memory(self, name: str, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str]) -> None:
        """Replace the values of some keys of a memory, and delete others."""
        self._rows.executemany("DELETE FROM memory WHERE name = ? AND key = ?", [(name, key) for key in gone])
        self._rows.executemany(_STORE, [(name, key, *entry) for key, entry in entries.items()])

    def _distrust_unfinished(self) -> None:
        """Record the files of a killed build's intents without a digest, so that they are made again."""
        intents = self._rows.execute("SELECT folder, owner, addresses FROM intent ORDER BY id").fetchall()
        for folder, owner, addresses in intents:
            self.record(folder, owner, [FileRecord(address, "", None, 0) for address in orjson.loads(addresses)])
        self._rows.execute("DELETE FROM intent")
        self.commit()


@dataclass(frozen=True, slots=True)
class Memory:
    """The values of one name: each has a key, a fingerprint and a payload; empty after the code changed.

    The user of the memory decides what a fingerprint means. If it is a file's signature (size, times, inode), leave out
    files that changed within the last seconds: a second change in the same tick of the clock would not be noticed.
    """

    path: Path | None
    name: str

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep the file open until the block ends: each of many calls takes an eighth of the time."""
        with State.opened(self.path):
            yield

    def fingerprints(self) -> dict[str, bytes]:
        """Return the fingerprint of every key, without reading the payloads."""
        with State.opened(self.path) as state:
            return state.fingerprints_in_memory(self.name)

    def load(self) -> dict[str, tuple[bytes, bytes]]:
        """Return the fingerprint and the payload of every key."""
        with State.opened(self.path) as state:
            return state.load_memory(self.name)

    def find(self, key: str) -> tuple[bytes, bytes] | None:
        """Return the fingerprint and the payload of one key, or None if there is no such key."""
        with State.opened(self.path) as state:
            return state.find_in_memory(self.name, key)

    def store(self, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str] = ()) -> None:
        """Replace the values of some keys and delete others, all at once or not at all."""
        with State.opened(self.path) as state:
            state.store_in_memory(self.name, entries, gone)


_OPEN: dict[Path | None, State] = {}
