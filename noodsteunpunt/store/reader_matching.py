# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who fits a request, from the rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, exists, select

from noodsteunpunt.domain.matching import Candidate, Need, Proposal, propose
from noodsteunpunt.domain.values import Category, HelperStatus, Skill, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Limit
from noodsteunpunt.store.tables import CLAIM, HELPER, REQUEST


def proposal(conn: Connection, request: SubjectId, hour: int, language: str) -> Proposal | None:
    """For a person to choose from; None for a request that is not here."""
    need = need_of(conn, request, hour, language)
    if need is None:
        return None
    claimed = exists().where(CLAIM.c.helper == HELPER.c.id).label("claimed")
    rows = conn.execute(select(HELPER, claimed).order_by(HELPER.c.id)).mappings()
    return propose(need, [_candidate(one) for one in rows])


def need_of(conn: Connection, request: SubjectId, hour: int, language: str = "") -> Need | None:
    """A request as matching sees it."""
    row = conn.execute(select(REQUEST).where(REQUEST.c.id == request)).mappings().first()
    if row is None:
        return None
    category = row["category"] or row["category_here"]
    return Need(
        Category(category) if category else None,
        row["pc4"],
        hour,
        approved=row["approved_at"] is not None,
        language=language,
        stairs=bool(set((row["access"] or "").split()) & {"upstairs", "no_lift"}),
    )


def _candidate(row: Any) -> Candidate:
    return Candidate(
        SubjectId(row["id"]),
        row["ticket"],
        HelperStatus(row["status"]),
        bool(row["claimed"]),
        frozenset(Skill(skill) for skill in row["skills"].split()),
        row["pc4"],
        bool(row["adult"]),
        bool(row["vehicle"]),
        row["group_size"],
        frozenset(Clearance(one) for one in (row["clearance"] or "").split()),
        frozenset(Limit(one) for one in (row["limits"] or "").split()),
        frozenset((row["languages"] or "").split()),
    )
