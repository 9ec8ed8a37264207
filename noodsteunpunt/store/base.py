# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every part of the store shares: one connection, one transaction at a time, one projector."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from noodsteunpunt.domain.views import PointName
from noodsteunpunt.encoding import Sealer
from noodsteunpunt.store.connection import translate
from noodsteunpunt.store.projections import Projector
from noodsteunpunt.store.tables import META, REPLICA, Replica


@dataclass(frozen=True, slots=True)
class IncidentInfo:
    """What the store must know of the incident. ``started_at``: Unix seconds."""

    incident: bytes
    started_at: int
    points: tuple[PointName, ...]
    own_point: int


class StoreBase:
    """Owned by one thread."""

    def __init__(self, engine: Engine, incident: IncidentInfo, sealer: Sealer) -> None:
        self._engine = engine
        self.incident = incident
        self._sealer = sealer
        self._projector = Projector(sealer, incident.started_at)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing; durable when it ends. Raises :class:`StoreError` for what the library raises."""
        try:
            with self._engine.begin() as conn:
                yield conn
        except DBAPIError as error:
            raise translate(error) from None

    def meta_get(self, name: str) -> bytes | None:
        """A named value."""
        with self.transaction() as conn:
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
