# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bad input to whole programs: a sentence with a code, a count where a person can see it, and the work goes on."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from devices.meshtastic_radio import MeshtasticRadio
from devices.radio import RadioBusy, RadioState, TxReport
from noodsteunpunt.demo.layout import NODE_BASE, prepare
from noodsteunpunt.demo.process import StationFailed
from noodsteunpunt.domain.values import IncidentMode
from noodsteunpunt.enrolment import MODE_CODES
from noodsteunpunt.store.connection import connect
from sync.frames import Frame
from sync.ids import make_author
from sync.wire import Keys, seal_frame
from tests.support.process_kit import ENEMY, World, start_in_vain, until, world
from tests.support.station_kit import papers


def hostile_packets(made: World) -> list[bytes]:
    """Noise, cut and changed genuine packets, a foreign municipality's, and the genuine ones once more."""
    rng = Random(1)
    genuine = sorted({captured.payload for captured in made.daemon.captured()})[:6]
    foreign = papers()[1]
    keys = Keys.derive(foreign.group_key, foreign.roster.incident, foreign.epoch)
    packets = [rng.randbytes(length) for length in (1, 9, 60, 200)]
    packets += [packet[: len(packet) // 2] for packet in genuine]
    packets += [packet[:-1] + bytes([packet[-1] ^ 1]) for packet in genuine]
    packets += [packet[:2] + rng.randbytes(len(packet) - 2) for packet in genuine]
    packets += [seal_frame(Frame(make_author(1, 0), number, b"\x02" + rng.randbytes(40)), keys) for number in range(3)]
    return packets + genuine


def send_all(made: World, packets: list[bytes]) -> None:
    """From the enemy's own radio, through the stock library."""
    radio = MeshtasticRadio(f"tcp://127.0.0.1:{made.daemon.ports[ENEMY]}")
    try:
        until(lambda: radio.status().state is RadioState.READY, "the enemy's radio")
        left, unanswered = list(packets), set[int]()

        def all_sent() -> bool:
            with suppress(RadioBusy):
                while left:
                    unanswered.add(radio.send(left[-1], hop_limit=0))
                    left.pop()
            unanswered.difference_update(event.packet_id for event in radio.poll() if isinstance(event, TxReport))
            return not left and not unanswered

        until(all_sent, "the enemy sends")
    finally:
        radio.close()


def test_hostile_packets_are_counted_and_the_work_goes_on(tmp_path: Path) -> None:
    with world(tmp_path, "A", "C") as made:
        first = made.register("A")
        until(lambda: first in made.requests("C"), "the first request at C")
        before = made.running["C"].do("export")["frames"]
        packets = hostile_packets(made)

        def every_reason_is_counted() -> bool:
            """A packet may collide: the enemy tries again."""
            send_all(made, packets)
            counted = made.network("C")["rejected"]
            return all(counted.get(reason) for reason in ("short", "version", "tag", "replay"))

        until(every_reason_is_counted, "what is refused is counted, by reason")
        after = made.running["C"].do("export")["frames"]
        assert before.items() <= after.items()
        second = made.register("A")
        until(lambda: second in made.requests("C"), "the second request at C")
        assert made.requests("C") == {first, second}
        assert "Traceback" not in made.running["C"].complaints() + made.running["A"].complaints()


def alarms(made: World, name: str) -> set[str]:
    return {alarm["code"] for alarm in made.running[name].do("snapshot")["alarms"]}


def test_a_radio_that_babbles_hangs_and_vanishes(tmp_path: Path) -> None:
    node = NODE_BASE + 1
    with world(tmp_path, "A", "C") as made:
        until(lambda: made.network("A")["radio_state"] == "ready", "the radio is ready")
        made.daemon.inject(node, os.urandom(300) + b"\x94\xc3\x00\x04\xff\xff\xff\xff" + b"\x94\xc3\xff\xff")
        made.daemon.hang(node)
        while_hanging = made.register("A")
        made.daemon.hang(node, False)
        made.daemon.unplug(node)
        until(lambda: made.network("A")["radio_state"] != "ready", "the screen says that the radio is gone")
        until(lambda: "radio_not_ready" in alarms(made, "A"), "the screen warns")
        while_gone = made.register("A")
        made.daemon.plug(node)
        until(lambda: made.requests("C") >= {while_hanging, while_gone}, "both requests at C")
        assert made.network("A")["rejected"].get("malformed", 0) > 0
        assert "Traceback" not in made.running["A"].complaints()


def test_text_that_does_not_fit_is_refused_with_a_code_and_nothing_stops(tmp_path: Path) -> None:
    with world(tmp_path, "A") as made:
        with pytest.raises(StationFailed, match=r"NSP-401: Dat kan nu niet \(too_long remarks\)"):
            made.register("A", remarks="\U0001f600" * 2500)
        turned = made.register("A", remarks="\u202e" * 5000 + "drow")
        assert made.running["A"].do("request", request=turned)["remarks"] == "drow"


def refused(module: str, config: Path, code: str, status: int, words: str) -> None:
    """A start ends with one clear line, no traceback, and its status."""
    arguments = ["station", "--config", str(config)] if module == "noodsteunpunt" else ["--config", str(config)]
    ended = start_in_vain(module, *arguments)
    assert ended.returncode == status, ended.stderr
    assert ended.stderr.startswith(f"{code}: "), ended.stderr
    assert words in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("module", ["noodsteunpunt", "ui"])
def test_settings_with_an_unknown_key(tmp_path: Path, module: str) -> None:
    config = tmp_path / "station.toml"
    config.write_text("[radio]\nspeed = 1\n", "utf-8")
    refused(module, config, "NSP-101", 64, "deze sleutel bestaat niet: radio.speed.")


@pytest.mark.parametrize("module", ["noodsteunpunt", "ui"])
def test_an_actual_incident_is_refused(tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until keys and locks are built. Genuine papers in every other way; nothing of them reaches a database."""
    with monkeypatch.context() as patch:
        patch.setitem(MODE_CODES, IncidentMode.DEMO, MODE_CODES[IncidentMode.ACTUAL])
        station = prepare(tmp_path, {1: 9, 2: 9, 9: 9}, fresh=True)[0]
    refused(module, station.config, "NSP-111", 65, "ze zijn van een echte ramp, en dit is een demonstratie")
    assert not (station.folder / "station.db").exists()
    assert (station.folder / "enrolment.json").exists()


def test_a_damaged_a_newer_and_a_locked_database(tmp_path: Path) -> None:
    with world(tmp_path, "A") as made:
        made.register("A")
        station = made.layout["A"]
    kept = tmp_path / "kept.db"
    database = station.folder / "station.db"
    shutil.copy(database, kept)

    with database.open("r+b") as file:
        for page in range(1, 20):
            file.seek(4096 * page + 100)
            file.write(bytes(200))
    refused("noodsteunpunt", station.config, "NSP-203", 74, "De database is beschadigd.")

    shutil.copy(kept, database)
    connection = connect(database, bytes.fromhex((station.folder / "demo.key").read_text("ascii")), read_only=False)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    newer = database.read_bytes()
    refused("noodsteunpunt", station.config, "NSP-204", 74, "nieuwere versie")
    assert database.read_bytes() == newer

    shutil.copy(kept, database)
    (station.folder / "demo.key").write_text("00" * 32, "ascii")
    refused("noodsteunpunt", station.config, "NSP-202", 74, "deze sleutel")
    assert database.read_bytes() == kept.read_bytes()
