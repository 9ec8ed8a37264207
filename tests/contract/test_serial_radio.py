# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The adapter on a serial line: a pseudo-terminal with a virtual radio at the other end."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from devices.meshtastic_radio import MeshtasticRadio
from devices.radio import RadioState, TxOutcome
from tests.support.radio_kit import FIRST, QUICK, Log, MeshPlan, ThroughTheLibrary, wait_until

READY, LOST = RadioState.READY, RadioState.LOST

if sys.platform == "linux":
    import serial

    from tests.support.odd_devices import SerialBridge

    def test_sends_hears_and_notices_a_pulled_cable() -> None:
        """Both ways, the longest payload too; the cable pulled is a loss with a reason."""
        mesh = ThroughTheLibrary(MeshPlan())
        mesh.logs[0].radio.close()
        with SerialBridge(mesh.daemon.ports[FIRST]) as cable:
            log = Log(MeshtasticRadio(f"serial://{cable.path}", timing=QUICK))
            wait_until(lambda: log.radio.status().state is READY)
            other = mesh.logs[1]
            wait_until(lambda: other.radio.status().state is READY)
            log.radio.send(bytes(range(231)), hop_limit=0)
            wait_until(lambda: other.heard == [bytes(range(231))])
            other.radio.send(b"back", hop_limit=0)
            wait_until(lambda: log.heard == [b"back"] and bool(log.reports))
            assert log.reports[0].outcome is TxOutcome.ACCEPTED
            cable.unplug()
            wait_until(lambda: (LOST, "connection_lost") in log.states)
        log.radio.close()
        mesh.close()

    def test_another_program_has_the_port() -> None:
        """Told as such, and taken as soon as it is free."""
        mesh = ThroughTheLibrary(MeshPlan())
        mesh.logs[0].radio.close()
        with closing(mesh), SerialBridge(mesh.daemon.ports[FIRST]) as cable:
            with serial.Serial(cable.path, exclusive=True):
                log = Log(MeshtasticRadio(f"serial://{cable.path}", timing=QUICK))
                wait_until(lambda: bool(log.states), lambda: log.events)
                assert log.states == [(LOST, "in_use")]
            wait_until(lambda: log.states[-1] == (READY, ""), lambda: log.events)
            log.radio.close()


def test_no_such_device(tmp_path: Path) -> None:
    """Told by its code; it is looked for again and again."""
    log = Log(MeshtasticRadio(f"serial://{tmp_path / 'ttyNone'}", timing=QUICK))
    wait_until(lambda: log.states == [(LOST, "not_found")])
    log.radio.close()


def test_not_a_serial_device(tmp_path: Path) -> None:
    """A file is not a radio, and does no harm."""
    path = tmp_path / "file"
    path.write_text("x")
    log = Log(MeshtasticRadio(f"serial://{path}", timing=QUICK))
    wait_until(lambda: bool(log.states))
    assert log.states == [(LOST, "library_error")]
    log.radio.close()
