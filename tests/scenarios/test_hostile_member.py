# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody with the group's key against whole stations: yesterday once more, counters that cannot be, and a year that
has not come yet. (Clocks of another year in honest stations: test_wrong_clocks.py.)"""

from __future__ import annotations

from pathlib import Path

from devices.virtual_radio import VirtualRadio
from noodsteunpunt.station import Station
from sync.frames import Frame
from sync.ids import Author, make_author
from sync.packets import Sender, State, Want
from sync.talk import encode_state, encode_talk, encode_want
from sync.vectors import Holding
from sync.wire import TALK, Keys, seal_control, seal_frame
from tests.scenarios.test_mesh import A, B, C, level, mesh
from tests.support.station_kit import ACTOR, request

DAY = 86_400
HUGE = (1 << 63) - 1


def facts(station: Station) -> dict[str, object]:
    """What a station holds to be true; who signed it when is not in it."""
    export = station.store.export_canonical()
    return {name: value for name, value in export.items() if name not in ("frames", "digest")}


def test_yesterday_once_more_changes_nothing_and_is_answered_by_nobody(tmp_path: Path) -> None:
    with mesh(tmp_path, loss=0.0) as simulation:
        heard = []
        simulation.ether.on_air.append(lambda frame: heard.append(frame.payload))
        for number in (A, B):
            simulation.station(number).register_request(request(), ACTOR)
        assert simulation.run(120, until=lambda: level(simulation))
        simulation.run(60)
        yesterday = list(heard)
        for number in (A, B, C):
            simulation.stop(number)
        simulation.clock.time += DAY
        for number in (A, B, C):
            simulation.start(number)
        simulation.run(1300)
        before = {number: facts(simulation.station(number)) for number in (A, B, C)}
        quiet = len(heard)
        simulation.run(120)
        usual = len(heard) - quiet
        attacker, packets = VirtualRadio(simulation.ether, 77), len(heard)
        for at, payload in enumerate(yesterday):
            simulation.ether.at(simulation.ether.now + at, lambda payload=payload: attacker.send(payload, hop_limit=0))  # type: ignore[misc]
        simulation.run(len(yesterday) + 120)
        assert all(facts(simulation.station(number)) == before[number] for number in (A, B, C))
        assert all(simulation.station(number)._carrier.engine.rejected["replay"] for number in (A, B, C))
        answers = len(heard) - packets - len(yesterday)
        assert answers <= usual + len(yesterday) // 4, f"{answers} packets, {usual} without the attack"


def test_counters_that_cannot_be_and_a_frame_of_2031(tmp_path: Path) -> None:
    with mesh(tmp_path, loss=0.0) as simulation:
        simulation.station(A).register_request(request(), ACTOR)
        assert simulation.run(120, until=lambda: level(simulation))
        papers, engine = simulation.points[B].enrolment, simulation.station(A)._carrier.engine
        keys = Keys.derive(papers.group_key, papers.roster.incident, papers.epoch)
        liar, attacker = make_author(B, 7), VirtualRadio(simulation.ether, 77)
        own, chief = (Author(simulation.station(number).store.own_author() or 0) for number in (A, C))
        before = facts(simulation.station(A))
        vector = {own: Holding(0xFFFF), chief: Holding(0xFFFF)}
        talks = [
            encode_talk(encode_state(State(1, HUGE, 0, vector=vector), 200)),
            encode_talk(encode_state(State(1, 0, HUGE, vector=vector), 200)),
            encode_talk(encode_state(State(1, 9, 9, vector=vector), 200), encode_want(Want(own, vector), 90)),
        ]
        for counter, plain in enumerate(talks, start=1):
            attacker.send(seal_control(TALK, Sender(liar, 1, counter), plain, keys), hop_limit=0)
        for number in (1, 0xFFFE, 0xFFFF):
            attacker.send(seal_frame(Frame(own, number, b"\x01" + b"2031" * 9), keys), hop_limit=0)
        simulation.run(300)
        assert engine.rejected["counter"] == 2 and simulation.station(A).network().suspects["HA"] >= 2
        assert facts(simulation.station(A)) == before
        assert engine.acknowledged() <= engine.heads()[own]
        late = simulation.station(A).register_request(request(), ACTOR)
        assert simulation.run(
            120, until=lambda: any(row.id == late.id for row in simulation.station(C).reader.requests())
        )
