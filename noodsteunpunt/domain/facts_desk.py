# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of noodmeldingen, messages, counts and questions. Minutes count from the incident's begin.

Kinds with ``HOUSE_ONLY`` are written in the house log alone: nothing of them ever goes on the air.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain import likely
from noodsteunpunt.domain.lanes import air, house, sealed
from noodsteunpunt.domain.odds import Address, Ahead, Around, Counter, Digits, Letters, Weights
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_desk import (
    CountMethod,
    Danger,
    EmergencyKind,
    EmergencyOutcome,
    EmergencyStep,
    Precedence,
    Road,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyReported:
    """A noodmelding: goes out at once, before it is read back or approved. ``request``: the hulpvraag it came from.
    Where exactly, what and how to get there are for the coordination point only."""

    KIND: ClassVar[int] = 21
    OPENS: ClassVar[bool] = True
    letters: str = air("", Letters(2, of_point=True))
    desk: str = air("", Letters(1))
    number: int = air(0, Counter(("desk",)))
    people: int = air(1, Weights((1, 120, 46, 16, 13, 6, 3, 1, 1, 1, 1)))
    pc4: str = air("", Digits())
    request: SubjectId = air(SubjectId(""), likely.RARELY_ANOTHER)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    what_kind: EmergencyKind | None = sealed(None)
    what: str = sealed("")
    address: str = sealed("", Address("pc4"))
    dangers: frozenset[Danger] = sealed(frozenset())
    place_words: str = house("")
    name: str = house("")
    phone: str = house("")
    remarks: str = house("")
    recorded_by: str = house("")
    tried_112: bool = house(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyAdded:
    """More is known of a noodmelding: how to get there, how many, what changed. Each line is added, none replaced."""

    KIND: ClassVar[int] = 22
    people: int | None = air(None)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    access: str = sealed("")
    text: str = sealed("")
    dangers: frozenset[Danger] = sealed(frozenset())
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyStepTaken:
    """A person did this for a noodmelding. ``road``: by which way it was tried, received or handed over.
    ``receiver``: who took it, by name, known at this point only. ``text`` of an outcome is sealed for the point of the
    noodmelding (``to_point``; 0 is the coordination point)."""

    KIND: ClassVar[int] = 23
    step: EmergencyStep = air(EmergencyStep.READ_BACK)
    road: Road = air(Road.MESH)
    outcome: EmergencyOutcome | None = air(None)
    minutes: int | None = air(None, Ahead(likely.DEADLINES))
    to_point: int = air(0)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    text: str = sealed("")
    receiver: str = house("")
    words: str = house("")
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWritten:
    """A message (ICS 213). To all points (``to_point`` 0) its text is open and free of personal data; to one point it
    is sealed for that point. ``name`` signs it, here only."""

    KIND: ClassVar[int] = 24
    OPENS: ClassVar[bool] = True
    letters: str = air("", Letters(2, of_point=True))
    desk: str = air("", Letters(1))
    number: int = air(0, Counter(("desk",)))
    to_point: int = air(0)
    precedence: Precedence = air(Precedence.ROUTINE)
    topic: Topic = air(Topic.GENERAL)
    reply_by: int | None = air(None, Ahead(likely.DEADLINES))
    in_reply_to: SubjectId = air(SubjectId(""), likely.RARELY_ANOTHER)
    about: SubjectId = air(SubjectId(""), likely.RARELY_ANOTHER)
    role: Role = air(Role.RADIO_OPERATOR)
    text_open: str = air("")
    text: str = sealed("")
    approved_by: str = house("")
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRead:
    """A person at the author's point has read the message."""

    KIND: ClassVar[int] = 25
    role: Role = air(Role.RADIO_OPERATOR)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCarried:
    """A person gave the message along by another road as well; ``receiver`` took it, known here only."""

    KIND: ClassVar[int] = 26
    road: Road = air(Road.COURIER)
    role: Role = air(Role.RADIO_OPERATOR)
    receiver: str = house("")
    words: str = house("")
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageClosed:
    """Nothing more is to be done with the message."""

    KIND: ClassVar[int] = 27
    role: Role = air(Role.RADIO_OPERATOR)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCounted:
    """How many are here, without names; the newest count of a point counts."""

    KIND: ClassVar[int] = 28
    present: int = air(0, Around(40))
    children: int = air(0, Around(4))
    less_mobile: int = air(0, Around(2))
    animals: int = air(0)
    method: CountMethod = air(CountMethod.ESTIMATE)
    role: Role = air(Role.RECEPTION)
    minors_alone: int = house(0)
    words: str = house("")
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTakenDown:
    """A message that came in by another road, written down here. ``from_point``: the point's number, 0 for others."""

    KIND: ClassVar[int] = 100
    HOUSE_ONLY: ClassVar[bool] = True
    from_point: int = house(0)
    from_words: str = house("")
    road: Road = house(Road.VOICE_RADIO)
    precedence: Precedence = house(Precedence.ROUTINE)
    topic: Topic = house(Topic.GENERAL)
    text: str = house("")
    reply_by: int | None = house(None)
    role: Role = house(Role.RADIO_OPERATOR)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCounted:
    """A visitor asked something. ``item``: what of the pack answered it; without ``found`` the words are what was asked
    in vain."""

    KIND: ClassVar[int] = 101
    HOUSE_ONLY: ClassVar[bool] = True
    found: bool = house(True)
    item: str = house("")
    words: str = house("")
    language: str = house("")
    role: Role = house(Role.RECEPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeAbandoned:
    """A form was opened and thrown away after ``seconds``; nothing of what was typed is kept."""

    KIND: ClassVar[int] = 102
    HOUSE_ONLY: ClassVar[bool] = True
    form: str = house("")
    seconds: int = house(0)
    role: Role = house(Role.REQUEST_DESK)
