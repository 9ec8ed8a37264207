# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The local web server of the screens: the Flet client with every byte from this machine, behind ``ui.guard``.

``build`` uses the WebSocket handler of ``flet_web`` and its files, but not its application: that one adds
``Access-Control-Allow-Origin: *``, reads settings from the environment and brings routes nobody needs.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator
from importlib.resources import as_file, files
from pathlib import Path

from flet.messaging.protocol import Message as FletMessage
from flet_web.fastapi.flet_app import FletApp
from flet_web.fastapi.flet_app_manager import app_manager
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from noodsteunpunt.runner import Runner
from noodsteunpunt.texts import chosen_language
from ui.app import Screens
from ui.fonts import font, web_folder
from ui.guard import Guard
from ui.hub import Hub
from ui.paper import paper_routes
from ui.printing import print_routes

SESSION_SECONDS = 600
"""How long a window's place is kept after its connection was lost. What is half typed is kept longer."""

_GOODBYE_SECONDS = 1.0
_REVALIDATE = {"Cache-Control": "no-cache"}


def build(runner: Runner, token: str) -> ASGIApp:
    """The whole application; ``token`` opens it once."""
    hub = Hub(runner)
    screens = Screens(runner, hub)
    stack = contextlib.ExitStack()
    kit = stack.enter_context(as_file(files("ui") / "static"))

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await app_manager.start()
        hub.open()
        try:
            yield
        finally:
            hub.close()
            await app_manager.shutdown()
            stack.close()

    async def websocket(socket: WebSocket) -> None:
        loop = asyncio.get_running_loop()
        handler = WindowApp(loop, app_manager.executor, screens.start, None, session_timeout_seconds=SESSION_SECONDS)
        watched = WatchedSocket(socket.scope, socket.receive, socket.send)
        await until_gone(loop.create_task(handler.handle(watched)), watched)

    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/assets/FontManifest.json", font_manifest),
            Route("/assets/fonts/{family}/{version}/{name:path}", font),
            *print_routes(runner),
            *paper_routes(runner),
            WebSocketRoute("/ws", websocket),
            Mount("/kit", StaticFiles(directory=kit)),
            Mount("/", ClientFiles(web_folder(), _index(kit))),
        ],
        lifespan=lifespan,
    )
    return Guard(GZipMiddleware(app, minimum_size=2000, compresslevel=4), token)


class WindowApp(FletApp):  # type: ignore[misc]
    """Flet's side of one socket."""

    def send_message(self, message: FletMessage) -> None:
        """Between the last word of a browser and the moment at which Flet knows that it left, there is nowhere to send
        to. Failing there would end the task that draws this window, also for when the browser is back."""
        if getattr(self, "_FletApp__send_queue", None) is not None:
            super().send_message(message)


class WatchedSocket(WebSocket):
    """Tells when the browser went away."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        super().__init__(scope, receive, send)
        self.gone = asyncio.Event()
        self._lost = False

    async def receive(self) -> Message:
        """As always, and a disconnection is noted."""
        message = await super().receive()
        if message["type"] == "websocket.disconnect":
            self.gone.set()
        return message

    async def send_bytes(self, data: bytes) -> None:
        """What a browser that just left does not get, it gets with the whole window when it is back. Flet stumbles over
        a failed send before it lets go of the window, and would count it as connected for ever."""
        if self._lost:
            return
        try:
            await super().send_bytes(data)
        except WebSocketDisconnect:
            self._lost = True


async def until_gone(handling: asyncio.Task[None], socket: WatchedSocket) -> None:
    """Wait for the handler; one whose browser left before it introduced itself would stay for ever."""
    gone = asyncio.get_running_loop().create_task(socket.gone.wait())
    try:
        await asyncio.wait({handling, gone}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({handling}, timeout=_GOODBYE_SECONDS)
    finally:
        gone.cancel()
        handling.cancel()
    if not handling.cancelled() and handling.done():
        handling.result()


def _index(kit: Path) -> str:
    return (kit / "index.html").read_text("utf-8").replace('lang="nl"', f'lang="{chosen_language()}"')


async def healthz(_request: Request) -> Response:
    """Is the server there?"""
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


async def font_manifest(_request: Request) -> Response:
    """The client's own list of fonts, with the Roboto that it brings but does not name."""
    manifest = json.loads((web_folder() / "assets" / "FontManifest.json").read_text("utf-8"))
    manifest.append({"family": "Roboto", "fonts": [{"asset": "fonts/roboto.woff2"}]})
    return JSONResponse(manifest, headers=_REVALIDATE)


class ClientFiles(StaticFiles):
    """The client's files; every path that is no file is a screen and gets the start page."""

    def __init__(self, folder: Path, index: str) -> None:
        super().__init__(directory=folder)
        self._page = index

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, the start page, or 404 for what looks like a file and is not there."""
        if path in {".", "index.html"} or not Path(path).suffix:
            return Response(self._page, media_type="text/html", headers=_REVALIDATE)
        return await super().get_response(path, scope)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """With an ETag, to be asked again: after an update of the kit the client must be the new one."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response
