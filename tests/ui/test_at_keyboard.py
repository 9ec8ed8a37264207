# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is at the keyboard: the first leader, a walk-in in half a minute, PIN and badge, the lock, roles."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.people import IDLE_SECONDS, Area, PersonDraft, badge_text, sees
from noodsteunpunt.domain.values import Actor, Category, Priority, Role, SubjectId
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.screen_session import Window, window
from tests.support.screens_kit import running_station
from ui.forms_people import numbered

LEADER, HAND = "Testpersoon Leider", "Testpersoon Balie"
LEAD = Actor(LEADER, Role.POINT_LEAD)


class SteadyClock(SystemClock):
    """The machine's clock; a test lets the steady one run ahead."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def steady(self) -> float:
        """Seconds."""
        return super().steady() + self.ahead


@pytest.fixture
def clock() -> SteadyClock:
    return SteadyClock()


def add(runner: Runner, name: str, role: Role, pin: str, actor: Actor = LEAD) -> SubjectId:
    draft = PersonDraft(name, frozenset({role}), pin, conduct=True)
    return runner.call(lambda station: station.add_person(draft, actor)).result().id


def run(folder: Path, clock: SteadyClock, journey: Callable[[Runner, Window], Awaitable[None]], *, people: bool = True,
        route: str = "/") -> None:  # fmt: skip
    async def opened(runner: Runner) -> None:
        async with window(runner, route=route) as shown:
            await journey(runner, shown)

    with running_station(folder, clock=clock) as runner:
        if people:
            add(runner, LEADER, Role.POINT_LEAD, "4711")
            add(runner, HAND, Role.REQUEST_DESK, "2580")
        asyncio.run(opened(runner))


async def signs_in(shown: Window, typed: str) -> None:
    await shown.type("who-pin", typed)
    await shown.submit("who-pin")


def test_while_nobody_was_added_a_name_is_enough_and_a_pin_makes_the_first_leader(
    tmp_path: Path, clock: SteadyClock
) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.type("person-name", LEADER)
        await shown.press("role-point_lead")
        await shown.type("person-pin", "4711")
        await shown.press("person-begin")
        assert shown.shows("gedragsregels") and shown.desk.device.actor is None
        await shown.tick("person-conduct")
        await shown.press("person-begin")
        assert shown.desk.device.actor == LEAD and shown.desk.device.seat is not None
        assert [row.person for row in runner.query(lambda reader: reader.people()).result()] == [LEADER]
        assert shown.has("rail-shift")

    run(tmp_path, clock, journey, people=False)


def test_number_and_pin_in_one_go_say_who_it_is_and_a_wrong_one_says_what_to_do(
    tmp_path: Path, clock: SteadyClock
) -> None:
    async def journey(_runner: Runner, shown: Window) -> None:
        assert not shown.has("new-request"), "nothing of the point is shown to who did not sign in"
        for wrong in ("", "9999", "14712", "x"):
            await signs_in(shown, wrong)
            assert shown.desk.device.actor is None and shown.find("who-pin").value == ""
        assert shown.shows("NSP-401")
        await signs_in(shown, "12580")
        assert shown.desk.device.actor == Actor(HAND, Role.REQUEST_DESK)
        await shown.key("F12")
        await signs_in(shown, "24711")
        assert shown.desk.device.actor == LEAD

    run(tmp_path, clock, journey)


def test_a_badge_is_read_as_a_scanner_types_it(tmp_path: Path, clock: SteadyClock) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        def badge(station: Station) -> str:
            (row,) = [row for row in station.reader.people() if row.person == HAND]
            state = station.store.person_state(row.id)
            assert state is not None
            return badge_text(row.id, state.badge)

        text = runner.call(badge).result()
        await signs_in(shown, text[:-1] + ("0" if text[-1] != "0" else "1"))
        assert shown.desk.device.actor is None and shown.shows("badge")
        await signs_in(shown, text.lower())
        assert shown.desk.device.actor == Actor(HAND, Role.REQUEST_DESK)

    run(tmp_path, clock, journey)


def test_five_minutes_without_a_touch_lock_it_and_what_was_typed_waits(tmp_path: Path, clock: SteadyClock) -> None:
    async def journey(_runner: Runner, shown: Window) -> None:
        await signs_in(shown, "12580")
        await shown.desk.go("/requests/new")
        await shown.rest()
        await shown.press("danger-no")
        await shown.type("request-what", "wat")
        clock.ahead = IDLE_SECONDS - 5
        await shown.type("request-what", "wate")
        await shown.desk.refresh()
        await shown.rest()
        assert shown.desk.device.actor is not None
        clock.ahead += IDLE_SECONDS
        await shown.desk.refresh()
        await shown.rest()
        assert shown.desk.device.locked and shown.shows("Vergrendeld.") and not shown.has("request-what")
        await shown.type("who-pin", "25")
        await shown.desk.refresh()
        await shown.rest()
        assert shown.find("who-pin").value == "25", "what the radio brings takes no digit away"
        await signs_in(shown, "2580")
        assert shown.find("request-what").value == "wate", "the same person needs no number, and nothing was lost"

    run(tmp_path, clock, journey)


def test_a_press_that_comes_too_late_locks_and_does_nothing(tmp_path: Path, clock: SteadyClock) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await signs_in(shown, "12580")
        clock.ahead = IDLE_SECONDS
        await shown.press("answered")
        assert shown.desk.device.locked
        assert runner.query(lambda reader: reader.history(SubjectId("0"))).result() == ()
        assert not shown.shows("Geteld")

    run(tmp_path, clock, journey)


def test_who_was_taken_off_the_list_is_out_at_once(tmp_path: Path, clock: SteadyClock) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await signs_in(shown, "12580")
        seat = shown.desk.device.seat
        assert seat is not None
        runner.call(lambda station: station.change_person(seat, LEAD, gone=True)).result()
        await shown.desk.refresh()
        await shown.rest()
        assert shown.desk.device.actor is None
        assert [row.person for _, row in numbered(shown.desk.keyboard.people)] == [LEADER]

    run(tmp_path, clock, journey)


def test_the_leader_adds_a_walk_in_who_is_on_the_shift_with_that(tmp_path: Path, clock: SteadyClock) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        runner.call(lambda station: station.open_shift(LEADER, LEAD)).result()
        await signs_in(shown, "24711")
        await shown.desk.go("/shift/people")
        await shown.rest()
        await shown.press("add-person")
        await shown.type("new-person", "Testpersoon Nieuw")
        await shown.type("new-pin", "1111")
        await shown.press("new-role-request_desk")
        await shown.key("Enter", ctrl=True)
        assert shown.shows("gedragsregels"), "nobody begins without the rules"
        await shown.tick("new-conduct")
        await shown.key("Enter", ctrl=True)
        assert shown.shows("te makkelijk") or shown.shows("raden")
        await shown.type("new-pin", "2468")
        await shown.key("Enter", ctrl=True)
        await shown.until("Testpersoon Nieuw kan nu gaan zitten")
        shift = runner.query(lambda reader: reader.shift()).result()
        assert shift is not None
        assert [(one.person, one.roles) for one in shift.people][1] == (
            "Testpersoon Nieuw", frozenset({Role.REQUEST_DESK}),
        )  # fmt: skip
        await shown.key("F12")
        await signs_in(shown, "32468")
        assert shown.desk.device.actor == Actor("Testpersoon Nieuw", Role.REQUEST_DESK)
        await shown.desk.go("/shift/people")
        await shown.rest()
        assert shown.shows("Niet voor deze rol")

    run(tmp_path, clock, journey)


def test_a_role_sees_what_its_row_of_the_table_says(tmp_path: Path, clock: SteadyClock) -> None:
    draft = RequestDraft(Category.WATER, Priority.P3, postcode="3551", name="Testpersoon Vrager", phone="06-00000001")

    async def journey(runner: Runner, shown: Window) -> None:
        add(runner, "Testpersoon Ontvangst", Role.RECEPTION, "1357")
        registered = runner.call(lambda station: station.register_request(draft, LEAD)).result()
        request = registered.id
        await shown.desk.refresh()
        await shown.rest()
        await signs_in(shown, "31357")
        assert not sees(Role.RECEPTION, Area.HELPERS) and not shown.has("rail-helpers")
        await shown.desk.go(f"/requests/{request}")
        await shown.rest()
        assert (
            shown.shows(registered.ticket) and not shown.shows("Testpersoon Vrager") and not shown.shows("06-00000001")
        )
        await shown.desk.go("/helpers")
        await shown.rest()
        assert shown.shows("Niet voor deze rol")
        await shown.key("F12")
        await signs_in(shown, "12580")
        await shown.desk.go(f"/requests/{request}")
        await shown.rest()
        assert shown.shows("Testpersoon Vrager")

    run(tmp_path, clock, journey)


def test_who_has_two_roles_wears_the_other_one_without_a_pin(tmp_path: Path, clock: SteadyClock) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        roles = frozenset({Role.RECEPTION, Role.RADIO_OPERATOR})
        draft = PersonDraft("Testpersoon Dubbel", roles, "1357", conduct=True)
        runner.call(lambda station: station.add_person(draft, LEAD)).result()
        await shown.desk.refresh()
        await shown.rest()
        await signs_in(shown, "21357")
        assert not shown.has("rail-network")
        await shown.desk.go("/more")
        await shown.rest()
        await shown.press("wear-radio_operator")
        assert shown.desk.device.actor == Actor("Testpersoon Dubbel", Role.RADIO_OPERATOR) and shown.has("rail-network")

    run(tmp_path, clock, journey)
