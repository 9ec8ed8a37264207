# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the roads beside the radio read from the logs and put into them: frames by the run, house entries with their
chain, keys of subjects, and how far others said they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from noodsteunpunt.store.base import Connected, StoreBase
from noodsteunpunt.store.tables import (
    BUNDLE,
    BUNDLE_REFUSED,
    FRAME,
    HOUSE_ENTRY,
    IS_SKIP,
    RECEIPT,
    REPLICA,
    REQUEST,
    SUBJECT_KEY,
    TOLD,
)
from sync.frames import Binding, FrameError, decode_body
from sync.ids import replica_id

MESH, HOUSE = "mesh", "house"

_STALE = 24 * 3600
"""A laptop of a point whose word is this much older than another's of that point no longer holds a bundle back."""

_MUST_BE_REACHED = ("P1", "P2")


class HouseLine(NamedTuple):
    """One house entry; ``about`` is the mesh entry's number, negative while that is entered again elsewhere."""

    seq: int
    about: int
    subject: str
    ciphertext: bytes


class KeyLine(NamedTuple):
    """The key under which ``author`` writes of ``subject``."""

    subject: str
    author: int
    key: bytes


class HouseBroken(Exception):
    """House entries that do not continue the chain held here."""


class CourierReads(Connected):
    """For the store and for readers on connections of their own."""

    def frames_from(self, author: int, first: int, limit: int) -> list[tuple[int, bytes]]:
        """(number, body) in order, gaps left out."""
        frame = FRAME.c
        query = select(frame.number, frame.body).where(frame.author == author, frame.number >= first)
        with self.reading() as conn:
            return [(number, body) for number, body in conn.execute(query.order_by(frame.number).limit(limit))]

    def over_gaps(self, author: int, first: int) -> list[tuple[int, bytes]]:
        """What goes before the rest of an author's frames from ``first`` on where a skip names some that are not
        here: that skip, and before it what shows whose it is."""
        frame = FRAME.c
        mine = and_(frame.author == author, frame.number >= first)
        with self.reading() as conn:
            last = conn.execute(select(func.max(frame.number)).where(mine, IS_SKIP, frame.checked)).scalar()
            below = select(func.count()).where(mine, frame.number <= (last or 0))
            if last is None or conn.execute(below).scalar_one() == last + 1 - first:
                return []
            query = select(frame.number, frame.body).where(mine, or_(frame.number < 2, and_(IS_SKIP, frame.checked)))
            return [(number, body) for number, body in conn.execute(query.order_by(frame.number))]

    def frame_authors(self) -> list[int]:
        """Everybody of whom a frame is held."""
        with self.reading() as conn:
            return list(conn.execute(select(FRAME.c.author).distinct().order_by(FRAME.c.author)).scalars())

    def house_heads(self) -> dict[int, int]:
        """House entries held per replica; they have no gaps."""
        with self.reading() as conn:
            query = select(HOUSE_ENTRY.c.author, func.max(HOUSE_ENTRY.c.seq)).group_by(HOUSE_ENTRY.c.author)
            return {author: int(head) for author, head in conn.execute(query)}

    def house_from(self, author: int, first: int, limit: int) -> list[HouseLine]:
        """House entries from number ``first`` on."""
        house = HOUSE_ENTRY.c
        query = select(house.seq, house.about_seq, house.subject, house.ciphertext)
        query = query.where(house.author == author, house.seq >= first).order_by(house.seq).limit(limit)
        with self.reading() as conn:
            return [HouseLine(*row) for row in conn.execute(query)]

    def keys_of(self, point: int, *, for_coordination: bool) -> list[KeyLine]:
        """Keys that laptops of ``point`` drew. The coordination point gets those of what it must be able to act on:
        this point's open requests that are urgent, travel as a call-back only, or that it took over."""
        key, request = SUBJECT_KEY.c, REQUEST.c
        query = select(key.subject, key.author, key.key).where(_of_point(key.author, point))
        if for_coordination:
            urgent = or_(
                request.priority.in_(_MUST_BE_REACHED), request.callback_only, request.taken_over_by.is_not(None)
            )
            reach = select(request.id).where(request.point == point, request.ended.is_(False), urgent)
            query = query.where(key.subject.in_(reach))
        with self.reading() as conn:
            return [KeyLine(*row) for row in conn.execute(query.order_by(key.subject, key.author))]

    def told_by(self, point: int) -> tuple[dict[int, int], dict[int, int]]:
        """(mesh, house) heads that every laptop of ``point`` is known to hold, from its own word and from receipts."""
        told, held = TOLD.c, RECEIPT.c
        with self.reading() as conn:
            said = select(told.replica, told.log, told.held_author, told.head, told.at).where(
                _of_point(told.replica, point)
            )
            signed = select(held.author, literal(MESH), held.held_author, held.head, held.at)
            rows = [*conn.execute(signed.where(_of_point(held.author, point))), *conn.execute(said)]
        rows.sort(key=lambda row: int(row[4]))  # the latest word counts, also downward
        words: dict[tuple[int, str], dict[int, int]] = {}
        for replica, log, author, head, _at in rows:
            words.setdefault((replica, log), {})[author] = head
        fresh = {row[0] for row in rows if rows[-1][4] - row[4] <= _STALE}
        return _least(words, fresh, MESH), _least(words, fresh, HOUSE)

    def bundles_refused(self) -> dict[str, int]:
        """How often, by reason."""
        with self.reading() as conn:
            rows = conn.execute(select(BUNDLE_REFUSED.c.reason, BUNDLE_REFUSED.c.count))
            return {reason: int(count) for reason, count in rows}

    def has_read(self, bundle: bytes) -> bool:
        """Was this bundle read whole before?"""
        with self.reading() as conn:
            return conn.execute(select(BUNDLE.c.sender).where(BUNDLE.c.id == bundle)).first() is not None


def _of_point(author: ColumnElement[int], point: int) -> ColumnElement[bool]:
    return and_(author >= point << 6, author < (point + 1) << 6)


def _least(words: Mapping[tuple[int, str], Mapping[int, int]], fresh: set[int], log: str) -> dict[int, int]:
    said = [words.get((replica, log), {}) for replica in fresh]
    authors = {author for word in said for author in word}
    return {author: min(word.get(author, 0) for word in said) for author in authors}


class CourierLog(CourierReads, StoreBase):
    """For the one who writes."""

    def accept_house(self, author: int, lines: Sequence[HouseLine]) -> int:
        """Append house entries of another laptop that continue what is held; returns how many were new. Raises
        :class:`HouseBroken`, and then nothing of them stays."""
        with self.transaction() as conn:
            own = conn.execute(select(REPLICA.c.active).where(REPLICA.c.author == author)).scalar()
            if own:
                return 0  # who else writes under our number, the frames tell
            head, chain = _house_end(conn, author)
            before, touched = head, set[str]()
            for line in lines:
                if line.seq <= head:
                    continue
                if line.seq != head + 1:
                    raise HouseBroken
                head = line.seq
                chain = hashlib.sha256(chain + head.to_bytes(4, "big") + line.ciphertext).digest()
                values = {"author": author, "seq": head, "about_seq": line.about, "subject": line.subject}
                conn.execute(insert(HOUSE_ENTRY).values(**values, ciphertext=line.ciphertext, chain=chain))
                touched.add(line.subject)
            self._projector.refold(conn, touched)
            return head - before

    def accept_keys(self, lines: Iterable[KeyLine]) -> None:
        """Keys of subjects, of other laptops' entries; what is held already stays as it is."""
        with self.transaction() as conn:
            touched: set[str] = set()
            for line in lines:
                added = conn.execute(insert(SUBJECT_KEY).values(line._asdict()).on_conflict_do_nothing())
                if added.rowcount:
                    touched.add(line.subject)
            self._projector.refold(conn, touched)

    def note_told(self, replica: int, log: str, heads: Mapping[int, int], at: int) -> None:
        """``replica`` says that it durably holds this; a later word replaces an earlier one, also downward."""
        with self.transaction() as conn:
            _note_told(conn, replica, log, heads, at)

    def bundle_read(self, bundle: bytes, sender: int, created: int, at: int, *, frames: int, house: int) -> None:
        """From now on it is refused as read."""
        values = {"id": bundle, "sender": sender, "created": created, "read_at": at, "frames": frames, "house": house}
        with self.transaction() as conn:
            conn.execute(insert(BUNDLE).values(values).on_conflict_do_nothing())

    def bundle_refused(self, reason: str, at: int) -> None:
        """Count it."""
        with self.transaction() as conn:
            statement = insert(BUNDLE_REFUSED).values(reason=reason, count=1, at=at)
            more = {"count": BUNDLE_REFUSED.c.count + 1, "at": at}
            conn.execute(statement.on_conflict_do_update(index_elements=["reason"], set_=more))


def _note_told(conn: Connection, replica: int, log: str, heads: Mapping[int, int], at: int) -> None:
    for author, head in heads.items():
        key = and_(TOLD.c.replica == replica, TOLD.c.log == log, TOLD.c.held_author == author)
        newer = conn.execute(select(TOLD.c.at).where(key)).scalar()
        if newer is None:
            conn.execute(insert(TOLD).values(replica=replica, log=log, held_author=author, head=head, at=at))
        elif newer <= at:
            conn.execute(update(TOLD).where(key).values(head=head, at=at))


def _house_end(conn: Connection, author: int) -> tuple[int, bytes]:
    """(last number, chain there). The chain of a replica begins with its id, which its binding tells."""
    house = HOUSE_ENTRY.c
    last = conn.execute(
        select(house.seq, house.chain).where(house.author == author).order_by(house.seq.desc()).limit(1)
    ).first()
    if last is not None:
        return int(last.seq), last.chain
    first = select(FRAME.c.body).where(FRAME.c.author == author, FRAME.c.number <= 1).order_by(FRAME.c.number)
    for body in conn.execute(first).scalars():  # the binding, or a certificate and the binding
        try:
            binding = decode_body(body)
        except FrameError:
            break
        if isinstance(binding, Binding):
            return 0, replica_id(binding.replica_public)
    raise HouseBroken
