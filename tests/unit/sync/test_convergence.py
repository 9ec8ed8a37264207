# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several engines on a lossy medium in virtual time."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from sync.engine import ForkSeen, FrameReceived, Outgoing
from sync.frames import Priority
from sync.wire import Receipt, open_packet
from tests.support.sync_medium import Medium, Node
from tests.support.sync_papers import COORDINATOR, KEYS

POINTS = (1, 2, 3, 4, COORDINATOR)


def acknowledged(medium: Medium, *points: int) -> bool:
    return all(medium[point].up.acknowledged() == medium[point].up.heads()[medium[point].author] for point in points)


def quiet(medium: Medium) -> list[object]:
    """Forks and broken chains, of which there should be none."""
    rejected: Counter[str] = Counter()
    for node in medium.nodes.values():
        rejected.update(node.up.rejected)
    return [reason for reason in ("fork", "chain", "malformed", "binding", "tag", "foreign") if rejected[reason]]


@pytest.mark.parametrize("points", [(1, 2, COORDINATOR), POINTS])
@pytest.mark.parametrize("loss", [0.2, 0.4])
@pytest.mark.parametrize("seed", range(3))
def test_loss_and_restarts_delay_and_lose_nothing(points: tuple[int, ...], loss: float, seed: int) -> None:
    medium = Medium(points, seed=seed, loss=loss)
    chance = Random(seed)
    for turn in range(12):
        for point in points[:-1]:
            medium[point].write(b"%d" % turn, Priority.LIFE if chance.random() < 0.2 else Priority.STATUS)
        medium.run(4)
        restarted = medium[chance.choice(points)]
        restarted.stop()
        medium.run(1)
        restarted.start()
    assert medium.run(1200, medium.level)
    assert medium.run(1200, lambda: acknowledged(medium, *points[:-1]))
    assert len(medium[points[0]].log.bodies) >= len(points) + 12 * (len(points) - 1)
    assert quiet(medium) == []


@pytest.mark.parametrize("seed", range(3))
def test_islands_go_on_alone_and_agree_when_they_meet(seed: int) -> None:
    medium = Medium(POINTS, seed=seed, loss=0.2)
    medium.run(60, medium.level)
    medium.cut((1, 2), (3, 4, COORDINATOR))
    for turn in range(25):
        for point in POINTS:
            medium[point].write(b"%d" % turn)
        medium.run(5)
    assert not medium.level()
    lost = medium[1].up.heads()[medium[3].author]
    assert lost < medium[4].up.heads()[medium[3].author]
    assert not acknowledged(medium, 1)
    medium.heal()
    assert medium.run(900, medium.level)
    assert medium.run(900, lambda: acknowledged(medium, 1, 2, 3, 4))


def chain(loss: float, seed: int) -> Medium:
    """Four points in a row: each hears its neighbours only."""
    medium = Medium((1, 2, 3, COORDINATOR), seed=seed, loss=loss)
    medium.links = {frozenset(link) for link in ((1, 2), (2, 3), (3, COORDINATOR))}
    for turn in range(6):
        medium[1].write(b"%d" % turn)
        medium.run(3)
    return medium


@pytest.mark.parametrize("seed", range(4))
def test_a_chain_of_points_passes_frames_along_through_loss(seed: int) -> None:
    medium = chain(0.3, seed)
    assert medium.run(1200, medium.level)


@pytest.mark.parametrize("seed", range(4))
def test_a_receipt_floods_along_a_chain(seed: int) -> None:
    medium = chain(0.0, seed)
    assert medium.run(120, lambda: acknowledged(medium, 1))


def test_repeats_and_wrong_order_change_nothing() -> None:
    medium = Medium(POINTS, seed=2, loss=0.1)
    medium.repeat, medium.jitter = 0.5, 3.0
    for turn in range(15):
        for point in (1, 2):
            medium[point].write(b"%d" % turn)
        medium.run(2)
    assert medium.run(900, medium.level)
    assert quiet(medium) == []
    assert not [event for node in medium.nodes.values() for event in node.events if isinstance(event, ForkSeen)]


def test_old_packets_played_again_change_nothing() -> None:
    medium = Medium(seed=3, loss=0.1)
    for turn in range(8):
        medium[1].write(b"%d" % turn)
        medium.run(5)
    assert medium.run(600, lambda: medium.level() and acknowledged(medium, 1, 2))
    medium.run(120)
    before = {
        point: (node.up.heads(), node.up.acknowledged(), dict(node.log.bodies)) for point, node in medium.nodes.items()
    }
    for node in medium.nodes.values():
        for _, payload in list(medium.air):
            assert not [event for event in node.hear(payload) if isinstance(event, FrameReceived | ForkSeen)]
    medium.run(120)
    for point, node in medium.nodes.items():
        assert (node.up.heads(), node.up.acknowledged()) == before[point][:2]
        assert node.log.bodies.items() >= before[point][2].items()


def test_recordings_played_to_a_restarted_point_lower_nothing() -> None:
    medium = Medium(seed=3)
    medium[1].write()
    medium.run(600, lambda: acknowledged(medium, 1, 2))
    recorded = [payload for _, payload in medium.air]
    for _ in range(5):
        medium[1].write()
        medium.run(10)
    assert medium.run(600, lambda: acknowledged(medium, 1))
    heads, acked = medium[1].up.heads(), medium[1].up.acknowledged()
    medium[1].stop()
    medium[1].start()
    for payload in recorded:
        medium[1].hear(payload)
    assert medium[1].up.heads() == heads
    assert medium[1].up.acknowledged() == acked


def repairs(medium: Medium) -> int:
    return sum(node.kinds()["repair"] for node in medium.nodes.values())


def heal_cost(seed: int, *, hold_off: bool) -> int:
    """Repairs until a point that was away for 30 frames is level again, with five holders around it."""
    medium = Medium((1, 2, 3, 4, 5, COORDINATOR), seed=seed, loss=0.2, hold_off=hold_off)
    assert medium.run(300, medium.level)
    medium.cut((1,), (2, 3, 4, 5, COORDINATOR))
    for _ in range(30):
        medium[2].write()
        medium.run(2)
    medium.run(300, lambda: len({len(medium[point].log.bodies) for point in (2, 3, 4, 5, COORDINATOR)}) == 1)
    medium.heal()
    before = repairs(medium)
    assert medium.run(900, medium.level)
    return repairs(medium) - before


def test_the_hold_off_is_what_keeps_repairs_from_imploding() -> None:
    suppressed = sum(heal_cost(seed, hold_off=True) for seed in range(4))
    naive = sum(heal_cost(seed, hold_off=False) for seed in range(4))
    assert suppressed <= 4 * 30 * 3
    assert naive > 1.5 * suppressed


def test_a_receipt_never_covers_what_its_maker_had_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    medium = Medium(POINTS, seed=7, loss=0.3)
    checked = 0
    transmit = medium.transmit

    def check_and_transmit(node: Node, outgoing: Outgoing) -> None:
        nonlocal checked
        packet = open_packet(outgoing.payload, KEYS)
        if node.point == COORDINATOR and isinstance(packet, Receipt):
            for author, (head, _) in packet.vector.items():
                checked += 1
                assert all((author, number) in node.log.bodies for number in range(head))
        transmit(node, outgoing)

    monkeypatch.setattr(medium, "transmit", check_and_transmit)
    for turn in range(20):
        for point in POINTS[:-1]:
            medium[point].write(b"%d" % turn)
        medium.run(3)
        if turn % 5 == 4:
            medium[COORDINATOR].stop()
            medium[COORDINATOR].start()
    medium.run(300)
    assert checked > 20


def test_an_hour_without_news_costs_little_air() -> None:
    medium = Medium((1, 2, 3, COORDINATOR), seed=1, preset="long")
    medium.run(1800)
    for node in medium.nodes.values():
        node.sent.clear()
    medium.run(3600)
    for node in medium.nodes.values():
        assert set(node.kinds()) <= {"control"}
        assert sum(node.config.airtime(len(outgoing.payload)) for _, outgoing in node.sent) < 36
