# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Details of one subject: delivery steps, history, claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from noodsteunpunt.domain.facts import HelperRegistered, RequestRegistered, Stamped
from noodsteunpunt.domain.values import DeliveryStep, HelperStatus, Role, Skill, SubjectId
from noodsteunpunt.domain.views import ClaimView, DeliveryMark, HelperRow, HistoryLine, PointName, RequestRow
from noodsteunpunt.store.base import IncidentInfo
from noodsteunpunt.store.projections import Projector
from noodsteunpunt.store.tables import CLAIM, ENTRY, REQUEST
from noodsteunpunt.store.unchecked import unchecked_entries, unchecked_subjects

Namer = Callable[[int], PointName]

_TIME_TOLERANCE = 600


def delivery_marks(view: RequestRow, row: Any, coordination: bool) -> tuple[DeliveryMark, ...]:
    """The four steps with their times; None is *not reached, as far as is known here*."""
    recorded = row["received_at"] or view.registered_at
    sent = row["sent_at"] if view.own else None
    held = row["held_at"] if view.own else None
    if coordination:
        held = recorded
    return (
        DeliveryMark(DeliveryStep.RECORDED, recorded),
        DeliveryMark(DeliveryStep.SENT, sent),
        DeliveryMark(DeliveryStep.HELD, held),
        DeliveryMark(DeliveryStep.SEEN, view.seen_at),
    )


def history(conn: Connection, subject: str, incident: IncidentInfo, name_of: Namer) -> tuple[HistoryLine, ...]:
    """What happened, newest first: the open part of the facts, the same everywhere, and in the own house the name
    of who did it."""
    entry = ENTRY.c
    rows = conn.execute(select(entry.author, entry.seq, entry.received_at).where(entry.subject == subject))
    received = {(author, seq): received_at for author, seq, received_at in rows}
    open_entries = unchecked_entries(conn, subject)
    facts = Projector(incident.started_at, incident.coordinating).stamped(conn, subject)
    lines: list[HistoryLine] = []
    for stamped in sorted(facts, key=lambda stamped: stamped.order, reverse=True):
        fact = stamped.fact
        role, status = getattr(fact, "role", None), getattr(fact, "status", None)
        lines.append(
            HistoryLine(
                at=stamped.at,
                point=name_of(stamped.author >> 6),
                role=role if isinstance(role, Role) else None,
                name=_actor(stamped),
                kind=type(fact).__name__,
                detail={} if status is None else {"status": str(status.value)},
                time_uncertain=stamped.at > received[stamped.author, stamped.seq] + _TIME_TOLERANCE,
                unchecked=(stamped.author, stamped.seq) in open_entries,
            )
        )
    return tuple(lines)


def _actor(stamped: Stamped) -> str:
    """Who did it. The name in a registration is that of the person who asks or offers help."""
    registered = isinstance(stamped.fact, RequestRegistered | HelperRegistered)
    name = getattr(stamped.fact, "recorded_by" if registered else "name", "")
    return str(name) if stamped.house_read else ""


def helper_rows(conn: Connection, rows: Sequence[Any], name_of: Namer) -> list[HelperRow]:
    """Helpers with their live claims."""
    claims: dict[str, list[Any]] = {}
    query = select(CLAIM, REQUEST.c.ticket).outerjoin(REQUEST, REQUEST.c.id == CLAIM.c.request).order_by(CLAIM.c.id)
    for claim in conn.execute(query.where(CLAIM.c.helper.in_([row["id"] for row in rows]))).mappings():
        claims.setdefault(claim["helper"], []).append(claim)
    open_subjects = unchecked_subjects(conn)
    return [_helper_row(row, claims.get(row["id"], []), name_of, row["id"] in open_subjects) for row in rows]


def _helper_row(row: Any, claims: Sequence[Any], name_of: Namer, unchecked: bool) -> HelperRow:
    return HelperRow(
        id=SubjectId(row["id"]),
        ticket=row["ticket"],
        point=name_of(row["point"]),
        own=bool(row["house"]),
        status=HelperStatus(row["status"]),
        skills=frozenset(Skill(skill) for skill in row["skills"].split()),
        pc4=row["pc4"],
        adult=bool(row["adult"]),
        vehicle=bool(row["vehicle"]),
        group_size=row["group_size"],
        registered_at=row["registered_at"],
        name=row["name"],
        phone=row["phone"],
        remarks=row["remarks"],
        claims=tuple(
            ClaimView(
                SubjectId(claim["id"]),
                SubjectId(claim["request"]),
                claim["ticket"] or claim["request"],
                name_of(claim["point"]),
                Role(claim["role"]),
                claim["at"],
            )
            for claim in claims
        ),
        revision=row["revision"],
        unchecked=unchecked,
    )
