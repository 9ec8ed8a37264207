# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever fails behind a screen: no handler raises, the person reads a sentence with a code, what was typed stays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import flet as ft
import pytest

from noodsteunpunt.runner import Runner, RunnerStopped
from noodsteunpunt.store.errors import StoreError
from tests.support.screen_session import Window, window
from tests.support.screens_kit import COORDINATOR, DESK, Story, running_station
from ui.device import Device

SCREENS = ("/", "/requests", "/requests/new", "/helpers", "/helpers/new", "/board", "/network", "/point", "/display")
SECRET = "achter de kerk bij Testpersoon"


def broken(error: Exception) -> Callable[[Any], Future[Any]]:
    """A station that fails at everything it is asked."""

    def answer(_asked: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(error)
        return future

    return answer


def break_down(runner: Runner, patch: pytest.MonkeyPatch, error: Exception) -> None:
    patch.setattr(runner, "call", broken(error))
    patch.setattr(runner, "query", broken(error))


def paths(runner: Runner) -> list[str]:
    requests = runner.query(lambda reader: reader.requests()).result()
    helpers = runner.query(lambda reader: reader.helpers()).result()
    fixed = ["/", "/requests", "/requests/new", "/helpers", "/helpers/new", "/board", "/network", "/point", "/display"]
    return [
        *fixed,
        *(f"/requests/{row.id}" for row in requests),
        *(f"/helpers/{row.id}" for row in helpers),
        "/nothing",
    ]


def handlers(shown: Window) -> list[tuple[str, Any]]:
    found = []
    for control in shown.controls():
        for name in (each.name for each in fields(control)):
            handler = getattr(control, name, None)
            if name.startswith("on_") and callable(handler):
                found.append((f"{type(control).__name__}.{name}", (control, handler)))
    return found


@pytest.mark.parametrize(("point", "error"), [(1, RuntimeError(SECRET)), (9, StoreError("disk"))], ids=["bug", "disk"])
def test_no_handler_of_any_screen_raises(
    story: Story, point: int, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = COORDINATOR if point == 9 else DESK

    async def every_handler(runner: Runner) -> int:
        count = 0
        for path in paths(runner):
            async with window(runner, device=Device(actor=actor), route=path) as shown:
                with monkeypatch.context() as patch:
                    break_down(runner, patch, error)
                    for _name, (control, handler) in handlers(shown):
                        event = SimpleNamespace(
                            control=control, key="F4", ctrl=False, alt=False, meta=False, route="/", pixels=10.0
                        )
                        await handler(event)
                        count += 1
                await shown.rest()
        return count

    with story.station(point) as runner:
        assert asyncio.run(every_handler(runner)) > 150


def test_a_bug_while_saving_keeps_what_was_typed_and_logs_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests/new") as shown:
            await shown.press("group-power")
            await shown.press("category-medical_power")
            await shown.type("request-place_words", SECRET)
            await shown.press("priority-P1")
            with monkeypatch.context() as patch:
                break_down(runner, patch, RuntimeError(SECRET))
                await shown.press("save-request")
            assert shown.shows("NSP-901")
            assert shown.find("request-place_words").value == SECRET
            await shown.press("save-request")
            assert shown.has("recorded")
            assert not shown.shows("NSP-901")

    with running_station(tmp_path) as runner, caplog.at_level(logging.INFO):
        asyncio.run(journey(runner))
        assert len(runner.query(lambda reader: reader.requests()).result()) == 1
    assert "RuntimeError at " in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("error", "code"),
    [(RuntimeError("x"), "NSP-901"), (StoreError("x"), "NSP-209"), (RunnerStopped(), "NSP-501")],
    ids=["bug", "disk", "closing"],
)
def test_a_screen_that_cannot_be_read_says_so_and_can_be_tried_again(
    story: Story, error: Exception, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK)) as shown:
            with monkeypatch.context() as patch:
                break_down(runner, patch, error)
                await shown.press("rail-requests")
                assert shown.has("failed")
                assert shown.shows(code)
            await shown.press("try-again")
            assert shown.has("request-KB-A001-3")
            assert not shown.shows(code)

    with story.station(1) as runner:
        asyncio.run(journey(runner))


def test_a_view_that_cannot_be_drawn_leaves_the_rail(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*_anything: object, **_more: object) -> ft.Control:
        raise ZeroDivisionError

    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK)) as shown:
            with monkeypatch.context() as patch:
                patch.setattr("ui.screens.network_view", cannot)
                await shown.press("rail-network")
                assert shown.shows("NSP-902")
            await shown.press("first-screen")
            assert shown.has("new-request")

    with story.station(1) as runner:
        asyncio.run(journey(runner))


def test_what_flet_itself_gives_up_is_said_as_well(tmp_path: Path) -> None:
    async def journey(runner: Runner) -> None:
        async with window(runner, device=Device(actor=DESK), route="/requests/new") as shown:

            async def raw(_event: Any) -> None:
                raise ValueError(SECRET)

            shown.page.on_resize = raw
            await shown.event(shown.page, "resize", {"width": 800.0, "height": 600.0})
            assert shown.shows("NSP-901")

    with running_station(tmp_path) as runner:
        asyncio.run(journey(runner))
