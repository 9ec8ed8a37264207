# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of requests, and the indexes that keep their lists quick."""

from __future__ import annotations

from sqlalchemy import Index, literal_column
from sqlmodel import Field, SQLModel

from noodsteunpunt.store.columns import STRICT, table_of


class RequestTable(SQLModel, table=True):
    """Projection of requests. ``travelled``, ``contested`` and ``place_key`` are this station's own: they follow from
    what it may read."""

    __tablename__ = "request"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    author: int
    opened_seq: int
    point: int = Field(index=True)
    ticket: str = Field(index=True)
    category_group: str
    priority: str
    people: int
    pc4: str
    deadline_at: int | None
    callback_only: bool
    status: str
    ended: bool
    registered_at: int
    seen_at: int | None
    taken_over_by: int | None
    category: str | None
    address: str | None
    note: str | None
    house: bool
    category_here: str | None
    address_here: str | None
    note_here: str | None
    place_words: str | None
    name: str | None
    phone: str | None
    health_note: str | None
    access_note: str | None
    remarks: str | None
    needed: int
    met: int
    outcome: str | None
    reason: str | None
    party: str | None
    touched_at: int
    callback_at: int | None
    callback_way: str | None
    told_at: int | None
    answered_at: int | None
    duplicate_of: str
    together: str
    revision: int
    postcode: str | None
    street: str | None
    house_number: str | None
    requester: str | None
    vulnerabilities: str | None
    access: str | None
    anonymous: bool | None
    travelled: bool
    contested: str
    place_key: str
    approved_at: int | None


REQUEST = table_of(RequestTable)

REQUEST_ORDER = (
    REQUEST.c.ended,
    REQUEST.c.priority,
    REQUEST.c.deadline_at.is_(None),
    REQUEST.c.deadline_at,
    REQUEST.c.registered_at,
    REQUEST.c.id,
)
"""Open first, then by urgency, deadline and age."""

IS_DOUBLE = REQUEST.c.duplicate_of != literal_column("''")
IS_CONTESTED = REQUEST.c.contested != literal_column("''")
IN_GROUP = REQUEST.c.together != literal_column("''")
"""Literals, for SQLite uses a partial index only for its own words."""

Index("request_order", *REQUEST_ORDER)
Index("request_board", REQUEST.c.ended, REQUEST.c.point, REQUEST.c.priority, REQUEST.c.seen_at)
Index("request_unseen", REQUEST.c.ended, REQUEST.c.priority, REQUEST.c.seen_at, REQUEST.c.registered_at)
Index("request_group", REQUEST.c.ended, REQUEST.c.category_group, REQUEST.c.registered_at)
Index("request_place", REQUEST.c.place_key)
Index("request_pc4", REQUEST.c.ended, REQUEST.c.pc4)
Index("request_callback", REQUEST.c.callback_at, sqlite_where=REQUEST.c.callback_at.is_not(None))
Index("request_deadline", REQUEST.c.ended, REQUEST.c.deadline_at)
Index("request_touched", REQUEST.c.ended, REQUEST.c.touched_at)
Index("request_double", REQUEST.c.duplicate_of, sqlite_where=IS_DOUBLE)
Index("request_together", REQUEST.c.together, sqlite_where=IN_GROUP)
Index("request_contested", REQUEST.c.contested, sqlite_where=IS_CONTESTED)
