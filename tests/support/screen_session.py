# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A window without a browser: Flet's own session, page and scheduler on a connection that encodes every message
and sends it nowhere. Controls are found and used by their semantics identifier, as in Chromium."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import fields
from typing import Any

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page, context
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    Message,
    MessageAction,
    RegisterClientResponseBody,
    configure_encode_object_for_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from noodsteunpunt.runner import Runner
from ui import app
from ui.device import Device
from ui.hub import Hub

PATIENCE = 20.0
"""Seconds that a loaded machine may take; nothing waits that long where it works."""


class SilentConnection(Connection):
    """Encodes what the client would get, and answers a method call with nothing."""

    def __init__(self, loop: asyncio.AbstractEventLoop, executor: ThreadPoolExecutor) -> None:
        super().__init__()
        self.page_url = "http://127.0.0.1/"
        self.loop, self.executor = loop, executor
        self.pubsubhub = PubSubHub(loop, executor)
        self.session: Session | None = None
        self.crashes: list[str] = []
        self.sent_bytes = 0
        self._encode = configure_encode_object_for_msgpack(BaseControl)

    def send_message(self, message: Message) -> None:
        """Encode as for the socket."""
        packed: bytes = msgpack.packb([message.action, message.body], default=self._encode)
        self.sent_bytes += len(packed)
        if message.action == MessageAction.SESSION_CRASHED:
            self.crashes.append(str(message.body))
        if message.action == MessageAction.INVOKE_METHOD:
            self.loop.call_soon(self._answer, message.body)

    def _answer(self, body: Any) -> None:
        assert self.session is not None
        self.session.handle_invoke_method_results(body.control_id, body.call_id, None, None)


class Window:
    """One browser's window. Every act waits until the screen is at rest."""

    def __init__(self, runner: Runner, hub: Hub, device: Device, width: int, route: str) -> None:
        self._width, self._route = width, route
        self._executor = ThreadPoolExecutor(1)
        self.connection = SilentConnection(asyncio.get_running_loop(), self._executor)
        self.session = Session(self.connection)
        self.connection.session = self.session
        self.page = self.session.page
        self._app = app.Window(self.page, runner, hub, device)
        self.desk = self._app.desk

    async def open(self) -> None:
        """As the server does for a browser that introduces itself."""
        self.session.apply_page_patch({"route": self._route, "width": self._width, "height": 800, "web": True})
        answer = RegisterClientResponseBody(
            session_id=self.session.id, page_patch=self.session.get_page_patch(), error=""
        )
        self.connection.send_message(Message(MessageAction.REGISTER_CLIENT, answer))

        async def begin() -> None:
            _context_page.set(self.page)
            context.reset_auto_update()
            await self._app.start()
            await self.session.after_event(self.page)

        await asyncio.create_task(begin())
        _context_page.set(self.page)  # for tests that call a handler without Flet's dispatch
        await self.rest()

    async def rest(self) -> None:
        """Until the data of the path is read and drawn."""
        async with asyncio.timeout(PATIENCE):
            while self.desk.reading:
                await asyncio.sleep(0.005)
        for _turn in range(20):
            await asyncio.sleep(0)
        assert self.connection.crashes == []

    def controls(self) -> Iterator[BaseControl]:
        """Everything in the window, outside in."""
        yield from tree(self.page.views)

    def texts(self) -> list[str]:
        """Every word that is shown, with the labels, errors and helps of fields."""
        return texts_of(self.controls())

    def shows(self, text: str) -> bool:
        """Is it part of anything that is shown?"""
        return any(text in shown for shown in self.texts())

    async def until(self, text: str) -> None:
        """Wait for a word that comes from another thread."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not self.shows(text):
            assert asyncio.get_running_loop().time() < end, (text, self.texts())
            await asyncio.sleep(0.01)

    def find(self, identifier: str) -> Any:
        """The control inside the semantics of that name."""
        found = [
            control.content
            for control in self.controls()
            if isinstance(control, ft.Semantics) and control.identifier == identifier
        ]
        assert found, f"no {identifier}; {self.texts()}"
        return found[0]

    def has(self, identifier: str) -> bool:
        """Is there such a control?"""
        return any(isinstance(one, ft.Semantics) and one.identifier == identifier for one in self.controls())

    async def press(self, identifier: str) -> None:
        """A click."""
        control = self.find(identifier)
        assert not control.disabled
        await self.event(control, "tap" if isinstance(control, ft.GestureDetector) else "click", None)

    async def type(self, identifier: str, text: str) -> None:
        """The client patches the value and tells of the change."""
        field = self.find(identifier)
        assert isinstance(field, ft.TextField)
        self.session.apply_patch(field._i, {"value": text})
        await self.event(field, "change", text)

    async def tick(self, identifier: str) -> None:
        """A press on a check box: the client patches the value and tells of the change."""
        box = self.find(identifier)
        self.session.apply_patch(box._i, {"value": not box.value})
        await self.event(box, "change", box.value)

    async def submit(self, identifier: str) -> None:
        """Enter in a field."""
        await self.event(self.find(identifier), "submit", None)

    async def key(self, key: str, *, ctrl: bool = False) -> None:
        """A key that no field took."""
        data = {"key": key, "shift": False, "ctrl": ctrl, "alt": False, "meta": False}
        await self.event(self.page, "keyboard_event", data)

    async def event(self, control: BaseControl, name: str, data: Any) -> None:
        """Through Flet's own dispatch, in a task of its own as on the server."""
        await asyncio.create_task(self.session.dispatch_event(control._i, name, data))
        await self.rest()


def tree(node: Any) -> Iterator[BaseControl]:
    """Every control under ``node``, each once."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list | tuple):
            waiting += reversed(one)
        elif isinstance(one, dict):
            waiting += reversed(list(one.values()))
        elif isinstance(one, ft.Component) and id(one) not in seen:
            seen.add(id(one))
            waiting.append(one._b)
        elif isinstance(one, BaseControl) and id(one) not in seen:
            seen.add(id(one))
            yield one
            names = [each.name for each in fields(one) if each.name not in {"_parent", "data"}]
            waiting += reversed([getattr(one, name, None) for name in names])


def texts_of(controls: Iterator[BaseControl]) -> list[str]:
    """What the controls say."""
    found: list[str] = []
    for control in controls:
        if isinstance(control, ft.Text):
            found.append(control.value)
        for name in ("label", "content"):
            value = getattr(control, name, None)
            if isinstance(value, str):
                found.append(value)
    return found


@asynccontextmanager
async def window(
    runner: Runner, *, device: Device | None = None, width: int = 1280, route: str = "/"
) -> AsyncIterator[Window]:
    """A connected window on a running station."""
    hub = Hub(runner)
    hub.open()
    shown = Window(runner, hub, device or Device(), width, route)
    try:
        await shown.open()
        yield shown
    finally:
        shown.session.close()
        await asyncio.sleep(0)
        hub.close()
        shown.connection.executor.shutdown()
