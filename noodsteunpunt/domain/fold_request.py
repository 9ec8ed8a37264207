# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From one request's facts to what is true of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import (
    CallbackDone,
    CallbackPromised,
    DuplicateMarked,
    EnteredTwice,
    FactUndone,
    RequestAnswered,
    RequestCorrected,
    RequestHandedOver,
    RequestRechecked,
    RequestRegistered,
    RequestSeen,
    RequestStatusChanged,
    RequestTakenOver,
    Stamped,
    TaskApproved,
)
from noodsteunpunt.domain.lifecycles import EARLY, OUTCOMES
from noodsteunpunt.domain.rules_request import changed_fields
from noodsteunpunt.domain.values import RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import CallbackResult, CallbackWay, Party, Reason

_SAME_NAMES = {field.name for field in fields(RequestCorrected)} & {field.name for field in fields(RequestRegistered)}
_NOT_ANSWERS = {"name", "deadline"}


@dataclass(frozen=True, slots=True)
class RequestState:
    """What is true of a request. ``now``: the registration with every correction in it. ``callback_due`` is in minutes
    since the incident began; None when nothing is promised any more."""

    opened: Stamped
    now: RequestRegistered
    status: RequestStatus = RequestStatus.NEW
    sealed_read: bool = False
    house_read: bool = False
    travelled: bool = False
    seen_at: int | None = None
    taken_over_by: int | None = None
    """Author that took it over."""
    outcome: RequestStatus | None = None
    reason: Reason | None = None
    party: Party | None = None
    met: int = 0
    touched_at: int = 0
    callback_due: int | None = None
    callback_way: CallbackWay | None = None
    told_at: int | None = None
    answered: Stamped | None = None
    duplicate_of: SubjectId = SubjectId("")
    corrections: tuple[frozenset[str], ...] = ()
    contested: frozenset[str] = frozenset()
    approved_at: int | None = None


def fold_request(facts: Iterable[Stamped]) -> RequestState | None:
    """None while the opening fact is missing."""
    ordered = ordering.in_order(facts)
    opened = next((f for f in ordered if isinstance(f.fact, RequestRegistered)), None)
    if opened is None or not isinstance(opened.fact, RequestRegistered):
        return None
    twice = ordering.entered_twice(ordered)
    void = twice | ordering.undone(ordered)
    fact = opened.fact
    state = RequestState(
        opened,
        fact,
        sealed_read=opened.sealed_read,
        house_read=opened.house_read,
        travelled=opened.sealed_read and bool(fact.address),
        touched_at=opened.at,
        callback_due=fact.come_back,
        callback_way=None if fact.come_back is None else fact.come_back_way,
    )
    for stamped in ordered:
        if stamped.id not in void:
            state = _apply(state, stamped)
    state = _corrected(state, ordered, void)
    if opened.id in twice and state.status in {RequestStatus.NEW, RequestStatus.ASSESSED}:
        return replace(state, status=RequestStatus.DUPLICATE)
    return replace(state, status=RequestStatus.DUPLICATE) if state.duplicate_of else state


def _apply(state: RequestState, stamped: Stamped) -> RequestState:
    match stamped.fact:
        case RequestStatusChanged() as changed:
            state = _stepped(state, changed)
        case RequestSeen():
            state = replace(state, seen_at=ordering.first(state.seen_at, stamped.at))
        case RequestTakenOver():
            state = replace(
                state,
                status=RequestStatus.TAKEN_OVER,
                outcome=None,
                reason=None,
                seen_at=ordering.first(state.seen_at, stamped.at),
                taken_over_by=stamped.author,
            )
        case RequestHandedOver(party=party):
            state = replace(state, status=RequestStatus.IN_PROGRESS, outcome=None, reason=None, party=party)
        case RequestAnswered():
            state = replace(state, answered=stamped, seen_at=ordering.first(state.seen_at, stamped.at))
        case DuplicateMarked(of=of):
            state = replace(state, duplicate_of=of)
        case CallbackPromised(due=due, way=way):
            state = replace(state, callback_due=due, callback_way=way)
        case CallbackDone(result=result):
            state = _called_back(state, result, stamped.at)
        case TaskApproved():
            return replace(state, approved_at=stamped.at)
        case RequestCorrected() | RequestRechecked() | FactUndone():
            pass
        case _:
            return state
    return replace(state, touched_at=stamped.at)


def _stepped(state: RequestState, changed: RequestStatusChanged) -> RequestState:
    """A step back to the beginning was taken by somebody who did not know of the later one."""
    if changed.status in EARLY and state.status not in EARLY:
        return state
    if changed.status in OUTCOMES:
        outcome: RequestStatus | None = changed.status
    elif changed.status in {RequestStatus.CONFIRMED, RequestStatus.CLOSED}:
        outcome = state.outcome
    else:
        outcome = None
    return replace(
        state,
        status=changed.status,
        outcome=outcome,
        reason=changed.reason or (state.reason if outcome is not None else None),
        party=changed.party or state.party,
        met=state.met if changed.met is None else changed.met,
    )


def _called_back(state: RequestState, result: CallbackResult, at: int) -> RequestState:
    if result is CallbackResult.NOT_REACHED:
        return state
    told = result is not CallbackResult.NO_LONGER_NEEDED
    confirmed = told and state.status in OUTCOMES - {RequestStatus.CANCELLED}
    return replace(
        state,
        callback_due=None,
        told_at=at if told else state.told_at,
        status=RequestStatus.CONFIRMED if confirmed else state.status,
    )


def _corrected(state: RequestState, ordered: list[Stamped], void: set[SubjectId]) -> RequestState:
    """Corrections in their order, the newest answer counts. Two of the same answer of which the later did not know
    the earlier stay contested until one that knew them all."""
    made = [(stamped, stamped.fact) for stamped in ordered if isinstance(stamped.fact, RequestCorrected)]
    now, contested = state.now, set[str]()
    before: list[frozenset[str]] = []
    for number, (stamped, fact) in enumerate(made):
        changed = changed_fields(fact)
        if stamped.id not in void:
            contested = {field for field in contested if field not in changed or fact.saw < number}
            contested |= {field for earlier in before[fact.saw :] for field in changed & earlier}
            now = _with(now, fact)
        before.append(changed if stamped.id not in void else frozenset())
    return replace(
        state,
        now=now,
        sealed_read=state.sealed_read or any(stamped.sealed_read for stamped, _ in made),
        house_read=state.house_read or any(stamped.house_read for stamped, _ in made),
        travelled=state.travelled or any(fact.address for _, fact in made),
        corrections=tuple(changed_fields(fact) for _, fact in made),
        contested=frozenset(contested),
    )


def _with(now: RequestRegistered, fact: RequestCorrected) -> RequestRegistered:
    changes: dict[str, Any] = {
        name: value for name in _SAME_NAMES - _NOT_ANSWERS if (value := getattr(fact, name)) is not None
    }
    if fact.person_name is not None:
        changes["name"] = fact.person_name
    if fact.deadline is not None or fact.no_deadline:
        changes["deadline"] = fact.deadline
    return replace(now, **changes)


REQUEST_FACTS = (
    RequestRegistered,
    RequestStatusChanged,
    RequestSeen,
    RequestTakenOver,
    RequestHandedOver,
    RequestAnswered,
    RequestCorrected,
    RequestRechecked,
    DuplicateMarked,
    CallbackPromised,
    CallbackDone,
    FactUndone,
    EnteredTwice,
)
"""What a fold of a request reads."""
