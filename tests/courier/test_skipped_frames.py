# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A point says again and again that it is open; who was away does not fetch all of that, and no road brings it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from devices.ether import Ether
from devices.lora import Preset
from noodsteunpunt.courier.codes import collect, series
from noodsteunpunt.courier.records import decode_record
from noodsteunpunt.domain.drafts import PointReportDraft
from noodsteunpunt.domain.values import PointStatus
from noodsteunpunt.lan.exchange import Level
from noodsteunpunt.simulation import Simulation
from sync.ids import Author
from tests.support.courier_kit import ANKER, CP, KERN, SPARE, Couriers
from tests.support.station_kit import ACTOR

OPEN = PointStatus.OPEN
_NODES = 0x4E530000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Couriers]:
    folder = tmp_path_factory.mktemp("skipped")
    sim = Simulation(folder, Ether(Preset.SHORT_FAST, 1, 0.1), seed=1)
    made = Couriers(sim, folder)
    away(sim, 1.0)
    skipping = made.at(KERN)._carrier.engine._signing._skipping
    skipping._config = replace(skipping._config, skip_pays=1.0)
    for visitors in range(60):
        made.at(KERN).report_point(PointReportDraft(OPEN, visitors=visitors), ACTOR)
        if visitors % 4 == 0:
            made.register(KERN)
        sim.run(25)
        if made.at(KERN).store.skips():
            break
    sim.run(30)
    away(sim, 0.1)
    assert sim.run(300, lambda: shown(made, ANKER) == shown(made, CP))
    yield made
    sim.close()


def away(sim: Simulation, loss: float) -> None:
    """Out of reach, or back."""
    for point in (KERN, CP):
        sim.ether.set_link(_NODES + ANKER, _NODES + point, loss)


def shown(world: Couriers, point: int) -> Any:
    """What everybody may read, and how far every author's frames go."""
    return world.at(point).store.export_canonical()["air"], world.at(point).store.heads()


def here(world: Couriers, point: int) -> set[int]:
    """Numbers of De Kern's frames."""
    author = world.at(KERN).store.own_author()
    return {number for who, number, _, _ in world.at(point).store.outline() if who == author}


def named(world: Couriers) -> set[int]:
    author = Author(world.at(KERN).store.own_author() or 0)
    return world.at(KERN)._carrier.engine._held.of(author).withheld


def test_who_was_away_has_what_stays_and_shows_the_same(world: Couriers) -> None:
    assert len(named(world)) > 3
    assert here(world, KERN) == here(world, CP) == here(world, ANKER) | named(world)
    assert len(here(world, ANKER) & named(world)) <= 1, "what came before the skip did"
    with world.at(ANKER).store.reader() as one, world.at(CP).store.reader() as other:
        now = world.sim.clock.now()
        assert [row.visitors for row in one.points(now)] == [row.visitors for row in other.points(now)]
    heads = world.at(ANKER)._carrier.engine.heads()
    world.sim.stop(ANKER)
    world.sim.start(ANKER)
    assert world.at(ANKER)._carrier.engine.heads() == heads
    assert {author: heads[Author(author)] for author in world.at(ANKER).store.heads()} == world.at(ANKER).store.heads()


def test_a_bundle_of_who_was_away_is_all_that_somebody_new_needs(world: Couriers) -> None:
    """On a stick, as codes, and over the point's own network."""
    file, made = world.export(ANKER, KERN, everything=True)
    assert made.frames < world.export(CP, KERN, everything=True)[1].frames
    assert collect(series(file.read_bytes())) == file.read_bytes()
    world.spare()
    assert world.read(SPARE, file).frames == made.frames
    own = world.at(SPARE).store.own_author()
    mine = {at: head for at, head in world.at(SPARE).store.heads().items() if at != own}
    assert mine == world.at(ANKER).store.heads()
    assert shown(world, SPARE)[0] == shown(world, ANKER)[0]
    level = Level(world.access(SPARE), own or 0, KERN)
    other = Level(world.access(KERN), world.at(KERN).store.own_author() or 0, KERN)
    for raw in other.words():
        start = next(at for at in range(1, 6) if raw[at] < 0x80) + 1
        record = decode_record(raw[0], raw[start:])
        assert record is not None
        level.take(record, 1)
    assert list(level._frames(world.at(KERN).store.own_author() or 0)) == [], "nothing of De Kern is missing there"
