# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads messages, head counts, half-typed forms and what a citizen's card may be told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, exists, func, or_, select

from noodsteunpunt.domain.facts import MessageCarried, MessageClosed, MessageRead
from noodsteunpunt.domain.values import DeliveryStep, RequestStatus, Role, SubjectId
from noodsteunpunt.domain.values_desk import Answer, CountMethod, MessageStatus, Precedence, Road, Topic
from noodsteunpunt.domain.views_desk import CardAnswer, HeadCount, KeptDraft, MessageDetail, MessageMark, MessageRow
from noodsteunpunt.store.desk import kept_drafts
from noodsteunpunt.store.reader_base import ReaderBase
from noodsteunpunt.store.tables import HEAD_COUNT, HEARD, LINE, MESSAGE, REQUEST

_READ, _CARRIED = MessageRead.__name__, MessageCarried.__name__
_MARKS = (_READ, _CARRIED, MessageClosed.__name__)
_ANSWER = MESSAGE.alias("answer")


class MessageReader(ReaderBase):
    """Messages, counts, forms, cards."""

    def messages(
        self,
        *,
        unread: bool | None = None,
        about: SubjectId | None = None,
        topic: Topic | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> list[MessageRow]:
        """The newest first. ``unread``: only those that a person here should still read."""
        query = self.delivered(MESSAGE).order_by(MESSAGE.c.written_at.desc(), MESSAGE.c.id)
        if about is not None:
            query = query.where(MESSAGE.c.about == about)
        if topic is not None:
            query = query.where(MESSAGE.c.topic == topic.value)
        if unread:
            query = query.where(self.is_unread())
        with self.reading() as conn:
            rows = conn.execute(query.offset(offset).limit(limit)).mappings().all()
            return self._message_rows(conn, rows)

    def count_messages(self, *, unread: bool = False) -> int:
        """How many there are, or are unread here."""
        query = select(func.count()).select_from(MESSAGE)
        with self.reading() as conn:
            return int(conn.execute(query.where(self.is_unread()) if unread else query).scalar_one())

    def message(self, message: SubjectId) -> MessageRow | None:
        """One message."""
        with self.reading() as conn:
            rows = conn.execute(self.delivered(MESSAGE).where(MESSAGE.c.id == message)).mappings().all()
            return next(iter(self._message_rows(conn, rows)), None)

    def message_detail(self, message: SubjectId) -> MessageDetail | None:
        """One message with every word about it."""
        with self.reading() as conn:
            row = conn.execute(self.delivered(MESSAGE).where(MESSAGE.c.id == message)).mappings().first()
            if row is None:
                return None
            marks = conn.execute(select(LINE).where(LINE.c.subject == message).order_by(LINE.c.position)).mappings()
            replies = self.delivered(MESSAGE).where(MESSAGE.c.in_reply_to == message).order_by(MESSAGE.c.written_at)
            return MessageDetail(
                row=self._message_rows(conn, [row])[0],
                marks=tuple(_mark(mark) for mark in marks),
                answers=tuple(self._message_rows(conn, conn.execute(replies).mappings().all())),
                approved_by=row["approved_by"] or "",
                name=row["name"] or "",
                sent_at=row["sent_at"],
                held_at=row["held_at"],
            )

    def is_unread(self) -> Any:
        """A message for this point, from another one, that nobody here read or closed."""
        line, message = LINE.c, MESSAGE.c
        seen = exists().where(line.subject == message.id, line.what == _READ, line.point == self._own)
        for_us = or_(message.to_point == self._own, message.to_point == 0)
        theirs = or_(message.point != self._own, message.taken_down)
        return for_us & theirs & message.closed_at.is_(None) & ~seen

    @staticmethod
    def is_carried() -> Any:
        """A person gave it along by another road."""
        return exists().where(LINE.c.subject == MESSAGE.c.id, LINE.c.what == _CARRIED)

    def _message_rows(self, conn: Connection, rows: Any) -> list[MessageRow]:
        ids = [row["id"] for row in rows]
        marks: dict[str, list[Any]] = {}
        wanted = select(LINE).where(LINE.c.subject.in_(ids), LINE.c.what.in_(_MARKS)).order_by(LINE.c.position)
        for mark in conn.execute(wanted).mappings():
            marks.setdefault(mark["subject"], []).append(mark)
        answered = conn.execute(
            select(MESSAGE.c.in_reply_to, func.min(MESSAGE.c.written_at))
            .where(MESSAGE.c.in_reply_to.in_(ids))
            .group_by(MESSAGE.c.in_reply_to)
        )
        answers = {str(of): int(at) for of, at in answered}
        return [self._message_row(row, marks.get(row["id"], []), answers.get(row["id"])) for row in rows]

    def _message_row(self, row: Any, marks: list[Any], answered_at: int | None) -> MessageRow:
        taken_down = bool(row["taken_down"])
        own = row["point"] == self._own and not taken_down
        to = row["to_point"]
        incoming = not own and to in (0, self._own)
        read_here = any(mark["what"] == _READ and mark["point"] == self._own for mark in marks)
        status, at = self._message_status(row, marks, answered_at)
        return MessageRow(
            id=SubjectId(row["id"]),
            ticket=row["ticket"],
            from_point=row["from_point"] if taken_down else row["point"],
            to_point=to or None,
            own=own,
            incoming=incoming,
            house=taken_down,
            precedence=Precedence(row["precedence"]),
            topic=Topic(row["topic"]),
            text=row["text_open"] or row["text"],
            written_at=row["written_at"],
            status=status,
            status_at=at,
            reply_due_at=row["reply_due_at"],
            in_reply_to=SubjectId(row["in_reply_to"]) if row["in_reply_to"] else None,
            about=SubjectId(row["about"]) if row["about"] else None,
            unread=incoming and not read_here and row["closed_at"] is None,
            roads=tuple(dict.fromkeys(Road(code) for code in _roads(row, marks))),
            role=Role(row["role"]),
            from_words=row["from_words"],
            time_uncertain=not taken_down and self.uncertain(row["written_at"], row),
        )

    def _message_status(self, row: Any, marks: list[Any], answered_at: int | None) -> tuple[MessageStatus, int | None]:
        """The furthest that is known. The radio's own words come last: a person's word is worth more."""
        if row["closed_at"] is not None:
            return MessageStatus.CLOSED, row["closed_at"]
        if answered_at is not None:
            return MessageStatus.ANSWERED, answered_at
        to = row["to_point"]
        read = [mark["at"] for mark in marks if mark["what"] == _READ and (to in (0, mark["point"]))]
        if read:
            return MessageStatus.READ, min(read)
        carried = [mark["at"] for mark in marks if mark["what"] == _CARRIED]
        if carried:
            return MessageStatus.BY_COURIER, carried[-1]
        if row["taken_down"] or row["own_author"] is None:
            return MessageStatus.HERE, row["here_at"] or row["written_at"]
        step, at = self.step_of(row)
        return _STATUS[step], at


_STATUS = {
    DeliveryStep.RECORDED: MessageStatus.HERE,
    DeliveryStep.WAITING: MessageStatus.WAITING,
    DeliveryStep.SENT: MessageStatus.SENT,
    DeliveryStep.HELD: MessageStatus.HELD,
    DeliveryStep.SEEN: MessageStatus.READ,
}


def _roads(row: Any, marks: list[Any]) -> list[str]:
    first = row["road"] if row["taken_down"] else Road.MESH.value
    return [first, *(mark["road"] for mark in marks if mark["what"] == _CARRIED)]


def _mark(mark: Any) -> MessageMark:
    return MessageMark(
        what=mark["what"],
        at=mark["at"],
        point=mark["point"],
        role=Role(mark["role"]),
        road=Road(mark["road"]) if mark["road"] else None,
        receiver=mark["receiver"] or "",
        words=mark["words"] or "",
        name=mark["name"] or "",
        entry=SubjectId(mark["id"]),
    )


class DeskReader(MessageReader):
    """Counts, forms, cards."""

    def head_counts(self) -> list[HeadCount]:
        """The newest count of every point."""
        query = select(HEAD_COUNT).order_by(HEAD_COUNT.c.lamport, HEAD_COUNT.c.id)
        with self.reading() as conn:
            newest = {row["point"]: row for row in conn.execute(query).mappings()}
        return [
            HeadCount(
                row["point"], row["present"], row["children"], row["less_mobile"], row["animals"],
                CountMethod(row["method"]), row["counted_at"],
            )
            for _, row in sorted(newest.items())
        ]  # fmt: skip

    def drafts(self, device: str | None = None) -> list[KeptDraft]:
        """Forms that were not saved yet, on one device or on all of this point; the newest first."""
        with self.reading() as conn:
            return kept_drafts(conn, device)

    def draft(self, device: str, form: str) -> KeptDraft | None:
        """One of them."""
        return next((draft for draft in self.drafts(device) if draft.form == form), None)

    def card(self, ticket: str) -> CardAnswer:
        """Only what members read in the open: a status, times, and of a double the ticket that is kept."""
        kept = REQUEST.alias("kept")
        query = (
            select(REQUEST, kept.c.ticket.label("kept_ticket"))
            .outerjoin(kept, kept.c.id == REQUEST.c.duplicate_of)
            .where(REQUEST.c.ticket == ticket)
            .order_by(REQUEST.c.ended, REQUEST.c.id)
        )
        with self.reading() as conn:
            row = conn.execute(query).mappings().first()
            if row is None:
                return CardAnswer(ticket, None, None, None, None, None)
            heard = conn.execute(
                select(func.max(HEARD.c.at)).where(HEARD.c.author.op(">>")(6) == row["point"])
            ).scalar()
            answer = select(LINE.c.code).where(LINE.c.subject == row["id"], LINE.c.what == "RequestAnswered")
            said = conn.execute(answer.order_by(LINE.c.position.desc()).limit(1)).scalar()
        return CardAnswer(
            ticket=ticket,
            status=RequestStatus(row["status"]),
            point=row["point"],
            come_back_at=row["callback_at"],
            told_at=row["told_at"],
            as_of=None if row["point"] == self._own else heard,
            ask_lead=bool(row["callback_only"]),
            kept_ticket=row["kept_ticket"] or "",
            answer=None if said is None else Answer(said),
        )
