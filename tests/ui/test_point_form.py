# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The status of this point: what can be said now is offered, and a point that opened can close again."""

from __future__ import annotations

import asyncio
from pathlib import Path

from noodsteunpunt.domain.values import Actor, PointStatus, Role
from noodsteunpunt.runner import Runner
from tests.support.screen_session import PATIENCE, Window, window
from tests.support.screens_kit import DESK, running_station
from ui.device import Device

LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)


async def says(shown: Window, status: PointStatus) -> None:
    """Fill in the form and save it."""
    await shown.desk.go("/point")
    await shown.rest()
    await shown.press(f"status-{status}")
    await shown.press("power-grid")
    await shown.type("point-staff", "2")
    await shown.press("save-point")


async def told(shown: Window, status: PointStatus) -> None:
    """Until the screens know it: they hear of a change a moment after it is durable."""
    async with asyncio.timeout(PATIENCE):
        while shown.desk.snapshot.point_status is not status:
            await asyncio.sleep(0.01)


def offered(shown: Window) -> set[PointStatus]:
    return {status for status in PointStatus if shown.has(f"status-{status}")}


def last(runner: Runner) -> PointStatus | None:
    return runner.snapshot().point_status


def test_from_opening_to_closing_only_what_can_be_said_is_offered(tmp_path: Path) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/point") as shown:
            assert PointStatus.OPEN in offered(shown)
            assert not offered(shown) & {PointStatus.NIGHT_CLOSED, PointStatus.CLOSED}
            for status in (PointStatus.OPEN, PointStatus.CLOSING, PointStatus.CLOSED):
                await says(shown, status)
                await shown.until("Vastgelegd: de status van dit punt.")
                await told(shown, status)
            await shown.desk.go("/point")
            await shown.rest()
            assert offered(shown) == {PointStatus.STANDBY, PointStatus.ACTIVATING, PointStatus.CLOSED}

    with running_station(tmp_path) as runner:
        asyncio.run(journey(runner))


def test_where_a_shift_works_the_point_closes_by_the_list(tmp_path: Path) -> None:
    async def journey(runner: Runner) -> None:
        runner.call(lambda station: station.open_shift("Testpersoon Leider", LEAD)).result()
        async with window(runner, device=Device(actor=DESK), route="/point") as shown:
            for status in (PointStatus.OPEN, PointStatus.CLOSING):
                await says(shown, status)
                await told(shown, status)
            await says(shown, PointStatus.CLOSED)
            assert shown.shows("Sluit het punt met de sluitlijst")
            assert last(runner) is PointStatus.CLOSING
            await shown.press("by-list")
            assert shown.desk.path == "/shift/closing" and shown.shows("Eerst dit afhandelen")

    with running_station(tmp_path) as runner:
        asyncio.run(journey(runner))
