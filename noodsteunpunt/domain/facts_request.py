# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts about one request. Minutes count from the incident's begin; ``name`` is who did it, ``words`` are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain import likely
from noodsteunpunt.domain.lanes import air, house, sealed
from noodsteunpunt.domain.odds import Address, Ahead, Around, Counter, Digits, Letters, Weights
from noodsteunpunt.domain.values import Category, CategoryGroup, Priority, RequestStatus, Role, SubjectId
from noodsteunpunt.domain.values_desk import (
    Access,
    Answer,
    CallbackResult,
    CallbackWay,
    Party,
    Reason,
    Requester,
    Vulnerability,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRegistered:
    """A hulpvraag. ``deadline`` is in whole minutes since the incident began. The ``_here`` fields hold
    what would be sealed: address and note of P3 and P4, and the category too of what may not travel at all.
    ``together``: the first request of a group that came in at once. ``come_back``: when the person was told to."""

    KIND: ClassVar[int] = 2
    PARTS: ClassVar[int] = 30
    OPENS: ClassVar[bool] = True
    letters: str = air("", Letters(2, of_point=True))
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
    needed: int = air(0, Weights((60, 1)))
    come_back: int | None = air(None, Ahead(likely.DEADLINES, none=75))
    come_back_way: CallbackWay = air(CallbackWay.COMES_BACK, Weights((60, 4, 2, 1)))
    together: SubjectId = air(SubjectId(""), likely.RARELY_ANOTHER)
    postcode: str = house("")
    street: str = house("")
    house_number: str = house("")
    requester: Requester = house(Requester.UNKNOWN)
    vulnerabilities: frozenset[Vulnerability] = house(frozenset())
    access: frozenset[Access] = house(frozenset())
    anonymous: bool = house(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStatusChanged:
    """A step in the life of a request. ``met``: how many of what is needed are there."""

    KIND: ClassVar[int] = 3
    PARTS: ClassVar[int] = 40
    status: RequestStatus = air(RequestStatus.NEW, likely.REQUEST_STATUS)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    name: str = house("")
    reason: Reason | None = air(None)
    party: Party | None = air(None)
    met: int | None = air(None)
    words: str = house("")


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
class RequestCorrected:
    """Some answers were wrong or changed: None is unchanged, empty is taken away. ``saw``: how many corrections of
    this request the writer knew; two that did not know each other and differ are shown to a person."""

    KIND: ClassVar[int] = 13
    saw: int = air(0)
    priority: Priority | None = air(None)
    group: CategoryGroup | None = air(None)
    people: int | None = air(None)
    pc4: str | None = air(None)
    deadline: int | None = air(None, Ahead(likely.DEADLINES))
    no_deadline: bool = air(False, Weights((60, 1)))
    needed: int | None = air(None)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    category: Category | None = sealed(None)
    address: str | None = sealed(None)
    note: str | None = sealed(None)
    address_here: str | None = house(None)
    note_here: str | None = house(None)
    place_words: str | None = house(None)
    postcode: str | None = house(None)
    street: str | None = house(None)
    house_number: str | None = house(None)
    person_name: str | None = house(None)
    phone: str | None = house(None)
    health_note: str | None = house(None)
    access_note: str | None = house(None)
    remarks: str | None = house(None)
    requester: Requester | None = house(None)
    vulnerabilities: frozenset[Vulnerability] | None = house(None)
    access: frozenset[Access] | None = house(None)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateMarked:
    """About the double: a person says that it is the same as ``of``, which is kept. Empty ``of``: it is not, after
    all. The newest counts; both stay readable."""

    KIND: ClassVar[int] = 14
    of: SubjectId = air(SubjectId(""))
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    name: str = house("")
    words: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackPromised:
    """Somebody was told when they hear how it goes on. The newest promise counts."""

    KIND: ClassVar[int] = 15
    due: int = air(0, Around(1000))
    way: CallbackWay = air(CallbackWay.COMES_BACK)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    name: str = house("")
    words: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackDone:
    """What became of the promise."""

    KIND: ClassVar[int] = 16
    result: CallbackResult = air(CallbackResult.REACHED)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    name: str = house("")
    words: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswered:
    """The coordination point answers the point of this request; ``text`` is sealed for ``to_point``. ``until``: when
    there will be more."""

    KIND: ClassVar[int] = 17
    answer: Answer = air(Answer.INFORMATION)
    until: int | None = air(None, Ahead(likely.DEADLINES))
    to_point: int = air(0)
    role: Role = air(Role.COORDINATOR, likely.COORDINATOR)
    text: str = sealed("")
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHandedOver:
    """Somebody else does it from here on: a service, an organisation or another point (its number)."""

    KIND: ClassVar[int] = 18
    party: Party = air(Party.OTHER)
    at_point: int = air(0)
    role: Role = air(Role.COORDINATOR, likely.COORDINATOR)
    name: str = house("")
    words: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRechecked:
    """Somebody looked again at what had become old: it is still so."""

    KIND: ClassVar[int] = 19
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactUndone:
    """About the same subject: ``entry`` does not count any more. Only from the point that wrote it; both stay in the
    history."""

    KIND: ClassVar[int] = 20
    entry: SubjectId = air(SubjectId(""))
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    name: str = house("")
