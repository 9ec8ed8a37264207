# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laptop with an empty database, in an incident with much behind it: what matters to it is there first, the screen
never says more than is true, and in the end everybody is level."""

from __future__ import annotations

from pathlib import Path

import pytest

from noodsteunpunt.domain.values import DeliveryStep, Priority
from sync import snapshots
from tests.scenarios.test_mesh import A, B, C, delivery, level, mesh
from tests.support.station_kit import ACTOR, request
from ui.presenter_arrival import arrival_lines

ELSEWHERE, URGENT = 56, 4
HERE = "Wat open stond, is hier."


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 10))])
def test_what_is_open_is_at_an_empty_laptop_long_before_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(snapshots, "ALL", 16)  # as with hundreds of frames
    monkeypatch.setattr(snapshots, "UNSORTED", 8)
    with mesh(tmp_path, seed=seed, loss=0.2) as simulation:
        simulation.stop(B)
        for file in tmp_path.glob(f"{B}.db*"):
            file.unlink()
        at_a, urgent = simulation.station(A), set[str]()
        for index in range(ELSEWHERE + URGENT):
            first = index % ((ELSEWHERE + URGENT) // URGENT) == 3
            one = at_a.register_request(request(Priority.P1 if first else Priority.P3), ACTOR)
            urgent |= {one.ticket} if first else set()
            simulation.run(2)
        simulation.run(90)
        assert level(simulation) and delivery(simulation, A) == {DeliveryStep.HELD}
        simulation.points[B].radio.poll()  # it is new too: it has not heard any of this
        newcomer, told = simulation.start(B), list[float]()

        def urgent_here() -> bool:
            here = {row.ticket for row in newcomer.reader.requests()}
            lines = arrival_lines(newcomer.network().arrival, simulation.clock.now())
            if lines is not None:
                told.append(lines.share)
                # It may be true before it is known; it is never said before it is true.
                assert (lines.headline == HERE) == (lines.share == 1.0) and (lines.share < 1 or urgent <= here)
            return urgent <= here

        assert simulation.run(600, until=urgent_here)
        assert len(newcomer.reader.requests()) < ELSEWHERE // 2
        assert not simulation.run(120, until=lambda: not urgent_here())
        assert level(simulation)
        assert told[-1] == 1.0 and newcomer.network().arrival is None
        assert len(newcomer.reader.requests()) == len(simulation.station(C).reader.requests()) == ELSEWHERE + URGENT
