# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One engine: what it sends, in which order, and what it holds back."""

from __future__ import annotations

from random import Random

import pytest

from sync.engine import (
    Engine,
    PeerHeard,
)
from sync.frames import Frame, Priority
from sync.ids import make_author
from sync.wire import (
    WANT,
    Beacon,
    Holding,
    encode_holdings,
    open_packet,
    seal_frame,
)
from tests.support.engine_bench import OTHER, OWN, Bench, carried
from tests.support.sync_medium import (
    KEYS,
    binding,
    entries,
)


@pytest.fixture
def bench() -> Bench:
    return Bench()


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
    classes = (Priority.BULK, Priority.URGENT, Priority.LIFE, Priority.STATUS, Priority.URGENT, Priority.LIFE)
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
    assert not bench.engine.may_freeze(Priority.STATUS, 0)
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
    assert bench.engine.may_freeze(Priority.STATUS, 0)
    bench.write(1, entries(1))
    bench.write(2, entries(2))
    assert not bench.engine.may_freeze(Priority.STATUS, 0)
    bench.run(5)
    assert bench.engine.may_freeze(Priority.STATUS, bench.now)


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
