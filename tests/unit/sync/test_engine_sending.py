# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One engine: what it sends, in which order, and what it holds back."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from sync.airtime import SHARES
from sync.engine import Engine
from sync.events import Outgoing
from sync.frames import WITNESS, Frame, Priority, content_room, encode_entries
from sync.ids import make_author
from sync.vectors import Holding
from sync.wire import MAX_PACKET, open_packet, seal_frame
from tests.support.engine_bench import OTHER, OWN, THIRD, Bench, carried, states, wants
from tests.support.sync_papers import KEYS, binding, entries


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_an_own_frame_goes_out_once_to_the_neighbours(bench: Bench) -> None:
    bench.write(1, entries(1))
    sent = bench.run(60)
    assert carried(sent, "facts") == [(OWN, 1)]
    first = next(outgoing for outgoing in sent if outgoing.kind == "facts")
    assert (first.hop_limit, first.urgent) == (0, False)
    assert open_packet(first.payload, KEYS) == Frame(OWN, 1, entries(1))


def test_life_goes_first_and_alone(bench: Bench) -> None:
    bench.write(1, entries(1))
    bench.write(2, entries(2, priority=Priority.LIFE))
    sent = bench.run(60)
    assert sent[0].frames == ((OWN, 2),)
    assert sent[0].urgent
    assert carried(sent, "life") == [(OWN, 2)], "nobody is there who could have missed it"


def test_life_is_sent_once_more_unless_somebody_passes_it_on(bench: Bench) -> None:
    for heard in (False, True):
        bench = Bench()
        bench.beacon({OWN: Holding(1)})
        body = entries(1, priority=Priority.LIFE)
        bench.write(1, body)
        assert carried(bench.run(0.1), "life") == [(OWN, 1)]
        if heard:
            bench.engine.receive(seal_frame(Frame(OWN, 1, body), KEYS), bench.now)
        again = carried(bench.run(bench.config.timing.reflood * 2), "life")
        assert again == ([] if heard else [(OWN, 1)])


def test_life_is_not_sent_again_to_who_says_to_have_it(bench: Bench) -> None:
    bench.beacon({OWN: Holding(1)})
    bench.write(1, entries(1, priority=Priority.LIFE))
    assert carried(bench.run(0.1), "life") == [(OWN, 1)]
    bench.beacon({OWN: Holding(2)})
    assert carried(bench.run(bench.config.timing.reflood * 2), "life") == []


def test_a_fresh_frame_is_passed_on_for_neighbours_that_its_sender_does_not_reach(bench: Bench) -> None:
    """Of three neighbours the third does not hear the second."""
    for hears, passed in (({1, 2}, []), ({1}, [(OTHER, 1)])):
        bench = Bench()
        bench.store(Frame(OTHER, 0, binding(OTHER)))
        for author in (OTHER, THIRD):
            bench.beacon({OWN: Holding(1), OTHER: Holding(1)}, author=author)
        bench.hears(THIRD, hears)
        frame = Frame(OTHER, 1, entries(1, author=OTHER))
        bench.talk(frames=(frame,), author=OTHER)
        bench.store(frame)
        assert carried(bench.run(bench.config.timing.pass_on[Priority.STATUS][1] * 2), "facts") == passed


def test_what_came_in_a_stream_is_asked_for_and_not_passed_on_but_for_life(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    for author in (OTHER, THIRD):
        bench.beacon({OWN: Holding(1), OTHER: Holding(1)}, author=author)
    bench.hears(THIRD, {1})
    sent, gap = [], bench.config.timing.packet
    for number in range(1, 9):
        priority = Priority.LIFE if number == 3 else Priority.URGENT
        frame = Frame(OTHER, number, entries(number, priority=priority, author=OTHER))
        bench.talk(frames=(frame,), author=OTHER, more=number < 8)
        bench.store(frame)
        sent += bench.run(gap)
    sent += bench.run(30 * gap)
    assert carried(sent, "life") + carried(sent, "facts") == [(OTHER, 3), (OTHER, 8)]
    bench.want({OTHER: Holding(1)}, asked=OWN, author=THIRD)
    assert {(OTHER, 1), (OTHER, 7)} <= set(carried(bench.run(30 * gap), "repair"))


def test_what_most_neighbours_need_goes_first(bench: Bench) -> None:
    """Behind what is more urgent."""
    full, fourth = 150, make_author(4, 1)
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.store(Frame(OTHER, 1, entries(1, author=OTHER)))
    urgent = Frame(OTHER, 5, entries(5, bytes(full), priority=Priority.URGENT, author=OTHER))
    bench.store(*[Frame(OTHER, n, entries(n, bytes(full), author=OTHER)) for n in (2, 3, 4)], urgent)
    spread, now = bench.engine._repairs.spread, bench.now
    rows = [((OTHER, n), Priority.URGENT if n == 5 else Priority.STATUS) for n in (2, 3, 4, 5)]
    spread.repair(rows, THIRD, now, now, asked=True)
    spread.repair([((OTHER, 3), Priority.STATUS)], fourth, now, now, asked=True)
    assert carried(bench.run(20 * bench.config.timing.packet), "repair") == [(OTHER, n) for n in (5, 3, 2, 4)]


def test_a_copy_that_reaches_the_others_makes_passing_on_needless(bench: Bench) -> None:
    fourth = make_author(4, 1)
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    for author in (OTHER, THIRD, fourth):
        bench.beacon({OWN: Holding(1), OTHER: Holding(1)}, author=author)
    bench.hears(THIRD, {1, 4})
    frame = Frame(OTHER, 1, entries(1, author=OTHER))
    bench.talk(frames=(frame,), author=OTHER)
    bench.store(frame)
    bench.talk(frames=(frame,), author=fourth)
    assert carried(bench.run(bench.config.timing.pass_on[Priority.STATUS][1] * 2), "facts") == []


def test_what_is_less_urgent_waits_its_turn_and_travels_together(bench: Bench) -> None:
    classes = (Priority.BULK, Priority.URGENT, Priority.LIFE, Priority.STATUS, Priority.URGENT, Priority.LIFE)
    for number, priority in enumerate(classes, start=1):
        bench.write(number, entries(number, priority=priority))
    sent = [one.frames for one in bench.run(bench.config.timing.reflood) if one.frames]
    assert sent == [tuple((OWN, number) for number in group) for group in ((3, 6), (2, 5), (1, 4))]


@pytest.mark.parametrize(("reason", "pause"), [("queue_full", 0.4), ("duty_cycle", 60.0)])
def test_a_refused_frame_waits_and_is_not_lost(bench: Bench, reason: str, pause: float) -> None:
    bench.write(1, entries(1))
    bench.engine.outgoing(bench.now)
    bench.now = bench.engine.next_wakeup(bench.now)
    (refused,) = bench.engine.outgoing(bench.now)
    bench.engine.refused(refused, bench.now, reason)
    assert bench.engine.outgoing(bench.now + pause * 0.9) == []
    bench.now += pause + 0.1
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
    bench.beacon({OWN: Holding(1)})
    bench.write(1, entries(1))
    bench.write(2, entries(2, priority=Priority.LIFE))
    (first,) = bench.engine.outgoing(0)
    bench.engine.sent(first, 0)
    again = bench.config.timing.reflood
    for now in (0.3, 0.5):
        for outgoing in bench.engine.outgoing(now):
            bench.engine.sent(outgoing, now)
    assert 0.5 < bench.engine.next_wakeup(0.5) <= again
    assert carried(bench.engine.outgoing(again), "life") == [(OWN, 2)]


def test_a_waiting_queue_says_wait_so_that_entries_share_a_frame(bench: Bench) -> None:
    assert bench.engine.may_freeze(Priority.STATUS, 0)
    bench.write(1, entries(1))
    bench.write(2, entries(2))
    assert not bench.engine.may_freeze(Priority.STATUS, 0)
    bench.run(5)
    assert bench.engine.may_freeze(Priority.STATUS, bench.now)


def test_what_a_beacon_lacks_is_repaired_to_the_neighbours_after_a_pause(bench: Bench) -> None:
    frames = [Frame(OTHER, 0, binding(OTHER)), *[Frame(OTHER, n, entries(n, author=OTHER)) for n in (1, 2)]]
    bench.store(*frames)
    bench.beacon({OWN: Holding(1), OTHER: Holding(1, ((2, 1),))})
    assert carried(bench.engine.outgoing(bench.now, 5), "repair") == []
    sent = bench.run(5)
    assert carried(sent, "repair") == [(OTHER, 1)]
    assert {outgoing.hop_limit for outgoing in sent if outgoing.kind == "repair"} == {0}


def test_a_repair_that_another_made_is_dropped(bench: Bench) -> None:
    frame = Frame(OTHER, 1, entries(1, author=OTHER))
    bench.store(Frame(OTHER, 0, binding(OTHER)), frame)
    bench.beacon({OWN: Holding(1), OTHER: Holding(1)})
    bench.engine.receive(seal_frame(frame, KEYS), bench.now)
    assert carried(bench.run(5), "repair") == []


def test_a_repair_is_dropped_when_who_lacked_it_has_it(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1, author=OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(1)})
    bench.beacon({OWN: Holding(1), OTHER: Holding(2)})
    assert carried(bench.run(5), "repair") == []


def test_what_costs_less_when_it_is_longer_is_filled(bench: Bench) -> None:
    """Firmware 2.8 signs what is short: 101 to 165 bytes are never sent then."""
    plain = bench.config.airtime
    bench.config = replace(bench.config, airtime=lambda n: plain(n + 66 if n <= 165 else n))
    bench.restart()
    for number, size in enumerate((20, 90, 120, 140), start=1):
        bench.write(number, entries(number, b"x" * size))
        bench.run(3)
    lengths = [len(one.payload) for one in bench.run(60)]
    bench.beacon({})
    lengths += [len(one.payload) for one in bench.run(60)]
    assert not [length for length in lengths if 100 < length < 166]
    assert [length for length in lengths if length >= 166]


def test_what_has_no_airtime_left_is_not_tried_again_at_once() -> None:
    """A beacon that is due while its share of the hour is spent: the program sleeps, it does not spin."""
    bench = Bench(duty_cycle=0.0)
    asked = 0
    while bench.now < 120.0:
        assert bench.engine.outgoing(bench.now) == []
        bench.now = max(bench.engine.next_wakeup(bench.now), bench.now + 0.001)
        asked += 1
    assert asked < 100


def test_repairs_that_used_up_their_airtime_keep_no_new_frame_waiting() -> None:
    """And the program sleeps meanwhile."""
    bench = Bench()
    bench.beacon({OWN: Holding(1)})
    for number in range(1, 4):
        bench.write(number, entries(number))
    bench.run(60)
    share = bench.engine.ledger(bench.now)
    bench.engine._governor.charge(bench.now, "repair", SHARES["repair"] * (share.budget_s - share.reserve_s))
    bench.want({OWN: Holding(1)}, asked=OWN)
    bench.write(4, entries(4))
    sent, asked, end = [], 0, bench.now + 120
    while bench.now < end:
        sent += bench.engine.outgoing(bench.now)
        bench.now = max(bench.engine.next_wakeup(bench.now), bench.now + 0.001)
        asked += 1
    assert (OWN, 4) in carried(sent, "facts")
    assert asked < 100


def test_a_full_frame_and_a_beacon_are_two_packets() -> None:
    bench = Bench()
    for number in range(1, 6):
        bench.write(number, encode_entries(Priority.STATUS, 0, bytes(content_room(0))) + bytes(WITNESS))
    bench.want({OWN: Holding(1)}, asked=OWN)
    sent = bench.run(120)
    assert {number for outgoing in sent for _, number in outgoing.frames} == {1, 2, 3, 4, 5}
    assert states(sent)
    assert max(len(outgoing.payload) for outgoing in sent) <= MAX_PACKET


def test_a_full_frame_goes_though_whenever_the_radio_is_free_there_is_something_to_ask_as_well(bench: Bench) -> None:
    """On a crowded channel, where that is seldom. So an order of the coordination point once waited 13 minutes."""
    for author in (OTHER, THIRD):
        bench.store(Frame(author, 0, binding(author)))
    bench.write(1, encode_entries(Priority.URGENT, 0, bytes(content_room(0))) + bytes(WITNESS))
    sent = list[Outgoing]()
    for turn in range(4):
        bench.engine.radio_told(0.0, 0.9)
        for author in (OTHER, THIRD, make_author(4, 0)):
            bench.beacon({OTHER: Holding(5 + turn), THIRD: Holding(5 + turn)}, author=author)
        bench.now += 30.0
        sent += bench.engine.outgoing(bench.now)
    assert wants(sent)
    assert carried(sent, "facts") == [(OWN, 1)]


def test_a_gate_that_may_not_speak_for_now_sleeps(bench: Bench) -> None:
    """A beacon for who is far waits while what we asked for may come, or for airtime."""
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.engine._far.until = 1e9
    for kind in ("awaiting", "blocked"):
        if kind == "blocked":
            bench.engine._governor.charge(bench.now, "control", 1e6)
        bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
        end, asked = bench.now + 300.0, 0
        while bench.now < end:
            for outgoing in bench.engine.outgoing(bench.now):
                bench.engine.sent(outgoing, bench.now)
            bench.now = max(bench.engine.next_wakeup(bench.now), bench.now + 0.001)
            asked += 1
        assert asked < 400, kind
