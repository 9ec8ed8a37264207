# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frames that do not count: other contents of a number, and what a signature contradicts. Kept, in bounds, because
a signature may still decide for them."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.store.base import StoreBase
from noodsteunpunt.store.tables import FRAME_ASIDE

MAX_ASIDE = 4
"""Contents of one number that are kept besides the one that counts; then the oldest goes."""

MAX_ASIDE_ALTOGETHER = 16_384


class Aside(StoreBase):
    """``frame_aside``."""

    @staticmethod
    def _aside(
        conn: Connection, author: int, number: int, body: bytes, received_at: int, *, contradicted: bool = False
    ) -> None:
        aside = FRAME_ASIDE.c
        query = select(aside.body, aside.id).where(aside.author == author, aside.number == number).order_by(aside.id)
        known = {row.body: row.id for row in conn.execute(query)}
        if body in known:
            if contradicted:
                conn.execute(update(FRAME_ASIDE).where(aside.id == known[body]).values(contradicted=True))
            return
        values = {"author": author, "number": number, "body": body, "received_at": received_at}
        conn.execute(insert(FRAME_ASIDE).values(**values, contradicted=contradicted))
        surplus = list(known.values())[: max(0, len(known) + 1 - MAX_ASIDE)]
        oldest = select(func.max(aside.id) - MAX_ASIDE_ALTOGETHER).scalar_subquery()
        conn.execute(delete(FRAME_ASIDE).where(aside.id.in_(surplus) | (aside.id <= oldest)))

    def keep_aside(self, author: int, number: int, body: bytes, received_at: int) -> None:
        """Another content of a number, and nothing decides yet: kept, not followed."""
        with self.transaction() as conn:
            self._aside(conn, author, number, body, received_at)

    def aside(self, author: int, number: int) -> list[bytes]:
        """Other contents of a number, the oldest first."""
        with self.reading() as conn:
            this = and_(FRAME_ASIDE.c.author == author, FRAME_ASIDE.c.number == number)
            return list(conn.execute(select(FRAME_ASIDE.c.body).where(this).order_by(FRAME_ASIDE.c.id)).scalars())
