# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laptop is stolen: the coordination point takes its point out, on real stations, by radio and by courier."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from content.keyfile import LEAST, write_new_key
from noodsteunpunt.cli import app
from noodsteunpunt.courier.errors import PointRevoked
from noodsteunpunt.demo.layout import PASSPHRASE, prepare
from noodsteunpunt.domain.values import DeliveryStep
from noodsteunpunt.errors import explain
from noodsteunpunt.order_file import OrderFileError, read_order_file, sign_order
from noodsteunpunt.station.orders import NotForThisPoint, NotOurRoot, NotToRevoke, RevokedBefore
from sync.frames import Frame
from sync.ids import Author
from sync.packets import Sender, State
from sync.talk import encode_state, encode_talk
from sync.wire import TALK, Keys, PacketError, open_packet, seal_control, seal_frame
from tests.scenarios.test_mesh import NODES, A, B, C, delivery, level, mesh
from tests.support.courier_kit import ANKER, CP, KERN, couriers
from tests.support.station_kit import ACTOR, request
from ui.presenter_points import network_page


def test_a_stolen_laptop_is_out_and_all_it_said_before_stays(tmp_path: Path) -> None:
    with mesh(tmp_path) as simulation:
        simulation.station(B).register_request(request(), ACTOR)
        assert simulation.run(
            120, until=lambda: level(simulation) and len(simulation.station(C).reader.requests()) == 1
        )
        chief, thief = (simulation.station(point) for point in (C, B))
        simulation.stop(A)
        told = chief.revoke_point("HA")
        assert told.packets == 2 and 0 < told.seconds < 1 and told.epoch == 2
        simulation.run(60)  # whether the thief hears of it or not
        thief.register_request(request(), ACTOR)
        simulation.run(300)
        home = simulation.start(A)
        assert home._carrier.engine.epoch == 1
        assert simulation.run(600, until=lambda: home._carrier.engine.epoch == 2)
        assert {alarm.detail["points"] for alarm in home.snapshot().alarms if alarm.code == "revoked"} == {"HA"}
        home.register_request(request(), ACTOR)
        assert simulation.run(240, until=lambda: len(chief.reader.requests()) == 2)
        assert len(home.reader.requests()) == 2 and len(thief.reader.requests()) == 2
        assert {row.unchecked for row in home.reader.requests()} == {False}
        with pytest.raises(RevokedBefore, match=".*") as before:
            chief.revoke_point("HA")
        assert str(explain(before.value)).startswith("NSP-423: ")


def test_frames_of_a_revoked_point_are_refused_and_counted(tmp_path: Path) -> None:
    with mesh(tmp_path, loss=0.0) as simulation:
        assert simulation.run(60, until=lambda: level(simulation))
        chief = simulation.station(C)
        chief.revoke_point("HA")
        papers = simulation.points[B].enrolment
        keys = Keys.derive(papers.group_key, papers.roster.incident, papers.epoch)
        author = simulation.station(B).store.own_author() or 0
        forged = seal_frame(Frame(author, 1, b"\x01later...."), keys)
        with pytest.raises(PacketError):
            open_packet(forged, chief._carrier.engine._keyring.current)
        chief._carrier.engine.receive(forged, simulation.clock.steady())
        talk = encode_talk(encode_state(State(0, 0, 0), 99))
        chief._carrier.engine.receive(seal_control(TALK, Sender(Author(author), 1, 1), talk, keys), 0.0)
        seen = chief.network()
        assert seen.rejected["revoked"] == 2 and seen.suspects == {"HA": 1}
        assert "1 bericht op naam van HA geweigerd. Bel dat punt: is de laptop er nog?" in network_page(seen, 0).notes
        assert simulation.run(120, until=lambda: simulation.station(B)._carrier.engine.silenced)
        assert "revoked_own" in {alarm.code for alarm in simulation.station(B).snapshot().alarms}


def test_a_point_that_missed_its_end_sees_that_it_is_left_behind_and_is_told_when_it_speaks(tmp_path: Path) -> None:
    with mesh(tmp_path) as simulation:
        assert simulation.run(120, until=lambda: level(simulation))
        gone = simulation.station(B)
        gone.stand_by()  # it hears, and nobody hears it
        simulation.ether.partition([{NODES[B]}, {NODES[A], NODES[C]}])
        simulation.station(C).revoke_point("HA")
        simulation.run(700)
        simulation.ether.heal()

        def alarms() -> set[str]:
            return {alarm.code for alarm in gone.snapshot().alarms}

        assert simulation.run(1500, until=lambda: "key_old" in alarms()) and "revoked_own" not in alarms()
        gone.take_radio()
        assert simulation.run(600, until=lambda: "revoked_own" in alarms())
        assert simulation.run(120, until=lambda: "key_old" not in alarms())
        assert simulation.stop(B) is None and "revoked_own" in {a.code for a in simulation.start(B).snapshot().alarms}


def test_who_may_not_order_hears_why(tmp_path: Path) -> None:
    with mesh(tmp_path) as simulation:
        with pytest.raises(NotForThisPoint):
            simulation.station(A).revoke_point("HA")
        with pytest.raises(NotToRevoke):
            simulation.station(C).revoke_point(str(C))
        assert simulation.station(C).renew_key().epoch == 2


def by_command(*words: str) -> tuple[BaseException | None, str]:
    result = CliRunner().invoke(app, ["members", *words], env={"NOODSTEUNPUNT_PASSPHRASE": PASSPHRASE})
    return result.exception, result.output


def test_the_municipality_takes_out_the_coordination_point_by_a_file_and_by_codes(tmp_path: Path) -> None:
    folders = [str(point.folder) for point in prepare(tmp_path, {1: 9, 2: 9, 9: 9}, fresh=True)]
    root, asked, order, sheet = (tmp_path / name for name in ("gemeente.nskey", "a.nsout", "b.nsout", "codes"))
    assert by_command("request", "CP", "--folder", folders[0], "-o", str(asked))[0] is None
    other = tmp_path / "other.nskey"
    write_new_key(other, PASSPHRASE, cost=LEAST)
    refused, _ = by_command("sign", str(asked), "--root", str(other), "-o", str(order))
    assert isinstance(refused, OrderFileError) and refused.problem == "other_root" and not order.exists()
    problem, text = by_command("sign", str(asked), "--root", str(root), "-o", str(order), "--codes", str(sheet))
    assert problem is None and "Coördinatiepunt Kazerne (CP)" in text
    assert isinstance(by_command("bring", str(asked), "--folder", folders[0])[0], NotOurRoot)
    # By photographs of the codes at one point, as a file at the one that is taken out.
    problem, text = by_command("bring", str(sheet), "--folder", folders[0])
    assert problem is None and "members rekey" in text
    assert isinstance(by_command("bring", str(order), "--folder", folders[0])[0], RevokedBefore)
    assert by_command("bring", str(order), "--folder", folders[2])[0] is None
    assert isinstance(by_command("revoke", "HA", "--folder", folders[2])[0], NotForThisPoint)


def test_an_order_of_the_root_for_a_stolen_coordination_laptop_goes_over_the_air(tmp_path: Path) -> None:
    root = Ed25519PrivateKey.generate()
    with mesh(tmp_path, root=root) as simulation:
        chief, home = simulation.station(C), simulation.station(A)
        asked = home.register_request(request(), ACTOR)
        assert simulation.run(240, until=lambda: level(simulation) and delivery(simulation, A) == {DeliveryStep.HELD})
        chief.see_request(asked.id, ACTOR)
        assert simulation.run(240, until=lambda: delivery(simulation, A) == {DeliveryStep.SEEN})
        order = sign_order(read_order_file(home.ask_to_take_out("CP")), root).to_bytes()
        for at in range(0, len(order), 7):
            with pytest.raises(OrderFileError, match="no_order"):
                home.bring_order(order[:at])
        with pytest.raises(NotOurRoot):
            home.bring_order(order[:-1] + bytes((order[-1] ^ 1,)))
        told = home.bring_order(order)
        assert told.packets == 1 and not told.rekeyed
        assert simulation.run(240, until=lambda: simulation.station(B)._carrier.engine.members.bans.points() == {C: 0})
        assert simulation.run(240, until=lambda: chief._carrier.engine.silenced)
        with pytest.raises(NotForThisPoint):
            chief.renew_key()
        assert delivery(simulation, A) == {DeliveryStep.SEEN}  # what it said before stays


def test_a_courier_of_a_revoked_point_is_refused(tmp_path: Path) -> None:
    with couriers(tmp_path) as roads:
        roads.register(ANKER)
        file, _ = roads.export(ANKER, CP)
        roads.carry(ANKER, CP)
        roads.register(ANKER)
        late, _ = roads.export(ANKER, CP)
        roads.at(CP).revoke_point(str(ANKER))
        held = roads.rows(CP)["frame"]
        with pytest.raises(PointRevoked):
            roads.read(CP, late)
        with pytest.raises(PointRevoked):
            roads.export(CP, ANKER)
        assert roads.rows(CP)["frame"] == held and file.exists()
        assert roads.at(CP).network().rejected["bundle_revoked"] == 1
        roads.carry(CP, KERN)
        with pytest.raises(PointRevoked):
            roads.read(KERN, roads.export(ANKER, KERN)[0])
        assert roads.at(KERN)._carrier.engine.epoch == 2


def test_by_the_command_line_on_a_station_that_does_not_run(tmp_path: Path) -> None:
    folders = [str(point.folder) for point in prepare(tmp_path, {1: 9, 2: 9, 9: 9}, fresh=True)]

    def told(*words: str, folder: str = folders[2]) -> tuple[BaseException | None, str]:
        result = CliRunner().invoke(app, ["members", *words, "--folder", folder])
        return result.exception, result.output

    problem, text = told("revoke", "HA")
    assert problem is None and "doet niet meer mee" in text and "zendtijd" in text
    assert isinstance(told("revoke", "HA")[0], RevokedBefore)
    assert told("rekey")[0] is None
    message = tmp_path / "message"
    message.write_bytes(b"signed elsewhere")
    assert told("announce", str(message))[0] is None
    assert isinstance(told("rekey", folder=folders[0])[0], NotForThisPoint)
