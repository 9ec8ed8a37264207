# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A noodmelding from the first word to the outcome: read back, approved, received by a named person, told, closed; and
the alarm when nobody answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.domain.values_desk import EmergencyKind, EmergencyStatus, EmergencyStep, Road
from noodsteunpunt.domain.views_desk import EmergencyDetail
from noodsteunpunt.runner import Runner
from tests.support.screen_session import Window, window
from tests.support.screens_kit import COORDINATOR, DESK, MovingClock, running_station
from ui.device import Device

LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
ALWAYS = "Probeer ook 112. Geen verbinding? Loop naar de kazerne."


def visit(runner: Runner, route: str, journey: Callable[[Window], Awaitable[None]], actor: Actor = DESK) -> None:
    async def run() -> None:
        async with window(runner, device=Device(actor=actor), route=route) as shown:
            await journey(shown)

    asyncio.run(run())


def only(runner: Runner) -> EmergencyDetail:
    def read(reader: object) -> EmergencyDetail:
        (row,) = reader.emergencies(runner.now())  # type: ignore[attr-defined]
        found = reader.emergency(row.id, runner.now())  # type: ignore[attr-defined]
        assert isinstance(found, EmergencyDetail)
        return found

    return runner.query(read).result()


async def report(shown: Window) -> None:
    """What a visitor says, typed."""
    await shown.press("kind-medical")
    await shown.type("emergency-what", "man, pijn op de borst, grauw")
    await shown.type("emergency-place", "Dorpsstraat 12")
    await shown.type("emergency-access", "achterom, hek is open")
    await shown.press("peril-traffic")
    await shown.type("emergency-name", "Testpersoon Een")
    await shown.key("Enter", ctrl=True)


def test_it_needs_what_and_where_and_goes_out_at_once(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        assert shown.shows(ALWAYS)
        await shown.press("save-emergency")
        assert shown.shows("NSP-401: Wat is er aan de hand?")
        await report(shown)
        assert shown.desk.path == f"/emergencies/{only(runner).row.id}"
        assert shown.shows(ALWAYS)
        for text in ("man, pijn op de borst, grauw", "Dorpsstraat 12", "achterom, hek is open", "Verkeer"):
            assert shown.shows(text)

    with running_station(tmp_path) as runner:
        visit(runner, "/emergencies/new", journey)
        row = only(runner).row
        assert (row.status, row.what_kind, row.people) == (EmergencyStatus.TAKEN, EmergencyKind.MEDICAL, 1)


def test_from_read_back_to_closed_each_step_is_one_button_and_a_name_says_who_heard_it(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await report(shown)
        await shown.press("step-read_back")
        await shown.press("step-approved")
        await shown.press("panel-record")
        assert shown.shows("NSP-401: Vul je naam in.")
        await shown.type("panel-leader", "Testpersoon Leider")
        await shown.press("panel-record")
        assert only(runner).row.status is EmergencyStatus.APPROVED
        await shown.press("step-received")
        await shown.press("panel-road-runner")
        await shown.press("panel-record")
        assert shown.shows("Wie nam het aan?")
        await shown.type("panel-receiver", "Testpersoon Brandweer")
        await shown.press("panel-record")
        assert only(runner).row.status is EmergencyStatus.RECEIVED
        assert shown.shows("door Testpersoon Brandweer")
        await shown.press("step-outcome")
        await shown.press("panel-outcome-help_comes")
        await shown.type("panel-minutes", "over 20 min")
        await shown.type("panel-text", "ambulance komt via de achterdeur")
        await shown.press("panel-record")
        await shown.press("step-caller_told")
        await shown.press("step-closed")
        assert only(runner).row.status is EmergencyStatus.CLOSED
        assert shown.shows(ALWAYS)

    with running_station(tmp_path) as runner:
        visit(runner, "/emergencies/new", journey)
        steps = {step.step: step for step in only(runner).steps}
        assert steps[EmergencyStep.APPROVED].role is Role.POINT_LEAD
        assert steps[EmergencyStep.RECEIVED].road is Road.RUNNER


def test_a_leader_approves_with_one_press(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await report(shown)
        await shown.press("step-read_back")
        await shown.press("step-approved")
        assert only(runner).row.status is EmergencyStatus.APPROVED

    with running_station(tmp_path) as runner:
        visit(runner, "/emergencies/new", journey, LEAD)


def test_after_five_minutes_without_a_human_word_every_screen_says_so(tmp_path: Path) -> None:
    clock = MovingClock()

    async def reports(shown: Window) -> None:
        await report(shown)
        assert not shown.has("silent")

    async def waits(shown: Window) -> None:
        ticket = only(runner).row.ticket
        assert not shown.has(f"silent-{ticket}")
        clock.ahead = 6 * 60
        await shown.desk.refresh()
        await shown.rest()
        assert shown.shows("zonder antwoord van een mens. Stuur een loper.")
        await shown.press(f"silent-{ticket}")
        assert shown.has("silent")
        await shown.press("step-tried")
        await shown.press("panel-road-runner")
        await shown.press("panel-record")
        await shown.press("step-received")
        await shown.press("panel-road-runner")
        await shown.type("panel-receiver", "Testpersoon Brandweer")
        await shown.press("panel-record")
        assert not shown.has(f"silent-{ticket}")

    with running_station(tmp_path, clock=clock) as runner:
        visit(runner, "/emergencies/new", reports)
        visit(runner, "/helpers", waits)


def test_at_the_coordination_point_received_is_one_press_of_who_sits_there(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await report(shown)
        await shown.press("step-received")
        assert only(runner).row.status is EmergencyStatus.RECEIVED

    with running_station(tmp_path, 9) as runner:
        visit(runner, "/emergencies/new", journey, COORDINATOR)


def test_more_becomes_known_and_nothing_is_replaced(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await report(shown)
        await shown.press("more-known")
        await shown.press("panel-record")
        assert shown.shows("Wat is er nieuw?")
        await shown.type("panel-text", "hij is bewusteloos")
        await shown.press("panel-record")
        for text in ("man, pijn op de borst, grauw", "hij is bewusteloos"):
            assert shown.shows(text)

    with running_station(tmp_path) as runner:
        visit(runner, "/emergencies/new", journey)


def test_a_telephone_number_in_what_travels_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async def journey(shown: Window) -> None:
        await shown.type("emergency-what", "man onwel, bel 06-00000001")
        await shown.type("emergency-place", "Dorpsstraat 12")
        await shown.press("save-emergency")
        assert shown.shows("Er staat een telefoonnummer in.")
        assert shown.find("emergency-what").value == "man onwel, bel 06-00000001"

    with running_station(tmp_path) as runner:
        visit(runner, "/emergencies/new", journey)
