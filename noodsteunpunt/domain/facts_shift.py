# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of logbook, shifts, handover and lists. They stay in this house: who works here, what was decided and what is
still open. What others hear of it are the counts of :class:`ShiftTold`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain.lanes import air, house
from noodsteunpunt.domain.odds import Around, Weights
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_point import (
    Custody,
    HandoverItem,
    IncidentKind,
    ListMoment,
    LogKind,
    ShiftEnd,
    StepMark,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTold:
    """What other points hear of the shift here: how many work, how many there should be, and how much was logged since
    the shift began. ``flagged``: it was taken over without a handover. The newest word of a point counts."""

    KIND: ClassVar[int] = 41
    staff: int = air(0, Around(4))
    minimum: int = air(2, Weights((1, 2, 60, 10, 5)))
    flagged: bool = air(False, Weights((60, 1)))
    teams_out: int = air(0, Weights((40, 20, 8, 3, 1)))
    decisions: int = air(0, Around(4))
    incidents: int = air(0, Weights((40, 10, 4, 2, 1)))
    role: Role = air(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWritten:
    """A line of the logbook, never changed. ``about``: the subject it belongs to. ``incident``: of which kind."""

    KIND: ClassVar[int] = 120
    HOUSE_ONLY: ClassVar[bool] = True
    what: LogKind = house(LogKind.NOTE)
    text: str = house("")
    significant: bool = house(False)
    about: SubjectId = house(SubjectId(""))
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")
    incident: IncidentKind | None = house(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCorrected:
    """About a line of the logbook: what it should have said. The line stays readable."""

    KIND: ClassVar[int] = 121
    HOUSE_ONLY: ClassVar[bool] = True
    text: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftOpened:
    """A shift begins. ``previous``: the shift that this one took over from. ``lead``: who leads it. ``minimum``: how
    many should be here. ``flagged``: taken over without a handover; it stays so."""

    KIND: ClassVar[int] = 122
    HOUSE_ONLY: ClassVar[bool] = True
    previous: SubjectId = house(SubjectId(""))
    lead: str = house("")
    minimum: int = house(2)
    until: int | None = house(None)
    flagged: bool = house(False)
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftJoined:
    """About the shift: a person is on it, with these roles; said again, the newest roles count. ``who``: the person
    that was added under this name, where one was."""

    KIND: ClassVar[int] = 123
    HOUSE_ONLY: ClassVar[bool] = True
    person: str = house("")
    roles: frozenset[Role] = house(frozenset())
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")
    who: SubjectId = house(SubjectId(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLeft:
    """About the shift: a person went off it."""

    KIND: ClassVar[int] = 124
    HOUSE_ONLY: ClassVar[bool] = True
    person: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverTicked:
    """About the shift that is handed over: this was told and understood. ``about``: which one; of a list nothing, and
    ``count`` says how long it was."""

    KIND: ClassVar[int] = 125
    HOUSE_ONLY: ClassVar[bool] = True
    item: HandoverItem = house(HandoverItem.P1)
    about: SubjectId = house(SubjectId(""))
    count: int = house(0)
    words: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftClosed:
    """About the shift: it ended. ``items``: everything that had to be ticked one by one. ``receiver``: the leader after
    it. ``words``: why it was taken over. ``on_paper``: told from the paper list, and typed afterwards."""

    KIND: ClassVar[int] = 126
    HOUSE_ONLY: ClassVar[bool] = True
    how: ShiftEnd = house(ShiftEnd.TAKEN_OVER)
    items: tuple[SubjectId, ...] = house(())
    receiver: str = house("")
    words: str = house("")
    on_paper: bool = house(False)
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStarted:
    """A list of the pack is gone through from here on, as it stands in ``steps``: a line each with text, role and card,
    tabs between them. ``pack``: which pack and version it came from."""

    KIND: ClassVar[int] = 127
    HOUSE_ONLY: ClassVar[bool] = True
    moment: ListMoment = house(ListMoment.OPENING)
    title: str = house("")
    steps: str = house("")
    pack: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMarked:
    """About a list: the word on step ``number`` (the first is 0)."""

    KIND: ClassVar[int] = 128
    HOUSE_ONLY: ClassVar[bool] = True
    number: int = house(0)
    mark: StepMark = house(StepMark.DONE)
    words: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyGiven:
    """About the list of closing: what went to whom."""

    KIND: ClassVar[int] = 129
    HOUSE_ONLY: ClassVar[bool] = True
    thing: Custody = house(Custody.RECORDS)
    receiver: str = house("")
    words: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsSealed:
    """About the list of closing: up to here the records are whole. ``chain``: the end of the house log's chain, hex.
    ``keep_until``: when personal data must be gone, whole minutes since the incident began."""

    KIND: ClassVar[int] = 130
    HOUSE_ONLY: ClassVar[bool] = True
    chain: str = house("")
    entries: int = house(0)
    keep_until: int = house(0)
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")
