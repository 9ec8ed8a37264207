# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A group that splits, and a badge for each of it."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from noodsteunpunt.domain.drafts import HelperDraft
from noodsteunpunt.domain.people import HelperCheck
from noodsteunpunt.domain.values import HelperStatus, Skill
from noodsteunpunt.domain.values_people import Clearance, Identity, Vog
from noodsteunpunt.domain.views import HelperRow
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.runner import Runner
from tests.support.clearance_kit import LEADER
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK, running_station
from ui.device import Device
from ui.presenter_helper_care import helper_sheet
from ui.printing import _html

STUDENTS = HelperDraft(frozenset({Skill.LIFTING}), "3551", group_size=6, name="Testpersoon Groep")


def visit(runner: Runner, route: str, journey: Callable[[Window], Awaitable[None]], device: Device) -> None:
    async def run() -> None:
        async with window(runner, device=device, route=route) as shown:
            await journey(shown)

    asyncio.run(run())


def rows(runner: Runner) -> list[HelperRow]:
    return runner.query(lambda reader: reader.helpers()).result()


def test_a_group_splits_in_two_that_hold_what_was_seen_of_it(tmp_path: Path) -> None:
    check = HelperCheck(Identity.SHOWN, Vog.NONE, frozenset({Clearance.PUBLIC_AREA, Clearance.HOME_VISIT}))

    async def split(shown: Window) -> None:
        await shown.press("helper-split")
        await shown.type("panel-people", "6")
        await shown.press("panel-record")
        await shown.until("Minstens één, en minstens één blijft.")
        await shown.type("panel-people", "2")
        await shown.press("panel-record")
        await shown.until("blijft bij elkaar")

    with running_station(tmp_path) as runner:
        made = runner.call(lambda station: station.register_helper(STUDENTS, DESK)).result()
        runner.call(lambda station: station.check_helper(made.id, check, LEADER)).result()
        visit(runner, f"/helpers/{made.id}", split, Device(actor=DESK))
        sizes = {row.group_size: row for row in rows(runner) if row.status is not HelperStatus.OFF_DUTY}
        assert set(sizes) == {2, 4}
        for row in sizes.values():
            seen = runner.query(lambda reader, row=row: reader.helper_check(row.id)).result()  # type: ignore[misc]
            assert seen == check
        with pytest.raises(RuleViolation, match="helper_taken"):
            runner.call(lambda station: station.split_group(made.id, 1, DESK)).result()
        sheet = runner.call(lambda station: helper_sheet(station, sizes[4].id, 0)).result()
        assert sheet is not None
        page = html.unescape(_html(sheet))
        assert page.count('<svg class="qr"') == 4
        assert "Testpersoon" not in page, "a group's badge has room for a name, and none in it"
        assert f"{sizes[4].ticket}  3 van 4" in page
