# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages in words: from whom to whom, by which roads, and how far. Never further than is known. No Flet here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_desk import MessageStatus, Precedence, Road, Topic
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.domain.views_desk import MessageDetail, MessageMark, MessageRow
from ui.labels import label
from ui.presenter_requests import Fact
from ui.presenter_words import StepRow, Tone, clock_time, deadline, when
from ui.texts import _

CARRIED = (Road.COURIER, Road.VOICE_RADIO, Road.PHONE, Road.PAPER, Road.IN_PERSON)
"""Roads that people take with a message."""
HEARD = (Road.VOICE_RADIO, Road.PHONE, Road.COURIER, Road.PAPER, Road.IN_PERSON)


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message in a list."""

    id: SubjectId
    ticket: str
    way: str
    precedence: str
    topic: str
    text: str
    status: str
    due: str
    tone: Tone
    unit: str = ""
    """Words for it where a team of an organisation is asked for."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A team that was asked for. ``status``: how far its message is; ``answers``: the oldest first."""

    id: SubjectId
    ticket: str
    asked: str
    status: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkLine:
    """What a person did with it."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message, ready to draw."""

    line: MessageLine
    facts: tuple[Fact, ...]
    steps: tuple[StepRow, ...]
    marks: tuple[MarkLine, ...]
    answers: tuple[MessageLine, ...]
    may_read: bool
    may_answer: int | None
    """The number of the point that an answer goes to."""
    may_carry: bool
    may_close: bool
    about: SubjectId | None = None


def point_names(points: tuple[PointName, ...]) -> Mapping[int, str]:
    """Names by number."""
    return {point.number: f"{point.name} ({point.letters})" for point in points}


def message_line(row: MessageRow, names: Mapping[int, str], now: int) -> MessageLine:
    """A row of the list. Text that is not for this point is not shown, and not guessed."""
    sender = row.from_words or names.get(row.from_point, _("somebody else"))
    to = _("all points") if row.to_point is None else names.get(row.to_point, str(row.to_point))
    if row.house:
        roads = ", ".join(label(road) for road in row.roads)
        way = _("{sender}, by {roads}", sender=sender, roads=roads)
    else:
        way = _("{sender} to {to}", sender=sender, to=to)
    moment = when(row.status_at, now) if row.status_at is not None else ""
    status = label(row.status) if not row.house else _("written down here")
    due = ""
    if row.reply_due_at is not None and row.status not in {MessageStatus.ANSWERED, MessageStatus.CLOSED}:
        due = _(
            "answer before {time}, {left}", time=clock_time(row.reply_due_at, now), left=deadline(row.reply_due_at, now)
        )
    return MessageLine(
        id=row.id,
        ticket=row.ticket,
        way=way,
        precedence=label(row.precedence),
        topic=label(row.topic),
        text=row.text if row.text is not None else _("(not for this point)"),
        status=f"{status} {moment}".strip(),
        due=due,
        tone=_tone(row),
        unit=label(row.topic) if row.topic is Topic.UNIT else "",
    )


def unit_line(detail: MessageDetail, names: Mapping[int, str], now: int) -> UnitLine:
    """What of the message belongs on the page of its request."""
    row, line = detail.row, message_line(detail.row, names, now)
    what = (row.text or "").partition(": ")[2] or line.text
    answers = [
        _("{sender} answered: {text}, {when}", sender=names.get(answer.from_point, _("somebody else")),
          text=message_line(answer, names, now).text, when=when(answer.written_at, now))
        for answer in detail.answers
    ]  # fmt: skip
    return UnitLine(
        id=row.id,
        ticket=row.ticket,
        asked=_("Team asked: {what}, at {time}", what=what, time=clock_time(row.written_at, now)),
        status=", ".join(part for part in (line.ticket, line.status, line.due) if part),
        answers=tuple(answers),
    )


def _tone(row: MessageRow) -> Tone:
    if row.unread:
        return Tone.DANGER if row.precedence is Precedence.FLASH else Tone.ATTENTION
    return Tone.FADED if row.status is MessageStatus.CLOSED else Tone.PLAIN


def message_page(detail: MessageDetail, names: Mapping[int, str], now: int) -> MessagePage:
    """Everything about one message that may be shown here."""
    row = detail.row
    closed = row.status is MessageStatus.CLOSED
    answer_to = row.from_point if (row.incoming and row.from_point) else None
    return MessagePage(
        line=message_line(row, names, now),
        facts=_facts(detail, now),
        steps=() if row.house or not row.own else _steps(detail, now),
        marks=tuple(_mark(mark, names, now) for mark in reversed(detail.marks)),
        answers=tuple(message_line(answer, names, now) for answer in detail.answers),
        may_read=row.unread,
        may_answer=None if closed else answer_to,
        may_carry=not closed and not row.house and row.text is not None,
        may_close=not closed,
        about=row.about,
    )


def _facts(detail: MessageDetail, now: int) -> tuple[Fact, ...]:
    row = detail.row
    facts = [
        Fact(_("How soon"), label(row.precedence)),
        Fact(_("About"), label(row.topic)),
        Fact(_("Written"), when(row.written_at, now, uncertain=row.time_uncertain)),
        Fact(_("Roads"), ", ".join(label(road) for road in row.roads) or label(Road.MESH)),
    ]
    if detail.name:
        facts.append(Fact(_("Signed"), detail.name))
    return tuple(facts)


def _steps(detail: MessageDetail, now: int) -> tuple[StepRow, ...]:
    """How far our own radio and people have brought it; a step without a time is not known."""
    read = next((mark.at for mark in detail.marks if mark.what == "MessageRead"), None)
    times = (
        (_("recorded"), detail.row.written_at),
        (_("sent"), detail.sent_at),
        (_("at the coordination point"), detail.held_at),
        (_("read by a person"), read),
    )
    return tuple(
        StepRow(word, _("not known yet") if at is None else when(at, now), at is not None) for word, at in times
    )


_MARKS = {
    "MessageRead": lambda: _("Read"),
    "MessageCarried": lambda: _("Given along"),
    "MessageClosed": lambda: _("Dealt with"),
}


def _mark(mark: MessageMark, names: Mapping[int, str], now: int) -> MarkLine:
    said = [_MARKS[mark.what]() if mark.what in _MARKS else mark.what]
    if mark.road is not None:
        said.append(label(mark.road))
    said += [text for text in (mark.receiver, mark.words) if text]
    who = " - ".join(part for part in (mark.name, label(mark.role), names.get(mark.point, "")) if part)
    return MarkLine(", ".join(said), who, when(mark.at, now))
