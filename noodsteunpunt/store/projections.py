# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the logs to the rows: read one subject's entries, fold, write its row. Runs inside the transaction
that appended the facts."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from noodsteunpunt.domain.facts import (
    FACTS,
    Fact,
    HelperRegistered,
    Lane,
    PackInstalled,
    PointReported,
    RequestRegistered,
    RequestSeen,
    RequestTakenOver,
    Stamped,
)
from noodsteunpunt.domain.fold import fold_helper, fold_pack, fold_point, fold_request
from noodsteunpunt.domain.lifecycles import ENDED
from noodsteunpunt.domain.rules import ticket_of
from noodsteunpunt.encoding import EncodingError, EntryHead, UnknownFact, decode_head, decode_part
from noodsteunpunt.store.tables import (
    CLAIM,
    ENTRY,
    HELPER,
    HOUSE_ENTRY,
    POINT,
    POINT_PACK,
    REQUEST,
    SUBJECT_KEY,
)

_HOUSE_REQUEST = (
    *("category_here", "address_here", "note_here", "place_words"),
    *("name", "phone", "health_note", "access_note", "remarks"),
)

_LATEST_MINUTE = 1 << 24
"""32 years after the incident began: the limit of a fact's own time too."""

_LATEST_NUMBER = 2**32 - 1
_LATEST_DAY = 1 << 20
"""In the year 4840."""

_PACK = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""An id of a pack; nothing else comes onto the board in its place."""


def house_nonce(author: int, seq: int) -> bytes:
    """12 B per house entry of a replica."""
    return b"hous" + author.to_bytes(2, "big") + seq.to_bytes(6, "big")


class Projector:
    """``started_at``: Unix seconds of the incident's first minute; ``coordinating``: numbers of the coordination
    points."""

    def __init__(self, started_at: int, coordinating: Container[int]) -> None:
        self._started_at = started_at
        self._coordinating = coordinating

    def stamped(self, conn: Connection, subject: str) -> list[Stamped]:
        """All of a subject's facts that this program understands."""
        entry, house = ENTRY.c, HOUSE_ENTRY.c
        rows = conn.execute(
            select(entry.author, entry.seq, entry.lamport, entry.body).where(
                entry.subject == subject, entry.state.in_(("ok", "partial"))
            )
        ).all()
        houses = {
            (row.author, row.about_seq): row
            for row in conn.execute(
                select(house.author, house.seq, house.about_seq, house.ciphertext).where(house.subject == subject)
            )
        }
        keys: dict[int, bytes] = {}
        if houses:
            written = select(SUBJECT_KEY.c.author, SUBJECT_KEY.c.key).where(SUBJECT_KEY.c.subject == subject)
            keys = {row.author: row.key for row in conn.execute(written)}
        made = (self._one(*row, houses.get((row.author, row.seq)), keys.get(row.author)) for row in rows)
        return [stamped for stamped in made if stamped]

    def _one(self, author: int, seq: int, lamport: int, body: bytes, house: Any, key: bytes | None) -> Stamped | None:
        try:
            head = decode_head(author, seq, body)
            kind, values = read_air(head)
        except EncodingError:
            return None
        # What is open counts, also where the rest cannot be read: the rows are the same everywhere.
        sealed = self._sealed(kind, head.sealed)
        own = self._house(kind, author, house, key)
        if kind in (RequestSeen, RequestTakenOver) and author >> 6 not in self._coordinating:
            return None  # only a coordination point says that somebody saw it
        at = self._started_at + head.minutes * 60
        fact = kind(**values, **(sealed or {}), **(own or {}))
        return Stamped(lamport, author, seq, at, fact, sealed is not None, own is not None)

    @staticmethod
    def _sealed(kind: type[Fact], part: bytes) -> dict[str, Any] | None:
        try:
            return decode_part(kind, Lane.SEALED, part) if part else None
        except EncodingError:
            return None

    @staticmethod
    def _house(kind: type[Fact], author: int, house: Any, key: bytes | None) -> dict[str, Any] | None:
        if house is None or key is None:
            return None
        try:
            plain = AESGCMSIV(key).decrypt(house_nonce(author, house.seq), house.ciphertext, None)
            return decode_part(kind, Lane.HOUSE, plain)
        except (EncodingError, InvalidTag):
            return None

    def refold(self, conn: Connection, subjects: Iterable[str]) -> None:
        """Write the rows of these subjects anew. Every old row goes first: an entry that changed its subject
        must not stand in two rows, and a subject is one thing."""
        wanted = sorted(set(subjects) - {""})
        if not wanted:
            return
        this: BindParameter[str] = bindparam("subject")
        for column in (REQUEST.c.id, HELPER.c.id, POINT.c.id, POINT_PACK.c.id, CLAIM.c.helper):
            conn.execute(delete(column.table).where(column == this), [{"subject": subject} for subject in wanted])
        for subject in wanted:
            facts = self.stamped(conn, subject)
            kinds = {fact.fact.KIND for fact in facts}
            if RequestRegistered.KIND in kinds:
                self._request(conn, subject, facts)
            elif HelperRegistered.KIND in kinds:
                self._helper(conn, subject, facts)
            elif PointReported.KIND in kinds:
                self._point(conn, subject, facts)
            elif PackInstalled.KIND in kinds:
                self._pack(conn, subject, facts)

    def _request(self, conn: Connection, subject: str, facts: list[Stamped]) -> None:
        state = fold_request(facts)
        if state is None or not isinstance(state.opened.fact, RequestRegistered):
            return
        opened, fact = state.opened, state.opened.fact
        deadline = None if fact.deadline is None else self._started_at + fact.deadline * 60
        row: dict[str, Any] = {
            "id": subject,
            "author": opened.author,
            "opened_seq": opened.seq,
            "point": opened.author >> 6,
            "ticket": ticket_of(fact),
            "category_group": fact.group.value,
            "priority": fact.priority.value,
            "people": fact.people,
            "pc4": fact.pc4,
            "deadline_at": deadline,
            "callback_only": fact.callback_only,
            "status": state.status.value,
            "ended": state.status in ENDED,
            "registered_at": opened.at,
            "seen_at": state.seen_at,
            "taken_over_by": None if state.taken_over_by is None else state.taken_over_by >> 6,
            "category": fact.category.value if opened.sealed_read and fact.category else None,
            "address": fact.address if opened.sealed_read else None,
            "note": fact.note if opened.sealed_read else None,
            "house": opened.house_read,
        }
        for name in _HOUSE_REQUEST:
            value = getattr(fact, name)
            row[name] = (getattr(value, "value", value)) if opened.house_read else None
        conn.execute(insert(REQUEST), row)

    def _helper(self, conn: Connection, subject: str, facts: list[Stamped]) -> None:
        state = fold_helper(facts)
        if state is None or not isinstance(state.opened.fact, HelperRegistered):
            return
        opened, fact = state.opened, state.opened.fact
        row: dict[str, Any] = {
            "id": subject,
            "author": opened.author,
            "opened_seq": opened.seq,
            "point": opened.author >> 6,
            "ticket": ticket_of(fact),
            "skills": " ".join(sorted(skill.value for skill in fact.skills)),
            "pc4": fact.pc4,
            "adult": fact.adult,
            "vehicle": fact.vehicle,
            "group_size": fact.group_size,
            "status": state.status.value,
            "revision": state.revision,
            "registered_at": opened.at,
            "house": opened.house_read,
        }
        for name in ("name", "phone", "remarks"):
            row[name] = getattr(fact, name) if opened.house_read else None
        conn.execute(insert(HELPER), row)
        for claim in state.claims:
            values = {
                "id": claim.id, "helper": subject, "request": claim.request, "point": claim.author >> 6,
                "role": claim.role.value, "at": claim.at,
            }  # fmt: skip
            conn.execute(insert(CLAIM), values)

    def _point(self, conn: Connection, subject: str, facts: list[Stamped]) -> None:
        state = fold_point(facts)
        if state is None or not isinstance(state.reported.fact, PointReported):
            return
        reported, fact = state.reported, state.reported.fact
        row = {
            "id": subject,
            "point": reported.author >> 6,
            "status": fact.status.value,
            "staff": fact.staff,
            "visitors": fact.visitors,
            "power": fact.power.value,
            "power_hours": fact.power_hours,
            "reported_at": reported.at,
            "lamport": reported.lamport,
        }
        conn.execute(insert(POINT), row)

    def _pack(self, conn: Connection, subject: str, facts: list[Stamped]) -> None:
        state = fold_pack(facts)
        if state is None or not isinstance(state.installed.fact, PackInstalled):
            return
        installed, fact = state.installed, state.installed.fact
        row = {
            "id": subject,
            "point": installed.author >> 6,
            "pack": fact.pack,
            "version": fact.version,
            "core_version": fact.core_version,
            "expires_at": fact.expires * 86_400,
            "put_back": fact.put_back,
            "announced": fact.announced,
            "installed_at": installed.at,
            "lamport": installed.lamport,
        }
        conn.execute(insert(POINT_PACK), row)


def read_air(head: EntryHead) -> tuple[type[Fact], dict[str, Any]]:
    """(kind, open fields) of a fact that can become a row; raises :class:`EncodingError` for any other."""
    kind = FACTS.get(head.kind)
    if kind is None:
        raise UnknownFact("kind")
    values = decode_part(kind, Lane.AIR, head.air)
    if (values.get("deadline") or 0) > _LATEST_MINUTE:
        raise EncodingError("deadline")
    if (values.get("expires") or 0) > _LATEST_DAY:
        raise EncodingError("expires")
    if (values.get("announced") or 0) > _LATEST_NUMBER:
        raise EncodingError("announced")
    if kind is PackInstalled and not _PACK.fullmatch(values.get("pack", "")):
        raise EncodingError("pack")
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
