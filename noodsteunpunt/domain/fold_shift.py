# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folds of logbook, shifts and lists. What was logged or handed over is never taken back: nothing of these is undone, a
correction stands beside what it corrects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import Stamped
from noodsteunpunt.domain.facts_shift import (
    CustodyGiven,
    HandoverTicked,
    ListStarted,
    LogCorrected,
    LogWritten,
    RecordsSealed,
    ShiftClosed,
    ShiftJoined,
    ShiftLeft,
    ShiftOpened,
    ShiftTold,
    StepMarked,
)
from noodsteunpunt.domain.typed import same_person
from noodsteunpunt.domain.values import Role, SubjectId
from noodsteunpunt.domain.values_point import ShiftEnd, StepMark


@dataclass(frozen=True, slots=True)
class LogState:
    """A line of the logbook and what corrects it, in order."""

    opened: Stamped
    corrections: tuple[Stamped, ...]


def fold_log(facts: Iterable[Stamped]) -> LogState | None:
    """None while the line itself is missing."""
    ordered = ordering.in_order(facts)
    opened = next((one for one in ordered if isinstance(one.fact, LogWritten)), None)
    if opened is None:
        return None
    return LogState(opened, tuple(one for one in ordered if isinstance(one.fact, LogCorrected)))


@dataclass(frozen=True, slots=True)
class OnShift:
    """A person on a shift, since when, with which roles."""

    person: str
    roles: frozenset[Role]
    since: int


@dataclass(frozen=True, slots=True)
class ShiftState:
    """What is true of a shift. ``unhanded``: it is closed, but not everything that had to be ticked was. ``flagged``:
    taken over without a handover, or unhanded. A shift that is closed twice ended the first time."""

    opened: Stamped
    people: tuple[OnShift, ...] = ()
    ticks: tuple[Stamped, ...] = ()
    closed: Stamped | None = None
    unhanded: frozenset[SubjectId] = frozenset()

    @property
    def flagged(self) -> bool:
        """It was taken over, or closed over something that nobody ticked."""
        how = self.closed.fact.how if self.closed and isinstance(self.closed.fact, ShiftClosed) else None
        return how is ShiftEnd.TAKEN_OVER or bool(self.unhanded)


def fold_shift(facts: Iterable[Stamped]) -> ShiftState | None:
    """None while the opening fact is missing."""
    ordered = ordering.in_order(facts)
    opened = next((one for one in ordered if isinstance(one.fact, ShiftOpened)), None)
    if opened is None:
        return None
    state = ShiftState(opened)
    for stamped in ordered:
        if state.closed is not None:
            break
        match stamped.fact:
            case ShiftJoined() as joined:
                state = replace(state, people=_joined(state.people, joined, stamped.at))
            case ShiftLeft(person=person):
                state = replace(state, people=tuple(p for p in state.people if not same_person(p.person, person)))
            case HandoverTicked():
                state = replace(state, ticks=(*state.ticks, stamped))
            case ShiftClosed() as closed:
                ticked = {one.fact.about for one in state.ticks if isinstance(one.fact, HandoverTicked)}
                missed = frozenset(closed.items) - ticked
                taken = closed.how is ShiftEnd.TAKEN_OVER
                state = replace(state, closed=stamped, unhanded=frozenset() if taken else missed)
            case _:
                pass
    return state


def _joined(people: tuple[OnShift, ...], joined: ShiftJoined, at: int) -> tuple[OnShift, ...]:
    before = next((one for one in people if same_person(one.person, joined.person)), None)
    now = OnShift(joined.person, joined.roles, before.since if before else at)
    return (*(one for one in people if one is not before), now)


def fold_shift_told(facts: Iterable[Stamped]) -> Stamped | None:
    """The newest word of a point on its shift."""
    told = [one for one in ordering.in_order(facts) if isinstance(one.fact, ShiftTold)]
    return told[-1] if told else None


@dataclass(frozen=True, slots=True)
class ListState:
    """A list that is gone through. ``marks``: step -> the newest word on it."""

    opened: Stamped
    steps: tuple[tuple[str, str, str], ...]
    marks: tuple[tuple[int, Stamped], ...] = ()
    given: tuple[Stamped, ...] = ()
    sealed: Stamped | None = None

    @property
    def done(self) -> bool:
        """No step is open."""
        said = {number for number, one in self.marks
                if isinstance(one.fact, StepMarked) and one.fact.mark is not StepMark.OPEN}  # fmt: skip
        return said >= set(range(len(self.steps)))


def fold_list(facts: Iterable[Stamped]) -> ListState | None:
    """None while the list itself is missing. What is said of a step that the list does not have does not count."""
    ordered = ordering.in_order(facts)
    opened = next((one for one in ordered if isinstance(one.fact, ListStarted)), None)
    if opened is None or not isinstance(opened.fact, ListStarted):
        return None
    steps = tuple(_step(line) for line in opened.fact.steps.split("\n") if line)
    void = ordering.undone(ordered)
    marks: dict[int, Stamped] = {}
    given: list[Stamped] = []
    sealed: Stamped | None = None
    for stamped in ordered:
        if stamped.id in void:
            continue
        match stamped.fact:
            case StepMarked(number=number) if number < len(steps):
                marks[number] = stamped
            case CustodyGiven():
                given.append(stamped)
            case RecordsSealed():
                sealed = stamped
            case _:
                pass
    return ListState(opened, steps, tuple(sorted(marks.items())), tuple(given), sealed)


def _step(line: str) -> tuple[str, str, str]:
    text, role, card, *_ = (*line.split("\t"), "", "")
    return text, role, card


KEPT = (LogWritten, LogCorrected, ShiftOpened, ShiftJoined, ShiftLeft, HandoverTicked, ShiftClosed, RecordsSealed)
"""Nobody takes these back."""
