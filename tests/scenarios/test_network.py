# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many points with their real engine and carrier on the simulated air."""

from __future__ import annotations

from devices.lora import Preset
from devices.terrain import Place
from noodsteunpunt.simulator.network import Network
from noodsteunpunt.simulator.topology import NODE_BASE, MeasuredLink, Topology, hops, make_topology, named
from sync.frames import Priority

FAST, MEDIUM = Preset.SHORT_FAST, Preset.MEDIUM_FAST
Trace = list[tuple[float, int, int, int]]


def everywhere(network: Network, number: int) -> bool:
    """Does everybody hold all that this point has frozen?"""
    author = network.points[number].author
    head = network.points[number].journal.heads()[author]
    return all(point.journal.heads().get(author, 0) >= head for point in network.points.values())


def play(seed: int) -> Trace:
    trace: Trace = []
    network = Network(
        make_topology("grid", 6, FAST, 3),
        FAST,
        loss=0.2,
        seed=seed,
        kept=lambda at, point, author, number, _: trace.append((round(at, 6), point, author, number)),
    )
    network.start()
    for minute, number in enumerate((1, 4, 6)):
        network.at(60.0 * minute, lambda number=number: network.record(number, Priority.STATUS, bytes(30)))  # type: ignore[misc]
    network.run(300)
    return trace


def test_the_same_seed_gives_the_same_hour() -> None:
    assert play(5) == play(5)
    assert play(5) != play(6)


def test_a_town_becomes_level_and_life_reaches_everybody() -> None:
    topology = make_topology("town", 14, MEDIUM, 2)
    network = Network(topology, MEDIUM, loss=0.2, seed=2)
    network.start()
    assert network.run(1500, network.level, 10)
    for number in (1, 9):
        network.record(number, Priority.LIFE, bytes(20))
        assert network.run(network.now + 120, lambda number=number: everywhere(network, number))  # type: ignore[misc]
    budget = 0.10 * network.now
    assert all(node.airtime < max(budget, 180) for node in network.ether.stats().nodes.values())


def test_a_point_that_was_off_gets_what_it_missed() -> None:
    network = Network(make_topology("hop", 5, FAST, 1), FAST, loss=0.3, seed=4)
    network.start()
    assert network.run(300, network.level, 5)
    network.stop(2)
    for number in range(60):
        network.at(network.now + number, lambda number=number: network.record(1 + number % 2 * 3, 2, bytes(25)))  # type: ignore[misc]
    network.run(network.now + 200)
    network.start([2])
    began = network.now
    assert network.run(began + 120, network.level, 1)


def _two_villages(seed: int) -> Network:
    """Nobody on one side hears anybody on the other; the radio between them hears two of each."""
    villages = ([1, 2, 3], [4, 5, 6])
    places = {number: Place(10.0 * number, 0.0) for number in range(1, 7)} | {1024: Place(0.0, 0.0)}
    links = [MeasuredLink(a, b, 1.0) for a in villages[0] for b in villages[1]]
    links += [MeasuredLink(number, 1024, 1.0) for number in (1, 2, 5, 6)]
    base = named([places[number] for number in range(1, 7)], 0)
    return Network(Topology(base.points, places, tuple(links), 1, (1024,)), FAST, loss=0.1, seed=seed)


def test_radios_without_a_laptop_connect_two_villages() -> None:
    """Where the first copy is lost, the next beacon from afar has to show it."""
    waits = []
    for seed in (3, 4, 5):
        network = _two_villages(seed)
        network.start()
        assert network.run(900, network.level, 5)
        begun = network.now
        network.record(6, Priority.URGENT, bytes(20))
        assert network.run(begun + 300, lambda network=network: everywhere(network, 6))  # type: ignore[misc]
        assert network.ether.stats().nodes[NODE_BASE + 1024].relayed > 0
        waits.append(network.now - begun)
    assert sorted(waits)[1] <= 60, waits


def test_between_stations_that_hear_each_other_radios_pass_nothing_on() -> None:
    """But for a beacon now and then, which looks whether there is anybody behind such radios."""
    network = Network(make_topology("hop", 4, FAST, 1), FAST, loss=0.1, seed=1)
    network.start()
    network.run(400)
    before = network.ether.stats()
    for number in range(40):
        network.record(1 + number % 4, Priority.URGENT, bytes(20))
        network.run(network.now + 10)
    after = network.ether.stats()
    assert network.level()
    relayed = sum(after.nodes[node].relayed - before.nodes[node].relayed for node in after.nodes)
    assert after.frames - before.frames > 40
    assert relayed < 0.15 * (after.frames - before.frames)


def test_layouts_are_what_they_are_called() -> None:
    line = make_topology("line", 6, MEDIUM, 1)
    assert max(hops(line.neighbours(MEDIUM), 1).values()) >= 3
    room = make_topology("hop", 10, MEDIUM, 1)
    assert all(len(near) == 9 for near in room.neighbours(MEDIUM).values())
    town = make_topology("town", 40, MEDIUM, 1)
    near = town.neighbours(MEDIUM)
    assert len(hops(near, 1)) == 40
    assert 5.5 < sum(map(len, near.values())) / 40 < 7.5
    assert [point.kind.value for point in town.points].count("coordination_point") == 1
