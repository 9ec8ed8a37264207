# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows. They never leave this folder; the journal (frames and house entries) is the truth, the rest a fold."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, literal_column
from sqlmodel import Field, SQLModel

from noodsteunpunt.store.columns import STRICT, QuietBinary, table_of
from noodsteunpunt.store.tables_courier import BUNDLE as BUNDLE
from noodsteunpunt.store.tables_courier import BUNDLE_REFUSED as BUNDLE_REFUSED
from noodsteunpunt.store.tables_courier import TOLD as TOLD
from noodsteunpunt.store.tables_desk import BOARD_ITEM as BOARD_ITEM
from noodsteunpunt.store.tables_desk import DRAFT as DRAFT
from noodsteunpunt.store.tables_desk import EMERGENCY as EMERGENCY
from noodsteunpunt.store.tables_desk import HEAD_COUNT as HEAD_COUNT
from noodsteunpunt.store.tables_desk import LINE as LINE
from noodsteunpunt.store.tables_desk import MESSAGE as MESSAGE
from noodsteunpunt.store.tables_desk import PERSON as PERSON
from noodsteunpunt.store.tables_desk import PIN_TRY as PIN_TRY
from noodsteunpunt.store.tables_desk import QUESTION as QUESTION
from noodsteunpunt.store.tables_desk import SEARCH_ROW as SEARCH_ROW
from noodsteunpunt.store.tables_offer import OFFER as OFFER
from noodsteunpunt.store.tables_offer import OFFER_HOLD as OFFER_HOLD
from noodsteunpunt.store.tables_packs import ANNOUNCEMENT as ANNOUNCEMENT
from noodsteunpunt.store.tables_packs import PACK as PACK
from noodsteunpunt.store.tables_packs import PACK_INDEX as PACK_INDEX
from noodsteunpunt.store.tables_packs import POINT_PACK as POINT_PACK
from noodsteunpunt.store.tables_point import CHILD as CHILD
from noodsteunpunt.store.tables_point import LOG_ENTRY as LOG_ENTRY
from noodsteunpunt.store.tables_point import SHIFT as SHIFT
from noodsteunpunt.store.tables_point import SHIFT_TOLD as SHIFT_TOLD
from noodsteunpunt.store.tables_point import TEAM as TEAM
from noodsteunpunt.store.tables_point import WORK_LIST as WORK_LIST
from noodsteunpunt.store.tables_request import REQUEST as REQUEST
from noodsteunpunt.store.tables_request import REQUEST_ORDER as REQUEST_ORDER


class Meta(SQLModel, table=True):
    """Named values: papers, flags."""

    __table_args__ = STRICT
    name: str = Field(primary_key=True)
    value: bytes = Field(sa_type=LargeBinary)


class Migration(SQLModel, table=True):
    """Which migrations ran."""

    __table_args__ = STRICT
    number: int = Field(primary_key=True)


class Replica(SQLModel, table=True):
    """Own replicas; at most one is active."""

    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    replica_id: bytes = Field(sa_type=LargeBinary)
    private_key: bytes = Field(sa_type=LargeBinary)
    active: bool
    house_seq: int = 0
    house_chain: bytes = Field(sa_type=LargeBinary)
    entry_seq: int = 0
    confirmed: int = 0


class FrameRow(SQLModel, table=True):
    """The mesh log of every author. ``checked``: a signature or witness says that it is this author's word; ``unread``:
    this program could not read what is in it; ``skip``: it says which of its author's frames are superseded."""

    __tablename__ = "frame"
    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    body: bytes = Field(sa_type=LargeBinary)
    received_at: int
    sent_at: int | None = None
    checked: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    unread: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    skip: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class FrameAside(SQLModel, table=True):
    """Frames that contradict one we hold, that a signature contradicts, and own ones of a closed replica: kept, not
    followed."""

    __tablename__ = "frame_aside"
    __table_args__ = STRICT
    id: int | None = Field(default=None, primary_key=True)
    author: int
    number: int
    body: bytes = Field(sa_type=LargeBinary)
    received_at: int
    contradicted: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class EntryRow(SQLModel, table=True):
    """Mesh entries; ``frame_number`` is None while not frozen. ``state``: ok, partial (a newer program said more),
    unknown, aside. ``body`` is the entry as far as we may read it, also what was sealed: the key of the database
    protects it, as it does the rows."""

    __tablename__ = "entry"
    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    lamport: int = Field(index=True)
    frame_number: int | None = Field(default=None, index=True)
    subject: str = Field(index=True)
    kind: int
    priority: int
    state: str
    received_at: int
    body: bytes = Field(sa_type=QuietBinary)


class HouseEntry(SQLModel, table=True):
    """The house log: ciphertext under the subject's own key, chained. ``about_seq`` is the mesh entry it belongs to: 0
    for a fact that stands here alone, negative while that entry is entered again elsewhere: another laptop may write
    under that number."""

    __tablename__ = "house_entry"
    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    about_seq: int = Field(index=True)
    subject: str = Field(index=True)
    ciphertext: bytes = Field(sa_type=LargeBinary)
    chain: bytes = Field(sa_type=LargeBinary)


class ReenteredRow(SQLModel, table=True):
    """Own entries that were entered again under another replica: ``id`` is the new entry, ``body`` the old one's
    bytes; ``settled`` when the old one turned up at others after all."""

    __tablename__ = "reentered"
    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    body: bytes = Field(sa_type=QuietBinary)
    id: str
    settled: bool = False


class SubjectKey(SQLModel, table=True):
    """One key per subject and replica that wrote of it, outside every entry: destroy them and the house logs stay
    verifiable. Every replica draws its own, so that two laptops of a point never need each other for it."""

    __tablename__ = "subject_key"
    __table_args__ = STRICT
    subject: str = Field(primary_key=True)
    author: int = Field(primary_key=True)
    key: bytes = Field(sa_type=LargeBinary)


class HelperTable(SQLModel, table=True):
    """Projection of helpers."""

    __tablename__ = "helper"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    author: int
    opened_seq: int
    point: int
    ticket: str = Field(index=True)
    skills: str
    pc4: str
    adult: bool
    vehicle: bool
    group_size: int
    status: str = Field(index=True)
    revision: int
    registered_at: int
    house: bool
    name: str | None
    phone: str | None
    remarks: str | None
    identity: str | None
    vog: str | None
    clearance: str | None
    limits: str | None
    languages: str | None
    on_since: int | None
    organisation: str | None


class ClaimTable(SQLModel, table=True):
    """Projection of live claims."""

    __tablename__ = "claim"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    helper: str = Field(index=True)
    request: str = Field(index=True)
    point: int
    role: str
    at: int


class PointTable(SQLModel, table=True):
    """Projection of the newest report per point."""

    __tablename__ = "point"
    __table_args__ = STRICT
    id: str = Field(primary_key=True)
    point: int = Field(index=True)
    status: str
    staff: int
    visitors: int
    power: str
    power_hours: int | None
    reported_at: int
    lamport: int


class ReceiptRow(SQLModel, table=True):
    """Newest receipt per coordination point and part of the vector."""

    __tablename__ = "receipt"
    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    held_author: int = Field(primary_key=True)
    head: int
    at: int
    raw: bytes = Field(sa_type=LargeBinary)


class HeldMark(SQLModel, table=True):
    """When a receipt first covered an own frame."""

    __tablename__ = "held_mark"
    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: int


class AirtimeRow(SQLModel, table=True):
    """Airtime per minute and kind."""

    __tablename__ = "airtime"
    __table_args__ = STRICT
    minute: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    seconds: float
    packets: int


class HeardRow(SQLModel, table=True):
    """When something authentic of a writer was last heard."""

    __tablename__ = "heard"
    __table_args__ = STRICT
    author: int = Field(primary_key=True)
    at: int


class TicketCounter(SQLModel, table=True):
    """Numbers given out per desk."""

    __tablename__ = "ticket_counter"
    __table_args__ = STRICT
    kind: str = Field(primary_key=True)
    desk: str = Field(primary_key=True)
    number: int


META = table_of(Meta)
MIGRATION = table_of(Migration)
REPLICA = table_of(Replica)
FRAME = table_of(FrameRow)
FRAME_ASIDE = table_of(FrameAside)
ENTRY = table_of(EntryRow)
HOUSE_ENTRY = table_of(HouseEntry)
REENTERED = table_of(ReenteredRow)
SUBJECT_KEY = table_of(SubjectKey)
HELPER = table_of(HelperTable)
CLAIM = table_of(ClaimTable)
POINT = table_of(PointTable)
RECEIPT = table_of(ReceiptRow)
HELD_MARK = table_of(HeldMark)
AIRTIME = table_of(AirtimeRow)
HEARD = table_of(HeardRow)
TICKET_COUNTER = table_of(TicketCounter)

PROJECTIONS = (REQUEST, HELPER, CLAIM, POINT, POINT_PACK, EMERGENCY, MESSAGE, LINE, HEAD_COUNT, QUESTION, BOARD_ITEM,
               LOG_ENTRY, SHIFT, SHIFT_TOLD, WORK_LIST, TEAM, CHILD, OFFER, OFFER_HOLD,
               PERSON)  # fmt: skip

NOT_FOLDED = ENTRY.c.state != literal_column("'ok'")
"""What this program could not fold, yet. A literal, for SQLite uses a partial index only for its own words."""

UNREAD = FRAME.c.unread.is_(literal_column("1"))
"""Frames that wait for a newer program."""

IS_SKIP = FRAME.c.skip.is_(literal_column("1"))
"""Frames that say which others are superseded."""

Index("entry_pending", ENTRY.c.author, ENTRY.c.seq, sqlite_where=ENTRY.c.frame_number.is_(None))
Index("entry_not_folded", ENTRY.c.state, sqlite_where=NOT_FOLDED)
Index("frame_unread", FRAME.c.author, sqlite_where=UNREAD)
Index("frame_skip", FRAME.c.author, FRAME.c.number, sqlite_where=IS_SKIP)
Index("frame_sent", FRAME.c.author, FRAME.c.sent_at)
UNCHECKED = FRAME.c.checked == literal_column("0")
"""Frames that no signature covers yet. A literal, as above."""
Index("frame_unchecked", FRAME.c.author, FRAME.c.number, sqlite_where=UNCHECKED)
Index("frame_aside_number", FRAME_ASIDE.c.author, FRAME_ASIDE.c.number)
