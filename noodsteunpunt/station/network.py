# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of the network screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from noodsteunpunt.domain.views import StationInfo
from noodsteunpunt.domain.views_network import LedgerRow, NetworkView
from noodsteunpunt.station.arrival import Pace, arrival
from noodsteunpunt.station.carrier import Carrier
from noodsteunpunt.store.database import Reader
from sync.ids import Author

HARMLESS = frozenset({"epoch_old", "replay"})
"""An honest point comes back with an old key, and a relay repeats."""


def network_view(carrier: Carrier, reader: Reader, info: StationInfo, pace: Pace, now: float) -> NetworkView:
    """Radio, airtime ledger, peers, and what was refused; all of it counted here, nothing guessed."""
    status = carrier.radio.status()
    ledger = carrier.engine.ledger(now)
    verified, heads = carrier.engine.verified(), carrier.engine.heads()
    peers = tuple(
        replace(peer, verified=verified.get(Author(int(peer.author, 16)), 0)) for peer in reader.peers(info.points)
    )
    counts = reader.journal_counts()
    return NetworkView(
        radio_state=status.state.value,
        radio_reason=status.reason,
        preset=status.preset,
        region=status.region,
        node="" if status.node is None else f"!{status.node:08x}",
        budget_seconds=ledger.budget_s,
        used_seconds=ledger.used_s,
        reserve_seconds=ledger.reserve_s,
        ledger=tuple(LedgerRow(kind, seconds, packets) for kind, seconds, packets in ledger.rows),
        peers=peers,
        waiting_entries=counts["pending"],
        waiting_frames=counts["unsent_frames"],
        rejected={
            **dict(carrier.engine.rejected),
            **({"malformed": status.malformed} if status.malformed else {}),
            **{f"bundle_{reason}": count for reason, count in reader.bundles_refused().items()},
        },
        unknown_facts=counts["unknown"],
        held_aside=counts["held_aside"],
        forks=carrier.forks,
        unchecked_frames=counts["unchecked"],
        contradicted_frames=counts["contradicted"],
        frames=sum(heads.values()),
        missing_frames=sum(max(0, top - heads.get(author, 0)) for author, top in carrier.engine.lacks.tops.items()),
        arrival=arrival(carrier.engine.progress(), pace, carrier.engine.config.roster.started_at, now),
        suspects=_suspects(carrier),
    )


def _suspects(carrier: Carrier) -> dict[str, int]:
    letters = {one.point: one.letters for one in carrier.engine.members.points()}
    found: Counter[str] = Counter()
    for (reason, point), count in carrier.engine.admission.suspects.items():
        if reason not in HARMLESS:
            found[letters.get(point, str(point))] += count
    return dict(found)
