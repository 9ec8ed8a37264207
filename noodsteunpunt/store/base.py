# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every part of the store shares: one connection, one transaction at a time, one projector."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.encoding import Sealer
from noodsteunpunt.store.connection import READING, make_engine, translate
from noodsteunpunt.store.errors import StoreDamaged
from noodsteunpunt.store.projections import Projector
from noodsteunpunt.store.tables import META, REPLICA, Replica


@dataclass(frozen=True, slots=True)
class IncidentInfo:
    """What the store must know of the incident. ``started_at``: Unix seconds."""

    incident: bytes
    started_at: int
    points: tuple[PointName, ...]
    own_point: int

    @property
    def coordinating(self) -> frozenset[int]:
        """Numbers of the coordination points."""
        return frozenset(point.number for point in self.points if point.kind is StationKind.COORDINATION_POINT)


class Connected:
    """One connection and its transactions; what the library raises comes out as :class:`StoreError`."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._engine = make_engine(connection)
        self._damaged = False

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing; durable when it ends."""
        with self._translated(), self._engine.begin() as conn:
            yield conn

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of everything, without the write lock."""
        with self._translated(), self._engine.connect() as conn:
            yield conn.execution_options(**READING)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, dbapi.Error, MemoryError) as error:
            # After the first bad page the library refuses everything, with whatever code comes first.
            if self._damaged:
                raise StoreDamaged("use") from None
            if isinstance(error, MemoryError):
                raise
            translated = translate(error)
            self._damaged = isinstance(translated, StoreDamaged)
            raise translated from None


class StoreBase(Connected):
    """Owned by one thread."""

    def __init__(self, connection: Any, incident: IncidentInfo, sealer: Sealer) -> None:
        super().__init__(connection)
        self.incident = incident
        self._sealer = sealer
        self._projector = Projector(incident.started_at, incident.coordinating)

    def meta_get(self, name: str) -> bytes | None:
        """A named value."""
        with self.reading() as conn:
            return conn.execute(select(META.c.value).where(META.c.name == name)).scalar()

    def meta_set(self, name: str, value: bytes) -> None:
        """Durable on return."""
        with self.transaction() as conn:
            set_meta(conn, name, value)

    def active(self, conn: Connection) -> Replica | None:
        """The active own replica's row."""
        row = conn.execute(select(REPLICA).where(REPLICA.c.active)).first()
        return None if row is None else Replica(**row._mapping)


def set_meta(conn: Connection, name: str, value: bytes) -> None:
    """Inside somebody's transaction."""
    statement = insert(META).values(name=name, value=value)
    conn.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
