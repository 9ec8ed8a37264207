# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens SQLCipher the one way this project opens it. The order of the PRAGMAs matters; see docs/storage.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from noodsteunpunt.store import tables
from noodsteunpunt.store.errors import (
    StoreDamaged,
    StoreError,
    StoreKeyWrong,
    StoreLocked,
    StoreTooNew,
    StoreVersion,
)

APPLICATION_ID = 0x4E535031
SCHEMA_VERSION = 1
OLDEST_SQLITE = (3, 53, 4)
"""Older ones can corrupt a WAL database (fixed in 3.51.3) or memory in FTS5 (3.53.3)."""

_PRAGMAS = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA cipher_memory_security = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
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
    "PRAGMA recursive_triggers = ON",
)


def connect(path: Path, key: bytes, *, read_only: bool) -> Any:
    """A raw connection with every PRAGMA set; raises :class:`StoreError`."""
    if dbapi.sqlite_version_info < OLDEST_SQLITE:
        raise StoreVersion(dbapi.sqlite_version)
    try:
        connection = dbapi.connect(str(path), isolation_level=None, check_same_thread=False, timeout=5.0)
    except dbapi.Error as error:
        raise StoreError("open") from error
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if connection.execute("PRAGMA synchronous").fetchone()[0] != 2:
            raise StoreError("synchronous")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi.DatabaseError as error:
        connection.close()
        raise StoreKeyWrong("open") from error
    return connection


def make_engine(connection: Any) -> Engine:
    """SQLAlchemy over exactly this connection; a transaction takes the write lock when it begins."""
    engine = create_engine("sqlite://", module=dbapi, creator=lambda: connection, poolclass=StaticPool)

    def begin(conn: Any) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    def begin_read(conn: Any) -> None:
        conn.exec_driver_sql("BEGIN")

    read_only = connection.execute("PRAGMA query_only").fetchone()[0]
    event.listen(engine, "begin", begin_read if read_only else begin)
    return engine


def take_lock(path: Path) -> Any:
    """One writing process per database: an exclusive transaction on a file beside it, let go by any exit."""
    lock = dbapi.connect(str(path.with_suffix(".lock")), isolation_level=None, check_same_thread=False, timeout=0)
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
    except dbapi.OperationalError as error:
        lock.close()
        raise StoreLocked(path.name) from error
    return lock


def migrate(engine: Engine, connection: Any) -> None:
    """Forward only; each migration and its record in one transaction."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreTooNew(str(version))
    if version < 1:
        with engine.begin() as conn:
            SQLModel.metadata.create_all(conn)
            conn.execute(tables.MIGRATION.insert().values(number=1))
            conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            conn.exec_driver_sql("PRAGMA user_version = 1")


def check_pages(connection: Any) -> None:
    """After a power cut: every page's HMAC and the structure; raises :class:`StoreDamaged`."""
    try:
        bad_pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        structure = connection.execute("PRAGMA quick_check").fetchall()
    except dbapi.DatabaseError as error:
        raise StoreDamaged("check") from error
    if bad_pages or [row[0] for row in structure] != ["ok"]:
        raise StoreDamaged("check")


def translate(error: DBAPIError) -> StoreError:
    """A library error as one of ours, without its statement (which may hold what a person typed)."""
    if isinstance(error, OperationalError):
        return StoreError("write")
    return StoreDamaged("write") if "malformed" in str(error.orig) else StoreError("write")
