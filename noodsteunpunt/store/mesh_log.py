# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mesh log of every author: frames accepted, their entries judged, what is held and what is missing.

The same frames give the same rows in whatever order they arrive: of two frames that carry one entry the lower
number counts, and what was held aside is judged again when the highest known number rises.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.facts import subject_id
from noodsteunpunt.encoding import EncodingError, Record, decode_content, decode_head, encode_entry
from noodsteunpunt.store.aside import Aside
from noodsteunpunt.store.extents import Extents
from noodsteunpunt.store.projections import understood
from noodsteunpunt.store.tables import ENTRY, FRAME, NOT_FOLDED, UNREAD
from sync.frames import EntriesBody, FrameError, Priority, UnknownBody, decode_body, is_skip

LAMPORT_LEAP = 65_536
"""A number this far above the highest known is held aside: it would drag everybody along."""

_ADD_ENTRY = insert(ENTRY).on_conflict_do_nothing()
_HIGHEST = (
    select(ENTRY.c.lamport)
    .where(ENTRY.c.state != literal_column("'aside'"))
    .order_by(ENTRY.c.lamport.desc())
    .limit(literal_column("1"))
)

_HIGHEST_INTEGER = (1 << 63) - 1


class MeshLog(Aside, Extents):
    """Accepts and reads frames."""

    def accept(
        self,
        frames: Iterable[tuple[int, int, bytes]],
        received_at: int,
        *,
        overruling: Collection[tuple[int, int]] = (),
    ) -> None:
        """Store frames of others, their entries and rows, in one transaction. Idempotent; a frame that
        contradicts one we hold is kept aside, unless it is one of ``overruling`` (author, number) and the other one
        goes. One under our own number that we did not write is kept aside as well: its entries would take the numbers
        of what is recorded next."""
        with self.transaction() as conn:
            own = self.active(conn)
            touched: set[str] = set()
            for author, number, body in frames:
                query = select(FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number == number)
                held = conn.execute(query).scalar()
                if held is not None and held != body and (author, number) in overruling:
                    touched |= self._take_away(conn, author, {number}, received_at)
                elif held is not None or (own is not None and own.author == author):
                    if held != body:
                        self._aside(conn, author, number, body, received_at)
                    continue
                row = {"author": author, "number": number, "body": body, "received_at": received_at, "checked": False}
                conn.execute(insert(FRAME), row | {"skip": is_skip(body)})
                touched |= self._take_entries(conn, author, number, body, received_at)
            touched |= self._judge_aside(conn)
            touched |= self._turned_up(conn, received_at)
            self._projector.refold(conn, touched)

    def settle(
        self,
        author: int,
        *,
        checked: Collection[int] = (),
        unchecked: Collection[int] = (),
        aside: Collection[int] = (),
        adopted: Collection[tuple[int, bytes]] = (),
        superseded: Collection[int] = (),
        at: int,
    ) -> None:
        """What signatures say of frames of ``author``, in one transaction: numbers that are covered now, or no longer;
        those that are not its word and go aside; (number, body) that come back from there; and those that nobody needs
        and nothing covers, which go. Idempotent."""
        with self.transaction() as conn:
            touched = self._take_away(conn, author, {*aside, *(number for number, _ in adopted)}, at)
            touched |= self._drop(conn, author, superseded, at)
            for number, body in adopted:
                values = {"author": author, "number": number, "body": body, "received_at": at, "checked": True}
                conn.execute(insert(FRAME).on_conflict_do_nothing(), values | {"skip": is_skip(body)})
                touched |= self._take_entries(conn, author, number, body, at)
            if adopted:
                touched |= self._turned_up(conn, at)
            for flag, numbers in ((True, checked), (False, unchecked)):
                this = [{"this": number} for number in numbers]
                if this:
                    where = and_(FRAME.c.author == author, FRAME.c.number == bindparam("this"))
                    conn.execute(update(FRAME).where(where).values(checked=flag), this)
            if touched:
                touched |= self._judge_aside(conn)
                self._projector.refold(conn, touched)

    def _take_away(self, conn: Connection, author: int, numbers: Collection[int], at: int) -> set[str]:
        """These frames go aside, their entries go. What they had displaced counts again. Returns the subjects."""
        held = conn.execute(
            select(FRAME.c.number, FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number.in_(numbers))
        ).all()
        if not held:
            return set()
        for number, body in held:
            self._aside(conn, author, number, body, at, contradicted=True)
        return self._drop(conn, author, [number for number, _ in held], at)

    def _drop(self, conn: Connection, author: int, gone: Collection[int], at: int) -> set[str]:
        """These frames and their entries go. What they had displaced counts again. Returns the subjects."""
        if not gone:
            return set()
        conn.execute(delete(FRAME).where(FRAME.c.author == author, FRAME.c.number.in_(gone)))
        entries = and_(ENTRY.c.author == author, ENTRY.c.frame_number.in_(gone))
        touched = set(conn.execute(select(ENTRY.c.subject).where(entries)).scalars())
        conn.execute(delete(ENTRY).where(entries))
        later = select(FRAME.c.number, FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number > min(gone))
        for number, body in conn.execute(later.order_by(FRAME.c.number)).all():
            touched |= self._take_entries(conn, author, number, body, at)
        return touched

    def _turned_up(self, _conn: Connection, _at: int) -> set[str]:
        """For who writes too: own entries of an earlier replica may be among what was accepted. Returns the
        subjects that this changed."""
        return set()

    def outline(self) -> list[tuple[int, int, bytes, bool]]:
        """Of every frame: author, number, first 2 B, and whether it is checked."""
        with self.reading() as conn:
            start = func.substr(FRAME.c.body, 1, 2, type_=LargeBinary)
            query = select(FRAME.c.author, FRAME.c.number, start, FRAME.c.checked)
            return [(author, number, bytes(first), bool(known)) for author, number, first, known in conn.execute(query)]

    def _take_entries(self, conn: Connection, author: int, number: int, body: bytes, received_at: int) -> set[str]:
        """Rows of what a frame says; returns their subjects. A frame that this program cannot read is marked."""
        decoded = self._read_frame(author, number, body)
        if decoded is None:
            this = and_(FRAME.c.author == author, FRAME.c.number == number)
            conn.execute(update(FRAME).where(this).values(unread=True))
            return set()
        priority, records = decoded
        touched: set[str] = set()
        highest = highest_lamport(conn)
        for record in records:
            row = _row(author, record, priority, highest) | {"frame_number": number, "received_at": received_at}
            touched |= {row["subject"]} | self._insert_entry(conn, author, record.seq, row)
        return touched

    def _read_frame(self, author: int, number: int, body: bytes) -> tuple[Priority, list[Record]] | None:
        """None for what this program cannot read."""
        try:
            decoded = decode_body(body)
            if isinstance(decoded, EntriesBody):
                return decoded.priority, decode_content(decoded.content, author, number, self._sealer)
        except (FrameError, EncodingError):
            return None
        return None if isinstance(decoded, UnknownBody) else (Priority.STATUS, [])

    @staticmethod
    def _insert_entry(conn: Connection, author: int, seq: int, row: dict[str, Any]) -> set[str]:
        """An author that gives one number to two entries is wrong; then the lower frame counts, everywhere.
        Returns the subject of what had to give way."""
        added = conn.execute(_ADD_ENTRY, {"author": author, "seq": seq, **row})
        if added.rowcount:
            return set()
        other = and_(ENTRY.c.author == author, ENTRY.c.seq == seq, ENTRY.c.frame_number >= row["frame_number"])
        displaced = set(conn.execute(select(ENTRY.c.subject).where(other)).scalars())
        conn.execute(update(ENTRY).where(other).values(**row))
        return displaced

    def judge_again(self) -> int:
        """After an update: what the program before this one did not know, or held aside, is read and judged by this
        one, and folded. Returns how many entries it now understands."""
        with self.transaction() as conn:
            before = self._not_folded(conn)
            touched = self._read_again(conn) | self._judge_aside(conn)
            self._projector.refold(conn, touched)
            return max(0, before - self._not_folded(conn))

    @staticmethod
    def _not_folded(conn: Connection) -> int:
        return int(conn.execute(select(func.count()).select_from(ENTRY).where(NOT_FOLDED)).scalar_one())

    def _read_again(self, conn: Connection) -> set[str]:
        """Frames that could not be read, and those of entries that were not known or not whole."""
        entry, frame = ENTRY.c, FRAME.c
        some = select(entry.author, entry.frame_number).where(NOT_FOLDED, entry.state.in_(("unknown", "partial")))
        numbers = {(author, number) for author, number in conn.execute(some) if number is not None}
        numbers |= {
            (author, number) for author, number in conn.execute(select(frame.author, frame.number).where(UNREAD))
        }
        touched: set[str] = set()
        for author, number in sorted(numbers):
            this = and_(frame.author == author, frame.number == number)
            body, received_at = conn.execute(select(frame.body, frame.received_at).where(this)).one()
            conn.execute(update(FRAME).where(this).values(unread=False))
            touched |= self._take_entries(conn, author, number, body, received_at)
        return touched

    def _judge_aside(self, conn: Connection) -> set[str]:
        """Until nothing moves: one that is let in can raise the highest number for the next."""
        touched: set[str] = set()
        aside = and_(NOT_FOLDED, ENTRY.c.state == "aside")
        while conn.execute(select(ENTRY.c.seq).where(aside).limit(1)).first() is not None:
            highest = highest_lamport(conn)
            within = and_(aside, ENTRY.c.lamport <= highest + LAMPORT_LEAP)
            moved = self._judge_rows(conn, within, highest)
            touched |= moved
            if not moved:
                break
        return touched

    @staticmethod
    def _judge_rows(conn: Connection, which: ColumnElement[bool], highest: int) -> set[str]:
        """Returns the subjects of those whose judgement changed."""
        touched: set[str] = set()
        entry = ENTRY.c
        rows = conn.execute(
            select(entry.author, entry.seq, entry.lamport, entry.subject, entry.body).where(which)
        ).all()
        for author, seq, lamport, subject, body in rows:
            judged = _judge(author, seq, lamport, body, highest)
            if judged != "aside":
                this = and_(entry.author == author, entry.seq == seq)
                conn.execute(update(ENTRY).where(this).values(state=judged))
                touched.add(subject)
        return touched

    def read(self, author: int, number: int) -> bytes | None:
        """A frame's body."""
        with self.reading() as conn:
            query = select(FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number == number)
            return conn.execute(query).scalar()


def highest_lamport(conn: Connection) -> int:
    """Of everything that is not held aside; 0 if there is nothing."""
    return int(conn.execute(_HIGHEST).scalar() or 0)


def _row(author: int, record: Record, priority: Priority, highest: int) -> dict[str, Any]:
    body = encode_entry(record)
    return {
        "lamport": record.lamport,
        "subject": record.subject or subject_id(author, record.seq),
        "kind": min(record.kind, _HIGHEST_INTEGER),
        "priority": int(priority),
        "state": _judge(author, record.seq, record.lamport, body, highest),
        "body": body,
    }


def _judge(author: int, seq: int, lamport: int, body: bytes, highest: int) -> str:
    """The leap is judged first: what nobody can read must not drag along either."""
    if lamport > highest + LAMPORT_LEAP:
        return "aside"
    try:
        head = decode_head(author, seq, body)
    except EncodingError:
        return "unknown"
    if not understood(head):
        return "unknown"
    return "ok" if head.whole else "partial"
