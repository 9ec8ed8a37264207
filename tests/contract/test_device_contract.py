# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a virtual radio does with each kind of packet: the same cases in process and through the stock library."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from devices.lora import Preset
from devices.mesh_packet import Port, Priority, Refusal
from tests.support.device_kit import DevicePlan, Devices, DevicesBehindTcp, DevicesInProcess
from tests.support.radio_kit import FIRST

A, B, C, D = range(FIRST, FIRST + 4)
STRANGER = 0x0000ABCD

Maker = Callable[..., Devices]


@pytest.fixture(params=["in-process", "stock-library"])
def devices_of(request: pytest.FixtureRequest) -> Iterator[Maker]:
    """Makes radios of the form under test; all are closed afterwards."""
    made: list[Devices] = []

    def make(**plan: object) -> Devices:
        wanted = DevicePlan(**plan)  # type: ignore[arg-type]
        made.append(DevicesInProcess(wanted) if request.param == "in-process" else DevicesBehindTcp(wanted))
        return made[-1]

    yield make
    for devices in made:
        devices.close()


def test_every_packet_is_answered_once_in_order(devices_of: Maker) -> None:
    """With its id, taken or refused alike."""
    devices = devices_of()
    a, b = devices.clients
    ids = [a.send(bytes(size), hops=0) for size in (10, 232, 20, 233, 30)]
    devices.wait(lambda: len(a.answers) == len(ids) and len(b.heard) == 3)
    too_large = int(Refusal.TOO_LARGE)
    assert a.answers == list(zip(ids, [0, too_large, 0, too_large, 0], strict=True))
    assert [len(payload) for payload in b.heard] == [10, 20, 30]


def test_a_direct_message_is_acknowledged_by_its_receiver_alone(devices_of: Maker) -> None:
    """Nobody else gets it; the acknowledgement names the receiver."""
    devices = devices_of(radios=3)
    a, b, c = devices.clients
    number = a.send(b"for you", to=B, want_ack=True)
    devices.wait(lambda: bool(a.replies) and bool(b.heard))
    assert a.replies == [(number, 0, B)]
    assert (b.heard, c.heard) == ([b"for you"], [])


def test_a_direct_message_and_its_acknowledgement_pass_a_relay(devices_of: Maker) -> None:
    """Three in a row: the middle one carries both and delivers neither."""
    devices = devices_of(radios=3, row=True)
    a, b, c = devices.clients
    number = a.send(b"far away", to=C, want_ack=True)
    devices.wait(lambda: bool(a.replies) and bool(c.heard))
    assert a.replies == [(number, 0, C)]
    assert (b.heard, c.heard) == ([], [b"far away"])
    assert b.replies == []


def test_three_transmissions_without_an_answer_are_a_refusal(devices_of: Maker) -> None:
    """From the own radio, after the third; and the next message is answered again."""
    devices = devices_of()
    a, b = devices.clients
    devices.cut(0)
    number = a.send(b"anybody?", to=B, hops=0, want_ack=True)
    devices.wait(lambda: bool(a.replies))
    assert a.replies == [(number, Refusal.MAX_RETRANSMIT, A)]
    assert [frame.payload for frame in devices.captured()] == [b"anybody?"] * 3
    assert (a.answers, b.heard) == ([(number, 0)], [])


def test_a_stranger_has_no_key(devices_of: Maker) -> None:
    """Refused at once, nothing on the air."""
    devices = devices_of()
    a, _b = devices.clients
    number = a.send(b"who?", to=STRANGER, want_ack=True)
    devices.wait(lambda: bool(a.replies) and bool(a.answers))
    assert a.replies == [(number, Refusal.UNKNOWN_DESTINATION_KEY, A)]
    assert a.answers == [(number, Refusal.UNKNOWN_DESTINATION_KEY)]
    assert devices.captured() == []


@pytest.mark.parametrize(("to", "longest"), [(0xFFFFFFFF, 231), (B, 219)])
def test_too_long_is_one_byte_more_than_fits(devices_of: Maker, to: int, longest: int) -> None:
    """A direct message loses 12 bytes to its encryption."""
    devices = devices_of()
    a, b = devices.clients
    over, fits = a.send(bytes(longest + 1), to=to, hops=0), a.send(bytes(longest), to=to, hops=0)
    devices.wait(lambda: b.heard == [bytes(longest)] and len(a.answers) == 2)
    assert a.replies == [(over, Refusal.TOO_LARGE, A)]
    assert a.answers == [(over, Refusal.TOO_LARGE), (fits, 0)]


def test_a_full_queue_refuses_without_a_routing_reply(devices_of: Maker) -> None:
    """What was taken is heard in order, what was refused is not, and an urgent packet gets a place."""
    devices = devices_of(preset=Preset.LONG_FAST)
    a, b = devices.clients
    ids: list[int] = []
    while len(ids) < 250 and not any(result for _id, result in a.answers):
        ids.append(a.send(bytes([len(ids)]) * 200, hops=0))
    urgent = a.send(b"urgent", hops=0, priority=Priority.HIGH)
    devices.wait(lambda: len(a.answers) == len(ids) + 1)
    results = dict(a.answers)
    taken = [number for number, packet_id in enumerate(ids) if results[packet_id] == 0]
    assert {results[packet_id] for packet_id in ids} == {0, Refusal.QUEUE_FULL}
    assert results[urgent] == 0
    devices.settle()
    # The urgent one took the place of the last, unless there was room again by then.
    devices.wait(lambda: [payload[0] for payload in b.heard if payload != b"urgent"] in (taken, taken[:-1]))
    assert b"urgent" in b.heard
    assert a.replies == []


def test_a_repeated_packet_is_dropped_without_a_word(devices_of: Maker) -> None:
    """By its id; the next one is answered."""
    devices = devices_of()
    a, b = devices.clients
    a.send(b"once", hops=0, packet_id=500)
    a.send(b"twice", hops=0, packet_id=500)
    last = a.send(b"last", hops=0)
    devices.wait(lambda: len(b.heard) == 2 and len(a.answers) >= 2)
    assert b.heard == [b"once", b"last"]
    assert a.answers == [(500, 0), (last, 0)]


def test_a_channel_that_the_radio_does_not_have(devices_of: Maker) -> None:
    """Refused for a broadcast; a direct message needs no channel but the receiver's key."""
    devices = devices_of()
    a, b = devices.clients
    broadcast = a.send(b"channel 2", hops=0, channel=2)
    direct = a.send(b"direct", to=B, hops=0, channel=2)
    devices.wait(lambda: b.heard == [b"direct"] and len(a.answers) == 2)
    assert a.replies == [(broadcast, Refusal.NO_CHANNEL, A)]
    assert a.answers == [(broadcast, Refusal.NO_CHANNEL), (direct, 0)]


def test_a_port_is_carried_whatever_it_is(devices_of: Maker) -> None:
    """Known to the radio or not."""
    devices = devices_of()
    a, b = devices.clients
    for portnum in (Port.TEXT_MESSAGE, 256, 300, 511):
        a.send(b"x", hops=0, portnum=portnum, priority=Priority.DEFAULT)
    devices.wait(lambda: len(b.ports) == 4)
    assert b.ports == [1, 256, 300, 511]


@pytest.mark.parametrize(("hops", "reached"), [(0, 1), (1, 2), (2, 3), (7, 3)])
def test_as_far_as_the_hop_limit(devices_of: Maker, hops: int, reached: int) -> None:
    """Four in a row; everybody once."""
    devices = devices_of(radios=4, row=True)
    first, *others = devices.clients
    first.send(b"x", hops=hops)
    devices.wait(lambda: [len(client.heard) for client in others] == [1] * reached + [0] * (3 - reached))
    devices.settle()
    assert [len(client.heard) for client in others] == [1] * reached + [0] * (3 - reached)
    assert len(devices.captured()) == min(hops + 1, 4)


def test_a_broadcast_is_acknowledged_by_being_relayed(devices_of: Maker) -> None:
    """The reply comes from the own radio: somebody heard it, nobody knows who. Out of reach it is refused."""
    devices = devices_of()
    a, _b = devices.clients
    number = a.send(b"x", want_ack=True)
    devices.wait(lambda: a.replies == [(number, 0, A)])
    devices.cut(0)
    alone = a.send(b"y", want_ack=True)
    devices.wait(lambda: len(a.replies) == 2)
    assert a.replies[1] == (alone, Refusal.MAX_RETRANSMIT, A)


def test_the_duty_cycle_is_told_three_times(devices_of: Maker) -> None:
    """In the queue status, in a routing reply, and in a sentence for a person."""
    devices = devices_of(duty_cycle=0.0001)
    a, b = devices.clients
    for count in range(1, 20):
        number = a.send(bytes(200), hops=0)
        devices.wait(lambda count=count: len(a.answers) == count)  # type: ignore[misc]
        if a.answers[-1][1]:
            break
        devices.wait(lambda count=count: len(b.heard) == count)  # type: ignore[misc]
    devices.wait(lambda: bool(a.replies) and bool(a.notices))
    assert a.answers[-1] == (number, Refusal.DUTY_CYCLE_LIMIT)
    assert a.replies == [(number, Refusal.DUTY_CYCLE_LIMIT, A)]
    ((sentence, about),) = a.notices
    assert "Duty cycle limit exceeded" in sentence and about == number
    assert len(devices.captured()) == len(a.answers) - 1


def test_settings_cannot_be_changed(devices_of: Maker) -> None:
    """An administration packet is refused, whatever it says."""
    devices = devices_of()
    a, _b = devices.clients
    number = a.send(b"\x08\x01", to=A, portnum=Port.ADMIN)
    devices.wait(lambda: bool(a.replies))
    assert a.replies == [(number, Refusal.NOT_AUTHORIZED, A)]


def test_a_reboot_is_told_and_forgets_what_waited(devices_of: Maker) -> None:
    """What had no answer yet never gets one; then it works as before."""
    devices = devices_of(preset=Preset.LONG_FAST)
    a, b = devices.clients
    waiting = [a.send(bytes([number]) * 200, to=B, hops=0, want_ack=True) for number in range(10)]
    devices.wait(lambda: len(a.answers) == len(waiting))
    devices.reboot(0)
    devices.wait(lambda: a.reboots == 1)
    after = a.send(b"after", to=B, hops=0, want_ack=True)
    devices.wait(lambda: b"after" in b.heard and after in [request for request, _error, _sender in a.replies])
    devices.settle()
    assert len(b.heard) < len(waiting)
