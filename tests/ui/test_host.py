# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The socket of a window whose browser leaves."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgpack
import uvicorn
from flet.messaging.protocol import Message, MessageAction
from flet_web.fastapi.flet_app_manager import app_manager
from uvicorn.server import ServerState
from websockets.protocol import State

from tests.support.screen_driver import watched
from tests.support.screens_kit import running_station
from ui.app import Screens
from ui.host import WatchedSocket, WindowApp, until_gone
from ui.hub import Hub
from ui.server import Goodbye

SCOPE = {"type": "websocket", "path": "/ws", "headers": [], "query_string": b"", "client": ("127.0.0.1", 1)}
PAGE = {"route": "/", "width": 1280, "height": 640, "web": True}
REGISTER = [MessageAction.REGISTER_CLIENT.value, {"session_id": None, "page_name": "", "page": PAGE}]


def test_a_window_whose_browser_leaves_in_the_middle_of_a_message_is_let_go_of(tmp_path: Path) -> None:
    async def journey() -> None:
        hub, here = Hub(runner), asyncio.Event()
        messages: list[dict[str, Any]] = [
            {"type": "websocket.connect"},
            {"type": "websocket.receive", "bytes": b"\0" + msgpack.packb(REGISTER)},
        ]
        lost = 0

        async def receive() -> dict[str, Any]:
            if messages:
                return messages.pop(0)
            while not hub.devices():
                await asyncio.sleep(0.005)
            here.set()
            for text in ("one", "two"):
                windows[-1].desk.complain(text)
                while lost == 0:
                    await asyncio.sleep(0.005)
            return {"type": "websocket.disconnect", "code": 1001}

        async def send(message: Any) -> None:
            nonlocal lost
            if here.is_set() and message["type"] == "websocket.send":
                lost += 1
                raise OSError("closing")

        loop = asyncio.get_running_loop()
        hub.open()
        screens = Screens(runner, hub)
        handler = WindowApp(loop, app_manager.executor, screens.start, None, session_timeout_seconds=600)
        socket = WatchedSocket(SCOPE, receive, send)
        await until_gone(loop.create_task(handler.handle(socket)), socket)
        assert lost == 1, "nothing more is sent to who is gone"
        assert hub.devices() == frozenset()
        handler.send_message(Message(MessageAction.PATCH_CONTROL, None))
        hub.close()

    with running_station(tmp_path) as runner, watched() as windows:
        asyncio.run(journey())


def test_the_server_ends_while_a_browser_says_goodbye() -> None:
    class Wire(asyncio.Transport):
        closed = False

        def close(self) -> None:
            self.closed = True

    async def nothing(_scope: Any, _receive: Any, _send: Any) -> None:
        """No program behind it."""

    async def ends() -> None:
        config = uvicorn.Config(nothing, ws=Goodbye)
        config.load()
        one, wire = Goodbye(config, ServerState(), {}), Wire()
        one.transport, one.handshake_complete = wire, True  # type: ignore[assignment]
        one.conn.state = State.CLOSING
        one.shutdown()
        assert wire.closed

    asyncio.run(ends())
