"""What earlier builds left in an output folder.

Before files are touched an intent with their addresses is committed; it goes when their digests are. After a kill the
next build finds the intent: it knows the files as its own, and trusts none of them.
"""

import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from scanpress.writer.output import Known, Note
from scanpress.writer.state.state_file import connected, seal, unseal

HELD = 4096  # finished files that wait to be noted together: sorted, they cost half of what each batch alone does
_NOTE = "INSERT OR REPLACE INTO output (folder, address, owner, part, digest, size) VALUES (?, ?, ?, ?, ?, ?)"
_WHOLE = "INSERT OR REPLACE INTO whole (folder, owner, part, digest) VALUES (?, ?, ?, ?)"
_REMEMBER = "INSERT OR REPLACE INTO memory (room, key, fingerprint, payload) VALUES (?, ?, ?, ?)"
_ADDRESS = itemgetter(1)


class State:
    """The rows of one state file, held by one build at a time; `opened` makes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection
        self._begun: deque[int] = deque()
        self._ended: list[int] = []
        self._finished: list[tuple[Any, ...]] = []

    @classmethod
    @contextmanager
    def opened(cls, path: Path | None, *, patience: float = 60) -> Iterator["State"]:
        """Open, or make, the state at `path` (None: in memory); wait `patience` seconds for another build.

        Opened again before it is closed, it is the same: outputs that are declared while they are published may look
        into a memory first.
        """
        key = path and path.resolve()
        if key in _OPEN:
            yield _OPEN[key]
            _OPEN[key].commit()
            return
        with connected(path, patience=patience) as connection:
            try:
                state = cls(connection)
                state._doubt()
                if key:
                    _OPEN[key] = state
                yield state
                state.commit()
            finally:
                _OPEN.pop(key, None)

    def known(self, folder: str, owner: str) -> dict[str, dict[str, Known]]:
        """Return what an owner has in an output folder, by group and address."""
        rows = self._rows.execute(
            "SELECT part, address, digest, size FROM output WHERE folder = ? AND owner = ?", (folder, owner)
        )
        found: defaultdict[str, dict[str, Known]] = defaultdict(dict)
        for part, address, digest, size in rows:
            found[part][address] = (digest, size)
        return found

    def knows(self, folder: str, owner: str) -> bool:
        """Tell whether an owner has, or had, any file in an output folder."""
        statement = "SELECT 1 FROM output WHERE folder = ? AND owner = ? LIMIT 1"
        return self._rows.execute(statement, (folder, owner)).fetchone() is not None

    def addresses(self, folder: str) -> set[str]:
        """Return the addresses of all files in an output folder, whoever has them."""
        return {address for (address,) in self._rows.execute("SELECT address FROM output WHERE folder = ?", (folder,))}

    def sizes(self, folder: str) -> dict[str, tuple[int, int, int, str]]:
        """Return files, bytes, and the largest file with its address, of each outermost folder and file."""
        # SQLite takes a column beside max() from the row that has the maximum.
        statement = """
            SELECT substr(address, 1, instr(address || '/', '/') - 1) AS top, count(*), sum(size), max(size), address
            FROM output WHERE folder = ? GROUP BY top
        """
        return {top: tuple(figures) for top, *figures in self._rows.execute(statement, (folder,))}

    def owners(self, folder: str) -> set[str]:
        """Return who has files in an output folder."""
        rows = self._rows.execute("SELECT DISTINCT owner FROM output WHERE folder = ?", (folder,))
        return {owner for (owner,) in rows}

    def wholes(self, folder: str, owner: str) -> dict[str, bytes]:
        """Return an owner's groups that the last build completed, each with the digest of what it is made from."""
        rows = self._rows.execute("SELECT part, digest FROM whole WHERE folder = ? AND owner = ?", (folder, owner))
        return dict(rows.fetchall())

    def drop_wholes(self, folder: str, owner: str, groups: Iterable[str]) -> None:
        """Commit that groups are not complete any more."""
        rows = [(folder, owner, group) for group in groups]
        self._rows.executemany("DELETE FROM whole WHERE folder = ? AND owner = ? AND part = ?", rows)
        self.commit()

    def note_wholes(self, folder: str, owner: str, wholes: Mapping[str, bytes]) -> None:
        """Commit that groups are complete."""
        self._rows.executemany(_WHOLE, [(folder, owner, group, digest) for group, digest in wholes.items()])
        self.commit()

    def begin(self, folder: str, owner: str, addresses: Sequence[str]) -> None:
        """Commit that files are about to be written."""
        statement = "INSERT INTO intent (folder, owner, addresses) VALUES (?, ?, ?)"
        self._begun.append(self._rows.execute(statement, (folder, owner, orjson.dumps(addresses))).lastrowid or 0)
        self._rows.commit()

    def finish(self, folder: str, owner: str, notes: Iterable[Note]) -> None:
        """Note what became of the files of the earliest intent."""
        self._ended.append(self._begun.popleft())
        self.note(folder, owner, notes)

    def note(self, folder: str, owner: str, notes: Iterable[Note]) -> None:
        """Note what is known of files; committed with others."""
        self._finished += [(folder, address, owner, group, digest, size) for address, group, digest, size in notes]
        if len(self._finished) >= HELD:
            self.commit()

    def forget(self, folder: str, addresses: Iterable[str]) -> None:
        """Note that files are gone."""
        rows = [(folder, address) for address in addresses]
        self._rows.executemany("DELETE FROM output WHERE folder = ? AND address = ?", rows)

    def commit(self) -> None:
        """Make all that was noted so far known to the next build."""
        self._rows.executemany(_NOTE, sorted(self._finished, key=_ADDRESS))
        self._rows.executemany("DELETE FROM intent WHERE id = ?", [(id_,) for id_ in self._ended])
        self._finished, self._ended = [], []
        self._rows.commit()

    def remembered(self, room: str) -> dict[str, tuple[bytes, bytes]]:
        """Return all that a room remembers: fingerprint and payload by key."""
        rows = self._rows.execute("SELECT key, fingerprint, payload FROM memory WHERE room = ?", (room,))
        known = ((key, unseal(sealed, payload), payload) for key, sealed, payload in rows)
        return {key: (fingerprint, payload) for key, fingerprint, payload in known if fingerprint is not None}

    def recall(self, room: str, key: str) -> tuple[bytes, bytes] | None:
        """Return what a room remembers of one key."""
        statement = "SELECT fingerprint, payload FROM memory WHERE room = ? AND key = ?"
        found: tuple[bytes, bytes] | None = self._rows.execute(statement, (room, key)).fetchone()
        fingerprint = unseal(*found) if found else None
        return (fingerprint, found[1]) if found and fingerprint is not None else None

    def remember(self, room: str, entries: Mapping[str, tuple[bytes, bytes]], gone: Iterable[str]) -> None:
        """Replace some of what a room remembers, and drop some."""
        self._rows.executemany("DELETE FROM memory WHERE room = ? AND key = ?", [(room, key) for key in gone])
        self._rows.executemany(_REMEMBER, ((room, key, seal(*entry), entry[1]) for key, entry in entries.items()))

    def _doubt(self) -> None:
        """Trust no file that a build had begun to write and did not note as finished."""
        left = self._rows.execute("SELECT id, folder, owner, addresses FROM intent ORDER BY id").fetchall()
        for id_, folder, owner, addresses in left:
            self._finished += [(folder, address, owner, "", None, 0) for address in orjson.loads(addresses)]
            self._ended.append(id_)
        if left:
            self.commit()


_OPEN: dict[Path | None, State] = {}
