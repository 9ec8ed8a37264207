# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``lxmf`` over ``rns``: what its programs put on an interface of their own, and what that would be on LoRa.

Every process has the one interface, to a hub on 127.0.0.1 that hands each packet to all others at once and notes its
length: the kindest link there can be, without loss, waiting or repetition. Airtime is counted as an RNode sends it: a
byte of its own per LoRa frame, a packet that does not fit in two.
"""

from __future__ import annotations

import importlib.util
import json
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

import msgpack

from devices.lora import MAX_FRAME, Preset, time_on_air
from tests.benchmarks.peers.link import Cost

Record = dict[str, object]
PATIENCE = 300.0
FEW = 20
KEEPALIVE = 20
"""B. How many of these go while a link waits says something of the computer, not of the protocol: left out."""


def installed() -> bool:
    """Are the packages there? They are in the group ``peers``."""
    return all(importlib.util.find_spec(name) is not None for name in ("LXMF", "RNS"))


class Hub:
    """The air: everybody hears everybody. ``lengths`` of all packets so far."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._wires: list[socket.socket] = []
        self._guard = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                wire, _address = self._server.accept()
            except OSError:
                return
            self._wires.append(wire)
            threading.Thread(target=self._forward, args=(wire,), daemon=True).start()

    def _forward(self, wire: socket.socket) -> None:
        with wire, wire.makefile("rb") as stream:
            while len(head := stream.read(2)) == 2:
                data = stream.read(struct.unpack(">H", head)[0])
                with self._guard:
                    self.lengths.append(len(data))
                    for other in self._wires:
                        with suppress(OSError):  # a program that ends hears nothing any more
                            if other is not wire:
                                other.sendall(head + data)

    def close(self) -> None:
        self._server.close()


class Program:
    """One process; what it says comes out of ``until``."""

    def __init__(self, folder: Path, port: int) -> None:
        command = [sys.executable, str(Path(__file__).with_name("lxmf_node.py")), str(folder), str(port)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._said: SimpleQueue[dict[str, Any]] = SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        self.until("ready")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                self._said.put(json.loads(line))

    def do(self, command: str, **values: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": command, **values}) + "\n")
        self._process.stdin.flush()

    def until(self, key: str, times: int = 1) -> Any:
        """The value that came with ``key`` the last of so many times."""
        deadline, value = time.monotonic() + PATIENCE, None
        while times:
            try:
                said = self._said.get(timeout=max(0.1, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError(key) from None
            if key in said:
                times, value = times - 1, said[key]
        return value

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


def airtime_of(lengths: Sequence[int], preset: Preset) -> float:
    """Seconds on the air as an RNode sends these packets."""
    room = MAX_FRAME - 1
    frames = [min(room, length - at) + 1 for length in lengths for at in range(0, length, room)]
    return sum(time_on_air(frame, preset) for frame in frames)


def contents(records: Sequence[Record]) -> list[str]:
    """The values of each record in order, as msgpack, in hex."""
    return [msgpack.packb(list(record.values())).hex() for record in records]


def _measure(preset: Preset, story: Callable[[Hub, Callable[[], Program]], None]) -> Cost:
    started = time.monotonic()
    with TemporaryDirectory(prefix="lxmf-") as folder, ExitStack() as stack:
        hub = Hub()
        stack.callback(hub.close)

        def program() -> Program:
            made = Program(Path(folder) / f"{len(stack._exit_callbacks)}", hub.port)
            stack.callback(made.close)
            return made

        story(hub, program)
    lengths = [length for length in hub.lengths if length != KEEPALIVE]
    return Cost(len(lengths), sum(lengths), airtime_of(lengths, preset), time.monotonic() - started)


def lxmf_direct(records: Sequence[Record], preset: Preset) -> Cost:
    """Each message by itself to its receiver, proven by it."""

    def story(hub: Hub, program: Callable[[], Program]) -> None:
        receiver, sender = program(), program()
        receiver.do("announce")
        sender.do("send", to=receiver.until("address"), contents=contents(records), method="DIRECT")
        receiver.until("got", len(records))
        sender.until("done", len(records))

    return _measure(preset, story)


def lxmf_propagated(records: Sequence[Record], preset: Preset) -> Cost:
    """To a propagation node, from which the receiver fetches everything in one sync. That takes seconds a message:
    :data:`FEW` are measured and multiplied."""
    few = records[:FEW]
    times = len(records) / len(few)

    def story(hub: Hub, program: Callable[[], Program]) -> None:
        receiver, sender, node = program(), program(), program()
        node.do("be_node")
        keeper = node.until("address")
        receiver.do("announce")
        there = receiver.until("address")
        time.sleep(1.0)  # the announcements are on their way
        sender.do("send", to=there, contents=contents(few), method="PROPAGATED", node=keeper)
        sender.until("done", len(few))
        receiver.do("sync", node=keeper)
        receiver.until("got", len(few))

    cost = _measure(preset, story)
    return Cost(round(cost.packets * times), round(cost.bytes * times), cost.airtime * times, cost.elapsed)
