# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What needs a person now. Everything here follows from the rows and from the clock of who looks: nothing of it is
folded, so a wrong clock at one point makes no other point's list wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, true

from noodsteunpunt.domain.lifecycles import HUMAN_WORD_SECONDS, STALE_SECONDS
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind, Precedence
from noodsteunpunt.domain.views_desk import Attention, AttentionItem
from noodsteunpunt.store.reader_messages import MessageReader
from noodsteunpunt.store.tables import EMERGENCY, ENTRY, HELD_MARK, HELPER, MESSAGE, REPLICA, REQUEST
from noodsteunpunt.store.tables_request import IS_CONTESTED, IS_DOUBLE

SOON_SECONDS = 30 * 60
"""A deadline this near is looked at now."""

CALLBACK_SECONDS = 5 * 60
REPLY_SECONDS = 15 * 60
STUCK_SECONDS = 50 * 60
"""What is urgent and not at the coordination point after so long goes along with a courier."""

MOST_OF_A_KIND = 50

_K = AttentionKind
_RANK = {kind: rank for rank, kind in enumerate(AttentionKind)}
_LINE = 120


@dataclass(frozen=True, slots=True)
class _Look:
    """One reason: which rows, when each became so, and whether that is late."""

    kind: AttentionKind
    where: ColumnElement[bool]
    at: Any
    late: Callable[[Any], bool] = lambda _row: False


class AttentionReader(MessageReader):
    """The list of the first screen."""

    def attention(self, now: int, *, most: int = MOST_OF_A_KIND) -> Attention:
        """The worst first; of each kind the ``most`` that have waited longest, and how many there are in all."""
        items: list[AttentionItem] = []
        counts: dict[AttentionKind, int] = {}
        with self.reading() as conn:
            for look in self._at_requests(now):
                self._take(conn, REQUEST, "request", look, most, items, counts)
            for look in self._at_emergencies(now):
                self._take(conn, EMERGENCY, "emergency", look, most, items, counts)
            for look in self._at_messages(now):
                self._take(conn, MESSAGE, "message", look, most, items, counts)
            conflict = _Look(_K.CONFLICT, HELPER.c.status == "conflict", HELPER.c.registered_at)
            self._take(conn, HELPER, "helper", conflict, most, items, counts)
            for row in _circles(conn):
                counts[_K.CIRCLE] = counts.get(_K.CIRCLE, 0) + 1
                items.append(self._item(row, "request", _K.CIRCLE, row["touched_at"], late=False))
        for item in self._of_the_point(now):
            counts[item.kind] = counts.get(item.kind, 0) + 1
            items.append(item)
        items.sort(key=lambda item: (_RANK[item.kind], item.at, item.subject))
        return Attention(tuple(items), counts)

    def _of_the_point(self, _now: int) -> list[AttentionItem]:
        """Teams, children and shifts, for who reads those too."""
        return []

    def _take(
        self, conn: Connection, table: Any, what: str, look: _Look, most: int, items: list[AttentionItem],
        counts: dict[AttentionKind, int],
    ) -> None:  # fmt: skip
        rows = conn.execute(
            select(table, look.at.label("since")).where(look.where).order_by(look.at, table.c.id).limit(most + 1)
        ).mappings().all()  # fmt: skip
        count = len(rows)
        if count > most:
            count = int(conn.execute(select(func.count()).select_from(table).where(look.where)).scalar_one())
        if count:
            counts[look.kind] = counts.get(look.kind, 0) + count
        items += [self._item(row, what, look.kind, row["since"], late=look.late(row)) for row in rows[:most]]

    def _item(self, row: Any, what: str, kind: AttentionKind, at: int, *, late: bool) -> AttentionItem:
        codes = {
            name: str(row[column])
            for name, column in _CODES.items()
            if row.get(column) is not None and row[column] != ""
        }
        text = next((row[name] for name in ("what", "text_open", "text", "note", "note_here") if row.get(name)), "")
        return AttentionItem(
            kind=kind,
            what=what,
            subject=SubjectId(row["id"]),
            ticket=row["ticket"],
            point=row["point"],
            at=at,
            late=late,
            codes=codes,
            text=text if len(text) <= _LINE else text[: _LINE - 1] + "…",
        )

    # -- the reasons ------------------------------------------------------------------------------------

    def _ours(self, table: Any) -> ColumnElement[bool]:
        """At the coordination point everything is; elsewhere what this point recorded."""
        own: ColumnElement[bool] = table.c.point == self._own
        return true() if self._coordination else own

    def _at_requests(self, now: int) -> list[_Look]:
        row = REQUEST.c
        ours, is_open = self._ours(REQUEST), row.ended.is_(False)
        mine = row.point == self._own
        late = _before(now)
        looks = [
            _Look(_K.P1_UNSEEN, and_(is_open, ours, row.priority == "P1", row.seen_at.is_(None)), row.registered_at),
            _Look(_K.DEADLINE, and_(is_open, ours, row.deadline_at <= now + SOON_SECONDS), row.deadline_at, late),
            _Look(_K.CALLBACK, and_(mine, row.callback_at.is_not(None), row.callback_at <= now + CALLBACK_SECONDS),
                  row.callback_at, late),
            _Look(_K.CONTESTED, and_(IS_CONTESTED, is_open, ours), row.touched_at),
            _Look(_K.STALE, and_(is_open, ours, row.touched_at < now - STALE_SECONDS), row.touched_at),
        ]  # fmt: skip
        if self._coordination:
            unseen = and_(is_open, row.priority == "P2", row.seen_at.is_(None))
            return [*looks, _Look(_K.P2_UNSEEN, unseen, row.registered_at)]
        answered = and_(is_open, mine, row.answered_at.is_not(None), row.answered_at >= row.touched_at)
        urgent = and_(is_open, mine, row.priority.in_(["P1", "P2"]), row.seen_at.is_(None))
        stuck = and_(urgent, row.registered_at < now - STUCK_SECONDS, ~_held(row))
        return [*looks, _Look(_K.ANSWER, answered, row.answered_at), _Look(_K.STUCK, stuck, row.registered_at)]

    def _at_emergencies(self, now: int) -> list[_Look]:
        row = EMERGENCY.c
        waits = and_(self._ours(EMERGENCY), row.ended.is_(False), row.received_at.is_(None))
        silent = row.registered_at <= now - HUMAN_WORD_SECONDS
        received = and_(row.ended.is_(False), row.received_at.is_not(None))
        looks = [
            _Look(_K.EMERGENCY_SILENT, and_(waits, silent), row.registered_at, lambda _row: True),
            _Look(_K.EMERGENCY_OPEN, and_(waits, ~silent), row.registered_at),
        ]
        if self._coordination:
            return [*looks, _Look(_K.EMERGENCY_OPEN, and_(received, row.outcome.is_(None)), row.received_at)]
        untold = and_(received, row.point == self._own, row.outcome.is_not(None), row.told_at.is_(None))
        return [*looks, _Look(_K.EMERGENCY_OUTCOME, untold, row.outcome_at)]

    def _at_messages(self, now: int) -> list[_Look]:
        row, answer = MESSAGE.c, MESSAGE.alias("reply")
        flash = row.precedence == Precedence.FLASH.value
        ours = exists().where(answer.c.in_reply_to == row.id, answer.c.point == self._own)
        asked = and_(or_(row.to_point == self._own, row.to_point == 0), row.point != self._own)
        due = and_(asked, row.closed_at.is_(None), row.reply_due_at <= now + REPLY_SECONDS, ~ours)
        looks = [
            _Look(_K.MESSAGE_FLASH, and_(self.is_unread(), flash), row.written_at),
            _Look(_K.MESSAGE, and_(self.is_unread(), ~flash), row.written_at),
            _Look(_K.REPLY_DUE, due, row.reply_due_at, _before(now)),
        ]
        if self._coordination:
            return looks
        stuck = and_(row.point == self._own, row.taken_down.is_(False), row.precedence != Precedence.ROUTINE.value,
                     row.closed_at.is_(None), row.written_at < now - STUCK_SECONDS, ~_held(row),
                     ~self.is_carried())  # fmt: skip
        return [*looks, _Look(_K.STUCK, stuck, row.written_at)]


_CODES = {
    "priority": "priority", "group": "category_group", "category": "category", "category_here": "category_here",
    "status": "status", "precedence": "precedence", "topic": "topic", "way": "callback_way", "contested": "contested",
    "kind": "what_kind", "outcome": "outcome",
}  # fmt: skip


def _before(now: int) -> Callable[[Any], bool]:
    return lambda row: bool(row["since"] < now)


def _held(row: Any) -> ColumnElement[bool]:
    """Did the coordination point sign for the frame of this row's opening entry?"""
    entry, held, own = ENTRY.c, HELD_MARK.c, REPLICA.c
    return exists().where(
        own.author == row.author, entry.author == row.author, entry.seq == row.opened_seq,
        held.author == entry.author, held.number == entry.frame_number,
    )  # fmt: skip


def _circles(conn: Connection) -> list[Any]:
    """Requests whose pointers lead back to themselves: nobody works on any of them."""
    rows = {row["id"]: row for row in conn.execute(select(REQUEST).where(IS_DOUBLE)).mappings()}
    found: list[Any] = []
    for identifier, row in rows.items():
        seen, at = {identifier}, row["duplicate_of"]
        while at in rows and at not in seen:
            seen.add(at)
            at = rows[at]["duplicate_of"]
        if at == identifier:
            found.append(row)
    return found
