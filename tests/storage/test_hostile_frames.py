# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A member whose program is wrong, or worse, may send any bytes in a good frame: the store keeps them, no screen
fails on them, work goes on, and the rows do not depend on the order."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain.facts import FACTS, Lane, subject_id
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.encoding import Record, encode_content, lane_fields
from noodsteunpunt.store.database import Reader, Store
from sync.frames import ENTRIES, MAX_BODY, WITNESS
from tests.support.fact_vectors import FixedSealer
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import empty, register

AUTHORS = st.sampled_from([128, 129, 576, 65535])
NUMBER = st.one_of(st.integers(0, 9), st.integers(0, (1 << 63) - 1))
AIR = (Lane.AIR, Lane.SEALED)
NAMED = st.one_of(
    st.builds(subject_id, AUTHORS, st.integers(1, 6)),
    st.builds(subject_id, st.integers(0, 65535), st.integers(1, (1 << 63) - 1)),
)
SUBJECT = st.one_of(st.just(SubjectId("")), NAMED)
TEXT = st.one_of(st.text(max_size=6), st.sampled_from(["KB", "A", "\x00", "\u202e\u202e", "-1", "0", "\U0010ffff" * 3]))


def value_of(hint: Any) -> st.SearchStrategy[Any]:
    """Anything that the bytes of a field can say."""
    for part in (hint, *typing.get_args(hint)):
        if part is bool:
            return st.booleans()
        if part is int:
            return NUMBER
        if part is SubjectId and typing.get_origin(hint) is not tuple:
            return SUBJECT
        if part is str:
            return TEXT
        if isinstance(part, type) and issubclass(part, Enum):
            members = st.sampled_from(part)
            return st.frozensets(members) if typing.get_origin(hint) is frozenset else members
    return st.lists(SUBJECT, max_size=3).map(tuple)


@st.composite
def records(draw: st.DrawFn, seq: int) -> Record:
    """An entry of a well-formed frame, with extreme values."""
    number = draw(st.sampled_from(sorted(FACTS)))
    kind: Any = FACTS[number]
    values = {
        name: draw(value_of(hint)) for lane in AIR for name, hint, _ in lane_fields(kind, lane) if draw(st.booleans())
    }
    lamport = draw(st.one_of(st.integers(0, 9), st.integers(0, (1 << 48) - 1)))
    subject = draw(st.one_of(st.none(), NAMED))
    minutes = draw(st.sampled_from([0, 1, 1 << 24]))
    return Record(seq, lamport, minutes, subject, number, values)


@st.composite
def frames(draw: st.DrawFn) -> tuple[int, int, bytes]:
    """Entries with any numbers, also numbers that were given out before; some cut, some with any bytes behind."""
    author = draw(AUTHORS)
    first = draw(st.one_of(st.integers(1, 6), st.integers(1, (1 << 48) - 9)))
    entries = [draw(records(first + index)) for index in range(draw(st.integers(1, 3)))]
    content = encode_content(entries, author, 0, FixedSealer())
    content = draw(st.sampled_from([content, content, content, content[: len(content) // 2], b"\0" + content[:3]]))
    content += draw(st.sampled_from([b"", b"", b"sealed or not"]))
    kind = draw(st.sampled_from([ENTRIES, ENTRIES, ENTRIES, ENTRIES, 14]))
    return (
        author,
        draw(st.integers(0, 4)),
        bytes((kind | 2 << 4,)) + (content[: MAX_BODY - 1 - WITNESS] or b"\0") + bytes(WITNESS),
    )


@pytest.fixture(scope="module")
def stations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Store, Reader]]]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    opened = []
    for name in ("a", "b"):
        store = open_store(folder / name, papers()[9])
        opened.append((store, store.reader()))
    yield opened
    for store, reader in opened:
        reader.close()
        store.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(heard=st.lists(frames(), max_size=6, unique_by=lambda frame: frame[:2]), data=st.data())
def test_any_frame_is_kept_and_stops_nothing(
    stations: list[tuple[Store, Reader]], heard: list[tuple[int, int, bytes]], data: st.DataObject
) -> None:
    exports = []
    for (store, reader), order in zip(stations, (heard, data.draw(st.permutations(heard))), strict=True):
        empty(store)
        for frame in order:
            store.accept([frame], NOW)
        export = store.export_canonical()
        others = {f"{author:04x}/{number}" for author, number, _ in heard if author != store.own_author()}
        assert export["frames"].keys() == others
        store.rebuild()
        assert store.export_canonical() == export
        look_at_everything(reader)
        exports.append(export)
    assert exports[0]["air"] == exports[1]["air"]
    store, reader = stations[0]
    assert register(store) in {row.id for row in reader.requests(limit=1000)}


def look_at_everything(reader: Reader) -> None:
    for request in reader.requests(limit=1000):
        detail = reader.request(request.id)
        assert detail is not None and detail.history
    for helper in reader.helpers(limit=1000):
        assert reader.helper(helper.id) == helper
    reader.conflicts(), reader.points(NOW), reader.counters(), reader.peers(()), reader.journal_counts()
