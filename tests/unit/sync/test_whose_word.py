# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose word a frame is: what covers it, what contradicts it, what is refused at the door."""

from __future__ import annotations

from itertools import permutations

import pytest

from sync.certificates import ROOT, PointCertificate, issue_certificate, make_binding
from sync.engine import Event, ForkSeen, FrameContested, FrameReceived, Rejected, Settled
from sync.frames import Frame
from sync.ids import Author, make_author
from sync.wire import seal_frame
from tests.support.engine_bench import CHIEF, OTHER, OWN, Bench, wants
from tests.support.sync_papers import COORDINATOR, INCIDENT, KEYS, binding, checkpoint, content, entries, exchange, key
from tests.support.sync_papers import ROOT as ROOT_KEY


def history(author: Author, frames: int, text: bytes = b"water") -> list[bytes]:
    """A binding, entries, and a checkpoint as the last frame."""
    bodies = [binding(author), *[entries(n, text, author=author) for n in range(1, frames - 1)]]
    return [*bodies, checkpoint(author, frames - 1, bodies)]


HONEST = history(OTHER, 6)


def hear(bench: Bench, author: Author, number: int, body: bytes) -> list[Event]:
    """Heard, committed, told, settled: as a station does it."""
    events: list[Event] = []
    waiting = bench.engine.receive(seal_frame(Frame(author, number, body), KEYS), bench.now)
    while waiting:
        event = waiting.pop(0)
        events.append(event)
        if isinstance(event, FrameReceived):
            bench.log.keep(event)
            waiting += bench.engine.stored([event.frame], bench.now)
        elif isinstance(event, Settled):
            bench.log.settle(event)
            bench.engine.settled(event, bench.now)
        elif isinstance(event, FrameContested):
            bench.log.keep_aside(event.frame.author, event.frame.number, event.frame.body)
        elif isinstance(event, ForkSeen):
            bench.log.keep_aside(event.author, event.number, event.body)
    return events


def held(bench: Bench, author: Author = OTHER) -> list[bytes]:
    return [body for (who, _), body in sorted(bench.log.bodies.items()) if who == author]


def checked(bench: Bench, author: Author = OTHER) -> set[int]:
    return {number for who, number in bench.log.checked if who == author}


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize("order", [*list(permutations(range(6)))[::37]])
def test_a_signed_frame_covers_those_before_it_in_whatever_order_they_come(
    bench: Bench, order: tuple[int, ...]
) -> None:
    for number in order:
        hear(bench, OTHER, number, HONEST[number])
    assert held(bench) == HONEST and checked(bench) == set(range(6))
    assert bench.engine.verified()[OTHER] == 6
    hear(bench, OTHER, 6, entries(6, author=OTHER))
    assert checked(bench) == set(range(6)) and bench.engine.verified()[OTHER] == 6


def test_a_later_segment_is_checked_without_the_first_one(bench: Bench) -> None:
    later = [*HONEST, entries(6, author=OTHER)]
    later.append(checkpoint(OTHER, 7, later))
    for number in (0, 7, 5, 6):
        hear(bench, OTHER, number, later[number])
    assert checked(bench) == {0, 5, 6, 7}


def test_the_first_of_two_contents_counts_until_a_signature_decides(bench: Bench) -> None:
    forged = entries(2, b"wine", author=OTHER)
    for number, body in ((0, HONEST[0]), (1, HONEST[1]), (2, forged)):
        hear(bench, OTHER, number, body)
    events = hear(bench, OTHER, 2, HONEST[2])
    assert events == [FrameContested(Frame(OTHER, 2, HONEST[2]), own=False)]
    assert held(bench)[2] == forged and 2 not in checked(bench)
    for number in (3, 4, 5):
        hear(bench, OTHER, number, HONEST[number])
    assert held(bench) == HONEST and checked(bench) == set(range(6))
    assert bench.log.aside(OTHER, 2)[-1] == forged
    assert hear(bench, OTHER, 2, forged) == [Rejected("contradicts")]


@pytest.mark.parametrize("lies", [(2,), (1, 4), (1, 2, 3, 4)])
def test_what_a_signature_contradicts_goes_aside_and_is_asked_for(bench: Bench, lies: tuple[int, ...]) -> None:
    """Nobody sent the right ones yet, so nobody knows which are false."""
    for number, body in enumerate(HONEST):
        hear(bench, OTHER, number, entries(number, b"wine", author=OTHER) if number in lies else body)
    assert held(bench) == [HONEST[0], HONEST[5]]
    assert bench.engine.heads()[OTHER] == 1
    assert bench.engine.rejected["contradicted"] == 4
    assert wants(bench.run(30))
    for number in (1, 2, 3, 4):
        hear(bench, OTHER, number, HONEST[number])
    assert held(bench) == HONEST and checked(bench) == set(range(6))


def test_the_false_ones_coming_again_delay_and_do_not_stay(bench: Bench) -> None:
    false = {number: entries(number, b"wine", author=OTHER) for number in (1, 2, 3, 4)}
    for _ in range(4):
        for number, body in enumerate(HONEST):
            hear(bench, OTHER, number, false.get(number, body))
        assert not checked(bench) & set(false)
    for _ in range(2):
        for number, body in enumerate(HONEST):
            hear(bench, OTHER, number, body)
    assert held(bench) == HONEST and checked(bench) == set(range(6))


def test_a_false_signature_is_refused_at_the_door(bench: Bench) -> None:
    hear(bench, OTHER, 0, HONEST[0])
    stolen = checkpoint(make_author(3, 1), 5, HONEST[:5])
    changed = HONEST[5][:-1] + bytes((HONEST[5][-1] ^ 1,))
    for body in (stolen, changed):
        assert hear(bench, OTHER, 5, body) == [Rejected("signature")]
    assert hear(bench, OTHER, 6, HONEST[5]) == [Rejected("signature")], "of another number"
    assert held(bench) == HONEST[:1]


def test_a_signature_that_came_before_the_key_is_judged_with_it(bench: Bench) -> None:
    stolen = checkpoint(make_author(3, 1), 4, HONEST[:4])
    for number, body in ((4, stolen), (5, HONEST[5]), (0, HONEST[0])):
        hear(bench, OTHER, number, body)
    assert held(bench) == [HONEST[0], HONEST[5]] and checked(bench) == {0, 5}


def test_nobody_speaks_unsigned_for_a_coordination_point(bench: Bench) -> None:
    forged = entries(1, b"gezien", author=CHIEF)
    assert hear(bench, CHIEF, 1, forged) == [Rejected("unsigned")]
    signed = checkpoint(CHIEF, 1, [binding(CHIEF)], content(1, b"gezien"))
    assert hear(bench, CHIEF, 1, signed) == [Rejected("unsigned")], "its key is not known: it waits"
    hear(bench, CHIEF, 0, binding(CHIEF))
    assert held(bench, CHIEF) == [binding(CHIEF), signed] and checked(bench, CHIEF) == {0, 1}
    assert hear(bench, CHIEF, 2, forged) == [Rejected("unsigned")]


def test_a_coordination_point_takes_nothing_without_a_witness() -> None:
    chief = Bench(COORDINATOR)
    hear(chief, OTHER, 0, binding(OTHER))
    forged = content(1, b"wine") + bytes(4)
    assert hear(chief, OTHER, 1, forged) == [Rejected("witness")]
    assert hear(chief, OTHER, 2, entries(1, author=OTHER)) == [Rejected("witness")], "of another number"
    assert hear(chief, OTHER, 1, entries(1, author=make_author(3, 1))) == [Rejected("witness")]
    hear(chief, OTHER, 1, entries(1, author=OTHER))
    assert checked(chief) == {0, 1}


def test_two_laptops_that_took_one_slot_are_told_apart_everywhere_alike() -> None:
    laptops = [(binding(OTHER, replica=name), name) for name in ("replica", "second")]
    results = []
    for order in (laptops, laptops[::-1]):
        bench = Bench()
        for body, name in order:
            hear(bench, OTHER, 0, body)
            hear(bench, OTHER, 1, entries(1, name.encode(), author=OTHER))
        (winner,) = [body for body, _ in laptops if body == bench.log.bodies[(OTHER, 0)]]
        results.append(winner)
    assert results[0] == results[1]


@pytest.mark.parametrize("mine", ["replica", "second"])
def test_who_loses_its_slot_hears_it_and_who_has_it_stays(mine: str) -> None:
    bodies = {name: binding(OWN, replica=name) for name in ("replica", "second")}
    bench = Bench()
    bench.log.bodies[(OWN, 0)] = bodies.pop(mine)
    bench.restart()
    ((other),) = bodies.values()
    events = bench.engine.receive(seal_frame(Frame(OWN, 0, other), KEYS), bench.now)
    lost = [event for event in events if isinstance(event, ForkSeen) and event.own]
    again = Bench()
    again.log.bodies[(OWN, 0)] = other
    again.restart()
    events = again.engine.receive(seal_frame(Frame(OWN, 0, binding(OWN, replica=mine)), KEYS), 0)
    assert bool(lost) != any(isinstance(event, ForkSeen) for event in events), "exactly one of them moves"


NEWCOMER = make_author(700, 3)


def newcomer(issuer: int = ROOT, signer: str = "root", **wrong: int) -> PointCertificate:
    fields = {"point": 700, "kind": 0, "generation": 0} | wrong
    return issue_certificate(
        ROOT_KEY if signer == "root" else key(signer),
        municipality=9999,
        incident=INCIDENT,
        letters="NW",
        not_before=0,
        not_after=2_000_000_000,
        signing_public=key("point 700").public_key().public_bytes_raw(),
        exchange_public=exchange(700).public_key().public_bytes_raw(),
        name="Testpunt nieuw",
        issuer=issuer,
        **fields,
    )


def own_binding(author: Author) -> bytes:
    public = key(f"replica {author}").public_key().public_bytes_raw()
    return make_binding(key(f"point {author >> 6}"), INCIDENT, author, public)


@pytest.mark.parametrize("issuer", [(ROOT, "root"), (COORDINATOR, f"point {COORDINATOR}")])
def test_what_a_newcomer_says_waits_for_its_certificate(bench: Bench, issuer: tuple[int, str]) -> None:
    log = [newcomer(*issuer).to_body(), own_binding(NEWCOMER)]
    log.append(checkpoint(NEWCOMER, 2, log, content(2)))
    log.append(entries(3, author=NEWCOMER))
    for number in (2, 3, 1):
        assert hear(bench, NEWCOMER, number, log[number]) == [Rejected("foreign")]
    assert held(bench, NEWCOMER) == []
    assert wants(bench.run(30)), "its first frame is asked for"
    hear(bench, NEWCOMER, 0, log[0])
    assert held(bench, NEWCOMER) == log and checked(bench, NEWCOMER) == {0, 1, 2}
    bench.restart()
    assert bench.engine.heads()[NEWCOMER] == 4 and bench.engine.verified()[NEWCOMER] == 3


@pytest.mark.parametrize(
    "false",
    [
        newcomer(signer="other root"),
        newcomer(COORDINATOR, "root"),
        newcomer(COORDINATOR, f"point {COORDINATOR}", kind=1),
        newcomer(2, "point 2"),
        newcomer(77, "point 77"),
        newcomer(point=701),
    ],
)
def test_a_certificate_that_nobody_may_give_is_refused(bench: Bench, false: PointCertificate) -> None:
    assert hear(bench, NEWCOMER, 0, false.to_body()) in ([Rejected("binding")], [Rejected("certificate")])
    assert hear(bench, NEWCOMER, 1, own_binding(NEWCOMER)) == [Rejected("foreign")]


def test_numbers_far_above_what_was_ever_signed_are_bounded(bench: Bench) -> None:
    for number, body in enumerate(HONEST):
        hear(bench, OTHER, number, body)
    for number in range(1000, 1400):
        hear(bench, OTHER, number, content(number, b"wine") + bytes(4))
    assert len(held(bench)) == len(HONEST) + 64
    hear(bench, OTHER, 6, entries(6, author=OTHER))
    assert bench.engine.heads()[OTHER] == 7, "what comes next is taken all the same"


def test_a_restart_finds_settled_what_was_not_written_down(bench: Bench) -> None:
    for number, body in enumerate(HONEST):
        bench.log.bodies[(OTHER, number)] = body
    bench.restart()
    (settled,) = bench.engine.review()
    assert settled.checked == {1, 2, 3, 4}
    bench.log.bodies[(OTHER, 3)] = entries(3, b"wine", author=OTHER)
    bench.restart()
    (settled,) = bench.engine.review()
    assert settled.aside == {1, 2, 3, 4}
