# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's folder: three stations, their papers and settings, made once and kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from platformdirs import user_data_path

from content.keyfile import LEAST, lock_key
from noodsteunpunt.clock import SystemClock
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.enrolment import demo_enrolments
from noodsteunpunt.store.connection import take_lock
from noodsteunpunt.store.errors import StoreError, StoreLocked

POINTS = (
    PointName(1, "KB", "De Kern", StationKind.SUPPORT_POINT),
    PointName(2, "HA", "Het Anker", StationKind.SUPPORT_POINT),
    PointName(9, "CP", "Coördinatiepunt Kazerne", StationKind.COORDINATION_POINT),
)
NAMES = {1: "A", 2: "B", 9: "C"}
NODE_BASE = 0x4E530000
ROOT_KEY = "gemeente.nskey"
"""The demonstration municipality's root, beside the stations; a real one lies in a safe."""

PASSPHRASE = "alleen voor de demonstratie"  # noqa: S105 - it protects nothing, as all of the demonstration's keys
_LOCK = "demo.lock"
_MADE = "made"


class DemoRunning(Exception):
    """Another program plays the demonstration in this folder."""


class DemoFolderError(Exception):
    """The folder cannot be used. ``problem``: ``not_writable``, or ``not_empty`` when what is in it is not ours."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(problem)
        self.path = folder
        self.problem = problem


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


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold ``folder``, made if it is missing, for this program alone.

    Raises :class:`DemoRunning` or :class:`DemoFolderError`; then nothing in it was touched. A second start would
    point the running stations to other radios, and ``--fresh`` would take their databases away.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = not any(folder.iterdir()) or any((folder / own).exists() for own in (_LOCK, f"{NAMES[1]}/{_MADE}"))
    except OSError as error:
        raise DemoFolderError(folder, "not_writable") from error
    if not ours:
        raise DemoFolderError(folder, "not_empty")
    try:
        lock = take_lock(folder / _LOCK)
    except StoreLocked as error:
        raise DemoRunning from error
    except StoreError as error:
        raise DemoFolderError(folder, "not_writable") from error
    try:
        yield
    finally:
        lock.close()


def prepare(folder: Path, radio_ports: dict[int, int], *, fresh: bool) -> list[DemoStation]:
    """Make what is missing in a ``folder`` that is :func:`claimed`; ``fresh`` empties it first, of our own folders
    only. ``radio_ports``: point -> TCP port."""
    stations = [
        DemoStation(NAMES[point.number], point, folder / NAMES[point.number], radio_ports[point.number])
        for point in POINTS
    ]
    if fresh or not all((station.folder / _MADE).exists() for station in stations):
        root = Ed25519PrivateKey.generate()
        _write_secret(folder / ROOT_KEY, lock_key(root, PASSPHRASE, cost=LEAST))
        enrolments = demo_enrolments(POINTS, SystemClock().now(), root=root)
        for station in stations:
            _make(station, enrolments[station.point.number].to_bytes())
    for station in stations:
        station.config.write_text(_settings(station), "utf-8")
    return stations


def _make(station: DemoStation, enrolment: bytes) -> None:
    if station.folder.exists():
        # First of all: half an old station beside a new one would be two incidents.
        (station.folder / _MADE).unlink(missing_ok=True)
        shutil.rmtree(station.folder)
    station.folder.mkdir(mode=0o700)
    _write_secret(station.folder / "enrolment.json", enrolment)
    (station.folder / _MADE).write_text("DEMO\n", "utf-8")


def _write_secret(file: Path, content: bytes) -> None:
    file.touch(mode=0o600)
    file.write_bytes(content)


def _settings(station: DemoStation) -> str:
    desk = json.dumps("A")
    return f'data = "."\ndesk = {desk}\n\n[radio]\nconnection = "tcp://127.0.0.1:{station.radio_port}"\n'
