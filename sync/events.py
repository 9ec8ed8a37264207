# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the engine takes, says and asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.certificates import Roster
from sync.frames import Frame
from sync.ids import Author
from sync.schedule import Timing


class FrameLog(Protocol):
    """The durable frames, as the engine sees them."""

    def heads(self) -> Mapping[int, int]:
        """Author -> count of frames without gap from 0."""
        ...

    def beyond(self) -> Mapping[int, frozenset[int]]:
        """Author -> numbers held beyond its head."""
        ...

    def read(self, author: int, number: int) -> bytes | None:
        """A body."""
        ...

    def receipts(self) -> list[bytes]:
        """The newest receipt packets, to restore what was acknowledged."""
        ...


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """``airtime``: payload length in B -> seconds."""

    author: Author
    epoch: int
    group_key: bytes
    replica_private: Ed25519PrivateKey
    roster: Roster
    timing: Timing
    airtime: Callable[[int], float]
    duty_cycle: float = 0.10
    life_reserve: float = 120.0
    is_coordination: bool = False


@dataclass(frozen=True, slots=True)
class FrameReceived:
    """A frame we do not hold; tell :meth:`Engine.stored` when it is durable."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class ReceiptReceived:
    """A valid receipt of a coordination point; ``raw`` is the packet, to keep and to relay."""

    author: Author
    vector: Mapping[Author, int]
    raw: bytes


@dataclass(frozen=True, slots=True)
class PeerHeard:
    """Something authentic of this writer; ``own_head`` is how many of our frames it holds, if it said so."""

    author: Author
    own_head: int | None


@dataclass(frozen=True, slots=True)
class ForkSeen:
    """Two contents for one number, or frames of ours that we do not have."""

    author: Author
    number: int
    body: bytes | None
    own: bool


@dataclass(frozen=True, slots=True)
class ChainBroken:
    """A checkpoint does not sign the history we hold."""

    author: Author
    number: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not for us, or not acceptable."""

    reason: str


Event = FrameReceived | ReceiptReceived | PeerHeard | ForkSeen | ChainBroken | Rejected


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A packet that may go now. ``kind`` is a key of the ledger: life, facts, repair, control."""

    payload: bytes
    kind: str
    hop_limit: int
    frames: tuple[tuple[Author, int], ...]
    urgent: bool
