# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much of the air is in use, and what follows from it."""

from __future__ import annotations

from random import Random

import pytest

from sync.channel import FEW, MANY, MEMORY, MOST, Channel
from sync.far import EVERY, FIRST, PATIENCE, Far
from sync.frames import Priority
from sync.holdings import Holdings
from sync.ids import make_author
from sync.lacks import STUBBORN, Lacks
from sync.memory_log import MemoryLog
from sync.packets import Sender, Want
from sync.peers import Via
from sync.repair import DEEP, LITTLE, Repairs
from sync.schedule import Timing, Trickle
from sync.vectors import Holding

A, B = make_author(1, 0), make_author(2, 0)


def channel(neighbours: int, use: float, *, hold_off: bool = True) -> Channel:
    found = Channel(1.0, lambda _now: neighbours, hold_off=hold_off)
    for second in range(1000):
        found.used(use, float(second))
    return found


def test_use_is_what_was_on_the_air_lately_or_what_the_radio_says() -> None:
    busy = channel(MANY, 0.1)
    assert busy.use(1000.0) == pytest.approx(0.1, rel=0.02)
    assert busy.use(1000.0 + MEMORY) == pytest.approx(0.037, rel=0.05)
    busy.told = 0.3
    assert busy.use(1000.0) == 0.3


def test_patience_grows_with_use_but_not_where_few_are() -> None:
    assert channel(MANY, 0.0).patience(1000.0) == 1.0
    quarters = [channel(MANY, use).patience(1000.0) for use in (0.02, 0.05, 0.1, 0.3)]
    assert quarters == sorted(quarters) and quarters[0] < 1.3 and quarters[-1] == MOST
    assert channel(FEW, 0.3).patience(1000.0) == 1.0
    assert 1.0 < channel(FEW + 1, 0.1).patience(1000.0) < channel(MANY, 0.1).patience(1000.0)
    assert channel(MANY, 0.3, hold_off=False).patience(1000.0) == 1.0


def test_what_would_be_said_later_in_the_interval_goes_along_once() -> None:
    trickle = Trickle(100.0, 800.0, 1, Random(1), 0.0)
    at = trickle.next_wakeup()
    assert not trickle.along(at - 51.0), "too early in the interval"
    assert trickle.along(at - 49.0)
    assert not trickle.along(at) and not trickle.due(at)
    trickle.due(100.0)
    trickle.consistent()
    assert not trickle.along(trickle.next_wakeup()), "another said it"


def far(held: Holdings, neighbours: int = 0) -> Far:
    return Far(Timing.for_packet_time(1.0), held, Channel(1.0, lambda _now: neighbours), Random(1), 0.0)


def said(one: Far, begin: float, end: float) -> int:
    return sum(one.say(float(second)) for second in range(int(begin), int(end)))


def test_far_beacons_are_rare_and_left_out_when_another_says_the_same() -> None:
    held = Holdings(MemoryLog())
    held.add(A, 0, bytes((Priority.STATUS << 4 | 1,)))
    alone, other, lacking = far(held), far(held), far(held)
    count = said(alone, 0, 20 * EVERY)
    assert 20 <= count <= 24
    for second in range(int(20 * EVERY)):
        if second % int(FIRST / 4) == 0:
            other.said({A: Holding(1)}, float(second))
            lacking.said({A: Holding(0)}, float(second))
        assert not other.say(float(second))
        count -= lacking.say(float(second))
    assert abs(count) <= 3, "who hears of a station that lacks something speaks"


def test_who_gets_what_a_far_station_has_from_neighbours_asks_nobody_far() -> None:
    held = Holdings(MemoryLog())
    one = far(held, neighbours=1)
    one.heard(B, {A: 4}, 0.0)
    assert one.want(PATIENCE - 1) is None and one.want(PATIENCE) is None
    held.add(A, 0, bytes((Priority.STATUS << 4 | 1,)))
    assert one.want(2 * PATIENCE) is None and not one.active(2 * PATIENCE), "slowly, but it comes"
    assert one.want(3 * PATIENCE) == Want(B, {A: Holding(1)}) and one.active(3 * PATIENCE)
    alone = far(held, neighbours=0)
    alone.heard(B, {A: 4}, 0.0)
    assert alone.want(PATIENCE) is not None, "nobody could bring it"


def test_one_asks_far_for_all_around() -> None:
    held = Holdings(MemoryLog())
    one, other = far(held), far(held)
    for each in (one, other):
        each.heard(B, {A: 4}, 0.0)
    assert one.want(PATIENCE) is not None
    other.others_asked(PATIENCE)
    assert other.want(PATIENCE) is None and other.due() > PATIENCE


def waits(lacking: dict[int, int], busy: float) -> float:
    """Seconds until a station that was level asks for so many frames of points."""
    repairs = Repairs(Timing.for_packet_time(1.0), Holdings(MemoryLog()), Random(1))
    for point in range(20, 30):
        repairs.peers.heard(Sender(make_author(point, 0), 1, 1), 0.0, Via())
    repairs.differs(A, {}, complete=True, own=A, now=0.0)
    repairs.channel.told = busy
    theirs = {make_author(point, 0): Holding(count) for point, count in lacking.items()}
    repairs.differs(make_author(20, 0), theirs, complete=True, own=A, now=0.0)
    return repairs.lacks.due


def test_a_few_frames_are_waited_for_on_a_busy_channel_and_asked_for_by_who_was_away() -> None:
    few, away = dict.fromkeys(range(1, LITTLE), 1), {1: DEEP}
    assert waits(few, 0.0) < 1
    assert 20 < waits(few, 0.06) < waits(few, 0.3) <= 1.5 * 81
    assert waits(away, 0.3) < 1


def test_who_is_behind_asks_again_soon_and_others_ever_later() -> None:
    timing = Timing.for_packet_time(1.0)
    for behind in (True, False):
        lacks, now = Lacks(timing, Random(1)), 0.0
        lacks.behind = behind
        lacks.note(A, 9, now)
        pauses = []
        for _ in range(STUBBORN):
            lacks.asked(A, now)
            pauses.append(lacks.due - now)
            now = lacks.due
        assert (max(pauses) <= 1.5 * timing.want_patience) == behind
