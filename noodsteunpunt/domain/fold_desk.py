# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folds of noodmeldingen, messages, head counts and questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import (
    EmergencyAdded,
    EmergencyReported,
    EmergencyStepTaken,
    HeadCounted,
    MessageCarried,
    MessageClosed,
    MessageRead,
    MessageTakenDown,
    MessageWritten,
    QuestionCounted,
    Stamped,
)
from noodsteunpunt.domain.lifecycles import EMERGENCY_ORDER, REPEATED
from noodsteunpunt.domain.values_desk import Danger, EmergencyOutcome, EmergencyStatus, EmergencyStep, Road


@dataclass(frozen=True, slots=True)
class EmergencyState:
    """What is true of a noodmelding. ``steps``: those that count, in order."""

    opened: Stamped
    people: int
    status: EmergencyStatus
    dangers: frozenset[Danger]
    added: tuple[Stamped, ...] = ()
    steps: tuple[Stamped, ...] = ()
    received_at: int | None = None
    handed_at: int | None = None
    outcome: EmergencyOutcome | None = None
    outcome_at: int | None = None
    told_at: int | None = None


def fold_emergency(facts: Iterable[Stamped]) -> EmergencyState | None:
    """None while the opening fact is missing."""
    ordered = ordering.in_order(facts)
    opened = next((f for f in ordered if isinstance(f.fact, EmergencyReported)), None)
    if opened is None or not isinstance(opened.fact, EmergencyReported):
        return None
    twice = ordering.entered_twice(ordered)
    void = twice | ordering.undone(ordered)
    state = EmergencyState(opened, opened.fact.people, EmergencyStatus.TAKEN, opened.fact.dangers)
    taken: set[EmergencyStep] = set()
    for stamped in ordered:
        if stamped.id in void:
            continue
        if isinstance(stamped.fact, EmergencyAdded):
            people = state.people if stamped.fact.people is None else stamped.fact.people
            dangers = state.dangers | stamped.fact.dangers
            state = replace(state, people=people, dangers=dangers, added=(*state.added, stamped))
        elif isinstance(stamped.fact, EmergencyStepTaken):
            if stamped.fact.step not in taken or stamped.fact.step in REPEATED:
                state = _stepped(state, stamped, stamped.fact)
            taken.add(stamped.fact.step)
    reached = [status for step, status in EMERGENCY_ORDER if step in taken]
    if opened.id in twice and not taken:
        reached.append(EmergencyStatus.WITHDRAWN)
    return replace(state, status=reached[-1]) if reached else state


def _stepped(state: EmergencyState, stamped: Stamped, fact: EmergencyStepTaken) -> EmergencyState:
    state = replace(state, steps=(*state.steps, stamped))
    match fact.step:
        case EmergencyStep.RECEIVED:
            return replace(state, received_at=stamped.at)
        case EmergencyStep.HANDED_OVER:
            return replace(state, handed_at=stamped.at)
        case EmergencyStep.OUTCOME:
            return replace(state, outcome=fact.outcome, outcome_at=stamped.at)
        case EmergencyStep.CALLER_TOLD:
            return replace(state, told_at=stamped.at)
        case _:
            return state


@dataclass(frozen=True, slots=True)
class MessageState:
    """What is true of a message. ``read``: point number -> when the first person there read it."""

    opened: Stamped
    read: tuple[tuple[int, int], ...] = ()
    roads: tuple[tuple[Road, int], ...] = ()
    marks: tuple[Stamped, ...] = ()
    closed_at: int | None = None
    doubled: bool = False


def fold_message(facts: Iterable[Stamped]) -> MessageState | None:
    """None while the opening fact is missing."""
    ordered = ordering.in_order(facts)
    opened = next((f for f in ordered if isinstance(f.fact, MessageWritten | MessageTakenDown)), None)
    if opened is None:
        return None
    twice = ordering.entered_twice(ordered)
    void = twice | ordering.undone(ordered)
    read: dict[int, int] = {}
    roads: list[tuple[Road, int]] = []
    marks: list[Stamped] = []
    closed: int | None = None
    for stamped in ordered:
        if stamped.id in void:
            continue
        match stamped.fact:
            case MessageRead():
                read.setdefault(stamped.author >> 6, stamped.at)
            case MessageCarried(road=road):
                roads.append((road, stamped.at))
            case MessageClosed():
                closed = ordering.first(closed, stamped.at)
            case _:
                continue
        marks.append(stamped)
    doubled = opened.id in twice and not marks
    return MessageState(opened, tuple(sorted(read.items())), tuple(roads), tuple(marks), closed, doubled)


def fold_heads(facts: Iterable[Stamped]) -> Stamped | None:
    """The newest count in the order of the facts."""
    ordered = ordering.in_order(facts)
    void = ordering.entered_twice(ordered) | ordering.undone(ordered)
    counted = [fact for fact in ordered if isinstance(fact.fact, HeadCounted) and fact.id not in void]
    return counted[-1] if counted else None


def fold_question(facts: Iterable[Stamped]) -> Stamped | None:
    """A question is one fact, unless it was taken back."""
    ordered = ordering.in_order(facts)
    void = ordering.undone(ordered)
    asked = [fact for fact in ordered if isinstance(fact.fact, QuestionCounted) and fact.id not in void]
    return asked[0] if asked else None
