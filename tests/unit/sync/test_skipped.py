# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who holds an author's skip needs nothing that it names, and says the same as who holds all of it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from sync.commands import encode_revoke
from sync.engine import Engine, FrameReceived, Rejected
from sync.frames import Frame, Priority
from sync.skips import FIRST
from sync.vectors import Holding
from tests.support.engine_bench import CHIEF, OTHER, Bench, carried, states, wants
from tests.support.skips_kit import skip_body, skip_content, status, story
from tests.support.sync_papers import binding, checkpoint, entries
from tests.unit.sync.test_whose_word import checked, hear, held

STORY, NAMED = story(OTHER)
SKIP = len(STORY) - 1
STAYING = [number for number in range(SKIP + 1) if number not in NAMED]


def told(bench: Bench, numbers: list[int], bodies: list[bytes] = STORY) -> Bench:
    for number in numbers:
        hear(bench, OTHER, number, bodies[number])
    return bench


def again(bench: Bench) -> Bench:
    """After a restart, with what that finds made durable."""
    bench.restart()
    for done in bench.engine.review():
        bench.log.settle(done)
        bench.engine.settled(done, bench.now)
    return bench


def says(bench: Bench) -> tuple[object, ...]:
    summary, vector = bench.engine._held.summary(), bench.engine._held.vector()
    return summary, {author: held for author, held in vector.items() if author == OTHER}


def orders() -> list[list[int]]:
    shuffled = [Random(seed).sample(STAYING, len(STAYING)) for seed in range(6)]
    return [STAYING, STAYING[::-1], [0, SKIP, *STAYING[1:-1]], *shuffled]


@pytest.mark.parametrize("order", orders())
def test_who_has_the_skip_says_what_who_has_everything_says(order: list[int]) -> None:
    whole, part = told(Bench(), list(range(SKIP + 1))), told(Bench(), order)
    assert says(whole) == says(part) and part.engine.heads()[OTHER] == SKIP + 1
    assert checked(part) == set(STAYING) and part.engine.verified()[OTHER] == SKIP + 1
    assert part.engine.chain_at(OTHER, SKIP + 1) == whole.engine.chain_at(OTHER, SKIP + 1) != None  # noqa: E711
    assert len(held(whole)) == SKIP + 1 and len(held(part)) == len(STAYING)
    assert says(again(part)) == says(again(whole)) == says(whole)
    assert part.log.heads()[OTHER] == SKIP + 1 and not part.log.beyond()[OTHER]


def test_what_follows_the_skip_goes_on_from_it() -> None:
    part, later = told(Bench(), [0, SKIP, *STAYING[1:-1]]), [*STORY, entries(SKIP + 1, author=OTHER)]
    later.append(checkpoint(OTHER, SKIP + 2, later))
    told(part, [SKIP + 1, SKIP + 2], later)
    assert checked(part) == {*STAYING, SKIP + 1, SKIP + 2} and part.engine.heads()[OTHER] == SKIP + 3


def test_what_stays_is_lacking_until_it_is_here_and_nothing_else() -> None:
    part = told(Bench(), [0, SKIP])
    assert part.engine.heads()[OTHER] == 1
    hear(part, OTHER, 1, STORY[1])
    assert part.engine.heads()[OTHER] == STAYING[2] and says(part) == says(again(part))
    told(part, STAYING[2:-2])
    assert part.engine.heads()[OTHER] == STAYING[-2] and not part.engine.chain_at(OTHER, STAYING[-2])
    part.beacon({OTHER: Holding(SKIP + 1)})
    (want,) = wants(part.run(20))[:1]
    assert want.vector == {OTHER: Holding(STAYING[-2], ((SKIP, 1),))}


def test_named_frames_are_not_taken_any_more() -> None:
    part = told(Bench(), [0, SKIP, *STAYING[1:-1]])
    forged = status(OTHER, NAMED[0], register=9)
    assert hear(part, OTHER, NAMED[0], STORY[NAMED[0]]) == hear(part, OTHER, NAMED[0], forged) == []
    assert len(held(part)) == len(STAYING)


def test_unchecked_frames_that_nobody_needs_go() -> None:
    """One was false, and another lacks for ever: no chain covers what is left."""
    part = told(Bench(), [0, 1, NAMED[1], NAMED[3]])
    hear(part, OTHER, NAMED[2], status(OTHER, NAMED[2], register=9))
    told(part, [SKIP, *STAYING[2:-1]])
    assert checked(part) == set(STAYING) and len(held(part)) == len(STAYING)
    assert part.engine.rejected["contradicted"] == 0 and says(part) == says(again(part))


def test_what_came_with_the_signature_that_covers_it_stays() -> None:
    """All in one packet: what a signed frame settles is not durable yet when the skip is judged."""
    bodies = [*STORY[:SKIP], checkpoint(OTHER, SKIP, STORY[:SKIP])]
    bodies.append(skip_body(OTHER, bodies, NAMED))
    whole = Bench()
    whole.store(*[Frame(OTHER, number, body) for number, body in enumerate(bodies)])
    assert held(whole) == bodies and checked(whole) == set(range(len(bodies)))


def test_who_is_asked_sends_the_skip_first_and_nothing_that_it_names() -> None:
    whole = told(Bench(), list(range(SKIP + 1)))
    whole.run(200)
    whole.want({OTHER: Holding(1)}, asked=whole.config.author)
    sent = carried(whole.run(20), "repair")
    assert {number for _, number in sent} == {*STAYING} - {0}
    whole.now += 100
    whole.want({OTHER: Holding(0)}, asked=whole.config.author)
    first = next(one for one in whole.run(20) if one.frames)
    assert (OTHER, SKIP) in first.frames


def test_what_was_owed_and_is_superseded_is_not_sent() -> None:
    bench = told(Bench(), list(range(SKIP)))
    bench.run(200)
    bench.want({OTHER: Holding(1)}, asked=bench.config.author)
    owed = bench.engine._repairs.spread.owed
    assert {(OTHER, number) for number in NAMED} <= owed.keys()
    told(bench, [SKIP])
    assert not {(OTHER, number) for number in NAMED} & owed.keys()


# -- what may not be ------------------------------------------------------------------------------------


def test_a_skip_with_a_false_signature_is_refused() -> None:
    bench = told(Bench(), [0])
    assert hear(bench, OTHER, SKIP, STORY[SKIP][:-1] + bytes((STORY[SKIP][-1] ^ 1,))) == [Rejected("signature")]
    assert hear(bench, OTHER, SKIP - 1, STORY[SKIP]) == [Rejected("malformed")]
    assert hear(bench, CHIEF, SKIP, STORY[SKIP]) == [Rejected("unsigned")]
    assert bench.engine.heads()[OTHER] == 1


def test_a_skip_of_numbers_that_cannot_be_is_refused() -> None:
    bench, content = told(Bench(), [0]), skip_content(OTHER, STORY[:SKIP], NAMED)
    for wrong in (content + b"\1", content[:17], content[:17] + bytes(30)):
        body = checkpoint(OTHER, SKIP, STORY[:SKIP], wrong)
        assert hear(bench, OTHER, SKIP, body) == [Rejected("malformed")]


def test_a_skip_before_its_authors_key_counts_when_that_comes() -> None:
    bench = told(Bench(), [SKIP, *STAYING[1:-1]])
    assert bench.engine.heads()[OTHER] == 0
    assert says(told(bench, [0])) == says(told(Bench(), list(range(SKIP + 1))))


@pytest.mark.parametrize("restarts", [False, True])
def test_a_skip_with_a_digest_of_other_frames_counts_as_a_checkpoint(restarts: bool) -> None:
    lie = [*STORY[:SKIP], skip_body(OTHER, STORY[:SKIP], NAMED, lie=bytes(16))]
    part = told(Bench(), [0, SKIP, *STAYING[1:-1]], lie)
    # What cannot be proven goes once, and comes again just the same.
    told(part, STAYING[1:-1], lie)
    part = again(part) if restarts else part
    assert part.engine.heads()[OTHER] == NAMED[0] and (OTHER, SKIP) in part.log.bodies
    told(part, NAMED, lie)
    assert part.engine.heads()[OTHER] == SKIP + 1 and checked(part) == set(range(SKIP))
    whole = told(Bench(), list(range(SKIP + 1)), lie)
    assert says(whole) == says(part) == says(again(part)) == says(again(whole))
    whole.run(200)
    whole.want({OTHER: Holding(1)}, asked=whole.config.author)
    assert {number for _, number in carried(whole.run(20), "repair")} == set(range(1, SKIP + 1))


def test_what_is_left_out_wrongly_stays_where_it_is_and_is_sent_on() -> None:
    """A request, and a frame for life: an author can leave out its own, not take them from others."""
    bodies = [binding(OTHER), entries(1, author=OTHER), status(OTHER, 2), entries(3, author=OTHER)]
    bodies += [status(OTHER, 4, priority=Priority.LIFE), status(OTHER, 5)]
    bodies.append(skip_body(OTHER, bodies, [2, 3, 4]))
    whole = told(Bench(), list(range(7)), bodies)
    assert whole.engine.rejected["wrongly_skipped"] == 2 and len(held(whole)) == 7
    part = told(Bench(), [0, 6, 1, 5], bodies)
    assert says(whole) == says(part)
    whole.run(200)
    whole.want({OTHER: Holding(1)}, asked=whole.config.author)
    sent = whole.run(20)
    assert {number for _, number in carried(sent, "repair") + carried(sent, "life")} == {1, 3, 4, 5, 6}


def test_overlapping_skips_name_what_either_names() -> None:
    bodies = [binding(OTHER), entries(1, author=OTHER), *[status(OTHER, number) for number in range(2, 8)]]
    bodies.append(skip_body(OTHER, bodies, [2, 3, 4]))
    bodies += [status(OTHER, 9), entries(10, author=OTHER)]
    bodies.append(skip_body(OTHER, bodies, [4, 5, 6, 7], first=4))
    part, whole = told(Bench(), [0, 11, 8, 1, 9, 10], bodies), told(Bench(), list(range(12)), bodies)
    assert says(part) == says(whole) == says(again(part)) and part.engine.heads()[OTHER] == 12
    assert part.engine.verified()[OTHER] == 1  # frame 1 is covered by the first digest, whose frames did not all stay
    assert checked(part) == {0, 8, 9, 10, 11}


def test_a_skip_of_all_takes_the_place_of_the_one_before() -> None:
    bodies = [*STORY, status(OTHER, SKIP + 1)]
    named = [*NAMED, max(set(range(SKIP)) - set(NAMED) - {0, 1, 3, 6, 9}), SKIP]
    bodies.append(skip_body(OTHER, bodies, named))
    staying = [number for number in range(len(bodies)) if number not in named]
    part, whole = told(Bench(), [0, len(bodies) - 1, *staying[1:-1]], bodies), told(Bench(), list(range(15)), bodies)
    assert says(part) == says(whole) == says(again(part)) and part.engine.heads()[OTHER] == len(bodies)
    assert checked(part) == set(staying)


def revoke(count: int) -> list[bytes]:
    from sync.commands import Mark

    whole = told(Bench(), list(range(SKIP + 1)))
    chain = whole.engine.chain_at(OTHER, count)
    assert chain is not None
    content = encode_revoke(OTHER >> 6, 0, [Mark(OTHER, count, chain)])
    return [binding(CHIEF), checkpoint(CHIEF, 1, [binding(CHIEF)], content)]


def test_the_skip_of_a_revoked_author_counts_only_below_its_end() -> None:
    for count, skipping in ((SKIP + 1, True), (SKIP, False)):
        part = told(Bench(), [0, SKIP, *STAYING[1:-1]])
        for number, body in enumerate(revoke(count)):
            hear(part, CHIEF, number, body)
        assert part.engine.heads()[OTHER] == (SKIP + 1 if skipping else NAMED[0])
        assert ((OTHER, SKIP) in part.log.bodies) is skipping and says(part) == says(again(part))
        fresh = Bench()
        for number, body in enumerate(revoke(count)):
            hear(fresh, CHIEF, number, body)
        told(fresh, [0, SKIP, *STAYING[1:-1]])
        assert says(fresh) == says(part)


def test_a_revoke_by_who_has_the_skip_and_lacks_a_frame_lets_all_stand() -> None:
    chief = Bench(9)
    told(chief, [0, SKIP, *STAYING[1:-2]])
    (content,) = chief.engine.orders.revoke(OTHER >> 6)
    whole = told(Bench(), list(range(SKIP + 1)))
    order = [binding(CHIEF), checkpoint(CHIEF, 1, [binding(CHIEF)], content)]
    for number, body in enumerate(order):
        hear(whole, CHIEF, number, body)
    assert whole.engine.heads()[OTHER] == SKIP + 1 and whole.engine.rejected["contradicted"] == 0


def test_of_two_histories_the_one_that_counts_has_its_skip() -> None:
    other = [*STORY[:SKIP], checkpoint(OTHER, SKIP, STORY[:SKIP], entries(SKIP, b"wine", author=OTHER)[:-4])]
    benches = []
    for first, second in ((STORY, other), (other, STORY)):
        bench = told(Bench(), [0, SKIP, *STAYING[1:-1]], first)
        hear(bench, OTHER, SKIP, second[SKIP])
        told(bench, NAMED)
        benches.append(bench)
    assert benches[0].log.bodies[(OTHER, SKIP)] == benches[1].log.bodies[(OTHER, SKIP)]
    assert says(benches[0]) == says(benches[1]) == says(again(benches[0])) == says(again(benches[1]))


# -- when an author makes one ---------------------------------------------------------------------------


def author(count: int, receipted: int | None = None, *, register: int = 1) -> tuple[Bench, Engine]:
    """Our own station wrote so many statuses."""
    bench = Bench()
    bench.config = replace(bench.config, skip_pays=2.0)
    bench.restart()
    for number in range(1, count):
        body = status(bench.config.author, number, register, text=b"open, 20")
        bench.write(number, body)
    for event in bench.engine.brought(Frame(CHIEF, 0, binding(CHIEF)), bench.now):
        assert isinstance(event, FrameReceived)
        bench.store(event.frame)
    if receipted is not None:
        bench.receipt({bench.config.author: receipted})
    return bench, bench.engine


def test_nothing_is_skipped_before_a_coordination_point_signed_for_it() -> None:
    bench, engine = author(15)
    assert not engine.checkpoint_due(bench.now)
    bench.receipt({bench.config.author: 14})
    assert engine.checkpoint_due(bench.now)
    body = engine.checkpoint()
    named = [2 + at for at in range(12)]
    assert body[0] == 6 and len(body) <= 102
    bench.write(15, body)
    assert not engine.checkpoint_due(bench.now)
    other = Bench(2)
    for event in other.engine.brought(Frame(bench.config.author, 0, binding(bench.config.author)), 0.0):
        other.store(event.frame)  # type: ignore[union-attr]
    other.store(Frame(bench.config.author, 15, body))
    assert other.engine._held.of(bench.config.author).skipped == set(named)


@pytest.mark.parametrize("receipted", [3, 8])
def test_a_skip_is_not_made_for_little(receipted: int) -> None:
    bench, engine = author(15, receipted)
    assert not engine.checkpoint_due(bench.now)


def test_where_a_checkpoint_is_due_it_says_so_too() -> None:
    bench, engine = author(17, 8)
    assert engine.checkpoint_due(bench.now) and engine.checkpoint()[0] == 6


def test_what_has_no_register_is_never_skipped() -> None:
    bench, engine = author(1)
    for number in range(1, 40):
        bench.write(number, entries(number, author=bench.config.author))
    bench.receipt({bench.config.author: 40})
    assert engine.checkpoint_due(bench.now) and engine.checkpoint()[0] == 2


def test_the_next_one_takes_the_place_of_the_first_or_begins_behind_it() -> None:
    bench, engine = author(40, 40)
    own, firsts = bench.config.author, []
    for _ in range(6):
        number = engine.heads()[own]
        bench.write(number, engine.checkpoint())
        firsts.append(engine._held.of(own).skips[number].first)
        for at in range(number + 1, number + 80):
            bench.write(at, status(own, at) if at % 2 else entries(at, author=own))
        bench.receipt({own: number + 80})
        assert engine.checkpoint_due(bench.now)
    assert firsts[:3] == [FIRST] * 3 and firsts[5] > firsts[3] >= FIRST


def test_a_beacon_says_the_same_with_the_skip() -> None:
    whole, part = told(Bench(), list(range(SKIP + 1))), told(Bench(), STAYING)
    said = [next(one for one in states(bench.run(60)) if one.vector) for bench in (whole, part)]
    assert said[0] == said[1]
