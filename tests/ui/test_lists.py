# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long lists: every row can be reached, and a window holds no more for a thousand rows than for a hundred."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import flet as ft
import pytest

from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.values import Category, Priority
from noodsteunpunt.runner import Runner
from noodsteunpunt.station import Station
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from ui.device import Device
from ui.screen_data import CHUNK, WINDOW
from ui.views.lists import window_start

MANY = 120


def register(runner: Runner, count: int) -> None:
    def all_of_them(station: Station) -> None:
        for number in range(count):
            draft = RequestDraft(Category.WATER, Priority.P3, postcode=str(1000 + number))
            station.register_request(draft, DESK)

    runner.call(all_of_them).result()


def list_in(shown: Window) -> ft.ListView:
    return next(control for control in shown.controls() if isinstance(control, ft.ListView))


def rows_in(shown: Window) -> set[str]:
    semantics = [control for control in shown.controls() if isinstance(control, ft.Semantics)]
    return {one.identifier for one in semantics if (one.identifier or "").startswith("request-KB")}


async def scroll(shown: Window, row: int) -> None:
    shown_list = list_in(shown)
    assert shown_list.item_extent is not None
    assert shown_list.on_scroll is not None
    await shown_list.on_scroll(SimpleNamespace(pixels=row * shown_list.item_extent / CHUNK))  # type: ignore[call-arg,arg-type,misc]
    await shown.rest()


def test_every_row_is_reached_and_no_more_are_held_than_fit_around_the_screen(tmp_path: Path) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests") as shown:
            assert len(list_in(shown).controls) == MANY / CHUNK
            seen, held = rows_in(shown), []
            for row in range(0, MANY, CHUNK):
                await scroll(shown, row)
                seen |= rows_in(shown)
                held.append(len(list(shown.controls())))
                assert len(rows_in(shown)) <= WINDOW
            assert len(seen) == MANY
            assert max(held) - min(held) < 20, "what a window holds must not grow"
            await shown.type("search", "1119")
            await shown.submit("search")
            assert len(rows_in(shown)) == 1

    with running_station(tmp_path) as runner:
        register(runner, MANY)
        asyncio.run(journey(runner))


def test_what_is_typed_in_the_search_field_survives_a_redraw(tmp_path: Path) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests") as shown:
            await shown.type("search", "10")
            await shown.desk.refresh()
            await shown.rest()
            assert shown.find("search").value == "10"

    with running_station(tmp_path) as runner:
        register(runner, 2)
        asyncio.run(journey(runner))


@pytest.mark.parametrize(
    ("pixels", "total", "first"),
    [(-50, 100, 0), (0, 100, 0), (1999, 100, 0), (2000, 100, 20), (9999, 200, 120), (99999, 190, 120), (99999, 3, 0)],
)
def test_the_window_starts_a_chunk_above_the_screen_and_ends_with_the_list(pixels: int, total: int, first: int) -> None:
    assert (CHUNK, WINDOW) == (20, 80)
    assert window_start(pixels, 1000, total) == first
