# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that a disk, a power cut or a person spoiled: each is refused with its code and left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from noodsteunpunt.errors import explain, known
from noodsteunpunt.store.connection import connect
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.errors import StoreDamaged, StoreError, StoreKeyWrong, StoreLocked, StoreVersion
from tests.support.station_kit import KEY, open_store, papers
from tests.support.store_kit import freeze_all, register

PAGE = 4096
ENROLMENT = papers()[1]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with thirty requests, closed as it should be."""
    folder = tmp_path_factory.mktemp("clean")
    store = open_store(folder, ENROLMENT)
    for index in range(30):
        register(store, note=f"n {index}")
        freeze_all(store)
    store.close()
    assert not (folder / "1.db-wal").exists()
    return (folder / "1.db").read_bytes()


@pytest.fixture(scope="module")
def unclean(clean: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the same database as a power cut leaves them, with five requests more in the log."""
    folder = tmp_path_factory.mktemp("unclean")
    (folder / "1.db").write_bytes(clean)
    store = open_store(folder, ENROLMENT)
    store.checkpoint()
    for index in range(5):
        register(store, note=f"log {index}")
    files = {name: (folder / name).read_bytes() for name in ("1.db", "1.db-wal")}
    store.close()
    return files


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def left(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in {"1.db", "1.db-wal"}}


def requests(store: Store) -> int:
    return len(store.export_canonical()["air"]["request"])


def refused(folder: Path, refusal: type[StoreError], code: str, key: bytes = KEY) -> None:
    """The right class with its code and a sentence; the same again; and not a byte is changed."""
    before = left(folder)
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            open_store(folder, ENROLMENT, key)
        assert type(caught.value) is refusal
        row = known(caught.value)
        assert row is not None and row.code == code
        assert (explain(caught.value) or "").startswith(code)
    after = left(folder)
    assert {name: after.get(name) for name in before} == before
    assert not any(content for name, content in after.items() if name not in before)


SPOILED: dict[str, tuple[Callable[[bytes], bytes], type[StoreError], str]] = {
    "cut in the middle of the file": (lambda raw: raw[: len(raw) // 2], StoreDamaged, "NSP-203"),
    "cut in the middle of a page": (lambda raw: raw[: len(raw) // 2 + 777], StoreDamaged, "NSP-203"),
    "one page left": (lambda raw: raw[:PAGE], StoreDamaged, "NSP-203"),
    "a text file": (lambda raw: b"dit is geen database\n" * 3, StoreKeyWrong, "NSP-202"),
    "a long text file": (lambda raw: b"dit is geen database\n" * 3000, StoreKeyWrong, "NSP-202"),
    "zeros": (lambda raw: bytes(len(raw)), StoreKeyWrong, "NSP-202"),
    "a changed byte in the first page": (lambda raw: raw[:99] + b"*" + raw[100:], StoreKeyWrong, "NSP-202"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_file_is_refused(tmp_path: Path, clean: bytes, name: str) -> None:
    spoil, refusal, code = SPOILED[name]
    refused(lay(tmp_path, {"1.db": spoil(clean)}), refusal, code)


def test_a_wrong_key_is_refused(tmp_path: Path, clean: bytes, unclean: dict[str, bytes]) -> None:
    refused(lay(tmp_path / "a", {"1.db": clean}), StoreKeyWrong, "NSP-202", bytes(32))
    refused(lay(tmp_path / "b", unclean), StoreKeyWrong, "NSP-202", bytes(32))


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


def test_a_flipped_bit_in_any_page_is_found_at_opening(tmp_path: Path, clean: bytes) -> None:
    """A disk can spoil a page long after the last clean end."""
    assert len(clean) // PAGE > 40
    for page in range(1, len(clean) // PAGE):
        spoiled = bytearray(clean)
        spoiled[page * PAGE + 1234] ^= 4
        refused(lay(tmp_path / "spoiled", {"1.db": bytes(spoiled)}), StoreDamaged, "NSP-203")


def test_a_flipped_bit_is_found_after_a_power_cut_where_the_log_does_not_hold_the_page(
    tmp_path: Path, unclean: dict[str, bytes]
) -> None:
    raw = unclean["1.db"]
    in_log = changed_by_the_log(tmp_path / "whole", unclean)
    assert in_log
    for page in set(range(1, len(raw) // PAGE, 5)) - in_log:
        spoiled = bytearray(raw)
        spoiled[page * PAGE + 1234] ^= 4
        refused(lay(tmp_path / "spoiled", unclean | {"1.db": bytes(spoiled)}), StoreDamaged, "NSP-203")


def test_a_page_half_written_back_at_a_power_cut_is_whole_again(tmp_path: Path, unclean: dict[str, bytes]) -> None:
    in_log = changed_by_the_log(tmp_path / "whole", unclean)
    after = (tmp_path / "whole" / "1.db").read_bytes()
    torn = bytearray(unclean["1.db"])
    for page in in_log - {0}:
        torn[page * PAGE : page * PAGE + 512] = after[page * PAGE : page * PAGE + 512]
    store = open_store(lay(tmp_path / "torn", unclean | {"1.db": bytes(torn)}), ENROLMENT)
    assert requests(store) == 35
    store.close()


def changed_by_the_log(folder: Path, files: dict[str, bytes]) -> set[int]:
    """Which pages of the database the log holds anew."""
    store = open_store(lay(folder, files), ENROLMENT)
    assert requests(store) == 35
    store.checkpoint()
    whole = (folder / "1.db").read_bytes()
    store.close()
    old = files["1.db"]
    return {n for n in range(len(old) // PAGE) if old[n * PAGE :][:PAGE] != whole[n * PAGE :][:PAGE]}


def test_damage_found_in_use_is_said_and_the_reader_says_it_too(tmp_path: Path, clean: bytes) -> None:
    """A disk can spoil a page while the station runs."""
    store = open_store(lay(tmp_path, {"1.db": clean}), ENROLMENT)
    connection = connect(tmp_path / "1.db", KEY, read_only=True)
    roots = connection.execute("SELECT rootpage FROM sqlite_schema WHERE tbl_name IN ('request', 'frame')").fetchall()
    connection.close()
    with (tmp_path / "1.db").open("r+b") as file:
        for (page,) in roots:
            file.seek(page * PAGE - 99)
            file.write(b"damage")
    reader = store.reader()
    for _ in range(2):
        with pytest.raises(StoreDamaged):
            store.export_canonical()
        with pytest.raises(StoreDamaged):
            reader.requests()
    reader.close()
    store.close()
    refused(tmp_path, StoreDamaged, "NSP-203")


def test_garbage_behind_the_log_takes_nothing_away(tmp_path: Path, unclean: dict[str, bytes]) -> None:
    for index, garbage in enumerate((os.urandom(9), os.urandom(50_000), bytes(8192))):
        folder = lay(tmp_path / f"a{index}", unclean | {"1.db-wal": unclean["1.db-wal"] + garbage})
        store = open_store(folder, ENROLMENT)
        assert requests(store) == 35
        store.close()


def test_a_log_that_is_garbage_or_cut_gives_whole_transactions(tmp_path: Path, unclean: dict[str, bytes]) -> None:
    log = unclean["1.db-wal"]
    seen = []
    for index, wal in enumerate((os.urandom(20_000), b"", *(log[: len(log) * part // 8] for part in range(1, 9)))):
        store = open_store(lay(tmp_path / f"a{index}", unclean | {"1.db-wal": wal}), ENROLMENT)
        seen.append(requests(store))
        before = store.export_canonical()
        store.rebuild()
        assert store.export_canonical() == before
        store.close()
    assert seen[:2] == [30, 30] and seen[2:] == sorted(seen[2:]) and seen[-1] == 35


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
