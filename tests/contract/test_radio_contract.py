# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every radio promises: the same cases in process and through the stock library over TCP."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from devices.lora import Preset, payload_airtime
from devices.radio import MAX_PAYLOAD, Heard, RadioBusy, RadioState, RadioUnavailable, StateChanged, TxOutcome, TxReport
from tests.support.radio_kit import FIRST, InProcess, Mesh, MeshPlan, ThroughTheLibrary, send_patiently

Maker = Callable[..., Mesh]

ACCEPTED, REFUSED = TxOutcome.ACCEPTED, TxOutcome.REFUSED


@pytest.fixture(params=["in-process", "stock-library"])
def mesh_of(request: pytest.FixtureRequest) -> Iterator[Maker]:
    """Makes a mesh of the form under test; all are closed afterwards."""
    made: list[Mesh] = []

    def make(**plan: object) -> Mesh:
        wanted = MeshPlan(**plan)  # type: ignore[arg-type]
        mesh = InProcess(wanted) if request.param == "in-process" else ThroughTheLibrary(wanted).ready()
        made.append(mesh)
        return mesh

    yield make
    for mesh in made:
        mesh.close()


def test_what_is_sent_is_heard(mesh_of: Maker) -> None:
    """With the claimed sender and the strength of the last hop; accepted; not echoed to the sender."""
    mesh = mesh_of()
    a, b = mesh.logs
    packet_id = a.radio.send(b"hello", hop_limit=0)
    mesh.wait(lambda: bool(b.heard) and bool(a.reports))
    (heard,) = (event for event in b.events if isinstance(event, Heard))
    assert (heard.payload, heard.sender, heard.hops) == (b"hello", FIRST, 0)
    assert heard.rssi is not None and heard.rssi < 0
    assert heard.snr is not None
    assert a.reports == [TxReport(packet_id, ACCEPTED)]
    assert a.heard == []


def test_every_size_arrives_unchanged(mesh_of: Maker) -> None:
    """1 to 231 bytes, all values of a byte, in the order they were sent."""
    mesh = mesh_of()
    a, b = mesh.logs
    assert a.radio.max_payload == MAX_PAYLOAD == 231
    payloads = [bytes((7 * size + index) % 256 for index in range(size)) for size in range(1, MAX_PAYLOAD + 1)]
    ids = [send_patiently(mesh, a, payload) for payload in payloads]
    mesh.wait(lambda: len(b.heard) == len(payloads) and len(a.reports) == len(payloads))
    assert b.heard == payloads
    assert a.reports == [TxReport(packet_id, ACCEPTED) for packet_id in ids]
    assert len(set(ids)) == len(ids)


def test_too_long_is_the_callers_mistake(mesh_of: Maker) -> None:
    """Nothing is handed over, nothing reported; the radio goes on."""
    mesh = mesh_of()
    a, b = mesh.logs
    with pytest.raises(ValueError, match="231"):
        a.radio.send(bytes(MAX_PAYLOAD + 1), hop_limit=0)
    a.radio.send(bytes(MAX_PAYLOAD), hop_limit=0)
    mesh.wait(lambda: b.heard == [bytes(MAX_PAYLOAD)])
    assert len(a.reports) == 1


def test_duty_cycle_refuses_and_says_why(mesh_of: Maker) -> None:
    """Some are taken, and then none; what was refused is not on the air."""
    mesh = mesh_of(duty_cycle=0.0002)
    a, b = mesh.logs
    ids: list[int] = []
    while not any(report.outcome is REFUSED for report in a.reports):
        ids.append(a.radio.send(bytes([len(ids)]) * 200, hop_limit=0))
        mesh.wait(lambda: len(a.reports) == len(ids))
        if a.reports[-1].outcome is ACCEPTED:
            mesh.wait(lambda: len(b.heard) == len(ids))
    assert [report.packet_id for report in a.reports] == ids
    assert [report.outcome for report in a.reports] == [ACCEPTED] * (len(ids) - 1) + [REFUSED]
    assert a.reports[-1].reason == "duty_cycle"
    assert len(b.heard) == len(ids) - 1 >= 2


def test_a_full_queue_is_busy_and_empties(mesh_of: Maker) -> None:
    """Handing over faster than the air takes it ends in RadioBusy; later there is room again and nothing was lost."""
    mesh = mesh_of(preset=Preset.LONG_FAST)
    a, b = mesh.logs
    taken: list[bytes] = []
    with pytest.raises(RadioBusy):
        for number in range(1000):
            payload = number.to_bytes(2, "big") * 100
            a.radio.send(payload, hop_limit=0)
            taken.append(payload)
    send_patiently(mesh, a, b"later")
    mesh.wait(lambda: len(b.heard) == len(taken) + 1 and len(a.reports) == len(taken) + 1)
    assert b.heard == [*taken, b"later"]
    assert all(report.outcome is ACCEPTED for report in a.reports)


def test_urgent_overtakes(mesh_of: Maker) -> None:
    """An urgent payload is heard before others that were handed over earlier."""
    mesh = mesh_of()
    a, b = mesh.logs
    for number in range(10):
        a.radio.send(bytes([number]) * 200, hop_limit=0)
    a.radio.send(b"urgent", hop_limit=0, urgent=True)
    mesh.wait(lambda: len(b.heard) == 11)
    assert b.heard.index(b"urgent") < 6


def relayed(mesh: Mesh) -> int:
    """Relays on the air so far, by all."""
    return sum(node.relayed for node in mesh.stats().nodes.values())


def test_relays_carry_further_and_nobody_hears_twice(mesh_of: Maker) -> None:
    """Four that hear each other: each of the others once, whatever was relayed; the sender never. One packet: a second
    can collide with what relays still send of the first, and nobody repeats a broadcast."""
    mesh = mesh_of(radios=4)
    first, *others = mesh.logs
    first.radio.send(b"x", hop_limit=3)
    mesh.wait(lambda: all(log.heard for log in others))
    mesh.wait(lambda: relayed(mesh) >= 1)
    assert [log.heard for log in others] == [[b"x"]] * 3
    assert first.heard == []


@pytest.mark.parametrize(("hops", "reached"), [(0, 1), (1, 2), (3, 3)])
def test_as_far_as_the_hop_limit(mesh_of: Maker, hops: int, reached: int) -> None:
    """Four in a row: each relay costs a hop, and tells how many there were."""
    mesh = mesh_of(radios=4)
    mesh.chain()
    first, *others = mesh.logs
    first.radio.send(b"x", hop_limit=hops)
    mesh.wait(lambda: [len(log.heard) for log in others] == [1] * reached + [0] * (3 - reached))
    told = [event.hops for log in others for event in log.events if isinstance(event, Heard)]
    assert told == list(range(reached))


def test_the_same_payload_twice_is_heard_twice(mesh_of: Maker) -> None:
    """Copies of one packet are dropped, not equal packets."""
    mesh = mesh_of()
    a, b = mesh.logs
    ids = {send_patiently(mesh, a, b"again") for _ in range(2)}
    mesh.wait(lambda: len(b.heard) == 2 and len(a.reports) == 2)
    assert b.heard == [b"again"] * 2
    assert {report.packet_id for report in a.reports} == ids


def test_the_airtime_that_is_told_is_what_was_on_the_air(mesh_of: Maker) -> None:
    """What the radio tells of its own sending is what the air measured and what the arithmetic says."""
    mesh = mesh_of(preset=Preset.MEDIUM_FAST)
    a, b = mesh.logs
    for size in (20, 120, 231):
        send_patiently(mesh, a, bytes(size))
    mesh.wait(lambda: len(b.heard) == 3)
    seconds = sum(a.radio.airtime(size) for size in (20, 120, 231))
    assert mesh.stats().nodes[FIRST].airtime == pytest.approx(seconds)
    mesh.wait(lambda: a.radio.status().air_time_tx == pytest.approx(seconds / 3600))


def test_a_cut_and_its_end(mesh_of: Maker) -> None:
    """What was sent while the radio was cut is never heard; the radio took it all the same. Afterwards all is well."""
    mesh = mesh_of(radios=3)
    a, b, c = mesh.logs
    mesh.partition([{0}, {1, 2}])
    a.radio.send(b"into the void", hop_limit=3)
    b.radio.send(b"on the island", hop_limit=0)
    mesh.wait(lambda: c.heard == [b"on the island"] and len(a.reports) == 1 and mesh.stats().frames >= 2)
    mesh.heal()
    send_patiently(mesh, a, b"after")
    mesh.wait(lambda: b.heard == [b"after"] and b"after" in c.heard)
    assert a.reports[0].outcome is ACCEPTED
    assert c.heard == [b"on the island", b"after"]


def test_other_applications_are_not_heard(mesh_of: Maker) -> None:
    """Another port number on the same channel is none of ours."""
    mesh = mesh_of(radios=3, portnums=(256, 256, 257))
    a, b, other = mesh.logs
    other.radio.send(b"foreign", hop_limit=0)
    mesh.wait(lambda: mesh.stats().delivered == 2)
    a.radio.send(b"ours", hop_limit=0)
    mesh.wait(lambda: bool(b.heard))
    assert b.heard == [b"ours"]
    assert a.heard == other.heard == []


def test_status_tells_what_a_person_wants_to_know(mesh_of: Maker) -> None:
    """Node, preset, region, and the airtime that follows from them."""
    mesh = mesh_of(preset=Preset.MEDIUM_FAST)
    a, _b = mesh.logs
    status = a.radio.status()
    assert (status.state, status.reason) == (RadioState.READY, "")
    assert (status.node, status.preset, status.region) == (FIRST, "MEDIUM_FAST", "EU_868")
    assert (status.reconnects, status.malformed) == (0, 0)
    assert status.channel_utilisation == 0.0
    assert status.air_time_tx == 0.0
    assert a.radio.airtime(120) == payload_airtime(120, Preset.MEDIUM_FAST)
    a.radio.send(b"x", hop_limit=0)
    mesh.wait(lambda: a.radio.status().queue_free is not None)


def test_ready_comes_first_and_closed_last(mesh_of: Maker) -> None:
    """Events are in the order they happened; closing twice is closing once; afterwards nothing can be sent."""
    mesh = mesh_of()
    a, b = mesh.logs
    a.radio.send(b"x", hop_limit=0)
    mesh.wait(lambda: bool(b.heard))
    a.radio.close()
    a.radio.close()
    assert a.events[0] == StateChanged(RadioState.READY)
    assert a.events[-1] == StateChanged(RadioState.CLOSED)
    assert len(a.states) == 2
    assert a.radio.status().state is RadioState.CLOSED
    with pytest.raises(RadioUnavailable):
        a.radio.send(b"y", hop_limit=0)
    assert b.states == [(RadioState.READY, "")]


def test_wakes_whoever_waits(mesh_of: Maker) -> None:
    """Called for reports and for what is heard, and at once when something waits already."""
    mesh = mesh_of()
    a, b = mesh.logs
    early: list[str] = []
    untouched = mesh_of()
    untouched.logs[0].radio.on_activity(lambda: early.append("woken"))
    assert early == ["woken"]
    woken = {"a": 0, "b": 0}
    for name, log in (("a", a), ("b", b)):
        log.radio.poll()
        log.radio.on_activity(lambda name=name: woken.update({name: woken[name] + 1}))  # type: ignore[misc]
    a.radio.send(b"x", hop_limit=0)
    mesh.wait(lambda: woken["a"] > 0 and woken["b"] > 0)
    mesh.wait(lambda: bool(a.reports) and bool(b.heard))


def test_a_rebooted_radio_comes_back(mesh_of: Maker) -> None:
    """Lost with its reason, ready again, counted; the caller does nothing."""
    mesh = mesh_of()
    a, b = mesh.logs
    mesh.reboot(0)
    mesh.wait(lambda: len(a.states) >= 3 and a.states[-1] == (RadioState.READY, ""))
    assert a.states[1] == (RadioState.LOST, "rebooted")
    assert a.radio.status().reconnects == 1
    a.radio.send(b"back", hop_limit=0)
    mesh.wait(lambda: b.heard == [b"back"])


def test_a_reboot_leaves_no_packet_without_a_report(mesh_of: Maker) -> None:
    """Some were taken, some may be lost: each is told exactly once, in the order of sending, before the new start."""
    mesh = mesh_of(preset=Preset.LONG_FAST)
    a, b = mesh.logs
    ids = [a.radio.send(bytes([number]) * 200, hop_limit=0) for number in range(12)]
    mesh.reboot(0)
    mesh.wait(lambda: len(a.states) >= 3 and a.states[-1] == (RadioState.READY, ""))
    assert [report.packet_id for report in a.reports] == ids
    assert {report.reason for report in a.reports} <= {"", "lost"}
    assert a.events[-1] == StateChanged(RadioState.READY)
    a.radio.send(b"back", hop_limit=0)
    mesh.wait(lambda: b"back" in b.heard)
    assert len(b.heard) < len(ids)
