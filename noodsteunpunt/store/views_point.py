# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a state to what a screen reads."""

from __future__ import annotations

from typing import Any

from noodsteunpunt.domain.facts_field import ChildVerified
from noodsteunpunt.domain.facts_shift import HandoverTicked, ShiftClosed
from noodsteunpunt.domain.fold_field import OUTSIDE, ChildState, Seeker, TeamState
from noodsteunpunt.domain.fold_shift import ListState, ShiftState
from noodsteunpunt.domain.rules_shift import LISTS
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import HandoverItem, StepMark
from noodsteunpunt.domain.views_point import (
    ChildView,
    ListStep,
    ListView,
    SeekerView,
    ShiftPerson,
    ShiftView,
    TeamView,
)


def shift_view(state: ShiftState, started_at: int) -> ShiftView:
    """Its leader is the first of the people with that role."""
    fact: Any = state.opened.fact
    ended = state.closed.fact if state.closed and isinstance(state.closed.fact, ShiftClosed) else None
    return ShiftView(
        id=state.opened.id,
        lead=fact.lead,
        opened_at=state.opened.at,
        until_at=None if fact.until is None else started_at + 60 * fact.until,
        minimum=fact.minimum,
        people=tuple(ShiftPerson(one.person, one.roles, one.since) for one in state.people),
        closed_at=state.closed.at if state.closed else None,
        how=ended.how if ended else None,
        receiver=ended.receiver if ended else "",
        flagged=fact.flagged or state.flagged,
    )


def ticked(state: ShiftState) -> set[tuple[HandoverItem, str]]:
    """What was ticked; of a list with its length, for one that grew is told again."""
    facts = [one.fact for one in state.ticks if isinstance(one.fact, HandoverTicked)]
    return {(fact.item, str(fact.count) if fact.item in LISTS else str(fact.about)) for fact in facts}


def list_view(state: ListState) -> ListView:
    """With the newest word on each step."""
    opened: Any = state.opened.fact
    marks = dict(state.marks)
    steps = []
    for number, (text, role, card) in enumerate(state.steps):
        said = marks.get(number)
        fact: Any = said.fact if said else None
        mark, by, words = (fact.mark, fact.name, fact.words) if fact else (StepMark.OPEN, "", "")
        steps.append(ListStep(number, text, role, card, mark, said.at if said else None, by, words))
    given: list[Any] = [(one.fact, one.at) for one in state.given]
    return ListView(
        id=state.opened.id,
        moment=opened.moment,
        title=opened.title,
        started_at=state.opened.at,
        steps=tuple(steps),
        given=tuple((fact.thing, fact.receiver, at) for fact, at in given),
        sealed_at=state.sealed.at if state.sealed else None,
    )


def team_view(state: TeamState, started_at: int, now: int) -> TeamView:
    """Late by the clock of who looks."""
    fact: Any = state.opened.fact
    due = None if state.due is None else started_at + 60 * state.due
    outside = state.status in OUTSIDE
    sign = None
    if outside and state.every is not None and state.heard_at is not None:
        sign = state.heard_at + 60 * state.every
    late = outside and any(at is not None and at < now for at in (due, sign))
    return TeamView(
        id=state.opened.id,
        task=fact.task,
        members=fact.members,
        people=fact.people,
        size=fact.size,
        request=fact.request or None,
        message=fact.message or None,
        area=fact.area,
        brief=fact.brief,
        risks=fact.risks,
        status=state.status,
        formed_at=state.opened.at,
        out_at=state.out_at,
        due_at=due,
        sign_due_at=sign,
        back_at=state.back_at,
        overdue=late,
    )


def child_view(state: ChildState, ticket: str, *, alone: bool) -> ChildView:
    """Everything the two who stay with it may read."""
    fact: Any = state.opened.fact
    return ChildView(
        id=state.opened.id,
        wristband=fact.wristband,
        ticket=ticket,
        request=fact.request,
        status=state.status,
        staff=state.staff,
        name=fact.name,
        age=fact.age,
        looks=fact.looks,
        found=fact.found,
        needs=fact.needs,
        came_at=state.opened.at,
        seekers=tuple(_seeker(seeker) for seeker in state.seekers),
        released_at=state.released.at if state.released else None,
        alone=alone,
        wrong=bool(state.wrong) and state.released is None,
    )


def _seeker(seeker: Seeker) -> SeekerView:
    fact: Any = seeker.sought.fact
    words = tuple(
        (one.fact.name, one.fact.proofs, one.fact.doubt) for one in seeker.words if isinstance(one.fact, ChildVerified)
    )
    return SeekerView(
        SubjectId(seeker.sought.id), fact.seeker, fact.relation, seeker.sought.at, words, seeker.believed,
        seeker.doubted, fact.words,
    )  # fmt: skip
