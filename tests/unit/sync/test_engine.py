# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One engine: what it believes, reports and sends."""

from __future__ import annotations

from random import Random

import pytest

from sync.chain import make_checkpoint
from sync.engine import (
    ChainBroken,
    Engine,
    Event,
    ForkSeen,
    FrameReceived,
    Outgoing,
    PeerHeard,
    ReceiptReceived,
    Rejected,
)
from sync.frames import Frame, Priority
from sync.ids import Author, make_author
from sync.wire import (
    BEACON,
    RECEIPT,
    WANT,
    Beacon,
    Holding,
    Keys,
    Sender,
    encode_beacon,
    encode_holdings,
    encode_receipt,
    open_packet,
    seal_frame,
)
from sync.wire import seal_control as seal
from tests.support.sync_medium import (
    COORDINATOR,
    EPOCH,
    GROUP_KEY,
    INCIDENT,
    KEYS,
    MemoryLog,
    binding,
    config,
    entries,
    key,
)

OWN, OTHER, CHIEF = make_author(1, 1), make_author(2, 1), make_author(COORDINATOR, 1)


class Bench:
    """An engine of point 1 and its log."""

    def __init__(self, point: int = 1, duty_cycle: float = 0.10) -> None:
        self.log = MemoryLog()
        self.config = config(point, duty_cycle=duty_cycle)
        self.log.bodies[(self.config.author, 0)] = binding(self.config.author)
        self.now = 0.0
        self.counter = 0
        self.restart()

    def restart(self) -> None:
        self.engine = Engine(self.config, self.log, Random(1), self.now)

    def store(self, *frames: Frame) -> list[Event]:
        self.log.bodies.update({(frame.author, frame.number): frame.body for frame in frames})
        return self.engine.stored(list(frames), self.now)

    def write(self, number: int, body: bytes) -> None:
        self.log.bodies[(self.config.author, number)] = body
        self.engine.own([Frame(self.config.author, number, body)], self.now)

    def hear(self, kind: int, plain: bytes, author: Author = OTHER) -> list[Event]:
        self.counter += 1
        return self.engine.receive(seal(kind, Sender(author, 1, self.counter), plain, KEYS), self.now)

    def beacon(self, holdings: dict[Author, Holding], acked: int = 0) -> list[Event]:
        return self.hear(BEACON, encode_beacon(acked, holdings))

    def receipt(self, vector: dict[Author, int], by: Author = CHIEF, signer: Author = CHIEF) -> list[Event]:
        return self.hear(RECEIPT, encode_receipt(vector, key(f"replica {signer}"), INCIDENT, by), by)

    def run(self, seconds: float) -> list[Outgoing]:
        """Everything it sends in so many seconds."""
        end, sent = self.now + seconds, []
        while self.now < end:
            for outgoing in self.engine.outgoing(self.now):
                self.engine.sent(outgoing, self.now)
                sent.append(outgoing)
            self.now += 0.05
        return sent


@pytest.fixture
def bench() -> Bench:
    return Bench()


def carried(sent: list[Outgoing], kind: str) -> list[tuple[Author, int]]:
    return [frame for outgoing in sent if outgoing.kind == kind for frame in outgoing.frames]


def test_a_frame_is_reported_and_counts_only_when_stored(bench: Bench) -> None:
    frame = Frame(OTHER, 0, binding(OTHER))
    assert bench.engine.receive(seal_frame(frame, KEYS), 0) == [FrameReceived(frame)]
    assert OTHER not in bench.engine.heads()
    bench.store(frame)
    assert bench.engine.heads()[OTHER] == bench.engine.verified()[OTHER] == 1
    assert bench.engine.receive(seal_frame(frame, KEYS), 0) == []


def test_frames_out_of_order_are_reported_and_leave_a_gap(bench: Bench) -> None:
    late = Frame(OTHER, 2, entries(2))
    assert bench.engine.receive(seal_frame(late, KEYS), 0) == [FrameReceived(late)]
    bench.store(late)
    assert bench.engine.heads()[OTHER] == 0
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1)))
    assert bench.engine.heads()[OTHER] == 3


def test_what_is_not_acceptable_is_counted_by_reason(bench: Bench) -> None:
    stranger = make_author(77, 1)
    other_incident = Keys.derive(GROUP_KEY, b"another!", EPOCH)
    cases = {
        "short": b"nonsense",
        "tag": seal_frame(Frame(OTHER, 1, entries(1)), other_incident),
        "epoch": seal_frame(Frame(OTHER, 1, entries(1)), Keys.derive(GROUP_KEY, INCIDENT, EPOCH + 1)),
        "foreign": seal_frame(Frame(stranger, 1, entries(1)), KEYS),
        "malformed": seal_frame(Frame(OTHER, 1, b"\x01\x02"), KEYS),
        "binding": seal_frame(Frame(OTHER, 0, binding(make_author(2, 2))), KEYS),
        "own_echo": seal(BEACON, Sender(OWN, 9, 9), encode_beacon(0, {}), KEYS),
    }
    for reason, payload in cases.items():
        assert bench.engine.receive(payload, 0) == [Rejected(reason)]
        assert bench.engine.rejected[reason] == 1
    assert bench.engine.heads() == {OWN: 1}


def test_a_control_packet_counts_once(bench: Bench) -> None:
    payload = seal(BEACON, Sender(OTHER, 1, 1), encode_beacon(0, {OWN: Holding(1)}), KEYS)
    assert bench.engine.receive(payload, 0) == [PeerHeard(OTHER, 1)]
    assert bench.engine.receive(payload, 0) == [Rejected("replay")]


def test_other_contents_for_a_number_are_a_fork_once(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1)))
    other = entries(1, b"wine")
    payload = seal_frame(Frame(OTHER, 1, other), KEYS)
    assert bench.engine.receive(payload, 0) == [ForkSeen(OTHER, 1, other, own=False)]
    assert bench.engine.receive(payload, 0) == []
    assert bench.engine.rejected["fork"] == 1


def test_a_second_laptop_that_writes_as_us_is_a_fork_of_our_own(bench: Bench) -> None:
    unknown = entries(1)
    assert bench.engine.receive(seal_frame(Frame(OWN, 1, unknown), KEYS), 0) == [ForkSeen(OWN, 1, unknown, own=True)]
    told_once = bench.beacon({OWN: Holding(5)})
    assert not any(isinstance(event, ForkSeen) for event in told_once)
    bench.store(Frame(CHIEF, 0, binding(CHIEF)))
    assert ForkSeen(OWN, 1, None, own=True) in bench.receipt({OWN: 5})
    assert bench.engine.acknowledged() == 0
    assert bench.engine.heads()[OWN] == 1


def test_an_own_frame_goes_out_once_over_the_whole_mesh(bench: Bench) -> None:
    bench.write(1, entries(1))
    sent = bench.run(60)
    assert carried(sent, "facts") == [(OWN, 1)]
    first = next(outgoing for outgoing in sent if outgoing.kind == "facts")
    assert (first.hop_limit, first.urgent) == (3, False)
    assert open_packet(first.payload, KEYS) == Frame(OWN, 1, entries(1))


def test_life_goes_first_and_twice(bench: Bench) -> None:
    bench.write(1, entries(1))
    bench.write(2, entries(2, priority=Priority.LIFE))
    sent = bench.run(60)
    assert sent[0].frames == ((OWN, 2),)
    assert sent[0].urgent
    assert carried(sent, "life") == [(OWN, 2), (OWN, 2)]


def test_life_is_not_sent_again_when_somebody_has_it(bench: Bench) -> None:
    bench.write(1, entries(1, priority=Priority.LIFE))
    bench.write(2, entries(2, priority=Priority.LIFE))
    assert carried(bench.run(0.9), "life") == [(OWN, 1), (OWN, 2)]
    bench.beacon({OWN: Holding(2)})
    assert carried(bench.run(bench.config.timing.reflood * 2), "life") == [(OWN, 2)]


def test_what_is_less_urgent_waits_its_turn_and_is_not_forgotten(bench: Bench) -> None:
    """Choosing one packet once used up what the others would have been: they came by repair, much later."""
    classes = (Priority.STATUS, Priority.URGENT, Priority.LIFE, Priority.NORMAL, Priority.URGENT, Priority.LIFE)
    for number, priority in enumerate(classes, start=1):
        bench.write(number, entries(number, priority=priority))
    sent = bench.run(bench.config.timing.reflood * 0.95)
    first = [frame for outgoing in sent if outgoing.kind in {"life", "facts"} for frame in outgoing.frames]
    assert first == [(OWN, number) for number in (3, 6, 2, 5, 4, 1)]


@pytest.mark.parametrize(("reason", "pause"), [("queue_full", 0.4), ("duty_cycle", 60.0)])
def test_a_refused_frame_waits_and_is_not_lost(bench: Bench, reason: str, pause: float) -> None:
    bench.write(1, entries(1))
    (refused,) = bench.engine.outgoing(0)
    bench.engine.refused(refused, 0, reason)
    assert bench.engine.outgoing(pause * 0.9) == []
    bench.now = pause + 0.1
    assert (OWN, 1) in carried(bench.run(5), "facts")


def test_no_airtime_left_holds_facts_back_and_lets_life_pass() -> None:
    bench = Bench()
    bench.engine = Engine(bench.config, bench.log, Random(1), 0.0, [(0.0, "facts", 329.99)])
    bench.write(1, entries(1))
    assert not bench.engine.may_freeze(Priority.NORMAL, 0)
    assert bench.engine.may_freeze(Priority.LIFE, 0)
    assert carried(bench.run(60), "facts") == []
    bench.write(2, entries(2, priority=Priority.LIFE))
    assert carried(bench.run(5), "life")
    bench.now = 3700.0
    assert carried(bench.run(5), "facts") == [(OWN, 1)]


def test_a_kind_without_airtime_lets_nobody_oversleep() -> None:
    bench = Bench()
    bench.engine = Engine(bench.config, bench.log, Random(1), 0.0, [(0.0, "facts", 329.99)])
    bench.write(1, entries(1))
    bench.write(2, entries(2, priority=Priority.LIFE))
    (first,) = bench.engine.outgoing(0)
    bench.engine.sent(first, 0)
    assert bench.engine.outgoing(0.9) == []
    again = bench.config.timing.reflood
    assert 0.9 < bench.engine.next_wakeup() <= again
    assert carried(bench.engine.outgoing(again), "life") == [(OWN, 2)]


def test_a_waiting_queue_says_wait_so_that_entries_share_a_frame(bench: Bench) -> None:
    assert bench.engine.may_freeze(Priority.NORMAL, 0)
    bench.write(1, entries(1))
    bench.write(2, entries(2))
    assert not bench.engine.may_freeze(Priority.NORMAL, 0)
    bench.run(5)
    assert bench.engine.may_freeze(Priority.NORMAL, bench.now)


def test_what_a_beacon_lacks_is_repaired_to_the_neighbours_after_a_pause(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1)), Frame(OTHER, 2, entries(2)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(1, 0b1)})
    assert carried(bench.engine.outgoing(bench.now, 5), "repair") == []
    sent = bench.run(5)
    assert carried(sent, "repair") == [(OTHER, 1)]
    assert {outgoing.hop_limit for outgoing in sent if outgoing.kind == "repair"} == {0}


def test_a_repair_that_another_made_is_dropped(bench: Bench) -> None:
    frame = Frame(OTHER, 1, entries(1))
    bench.store(Frame(OTHER, 0, binding(OTHER)), frame)
    bench.beacon({OWN: Holding(1), OTHER: Holding(1)})
    bench.engine.receive(seal_frame(frame, KEYS), bench.now)
    assert carried(bench.run(5), "repair") == []


def test_an_unequal_beacon_is_not_answered_by_a_beacon_at_once(bench: Bench) -> None:
    bench.run(120)
    bench.beacon({OWN: Holding(0)})
    soon = bench.run(bench.config.timing.beacon_min * 0.49)
    assert not [outgoing for outgoing in soon if isinstance(open_packet(outgoing.payload, KEYS), Beacon)]


def test_what_we_lack_is_asked_for_after_a_grace(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    early = bench.run(bench.config.timing.want_grace * 0.4)
    assert not [one for one in early if one.payload[0] & 15 == WANT]
    asked = [one for one in bench.run(10) if one.payload[0] & 15 == WANT]
    assert asked
    assert asked[0].hop_limit == 0
    bench.store(Frame(OTHER, 1, entries(1)), Frame(OTHER, 2, entries(2)))
    assert not [one for one in bench.run(60) if one.payload[0] & 15 == WANT]


def test_a_want_is_served(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1)))
    plain, _ = encode_holdings({OTHER: Holding(0)}, 100)
    assert bench.hear(WANT, plain, make_author(3, 1)) == [PeerHeard(make_author(3, 1), None)]
    assert sorted(carried(bench.run(5), "repair")) == [(OTHER, 0), (OTHER, 1)]


def test_only_a_coordination_points_signature_acknowledges(bench: Bench) -> None:
    bench.write(1, entries(1))
    assert bench.receipt({OWN: 2}) == [Rejected("receipt")], "its binding is not known yet"
    bench.store(Frame(CHIEF, 0, binding(CHIEF)), Frame(OTHER, 0, binding(OTHER)))
    assert bench.receipt({OWN: 2}, by=OTHER, signer=OTHER) == [Rejected("receipt")]
    assert bench.receipt({OWN: 2}, by=CHIEF, signer=OTHER) == [Rejected("receipt")]
    bench.beacon({OWN: Holding(2)})
    assert bench.engine.acknowledged() == 0
    events = bench.receipt({OWN: 2})
    assert [event.vector for event in events if isinstance(event, ReceiptReceived)] == [{OWN: 2}]
    assert bench.engine.acknowledged() == 2
    bench.receipt({OWN: 1})
    assert bench.engine.acknowledged() == 2


def test_an_acknowledgement_survives_a_restart(bench: Bench) -> None:
    bench.write(1, entries(1))
    bench.store(Frame(CHIEF, 0, binding(CHIEF)))
    for event in bench.receipt({OWN: 2}):
        if isinstance(event, ReceiptReceived):
            bench.log.kept_receipts[event.author] = event.raw
    bench.log.kept_receipts[OTHER] = b"damaged"
    bench.restart()
    assert bench.engine.acknowledged() == 2


def test_a_receipt_is_over_what_was_stored_and_nothing_else() -> None:
    bench = Bench(COORDINATOR)
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.engine.receive(seal_frame(Frame(OTHER, 1, entries(1)), KEYS), 0)
    bench.store(Frame(OTHER, 3, entries(3)))
    receipts = [open_packet(one.payload, KEYS) for one in bench.run(20) if one.payload[0] & 15 == RECEIPT]
    assert receipts
    assert all(getattr(receipt, "vector", {}).get(OTHER) == 1 for receipt in receipts)


def test_a_support_point_makes_no_receipt(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    assert not [one for one in bench.run(60) if one.payload[0] & 15 == RECEIPT]


def test_checkpoints_verify_history_and_one_over_other_frames_is_told(bench: Bench) -> None:
    writer = Bench(2)
    for number in range(1, 4):
        writer.write(number, entries(number))
    number, chain = writer.engine.own_chain()
    assert number == 4
    honest = make_checkpoint(writer.config.replica_private, INCIDENT, OTHER, number, chain)
    history = [Frame(OTHER, at, writer.log.bodies[(OTHER, at)]) for at in range(4)]
    bench.store(*history)
    assert bench.engine.verified()[OTHER] == 1
    assert bench.store(Frame(OTHER, 4, honest)) == []
    assert bench.engine.verified()[OTHER] == 5
    forged = Bench()
    assert forged.store(history[0], Frame(OTHER, 1, entries(1, b"wine")), *history[2:], Frame(OTHER, 4, honest)) == [
        ChainBroken(OTHER, 4)
    ]
    assert forged.engine.verified()[OTHER] == 1
    assert forged.engine.rejected["chain"] == 1


def test_a_checkpoint_is_due_after_sixteen_frames_or_with_age(bench: Bench) -> None:
    assert not bench.engine.checkpoint_due(bench.config.timing.checkpoint_age * 2)
    bench.write(1, entries(1))
    assert not bench.engine.checkpoint_due(1)
    assert bench.engine.checkpoint_due(bench.config.timing.checkpoint_age + 1)
    for number in range(2, 17):
        bench.write(number, entries(number))
    assert bench.engine.checkpoint_due(1)
    number, chain = bench.engine.own_chain()
    bench.write(number, make_checkpoint(bench.config.replica_private, INCIDENT, OWN, number, chain))
    assert not bench.engine.checkpoint_due(bench.config.timing.checkpoint_age * 3)
    assert bench.engine.verified()[OWN] == 18


def test_a_restart_knows_what_the_log_holds(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 2, entries(2)))
    bench.restart()
    assert bench.engine.heads() == {OWN: 1, OTHER: 1}
    assert bench.engine.receive(seal_frame(Frame(OTHER, 2, entries(2)), KEYS), 0) == []


def test_waking_when_told_misses_nothing() -> None:
    bench = Bench()
    bench.write(1, entries(1, priority=Priority.LIFE))
    now, sent = 0.0, []
    for _ in range(200):
        for outgoing in bench.engine.outgoing(now, 4):
            bench.engine.sent(outgoing, now)
            sent.append(outgoing)
        following = bench.engine.next_wakeup()
        assert following > now or bench.engine.outgoing(now) == []
        now = max(following, now + 0.001)
    assert len(carried(sent, "life")) == 2
    assert now > 60
