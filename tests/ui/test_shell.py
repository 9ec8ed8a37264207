# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands around every screen: the top line as far as it fits, the rail or its button, keys, pictograms."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from xml.etree import ElementTree

import flet as ft
import psutil
import pytest

from devices.battery import BatteryReading, read_battery
from noodsteunpunt.domain.values import CategoryGroup
from tests.support.screen_session import window
from tests.support.screens_kit import DESK, running_station
from ui.device import Device
from ui.keys import GROUPS, SCREENS
from ui.pictograms import PATHS, svg
from ui.presenter import TopPart, fitting, top_line
from ui.presenter_words import Tone


def test_what_does_not_fit_in_the_top_line_goes_by_worth_and_the_order_stays() -> None:
    parts = (TopPart("a", "x" * 10, 3), TopPart("b", "x" * 10, 1), TopPart("c", "x" * 10, 2))
    assert fitting(parts, 1000) == parts
    assert [part.name for part in fitting(parts, 210)] == ["a", "c"]
    assert [part.name for part in fitting(parts, 1)] == ["a"]


def test_the_top_line_says_how_long_the_battery_lasts_and_warns_in_time(tmp_path: Path) -> None:
    with running_station(tmp_path) as runner:
        snapshot = runner.snapshot()

    def said(reading: BatteryReading | None) -> TopPart | None:
        return next((part for part in top_line(snapshot, 0, reading).parts if part.name == "battery"), None)

    assert said(None) is None
    full, low, charging = said(BatteryReading(63, False, 17_500)), said(BatteryReading(20, False, 3000)), None
    charging = said(BatteryReading(50, True))
    assert full is not None and low is not None and charging is not None
    assert (full.text, full.tone) == ("accu 63%, ongeveer 5 uur", Tone.PLAIN)
    assert (low.text, low.tone) == ("accu 20%, ongeveer 45 min", Tone.ATTENTION)
    assert charging.text == "accu 50%, laadt op"
    assert low.worth > full.worth > charging.worth


@pytest.mark.parametrize(
    ("system", "reading"),
    [
        (None, None),
        ((63.4, 17_500, False), BatteryReading(63, False, 17_500)),
        ((100.0, psutil.POWER_TIME_UNLIMITED, True), BatteryReading(100, True)),
        ((40.0, psutil.POWER_TIME_UNKNOWN, None), BatteryReading(40, False)),
    ],
)
def test_the_battery_is_read_as_the_system_tells_it(
    system: tuple[float, int, bool | None] | None, reading: BatteryReading | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    found = None if system is None else SimpleNamespace(percent=system[0], secsleft=system[1], power_plugged=system[2])
    monkeypatch.setattr(psutil, "sensors_battery", lambda: found, raising=False)
    assert read_battery() == reading


def test_a_system_that_tells_no_battery_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise OSError

    monkeypatch.setattr(psutil, "sensors_battery", fails, raising=False)
    assert read_battery() is None
    monkeypatch.delattr(psutil, "sensors_battery")
    assert read_battery() is None


def test_where_the_rail_has_no_room_every_screen_is_behind_one_button(tmp_path: Path) -> None:
    async def journey() -> None:
        async with window(runner, device=Device(actor=DESK), width=700, route="/helpers") as shown:
            assert shown.has("rail-now")
            assert shown.has("rail-helpers")
            assert not shown.has("rail-network")
            await shown.press("rail-more")
            await shown.press("more-network")
            assert shown.desk.path == "/network"

    with running_station(tmp_path) as runner:
        asyncio.run(journey())


def test_the_map_of_the_keys_shows_every_key_and_the_keys_do_it(tmp_path: Path) -> None:
    async def journey() -> None:
        async with window(runner, device=Device(actor=DESK)) as shown:
            await shown.key("?")
            assert shown.desk.path == "/keys"
            for _title, keys in GROUPS:
                for key in keys:
                    assert shown.shows(key.name)
            for name, key in SCREENS.items():
                await shown.key(name)
                assert shown.desk.path == key.path

    with running_station(tmp_path) as runner:
        asyncio.run(journey())


def test_a_sign_that_is_typed_in_a_field_is_no_key_of_the_screen(tmp_path: Path) -> None:
    async def journey() -> None:
        async with window(runner, device=Device(actor=DESK), route="/helpers/new") as shown:
            field = shown.find("helper-name")
            await shown.event(field, "focus", None)
            await shown.key("?")
            assert shown.desk.path == "/helpers/new"
            other = shown.find("helper-phone")
            await shown.event(other, "focus", None)
            await shown.event(field, "blur", None)
            await shown.key("?")
            assert shown.desk.path == "/helpers/new"
            await shown.event(other, "blur", None)
            await shown.key("?")
            assert shown.desk.path == "/keys"

    with running_station(tmp_path) as runner:
        asyncio.run(journey())


def test_every_pictogram_is_one_stroke_in_the_colour_that_is_asked() -> None:
    assert set(CategoryGroup) <= set(PATHS)
    for name in PATHS:
        (path,) = ElementTree.fromstring(svg(name, "#154273"))
        assert (path.get("stroke"), path.get("stroke-width"), path.get("fill")) == ("#154273", "2", "none")
        assert re.fullmatch(r"[MmLlHhVvCcSsAaZz0-9 .\-]+", str(path.get("d")))


def test_a_pictogram_says_nothing_to_a_screen_reader(tmp_path: Path) -> None:
    async def journey() -> None:
        async with window(runner, device=Device(actor=DESK)) as shown:
            pictures = [control for control in shown.controls() if isinstance(control, ft.Image)]
            assert len(pictures) >= 7
            assert all(picture.exclude_from_semantics for picture in pictures)

    with running_station(tmp_path) as runner:
        asyncio.run(journey())
