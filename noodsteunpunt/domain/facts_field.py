# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of teams that go out and of children who came alone. They stay in this house: rosters, and everything about a
child but a call-back ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain.lanes import house
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_point import Proof, ReleaseTo, TeamStep, TeamTask


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFormed:
    """A team of at least two. ``members``: helpers; ``people``: everybody by name, commas between them; ``size``: how
    many. ``request``: the hulpvraag, ``message``: the message it carries."""

    KIND: ClassVar[int] = 135
    HOUSE_ONLY: ClassVar[bool] = True
    task: TeamTask = house(TeamTask.OTHER)
    members: tuple[SubjectId, ...] = house(())
    people: str = house("")
    size: int = house(2)
    request: SubjectId = house(SubjectId(""))
    message: SubjectId = house(SubjectId(""))
    area: str = house("")
    brief: str = house("")
    risks: str = house("")
    role: Role = house(Role.HELPER_COORDINATOR)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamStepTaken:
    """About a team. ``until``: when it is due back, whole minutes since the incident began; ``every``: minutes
    between two signs of life. ``words``: what it was told, or told."""

    KIND: ClassVar[int] = 136
    HOUSE_ONLY: ClassVar[bool] = True
    step: TeamStep = house(TeamStep.BRIEFED)
    until: int | None = house(None)
    every: int | None = house(None)
    words: str = house("")
    role: Role = house(Role.HELPER_COORDINATOR)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRegistered:
    """A child who came alone. ``first`` and ``second``: the two of the team who stay with it. ``wristband``: the
    number on its wrist, never a name. ``request``: the call-back ticket. ``who``: the persons that were added
    under the two names, where they were."""

    KIND: ClassVar[int] = 140
    HOUSE_ONLY: ClassVar[bool] = True
    wristband: str = house("")
    request: SubjectId = house(SubjectId(""))
    first: str = house("")
    second: str = house("")
    name: str = house("")
    age: int | None = house(None)
    looks: str = house("")
    found: str = house("")
    needs: str = house("")
    role: Role = house(Role.RECEPTION)
    recorded_by: str = house("")
    who: tuple[SubjectId, ...] = house(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildStaffed:
    """About a child: these two stay with it from here on. ``who`` as for :class:`ChildRegistered`."""

    KIND: ClassVar[int] = 141
    HOUSE_ONLY: ClassVar[bool] = True
    first: str = house("")
    second: str = house("")
    role: Role = house(Role.RECEPTION)
    name: str = house("")
    who: tuple[SubjectId, ...] = house(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSought:
    """About a child: somebody says that it is theirs."""

    KIND: ClassVar[int] = 142
    HOUSE_ONLY: ClassVar[bool] = True
    seeker: str = house("")
    relation: str = house("")
    phone: str = house("")
    words: str = house("")
    role: Role = house(Role.RECEPTION)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildVerified:
    """About a child: what one of the team found out about who seeks it (``seek``, the entry). ``doubt``: do not give
    the child along. The newest word of each person counts. ``who``: the person who signed in under
    this name, where one did."""

    KIND: ClassVar[int] = 143
    HOUSE_ONLY: ClassVar[bool] = True
    seek: SubjectId = house(SubjectId(""))
    proofs: frozenset[Proof] = house(frozenset())
    doubt: bool = house(False)
    words: str = house("")
    role: Role = house(Role.RECEPTION)
    name: str = house("")
    who: SubjectId = house(SubjectId(""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildReleased:
    """About a child: it went with somebody, and two of the team sign for it. ``who`` as for
    :class:`ChildRegistered`."""

    KIND: ClassVar[int] = 144
    HOUSE_ONLY: ClassVar[bool] = True
    to: ReleaseTo = house(ReleaseTo.GUARDIAN)
    seek: SubjectId = house(SubjectId(""))
    receiver: str = house("")
    first: str = house("")
    second: str = house("")
    words: str = house("")
    role: Role = house(Role.POINT_LEAD)
    name: str = house("")
    who: tuple[SubjectId, ...] = house(())
