# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laptop that comes back with an empty database, under the papers of a point that has worked for hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from noodsteunpunt.domain.values import DeliveryStep
from noodsteunpunt.station.replica import LATE
from tests.scenarios.test_mesh import A, C, delivery, level, mesh
from tests.support.station_kit import ACTOR, request


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 10))])
def test_an_empty_laptop_puts_nothing_of_its_point_aside(tmp_path: Path, seed: int) -> None:
    with mesh(tmp_path, seed=seed, loss=0.1) as simulation:
        told = {simulation.station(A).register_request(request(), ACTOR).ticket for _ in range(3)}
        assert simulation.run(300, until=lambda: delivery(simulation, A) == {DeliveryStep.HELD})
        simulation.stop(A)
        for file in tmp_path.glob(f"{A}.db*"):
            file.unlink()
        simulation.run(LATE)
        told.add(simulation.start(A).register_request(request(), ACTOR).ticket)
        assert simulation.run(600, until=lambda: level(simulation) and delivery(simulation, A) == {DeliveryStep.HELD})
        for number in (A, C):
            rows = simulation.station(number).reader.requests()
            assert len(rows) == len(told) == 4 and {row.ticket for row in rows} == told
