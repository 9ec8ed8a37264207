# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folds: from one subject's facts to what is true of it. Blind to the order of arrival, to duplicates and
to any clock; equal sets of facts give equal states everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import (
    ClaimReleased,
    ClaimSettled,
    HelperChecked,
    HelperClaimed,
    HelperRegistered,
    HelperStatusChanged,
    PackInstalled,
    PointReported,
    Stamped,
)
from noodsteunpunt.domain.fold_desk import fold_emergency as fold_emergency
from noodsteunpunt.domain.fold_desk import fold_heads as fold_heads
from noodsteunpunt.domain.fold_desk import fold_message as fold_message
from noodsteunpunt.domain.fold_desk import fold_question as fold_question
from noodsteunpunt.domain.fold_request import fold_request as fold_request
from noodsteunpunt.domain.values import HelperStatus, Role, SubjectId


@dataclass(frozen=True, slots=True)
class ClaimState:
    """One live claim."""

    id: SubjectId
    request: SubjectId
    author: int
    role: Role
    at: int
    revision: int


@dataclass(frozen=True, slots=True)
class HelperState:
    """What is true of a helper. ``revision`` rises with every release and settlement; claims that saw the
    same revision are in conflict. ``on_since``: Unix seconds since when they are here without a break, None at rest."""

    opened: Stamped
    status: HelperStatus
    revision: int
    claims: tuple[ClaimState, ...]
    checked: Stamped | None = None
    on_since: int | None = None


@dataclass(frozen=True, slots=True)
class PointState:
    """The newest report of a point."""

    reported: Stamped


@dataclass(frozen=True, slots=True)
class PackState:
    """The pack that a point goes by."""

    installed: Stamped


AT_REST = frozenset({HelperStatus.RESTING, HelperStatus.OFF_DUTY})


def fold_helper(facts: Iterable[Stamped]) -> HelperState | None:
    """None while the opening fact is missing."""
    ordered = ordering.in_order(facts)
    opened = next((f for f in ordered if isinstance(f.fact, HelperRegistered)), None)
    if opened is None:
        return None
    status, revision = HelperStatus.REGISTERED, 0
    on_since: int | None = opened.at
    checked: Stamped | None = None
    live: dict[SubjectId, ClaimState] = {}
    twice = ordering.entered_twice(ordered)
    void = twice | ordering.undone(ordered)
    gone = set(void)
    for stamped in ordered:
        if stamped.id in void:
            continue
        match stamped.fact:
            case HelperStatusChanged(status=status):
                on_since = None if status in AT_REST else ordering.first(on_since, stamped.at)
                if status is HelperStatus.OFF_DUTY:
                    gone.update(live)
                    live.clear()
            case HelperClaimed(request=request, revision=saw, role=role):
                if stamped.id not in gone:
                    live[stamped.id] = ClaimState(stamped.id, request, stamped.author, role, stamped.at, saw)
            case ClaimReleased(claim=claim):
                gone.add(claim)
                if live.pop(claim, None) is not None:
                    revision += 1
            case ClaimSettled(claims=named, winner=winner):
                losers = set(named) - {winner}
                gone |= losers
                for claim in losers:
                    live.pop(claim, None)
                revision += 1
            case HelperChecked():
                checked = stamped
            case _:
                pass
    claims = tuple(sorted(live.values(), key=lambda claim: claim.id))
    if opened.id in twice and not claims:
        status = HelperStatus.OFF_DUTY
    return HelperState(opened, _helper_status(status, claims), revision, claims, checked, on_since)


def _helper_status(status: HelperStatus, claims: tuple[ClaimState, ...]) -> HelperStatus:
    if in_conflict(claims):
        return HelperStatus.CONFLICT
    if claims and status in {HelperStatus.REGISTERED, HelperStatus.AVAILABLE}:
        return HelperStatus.CLAIMED
    return status


def in_conflict(claims: tuple[ClaimState, ...]) -> bool:
    """More than one live claim: no person can have meant that."""
    return len(claims) > 1


def fold_point(facts: Iterable[Stamped]) -> PointState | None:
    """The newest report in the order of the facts."""
    reports = [fact for fact in ordering.in_order(facts) if isinstance(fact.fact, PointReported)]
    return PointState(reports[-1]) if reports else None


def fold_pack(facts: Iterable[Stamped]) -> PackState | None:
    """The newest installation in the order of the facts."""
    installed = [fact for fact in ordering.in_order(facts) if isinstance(fact.fact, PackInstalled)]
    return PackState(installed[-1]) if installed else None
