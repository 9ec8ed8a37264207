# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One fact of every kind that follows on another, for tests that record whatever people may do in whatever order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, TypeVar

from noodsteunpunt.domain.facts import (
    CallbackDone,
    CallbackPromised,
    ClaimReleased,
    ClaimSettled,
    DuplicateMarked,
    EmergencyAdded,
    EmergencyStepTaken,
    EnteredTwice,
    Fact,
    FactUndone,
    HeadCounted,
    HelperClaimed,
    HelperStatusChanged,
    MessageCarried,
    MessageClosed,
    MessageRead,
    OfferClaimed,
    OfferStatusChanged,
    OfferUsed,
    RequestAnswered,
    RequestCorrected,
    RequestHandedOver,
    RequestRechecked,
    RequestSeen,
    RequestStatusChanged,
    RequestTakenOver,
)
from noodsteunpunt.domain.values import HelperStatus, Priority, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import (
    Answer,
    CallbackResult,
    EmergencyOutcome,
    EmergencyStep,
    Party,
    Reason,
    Road,
)
from noodsteunpunt.domain.values_point import OfferStatus, OfferUse

T = TypeVar("T")
Pick = Callable[[Sequence[Any]], Any]
"""Chooses one, as ``Random.choice`` does."""


def later_facts(pick: Pick, one: SubjectId, two: SubjectId, name: str = "") -> list[Fact]:
    """All kinds that follow on another, once each, with ``one`` and ``two`` wherever they name an entry."""

    def of(kind: type[Enum]) -> Any:
        return pick(list(kind))

    return [
        RequestStatusChanged(status=of(RequestStatus), met=pick([None, 1, 2]), reason=pick([None, *Reason]), name=name),
        RequestSeen(),
        RequestTakenOver(),
        RequestCorrected(
            saw=pick(range(4)), priority=pick([None, *Priority]), people=pick([None, 1, 2]),
            note=pick([None, "water op"]), address=pick([None, "3551AB 1"]),
            person_name=pick([None, "Testpersoon Wilg"]), no_deadline=pick([False, True]),
        ),
        DuplicateMarked(of=pick([one, SubjectId("")])),
        CallbackPromised(due=pick(range(9)), name=name),
        CallbackDone(result=of(CallbackResult)),
        RequestAnswered(answer=of(Answer), to_point=pick([0, 1]), text=pick(["", "hulp komt"])),
        RequestHandedOver(party=of(Party)),
        RequestRechecked(name=name),
        FactUndone(entry=two),
        EnteredTwice(entry=one, same_as=two),
        HelperStatusChanged(status=of(HelperStatus)),
        HelperClaimed(request=one),
        ClaimReleased(claim=one),
        ClaimSettled(claims=(one, two), winner=two),
        EmergencyAdded(people=pick([None, 1, 2]), access=pick(["", "trap links"])),
        EmergencyStepTaken(
            step=of(EmergencyStep), road=of(Road), outcome=pick([None, *EmergencyOutcome]),
            text=pick(["", "ploeg komt"]),
        ),
        MessageRead(name=name),
        MessageCarried(road=of(Road), name=name),
        MessageClosed(),
        HeadCounted(present=pick(range(4)), minors_alone=pick([0, 1])),
        OfferStatusChanged(status=of(OfferStatus), name=name),
        OfferClaimed(request=one, amount=pick([1, 2]), until=pick([None, 5])),
        OfferUsed(claim=two, use=of(OfferUse)),
    ]  # fmt: skip
