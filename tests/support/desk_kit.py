# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two points and a coordination point with real stores, whose frames are handed over when the test says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.ether import Ether
from devices.lora import Preset
from noodsteunpunt.domain.drafts import EmergencyDraft, RequestDraft
from noodsteunpunt.domain.rules import RuleViolation
from noodsteunpunt.domain.values import Actor, Category, Priority, Role, SubjectId
from noodsteunpunt.domain.views import RequestDetail
from noodsteunpunt.domain.views_desk import EmergencyDetail
from noodsteunpunt.simulation import Simulation
from noodsteunpunt.station import Station
from tests.support.store_kit import freeze_all, own_frames

A, B, C = 1, 2, 9
DESK = Actor("Testpersoon Balie", Role.REQUEST_DESK)
LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
COORDINATOR = Actor("Testpersoon Kazerne", Role.COORDINATOR)
WATER = RequestDraft(Category.WATER, Priority.P3, postcode="3551AB", house_number="12", remarks="twee kratten")
URGENT = RequestDraft(
    Category.MEDICAL_POWER, Priority.P1, postcode="3551AC", house_number="8", note="accu nog 40 min",
    deadline_minutes=40, name="Testpersoon Beuk", phone="06-00000012",
)  # fmt: skip
CHEST = EmergencyDraft("pijn op de borst, 112 lukt niet", postcode="3552BA", house_number="5", access="trap links")


class Town:
    """``station(number)``; :meth:`hand_over` is a radio that never loses anything."""

    def __init__(self, folder: Path) -> None:
        self.simulation = Simulation(folder, Ether(Preset.SHORT_FAST, 1), seed=1)
        self.hand_over()

    def station(self, number: int) -> Station:
        """A running station."""
        return self.simulation.station(number)

    @property
    def now(self) -> int:
        """Unix seconds."""
        return self.simulation.clock.now()

    def later(self, seconds: float) -> None:
        """Time passes, and nothing else."""
        self.simulation.clock.time += seconds

    def hand_over(self, *numbers: int) -> None:
        """Everything that ``numbers`` (or all) recorded is with everybody."""
        for number in numbers or (A, B, C):
            freeze_all(self.station(number).store)
            frames = own_frames(self.station(number).store)
            for other in {A, B, C} - {number}:
                self.station(other).store.accept(frames, self.now)

    def request(self, number: int, request: SubjectId) -> RequestDetail:
        """As that station sees it."""
        detail = self.station(number).reader.request(request)
        assert detail is not None
        return detail

    def emergency(self, number: int, emergency: SubjectId) -> EmergencyDetail:
        """As that station sees it now."""
        detail = self.station(number).reader.emergency(emergency, self.now)
        assert detail is not None
        return detail

    def level(self) -> bool:
        """All say the same in the open."""
        return len({self.station(n).store.export_canonical()["digest"] for n in (A, B, C)}) == 1


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Closed at the end."""
    made = Town(folder)
    try:
        yield made
    finally:
        made.simulation.close()


@contextmanager
def refused(code: str, field: str | None = None) -> Iterator[None]:
    """What happens inside is refused with this code, at this field."""
    with pytest.raises(RuleViolation) as violation:
        yield
    assert violation.value.code == code
    assert field is None or violation.value.field == field
