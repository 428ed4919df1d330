"""The record of what earlier builds wrote to an output folder, and of what plugins cache.

Before files are written, their addresses are committed as an intent, which is deleted when their digests are recorded.
If a build is killed, the next one finds the intent: it knows that the files are its own, and makes them again.
"""

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import orjson

from scanpress.writer.output import FileRecord, FileState
from scanpress.writer.state import complete
from scanpress.writer.state.state_file import connected

_RECORD = "INSERT OR REPLACE INTO output (folder, address, owner, part, digest, size) VALUES (?, ?, ?, ?, ?, ?)"
_STORE = "INSERT OR REPLACE INTO memory (name, key, fingerprint, payload) VALUES (?, ?, ?, ?)"


class State:
    """The rows of one state file, which one build at a time can open with `opened`.

    In the file, a group of outputs is called a part, because "group" is a word of SQL. The files of complete groups are
    in rows of the groups, all others in rows of their own.
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

    def files(self, folder: str, owner: str) -> dict[str, tuple[FileState, str]]:
        """Return the state and the group of each file of an owner that is in no complete group, by address."""
        statement = "SELECT address, digest, size, part FROM output WHERE folder = ? AND owner = ?"
        rows = self._rows.execute(statement, (folder, owner))
        return {address: ((digest, size), group) for address, digest, size, group in rows}

    def has_files(self, folder: str, owner: str) -> bool:
        """Return whether any file of an owner in an output folder is recorded."""
        found = self._rows.execute("SELECT 1 FROM output WHERE folder = ? AND owner = ? LIMIT 1", (folder, owner))
        return found.fetchone() is not None or any(complete.complete_addresses(self._rows, folder, owner))

    def addresses(self, folder: str) -> set[str]:
        """Return the addresses of all recorded files in an output folder, of all owners."""
        rows = self._rows.execute("SELECT address FROM output WHERE folder = ?", (folder,))
        return {address for (address,) in rows} | {
            address for _, address in complete.complete_addresses(self._rows, folder)
        }

    def pages(self, folder: str, owner: str, *, without: str) -> list[str]:
        """Return the recorded pages of an owner, but not those of groups whose names begin with `without`."""
        rows = self._rows.execute("SELECT part, address FROM output WHERE folder = ? AND owner = ?", (folder, owner))
        files = chain(rows, complete.complete_addresses(self._rows, folder, owner))
        return [address for group, address in files if address.endswith(".html") and not group.startswith(without)]

    def sizes(self, folder: str) -> dict[str, complete.Sizes]:
        """Return files, bytes, and the largest file with its address, of each outermost folder and file."""
        rows = self._rows.execute("SELECT address, size FROM output WHERE folder = ?", (folder,))
        found = complete.sums_of(rows)
        for sums in complete.complete_sizes(self._rows, folder):
            for top, more in sums.items():
                complete.add_to(found, top, more)
        return found

    def sizes_in_groups(self, folder: str, beginning: str) -> dict[str, int]:
        """Return the size of each file of the groups whose names begin so, by address."""
        statement = "SELECT address, size FROM output WHERE folder = ? AND substr(part, 1, ?) = ?"
        of_open_groups = self._rows.execute(statement, (folder, len(beginning), beginning))
        return dict(chain(of_open_groups, complete.sizes_of_files(self._rows, folder, beginning)))

    def owners(self, folder: str) -> set[str]:
        """Return the owners of the recorded files in an output folder."""
        statement = "SELECT owner FROM output WHERE folder = ?1 UNION SELECT owner FROM complete WHERE folder = ?1"
        return {owner for (owner,) in self._rows.execute(statement, (folder,))}

    def complete_groups(self, folder: str, owner: str) -> dict[str, complete.CompleteGroup]:
        """Return an owner's groups that the last build completed."""
        return complete.complete_groups(self._rows, folder, owner)

    def packed_addresses(self, folder: str) -> dict[tuple[str, str], str]:
        """Return the addresses of the files of complete groups, packed, by owner and group."""
        return complete.packed_addresses(self._rows, folder)

    def mark_incomplete(self, folder: str, owner: str, groups: Iterable[str]) -> None:
        """Commit that groups are no longer complete."""
        complete.unpack(self._rows, folder, owner, groups)
        self.commit()

    def mark_complete(self, folder: str, owner: str, digests: Mapping[str, bytes]) -> None:
        """Commit that groups are complete, each with the digest of what it is made from."""
        complete.pack(self._rows, folder, owner, digests)
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
