# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody in the hall means harm: the next visitor still gets a page, and the process does not grow."""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from noodsteunpunt.guest import connections
from noodsteunpunt.guest.connections import MOST_AT_ONCE, MOST_CONNECTIONS, MOST_HEAD, Connection
from noodsteunpunt.guest_door import GuestDoor
from tests.support.guest_kit import get, guests, publish

REQUEST = b"GET /nl/ HTTP/1.1\r\nHost: punt\r\n\r\n"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuestDoor]:
    folder = tmp_path_factory.mktemp("point") / "published"
    publish(folder)
    with guests(folder) as opened:
        yield opened


def call(door: GuestDoor) -> socket.socket:
    return socket.create_connection(("127.0.0.1", door.port), 20)


def ends(caller: socket.socket) -> bool:
    """The other side closes, whatever it says before."""
    with suppress(ConnectionError):
        while caller.recv(65_536):
            continue
    return True


def test_who_opens_every_connection_and_says_nothing_makes_room_for_the_next(door: GuestDoor) -> None:
    connections.allow_files()
    assert door._process is not None
    process = psutil.Process(door._process.pid)
    held = [call(door) for _ in range(MOST_CONNECTIONS + 40)]
    try:
        for one in held:
            with suppress(ConnectionError):
                one.sendall(b"GET /nl/ HTTP/1.1\r\nX: ")
        assert get(door.port, "/nl/")[0] == 200
        assert all(ends(one) for one in held[:20]), "the oldest went"
        assert process.num_fds() < MOST_CONNECTIONS + 60
    finally:
        for one in held:
            one.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nX: " + b"a" * MOST_HEAD,
        b"POST /nl/ HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n" + b"a" * (MOST_HEAD + 1),
        REQUEST * (MOST_AT_ONCE + 1),
        b"\x16\x03\x01\x02\x00",
        b"GET /nl/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["head", "body", "pipeline", "tls", "smuggled"],
)
def test_what_is_no_request_is_cut_off(door: GuestDoor, sent: bytes) -> None:
    with call(door) as caller:
        caller.sendall(sent)
        assert ends(caller)
    assert get(door.port, "/nl/")[0] == 200


def test_a_name_that_asks_for_something_else_gets_plain_http(door: GuestDoor) -> None:
    with call(door) as caller:
        caller.sendall(
            b"GET /nl/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        assert caller.recv(64).startswith(b"HTTP/1.1 200")


class Listener(asyncio.Protocol):
    """In place of uvicorn's: keeps what it is told."""

    def __init__(self) -> None:
        self.data = b""
        self.lost = asyncio.Event()

    def data_received(self, data: bytes) -> None:
        self.data += data

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost.set()


@pytest.mark.parametrize("before", [b"", REQUEST], ids=["first", "second"])
def test_a_letter_now_and_then_buys_no_time(monkeypatch: pytest.MonkeyPatch, before: bytes) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)

    async def run() -> bytes:
        inner, held = Listener(), OrderedDict[Connection, None]()
        server = await asyncio.get_running_loop().create_server(lambda: Connection(inner, held), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(before)
        while not inner.lost.is_set():
            writer.write(b"G")
            with suppress(TimeoutError):
                await asyncio.wait_for(inner.lost.wait(), 0.02)
        with suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()
        server.close()
        assert not held
        return inner.data

    assert asyncio.run(run()).startswith(before + b"G")


def test_who_does_not_take_the_answer_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "READ_SECONDS", 0.1)

    async def run() -> None:
        inner, held = Listener(), OrderedDict[Connection, None]()
        made: list[Connection] = []

        def protocol() -> Connection:
            made.append(Connection(inner, held))
            return made[0]

        server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
        _reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(REQUEST)
        while not inner.data:
            await asyncio.sleep(0)
        transport = made[0]._transport
        assert transport is not None
        while not inner.lost.is_set() and not transport.is_closing():
            transport.write(b"x" * 1_000_000)
            with suppress(TimeoutError):
                await asyncio.wait_for(inner.lost.wait(), 0.02)
        writer.close()
        server.close()

    asyncio.run(run())


def test_a_phone_that_has_a_page_is_told_so(door: GuestDoor) -> None:
    for path in ("/nl/", "/nl/kaart/water", "/plattegrond.svg", "/m/media.water.svg"):
        status, headers, body = get(door.port, path)
        assert status == 200 and body
        status, again, none = get(door.port, path, **{"If-None-Match": headers["etag"]})
        assert (status, none, again["etag"]) == (304, b"", headers["etag"])
        small = get(door.port, path, **{"Accept-Encoding": "gzip"})
        assert small[0] == 200 and len(small[2]) <= len(body) and small[1]["vary"] == "accept-encoding"


def test_names_that_are_no_language_are_not_kept(door: GuestDoor, tmp_path: Path) -> None:
    assert door._process is not None
    process = psutil.Process(door._process.pid)
    before = process.memory_info().rss
    for number in range(300):
        get(door.port, f"/x{number}/")
    assert process.memory_info().rss - before < 3_000_000
