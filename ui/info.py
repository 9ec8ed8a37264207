# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person does in the reader: types, chooses, counts a question that had no answer. No Flet here."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from noodsteunpunt.speech import Speech
from ui.desk import Desk
from ui.presenter_info import CardPage

SEARCH_PAUSE = 0.12
"""Seconds without a key after which a search begins: shorter than a person sees, longer than two letters."""
_LONGEST = 80

speech = Speech()
"""Of this machine: there is one loudspeaker."""

_waiting: dict[int, asyncio.TimerHandle] = {}
_running: set[asyncio.Task[None]] = set()


def typed(desk: Desk, text: str) -> None:
    """Search for it when the keys pause."""
    desk.typed_search = text
    key = id(desk)
    if key in _waiting:
        _waiting.pop(key).cancel()
    loop = asyncio.get_running_loop()
    _waiting[key] = loop.call_later(SEARCH_PAUSE, _search, desk)


def _search(desk: Desk) -> None:
    _waiting.pop(id(desk), None)

    async def search() -> None:
        if desk.path.split("?")[0] == "/information":
            await desk.search(desk.typed_search)

    task = asyncio.get_running_loop().create_task(desk.attempt(search))
    _running.add(task)
    task.add_done_callback(_running.discard)


async def begin(desk: Desk, text: str) -> None:
    """From the first screen: the reader, with this in its search field."""
    await desk.go("/information")
    desk.typed_search = text[:_LONGEST]
    await desk.search(desk.typed_search)


async def choose_scenario(desk: Desk, scenario: str) -> None:
    """Only cards of this scenario; the same one again shows all."""
    chosen = "" if desk.filter.scenario == scenario else scenario
    desk.filter = replace(desk.filter, scenario=chosen, first=0)
    await desk.refresh()


def choose_language(desk: Desk, language: str) -> None:
    """The language to read in, for this browser."""
    desk.device.info.language = language
    desk.redraw()


def choose_beside(desk: Desk, language: str) -> None:
    """A second language beside the first; the same one again takes it away."""
    info = desk.device.info
    info.beside = "" if info.beside == language else language
    desk.redraw()


def switch_large(desk: Desk) -> None:
    """Large print on and off."""
    desk.device.info.large = not desk.device.info.large
    desk.redraw()


async def read_aloud(page: CardPage) -> None:
    """On the loudspeaker of this machine."""
    await asyncio.to_thread(speech.say, page.spoken(), page.language)


async def be_silent() -> None:
    """Stops reading."""
    await asyncio.to_thread(speech.stop)
