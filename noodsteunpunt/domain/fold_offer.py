# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fold of an offer: what is reserved, lent, used and back. A lease ends by the clock of who looks, so nothing of
that is in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import (
    ClaimReleased,
    ClaimSettled,
    OfferClaimed,
    OfferRegistered,
    OfferStatusChanged,
    OfferUsed,
    Stamped,
)
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_point import OfferStatus, OfferUse

_SAID = frozenset({OfferStatus.NEW, OfferStatus.AVAILABLE, OfferStatus.DECLINED, OfferStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Hold:
    """So many of an offer, for one request. ``use`` None: reserved, until ``until`` (minutes)."""

    id: SubjectId
    request: SubjectId
    author: int
    role: Role
    at: int
    amount: int
    until: int | None
    use: OfferUse | None = None


@dataclass(frozen=True, slots=True)
class OfferState:
    """What is true of an offer. ``holds``: what is not free, in the order of its ids; what came back is not among
    it."""

    opened: Stamped
    status: OfferStatus
    holds: tuple[Hold, ...]


def fold_offer(facts: Iterable[Stamped]) -> OfferState | None:
    """None while the opening fact is missing. What was handed out is not taken back by a word that did not know it."""
    ordered = ordering.in_order(facts)
    opened = next((one for one in ordered if isinstance(one.fact, OfferRegistered)), None)
    if opened is None:
        return None
    twice = ordering.entered_twice(ordered)
    void = twice | ordering.undone(ordered)
    status = OfferStatus.NEW
    holds: dict[SubjectId, Hold] = {}
    gone = set(void)
    for stamped in ordered:
        if stamped.id in void:
            continue
        match stamped.fact:
            case OfferStatusChanged(status=said) if said in _SAID:
                status = said
            case OfferClaimed(request=request, amount=amount, until=until, role=role):
                if stamped.id not in gone:
                    holds[stamped.id] = Hold(
                        stamped.id, request, stamped.author, role, stamped.at, max(1, amount), until
                    )
            case ClaimReleased(claim=claim):
                _let_go(holds, gone, {claim})
            case ClaimSettled(claims=named, winner=winner):
                _let_go(holds, gone, set(named) - {winner})
            case OfferUsed(claim=claim, use=use) if claim in holds:
                if use is OfferUse.RETURNED:
                    del holds[claim]
                else:
                    holds[claim] = replace(holds[claim], use=use)
            case _:
                pass
    live = tuple(sorted(holds.values(), key=lambda hold: hold.id))
    if opened.id in twice and not live:
        status = OfferStatus.WITHDRAWN
    return OfferState(opened, status, live)


def _let_go(holds: dict[SubjectId, Hold], gone: set[SubjectId], claims: set[SubjectId]) -> None:
    for claim in claims:
        if claim not in holds or holds[claim].use is None:
            gone.add(claim)
            holds.pop(claim, None)
