# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a volunteer fills in, before it is a fact. Checked by :mod:`noodsteunpunt.domain.rules` and its neighbours.

Minutes count from now; what a person types for a time becomes minutes in :mod:`noodsteunpunt.domain.when`.
"""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import Category, PointStatus, PowerSource, Priority, Skill, SubjectId
from noodsteunpunt.domain.values_desk import (
    Access,
    CallbackWay,
    CountMethod,
    Danger,
    EmergencyKind,
    Precedence,
    Requester,
    Road,
    Topic,
    Vulnerability,
)


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """One hulpvraag: only ``category``, ``priority`` and any of ``postcode``, ``street`` and ``place_words`` are
    needed. ``needed``: how many of something, 0 = not counted. ``note`` is for the coordinator, without names, at most
    60 characters; everything from ``name`` on stays in this house."""

    category: Category
    priority: Priority
    people: int = 1
    postcode: str = ""
    house_number: str = ""
    place_words: str = ""
    note: str = ""
    deadline_minutes: int | None = None
    name: str = ""
    phone: str = ""
    health_note: str = ""
    access_note: str = ""
    remarks: str = ""
    street: str = ""
    needed: int = 0
    come_back_minutes: int | None = None
    come_back_way: CallbackWay = CallbackWay.COMES_BACK
    requester: Requester = Requester.UNKNOWN
    vulnerabilities: frozenset[Vulnerability] = frozenset()
    access: frozenset[Access] = frozenset()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class RequestChanges:
    """A correction: None is unchanged, empty is taken away. ``saw``: the row's ``revision`` on the form."""

    saw: int
    priority: Priority | None = None
    category: Category | None = None
    people: int | None = None
    needed: int | None = None
    deadline_minutes: int | None = None
    no_deadline: bool = False
    postcode: str | None = None
    street: str | None = None
    house_number: str | None = None
    place_words: str | None = None
    note: str | None = None
    name: str | None = None
    phone: str | None = None
    health_note: str | None = None
    access_note: str | None = None
    remarks: str | None = None
    requester: Requester | None = None
    vulnerabilities: frozenset[Vulnerability] | None = None
    access: frozenset[Access] | None = None


@dataclass(frozen=True, slots=True)
class EmergencyDraft:
    """One noodmelding: ``what`` and a place are needed. ``what``, ``access`` and the place travel sealed for the
    coordination point; everything from ``name`` on stays in this house."""

    what: str
    what_kind: EmergencyKind | None = None
    people: int = 1
    dangers: frozenset[Danger] = frozenset()
    postcode: str = ""
    street: str = ""
    house_number: str = ""
    place_words: str = ""
    access: str = ""
    request: SubjectId | None = None
    name: str = ""
    phone: str = ""
    remarks: str = ""
    tried_112: bool = False


@dataclass(frozen=True, slots=True)
class EmergencyMore:
    """What became known after it. All of it travels sealed."""

    text: str = ""
    access: str = ""
    people: int | None = None
    dangers: frozenset[Danger] = frozenset()


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """One message. ``to_point``: the number of a point, or None for all of them: then the text is open, and must hold
    nothing about a person."""

    text: str
    to_point: int | None = None
    precedence: Precedence = Precedence.ROUTINE
    topic: Topic = Topic.GENERAL
    reply_minutes: int | None = None
    in_reply_to: SubjectId | None = None
    about: SubjectId | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class TakenDownDraft:
    """A message that came by portofoon, telephone, courier or paper, written down; it stays in this house."""

    text: str
    road: Road
    from_point: int | None = None
    from_words: str = ""
    precedence: Precedence = Precedence.ROUTINE
    topic: Topic = Topic.GENERAL
    reply_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class HeadCountDraft:
    """How many are here, without names. ``minors_alone`` and ``words`` stay in this house."""

    present: int
    children: int = 0
    less_mobile: int = 0
    animals: int = 0
    minors_alone: int = 0
    method: CountMethod = CountMethod.ESTIMATE
    words: str = ""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question at the desk. ``item``: the pack's item that answered it; ``words``: what was asked in vain, without
    names. It stays in this house."""

    found: bool
    item: str = ""
    words: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class HelperDraft:
    """One helper; everything from ``name`` on stays in this house."""

    skills: frozenset[Skill]
    postcode: str = ""
    adult: bool = True
    vehicle: bool = False
    group_size: int = 1
    name: str = ""
    phone: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class PointReportDraft:
    """One statusmelding."""

    status: PointStatus
    staff: int = 2
    visitors: int = 0
    power: PowerSource = PowerSource.BATTERY
    power_hours: int | None = None
