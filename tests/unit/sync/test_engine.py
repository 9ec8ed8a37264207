# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One engine: what it believes, reports and sends."""

from __future__ import annotations

import pytest

from sync.engine import (
    ForkSeen,
    FrameContested,
    FrameReceived,
    PeerHeard,
    ReceiptReceived,
    Rejected,
)
from sync.frames import Frame, Priority
from sync.ids import make_author
from sync.packets import State
from sync.talk import encode_state, encode_talk
from sync.vectors import Holding
from sync.wire import RECEIPT, TALK, Keys, Sender, encode_receipt, open_packet, seal_frame
from sync.wire import seal_control as seal
from tests.support.engine_bench import CHIEF, OTHER, OWN, Bench, carried, states
from tests.support.sync_papers import (
    COORDINATOR,
    EPOCH,
    GROUP_KEY,
    INCIDENT,
    KEYS,
    PACKET,
    binding,
    checkpoint,
    content,
    entries,
    key,
)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_frame_is_reported_and_counts_only_when_stored(bench: Bench) -> None:
    frame = Frame(OTHER, 0, binding(OTHER))
    assert bench.engine.receive(seal_frame(frame, KEYS), 0) == [FrameReceived(frame)]
    assert OTHER not in bench.engine.heads()
    bench.store(frame)
    assert bench.engine.heads()[OTHER] == bench.engine.verified()[OTHER] == 1
    assert bench.engine.receive(seal_frame(frame, KEYS), 0) == []


def test_frames_out_of_order_are_reported_and_leave_a_gap(bench: Bench) -> None:
    late = Frame(OTHER, 2, entries(2, author=OTHER))
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
        "malformed": seal_frame(Frame(OTHER, 1, b"\x01"), KEYS),
        "binding": seal_frame(Frame(OTHER, 0, binding(make_author(2, 2))), KEYS),
        "own_echo": seal(TALK, Sender(OWN, 9, 9), encode_talk(encode_state(State(0, 0, 0), 99)), KEYS),
    }
    for reason, payload in cases.items():
        assert bench.engine.receive(payload, 0) == [Rejected(reason)]
        assert bench.engine.rejected[reason] == 1
    assert bench.engine.heads() == {OWN: 1}


def test_a_control_packet_counts_once(bench: Bench) -> None:
    plain = encode_talk(encode_state(State(1, 1, 0, vector={OWN: Holding(1)}), 99))
    payload = seal(TALK, Sender(OTHER, 1, 1), plain, KEYS)
    assert bench.engine.receive(payload, 0) == [PeerHeard(OTHER, 1)]
    assert bench.engine.receive(payload, 0) == [Rejected("replay")]


def test_other_contents_for_a_number_are_told_once(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1)))
    other = Frame(OTHER, 1, entries(1, b"wine"))
    assert bench.engine.receive(seal_frame(other, KEYS), 0) == [FrameContested(other, own=False)]
    assert bench.engine.receive(seal_frame(other, KEYS), 0) == []
    assert bench.engine.rejected["contested"] == 1


def test_a_second_laptop_that_writes_as_us_is_a_fork_of_our_own(bench: Bench) -> None:
    unknown = entries(1)
    assert bench.engine.receive(seal_frame(Frame(OWN, 1, unknown), KEYS), 0) == [ForkSeen(OWN, 1, unknown, own=True)]
    signed = checkpoint(OWN, 2, [binding(OWN), unknown])
    assert bench.engine.receive(seal_frame(Frame(OWN, 2, signed), KEYS), 0) == [ForkSeen(OWN, 2, signed, own=True)]
    assert bench.engine.heads()[OWN] == 1


def test_who_writes_as_us_without_our_key_is_refused_and_answered_with_a_signature(bench: Bench) -> None:
    bench.write(1, entries(1))
    assert not bench.engine.checkpoint_due(bench.now)
    for number in (1, 2):
        forged = content(number, b"wine") + bytes(4)
        assert bench.engine.receive(seal_frame(Frame(OWN, number, forged), KEYS), bench.now) == [Rejected("witness")]
    assert bench.engine.checkpoint_due(bench.now)
    assert bench.engine.heads()[OWN] == 2


def test_who_claims_to_hold_more_of_us_than_there_is_is_asked_and_not_believed(bench: Bench) -> None:
    assert bench.beacon({OWN: Holding(5)}) == [PeerHeard(OTHER, 1)]
    bench.store(Frame(CHIEF, 0, binding(CHIEF)))
    bench.receipt({OWN: 5})
    assert bench.engine.acknowledged() == 0
    assert bench.engine.heads()[OWN] == 1


def test_a_receipt_for_other_frames_under_our_number_acknowledges_nothing(bench: Bench) -> None:
    bench.write(1, entries(1))
    bench.store(Frame(CHIEF, 0, binding(CHIEF)))
    copied = Bench()
    copied.write(1, entries(1, b"wine"))
    copied.store(Frame(CHIEF, 0, binding(CHIEF)))
    assert copied.engine.chain_at(OWN, 2) != bench.engine.chain_at(OWN, 2)
    vector = {OWN: (2, copied.engine.chain_at(OWN, 2) or b"")}
    bench.hear(RECEIPT, encode_receipt(vector, key(f"replica {CHIEF}"), INCIDENT, CHIEF)[0], CHIEF)
    assert bench.engine.acknowledged() == 0


def test_only_a_coordination_points_signature_acknowledges(bench: Bench) -> None:
    bench.write(1, entries(1))
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    assert bench.receipt({OWN: 1}) == [], "its binding is not known yet"
    assert bench.engine.acknowledged() == 0
    events = bench.store(Frame(CHIEF, 0, binding(CHIEF)))
    assert [event.vector for event in events if isinstance(event, ReceiptReceived)] == [{OWN: 1}]
    assert bench.engine.acknowledged() == 1
    assert bench.receipt({OWN: 2}, by=OTHER, signer=OTHER) == [Rejected("receipt")]
    assert bench.receipt({OWN: 2}, by=CHIEF, signer=OTHER) == [Rejected("receipt")]
    bench.beacon({OWN: Holding(2)})
    assert bench.engine.acknowledged() == 1
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
    bench.engine.receive(seal_frame(Frame(OTHER, 1, entries(1, author=OTHER)), KEYS), 0)
    bench.store(Frame(OTHER, 3, entries(3, author=OTHER)))
    receipts = [open_packet(one.payload, KEYS) for one in bench.run(20) if one.payload[0] & 15 == RECEIPT]
    assert receipts
    chain = bench.engine.chain_at(OTHER, 1) or b""
    assert all(getattr(receipt, "vector", {}).get(OTHER) == (1, chain[:2]) for receipt in receipts)


def test_where_all_hear_the_receipt_a_beacon_does_not_say_it_again() -> None:
    bench = Bench(COORDINATOR)
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OTHER: Holding(1)}, author=OTHER)
    bench.run(200)
    sent = []
    for number in range(1, 21):
        frame = Frame(OTHER, number, entries(number, author=OTHER))
        bench.talk(frames=(frame,))
        bench.store(frame)
        sent += bench.run(2)
    receipts = sum(one.payload[0] & 15 == RECEIPT for one in sent)
    assert receipts > 4 and len(states(sent)) <= 1 + 40 / (50 * PACKET["short"]), (receipts, len(states(sent)))


def test_a_support_point_makes_no_receipt(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    assert not [one for one in bench.run(60) if one.payload[0] & 15 == RECEIPT]


def test_a_checkpoint_is_due_after_sixteen_frames_or_with_age(bench: Bench) -> None:
    assert not bench.engine.checkpoint_due(bench.config.timing.checkpoint_age * 2)
    bench.write(1, entries(1))
    assert not bench.engine.checkpoint_due(1)
    assert bench.engine.checkpoint_due(bench.config.timing.checkpoint_age + 1)
    for number in range(2, 17):
        bench.write(number, entries(number))
    assert bench.engine.checkpoint_due(1)
    bench.write(17, bench.engine.checkpoint())
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
        following = bench.engine.next_wakeup(now)
        assert following > now or bench.engine.outgoing(now) == []
        now = max(following, now + 0.001)
    assert carried(sent, "life") == [(OWN, 1)]
    assert now > 60
