# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which frames belong to what is open: what a coordination point says of them, the engine signs. And the snapshot that
this station goes by itself, as the packets came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select

from noodsteunpunt.domain.lifecycles import HELPER_ENDED
from noodsteunpunt.domain.values import Priority
from noodsteunpunt.domain.values_desk import Precedence
from noodsteunpunt.domain.values_point import OfferStatus
from noodsteunpunt.store.base import StoreBase
from noodsteunpunt.store.tables import (
    CLAIM,
    EMERGENCY,
    ENTRY,
    HEAD_COUNT,
    HELPER,
    MESSAGE,
    OFFER,
    OFFER_HOLD,
    POINT,
    POINT_PACK,
    REQUEST,
    SHIFT_TOLD,
)
from sync.ids import Author

Frames = frozenset[tuple[Author, int]]

SNAPSHOT = "snapshot"
_NEWEST = ((POINT, 1), (POINT_PACK, 1), (SHIFT_TOLD, 1), (HEAD_COUNT, 3))
"""Of their facts only the last ones count: a count can be taken back, and then the one before it is shown."""

_GONE = (OfferStatus.DECLINED.value, OfferStatus.WITHDRAWN.value)
_SOON = (Precedence.FLASH.value, Precedence.PRIORITY.value)
_CHUNK = 500
"""Subjects in one query."""


class SnapshotStore(StoreBase):
    """Reads rows and entries; keeps packets."""

    def snapshot(self) -> list[bytes]:
        """The packets that were kept last."""
        return _apart(self.meta_get(SNAPSHOT) or b"")

    def save_snapshot(self, raws: Sequence[bytes]) -> None:
        """Keep these packets, and no others."""
        self.meta_set(SNAPSHOT, b"".join(bytes((len(raw),)) + raw for raw in raws))

    def open_frames(self, points: Collection[int]) -> tuple[Frames, Frames, Frames]:
        """Frames with what is known of P1 and noodmeldingen that are open; of P2, of urgent messages and the last word
        of every point; and of all else that is open at ``points``."""
        with self.reading() as conn:
            request = REQUEST.c
            waiting = request.ended.is_(False)
            life = _ids(conn, select(request.id).where(waiting, request.priority == Priority.P1.value))
            danger = _ids(conn, select(EMERGENCY.c.id).where(EMERGENCY.c.ended.is_(False)))
            urgent = _ids(conn, select(request.id).where(waiting, request.priority == Priority.P2.value))
            asked = MESSAGE.c.closed_at.is_(None)
            said = _ids(conn, select(MESSAGE.c.id).where(asked, MESSAGE.c.precedence.in_(_SOON)))
            own = _open_at(conn, points)
            first = _frames(conn, _with_helpers(conn, life | danger))
            second = _frames(conn, _with_helpers(conn, urgent) | said) | _newest(conn)
            return first, second, _frames(conn, _with_helpers(conn, own))


def _apart(kept: bytes) -> list[bytes]:
    raws, at = list[bytes](), 0
    while at < len(kept):
        raws.append(kept[at + 1 : at + 1 + kept[at]])
        at += 1 + kept[at]
    return raws


def _ids(conn: Connection, query: Select[Any]) -> set[str]:
    return set(conn.execute(query).scalars())


def _open_at(conn: Connection, points: Collection[int]) -> set[str]:
    """Whatever somebody at these points still works with."""
    request, helper, offer, message = REQUEST.c, HELPER.c, OFFER.c, MESSAGE.c
    ended = [status.value for status in HELPER_ENDED]
    theirs = or_(message.point.in_(points), message.to_point.in_(points))
    return (
        _ids(conn, select(request.id).where(request.ended.is_(False), request.point.in_(points)))
        | _ids(conn, select(helper.id).where(helper.point.in_(points), helper.status.not_in(ended)))
        | _ids(conn, select(offer.id).where(offer.point.in_(points), offer.status.not_in(_GONE)))
        | _ids(conn, select(message.id).where(message.closed_at.is_(None), theirs))
    )


def _with_helpers(conn: Connection, subjects: set[str]) -> set[str]:
    """And whom and what was claimed for them: a claim is a fact about the thing claimed."""
    return (
        subjects
        | _chunked(conn, CLAIM, subjects, CLAIM.c.helper)
        | _chunked(conn, OFFER_HOLD, subjects, OFFER_HOLD.c.offer)
    )


def _chunked(conn: Connection, table: Table, subjects: set[str], wanted: ColumnElement[Any]) -> set[str]:
    found: set[str] = set()
    for some in _slices(sorted(subjects)):
        found |= _ids(conn, select(wanted).where(table.c.request.in_(some)))
    return found


def _slices(subjects: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (subjects[at : at + _CHUNK] for at in range(0, len(subjects), _CHUNK))


def _frames(conn: Connection, subjects: set[str]) -> Frames:
    found: set[tuple[Author, int]] = set()
    entry = ENTRY.c
    for some in _slices(sorted(subjects)):
        query = select(entry.author, entry.frame_number).where(entry.subject.in_(some))
        found |= {(Author(a), n) for a, n in conn.execute(query) if n is not None}
    return frozenset(found)


def _newest(conn: Connection) -> Frames:
    """The frames of the last facts about each of these subjects."""
    entry, found = ENTRY.c, set[tuple[Author, int]]()
    for table, count in _NEWEST:
        age = func.row_number().over(
            partition_by=entry.subject, order_by=(entry.lamport.desc(), entry.author.desc(), entry.seq.desc())
        )
        aged = select(entry.author, entry.frame_number, age.label("age")).where(entry.subject.in_(select(table.c.id)))
        each = aged.subquery().c
        query = select(each.author, each.frame_number).where(each.age <= count, each.frame_number.is_not(None))
        found |= {(Author(author), number) for author, number in conn.execute(query)}
    return frozenset(found)
