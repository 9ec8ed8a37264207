# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two people open a point, somebody walks in and helps, tablets change hands; and what of it goes where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.domain.cards import PAUSE_SECONDS, TRIES
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.facts import is_house
from noodsteunpunt.domain.people import IDLE_SECONDS, HelperCheck, PersonDraft
from noodsteunpunt.domain.rules_field import TeamDraft
from noodsteunpunt.domain.values import Actor, Category, Priority, Role, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Identity, Vog
from noodsteunpunt.domain.values_point import TeamTask
from noodsteunpunt.station import Station
from tests.support.desk_kit import WATER, A, B, C, Town, refused, town
from tests.support.station_kit import helper
from tests.support.store_kit import own_frames

FIRST = PersonDraft("Testpersoon Eik", frozenset({Role.POINT_LEAD, Role.REQUEST_DESK}), "4711", conduct=True)
WALK_IN = PersonDraft("Testpersoon Wilg", frozenset({Role.REQUEST_DESK}), "2580", conduct=True)
NOBODY = Actor("", Role.RECEPTION)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def opened(station: Station) -> tuple[str, Actor]:
    eik = station.add_person(FIRST, NOBODY)
    return eik.id, station.take_keyboard("laptop", eik.id, Role.POINT_LEAD, pin="4711").actor


def test_somebody_walks_in_and_works_in_their_own_name(here: Town) -> None:
    station = here.station(A)
    _, lead = opened(station)
    assert lead == Actor("Testpersoon Eik", Role.POINT_LEAD)
    with refused("real_name"):
        station.add_person(PersonDraft("Jan de Vries", WALK_IN.roles, "2580", conduct=True), lead)
    wilg = station.add_person(WALK_IN, lead)
    with refused("no_role"):
        station.take_keyboard("tablet", wilg.id, Role.POINT_LEAD, pin="2580")
    keyboard = station.take_keyboard("tablet", wilg.id, Role.REQUEST_DESK, badge=wilg.badge.lower())
    request = station.register_request(WATER, keyboard.actor).id
    assert here.request(A, request).history[0].name == "Testpersoon Wilg"
    people = {row.person: row for row in station.reader.people()}
    assert (people["Testpersoon Wilg"].role, people["Testpersoon Wilg"].device) == (Role.REQUEST_DESK, "tablet")
    with refused("only_lead"):
        station.add_person(PersonDraft("Testpersoon Berk", WALK_IN.roles, "9021", conduct=True), keyboard.actor)
    assert station.change_person(wilg.id, lead, gone=True) == ""
    assert station.at_keyboard("tablet") is None, "who has gone sits at no keyboard"
    with refused("unknown_person"):
        station.take_keyboard("tablet", wilg.id, Role.REQUEST_DESK, pin="2580")
    station.change_person(wilg.id, lead, back=True, pin="1379")
    assert station.take_keyboard("tablet", wilg.id, Role.REQUEST_DESK, pin="1379").person == wilg.id


def test_wrong_pins_are_counted_and_a_lost_badge_opens_nothing(here: Town) -> None:
    station = here.station(A)
    eik, lead = opened(station)
    wilg = station.add_person(WALK_IN, lead)
    fresh = station.change_person(wilg.id, lead, new_badge=True)
    with refused("badge"):
        station.take_keyboard("tablet", wilg.id, Role.REQUEST_DESK, badge=wilg.badge)
    for wrong in ("", "0000", "47110", "2580 "):
        with refused("wrong_pin"):
            station.take_keyboard("tablet", wilg.id, Role.REQUEST_DESK, pin=wrong)
    assert TRIES == 5
    for way in ({"pin": "2580"}, {"badge": fresh}):
        with refused("pin_paused"):
            station.take_keyboard("tablet", wilg.id, Role.REQUEST_DESK, **way)
    assert station.take_keyboard("laptop", eik, Role.REQUEST_DESK, pin="4711"), "one person's tries are not another's"
    here.later(PAUSE_SECONDS)
    assert station.take_keyboard("tablet", wilg.id, Role.REQUEST_DESK, badge=fresh)


def test_a_keyboard_that_nobody_touches_is_locked_and_keeps_what_was_typed(here: Town) -> None:
    station = here.station(A)
    eik, _ = opened(station)
    station.keep_draft("laptop", "request", {"what": "water"})
    here.later(IDLE_SECONDS - 1)
    assert station.touch_keyboard("laptop") is not None
    here.later(IDLE_SECONDS)
    assert station.touch_keyboard("laptop") is None and station.at_keyboard("laptop") is not None
    station.take_keyboard("laptop", eik, Role.POINT_LEAD, pin="4711")
    assert station.touch_keyboard("laptop") is not None and station.reader.drafts("laptop")
    station.leave_keyboard("laptop")
    assert station.touch_keyboard("laptop") is None
    taken = station.store._connection.execute("SELECT count(*) FROM house_entry WHERE subject = ?", (eik,)).fetchone()
    assert taken[0] == 2, "back behind the same lock is nothing new to write down"


def test_nobody_who_works_here_is_on_the_air_and_the_rows_hold_no_pin(here: Town) -> None:
    station = here.station(A)
    before = own_frames(station.store)
    eik, lead = opened(station)
    station.add_person(WALK_IN, lead)
    assert is_house(eik)
    here.hand_over(A)
    assert own_frames(station.store) == before
    assert here.station(B).reader.people() == here.station(C).reader.people() == []
    state = station.store.person_state(eik)
    assert state is not None
    rows = repr(station.store.export_canonical())
    assert not any(secret in rows for secret in (state.pin, state.salt, state.badge, "4711"))
    export = station.store.export_canonical()
    station.store.rebuild()
    assert station.store.export_canonical() == export
    here.simulation.stop(A)
    again = here.simulation.start(A)
    assert again.at_keyboard("laptop") is None, "after a restart everybody says who they are"
    assert again.take_keyboard("laptop", eik, Role.POINT_LEAD, pin="4711")


def _elsewhere(request: SubjectId) -> TeamDraft:
    return TeamDraft(TeamTask.WELFARE_CHECK, names=("Testpersoon Drie", "Testpersoon Vier"), request=request)


def test_a_helper_is_checked_a_task_approved_and_both_stay_here(here: Town) -> None:
    station = here.station(A)
    _, lead = opened(station)
    free = station.register_helper(helper(), lead).id
    stuck = station.register_request(RequestDraft(Category.STUCK_LIFT, Priority.P1, postcode="3551AB"), lead).id
    visit = station.register_request(RequestDraft(Category.CARE_ROUND, Priority.P3, postcode="3551AB"), lead).id

    def why(request: SubjectId) -> list[str]:
        found = station.reader.proposal(request, hour=10)
        assert found is not None
        return [code for _, code in found.refused] or [match.helper for match in found.matches]

    assert (why(stuck), why(visit)) == (["not_approved"], ["no_clearance"])
    clearance = frozenset({Clearance.HOME_VISIT})
    station.check_helper(free, HelperCheck(Identity.SHOWN, Vog.STATED, clearance, languages=("de",)), lead)
    team = TeamDraft(TeamTask.LIFTING, names=("Testpersoon Een", "Testpersoon Twee"), request=stuck)
    with refused("not_approved", "request"):
        station.form_team(team, lead)
    alone = station.register_request(RequestDraft(Category.MINOR_ALONE, Priority.P1, place_words="balie"), lead).id
    with refused("not_for_helpers", "request"):
        station.form_team(replace(team, request=alone), lead)
    station.approve_task(stuck, lead, words="brandweer vraagt iemand bij de deur")
    assert (why(stuck), why(visit)) == ([free], [free])
    assert station.form_team(team, lead) and station.form_team(_elsewhere(visit), lead)
    here.hand_over(A)
    assert here.level()
    assert here.station(C).reader.proposal(visit, hour=10).matches == ()  # type: ignore[union-attr]
    before = station.store.export_canonical()
    assert before["house"]["helper"][free]["vog"] == "stated" and "vog" not in before["air"]["helper"][free]
    station.store.rebuild()
    assert station.store.export_canonical() == before
    assert station.reader.proposal(SubjectId("0040-99"), hour=10) is None
    with refused("unknown_helper"):
        station.check_helper(SubjectId("0040-99"), HelperCheck(), lead)
