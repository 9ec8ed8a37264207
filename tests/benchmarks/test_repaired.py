# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a repaired laptop waits for, small."""

from __future__ import annotations

from devices.lora import Preset
from tests.benchmarks.repaired import joining


def test_what_is_open_is_there_before_the_rest_and_sooner_than_without() -> None:
    told = {
        snapshot: joining(24, Preset.MEDIUM_FAST, 0.2, 1, points=4, hours=16, snapshot=snapshot, town=False)
        for snapshot in (True, False)
    }
    assert told[True]["own"] < told[True]["all"] / 2 and told[True]["own"] <= told[True]["said"]
    assert told[True]["own"] < told[False]["own"] / 2 and "said" not in told[False]
