# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people do today, a record as JSON text in direct messages that are acknowledged; and CBOR with integer keys
under the kit's own transport."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_packet import Port
from devices.radio import MAX_PAYLOAD, Heard, RadioBusy
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.domain.values import Category, CategoryGroup, RequestStatus
from noodsteunpunt.domain.values import Priority as Urgency
from sync.engine import EngineConfig, Outgoing, Timing
from sync.frames import Priority, content_room, encode_entries
from tests.benchmarks.peers.link import Cost, cost_of, quiet_ether
from tests.support.ether_kit import hosts
from tests.support.sync_medium import Node
from tests.support.sync_papers import COORDINATOR, config

TEXT = 200
"""Characters of one text message of Meshtastic's apps."""

Record = dict[str, object]


def json_text(records: Sequence[Record], preset: Preset) -> Cost:
    """Each message waits for the acknowledgement of the one before it."""
    ether = quiet_ether(preset)
    sender, receiver = hosts(ether, 2)
    for record in records:
        text = json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()
        for at in range(0, len(text), TEXT):
            part = text[at : at + TEXT]
            number = sender.send(part, to=2, want_ack=True, portnum=Port.TEXT_MESSAGE)
            while number not in {answered for answered, error, _ in sender.replies if error == 0}:
                ether.advance(ether.next_event())
            sender.log.clear()
    assert receiver.packets
    return cost_of(ether)


def cbor(value: object) -> bytes:
    """RFC 8949, deterministic, for whole numbers, text, maps and nothing."""
    match value:
        case None:
            return b"\xf6"
        case int():
            return _head(0, value)
        case str():
            raw = value.encode()
            return _head(3, len(raw)) + raw
        case dict():
            return _head(5, len(value)) + b"".join(cbor(key) + cbor(item) for key, item in value.items())
    raise TypeError(type(value).__name__)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes((major << 5 | number,))
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes((major << 5 | (24 + (1, 2, 4, 8).index(size)),)) + number.to_bytes(size, "big")


def cbor_record(record: Record) -> bytes:
    """Keys are numbers, and so are values that come from a list."""
    lists: dict[str, list[str]] = {
        "category": [one.value for one in Category],
        "group": [one.value for one in CategoryGroup],
        "priority": [one.value for one in Urgency],
        "status": [one.value for one in RequestStatus],
    }
    values = [(lists[name].index(str(value)) if name in lists else value) for name, value in record.items()]
    return cbor({key: value for key, value in enumerate(values) if value is not None})


def cbor_frames(records: Sequence[Record]) -> list[bytes]:
    """As many whole records in a frame as fit; nothing in them is sealed apart."""
    bodies, group = [], b""
    for record in records:
        raw = cbor_record(record)
        if group and len(group) + len(raw) > content_room(0):
            bodies.append(encode_entries(Priority.URGENT, 0, group))
            group = b""
        group += raw
    return [*bodies, encode_entries(Priority.URGENT, 0, group)]


class _Air:
    """A medium for the engine's bench (``tests/support/sync_medium.py``), with radios on an ether under it."""

    def __init__(self, ether: Ether, points: Sequence[int]) -> None:
        self.rng = Random(1)
        self._ether = ether
        self._due: dict[int, float] = {}
        self._waiting: dict[int, deque[Outgoing]] = {point: deque() for point in points}
        self.radios = {point: VirtualRadio(ether, point) for point in points}
        self.nodes = {point: Node(self, point, self._settings(point)) for point in points}  # type: ignore[arg-type]

    def _settings(self, point: int) -> EngineConfig:
        airtime = self.radios[point].airtime
        timing = Timing.for_packet_time(airtime(MAX_PAYLOAD))
        return replace(config(point, duty_cycle=1.0), timing=timing, airtime=airtime)

    @property
    def now(self) -> float:
        return self._ether.now

    def wake(self, node: Node, at: float) -> None:
        self._due[node.point] = at

    def transmit(self, node: Node, outgoing: Outgoing) -> None:
        self._waiting[node.point].append(outgoing)

    def step(self) -> None:
        """Everybody hears, acts and sends, then time goes on."""
        for point, node in self.nodes.items():
            for event in self.radios[point].poll():
                if isinstance(event, Heard):
                    node.hear(event.payload)
            if self._due[point] <= self.now:
                node.act()
            self._send(point)
        when = min(self._ether.next_event(), *self._due.values())
        self._ether.advance(max(self.now + 0.01, when))

    def _send(self, point: int) -> None:
        waiting = self._waiting[point]
        while waiting:
            try:
                self.radios[point].send(waiting[0].payload, hop_limit=waiting[0].hop_limit)
            except RadioBusy:
                return
            waiting.popleft()


def cbor_own_transport(records: Sequence[Record], preset: Preset) -> Cost:
    """Frames, proofs, tags, beacons and receipts are the kit's; only the contents are not."""
    ether = quiet_ether(preset)
    air = _Air(ether, (1, COORDINATOR))
    sender, receiver = air.nodes[1], air.nodes[COORDINATOR]
    for body in cbor_frames(records):
        sender.write_body(body)
    while len(receiver.log.bodies) < len(sender.log.bodies):
        air.step()
    return cost_of(ether)
