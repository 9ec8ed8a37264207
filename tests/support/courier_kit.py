# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Three stations that do not hear each other, and a courier between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from devices.ether import Ether
from devices.lora import Preset
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.cli_courier import DirectAccess
from noodsteunpunt.courier.export import Made, export_bundle
from noodsteunpunt.courier.reading import Read, import_bundle
from noodsteunpunt.domain.values import Category, Priority, SubjectId
from noodsteunpunt.simulation import SimulatedPoint, Simulation
from noodsteunpunt.station import Station
from tests.support.station_kit import ACTOR, request

KERN, ANKER, CP = 1, 2, 9
SPARE = 101
"""A second laptop of De Kern."""


class Couriers:
    """``carry(a, b)`` takes a bundle from point ``a`` to point ``b``."""

    def __init__(self, sim: Simulation, folder: Path) -> None:
        self.sim = sim
        self.folder = folder
        self._made = 0

    def at(self, point: int) -> Station:
        return self.sim.station(point)

    def access(self, point: int) -> DirectAccess:
        return DirectAccess(self.at(point))

    def spare(self) -> None:
        """Start the second laptop, with the papers of De Kern and an empty database."""
        radio = VirtualRadio(self.sim.ether, 0x4E530000 + SPARE)
        papers = self.sim.points[KERN].enrolment
        self.sim.points[SPARE] = SimulatedPoint(KERN, papers, self.folder / "spare.db", bytes(32), radio, standby=True)
        self.sim.start(SPARE)

    def register(self, point: int, priority: Priority = Priority.P1, **more: Any) -> SubjectId:
        draft = request(priority, more.pop("category", Category.MEDICAL_POWER), **more)
        return self.at(point).register_request(draft, ACTOR).id

    def export(self, sender: int, to: int, **chosen: Any) -> tuple[Path, Made]:
        self._made += 1
        file = self.folder / f"{self._made}.nspbun"
        return file, export_bundle(self.access(sender), to, file, **chosen)

    def read(self, point: int, file: Path) -> Read:
        return import_bundle(self.access(point), file, self.folder / "copies")

    def carry(self, sender: int, to: int, **chosen: Any) -> Read:
        return self.read(to, self.export(sender, to, **chosen)[0])

    def rows(self, point: int) -> dict[str, Any]:
        """Everything in the logs and the rows, and what others said."""
        store = self.at(point).store
        tables = ("frame", "frame_aside", "entry", "house_entry", "subject_key", "told", "held_mark", "bundle")
        found: dict[str, Any] = {
            name: store._connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables
        }
        return found | store.export_canonical()

    def delivery(self, point: int, subject: SubjectId) -> str:
        detail = self.at(point).reader.request(subject)
        assert detail is not None
        return detail.row.delivery.value


@contextmanager
def couriers(folder: Path) -> Iterator[Couriers]:
    sim = Simulation(folder, Ether(Preset.LONG_FAST, 1), seed=1)
    try:
        yield Couriers(sim, folder)
    finally:
        sim.close()
