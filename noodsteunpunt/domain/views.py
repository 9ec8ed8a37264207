# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What screens, exports and the command line read. Times are Unix seconds (UTC); ages are the reader's sum."""

from __future__ import annotations

from dataclasses import dataclass, field

from noodsteunpunt.domain.places import Place
from noodsteunpunt.domain.values import (
    Category,
    CategoryGroup,
    DeliveryStep,
    HelperStatus,
    IncidentMode,
    PointStatus,
    PowerSource,
    Priority,
    RequestStatus,
    Role,
    Skill,
    StationKind,
    SubjectId,
)
from noodsteunpunt.domain.values_desk import Access, CallbackWay, Party, Reason, Requester, Vulnerability
from noodsteunpunt.domain.views_desk import RequestAnswer as RequestAnswer


@dataclass(frozen=True, slots=True)
class PointName:
    """A point of the incident's roster."""

    number: int
    letters: str
    name: str
    kind: StationKind


@dataclass(frozen=True, slots=True)
class DeliveryMark:
    """One delivery step; ``at`` is None while it has not been reached."""

    step: DeliveryStep
    at: int | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list. ``category`` and what is sealed is None where we may not read it."""

    id: SubjectId
    ticket: str
    point: PointName
    own: bool
    group: CategoryGroup
    category: Category | None
    priority: Priority
    status: RequestStatus
    people: int
    pc4: str
    callback_only: bool
    registered_at: int
    deadline_at: int | None
    delivery: DeliveryStep
    delivery_at: int | None
    seen_at: int | None
    taken_over_by: PointName | None
    helper_tickets: tuple[str, ...] = ()
    conflict: bool = False
    time_uncertain: bool = False
    unchecked: bool = False
    """Something of it is not signed by its author yet."""
    needed: int = 0
    met: int = 0
    place: str = ""
    touched_at: int = 0
    outcome: RequestStatus | None = None
    reason: Reason | None = None
    party: Party | None = None
    callback_at: int | None = None
    callback_way: CallbackWay | None = None
    told_at: int | None = None
    answered_at: int | None = None
    duplicate_of: SubjectId | None = None
    duplicate_ticket: str = ""
    together: SubjectId | None = None
    contested: tuple[str, ...] = ()
    """Answers that two people changed without knowing of each other."""
    revision: int = 0
    """How many corrections there are: what a form gives back as ``saw``."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One fact, for people. ``kind`` is the fact's code; ``detail`` holds codes and tickets, no free text
    but the house's own. ``name`` is filled only where the house log is ours. ``delivery`` is how far the fact itself
    is, None where that cannot be known here."""

    at: int
    point: PointName
    role: Role | None
    name: str
    kind: str
    detail: dict[str, str] = field(default_factory=dict)
    time_uncertain: bool = False
    unchecked: bool = False
    entry: SubjectId = SubjectId("")
    delivery: DeliveryStep | None = None
    undone: bool = False
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """Everything this station may know of one request. ``place`` is filled where the house log is ours; ``travelled``:
    address and note went to the coordination point; ``corrections``: which answers each of them changed, in order."""

    row: RequestRow
    address: str | None
    note: str | None
    name: str | None
    phone: str | None
    health_note: str | None
    access_note: str | None
    remarks: str | None
    place_words: str | None
    delivery: tuple[DeliveryMark, ...]
    history: tuple[HistoryLine, ...]
    place: Place | None = None
    travelled: bool = False
    requester: Requester | None = None
    vulnerabilities: frozenset[Vulnerability] = frozenset()
    access: frozenset[Access] = frozenset()
    anonymous: bool = False
    answers: tuple[RequestAnswer, ...] = ()
    duplicates: tuple[RequestRow, ...] = ()
    """Those that are marked as double of this one."""
    together: tuple[RequestRow, ...] = ()
    """The others of the group that it came in with."""
    corrections: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One live claim on a helper."""

    id: SubjectId
    request: SubjectId
    request_ticket: str
    point: PointName
    role: Role | None
    at: int


@dataclass(frozen=True, slots=True)
class HelperRow:
    """A helper in a list."""

    id: SubjectId
    ticket: str
    point: PointName
    own: bool
    status: HelperStatus
    skills: frozenset[Skill]
    pc4: str
    adult: bool
    vehicle: bool
    group_size: int
    registered_at: int
    name: str | None
    phone: str | None
    remarks: str | None
    claims: tuple[ClaimView, ...] = ()
    revision: int = 0
    organisation: str = ""
    time_uncertain: bool = False
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more live claims on the same revision of one helper: a person settles it."""

    helper: HelperRow
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class PackName:
    """The information pack that a point says it goes by, since ``installed_at``. ``announced``: the number of the
    newest announcement over it, 0 for none."""

    pack: str
    version: int
    core_version: int | None
    expires_at: int
    installed_at: int
    announced: int = 0


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point on the coordination board. Counts are of open requests. ``heard_at`` is the last time
    anything authenticated of it was heard here, ``reported_at`` the time of its own last report."""

    point: PointName
    own: bool
    status: PointStatus | None
    reported_at: int | None
    heard_at: int | None
    no_contact: bool
    staff: int | None
    visitors: int | None
    power: PowerSource | None
    power_hours: int | None
    open_p1: int
    open_p2: int
    open_p3: int
    open_p4: int
    unseen: int
    helpers_available: int
    pack: PackName | None = None
    unchecked: bool = False


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person must look at now. ``code`` selects the sentence, ``detail`` fills it."""

    code: str
    level: str
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counters:
    """Numbers for the rail and the top line."""

    open_requests: int = 0
    open_p1: int = 0
    unseen_requests: int = 0
    helpers_available: int = 0
    conflicts: int = 0
    waiting: int = 0
    emergencies: int = 0
    messages_unread: int = 0
    callbacks_due: int = 0


@dataclass(frozen=True, slots=True)
class StationInfo:
    """What does not change while the program runs."""

    point: PointName
    kind: StationKind
    mode: IncidentMode
    incident: str
    points: tuple[PointName, ...]
    desk: str

    @property
    def synthetic_only(self) -> bool:
        """Until keys and locks are built no real people may be registered: only invented ones."""
        return self.mode is not IncidentMode.ACTUAL


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A revision, counters and alarms, never lists. Published whenever something changed."""

    revision: int
    station: StationInfo
    counters: Counters
    radio_state: str
    airtime_left: float
    point_status: PointStatus | None
    alarms: tuple[Alarm, ...] = ()
