# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real station, store and runner behind the screens; only the radio is a stand-in that keeps what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from devices.radio import MAX_PAYLOAD, RadioEvent, RadioState, RadioStatus, TxOutcome, TxReport
from noodsteunpunt.clock import Clock, SystemClock
from noodsteunpunt.domain.values import IncidentMode
from noodsteunpunt.domain.views import StationInfo
from noodsteunpunt.enrolment import Enrolment, incident_info, point_names
from noodsteunpunt.runner import Runner
from noodsteunpunt.sealing import PairSealer
from noodsteunpunt.station import Station
from noodsteunpunt.store.database import Reader, Store
from tests.support.station_kit import KEY, papers


class DrawerRadio:
    """Takes every payload into a drawer; hears nothing. ``state`` may be changed by a test."""

    def __init__(self) -> None:
        self.state = RadioState.READY
        self.drawer: list[bytes] = []
        self._events: list[RadioEvent] = []
        self._wake: Callable[[], None] = lambda: None

    @property
    def max_payload(self) -> int:
        """Bytes."""
        return MAX_PAYLOAD

    def send(self, payload: bytes, *, hop_limit: int, urgent: bool = False) -> int:
        """Accept at once."""
        self.drawer.append(payload)
        self._events.append(TxReport(len(self.drawer), TxOutcome.ACCEPTED))
        self._wake()
        return len(self.drawer)

    def poll(self) -> list[RadioEvent]:
        """What became of what was sent."""
        events, self._events = self._events, []
        return events

    def on_activity(self, wake: Callable[[], None]) -> None:
        """Remember whom to wake."""
        self._wake = wake

    def status(self) -> RadioStatus:
        """Ready, unless a test says otherwise."""
        return RadioStatus(self.state, node=0x4E530001, preset="SHORT_FAST", region="EU_868")

    def airtime(self, length: int) -> float:
        """Seconds; a plain line is good enough here."""
        return 0.02 + length * 0.0008

    def close(self) -> None:
        """Nothing to let go of."""


@contextmanager
def running_station(
    folder: Path,
    point: int = 1,
    *,
    enrolments: dict[int, Enrolment] | None = None,
    clock: Clock | None = None,
    mode: IncidentMode = IncidentMode.DEMO,
) -> Iterator[Runner]:
    """A started runner on a real database in ``folder``."""
    enrolment = (enrolments or papers())[point]
    used = clock or SystemClock()
    radio = DrawerRadio()
    opened: list[Store] = []

    def build() -> Station:
        info = incident_info(enrolment)
        store = Store.open(folder / f"{point}.db", KEY, incident=info, sealer=PairSealer(enrolment))
        opened.append(store)
        names = point_names(enrolment.roster)
        own = next(name for name in names if name.number == point)
        return Station(
            store=store,
            reader=store.reader(),
            radio=radio,
            clock=used,
            enrolment=enrolment,
            info=StationInfo(own, own.kind, mode, enrolment.roster.incident.hex(), names, "A"),
            rng=Random(7),
        )

    def reader() -> Reader:
        return opened[0].reader()

    runner = Runner(build, reader, used)
    radio.on_activity(runner.wake)
    with runner:
        yield runner
