# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The power goes at every statement of an operation, and in every frame of the log that its commit wrote: the next
start finds the state before it or the state after it, and nothing between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from noodsteunpunt.domain.facts import RequestSeen
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.station.replica import draw_replica
from noodsteunpunt.store.database import Store
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames, register, register_helper

PAPERS = papers()
HEADER, FRAME = 32, 24 + 4096
"""Bytes of the log's header and of one page with its own: https://www.sqlite.org/fileformat2.html#walformat"""

ONE_COMMIT: dict[str, Callable[[Store], object]] = {
    "recording": lambda store: store.record(RequestSeen(name="Testpersoon"), subject=SubjectId("0040-1"), at=NOW),
    "freezing": freeze_all,
    "accepting": lambda store: store.accept(FRAMES[1:], NOW),
    "a ticket number": lambda store: store.next_ticket("request", "A"),
    "rebuilding": lambda store: store.rebuild(),
    "a new replica": lambda store: draw_replica(store, PAPERS[1], Random(7)),
    "a receipt": lambda store: store.save_receipt(576, b"raw", {64: 1}, NOW),
    "airtime": lambda store: store.spend(7, "frame", 1.5, 1),
}
FRAMES: list[tuple[int, int, bytes]] = []


@pytest.fixture(scope="module", autouse=True)
def frames_of_another(tmp_path_factory: pytest.TempPathFactory) -> None:
    other = open_store(tmp_path_factory.mktemp("other"), PAPERS[2])
    for _ in range(2):
        register(other)
        register_helper(other)
        freeze_all(other)
    FRAMES[:] = own_frames(other)
    other.close()


def state(store: Store) -> dict[str, Any]:
    """Everything in the database but when it was opened."""
    names = [row[0] for row in store._connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: store._connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def state_after_a_cut(files: dict[str, bytes], folder: Path) -> dict[str, Any]:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    store = open_store(folder, PAPERS[1])
    found = state(store)
    store.close()
    shutil.rmtree(folder)
    return found


def at_work(folder: Path) -> Store:
    store = open_store(folder, PAPERS[1])
    register(store)
    freeze_all(store)
    register_helper(store)
    store.checkpoint()
    return store


def files_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in ("1.db", "1.db-wal")}


@pytest.mark.parametrize("name", ONE_COMMIT)
def test_an_operation_is_there_or_not(tmp_path: Path, name: str) -> None:
    store = at_work(tmp_path / "own")
    before = state(store)
    cuts: list[dict[str, bytes]] = []

    def cut(*_arguments: object) -> None:
        if len(cuts) < 40:
            cuts.append(files_of(tmp_path / "own"))

    event.listen(store._engine, "before_cursor_execute", cut)
    ONE_COMMIT[name](store)
    event.remove(store._engine, "before_cursor_execute", cut)
    after, files = state(store), files_of(tmp_path / "own")
    store.close()
    log = files["1.db-wal"]
    assert cuts and len(log) >= HEADER + FRAME and (len(log) - HEADER) % FRAME == 0
    for number, left in enumerate({tuple(sorted(cut.items())) for cut in cuts}):
        assert state_after_a_cut(dict(left), tmp_path / f"a{number}") == before
    for end in range(HEADER, len(log), FRAME):
        for torn in (0, 2000):
            found = state_after_a_cut(files | {"1.db-wal": log[: end + torn]}, tmp_path / f"b{end}-{torn}")
            assert found == before
    assert state_after_a_cut(files, tmp_path / "whole") == after
    assert (after == before) == (name == "rebuilding")


def test_a_move_to_a_new_replica_is_finished_wherever_it_was_cut(tmp_path: Path) -> None:
    """Three commits; after each of them the next start goes on."""
    store = at_work(tmp_path / "own")
    register(store, note="nog niet gezonden")
    cuts: list[dict[str, bytes]] = []
    event.listen(store._engine, "commit", lambda _conn: cuts.append(files_of(tmp_path / "own")))
    assert store.reenter_own(lambda: draw_replica(store, PAPERS[1], Random(5)), 1) == 3
    cuts.append(files_of(tmp_path / "own"))
    store.close()
    assert len(cuts) >= 4
    for number, files in enumerate(cuts):
        folder = tmp_path / f"c{number}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        again = open_store(folder, PAPERS[1])
        again.resume_reentry()
        house = again.export_canonical()["house"]
        assert len(house["request"]) == 2 and len(house["helper"]) == 1
        assert again.resume_reentry() == 0 and again.meta_get("reentry") in (b"", None)
        again.close()
