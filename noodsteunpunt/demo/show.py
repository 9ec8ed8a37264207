# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt demo``: the mesh in this process, three stations with screens in theirs, until Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_daemon import MeshDaemon
from noodsteunpunt.demo.layout import NODE_BASE, POINTS, DemoStation, claimed, prepare
from noodsteunpunt.demo.process import own_group
from noodsteunpunt.texts import _

STOP_SECONDS = 10.0


def show(folder: Path, *, fresh: bool, loss: float, seed: int, browser: bool) -> int:
    """Blocks until Ctrl-C (0) or until a station ends (its exit status, at least 1)."""
    console = Console(soft_wrap=True, highlight=False)
    ether = Ether(Preset.SHORT_FAST, seed, loss=loss)
    radios = [(NODE_BASE + point.number, point.name, point.letters, 0) for point in POINTS]
    with claimed(folder), MeshDaemon(ether, radios) as daemon:
        ports = {point.number: daemon.ports[NODE_BASE + point.number] for point in POINTS}
        stations = prepare(folder, ports, fresh=fresh)
        processes: list[subprocess.Popen[str]] = []
        try:
            console.print(_("Starting two emergency points and a coordination point ..."))
            for station in stations:
                processes.append(_start(station, browser and station is stations[0]))
            return _run(console, stations, processes, browser=browser)
        except KeyboardInterrupt:
            console.print(_("Stopping ..."))
            return 0
        finally:
            _end(processes)


def _run(
    console: Console, stations: Sequence[DemoStation], processes: Sequence[subprocess.Popen[str]], *, browser: bool
) -> int:
    for station, process in zip(stations, processes, strict=True):
        url = process.stdout.readline().strip() if process.stdout else ""
        if not url:
            return _failed(console, station, process)
        console.print(f"{station.point.name} ({station.point.letters}): {url}")
    if browser:
        console.print(_("A window opens on the first address. If not: open it in a browser. Each address works once."))
    else:
        console.print(_("Open these addresses in a browser. Each works once."))
    console.print(
        _("Now: in De Kern, say who you are, then record a helper (F5) and a request (F4). Open the third address too.")
    )
    console.print(_("DEMO - no real data. Ctrl-C stops everything; a second start goes on where it was."))
    ended: SimpleQueue[int] = SimpleQueue()
    for index, process in enumerate(processes):
        threading.Thread(target=_watch, args=(process, index, ended), daemon=True).start()
    first = ended.get()
    return _failed(console, stations[first], processes[first])


def _watch(process: subprocess.Popen[str], index: int, ended: SimpleQueue[int]) -> None:
    """A station's output ends with the station."""
    for _line in process.stdout or ():
        continue
    ended.put(index)


def _failed(console: Console, station: DemoStation, process: subprocess.Popen[str]) -> int:
    status = process.wait()
    console.print(
        _("{name} has stopped; so everything stops. What was recorded is kept. Start again.", name=station.point.name)
    )
    return status if status > 0 else 1


def _start(station: DemoStation, opens_browser: bool) -> subprocess.Popen[str]:
    # Bound to our end of the pipe: a station must not play on when this program is killed.
    command = [sys.executable, "-m", "ui", "--config", str(station.config), "--bound"]
    if not opens_browser:
        command.append("--no-browser")
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", **own_group()
    )


def _end(processes: Sequence[subprocess.Popen[str]]) -> None:
    """All of them, also when a person presses Ctrl-C again."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    signal.signal(signal.SIGINT, before)
