# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thread that keeps the laptops of a point level over its own network.

It listens, finds the others by mDNS or from the settings, and holds one connection to each. Nothing polls: a change of
the station's snapshot or something that came wakes it. What comes is taken in on the station's own thread.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from devices.errors import DeviceError
from devices.lan import Finder, PeerRefused, contexts, peer_of
from noodsteunpunt.config import LanSettings
from noodsteunpunt.courier.desk import Access, LanPapers
from noodsteunpunt.courier.errors import CourierError, PointRevoked
from noodsteunpunt.courier.records import MAX_RECORD, RecordError, decode_record, known
from noodsteunpunt.lan.exchange import ACTIVE, HELLO, STANDBY, Hello, Level, decode_hello, encode_hello

log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds in which the other end must have said who it is."""

AGAIN = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds between tries to reach a laptop."""

BATCH = 5.0
"""Seconds after which what waits for the radio gets its frame for this road: time enough to share one."""

MOST_PEERS = 16


@dataclass(slots=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    level: Level
    changed: asyncio.Event
    say: asyncio.Event


class LanLink:
    """``on_peers`` hears, on this thread, the states of all laptops that are connected: author -> state."""

    def __init__(
        self,
        settings: LanSettings,
        access: Access,
        subscribe: Callable[[Callable[[object], None]], Callable[[], None]],
        on_peers: Callable[[dict[int, int]], None],
    ) -> None:
        self._settings = settings
        self._access = access
        self._subscribe = subscribe
        self._on_peers = on_peers
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lan", daemon=True)
        self._connections: dict[int, _Connection] = {}
        self._states: dict[int, int] = {}
        self._calling: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._papers: LanPapers | None = None
        self._freezing: asyncio.TimerHandle | None = None
        self.port = 0
        self.refused = 0

    def start(self) -> None:
        """On return it listens, or said in the log why it cannot: a point works without it."""
        self._thread.start()
        self._ready.wait(PATIENCE)

    def close(self) -> None:
        """Idempotent."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except OSError as error:
            log.error("the local network cannot be used: %s", type(error).__name__)
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        papers = await asyncio.to_thread(self._access.call, lambda desk: desk.lan_papers())
        self._papers = papers
        server_side, client_side = contexts(papers.point, papers.replica, papers.author)
        self._client_side = client_side
        address = self._settings.address
        server = await asyncio.start_server(
            self._called,
            address or None,
            self._settings.port,
            ssl=server_side,
            ssl_handshake_timeout=PATIENCE,
        )
        self.port = server.sockets[0].getsockname()[1]
        finder = Finder(papers.tag, papers.author, self._found, address)
        unsubscribe = self._subscribe(self._snapshot_changed)
        try:
            await finder.start(self.port)
            for host, port in self._settings.peers:
                self._call(host, port)
            self._ready.set()
            await self._stop.wait()
        finally:
            unsubscribe()
            await self._end(server, finder)

    async def _end(self, server: asyncio.Server, finder: Finder) -> None:
        if self._freezing is not None:
            self._freezing.cancel()
        server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        mine = [task for task in tasks if task.get_name().startswith("lan ")]
        for connection in list(self._connections.values()):
            connection.writer.close()
        for task in mine:
            task.cancel()
        await asyncio.gather(*mine, return_exceptions=True)
        await finder.stop()

    # -- who is there -----------------------------------------------------------------------------------

    def _found(self, author: int, host: str, port: int) -> None:
        # Both find each other: the one with the lower number calls.
        if self._papers is not None and self._papers.author < author:
            self._call(host, port)

    def _call(self, host: str, port: int) -> None:
        if (host, port) not in self._calling and len(self._calling) < MOST_PEERS:
            task = self._loop.create_task(self._keep_calling(host, port), name="lan call")
            self._calling[host, port] = task

    async def _keep_calling(self, host: str, port: int) -> None:
        tries = 0
        while True:
            with suppress(OSError, ssl.SSLError):
                reader, writer = await asyncio.open_connection(
                    host, port, ssl=self._client_side, ssl_handshake_timeout=PATIENCE, server_hostname=""
                )
                tries = 0
                await self._converse(reader, writer)
            await asyncio.sleep(AGAIN[min(tries, len(AGAIN) - 1)])
            tries += 1

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            task.set_name("lan called")
        await self._converse(reader, writer)

    # -- one conversation -------------------------------------------------------------------------------

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection: _Connection | None = None
        try:
            connection = await self._meet(reader, writer)
            if connection is not None:
                speaking = asyncio.create_task(self._speak(connection), name="lan speak")
                try:
                    await self._listen(connection)
                finally:
                    speaking.cancel()
                    with suppress(asyncio.CancelledError, OSError):
                        await speaking
        except (OSError, EOFError, ValueError, TimeoutError, RecordError, CourierError, DeviceError) as error:
            self.refused += not isinstance(error, OSError | EOFError)
            log.warning("a laptop on the local network left: %s", type(error).__name__)
        finally:
            if connection is not None and self._connections.get(connection.level.author) is connection:
                del self._connections[connection.level.author]
                self._states.pop(connection.level.author, None)
                self._on_peers(dict(self._states))
            writer.close()
            with suppress(OSError, ssl.SSLError):
                await writer.wait_closed()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> _Connection | None:
        papers = self._own_papers()
        peer = peer_of(writer.get_extra_info("ssl_object"))
        if peer.author >> 6 != papers.author >> 6 or peer.author == papers.author:
            raise PeerRefused("author")
        if not await asyncio.to_thread(self._access.call, lambda desk: desk.may_meet(peer.author, peer.replica_public)):
            raise PeerRefused("replica")
        writer.write(encode_hello(Hello(papers.incident, await self._own_state())))
        kind, payload = await asyncio.wait_for(_read(reader), PATIENCE)
        hello = decode_hello(payload) if kind == HELLO else None
        if hello is None or hello.incident != papers.incident:
            raise PeerRefused("hello")
        if peer.author in self._connections or len(self._connections) >= MOST_PEERS:
            return None
        level = Level(self._access, peer.author, papers.author >> 6, state=hello.state)
        connection = _Connection(reader, writer, level, asyncio.Event(), asyncio.Event())
        connection.changed.set()
        connection.say.set()
        self._connections[peer.author] = connection
        self._states[peer.author] = hello.state
        self._on_peers(dict(self._states))
        self._freeze_soon()
        return connection

    def _own_papers(self) -> LanPapers:
        if self._papers is None:
            raise RuntimeError("not started")
        return self._papers

    async def _own_state(self) -> int:
        silent = await asyncio.to_thread(self._access.call, lambda desk: desk.silent())
        return STANDBY if silent else ACTIVE

    async def _listen(self, connection: _Connection) -> None:
        while True:
            kind, payload = await _read(connection.reader)
            if kind == HELLO:
                connection.level.state = self._states[connection.level.author] = decode_hello(payload).state
                self._on_peers(dict(self._states))
                continue
            if not known(kind):
                raise RecordError("type")
            record = decode_record(kind, payload)
            if record is None:
                continue
            at = await self._still_met(connection)
            if await asyncio.to_thread(connection.level.take, record, at):
                connection.say.set()
            connection.changed.set()

    async def _still_met(self, connection: _Connection) -> int:
        author = connection.level.author
        return await asyncio.to_thread(self._access.call, lambda desk: desk.still_met(author))

    async def _speak(self, connection: _Connection) -> None:
        try:
            await self._say_what_is_new(connection)
        except PointRevoked:
            connection.writer.close()  # and with it the listening half ends

    async def _say_what_is_new(self, connection: _Connection) -> None:
        told = await self._own_state()
        while True:
            await connection.changed.wait()
            connection.changed.clear()
            await self._still_met(connection)
            state = await self._own_state()
            if state != told:
                told = state
                connection.writer.write(encode_hello(Hello(self._own_papers().incident, state)))
            if connection.say.is_set():
                connection.say.clear()
                for word in await asyncio.to_thread(connection.level.words):
                    connection.writer.write(word)
            missing = connection.level.missing()
            while (record := await asyncio.to_thread(next, missing, None)) is not None:
                connection.writer.write(record)
                await connection.writer.drain()
            await connection.writer.drain()

    def _snapshot_changed(self, _snapshot: object) -> None:
        self._loop.call_soon_threadsafe(self._wake)

    # -- what happens here ------------------------------------------------------------------------------

    def _wake(self) -> None:
        for connection in self._connections.values():
            connection.changed.set()
            connection.say.set()
        self._freeze_soon()

    def _freeze_soon(self) -> None:
        if self._connections and self._freezing is None:
            self._freezing = self._loop.call_later(BATCH, self._freeze)

    def _freeze(self) -> None:
        self._freezing = None
        if self._connections:
            freezing = asyncio.to_thread(self._access.call, lambda desk: desk.freeze())
            self._frozen = self._loop.create_task(freezing, name="lan freeze")


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    kind = (await reader.readexactly(1))[0]
    length = shift = 0
    while True:
        byte = (await reader.readexactly(1))[0]
        length |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
        shift += 7
        if shift > 14:
            raise RecordError("length")
    if length > MAX_RECORD:
        raise RecordError("length")
    return kind, await reader.readexactly(length)
