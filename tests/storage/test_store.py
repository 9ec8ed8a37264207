# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The real store: SQLCipher on disk, always."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from noodsteunpunt.domain.facts import RequestSeen, RequestStatusChanged
from noodsteunpunt.domain.values import DeliveryStep, RequestStatus, SubjectId
from noodsteunpunt.station.replica import draw_replica
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames, register


def test_delivery_steps_are_only_what_happened(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[1])
    reader = store.reader()
    register(store)
    assert reader.requests()[0].delivery is DeliveryStep.WAITING
    frozen = freeze_all(store)
    author = store.own_author() or 0
    assert reader.requests()[0].delivery is DeliveryStep.WAITING
    store.mark_sent([(author, frozen[0][0])], NOW + 1)
    assert reader.requests()[0].delivery is DeliveryStep.SENT
    store.save_receipt(576, b"raw", {author: frozen[0][0]}, NOW + 2)
    assert reader.requests()[0].delivery is DeliveryStep.SENT
    store.save_receipt(576, b"raw", {author: frozen[0][0] + 1}, NOW + 3)
    assert (reader.requests()[0].delivery, reader.requests()[0].delivery_at) == (DeliveryStep.HELD, NOW + 3)
    reader.close()
    store.close()


def test_accepted_frames_in_any_order_give_equal_exports_and_rebuild_changes_nothing(tmp_path: Path) -> None:
    enrolments = papers()
    author_store = open_store(tmp_path, enrolments[1])
    for index in range(12):
        register(author_store, note=f"nummer {index}")
        freeze_all(author_store)
    author = author_store.own_author() or 0
    bodies = [(author, n, author_store.read(author, n) or b"") for n in range(author_store.heads()[author])]
    exports = []
    for seed in range(3):
        folder = tmp_path / str(seed)
        other = open_store(folder, enrolments[9], replica=False)
        shuffled = [*bodies, *bodies[:4]]
        Random(seed).shuffle(shuffled)
        for frame in shuffled:
            other.accept([frame], NOW)
        before = other.export_canonical()
        other.rebuild()
        assert other.export_canonical() == before
        exports.append(before)
        other.close()
    mine = author_store.export_canonical()
    assert exports[0] == exports[1] == exports[2]
    assert exports[0]["air"] == mine["air"] and exports[0]["sealed"] == mine["sealed"]
    assert not exports[0]["house"]["request"] and len(mine["house"]["request"]) == 12
    author_store.close()


def test_a_point_that_is_not_the_author_cannot_read_sealed_fields(tmp_path: Path) -> None:
    enrolments = papers()
    author_store = open_store(tmp_path, enrolments[1])
    register(author_store)
    freeze_all(author_store)
    author = author_store.own_author() or 0
    other = open_store(tmp_path / "b", enrolments[2], replica=False)
    other.accept([(author, n, author_store.read(author, n) or b"") for n in range(2)], NOW)
    export = other.export_canonical()
    assert len(export["air"]["request"]) == 1
    assert not export["sealed"]["request"] and not export["house"]["request"]
    author_store.close()
    other.close()


def test_the_history_names_who_did_it_in_the_own_house_only(tmp_path: Path) -> None:
    enrolments = papers()
    own = open_store(tmp_path, enrolments[1])
    subject = SubjectId(register(own))
    own.record(RequestStatusChanged(status=RequestStatus.ASSESSED, name="Testpersoon Kern"), subject=subject, at=NOW)
    freeze_all(own)
    other = open_store(tmp_path / "b", enrolments[9])
    other.accept(own_frames(own), NOW)
    other.record(RequestSeen(name="Testpersoon Kazerne"), subject=subject, at=NOW)
    freeze_all(other)
    own.accept(own_frames(other), NOW)
    seen = {}
    for store in (own, other):
        with store.reader() as reader:
            detail = reader.request(subject)
            assert detail is not None
            seen[store] = [(line.kind, line.name, line.point.letters) for line in detail.history]
        store.close()
    assert seen[own] == [
        ("RequestSeen", "", "CP"),
        ("RequestStatusChanged", "Testpersoon Kern", "KB"),
        ("RequestRegistered", "Testpersoon Balie", "KB"),
    ]
    assert [name for _, name, _ in seen[other]] == ["Testpersoon Kazerne", "", ""]


def test_contradicting_frame_is_kept_aside_and_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[9], replica=False)
    store.accept([(64, 1, b"first")], NOW)
    before = store.export_canonical()
    for body in (b"other", b"first", b"other", b"third"):
        store.accept([(64, 1, body)], NOW + 1)
    assert store.read(64, 1) == b"first" and store.export_canonical() == before
    aside = store._connection.execute("SELECT author, number, body, received_at FROM frame_aside ORDER BY id")
    assert aside.fetchall() == [(64, 1, b"other", NOW + 1), (64, 1, b"third", NOW + 1)]
    store.close()


def test_a_frame_under_our_number_that_we_did_not_write_takes_no_number_of_ours(tmp_path: Path) -> None:
    """A copy of the database writes too, and the power goes before this station has moved to a new replica."""
    enrolment = papers()[1]
    store = open_store(tmp_path / "a", enrolment)
    register(store)
    store.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    store, copy = open_store(tmp_path / "a", enrolment), open_store(tmp_path / "b", enrolment)
    register(copy, note="van de kopie")
    freeze_all(copy)
    theirs = own_frames(copy)
    copy.close()
    store.accept(theirs, NOW)
    assert store.heads() == {theirs[0][0]: 1}
    register(store, note="van hier")
    kept = store._connection.execute("SELECT author, number, body FROM frame_aside ORDER BY number").fetchall()
    assert kept == theirs[1:]
    assert len(store.pending(10)) == 2
    store.close()


def test_reentry_loses_nothing(tmp_path: Path) -> None:
    enrolment = papers()[1]
    store = open_store(tmp_path, enrolment)
    register(store, note="in een frame")
    freeze_all(store)
    register(store, note="nog niet")
    before = {(row.ticket, row.priority) for row in store.reader().requests()}
    notes = {row["note"] for row in store.export_canonical()["sealed"]["request"].values()}
    assert store.reenter_own(lambda: draw_replica(store, enrolment, Random(2)), 1) == 2
    after = store.export_canonical()
    assert {(row.ticket, row.priority) for row in store.reader().requests()} == before
    assert {row["note"] for row in after["sealed"]["request"].values()} == notes
    assert {row["name"] for row in after["house"]["request"].values()} == {"Testpersoon Berk"}
    store.close()


def test_a_crash_in_the_middle_of_reentry_is_finished_at_the_next_start(tmp_path: Path) -> None:
    enrolment = papers()[1]
    store = open_store(tmp_path, enrolment)
    register(store, note="niet kwijt")

    def crash() -> None:
        draw_replica(store, enrolment, Random(2))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.reenter_own(crash, 1)
    assert store.pending(10) == []
    assert store.resume_reentry() == 1
    assert len(store.pending(10)) == 1 and store.resume_reentry() == 0
    store.close()
