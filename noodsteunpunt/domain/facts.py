# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts: what happened, frozen, about one subject. Every field is declared once, with its lane.

``air``: any member of the mesh may read it. ``sealed``: travels as ciphertext that only the author and the
coordination point read. ``house``: never leaves the point. Kinds are numbers that are never given out twice;
fields are only ever added at the end. ``since`` is the level of the format that brought a field, ``SINCE`` a kind;
``odds`` say what is likely, ``PARTS`` how common a kind is, ``OPENS`` that it begins a subject
(:mod:`noodsteunpunt.domain.odds`).
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain.facts_board import BoardPosted as BoardPosted
from noodsteunpunt.domain.facts_board import BoardTakenDown as BoardTakenDown
from noodsteunpunt.domain.facts_desk import EmergencyAdded as EmergencyAdded
from noodsteunpunt.domain.facts_desk import EmergencyReported as EmergencyReported
from noodsteunpunt.domain.facts_desk import EmergencyStepTaken as EmergencyStepTaken
from noodsteunpunt.domain.facts_desk import HeadCounted as HeadCounted
from noodsteunpunt.domain.facts_desk import IntakeAbandoned as IntakeAbandoned
from noodsteunpunt.domain.facts_desk import MessageCarried as MessageCarried
from noodsteunpunt.domain.facts_desk import MessageClosed as MessageClosed
from noodsteunpunt.domain.facts_desk import MessageRead as MessageRead
from noodsteunpunt.domain.facts_desk import MessageTakenDown as MessageTakenDown
from noodsteunpunt.domain.facts_desk import MessageWritten as MessageWritten
from noodsteunpunt.domain.facts_desk import QuestionCounted as QuestionCounted
from noodsteunpunt.domain.facts_field import ChildRegistered as ChildRegistered
from noodsteunpunt.domain.facts_field import ChildReleased as ChildReleased
from noodsteunpunt.domain.facts_field import ChildSought as ChildSought
from noodsteunpunt.domain.facts_field import ChildStaffed as ChildStaffed
from noodsteunpunt.domain.facts_field import ChildVerified as ChildVerified
from noodsteunpunt.domain.facts_field import TeamFormed as TeamFormed
from noodsteunpunt.domain.facts_field import TeamStepTaken as TeamStepTaken
from noodsteunpunt.domain.facts_offer import OfferClaimed as OfferClaimed
from noodsteunpunt.domain.facts_offer import OfferRegistered as OfferRegistered
from noodsteunpunt.domain.facts_offer import OfferStatusChanged as OfferStatusChanged
from noodsteunpunt.domain.facts_offer import OfferUsed as OfferUsed
from noodsteunpunt.domain.facts_people import HelperChecked as HelperChecked
from noodsteunpunt.domain.facts_people import KeyboardTaken as KeyboardTaken
from noodsteunpunt.domain.facts_people import PersonAdded as PersonAdded
from noodsteunpunt.domain.facts_people import PersonChanged as PersonChanged
from noodsteunpunt.domain.facts_people import TaskApproved as TaskApproved
from noodsteunpunt.domain.facts_request import CallbackDone as CallbackDone
from noodsteunpunt.domain.facts_request import CallbackPromised as CallbackPromised
from noodsteunpunt.domain.facts_request import DuplicateMarked as DuplicateMarked
from noodsteunpunt.domain.facts_request import FactUndone as FactUndone
from noodsteunpunt.domain.facts_request import RequestAnswered as RequestAnswered
from noodsteunpunt.domain.facts_request import RequestCorrected as RequestCorrected
from noodsteunpunt.domain.facts_request import RequestHandedOver as RequestHandedOver
from noodsteunpunt.domain.facts_request import RequestRechecked as RequestRechecked
from noodsteunpunt.domain.facts_request import RequestRegistered as RequestRegistered
from noodsteunpunt.domain.facts_request import RequestSeen as RequestSeen
from noodsteunpunt.domain.facts_request import RequestStatusChanged as RequestStatusChanged
from noodsteunpunt.domain.facts_request import RequestTakenOver as RequestTakenOver
from noodsteunpunt.domain.facts_shift import CustodyGiven as CustodyGiven
from noodsteunpunt.domain.facts_shift import HandoverTicked as HandoverTicked
from noodsteunpunt.domain.facts_shift import ListStarted as ListStarted
from noodsteunpunt.domain.facts_shift import LogCorrected as LogCorrected
from noodsteunpunt.domain.facts_shift import LogWritten as LogWritten
from noodsteunpunt.domain.facts_shift import RecordsSealed as RecordsSealed
from noodsteunpunt.domain.facts_shift import ShiftClosed as ShiftClosed
from noodsteunpunt.domain.facts_shift import ShiftJoined as ShiftJoined
from noodsteunpunt.domain.facts_shift import ShiftLeft as ShiftLeft
from noodsteunpunt.domain.facts_shift import ShiftOpened as ShiftOpened
from noodsteunpunt.domain.facts_shift import ShiftTold as ShiftTold
from noodsteunpunt.domain.facts_shift import StepMarked as StepMarked
from noodsteunpunt.domain.lanes import Lane as Lane
from noodsteunpunt.domain.lanes import air, house
from noodsteunpunt.domain.odds import Around, Counter, Digits, Letters, Weights
from noodsteunpunt.domain.values import HelperStatus, PointStatus, PowerSource, Priority, Role, Skill, SubjectId
from noodsteunpunt.domain.values_desk import Precedence


@dataclass(frozen=True, slots=True, kw_only=True)
class PointReported:
    """A point's own word on itself; the newest one counts."""

    KIND: ClassVar[int] = 1
    status: PointStatus = air(PointStatus.STANDBY, Weights((2, 4, 60, 10, 4, 6, 2, 3, 1)))
    staff: int = air(0, Around(4))
    visitors: int = air(0, Around(20))
    power: PowerSource = air(PowerSource.GRID, Weights((20, 40, 30, 10)))
    power_hours: int | None = air(None, Around(12))
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperRegistered:
    """A helper, or a group that came together."""

    KIND: ClassVar[int] = 6
    PARTS: ClassVar[int] = 10
    OPENS: ClassVar[bool] = True
    letters: str = air("", Letters(2, of_point=True))
    desk: str = air("", Letters(1))
    number: int = air(0, Counter(("desk",)))
    skills: frozenset[Skill] = air(frozenset())
    pc4: str = air("", Digits())
    adult: bool = air(True, Weights((1, 30)))
    vehicle: bool = air(False, Weights((3, 1)))
    group_size: int = air(1, Weights((1, 120, 16, 6, 4, 3, 2, 1, 1, 1, 2)))
    name: str = house("")
    phone: str = house("")
    remarks: str = house("")
    recorded_by: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperStatusChanged:
    """A step in the life of a helper."""

    KIND: ClassVar[int] = 7
    PARTS: ClassVar[int] = 10
    status: HelperStatus = air(HelperStatus.AVAILABLE, Weights((1, 30, 1, 1, 30, 10, 25)))
    role: Role = air(Role.HELPER_COORDINATOR, Weights((8, 10, 2, 60, 2, 4, 1)))
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperClaimed:
    """About the helper: claimed for ``request``, having seen ``revision`` of the helper."""

    KIND: ClassVar[int] = 8
    PARTS: ClassVar[int] = 10
    request: SubjectId = air(SubjectId(""))
    revision: int = air(0)
    role: Role = air(Role.REQUEST_DESK)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReleased:
    """About the helper: this claim is let go."""

    KIND: ClassVar[int] = 9
    claim: SubjectId = air(SubjectId(""))
    role: Role = air(Role.REQUEST_DESK)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSettled:
    """About the helper: a person decided between the named claims; ``winner`` empty = none stays."""

    KIND: ClassVar[int] = 10
    claims: tuple[SubjectId, ...] = air(())
    winner: SubjectId = air(SubjectId(""))
    role: Role = air(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredTwice:
    """A station moved to a new replica and entered ``entry`` again; ``same_as``, the first one, turned out to
    be held by others. Counts only from the point that wrote ``entry``."""

    KIND: ClassVar[int] = 11
    entry: SubjectId = air(SubjectId(""))
    same_as: SubjectId = air(SubjectId(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInstalled:
    """A point now goes by this information pack; the newest one counts. ``expires`` is the first day, in whole days
    since 1970 (UTC), on which it no longer holds. ``put_back``: the leader took the kept earlier version again.
    ``announced``: the number of the newest announcement that is shown over it, 0 for none."""

    KIND: ClassVar[int] = 12
    pack: str = air("")
    version: int = air(0)
    core_version: int | None = air(None)
    expires: int = air(0)
    put_back: bool = air(False)
    role: Role = air(Role.POINT_LEAD)
    announced: int = air(0)
    name: str = house("")


Fact = (
    PointReported
    | RequestRegistered
    | RequestStatusChanged
    | RequestSeen
    | RequestTakenOver
    | HelperRegistered
    | HelperStatusChanged
    | HelperClaimed
    | ClaimReleased
    | ClaimSettled
    | EnteredTwice
    | PackInstalled
    | RequestCorrected
    | DuplicateMarked
    | CallbackPromised
    | CallbackDone
    | RequestAnswered
    | RequestHandedOver
    | RequestRechecked
    | FactUndone
    | EmergencyReported
    | EmergencyAdded
    | EmergencyStepTaken
    | MessageWritten
    | MessageRead
    | MessageCarried
    | MessageClosed
    | HeadCounted
    | MessageTakenDown
    | QuestionCounted
    | IntakeAbandoned
    | BoardPosted
    | BoardTakenDown
    | PersonAdded
    | PersonChanged
    | KeyboardTaken
    | HelperChecked
    | TaskApproved
    | ShiftTold
    | LogWritten
    | LogCorrected
    | ShiftOpened
    | ShiftJoined
    | ShiftLeft
    | HandoverTicked
    | ShiftClosed
    | ListStarted
    | StepMarked
    | CustodyGiven
    | RecordsSealed
    | TeamFormed
    | TeamStepTaken
    | ChildRegistered
    | ChildStaffed
    | ChildSought
    | ChildVerified
    | ChildReleased
    | OfferRegistered
    | OfferStatusChanged
    | OfferClaimed
    | OfferUsed
)

FACTS: dict[int, type[Fact]] = {kind.KIND: kind for kind in typing.get_args(Fact)}
HOUSE_ONLY: tuple[type[Fact], ...] = tuple(kind for kind in FACTS.values() if getattr(kind, "HOUSE_ONLY", False))
"""In the house log alone."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A fact in its place. ``at`` is Unix seconds, whole minutes; ``sealed_read`` and ``house_read`` say
    which lanes this station could fill in. ``alone``: it stands in the house log only, and ``seq`` counts there."""

    lamport: int
    author: int
    seq: int
    at: int
    fact: Fact
    sealed_read: bool
    house_read: bool
    alone: bool = False

    @property
    def id(self) -> SubjectId:
        """The entry's id, which is the subject's id if this fact opened it."""
        return house_id(self.author, self.seq) if self.alone else subject_id(self.author, self.seq)

    @property
    def order(self) -> tuple[int, int, bool, int]:
        """(lamport, author, alone, seq): the same everywhere."""
        return (self.lamport, self.author, self.alone, self.seq)


def subject_id(author: int, seq: int) -> SubjectId:
    """See :data:`noodsteunpunt.domain.values.SubjectId`."""
    return SubjectId(f"{author:04x}-{seq}")


def house_id(author: int, seq: int) -> SubjectId:
    """Of an entry that stands in the house log alone: no entry on the air can name it."""
    return SubjectId(f"{author:04x}-h{seq}")


def is_house(subject: SubjectId) -> bool:
    """Does it stand in the house log alone? Then all that is said about it does."""
    return "-h" in subject


def parse_subject(subject: SubjectId) -> tuple[int, int]:
    """(author, seq) of a mesh entry; raises ``ValueError``, also for one of the house log."""
    author, _, seq = subject.partition("-")
    return int(author, 16), int(seq)


def author_of(subject: SubjectId) -> int:
    """Of an entry of either log; raises ``ValueError``."""
    return int(subject.partition("-")[0], 16)


def priority_of(fact: Fact) -> int:
    """The sending class, most urgent 0: life, urgent, status, matching, log, bulk."""
    match fact:
        case RequestRegistered(priority=Priority.P1) | RequestCorrected(priority=Priority.P1):
            return 0
        case EmergencyReported() | EmergencyAdded():
            return 0
        case RequestRegistered(priority=Priority.P2) | RequestCorrected(priority=Priority.P2):
            return 1
        case RequestSeen() | RequestTakenOver() | RequestAnswered() | ClaimSettled() | EmergencyStepTaken():
            return 1
        case MessageWritten(precedence=Precedence.FLASH | Precedence.PRIORITY):
            return 1
        case HelperRegistered() | HelperStatusChanged() | HelperClaimed() | ClaimReleased():
            return 3
        case OfferRegistered() | OfferStatusChanged() | OfferClaimed() | OfferUsed():
            return 3
        case PackInstalled():
            return 4
        case _:
            return 2
