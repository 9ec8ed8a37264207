# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the station's thread to every window, and the one tick a minute that lets ages grow and reads the battery."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from dataclasses import dataclass

from devices.battery import BatteryReading, read_battery
from noodsteunpunt.domain.views import Snapshot
from noodsteunpunt.runner import Runner
from ui.selfcheck import ReliefCount

_MINUTE = 60


@dataclass(slots=True)
class _Window:
    loop: asyncio.AbstractEventLoop
    context: contextvars.Context
    refresh: Callable[[], None]
    device: str


class Hub:
    """Windows attach while they are connected: nothing is drawn for a browser that is not there."""

    def __init__(self, runner: Runner, read: Callable[[], BatteryReading | None] = read_battery) -> None:
        self.battery: BatteryReading | None = None
        self._runner = runner
        self._read_battery = read
        self.relief = ReliefCount()
        self._windows: dict[str, _Window] = {}
        self._unsubscribe: Callable[[], None] | None = None
        self._tick: asyncio.TimerHandle | None = None

    def open(self) -> None:
        """Begin; called on the event loop."""
        self.battery = self._read_battery()
        self._unsubscribe = self._runner.subscribe(self._published)
        self._schedule(asyncio.get_running_loop())

    def close(self) -> None:
        """Stop listening. Idempotent."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._tick is not None:
            self._tick.cancel()
            self._tick = None

    def attach(self, key: str, refresh: Callable[[], None], device: str = "") -> None:
        """``refresh`` runs on the current loop, in the current context, whenever something changed."""
        self._windows[key] = _Window(asyncio.get_running_loop(), contextvars.copy_context(), refresh, device)

    def devices(self) -> frozenset[str]:
        """Whose windows are open now."""
        return frozenset(window.device for window in self._windows.values())

    def detach(self, key: str) -> None:
        """The browser went away."""
        self._windows.pop(key, None)

    def _published(self, _snapshot: Snapshot) -> None:
        self._refresh_all()

    def _refresh_all(self) -> None:
        for window in list(self._windows.values()):
            if not window.loop.is_closed():
                window.loop.call_soon_threadsafe(window.refresh, context=window.context)

    def _schedule(self, loop: asyncio.AbstractEventLoop) -> None:
        wait = _MINUTE - self._runner.now() % _MINUTE
        self._tick = loop.call_later(wait, self._minute, loop)

    def _minute(self, loop: asyncio.AbstractEventLoop) -> None:
        self.battery = self._read_battery()
        self._refresh_all()
        self._schedule(loop)
