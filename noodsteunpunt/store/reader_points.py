# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The board's rows, the peers, and how much of the journal waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, literal_column, select

from noodsteunpunt.domain.facts import PointReported
from noodsteunpunt.domain.ordering import in_order
from noodsteunpunt.domain.values import PointStatus, PowerSource
from noodsteunpunt.domain.views import PackName, PointName, PointRow
from noodsteunpunt.domain.views_desk import Surroundings
from noodsteunpunt.domain.views_network import PeerRow
from noodsteunpunt.store.base import IncidentInfo
from noodsteunpunt.store.projections import Projector
from noodsteunpunt.store.tables import (
    ENTRY,
    FRAME,
    FRAME_ASIDE,
    HEARD,
    HELPER,
    NOT_FOLDED,
    POINT,
    POINT_PACK,
    REPLICA,
    REQUEST,
    UNCHECKED,
    UNREAD,
)
from noodsteunpunt.store.unchecked import unchecked_subjects

NO_CONTACT_SECONDS = 40 * 60
"""Ten beacons, where the radio is at its slowest: LONG_FAST sends one every four minutes."""
_OPEN_STATUSES = frozenset({PointStatus.OPEN, PointStatus.LIMITED, PointStatus.FULL})


@dataclass(slots=True)
class _Figures:
    """What is known of one point."""

    report: Any = None
    pack: PackName | None = None
    heard: int | None = None
    open: dict[str, int] = field(default_factory=dict)
    unseen: int = 0
    free: int = 0
    doubtful: Container[str] = ()


def point_rows(conn: Connection, incident: IncidentInfo, now: int) -> list[PointRow]:
    """Every point of the roster; silent ones and those with unseen P1 first."""
    figures = _figures(conn)
    rows = [_point_row(point, figures[point.number], incident.own_point, now) for point in incident.points]
    return sorted(rows, key=lambda row: (-row.open_p1, -row.unseen, not row.no_contact, row.point.number))


def _figures(conn: Connection) -> defaultdict[int, _Figures]:
    """Six questions for all points together, not five for each."""
    found: defaultdict[int, _Figures] = defaultdict(_Figures)
    for author, at in conn.execute(select(HEARD.c.author, HEARD.c.at)):
        figures = found[author >> 6]
        figures.heard = max(at, figures.heard or 0)
    newest_last = (POINT.c.lamport, POINT.c.id)
    reports = conn.execute(select(POINT).order_by(*newest_last)).mappings().all()
    doubtful = unchecked_subjects(conn, [report["id"] for report in reports])
    for report in reports:
        found[report["point"]].report = report
        found[report["point"]].doubtful = doubtful
    pack = POINT_PACK.c
    said_of = (pack.pack, pack.version, pack.core_version, pack.expires_at, pack.installed_at, pack.announced)
    named = select(pack.point, *said_of)
    for point, *said in conn.execute(named.order_by(pack.lamport, pack.id)):
        found[point].pack = PackName(*said)
    request = REQUEST.c
    unseen = func.sum(case((request.seen_at.is_(None), 1), else_=0))
    waiting = select(request.point, request.priority, func.count(), unseen).where(request.ended.is_(False))
    for point, priority, count, not_seen in conn.execute(waiting.group_by(request.point, request.priority)):
        found[point].open[priority] = int(count)
        found[point].unseen += int(not_seen)
    free = select(HELPER.c.point, func.count()).where(HELPER.c.status.in_(["registered", "available"]))
    for point, count in conn.execute(free.group_by(HELPER.c.point)):
        found[point].free = int(count)
    return found


def _point_row(point: PointName, known: _Figures, own: int, now: int) -> PointRow:
    report, heard = known.report, known.heard
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
        open_p1=known.open.get("P1", 0),
        open_p2=known.open.get("P2", 0),
        open_p3=known.open.get("P3", 0),
        open_p4=known.open.get("P4", 0),
        unseen=known.unseen,
        helpers_available=known.free,
        pack=known.pack,
        unchecked=bool(report) and report["id"] in known.doubtful,
    )


def surroundings(conn: Connection, incident: IncidentInfo, now: int) -> Surroundings:
    """Our own last report, since when the doors are open, and whether a coordination point is still heard."""
    own, opened_at = incident.own_point, None
    last: PointReported | None = None
    for at, report in reversed(_reports(conn, incident)):
        last = last or report
        if report.status not in _OPEN_STATUSES:
            break
        opened_at = at
    others = incident.coordinating - {own}
    heard = [at for author, at in conn.execute(select(HEARD.c.author, HEARD.c.at)) if author >> 6 in others]
    known = max(heard, default=opened_at)
    return Surroundings(
        opened_at=opened_at,
        staff=None if last is None else last.staff,
        silent=bool(others) and known is not None and now - known > NO_CONTACT_SECONDS,
        heard_at=max(heard, default=None),
    )


def _reports(conn: Connection, incident: IncidentInfo) -> list[tuple[int, PointReported]]:
    """When, and what: every report of our own point, in the order of the facts."""
    projector = Projector(incident.started_at, incident.coordinating)
    subjects = conn.execute(select(POINT.c.id).where(POINT.c.point == incident.own_point)).scalars().all()
    facts = in_order(fact for subject in subjects for fact in projector.stamped(conn, subject))
    return [(stamped.at, stamped.fact) for stamped in facts if isinstance(stamped.fact, PointReported)]


def peer_rows(
    conn: Connection, points: Mapping[int, PointName], name_of: Callable[[int], PointName]
) -> tuple[PeerRow, ...]:
    """Every writer, own ones left out."""
    own = set(conn.execute(select(REPLICA.c.author)).scalars())
    heard = dict(conn.execute(select(HEARD.c.author, HEARD.c.at)).all())
    held = conn.execute(select(FRAME.c.author, func.count()).group_by(FRAME.c.author))
    return tuple(
        PeerRow(points.get(author >> 6) or name_of(author >> 6), f"{author:04x}", count, heard.get(author), 0)
        for author, count in held
        if author not in own
    )


def journal_counts(conn: Connection) -> dict[str, int]:
    """pending, unsent_frames, unknown, held_aside, unchecked, contradicted."""
    own = select(REPLICA.c.author).where(REPLICA.c.active)
    entry = ENTRY.c

    def count(*conditions: ColumnElement[bool]) -> int:
        return int(conn.execute(select(func.count()).where(*conditions)).scalar_one())

    return {
        "pending": count(entry.author.in_(own), entry.frame_number.is_(None)),
        "unsent_frames": count(FRAME.c.author.in_(own), FRAME.c.sent_at.is_(None)),
        "unknown": count(NOT_FOLDED, entry.state.in_(("unknown", "partial"))) + count(UNREAD),
        "held_aside": count(NOT_FOLDED, entry.state == "aside"),
        "unchecked": count(UNCHECKED),
        "contradicted": count(FRAME_ASIDE.c.contradicted == literal_column("1")),
    }
