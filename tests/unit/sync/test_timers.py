# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The timers, the replay window and the airtime governor, with plain numbers for time."""

from __future__ import annotations

from random import Random

import pytest

from sync.airtime import SHARES, Governor
from sync.ids import Author
from sync.replay import MAX_STARTS, WINDOW, ReplayWindows
from sync.schedule import Timing, Trickle
from sync.wire import Sender


def beats(trickle: Trickle, start: float, end: float, step: float = 0.25) -> list[float]:
    at, heard = start, []
    while at < end:
        if trickle.due(at):
            heard.append(at)
        at += step
    return heard


def test_trickle_speaks_once_per_interval_and_triples_it() -> None:
    spoken = beats(Trickle(10, 80, 2, Random(1), 0), 0, 450)
    for start, length in ((0, 10), (10, 30), (40, 80), (120, 80), (200, 80), (280, 80)):
        inside = [at for at in spoken if start <= at < start + length]
        assert len(inside) == 1
        assert inside[0] >= start + length / 2


def test_trickle_keeps_quiet_when_enough_others_spoke() -> None:
    trickle = Trickle(10, 80, 2, Random(1), 0)
    trickle.consistent()
    trickle.consistent()
    assert beats(trickle, 0, 10) == []
    assert len(beats(trickle, 10, 40)) == 1


def test_trickle_starts_over_when_something_differs_but_not_twice() -> None:
    trickle = Trickle(10, 80, 2, Random(1), 0)
    beats(trickle, 0, 100)
    trickle.hasten(100, 10)
    planned = trickle.next_wakeup()
    assert 105 <= planned <= 110
    trickle.hasten(104, 10)
    assert trickle.next_wakeup() == planned
    trickle.hasten(104, 4)
    assert 106 <= trickle.next_wakeup() <= 108


def test_times_scale_with_the_packet() -> None:
    long, short = Timing.for_packet_time(2.16), Timing.for_packet_time(0.204)
    assert long.beacon_min == pytest.approx(12.96)
    assert short.beacon_max == pytest.approx(44.88, abs=0.01)
    assert long.want_grace / short.want_grace == pytest.approx(2.16 / 0.204)


def fresh(windows: ReplayWindows, counter: int, boot: int = 1, author: int = 65) -> bool:
    return windows.fresh(Sender(Author(author), boot, counter))


def test_a_counter_is_fresh_once() -> None:
    windows = ReplayWindows()
    assert [fresh(windows, counter) for counter in (1, 3, 2, 3, 2, 1)] == [True, True, True, False, False, False]
    assert fresh(windows, 1, boot=2)
    assert fresh(windows, 1, author=66)


def test_what_lies_before_the_window_is_refused() -> None:
    windows = ReplayWindows()
    assert fresh(windows, 1000)
    assert not fresh(windows, 1000 - WINDOW)
    assert fresh(windows, 1000 - WINDOW + 1)
    assert not fresh(windows, 0)


def test_starts_are_forgotten_oldest_first() -> None:
    windows = ReplayWindows()
    for boot in range(MAX_STARTS + 1):
        assert fresh(windows, 5, boot=boot)
    assert not fresh(windows, 5, boot=1)
    assert fresh(windows, 5, boot=0)


def test_nothing_but_life_may_use_the_reserve() -> None:
    governor = Governor(0.10, 60.0)
    governor.charge(0, "facts", 299)
    assert governor.allows(0, "facts", 1)
    assert not governor.allows(0, "facts", 1.1)
    assert governor.allows(0, "life", 61)
    assert not governor.allows(0, "life", 61.1)


@pytest.mark.parametrize("kind", ["repair", "control"])
def test_repairs_and_control_have_their_shares(kind: str) -> None:
    governor = Governor(0.10, 60.0)
    limit = SHARES[kind] * 300
    governor.charge(0, kind, limit - 1)
    assert governor.allows(0, kind, 1)
    assert not governor.allows(0, kind, 1.1)
    assert governor.allows(0, "facts", 1.1)


def test_no_hour_ever_costs_more_than_the_budget() -> None:
    governor, rng, sent = Governor(0.10, 30.0), Random(4), []
    now = 0.0
    while now < 4 * 3600:
        now += rng.random() * 12
        kind = rng.choice(sorted(SHARES))
        if governor.allows(now, kind, 2.0):
            governor.charge(now, kind, 2.0)
            sent.append(now)
    assert len(sent) > 4 * 150
    for start in sent:
        assert sum(2.0 for at in sent if start <= at < start + 3600) <= 360


def test_airtime_spent_before_a_restart_counts_until_it_is_an_hour_old() -> None:
    governor = Governor(0.10, 60.0)
    governor.restore([(600.0, "facts", 200.0), (660.0, "life", 90.0)])
    ledger = governor.ledger(700.0)
    assert (ledger.budget_s, ledger.reserve_s, ledger.used_s) == (360.0, 60.0, 290.0)
    assert ("facts", 200.0, 1) in ledger.rows
    assert not governor.allows(700.0, "facts", 20.0)
    assert governor.ledger(600.0 + 3600 + 60).used_s == 90.0
    assert governor.allows(600.0 + 3600 + 60, "facts", 20.0)


def test_what_the_radio_sent_for_others_counts_too() -> None:
    governor = Governor(0.10, 120)
    governor.charge(0, "facts", 10)
    assert governor.allows(1, "facts", 1)
    governor.told = 239.5
    assert not governor.allows(1, "facts", 1)
    assert governor.allows(1, "life", 1)
    ledger = governor.ledger(1)
    assert ledger.used_s == 239.5
    assert ledger.rows[-1] == ("relay", 229.5, 0)
    governor.told = 5.0
    assert governor.ledger(1).used_s == 10
    assert "relay" not in [kind for kind, _, _ in governor.ledger(1).rows]
