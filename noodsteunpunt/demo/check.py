# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt demo --check``: the demonstration without a person, in real time, on real processes."""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_daemon import MeshDaemon
from noodsteunpunt.demo import judge, privacy
from noodsteunpunt.demo.layout import NAMES, NODE_BASE, POINTS, DemoStation, claimed, prepare
from noodsteunpunt.demo.process import StationFailed, StationProcess
from noodsteunpunt.demo.story import PERSONS, Drafts, GaveUp, Story
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.identity import default_marker_folder

DATABASE, WAL, LOG = "station.db", "station.db-wal", "station.log"


@dataclass(slots=True)
class Report:
    """What the table shows; ``wrong`` empty means that everything held. ``held_after``, ``airtime`` and ``seconds``
    are in seconds."""

    wrong: list[str] = field(default_factory=list)
    facts: int = 0
    requests: int = 0
    held_after: list[float] = field(default_factory=list)
    airtime: float = 0.0
    frames: int = 0
    bytes: int = 0
    seconds: float = 0.0


def run_check(folder: Path, *, loss: float, seed: int) -> Report:
    """Ends by itself; raises only for what is broken in a way that leaves nothing to judge."""
    started = time.monotonic()
    ether = Ether(Preset.SHORT_FAST, seed, loss=loss)
    radios = [(NODE_BASE + point.number, point.name, point.letters, 0) for point in POINTS]
    with claimed(folder), MeshDaemon(ether, radios) as daemon:
        layout = prepare(folder, {point.number: daemon.ports[NODE_BASE + point.number] for point in POINTS}, fresh=True)
        enrolments = [Enrolment.from_bytes((s.folder / "enrolment.json").read_bytes()) for s in layout]
        drafts = load_drafts()
        stations: dict[str, StationProcess] = {}
        story = Story(daemon, stations, drafts)
        words = [*privacy.words_of(draft for each in drafts.values() for draft in each), *PERSONS]
        try:
            _start(layout, stations)
            story.tell()
            story.wrong += _readable(folder, words, DATABASE, WAL)
        except (StationFailed, GaveUp) as failure:
            story.wrong.append(str(failure))
        finally:
            for station in stations.values():
                station.end_input()
            for station in stations.values():
                station.close()
        captured, stats = daemon.captured(), daemon.stats()
    if len(captured) != stats.frames:
        story.wrong.append(f"{len(captured)} of {stats.frames} frames on the air were caught")
    notes = [d["note"] for d in drafts["request"] if d.get("note") and judge.travels_sealed(d)]
    opened = privacy.open_air([each.payload for each in captured], enrolments)
    story.wrong += privacy.on_air(opened, words, notes)
    story.wrong += _readable(folder, words, DATABASE)
    return Report(
        wrong=list(dict.fromkeys(story.wrong)),
        facts=story.facts,
        requests=story.requests,
        held_after=story.held_after,
        airtime=stats.airtime,
        frames=stats.frames,
        bytes=stats.bytes,
        seconds=time.monotonic() - started,
    )


def load_drafts() -> Drafts:
    """What people say at the desks: ``request`` and ``helper``."""
    return tomllib.loads((files("noodsteunpunt.demo") / "vignettes.toml").read_text("utf-8"))


def _start(layout: list[DemoStation], stations: dict[str, StationProcess]) -> None:
    for station in layout:
        stations[station.name] = StationProcess(station.name, station.config, station.folder / LOG)
    for process in stations.values():
        process.post("snapshot")
    for process in stations.values():
        process.answer()


def _readable(folder: Path, words: list[str], *needed: str) -> list[str]:
    """All that is on the disk now: databases, write-ahead logs, logs, markers."""
    files_needed = [folder / station / name for station in NAMES.values() for name in needed]
    return privacy.on_disk([folder, default_marker_folder()], words, files_needed)
