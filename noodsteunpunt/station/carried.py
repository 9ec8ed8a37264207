# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a carrier keeps of one pass, and of packets that the radio has."""

from __future__ import annotations

from dataclasses import dataclass, field

from noodsteunpunt.station.journal import Journal
from sync.events import Announced, FrameReceived, Outgoing, Revoked, Settled
from sync.ids import Author

Arrived = dict[tuple[Author, int], FrameReceived]


@dataclass(slots=True)
class Carried:
    """What one pass changed; the station turns it into a snapshot. ``contradicted``: points under whose name something
    was heard that is not their word; ``orders``: what an authority ordered."""

    anything: bool = False
    contradicted: set[int] = field(default_factory=set)
    own_fork_from: int | None = None
    store_failed: bool = False
    orders: list[Revoked | Announced] = field(default_factory=list)


def write_down(settled: Settled, store: Journal, at: int) -> None:
    """What signatures said becomes durable, at Unix seconds ``at``. Raises what the store raises."""
    store.settle(
        settled.author,
        checked=settled.checked | settled.witnessed,
        unchecked=settled.unchecked,
        aside=settled.aside,
        adopted=settled.adopted,
        superseded=settled.superseded,
        at=at,
    )


@dataclass(slots=True)
class InFlight:
    """Handed to the radio and not answered for."""

    outgoing: Outgoing
    since: float
