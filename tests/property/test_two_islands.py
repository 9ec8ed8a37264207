# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever two points press, in whatever order, on whichever side of a cut radio: no child without two, nobody young at
night or off their list, no visit alone, no work of professionals without approval, no shift that just ends, nobody on
two tasks without a card at both sides. And broken rules are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from noodsteunpunt.domain import fold, fold_field, matching, rules_shift, rules_work
from noodsteunpunt.domain.facts import Fact, HelperClaimed
from noodsteunpunt.domain.facts_shift import LogWritten
from noodsteunpunt.domain.values import Category, Priority, SubjectId
from noodsteunpunt.domain.values_point import TeamStep, TeamTask
from noodsteunpunt.station.work import WorkCases
from noodsteunpunt.store.journal import Journal
from tests.support.two_islands import HA, KB, STAFF, TwoIslands

SHORT, LONG = 3, 400
GROWN, YOUNG, DUO = 0, 1, 2
WATER, CARE, LIFT = 1, 2, 3
"""Who and what is there from the beginning; of the other point four further on."""


def play(examples: int, steps: int = 30) -> None:
    """Nothing is made smaller: two stations take seconds, and the steps are printed anyway."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        TwoIslands,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck), print_blob=False,
        ),
    )  # fmt: skip


def test_nobody_comes_to_harm() -> None:
    TwoIslands.done.clear()
    play(SHORT)
    assert sum(TwoIslands.done.values()) > SHORT, "something was allowed"


@pytest.mark.soak
def test_nobody_comes_to_harm_in_many_more() -> None:
    play(LONG, 50)
    assert len(TwoIslands.done) > 12, TwoIslands.done


def _no_pairs(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules_work, "lacking", lambda *_all: "")


def _nobody_is_too_young(patch: pytest.MonkeyPatch) -> None:
    def older(task: matching.Task, need: matching.Need, one: matching.Candidate) -> str:
        return code if not (code := right(task, need, one)).startswith("young") else ""

    right = matching.unfit
    patch.setattr(rules_work, "unfit", older)


def _professionals_wait_for_nothing(patch: pytest.MonkeyPatch) -> None:
    right = WorkCases.assign_helpers.__globals__["rules_work"].wrong_with
    patch.setattr(rules_work, "check_task", lambda _need: None)
    patch.setattr(rules_work, "wrong_with", lambda work: "" if right(work) == "not_approved" else right(work))


def _one_is_two(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules_shift, "two_people", lambda *_names: True)
    patch.setattr(fold_field, "two_people", lambda *_names: True)


def _a_shift_is_given_anyway(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules_shift, "check_handover", lambda _handover, receiver: receiver)


def _two_claims_are_no_conflict(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fold, "in_conflict", lambda _claims: False)


def _a_team_claims_nobody(patch: pytest.MonkeyPatch) -> None:
    enter = Journal._enter

    def no_claim(self: Journal, conn: object, fact: Fact, subject: SubjectId | None, at: int) -> object:
        of_team = isinstance(fact, HelperClaimed) and not fact.request
        return enter(self, conn, LogWritten() if of_team else fact, subject, at)  # type: ignore[arg-type]

    patch.setattr(Journal, "_enter", no_claim)
    patch.setattr(rules_work, "elsewhere", lambda *_all: False)
    patch.setattr("noodsteunpunt.store.reader_matching.elsewhere", lambda *_all: False)


def _visit_alone(town: TwoIslands) -> None:
    town.are_assigned(KB, [GROWN], CARE)


def _young_carries_water(town: TwoIslands) -> None:
    town.are_assigned(KB, [GROWN, YOUNG], WATER)


def _opens_the_lift(town: TwoIslands) -> None:
    town.are_assigned(KB, [DUO], LIFT)


def _child_with_one(town: TwoIslands) -> None:
    town.stay_with_a_child(KB, 0, 0, None)
    town.nobody_comes_to_harm()


def _shift_over_a_p1(town: TwoIslands) -> None:
    town.asks(KB, Category.WATER, Priority.P1)
    town.changes_the_guard(KB, STAFF[1], 0, False, "hand over")


def _both_take_the_pair(town: TwoIslands) -> None:
    town.is_cut()
    town.are_assigned(KB, [DUO], CARE)
    town.are_assigned(HA, [DUO], 4 + WATER)
    town.heals()


def _team_here_and_claim_there(town: TwoIslands) -> None:
    town.is_cut()
    town.form_a_team(KB, TeamTask.RUNNER, [DUO], [], None)
    town.teams_go_on(KB, 0, [TeamStep.BRIEFED, TeamStep.OUT])
    town.are_assigned(HA, [DUO], 4 + WATER)
    town.heals()
    town.nobody_comes_to_harm()


BROKEN: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], Callable[[TwoIslands], None]]] = {
    "a visit alone": (_no_pairs, _visit_alone),
    "the young anywhere": (_nobody_is_too_young, _young_carries_water),
    "no approval": (_professionals_wait_for_nothing, _opens_the_lift),
    "one person is two": (_one_is_two, _child_with_one),
    "no handover": (_a_shift_is_given_anyway, _shift_over_a_p1),
    "two claims, no card": (_two_claims_are_no_conflict, _both_take_the_pair),
    "a team that claims nobody": (_a_team_claims_nobody, _team_here_and_claim_there),
}


def pressed(press: Callable[[TwoIslands], None]) -> None:
    """The same machine, with these choices."""
    town = TwoIslands()
    try:
        town.opens()
        press(town)
        town.nobody_comes_to_harm()
    finally:
        town.helpers = []
        town.teardown()


QUICK = ("a visit alone", "no approval", "a team that claims nobody")
"""Found every time; the others in the long run."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.soak) for name in BROKEN]
)
def test_a_broken_rule_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, press = BROKEN[name]
    pressed(press)
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        pressed(press)


@pytest.mark.soak
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_found_by_chance(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BROKEN[name][0](monkeypatch)
    with pytest.raises(AssertionError):
        play(LONG)
