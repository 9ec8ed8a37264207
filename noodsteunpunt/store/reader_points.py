# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The board's rows, the peers, and how much of the journal waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Connection, func, select

from noodsteunpunt.domain.values import PointStatus, PowerSource
from noodsteunpunt.domain.views import PeerRow, PointName, PointRow
from noodsteunpunt.store.base import IncidentInfo
from noodsteunpunt.store.tables import ENTRY, FRAME, HEARD, HELPER, NOT_FOLDED, POINT, REPLICA, REQUEST

NO_CONTACT_SECONDS = 2 * 30 * 60
"""Two missed half-hour reports."""


def point_rows(conn: Connection, incident: IncidentInfo, now: int) -> list[PointRow]:
    """Every point of the roster; silent ones and those with unseen P1 first."""
    heard = _latest_by_point(conn)
    rows = [_point_row(conn, point, incident.own_point, heard.get(point.number), now) for point in incident.points]
    return sorted(rows, key=lambda row: (-row.open_p1, -row.unseen, not row.no_contact, row.point.number))


def _latest_by_point(conn: Connection) -> dict[int, int]:
    heard: dict[int, int] = {}
    for author, at in conn.execute(select(HEARD.c.author, HEARD.c.at)):
        heard[author >> 6] = max(at, heard.get(author >> 6, 0))
    return heard


def _point_row(conn: Connection, point: PointName, own: int, heard: int | None, now: int) -> PointRow:
    table, request = POINT.c, REQUEST.c
    report = (
        conn.execute(select(POINT).where(table.point == point.number).order_by(table.lamport.desc())).mappings().first()
    )
    waiting = request.ended == False  # noqa: E712 - a column, not a bool
    counts: dict[str, int] = dict(
        conn.execute(
            select(request.priority, func.count())
            .where(request.point == point.number, waiting)
            .group_by(request.priority)
        ).tuples()
    )
    unseen = conn.execute(
        select(func.count()).where(request.point == point.number, waiting, request.seen_at.is_(None))
    ).scalar_one()
    free = conn.execute(
        select(func.count()).where(HELPER.c.point == point.number, HELPER.c.status.in_(["registered", "available"]))
    ).scalar_one()
    is_own = point.number == own
    return PointRow(
        point=point,
        own=is_own,
        status=PointStatus(report["status"]) if report else None,
        reported_at=report["reported_at"] if report else None,
        heard_at=now if is_own else heard,
        no_contact=not is_own and (heard is None or now - heard > NO_CONTACT_SECONDS),
        staff=report["staff"] if report else None,
        visitors=report["visitors"] if report else None,
        power=PowerSource(report["power"]) if report else None,
        power_hours=report["power_hours"] if report else None,
        open_p1=counts.get("P1", 0),
        open_p2=counts.get("P2", 0),
        open_p3=counts.get("P3", 0),
        open_p4=counts.get("P4", 0),
        unseen=int(unseen),
        helpers_available=int(free),
    )


def peer_rows(
    conn: Connection, points: Mapping[int, PointName], name_of: Callable[[int], PointName]
) -> tuple[PeerRow, ...]:
    """Every writer, own ones left out."""
    own = set(conn.execute(select(REPLICA.c.author)).scalars())
    heard = dict(conn.execute(select(HEARD.c.author, HEARD.c.at)).tuples())
    held = conn.execute(select(FRAME.c.author, func.count()).group_by(FRAME.c.author))
    return tuple(
        PeerRow(points.get(author >> 6) or name_of(author >> 6), f"{author:04x}", count, heard.get(author), 0)
        for author, count in held
        if author not in own
    )


def journal_counts(conn: Connection) -> dict[str, int]:
    """pending, unsent_frames, unknown, held_aside."""
    own = select(REPLICA.c.author).where(REPLICA.c.active)
    entry = ENTRY.c

    def count(*conditions: ColumnElement[bool]) -> int:
        return int(conn.execute(select(func.count()).where(*conditions)).scalar_one())

    return {
        "pending": count(entry.author.in_(own), entry.frame_number.is_(None)),
        "unsent_frames": count(FRAME.c.author.in_(own), FRAME.c.sent_at.is_(None)),
        "unknown": count(NOT_FOLDED, entry.state == "unknown"),
        "held_aside": count(NOT_FOLDED, entry.state == "aside"),
    }
