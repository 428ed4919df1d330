"""The file of the state, an SQLite database: one build at a time opens it, and it is deleted if it cannot be read."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scanpress.writer.state import complete
from scanpress.writer.state.fingerprint import code_version

_LOG = logging.getLogger(__name__)
_MARK = 0x5363_616E  # "Scan", in the header of the file
_FORMAT = 6
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SCHEMA = """
CREATE TABLE code (version BLOB NOT NULL);
CREATE TABLE output (
  folder TEXT, address TEXT, owner TEXT NOT NULL, part TEXT NOT NULL, digest BLOB, size INTEGER NOT NULL,
  PRIMARY KEY (folder, address)
) WITHOUT ROWID;
CREATE TABLE complete (
  folder TEXT, owner TEXT, part TEXT, digest BLOB NOT NULL, sums BLOB NOT NULL, addresses TEXT NOT NULL,
  sizes BLOB NOT NULL, digests BLOB NOT NULL, PRIMARY KEY (folder, owner, part)
);
CREATE TABLE intent (id INTEGER PRIMARY KEY, folder TEXT NOT NULL, owner TEXT NOT NULL, addresses BLOB NOT NULL);
CREATE TABLE memory (
  name TEXT, key TEXT, fingerprint BLOB NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (name, key)
);
INSERT INTO code VALUES (x'');
"""


class StateError(RuntimeError):
    """The state can be neither used nor replaced."""


class _ForeignError(Exception):
    """The file is not a state of this program, or has another format."""


@contextmanager
def connected(path: Path | None, *, timeout: float) -> Iterator[sqlite3.Connection]:
    """Open a connection to the state, which no other process can open until the block ends (None: a state in memory).

    Raise StateError, and delete the file, if it proves to be damaged while it is used.
    """
    connection = _connect(path, timeout=timeout)
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        if path is None:
            raise
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            if isinstance(error, sqlite3.OperationalError):  # a full disk, say
                raise StateError(_advice(path, error, timeout)) from error
            raise
        connection.close()
        _delete(path)
        raise StateError(f"{path} was damaged and has been removed: build again") from error
    finally:
        connection.close()


def _connect(path: Path | None, *, timeout: float) -> sqlite3.Connection:
    if path is None:
        return _prepared(":memory:", timeout)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _prepared(str(path), timeout)
    except sqlite3.OperationalError as error:
        raise StateError(_advice(path, error, timeout)) from error
    except (sqlite3.DatabaseError, _ForeignError):
        # Deleted first: Pelican may end the build at the first warning, and the next build would meet the same file.
        _delete(path)
        _LOG.warning("%s could not be read and was reset: all pages are made again", path)
        return _prepared(str(path), timeout)


def _delete(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _advice(path: Path, error: sqlite3.Error, timeout: float) -> str:
    if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"another build has been using {path} for {timeout:g} s: wait until it has ended, and build again"
    remedy = "see that its disk has free space and can be written to, or name another folder with CACHE_PATH"
    return f"{path} cannot be used: {error}; {remedy}"


def _prepared(path: str, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=timeout)
    try:
        # Exclusive: the lock of the first statement is kept until the end, and is released if the process is killed.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # Each checkpoint waits for the disk while pages are written: one of 64 MB instead of many of 4 MB.
        connection.execute("PRAGMA wal_autocheckpoint = 16384")
        connection.execute("BEGIN EXCLUSIVE")
        _make_current(connection)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _make_current(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; delete digests and memories that another version of the code wrote."""
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_MARK}")
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
    if (_pragma(connection, "application_id"), _pragma(connection, "user_version")) != (_MARK, _FORMAT):
        raise _ForeignError
    if connection.execute("SELECT version FROM code").fetchone() != (code_version(),):
        # The addresses are kept: pages of removed scans have to be removed after an update, too.
        complete.unpack_all(connection)
        connection.execute("UPDATE output SET digest = NULL")
        connection.execute("DELETE FROM memory")
        connection.execute("UPDATE code SET version = ?", (code_version(),))


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
