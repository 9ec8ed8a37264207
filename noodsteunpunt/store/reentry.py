# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going on under a new replica, with nothing lost: what nobody else is known to hold is entered again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.domain.facts import EnteredTwice, Fact, Stamped, parse_subject, subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.store.base import set_meta
from noodsteunpunt.store.house_log import ALONE
from noodsteunpunt.store.journal import Journal
from noodsteunpunt.store.tables import ENTRY, FRAME, FRAME_ASIDE, HOUSE_ENTRY, REENTERED, REPLICA

_REENTRY = "reentry"

_Lost = tuple[Stamped, SubjectId, bytes]
"""A fact, what it was about, and its entry's bytes."""


class Reentry(Journal):
    """Own replicas: opening, closing, moving on."""

    def own_author(self) -> int | None:
        """The active replica's author."""
        with self.reading() as conn:
            replica = self.active(conn)
            return None if replica is None else replica.author

    def own_replica(self) -> bytes:
        """The active replica's id, 16 B; empty if there is none."""
        with self.reading() as conn:
            replica = self.active(conn)
            return b"" if replica is None else replica.replica_id

    def own_private_key(self) -> bytes:
        """Ed25519, 32 B; empty if there is no replica."""
        with self.reading() as conn:
            replica = self.active(conn)
            return b"" if replica is None else replica.private_key

    def open_replica(self, author: int, replica_id: bytes, private_key: bytes, binding: bytes) -> None:
        """Close the active one and open this one, with its binding as frame 0; one commit."""
        with self.transaction() as conn:
            self._open(conn, author, replica_id, private_key, binding)

    @staticmethod
    def _open(conn: Connection, author: int, replica_id: bytes, private_key: bytes, binding: bytes) -> None:
        conn.execute(update(REPLICA).values(active=False))
        conn.execute(
            insert(REPLICA).values(
                author=author,
                replica_id=replica_id,
                private_key=private_key,
                active=True,
                house_seq=0,
                house_chain=replica_id,
                entry_seq=0,
                confirmed=0,
            )
        )
        conn.execute(insert(FRAME).values(author=author, number=0, body=binding, received_at=0, checked=True))

    def reenter_own(self, draw: Callable[[], Any], start: int) -> int:
        """Close the active replica, let ``draw`` open the next, and enter again the facts of own frames from
        number ``start`` on and of entries in no frame. The old frames are kept aside. Returns how many."""
        old = self.own_author()
        if old is None:
            return 0
        self.meta_set(_REENTRY, f"{old}:{start}".encode())
        draw()
        return self._enter_again(old, start)

    def resume_reentry(self) -> int:
        """After a crash in the middle of :meth:`reenter_own`: finish it. Returns how many facts."""
        noted = self.meta_get(_REENTRY)
        if not noted:
            return 0
        author, start = (int(part) for part in noted.split(b":"))
        if self.own_author() == author:
            self.meta_set(_REENTRY, b"")
            return 0
        return self._enter_again(author, start)

    def _enter_again(self, old: int, start: int) -> int:
        with self.transaction() as conn:
            # Entry numbers and frame numbers rise together: what is in no frame is beyond every frame.
            lost = self._facts_of(conn, old, or_(ENTRY.c.frame_number.is_(None), ENTRY.c.frame_number >= start))
            self._set_aside(conn, old, start)
            self._projector.refold(conn, self._enter_all(conn, old, lost))
            set_meta(conn, _REENTRY, b"")
        return len(lost)

    def _enter_all(self, conn: Connection, old: int, lost: Sequence[_Lost]) -> set[str]:
        """Under the active replica what is no longer under ``old``. Returns the subjects of both."""
        renamed: dict[SubjectId, SubjectId] = {}
        changed = {str(subject) for _, subject, _ in lost}
        for stamped, subject, body in lost:
            about = None if subject == stamped.id else renamed.get(subject, subject)
            recorded = self._enter(conn, _renamed(stamped.fact, renamed), about, stamped.at)
            renamed[stamped.id] = recorded.id
            changed.add(recorded.subject)
            values = {"body": body, "id": recorded.id, "settled": False}
            statement = insert(REENTERED).values(author=old, seq=stamped.seq, **values)
            conn.execute(statement.on_conflict_do_update(index_elements=["author", "seq"], set_=values))
            self._attach_house(conn, old, stamped.seq, -stamped.seq)
        return changed | (_of_the_house(conn) if lost else set())

    def _take_away(self, conn: Connection, author: int, numbers: Collection[int], at: int) -> set[str]:
        """What an own closed replica wrote, and others do not take for its word, is entered again. What was entered
        again before and turned up is not entered a third time, unless the first one is what goes now."""
        own = conn.execute(select(REPLICA.c.active).where(REPLICA.c.author == author)).scalar()
        if own is None or own:
            return super()._take_away(conn, author, numbers, at)
        again = REENTERED.c
        waiting = set(conn.execute(select(again.seq).where(again.author == author, ~again.settled)).scalars())
        facts = self._facts_of(conn, author, ENTRY.c.frame_number.in_(numbers))
        touched = super()._take_away(conn, author, numbers, at)
        held = set(conn.execute(select(ENTRY.c.seq).where(ENTRY.c.author == author)).scalars())
        lost = [row for row in facts if row[0].seq not in waiting | held]
        return touched | self._enter_all(conn, author, lost)

    @staticmethod
    def _attach_house(conn: Connection, author: int, about_seq: int, becomes: int) -> None:
        house = HOUSE_ENTRY.c
        which = (house.author == author) & (house.about_seq == about_seq)
        conn.execute(update(HOUSE_ENTRY).where(which).values(about_seq=becomes))

    def _turned_up(self, conn: Connection, at: int) -> set[str]:
        """What was entered again but is held by others after all counts once: the first one, with its house part."""
        again, entry = REENTERED.c, ENTRY.c
        same = (entry.author == again.author) & (entry.seq == again.seq) & (entry.body == again.body)
        query = select(again.author, again.seq, again.id, entry.subject).join(ENTRY, same).where(~again.settled)
        touched: set[str] = set()
        for author, seq, new, subject in conn.execute(query).all():
            conn.execute(update(REENTERED).where(again.author == author, again.seq == seq).values(settled=True))
            self._attach_house(conn, author, -seq, seq)
            second = self._where_now(conn, SubjectId(new))
            about = select(entry.subject).where(entry.author == second[0], entry.seq == second[1])
            fact = EnteredTwice(entry=subject_id(*second), same_as=subject_id(author, seq))
            if (held := conn.execute(about).scalar()) is not None:
                self._append(conn, fact, SubjectId(held), at)
            touched.add(subject)
        return touched | (_of_the_house(conn) if touched else set())

    @staticmethod
    def _where_now(conn: Connection, entry: SubjectId) -> tuple[int, int]:
        """It may have been entered again more than once."""
        again = REENTERED.c
        author, seq = parse_subject(entry)
        while (
            found := conn.execute(select(again.id).where(again.author == author, again.seq == seq)).scalar()
        ) is not None:
            author, seq = parse_subject(SubjectId(found))
        return author, seq

    def _facts_of(self, conn: Connection, author: int, which: ColumnElement[bool]) -> list[_Lost]:
        entry = ENTRY.c
        query = select(entry.seq, entry.subject, entry.body).where(entry.author == author, which)
        rows = conn.execute(query.order_by(entry.seq)).all()
        facts: dict[tuple[int, int], Stamped] = {}
        for subject in {subject for _, subject, _ in rows}:
            facts |= {
                (fact.author, fact.seq): fact for fact in self._projector.stamped(conn, subject) if not fact.alone
            }
        return [(facts[author, seq], SubjectId(subject), body) for seq, subject, body in rows if (author, seq) in facts]

    @staticmethod
    def _set_aside(conn: Connection, author: int, start: int) -> None:
        frames = conn.execute(
            select(FRAME.c.number, FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number >= max(start, 1))
        ).all()
        if frames:
            same = {"author": author, "received_at": 0, "contradicted": False}
            aside = [{**same, "number": n, "body": body} for n, body in frames]
            conn.execute(insert(FRAME_ASIDE), aside)
        conn.execute(delete(FRAME).where(FRAME.c.author == author, FRAME.c.number >= max(start, 1)))
        conn.execute(
            delete(ENTRY).where(
                ENTRY.c.author == author,
                or_(ENTRY.c.frame_number.is_(None), ENTRY.c.frame_number >= start),
            )
        )


def _of_the_house(conn: Connection) -> set[str]:
    """Subjects that the house log alone speaks of: what they point to may have moved."""
    alone = select(HOUSE_ENTRY.c.subject).where(HOUSE_ENTRY.c.about_seq == ALONE).distinct()
    return set(conn.execute(alone).scalars())


def _renamed(fact: Fact, renamed: dict[SubjectId, SubjectId]) -> Fact:
    changes: dict[str, Any] = {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, str) and SubjectId(value) in renamed:
            changes[field.name] = renamed[SubjectId(value)]
        elif isinstance(value, tuple):
            changes[field.name] = tuple(renamed.get(item, item) for item in value)
    return replace(fact, **changes) if changes else fact
