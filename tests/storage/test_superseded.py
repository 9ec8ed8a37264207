# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows never depend on superseded facts: who has a skip and what stays shows what who has every frame shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from noodsteunpunt.domain.facts import Fact, HeadCounted, PackInstalled, PointReported, ShiftTold
from noodsteunpunt.domain.registers import NEWEST_ONLY, PER_KIND, register_of, repeats
from noodsteunpunt.domain.values import PointStatus, SubjectId
from noodsteunpunt.store.database import Store
from sync.frames import SKIP, Priority, body_priority
from sync.skips import FIRST, Skip, encode_skip, runs_of, superseded
from sync.skips import register_of as register_in
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames, register

PAPERS = papers()
KINDS: tuple[tuple[type[Fact], dict[str, Any]], ...] = (
    (PointReported, {"status": (PointStatus.OPEN, PointStatus.OPEN, PointStatus.STANDBY), "visitors": range(90)}),
    (PackInstalled, {"pack": ("voorbeeld", "ander"), "version": range(9)}),
    (ShiftTold, {"staff": range(9), "decisions": range(40)}),
    (HeadCounted, {"present": range(90)}),
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    folder: Path = tmp_path_factory.mktemp("superseded")
    found = [open_store(folder / name, PAPERS[point]) for name, point in (("a", 1), ("b", 2), ("c", 2))]
    yield found
    for store in found:
        store.close()


def say(writer: Store, rng: Random, subjects: dict[type[Fact], SubjectId]) -> None:
    """Something at random, in a frame of its own."""
    kind, fields = rng.choice(KINDS)
    fact = kind(**{name: rng.choice(values) for name, values in fields.items()})
    subjects.setdefault(kind, writer.record(fact, subject=subjects.get(kind), at=NOW + rng.randrange(9000)).subject)
    if rng.random() < 0.2:
        register(writer)
    freeze_all(writer)


def shown(store: Store) -> dict[str, Any]:
    rows = store.export_canonical()
    return {lane: rows[lane] for lane in ("air", "sealed", "house")}


def test_a_store_with_the_skip_only_shows_what_a_whole_one_does(stores: list[Store]) -> None:
    writer, whole, part = stores
    rng, subjects = Random("superseded"), dict[type[Fact], SubjectId]()
    for _ in range(40):
        say(writer, rng, subjects)
    frames = own_frames(writer)
    author, count = frames[0][0], len(frames)
    bodies = [body for _, _, body in frames]
    named = superseded(lambda at: bodies[at][:2], {}, FIRST, count)
    assert len(named) > 10
    skip = (author, count, encode_skip(Skip(FIRST, count, runs_of(named), bytes(16))) + bytes(80))
    whole.accept([*frames, skip], NOW)
    part.accept([skip, *(frame for frame in reversed(frames) if frame[1] not in named)], NOW)
    part.settle(author, checked={count}, at=NOW)
    assert shown(part) == shown(whole)
    assert part.heads()[author] == whole.heads()[author] == count + 1
    assert len(part.export_canonical()["frames"]) == len(whole.export_canonical()["frames"]) - len(named)
    with whole.reader() as one, part.reader() as other:
        assert one.points(NOW) == other.points(NOW)


def test_a_frame_alone_has_a_register_if_only_the_newest_counts(stores: list[Store]) -> None:
    writer = stores[0]
    subject = writer.own_point_subject(1)
    before = writer.heads()[writer.own_author() or 0]
    for status in (PointStatus.FULL, PointStatus.FULL, PointStatus.FULL, PointStatus.OPEN):
        writer.record(PointReported(status=status), subject=subject, at=NOW)
        freeze_all(writer)
    writer.record(PointReported(status=PointStatus.OPEN), subject=subject, at=NOW)
    writer.record(ShiftTold(), subject=None, at=NOW)
    freeze_all(writer)
    registers = [register_in(body) for _, number, body in own_frames(writer) if number >= before]
    # The first of a status stays, for since when it holds is counted from it; beside others it costs too much.
    assert registers == [0, 1, 1, 0, 0]


def test_a_register_is_of_one_kind_and_subject() -> None:
    assert [register_of(kind.KIND, "b", ["a", "b"]) for kind in NEWEST_ONLY] == [2, 2 + PER_KIND, 2 + 2 * PER_KIND]
    assert register_of(PointReported.KIND, "a", []) == 1 and register_of(HeadCounted.KIND, "a", []) == 0
    assert register_of(ShiftTold.KIND, "x", [str(n) for n in range(PER_KIND)]) == 0
    assert max(register_of(k.KIND, "63", [str(n) for n in range(PER_KIND)]) for k in NEWEST_ONLY) <= 255
    assert repeats(ShiftTold.KIND, {}, None) and not repeats(PointReported.KIND, {"status": 1}, None)


def test_no_kind_for_life_is_superseded(stores: list[Store]) -> None:
    bodies = [body for _, _, body in own_frames(stores[0])]
    assert all(body_priority(body) > Priority.URGENT for body in bodies if register_in(body))
    assert not any(body[0] == SKIP for body in bodies)
