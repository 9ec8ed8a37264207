# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What signatures say, in a real store: rows that are unchecked, frames that go aside, nothing of ours lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from noodsteunpunt.domain.facts import RequestSeen
from noodsteunpunt.station.replica import draw_replica
from noodsteunpunt.store.database import Store
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames, register

PAPERS = papers()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "writer", PAPERS[1])
    yield store
    store.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "other", PAPERS[2])
    yield store
    store.close()


def test_rows_and_history_say_what_no_signature_covers(writer: Store, other: Store) -> None:
    subject = register(writer)
    freeze_all(writer)
    frames = own_frames(writer)
    other.accept(frames, NOW)
    with other.reader() as reader, writer.reader() as own:
        (row,) = reader.requests()
        assert row.unchecked and all(line.unchecked for line in reader.history(row.id))
        assert reader.journal_counts()["unchecked"] == len(frames)
        assert not own.requests()[0].unchecked, "we know what we wrote"
        other.settle(frames[0][0], checked=range(len(frames)), at=NOW)
        (row,) = reader.requests()
        assert row.id == subject and not row.unchecked and not any(line.unchecked for line in reader.history(row.id))
        other.settle(frames[0][0], unchecked=[1], at=NOW)
        assert reader.requests()[0].unchecked


def test_what_goes_aside_is_in_no_row_and_comes_back_whole(writer: Store, other: Store) -> None:
    register(writer)
    freeze_all(writer)
    frames = own_frames(writer)
    author = frames[0][0]
    other.accept(frames, NOW)
    before = other.export_canonical()
    for _ in range(2):  # idempotent
        other.settle(author, aside=[1], at=NOW)
        with other.reader() as reader:
            assert reader.requests() == [] and reader.journal_counts()["contradicted"] == 1
    assert other.heads()[author] == 1 and other.aside(author, 1) == [frames[1][2]]
    other.rebuild()
    assert other.export_canonical()["air"]["request"] == {}
    other.settle(author, adopted=[(1, frames[1][2])], at=NOW)
    assert other.export_canonical() == before
    assert {(a, n): c for a, n, _, c in other.outline()}[author, 1]


def test_a_frame_that_overrules_takes_the_place_and_the_entries(writer: Store, other: Store) -> None:
    register(writer, note="echt")
    freeze_all(writer)
    true = own_frames(writer)[1]
    other.accept([own_frames(writer)[0], (true[0], 1, b"\x21 no entries")], NOW)
    other.accept([true], NOW)
    assert other.read(true[0], 1) == b"\x21 no entries"
    other.accept([true], NOW, overruling={(true[0], 1)})
    with other.reader() as reader:
        assert len(reader.requests()) == 1
    assert other.aside(true[0], 1)[-1] == b"\x21 no entries"


def test_what_others_do_not_take_for_a_closed_replicas_word_is_entered_again(writer: Store) -> None:
    register(writer, note="voor de kopie", name="Testpersoon Berk")
    freeze_all(writer)
    old = writer.own_author() or 0
    register(writer, note="daarna", name="Testpersoon Wilg")
    freeze_all(writer)
    writer.reenter_own(lambda: draw_replica(writer, PAPERS[1], Random(2)), 99)
    for _ in range(2):
        writer.settle(old, aside=[2], at=NOW)
        with writer.reader() as reader:
            found = [reader.request(row.id) for row in reader.requests()]
        assert sorted((one.note, one.name) for one in found if one) == [
            ("daarna", "Testpersoon Wilg"),
            ("voor de kopie", "Testpersoon Berk"),
        ]
    assert writer.heads()[old] == 2 and writer.own_author() != old


def test_an_active_replicas_frames_are_not_entered_twice(writer: Store) -> None:
    register(writer)
    freeze_all(writer)
    writer.settle(writer.own_author() or 0, checked=[1], at=NOW)
    with writer.reader() as reader:
        assert len(reader.requests()) == 1


@pytest.mark.parametrize(("point", "seen"), [(2, False), (9, True)])
def test_only_a_coordination_point_says_that_it_was_seen(tmp_path: Path, writer: Store, point: int, seen: bool) -> None:
    subject = register(writer)
    freeze_all(writer)
    sayer = open_store(tmp_path / "sayer", PAPERS[point])
    sayer.accept(own_frames(writer), NOW)
    sayer.record(RequestSeen(), subject=subject, at=NOW)
    freeze_all(sayer)
    writer.accept(own_frames(sayer), NOW)
    with writer.reader() as reader:
        assert (reader.requests()[0].seen_at is not None) == seen
    sayer.close()


def test_contents_aside_are_bounded(other: Store) -> None:
    for content in range(9):
        other.keep_aside(64, 5, bytes([content]), NOW)
    assert other.aside(64, 5) == [bytes([content]) for content in range(5, 9)]
