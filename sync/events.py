# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the engine takes, says and asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.certificates import Roster
from sync.frames import Frame
from sync.ids import Author
from sync.schedule import Timing
from sync.snapshot import Matters

SKIP_PAYS = 4.0
"""Times its cost that a skip must save a station that lacks what it names. In three days of half-hourly reports 2 costs
everybody twice as much and saves nobody more."""

MUCH = 32
"""Frames that somebody lacks who asks what matters: fewer come in a minute, whatever the order."""


class FrameLog(Protocol):
    """The durable frames, as the engine sees them."""

    def heads(self) -> Mapping[int, int]:
        """Author -> count of frames without gap from 0; what :meth:`skips` name counts."""
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

    def snapshot(self) -> list[bytes]:
        """The packets of the snapshot that the station goes by."""
        ...

    def outline(self) -> Iterable[tuple[int, int, bytes, bool]]:
        """Of every frame: author, number, first 2 B of the body, and whether a signature was found to cover it."""
        ...

    def aside(self, author: int, number: int) -> list[bytes]:
        """Other contents that were heard for a number."""
        ...

    def skips(self) -> list[tuple[int, int, bytes]]:
        """Author, number and body of the skips that count: those found to be covered by a signature."""
        ...


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """``airtime``: payload length in B -> seconds; ``exchange_private``: the point's X25519 key, 32 B; ``skip_pays``:
    times its cost that a skip must save, see :mod:`sync.skipping`; ``matters``: which frames belong to what is open,
    and to what else is open at some points; None if it cannot be said now; ``much``: frames that somebody lacks who
    asks for such a snapshot, see :mod:`sync.snapshot_traffic`."""

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
    exchange_private: bytes = b""
    skip_pays: float = SKIP_PAYS
    much: int = MUCH
    matters: Callable[[Collection[int]], Matters | None] | None = None


@dataclass(frozen=True, slots=True)
class FrameReceived:
    """A frame to keep; tell :meth:`Engine.stored` when it is durable. ``overrules``: it takes the place of the one
    we hold, which goes aside."""

    frame: Frame
    overrules: bool = False


@dataclass(frozen=True, slots=True)
class FrameContested:
    """Another content for a number that we hold, or a frame of ours that we did not write, without a signature that
    decides: to be kept aside."""

    frame: Frame
    own: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What signatures say of frames of ``author`` that we hold: ``checked`` are covered now, ``unchecked`` no longer,
    ``aside`` are not this author's word, and ``adopted`` (number, body) come back from aside. ``witnessed`` count as
    checked here, though no signature covers them yet. ``superseded`` are unchecked, and named by a skip: they are not
    kept. Make it durable, then tell :meth:`Engine.settled`."""

    author: Author
    checked: frozenset[int] = frozenset()
    unchecked: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()
    adopted: tuple[tuple[int, bytes], ...] = ()
    witnessed: frozenset[int] = frozenset()
    superseded: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Does it say nothing?"""
        said = self.checked or self.unchecked or self.aside or self.adopted or self.witnessed
        return not (said or self.superseded)


@dataclass(frozen=True, slots=True)
class ReceiptReceived:
    """A valid receipt of a coordination point; ``raw`` is the packet, to keep and to relay."""

    author: Author
    vector: Mapping[Author, int]
    raw: bytes


@dataclass(frozen=True, slots=True)
class SnapshotReceived:
    """More of a coordination point's snapshot came; ``raws`` are the packets of what is here now, to keep."""

    raws: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class PeerHeard:
    """Something authentic of this writer; ``own_head`` is how many of our frames it holds, if it said so."""

    author: Author
    own_head: int | None


@dataclass(frozen=True, slots=True)
class ForkSeen:
    """Two contents for one number, both signed by the author: its database was copied, or two laptops took one slot."""

    author: Author
    number: int
    body: bytes
    own: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not for us, or not acceptable."""

    reason: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """A point is no member any more; ``own``: ours. Nothing is sent then."""

    point: int
    own: bool


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """We send under the group key of this epoch from now on."""

    epoch: int


@dataclass(frozen=True, slots=True)
class Announced:
    """A coordination point passed on something that is signed itself."""

    data: bytes


Event = (
    FrameReceived
    | FrameContested
    | Settled
    | ReceiptReceived
    | SnapshotReceived
    | PeerHeard
    | ForkSeen
    | Rejected
    | Revoked
    | Rekeyed
    | Announced
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A packet that may go now. ``kind`` is a key of the ledger: life, facts, repair, control."""

    payload: bytes
    kind: str
    hop_limit: int
    frames: tuple[tuple[Author, int], ...]
    urgent: bool
