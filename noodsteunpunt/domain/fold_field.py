# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folds of teams and of children who came alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noodsteunpunt.domain import ordering
from noodsteunpunt.domain.facts import Stamped
from noodsteunpunt.domain.facts_field import (
    ChildRegistered,
    ChildReleased,
    ChildSought,
    ChildStaffed,
    ChildVerified,
    TeamFormed,
    TeamStepTaken,
)
from noodsteunpunt.domain.typed import same_person
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.domain.values_point import ChildStatus, Proof, ReleaseTo, TeamStatus, TeamStep

_S = TeamStep
_REACHED = {
    _S.BRIEFED: TeamStatus.BRIEFED,
    _S.OUT: TeamStatus.OUT,
    _S.ON_SITE: TeamStatus.ON_SITE,
    _S.BACK: TeamStatus.BACK,
    _S.DEBRIEFED: TeamStatus.DEBRIEFED,
}
_RANK = {status: rank for rank, status in enumerate(TeamStatus)}
OUTSIDE = frozenset({TeamStatus.OUT, TeamStatus.ON_SITE})
"""Somebody waits for their return."""
TEAM_ENDED = frozenset({TeamStatus.DEBRIEFED, TeamStatus.ABORTED})


@dataclass(frozen=True, slots=True)
class TeamState:
    """What is true of a team. ``due`` and ``every`` in minutes, due since the incident began; ``heard_at``: its last
    sign of life in Unix seconds."""

    opened: Stamped
    status: TeamStatus = TeamStatus.PLANNED
    steps: tuple[Stamped, ...] = ()
    due: int | None = None
    every: int | None = None
    out_at: int | None = None
    heard_at: int | None = None
    back_at: int | None = None


def fold_team(facts: Iterable[Stamped]) -> TeamState | None:
    """None while the opening fact is missing. Nobody who is back is taken for outside by a word that did not know it,
    and who is outside does not come back by a word that cancels the plan."""
    ordered = ordering.in_order(facts)
    opened = next((one for one in ordered if isinstance(one.fact, TeamFormed)), None)
    if opened is None:
        return None
    void = ordering.undone(ordered)
    state = TeamState(opened)
    for stamped in ordered:
        if isinstance(stamped.fact, TeamStepTaken) and stamped.id not in void:
            state = _stepped(state, stamped, stamped.fact)
    return state


def _stepped(state: TeamState, stamped: Stamped, fact: TeamStepTaken) -> TeamState:
    state = replace(state, steps=(*state.steps, stamped))
    if state.status is TeamStatus.ABORTED and fact.step is not _S.OUT:
        return state
    if fact.step is _S.ABORTED:
        early = state.status in {TeamStatus.PLANNED, TeamStatus.BRIEFED}
        return replace(state, status=TeamStatus.ABORTED) if early else state
    reached = _REACHED.get(fact.step, state.status)
    if state.status is not TeamStatus.ABORTED and _RANK[reached] < _RANK[state.status]:
        return state
    state = replace(state, status=reached)
    if reached in OUTSIDE and fact.step is not _S.BRIEFED:
        state = replace(
            state,
            out_at=ordering.first(state.out_at, stamped.at),
            heard_at=stamped.at,
            due=state.due if fact.until is None else fact.until,
            every=state.every if fact.every is None else fact.every,
        )
    if fact.step is _S.BACK:
        state = replace(state, back_at=ordering.first(state.back_at, stamped.at), heard_at=stamped.at)
    return state


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody who says that the child is theirs. ``believed``: two of the team, each by more than a name;
    ``doubted``: at least one of them doubts now."""

    sought: Stamped
    words: tuple[Stamped, ...] = ()

    @property
    def doubted(self) -> bool:
        """Somebody's newest word is doubt."""
        return any(isinstance(one.fact, ChildVerified) and one.fact.doubt for one in self.words)

    @property
    def believers(self) -> tuple[str, ...]:
        """Who found proof beyond a name."""
        return tuple(
            one.fact.name
            for one in self.words
            if isinstance(one.fact, ChildVerified) and not one.fact.doubt and one.fact.proofs - {Proof.NAME_SAID}
        )

    @property
    def believed(self) -> bool:
        """The child may go with this person."""
        return len(self.believers) > 1 and not self.doubted


@dataclass(frozen=True, slots=True)
class ChildState:
    """What is true of a child. ``staff``: who stays with it, two or the child is alone. ``wrong``: somebody recorded
    a release that two people had not verified; then it does not count as released."""

    opened: Stamped
    staff: tuple[str, str]
    status: ChildStatus = ChildStatus.HERE
    seekers: tuple[Seeker, ...] = ()
    released: Stamped | None = None
    wrong: tuple[Stamped, ...] = ()


def fold_child(facts: Iterable[Stamped]) -> ChildState | None:
    """None while the opening fact is missing. Nothing of it can be undone; a word after the release changes nothing."""
    ordered = ordering.in_order(facts)
    opened = next((one for one in ordered if isinstance(one.fact, ChildRegistered)), None)
    if opened is None or not isinstance(opened.fact, ChildRegistered):
        return None
    state = ChildState(opened, (opened.fact.first, opened.fact.second))
    for stamped in ordered:
        if state.released is not None:
            break
        match stamped.fact:
            case ChildStaffed(first=first, second=second) if two_people(first, second):
                state = replace(state, staff=(first, second))
            case ChildSought():
                state = replace(state, seekers=(*state.seekers, Seeker(stamped)))
            case ChildVerified() as fact:
                state = replace(state, seekers=tuple(_said(seeker, stamped, fact) for seeker in state.seekers))
            case ChildReleased() as fact:
                ok = may_release(state, fact)
                state = replace(state, released=stamped) if ok else replace(state, wrong=(*state.wrong, stamped))
            case _:
                pass
    return replace(state, status=_child_status(state))


def _said(seeker: Seeker, stamped: Stamped, fact: ChildVerified) -> Seeker:
    if fact.seek != seeker.sought.id or not fact.name:
        return seeker
    others = [one for one in seeker.words if not (isinstance(one.fact, ChildVerified)
                                                  and same_person(one.fact.name, fact.name))]  # fmt: skip
    return replace(seeker, words=(*others, stamped))


def _child_status(state: ChildState) -> ChildStatus:
    if state.released is not None:
        return ChildStatus.RELEASED
    if any(seeker.believed for seeker in state.seekers):
        return ChildStatus.VERIFIED
    return ChildStatus.SOUGHT if state.seekers else ChildStatus.HERE


def two_people(first: str, second: str) -> bool:
    """Two names, and not one person twice."""
    return bool(first.strip()) and bool(second.strip()) and not same_person(first, second)


def seeker_of(state: ChildState, seek: SubjectId) -> Seeker | None:
    """Who that entry is about."""
    return next((seeker for seeker in state.seekers if seeker.sought.id == seek), None)


def may_release(state: ChildState, fact: ChildReleased) -> bool:
    """Two people sign; to police, youth care or an ambulance with the name of who took the child, to anybody else only
    after two of the team found proof and nobody doubts."""
    if not two_people(fact.first, fact.second) or not fact.receiver:
        return False
    if fact.to is not ReleaseTo.GUARDIAN:
        return True
    seeker = seeker_of(state, fact.seek)
    return seeker is not None and seeker.believed


CHILD_KEPT = (ChildRegistered, ChildStaffed, ChildSought, ChildVerified, ChildReleased)
"""Nobody takes these back."""
