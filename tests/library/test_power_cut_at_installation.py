# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A power cut at every step of an installation: the old pack or the new one, whole, and the station goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from noodsteunpunt.domain.packs import PackPlace
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.library.library import Library
from noodsteunpunt.store.database import Store
from tests.support.disk_recorder import Files, RecordingDisk, after_power_cut
from tests.support.library_kit import LEAD, install, lamp, library, pack_file
from tests.support.station_kit import open_store, papers

Databases = list[Files]
"""The files of the database after every commit of a pack; the first is before any."""


def files_in(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and ".db" in path.name}


def record(
    folder: Path, paper: Enrolment, forgets: frozenset[str], act: Callable[[Library], Any], had: int
) -> tuple[Files, list[tuple[Any, ...]], Databases]:
    """``had`` versions are there; what ``act`` does to the disk and the database."""
    store = open_store(folder, paper)
    before: Files = {}
    for version in range(1, had + 1):
        install(library(folder, store), pack_file(folder, version))
        before = {path.name: path.read_bytes() for path in (folder / "library").iterdir()}
    disk, databases = RecordingDisk(forgets), [files_in(folder)]
    put_pack = Store.put_pack

    def noted(self: Store, *arguments: Any) -> None:
        put_pack(self, *arguments)
        databases.append(files_in(folder))
        disk.steps.append(("commit",))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "put_pack", noted)
        act(library(folder, store, disk=disk))
    store.close()
    return before, disk.steps, databases


def outcomes(
    folder: Path, forgets: frozenset[str], act: Callable[[Library], Any], had: int = 2
) -> list[tuple[str, str]]:
    """(which step was the last, which lamp burns), after every power cut."""
    paper = papers()[1]
    (folder / "first").mkdir()
    before, steps, databases = record(folder / "first", paper, forgets, act, had)
    found = []
    for number, (done, files) in enumerate(after_power_cut(before, steps)):
        place = folder / str(number)
        (place / "library").mkdir(parents=True)
        database = databases[sum(step == ("commit",) for step in steps[:done])]
        for name, data in database.items():
            (place / name).write_bytes(data)
        for name, data in files.items():
            (place / "library" / name).write_bytes(data)
        found.append((steps[done - 1][0] if done else "", _go_on(place, paper)))
    return found


def _go_on(place: Path, paper: Enrolment) -> str:
    store = open_store(place, paper)
    try:
        made = library(place, store)
        current = made.at(PackPlace.CURRENT)
        if current is None:
            return "none yet"
        if made.damaged():
            return "broken"
        kept = {pack.file for pack in store.packs() if pack.place is not PackPlace.FORMER}
        assert {path.name for path in (place / "library").iterdir()} == kept, "something was left over"
        burns = lamp(made)
        assert burns == f"Lamp {current.version}"
        with store.reader() as reader:
            (text,) = reader.search_pack("brandt")
            assert burns in text.body, "the words of another pack"
        assert install(made, pack_file(place, 4)) == 4
        assert lamp(made) == "Lamp 4"
        return burns
    finally:
        store.close()


def test_after_an_installation_that_was_cut_it_is_the_old_or_the_new_pack(tmp_path: Path) -> None:
    stick = pack_file(tmp_path, 3)
    found = outcomes(tmp_path, frozenset(), lambda made: install(made, stick))
    assert {step for step, _burns in found} >= {"create", "write", "sync", "rename", "sync_folder", "commit", "remove"}
    committed = [step for step, _ in found].index("commit")
    assert {burns for _, burns in found[:committed]} == {"Lamp 2"}
    assert {burns for _, burns in found[committed:]} == {"Lamp 3"}


def test_after_putting_back_that_was_cut_it_is_the_one_or_the_other(tmp_path: Path) -> None:
    found = outcomes(tmp_path, frozenset(), lambda made: made.put_back(LEAD))
    assert found == [("", "Lamp 2"), ("commit", "Lamp 1")]


def test_after_the_first_installation_that_was_cut_it_is_none_or_the_new_pack(tmp_path: Path) -> None:
    stick = pack_file(tmp_path, 3)
    found = outcomes(tmp_path, frozenset(), lambda made: install(made, stick), had=0)
    committed = [step for step, _ in found].index("commit")
    assert {burns for _, burns in found[:committed]} == {"none yet"}
    assert {burns for _, burns in found[committed:]} == {"Lamp 3"}


@pytest.mark.parametrize("forgotten", ["sync", "sync_folder", "sync_parent"])
def test_a_disk_that_is_not_synced_is_found_out(tmp_path: Path, forgotten: str) -> None:
    stick = pack_file(tmp_path, 3)
    found = outcomes(tmp_path, frozenset((forgotten,)), lambda made: install(made, stick), had=0)
    assert ("commit", "broken") in found
