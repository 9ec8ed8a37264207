# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stock ``meshtastic`` command against the virtual mesh, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.mesh_daemon import FIRST_NODE, MeshDaemon, virtual_mesh
from devices.meshtastic_radio import MeshtasticRadio
from tests.support.radio_kit import QUICK, Log, wait_until

PATIENCE_S = 25.0
ATTEMPTS = 2
A, B = FIRST_NODE, FIRST_NODE + 1


@pytest.fixture
def daemon() -> Iterator[MeshDaemon]:
    """Three radios at fifty times real speed."""
    with virtual_mesh(3, 0, seed=2, speed=50.0) as running:
        yield running


def _meshtastic(daemon: MeshDaemon, home: Path, *arguments: str) -> str:
    """Run to the end with status 0; what it said. Twice when it does not end, because of its own heartbeat timer.

    A command that closes at once can miss the timer that its reader thread is just starting; such a process never
    ends (see ``stock_client``).
    """
    command = [sys.executable, "-m", "meshtastic", "--host", f"127.0.0.1:{daemon.ports[A]}", *arguments]
    surroundings = {**os.environ, "HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    for _attempt in range(ATTEMPTS):
        try:
            done = subprocess.run(
                command, capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=False, env=surroundings
            )
        except subprocess.TimeoutExpired:
            continue
        assert done.returncode == 0, done.stderr
        return done.stdout
    pytest.fail(f"meshtastic {' '.join(arguments)} did not end within {PATIENCE_S} s, {ATTEMPTS} times")


def test_info(daemon: MeshDaemon, tmp_path: Path) -> None:
    """Owner, configuration and all nodes."""
    said = _meshtastic(daemon, tmp_path, "--info")
    assert "Owner: Virtual radio 1 (VR1)" in said
    assert '"modemPreset": "SHORT_FAST"' in said
    assert '"region": "EU_868"' in said
    assert "!4e530003" in said


def test_nodes(daemon: MeshDaemon, tmp_path: Path) -> None:
    """Everybody is in the table."""
    said = _meshtastic(daemon, tmp_path, "--nodes")
    assert all(f"Virtual radio {number}" in said for number in (1, 2, 3))


def test_a_text_to_all_is_heard(daemon: MeshDaemon, tmp_path: Path) -> None:
    """By the other radios' clients."""
    ports = list(daemon.ports.values())
    logs = [Log(MeshtasticRadio(f"tcp://127.0.0.1:{port}", portnum=1, timing=QUICK)) for port in ports[1:]]
    try:
        assert "Sending text message" in _meshtastic(daemon, tmp_path, "--sendtext", "alles goed?")
        wait_until(lambda: all(b"alles goed?" in log.heard for log in logs))
    finally:
        for log in logs:
            log.radio.close()


def test_a_text_to_one_is_acknowledged(daemon: MeshDaemon, tmp_path: Path) -> None:
    """By the radio it was for; the sender's own radio is not taken for it."""
    said = _meshtastic(daemon, tmp_path, "--sendtext", "hoor je mij?", "--dest", "!4e530002", "--ack")
    assert "Received an ACK." in said
    assert "implicit" not in said


def test_a_text_to_one_out_of_reach_is_not(daemon: MeshDaemon, tmp_path: Path) -> None:
    """Three times on the air, and then the own radio says that nobody answered."""
    daemon.partition([{A}])
    said = _meshtastic(daemon, tmp_path, "--sendtext", "hoor je mij?", "--dest", "!4e530002", "--ack")
    assert "Received a NAK, error reason: MAX_RETRANSMIT" in said
    assert "Received an ACK" not in said
    assert [frame.node for frame in daemon.captured()] in ([A] * 3, [A] * 3 * ATTEMPTS)


def test_a_text_to_a_stranger_is_not(daemon: MeshDaemon, tmp_path: Path) -> None:
    """The own radio says why, and sends nothing."""
    said = _meshtastic(daemon, tmp_path, "--sendtext", "wie?", "--dest", "!0000abcd", "--ack")
    assert "Received a NAK, error reason: PKI_SEND_FAIL_PUBLIC_KEY" in said
    assert daemon.captured() == []


def test_nobody_at_the_port(tmp_path: Path) -> None:
    """A mesh that has stopped: the command says so and fails."""
    with virtual_mesh(1, 0) as stopped:
        port = stopped.ports[A]
    done = subprocess.run(
        [sys.executable, "-m", "meshtastic", "--host", f"127.0.0.1:{port}", "--nodes"],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "Error connecting to 127.0.0.1" in done.stdout + done.stderr
