# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same frames of two histories, in any order, some twice, split over two stations: equal canonical exports at
both, and ``rebuild`` changes nothing. The thousand examples on single subjects are in ``tests/property``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noodsteunpunt.domain.facts import (
    FACTS,
    HelperClaimed,
    MessageWritten,
    OfferClaimed,
    OfferRegistered,
    PointReported,
    ShiftTold,
)
from noodsteunpunt.domain.values import PointStatus, SubjectId
from noodsteunpunt.store.database import Store
from tests.support.fact_maker import later_facts
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import empty, freeze_all, own_frames, register, register_helper, report

PAPERS = papers()
EXAMPLES = 5
Frames = list[tuple[int, int, bytes]]


class World:
    """Two points that work side by side and hear half of each other; everything either of them froze."""

    def __init__(self, folder: Path, seed: int) -> None:
        rng = Random(seed)
        stores = [open_store(folder / str(point), PAPERS[point]) for point in (1, 9)]
        ids: list[SubjectId] = []
        for _ in range(28):
            store, other = rng.sample(stores, 2)
            ids += self._work(store, ids, rng)
            if rng.random() < 0.5:
                freeze_all(store)
                frames = own_frames(store)
                other.accept(rng.sample(frames, len(frames) // 2), NOW)
        self._claims(stores, ids[0])
        for store in stores:
            freeze_all(store)
        self.frames: Frames = [frame for store in stores for frame in own_frames(store)]
        for store in stores:
            store.accept(self.frames, NOW)
        self.export, at_coordination = (store.export_canonical() for store in stores)
        assert self.export["air"] == at_coordination["air"] and len(self.export["air"]["request"]) > 3
        wanted = ("emergency", "message", "line", "helper", "claim", "offer_hold")
        assert [table for table in wanted if not self.export["air"][table]] == []
        for store in stores:
            store.close()

    @staticmethod
    def _claims(stores: list[Store], request: SubjectId) -> None:
        """There at the end, whatever the dice said: a helper and a thing, each claimed by both points; a message."""
        helper = SubjectId(register_helper(stores[0]))
        offer = OfferRegistered(letters="KB", desk="A", number=8, amount=2, what="dekens")
        thing = stores[0].record(offer, subject=None, at=NOW).subject
        stores[1].record(MessageWritten(letters="CP", desk="A", number=7), subject=None, at=NOW)
        for store in stores:
            store.record(HelperClaimed(request=request), subject=helper, at=NOW)
            store.record(OfferClaimed(request=request), subject=thing, at=NOW)

    @staticmethod
    def _work(store: Store, ids: list[SubjectId], rng: Random) -> list[SubjectId]:
        if len(ids) < 6 or rng.random() < 0.2:
            given = report(store), register(store), register_helper(store)
            return [SubjectId(subject) for subject in given]
        if rng.random() < 0.2:
            fact = rng.choice(
                [
                    PointReported(status=PointStatus.OPEN),
                    ShiftTold(staff=3),
                    MessageWritten(letters="KB", desk="A", number=7),
                ]
            )
            return [store.record(fact, subject=None, at=NOW).subject]
        return [
            store.record(fact, subject=rng.choice(ids), at=NOW + rng.randrange(9999)).id
            for fact in rng.sample(later_facts(rng.choice, *rng.sample(ids, 2)), 3)
        ][:1]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[World]:
    return [World(tmp_path_factory.mktemp("world"), seed) for seed in range(2)]


@pytest.fixture(scope="module")
def stations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Two that only listen: a point that may not read what is sealed, and the coordination point."""
    folder = tmp_path_factory.mktemp("listens")
    both = open_store(folder, PAPERS[2], replica=False), open_store(folder, PAPERS[9], replica=False)
    yield both
    for store in both:
        store.close()


def test_every_kind_that_travels_takes_part() -> None:
    made = {type(fact) for fact in later_facts(Random(1).choice, SubjectId("0040-1"), SubjectId("0040-2"))}
    alone = {kind for kind in FACTS.values() if getattr(kind, "HOUSE_ONLY", False)}
    opening = {kind for kind in FACTS.values() if getattr(kind, "OPENS", False)}
    assert {kind.__name__ for kind in set(FACTS.values()) - made - alone - opening} == {
        "PointReported",
        "PackInstalled",
        "ShiftTold",
    }


def in_batches(frames: Frames, cuts: list[int]) -> Iterator[Frames]:
    edges = sorted({0, len(frames), *(cut % (len(frames) + 1) for cut in cuts)})
    for start, end in zip(edges, edges[1:], strict=False):
        yield frames[start:end]


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(
    world=st.integers(0, 1),
    seed=st.integers(0, 1 << 30),
    part=st.floats(0, 1),
    cuts=st.lists(st.integers(0, 99), max_size=4),
)
def test_any_order_gives_equal_exports(
    worlds: list[World], stations: tuple[Store, Store], world: int, seed: int, part: float, cuts: list[int]
) -> None:
    rng, whole = Random(seed), worlds[world]
    for store in stations:
        empty(store)
    shuffled = [*whole.frames, *rng.sample(whole.frames, len(whole.frames) // 3)]
    rng.shuffle(shuffled)
    cut = int(part * len(shuffled))
    for store, heard in zip(stations, (shuffled[:cut], shuffled[cut:]), strict=True):
        for batch in in_batches(heard, cuts):
            store.accept(batch, NOW)
    for store, rest in zip(stations, (shuffled[cut:], shuffled[:cut]), strict=True):
        for batch in in_batches(rest, cuts):
            store.accept(batch, NOW + 1)
    exports = [store.export_canonical() for store in stations]
    for store, export in zip(stations, exports, strict=True):
        assert export["air"] == whole.export["air"]
        assert export["frames"] == whole.export["frames"] and export["digest"] == whole.export["digest"]
        assert not any(export["house"].values())
        store.rebuild()
        assert store.export_canonical() == export
    assert not any(exports[0]["sealed"].values()) and sealed_of(exports[1]) >= sealed_of(whole.export)


def sealed_of(export: dict[str, Any]) -> set[tuple[str, str]]:
    return {(subject, row["note"]) for subject, row in export["sealed"]["request"].items()}
