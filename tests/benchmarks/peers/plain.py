# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people do today, a record as JSON text in direct messages that are acknowledged; and CBOR with integer keys
under the kit's own transport."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import inf
from random import Random

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_packet import Port
from devices.radio import MAX_PAYLOAD, Heard, RadioBusy, TxReport
from devices.virtual_radio import VirtualRadio
from sync.engine import Engine, EngineConfig, FrameReceived, Settled, Timing
from sync.frames import Frame, Priority, content_room, encode_entries
from tests.benchmarks.peers.link import Cost, cost_of, quiet_ether
from tests.support.ether_kit import hosts
from tests.support.sync_medium import COORDINATOR, MemoryLog, binding, config

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
    from noodsteunpunt.domain.values import Category
    from noodsteunpunt.domain.values import Priority as Urgency

    values = dict(enumerate(record.values()))
    values[1] = list(Category).index(Category(str(record["category"])))
    values[2] = list(Urgency).index(Urgency(str(record["priority"])))
    values[3] = 0
    return cbor({key: value for key, value in values.items() if value is not None})


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


class _End:
    """An engine with its log in memory, on a virtual radio."""

    def __init__(self, ether: Ether, point: int) -> None:
        self.radio = VirtualRadio(ether, point)
        settings = config(point, preset="long", duty_cycle=1.0)
        timing = Timing.for_packet_time(self.radio.airtime(MAX_PAYLOAD))
        values = {name: getattr(settings, name) for name in EngineConfig.__slots__}
        self.config = EngineConfig(**{**values, "timing": timing, "airtime": self.radio.airtime})
        self.log = MemoryLog()
        self.log.bodies[(self.config.author, 0)] = binding(self.config.author)
        self.engine = Engine(self.config, self.log, Random(point), 0.0)
        self._flying: dict[int, object] = {}

    def work(self, now: float) -> None:
        for event in self.radio.poll():
            if isinstance(event, Heard):
                for heard in self.engine.receive(event.payload, now):
                    if isinstance(heard, FrameReceived):
                        self.log.keep(heard)
                        for settled in self.engine.stored([heard.frame], now):
                            if isinstance(settled, Settled):
                                self.log.settle(settled)
                                self.engine.settled(settled, now)
            elif isinstance(event, TxReport):
                self._flying.pop(event.packet_id, None)
        while len(self._flying) < 2 and (due := self.engine.outgoing(now, 1)):
            try:
                packet = self.radio.send(due[0].payload, hop_limit=due[0].hop_limit, urgent=due[0].urgent)
            except RadioBusy:
                self.engine.refused(due[0], now, "queue_full")
                return
            self._flying[packet] = due[0]
            self.engine.sent(due[0], now)


def cbor_own_transport(records: Sequence[Record], preset: Preset) -> Cost:
    """Frames, tags, beacons and receipts are the kit's; only the bodies are not."""
    ether = quiet_ether(preset)
    sender, receiver = _End(ether, 1), _End(ether, COORDINATOR)
    own, bodies = sender.config.author, cbor_frames(records)
    finish = sender.engine.finisher(0.0)
    frames = [Frame(own, number, finish(number, body)) for number, body in enumerate(bodies, 1)]
    sender.log.bodies |= {(frame.author, frame.number): frame.body for frame in frames}
    sender.engine.own(frames, 0.0)
    while sum(author == own and number > 0 for author, number in receiver.log.bodies) < len(frames):
        for end in (sender, receiver):
            end.work(ether.now)
        due = [ether.next_event(), sender.engine.next_wakeup(), receiver.engine.next_wakeup()]
        when = max(ether.now + 0.01, min(due))
        assert when < inf
        ether.advance(when)
    return cost_of(ether)
