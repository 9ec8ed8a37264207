# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rests on frames that no signature covers yet: asked for the subjects in sight, whatever the journal holds."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, and_, select

from noodsteunpunt.store.tables import ENTRY, FRAME, UNCHECKED

_JOINED = and_(ENTRY.c.author == FRAME.c.author, ENTRY.c.frame_number == FRAME.c.number)


def unchecked_subjects(conn: Connection, subjects: Collection[str]) -> set[str]:
    """Which of these rest on at least one fact that is unchecked."""
    query = select(ENTRY.c.subject).join(FRAME, _JOINED).where(ENTRY.c.subject.in_(subjects), UNCHECKED).distinct()
    return set(conn.execute(query).scalars())


def unchecked_entries(conn: Connection, subject: str) -> set[tuple[int, int]]:
    """(author, number) of a subject's unchecked facts."""
    query = select(ENTRY.c.author, ENTRY.c.seq).join(FRAME, _JOINED).where(ENTRY.c.subject == subject, UNCHECKED)
    return {(author, seq) for author, seq in conn.execute(query)}
