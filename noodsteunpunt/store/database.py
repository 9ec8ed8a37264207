# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The store of one station: opens, checks, migrates, closes. Its parts are in the modules beside it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Table, select

from noodsteunpunt.domain.facts import subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding import Sealer
from noodsteunpunt.store.base import IncidentInfo
from noodsteunpunt.store.connection import check_pages, connect, sqlite_version, take_lock, translate
from noodsteunpunt.store.courier import CourierLog
from noodsteunpunt.store.desk import DeskStore
from noodsteunpunt.store.errors import StoreDamaged, StoreError
from noodsteunpunt.store.export import export_rows
from noodsteunpunt.store.packs import Packs
from noodsteunpunt.store.reader import Reader
from noodsteunpunt.store.reentry import Reentry
from noodsteunpunt.store.schema import SCHEMA_VERSION, check_version, migrate
from noodsteunpunt.store.snapshot import SnapshotStore
from noodsteunpunt.store.tables import HEAD_COUNT, POINT, SHIFT_TOLD
from noodsteunpunt.store.traffic import Traffic

__all__ = ["IncidentInfo", "Reader", "Store"]


class Store(Reentry, Traffic, SnapshotStore, Packs, DeskStore, CourierLog):
    """The only writer of one database; owned by the thread that opened it."""

    _path: Path
    _key: bytes
    _lock: Any

    @staticmethod
    def open(path: Path, key: bytes, *, incident: IncidentInfo, sealer: Sealer) -> Store:
        """Raises a :class:`StoreError`; leaves nothing open then."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError("folder") from error
        with ExitStack() as opened:
            lock = take_lock(path)
            opened.callback(lock.close)
            examine(path, key)
            connection = connect(path, key, read_only=False)
            opened.callback(connection.close)
            store = Store(connection, incident, sealer)
            store._path, store._key, store._lock, store._heard = path, key, lock, {}
            before = migrate(store._engine, connection)
            # A file that may not be written says so now, not when somebody registers a request.
            store.meta_set("opened_by", sqlite_version().encode())
            store.judge_again()
            if 0 < before < SCHEMA_VERSION:
                store.rebuild()  # the rows of an older program lack what this one folds
            opened.pop_all()
        return store

    @staticmethod
    def peek_meta(path: Path, key: bytes, name: str) -> bytes | None:
        """A named value, before anything is known of the incident. Raises :class:`StoreError`."""
        connection = connect(path, key, read_only=True)
        try:
            check_version(connection)
            row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
            return None if row is None else bytes(row[0])
        except dbapi.DatabaseError as error:
            raise StoreDamaged("meta") from error
        finally:
            connection.close()

    @property
    def folder(self) -> Path:
        """Where the database lies."""
        return self._path.parent

    def own_point_subject(self, point: int) -> SubjectId | None:
        """The subject under which this replica reports on its own point; None before the first report."""
        return self._own_subject(POINT, point)

    def own_head_count(self, point: int) -> SubjectId | None:
        """As :meth:`own_point_subject`, for its head count."""
        return self._own_subject(HEAD_COUNT, point)

    def own_shift_told(self, point: int) -> SubjectId | None:
        """As :meth:`own_point_subject`, for what it says of its shift."""
        return self._own_subject(SHIFT_TOLD, point)

    def _own_subject(self, table: Table, point: int) -> SubjectId | None:
        own = self.own_author()
        with self.reading() as conn:
            ids = conn.execute(select(table.c.id).where(table.c.point == point)).scalars().all()
        prefix = "" if own is None else subject_id(own, 0).partition("-")[0]
        return next((SubjectId(i) for i in sorted(ids) if i.startswith(prefix)), None)

    def export_canonical(self) -> dict[str, Any]:
        """See :mod:`noodsteunpunt.store.export`."""
        with self.reading() as conn:
            return export_rows(conn)

    def reader(self) -> Reader:
        """A reader on a connection of its own."""
        return Reader(connect(self._path, self._key, read_only=True), self.incident, self.kept_index)

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the database; its row says whether that worked."""
        try:
            row = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except dbapi.DatabaseError as error:
            raise translate(error, "checkpoint") from error
        if row is None or row[0] not in (0, 1):
            raise StoreError("checkpoint")

    def close(self) -> None:
        """Bring everything into the one file. Whatever fails, the file is let go of."""
        with ExitStack() as held:
            for let_go in (self._lock.close, self._connection.close, self._engine.dispose):
                held.callback(let_go)
            self.flush_heard()
            self.checkpoint()


def examine(path: Path, key: bytes) -> None:
    """Refuse what cannot be used before a byte of it is written: another key, a later version, damage in any
    page. Reads the whole file, 0.2 s for 100,000 entries. Raises :class:`StoreError`."""
    if not path.exists() or not path.stat().st_size:
        return  # new, or what a power cut at the first start leaves
    connection = connect(path, key, read_only=True)
    try:
        check_version(connection)
        check_pages(connection)
    finally:
        connection.close()
