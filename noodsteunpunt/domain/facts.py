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

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from noodsteunpunt.domain import likely
from noodsteunpunt.domain.odds import Address, Ahead, Around, Counter, Digits, Letters, Odds, Weights
from noodsteunpunt.domain.values import (
    Category,
    CategoryGroup,
    HelperStatus,
    PointStatus,
    PowerSource,
    Priority,
    RequestStatus,
    Role,
    Skill,
    SubjectId,
)


class Lane(StrEnum):
    """Who may read a field."""

    AIR = "air"
    SEALED = "sealed"
    HOUSE = "house"


def air(default: Any, odds: Odds | None = None, since: int = 1) -> Any:
    """A field that any member of the mesh may read."""
    return field(default=default, metadata={"lane": Lane.AIR, "odds": odds, "since": since})


def sealed(default: Any, odds: Odds | None = None, since: int = 1) -> Any:
    """A field that only the author and the coordination point may read."""
    return field(default=default, metadata={"lane": Lane.SEALED, "odds": odds, "since": since})


def house(default: Any, odds: Odds | None = None, since: int = 1) -> Any:
    """A field that stays in this house."""
    return field(default=default, metadata={"lane": Lane.HOUSE, "odds": odds, "since": since})


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
class RequestRegistered:
    """A hulpvraag. ``deadline`` is in whole minutes since the incident began. The ``_here`` fields hold
    what would be sealed: address and note of P3 and P4, and the category too of what may not travel at all."""

    KIND: ClassVar[int] = 2
    PARTS: ClassVar[int] = 30
    OPENS: ClassVar[bool] = True
    letters: str = air("", Letters(2))
    desk: str = air("", Letters(1))
    number: int = air(0, Counter(("desk",)))
    group: CategoryGroup = air(CategoryGroup.OTHER, likely.GROUP)
    priority: Priority = air(Priority.P3, likely.PRIORITY)
    people: int = air(1, Weights((1, 120, 46, 16, 13, 6, 3, 1, 1, 1, 1)))
    pc4: str = air("", Digits())
    deadline: int | None = air(None, Ahead(likely.DEADLINES))
    callback_only: bool = air(False, Weights((60, 1)))
    category: Category | None = sealed(None, likely.CATEGORY)
    address: str = sealed("", Address("pc4"))
    note: str = sealed("")
    category_here: Category | None = house(None)
    address_here: str = house("")
    note_here: str = house("")
    place_words: str = house("")
    name: str = house("")
    phone: str = house("")
    health_note: str = house("")
    access_note: str = house("")
    remarks: str = house("")
    recorded_by: str = house("")
    intake_seconds: int | None = house(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStatusChanged:
    """A step in the life of a request."""

    KIND: ClassVar[int] = 3
    PARTS: ClassVar[int] = 40
    status: RequestStatus = air(RequestStatus.NEW, Weights((1, 10, 10, 12, 18, 24, 14, 6, 3, 2, 2)))
    role: Role = air(Role.REQUEST_DESK, Weights((8, 60, 3, 6, 3, 16, 2)))
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSeen:
    """A named person at the coordination point pressed *Gezien*; the name stays there."""

    KIND: ClassVar[int] = 4
    PARTS: ClassVar[int] = 20
    role: Role = air(Role.COORDINATOR, likely.COORDINATOR)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTakenOver:
    """A named person at the coordination point pressed *Overnemen*."""

    KIND: ClassVar[int] = 5
    PARTS: ClassVar[int] = 10
    role: Role = air(Role.COORDINATOR, likely.COORDINATOR)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperRegistered:
    """A helper, or a group that came together."""

    KIND: ClassVar[int] = 6
    PARTS: ClassVar[int] = 10
    OPENS: ClassVar[bool] = True
    letters: str = air("", Letters(2))
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
)

FACTS: dict[int, type[Fact]] = {
    kind.KIND: kind
    for kind in (
        PointReported,
        RequestRegistered,
        RequestStatusChanged,
        RequestSeen,
        RequestTakenOver,
        HelperRegistered,
        HelperStatusChanged,
        HelperClaimed,
        ClaimReleased,
        ClaimSettled,
        EnteredTwice,
        PackInstalled,
    )
}

REQUEST_FACTS = (RequestRegistered, RequestStatusChanged, RequestSeen, RequestTakenOver, EnteredTwice)
HELPER_FACTS = (HelperRegistered, HelperStatusChanged, HelperClaimed, ClaimReleased, ClaimSettled, EnteredTwice)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A fact in its place. ``at`` is Unix seconds, whole minutes; ``sealed_read`` and ``house_read`` say
    which lanes this station could fill in."""

    lamport: int
    author: int
    seq: int
    at: int
    fact: Fact
    sealed_read: bool
    house_read: bool

    @property
    def id(self) -> SubjectId:
        """The entry's id, which is the subject's id if this fact opened it."""
        return subject_id(self.author, self.seq)

    @property
    def order(self) -> tuple[int, int, int]:
        """(lamport, author, seq): the same everywhere."""
        return (self.lamport, self.author, self.seq)


def subject_id(author: int, seq: int) -> SubjectId:
    """See :data:`noodsteunpunt.domain.values.SubjectId`."""
    return SubjectId(f"{author:04x}-{seq}")


def parse_subject(subject: SubjectId) -> tuple[int, int]:
    """(author, seq); raises ``ValueError``."""
    author, _, seq = subject.partition("-")
    return int(author, 16), int(seq)


def priority_of(fact: Fact) -> int:
    """The sending class, most urgent 0: life, urgent, status, matching, log, bulk."""
    match fact:
        case RequestRegistered(priority=Priority.P1):
            return 0
        case RequestRegistered(priority=Priority.P2) | RequestSeen() | RequestTakenOver() | ClaimSettled():
            return 1
        case HelperRegistered() | HelperStatusChanged() | HelperClaimed() | ClaimReleased():
            return 3
        case PackInstalled():
            return 4
        case _:
            return 2
