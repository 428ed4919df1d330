"""The file of the state: opened by one build at a time, discarded where it cannot be trusted."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scanpress.writer.state.fingerprint import code_version

_LOG = logging.getLogger(__name__)
_MARK = 0x5363_616E  # "Scan", in the header of the file
_FORMAT = 4
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SCHEMA = """
CREATE TABLE code (version BLOB NOT NULL);
CREATE TABLE output (
  folder TEXT, address TEXT, owner TEXT NOT NULL, part TEXT NOT NULL, digest BLOB, size INTEGER NOT NULL,
  PRIMARY KEY (folder, address)
) WITHOUT ROWID;
CREATE TABLE whole (folder TEXT, owner TEXT, part TEXT, digest BLOB NOT NULL, PRIMARY KEY (folder, owner, part));
CREATE TABLE intent (id INTEGER PRIMARY KEY, folder TEXT NOT NULL, owner TEXT NOT NULL, addresses BLOB NOT NULL);
CREATE TABLE memory (
  room TEXT, key TEXT, fingerprint BLOB NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (room, key)
);
INSERT INTO code VALUES (x'');
"""


class StateError(RuntimeError):
    """The state can be neither used nor replaced."""


class _ForeignError(Exception):
    """The file is none of ours, or of another format."""


@contextmanager
def connected(path: Path | None, *, patience: float) -> Iterator[sqlite3.Connection]:
    """Open the state's connection, which nobody else can have until the block is left (None: a state in memory).

    Raise StateError where the file turns out to be damaged while it is used; it is gone then.
    """
    connection = _connect(path, patience=patience)
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        if path is None or getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            raise
        connection.close()
        discard(path)
        raise StateError(f"{path} was damaged and is gone: build again") from error
    finally:
        connection.close()


def _connect(path: Path | None, *, patience: float) -> sqlite3.Connection:
    if path is None:
        return _prepared(":memory:", patience)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _prepared(str(path), patience)
    except sqlite3.OperationalError as error:
        raise StateError(_advice(path, error, patience)) from error
    except (sqlite3.DatabaseError, _ForeignError):
        _LOG.warning("%s could not be read and begins anew: all pages are made again", path)
        discard(path)
        return _prepared(str(path), patience)


def discard(path: Path) -> None:
    """Forget all that a state said: the next build makes everything anew."""
    for part in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + part).unlink(missing_ok=True)


def _advice(path: Path, error: sqlite3.Error, patience: float) -> str:
    if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"another build has held {path} for {patience:g} s: wait until it has ended, and build again"
    return f"{path} cannot be used: {error}"


def _prepared(path: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=patience)
    try:
        # Exclusive: the lock of the first statement is kept until the end, and goes with the process if it is killed.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # Each checkpoint waits for the disk, amid all that is written: one of 64 MB instead of many of 4.
        connection.execute("PRAGMA wal_autocheckpoint = 16384")
        connection.execute("BEGIN EXCLUSIVE")
        _make_current(connection)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _make_current(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; forget digests and memory where other code wrote them."""
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_MARK}")
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    if (_pragma(connection, "application_id"), _pragma(connection, "user_version")) != (_MARK, _FORMAT):
        raise _ForeignError
    if connection.execute("SELECT version FROM code").fetchone() != (code_version(),):
        # Whose files there are stays known: those of removed scans have to go after an update, too.
        connection.execute("UPDATE output SET digest = NULL")
        connection.execute("DELETE FROM whole")
        connection.execute("DELETE FROM memory")
        connection.execute("UPDATE code SET version = ?", (code_version(),))


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
