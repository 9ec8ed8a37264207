# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which frames belong to what is open: a coordination point's store tells, by urgency, and for the points that ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.facts import Fact, HeadCounted, HelperClaimed, PointReported, RequestStatusChanged
from noodsteunpunt.domain.facts_desk import MessageClosed, MessageWritten
from noodsteunpunt.domain.values import PointStatus, Priority, RequestStatus, SubjectId
from noodsteunpunt.domain.values_desk import Precedence
from noodsteunpunt.station.engines import what_matters
from noodsteunpunt.store.database import Store
from noodsteunpunt.store.snapshot import Frames
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames, register, register_helper, report

PAPERS = papers()


class Told:
    """Point 1 records facts, each in a frame of its own; ``frames``: their numbers by what they are about."""

    def __init__(self, writer: Store) -> None:
        self.writer, self.frames = writer, dict[str, set[int]]()

    def about(self, subject: str) -> str:
        """Freeze what waits: it is about this."""
        self.frames.setdefault(subject, set()).update(number for number, _ in freeze_all(self.writer))
        return subject

    def say(self, fact: Fact, subject: str | None = None) -> str:
        known = None if subject is None else SubjectId(subject)
        return self.about(self.writer.record(fact, subject=known, at=NOW).subject)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Told, Store]]:
    writer, centre = open_store(tmp_path / "a", PAPERS[1]), open_store(tmp_path / "c", PAPERS[9])
    yield Told(writer), centre
    writer.close()
    centre.close()


def numbers(frames: Frames, author: int) -> set[int]:
    assert {who for who, _ in frames} <= {author}
    return {number for _, number in frames}


def request(told: Told, priority: Priority, *steps: RequestStatus) -> str:
    subject = told.about(register(told.writer, priority=priority))
    for step in steps:
        told.say(RequestStatusChanged(status=step), subject)
    return subject


def test_what_is_open_by_urgency_and_what_else_is_at_the_points_that_ask(stores: tuple[Told, Store]) -> None:
    told, centre = stores
    life = request(told, Priority.P1, RequestStatus.ASSESSED)
    request(told, Priority.P1, RequestStatus.CANCELLED)
    urgent, other = request(told, Priority.P2), request(told, Priority.P3)
    danger = told.about(report(told.writer))
    claimed, free = (told.about(register_helper(told.writer)) for _ in range(2))
    told.say(HelperClaimed(request=SubjectId(life), revision=1), claimed)
    soon = told.say(MessageWritten(number=1, precedence=Precedence.PRIORITY, text_open="Weg dicht"))
    closed = told.say(MessageWritten(number=2, precedence=Precedence.PRIORITY, text_open="Weg open"))
    told.say(MessageClosed(), closed)
    point = told.say(PointReported(status=PointStatus.OPEN))
    told.say(PointReported(status=PointStatus.FULL), point)
    counted = told.say(HeadCounted(present=3))
    for present in (9, 27, 81):
        told.say(HeadCounted(present=present), counted)
    author = told.writer.own_author() or 0
    centre.accept(own_frames(told.writer), NOW)
    for points in ((), (1,), (2, 9)):
        first, second, rest = centre.open_frames(points)
        frames = told.frames
        assert numbers(first, author) == frames[life] | frames[danger] | frames[claimed]
        newest = {max(frames[point]), *sorted(frames[counted])[-3:]}
        assert numbers(second, author) == frames[urgent] | frames[soon] | newest
        own = set().union(*(frames[one] for one in (life, urgent, other, claimed, free, soon)))
        assert numbers(rest, author) == (own if points == (1,) else set())


def test_what_is_no_frame_yet_is_not_named(stores: tuple[Told, Store]) -> None:
    _, centre = stores
    register(centre)
    assert centre.open_frames([9]) == (frozenset(), frozenset(), frozenset())


def test_the_packets_are_there_after_a_restart(tmp_path: Path) -> None:
    store = open_store(tmp_path, PAPERS[1])
    raws = [bytes((5,)) * 231, b"other"]
    store.save_snapshot(raws)
    store.close()
    store = open_store(tmp_path, PAPERS[1])
    assert store.snapshot() == raws
    store.close()


def test_rows_that_cannot_be_read_are_nothing_to_say(stores: tuple[Told, Store]) -> None:
    _, centre = stores
    said = what_matters(centre, SystemClock(), [1])
    assert said is not None and len(said.levels) == 3
    centre._connection.execute("DROP TABLE request")
    assert what_matters(centre, SystemClock(), [1]) is None
