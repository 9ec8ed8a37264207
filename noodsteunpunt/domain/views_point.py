# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What screens read of log, shifts, handover, lists, teams and children. Times are Unix seconds (UTC)."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_point import (
    ChildStatus,
    Custody,
    HandoverItem,
    IncidentKind,
    ListMoment,
    LogKind,
    OfferKind,
    OfferStatus,
    OfferUse,
    Proof,
    ShiftEnd,
    StepMark,
    TeamStatus,
    TeamTask,
)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the logbook. ``code``: what the program logged itself; empty for what a person wrote. ``corrects``:
    the line that this one corrects; ``corrected``: a later line says otherwise. ``incident``: the kind of a *voorval*;
    ``followed``: a later line says what was done about it."""

    id: SubjectId
    subject: SubjectId
    at: int
    kind: LogKind
    code: str
    text: str
    significant: bool
    about: SubjectId | None
    corrects: SubjectId | None
    corrected: bool
    role: Role | None
    name: str
    incident: IncidentKind | None = None
    followed: bool = False


@dataclass(frozen=True, slots=True)
class ShiftPerson:
    """Who is on a shift."""

    person: str
    roles: frozenset[Role]
    since: int


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift. ``short``: fewer people than there should be. ``flagged``: taken over without a handover, this one or,
    for an open one, the one before it."""

    id: SubjectId
    lead: str
    opened_at: int
    until_at: int | None
    minimum: int
    people: tuple[ShiftPerson, ...]
    closed_at: int | None
    how: ShiftEnd | None
    receiver: str
    flagged: bool

    @property
    def short(self) -> bool:
        """Fewer people than there should be."""
        return self.closed_at is None and len(self.people) < self.minimum


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """Something that is told at a handover. ``about`` None: a list of ``count``."""

    item: HandoverItem
    about: SubjectId | None
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """What the leader who goes tells the one who comes."""

    shift: ShiftView
    lines: tuple[HandoverLine, ...]

    @property
    def open(self) -> tuple[HandoverLine, ...]:
        """What still has to be ticked."""
        return tuple(line for line in self.lines if not line.ticked)


@dataclass(frozen=True, slots=True)
class ToldOfShift:
    """What a point says of its shift."""

    point: int
    staff: int
    minimum: int
    flagged: bool
    teams_out: int
    decisions: int
    incidents: int
    told_at: int


@dataclass(frozen=True, slots=True)
class ListStep:
    """A step of a list of the pack. ``at``, ``by``: who said so, when."""

    number: int
    text: str
    role: str
    card: str
    mark: StepMark
    at: int | None
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A list that is gone through."""

    id: SubjectId
    moment: ListMoment
    title: str
    started_at: int
    steps: tuple[ListStep, ...]
    given: tuple[tuple[Custody, str, int], ...]
    sealed_at: int | None

    @property
    def open_steps(self) -> int:
        """How many steps nobody said anything of."""
        return sum(step.mark is StepMark.OPEN for step in self.steps)


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team. ``overdue``: by the clock of who looks it should be back, or should have given a sign of life, which
    was due at ``sign_due_at``."""

    id: SubjectId
    task: TeamTask
    members: tuple[SubjectId, ...]
    people: str
    size: int
    request: SubjectId | None
    message: SubjectId | None
    area: str
    brief: str
    risks: str
    status: TeamStatus
    formed_at: int
    out_at: int | None
    due_at: int | None
    sign_due_at: int | None
    back_at: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class SeekerView:
    """Who says that a child is theirs, what they told of it, and what the team found out: name, proofs, doubt."""

    id: SubjectId
    seeker: str
    relation: str
    at: int
    words: tuple[tuple[str, frozenset[Proof], bool], ...]
    believed: bool
    doubted: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class ChildView:
    """A child who came alone. ``alone``: of the two who should stay with it at least one is not on the shift.
    ``wrong``: a release was recorded that two people had not verified."""

    id: SubjectId
    wristband: str
    ticket: str
    request: SubjectId
    status: ChildStatus
    staff: tuple[str, str]
    name: str
    age: int | None
    looks: str
    found: str
    needs: str
    came_at: int
    seekers: tuple[SeekerView, ...]
    released_at: int | None
    alone: bool
    wrong: bool


@dataclass(frozen=True, slots=True)
class HoldView:
    """So many of an offer, for a request. ``lapsed``: reserved and not fetched in time, by the clock of who looks."""

    id: SubjectId
    request: SubjectId
    ticket: str
    point: int
    amount: int
    until_at: int | None
    use: OfferUse | None
    at: int
    lapsed: bool


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer. ``what`` None: not for this point to read. ``free``: how many nobody has; below 0 more was promised
    than there is, and a person decides (``conflict``)."""

    id: SubjectId
    ticket: str
    point: int
    own: bool
    kind: OfferKind
    what: str | None
    amount: int
    free: int
    loan: bool
    pc4: str
    status: OfferStatus
    until_at: int | None
    registered_at: int
    conditions: str | None
    place_words: str | None
    name: str | None
    phone: str | None
    remarks: str | None
    holds: tuple[HoldView, ...]

    @property
    def conflict(self) -> bool:
        """More was promised than there is."""
        return self.free < 0


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What keeps a point from closing, or from going into the night: how many of each."""

    requests: int = 0
    emergencies: int = 0
    children: int = 0
    teams: int = 0
    promises: int = 0
    messages: int = 0
    steps: int = 0
    custody: int = 0
    loans: int = 0

    @property
    def nothing(self) -> bool:
        """Nothing is left."""
        return not any(getattr(self, name) for name in self.__slots__)
