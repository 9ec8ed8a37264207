# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may hold a connection, and for how long: in front of uvicorn's own protocol, which waits for ever for the end of
a request and reads headers of any length.

A phone that is slow still has seconds. Whoever opens many connections and says nothing loses the oldest of them to the
next visitor: nobody is counted by address, because behind some routers all visitors have the same.
"""

from __future__ import annotations

import asyncio
import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import cast

from uvicorn import Config
from uvicorn.protocols.http.auto import AutoHTTPProtocol

MOST_CONNECTIONS = 800
MOST_HEAD = 16 * 1024
"""Bytes without the end of a head among them."""
MOST_AT_ONCE = 8
"""Requests in one piece, before the answer to the first: browsers send one."""
HEAD_SECONDS, READ_SECONDS = 10.0, 60.0
"""For a whole request to come in; for an answer to be taken."""
_END = b"\r\n\r\n"
_MOST_FILES = 4096


class Connection(asyncio.Protocol):
    """One connection. ``inner`` speaks HTTP; ``held``: all connections, the one that was used longest ago first."""

    def __init__(self, inner: asyncio.Protocol, held: OrderedDict[Connection, None]) -> None:
        self._inner = inner
        self._held = held
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._unended = 0
        self._last = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The newest visitor comes in; if need be the one that was silent longest goes."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own does not derive from it
        self._held[self] = None
        if len(self._held) > MOST_CONNECTIONS:
            next(iter(self._held)).end()
        self._within(HEAD_SECONDS)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Passed on, unless no end of a head comes."""
        at = (self._last + data).rfind(_END)
        if at < 0:
            self._unended += len(data)
        else:
            self._unended = len(self._last) + len(data) - at - len(_END)
            self._held.move_to_end(self)
        ended = (self._last + data).count(_END)
        self._last = (self._last + data)[-len(_END) + 1 :]
        if self._unended > MOST_HEAD or ended > MOST_AT_ONCE:
            self.end()
        elif self._unended:
            self._within(HEAD_SECONDS)
        else:
            self._no_longer()
        if self._transport is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Passed on."""
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        """The phone does not take what it asked for."""
        self._within(READ_SECONDS)
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """It does again."""
        self._no_longer()
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgotten."""
        self._no_longer()
        self._held.pop(self, None)
        self._inner.connection_lost(exc)

    def end(self) -> None:
        """At once, without an answer."""
        self._held.pop(self, None)
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.abort()

    def _within(self, seconds: float) -> None:
        """A clock that runs is not set again: a byte now and then buys no time."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.end)

    def _no_longer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def guarded() -> Callable[..., asyncio.Protocol]:
    """What uvicorn takes as its ``http``: makes a protocol for each connection."""
    held: OrderedDict[Connection, None] = OrderedDict()

    def made(config: Config, **more: object) -> asyncio.Protocol:
        inner: asyncio.Protocol = AutoHTTPProtocol(config=config, **more)  # type: ignore[call-arg]
        return Connection(inner, held)

    return made


def allow_files() -> None:
    """More open files than a login shell has: a connection is one. Before anything is taken away from the process."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
