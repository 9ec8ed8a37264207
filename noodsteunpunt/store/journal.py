# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two logs. The mesh log takes what may travel, the house log what may not; rows follow in the same
transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.facts import Fact, priority_of, subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding import VERSION, EncodingError, decode_head, encode_house, encode_mesh
from noodsteunpunt.store.base import StoreBase
from noodsteunpunt.store.errors import StoreError
from noodsteunpunt.store.projections import house_nonce, known_kind
from noodsteunpunt.store.tables import (
    ENTRY,
    FRAME,
    FRAME_ASIDE,
    HOUSE_ENTRY,
    PROJECTIONS,
    REPLICA,
    SUBJECT_KEY,
    TICKET_COUNTER,
    Replica,
)
from sync.frames import EntriesBody, Entry, FrameError, decode_body

LAMPORT_LEAP = 65_536
"""A number this far above the highest known is held aside: it would drag everybody along."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """``id`` is the entry's; it is the subject's too if the fact opened it."""

    id: SubjectId
    subject: SubjectId
    seq: int
    lamport: int


class Journal(StoreBase):
    """Appends and accepts."""

    def next_ticket(self, kind: str, desk: str) -> int:
        """The desk's next number, spent durably: a slip may carry it before the fact is saved."""
        with self.transaction() as conn:
            statement = insert(TICKET_COUNTER).values(kind=kind, desk=desk, number=1)
            bump = statement.on_conflict_do_update(
                index_elements=["kind", "desk"],
                set_={"number": TICKET_COUNTER.c.number + 1},
            )
            conn.execute(bump)
            query = select(TICKET_COUNTER.c.number).where(TICKET_COUNTER.c.kind == kind, TICKET_COUNTER.c.desk == desk)
            return int(conn.execute(query).scalar_one())

    def record(self, fact: Fact, *, subject: SubjectId | None, at: int) -> Recorded:
        """Append to both logs and fold, in one transaction; durable on return."""
        with self.transaction() as conn:
            return self._append(conn, fact, subject, at)

    def _append(self, conn: Connection, fact: Fact, subject: SubjectId | None, at: int) -> Recorded:
        replica = self.active(conn)
        if replica is None:
            raise StoreError("no replica")
        seq = replica.entry_seq + 1
        lamport = (
            int(
                conn.execute(
                    select(func.coalesce(func.max(ENTRY.c.lamport), 0)).where(ENTRY.c.state != "aside")
                ).scalar_one()
            )
            + 1
        )
        minutes = (at - self.incident.started_at) // 60
        try:
            body = encode_mesh(
                fact, author=replica.author, seq=seq, subject=subject, minutes=minutes, sealer=self._sealer
            )
        except EncodingError as error:
            raise StoreError("too long") from error
        own = subject_id(replica.author, seq)
        about = subject or own
        conn.execute(
            insert(ENTRY).values(
                author=replica.author,
                seq=seq,
                lamport=lamport,
                frame_number=None,
                subject=about,
                kind=fact.KIND,
                priority=priority_of(fact),
                state="ok",
                received_at=at,
                body=body,
            )
        )
        conn.execute(update(REPLICA).where(REPLICA.c.author == replica.author).values(entry_seq=seq))
        house = encode_house(fact)
        if house:
            self._append_house(conn, replica, about, seq, house)
        self._projector.refold(conn, [about])
        return Recorded(own, about, seq, lamport)

    def _append_house(self, conn: Connection, replica: Replica, subject: str, about_seq: int, plain: bytes) -> None:
        key = conn.execute(select(SUBJECT_KEY.c.key).where(SUBJECT_KEY.c.subject == subject)).scalar()
        if key is None:
            key = secrets.token_bytes(32)
            conn.execute(insert(SUBJECT_KEY).values(subject=subject, key=key))
        seq = replica.house_seq + 1
        ciphertext = AESGCMSIV(key).encrypt(house_nonce(replica.author, seq), plain, None)
        chain = hashlib.sha256(replica.house_chain + seq.to_bytes(4, "big") + ciphertext).digest()
        conn.execute(
            insert(HOUSE_ENTRY).values(
                author=replica.author, seq=seq, about_seq=about_seq, subject=subject, ciphertext=ciphertext, chain=chain
            )
        )
        conn.execute(update(REPLICA).where(REPLICA.c.author == replica.author).values(house_seq=seq, house_chain=chain))

    def pending(self, limit: int) -> list[tuple[int, Entry]]:
        """Own entries that are in no frame yet, in order, with their sending class."""
        with self.transaction() as conn:
            replica = self.active(conn)
            if replica is None:
                return []
            rows = conn.execute(
                select(ENTRY.c.priority, ENTRY.c.seq, ENTRY.c.lamport, ENTRY.c.body)
                .where(ENTRY.c.author == replica.author, ENTRY.c.frame_number.is_(None))
                .order_by(ENTRY.c.seq)
                .limit(limit)
            ).all()
        return [(row.priority, Entry(row.seq, row.lamport, row.body)) for row in rows]

    def freeze(self, bodies: Sequence[bytes]) -> list[tuple[int, bytes]]:
        """Give own frames their numbers, durably; only then may they be transmitted."""
        with self.transaction() as conn:
            replica = self.active(conn)
            if replica is None:
                raise StoreError("no replica")
            number = self._next_number(conn, replica.author)
            frozen = []
            for body in bodies:
                conn.execute(insert(FRAME).values(author=replica.author, number=number, body=body, received_at=0))
                decoded = decode_body(body)
                if isinstance(decoded, EntriesBody):
                    seqs = [entry.seq for entry in decoded.entries]
                    conn.execute(
                        update(ENTRY)
                        .where(ENTRY.c.author == replica.author, ENTRY.c.seq.in_(seqs))
                        .values(frame_number=number)
                    )
                frozen.append((number, body))
                number += 1
            return frozen

    def _next_number(self, conn: Connection, author: int) -> int:
        query = select(func.coalesce(func.max(FRAME.c.number), -1)).where(FRAME.c.author == author)
        return int(conn.execute(query).scalar_one()) + 1

    def accept(self, frames: Iterable[tuple[int, int, bytes]], received_at: int) -> None:
        """Store frames of others, their entries and rows, in one transaction. Idempotent; a frame that
        contradicts one we hold is kept aside."""
        with self.transaction() as conn:
            touched: set[str] = set()
            for author, number, body in frames:
                held = conn.execute(
                    select(FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number == number)
                ).scalar()
                if held is not None:
                    if held != body:
                        self._aside(conn, author, number, body, received_at)
                    continue
                conn.execute(insert(FRAME).values(author=author, number=number, body=body, received_at=received_at))
                touched |= self._take_entries(conn, author, number, body, received_at)
            self._projector.refold(conn, touched)

    def _aside(self, conn: Connection, author: int, number: int, body: bytes, received_at: int) -> None:
        known = conn.execute(
            select(FRAME_ASIDE.c.id).where(
                FRAME_ASIDE.c.author == author, FRAME_ASIDE.c.number == number, FRAME_ASIDE.c.body == body
            )
        ).first()
        if known is None:
            conn.execute(insert(FRAME_ASIDE).values(author=author, number=number, body=body, received_at=received_at))

    def _take_entries(self, conn: Connection, author: int, number: int, body: bytes, received_at: int) -> set[str]:
        try:
            decoded = decode_body(body)
        except FrameError:
            return set()
        if not isinstance(decoded, EntriesBody):
            return set()
        highest = int(
            conn.execute(
                select(func.coalesce(func.max(ENTRY.c.lamport), 0)).where(ENTRY.c.state != "aside")
            ).scalar_one()
        )
        touched: set[str] = set()
        for entry in decoded.entries:
            subject, kind, state = self._judge(author, entry, highest)
            conn.execute(
                insert(ENTRY)
                .values(
                    author=author,
                    seq=entry.seq,
                    lamport=entry.lamport,
                    frame_number=number,
                    subject=subject,
                    kind=kind,
                    priority=int(decoded.priority),
                    state=state,
                    received_at=received_at,
                    body=entry.body,
                )
                .on_conflict_do_nothing()
            )
            touched.add(subject)
        return touched

    @staticmethod
    def _judge(author: int, entry: Entry, highest: int) -> tuple[str, int, str]:
        try:
            head = decode_head(author, entry.seq, entry.body)
        except EncodingError:
            return "", 0, "unknown"
        if entry.lamport > highest + LAMPORT_LEAP:
            return head.subject, head.kind, "aside"
        known = known_kind(head.kind) and head.version == VERSION
        return head.subject, head.kind, "ok" if known else "unknown"

    def heads(self) -> dict[int, int]:
        """Frames without gap from 0, per author."""
        with self.transaction() as conn:
            return {author: head for author, (head, _) in self._extent(conn).items()}

    def beyond(self) -> dict[int, frozenset[int]]:
        """Numbers held beyond the head, per author."""
        with self.transaction() as conn:
            return {author: frozenset(rest) for author, (_, rest) in self._extent(conn).items() if rest}

    @staticmethod
    def _extent(conn: Connection) -> dict[int, tuple[int, list[int]]]:
        extent: dict[int, tuple[int, list[int]]] = {}
        query = select(FRAME.c.author, FRAME.c.number).order_by(FRAME.c.author, FRAME.c.number)
        for author, number in conn.execute(query):
            head, rest = extent.setdefault(author, (0, []))
            if number == head:
                extent[author] = (head + 1, rest)
            else:
                rest.append(number)
        return extent

    def read(self, author: int, number: int) -> bytes | None:
        """A frame's body."""
        with self.transaction() as conn:
            query = select(FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number == number)
            return conn.execute(query).scalar()

    def rebuild(self) -> None:
        """All rows anew from the logs."""
        with self.transaction() as conn:
            for table in PROJECTIONS:
                conn.execute(delete(table))
            subjects = conn.execute(select(ENTRY.c.subject).distinct()).scalars().all()
            self._projector.refold(conn, [subject for subject in subjects if subject])
