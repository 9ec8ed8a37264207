# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the network screen shows: radio, airtime, the others, what was refused, and how far a new station is."""

from __future__ import annotations

from dataclasses import dataclass, field

from noodsteunpunt.domain.views import PointName


@dataclass(frozen=True, slots=True)
class Arrival:
    """How far this station is with what a coordination point said to be open. ``at``: when, in Unix seconds by its
    clock, None if that cannot be right; ``levels``: 1 P1 and noodmeldingen, 2 P2 and urgent messages too, and more what
    else is open at our point, if ``own``; ``whole``: we have all that it said; ``here`` of ``named`` messages are;
    ``older``: messages from before that are about nothing open and still to come; ``seconds``: until the named ones, or
    if these are here the older ones are, at the pace of the last minutes, None if that cannot be told."""

    at: int | None
    levels: int
    own: bool
    whole: bool
    here: int
    named: int
    older: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Airtime of the last hour, in seconds, per kind of traffic."""

    kind: str
    seconds: float
    packets: int


@dataclass(frozen=True, slots=True)
class PeerRow:
    """What we know of another writer: how far they are with our frames and we with theirs."""

    point: PointName
    author: str
    held: int
    heard_at: int | None
    verified: int


@dataclass(frozen=True, slots=True)
class NetworkView:
    """The network screen."""

    radio_state: str
    radio_reason: str
    preset: str
    region: str
    node: str
    budget_seconds: float
    used_seconds: float
    reserve_seconds: float
    ledger: tuple[LedgerRow, ...]
    peers: tuple[PeerRow, ...]
    waiting_entries: int
    waiting_frames: int
    rejected: dict[str, int]
    unknown_facts: int
    held_aside: int
    forks: int
    unchecked_frames: int = 0
    """Not signed by their authors yet."""
    contradicted_frames: int = 0
    """Came under a number of somebody whose word they are not: they do not count."""
    frames: int = 0
    """Held here, of all writers."""
    missing_frames: int = 0
    """What others are known to have beyond that: it is being asked for, after a start or a time out of reach."""
    arrival: Arrival | None = None
    """None without a snapshot, or when all that it speaks of is here."""
    suspects: dict[str, int] = field(default_factory=dict)
    """Letters of a point -> packets that were sent in its name and may not be: too many, impossible numbers, or of a
    point that was revoked."""
