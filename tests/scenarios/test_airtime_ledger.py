# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ledger that a person sees against what was really on the air."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from devices.ether import Captured, Ether
from devices.lora import Preset, payload_airtime
from devices.mesh_packet import Port
from noodsteunpunt.simulation import Simulation
from tests.support.ether_kit import Host
from tests.support.station_kit import ACTOR, request

POINTS = (1, 2, 9)


@pytest.mark.parametrize("preset", [Preset.SHORT_FAST, Preset.LONG_FAST])
def test_the_ledger_adds_up_to_what_was_on_the_air(tmp_path: Path, preset: Preset) -> None:
    """Per station: seconds and packets of its own, not what its radio relayed for others (here: for somebody with a
    telephone and a radio on the same channel); with loss and repairs.

    What has been handed over and still waits for the air may be in the ledger only.
    """
    ether = Ether(preset, 3, 0.2)
    own, packets, relayed = Counter[int](), Counter[int](), Counter[int]()

    def listen(frame: Captured) -> None:
        microseconds = round(1e6 * payload_airtime(len(frame.payload), preset, frame.portnum))
        if ether._air[-1].packet.sender == frame.node:
            own[frame.node] += microseconds
            packets[frame.node] += 1
        else:
            relayed[frame.node] += microseconds

    ether.on_air.append(listen)
    simulation = Simulation(tmp_path, ether, seed=3)
    telephone = Host(ether, 77)
    for minute in range(6):
        ether.at(20.0 + 60.0 * minute, lambda: telephone.send(b"somebody's text", hops=3, portnum=Port.TEXT_MESSAGE))
    try:
        for _ in range(8):
            simulation.station(1).register_request(request(), ACTOR)
        simulation.run(400)
        for point in POINTS:
            node = 0x4E530000 + point
            view, on_air = simulation.station(point).network(), ether.stats().nodes[node]
            waiting = 16 - (simulation.points[point].radio.status().queue_free or 0)
            told = sum(row.packets for row in view.ledger)
            assert told == packets[node] + waiting
            assert packets[node] > 3
            longest = payload_airtime(231, preset)
            for_others = sum(row.seconds for row in view.ledger if row.kind == "relay")
            own_seconds = view.used_seconds - for_others
            assert own[node] / 1e6 <= own_seconds + 1e-3 <= own[node] / 1e6 + waiting * longest + 2e-3
            assert for_others == pytest.approx(relayed[node] / 1e6, abs=waiting * longest + 2e-3)
            assert on_air.airtime == pytest.approx((own[node] + relayed[node]) / 1e6, abs=1e-3)
            assert view.used_seconds <= view.budget_seconds
        assert sum(relayed.values()) > 0
    finally:
        simulation.close()
