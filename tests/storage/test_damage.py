# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that a disk, a power cut or a person spoiled: each is refused with its code and left as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from noodsteunpunt.store.connection import connect
from noodsteunpunt.store.errors import StoreDamaged, StoreError, StoreKeyWrong
from tests.support.files_kit import ENROLMENT, PAGE, lay, refused, requests
from tests.support.station_kit import KEY, open_store

SPOILED: dict[str, tuple[Callable[[bytes], bytes], type[StoreError], str]] = {
    "cut in the middle of the file": (lambda raw: raw[: len(raw) // 2], StoreDamaged, "NSP-203"),
    "cut in the middle of a page": (lambda raw: raw[: len(raw) // 2 + 777], StoreDamaged, "NSP-203"),
    "one page left": (lambda raw: raw[:PAGE], StoreDamaged, "NSP-203"),
    "a text file": (lambda raw: b"dit is geen database\n" * 3, StoreKeyWrong, "NSP-202"),
    "a long text file": (lambda raw: b"dit is geen database\n" * 3000, StoreKeyWrong, "NSP-202"),
    "zeros": (lambda raw: bytes(len(raw)), StoreKeyWrong, "NSP-202"),
    "a changed byte in the first page": (
        lambda raw: raw[:99] + bytes((raw[99] ^ 1,)) + raw[100:],
        StoreKeyWrong,
        "NSP-202",
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_file_is_refused(tmp_path: Path, clean: bytes, name: str) -> None:
    spoil, refusal, code = SPOILED[name]
    refused(lay(tmp_path, {"1.db": spoil(clean)}), refusal, code)


def test_a_wrong_key_is_refused(tmp_path: Path, clean: bytes, unclean: dict[str, bytes]) -> None:
    refused(lay(tmp_path / "a", {"1.db": clean}), StoreKeyWrong, "NSP-202", bytes(32))
    refused(lay(tmp_path / "b", unclean), StoreKeyWrong, "NSP-202", bytes(32))


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
