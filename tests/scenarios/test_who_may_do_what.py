# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hard limits bind whoever presses the button, in whatever order things come; what they cannot prevent is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.domain.drafts import RequestChanges, RequestDraft
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.values import Category, HelperStatus, Priority, Role, SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind
from noodsteunpunt.domain.values_people import Identity, Limit
from noodsteunpunt.domain.values_point import TeamStep, TeamTask
from noodsteunpunt.station import Station
from tests.support.clearance_kit import may_visit
from tests.support.desk_kit import DESK, LEAD, WATER, A, B, C, Town, refused, town
from tests.support.station_kit import helper

ONE, TWO = "Testpersoon Een", "Testpersoon Twee"
INFO = RequestDraft(Category.INFO, Priority.P4, place_words="balie")
VISIT = RequestDraft(Category.CARE_ROUND, Priority.P3, postcode="3551AB")
LIFT = RequestDraft(Category.STUCK_LIFT, Priority.P2, postcode="3551AB")
DAY, NIGHT = 8, 23
"""Hours."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    at(monkeypatch, DAY)
    with town(tmp_path) as made:
        yield made


def at(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    """What the clock on the wall says, wherever this machine is."""
    for module in ("station.work", "store.reader_matching"):
        monkeypatch.setattr(f"noodsteunpunt.{module}.local_hour", lambda _at: hour)


def signed_up(station: Station, name: str, **more: object) -> SubjectId:
    return station.register_helper(replace(helper(), name=f"Testpersoon {name}", **more), DESK).id  # type: ignore[arg-type]


def unfit(here: Town, number: int = A) -> list[tuple[str, str]]:
    items = here.station(number).reader.attention(here.now).items
    return [(item.subject, item.codes["limit"]) for item in items if item.kind is AttentionKind.HELPER_UNFIT]


def test_the_young_do_what_is_on_their_list_by_day_with_a_grown_up(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    station = here.station(A)
    young, grown = signed_up(station, "Jong", adult=False), signed_up(station, "Groot")
    info, water = (station.register_request(draft, DESK).id for draft in (INFO, WATER))
    with refused("young_task", "helpers"):
        station.assign_helpers((young, grown), water, DESK)
    with refused("no_buddy", "helpers"):
        station.claim_helper(young, info, DESK)
    at(monkeypatch, NIGHT)
    with refused("young_night"):
        station.assign_helpers((young, grown), info, DESK)
    at(monkeypatch, DAY)
    assert all(not row.claims for row in station.reader.helpers()), "all of them, or none"
    station.assign_helpers((grown, young), info, DESK)
    assert unfit(here) == []
    at(monkeypatch, NIGHT)
    assert unfit(here) == [(young, "young_night")], "no rule stops the clock: a person is asked"
    with refused("young_night"):
        station.change_helper(young, HelperStatus.DEPLOYED, DESK)
    at(monkeypatch, DAY)
    station.change_helper(grown, HelperStatus.OFF_DUTY, DESK)
    assert unfit(here) == [(young, "no_buddy")]
    with refused("no_buddy"):
        station.change_helper(young, HelperStatus.DEPLOYED, DESK)


def test_nobody_goes_into_a_house_alone_or_unknown(here: Town) -> None:
    station = here.station(A)
    first, second, pair = (signed_up(station, name) for name in ("Eik", "Es", "Beuk"))
    duo = signed_up(station, "Duo", group_size=2)
    visit, other = (station.register_request(VISIT, DESK).id for _ in range(2))
    with refused("no_clearance"):
        station.claim_helper(duo, visit, DESK)
    with refused("no_clearance"):
        station.form_team(TeamDraft(TeamTask.WELFARE_CHECK, (first,), (ONE,)), LEAD)
    with refused("no_clearance"):
        station.form_team(TeamDraft(TeamTask.WELFARE_CHECK, names=(ONE, "testpersoon  EIK")), LEAD)
    may_visit(station, first, second, pair, duo)
    with refused("pair_needed", "helpers"):
        station.claim_helper(first, visit, DESK)
    with refused("person_twice"):
        station.assign_helpers((first, first), visit, DESK)
    station.assign_helpers((first, second), visit, DESK)
    station.claim_helper(duo, other, DESK)
    station.change_helper(first, HelperStatus.DEPLOYED, DESK)
    station.change_helper(second, HelperStatus.OFF_DUTY, DESK)
    assert unfit(here) == [(first, "pair_needed")], "who went with them went home"
    station.claim_helper(pair, visit, DESK)
    assert unfit(here) == []
    station.check_helper(pair, HelperCheck(), LEAD)
    assert unfit(here) == [(pair, "no_clearance")]
    with refused("no_clearance"):
        station.change_helper(pair, HelperStatus.DEPLOYED, DESK)


def test_work_of_professionals_waits_for_a_word_that_stays(here: Town) -> None:
    station = here.station(A)
    duo = signed_up(station, "Duo", group_size=2)
    may_visit(station, duo)
    lift, visit = station.register_request(LIFT, DESK).id, station.register_request(VISIT, DESK).id
    with refused("not_approved", "request"):
        station.claim_helper(duo, lift, DESK)
    for task in (TeamTask.GUARD, TeamTask.LIFTING):
        with refused("not_approved", "request"):
            station.form_team(TeamDraft(task, names=(ONE, TWO)), LEAD)
    station.approve_task(lift, LEAD, words="brandweer vraagt iemand bij de deur")
    (line,) = [line for line in station.reader.history(lift) if line.kind == "TaskApproved"]
    with refused("cannot_undo"):
        station.undo(lift, line.entry, LEAD)
    checked = [line for line in station.reader.history(duo) if line.kind == "HelperChecked"]
    with refused("cannot_undo"):
        station.undo(duo, checked[0].entry, LEAD)
    station.claim_helper(duo, lift, DESK)
    station.release_claim(duo, here.station(A).reader.helper(duo).claims[0].id, DESK)  # type: ignore[union-attr]
    station.claim_helper(duo, visit, DESK)
    saw = here.request(A, visit).row.revision
    station.correct_request(visit, RequestChanges(saw=saw, category=Category.NUISANCE), DESK)
    assert unfit(here) == [(duo, "not_approved")], "the answer was corrected while they were assigned"


def test_what_a_helper_does_not_do_is_not_asked(here: Town) -> None:
    station = here.station(A)
    one = signed_up(station, "Eik")
    water = station.register_request(WATER, DESK).id
    station.check_helper(one, HelperCheck(Identity.SHOWN, limits=frozenset({Limit.NO_LIFTING})), LEAD)
    with refused("no_lifting"):
        station.claim_helper(one, water, DESK)
    station.check_helper(one, HelperCheck(Identity.SHOWN, limits=frozenset({Limit.NOT_ALONE})), LEAD)
    with refused("pair_needed"):
        station.claim_helper(one, water, DESK)
    station.assign_helpers((one, signed_up(station, "Es")), water, DESK)


def test_who_is_in_a_team_is_on_one_task_here_and_on_the_other_island(here: Town) -> None:
    first, second = here.station(A), here.station(B)
    member, water = signed_up(first, "Eik"), second.register_request(WATER, DESK).id
    elsewhere = first.register_request(WATER, DESK).id
    here.hand_over()
    team = first.form_team(TeamDraft(TeamTask.RUNNER, (member,), (ONE,)), LEAD)
    for code, act in (
        ("helper_taken", lambda: first.claim_helper(member, elsewhere, DESK)),
        ("helper_taken", lambda: first.form_team(TeamDraft(TeamTask.DELIVERY, (member,), (TWO,)), LEAD)),
        ("by_team", lambda: first.change_helper(member, HelperStatus.DEPLOYED, DESK)),
    ):
        with refused(code):
            act()
    second.claim_helper(member, water, DESK)
    first.team_step(team, TeamStep.BRIEFED, LEAD, words="naar de kazerne")
    first.team_step(team, TeamStep.OUT, LEAD, minutes=30)
    here.hand_over()
    for number in (A, B, C):
        assert [card.helper.id for card in here.station(number).reader.conflicts()] == [member]
    assert unfit(here) == [(team, "elsewhere")]
    row = first.reader.helper(member)
    assert row is not None
    mine = next(claim.id for claim in row.claims if claim.point.number == A)
    for station, claim, code in ((second, mine, "not_ours"), (first, mine, "by_team")):
        with refused(code):
            station.release_claim(member, claim, DESK)
    with refused("by_team"):
        first.undo(member, mine, LEAD)
    with refused("not_ours"):
        second.change_helper(member, HelperStatus.OFF_DUTY, DESK)
    first.team_step(team, TeamStep.BACK, LEAD)
    here.hand_over()
    row = second.reader.helper(member)
    assert row is not None and row.status is HelperStatus.CLAIMED, "free of the team, and at work for the other point"
    assert unfit(here) == []


def test_nobody_without_clearance_stays_with_a_child(here: Town) -> None:
    station = here.station(A)
    known, young = signed_up(station, "Twee"), signed_up(station, "Jong", adult=False)
    may_visit(station, young)
    station.open_shift(ONE, LEAD)
    for name in (TWO, "Testpersoon Jong"):
        station.join_shift(name, frozenset({Role.RECEPTION}), LEAD)
    for name in (TWO, "Testpersoon Jong"):
        with refused("child_clearance", "second"):
            station.register_child(ChildDraft("17", ONE, name), DESK)
    may_visit(station, known)
    child = station.register_child(ChildDraft("17", ONE, TWO), DESK).id
    with refused("child_clearance", "first"):
        station.staff_child(child, "testpersoon jong", ONE, LEAD)
