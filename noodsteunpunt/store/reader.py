# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads rows as views, on a read-only connection of its own; every method is one short transaction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from noodsteunpunt.domain.board import BoardRow
from noodsteunpunt.domain.packs import InstalledPack, PackText
from noodsteunpunt.domain.people import PersonRow
from noodsteunpunt.domain.values import PointStatus, SubjectId
from noodsteunpunt.domain.views import Conflict, Counters, HelperRow, PointName, PointRow
from noodsteunpunt.domain.views_desk import Found, Surroundings
from noodsteunpunt.domain.views_network import PeerRow
from noodsteunpunt.store.base import IncidentInfo
from noodsteunpunt.store.board import board_rows
from noodsteunpunt.store.courier import CourierReads
from noodsteunpunt.store.packs import KeptIndex, index_mark, installed_packs, search_pack
from noodsteunpunt.store.people import person_rows
from noodsteunpunt.store.reader_detail import helper_rows
from noodsteunpunt.store.reader_emergencies import EmergencyReader
from noodsteunpunt.store.reader_matching import WorkReader
from noodsteunpunt.store.reader_messages import DeskReader
from noodsteunpunt.store.reader_points import journal_counts, peer_rows, point_rows, surroundings
from noodsteunpunt.store.reader_requests import RequestReader
from noodsteunpunt.store.reader_search import SearchReader
from noodsteunpunt.store.search import hits, subjects_of
from noodsteunpunt.store.tables import EMERGENCY, HELPER, POINT, REQUEST


class Reader(RequestReader, EmergencyReader, WorkReader, DeskReader, SearchReader, CourierReads):
    """Thread-safe as long as one thread uses it at a time."""

    def __init__(self, connection: Any, incident: IncidentInfo, index: KeptIndex | None = None) -> None:
        super().__init__(connection, incident)
        self._index = index or KeptIndex()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Idempotent."""
        self._engine.dispose()
        self._connection.close()

    # -- people -----------------------------------------------------------------------------------------

    def people(self) -> list[PersonRow]:
        """Who works here; who has gone comes last."""
        with self.reading() as conn:
            return person_rows(conn)

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
        with self.reading() as conn:
            if search.strip():
                query = query.where(table.id.in_(subjects_of(conn, hits(conn, search, (Found.HELPER,)))))
            rows = conn.execute(query.order_by(rank, table.registered_at, table.id).offset(offset).limit(limit))
            return helper_rows(conn, rows.mappings().all(), self.point_name)

    def helper(self, helper: SubjectId) -> HelperRow | None:
        """One helper with the live claims."""
        with self.reading() as conn:
            query = select(HELPER).where(HELPER.c.id == helper)
            row = conn.execute(query).mappings().first()
            return None if row is None else helper_rows(conn, [row], self.point_name)[0]

    def works_since(self, helper: SubjectId) -> int | None:
        """Unix seconds since when this helper works without a break; None at rest."""
        with self.reading() as conn:
            since = conn.execute(select(HELPER.c.on_since).where(HELPER.c.id == helper)).scalar()
        return None if since is None else int(since)

    def helper_list(self, helpers: Collection[SubjectId]) -> list[HelperRow]:
        """These helpers."""
        with self.reading() as conn:
            rows = conn.execute(select(HELPER).where(HELPER.c.id.in_(list(helpers))).order_by(HELPER.c.id))
            return helper_rows(conn, rows.mappings().all(), self.point_name)

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

    def surroundings(self, now: int) -> Surroundings:
        """What the top line says of this point and of who coordinates."""
        with self.reading() as conn:
            return surroundings(conn, self._incident, now)

    def point_status(self, point: int) -> PointStatus | None:
        """A point's newest own word."""
        query = select(POINT.c.status).where(POINT.c.point == point).order_by(POINT.c.lamport.desc())
        with self.reading() as conn:
            status = conn.execute(query).scalar()
        return None if status is None else PointStatus(status)

    def counters(self, now: int = 0) -> Counters:
        """Numbers for the rail; ``now`` for what is due."""
        request, helper = REQUEST.c, HELPER.c
        with self.reading() as conn:
            counts = conn.execute(
                select(
                    func.count(),
                    func.coalesce(func.sum(case((request.priority == "P1", 1), else_=0)), 0),
                    func.coalesce(func.sum(case((request.seen_at.is_(None), 1), else_=0)), 0),
                ).where(request.ended.is_(False))
            ).one()

            def count(*where: ColumnElement[bool]) -> int:
                return int(conn.execute(select(func.count()).where(*where)).scalar_one())

            return Counters(
                open_requests=int(counts[0]),
                open_p1=int(counts[1]),
                unseen_requests=int(counts[2]),
                helpers_available=count(helper.status.in_(["registered", "available"])),
                conflicts=count(helper.status == "conflict"),
                waiting=journal_counts(conn)["pending"],
                emergencies=count(EMERGENCY.c.ended.is_(False)),
                messages_unread=count(self.is_unread()),
                callbacks_due=count(request.callback_at.is_not(None), request.callback_at <= now,
                                    request.point == self._own),
            )  # fmt: skip

    def peers(self, points: tuple[PointName, ...]) -> tuple[PeerRow, ...]:
        """Every writer we hold frames of."""
        with self.reading() as conn:
            return peer_rows(conn, {point.number: point for point in points}, self.point_name)

    def journal_counts(self) -> dict[str, int]:
        """pending, unsent_frames, unknown, held_aside."""
        with self.reading() as conn:
            return journal_counts(conn)

    # -- the public board -------------------------------------------------------------------------------

    def board_items(self) -> list[BoardRow]:
        """What hangs on the board of this point and beside its cards, expired or not; urgent ones first."""
        with self.reading() as conn:
            return board_rows(conn)

    # -- information packs ------------------------------------------------------------------------------

    def packs(self) -> list[InstalledPack]:
        """Every pack that was ever installed here."""
        with self.reading() as conn:
            return installed_packs(conn)

    def pack_mark(self) -> bytes:
        """Another one whenever what is shown of the current pack is another; empty without a pack."""
        with self.reading() as conn:
            return index_mark(conn)

    def search_pack(self, words: str, *, language: str = "", limit: int = 50, cards: bool = False) -> list[PackText]:
        """See :class:`noodsteunpunt.domain.packs.SearchIndex`."""
        with self.reading() as conn:
            index = self._index.current(conn)
        return search_pack(index, words, language, limit, cards)
