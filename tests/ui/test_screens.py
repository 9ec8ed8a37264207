# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every screen on a real station, without a browser: what it says, what a person does there, what stays."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import flet as ft
import pytest

from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.values import Category, DeliveryStep, HelperStatus, Priority
from noodsteunpunt.domain.views import HelperRow, RequestDetail, RequestRow
from noodsteunpunt.runner import Runner
from tests.support.screen_session import Window, window
from tests.support.screens_kit import COORDINATOR, DESK, Story, running_station
from ui.device import Device

Journey = Callable[[Window], Awaitable[None]]


def visit(runner: Runner, route: str, journey: Journey, *, device: Device | None = None, width: int = 1280) -> None:
    async def run() -> None:
        async with window(runner, device=device or Device(actor=DESK), route=route, width=width) as shown:
            await journey(shown)

    asyncio.run(run())


def rows(runner: Runner) -> list[RequestRow]:
    return runner.query(lambda reader: reader.requests()).result()


def taken_twice(runner: Runner) -> HelperRow:
    helpers = runner.query(lambda reader: reader.helpers()).result()
    return next(row for row in helpers if row.status is HelperStatus.CONFLICT)


def test_recorded_is_said_after_the_commit_and_not_before(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        for name in ("danger-no", "group-power", "category-medical_power", "priority-P1"):
            await shown.press(name)
        await shown.type("request-place", "3551 ab")
        held = asyncio.Event()
        loop = asyncio.get_running_loop()
        runner.call(lambda _station: asyncio.run_coroutine_threadsafe(held.wait(), loop).result())
        saving = asyncio.create_task(shown.session.dispatch_event(shown.find("save-request")._i, "click", None))
        await shown.until("Wordt vastgelegd ...")
        assert shown.find("save-request").disabled
        assert not shown.has("recorded")
        held.set()
        await saving
        await shown.rest()
        assert shown.has("recorded")
        assert shown.shows(rows(runner)[0].ticket)
        await shown.until("Onderweg: verzonden")
        assert shown.find("next").autofocus

    with running_station(tmp_path) as runner:
        visit(runner, "/requests/new", journey)


def test_a_refused_form_says_why_beside_the_field_and_keeps_everything(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("save-request")
        assert shown.shows("NSP-401: Wat is er nodig? Kies er een.")
        await shown.press("group-basics")
        await shown.press("category-water")
        await shown.press("priority-P3")
        await shown.type("request-place", "waterweg")
        await shown.type("request-people", "min twee")
        await shown.type("request-remarks", "belt later terug")
        await shown.submit("request-remarks")
        assert shown.find("request-people").error is not None
        assert shown.find("request-people").value == "min twee"
        assert shown.find("request-remarks").value == "belt later terug"
        assert rows(runner) == []
        await shown.type("request-people", "2")
        await shown.key("Enter", ctrl=True)
        assert shown.has("recorded")

    with running_station(tmp_path) as runner:
        visit(runner, "/requests/new", journey)


def test_what_is_typed_survives_a_redraw_a_detour_and_a_new_window(tmp_path: Path) -> None:
    device = Device(actor=DESK)

    async def types(shown: Window) -> None:
        await shown.press("group-basics")
        await shown.type("request-place_words", "achter de kerk")
        await shown.desk.refresh()
        await shown.rest()
        assert shown.find("request-place_words").value == "achter de kerk"
        await shown.key("Escape")
        await shown.key("F5")
        await shown.type("helper-name", "Testpersoon Twee")
        await shown.key("F4")
        assert shown.find("request-place_words").value == "achter de kerk"

    async def comes_back(shown: Window) -> None:
        assert shown.find("request-place_words").value == "achter de kerk"
        await shown.key("F5")
        assert shown.find("helper-name").value == "Testpersoon Twee"

    with running_station(tmp_path) as runner:
        visit(runner, "/requests/new", types, device=device)
        visit(runner, "/requests/new", comes_back, device=device)


def test_a_disconnected_window_draws_nothing_and_catches_up_on_return(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        assert shown.shows("Status niet gemeld")
        await shown.event(shown.page, "disconnect", None)
        sent = shown.connection.sent_bytes
        device = Device(actor=DESK)
        async with window(runner, device=device, route="/point") as other:
            await other.press("status-open")
            await other.press("power-grid")
            await other.type("point-staff", "2")
            await other.press("save-point")
        await asyncio.sleep(0.1)
        assert shown.connection.sent_bytes == sent
        await shown.event(shown.page, "connect", None)
        await shown.until("Open")
        assert not shown.shows("Status niet gemeld")

    with running_station(tmp_path) as runner:
        visit(runner, "/", journey)


def test_without_a_name_nothing_is_recorded_and_the_form_waits(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("new-request")
        assert not shown.has("save-request")
        await shown.type("person-name", "Testpersoon Balie")
        await shown.submit("person-name")
        assert shown.shows("NSP-401: Kies je rol.")
        await shown.press("role-request_desk")
        await shown.press("person-begin")
        assert shown.has("save-request")
        await shown.press("rail-more")
        await shown.press("hand-over")
        assert shown.find("person-name").value == ""

    with running_station(tmp_path) as runner:
        visit(runner, "/", journey, device=Device())


def test_the_conflict_card_stays_until_it_is_settled(story: Story) -> None:
    async def journey(shown: Window) -> None:
        helper = taken_twice(runner)
        sides = [claim.request_ticket for claim in helper.claims]
        await shown.press("attention-1")
        assert shown.has("conflict-card")
        for text in ("De Kern (KB)", "Het Anker (HA)", *sides):
            assert shown.shows(text)
        await shown.desk.refresh()
        await shown.rest()
        assert shown.has("conflict-card")
        await shown.press(f"settle-{sides[1]}")
        assert not shown.has("conflict-card")
        await shown.key("Escape")
        assert shown.desk.path == "/helpers"
        await shown.key("Escape")
        assert not shown.shows("Dubbel toegewezen")

    with story.station(1) as runner:
        visit(runner, "/", journey)


def test_the_board_shows_ages_and_empties_when_all_is_seen(story: Story) -> None:
    async def journey(shown: Window) -> None:
        assert shown.shows("gehoord ")
        assert shown.shows("De Kern (KB)")
        await shown.press("see-KB-A001-3")
        assert shown.shows("Alles wat dringend is, is gezien.")

    with story.station(9) as runner:
        visit(runner, "/board", journey, device=Device(actor=COORDINATOR))


def test_the_four_steps_are_shown_as_far_as_they_are_true(story: Story) -> None:
    def steps(runner: Runner, ticket: str) -> list[str]:
        found: list[str] = []

        async def journey(shown: Window) -> None:
            icons = [one.icon for one in shown.controls() if isinstance(one, ft.Icon)]
            found.extend("yes" if icon == ft.Icons.CHECK_CIRCLE else "no" for icon in icons)
            for word in ("vastgelegd", "verzonden", "bij coördinatiepunt", "gezien"):
                assert shown.shows(word)

        row = next(row for row in rows(runner) if row.ticket == ticket)
        visit(runner, f"/requests/{row.id}", journey)
        return found

    with story.station(2) as runner:
        seen = next(row for row in rows(runner) if row.delivery is DeliveryStep.SEEN)
        assert steps(runner, seen.ticket)[-1] == "yes"
    with story.station(1) as runner:
        mine = next(row for row in rows(runner) if row.own and row.delivery is not DeliveryStep.SEEN)
        assert steps(runner, mine.ticket)[-1] == "no"


def test_the_network_screen_has_the_airtime_ledger_and_the_others(story: Story) -> None:
    async def journey(shown: Window) -> None:
        for text in ("Zendtijd", "Levensgevaar", "gebruikt van", "Het Anker (HA)", "Geweigerd sinds de start"):
            assert shown.shows(text)

    with story.station(1) as runner:
        visit(runner, "/network", journey)


def test_a_page_of_something_unknown_says_so(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        assert shown.shows("Deze hulpvraag is hier niet (meer) bekend.")

    with running_station(tmp_path) as runner:
        visit(runner, "/requests/0040-99", journey)


@pytest.mark.parametrize(
    ("route", "text"),
    [
        ("/", "Er is nu niets dat aandacht nodig heeft."),
        ("/requests", "Er zijn geen hulpvragen."),
        ("/helpers", "Er zijn nog geen helpers."),
        ("/network", "Er is nog niemand gehoord."),
    ],
)
def test_an_empty_screen_says_that_it_is_empty(tmp_path: Path, route: str, text: str) -> None:
    async def journey(shown: Window) -> None:
        await shown.until(text)

    with running_station(tmp_path) as runner:
        visit(runner, route, journey)


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_everything_that_can_be_pressed_has_a_name_and_room_for_a_finger(story: Story, width: int) -> None:
    async def journey(shown: Window) -> None:
        for route in ("/", "/requests", "/requests/new", "/helpers/new", "/network", "/point", "/display"):
            await shown.desk.go(route)
            await shown.rest()
            named = [one for one in shown.controls() if isinstance(one, ft.Semantics) and one.identifier]
            inside = {id(one.content) for one in named}
            for control in shown.controls():
                if isinstance(control, ft.FilledButton | ft.TextButton):
                    assert id(control) in inside, control
                    assert control.height is None or control.height >= 48
                elif isinstance(control, ft.TextField | ft.Checkbox):
                    assert id(control) in inside
                    assert control.label

    with story.station(1) as runner:
        visit(runner, "/", journey, width=width)


def test_the_browser_that_reports_a_route_late_does_not_take_a_person_back(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.key("F5")
        await shown.key("F4")
        await shown.event(shown.page, "route_change", {"route": "/helpers/new"})
        assert shown.has("save-request")
        await shown.event(shown.page, "route_change", {"route": "/requests/new"})
        assert shown.has("save-request")
        await shown.event(shown.page, "route_change", {"route": "/helpers/new"})
        assert shown.has("save-helper"), "the browser's own back button"

    with running_station(tmp_path) as runner:
        visit(runner, "/", journey)


def test_an_answer_takes_its_complaint_away(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.press("save-request")
        assert shown.shows("Wat is er nodig? Kies er een.")
        await shown.press("group-basics")
        await shown.press("category-water")
        assert not shown.shows("Wat is er nodig? Kies er een.")
        await shown.press("priority-P3")
        await shown.press("save-request")
        assert shown.find("request-place").error is not None
        await shown.type("request-place_words", "achter de kerk")
        shown.desk.redraw()
        await shown.rest()
        assert shown.find("request-place").error is None

    with running_station(tmp_path) as runner:
        visit(runner, "/requests/new", journey)


def test_two_presses_in_a_row_both_count_and_the_same_one_twice_counts_once(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        presses = [shown.find(name)._i for name in ("step-in_progress", "step-in_progress", "step-solved")]
        await asyncio.gather(*(shown.session.dispatch_event(press, "click", None) for press in presses))
        await shown.rest()
        assert not shown.shows("NSP-401")
        kinds = [line.detail.get("status") for line in detail().history]
        assert kinds[:2] == ["solved", "in_progress"]
        assert kinds.count("in_progress") == 1

    def detail() -> RequestDetail:
        found = runner.query(lambda reader: reader.request(saved.id)).result()
        assert found is not None
        return found

    with running_station(tmp_path) as runner:
        draft = RequestDraft(Category.WATER, Priority.P3, postcode="3551")
        saved = runner.call(lambda station: station.register_request(draft, DESK)).result()
        visit(runner, f"/requests/{saved.id}", journey)
