# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a courier brings from one real station to another, and what that does to the steps of a delivery."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.courier.errors import BundleTwice
from noodsteunpunt.courier.records import decode_record
from noodsteunpunt.domain.values import Category, HelperStatus, Priority
from noodsteunpunt.domain.values_point import LogKind
from noodsteunpunt.lan.exchange import STANDBY, Level
from noodsteunpunt.simulation import Simulation
from tests.support.courier_kit import ANKER, CP, KERN, SPARE, Couriers, couriers
from tests.support.station_kit import ACTOR, helper
from ui.presenter_points import network_page


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Couriers]:
    with couriers(tmp_path) as made:
        yield made


def test_a_request_reaches_the_coordination_point_and_the_receipt_says_so(world: Couriers) -> None:
    subject = world.register(KERN)
    file, made = world.export(KERN, CP)
    assert (made.frames, made.house, made.keys) == (2, 1, 1)
    assert world.delivery(KERN, subject) == "waiting", "nothing is sent by giving it to a courier"
    read = world.read(CP, file)
    assert (read.frames, read.house) == (2, 1)
    seen = world.at(CP).reader.request(subject)
    assert seen is not None and (seen.name, seen.phone, seen.health_note) == (
        "Testpersoon Berk",
        "06-00000010",
        "thuisbeademing",
    )
    assert world.delivery(KERN, subject) == "waiting"
    receipt, size = world.export(CP, KERN, receipt=True)
    assert size.frames == size.house == size.keys == 0 and receipt.stat().st_size < 600
    world.read(KERN, receipt)
    assert world.delivery(KERN, subject) == "held"


def test_a_receipt_of_another_point_moves_no_step(world: Couriers) -> None:
    subject = world.register(KERN)
    world.carry(KERN, ANKER)
    world.carry(ANKER, KERN, receipt=True)
    assert world.delivery(KERN, subject) == "waiting"


def test_the_next_bundle_holds_what_the_other_side_does_not_have(world: Couriers) -> None:
    world.register(KERN)
    world.carry(KERN, CP)
    world.carry(CP, KERN, receipt=True)
    world.register(KERN)
    file, made = world.export(KERN, CP)
    assert (made.frames, made.house) == (1, 1)
    assert world.read(CP, file).frames == 1
    assert world.export(KERN, CP, everything=True)[1].frames == 3


def test_another_point_gets_the_open_part_only(world: Couriers) -> None:
    subject = world.register(KERN)
    file, made = world.export(KERN, ANKER)
    assert (made.house, made.keys) == (0, 0)
    world.read(ANKER, file)
    seen = world.at(ANKER).reader.request(subject)
    assert seen is not None and seen.row.pc4 == "3551" and seen.name is None
    onward = world.carry(ANKER, CP)
    assert (onward.frames, onward.house) == (3, 0), "a courier's courier: frames of everybody, house entries of nobody"
    seen = world.at(CP).reader.request(subject)
    assert seen is not None and seen.address and seen.name is None


def test_the_coordination_point_reads_whom_it_must_be_able_to_reach(world: Couriers) -> None:
    urgent = world.register(KERN, Priority.P2)
    later = world.register(KERN, Priority.P3, category=Category.WATER)
    alone = world.register(KERN, Priority.P3, category=Category.MINOR_ALONE)
    person = world.at(KERN).register_helper(helper(), ACTOR).id
    assert world.carry(KERN, CP).house == 4
    reader = world.at(CP).reader
    names = {subject: detail.name for subject in (urgent, later, alone) if (detail := reader.request(subject))}
    assert names == {urgent: "Testpersoon Berk", later: None, alone: "Testpersoon Berk"}
    found = reader.helper(person)
    assert found is not None and found.name is None
    world.at(CP).take_over(later, ACTOR)
    world.carry(CP, KERN)
    world.carry(KERN, CP)
    detail = reader.request(later)
    assert detail is not None and detail.name == "Testpersoon Berk", "who takes over can reach"


def test_without_house_nothing_of_a_person_travels(world: Couriers) -> None:
    subject = world.register(KERN)
    assert world.carry(KERN, CP, house=False).house == 0
    seen = world.at(CP).reader.request(subject)
    assert seen is not None and seen.name is None


def test_a_spare_laptop_of_the_point_gets_everything(world: Couriers) -> None:
    subject = world.register(KERN)
    person = world.at(KERN).register_helper(helper(), ACTOR).id
    world.spare()
    file, _made = world.export(KERN, KERN)
    read = world.read(SPARE, file)
    assert read.house == 2
    assert world.at(SPARE).store.export_canonical()["digest"] != ""
    ours, theirs = world.at(KERN).store.export_canonical(), world.at(SPARE).store.export_canonical()
    for lane in ("air", "sealed", "house"):
        assert theirs[lane] == ours[lane]
    world.at(SPARE).change_helper(person, HelperStatus.OFF_DUTY, ACTOR)
    world.carry(SPARE, KERN)
    back = world.at(KERN).reader.helper(person)
    assert back is not None and back.status is HelperStatus.OFF_DUTY
    assert subject in {row.id for row in world.at(SPARE).reader.requests()}


def test_what_stands_in_the_house_log_alone_comes_along_too(world: Couriers) -> None:
    line = world.at(KERN).write_log(LogKind.EVENT, "deur achter klemt", ACTOR)
    world.at(KERN).correct_log(line, "deur voor klemt", ACTOR)
    world.register(KERN)
    world.spare()
    assert world.read(SPARE, world.export(KERN, KERN)[0]).house == 3
    assert world.carry(KERN, CP).house == 3, "sealed under keys that it does not get"
    assert [row.text for row in world.at(SPARE).reader.logbook()] == [
        row.text for row in world.at(KERN).reader.logbook()
    ]
    assert not world.at(CP).reader.logbook()


def test_a_bundle_read_twice_changes_nothing(world: Couriers) -> None:
    world.register(KERN)
    file, _made = world.export(KERN, CP)
    world.read(CP, file)
    before = world.rows(CP)
    with pytest.raises(BundleTwice):
        world.read(CP, file)
    assert world.rows(CP) == before
    assert world.at(CP).store.bundles_refused() == {"twice": 1}
    assert world.at(CP).network().rejected["bundle_twice"] == 1
    assert "1 bundel geweigerd: al eerder gelezen" in network_page(world.at(CP).network(), 0).refused


def test_what_the_courier_brought_is_offered_on_the_air_too(world: Couriers) -> None:
    """Het Anker hears the coordination point only; the request came there by courier."""
    sim = world.sim
    numbers = {point: 0x4E530000 + point for point in (KERN, ANKER, CP)}
    sim.ether.partition([[numbers[KERN]], [numbers[ANKER], numbers[CP]]])
    subject = world.register(KERN)
    world.carry(KERN, CP)
    there = world.at(ANKER).reader
    assert sim.run(900, lambda: there.request(subject) is not None)


def test_a_bundle_shows_a_restored_laptop_that_it_has_been_here_before(world: Couriers) -> None:
    """The database was put back from before the bundle: the station goes on under a new replica."""
    sim = world.sim
    sim.stop(KERN)
    sim.copy(KERN, SPARE)
    sim.start(KERN, marker=False)
    lost = world.register(KERN)
    world.carry(KERN, CP)
    sim.stop(KERN)
    sim.start(SPARE, marker=False)
    old = world.at(SPARE).store.own_author()
    world.read(SPARE, world.export(CP, KERN, everything=True)[0])
    assert world.at(SPARE).store.own_author() != old
    assert world.at(SPARE).reader.request(lost) is not None


def test_the_spare_laptop_is_silent_and_what_it_records_goes_on_the_air_from_the_other(world: Couriers) -> None:
    """The two are level over the point's own network; here its records are handed over by hand."""
    sim = world.sim
    world.spare()
    subject = world.register(SPARE)
    sim.run(120)
    assert own_frames(sim) == 0
    level = Level(world.access(KERN), world.at(SPARE).store.own_author() or 0, KERN, state=STANDBY)
    other = Level(world.access(SPARE), world.at(KERN).store.own_author() or 0, KERN)
    world.at(SPARE).courier.freeze()
    for raw in list(other.missing()):
        start = next(at for at in range(1, 6) if raw[at] < 0x80) + 1
        record = decode_record(raw[0], raw[start:])
        assert record is not None
        level.take(record, 1)
    assert world.delivery(KERN, subject) in ("recorded", "waiting")
    there = world.at(CP).reader
    assert sim.run(60, lambda: there.request(subject) is not None), "at once, not when somebody asks for it"
    assert own_frames(sim) == 0


def own_frames(sim: Simulation) -> int:
    """Of the spare laptop; its radio passes on for others, as every radio does."""
    stats = sim.ether.stats().nodes[0x4E530000 + SPARE]
    return stats.frames - stats.relayed
