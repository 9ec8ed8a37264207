# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads rows as views, on a read-only connection of its own; every method is one short transaction.

What a station may say of the delivery of a request it did not register: *bij coördinatiepunt* at the
coordination point itself, *gezien* where that fact arrived, else only that it is recorded here.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from sqlalchemy import Connection, case, func, or_, select

from noodsteunpunt.domain.packs import InstalledPack, PackText
from noodsteunpunt.domain.values import (
    Category,
    CategoryGroup,
    DeliveryStep,
    PointStatus,
    Priority,
    RequestStatus,
    StationKind,
    SubjectId,
)
from noodsteunpunt.domain.views import (
    Conflict,
    Counters,
    HelperRow,
    PeerRow,
    PointName,
    PointRow,
    RequestDetail,
    RequestRow,
)
from noodsteunpunt.store.base import IncidentInfo
from noodsteunpunt.store.courier import CourierReads
from noodsteunpunt.store.packs import KeptIndex, installed_packs, search_pack
from noodsteunpunt.store.reader_detail import delivery_marks, helper_rows, history
from noodsteunpunt.store.reader_points import journal_counts, peer_rows, point_rows
from noodsteunpunt.store.tables import (
    CLAIM,
    ENTRY,
    FRAME,
    HELD_MARK,
    HELPER,
    POINT,
    REPLICA,
    REQUEST,
    REQUEST_ORDER,
)
from noodsteunpunt.store.unchecked import unchecked_subjects

_TIME_TOLERANCE = 600


class Reader(CourierReads):
    """Thread-safe as long as one thread uses it at a time."""

    def __init__(self, connection: Any, incident: IncidentInfo, index: KeptIndex | None = None) -> None:
        super().__init__(connection)
        self._index = index or KeptIndex()
        self._incident = incident
        self._points = {point.number: point for point in incident.points}
        own = self._points[incident.own_point]
        self._coordination = own.kind is StationKind.COORDINATION_POINT

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Idempotent."""
        self._engine.dispose()
        self._connection.close()

    def point_name(self, number: int) -> PointName:
        """A point of the roster, or a stand-in for one that is not in it."""
        return self._points.get(number) or PointName(number, "??", str(number), StationKind.SUPPORT_POINT)

    # -- requests ---------------------------------------------------------------------------------------

    def requests(
        self,
        *,
        status_open: bool | None = None,
        search: str = "",
        point: int | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> list[RequestRow]:
        """Open first, then by urgency, deadline and age."""
        query = self._filtered(self._request_query(), status_open, search, point).order_by(*REQUEST_ORDER)
        with self.reading() as conn:
            rows = conn.execute(query.offset(offset).limit(limit)).mappings().all()
            claims = self._claims_by_request(conn, [str(row["id"]) for row in rows])
            doubtful = unchecked_subjects(conn)
        return [self._request_row(row, claims.get(str(row["id"]), []), doubtful) for row in rows]

    def count_requests(self, *, status_open: bool | None = None, search: str = "", point: int | None = None) -> int:
        """How many :meth:`requests` would give without a window."""
        query = self._filtered(select(func.count()).select_from(REQUEST), status_open, search, point)
        with self.reading() as conn:
            return int(conn.execute(query).scalar_one())

    def request(self, request: SubjectId) -> RequestDetail | None:
        """One request with its delivery and history."""
        with self.reading() as conn:
            row = conn.execute(self._request_query().where(REQUEST.c.id == request)).mappings().first()
            if row is None:
                return None
            claims = self._claims_by_request(conn, [request]).get(request, [])
            view = self._request_row(row, claims, unchecked_subjects(conn))
            return RequestDetail(
                row=view,
                address=row["address"] or row["address_here"],
                note=row["note"] or row["note_here"],
                name=row["name"],
                phone=row["phone"],
                health_note=row["health_note"],
                access_note=row["access_note"],
                remarks=row["remarks"],
                place_words=row["place_words"],
                delivery=delivery_marks(view, row, self._coordination),
                history=history(conn, request, self._incident, self.point_name),
            )

    def _request_query(self) -> Any:
        entry, frame, held, own = ENTRY.c, FRAME.c, HELD_MARK.c, REPLICA.c
        return (
            select(
                REQUEST,
                entry.received_at,
                entry.frame_number,
                frame.sent_at,
                held.at.label("held_at"),
                own.author.label("own_author"),
            )
            .outerjoin(ENTRY, (entry.author == REQUEST.c.author) & (entry.seq == REQUEST.c.opened_seq))
            .outerjoin(FRAME, (frame.author == entry.author) & (frame.number == entry.frame_number))
            .outerjoin(HELD_MARK, (held.author == entry.author) & (held.number == entry.frame_number))
            .outerjoin(REPLICA, own.author == REQUEST.c.author)
        )

    @staticmethod
    def _filtered(query: Any, status_open: bool | None, search: str, point: int | None) -> Any:
        table = REQUEST.c
        if status_open is not None:
            query = query.where(table.ended == (not status_open))
        if point is not None:
            query = query.where(table.point == point)
        if words := search.strip():
            pattern = "%" + words.replace("\\", "").replace("%", "").replace("_", "") + "%"
            columns: tuple[Any, ...] = (table.ticket, table.pc4, table.category_group, table.name)
            query = query.where(or_(*(column.like(pattern) for column in columns)))
        return query

    @staticmethod
    def _claims_by_request(conn: Connection, requests: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        query = select(CLAIM.c.request, HELPER.c.ticket, HELPER.c.status).join(HELPER, HELPER.c.id == CLAIM.c.helper)
        found: dict[str, list[tuple[str, str]]] = {}
        for request, ticket, status in conn.execute(query.where(CLAIM.c.request.in_(requests))):
            found.setdefault(request, []).append((ticket, status))
        return found

    def _request_row(self, row: Any, claims: list[tuple[str, str]], doubtful: Container[str]) -> RequestRow:
        own = row["own_author"] is not None
        step, at = self._delivery(row, own)
        category = row["category"] or row["category_here"]
        taken = row["taken_over_by"]
        received = row["received_at"] or row["registered_at"]
        return RequestRow(
            id=SubjectId(row["id"]),
            ticket=row["ticket"],
            point=self.point_name(row["point"]),
            own=own,
            group=CategoryGroup(row["category_group"]),
            category=Category(category) if category else None,
            priority=Priority(row["priority"]),
            status=RequestStatus(row["status"]),
            people=row["people"],
            pc4=row["pc4"],
            callback_only=bool(row["callback_only"]),
            registered_at=row["registered_at"],
            deadline_at=row["deadline_at"],
            delivery=step,
            delivery_at=at,
            seen_at=row["seen_at"],
            taken_over_by=None if taken is None else self.point_name(taken),
            helper_tickets=tuple(sorted(ticket for ticket, _ in claims)),
            conflict=any(status == "conflict" for _, status in claims),
            time_uncertain=row["registered_at"] > received + _TIME_TOLERANCE,
            unchecked=row["id"] in doubtful,
        )

    def _delivery(self, row: Any, own: bool) -> tuple[DeliveryStep, int | None]:
        if row["seen_at"] is not None:
            return DeliveryStep.SEEN, row["seen_at"]
        if self._coordination:
            return DeliveryStep.HELD, row["received_at"]
        if not own:
            return DeliveryStep.RECORDED, row["received_at"]
        if row["held_at"] is not None:
            return DeliveryStep.HELD, row["held_at"]
        if row["sent_at"] is not None:
            return DeliveryStep.SENT, row["sent_at"]
        return DeliveryStep.WAITING, row["received_at"]

    # -- helpers ----------------------------------------------------------------------------------------

    def helpers(self, *, search: str = "", offset: int = 0, limit: int = 100) -> list[HelperRow]:
        """Conflicts first, then who is free, then the rest."""
        table = HELPER.c
        rank = case(
            (table.status == "conflict", 0),
            (table.status.in_(["registered", "available"]), 1),
            else_=2,
        )
        query: Any = select(HELPER)
        if words := search.strip():
            pattern = "%" + words.replace("%", "").replace("_", "") + "%"
            columns: tuple[Any, ...] = (table.ticket, table.pc4, table.skills, table.name)
            query = query.where(or_(*(column.like(pattern) for column in columns)))
        with self.reading() as conn:
            rows = conn.execute(query.order_by(rank, table.registered_at, table.id).offset(offset).limit(limit))
            return helper_rows(conn, rows.mappings().all(), self.point_name)

    def helper(self, helper: SubjectId) -> HelperRow | None:
        """One helper with the live claims."""
        with self.reading() as conn:
            query = select(HELPER).where(HELPER.c.id == helper)
            row = conn.execute(query).mappings().first()
            return None if row is None else helper_rows(conn, [row], self.point_name)[0]

    def conflicts(self) -> list[Conflict]:
        """Helpers that more than one request holds."""
        query = select(HELPER).where(HELPER.c.status == "conflict")
        with self.reading() as conn:
            rows = conn.execute(query.order_by(HELPER.c.id)).mappings().all()
            found = helper_rows(conn, rows, self.point_name)
        return [Conflict(helper, helper.claims) for helper in found]

    # -- points and figures -----------------------------------------------------------------------------

    def points(self, now: int) -> list[PointRow]:
        """The board: what needs a person first."""
        with self.reading() as conn:
            return point_rows(conn, self._incident, now)

    def point_status(self, point: int) -> PointStatus | None:
        """A point's newest own word."""
        query = select(POINT.c.status).where(POINT.c.point == point).order_by(POINT.c.lamport.desc())
        with self.reading() as conn:
            status = conn.execute(query).scalar()
        return None if status is None else PointStatus(status)

    def counters(self) -> Counters:
        """Numbers for the rail."""
        request, helper = REQUEST.c, HELPER.c
        with self.reading() as conn:
            is_open = request.ended == False  # noqa: E712 - a column, not a bool
            counts = conn.execute(
                select(
                    func.count(),
                    func.coalesce(func.sum(case((request.priority == "P1", 1), else_=0)), 0),
                    func.coalesce(func.sum(case((request.seen_at.is_(None), 1), else_=0)), 0),
                ).where(is_open)
            ).one()
            free = conn.execute(select(func.count()).where(helper.status.in_(["registered", "available"]))).scalar_one()
            conflicts = conn.execute(select(func.count()).where(helper.status == "conflict")).scalar_one()
            waiting = journal_counts(conn)["pending"]
        return Counters(int(counts[0]), int(counts[1]), int(counts[2]), int(free), int(conflicts), waiting)

    def peers(self, points: tuple[PointName, ...]) -> tuple[PeerRow, ...]:
        """Every writer we hold frames of."""
        with self.reading() as conn:
            return peer_rows(conn, {point.number: point for point in points}, self.point_name)

    def journal_counts(self) -> dict[str, int]:
        """pending, unsent_frames, unknown, held_aside."""
        with self.reading() as conn:
            return journal_counts(conn)

    # -- information packs ------------------------------------------------------------------------------

    def packs(self) -> list[InstalledPack]:
        """Every pack that was ever installed here."""
        with self.reading() as conn:
            return installed_packs(conn)

    def search_pack(self, words: str, *, language: str = "", limit: int = 50, cards: bool = False) -> list[PackText]:
        """See :class:`noodsteunpunt.domain.packs.SearchIndex`."""
        with self.reading() as conn:
            index = self._index.current(conn)
        return search_pack(index, words, language, limit, cards)
