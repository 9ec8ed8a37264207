# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folds: from one subject's facts to what is true of it. Blind to the order of arrival, to duplicates and
to any clock; equal sets of facts give equal states everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noodsteunpunt.domain.facts import (
    ClaimReleased,
    ClaimSettled,
    EnteredTwice,
    HelperClaimed,
    HelperRegistered,
    HelperStatusChanged,
    PackInstalled,
    PointReported,
    RequestRegistered,
    RequestSeen,
    RequestStatusChanged,
    RequestTakenOver,
    Stamped,
    parse_subject,
)
from noodsteunpunt.domain.values import HelperStatus, RequestStatus, Role, SubjectId


@dataclass(frozen=True, slots=True)
class RequestState:
    """What is true of a request."""

    opened: Stamped
    status: RequestStatus
    seen_at: int | None
    taken_over_by: int | None
    """Author that took it over."""


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
    same revision are in conflict."""

    opened: Stamped
    status: HelperStatus
    revision: int
    claims: tuple[ClaimState, ...]


@dataclass(frozen=True, slots=True)
class PointState:
    """The newest report of a point."""

    reported: Stamped


@dataclass(frozen=True, slots=True)
class PackState:
    """The pack that a point goes by."""

    installed: Stamped


def in_order(facts: Iterable[Stamped]) -> list[Stamped]:
    """Sorted by (lamport, author, seq), each entry once."""
    return sorted({fact.order: fact for fact in facts}.values(), key=lambda fact: fact.order)


def entered_twice(facts: Iterable[Stamped]) -> set[SubjectId]:
    """Entries that their own point took back because the first ones turned up."""
    return {
        stamped.fact.entry
        for stamped in facts
        if isinstance(stamped.fact, EnteredTwice) and _same_point(stamped.fact.entry, stamped.author)
    }


def _same_point(entry: SubjectId, author: int) -> bool:
    try:
        return parse_subject(entry)[0] >> 6 == author >> 6
    except ValueError:
        return False


def fold_request(facts: Iterable[Stamped]) -> RequestState | None:
    """None while the opening fact is missing."""
    ordered = in_order(facts)
    opened = next((f for f in ordered if isinstance(f.fact, RequestRegistered)), None)
    if opened is None:
        return None
    twice = entered_twice(ordered)
    state = RequestState(opened, RequestStatus.NEW, None, None)
    for stamped in ordered:
        if stamped.id in twice:
            continue
        match stamped.fact:
            case RequestStatusChanged(status=status):
                state = replace(state, status=status)
            case RequestSeen():
                state = replace(state, seen_at=_first(state.seen_at, stamped.at))
            case RequestTakenOver():
                state = replace(
                    state,
                    status=RequestStatus.TAKEN_OVER,
                    seen_at=_first(state.seen_at, stamped.at),
                    taken_over_by=stamped.author,
                )
            case _:
                pass
    if opened.id in twice and state.status in {RequestStatus.NEW, RequestStatus.ASSESSED}:
        return replace(state, status=RequestStatus.DUPLICATE)
    return state


def _first(earlier: int | None, at: int) -> int:
    return at if earlier is None else earlier


def fold_helper(facts: Iterable[Stamped]) -> HelperState | None:
    """None while the opening fact is missing."""
    ordered = in_order(facts)
    opened = next((f for f in ordered if isinstance(f.fact, HelperRegistered)), None)
    if opened is None:
        return None
    status, revision = HelperStatus.REGISTERED, 0
    live: dict[SubjectId, ClaimState] = {}
    twice = entered_twice(ordered)
    gone = set(twice)
    for stamped in ordered:
        if stamped.id in twice:
            continue
        match stamped.fact:
            case HelperStatusChanged(status=status):
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
            case _:
                pass
    claims = tuple(sorted(live.values(), key=lambda claim: claim.id))
    if opened.id in twice and not claims:
        status = HelperStatus.OFF_DUTY
    return HelperState(opened, _helper_status(status, claims), revision, claims)


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
    reports = [fact for fact in in_order(facts) if isinstance(fact.fact, PointReported)]
    return PointState(reports[-1]) if reports else None


def fold_pack(facts: Iterable[Stamped]) -> PackState | None:
    """The newest installation in the order of the facts."""
    installed = [fact for fact in in_order(facts) if isinstance(fact.fact, PackInstalled)]
    return PackState(installed[-1]) if installed else None
