# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads requests: lists in windows, one with everything about it, and those that look like one that is being typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from noodsteunpunt.domain.places import Place
from noodsteunpunt.domain.values import Category, CategoryGroup, Priority, RequestStatus, Role, SubjectId
from noodsteunpunt.domain.values_desk import Access, Answer, CallbackWay, Party, Reason, Requester, Vulnerability
from noodsteunpunt.domain.views import HistoryLine, RequestAnswer, RequestDetail, RequestRow
from noodsteunpunt.domain.views_desk import Found
from noodsteunpunt.store.reader_base import ReaderBase
from noodsteunpunt.store.reader_detail import corrections, delivery_marks, history
from noodsteunpunt.store.search import hits, subjects_of
from noodsteunpunt.store.tables import CLAIM, HELPER, LINE, REQUEST, REQUEST_ORDER
from noodsteunpunt.store.tables_request import IN_GROUP, IS_DOUBLE
from noodsteunpunt.store.unchecked import unchecked_subjects

_KEPT = REQUEST.alias("kept")
_DETAILS = 50
"""Doubles and others of a group that a page shows."""


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests; everything that is given must hold. ``unseen``: nobody at the coordination point has."""

    status_open: bool | None = None
    search: str = ""
    point: int | None = None
    priorities: frozenset[Priority] = frozenset()
    group: CategoryGroup | None = None
    status: RequestStatus | None = None
    unseen: bool = False
    stale_before: int | None = None


class RequestReader(ReaderBase):
    """Requests."""

    def requests(
        self,
        *,
        status_open: bool | None = None,
        search: str = "",
        point: int | None = None,
        offset: int = 0,
        limit: int = 100,
        wanted: RequestFilter | None = None,
    ) -> list[RequestRow]:
        """Open first, then by urgency, deadline and age."""
        filters = wanted or RequestFilter(status_open, search, point)
        with self.reading() as conn:
            chosen = self._chosen(conn, select(REQUEST.c.id), filters)
            if chosen is None:
                return []
            ids = conn.execute(chosen.order_by(*REQUEST_ORDER).offset(offset).limit(limit)).scalars().all()
            return self._rows(conn, ids)

    def count_requests(
        self,
        *,
        status_open: bool | None = None,
        search: str = "",
        point: int | None = None,
        wanted: RequestFilter | None = None,
    ) -> int:
        """How many :meth:`requests` would give without a window; of a search at most
        :data:`noodsteunpunt.store.search.MOST_HITS`."""
        filters = wanted or RequestFilter(status_open, search, point)
        with self.reading() as conn:
            chosen = self._chosen(conn, select(func.count()).select_from(REQUEST), filters)
            return 0 if chosen is None else int(conn.execute(chosen).scalar_one())

    def request(self, request: SubjectId) -> RequestDetail | None:
        """One request with its delivery and history."""
        with self.reading() as conn:
            rows = self._rows(conn, [request])
            if not rows:
                return None
            row = conn.execute(self.delivered(REQUEST).where(REQUEST.c.id == request)).mappings().one()
            lines = history(conn, request, self._incident, self)
            return self._detail(conn, rows[0], row, lines)

    def history(self, subject: SubjectId) -> tuple[HistoryLine, ...]:
        """Every fact about any subject, the newest first."""
        with self.reading() as conn:
            return history(conn, subject, self._incident, self)

    def _detail(self, conn: Connection, view: RequestRow, row: Any, lines: Any) -> RequestDetail:
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
            history=lines,
            place=_place(row),
            travelled=bool(row["travelled"]),
            requester=None if row["requester"] is None else Requester(row["requester"]),
            vulnerabilities=frozenset(Vulnerability(code) for code in (row["vulnerabilities"] or "").split()),
            access=frozenset(Access(code) for code in (row["access"] or "").split()),
            anonymous=bool(row["anonymous"]),
            answers=_answers(conn, view.id),
            duplicates=tuple(self._rows(conn, _ids(conn, IS_DOUBLE & (REQUEST.c.duplicate_of == view.id)))),
            together=tuple(self._rows(conn, _group(conn, view))),
            corrections=corrections(conn, view.id, self._incident),
        )

    @staticmethod
    def _chosen(conn: Connection, query: Any, wanted: RequestFilter) -> Any | None:
        """``query`` with the filters; None when a search finds nothing."""
        table = REQUEST.c
        if wanted.status_open is not None:
            query = query.where(table.ended == (not wanted.status_open))
        if wanted.point is not None:
            query = query.where(table.point == wanted.point)
        if wanted.priorities:
            query = query.where(table.priority.in_(sorted(wanted.priorities)))
        if wanted.group is not None:
            query = query.where(table.category_group == wanted.group.value)
        if wanted.status is not None:
            query = query.where(table.status == wanted.status.value)
        if wanted.unseen:
            query = query.where(table.seen_at.is_(None))
        if wanted.stale_before is not None:
            query = query.where(table.touched_at < wanted.stale_before)
        if wanted.search.strip():
            numbers = hits(conn, wanted.search, (Found.REQUEST,), only_open=wanted.status_open is True)
            if not numbers:
                return None
            query = query.where(table.id.in_(subjects_of(conn, numbers)))
        return query

    def _rows(self, conn: Connection, ids: Sequence[str]) -> list[RequestRow]:
        """In the order of ``ids``."""
        if not ids:
            return []
        query = self.delivered(REQUEST).add_columns(_KEPT.c.ticket.label("kept_ticket"))
        query = query.outerjoin(_KEPT, _KEPT.c.id == REQUEST.c.duplicate_of).where(REQUEST.c.id.in_(ids))
        found = {row["id"]: row for row in conn.execute(query).mappings()}
        claims, doubtful = _claims(conn, ids), unchecked_subjects(conn, ids)
        made = [self._row(found[each], claims.get(each, [])) for each in ids if each in found]
        return [replace(row, unchecked=row.id in doubtful) for row in made]

    def _row(self, row: Any, claims: list[tuple[str, str]]) -> RequestRow:
        step, at = self.step_of(row, row["seen_at"])
        category = row["category"] or row["category_here"]
        taken = row["taken_over_by"]
        return RequestRow(
            id=SubjectId(row["id"]),
            ticket=row["ticket"],
            point=self.point_name(row["point"]),
            own=row["own_author"] is not None,
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
            time_uncertain=self.uncertain(row["registered_at"], row),
            needed=row["needed"],
            met=row["met"],
            place=row["address"] or row["address_here"] or row["pc4"],
            touched_at=row["touched_at"],
            outcome=None if row["outcome"] is None else RequestStatus(row["outcome"]),
            reason=None if row["reason"] is None else Reason(row["reason"]),
            party=None if row["party"] is None else Party(row["party"]),
            callback_at=row["callback_at"],
            callback_way=None if row["callback_way"] is None else CallbackWay(row["callback_way"]),
            told_at=row["told_at"],
            answered_at=row["answered_at"],
            duplicate_of=SubjectId(row["duplicate_of"]) if row["duplicate_of"] else None,
            duplicate_ticket=row["kept_ticket"] or "",
            together=SubjectId(row["together"]) if row["together"] else None,
            contested=tuple(row["contested"].split()),
            revision=row["revision"],
        )


def _place(row: Any) -> Place | None:
    if row["postcode"] is None:
        return None
    return Place(row["postcode"], row["street"], row["house_number"], row["place_words"])


def _answers(conn: Connection, request: str) -> tuple[RequestAnswer, ...]:
    line = LINE.c
    query = select(LINE).where(line.subject == request, line.what == "RequestAnswered").order_by(line.position)
    return tuple(
        RequestAnswer(
            Answer(row["code"]), row["text"], row["at"], row["due_at"], Role(row["role"]), SubjectId(row["id"])
        )
        for row in conn.execute(query).mappings()
    )


def _ids(conn: Connection, where: Any) -> list[str]:
    return list(conn.execute(select(REQUEST.c.id).where(where).order_by(REQUEST.c.id).limit(_DETAILS)).scalars())


def _group(conn: Connection, view: RequestRow) -> list[str]:
    first = view.together or view.id
    table = REQUEST.c
    others = _ids(conn, IN_GROUP & (table.together == first) & (table.id != view.id))
    return [first, *others] if view.together else others


def _claims(conn: Connection, requests: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    query = select(CLAIM.c.request, HELPER.c.ticket, HELPER.c.status).join(HELPER, HELPER.c.id == CLAIM.c.helper)
    found: dict[str, list[tuple[str, str]]] = {}
    for request, ticket, status in conn.execute(query.where(CLAIM.c.request.in_(requests))):
        found.setdefault(request, []).append((ticket, status))
    return found
