# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of what people offer to give, lend or do with. Others hear what kind of thing it is, how many and roughly
where; what it is travels sealed. Who offers it stays in this house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from noodsteunpunt.domain import likely
from noodsteunpunt.domain.lanes import air, house, sealed
from noodsteunpunt.domain.odds import Ahead, Counter, Digits, Letters, Weights
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus, OfferUse


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRegistered:
    """Something is offered. ``until``: whole minutes since the incident began; without it, until it is withdrawn."""

    KIND: ClassVar[int] = 42
    OPENS: ClassVar[bool] = True
    letters: str = air("", Letters(2, of_point=True))
    desk: str = air("", Letters(1))
    number: int = air(0, Counter(("desk",)))
    kind: OfferKind = air(OfferKind.GOODS, Weights((40, 25, 15, 10, 10)))
    amount: int = air(1, Weights((1, 60, 10, 5, 4, 4, 3, 1, 1, 1, 5)))
    loan: bool = air(False, Weights((2, 1)))
    pc4: str = air("", Digits())
    until: int | None = air(None, Ahead(likely.DEADLINES, 75))
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    what: str = sealed("")
    conditions: str = house("")
    place_words: str = house("")
    name: str = house("")
    phone: str = house("")
    remarks: str = house("")
    recorded_by: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferStatusChanged:
    """About an offer: somebody looked at it, or it is not there any more."""

    KIND: ClassVar[int] = 43
    status: OfferStatus = air(OfferStatus.AVAILABLE)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    words: str = house("")
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferClaimed:
    """About an offer: so many of it are reserved for ``request``, until ``until`` (whole minutes since the incident
    began) unless they are lent or used before."""

    KIND: ClassVar[int] = 44
    request: SubjectId = air(SubjectId(""))
    amount: int = air(1, Weights((1, 60, 10, 5, 4, 4, 3, 1, 1, 1, 5)))
    until: int | None = air(None, Ahead(likely.DEADLINES, 5))
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    name: str = house("")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferUsed:
    """About an offer: what became of what ``claim`` reserved. ``receiver``: who has it."""

    KIND: ClassVar[int] = 45
    claim: SubjectId = air(SubjectId(""))
    use: OfferUse = air(OfferUse.LENT)
    role: Role = air(Role.REQUEST_DESK, likely.AT_THE_DESK)
    receiver: str = house("")
    words: str = house("")
    name: str = house("")
