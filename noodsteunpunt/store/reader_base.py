# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every reader needs: the roster, and how far an own entry is.

What a station may say of the delivery of what it did not record itself: *bij coördinatiepunt* at the coordination point
itself, *gezien* where that fact arrived, else only that it is recorded here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select

from noodsteunpunt.domain.values import DeliveryStep, StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.store.base import Connected, IncidentInfo
from noodsteunpunt.store.tables import ENTRY, FRAME, HELD_MARK, REPLICA

TIME_TOLERANCE = 600
"""Seconds that a fact's own time may differ from when it was recorded here before it is shown as uncertain."""


class ReaderBase(Connected):
    """Thread-safe as long as one thread uses it at a time."""

    def __init__(self, connection: Any, incident: IncidentInfo) -> None:
        super().__init__(connection)
        self._incident = incident
        self._points = {point.number: point for point in incident.points}
        self._own = incident.own_point
        self._coordination = self._points[incident.own_point].kind is StationKind.COORDINATION_POINT

    def point_name(self, number: int) -> PointName:
        """A point of the roster, or a stand-in for one that is not in it."""
        return self._points.get(number) or PointName(number, "??", str(number), StationKind.SUPPORT_POINT)

    def delivered(self, table: Table) -> Any:
        """Rows of ``table`` with what is known of the way of the entry that opened them."""
        entry, frame, held, own = ENTRY.c, FRAME.c, HELD_MARK.c, REPLICA.c
        return (
            select(
                table,
                entry.received_at.label("here_at"),
                entry.frame_number,
                frame.sent_at,
                held.at.label("held_at"),
                own.author.label("own_author"),
            )
            .outerjoin(ENTRY, (entry.author == table.c.author) & (entry.seq == table.c.opened_seq))
            .outerjoin(FRAME, (frame.author == entry.author) & (frame.number == entry.frame_number))
            .outerjoin(HELD_MARK, (held.author == entry.author) & (held.number == entry.frame_number))
            .outerjoin(REPLICA, own.author == table.c.author)
        )

    def step_of(self, row: Any, seen_at: int | None = None) -> tuple[DeliveryStep, int | None]:
        """The step that a row of :meth:`delivered` has reached, and when."""
        if seen_at is not None:
            return DeliveryStep.SEEN, seen_at
        if self._coordination:
            return DeliveryStep.HELD, row["here_at"]
        if row["own_author"] is None:
            return DeliveryStep.RECORDED, row["here_at"]
        if row["held_at"] is not None:
            return DeliveryStep.HELD, row["held_at"]
        if row["sent_at"] is not None:
            return DeliveryStep.SENT, row["sent_at"]
        return DeliveryStep.WAITING, row["here_at"]

    @staticmethod
    def uncertain(at: int, row: Any) -> bool:
        """By the clock of who recorded it, or by ours, it was before or after it can have been."""
        received = row["here_at"] or at
        late = at > received + TIME_TOLERANCE
        return late or (row["own_author"] is not None and received < at - TIME_TOLERANCE)
