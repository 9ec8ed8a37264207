# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Details of one subject: delivery steps, history, claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import Connection, select

from noodsteunpunt.domain.facts import (
    ChildRegistered,
    EmergencyReported,
    FactUndone,
    HelperRegistered,
    ListStarted,
    OfferRegistered,
    RequestRegistered,
    Stamped,
    TaskApproved,
    TeamFormed,
    TeamStepTaken,
    subject_id,
)
from noodsteunpunt.domain.fold import fold_request
from noodsteunpunt.domain.fold_field import CHILD_KEPT
from noodsteunpunt.domain.fold_shift import KEPT
from noodsteunpunt.domain.ordering import entered_twice, undone
from noodsteunpunt.domain.values import DeliveryStep, HelperStatus, Role, Skill, SubjectId
from noodsteunpunt.domain.views import ClaimView, DeliveryMark, HelperRow, HistoryLine, PointName, RequestRow
from noodsteunpunt.store.base import IncidentInfo
from noodsteunpunt.store.projections import Projector
from noodsteunpunt.store.reader_base import TIME_TOLERANCE
from noodsteunpunt.store.tables import CLAIM, ENTRY, FRAME, HELD_MARK, REPLICA, REQUEST
from noodsteunpunt.store.unchecked import unchecked_entries, unchecked_subjects

Namer = Callable[[int], PointName]

OPENING = (RequestRegistered, HelperRegistered, EmergencyReported, OfferRegistered, ChildRegistered)
"""The name in these is that of the person who asks or offers help."""

_STAYS = (FactUndone, *OPENING, *KEPT, *CHILD_KEPT, TeamFormed, TeamStepTaken, ListStarted, TaskApproved)
"""Nobody takes these back, nor what stands in the house log alone: a later word says otherwise."""

_CODES = ("status", "reason", "party", "answer", "result", "way", "step", "road", "outcome", "priority", "category")


class Reads(Protocol):
    """What a history asks of its reader."""

    def point_name(self, number: int) -> PointName: ...
    def step_of(self, row: Any, seen_at: int | None = None) -> tuple[DeliveryStep, int | None]: ...


def delivery_marks(view: RequestRow, row: Any, coordination: bool) -> tuple[DeliveryMark, ...]:
    """The four steps with their times; None is *not reached, as far as is known here*."""
    recorded = row["here_at"] or view.registered_at
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


def history(conn: Connection, subject: str, incident: IncidentInfo, reader: Reads) -> tuple[HistoryLine, ...]:
    """What happened, newest first: the open part of the facts, the same everywhere, and in the own house the name
    of who did it. How far each fact is on its way, and whether a person here can take it back."""
    ways = ways_of(conn, subject)
    facts = Projector(incident.started_at, incident.coordinating).stamped(conn, subject)
    doubtful = unchecked_entries(conn, subject)
    void = entered_twice(facts) | undone(facts)
    own = _own_points(conn)
    lines: list[HistoryLine] = []
    for stamped in sorted(facts, key=lambda stamped: stamped.order, reverse=True):
        role = getattr(stamped.fact, "role", None)
        way = ways.get(stamped.id)
        undoable = not isinstance(stamped.fact, _STAYS) and not stamped.alone and stamped.id not in void
        lines.append(
            HistoryLine(
                at=stamped.at,
                point=reader.point_name(stamped.author >> 6),
                role=role if isinstance(role, Role) else None,
                name=_actor(stamped),
                kind=type(stamped.fact).__name__,
                detail=_codes(stamped),
                time_uncertain=way is not None and stamped.at > way["here_at"] + TIME_TOLERANCE,
                unchecked=(stamped.author, stamped.seq) in doubtful,
                entry=stamped.id,
                delivery=None if way is None else reader.step_of(way)[0],
                undone=stamped.id in void,
                may_undo=undoable and stamped.author >> 6 in own,
            )
        )
    return tuple(lines)


def ways_of(conn: Connection, subject: str) -> dict[str, Any]:
    """What is known of the way of every mesh entry about ``subject``, by its id."""
    entry, frame, held, own = ENTRY.c, FRAME.c, HELD_MARK.c, REPLICA.c
    query = (
        select(
            entry.author, entry.seq, entry.received_at.label("here_at"), frame.sent_at, held.at.label("held_at"),
            own.author.label("own_author"),
        )
        .outerjoin(FRAME, (frame.author == entry.author) & (frame.number == entry.frame_number))
        .outerjoin(HELD_MARK, (held.author == entry.author) & (held.number == entry.frame_number))
        .outerjoin(REPLICA, own.author == entry.author)
        .where(entry.subject == subject)
    )  # fmt: skip
    return {subject_id(row["author"], row["seq"]): row for row in conn.execute(query).mappings()}


def _own_points(conn: Connection) -> set[int]:
    return {author >> 6 for author in conn.execute(select(REPLICA.c.author)).scalars()}


def _codes(stamped: Stamped) -> dict[str, str]:
    """Codes, numbers and the names of other subjects; no words."""
    found = {name: value.value for name in _CODES if (value := getattr(stamped.fact, name, None)) is not None}
    for name in ("of", "entry", "met", "people"):
        value = getattr(stamped.fact, name, None)
        if value is not None and not isinstance(stamped.fact, OPENING):
            found[name] = str(value)
    return {name: str(value) for name, value in found.items()}


def corrections(conn: Connection, subject: str, incident: IncidentInfo) -> tuple[frozenset[str], ...]:
    """Which answers each correction changed, as far as can be read here."""
    state = fold_request(Projector(incident.started_at, incident.coordinating).stamped(conn, subject))
    return () if state is None else state.corrections


def _actor(stamped: Stamped) -> str:
    """Who did it."""
    name = getattr(stamped.fact, "recorded_by" if isinstance(stamped.fact, OPENING) else "name", "")
    return str(name) if stamped.house_read else ""


def helper_rows(conn: Connection, rows: Sequence[Any], name_of: Namer) -> list[HelperRow]:
    """Helpers with their live claims."""
    claims: dict[str, list[Any]] = {}
    query = select(CLAIM, REQUEST.c.ticket).outerjoin(REQUEST, REQUEST.c.id == CLAIM.c.request).order_by(CLAIM.c.id)
    for claim in conn.execute(query.where(CLAIM.c.helper.in_([row["id"] for row in rows]))).mappings():
        claims.setdefault(claim["helper"], []).append(claim)
    doubtful = unchecked_subjects(conn, [row["id"] for row in rows])
    made = [_helper_row(row, claims.get(row["id"], []), name_of) for row in rows]
    return [replace(row, unchecked=row.id in doubtful) for row in made]


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
        organisation=row["organisation"] or "",
    )
