# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What screens read of noodmeldingen, messages, drafts, the list of what needs a person, and the citizen's card.

Points are numbers here; :meth:`noodsteunpunt.store.reader.Reader.point_name` names them. Times are Unix seconds (UTC).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from noodsteunpunt.domain.values import DeliveryStep, RequestStatus, Role, SubjectId
from noodsteunpunt.domain.values_desk import (
    Answer,
    AttentionKind,
    CountMethod,
    Danger,
    EmergencyKind,
    EmergencyOutcome,
    EmergencyStatus,
    EmergencyStep,
    MessageStatus,
    Precedence,
    Road,
    Topic,
)


@dataclass(frozen=True, slots=True)
class RequestAnswer:
    """What the coordination point said; ``text`` is None where it may not be read."""

    answer: Answer
    text: str | None
    at: int
    until: int | None
    role: Role
    entry: SubjectId


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """A noodmelding in a list. ``silent``: longer than five minutes without the word of a person."""

    id: SubjectId
    ticket: str
    point: int
    own: bool
    status: EmergencyStatus
    people: int
    pc4: str
    what_kind: EmergencyKind | None
    what: str | None
    address: str | None
    registered_at: int
    received_at: int | None
    outcome: EmergencyOutcome | None
    outcome_at: int | None
    told_at: int | None
    request: SubjectId | None
    delivery: DeliveryStep
    delivery_at: int | None
    silent: bool
    ended: bool
    time_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class EmergencyStepView:
    """A step that a person took. ``receiver``, ``words`` and ``name`` only where the house log is ours, ``text`` where
    the sealed part may be read."""

    step: EmergencyStep
    at: int
    point: int
    road: Road
    role: Role
    outcome: EmergencyOutcome | None
    due_at: int | None
    text: str | None
    receiver: str
    words: str
    name: str
    entry: SubjectId
    delivery: DeliveryStep | None


@dataclass(frozen=True, slots=True)
class EmergencyDetail:
    """Everything this station may know of a noodmelding. ``more``: what was added later, oldest first."""

    row: EmergencyRow
    dangers: frozenset[Danger]
    access: str | None
    more: tuple[tuple[int, str], ...]
    steps: tuple[EmergencyStepView, ...]
    name: str | None
    phone: str | None
    remarks: str | None
    tried_112: bool | None
    next_step: EmergencyStep | None
    """What a person should do now; None when nothing is left."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in a list. ``to_point`` None: to all points. ``text`` None: not for this point. ``incoming``: this
    point should read it. ``house``: it came by another road and was written down here."""

    id: SubjectId
    ticket: str
    from_point: int
    to_point: int | None
    own: bool
    incoming: bool
    house: bool
    precedence: Precedence
    topic: Topic
    text: str | None
    written_at: int
    status: MessageStatus
    status_at: int | None
    reply_due_at: int | None
    in_reply_to: SubjectId | None
    about: SubjectId | None
    unread: bool
    roads: tuple[Road, ...] = ()
    role: Role | None = None
    from_words: str = ""
    time_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class MessageMark:
    """Read, carried or closed: by which point, when, by which road. ``receiver``, ``words``, ``name``: here only."""

    what: str
    at: int
    point: int
    role: Role
    road: Road | None
    receiver: str
    words: str
    name: str
    entry: SubjectId


@dataclass(frozen=True, slots=True)
class MessageDetail:
    """One message with every word about it, and the answers to it."""

    row: MessageRow
    marks: tuple[MessageMark, ...]
    answers: tuple[MessageRow, ...]
    approved_by: str
    name: str
    sent_at: int | None
    held_at: int | None


@dataclass(frozen=True, slots=True)
class HeadCount:
    """The newest count of a point."""

    point: int
    present: int
    children: int
    less_mobile: int
    animals: int
    method: CountMethod
    counted_at: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """For the top line. ``opened_at``: since when the point is open without a break, by its reports; ``staff`` as it
    reported last. ``silent``: no coordination point is heard, and for too long; ``heard_at``: when one last was. Unix
    seconds."""

    opened_at: int | None = None
    staff: int | None = None
    silent: bool = False
    heard_at: int | None = None


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """Something that needs a person now. ``subject`` belongs to ``what``: request, helper, emergency or message.
    ``at``: since when, or when it is due; ``late``: by this station's clock it is over."""

    kind: AttentionKind
    what: str
    subject: SubjectId
    ticket: str
    point: int
    at: int
    late: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    """Codes that say more, such as ``priority``, ``category``, ``group``, ``precedence``, ``status``."""
    text: str = ""
    """Own words where they may be shown here, cut to a line."""


@dataclass(frozen=True, slots=True)
class Attention:
    """The list, the worst first, and how many of each kind there are in all."""

    items: tuple[AttentionItem, ...]
    counts: dict[AttentionKind, int]


class Found(StrEnum):
    """What a search may find."""

    REQUEST = "request"
    HELPER = "helper"
    EMERGENCY = "emergency"
    MESSAGE = "message"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A hit: ``title`` and ``excerpt`` hold only what this station may read."""

    what: Found
    id: SubjectId
    ticket: str
    point: int
    ended: bool
    at: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A window on the hits, open ones first. ``more``: there are others; type more letters."""

    rows: tuple[FoundRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Similar:
    """An open request that may be the same. ``why``: ``place``, ``street``, ``area``, ``group``, ``people``, ``name``,
    ``time``; the best first."""

    id: SubjectId
    ticket: str
    point: int
    registered_at: int
    why: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A form that was not saved yet, on some device of this point."""

    device: str
    form: str
    answers: dict[str, str]
    started_at: int
    saved_at: int


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What may be told to who shows a ticket with its PIN. ``status`` None: the ticket is genuine, but nothing of it
    has arrived here yet. ``ask_lead``: only the leader tells more. ``as_of``: when anything of its point was last
    heard here."""

    ticket: str
    status: RequestStatus | None
    point: int | None
    come_back_at: int | None
    told_at: int | None
    as_of: int | None
    ask_lead: bool = False
    kept_ticket: str = ""
    answer: Answer | None = None
