# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nothing that a person typed, and no key, is readable in any file of the store, or in what an error or the log
says. The demonstration's check searches the files of whole stations the same way."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from random import Random

import pytest

from noodsteunpunt.demo.privacy import found
from noodsteunpunt.domain.facts import RequestStatusChanged
from noodsteunpunt.domain.values import RequestStatus, SubjectId
from noodsteunpunt.station.replica import draw_replica
from noodsteunpunt.store.errors import StoreError
from tests.support.station_kit import ACTOR, KEY, open_store, papers
from tests.support.store_kit import freeze_all, register, register_helper

PAPERS = papers()[1]
TYPED = {
    "name": "Testpersoon Waterberk",
    "phone": "06-00000011",
    "note": "beademing stopt om negen uur",
    "health_note": "gebruikt zuurstof",
    "access_note": "sleutel bij de buren",
    "remarks": "spreekt alleen Fries",
    "place_words": "achter de molen",
    "postcode": "3551ZZ",
}
WORDS = [*TYPED.values(), "Testpersoon Eik", ACTOR.name, "Testpersoon Kazerne"]


def readable(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    heaps = {path.name: path.read_bytes() for path in files}
    shown = [f"{word} in {name}" for name, heap in heaps.items() for word in found(WORDS, heap)]
    keys = [f"key in {name}" for name, heap in heaps.items() if KEY in heap or KEY.hex().encode() in heap.lower()]
    return shown + keys


def test_nothing_typed_is_readable_in_any_file_at_any_moment(tmp_path: Path) -> None:
    store = open_store(tmp_path, PAPERS)
    subject = SubjectId(register(store, **TYPED))
    register_helper(store)
    store.record(
        RequestStatusChanged(status=RequestStatus.SOLVED, name="Testpersoon Kazerne"), subject=subject, at=1_800_000_060
    )
    assert (tmp_path / "1.db-wal").stat().st_size > 4096
    assert readable(tmp_path) == []
    freeze_all(store)
    store.checkpoint()
    assert (tmp_path / "1.db").stat().st_size > 4096 and readable(tmp_path) == []
    store.rebuild()
    store.reenter_own(lambda: draw_replica(store, PAPERS, Random(3)), 1)
    assert readable(tmp_path) == []
    store.close()
    assert readable(tmp_path) == []


@pytest.mark.parametrize("word", WORDS)
def test_the_search_finds_what_is_there(tmp_path: Path, word: str) -> None:
    (tmp_path / "leak").write_bytes(bytes(99) + word.encode("utf-16-le") + bytes(99))
    assert len(readable(tmp_path)) == 1
    (tmp_path / "leak").write_bytes(bytes(99) + KEY + word.encode())
    assert len(readable(tmp_path)) == 2


def test_an_error_and_the_log_say_nothing_that_was_typed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool"):
        caplog.set_level(logging.DEBUG, name)
    store = open_store(tmp_path, PAPERS)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError) as caught:
        for _ in range(100):
            register(store, **TYPED)
    said = "".join(traceback.format_exception(caught.value))
    reason: BaseException | None = caught.value
    while reason is not None:
        said += f"{reason!r} {reason}"
        reason = reason.__cause__ or reason.__context__
    assert "INSERT" in caplog.text, "the log was asked for everything"
    for word in WORDS:
        assert word not in said and word not in caplog.text
    store.close()
