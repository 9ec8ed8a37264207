# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of the public board, and of the point's own words beside cards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from noodsteunpunt.domain.board import BoardRow, fold_board
from noodsteunpunt.domain.facts import BoardPosted, Stamped
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.store.tables import BOARD_ITEM


def write_board(conn: Connection, subject: str, facts: list[Stamped], started_at: int) -> bool:
    """See :data:`noodsteunpunt.store.rows.Writer`."""
    posted = fold_board(facts)
    if posted is None or not isinstance(posted.fact, BoardPosted):
        return False
    fact = posted.fact
    row: dict[str, Any] = {
        "id": subject,
        "text": fact.text,
        "source": fact.source,
        "card": fact.card,
        "urgent": fact.urgent,
        "posted_at": posted.at,
        "until_at": None if fact.until is None else started_at + 60 * fact.until,
    }
    conn.execute(insert(BOARD_ITEM), row)
    return False


def board_rows(conn: Connection) -> list[BoardRow]:
    """Urgent ones first, then the newest."""
    order = (BOARD_ITEM.c.urgent.desc(), BOARD_ITEM.c.posted_at.desc(), BOARD_ITEM.c.id)
    rows = conn.execute(select(BOARD_ITEM).order_by(*order)).mappings()
    return [BoardRow(**{**row, "id": SubjectId(row["id"]), "urgent": bool(row["urgent"])}) for row in rows]
