# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shift on screens: opening, logbook, handover, takeover, moving, night, closing; one next step on each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import flet as ft
import pytest

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.drafts import MessageDraft, PointReportDraft, RequestDraft
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.values import Actor, Category, PointStatus, PowerSource, Priority, RequestStatus, Role
from noodsteunpunt.domain.values_desk import Precedence
from noodsteunpunt.domain.values_point import Custody, IncidentKind, ListMoment, LogKind, ShiftEnd, TeamStep, TeamTask
from noodsteunpunt.domain.views_point import ShiftView
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.point_kit import lists_of_a_pack
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from tests.support.station_kit import POINTS
from ui.device import Device

LEADER, SECOND, THIRD = "Testpersoon Leider", "Testpersoon Twee", "Testpersoon Drie"
LEAD = Actor(LEADER, Role.POINT_LEAD)
OPEN = PointReportDraft(PointStatus.OPEN, 2, 9, PowerSource.GENERATOR, 3)
WATER = RequestDraft(Category.WATER, Priority.P2, postcode="3551")
Journey = Callable[[Runner, Window], Awaitable[None]]


def run(folder: Path, journey: Journey, route: str, *before: Callable[[Station], object]) -> None:
    async def opened(runner: Runner) -> None:
        async with window(runner, device=Device(actor=LEAD), route=route) as shown:
            await journey(runner, shown)

    with running_station(folder, enrolments=demo_enrolments(POINTS, SystemClock().now() - 3600)) as runner:
        for act in before:
            runner.call(act).result()
        asyncio.run(opened(runner))


def start(station: Station) -> None:
    station.open_shift(LEADER, LEAD, minutes=45)
    station.join_shift(SECOND, frozenset({Role.REQUEST_DESK}), LEAD)
    station.open_point(OPEN, LEAD)


def shift(runner: Runner) -> ShiftView:
    found = runner.query(lambda reader: reader.shift()).result()
    assert found is not None
    return found


def filled(shown: Window) -> list[str]:
    """What stands out as a button to press: there is one next step."""
    found = []
    for one in shown.controls():
        if isinstance(one, ft.Semantics) and isinstance(one.content, ft.FilledButton) and one.checked is None:
            ground = one.content.style.bgcolor if one.content.style else None
            if isinstance(ground, dict):
                ground = ground.get(ft.ControlState.DEFAULT)
            if ground not in {None, shown.desk.device.style.palette.surface, ft.Colors.TRANSPARENT}:
                found.append(str(one.identifier))
    return found


def test_a_point_opens_step_by_step_and_says_how_far_its_word_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists_of_a_pack(monkeypatch, opening=3)

    async def journey(runner: Runner, shown: Window) -> None:
        assert shown.shows("Er is nog niemand in dienst. Begin met de openingslijst.")
        await shown.press("next-step")
        await shown.type("shift-person", SECOND)
        await shown.key("Enter", ctrl=True)
        assert [(one.person, one.roles) for one in shift(runner).people] == [
            (LEADER, frozenset({Role.POINT_LEAD})), (SECOND, frozenset({Role.REQUEST_DESK})),
        ]  # fmt: skip
        for number in range(3):
            assert shown.shows(f"{number + 1}. stap {number}") and not shown.has("say-open")
            await shown.press(f"step-not-needed-{number}" if number == 1 else f"step-done-{number}")
        assert shown.shows("Niet nodig")
        await shown.press("power-battery")
        await shown.key("Enter", ctrl=True)
        await shown.until("Gezegd tegen alle punten: ")
        assert runner.query(lambda reader: reader.point_status(1)).result() is PointStatus.OPEN

    run(tmp_path, journey, "/")


def test_one_person_alone_does_not_open(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.key("Enter", ctrl=True)
        assert [one.person for one in shift(runner).people] == [LEADER]
        assert shown.shows("Wie is de tweede?") and not shown.has("say-open")
        await shown.type("shift-person", SECOND)
        await shown.key("Enter", ctrl=True)
        assert shown.has("say-open"), "without a list in the pack the point opens with two people"

    run(tmp_path, journey, "/shift/opening")


def test_a_handover_is_ticked_line_by_line_before_anybody_takes_it(tmp_path: Path) -> None:
    def much(station: Station) -> None:
        station.register_request(WATER, DESK)
        station.register_child(ChildDraft("17", LEADER, SECOND, name="Testpersoon Kind"), LEAD)
        team = station.form_team(
            TeamDraft(TeamTask.WELFARE_CHECK, names=(THIRD, "Testpersoon Vier"), brief="kijk"), LEAD
        )
        station.team_step(team, TeamStep.BRIEFED, LEAD)
        station.team_step(team, TeamStep.OUT, LEAD, minutes=60)
        station.write_message(MessageDraft("Stuur hulp", to_point=9, precedence=Precedence.FLASH), LEAD)

    async def journey(runner: Runner, shown: Window) -> None:
        await shown.until("punten nog niet afgevinkt")
        assert shown.shows("Overdracht om ")
        await shown.press("next-step")
        for text in ("met Testpersoon Leider en Testpersoon Twee", THIRD, "Stuur hulp", "Aggregaat, nog 3 uur"):
            assert shown.shows(text), text
        assert not shown.shows("Testpersoon Kind"), "what a child is called stands nowhere but on its own page"
        while any(shown.has(f"tick-{number}") for number in range(12)):
            assert not shown.has("accept-handover")
            await shown.press(next(f"tick-{number}" for number in range(12) if shown.has(f"tick-{number}")))
        await shown.press("receiver-0")
        await shown.tick("on-paper")
        await shown.key("Enter", ctrl=True)
        await shown.until(f"Overgedragen. {SECOND} leidt nu.")
        assert shift(runner).lead == SECOND and not shift(runner).flagged
        last = runner.query(lambda reader: reader.shifts()).result()[1]
        assert (last.how, last.receiver) == (ShiftEnd.HANDED_OVER, SECOND)

    run(tmp_path, journey, "/", start, much)


def test_taking_over_without_a_handover_is_three_presses_and_stays_flagged(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        for press in ("take-over", "lead-0", "why-unwell"):
            await shown.press(press)
        assert shift(runner).lead == SECOND and shift(runner).flagged
        assert shown.shows("Overgenomen zonder overdracht")
        await shown.press("to-log")
        await shown.until("De dienst is overgenomen zonder overdracht: De leider is ziek of gewond")

    run(tmp_path, journey, "/shift", start)


def test_a_voorval_is_known_at_every_screen_and_its_words_do_not_travel(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        for press in ("log-incident", "incident-aggression"):
            await shown.press(press)
        await shown.type("shift-log", "Man met hond dreigt bij de rij")
        await shown.key("Enter", ctrl=True)
        await shown.until("Het team ziet het")
        (message,) = runner.query(lambda reader: reader.messages()).result()
        assert message.text == "Voorval op ons punt: agressie of bedreiging. Meer via portofoon of koerier."
        assert (message.to_point, message.precedence) == (9, Precedence.PRIORITY)
        await shown.desk.go("/")
        await shown.rest()
        assert shown.shows("Voorval op dit punt") and shown.shows("Agressie of bedreiging")
        await shown.press("attention-0")
        await shown.press("settle-0")
        await shown.type("panel-log", "Man is weg, politie weet het")
        await shown.press("panel-record")
        assert runner.query(lambda reader: reader.open_incidents()).result() == []
        line, first = runner.query(lambda reader: reader.logbook(limit=2)).result()
        assert (first.incident, first.followed, line.about) == (IncidentKind.AGGRESSION, True, first.id)

    run(tmp_path, journey, "/shift/log", start)


def test_a_line_is_corrected_by_another_and_the_filter_finds_decisions(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.type("shift-log", "Geen kaarsen binnen")
        await shown.tick("log-significant")
        await shown.key("Enter", ctrl=True)
        await shown.press("log-note")
        await shown.type("shift-log", "De koffie is op")
        await shown.submit("shift-log")
        await shown.press("filter-decisions")
        assert shown.shows("Geen kaarsen binnen") and not shown.shows("De koffie is op")
        await shown.press("correct-0")
        await shown.type("panel-log", "Geen vuur binnen")
        await shown.press("panel-record")
        await shown.press("filter-all")
        assert shown.shows("Correctie: Geen vuur binnen") and shown.shows("Verbeterd door een latere regel.")
        kinds = [line.kind for line in runner.query(lambda reader: reader.logbook(limit=3)).result()]
        assert kinds == [LogKind.CORRECTION, LogKind.NOTE, LogKind.DECISION]

    run(tmp_path, journey, "/shift/log", start)


def test_the_point_moves_and_opens_at_the_new_place(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.key("Enter", ctrl=True)
        assert shown.shows("Typ het bericht.")
        await shown.type("shift-text", "Wij verplaatsen naar sporthal De Brug")
        await shown.key("Enter", ctrl=True)
        await shown.until("Bericht aan alle punten: ")
        assert runner.query(lambda reader: reader.point_status(1)).result() is PointStatus.RELOCATING
        assert len(runner.query(lambda reader: reader.requests(status_open=True)).result()) == 1
        await shown.key("Enter", ctrl=True)
        await shown.until("Vastgelegd: het punt is open.")
        assert runner.query(lambda reader: reader.point_status(1)).result() is PointStatus.OPEN

    run(tmp_path, journey, "/shift/move", start, lambda station: station.register_request(WATER, DESK))


def test_nothing_stays_open_in_the_night_and_at_closing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists_of_a_pack(monkeypatch, night=1, closing=1)

    async def journey(runner: Runner, shown: Window) -> None:
        await shown.press("start-list")
        await shown.press("step-done-0")
        await shown.key("Enter", ctrl=True)
        await shown.until("Het punt is dicht voor de nacht.")
        await shown.desk.go("/shift/closing")
        await shown.rest()
        assert shown.shows("Hulpvragen die open staan: 1")
        await shown.key("Enter", ctrl=True)
        await shown.until("nog 1 stap")
        await shown.press("step-done-0")
        assert not shown.has("say-closed")
        await shown.press("give")
        await shown.type("panel-receiver", "Testpersoon Gemeente")
        await shown.press("panel-record")
        (request,) = runner.query(lambda reader: reader.requests()).result()
        withdrawn = RequestStatus.CANCELLED
        runner.call(lambda station: station.change_request(request.id, withdrawn, DESK)).result()
        await shown.desk.refresh()
        await shown.rest()
        await shown.press("say-closed")
        await shown.until("Het punt is gesloten. De stukken zijn verzegeld.")
        view = runner.query(lambda reader: reader.newest_list(ListMoment.CLOSING)).result()
        assert view is not None and [(thing, who) for thing, who, _ in view.given] == [
            (Custody.RECORDS, "Testpersoon Gemeente")
        ]

    run(tmp_path, journey, "/shift/night", start, lambda station: station.register_request(WATER, DESK))


def test_every_screen_of_the_shift_has_at_most_one_button_that_stands_out(tmp_path: Path) -> None:
    paths = ("", "/log", "/handover", "/opening", "/tasks", "/night", "/closing", "/move", "/people", "/people/add",
             "/lifelines")  # fmt: skip

    async def journey(_runner: Runner, shown: Window) -> None:
        for path in paths:
            await shown.desk.go(f"/shift{path}")
            await shown.rest()
            assert len(filled(shown)) <= 1, (path, filled(shown))
            assert not shown.shows("NSP-90") and not shown.shows("Lezen"), path

    run(tmp_path, journey, "/shift", start)


def test_what_works_around_here_is_a_message_with_its_true_step(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.key("Enter", ctrl=True)
        assert shown.shows("Van minstens één: werkt het?")
        for press in ("power-down", "water-works", "mobile-limited", "gas-works", "gas-works"):
            await shown.press(press)
        await shown.key("Enter", ctrl=True)
        await shown.until("Voorzieningen. Uit: stroom. Beperkt: mobiel. Werkt: water.")
        (message,) = runner.query(lambda reader: reader.messages()).result()
        assert message.to_point == 9

    run(tmp_path, journey, "/shift/lifelines", start)


def test_the_status_of_the_point_knows_who_is_on_the_shift(tmp_path: Path) -> None:
    async def journey(_runner: Runner, shown: Window) -> None:
        await shown.until("2 van 2 mensen")
        assert [shown.find(f"point-{name}").value for name in ("staff", "visitors", "power_hours")] == ["2", "9", "3"]
        await shown.press("status-relocating")
        await shown.press("by-list")
        assert shown.desk.path == "/shift/move"

    run(tmp_path, journey, "/point", start)
