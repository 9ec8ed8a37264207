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

from devices.mesh_daemon import MeshDaemon, virtual_mesh
from devices.meshtastic_radio import MeshtasticRadio
from tests.support.radio_kit import QUICK, Log, wait_until


@pytest.fixture
def daemon() -> Iterator[MeshDaemon]:
    """Three radios at ten times real speed."""
    with virtual_mesh(3, 0, seed=2, speed=10.0) as running:
        yield running


def _meshtastic(daemon: MeshDaemon, home: Path, *arguments: str) -> str:
    port = next(iter(daemon.ports.values()))
    done = subprocess.run(
        [sys.executable, "-m", "meshtastic", "--host", f"127.0.0.1:{port}", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "HOME": str(home), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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
    assert "Sending text message" in _meshtastic(daemon, tmp_path, "--sendtext", "alles goed?")
    wait_until(lambda: all(log.heard == [b"alles goed?"] for log in logs))
    for log in logs:
        log.radio.close()


def test_a_text_to_one_is_acknowledged(daemon: MeshDaemon, tmp_path: Path) -> None:
    """By the radio it was for."""
    said = _meshtastic(daemon, tmp_path, "--sendtext", "hoor je mij?", "--dest", "!4e530002", "--ack")
    assert "Received an ACK." in said


def test_a_text_to_a_stranger_is_not(daemon: MeshDaemon, tmp_path: Path) -> None:
    """The own radio says why."""
    said = _meshtastic(daemon, tmp_path, "--sendtext", "wie?", "--dest", "!0000abcd", "--ack")
    assert "PKI_SEND_FAIL_PUBLIC_KEY" in said
