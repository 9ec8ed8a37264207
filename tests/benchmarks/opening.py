# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``python -m tests.benchmarks.opening``: what a leader waits for the machine in an opening by a list of 25 steps, from
the first shift to *wij zijn open*; a window without a browser, real station and store. Bound: 60 s."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import pytest

from noodsteunpunt.domain.rules_shift import MOST_STEPS
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.runner import Runner
from tests.support.point_kit import lists_of_a_pack
from tests.support.screen_session import window
from tests.support.screens_kit import running_station
from ui.device import Device

BOUND = 60.0
LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)


async def opened(runner: Runner) -> float:
    """Seconds that every press together took to be recorded and drawn."""
    async with window(runner, device=Device(actor=LEAD), route="/shift/opening") as shown:
        began = time.monotonic()
        await shown.type("shift-person", "Testpersoon Twee")
        await shown.key("Enter", ctrl=True)
        for number in range(MOST_STEPS):
            await shown.press(f"step-done-{number}")
        await shown.press("power-battery")
        await shown.key("Enter", ctrl=True)
        await shown.until("Gezegd tegen alle punten: ")
        return time.monotonic() - began


def main() -> int:
    """Exit status 1 above the bound."""
    patch = pytest.MonkeyPatch()
    lists_of_a_pack(patch, opening=MOST_STEPS)
    with tempfile.TemporaryDirectory() as folder, running_station(Path(folder)) as runner:
        took = asyncio.run(opened(runner))
    patch.undo()
    print(f"opening: {MOST_STEPS} steps in {took:.1f} s of the machine, bound {BOUND:.0f} s")
    return int(took > BOUND)


if __name__ == "__main__":
    sys.exit(main())
