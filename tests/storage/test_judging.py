# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Entries that this program cannot fold: kept, counted, never in the way, and folded when it can."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from noodsteunpunt.domain.facts import Fact, HelperRegistered, PackInstalled, RequestRegistered, RequestStatusChanged
from noodsteunpunt.domain.values import RequestStatus, SubjectId
from noodsteunpunt.encoding import EncodingError, encode_content, record_of
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.mesh_log import LAMPORT_LEAP
from sync.frames import WITNESS, Priority, encode_entries
from tests.support.fact_vectors import FixedSealer
from tests.support.later_kit import frame_of_a_newer_program, newer_program
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import register

AUTHOR = 128
FIRST = SubjectId("0080-1")
OPENED = RequestRegistered(letters="HA", desk="A", number=1)
CLOSED = RequestStatusChanged(status=RequestStatus.CLOSED)


def body(fact: Fact, seq: int, lamport: int, subject: SubjectId | None = None) -> bytes:
    record = record_of(fact, seq=seq, lamport=lamport, minutes=1, subject=subject)
    return encode_entries(Priority.STATUS, 0, encode_content([record], AUTHOR, 0, FixedSealer())) + bytes(WITNESS)


def frame(number: int, seq: int, lamport: int, fact: Fact, subject: SubjectId | None = None) -> tuple[int, int, bytes]:
    return AUTHOR, number, body(fact, seq, lamport, subject)


def states(store: Store) -> dict[str, int]:
    with store.reader() as reader:
        return {name: count for name, count in reader.journal_counts().items() if name in {"unknown", "held_aside"}}


NEWER = (AUTHOR, 1, encode_entries(Priority.STATUS, 0, frame_of_a_newer_program(AUTHOR, 1, FIRST)))


def test_what_an_older_program_did_not_know_is_folded_after_the_update(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[9])
    store.accept([NEWER], NOW)
    rows = store.export_canonical()["air"]["request"]
    assert sorted(rows) == [FIRST, "0080-5"], "what stands beside the unknown is read"
    assert rows[FIRST]["status"] == "assessed", "a step with a field more is a step"
    assert states(store) == {"unknown": 3, "held_aside": 0}
    assert store.read(AUTHOR, 1) == NEWER[2], "and passed on as it was"
    assert store.judge_again() == 0
    store.close()
    with newer_program():
        store = open_store(tmp_path, papers()[9])
        after = store.export_canonical()
        assert states(store) == {"unknown": 0, "held_aside": 0} and store.judge_again() == 0
        store.rebuild()
        assert store.export_canonical() == after
        store.close()


@pytest.mark.parametrize("kind", [9, 15])
def test_a_frame_that_an_older_program_could_not_read_is_read_after_the_update(tmp_path: Path, kind: int) -> None:
    """Whole frames, too: of a kind that is not known, or with content that is none."""
    store = open_store(tmp_path, papers()[9])
    store.accept([(AUTHOR, 1, bytes((kind, 1))), (AUTHOR, 2, b"\x21\x00\xff\xff\xff")], NOW)
    assert states(store) == {"unknown": 2, "held_aside": 0}
    assert store.judge_again() == 0
    good = body(OPENED, 1, 1)
    store._connection.execute("UPDATE frame SET body = ? WHERE number = 1 AND author = ?", (good, AUTHOR))
    store.judge_again()
    assert states(store) == {"unknown": 1, "held_aside": 0}
    assert list(store.export_canonical()["air"]["request"]) == [FIRST]
    store.close()


WRONG: list[Fact] = [
    RequestRegistered(letters="HA", desk="A", number=1, deadline=1 << 60),  # a deadline after the end of time
    PackInstalled(pack="../..", expires=1 << 40),
]


@pytest.mark.parametrize("fact", WRONG)
def test_what_cannot_be_folded_is_kept_and_counted(tmp_path: Path, fact: Fact) -> None:
    store = open_store(tmp_path, papers()[9])
    store.accept([frame(1, 1, 1, OPENED), frame(2, 2, 2, fact)], NOW)
    assert states(store) == {"unknown": 1, "held_aside": 0}
    assert list(store.export_canonical()["air"]["request"]) == [FIRST]
    assert store.read(AUTHOR, 2) is not None
    register(store)
    store.close()


LEAPS = [
    frame(1, 1, 1, OPENED),
    frame(2, 2, LAMPORT_LEAP + 2, CLOSED, FIRST),
    frame(3, 3, LAMPORT_LEAP, HelperRegistered(letters="HA", desk="A", number=1)),
    frame(4, 4, 3 * LAMPORT_LEAP, WRONG[0]),
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


def test_numbers_up_to_the_last_one_stop_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path, papers()[9])
    with pytest.raises(EncodingError):
        frame(9, 3, 1 << 48, OPENED)
    far = (
        AUTHOR,
        10,
        body(RequestRegistered(letters="HA", desk="A", number=(1 << 63) - 1), (1 << 48) - 1, (1 << 48) - 1),
    )
    store.accept([LEAPS[0], far], NOW)
    assert states(store) == {"unknown": 0, "held_aside": 1}
    register(store)
    store.close()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_author_that_uses_a_number_twice_gives_the_same_rows_everywhere(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    frames = [
        frame(1, 1, 1, OPENED),
        frame(2, 2, 2, HelperRegistered(letters="HA", desk="A", number=2)),
        frame(3, 2, 3, CLOSED, FIRST),
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
        frame(1, 1, 1, HelperRegistered(letters="HA", desk="A", number=2)),
        frame(2, 2, 2, OPENED, FIRST),
        frame(3, 3, 3, CLOSED, FIRST),
    ]
    store = open_store(tmp_path, papers()[9], replica=False)
    for index in order:
        store.accept([frames[index]], NOW)
    export = store.export_canonical()["air"]
    assert export["request"][FIRST]["status"] == "closed" and not export["helper"]
    store.close()
