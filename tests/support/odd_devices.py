# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Things at the other end of a cable that are not a well-behaved radio."""

from __future__ import annotations

import os
import select
import socket
import threading
from collections.abc import Callable
from types import TracebackType

from meshtastic.protobuf import mesh_pb2

from devices.stream import FrameReader


class Listener:
    """A TCP server that answers every connection with the same bytes, and then keeps or closes it."""

    def __init__(self, greeting: bytes = b"", *, hang_up: bool = False) -> None:
        self._greeting = greeting
        self._hang_up = hang_up
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.05)
        self.port: int = self._server.getsockname()[1]
        self.accepted = 0
        self._open: list[socket.socket] = []
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _address = self._server.accept()
            except TimeoutError:
                continue
            self.accepted += 1
            connection.sendall(self._greeting)
            if self._hang_up:
                connection.close()
            else:
                self._open.append(connection)

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._thread.join()
        for connection in [*self._open, self._server]:
            connection.close()


class OddRadio:
    """A TCP server that answers every request for the configuration as it is told, and nothing else.

    ``answer`` gets the nonce and how many connections there were before; None hangs up.
    """

    def __init__(self, answer: Callable[[int, int], bytes | None]) -> None:
        self._answer = answer
        self._server = socket.create_server(("127.0.0.1", 0))
        self._wake, self._woken = socket.socketpair()
        self.port: int = self._server.getsockname()[1]
        self.accepted = 0
        self._open: dict[socket.socket, FrameReader] = {}
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        while True:
            ready, _w, _x = select.select([self._woken, self._server, *self._open], [], [])
            if self._woken in ready and self._woken.recv(1) == b"q":
                return
            for connection in [one for one in ready if one in self._open]:
                self._read(connection)
            if self._server in ready:
                connection, _address = self._server.accept()
                self._open[connection] = FrameReader()
                self.accepted += 1

    def _read(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(4096)
        except ConnectionError:
            data = b""
        messages = [mesh_pb2.ToRadio.FromString(message) for message in self._open[connection].feed(data)]
        answers = [self._answer(m.want_config_id, self.accepted - 1) for m in messages if m.want_config_id]
        for answer in answers:
            if answer is not None:
                connection.sendall(answer)
        if not data or None in answers:
            del self._open[connection]
            connection.close()

    def __enter__(self) -> OddRadio:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wake.send(b"q")
        self._thread.join()
        for end in [*self._open, self._server, self._wake, self._woken]:
            end.close()


class SerialBridge:
    """A pseudo-terminal whose other end is the TCP port of a virtual radio. ``unplug`` pulls the cable."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._master, self._slave = os.openpty()
        self.path = os.ttyname(self._slave)
        self._stop = socket.socketpair()
        self._thread = threading.Thread(target=self._pump, daemon=True)

    def _pump(self) -> None:
        while True:
            readable, _w, _x = select.select([self._socket, self._master, self._stop[0]], [], [])
            if self._stop[0] in readable:
                return
            if self._socket in readable:
                os.write(self._master, self._socket.recv(4096))
            if self._master in readable:
                self._socket.sendall(os.read(self._master, 4096))

    def __enter__(self) -> SerialBridge:
        self._thread.start()
        return self

    def unplug(self) -> None:
        """Once."""
        if self._thread.is_alive():
            self._stop[1].send(b"x")
            self._thread.join()
            os.close(self._slave)
            os.close(self._master)
            for end in (self._socket, *self._stop):
                end.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.unplug()
