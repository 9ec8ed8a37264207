# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shared air: who hears what, and when not."""

from __future__ import annotations

import gc
from math import inf

import pytest

from devices.ether import Captured, Ether, NodeError
from devices.lora import Preset, payload_airtime
from devices.mesh_packet import Delivered, Packet
from devices.radio import BROADCAST
from tests.support.ether_kit import Host, chain, hosts, run

FAST = Preset.SHORT_FAST


def test_a_packet_takes_its_time_on_air() -> None:
    """Heard when its last symbol has passed, with the strength of the link, and not by its sender."""
    ether = Ether(Preset.LONG_FAST, seed=1)
    a, b = hosts(ether, 2)
    starts: list[Captured] = []
    ether.on_air.append(starts.append)
    a.send(bytes(231), hops=0)
    run(ether)
    (frame,) = starts
    (time, event), *_rest = b.log
    assert (frame.node, frame.portnum, frame.payload) == (1, 256, bytes(231))
    assert time - frame.time == pytest.approx(payload_airtime(231, Preset.LONG_FAST))
    assert isinstance(event, Delivered)
    assert (event.snr, event.packet.hops) == (5.0, 0)
    assert a.heard == []
    assert list(ether.captured) == starts
    assert ether.next_event() == inf


def test_two_at_once_collide_for_a_third() -> None:
    """Equal strength, overlapping: the third decodes neither."""
    ether = Ether(FAST, seed=1)
    _a, _b, c = hosts(ether, 3)
    _start_together(ether)
    assert c.heard == []
    assert ether.stats().collisions == 2


def test_the_stronger_by_6_db_is_captured() -> None:
    """The weaker one is lost, the stronger one heard."""
    ether = Ether(FAST, seed=1)
    _a, _b, c = hosts(ether, 3)
    ether.set_link(1, 3, 0.0, snr=9.0)
    ether.set_link(2, 3, 0.0, snr=3.0)
    _start_together(ether)
    assert c.heard == [b"from 1"]
    assert ether.stats().collisions == 1


def test_a_radio_that_sends_is_deaf() -> None:
    """Half-duplex: two that send together do not hear each other."""
    ether = Ether(FAST, seed=1)
    a, b, _c = hosts(ether, 3)
    _start_together(ether)
    assert a.heard == b.heard == []
    assert ether.stats().half_duplex == 2


def _start_together(ether: Ether) -> None:
    """Radios 1 and 2 begin in the same instant, as after equal random waits."""
    for node in (1, 2):
        ether.transmit(node, Packet(node, BROADCAST, 77, 256, f"from {node}".encode(), 0, 0))
    run(ether)


def test_listening_first_avoids_most_collisions() -> None:
    """Forty packets from two radios that hear each other; without listening half of them would overlap."""
    ether = Ether(FAST, seed=3)
    a, b, c = hosts(ether, 3)
    for number in range(20):
        a.send(b"a%d" % number, hops=0)
        b.send(b"b%d" % number, hops=0)
        run(ether, ether.now + 0.5)
    run(ether)
    assert len(c.heard) > 30
    assert c.heard == sorted(c.heard, key=lambda payload: int(payload[1:]))


def test_loss_is_as_configured() -> None:
    """A thousand packets at 20 % loss: within four standard deviations of 800."""
    ether = Ether(FAST, seed=5, loss=0.2, duty_cycle=1.0)
    a, b = hosts(ether, 2)
    for _ in range(1000):
        a.send(b"x", hops=0)
        run(ether)
    assert abs(len(b.heard) - 800) < 51
    assert ether.stats().lost + ether.stats().delivered == 1000


def test_loss_of_one_link() -> None:
    """Links differ, both ways alike."""
    ether = Ether(FAST, seed=5)
    a, b, c = hosts(ether, 3)
    ether.set_link(1, 2, 1.0)
    a.send(b"1", hops=0)
    run(ether)
    b.send(b"2", hops=0)
    run(ether)
    assert (a.heard, b.heard, c.heard) == ([], [], [b"1", b"2"])


def test_a_cut_holds_until_it_is_healed() -> None:
    """Groups hear themselves only; nodes in no group are one group; a cut in mid-packet loses the packet."""
    ether = Ether(FAST, seed=1)
    a, b, c, d = hosts(ether, 4)
    ether.partition([{1, 2}])
    a.send(b"1", hops=3)
    run(ether)
    c.send(b"3", hops=3)
    run(ether)
    assert (b.heard, c.heard, d.heard) == ([b"1"], [], [b"3"])
    ether.heal()
    a.send(b"late", hops=0)
    ether.on_air.append(lambda _frame: ether.partition([{1}]))
    run(ether)
    assert b.heard == [b"1"]
    assert ether.stats().cut == 3
    ether.on_air.clear()
    ether.heal()
    a.send(b"again", hops=0)
    run(ether)
    assert b.heard == [b"1", b"again"]
    assert c.heard == [b"again"]


def test_flooding_reaches_as_far_as_the_hop_limit() -> None:
    """Five in a row: three hops reach the fifth, two do not; nobody gets it twice."""
    for hops, reached in ((0, 1), (1, 2), (2, 3), (3, 4)):
        ether = Ether(FAST, seed=1)
        row = chain(ether, 5)
        row[0].send(b"x", hops=hops)
        run(ether)
        assert [len(host.heard) for host in row] == [0] + [1] * reached + [0] * (4 - reached)


def test_a_relay_is_cancelled_when_another_was_heard() -> None:
    """Ten that hear each other: far fewer than nine relay the packet."""
    ether = Ether(FAST, seed=1)
    row = hosts(ether, 10)
    row[0].send(b"x", hops=3)
    run(ether)
    stats = ether.stats()
    assert [len(host.heard) for host in row] == [0] + [1] * 9
    assert 1 <= sum(node.relayed for node in stats.nodes.values()) <= 4
    assert sum(node.cancelled for node in stats.nodes.values()) >= 5


def test_the_weakest_hears_and_relays_first() -> None:
    """Managed flooding: who heard it badly is far away, and relays before who heard it well."""
    for seed in range(5):
        ether = Ether(FAST, seed=seed)
        sender, _near, _far = hosts(ether, 3)
        ether.set_link(1, 2, 0.0, snr=9.0)
        ether.set_link(1, 3, 0.0, snr=-19.0)
        sender.send(b"x", hops=3)
        run(ether)
        # The near one hears the far one's relay and keeps silent.
        assert [frame.node for frame in ether.captured] == [1, 3]


def test_same_seed_same_trace() -> None:
    """Everything that went on the air, with its times."""

    def trace(seed: int) -> list[Captured]:
        ether = Ether(Preset.LONG_FAST, seed, loss=0.3)
        radios = [Host(ether, number) for number in range(1, 7)]
        for round_number in range(5):
            for radio in radios:
                radio.send(bytes([round_number]) * 40)
            run(ether, ether.now + 7.0)
        run(ether)
        return list(ether.captured)

    assert trace(11) == trace(11)
    assert trace(11) != trace(12)


def test_numbers_add_up() -> None:
    """Bytes and airtime per node and in total; every reception is counted once."""
    ether = Ether(FAST, seed=2, loss=0.2)
    row = hosts(ether, 4)
    for host in row:
        host.send(bytes(60), hops=3)
    run(ether)
    stats = ether.stats()
    outcomes = stats.delivered + stats.lost + stats.collisions + stats.half_duplex + stats.cut
    assert outcomes == 3 * stats.frames
    assert stats.airtime == pytest.approx(stats.frames * payload_airtime(60, FAST))
    assert stats.bytes == sum(node.bytes for node in stats.nodes.values())
    assert stats.nodes[1].sending_share == pytest.approx(stats.nodes[1].airtime / 3600)


def test_a_hidden_node_disturbs_what_it_cannot_hear() -> None:
    """1 and 3 do not hear each other; 2 between them gets neither. Too weak to be noticed is enough to disturb."""
    for loss, snr in ((0.0, 5.0), (1.0, 2.0)):
        ether = Ether(FAST, seed=1)
        _a, b, _c = hosts(ether, 3)
        ether.set_link(1, 3, 1.0)
        ether.set_link(3, 2, loss, snr=snr)
        _start_hidden(ether)
        assert b.heard == []
    ether = Ether(FAST, seed=1)
    _a, b, _c = hosts(ether, 3)
    ether.set_link(1, 3, 1.0)
    ether.set_link(3, 2, 1.0, snr=-2.0)
    _start_hidden(ether)
    assert b.heard == [b"from 1"]


def _start_hidden(ether: Ether) -> None:
    for node in (1, 3):
        ether.transmit(node, Packet(node, BROADCAST, 77, 256, f"from {node}".encode(), 0, 0))
    run(ether)


def test_a_link_can_be_one_way() -> None:
    """A high antenna hears what does not hear it."""
    ether = Ether(FAST, seed=1)
    a, b = hosts(ether, 2)
    ether.set_link(1, 2, 1.0, one_way=True)
    for host in (a, b):
        host.send(b"%d" % host.number, hops=0)
        run(ether)
    assert (a.heard, b.heard) == ([b"2"], [])


def test_radios_that_sign_take_longer_for_what_is_short() -> None:
    """Broadcasts up to 165 bytes, and not what goes to one node; a relay sends on what was signed."""
    ether = Ether(FAST, seed=1, signing=True)
    a, _b = hosts(ether, 2)
    for length, to in ((60, BROADCAST), (165, BROADCAST), (166, BROADCAST), (60, 2)):
        a.send(bytes(length), hops=1, to=to)
        run(ether)
    expected = [payload_airtime(n, FAST, signing=True) for n in (60, 60, 165, 165, 166, 166)]
    assert sum(expected) + payload_airtime(72, FAST) == pytest.approx(ether.stats().airtime)


def test_wrong_calls() -> None:
    """A number twice, a link to nobody, an impossible loss."""
    ether = Ether(FAST, seed=1)
    ether.attach(1)
    for number in (1, 0, 0xFFFFFFFF):
        with pytest.raises(NodeError):
            ether.attach(number)
    with pytest.raises(NodeError):
        ether.set_link(1, 2, 0.5)
    with pytest.raises(ValueError, match="share"):
        Ether(FAST, 1, loss=1.5)


def test_captured_is_bounded() -> None:
    """The eavesdropper's memory."""
    ether = Ether(FAST, seed=1, captured_limit=3)
    a, _b = hosts(ether, 2)
    for number in range(5):
        a.send(bytes([number]), hops=0)
        run(ether)
    assert [frame.payload for frame in ether.captured] == [b"\x02", b"\x03", b"\x04"]


def test_days_of_traffic_fill_no_memory() -> None:
    """Broadcasts with relays, direct messages answered and not: twice as many leave no more objects behind."""
    ether = Ether(FAST, seed=1, loss=0.2, duty_cycle=1.0, captured_limit=50)
    row = chain(ether, 3)

    def day(packets: int) -> int:
        for number in range(packets):
            host = row[number % 3]
            host.send(b"x", hops=3)
            host.send(b"y", to=number % 4 + 1, want_ack=True)
            run(ether)
            for each in row:
                each.log.clear()
        gc.collect()
        return len(gc.get_objects())

    day(700)
    before = day(50)
    assert abs(day(700) - before) < 50
    assert ether.next_event() == inf
