# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laptop joins its point, on real stations: its binding is all that others need, and it shows how much arrived."""

from __future__ import annotations

from pathlib import Path

from devices.virtual_radio import VirtualRadio
from noodsteunpunt.domain.values import DeliveryStep
from noodsteunpunt.simulation import SimulatedPoint, Simulation
from sync.ids import Author, point_of
from tests.scenarios.test_mesh import NODES, TWIN, A, B, C, delivery, level, mesh
from tests.support.station_kit import ACTOR, request
from ui.presenter_points import network_page

NODES = {**NODES, TWIN: 0x4E530000 + TWIN}


def second_laptop(simulation: Simulation, folder: Path, *, standby: bool) -> None:
    """Of point A, with its papers and an empty database; it starts as the spare, or as if it were alone."""
    first = simulation.points[A]
    radio = VirtualRadio(simulation.ether, NODES[TWIN])
    simulation.points[TWIN] = SimulatedPoint(A, first.enrolment, folder / "twin.db", first.key, radio, standby=standby)
    simulation.start(TWIN)


def test_a_laptop_that_joins_its_point_during_a_partition(tmp_path: Path) -> None:
    with mesh(tmp_path) as simulation:
        simulation.ether.partition([{NODES[A], NODES[TWIN]}, {NODES[B], NODES[C]}])
        second_laptop(simulation, tmp_path, standby=True)
        joined = simulation.station(TWIN)
        joined.take_radio()
        asked = joined.register_request(request(), ACTOR).id
        assert simulation.run(
            240, until=lambda: any(row.id == asked for row in simulation.station(A).reader.requests())
        )
        author = Author(joined.store.own_author() or 0)
        assert point_of(author) == A and author != simulation.station(A).store.own_author()
        (row,) = simulation.station(A).reader.requests()
        assert row.unchecked and delivery(simulation, TWIN) == {DeliveryStep.SENT}
        simulation.ether.heal()
        assert simulation.run(
            600, until=lambda: level(simulation) and delivery(simulation, TWIN) == {DeliveryStep.HELD}
        )
        (row,) = simulation.station(C).reader.requests()
        assert row.id == asked and not row.unchecked  # the coordination point can tell at once, by the witness
        assert [row.id for row in simulation.station(B).reader.requests()] == [asked]


def test_a_new_laptop_shows_how_much_of_what_there_is_has_arrived(tmp_path: Path) -> None:
    with mesh(tmp_path, loss=0.3) as simulation:
        for _ in range(12):
            simulation.station(A).register_request(request(), ACTOR)
            simulation.run(4)
        assert simulation.run(240, until=lambda: level(simulation))
        second_laptop(simulation, tmp_path, standby=True)
        joined = simulation.station(TWIN)
        joined.take_radio()
        seen: list[tuple[int, int]] = []

        def arrived() -> bool:
            view = joined.network()
            seen.append((view.frames, view.missing_frames))
            if view.missing_frames:
                known = view.frames + view.missing_frames
                line = f"{view.frames} van de {known} berichten zijn hier binnen; de rest wordt opgehaald."
                assert line in network_page(view, simulation.clock.now()).notes
            return level(simulation)

        assert simulation.run(600, until=arrived)
        assert max(missing for _, missing in seen) > 3 and seen[-1][1] == 0
        assert [frames for frames, _ in seen] == sorted(frames for frames, _ in seen)
