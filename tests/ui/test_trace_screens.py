# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Ik zoek mijn vader* on screens: who asks, two who look after the leader's word, the police after the agreed time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from noodsteunpunt.clock import Clock, SystemClock
from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.values import Actor, Category, Priority, RequestStatus
from noodsteunpunt.domain.views import RequestRow
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.screen_session import Window, window
from tests.support.screens_kit import MovingClock, running_station
from tests.support.station_kit import POINTS
from tests.ui.test_children_screens import LEAD, OTHER, SECOND, go, start
from tests.ui.test_shift_screens import filled
from ui.data_trace import TraceData, read_trace
from ui.device import Device
from ui.seen import visible

FATHER = RequestDraft(
    Category.TRACING, Priority.P2, place_words="kanaal", name="Testpersoon Dochter", remarks="Gezocht: vader, 82",
    come_back_minutes=120,
)  # fmt: skip
Journey = Callable[[Runner, Window], Awaitable[None]]


def run(
    folder: Path, journey: Journey, route: str, *before: Callable[[Station], object], actor: Actor = LEAD,
    clock: Clock | None = None,
) -> None:  # fmt: skip
    async def opened(runner: Runner) -> None:
        async with window(runner, device=Device(actor=actor), route=route) as shown:
            await journey(runner, shown)

    enrolments = demo_enrolments(POINTS, SystemClock().now() - 3600)
    with running_station(folder, enrolments=enrolments, clock=clock) as runner:
        runner.call(start).result()
        for act in before:
            runner.call(act).result()
        asyncio.run(opened(runner))


def asked(station: Station) -> None:
    station.register_request(FATHER, LEAD)


def row_of(runner: Runner) -> RequestRow:
    (row,) = runner.query(lambda reader: reader.requests()).result()
    return row


def trace_of(runner: Runner) -> TraceData:
    return runner.query(lambda reader: read_trace(reader, row_of(runner).id, runner.now())).result()


def test_from_the_intake_to_who_is_missing(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await shown.press("danger-no")
        await shown.type("request-what", "vermist")
        await shown.submit("request-what")
        await shown.press("trace-go-on")
        await shown.key("Enter", ctrl=True)
        assert shown.shows("Wie is kwijt? Zeg een naam, of hoe iemand eruitziet.")
        await shown.type("trace-sought", "vader, 82, licht dement")
        await shown.type("trace-seen", "wandelt bij het kanaal")
        await shown.type("trace-seeker", "Testpersoon Dochter")
        await shown.type("trace-police", "over 1 uur")
        await shown.key("Enter", ctrl=True)
        row = row_of(runner)
        assert (row.category, row.priority, row.callback_only) == (Category.TRACING, Priority.P2, True)
        assert row.callback_at is not None and 3500 < row.callback_at - runner.now() <= 3600
        assert shown.desk.path == f"/trace/{row.id}" and filled(shown) == ["trace-next"]
        await go(shown, "/")
        assert shown.has(f"trace-{row.ticket}") and not shown.shows("Dochter") and not shown.shows("dement")

    run(tmp_path, journey, "/requests/new")


def test_two_look_after_the_word_of_the_leader(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await go(shown, f"/trace/{row_of(runner).id}")
        await shown.press("trace-next")
        await shown.press("first-0")
        await shown.type("panel-brief", "langs het pad, niet het water in")
        await shown.press("panel-record")
        assert trace_of(runner).teams == (), "one alone does not go, and not without a reason"
        await shown.press("second-0")
        await shown.press("why-0")
        await shown.press("panel-record")
        team = trace_of(runner).outside
        assert team is not None and SECOND in team.people and team.area == "kanaal"
        assert filled(shown) == ["trace-next"] and shown.shows("kijken nu, terug om")
        await shown.press("trace-next")
        await shown.press("panel-record")
        assert trace_of(runner).outside is not None, "first what they tell"
        await shown.press("found-yes")
        await shown.type("panel-words", "zat op de bank bij de sluis")
        await shown.press("panel-record")
        assert row_of(runner).status is RequestStatus.SOLVED and trace_of(runner).outside is None
        assert shown.shows("Vertel het aan wie vroeg")

    run(tmp_path, journey, "/", asked)


def test_who_does_not_lead_asks_the_leader(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        await go(shown, f"/trace/{row_of(runner).id}")
        assert shown.shows("De leider laat twee mensen kijken.")
        await shown.press("trace-next")
        assert shown.desk.device.actor is None and trace_of(runner).teams == ()

    run(tmp_path, journey, "/", asked, actor=OTHER)


def test_after_the_agreed_time_it_is_the_police(tmp_path: Path) -> None:
    clock = MovingClock()

    def late(station: Station) -> None:
        asked(station)
        clock.ahead = 121 * 60

    async def journey(runner: Runner, shown: Window) -> None:
        assert shown.shows("De afgesproken tijd is voorbij. Nu de politie."), shown.texts()
        await go(shown, f"/trace/{row_of(runner).id}")
        assert filled(shown) == ["trace-next"]
        await shown.press("trace-next")
        await shown.type("panel-words", "bureau, wijkagent")
        await shown.press("panel-record")
        assert trace_of(runner).at_police and shown.shows("De politie zoekt verder.")

    run(tmp_path, journey, "/", late, clock=clock)


def test_a_role_that_needs_no_names_reads_none(tmp_path: Path) -> None:
    async def journey(runner: Runner, shown: Window) -> None:
        bare = visible(trace_of(runner), lambda _area: False)
        assert isinstance(bare, TraceData) and "Dochter" not in repr(bare) and "vader" not in repr(bare)
        assert shown.shows("Iemand is kwijt.")

    run(tmp_path, journey, "/", asked)
