# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the people who work here. What shows that it is them (PIN, badge) stands in no row: it is read from the
journal when somebody takes a keyboard."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from noodsteunpunt.domain.facts import KeyboardTaken, Stamped
from noodsteunpunt.domain.people import PersonRow, fold_person
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.store.tables import PERSON


def write_person(conn: Connection, subject: str, facts: list[Stamped], _started_at: int) -> bool:
    """See :data:`noodsteunpunt.store.rows.Writer`."""
    state = fold_person(facts)
    if state is None:
        return False
    row: dict[str, Any] = {
        "id": subject,
        "person": state.person,
        "roles": " ".join(sorted(role.value for role in state.roles)),
        "gone": state.gone,
        "added_at": state.opened.at,
        "role": None,
        "taken_at": None,
        "device": "",
    }
    if state.taken is not None and isinstance(state.taken.fact, KeyboardTaken):
        taken = state.taken.fact
        row |= {"role": taken.role.value, "taken_at": state.taken.at, "device": taken.device}
    conn.execute(insert(PERSON), row)
    return False


def person_rows(conn: Connection) -> list[PersonRow]:
    """Who is here first, by name."""
    rows = conn.execute(select(PERSON).order_by(PERSON.c.gone, PERSON.c.person, PERSON.c.id)).mappings()
    return [
        PersonRow(
            SubjectId(row["id"]),
            row["person"],
            frozenset(Role(role) for role in row["roles"].split()),
            bool(row["gone"]),
            row["added_at"],
            Role(row["role"]) if row["role"] else None,
            row["taken_at"],
            row["device"],
        )
        for row in rows
    ]
