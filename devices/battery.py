# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How full the laptop's own battery is, as the operating system tells it."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class BatteryReading:
    """``percent`` 0..100; ``seconds_left`` until it is empty, None while it is charged or when nobody knows."""

    percent: int
    plugged: bool
    seconds_left: int | None = None


def read_battery() -> BatteryReading | None:
    """None on a machine without a battery, or where the system does not tell."""
    try:
        found = psutil.sensors_battery()
    except (OSError, AttributeError, NotImplementedError, psutil.Error):
        return None
    if found is None:
        return None
    seconds = found.secsleft if isinstance(found.secsleft, int) and found.secsleft > 0 else None
    plugged = bool(found.power_plugged)
    return BatteryReading(max(0, min(100, round(found.percent))), plugged, None if plugged else seconds)
