# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt demo``: the mesh in this process, three stations with screens in theirs, until Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rich.console import Console

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_daemon import MeshDaemon
from noodsteunpunt.demo.layout import NODE_BASE, POINTS, DemoStation, prepare
from noodsteunpunt.texts import _


def show(folder: Path, *, fresh: bool, loss: float, seed: int, browser: bool) -> None:
    """Blocks until Ctrl-C or until a station ends."""
    console = Console()
    ether = Ether(Preset.SHORT_FAST, seed, loss=loss)
    radios = [(NODE_BASE + point.number, point.name, point.letters, 0) for point in POINTS]
    with MeshDaemon(ether, radios) as daemon:
        ports = {point.number: daemon.ports[NODE_BASE + point.number] for point in POINTS}
        stations = prepare(folder, ports, fresh=fresh)
        processes: list[subprocess.Popen[str]] = []
        try:
            for station in stations:
                opens = browser and station is stations[0]
                processes.append(_start(station, opens))
            for station, process in zip(stations, processes, strict=True):
                url = process.stdout.readline().strip() if process.stdout else ""
                console.print(f"{station.point.name} ({station.point.letters}): {url}", soft_wrap=True, highlight=False)
            console.print(_("DEMO - no real data. Ctrl-C stops everything; a second start goes on where it was."))
            processes[0].wait()
        except KeyboardInterrupt:
            console.print(_("Stopping ..."))
        finally:
            _end(processes)


def _start(station: DemoStation, opens_browser: bool) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ui", "--config", str(station.config)]
    if not opens_browser:
        command.append("--no-browser")
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def _end(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
