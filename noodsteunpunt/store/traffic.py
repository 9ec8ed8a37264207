# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the radio did: sent marks, receipts, airtime, who was heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.store.base import StoreBase
from noodsteunpunt.store.tables import AIRTIME, FRAME, HEARD, HELD_MARK, RECEIPT, REPLICA

AIRTIME_KEPT_MINUTES = 24 * 60


class Traffic(StoreBase):
    """Who was heard is kept in memory and written along with the next packet, or once a minute; everything else
    at once."""

    _heard: dict[int, int]

    def mark_sent(self, frames: Iterable[tuple[int, int]], at: int) -> None:
        """The radio took these; the first time counts."""
        with self.transaction() as conn:
            for author, number in frames:
                conn.execute(
                    update(FRAME)
                    .where(FRAME.c.author == author, FRAME.c.number == number, FRAME.c.sent_at.is_(None))
                    .values(sent_at=at)
                )

    def save_receipt(self, author: int, raw: bytes, vector: Mapping[int, int], at: int) -> None:
        """Keep what a valid receipt says; heads only rise."""
        with self.transaction() as conn:
            for held_author, head in vector.items():
                known = conn.execute(
                    select(RECEIPT.c.head).where(RECEIPT.c.author == author, RECEIPT.c.held_author == held_author)
                ).scalar()
                if known is not None and known >= head:
                    continue
                values = {"head": head, "at": at, "raw": raw}
                statement = insert(RECEIPT).values(author=author, held_author=held_author, **values)
                keys = ["author", "held_author"]
                conn.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
                self._mark_held(conn, held_author, known or 0, head, at)

    @staticmethod
    def _mark_held(conn: Connection, author: int, first: int, head: int, at: int) -> None:
        own = conn.execute(select(REPLICA.c.author).where(REPLICA.c.author == author)).scalar()
        if own is None:
            return
        numbers = range(first, min(head, first + 65_536))
        if numbers:
            marks = [{"author": author, "number": number, "at": at} for number in numbers]
            conn.execute(insert(HELD_MARK).on_conflict_do_nothing(), marks)

    def receipts(self) -> list[bytes]:
        """The packets, to restore the engine from."""
        with self.reading() as conn:
            return list(conn.execute(select(RECEIPT.c.raw).distinct()).scalars())

    def confirm_own(self, head: int) -> None:
        """A peer said that it holds this many of our frames."""
        with self.transaction() as conn:
            conn.execute(update(REPLICA).where(REPLICA.c.active, REPLICA.c.confirmed < head).values(confirmed=head))

    def confirmed_own(self) -> int:
        """Own frames below this are held by somebody else too, as far as was heard."""
        with self.reading() as conn:
            return int(conn.execute(select(REPLICA.c.confirmed).where(REPLICA.c.active)).scalar() or 0)

    def note_heard(self, author: int, at: int) -> None:
        """Written by :meth:`flush_heard`."""
        self._heard[author] = at

    def flush_heard(self) -> None:
        """Durable on return."""
        if not self._heard:
            return
        with self.transaction() as conn:
            self._write_heard(conn)

    def _write_heard(self, conn: Connection) -> None:
        heard, self._heard = self._heard, {}
        for author, at in heard.items():
            statement = insert(HEARD).values(author=author, at=at)
            conn.execute(statement.on_conflict_do_update(index_elements=["author"], set_={"at": at}))

    def spend(self, minute: int, kind: str, seconds: float, packets: int) -> None:
        """Airtime; the law counts it across restarts."""
        with self.transaction() as conn:
            statement = insert(AIRTIME).values(minute=minute, kind=kind, seconds=seconds, packets=packets)
            table = AIRTIME.c
            more = {"seconds": table.seconds + seconds, "packets": table.packets + packets}
            conn.execute(statement.on_conflict_do_update(index_elements=["minute", "kind"], set_=more))
            conn.execute(delete(AIRTIME).where(AIRTIME.c.minute < minute - AIRTIME_KEPT_MINUTES))
            self._write_heard(conn)

    def spent(self, since: int) -> list[tuple[int, str, float]]:
        """(minute, kind, seconds) from minute ``since`` on."""
        with self.reading() as conn:
            query = select(AIRTIME.c.minute, AIRTIME.c.kind, AIRTIME.c.seconds).where(AIRTIME.c.minute >= since)
            return [(row.minute, row.kind, row.seconds) for row in conn.execute(query)]

    def airtime_total(self) -> tuple[float, int]:
        """(seconds, packets) kept."""
        with self.reading() as conn:
            query = select(
                func.coalesce(func.sum(AIRTIME.c.seconds), 0.0), func.coalesce(func.sum(AIRTIME.c.packets), 0)
            )
            seconds, packets = conn.execute(query).one()
        return float(seconds), int(packets)
