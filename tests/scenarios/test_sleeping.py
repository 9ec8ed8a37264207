# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever waits for its turn or for airtime, a station asks to be called when that comes and sleeps until then: a
laptop that spins has an empty battery in the second night."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from devices.lora import Preset
from noodsteunpunt.simulator.network import Network
from noodsteunpunt.simulator.topology import make_topology
from sync.frames import Priority

STEPS = 60
"""Of one station in one second, the busiest one. Nobody sends more than two packets in it."""


@pytest.mark.parametrize(("duty_cycle", "shape", "points"), [(0.01, "line", 4), (0.02, "town", 6)])
def test_nobody_spins(monkeypatch: pytest.MonkeyPatch, duty_cycle: float, shape: str, points: int) -> None:
    preset, chance, steps = Preset.MEDIUM_FAST, Random(1), Counter[tuple[int, int]]()
    network = Network(
        make_topology(shape, points, preset, 1),
        preset,
        loss=0.2,
        seed=1,
        duty_cycle=duty_cycle,
        configure=lambda config: replace(config, duty_cycle=duty_cycle, life_reserve=1200 * duty_cycle),
    )
    step = Network._step

    def counted(self: Network, number: int, planned: float) -> None:
        steps[number, int(self.now)] += 1
        step(self, number, planned)

    monkeypatch.setattr(Network, "_step", counted)
    network.start()
    for entry in range(200):
        urgency = chance.choice((Priority.URGENT, Priority.STATUS, Priority.LOG))
        body = chance.randbytes(40)
        network.at(10 + entry * 4.5, lambda p=1 + entry % points, u=urgency, b=body: network.record(p, u, b))  # type: ignore[misc]
    network.run(1200)
    assert max(steps.values()) <= STEPS, steps.most_common(3)
