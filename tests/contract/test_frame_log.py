# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same cases on every log of frames: the encrypted database, and the journal in memory of simulated points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.simulator.journal import MemoryJournal
from noodsteunpunt.station.journal import Journal
from noodsteunpunt.station.replica import draw_replica
from sync.events import FrameLog
from sync.frames import Priority
from sync.ids import make_author
from tests.support.skips_kit import story
from tests.support.station_kit import open_store, papers
from tests.support.sync_papers import binding, content

OTHER = make_author(2, 0)
BODIES = [binding(OTHER), *[content(number) + bytes(4) for number in range(1, 6)]]


class Case:
    """A log, its own author, and how an own entry gets there."""

    def __init__(self, journal: Journal, log: FrameLog, own: int) -> None:
        self.journal, self.log, self.own = journal, log, own

    def accept(self, *numbers: int) -> None:
        self.journal.accept([(OTHER, number, BODIES[number]) for number in numbers], 5)


@pytest.fixture(params=["database", "memory"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    if request.param == "memory":
        journal = MemoryJournal(make_author(1, 0))
        journal.freeze([binding(make_author(1, 0))])
        yield Case(journal, journal, journal.own)
        return
    enrolment = papers()[1]
    store = open_store(tmp_path, enrolment)
    if store.own_author() is None:
        import random

        draw_replica(store, enrolment, random.Random(1))
    yield Case(store, store, store.own_author() or 0)
    store.close()


def test_frames_in_any_order_give_heads_and_what_lies_beyond(case: Case) -> None:
    case.accept(4, 1, 0)
    assert case.log.heads()[OTHER] == 2
    assert case.log.beyond()[OTHER] == {4}
    case.accept(2, 3)
    assert case.log.heads()[OTHER] == 5
    assert OTHER not in case.log.beyond()
    assert [case.log.read(OTHER, number) for number in range(6)] == [*BODIES[:5], None]


def test_a_frame_twice_is_a_frame_once(case: Case) -> None:
    case.accept(0, 1)
    case.accept(1, 0)
    assert case.log.heads()[OTHER] == 2
    assert case.log.aside(OTHER, 1) == []


def test_other_contents_are_kept_aside_and_can_take_the_place(case: Case) -> None:
    case.accept(0, 1)
    other = content(1, b"wine") + bytes(4)
    case.journal.accept([(OTHER, 1, other)], 6)
    assert case.log.read(OTHER, 1) == BODIES[1]
    assert case.log.aside(OTHER, 1) == [other]
    case.journal.accept([(OTHER, 1, other)], 7, overruling={(OTHER, 1)})
    assert case.log.read(OTHER, 1) == other
    assert BODIES[1] in case.log.aside(OTHER, 1)


def test_what_signatures_settle(case: Case) -> None:
    case.accept(0, 1, 2, 3)
    other = content(2, b"wine") + bytes(4)
    case.journal.settle(OTHER, checked={0, 1}, aside={2, 3}, adopted=((2, other),), at=6)
    assert case.log.heads()[OTHER] == 3
    assert case.log.read(OTHER, 2) == other
    assert case.log.read(OTHER, 3) is None
    covered = {number for author, number, _, known in case.log.outline() if author == OTHER and known}
    assert covered == {0, 1, 2}
    case.journal.settle(OTHER, unchecked={1}, at=7)
    assert {number for author, number, _, known in case.log.outline() if author == OTHER and known} == {0, 2}


def test_the_outline_says_how_each_frame_begins(case: Case) -> None:
    case.accept(0, 1)
    rows = sorted(row[:3] for row in case.log.outline() if row[0] == OTHER)
    assert rows == [(OTHER, number, BODIES[number][:2]) for number in (0, 1)]


def test_what_a_skip_names_counts_once_the_skip_does(case: Case) -> None:
    told, named = story(OTHER)
    skip, staying = len(told) - 1, [number for number in range(len(told)) if number not in named]
    case.journal.accept([(OTHER, number, told[number]) for number in staying], 5)
    assert case.log.heads()[OTHER] == 2 and case.log.beyond()[OTHER] == set(staying) - {0, 1}
    assert case.log.skips() == []
    case.journal.settle(OTHER, checked={skip}, at=6)
    assert case.log.skips() == [(OTHER, skip, told[skip])]
    assert case.log.heads()[OTHER] == skip + 1 and not case.log.beyond().get(OTHER)
    case.journal.settle(OTHER, aside={staying[3]}, at=7)
    assert case.log.heads()[OTHER] == staying[3]
    assert case.log.beyond()[OTHER] == {number for number in staying if number > staying[3]}
    case.journal.accept([(OTHER, staying[3], told[staying[3]])], 8)
    assert case.log.heads()[OTHER] == skip + 1
    case.journal.settle(OTHER, unchecked={skip}, at=9)
    assert case.log.heads()[OTHER] == 2
    case.journal.settle(OTHER, checked={skip}, at=10)
    case.journal.settle(OTHER, aside={skip}, at=11)
    assert case.log.heads()[OTHER] == 2 and case.log.skips() == []


def test_what_nobody_needs_is_not_kept(case: Case) -> None:
    told, named = story(OTHER)
    skip = len(told) - 1
    case.journal.accept([(OTHER, number, body) for number, body in enumerate(told)], 5)
    case.journal.settle(OTHER, checked={skip}, superseded=named, at=6)
    assert case.log.heads()[OTHER] == skip + 1 and [case.log.read(OTHER, number) for number in named] == [None] * 6
    assert case.log.aside(OTHER, named[0]) == []


def test_own_frames_get_the_next_numbers(case: Case) -> None:
    first = case.log.heads()[case.own]
    checkpoints = [bytes((2,)) + bytes((number,)) * 80 for number in range(2)]
    assert case.journal.freeze(checkpoints) == [(first, checkpoints[0]), (first + 1, checkpoints[1])]
    assert case.log.heads()[case.own] == first + 2


def test_receipts_are_kept_the_newest_per_writer(case: Case) -> None:
    for raw, head in ((b"first", 1), (b"second", 2)):
        case.journal.save_receipt(make_author(9, 0), raw, {case.own: head}, 5)
    assert list(case.log.receipts()) == [b"second"]


def test_the_packets_of_one_snapshot_are_kept_and_of_no_other(case: Case) -> None:
    assert list(case.log.snapshot()) == []
    whole = [bytes((5,)) * 231, b"one", bytes(90)]
    for raws in (whole, [b"newer"], [], whole):
        case.journal.save_snapshot(raws)
        assert list(case.log.snapshot()) == raws
    case.accept(0, 1)
    assert list(case.log.snapshot()) == whole


def test_entries_in_memory_share_frames_and_are_found_again() -> None:
    from noodsteunpunt.simulator.journal import entries_in

    kept: list[tuple[int, int]] = []
    journal = MemoryJournal(64, lambda author, number, body: kept.extend((number, n) for n in entries_in(body)))
    journal.freeze([binding(make_author(1, 0))])
    for _ in range(20):
        journal.record(Priority.STATUS, bytes(20))
    assert journal.pending(64) == [(Priority.STATUS, 20)] * 20
    frozen = journal.freeze_pending(64, 213, lambda number, body: body + bytes(4))
    assert [number for number, _ in frozen] == [1, 2, 3]
    assert all(len(body) <= 217 for _, body in frozen)
    assert sorted(entry for _, entry in kept) == list(range(1, 21))
    assert journal.pending(64) == []
