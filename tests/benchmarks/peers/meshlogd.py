# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``meshlogd``: its own events, frontiers and messages; only the road under it is ours, by its own Transport."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.ether import Ether
from devices.lora import Preset
from tests.benchmarks.peers.link import Cost, Pieces, quiet_ether, run

PATIENCE, EVERY = 4 * 3600.0, 60.0

Record = dict[str, object]


def installed() -> bool:
    """Is the package there? It is in the group ``peers``."""
    return importlib.util.find_spec("meshlog") is not None


class _Road:
    """meshlogd's Transport, on two radios that hear each other."""

    def __init__(self, ether: Ether, node: int, name: str, peer: str) -> None:
        self.node_id = name
        self.pieces = Pieces(ether, node, self._arrived)
        self._peer = peer
        self._receive: Callable[[str, bytes], None] = lambda _peer, _message: None

    def set_receive(self, receive: Callable[[str, bytes], None]) -> None:
        self._receive = receive

    def reachable_peers(self) -> list[str]:
        return [self._peer]

    def send(self, _peer: str, message: bytes) -> None:
        self.pieces.send(message)

    def _arrived(self, message: bytes) -> None:
        self._receive(self._peer, message)


class _Signer:
    """As its own for Reticulum: Ed25519 in hexadecimal digits."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    def sign(self, message: bytes) -> str:
        return self._key.sign(message).hex()


def meshlogd(records: Sequence[Record], preset: Preset, *, signed: bool) -> Cost:
    """The receiver offers its frontier once, and gets everything."""
    from meshlog.node import Node

    ether = quiet_ether(preset)
    names = ("a1" * 16, "b2" * 16)
    roads = [_Road(ether, 1, names[0], names[1]), _Road(ether, 2, names[1], names[0])]
    signer = _Signer(Ed25519PrivateKey.from_private_bytes(bytes(32))) if signed else None
    sender: Any = Node(names[0], roads[0], signer=signer)
    receiver: Any = Node(names[1], roads[1])
    for record in records:
        sender.emit("request.registered", record)
    receiver.gossip_round()
    return run(ether, [road.pieces for road in roads], lambda: receiver.store.event_count() == len(records))


def returning(records: Sequence[Record], preset: Preset, *, loss: float, seed: int) -> tuple[float | None, float]:
    """With loss: the receiver offers its frontier every minute until it has everything. (Seconds or None, airtime)."""
    from meshlog.node import Node

    ether = Ether(preset, seed, loss)
    names = ("a1" * 16, "b2" * 16)
    roads = [_Road(ether, 1, names[0], names[1]), _Road(ether, 2, names[1], names[0])]
    sender: Any = Node(names[0], roads[0])
    receiver: Any = Node(names[1], roads[1])
    for record in records:
        sender.emit("request.registered", record)
    asked = -EVERY
    while ether.now < PATIENCE:
        if ether.now - asked >= EVERY:
            asked = ether.now
            receiver.gossip_round()
        for road in roads:
            road.pieces.work()
        if receiver.store.event_count() == len(records):
            return ether.now, ether.stats().airtime
        ether.advance(min(asked + EVERY, ether.next_event()))
    return None, ether.stats().airtime
