# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One engine: what it asks for, whom, how often, and whose question it answers."""

from __future__ import annotations

import pytest

from sync.engine import (
    PeerHeard,
)
from sync.frames import WITNESS, Frame, Priority, content_room, encode_entries
from sync.ids import Author, make_author
from sync.vectors import Holding
from sync.wire import RECEIPT, encode_receipt
from tests.support.engine_bench import CHIEF, OTHER, OWN, THIRD, Bench, carried, states, talks, wants
from tests.support.sync_papers import COORDINATOR, INCIDENT, binding, entries, key


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_beacon_is_not_answered_by_a_beacon(bench: Bench) -> None:
    bench.run(120)
    bench.beacon({OWN: Holding(0)})
    assert states(bench.run(bench.config.timing.beacon_min * 0.49)) == []


def test_who_lacks_much_hears_how_far_we_are_and_asks(bench: Bench) -> None:
    """Only then it can ask one of us by name; unasked, all of us would begin to send."""
    many = [Frame(OTHER, 0, binding(OTHER)), *[Frame(OTHER, n, entries(n, author=OTHER)) for n in range(1, 30)]]
    bench.store(*many)
    bench.run(120)
    bench.beacon({OWN: Holding(1)}, author=THIRD)
    sent = bench.run(4)
    assert carried(sent, "repair") == []
    state = states(sent)[0]
    assert state.vector is not None and state.vector[OTHER].head == 30
    bench.want({OTHER: Holding(0)}, asked=OWN, author=THIRD)
    assert sorted(carried(bench.run(5), "repair")) == [(OTHER, n) for n in range(30)]


def test_who_an_author_is_comes_before_all_that_it_said(bench: Bench) -> None:
    """Who lacks that can judge nothing else, and keeps but little of it."""
    urgent = Priority.URGENT
    for author in (OTHER, CHIEF):
        rest = [Frame(author, n, entries(n, b"x" * 60, urgent, author=author)) for n in range(1, 9)]
        bench.store(Frame(author, 0, binding(author)), *(rest if author == OTHER else []))
    bench.want({OTHER: Holding(0), CHIEF: Holding(0)}, asked=OWN, author=THIRD)
    bundles = [talk for talk in talks(bench.run(5)) if talk.frames]
    first = [frame.author for talk in bundles[:2] for frame in talk.frames if not frame.number]
    assert len(bundles) > 3 and sorted(first) == [OTHER, CHIEF]


def test_a_stream_says_that_more_comes_and_is_not_interrupted(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.store(*[Frame(OTHER, n, entries(n, b"x" * 90, author=OTHER)) for n in range(1, 9)])
    bench.want({OTHER: Holding(1)}, asked=OWN, author=THIRD)
    sent = talks(bench.run(5))
    bundles = [talk for talk in sent if talk.frames]
    assert [talk.more for talk in bundles] == [True] * (len(bundles) - 1) + [False]
    assert len(bundles) == 4


def test_what_another_was_asked_for_is_left_to_it(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1, author=OTHER)))
    bench.want({OTHER: Holding(0)}, asked=CHIEF, author=THIRD)
    assert carried(bench.run(5), "repair") == []


def test_while_another_repairs_we_hold_off(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1, author=OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(1)}, author=THIRD)
    frame = Frame(CHIEF, 0, binding(CHIEF))
    for _ in range(8):
        bench.talk(frames=(frame,), author=CHIEF, more=True)
        assert carried(bench.run(bench.config.timing.packet), "repair") == []
    assert carried(bench.run(5), "repair") == [(OTHER, 1)]


def test_what_we_lack_is_asked_for_by_name_after_a_grace(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    assert wants(bench.run(bench.config.timing.packet * 0.29)) == []
    sent = bench.run(10)
    asked = wants(sent)
    assert asked[0].asked == OTHER and asked[0].vector == {OTHER: Holding(1)}
    assert {one.hop_limit for one in sent} == {0}
    bench.store(*[Frame(OTHER, n, entries(n, author=OTHER)) for n in (1, 2)])
    assert wants(bench.run(60)) == []


def test_asking_in_vain_becomes_rare(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    first, later = len(wants(bench.run(10))), len(wants(bench.run(40)))
    assert first > later / 4 > 1  # but not so rare that a lost answer costs minutes


def test_whoever_is_heard_to_have_it_is_asked_again_without_a_long_wait(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    while len(wants(bench.run(0.05))) == 0 or bench.engine._repairs.lacks.due - bench.now < 4.0:
        assert bench.now < 60
    bench.run(1.0)
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    assert len(wants(bench.run(2 * bench.config.timing.packet))) == 1


def test_what_little_was_asked_in_vain_is_asked_of_anybody(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    assert [want.asked for want in wants(bench.run(5))][:2] == [OTHER, 0]


@pytest.mark.parametrize("told", ["a later frame", "a receipt"])
def test_what_is_known_to_be_there_is_asked_for_though_nobody_says_to_lack_it_here(bench: Bench, told: str) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(CHIEF, 0, binding(CHIEF)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(1), CHIEF: Holding(1)}, author=CHIEF)
    if told == "a receipt":
        bench.receipt({OTHER: 1, CHIEF: 1})
        bench.hear(RECEIPT, encode_receipt({OTHER: (3, bytes(16))}, key(f"replica {CHIEF}"), INCIDENT, CHIEF)[0], CHIEF)
    else:
        bench.store(Frame(OTHER, 2, entries(2, author=OTHER)))
    assert wants(bench.run(7 * bench.config.timing.packet)) == []
    assert OTHER in wants(bench.run(8 * bench.config.timing.packet))[0].vector


def test_a_question_is_not_said_again_with_every_frame_that_goes(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    for number in range(1, 6):
        bench.write(number, encode_entries(Priority.STATUS, 0, bytes(content_room(0))) + bytes(WITNESS))
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    assert len(wants(bench.run(3 * bench.config.timing.packet))) == 1


def test_nor_when_anybody_was_asked(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(3)})
    while not any(want.asked == 0 for want in wants(bench.run(0.05))):
        assert bench.now < 60
    for number in range(1, 6):
        bench.write(number, entries(number))
    assert wants(bench.run(2 * bench.config.timing.packet)) == []


@pytest.mark.parametrize("full", [False, True])
def test_a_question_that_could_wait_goes_with_frames_and_not_instead_of_them(bench: Bench, full: bool) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.beacon({OWN: Holding(1), OTHER: Holding(1)})
    bench.store(Frame(OTHER, 2, entries(2, author=OTHER)))  # number 1 is on its way, for some time
    assert wants(bench.run(4 * bench.config.timing.packet)) == []
    content = bytes(content_room(0)) if full else b"water"
    bench.write(1, encode_entries(Priority.STATUS, 0, content) + bytes(WITNESS))
    sent = [talk for talk in talks(bench.run(3 * bench.config.timing.packet)) if talk.want is not None]
    assert [bool(talk.frames) for talk in sent] == ([] if full else [True])


def test_who_lacks_something_of_many_hears_a_vector_and_not_syndromes(bench: Bench) -> None:
    """An empty station among many authors would else never learn what it lacks."""
    authors = [make_author(point, slot) for point in (2, 3, COORDINATOR) for slot in range(9)]
    for author in authors:
        bench.store(Frame(author, 0, binding(author)))
        bench.store(*[Frame(author, n, entries(n, author=author)) for n in range(1, 2 + author * 5 % 13)])
    bench.run(240)
    while not any(state.far for state in states(bench.run(1))):  # such a one is whole anyhow
        assert bench.now < 2000
    bench.beacon({}, author=THIRD)
    state = states(bench.run(20))[0]
    assert state.vector is not None and set(authors) <= set(state.vector) and not state.far


def test_who_asks_another_for_what_is_ours_and_the_other_lacks_gets_it_from_us(bench: Bench) -> None:
    bench.write(1, entries(1))
    assert carried(bench.run(5), "facts") == [(OWN, 1)]
    bench.beacon({OWN: Holding(1)}, author=CHIEF)
    bench.run(20)
    bench.want({OWN: Holding(1)}, asked=CHIEF, author=THIRD)
    assert carried(bench.run(5), "repair") == [(OWN, 1)]


def _level(bench: Bench) -> None:
    for author in (OTHER, THIRD):
        bench.beacon({OWN: Holding(1)}, author=author)


@pytest.mark.parametrize(("asked", "waits"), [(CHIEF, True), (OTHER, False), (OWN, False), (0, False)])
def test_while_a_neighbour_is_answered_by_who_is_not_heard_here_we_leave_it_the_air(
    bench: Bench, asked: int, *, waits: bool
) -> None:
    packet = bench.config.timing.packet
    _level(bench)
    bench.run(40)
    bench.want({CHIEF: Holding(1)}, asked=Author(asked), author=THIRD)
    bench.write(1, entries(1))
    sent = carried(bench.run(3.9 * packet), "facts")
    assert sent == ([] if waits else [(OWN, 1)])
    assert carried(bench.run(6 * packet), "facts") == ([(OWN, 1)] if waits else [])


def test_but_not_life_nor_what_is_urgent_and_new_nor_an_answer(bench: Bench) -> None:
    packet = bench.config.timing.packet
    _level(bench)
    bench.store(Frame(OTHER, 0, binding(OTHER)))
    bench.run(40)
    bench.want({CHIEF: Holding(1)}, asked=CHIEF, author=THIRD)
    for number, priority in ((1, Priority.LIFE), (2, Priority.URGENT)):
        bench.write(number, entries(number, priority=priority))
    bench.want({OTHER: Holding(0)}, asked=OWN, author=OTHER)
    sent = {frame for one in bench.run(3.9 * packet) for frame in one.frames}
    assert sent == {(OWN, 1), (OWN, 2), (OTHER, 0)}


def test_when_who_asked_speaks_itself_the_air_is_free_again(bench: Bench) -> None:
    packet = bench.config.timing.packet
    _level(bench)
    bench.run(40)
    bench.want({CHIEF: Holding(1)}, asked=CHIEF, author=THIRD)
    bench.write(1, entries(1))
    assert carried(bench.run(0.5 * packet), "facts") == []
    bench.beacon({OWN: Holding(1)}, author=THIRD)
    assert carried(bench.run(2.5 * packet), "facts") == [(OWN, 1)]


def test_a_want_of_anybody_is_served(bench: Bench) -> None:
    bench.store(Frame(OTHER, 0, binding(OTHER)), Frame(OTHER, 1, entries(1, author=OTHER)))
    assert bench.want({OTHER: Holding(0)}, author=THIRD) == [PeerHeard(THIRD, None)]
    assert sorted(carried(bench.run(5), "repair")) == [(OTHER, 0), (OTHER, 1)]
