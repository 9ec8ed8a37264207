# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of the desk: noodmeldingen, messages, what was done about them, counts, questions; what can be searched; and
two that are no fold: half-typed forms and wrong PINs. The words to search stand in ``desk_text`` (FTS5)."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from noodsteunpunt.store.columns import STRICT, table_of


class EmergencyTable(SQLModel, table=True):
    """Projection of noodmeldingen."""

    __tablename__ = "emergency"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    author: int
    opened_seq: int
    point: int
    ticket: str
    people: int
    pc4: str
    request: str
    role: str
    status: str
    ended: bool
    registered_at: int
    received_at: int | None
    handed_at: int | None
    outcome: str | None
    outcome_at: int | None
    told_at: int | None
    what_kind: str | None
    what: str | None
    address: str | None
    dangers: str | None
    house: bool
    place_words: str | None
    name: str | None
    phone: str | None
    remarks: str | None
    tried_112: bool | None


class MessageTable(SQLModel, table=True):
    """Projection of messages. ``to_point`` 0: all. ``text_open`` everybody reads; ``taken_down``: it stands in the
    house log alone, and ``from_point`` and ``road`` say where it came from."""

    __tablename__ = "message"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    author: int
    opened_seq: int
    point: int
    ticket: str
    to_point: int
    precedence: str
    topic: str
    role: str
    written_at: int
    reply_due_at: int | None
    in_reply_to: str = Field(index=True)
    about: str = Field(index=True)
    closed_at: int | None
    text_open: str
    text: str | None
    taken_down: bool
    from_point: int
    from_words: str
    road: str
    house: bool
    approved_by: str | None
    name: str | None


class LineTable(SQLModel, table=True):
    """What was said or done about a subject, one row per fact that counts: steps and additions of a noodmelding, marks
    on a message, answers to a request. ``what`` is the fact's kind, ``code`` its own word."""

    __tablename__ = "line"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    subject: str
    position: int
    what: str
    code: str
    at: int
    point: int
    role: str
    road: str
    outcome: str
    due_at: int | None
    people: int | None
    text: str | None
    access: str | None
    house: bool
    receiver: str | None
    words: str | None
    name: str | None


class HeadCountTable(SQLModel, table=True):
    """Projection of the newest head count per point."""

    __tablename__ = "head_count"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    point: int = Field(index=True)
    present: int
    children: int
    less_mobile: int
    animals: int
    method: str
    counted_at: int
    lamport: int
    house: bool
    minors_alone: int | None
    words: str | None


class QuestionTable(SQLModel, table=True):
    """Projection of questions at this point; nothing of it travels."""

    __tablename__ = "question"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    asked_at: int
    found: bool
    item: str
    words: str
    language: str


class BoardTable(SQLModel, table=True):
    """What hangs; taken down is gone from here and stays in the journal."""

    __tablename__ = "board_item"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    text: str
    source: str
    card: str
    urgent: bool
    posted_at: int
    until_at: int | None


class PersonTable(SQLModel, table=True):
    """Projection of the people who work here; ``role``, ``taken_at`` and ``device`` of the last keyboard they took."""

    __tablename__ = "person"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    person: str
    roles: str
    gone: bool
    added_at: int
    role: str | None
    taken_at: int | None
    device: str


class SearchRow(SQLModel, table=True):
    """What a search finds; the words stand in ``desk_text`` under the same number."""

    __tablename__ = "search_row"
    __table_args__ = STRICT
    number: int = Field(primary_key=True)
    subject: str = Field(unique=True)
    what: str
    ticket: str
    point: int
    ended: bool
    at: int


class DraftTable(SQLModel, table=True):
    """A form that was not saved yet, encrypted under a key of its own in ``subject_key``."""

    __tablename__ = "draft"
    __table_args__ = STRICT
    device: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    nonce: bytes = Field(sa_type=LargeBinary)
    answers: bytes = Field(sa_type=LargeBinary)
    started_at: int
    saved_at: int


class PinTry(SQLModel, table=True):
    """Wrong PINs per ticket: ``wrong`` since ``since``, ``total`` ever."""

    __tablename__ = "pin_try"
    __table_args__ = STRICT
    ticket: str = Field(primary_key=True)
    wrong: int
    since: int
    total: int


EMERGENCY = table_of(EmergencyTable)
MESSAGE = table_of(MessageTable)
LINE = table_of(LineTable)
HEAD_COUNT = table_of(HeadCountTable)
QUESTION = table_of(QuestionTable)
BOARD_ITEM = table_of(BoardTable)
PERSON = table_of(PersonTable)
SEARCH_ROW = table_of(SearchRow)
DRAFT = table_of(DraftTable)
PIN_TRY = table_of(PinTry)

Index("emergency_open", EMERGENCY.c.ended, EMERGENCY.c.registered_at)
Index("message_order", MESSAGE.c.written_at, MESSAGE.c.id)
Index("line_subject", LINE.c.subject, LINE.c.position)
