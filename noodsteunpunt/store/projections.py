# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the logs to the rows: read one subject's entries, fold, write its row. Runs inside the transaction
that appended the facts."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from noodsteunpunt.domain.facts import (
    FACTS,
    HOUSE_ONLY,
    Fact,
    Lane,
    PackInstalled,
    RequestSeen,
    RequestTakenOver,
    Stamped,
)
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.encoding import EncodingError, EntryHead, UnknownFact, decode_head, decode_part
from noodsteunpunt.store.house_log import ALONE, keys_of, open_alone, open_house
from noodsteunpunt.store.moved import now_at, once_at, repointed
from noodsteunpunt.store.rows import WRITERS
from noodsteunpunt.store.search import forget_words
from noodsteunpunt.store.tables import (
    BOARD_ITEM,
    CHILD,
    CLAIM,
    EMERGENCY,
    ENTRY,
    HEAD_COUNT,
    HELPER,
    HOUSE_ENTRY,
    LINE,
    LOG_ENTRY,
    MESSAGE,
    OFFER,
    OFFER_HOLD,
    PERSON,
    POINT,
    POINT_PACK,
    QUESTION,
    REQUEST,
    SHIFT,
    SHIFT_TOLD,
    TEAM,
    WORK_LIST,
)

_OF_SUBJECT = (
    *(REQUEST.c.id, HELPER.c.id, CLAIM.c.helper, POINT.c.id, POINT_PACK.c.id),
    *(EMERGENCY.c.id, MESSAGE.c.id, LINE.c.subject, HEAD_COUNT.c.id, QUESTION.c.id),
    *(BOARD_ITEM.c.id, PERSON.c.id),
    *(LOG_ENTRY.c.subject, SHIFT.c.id, SHIFT_TOLD.c.id, WORK_LIST.c.id, TEAM.c.id, CHILD.c.id),
    *(OFFER.c.id, OFFER_HOLD.c.offer),
)
"""Where a subject may stand."""

_LATEST_MINUTE = 1 << 24
"""32 years after the incident began: the limit of a fact's own time too."""

_LATEST_NUMBER = 2**32 - 1
_MINUTES = ("deadline", "come_back", "due", "until", "minutes", "reply_by")
"""Open fields that count minutes."""

_LATEST_DAY = 1 << 20
"""In the year 4840."""

_PACK = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""An id of a pack; nothing else comes onto the board in its place."""


class Projector:
    """``started_at``: Unix seconds of the incident's first minute; ``coordinating``: numbers of the coordination
    points."""

    def __init__(self, started_at: int, coordinating: Container[int]) -> None:
        self._started_at = started_at
        self._coordinating = coordinating

    def stamped(self, conn: Connection, subject: str) -> list[Stamped]:
        """All of a subject's facts that this program understands, of both logs."""
        entry, house = ENTRY.c, HOUSE_ENTRY.c
        entries = conn.execute(
            select(entry.author, entry.seq, entry.lamport, entry.body).where(
                entry.subject == subject, entry.state.in_(("ok", "partial"))
            )
        ).all()
        kept = conn.execute(
            select(house.author, house.seq, house.about_seq, house.ciphertext).where(house.subject == subject)
        ).all()
        keys = keys_of(conn, subject) if kept else {}
        houses = {(row.author, row.about_seq): row for row in kept if row.about_seq != ALONE}
        found = [self._one(*row, houses.get((row.author, row.seq)), keys.get(row.author)) for row in entries]
        found += self._alone(conn, kept, keys)
        for other in once_at(conn, subject):
            query = select(house.author, house.seq, house.about_seq, house.ciphertext)
            rows = conn.execute(query.where(house.subject == other, house.about_seq == ALONE)).all()
            found += self._alone(conn, rows, keys_of(conn, other))
        return [stamped for stamped in found if stamped is not None]

    def _alone(self, conn: Connection, rows: Iterable[Any], keys: dict[int, bytes]) -> list[Stamped]:
        """Of the house log alone, pointing to where things are now."""
        opened = (open_alone(row, keys.get(row.author), self._started_at) for row in rows if row.about_seq == ALONE)
        return [
            replace(one, fact=repointed(one.fact, lambda number: now_at(conn, number)))
            for one in opened
            if one is not None
        ]

    def _one(self, author: int, seq: int, lamport: int, body: bytes, house: Any, key: bytes | None) -> Stamped | None:
        try:
            head = decode_head(author, seq, body)
            kind, values = read_air(head)
        except EncodingError:
            return None
        if kind in (RequestSeen, RequestTakenOver) and author >> 6 not in self._coordinating:
            return None  # only a coordination point says that somebody saw it
        # What is open counts, also where the rest cannot be read: the rows are the same everywhere.
        sealed = self._sealed(kind, head.sealed)
        own = open_house(kind, author, house, key)
        at = self._started_at + head.minutes * 60
        fact = kind(**values, **(sealed or {}), **(own or {}))
        return Stamped(lamport, author, seq, at, fact, sealed is not None, own is not None)

    @staticmethod
    def _sealed(kind: type[Fact], part: bytes) -> dict[str, Any] | None:
        try:
            return decode_part(kind, Lane.SEALED, part) if part else None
        except EncodingError:
            return None

    def refold(self, conn: Connection, subjects: Iterable[str]) -> None:
        """Write the rows of these subjects anew. Every old row goes first: an entry that changed its subject
        must not stand in two rows, and a subject is one thing."""
        wanted = sorted(set(subjects) - {""})
        if not wanted:
            return
        this: BindParameter[str] = bindparam("subject")
        for column in _OF_SUBJECT:
            conn.execute(delete(column.table).where(column == this), [{"subject": subject} for subject in wanted])
        for subject in wanted:
            facts = self.stamped(conn, subject)
            kinds = {fact.fact.KIND for fact in facts}
            write = next((write for kind, write in WRITERS if kind.KIND in kinds), None)
            if write is None or not write(conn, subject, facts, self._started_at):
                forget_words(conn, [subject])


def read_air(head: EntryHead) -> tuple[type[Fact], dict[str, Any]]:
    """(kind, open fields) of a fact that can become a row; raises :class:`EncodingError` for any other."""
    kind = FACTS.get(head.kind)
    if kind is None or kind in HOUSE_ONLY:
        raise UnknownFact("kind")
    values = decode_part(kind, Lane.AIR, head.air)
    if (values.get("expires") or 0) > _LATEST_DAY:
        raise EncodingError("expires")
    if (values.get("announced") or 0) > _LATEST_NUMBER:
        raise EncodingError("announced")
    if kind is PackInstalled and not _PACK.fullmatch(values.get("pack", "")):
        raise EncodingError("pack")
    if any((values.get(name) or 0) > _LATEST_MINUTE for name in _MINUTES):
        raise EncodingError("minutes")
    try:
        ticket_of(kind(**values))
    except ValueError as error:
        raise EncodingError("ticket") from error
    return kind, values


def understood(head: EntryHead) -> bool:
    """Can this program fold it?"""
    try:
        read_air(head)
    except EncodingError:
        return False
    return True
