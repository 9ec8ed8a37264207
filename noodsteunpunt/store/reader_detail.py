# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Details of one subject: delivery steps, history, claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from noodsteunpunt.domain.facts import FACTS, Lane
from noodsteunpunt.domain.values import DeliveryStep, HelperStatus, Role, Skill, SubjectId
from noodsteunpunt.domain.views import ClaimView, DeliveryMark, HelperRow, HistoryLine, PointName, RequestRow
from noodsteunpunt.encoding import EncodingError, decode_head, decode_part
from noodsteunpunt.store.tables import CLAIM, ENTRY, REQUEST

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


def history(conn: Connection, subject: str, started_at: int, name_of: Namer) -> tuple[HistoryLine, ...]:
    """What happened, newest first; from the open part of the facts, so it is the same everywhere."""
    entry = ENTRY.c
    rows = conn.execute(
        select(entry.author, entry.seq, entry.body, entry.received_at)
        .where(entry.subject == subject, entry.state == "ok")
        .order_by(entry.lamport.desc(), entry.author.desc(), entry.seq.desc())
    ).all()
    lines: list[HistoryLine] = []
    for author, seq, body, received_at in rows:
        try:
            head = decode_head(author, seq, body)
            values = decode_part(FACTS[head.kind], Lane.AIR, head.air)
        except (EncodingError, KeyError):
            continue
        fact = FACTS[head.kind](**values)
        role = getattr(fact, "role", None)
        status = getattr(fact, "status", None)
        at = started_at + head.minutes * 60
        lines.append(
            HistoryLine(
                at=at,
                point=name_of(author >> 6),
                role=role if isinstance(role, Role) else None,
                name="",
                kind=type(fact).__name__,
                detail={} if status is None else {"status": str(status.value)},
                time_uncertain=at > received_at + _TIME_TOLERANCE,
            )
        )
    return tuple(lines)


def helper_rows(conn: Connection, rows: Sequence[Any], name_of: Namer) -> list[HelperRow]:
    """Helpers with their live claims."""
    claims: dict[str, list[Any]] = {}
    query = select(CLAIM, REQUEST.c.ticket).outerjoin(REQUEST, REQUEST.c.id == CLAIM.c.request).order_by(CLAIM.c.id)
    for claim in conn.execute(query.where(CLAIM.c.helper.in_([row["id"] for row in rows]))).mappings():
        claims.setdefault(claim["helper"], []).append(claim)
    return [_helper_row(row, claims.get(row["id"], []), name_of) for row in rows]


def _helper_row(row: Any, claims: Sequence[Any], name_of: Namer) -> HelperRow:
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
    )
