# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The firmware of a virtual radio: what it refuses, queues, acknowledges and repeats."""

from __future__ import annotations

import pytest

from devices.ether import Ether
from devices.lora import Preset, payload_airtime
from devices.mesh_packet import Notification, Packet, Port, Priority, QueueStatus, Rebooted, Refusal
from devices.radio import BROADCAST
from devices.tx_queue import MAX_TX_QUEUE
from tests.support.ether_kit import Host, chain, hosts, run

FAST = Preset.SHORT_FAST


def _pair(**options: float) -> tuple[Ether, Host, Host]:
    ether = Ether(FAST, seed=1, **options)
    a, b = hosts(ether, 2)
    return ether, a, b


def test_every_packet_gets_a_queue_status() -> None:
    """With its id, and the places left; a heartbeat gets one with id 0."""
    _ether, a, _b = _pair()
    first, second = a.send(b"1"), a.send(b"2")
    a.port.node.heartbeat()
    assert a.queue == [QueueStatus(15, 16, 0, first), QueueStatus(14, 16, 0, second), QueueStatus(14, 16)]


def test_too_large_is_refused_with_its_reason() -> None:
    """232 bytes on a private port, 220 to one node; nothing goes on the air."""
    ether, a, _b = _pair()
    broadcast = a.send(bytes(232))
    direct = a.send(bytes(220), to=2)
    fits = a.send(bytes(219), to=2, hops=0)
    run(ether)
    assert a.replies == [(broadcast, Refusal.TOO_LARGE, 1), (direct, Refusal.TOO_LARGE, 1)]
    assert [status.res for status in a.queue] == [7, 7, 0]
    assert [frame.payload for frame in ether.captured] == [bytes(219)]
    assert a.queue[-1].packet_id == fits


def test_duty_cycle_counts_own_and_relayed_airtime() -> None:
    """The limit stops both: own packets with a NAK and a sentence, relays without a word."""
    ether, a, b = _pair(duty_cycle=0.0001)
    while not a.replies:
        a.send(bytes(200), hops=1)
        run(ether)
    stats = ether.stats()
    assert stats.nodes[1].airtime > 0.36
    assert a.replies == [(a.queue[-1].packet_id, Refusal.DUTY_CYCLE_LIMIT, 1)]
    assert a.queue[-1].res == 9
    notice = next(event for _time, event in a.log if isinstance(event, Notification))
    assert "60 mins" in notice.text
    assert stats.nodes[2].relayed > 0
    assert b.send(b"own") and b.queue[-1].res == 9
    run(ether, ether.now + 3700)
    a.send(b"later", hops=0)
    run(ether)
    assert b.heard[-1] == b"later"


def test_an_hour_at_long_fast_carries_what_the_arithmetic_says() -> None:
    """200 of the longest packets at once: 166 fit in 10 % of an hour, and up to 16 more were queued by then."""
    ether = Ether(Preset.LONG_FAST, seed=1)
    a, b = hosts(ether, 2)
    sent = 0
    while sent < 200:
        if a.port.node.queue_free:
            a.send(bytes(231), hops=0)
            sent += 1
        else:
            ether.advance(ether.next_event())
    run(ether)
    assert 166 < len(b.heard) <= 166 + MAX_TX_QUEUE
    assert [error for _request, error, _sender in a.replies] == [Refusal.DUTY_CYCLE_LIMIT] * (200 - len(b.heard))


def test_three_hours_at_the_limit() -> None:
    """A host that always has more: what the radio counts is what was on the air, and it holds the tenth of an hour.

    As on a device it is checked when a packet is queued and counted by the minute: the queue that was full at the
    limit, and what the first minute of the hour held, may come on top.
    """
    ether = Ether(Preset.LONG_FAST, seed=1)
    a, _b = hosts(ether, 2)
    each = payload_airtime(231, Preset.LONG_FAST)
    for step in range(int(3 * 3600 / each)):
        a.send(bytes(231), hops=0)
        run(ether, ether.now + each)
        if step % 50 == 0:
            counted = sum(each for frame in ether.captured if frame.time // 60 > ether.now // 60 - 60)
            assert a.port.node.airtime.sending_share(ether.now) * 3600 == pytest.approx(counted)
    starts = [frame.time for frame in ether.captured]
    busiest = max(sum(each for start in starts if begin <= start < begin + 3600) for begin in starts)
    assert 355 < busiest < 360 + (MAX_TX_QUEUE + 1) * each + 60
    assert ether.stats().nodes[1].airtime == pytest.approx(len(starts) * each)


def test_relays_stop_at_the_duty_cycle() -> None:
    """A relay that has used its hour drops what it would have sent on."""
    ether = Ether(FAST, seed=1, duty_cycle=0.0002)
    a, b, c = chain(ether, 3)
    while ether.stats().nodes[2].sending_share <= 0.0002:
        b.send(bytes(200), hops=0)
        run(ether)
    a.send(b"x", hops=3)
    run(ether)
    assert b.heard == [b"x"]
    assert c.heard[-1] != b"x"
    assert ether.stats().nodes[2].dropped == 1


def test_full_queue_refuses_equals_and_lets_urgent_in() -> None:
    """The seventeenth of the same priority is refused without a NAK; an urgent one takes the last place."""
    ether, a, b = _pair()
    for number in range(MAX_TX_QUEUE):
        a.send(bytes([number]), hops=0)
    refused = a.send(b"no place", hops=0)
    a.send(b"urgent", hops=0, priority=Priority.HIGH)
    assert a.queue[-2] == QueueStatus(0, 16, Refusal.QUEUE_FULL, refused)
    assert a.queue[-1].res == 0
    assert a.replies == []
    run(ether)
    assert b.heard == [b"urgent", *(bytes([number]) for number in range(MAX_TX_QUEUE - 1))]


def test_a_full_queue_says_when_there_is_room_again() -> None:
    """Unasked, once: a client that heard "full" waits for it."""
    ether, a, _b = _pair()
    for number in range(MAX_TX_QUEUE):
        a.send(bytes([number]), hops=0)
    assert a.queue[-1].free == 0
    run(ether)
    assert a.queue[MAX_TX_QUEUE:] == [QueueStatus(1, MAX_TX_QUEUE)]


def test_a_repeated_id_is_dropped_without_a_word() -> None:
    """The last twenty ids from the host; the twenty-first may come again."""
    ether, a, b = _pair()
    packet = Packet(0, BROADCAST, 500, Port.PRIVATE, b"once", 0, 0)
    a.port.node.submit(packet)
    a.port.node.submit(packet)
    run(ether)
    assert b.heard == [b"once"]
    assert len(a.queue) == 1
    for _ in range(20):
        a.send(b"x", hops=0)
        run(ether)
    a.port.node.submit(packet)
    assert a.queue[-1].packet_id == 500


def test_a_direct_message_is_acknowledged_by_its_receiver() -> None:
    """Through a relay, both ways; only the receiver's host gets it, the sender's host the acknowledgement."""
    ether = Ether(FAST, seed=1)
    a, b, c = chain(ether, 3)
    request = a.send(b"to c", to=3, want_ack=True)
    run(ether)
    assert (b.heard, c.heard) == ([], [b"to c"])
    assert a.replies == [(request, 0, 3)]


def test_no_answer_after_three_transmissions_is_a_nak() -> None:
    """Out of reach: three times on the air, then MAX_RETRANSMIT from the own radio."""
    ether, a, b = _pair()
    ether.set_link(1, 2, 1.0)
    request = a.send(b"x", to=2, hops=0, want_ack=True)
    run(ether)
    assert a.replies == [(request, Refusal.MAX_RETRANSMIT, 1)]
    assert len(ether.captured) == 3
    assert b.heard == []


def test_a_lost_acknowledgement_is_repeated_and_delivered_once() -> None:
    """The receiver acknowledges again when the sender repeats; its host gets the packet once."""
    for seed in range(20):
        ether = Ether(FAST, seed)
        a, b = hosts(ether, 2)
        ether.on_air.append(lambda frame, e=ether: e.partition([{1}] if frame.node == 2 and e.now < 3.0 else []))
        request = a.send(b"x", to=2, hops=1, want_ack=True)
        run(ether)
        assert b.heard == [b"x"]
        assert a.replies == [(request, 0, 2)]
        assert sum(1 for frame in ether.captured if frame.portnum == Port.ROUTING) >= 2


def test_a_broadcast_that_wants_an_acknowledgement_takes_a_relay_for_it() -> None:
    """Implicit: the reply comes from the own radio."""
    ether, a, b = _pair()
    request = a.send(b"x", want_ack=True)
    run(ether)
    assert a.replies == [(request, 0, 1)]
    assert b.heard == [b"x"]


def test_a_relay_that_is_heard_saves_the_repetition() -> None:
    """The repetition waits already for the air when somebody's relay is heard: it is not sent."""
    ether, a, b = _pair()
    ether.set_link(1, 2, 1.0)
    request = a.send(b"x", hops=1, want_ack=True)
    while a.port.node.queue_free == MAX_TX_QUEUE or not ether.captured:
        ether.advance(ether.next_event())
    repetition = Packet(1, BROADCAST, request, Port.PRIVATE, b"x", 1, 1, want_ack=True)
    a.port.node.receive(repetition.relayed_by(2), -80.0, 5.0)
    run(ether)
    assert a.replies == [(request, 0, 1)]
    assert len(ether.captured) == 1
    assert b.heard == []


def test_an_unknown_destination_has_no_key() -> None:
    """As a real radio: refused, no fallback."""
    _ether, a, _b = _pair()
    request = a.send(b"x", to=99)
    assert a.replies == [(request, Refusal.UNKNOWN_DESTINATION_KEY, 1)]


def test_changing_settings_over_the_client_is_refused() -> None:
    """The virtual radio has nothing to set."""
    _ether, a, _b = _pair()
    request = a.send(b"\x00", to=1, portnum=Port.ADMIN)
    ping = a.send(b"\x00", to=1, want_ack=True)
    assert a.replies == [(request, Refusal.NOT_AUTHORIZED, 1), (ping, 0, 1)]


def test_text_is_urgent_unless_told_otherwise() -> None:
    """Without a priority, a text goes before other packets."""
    ether, a, b = _pair()
    a.send(b"first", hops=0, priority=Priority.UNSET)
    a.send(b"text", hops=0, priority=Priority.UNSET, portnum=Port.TEXT_MESSAGE)
    run(ether)
    assert [packet.payload for packet in b.packets] == [b"text", b"first"]


def test_a_reboot_forgets_what_was_queued_and_counted() -> None:
    """Nothing goes on the air any more; the hour starts anew; what was pending never answers."""
    ether, a, b = _pair(duty_cycle=0.0001)
    while not a.replies:
        a.send(bytes(200), hops=0)
        run(ether)
    a.port.node.reboot()
    assert isinstance(a.log[-1][1], Rebooted)
    a.send(b"lost", hops=0, want_ack=True, to=2)
    assert a.queue[-1].res == 0
    before = len(ether.captured)
    a.port.node.reboot()
    run(ether)
    assert len(ether.captured) == before
    assert b"lost" not in b.heard


def test_seven_hops_are_the_most() -> None:
    """The field has three bits."""
    ether, a, b = _pair()
    a.send(b"x", hops=12)
    run(ether)
    assert b.packets[0].hop_start == 7
