# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real station, store and runner behind the screens; only the radio is a stand-in that keeps what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from devices.ether import Ether
from devices.lora import Preset
from devices.radio import MAX_PAYLOAD, Radio, RadioEvent, RadioState, RadioStatus, TxOutcome, TxReport
from noodsteunpunt.clock import Clock, SystemClock
from noodsteunpunt.domain.drafts import HelperDraft, PointReportDraft, RequestDraft
from noodsteunpunt.domain.values import (
    Actor,
    Category,
    HelperStatus,
    IncidentMode,
    PointStatus,
    PowerSource,
    Priority,
    Role,
    Skill,
)
from noodsteunpunt.domain.views import StationInfo
from noodsteunpunt.enrolment import Enrolment, incident_info, point_names
from noodsteunpunt.library.library import Library
from noodsteunpunt.runner import Runner
from noodsteunpunt.sealing import PairSealer
from noodsteunpunt.simulation import STARTED_AT, Simulation
from noodsteunpunt.station import Station
from noodsteunpunt.store.database import Reader, Store
from tests.support.clearance_kit import LEADER, may_visit
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


class LateClock(SystemClock):
    """The machine's clock, set so that the story ended just now."""

    def __init__(self, story_now: int) -> None:
        self._ahead = story_now - SystemClock().now()

    def now(self) -> int:
        """Unix seconds."""
        return super().now() + self._ahead


@dataclass(frozen=True, slots=True)
class Story:
    """Databases of three points after a morning with a partition, and what opens them."""

    folder: Path
    enrolments: dict[int, Enrolment]
    keys: dict[int, bytes]
    now: int

    def station(self, point: int) -> AbstractContextManager[Runner]:
        """Go on at one of the points, without radio contact."""
        return running_station(
            self.folder, point, enrolments=self.enrolments, key=self.keys[point], clock=LateClock(self.now)
        )


DESK = Actor("Testpersoon Balie", Role.REQUEST_DESK)
COORDINATOR = Actor("Testpersoon Kazerne", Role.COORDINATOR)


def tell_story(folder: Path) -> Story:
    """Real stations in virtual time: delivery in every step, and one helper that two islands claimed."""
    simulation = Simulation(folder, Ether(Preset.SHORT_FAST, 3, 0.05), seed=3)
    try:
        _morning(simulation)
        keys = {number: point.key for number, point in simulation.points.items()}
        enrolments = {number: point.enrolment for number, point in simulation.points.items()}
        return Story(folder, enrolments, keys, STARTED_AT + int(simulation.clock.time))
    finally:
        simulation.close()


def _morning(simulation: Simulation) -> None:
    first, second, post = (simulation.station(number) for number in (1, 2, 9))
    first.report_point(PointReportDraft(PointStatus.OPEN, 2, 14, PowerSource.BATTERY, 5), DESK)
    second.report_point(PointReportDraft(PointStatus.LIMITED, 2, 3, PowerSource.NONE), DESK)
    apart = first.register_request(
        RequestDraft(
            Category.MEDICAL_POWER,
            Priority.P1,
            postcode="3551AB",
            house_number="14",
            note="accu beademing nog 40 min",
            deadline_minutes=90,
            name="Testpersoon Een",
            phone="06-00000001",
            health_note="thuisbeademing",
        ),
        DESK,
    )
    first.register_request(RequestDraft(Category.WATER, Priority.P3, people=4, postcode="3552"), DESK)
    other = second.register_request(RequestDraft(Category.CARRY_DOWN, Priority.P2, postcode="3581CX"), DESK)
    helper = first.register_helper(
        HelperDraft(
            frozenset({Skill.LIFTING, Skill.DRIVER}), "3551", vehicle=True, group_size=2, name="Testpersoon Twee"
        ),
        DESK,
    )
    second.register_helper(HelperDraft(frozenset({Skill.NURSE}), "3581", name="Testpersoon Drie"), DESK)
    known = (apart.id, other.id)
    assert simulation.run(900, until=lambda: all(post.reader.request(id_) for id_ in known))
    assert simulation.run(900, until=lambda: second.reader.helper(helper.id) is not None)
    nodes = {number: 0x4E530000 + number for number in (1, 2, 9)}
    simulation.ether.partition([[nodes[1]], [nodes[2], nodes[9]]])
    for station in (first, second):
        may_visit(station, helper.id)
    second.approve_task(other.id, LEADER, words="brandweer vraagt dragers")
    first.claim_helper(helper.id, apart.id, DESK)
    second.claim_helper(helper.id, other.id, DESK)
    post.see_request(other.id, COORDINATOR)
    simulation.run(600)
    simulation.ether.partition([list(nodes.values())])

    def both_know() -> bool:
        rows = [station.reader.helper(helper.id) for station in (first, second, post)]
        return all(row is not None and row.status is HelperStatus.CONFLICT for row in rows)

    assert simulation.run(3600, until=both_know)
    simulation.ether.partition([[nodes[1]], [nodes[2], nodes[9]]])
    first.register_request(RequestDraft(Category.CARE_ROUND, Priority.P2, place_words="achter de kerk"), DESK)


@contextmanager
def running_station(
    folder: Path,
    point: int = 1,
    *,
    enrolments: dict[int, Enrolment] | None = None,
    clock: Clock | None = None,
    mode: IncidentMode = IncidentMode.DEMO,
    key: bytes = KEY,
    radio: Radio | None = None,
) -> Iterator[Runner]:
    """A started runner on a real database in ``folder``; its packs lie beside it."""
    enrolment = (enrolments or papers())[point]
    used = clock or SystemClock()
    radio = radio or DrawerRadio()
    opened: list[Store] = []

    def build() -> Station:
        info = incident_info(enrolment)
        store = Store.open(folder / f"{point}.db", key, incident=info, sealer=PairSealer(enrolment))
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
            library=Library(folder / f"library-{point}", store, used),
        )

    def reader() -> Reader:
        return opened[0].reader()

    runner = Runner(build, reader, used)
    radio.on_activity(runner.wake)
    with runner:
        yield runner


class MovingClock(SystemClock):
    """The machine's clock; a test sets it forward."""

    def __init__(self) -> None:
        self.ahead = 0

    def now(self) -> int:
        """Unix seconds."""
        return super().now() + self.ahead
