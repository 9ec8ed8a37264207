# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The adapter against devices that hang, vanish, restart, babble, or belong to somebody else."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from meshtastic.tcp_interface import TCPInterface

from devices.lora import Preset
from devices.meshtastic_link import ConnectionSpec, ConnectionSpecError
from devices.meshtastic_radio import MeshtasticRadio
from devices.radio import RadioState, RadioUnavailable, TxOutcome, TxReport
from devices.radio_conversation import Timing
from devices.stream import encode_frame
from tests.support.odd_devices import Listener
from tests.support.radio_kit import FIRST, QUICK, Log, MeshPlan, ThroughTheLibrary, wait_until

READY, LOST = RadioState.READY, RadioState.LOST
Maker = Callable[..., ThroughTheLibrary]


@pytest.fixture
def mesh_of() -> Iterator[Maker]:
    """Makes meshes and closes them."""
    made: list[ThroughTheLibrary] = []

    def make(timing: Timing = QUICK, preset: Preset = Preset.SHORT_FAST) -> ThroughTheLibrary:
        made.append(ThroughTheLibrary(MeshPlan(preset=preset), timing))
        return made[-1]

    yield make
    for mesh in made:
        mesh.close()


def _still_works(mesh: ThroughTheLibrary) -> None:
    a, b = mesh.logs
    before = len(b.heard)
    a.radio.send(b"still here", hop_limit=0)
    mesh.wait(lambda: len(b.heard) > before)
    assert b.heard[-1] == b"still here"


def test_a_device_that_hangs_during_the_handshake(mesh_of: Maker) -> None:
    """Reported as silent; when it answers again the radio becomes ready by itself."""
    mesh = mesh_of(replace(QUICK, handshake=0.3))
    mesh.daemon.hang(FIRST)
    mesh.daemon.reboot(FIRST)
    a = mesh.logs[0]
    mesh.wait(lambda: (LOST, "silent") in a.states)
    with pytest.raises(RadioUnavailable, match="silent"):
        a.radio.send(b"x", hop_limit=0)
    mesh.daemon.hang(FIRST, False)
    mesh.ready()
    _still_works(mesh)


def test_a_device_that_hangs_later(mesh_of: Maker) -> None:
    """Asked for a sign of life, gives none: what it had is refused, the connection is rebuilt."""
    mesh = mesh_of(replace(QUICK, idle=0.3, answer=1.0, report=0.05, handshake=0.3)).ready()
    a = mesh.logs[0]
    mesh.daemon.hang(FIRST)
    packet_id = a.radio.send(b"x", hop_limit=0)
    mesh.wait(lambda: (LOST, "silent") in a.states)
    assert a.reports == [TxReport(packet_id, TxOutcome.REFUSED, "timeout")]
    mesh.daemon.hang(FIRST, False)
    mesh.ready()
    assert a.radio.status().reconnects == 1


def test_an_idle_radio_stays_ready(mesh_of: Maker) -> None:
    """Signs of life are asked for and given, without a change of state."""
    mesh = mesh_of(replace(QUICK, idle=0.05, answer=5.0)).ready()
    a = mesh.logs[0]
    device = mesh.daemon
    mesh.wait(lambda: a.radio.status().queue_free == 16)
    assert a.states == [(READY, "")]
    assert device.stats().frames == 0


def test_a_device_that_vanishes_and_comes_back(mesh_of: Maker) -> None:
    """What was not answered for counts as refused, before the change of state; then it works again."""
    mesh = mesh_of(replace(QUICK, report=60.0)).ready()
    a = mesh.logs[0]
    mesh.daemon.hang(FIRST)
    ids = [a.radio.send(b"x", hop_limit=0) for _ in range(6)]
    mesh.daemon.unplug(FIRST)
    mesh.wait(lambda: (LOST, "refused") in a.states)
    assert a.reports == [TxReport(packet_id, TxOutcome.REFUSED, "lost") for packet_id in ids]
    assert a.states[:2] == [(READY, ""), (LOST, "closed_by_device")]
    assert a.events.index(a.reports[-1]) < a.events.index(next(e for e in a.events[1:] if e not in a.reports))
    mesh.daemon.hang(FIRST, False)
    mesh.daemon.plug(FIRST)
    mesh.ready()
    _still_works(mesh)
    assert a.radio.status().reconnects == 1


def test_a_quick_restart_is_not_silent(mesh_of: Maker) -> None:
    """Gone and back at once: a loss and a new connection, not nothing."""
    mesh = mesh_of().ready()
    a = mesh.logs[0]
    mesh.daemon.unplug(FIRST)
    mesh.daemon.plug(FIRST)
    mesh.wait(lambda: len(a.states) >= 3)
    mesh.ready()
    assert a.states[0] == a.states[-1] == (READY, "")
    assert {state for state, _reason in a.states[1:-1]} == {LOST}
    _still_works(mesh)


def test_a_reboot_is_told(mesh_of: Maker) -> None:
    """The device says so itself."""
    mesh = mesh_of().ready()
    mesh.daemon.reboot(FIRST)
    a = mesh.logs[0]
    mesh.wait(lambda: (LOST, "rebooted") in a.states)
    mesh.ready()
    _still_works(mesh)


@pytest.mark.parametrize(
    "noise",
    [
        b"\xff\x00\r\nDEBUG | something\n" * 50,
        b"\x94\xc3\xff\xff",
        encode_frame(b"\xff" * 40),
        encode_frame(b""),
        # A packet whose routing payload is cut short, and one that says it has a payload and has none.
        encode_frame(bytes.fromhex("12 10 0d 02 00 53 4e 15 01 00 53 4e 22 05 08 05 12 01 18".replace(" ", ""))),
        encode_frame(bytes.fromhex("12 02 22 00".replace(" ", ""))),
    ],
    ids=["text", "length", "not protobuf", "empty", "cut short", "empty packet"],
)
def test_garbage_on_the_stream(mesh_of: Maker, noise: bytes) -> None:
    """Skipped; nothing is lost or stopped."""
    mesh = mesh_of().ready()
    a, b = mesh.logs
    for _ in range(3):
        mesh.daemon.inject(FIRST, noise)
    b.radio.send(b"after the noise", hop_limit=0)
    mesh.wait(lambda: a.heard == [b"after the noise"])
    assert a.states == [(READY, "")]


def test_a_frame_that_never_ends(mesh_of: Maker) -> None:
    """A header that promises more than comes swallows what follows; silence gives it away, a new connection cures."""
    mesh = mesh_of(replace(QUICK, idle=0.3, answer=0.5)).ready()
    a = mesh.logs[0]
    mesh.daemon.inject(FIRST, b"\x94\xc3\x02\x00")
    mesh.wait(lambda: (LOST, "silent") in a.states)
    mesh.ready()
    _still_works(mesh)


@pytest.mark.parametrize("noise", [b"boot: ok\r\n", encode_frame(b"\xff" * 40)])
def test_garbage_is_counted(mesh_of: Maker, noise: bytes) -> None:
    """Each time it happens."""
    mesh = mesh_of().ready()
    for count in (1, 2):
        mesh.daemon.inject(FIRST, noise)
        _still_works(mesh)
        mesh.logs[1].radio.send(b"frame between", hop_limit=0)
        mesh.wait(lambda count=count: mesh.logs[0].radio.status().malformed == count)  # type: ignore[misc]
        mesh.wait(lambda count=count: len(mesh.logs[0].heard) == count)  # type: ignore[misc]


def test_nothing_but_garbage() -> None:
    """A modem, a GPS mouse: bytes, but no radio."""
    with Listener(b"AT+OK\r\n" * 10) as device:
        log = _alone(device.port, replace(QUICK, handshake=0.3))
        wait_until(lambda: (LOST, "garbage") in log.states)
        assert log.radio.status().malformed >= 1
        log.radio.close()


def test_nobody_answers() -> None:
    """A connection, and silence; no event floods the caller while it lasts."""
    with Listener() as device:
        log = _alone(device.port, replace(QUICK, handshake=0.1))
        wait_until(lambda: device.accepted >= 3)
        assert log.states == [(LOST, "silent")]
        log.radio.close()


def test_nothing_listens() -> None:
    """The reason says so."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    log = _alone(port, QUICK)
    wait_until(lambda: log.states == [(LOST, "refused")])
    log.radio.close()
    assert log.states == [(LOST, "refused"), (RadioState.CLOSED, "")]


def test_closing_while_the_device_hangs() -> None:
    """The owner thread ends, whatever the device does."""
    with Listener() as device:
        log = _alone(device.port, replace(QUICK, handshake=60.0))
        wait_until(lambda: device.accepted == 1)
        log.radio.close()
        wait_until(lambda: not [thread for thread in threading.enumerate() if thread.name == "radio-owner"])


def test_another_program_takes_the_radio(mesh_of: Maker) -> None:
    """The newest client wins: we notice, and take it back; the other is left without."""
    mesh = mesh_of(replace(QUICK, first_pause=0.5, longest_pause=0.5)).ready()
    a = mesh.logs[0]
    other = TCPInterface("127.0.0.1", portNumber=mesh.daemon.ports[FIRST], connectNow=False)
    other.myConnect()
    mesh.wait(lambda: (LOST, "closed_by_device") in a.states)
    mesh.ready()
    assert other.socket is not None
    assert other.socket.recv(1) == b""
    other.socket.close()
    _still_works(mesh)


def test_a_fight_over_the_radio_is_named(mesh_of: Maker) -> None:
    """Thrown out three times in a row: another program uses this radio."""
    mesh = mesh_of().ready()
    a = mesh.logs[0]
    while (LOST, "kicked") not in a.states:
        before = len(a.states)
        with socket.create_connection(("127.0.0.1", mesh.daemon.ports[FIRST])):
            mesh.wait(lambda before=before: len(a.states) > before)  # type: ignore[misc]
        mesh.ready()
    assert [reason for state, reason in a.states if state is LOST] == ["closed_by_device"] * 2 + ["kicked"]


def test_a_preset_that_is_not_allowed_here(mesh_of: Maker) -> None:
    """500 kHz in the European band: connected, told, and nothing is sent."""
    mesh = mesh_of(preset=Preset.LONG_TURBO)
    a = mesh.logs[0]
    mesh.wait(lambda: a.states == [(LOST, "illegal_preset")])
    with pytest.raises(RadioUnavailable, match="illegal_preset"):
        a.radio.send(b"x", hop_limit=0)
    status = a.radio.status()
    assert (status.preset, status.node, status.reconnects) == ("LONG_TURBO", FIRST, 0)


def test_telemetry_reaches_the_status(mesh_of: Maker) -> None:
    """The radio's own measurements, pushed every minute of its time."""
    mesh = mesh_of().ready()
    a = mesh.logs[0]
    for _ in range(5):
        a.radio.send(bytes(200), hop_limit=0)
    mesh.wait(lambda: (a.radio.status().air_time_tx or 0.0) > 0.0)
    assert a.radio.status().battery == 1.0


def test_opening_and_closing_leaves_nothing_behind(mesh_of: Maker) -> None:
    """Five times: no thread and no open file more than before."""
    mesh = mesh_of().ready()
    before = threading.active_count(), _open_files()
    for _ in range(5):
        log = _alone(mesh.daemon.ports[FIRST + 1], QUICK)
        wait_until(lambda log=log: log.radio.status().state is READY)  # type: ignore[misc]
        log.radio.close()
    mesh.ready()
    mesh.wait(lambda: threading.active_count() <= before[0] and _open_files() <= before[1])


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0


@pytest.mark.parametrize(
    "text", ["", "tcp://", "tcp://:4403", "tcp://x:99999", "serial://", "http://x", "/dev/ttyUSB0"]
)
def test_wrong_connections_are_the_callers_mistake(text: str) -> None:
    """Told at once, by an error of this package."""
    with pytest.raises(ConnectionSpecError, match="tcp://host:port"):
        ConnectionSpec.parse(text)


def test_connections() -> None:
    """All forms."""
    assert ConnectionSpec.parse("tcp://radio") == ConnectionSpec("radio", 4403)
    assert ConnectionSpec.parse("tcp://[::1]:5000") == ConnectionSpec("::1", 5000)
    assert ConnectionSpec.parse("serial:///dev/ttyUSB0") == ConnectionSpec(path="/dev/ttyUSB0")
    assert ConnectionSpec.parse("serial://COM3") == ConnectionSpec(path="COM3")


def _alone(port: int, timing: Timing) -> Log:
    return Log(MeshtasticRadio(f"tcp://127.0.0.1:{port}", timing=timing))
