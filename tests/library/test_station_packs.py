# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole station with information: what it says loudly, and what others hear of it on the air."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.ether import Ether
from devices.lora import Preset
from noodsteunpunt.assembly import silent_station
from noodsteunpunt.demo.layout import prepare
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.library.library import Library, Offer
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.simulation import Simulation
from noodsteunpunt.station import Station
from noodsteunpunt.station.orders import OrderRefused
from tests.support.library_kit import CARD, LEAD, announced, lasting_root, pack_file
from tests.support.signed_kit import TRUST
from tests.support.station_kit import NOW

DAY = 86_400
OFFER = Offer(TRUST.data, fingerprint_of(TRUST.data))


@pytest.fixture
def simulation(tmp_path: Path) -> Iterator[Simulation]:
    made = Simulation(tmp_path, Ether(Preset.SHORT_FAST, 1), seed=1)
    for number in (1, 2, 9):
        station = made.station(number)
        station.library = Library(tmp_path / f"library-{number}", station.store, made.clock)
    yield made
    made.close()


def alarms(station: Station) -> set[str]:
    return {alarm.code for alarm in station.snapshot().alarms if alarm.code.startswith("pack_")}


def test_the_coordination_point_hears_over_the_air_who_has_which(simulation: Simulation, tmp_path: Path) -> None:
    for number, version in ((1, 1), (1, 2), (2, 1)):
        simulation.station(number).install_pack(pack_file(tmp_path, version), LEAD, OFFER)
    simulation.run(120)
    rows = simulation.station(9).reader.points(simulation.clock.now())
    assert {row.point.number: row.pack and row.pack.version for row in rows} == {1: 2, 2: 1, 9: None}


def test_an_expired_pack_is_said_loudly_when_the_day_comes(simulation: Simulation, tmp_path: Path) -> None:
    station = simulation.station(1)
    station.install_pack(pack_file(tmp_path, 1, expires=NOW + DAY), LEAD, OFFER)
    assert alarms(station) == set()
    simulation.clock.time += DAY
    simulation.run(90)
    assert alarms(station) == {"pack_expired"}
    station.install_pack(pack_file(tmp_path, 2), LEAD)
    assert alarms(station) == set()
    station.put_back_pack(LEAD)
    assert alarms(station) == {"pack_expired"}


def test_a_damaged_pack_is_said_loudly_until_it_is_brought_again(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    config = prepare(tmp_path / "demo", {1: 9, 2: 9, 9: 9}, fresh=True)[0].config
    stick = pack_file(tmp_path, 1, expires=4_000_000_000)
    with silent_station(config) as station:
        station.install_pack(stick, LEAD, Offer(lasting_root(), fingerprint_of(lasting_root())))
    (file,) = (config.parent / "library").iterdir()
    file.write_bytes(b"")
    with silent_station(config) as station:
        assert alarms(station) == {"pack_damaged"}
        station.install_pack(stick, LEAD)
        assert alarms(station) == set()
    with silent_station(config) as station:
        assert alarms(station) == set()


def test_a_station_without_a_place_for_packs_says_so(simulation: Simulation, tmp_path: Path) -> None:
    station = simulation.station(1)
    station.library = None
    with pytest.raises(RuleViolation) as refused:
        station.install_pack(pack_file(tmp_path, 1), LEAD, OFFER)
    assert refused.value.code == "no_library"


def shown(station: Station, words: str) -> list[str]:
    return [text.item for text in station.reader.search_pack(words, language="nl")]


def test_an_announcement_goes_to_all_points_by_radio_and_is_shown(simulation: Simulation, tmp_path: Path) -> None:
    pack = pack_file(tmp_path, 1)
    chief, at_once, later = (simulation.station(number) for number in (9, 1, 2))
    for station in (chief, at_once):
        station.install_pack(pack, LEAD, OFFER)
    simulation.ether.set_link(0x4E530002, 0x4E530009, 1.0)  # point 2 hears it from point 1 only
    message = announced(pack, "Vannacht weer licht")
    told = chief.announce_to_all(message)
    assert told.packets == -(-len(message) // 134) and shown(chief, "vannacht") == [CARD]
    assert simulation.run(60, until=lambda: shown(at_once, "vannacht") == [CARD])
    assert simulation.run(60, until=lambda: bool(later._carrier.engine.orders.messages()))
    assert not shown(later, "vannacht")
    later.install_pack(pack, LEAD, OFFER)  # it was heard before the pack that it belongs to
    assert shown(later, "vannacht") == [CARD]
    verified = later._carrier.engine.verified()[chief._carrier.author]
    assert verified == later._carrier.engine.heads()[chief._carrier.author]
    simulation.run(120)
    rows = {row.point.number: row.pack and row.pack.announced for row in chief.reader.points(simulation.clock.now())}
    assert rows == {1: 1, 2: 1, 9: 1}


def test_a_false_announcement_over_the_radio_is_not_shown(simulation: Simulation, tmp_path: Path) -> None:
    pack = pack_file(tmp_path, 1)
    for number in (1, 9):
        simulation.station(number).install_pack(pack, LEAD, OFFER)
    chief, point = simulation.station(9), simulation.station(1)
    for message in (announced(pack, "Vals alarm", keys=1), b"x" * 900):
        chief.announce_to_all(message)
    with pytest.raises(OrderRefused):
        chief.announce_to_all(bytes(2_145))
    with pytest.raises(OrderRefused):
        point.announce_to_all(announced(pack, "Van een punt"))
    assert simulation.run(120, until=lambda: len(point._carrier.engine.orders.messages()) == 2)
    assert not shown(point, "vals") and not shown(chief, "vals")
