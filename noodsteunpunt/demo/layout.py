# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's folder: three stations, their papers and settings, made once and kept."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.enrolment import demo_enrolments

POINTS = (
    PointName(1, "KB", "De Kern", StationKind.SUPPORT_POINT),
    PointName(2, "HA", "Het Anker", StationKind.SUPPORT_POINT),
    PointName(9, "CP", "Coördinatiepunt Kazerne", StationKind.COORDINATION_POINT),
)
NAMES = {1: "A", 2: "B", 9: "C"}
NODE_BASE = 0x4E530000


@dataclass(frozen=True, slots=True)
class DemoStation:
    """One of the three."""

    name: str
    point: PointName
    folder: Path
    radio_port: int

    @property
    def config(self) -> Path:
        """Its ``station.toml``."""
        return self.folder / "station.toml"

    @property
    def node(self) -> int:
        """The number of its virtual radio."""
        return NODE_BASE + self.point.number


def default_folder() -> Path:
    """Where the demonstration lives between two starts."""
    return user_data_path("noodsteunpunt", appauthor=False) / "demo"


def prepare(folder: Path, radio_ports: dict[int, int], *, fresh: bool) -> list[DemoStation]:
    """Make what is missing; ``fresh`` empties the folder first. ``radio_ports``: point -> TCP port."""
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stations = [
        DemoStation(NAMES[point.number], point, folder / NAMES[point.number], radio_ports[point.number])
        for point in POINTS
    ]
    if not all((station.folder / "made").exists() for station in stations):
        enrolments = demo_enrolments(POINTS, SystemClock().now())
        for station in stations:
            shutil.rmtree(station.folder, ignore_errors=True)
            station.folder.mkdir(mode=0o700)
            papers = station.folder / "enrolment.json"
            papers.touch(mode=0o600)
            papers.write_bytes(enrolments[station.point.number].to_bytes())
            (station.folder / "made").write_text("DEMO\n", "utf-8")
    for station in stations:
        station.config.write_text(_settings(station), "utf-8")
    return stations


def _settings(station: DemoStation) -> str:
    desk = json.dumps("A")
    return f'data = "."\ndesk = {desk}\n\n[radio]\nconnection = "tcp://127.0.0.1:{station.radio_port}"\n'
