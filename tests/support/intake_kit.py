# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The intake in a window without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import flet as ft

from noodsteunpunt.domain.views import RequestDetail
from noodsteunpunt.runner import Runner
from tests.support.screen_session import Window, window
from tests.support.screens_kit import DESK
from ui.device import Device

Journey = Callable[[Window], Awaitable[None]]


def intake(runner: Runner, journey: Journey, device: Device | None = None, *, width: int = 1280) -> None:
    """Open it, and do what ``journey`` does."""

    async def run() -> None:
        device_ = device or Device(actor=DESK)
        async with window(runner, device=device_, route="/requests/new", width=width) as shown:
            await journey(shown)

    asyncio.run(run())


def recorded(runner: Runner) -> list[RequestDetail]:
    """In the order in which they came."""

    def read(reader: object) -> list[RequestDetail]:
        rows = reader.requests()  # type: ignore[attr-defined]
        found = [reader.request(row.id) for row in rows]  # type: ignore[attr-defined]
        return sorted((one for one in found if one is not None), key=lambda one: one.row.ticket)

    return runner.query(read).result()


def names(shown: Window) -> list[str]:
    """Of every control that has one."""
    return [one.identifier or "" for one in shown.controls() if isinstance(one, ft.Semantics)]
