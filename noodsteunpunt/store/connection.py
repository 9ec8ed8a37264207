# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens SQLCipher the one way this project opens it. The order of the PRAGMAs matters; see docs/storage.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from noodsteunpunt.store.errors import StoreDamaged, StoreError, StoreKeyWrong, StoreLocked, StoreVersion

OLDEST_SQLITE = (3, 53, 4)
"""Older ones can corrupt a WAL database (fixed in 3.51.3) or memory in FTS5 (3.53.3)."""

_PRAGMAS = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA cipher_memory_security = ON",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA wal_autocheckpoint = 256",
    "PRAGMA journal_size_limit = 4194304",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
    "PRAGMA cache_size = -16000",
    "PRAGMA recursive_triggers = ON",
)

_WRITER_PRAGMAS = (("journal_mode", "wal"), ("synchronous", "2"))
"""What *vastgelegd* rests on is not believed but asked for. 2 is FULL."""

_READS = "noodsteunpunt_reads"
READING = {_READS: True}
"""Execution options of a connection that will only read: it does not take the write lock."""

# SQLite's result codes, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _CORRUPT, _NOT_A_DATABASE = 5, 6, 11, 26


def connect(path: Path, key: bytes, *, read_only: bool) -> Any:
    """A raw connection with every PRAGMA set; raises :class:`StoreError` and leaves nothing open then."""
    if dbapi.sqlite_version_info < OLDEST_SQLITE:
        raise StoreVersion(dbapi.sqlite_version)
    # mode=ro, or the last reader to close would write the log into the file.
    name = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    try:
        connection = dbapi.connect(name, uri=True, isolation_level=None, check_same_thread=False, timeout=5.0)
    except dbapi.Error as error:
        raise StoreError("open") from error
    try:
        _configure(connection, key, read_only)
    except dbapi.DatabaseError as error:
        connection.close()
        raise translate(error, "open") from error
    except StoreError:
        connection.close()
        raise
    return connection


def _configure(connection: Any, key: bytes, read_only: bool) -> None:
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    for pragma, wanted in _WRITER_PRAGMAS:
        connection.execute(f"PRAGMA {pragma} = {wanted}")
        if str(connection.execute(f"PRAGMA {pragma}").fetchone()[0]) != wanted:
            raise StoreError(pragma)


def make_engine(connection: Any) -> Engine:
    """SQLAlchemy over exactly this connection; a transaction takes the write lock when it begins. What a
    person typed is a parameter, so parameters are hidden from every message."""
    engine = create_engine(
        "sqlite://", module=dbapi, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    read_only = bool(connection.execute("PRAGMA query_only").fetchone()[0])

    def begin(conn: Any) -> None:
        reads = read_only or conn.get_execution_options().get(_READS, False)
        conn.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine


def sqlite_version() -> str:
    """Of the library that is used, for example ``3.53.4``."""
    return str(dbapi.sqlite_version)


def take_lock(path: Path) -> Any:
    """One writing process per database: an exclusive transaction on a file beside it, let go by any exit."""
    try:
        lock = dbapi.connect(str(path.with_suffix(".lock")), isolation_level=None, check_same_thread=False, timeout=0)
    except dbapi.Error as error:
        raise StoreError("open") from error
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
    except dbapi.DatabaseError as error:
        lock.close()
        if _code(error) in (_BUSY, _LOCKED):
            raise StoreLocked(path.name) from error
        raise StoreError("lock") from error
    return lock


def check_pages(connection: Any) -> None:
    """Every page that counts, as the log would have it: its HMAC, which reading it checks, and its structure.
    Raises :class:`StoreDamaged`. Not ``cipher_integrity_check``: that reads past the log, and calls a page that a
    power cut left half written damaged, though the log still holds it."""
    try:
        rows = connection.execute("PRAGMA quick_check(1)").fetchall()
    except dbapi.DatabaseError as error:
        raise StoreDamaged("check") from error
    if [row[0] for row in rows] != ["ok"]:
        raise StoreDamaged("check")


def translate(error: BaseException, where: str = "use") -> StoreError:
    """A library error as one of ours, without its statement."""
    code = _code(error.orig if isinstance(error, DBAPIError) else error)
    if code == _NOT_A_DATABASE:
        return StoreKeyWrong(where)
    if code == _CORRUPT:
        return StoreDamaged(where)
    return StoreError(f"{where}: sqlite {code}")


def _code(error: BaseException | None) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF
