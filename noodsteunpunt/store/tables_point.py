# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of log, shifts, lists, teams and children: all but ``shift_told`` from facts of the house log."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from noodsteunpunt.store.columns import STRICT, table_of


class LogTable(SQLModel, table=True):
    """Projection of the logbook: what people wrote (``code`` empty), corrections, and what the program logged
    itself."""

    __tablename__ = "log_entry"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    subject: str = Field(index=True)
    at: int
    lamport: int
    kind: str
    code: str
    text: str
    significant: bool
    about: str
    corrects: str
    role: str
    name: str
    incident: str


class ShiftTable(SQLModel, table=True):
    """Projection of shifts; ``staff`` is how many are on it."""

    __tablename__ = "shift"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    opened_at: int
    lamport: int
    closed_at: int | None
    how: str | None
    flagged: bool
    staff: int
    minimum: int


class ShiftToldTable(SQLModel, table=True):
    """Projection of the newest word of a point on its shift."""

    __tablename__ = "shift_told"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    point: int = Field(index=True)
    staff: int
    minimum: int
    flagged: bool
    teams_out: int
    decisions: int
    incidents: int
    told_at: int
    lamport: int


class ListTable(SQLModel, table=True):
    """Projection of lists that were started; ``open_steps``: how many nobody said anything of."""

    __tablename__ = "work_list"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    moment: str
    started_at: int
    lamport: int
    open_steps: int
    sealed_at: int | None


class TeamTable(SQLModel, table=True):
    """Projection of teams. ``due_at`` and ``sign_due_at``: late is said by the clock of who looks."""

    __tablename__ = "team"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    status: str = Field(index=True)
    request: str = Field(index=True)
    people: str
    formed_at: int
    due_at: int | None
    sign_due_at: int | None


class ChildTable(SQLModel, table=True):
    """Projection of children who came alone: no name and no description, those are read from the log."""

    __tablename__ = "child"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    wristband: str
    request: str = Field(index=True)
    status: str
    first: str
    second: str
    came_at: int
    wrong: bool


LOG_ENTRY = table_of(LogTable)
SHIFT = table_of(ShiftTable)
SHIFT_TOLD = table_of(ShiftToldTable)
WORK_LIST = table_of(ListTable)
TEAM = table_of(TeamTable)
CHILD = table_of(ChildTable)

Index("log_order", LOG_ENTRY.c.at, LOG_ENTRY.c.lamport)
Index("shift_open", SHIFT.c.closed_at)
