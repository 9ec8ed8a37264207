# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recording in the two logs. The mesh log takes what may travel, the house log what may not; rows follow in the
same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.facts import FACTS, HOUSE_ONLY, Fact, house_id, is_house, priority_of, subject_id
from noodsteunpunt.domain.registers import NEWEST_ONLY, register_of, repeats
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding import Record, decode_entry, encode_content, encode_entry, encode_house, fill, record_of
from noodsteunpunt.store.errors import StoreError
from noodsteunpunt.store.house_log import append_alone, append_house
from noodsteunpunt.store.mesh_log import MeshLog, highest_lamport
from noodsteunpunt.store.search import forget_others
from noodsteunpunt.store.tables import ENTRY, FRAME, HOUSE_ENTRY, PROJECTIONS, REPLICA, TICKET_COUNTER, Replica
from sync.frames import Priority, content_room, encode_entries, is_skip
from sync.signing import Finisher


@dataclass(frozen=True, slots=True)
class Recorded:
    """``id`` is the entry's; it is the subject's too if the fact opened it."""

    id: SubjectId
    subject: SubjectId
    seq: int
    lamport: int


class Journal(MeshLog):
    """Appends."""

    def next_ticket(self, kind: str, desk: str, first: int = 1) -> int:
        """The desk's next number, from ``first`` on, spent durably: a slip may carry it before the fact is saved."""
        with self.transaction() as conn:
            statement = insert(TICKET_COUNTER).values(kind=kind, desk=desk, number=first)
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

    def record_all(self, facts: Sequence[Fact], *, subject: SubjectId | None, at: int) -> list[Recorded]:
        """Several facts about one subject, which the first one opens if there is none yet; all durable, or none."""
        with self.transaction() as conn:
            recorded: list[Recorded] = []
            for fact in facts:
                recorded.append(self._enter(conn, fact, subject, at))
                subject = recorded[-1].subject
            self._projector.refold(conn, {each.subject for each in recorded})
            return recorded

    def _append(self, conn: Connection, fact: Fact, subject: SubjectId | None, at: int) -> Recorded:
        recorded = self._enter(conn, fact, subject, at)
        self._projector.refold(conn, [recorded.subject])
        return recorded

    def _enter(self, conn: Connection, fact: Fact, subject: SubjectId | None, at: int) -> Recorded:
        """Into the logs only: the caller folds."""
        replica = self._active(conn)
        lamport = highest_lamport(conn) + 1
        minutes = (at - self.incident.started_at) // 60
        if isinstance(fact, HOUSE_ONLY) or (subject and is_house(subject)):
            about, seq = append_alone(conn, replica, fact, subject, lamport, minutes)
            return Recorded(house_id(replica.author, seq), SubjectId(about), seq, lamport)
        seq = replica.entry_seq + 1
        record = record_of(fact, seq=seq, lamport=lamport, minutes=minutes, subject=subject)
        if not fill([record], replica.author, content_room(0)):
            raise StoreError("too long")
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
                body=encode_entry(record),
            )
        )
        conn.execute(update(REPLICA).where(REPLICA.c.author == replica.author).values(entry_seq=seq))
        house = encode_house(fact)
        if house:
            append_house(conn, replica, about, seq, house)
        return Recorded(own, SubjectId(about), seq, lamport)

    def pending(self, limit: int) -> list[tuple[int, int]]:
        """Own entries that are in no frame yet, in order: the sending class and B on this disk of each."""
        with self.reading() as conn:
            replica = self.active(conn)
            rows = [] if replica is None else self._pending(conn, replica.author, limit)
        return [(row.priority, len(row.body)) for row in rows]

    @staticmethod
    def _pending(conn: Connection, author: int, limit: int) -> Sequence[Any]:
        entry = ENTRY.c
        query = select(entry.priority, entry.seq, entry.lamport, entry.body)
        query = query.where(entry.author == author, entry.frame_number.is_(None)).order_by(entry.seq).limit(limit)
        return conn.execute(query).all()

    def freeze_pending(self, limit: int, room: int, finish: Finisher) -> list[tuple[int, bytes]]:
        """Own entries into as few frames of at most ``room`` B before ``finish`` as their order allows, sealed and
        numbered, durably; only then may they be transmitted. A frame is as urgent as its most urgent entry."""
        frozen: list[tuple[int, bytes]] = []
        with self.transaction() as conn:
            replica = self._active(conn)
            rows, letters = self._pending(conn, replica.author, limit), self._sealer.letters(replica.author)
            records = [decode_entry(replica.author, row.seq, row.lamport, row.body) for row in rows]
            while records:
                count = max(1, fill(records, replica.author, content_room(0, room), letters))
                number = self._next_number(conn, replica.author)
                content = encode_content(records[:count], replica.author, number, self._sealer)
                priority = Priority(min(row.priority for row in rows[:count]))
                register = self._register(conn, replica.author, records[0]) if count == 1 else 0
                body = finish(number, encode_entries(priority, register, content))
                self._add_frame(conn, replica.author, number, body)
                own = (ENTRY.c.author == replica.author) & ENTRY.c.seq.in_([row.seq for row in rows[:count]])
                conn.execute(update(ENTRY).where(own).values(frame_number=number))
                frozen.append((number, body))
                records, rows = records[count:], rows[count:]
        return frozen

    @staticmethod
    def _register(conn: Connection, author: int, record: Record) -> int:
        """Of a frame with this entry alone; 0 for none. Beside others it would cost more than it can save."""
        if FACTS.get(record.kind) not in NEWEST_ONLY:
            return 0
        entry, subject = ENTRY.c, record.subject or subject_id(author, record.seq)
        query = select(entry.seq, entry.lamport, entry.subject, entry.body)
        query = query.where(entry.author == author, entry.kind == record.kind, entry.seq < record.seq)
        earlier = conn.execute(query.order_by(entry.seq)).all()
        last = next((row for row in reversed(earlier) if row.subject == subject), None)
        before = None if last is None else decode_entry(author, last.seq, last.lamport, last.body).values
        if not repeats(record.kind, record.values, before):
            return 0
        return register_of(record.kind, subject, [row.subject for row in earlier])

    def freeze(self, bodies: Sequence[bytes]) -> list[tuple[int, bytes]]:
        """Give own frames without entries their numbers, durably; only then may they be transmitted."""
        with self.transaction() as conn:
            author = self._active(conn).author
            first = self._next_number(conn, author)
            for number, body in enumerate(bodies, first):
                self._add_frame(conn, author, number, body)
            return list(enumerate(bodies, first))

    @staticmethod
    def _add_frame(conn: Connection, author: int, number: int, body: bytes) -> None:
        values = {"author": author, "number": number, "body": body, "received_at": 0, "checked": True}
        conn.execute(insert(FRAME), values | {"skip": is_skip(body)})

    def _active(self, conn: Connection) -> Replica:
        replica = self.active(conn)
        if replica is None:
            raise StoreError("no replica")
        return replica

    def _next_number(self, conn: Connection, author: int) -> int:
        query = select(func.coalesce(func.max(FRAME.c.number), -1)).where(FRAME.c.author == author)
        return int(conn.execute(query).scalar_one()) + 1

    def rebuild(self) -> None:
        """All rows anew from the logs."""
        with self.transaction() as conn:
            for table in PROJECTIONS:
                conn.execute(delete(table))
            subjects = set(conn.execute(select(ENTRY.c.subject).distinct()).scalars())
            subjects |= set(conn.execute(select(HOUSE_ENTRY.c.subject).distinct()).scalars())
            forget_others(conn, subjects)
            self._projector.refold(conn, subjects)
