# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Builds a station from its settings; the only module that knows every adapter."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from devices.ether import Ether
from devices.lora import Preset
from devices.meshtastic_radio import MeshtasticRadio
from devices.radio import Radio
from devices.virtual_radio import VirtualRadio
from noodsteunpunt.clock import Clock, SystemClock
from noodsteunpunt.config import Settings, load_settings
from noodsteunpunt.control import RunnerAccess
from noodsteunpunt.domain.views import StationInfo
from noodsteunpunt.door import Door
from noodsteunpunt.enrolment import Enrolment, EnrolmentError, incident_info, mode_of, point_names
from noodsteunpunt.identity import Marker
from noodsteunpunt.lan.link import LanLink
from noodsteunpunt.library.library import Library
from noodsteunpunt.runner import Runner
from noodsteunpunt.sealing import PairSealer
from noodsteunpunt.station import Station
from noodsteunpunt.store.database import Reader, Store

_ENROLMENT = "enrolment"


class OpenStation:
    """A running station: its runner, the radio that must be closed after it, and the door, before it."""

    def __init__(self, runner: Runner, radio: Radio, door: Door, lan: LanLink | None) -> None:
        self.runner = runner
        self.radio = radio
        self.door = door
        self.lan = lan

    def __enter__(self) -> Runner:
        return self.runner

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what leads to the station, the station, then the radio."""
        if self.lan is not None:
            self.lan.close()
        self.door.close()
        self.runner.close()
        self.radio.close()


def database_key(settings: Settings) -> bytes:
    """The DEMO key beside the database, drawn at first start: it protects nothing but the habit."""
    path = settings.key_file
    if path.exists():
        return bytes.fromhex(path.read_text("ascii"))
    settings.data.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(32)
    path.touch(mode=0o600)
    path.write_text(key.hex(), "ascii")
    return key


def open_store(settings: Settings) -> tuple[Store, Enrolment]:
    """Open the database with the papers in it, taking them from the enrolment file at first start."""
    key = database_key(settings)
    papers = settings.enrolment.read_bytes() if settings.enrolment.exists() else None
    if papers is None and not settings.database.exists():
        raise EnrolmentError("missing")
    kept = Enrolment.from_bytes(papers) if papers is not None else None
    if kept is None:
        kept = Enrolment.from_bytes(Store.peek_meta(settings.database, key, _ENROLMENT) or b"")
    store = Store.open(settings.database, key, incident=incident_info(kept), sealer=PairSealer(kept))
    if papers is not None:
        store.meta_set(_ENROLMENT, papers)
        with suppress(OSError):
            settings.enrolment.unlink()
    return store, kept


def station_info(settings: Settings, enrolment: Enrolment) -> StationInfo:
    """What does not change while the program runs."""
    points = point_names(enrolment.roster)
    own = next(point for point in points if point.number == enrolment.point)
    mode, incident = mode_of(enrolment.roster), enrolment.roster.incident.hex()
    return StationInfo(own, own.kind, mode, incident, points, settings.desk)


def _library(settings: Settings, store: Store, clock: Clock, papers: Enrolment) -> Library:
    library = Library(settings.data / "library", store, clock, first_root=papers.pack_root)
    with suppress(OSError):  # without information a point can still work; the alarm says so
        library.sweep()
        library.renew_index()
    return library


def _station(settings: Settings, radio: Radio, clock: Clock) -> Station:
    store, enrolment = open_store(settings)
    return Station(
        store=store,
        reader=store.reader(),
        radio=radio,
        clock=clock,
        enrolment=enrolment,
        info=station_info(settings, enrolment),
        rng=Random(secrets.randbits(64)),
        marker=lambda replica: Marker.of(replica, settings.database),
        library=_library(settings, store, clock, enrolment),
        standby=settings.lan.standby,
    )


@contextmanager
def silent_station(config: Path, clock: Clock | None = None) -> Iterator[Station]:
    """A station that does not run, for a command that only records: what it says waits for the next real start.

    Raises what is in ``noodsteunpunt.errors``; among them that the station does run.
    """
    settings = load_settings(config)
    station = _station(settings, VirtualRadio(Ether(Preset.SHORT_FAST, 1), 1), clock or SystemClock())
    try:
        yield station
    finally:
        station.close()


def open_station(config: Path, data: Path | None = None, clock: Clock | None = None) -> OpenStation:
    """Read the settings, open everything, start the runner. Raises what is in ``noodsteunpunt.errors``."""
    settings = load_settings(config, data)
    used = clock or SystemClock()
    radio = MeshtasticRadio(settings.radio)
    opened: list[Store] = []

    def build() -> Station:
        station = _station(settings, radio, used)
        opened.append(station.store)
        return station

    def reader() -> Reader:
        return opened[0].reader()

    runner = Runner(build, reader, used)
    radio.on_activity(runner.wake)
    try:
        runner.start()
        door = Door(runner, settings.data)
    except BaseException:
        runner.close()
        radio.close()
        raise
    lan = _lan(settings, runner)
    return OpenStation(runner, radio, door, lan)


def _lan(settings: Settings, runner: Runner) -> LanLink | None:
    if not settings.lan.enabled:
        return None

    def tell(states: dict[int, int]) -> None:
        runner.call(lambda station: station.lan_peers(states))

    link = LanLink(settings.lan, RunnerAccess(runner), runner.subscribe, tell)
    link.start()
    return link
