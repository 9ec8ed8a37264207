# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real stations, real stores, a simulated ether in virtual time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.ether import Ether
from devices.lora import Preset
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.domain.values import Category, DeliveryStep, HelperStatus, Priority, RequestStatus
from noodsteunpunt.simulation import Simulation
from tests.support.station_kit import ACTOR, helper, request

A, B, C = 1, 2, 9
TWIN = 101
NODES = {number: 0x4E530000 + number for number in (A, B, C)}


@contextmanager
def mesh(
    folder: Path,
    *,
    seed: int = 1,
    loss: float = 0.2,
    preset: Preset = Preset.SHORT_FAST,
    root: Ed25519PrivateKey | None = None,
) -> Iterator[Simulation]:
    simulation = Simulation(folder, Ether(preset, seed, loss), seed=seed, root=root)
    try:
        yield simulation
    finally:
        simulation.close()


def level(simulation: Simulation) -> bool:
    running = [point.station for point in simulation.points.values() if point.station is not None]
    return len({station.store.export_canonical()["digest"] for station in running}) == 1


def waiting(simulation: Simulation) -> bool:
    running = [point.station for point in simulation.points.values() if point.station is not None]
    return any(station.store.pending(1) for station in running)


def delivery(simulation: Simulation, number: int) -> set[DeliveryStep]:
    return {row.delivery for row in simulation.station(number).reader.requests() if row.own}


@pytest.mark.parametrize("seed", range(4))
def test_a_request_reaches_the_coordination_point_through_loss(tmp_path: Path, seed: int) -> None:
    with mesh(tmp_path, seed=seed, loss=0.3) as simulation:
        station = simulation.station(A)
        for index in range(12):
            station.register_request(request(Priority.P1 if index % 3 == 0 else Priority.P3), ACTOR)
        simulation.station(B).register_helper(helper(), ACTOR)
        assert simulation.run(240, until=lambda: level(simulation) and delivery(simulation, A) == {DeliveryStep.HELD})
        seen = simulation.station(C).reader.requests()[0]
        simulation.station(C).see_request(seen.id, ACTOR)

        def seen_at_author() -> bool:
            detail = simulation.station(A).reader.request(seen.id)
            return detail is not None and detail.row.delivery is DeliveryStep.SEEN

        assert simulation.run(240, until=seen_at_author)
        assert delivery(simulation, A) == {DeliveryStep.HELD, DeliveryStep.SEEN}


def test_long_fast_too(tmp_path: Path) -> None:
    with mesh(tmp_path, preset=Preset.LONG_FAST) as simulation:
        simulation.station(A).register_request(request(), ACTOR)
        assert simulation.run(900, until=lambda: level(simulation) and delivery(simulation, A) == {DeliveryStep.HELD})


def test_nothing_is_held_behind_a_cut_and_two_claims_conflict_until_settled(tmp_path: Path) -> None:
    with mesh(tmp_path) as simulation:
        free = simulation.station(B).register_helper(helper(), ACTOR)
        water = request(Priority.P1, Category.WATER)
        requests = {n: simulation.station(n).register_request(water, ACTOR).id for n in (A, B)}
        assert simulation.run(240, until=lambda: level(simulation))
        simulation.ether.partition([{NODES[A]}, {NODES[B], NODES[C]}])
        late = simulation.station(A).register_request(request(), ACTOR)
        for number in (A, B):
            simulation.station(number).claim_helper(free.id, requests[number], ACTOR)
        with pytest.raises(RuleViolation, match="helper_taken"):
            simulation.station(A).claim_helper(free.id, late.id, ACTOR)
        simulation.run(300)
        detail = simulation.station(A).reader.request(late.id)
        assert detail is not None and detail.row.delivery is DeliveryStep.SENT
        simulation.ether.heal()
        stations = [simulation.station(n) for n in (A, B, C)]
        assert simulation.run(300, until=lambda: all(len(s.reader.conflicts()) == 1 for s in stations))
        claims = stations[0].reader.conflicts()[0].claims
        stations[0].settle_conflict(free.id, claims[0].id, ACTOR)
        assert simulation.run(300, until=lambda: level(simulation) and not any(s.reader.conflicts() for s in stations))
        row = stations[2].reader.helper(free.id)
        assert row is not None and row.status is HelperStatus.CLAIMED and [c.id for c in row.claims] == [claims[0].id]


def test_restarts_lose_no_fact_and_no_delivery_step(tmp_path: Path) -> None:
    with mesh(tmp_path, seed=7) as simulation:
        for round_ in range(6):
            number = (A, B)[round_ % 2]
            simulation.station(number).register_request(request(), ACTOR)
            simulation.run(2)
            simulation.stop(number)
            simulation.run(3)
            simulation.start(number)
        both = lambda: delivery(simulation, A) == delivery(simulation, B) == {DeliveryStep.HELD}  # noqa: E731
        assert simulation.run(300, until=lambda: level(simulation) and both())
        for point in simulation.points.values():
            assert point.station is not None
            before = point.station.store.export_canonical()
            point.station.store.rebuild()
            assert point.station.store.export_canonical() == before
        assert len(simulation.station(C).reader.requests()) == 6


@pytest.mark.parametrize("marker", [True, False])
def test_a_restored_copy_goes_on_under_a_new_replica_and_loses_nothing(tmp_path: Path, marker: bool) -> None:
    """With the marker it is known at the start; without it the radio tells."""
    with mesh(tmp_path, loss=0.0) as simulation:
        first = simulation.station(A)
        tickets = {first.register_request(request(), ACTOR).ticket}
        assert simulation.run(120, until=lambda: delivery(simulation, A) == {DeliveryStep.HELD})
        simulation.stop(A)
        backup = tmp_path / "backup.db"
        shutil.copy(simulation.points[A].database, backup)
        tickets.add(simulation.start(A).register_request(request(), ACTOR).ticket)
        assert simulation.run(120, until=lambda: level(simulation) and delivery(simulation, A) == {DeliveryStep.HELD})
        old = simulation.station(A).store.own_author()
        simulation.stop(A)
        shutil.copy(backup, simulation.points[A].database)
        restored = simulation.start(A, marker=marker)
        restored.register_request(request(note="na herstel"), ACTOR)
        assert simulation.run(300, until=lambda: level(simulation) and delivery(simulation, A) == {DeliveryStep.HELD})
        assert restored.store.own_author() != old
        snapshot = restored.snapshot()
        assert {alarm.code for alarm in snapshot.alarms} & {"replica_copied", "replica_forked"}
        rows = simulation.station(C).reader.requests()
        assert tickets <= {row.ticket for row in rows}
        notes = [row["note"] for row in simulation.station(C).store.export_canonical()["sealed"]["request"].values()]
        assert notes.count("na herstel") == 1 and len(rows) == 3


def test_of_two_contents_under_one_number_one_counts_everywhere_and_nothing_twice(tmp_path: Path) -> None:
    """One neighbour heard the earlier one before the disk was restored, the coordination point the later one."""
    with mesh(tmp_path, loss=0.0) as simulation:
        simulation.station(A).register_request(request(), ACTOR)
        assert simulation.run(120, until=lambda: delivery(simulation, A) == {DeliveryStep.HELD})
        simulation.stop(A)
        backup = tmp_path / "backup.db"
        shutil.copy(simulation.points[A].database, backup)
        simulation.ether.partition([[NODES[A], NODES[B]], [NODES[C]]])
        simulation.start(A).register_request(request(note="voor herstel"), ACTOR)
        assert simulation.run(120, until=lambda: len(simulation.station(B).reader.requests()) == 2)
        simulation.stop(A)
        shutil.copy(backup, simulation.points[A].database)
        simulation.ether.heal()
        restored = simulation.start(A, marker=False)
        old = restored.store.own_author()
        restored.register_request(request(note="na herstel"), ACTOR)
        assert simulation.run(900, until=lambda: level(simulation) and not waiting(simulation))
        assert restored.store.own_author() != old
        for number in (A, C):
            reader = simulation.station(number).reader
            shown = [row for row in reader.requests() if row.status is not RequestStatus.DUPLICATE]
            notes = [one.note for row in shown if (one := reader.request(row.id))]
            assert notes.count("na herstel") == 1


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (1, 2))])
def test_two_copies_that_write_at_once_lose_nothing(tmp_path: Path, seed: int) -> None:
    """A database copied to a second laptop that cannot tell, and both in use: each goes on under its own replica."""
    with mesh(tmp_path, loss=0.1, seed=seed) as simulation:
        simulation.station(A).register_request(request(note="voor de kopie"), ACTOR)
        assert simulation.run(120, until=lambda: delivery(simulation, A) == {DeliveryStep.HELD})
        simulation.stop(A)
        simulation.copy(A, TWIN)
        simulation.start(A)
        simulation.start(TWIN, marker=False)
        written = {"voor de kopie"}
        for turn in range(4):
            for number in (A, TWIN):
                note = f"{'abcd'[turn]} op {number}"
                simulation.station(number).register_request(request(note=note), ACTOR)
                written.add(note)
            simulation.run(5)
        assert simulation.run(600, until=lambda: level(simulation))
        assert simulation.run(120, until=lambda: level(simulation) and not waiting(simulation))
        shown = [row for row in simulation.station(C).reader.requests() if row.status is not RequestStatus.DUPLICATE]
        notes = [simulation.station(C).reader.request(row.id) for row in shown]
        assert sorted(detail.note for detail in notes if detail and detail.note) == sorted(written)
        assert simulation.station(A).store.own_author() != simulation.station(TWIN).store.own_author()


def test_the_board_is_not_behind_on_who_was_heard(tmp_path: Path) -> None:
    """Who sent a request a moment ago is not shown as silent for a minute."""
    with mesh(tmp_path, loss=0.0) as simulation:
        simulation.run(300)
        simulation.station(A).register_request(request(), ACTOR)
        assert simulation.run(120, until=lambda: delivery(simulation, A) == {DeliveryStep.HELD})
        simulation.run(8)
        (row,) = [row for row in simulation.station(C).reader.points(simulation.clock.now()) if row.point.number == A]
        assert row.heard_at is not None and simulation.clock.now() - row.heard_at <= 15
