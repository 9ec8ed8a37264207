# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far every author's frames go here; what a skip that counts names counts as held."""

from __future__ import annotations

from sqlalchemy import Connection, exists, func, select

from noodsteunpunt.store.base import StoreBase
from noodsteunpunt.store.tables import FRAME, IS_SKIP
from sync.skips import head_of, named_by


class Extents(StoreBase):
    """Of ``frame``."""

    def skips(self) -> list[tuple[int, int, bytes]]:
        """Author, number and body of the skips that count."""
        with self.reading() as conn:
            return self._skips(conn)

    @staticmethod
    def _skips(conn: Connection) -> list[tuple[int, int, bytes]]:
        query = select(FRAME.c.author, FRAME.c.number, FRAME.c.body).where(IS_SKIP, FRAME.c.checked)
        return [(author, number, body) for author, number, body in conn.execute(query)]

    def heads(self) -> dict[int, int]:
        """Frames without gap from 0, per author; what skips name counts."""
        with self.reading() as conn:
            return {author: head for author, (head, _) in self._extent(conn).items()}

    def beyond(self) -> dict[int, frozenset[int]]:
        """Numbers held beyond the head, per author."""
        with self.reading() as conn:
            extent = self._extent(conn).items()
            return {
                author: frozenset(self._numbers_from(conn, author, head))
                for author, (head, complete) in extent
                if not complete
            }

    def _extent(self, conn: Connection) -> dict[int, tuple[int, bool]]:
        """(head, nothing beyond it) per author. Only an author with a gap is read number by number."""
        named = named_by(self._skips(conn))
        frame = FRAME.c
        totals = conn.execute(select(frame.author, func.count(), func.max(frame.number)).group_by(frame.author)).all()
        extent: dict[int, tuple[int, bool]] = {}
        for author, count, highest in totals:
            complete = count == highest + 1
            if author in named and not complete:
                head = head_of(named[author].union(self._numbers_from(conn, author, 0)))
                extent[author] = head, head > highest
            else:
                extent[author] = (count if complete else self._head(conn, author), complete)
        return extent

    @staticmethod
    def _head(conn: Connection, author: int) -> int:
        held, following = FRAME.alias(), FRAME.alias()
        first = conn.execute(select(held.c.number).where(held.c.author == author, held.c.number == 0)).first()
        if first is None:
            return 0
        is_followed = exists().where(following.c.author == author, following.c.number == held.c.number + 1)
        query = select(held.c.number).where(held.c.author == author, ~is_followed)
        return int(conn.execute(query.order_by(held.c.number).limit(1)).scalar_one()) + 1

    @staticmethod
    def _numbers_from(conn: Connection, author: int, first: int) -> list[int]:
        query = select(FRAME.c.number).where(FRAME.c.author == author, FRAME.c.number >= first)
        return list(conn.execute(query.order_by(FRAME.c.number)).scalars())
