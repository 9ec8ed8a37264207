# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""May this be done: teams that go out, children who came alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.facts_field import ChildReleased, ChildVerified, TeamFormed
from noodsteunpunt.domain.fold_field import OUTSIDE, ChildState, may_release, seeker_of
from noodsteunpunt.domain.matching import Candidate
from noodsteunpunt.domain.rules_shift import needed_text
from noodsteunpunt.domain.typed import TEXT_LIMITS, clean_text, same_person
from noodsteunpunt.domain.values import Actor, SubjectId
from noodsteunpunt.domain.values_people import Clearance
from noodsteunpunt.domain.values_point import ChildStatus, Proof, ReleaseTo, TeamStatus, TeamStep, TeamTask
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.views_point import ChildView, TeamView
from noodsteunpunt.domain.violations import RuleViolation

LONGEST_OUT = 12 * 60
"""Minutes."""
_S, _T = TeamStep, TeamStatus
TEAM_STEPS: dict[TeamStatus, frozenset[TeamStep]] = {
    _T.PLANNED: frozenset({_S.BRIEFED, _S.ABORTED}),
    _T.BRIEFED: frozenset({_S.OUT, _S.BRIEFED, _S.ABORTED}),
    _T.OUT: frozenset({_S.ON_SITE, _S.CHECKED_IN, _S.BACK}),
    _T.ON_SITE: frozenset({_S.CHECKED_IN, _S.BACK}),
    _T.BACK: frozenset({_S.DEBRIEFED}),
    _T.DEBRIEFED: frozenset(),
    _T.ABORTED: frozenset(),
}
"""No team goes out without a briefing, and none is done before it was asked how it went."""


@dataclass(frozen=True, slots=True)
class TeamDraft:
    """A team: helpers, and others by name. Together two at least."""

    task: TeamTask
    helpers: tuple[SubjectId, ...] = ()
    names: tuple[str, ...] = ()
    request: SubjectId | None = None
    message: SubjectId | None = None
    area: str = ""
    brief: str = ""
    risks: str = ""


@dataclass(frozen=True, slots=True)
class ChildDraft:
    """A child who came alone. All of it stays in this house."""

    wristband: str
    first: str
    second: str
    name: str = ""
    age: int | None = None
    looks: str = ""
    found: str = ""
    needs: str = ""
    request: SubjectId | None = None


def team_fact(draft: TeamDraft, helpers: Sequence[HelperRow], outside: Sequence[TeamView], actor: Actor) -> TeamFormed:
    """Two at least, each once, nobody who is already out."""
    names = [needed_text(name, "person", "no_person") for name in draft.names]
    called = [row.name or row.ticket for row in helpers] + names
    for index, name in enumerate(called):
        if any(same_person(name, other) for other in called[:index]):
            raise RuleViolation("person_twice", "names")
    size = sum(row.group_size for row in helpers) + len(names)
    if size < 2:
        raise RuleViolation("team_of_two", "names")
    away = {member for team in outside for member in team.members}
    gone = [name.strip() for team in outside for name in team.people.split(",")]
    if away & set(draft.helpers) or any(same_person(name, other) for name in called for other in gone):
        raise RuleViolation("is_out", "helpers")
    texts = {name: clean_text(getattr(draft, name), name, TEXT_LIMITS[name]) for name in ("area", "brief", "risks")}
    return TeamFormed(
        task=draft.task,
        members=draft.helpers,
        people=clean_text(", ".join(called), "people_names", TEXT_LIMITS["people_names"]),
        size=size,
        request=draft.request or SubjectId(""),
        message=draft.message or SubjectId(""),
        role=actor.role,
        name=actor.name,
        **texts,
    )


def check_team_step(team: TeamView | None, step: TeamStep, minutes: int | None, every: int | None, words: str) -> None:
    """In its order; out only with a time to be back, and debriefed only with what it told."""
    if team is None:
        raise RuleViolation("unknown_team")
    if step is TeamStep.OUT and team.status is TeamStatus.PLANNED:
        raise RuleViolation("no_briefing", "step")
    if step not in TEAM_STEPS[team.status]:
        raise RuleViolation("step", "step")
    if step is TeamStep.BRIEFED and not (words or team.brief):
        raise RuleViolation("no_briefing", "words")
    if step is TeamStep.OUT and minutes is None:
        raise RuleViolation("no_due", "minutes")
    if minutes is not None and not 1 <= minutes <= LONGEST_OUT:
        raise RuleViolation("no_due", "minutes")
    if every is not None and not 1 <= every <= LONGEST_OUT:
        raise RuleViolation("count", "every")
    if step is TeamStep.DEBRIEFED and not words:
        raise RuleViolation("no_text", "words")


def is_outside(status: TeamStatus) -> bool:
    """Somebody waits for their return."""
    return status in OUTSIDE


def check_child(draft: ChildDraft, here: Sequence[ChildView]) -> str:
    """The number of the wristband, which no other child here has."""
    band = needed_text(draft.wristband, "wristband", "no_wristband")
    if any(same_person(band, child.wristband) for child in here):
        raise RuleViolation("wristband_taken", "wristband")
    if draft.age is not None and not 0 <= draft.age <= 17:
        raise RuleViolation("age", "age")
    return band


def check_with_child(helpers: Sequence[Candidate], field: str) -> None:
    """Nobody without clearance, and nobody young, at a child who came alone."""
    for one in helpers:
        if not one.adult or Clearance.HOME_VISIT not in one.clearance:
            raise RuleViolation("child_clearance", field)


def check_here(child: ChildView | None) -> ChildView:
    """A child who is still here."""
    if child is None:
        raise RuleViolation("unknown_child")
    if child.status is ChildStatus.RELEASED:
        raise RuleViolation("child_gone")
    return child


def check_verified(state: ChildState, fact: ChildVerified) -> None:
    """What somebody found out about a seeker; a name alone is no proof."""
    if seeker_of(state, fact.seek) is None:
        raise RuleViolation("unknown_line", "seek")
    if not fact.doubt and not fact.proofs - {Proof.NAME_SAID}:
        raise RuleViolation("no_proof", "proofs")


def check_release(state: ChildState, fact: ChildReleased) -> None:
    """Two sign; to a guardian only who two verified, without doubt."""
    if not fact.receiver:
        raise RuleViolation("no_receiver", "receiver")
    seeker = seeker_of(state, fact.seek)
    if fact.to is ReleaseTo.GUARDIAN and seeker is not None and seeker.doubted:
        raise RuleViolation("doubt", "seek")
    if not may_release(state, fact):
        raise RuleViolation("not_verified", "seek")
