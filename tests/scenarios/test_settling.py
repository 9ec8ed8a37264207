# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How soon three points are level again, and know it, after a cut and a restart with one packet in five lost."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from devices.ether import Ether
from devices.lora import Preset, payload_airtime
from devices.radio import MAX_PAYLOAD
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.simulation import Simulation
from noodsteunpunt.simulator.network import Network
from noodsteunpunt.simulator.topology import NODE_BASE, make_topology
from sync.frames import Priority

FIRST, SECOND, THIRD = 1, 2, 3
"""One of them is the coordination point, which one depends on the seed."""

CUT, HEALED = 4.0, 8.0
PATIENCE = 30.0
"""Seconds on SHORT_FAST, where a full packet takes a fifth of one: as long as the demonstration's check waits."""


def _scene(seed: int, loss: float) -> Network:
    """At ``HEALED``: both points have recorded, one was alone, one was switched off and on."""
    topology = make_topology("hop", 3, Preset.SHORT_FAST, seed)
    network, chance = Network(topology, Preset.SHORT_FAST, loss=loss, seed=seed), Random(seed)

    def record(point: int, count: int) -> None:
        for _ in range(count):
            urgency = chance.choice((Priority.URGENT, Priority.STATUS))
            network.record(point, urgency, chance.randbytes(chance.randrange(15, 60)))

    def open_desks() -> None:
        record(FIRST, 8)
        record(SECOND, 8)

    def cut() -> None:
        network.ether.partition([[NODE_BASE + FIRST], [NODE_BASE + SECOND, NODE_BASE + THIRD]])
        record(FIRST, 7)

    def restart() -> None:
        network.stop(SECOND)
        network.start([SECOND])
        record(SECOND, 7)
        record(THIRD, 6)

    network.start()
    network.at(1.0, open_desks)
    network.at(CUT, cut)
    network.at(CUT + 3, restart)
    network.at(HEALED, network.ether.heal)
    network.run(HEALED)
    return network


def _settled(network: Network) -> bool:
    """Level, and each point knows that the coordination point holds all of its own."""
    running = [(point, point.engine) for point in network.points.values()]
    return network.level() and all(
        engine is not None and engine.acknowledged() == engine.heads()[point.author] for point, engine in running
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_cut_and_a_restart_are_over_in_time(seed: int) -> None:
    network = _scene(seed, loss=0.2)
    assert network.run(HEALED + PATIENCE, lambda: _settled(network), 0.2)


class TellsLate(VirtualRadio):
    """Tells its preset in the moment after it was first asked for its speed, as a radio that is just connecting may."""

    asked = 0

    def airtime(self, length: int) -> float:
        """As it would be on LONG_FAST, the first time."""
        self.asked += 1
        return payload_airtime(length, Preset.LONG_FAST) if self.asked == 1 else super().airtime(length)


def test_a_radio_that_tells_its_preset_while_the_station_starts_is_heeded(tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, Ether(Preset.SHORT_FAST, 1), seed=1)
    simulation.stop(1)
    simulation.points[1].radio.close()
    simulation.points[1].radio = TellsLate(simulation.ether, 0x4E530007)
    station = simulation.start(1)
    simulation.run(5.0)
    timing = station._carrier.engine.config.timing
    assert timing.packet == pytest.approx(payload_airtime(MAX_PAYLOAD, Preset.SHORT_FAST))
    simulation.close()
