# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where and how a database may be opened: names, rights, a full disk, a second opening, an old library."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from noodsteunpunt.store.connection import connect
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.errors import StoreDamaged, StoreError, StoreKeyWrong, StoreLocked, StoreVersion
from tests.support.files_kit import ENROLMENT, PAGE, lay, left, refused, requests
from tests.support.station_kit import KEY, open_store
from tests.support.store_kit import register


@pytest.mark.parametrize("name", ["met spatie", "a?mode=memory#b", "100%41", "\u00e9\u0142\u20ac"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    store = open_store(tmp_path / name, ENROLMENT)
    register(store)
    with store.reader() as reader:
        assert len(reader.requests()) == 1
    store.close()
    assert (tmp_path / name / "1.db").stat().st_size > PAGE
    again = open_store(tmp_path / name, ENROLMENT)
    assert requests(again) == 1
    again.close()


def test_an_empty_file_is_a_new_database_but_none_that_has_papers(tmp_path: Path) -> None:
    """A power cut at the very first start leaves one; a station that gave its papers up is told."""
    lay(tmp_path, {"1.db": b""})
    with pytest.raises(StoreDamaged):
        Store.peek_meta(tmp_path / "1.db", KEY, "enrolment")
    assert left(tmp_path) == {"1.db": b""}
    store = open_store(tmp_path, ENROLMENT)
    assert requests(store) == 0
    store.close()


def test_an_old_library_is_refused(tmp_path: Path, clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noodsteunpunt.store.connection.OLDEST_SQLITE", (99, 0, 0))
    refused(lay(tmp_path, {"1.db": clean}), StoreVersion, "NSP-205")


@contextmanager
def nobody() -> Iterator[None]:
    """Root may write everywhere; so be somebody else for a moment."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="folders there have no write permission")
def test_a_folder_or_file_that_may_not_be_written_is_refused(clean: bytes) -> None:
    top = Path(tempfile.mkdtemp())
    try:
        top.chmod(0o755)
        lay(top / "folder", {"1.db": clean}).chmod(0o555)
        lay(top / "file", {"1.db": clean}).chmod(0o777)
        (top / "file" / "1.db").chmod(0o444)
        with nobody():
            refused(top / "folder", StoreError, "NSP-209")
            refused(top / "file", StoreError, "NSP-209")
            with pytest.raises(StoreError):
                open_store(top / "folder" / "new", ENROLMENT)
        (top / "folder").chmod(0o755)
    finally:
        shutil.rmtree(top)


def test_a_path_that_is_no_place_for_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError):
        open_store(tmp_path / "file", ENROLMENT)
    (tmp_path / "1.db").mkdir()
    with pytest.raises(StoreError):
        open_store(tmp_path, ENROLMENT)


def test_a_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path, ENROLMENT)
    register(store)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError) as caught:
        for _ in range(200):
            register(store)
    assert type(caught.value) is StoreError and "Testpersoon" not in str(caught.value) + repr(caught.value.__cause__)
    held = requests(store)
    store._connection.execute("PRAGMA max_page_count = 100000")
    register(store)
    assert requests(store) == held + 1
    store.close()


def test_fifty_openings_leave_one_file_and_everything_in_it(tmp_path: Path, clean: bytes) -> None:
    lay(tmp_path, {"1.db": clean})
    for index in range(50):
        store = open_store(tmp_path, ENROLMENT)
        assert requests(store) == 30 + index // 10
        if index % 10 == 9:
            register(store)
        store.close()
        assert {path.name for path in tmp_path.iterdir()} <= {"1.db", "1.lock"}


def test_two_openings_at_once_are_one_too_many(tmp_path: Path) -> None:
    store = open_store(tmp_path, ENROLMENT)
    refused(tmp_path, StoreLocked, "NSP-201")
    register(store)
    store.close()
    open_store(tmp_path, ENROLMENT).close()


def test_a_copy_made_in_the_middle_of_work_opens_with_all_of_it(tmp_path: Path) -> None:
    store = open_store(tmp_path / "own", ENROLMENT)
    register(store)
    shutil.copytree(tmp_path / "own", tmp_path / "copy")
    copy = open_store(tmp_path / "copy", ENROLMENT)
    assert copy.export_canonical() == store.export_canonical()
    copy.close()
    store.close()


def test_a_close_that_fails_lets_go_of_the_file(tmp_path: Path) -> None:
    store = open_store(tmp_path, ENROLMENT)
    register(store)
    store._connection.close()
    with pytest.raises(StoreError):
        store.close()
    again = open_store(tmp_path, ENROLMENT)
    assert requests(again) == 1
    again.close()


def test_an_opening_that_fails_lets_go_of_the_file(tmp_path: Path, clean: bytes) -> None:
    lay(tmp_path, {"1.db": clean[: len(clean) // 2]})
    refused(tmp_path, StoreDamaged, "NSP-203")
    lay(tmp_path, {"1.db": clean})
    open_store(tmp_path, ENROLMENT).close()


def test_a_foreign_plain_database_is_refused(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "1.db")
    other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    refused(tmp_path, StoreKeyWrong, "NSP-202")


def test_a_read_only_connection_cannot_write(tmp_path: Path, clean: bytes) -> None:
    lay(tmp_path, {"1.db": clean})
    connection = connect(tmp_path / "1.db", KEY, read_only=True)
    with pytest.raises(Exception, match="readonly"):
        connection.execute("DELETE FROM request")
    connection.close()
    assert left(tmp_path)["1.db"] == clean


def test_papers_are_read_from_a_good_file_only(tmp_path: Path, clean: bytes) -> None:
    lay(tmp_path, {"1.db": clean})
    assert Store.peek_meta(tmp_path / "1.db", KEY, "papers") is None
    with pytest.raises(StoreKeyWrong):
        Store.peek_meta(tmp_path / "1.db", bytes(32), "papers")
    assert left(tmp_path)["1.db"] == clean
    store = open_store(tmp_path, ENROLMENT)
    store.meta_set("papers", b"here")
    assert Store.peek_meta(tmp_path / "1.db", KEY, "papers") == b"here"
    store.close()
