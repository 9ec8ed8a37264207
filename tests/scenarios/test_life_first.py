# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report of danger to life waits for what is on the air and in the radio, never for our own lower classes."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from devices.ether import Captured
from devices.lora import Preset
from noodsteunpunt.domain.values import Priority
from noodsteunpunt.station.carrier import MAX_IN_FLIGHT
from sync.frames import Frame, body_priority
from sync.frames import Priority as SendingClass
from sync.packets import Talk
from sync.wire import Keys, open_packet
from tests.scenarios.test_mesh import NODES, A, B, C, mesh
from tests.support.station_kit import ACTOR, request


@pytest.mark.parametrize("seed", range(3))
def test_what_is_for_life_passes_all_else_that_waits(tmp_path: Path, seed: int) -> None:
    rng = Random(seed)
    with mesh(tmp_path, seed=seed, loss=rng.uniform(0.0, 0.3), preset=Preset.MEDIUM_FAST) as simulation:
        sent: list[Captured] = []
        simulation.ether.on_air.append(lambda frame: sent.append(frame) if frame.node == NODES[A] else None)
        station, papers = simulation.station(A), simulation.points[A].enrolment
        keys = Keys.derive(papers.group_key, papers.roster.incident, papers.epoch)
        for number in (A, B, C):
            for _ in range(rng.randint(4, 12)):
                simulation.station(number).register_request(request(rng.choice((Priority.P2, Priority.P3))), ACTOR)
        simulation.run(rng.uniform(1.0, 20.0))
        station.register_request(request(Priority.P1), ACTOR)
        at = simulation.clock.steady()

        def carries_it(frame: Captured) -> bool:
            packet = open_packet(frame.payload, keys)
            frames = packet.frames if isinstance(packet, Talk) else (packet,) if isinstance(packet, Frame) else ()
            own = [one.body for one in frames if one.author == station.store.own_author()]
            return any(body_priority(body) is SendingClass.LIFE for body in own)

        def since() -> list[Captured]:
            return [frame for frame in sent if frame.time >= at]

        assert simulation.run(120, until=lambda: any(map(carries_it, since())))
        before = [frame for frame in since() if not carries_it(frame)]
        assert len(before) <= MAX_IN_FLIGHT, f"{len(before)} of our packets began after it was recorded and before it"
