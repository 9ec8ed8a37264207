# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From positions to links, and how far one flood gets on them."""

from __future__ import annotations

from math import inf, pi, sqrt
from random import Random
from statistics import mean

import pytest

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_packet import Delivered, Packet, Priority
from devices.radio import BROADCAST
from devices.terrain import (
    DECODABLE_DB,
    SNR_CEILING_DB,
    Place,
    lay_out,
    neighbours,
    range_m,
    reception,
    strength,
)

LONG, MEDIUM = Preset.LONG_FAST, Preset.MEDIUM_FAST


def test_ten_times_as_far_is_35_db_weaker() -> None:
    """And nothing is stronger than a board can tell."""
    assert strength(1000, LONG.modem) - strength(10_000, LONG.modem) == pytest.approx(35.0)
    assert strength(0.5, LONG.modem) == strength(1, LONG.modem) == SNR_CEILING_DB


@pytest.mark.parametrize("preset", [Preset.LONG_FAST, Preset.MEDIUM_FAST, Preset.SHORT_FAST])
def test_the_edge_of_reception(preset: Preset) -> None:
    """Half of the frames at the datasheet's limit, nearly all 5 dB above it, nearly none 5 dB below."""
    limit = DECODABLE_DB[preset.modem.spreading_factor]
    assert reception(limit, preset.modem) == 0.5
    assert reception(limit + 5, preset.modem) > 0.99
    assert reception(limit - 5, preset.modem) < 0.01
    assert reception(strength(range_m(preset.modem, 0.9), preset.modem), preset.modem) == pytest.approx(0.9, abs=0.01)


def test_slower_presets_reach_further() -> None:
    """Kilometres in a town, not tens of them."""
    reaches = [range_m(preset.modem) for preset in (Preset.SHORT_FAST, MEDIUM, LONG)]
    assert reaches == sorted(reaches)
    assert 1000 < reaches[0] < reaches[-1] < 5000


def test_the_layout_is_the_same_for_the_same_seed_and_counts_the_loss_of_the_air() -> None:
    """Positions decide the strength; the ether's loss comes on top."""
    places = {1: Place(0, 0), 2: Place(300, 0), 3: Place(90_000, 0)}
    assert neighbours(places, LONG, 5) == neighbours(places, LONG, 5) == {1: {2}, 2: {1}, 3: set()}
    ether = Ether(LONG, 1, loss=0.3)
    for number in places:
        ether.attach(number)
    lay_out(ether, places, 5)
    assert ether.heard_by(1, 0.69) == {2}
    assert ether.heard_by(1, 0.71) == set()


def flood_reach(places: dict[int, Place], preset: Preset, *, seed: int, loss: float, floods: int) -> list[float]:
    """Share of the others that get each of so many floods, from a random node each."""
    ether, chance = Ether(preset, seed, loss), Random(seed)
    ports = {number: ether.attach(number) for number in places}
    lay_out(ether, places, seed)
    reached = []
    for number in range(floods):
        sender = chance.choice(sorted(places))
        packet = Packet(sender, BROADCAST, number + 1, 256, bytes(60), 7, 7, priority=Priority.HIGH)
        ports[sender].node.submit(packet)
        while ether.next_event() < inf:
            ether.advance(ether.next_event())
        got = [any(isinstance(event, Delivered) for event in port.take()) for port in ports.values()]
        reached.append(sum(got) / (len(places) - 1))
        ether.advance(ether.now + 60)
    return reached


def scattered(count: int, degree: float, preset: Preset, seed: int) -> dict[int, Place]:
    """Points anywhere in a square in which each hears ``degree`` others on average; those that hear nobody are
    left out."""
    chance, reach = Random(seed), range_m(preset.modem, 0.5)
    side = sqrt(count * pi * reach * reach / degree)
    places = {number: Place(chance.random() * side, chance.random() * side) for number in range(1, count + 1)}
    near = neighbours(places, preset, seed)
    return {number: place for number, place in places.items() if near[number]}


@pytest.mark.parametrize("preset", [LONG, MEDIUM])
@pytest.mark.parametrize("loss", [0.1, 0.3])
def test_one_flood_reaches_nearly_all_in_one_hop(preset: Preset, loss: float) -> None:
    """Published for this kind of network: 98 to 100 %."""
    chance = Random(4)
    places = {number: Place(chance.random() * 300, chance.random() * 300) for number in range(1, 11)}
    assert 0.96 <= mean(flood_reach(places, preset, seed=4, loss=loss, floods=30)) <= 1.0


@pytest.mark.parametrize(("count", "degree"), [(30, 6.0), (50, 8.0), (120, 9.5)])
def test_one_flood_over_several_hops_leaves_some_out(count: int, degree: float) -> None:
    """Published for this kind of network: 64 to 92 %. That is why there is repair."""
    each = [
        share
        for seed in range(3)
        for share in flood_reach(scattered(count, degree, LONG, seed), LONG, seed=seed, loss=0.1, floods=5)
    ]
    assert 0.6 < mean(each) < 0.97
