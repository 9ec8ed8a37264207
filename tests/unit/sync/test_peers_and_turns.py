# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom we hear and how well, and whose turn it is, with plain numbers for time."""

from __future__ import annotations

from collections import Counter
from random import Random
from statistics import mean

import pytest

from sync.ids import Author, make_author
from sync.packets import Sender
from sync.peers import LONELY, Peer, Peers, Via
from sync.turns import LONGEST_SILENCE, Turns
from sync.vectors import Holding

A, B = make_author(1, 0), make_author(2, 0)


def test_only_who_is_heard_directly_is_a_neighbour_and_only_for_a_while() -> None:
    peers = Peers(100.0)
    assert peers.heard(Sender(A, 1, 1), 0.0, Via(node=7, hops=0)) is not None
    assert peers.heard(Sender(B, 1, 1), 0.0, Via(node=8, hops=2)) is None
    assert peers.count(99.0) == 1
    assert peers.count(101.0) == 0
    assert peers.by_radio(Via(node=7)) == A
    assert peers.by_radio(Via(node=7, hops=1)) is None
    assert peers.by_radio(Via(node=8)) is None


@pytest.mark.parametrize("loss", [0.1, 0.4, 0.6])
def test_the_numbers_of_packets_tell_how_well_somebody_is_heard(loss: float) -> None:
    peers, chance = Peers(1e9), Random(3)
    shares = []
    for counter in range(1, 2000):
        if chance.random() >= loss:
            peer = peers.heard(Sender(A, 1, counter), float(counter), Via())
            assert peer is not None
            shares.append(peer.share)
    assert mean(shares[50:]) == pytest.approx(1 - loss, abs=0.12)


def test_who_is_hardly_heard_has_others_unless_it_hears_few() -> None:
    peer = Peer(0.0, share=0.2)
    assert not peer.counts, "it did not say whom it hears"
    peer.hears = frozenset(range(LONELY + 1))
    assert not peer.counts
    peer.hears = frozenset(range(LONELY))
    assert peer.counts
    assert Peer(0.0).counts


def test_a_restart_is_not_a_loss() -> None:
    peers = Peers(1e9)
    for boot, counter in ((1, 5), (1, 6), (2, 1), (2, 2), (2, 500)):
        peer = peers.heard(Sender(A, boot, counter), 0.0, Via())
    assert peer is not None and peer.share > 0.8


def test_whom_we_hear_is_said_when_no_new_ones_come() -> None:
    peers = Peers(1000.0)
    assert peers.heard_points(50.0, 20.0) is None
    peers.heard(Sender(A, 1, 1), 50.0, Via())
    assert peers.heard_points(60.0, 20.0) is None
    assert peers.heard_points(80.0, 20.0) == {1}


def test_the_one_to_ask_holds_most_and_did_not_fail_before() -> None:
    peers = Peers(1000.0)
    for author, head in ((A, 5), (B, 3)):
        peer = peers.heard(Sender(author, 1, 1), 0.0, Via())
        assert peer is not None
        peer.learn(A, Holding(head))
    assert peers.best_for({A: [1, 2, 3, 4]}, None, {}) == A
    assert peers.best_for({A: [1, 2, 3, 4]}, A, {}) == B
    assert peers.best_for({make_author(3, 0): [7]}, None, {}) is None


def test_who_was_asked_in_vain_again_and_again_is_asked_less() -> None:
    """Its airtime may be gone for an hour, while others have theirs."""
    peers, third = Peers(1000.0), make_author(3, 0)
    for author, head in ((A, 9), (B, 8), (third, 5)):
        peer = peers.heard(Sender(author, 1, 1), 0.0, Via())
        assert peer is not None
        peer.learn(make_author(4, 0), Holding(head))
    asked, vain, last = [], Counter[Author](), None
    for _ in range(7):
        last = peers.best_for({make_author(4, 0): range(9)}, last, vain)
        assert last is not None
        asked.append(last)
        vain[last] += 1
    assert asked == [A, B, third, A, B, third, A]


def test_who_wrote_it_holds_it_though_it_has_not_said_so() -> None:
    peers = Peers(1000.0)
    for author in (A, B):
        peers.heard(Sender(author, 1, 1), 0.0, Via())
    peers.of(B).learn(A, Holding(2))  # type: ignore[union-attr]
    assert peers.best_for({A: [0, 1, 2, 3]}, None, {}) == A


def test_the_more_speak_the_longer_everybody_waits() -> None:
    def wait(others: int, patience: float = 1.0) -> float:
        waits = []
        for seed in range(200):
            turns = Turns(1.0, Random(seed), patience=lambda _now: patience)
            for who in range(others):
                turns.heard(who, 0.0)
            waits.append(turns.at(0.0))
        return mean(waits)

    assert wait(0) < 0.2
    assert wait(1) < 0.6
    assert 5 < wait(9) < 9
    assert wait(3, 9.0) == pytest.approx(3 * wait(3))
    assert [wait(n) for n in range(6)] == sorted(wait(n) for n in range(6))


def test_a_turn_is_drawn_once_and_again_after_we_spoke() -> None:
    turns = Turns(1.0, Random(1))
    turns.heard("a", 0.0)
    first = turns.at(0.0)
    assert turns.at(0.5) == first
    turns.spoke()
    assert turns.at(1.0) >= 1.0
    assert turns.others(7.9) == 1
    assert turns.others(8.1) == 0


def test_who_leaves_the_air_to_an_answer_draws_its_turn_after_that() -> None:
    turns = Turns(1.0, Random(1))
    for other in "abc":
        turns.heard(other, 0.0)
    turns.at(0.0)
    turns.leave_air("a", 5.0, 1.0)
    turns.leave_air("b", 4.0, 1.0)
    assert turns.at(2.0) == 5.0
    turns.heard("a", 3.0)  # it speaks itself
    assert turns.at(3.0) == 4.0
    assert turns.at(4.0) > 4.0


def test_nobody_is_silenced_for_good() -> None:
    turns, now = Turns(1.0, Random(1)), 0.0
    while now < LONGEST_SILENCE:
        turns.leave_air("a", now + 10.0, now)
        assert turns.at(now) <= LONGEST_SILENCE
        now += 0.5
    turns.leave_air("a", now + 10.0, now)
    turn = turns.at(now)
    assert turn < now + 2.0
    turns.leave_air("b", now + 10.0, now + 0.1)
    assert turns.at(now + 0.1) == turn


@pytest.mark.parametrize("spoke", [True, False])
def test_an_answer_is_left_the_air_again_after_we_spoke_or_could_have(*, spoke: bool) -> None:
    turns, now = Turns(1.0, Random(1)), LONGEST_SILENCE + 1.0
    turns.leave_air("a", now, 0.0)
    if spoke:
        turns.spoke()
    else:
        now += LONGEST_SILENCE
    turns.leave_air("a", now + 10.0, now)
    assert turns.at(now) == now + 10.0
