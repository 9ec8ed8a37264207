# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""uvicorn without its heartbeat: the stock server wakes ten times a second, a laptop on its battery should not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

LOOPBACK = "127.0.0.1"
_SLOW_TICK = 5.0
"""Seconds between two looks of uvicorn at its own housekeeping."""


class Goodbye(WebSocketsSansIOProtocol):
    """A connection that lets the server end while its browser is leaving: uvicorn's own refuses to say goodbye to who
    is saying it at that moment, and the server ended with a stack trace and the other connections open."""

    def shutdown(self) -> None:
        """Called once, when the server ends."""
        try:
            super().shutdown()
        except InvalidState:
            self.transport.close()


class QuietServer(uvicorn.Server):
    """Waits for the signal to stop instead of asking for it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Until :meth:`stop` or a signal."""
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        counter = 0
        while not await self.on_tick(counter) and not self._stop.is_set():
            counter += round(10 * _SLOW_TICK)
            try:
                await asyncio.wait_for(self._stop.wait(), _SLOW_TICK)
            except TimeoutError:
                continue

    def handle_exit(self, sig: int, frame: object) -> None:
        """SIGINT and SIGTERM."""
        self.should_exit = True
        self.stop()

    def stop(self) -> None:
        """End the server; from any thread."""
        self.should_exit = True
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)


def listen(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes a free one.

    Raises ``OSError`` for a port that is in use, ``OverflowError`` for a number that is none.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except BaseException:
        listener.close()
        raise
    return listener


def serve(app: ASGIApp, listener: socket.socket, started: Callable[[QuietServer], None] | None = None) -> None:
    """Block until SIGINT, SIGTERM or :meth:`QuietServer.stop`."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        ws=Goodbye,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = QuietServer(config)
    if started is not None:
        started(server)
    server.run(sockets=[listener])
