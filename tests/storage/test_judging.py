# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entries that this program cannot fold: kept, counted, never in the way, and folded when it can."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from noodsteunpunt.domain import facts
from noodsteunpunt.domain.facts import Fact, HelperRegistered, RequestRegistered, RequestStatusChanged
from noodsteunpunt.domain.values import RequestStatus, SubjectId
from noodsteunpunt.encoding import encode_mesh
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.mesh_log import LAMPORT_LEAP
from sync.frames import WITNESS, Entry, Priority, encode_entries
from sync.varint import write_varint
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import register

AUTHOR = 128
FIRST = SubjectId("0080-1")
OPENED = RequestRegistered(letters="HA", desk="A", number=1)
CLOSED = RequestStatusChanged(status=RequestStatus.CLOSED)


class NoSealer:
    """Nothing here is sealed."""

    def seal(self, author: int, seq: int, plaintext: bytes) -> bytes:
        raise AssertionError(seq)

    def open(self, author: int, seq: int, blob: bytes) -> bytes | None:
        return None


def body(fact: Fact, seq: int, subject: SubjectId | None = None) -> bytes:
    return encode_mesh(fact, author=AUTHOR, seq=seq, subject=subject, minutes=1, sealer=NoSealer())


def frame(number: int, seq: int, lamport: int, content: bytes) -> tuple[int, int, bytes]:
    return AUTHOR, number, encode_entries(Priority.NORMAL, 0, [Entry(seq, lamport, content)]) + bytes(WITNESS)


def states(store: Store) -> dict[str, int]:
    with store.reader() as reader:
        return {name: count for name, count in reader.journal_counts().items() if name in {"unknown", "held_aside"}}


def test_what_an_older_program_did_not_know_is_folded_after_the_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.delitem(facts.FACTS, RequestStatusChanged.KIND)
        store = open_store(tmp_path, papers()[9])
        store.accept([frame(1, 1, 1, body(OPENED, 1)), frame(2, 2, 2, body(CLOSED, 2, FIRST))], NOW)
        assert store.export_canonical()["air"]["request"][FIRST]["status"] == "new"
        assert states(store) == {"unknown": 1, "held_aside": 0}
        assert store.judge_again() == 0
        store.close()
    store = open_store(tmp_path, papers()[9])
    after = store.export_canonical()
    assert after["air"]["request"][FIRST]["status"] == "closed"
    assert states(store) == {"unknown": 0, "held_aside": 0} and store.judge_again() == 0
    store.rebuild()
    assert store.export_canonical() == after
    store.close()


@pytest.mark.parametrize(
    "content",
    [
        b"\x63\x01\x00\x00\x00",  # kind 99
        b"\x03\x02\x00\x01\x00\x80\x00",  # a later version of a kind we know
        b"\x03\x01\x00\x01\x00\x80\x02\x01\x63",  # a status we do not know
        b"\x03\x01\x00\x01\x00\x80\x02\x08\x00",  # a field we do not know
        b"\xff",  # no head
        b"\x02\x01\x00\x00\x05\x06\x02\x31\x02\x2d",  # letters that no ticket can have
        b"\x02\x01\x00\x00\x0a\x80\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f",  # a deadline after the end of time
    ],
)
def test_what_cannot_be_folded_is_kept_and_counted(tmp_path: Path, content: bytes) -> None:
    store = open_store(tmp_path, papers()[9])
    store.accept([frame(1, 1, 1, body(OPENED, 1)), frame(2, 2, 2, content)], NOW)
    assert states(store) == {"unknown": 1, "held_aside": 0}
    assert list(store.export_canonical()["air"]["request"]) == [FIRST]
    assert store.read(AUTHOR, 2) is not None
    register(store)
    store.close()


LEAPS = [
    frame(1, 1, 1, body(OPENED, 1)),
    frame(2, 2, LAMPORT_LEAP + 2, body(CLOSED, 2, FIRST)),
    frame(3, 3, LAMPORT_LEAP, body(HelperRegistered(letters="HA", desk="A", number=1), 3)),
    frame(4, 4, 3 * LAMPORT_LEAP, b"\xff"),
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_leap_is_held_aside_until_others_come_near(tmp_path: Path, order: tuple[int, ...]) -> None:
    store = open_store(tmp_path, papers()[9], replica=False)
    for index in order:
        store.accept([LEAPS[index]], NOW)
    export = store.export_canonical()["air"]
    assert export["request"][FIRST]["status"] == "closed" and len(export["helper"]) == 1
    assert states(store) == {"unknown": 0, "held_aside": 1}
    store.close()


def test_a_leap_is_judged_at_opening_against_todays_highest_number(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[9], replica=False)
    store.accept([LEAPS[0], LEAPS[1]], NOW)
    assert states(store) == {"unknown": 0, "held_aside": 1}
    store._connection.execute("UPDATE entry SET lamport = 50 WHERE seq = 1")
    store.close()
    store = open_store(tmp_path, papers()[9], replica=False)
    assert states(store) == {"unknown": 0, "held_aside": 0}
    assert store.export_canonical()["air"]["request"][FIRST]["status"] == "closed"
    store.close()


def leaping(delta: int) -> bytes:
    """A frame with one entry, ``delta`` above a number that is far up already."""
    far = bytearray((1, 2, 0, 2))
    write_varint(far, 1 << 40)
    write_varint(far, delta)
    return bytes(far + b"\x01\xff" + bytes(WITNESS))


def test_a_number_beyond_the_database_stops_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[9])
    store.accept([LEAPS[0], (AUTHOR, 9, leaping((1 << 63) - 1))], NOW)
    assert states(store) == {"unknown": 0, "held_aside": 0}
    store.accept([(AUTHOR, 10, leaping(1 << 47))], NOW)
    assert states(store) == {"unknown": 0, "held_aside": 1}
    register(store)
    store.close()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_author_that_uses_a_number_twice_gives_the_same_rows_everywhere(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    frames = [
        frame(1, 1, 1, body(OPENED, 1)),
        frame(2, 2, 2, body(HelperRegistered(letters="HA", desk="A", number=2), 2)),
        frame(3, 2, 3, body(CLOSED, 2, FIRST)),
    ]
    store = open_store(tmp_path, papers()[9], replica=False)
    for index in order:
        store.accept([frames[index]], NOW)
    export = store.export_canonical()
    assert export["air"]["request"][FIRST]["status"] == "new" and list(export["air"]["helper"]) == ["0080-2"]
    store.rebuild()
    assert store.export_canonical() == export
    store.close()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_subject_is_one_thing(tmp_path: Path, order: tuple[int, ...]) -> None:
    frames = [
        frame(1, 1, 1, body(HelperRegistered(letters="HA", desk="A", number=2), 1)),
        frame(2, 2, 2, body(OPENED, 2, FIRST)),
        frame(3, 3, 3, body(CLOSED, 3, FIRST)),
    ]
    store = open_store(tmp_path, papers()[9], replica=False)
    for index in order:
        store.accept([frames[index]], NOW)
    export = store.export_canonical()["air"]
    assert export["request"][FIRST]["status"] == "closed" and not export["helper"]
    store.close()
