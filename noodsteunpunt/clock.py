# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only reader of the machine's time."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Two clocks: the wall's is shown and never trusted, the steady one measures."""

    def now(self) -> int:
        """Unix seconds (UTC) as this machine believes them."""
        ...

    def steady(self) -> float:
        """Seconds that never jump back; only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> int:
        """Unix seconds (UTC)."""
        return int(time.time())

    def steady(self) -> float:
        """``time.monotonic``."""
        return time.monotonic()
