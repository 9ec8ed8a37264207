# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stations in processes of their own on a virtual mesh, with one radio too many: the enemy's."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_daemon import MeshDaemon
from noodsteunpunt.demo.layout import NODE_BASE, POINTS, DemoStation, claimed, prepare
from noodsteunpunt.demo.process import StationProcess
from noodsteunpunt.enrolment import Enrolment

PATIENCE = 30.0
ENEMY = 0x4E53FFFF
REQUEST = {"category": "medical_power", "priority": "P1", "postcode": "3551AB", "name": "Testpersoon Berk"}


@dataclass(slots=True)
class World:
    """``layout`` holds all three stations of the demonstration; those that were asked for run."""

    daemon: MeshDaemon
    layout: dict[str, DemoStation]
    enrolments: dict[str, Enrolment]
    running: dict[str, StationProcess] = field(default_factory=dict)

    def start(self, name: str, station: DemoStation | None = None) -> StationProcess:
        """Start ``station`` (the one of that name in the layout) and wait until it answers."""
        chosen = station or self.layout[name]
        self.running[name] = StationProcess(name, chosen.config, chosen.folder / "station.log")
        self.running[name].do("snapshot")
        return self.running[name]

    def register(self, name: str, **more: Any) -> str:
        """A request; its id."""
        done = self.running[name].do("register_request", draft={**REQUEST, **more}, name="Testpersoon Balie")
        return str(done["id"])

    def requests(self, name: str) -> set[str]:
        """The ids of all requests that ``name`` shows."""
        return {row["id"] for row in self.running[name].do("requests")}

    def network(self, name: str) -> Any:
        """What the network screen of ``name`` shows."""
        return self.running[name].do("network")


@contextmanager
def world(folder: Path, *names: str) -> Iterator[World]:
    """The mesh, the papers and settings of three stations; starts ``names``."""
    nodes = [*(NODE_BASE + point.number for point in POINTS), ENEMY]
    radios = [(node, f"Radio {node:x}", f"R{index}", 0) for index, node in enumerate(nodes)]
    with ExitStack() as stack:
        stack.enter_context(claimed(folder))
        daemon = stack.enter_context(MeshDaemon(Ether(Preset.SHORT_FAST, 1), radios))
        ports = {point.number: daemon.ports[NODE_BASE + point.number] for point in POINTS}
        layout = {station.name: station for station in prepare(folder, ports, fresh=True)}
        papers = {name: (station.folder / "enrolment.json").read_bytes() for name, station in layout.items()}
        made = World(daemon, layout, {name: Enrolment.from_bytes(raw) for name, raw in papers.items()})
        stack.callback(lambda: [station.close() for station in made.running.values()])
        for name in names:
            made.start(name)
        yield made


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait; a test that waits in vain fails with ``what``."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def start_in_vain(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A start that must end by itself, as a person would do it."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
