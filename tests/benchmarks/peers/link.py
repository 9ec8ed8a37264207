# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two radios on one ether, and messages of any length in pieces for programs that know nothing of packets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from devices.ether import Ether
from devices.lora import Preset
from devices.radio import Heard, RadioBusy
from devices.virtual_radio import VirtualRadio

PIECE = 227
"""231 B less what a piece says: u16 message, u8 number, u8 count."""


@dataclass(slots=True)
class Cost:
    """What was on the air until the last record was there."""

    packets: int
    bytes: int
    airtime: float
    elapsed: float


def quiet_ether(preset: Preset, seed: int = 1) -> Ether:
    """No loss, and no limit but the air: the share of the hour that is used is told, not enforced."""
    return Ether(preset, seed, duty_cycle=1.0)


def cost_of(ether: Ether) -> Cost:
    """All that was transmitted so far, by everybody."""
    stats = ether.stats()
    return Cost(stats.frames, stats.bytes, stats.airtime, ether.now)


class Pieces:
    """One end. ``on_message`` gets every whole message; the radio's queue is never overfilled."""

    def __init__(self, ether: Ether, node: int, on_message: Callable[[bytes], None]) -> None:
        self.radio = VirtualRadio(ether, node)
        self._on_message = on_message
        self._waiting: list[bytes] = []
        self._messages = 0
        self._parts: dict[int, dict[int, bytes]] = {}

    def send(self, message: bytes) -> None:
        """Sent as the radio has room."""
        self._messages += 1
        parts = [message[at : at + PIECE] for at in range(0, len(message), PIECE)] or [b""]
        for start in range(0, len(parts), 255):
            some = parts[start : start + 255]
            head = self._messages.to_bytes(2, "big")
            self._waiting += [head + bytes((number, len(some))) + part for number, part in enumerate(some)]

    def work(self) -> None:
        """Hear what came, hand over what fits."""
        for event in self.radio.poll():
            if isinstance(event, Heard):
                self._heard(event.payload)
        while self._waiting:
            try:
                self.radio.send(self._waiting[0], hop_limit=0)
            except RadioBusy:
                return
            del self._waiting[0]

    def _heard(self, payload: bytes) -> None:
        message, number, count = int.from_bytes(payload[:2], "big"), payload[2], payload[3]
        parts = self._parts.setdefault(message, {})
        parts[number] = payload[4:]
        if len(parts) == count:
            del self._parts[message]
            self._on_message(b"".join(parts[index] for index in range(count)))


def run(ether: Ether, ends: list[Pieces], done: Callable[[], bool]) -> Cost:
    """Until it is ``done``, or nothing moves any more."""
    while True:
        for end in ends:
            end.work()
        if done():
            return cost_of(ether)
        when = ether.next_event()
        if when == inf:
            raise RuntimeError("nothing moves any more")
        ether.advance(when)
