# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real stations on a simulated ether in virtual time: hours of radio in seconds, the same for every seed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.ether import Ether
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.views import PointName, StationInfo
from noodsteunpunt.enrolment import Enrolment, demo_enrolments, incident_info, mode_of, point_names
from noodsteunpunt.identity import Marker
from noodsteunpunt.sealing import PairSealer
from noodsteunpunt.station import Station
from noodsteunpunt.store.database import Store

STARTED_AT = 1_800_000_000

DEMO_POINTS = (
    PointName(1, "KB", "De Kern", StationKind.SUPPORT_POINT),
    PointName(2, "HA", "Het Anker", StationKind.SUPPORT_POINT),
    PointName(9, "CP", "Coördinatiepunt Kazerne", StationKind.COORDINATION_POINT),
)


class VirtualClock:
    """Both clocks from one virtual time."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> int:
        """Unix seconds."""
        return STARTED_AT + int(self.time)

    def steady(self) -> float:
        """Seconds since the beginning."""
        return self.time


@dataclass(slots=True)
class SimulatedPoint:
    """A point's laptop: what stays over a restart, and the station while it runs."""

    point: int
    enrolment: Enrolment
    database: Path
    key: bytes
    radio: VirtualRadio
    station: Station | None = None
    wakeup: float = 0.0
    standby: bool = False


class Simulation:
    """``points[number]`` are started stations; :meth:`run` lets time pass."""

    def __init__(
        self,
        folder: Path,
        ether: Ether,
        *,
        seed: int,
        points: tuple[PointName, ...] = DEMO_POINTS,
        root: Ed25519PrivateKey | None = None,
    ) -> None:
        self.clock = VirtualClock()
        self.ether = ether
        self._rng = Random(seed)
        self._folder = folder
        self.points: dict[int, SimulatedPoint] = {}
        for number, enrolment in demo_enrolments(points, STARTED_AT, root=root).items():
            radio = VirtualRadio(ether, 0x4E530000 + number)
            key = self._rng.randbytes(32)
            self.points[number] = SimulatedPoint(number, enrolment, folder / f"{number}.db", key, radio)
            self.start(number)

    def station(self, number: int) -> Station:
        """The running station of a point."""
        station = self.points[number].station
        if station is None:
            raise LookupError(number)
        return station

    def start(self, number: int, *, marker: bool = True) -> Station:
        """Start or restart; ``marker=False`` is a laptop whose marker cannot tell."""
        point = self.points[number]
        info = incident_info(point.enrolment)
        store = Store.open(point.database, point.key, incident=info, sealer=PairSealer(point.enrolment))
        names = point_names(point.enrolment.roster)
        own = next(name for name in names if name.number == point.point)
        roster = point.enrolment.roster
        markers = self._folder / "markers"
        point.station = Station(
            store=store,
            reader=store.reader(),
            radio=point.radio,
            clock=self.clock,
            enrolment=point.enrolment,
            info=StationInfo(own, own.kind, mode_of(roster), roster.incident.hex(), names, "A"),
            rng=Random(self._rng.randrange(1 << 30)),
            marker=(lambda replica: Marker.of(replica, point.database, markers)) if marker else None,
            standby=point.standby,
        )
        point.wakeup = self.clock.time
        return point.station

    def copy(self, number: int, twin: int) -> None:
        """A second laptop, ``twin``, with a copy of the database that ``number`` has closed."""
        point = self.points[number]
        database = self._folder / f"{twin}.db"
        shutil.copy(point.database, database)
        radio = VirtualRadio(self.ether, 0x4E530000 + twin)
        self.points[twin] = SimulatedPoint(point.point, point.enrolment, database, point.key, radio)

    def stop(self, number: int) -> None:
        """Close a station in good order."""
        point = self.points[number]
        if point.station is not None:
            point.station.close()
            point.station = None

    def close(self) -> None:
        """Close everything."""
        for number, point in self.points.items():
            self.stop(number)
            point.radio.close()

    def run(self, seconds: float, until: Callable[[], bool] | None = None) -> bool:
        """Let virtual time pass, to the end or until ``until`` holds (asked once a virtual second)."""
        end = self.clock.time + seconds
        asked = self.clock.time
        while self.clock.time < end:
            due = [point.wakeup for point in self.points.values() if point.station is not None]
            step = min([end, self.ether.next_event(), *due])
            self.clock.time = max(self.clock.time, step)
            self.ether.advance(self.clock.time)
            for point in self.points.values():
                if point.station is not None:
                    point.wakeup = max(point.station.step(), self.clock.time + 0.001)
                    point.station.take_snapshot()
            if until is not None and self.clock.time - asked >= 1.0:
                asked = self.clock.time
                if until():
                    return True
        return until is None or until()
