# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads offers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, func, select

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, OfferUse
from noodsteunpunt.domain.views_desk import AttentionItem, Found
from noodsteunpunt.domain.views_point import HoldView, OfferRow, StillOpen
from noodsteunpunt.store.reader_point import PointReader
from noodsteunpunt.store.search import hits, subjects_of
from noodsteunpunt.store.tables import OFFER, OFFER_HOLD, REQUEST

_HOUSE = ("conditions", "place_words", "name", "phone", "remarks")
_LENT = OfferUse.LENT.value


class OfferReader(PointReader):
    """What is offered, and who has it."""

    def offers(
        self, now: int, *, gone: bool = False, search: str = "", offset: int = 0, limit: int = 100
    ) -> list[OfferRow]:
        """New ones first, then the newest; ``gone``: also what was turned down or withdrawn."""
        row = OFFER.c
        query = select(OFFER).order_by(case((row.status == "new", 0), else_=1), row.registered_at.desc(), row.id)
        if not gone:
            query = query.where(row.status.in_(["new", "available"]))
        with self.reading() as conn:
            if search.strip():
                query = query.where(row.id.in_(subjects_of(conn, hits(conn, search, (Found.OFFER,)))))
            rows = conn.execute(query.offset(offset).limit(limit)).mappings().all()
            return self._offer_rows(conn, rows, now)

    def offer(self, offer: SubjectId, now: int) -> OfferRow | None:
        """One offer."""
        with self.reading() as conn:
            rows = conn.execute(select(OFFER).where(OFFER.c.id == offer)).mappings().all()
            return next(iter(self._offer_rows(conn, rows, now)), None)

    def _offer_rows(self, conn: Connection, rows: Any, now: int) -> list[OfferRow]:
        held: dict[str, list[HoldView]] = {}
        query = select(OFFER_HOLD, REQUEST.c.ticket).outerjoin(REQUEST, REQUEST.c.id == OFFER_HOLD.c.request)
        query = query.where(OFFER_HOLD.c.offer.in_([row["id"] for row in rows])).order_by(OFFER_HOLD.c.id)
        for hold in conn.execute(query).mappings():
            lapsed = not hold["use"] and hold["until_at"] is not None and hold["until_at"] <= now
            held.setdefault(hold["offer"], []).append(
                HoldView(
                    SubjectId(hold["id"]), SubjectId(hold["request"]), hold["ticket"] or "", hold["point"],
                    hold["amount"], hold["until_at"], OfferUse(hold["use"]) if hold["use"] else None, hold["at"],
                    lapsed,
                )
            )  # fmt: skip
        return [self._offer_row(row, tuple(held.get(row["id"], ())), now) for row in rows]

    def _offer_row(self, row: Any, holds: tuple[HoldView, ...], now: int) -> OfferRow:
        live = [hold for hold in holds if not hold.lapsed]
        free = row["amount"] - sum(hold.amount for hold in live)
        status = OfferStatus(row["status"])
        if row["until_at"] is not None and row["until_at"] <= now and not live:
            status = OfferStatus.EXPIRED
        elif free <= 0 and live:
            uses = {hold.use for hold in live}
            in_use = OfferUse.LENT in uses
            status = OfferStatus.RESERVED if None in uses else OfferStatus.IN_USE if in_use else OfferStatus.USED_UP
        return OfferRow(
            id=SubjectId(row["id"]),
            ticket=row["ticket"],
            point=row["point"],
            own=row["point"] == self._own,
            kind=OfferKind(row["kind"]),
            what=row["what"],
            amount=row["amount"],
            free=free,
            loan=bool(row["loan"]),
            pc4=row["pc4"],
            status=status,
            until_at=row["until_at"],
            registered_at=row["registered_at"],
            holds=holds,
            **{name: row[name] for name in _HOUSE},
        )

    def still_open(self, *, closing: bool) -> StillOpen:
        """As above; and what this point lent and has not back."""
        left = super().still_open(closing=closing)
        if not closing:
            return left
        lent = (OFFER_HOLD.c.point == self._own) & (OFFER_HOLD.c.use == _LENT)
        with self.reading() as conn:
            loans = int(conn.execute(select(func.count()).select_from(OFFER_HOLD).where(lent)).scalar_one())
        return StillOpen(**{name: getattr(left, name) for name in left.__slots__} | {"loans": loans})

    def _of_the_point(self, now: int) -> list[AttentionItem]:
        """Also every offer of which more was promised than there is, at each point that promised some of it."""
        several = select(OFFER_HOLD.c.offer).group_by(OFFER_HOLD.c.offer).having(func.count() > 1)
        with self.reading() as conn:
            rows = conn.execute(select(OFFER).where(OFFER.c.id.in_(several))).mappings().all()
            doubtful = [row for row in self._offer_rows(conn, rows, now) if row.conflict]
        return super()._of_the_point(now) + [
            AttentionItem(AttentionKind.OFFER_CONFLICT, "offer", row.id, row.ticket, row.point, row.holds[-1].at)
            for row in doubtful
            if self._coordination or row.own or any(hold.point == self._own for hold in row.holds)
        ]
