# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person types or presses while the screen is being drawn: it is not lost, and lands nowhere else."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import flet as ft

from tests.support.screen_session import window
from tests.support.screens_kit import COORDINATOR, DESK, Story, running_station
from ui.device import Device

USED = (ft.TextField, ft.FilledButton)
ROUTES = ("/helpers/new", "/point", "/requests/new", "/helpers/new", "/", "/requests", "/helpers", "/board")


def test_a_redraw_between_a_letter_and_its_event_takes_nothing_back(tmp_path: Path) -> None:
    async def journey() -> None:
        async with window(runner, device=Device(actor=DESK), route="/helpers/new") as shown:
            field, tick = shown.find("helper-name"), shown.find("helper-vehicle")
            shown.session.apply_patch(field._i, {"value": "Testpersoon Twee"})
            shown.session.apply_patch(tick._i, {"value": True})
            shown.desk.redraw()
            await shown.rest()
            assert shown.find("helper-name").value == "Testpersoon Twee"
            await shown.event(field, "change", "Testpersoon Twee")
            await shown.event(tick, "change", True)
            assert shown.desk.device.helper.texts["name"] == "Testpersoon Twee"
            assert shown.desk.device.helper.vehicle

    with running_station(tmp_path) as runner:
        asyncio.run(journey())


def test_a_press_or_a_letter_under_way_does_not_land_on_another_screen(story: Story) -> None:
    async def journey() -> None:
        async with window(runner, device=Device(actor=COORDINATOR)) as shown:
            seen: dict[int, str | None] = {}
            for route in ROUTES:
                await shown.desk.go(route)
                await shown.rest()
                for control in shown.controls():
                    if isinstance(control, ft.Semantics) and isinstance(control.content, USED):
                        assert seen.setdefault(control.content._i, control.identifier) == control.identifier
                    siblings = getattr(control, "controls", None)
                    if isinstance(siblings, list):
                        keys = [one.key for one in siblings if one.key is not None]
                        assert len(keys) == len(set(keys)), "Flutter stops drawing"

    with story.station(9) as runner:
        asyncio.run(journey())


def test_a_field_stays_the_same_whatever_appears_above_it(tmp_path: Path) -> None:
    """A field made anew loses the focus, and with it the letters that are under way."""

    async def journey() -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests/new") as shown:
            what = ("group-power", "category-charging", "change-category")
            names = ("request-place", "request-deadline", "request-note", "request-remarks")
            before = [shown.find(name)._i for name in names]
            shown.desk.complain("NSP-901")
            for name in ("danger-no", "save-request", *what, "priority-P3"):
                await shown.press(name)
                assert [shown.find(name)._i for name in names] == before, name

    with running_station(tmp_path) as runner:
        asyncio.run(journey())


def test_what_was_recorded_does_not_close_what_was_opened_after_it(tmp_path: Path) -> None:
    async def journey() -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests") as shown:
            acts, gate = shown.desk.acts, threading.Event()
            first = shown.desk.open_panel("hand-over")
            runner.call(lambda _station: gate.wait(20))
            recording = asyncio.create_task(acts.from_panel(lambda _station, _actor: None))
            await asyncio.sleep(0)
            assert shown.desk.panel is first, "open until it is recorded"
            shown.desk.open_panel("promise")
            gate.set()
            await recording
            assert shown.desk.panel.name == "promise"
            await acts.from_panel(lambda _station, _actor: None)
            assert shown.desk.panel.name == ""

    with running_station(tmp_path) as runner:
        asyncio.run(journey())
