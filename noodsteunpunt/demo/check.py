# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``noodsteunpunt demo --check``: the demonstration without a person, in real time, on real processes."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_daemon import MeshDaemon
from noodsteunpunt.demo import judge, privacy
from noodsteunpunt.demo.layout import NODE_BASE, POINTS, DemoStation, claimed, prepare
from noodsteunpunt.demo.process import StationFailed, StationProcess
from noodsteunpunt.enrolment import Enrolment

PATIENCE = 30.0
"""Seconds that one wait may take before the check gives up on it."""

CUT_SECONDS = 3.0
HOUSE_POINTS = {"A": 1, "B": 2}


@dataclass(slots=True)
class Report:
    """What the table shows; ``wrong`` empty means that everything held."""

    wrong: list[str] = field(default_factory=list)
    facts: int = 0
    requests: int = 0
    held_after: list[float] = field(default_factory=list)
    airtime: float = 0.0
    frames: int = 0
    bytes: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class _Run:
    daemon: MeshDaemon
    stations: dict[str, StationProcess]
    report: Report
    drafts: dict[str, list[dict[str, Any]]]
    acknowledged: dict[str, list[str]] = field(default_factory=lambda: {"A": [], "B": []})
    registered_at: dict[str, float] = field(default_factory=dict)
    requests: dict[str, list[str]] = field(default_factory=lambda: {"A": [], "B": []})
    helpers: dict[str, list[str]] = field(default_factory=lambda: {"A": [], "B": []})
    arrived: set[str] = field(default_factory=set)


def run_check(folder: Path, *, loss: float, seed: int) -> Report:
    """Ends by itself; raises only for what is broken in a way that leaves nothing to judge."""
    started = time.monotonic()
    report = Report()
    ether = Ether(Preset.SHORT_FAST, seed, loss=loss)
    radios = [(NODE_BASE + point.number, point.name, point.letters, 0) for point in POINTS]
    with claimed(folder), MeshDaemon(ether, radios) as daemon:
        ports = {point.number: daemon.ports[NODE_BASE + point.number] for point in POINTS}
        layout = prepare(folder, ports, fresh=True)
        enrolments = [Enrolment.from_bytes((s.folder / "enrolment.json").read_bytes()) for s in layout]
        run = _Run(daemon, _start(layout), report, _load())
        try:
            _story(run)
        except StationFailed as failure:
            report.wrong.append(str(failure))
        finally:
            for station in run.stations.values():
                station.close()
        payloads = [captured.payload for captured in daemon.captured()]
        stats = daemon.stats()
    words = privacy.words_of(draft for drafts in run.drafts.values() for draft in drafts)
    report.wrong += [f"{word!r} was on the air" for word in privacy.leaks(payloads, enrolments, words)]
    report.wrong += _readable_on_disk(folder, words)
    report.airtime, report.frames, report.bytes = stats.airtime, stats.frames, stats.bytes
    report.seconds = time.monotonic() - started
    return report


def _load() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((files("noodsteunpunt.demo") / "vignettes.toml").read_text("utf-8"))


def _start(layout: list[DemoStation]) -> dict[str, StationProcess]:
    stations = {station.name: StationProcess(station.name, station.config) for station in layout}
    for station in stations.values():
        station.post("snapshot")
    for station in stations.values():
        station.answer()
    return stations


def _wait(run: _Run, what: str, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _note_arrivals(run)
        if holds():
            return True
        time.sleep(0.2)
    run.report.wrong.append(f"gave up waiting: {what}")
    return False


def _note_arrivals(run: _Run) -> None:
    now = time.monotonic()
    for row in run.stations["C"].do("requests"):
        if row["ticket"] in run.registered_at and row["ticket"] not in run.arrived:
            run.arrived.add(row["ticket"])
            run.report.held_after.append(now - run.registered_at[row["ticket"]])


def _register(run: _Run, name: str, kind: str, drafts: list[dict[str, Any]]) -> None:
    """In one burst, as three desks would; the answers come after the commits."""
    station = run.stations[name]
    for draft in drafts:
        station.post(f"register_{kind}", draft=draft, name="Testpersoon Balie")
    for _ in drafts:
        registered = station.answer()
        run.acknowledged[name].append(registered["ticket"])
        (run.requests if kind == "request" else run.helpers)[name].append(registered["id"])
        if kind == "request":
            run.registered_at[registered["ticket"]] = time.monotonic()
    run.report.facts += len(drafts)


def _story(run: _Run) -> None:
    at = {
        kind: {name: [d for d in run.drafts[kind] if d["point"] == name] for name in ("A", "B")}
        for kind in ("request", "helper")
    }
    for name, station in run.stations.items():
        station.do(
            "report", status="open", name="Testpersoon Leider", role="coordinator" if name == "C" else "point_lead"
        )
    for name in ("A", "B"):
        _register(run, name, "helper", at["helper"][name])
        _register(run, name, "request", at["request"][name][:8])
    shared = run.helpers["B"][0]
    _wait(run, "A and B know the same helper", lambda: _knows(run, "A", shared))
    _cut_and_claim(run, at, shared)
    _kill_and_restart(run, at)
    run.daemon.heal()
    _settle(run, shared)
    seen = _mark_half_seen(run)
    _converge(run, seen)
    _judge(run, seen)


def _knows(run: _Run, name: str, helper: str) -> bool:
    return any(row["id"] == helper for row in run.stations[name].do("helpers"))


def _cut_and_claim(run: _Run, at: dict[str, dict[str, list[dict[str, Any]]]], shared: str) -> None:
    """A is alone; both islands claim the same helper."""
    run.daemon.partition([{NODE_BASE + 1}, {NODE_BASE + 2, NODE_BASE + 9}])
    _register(run, "A", "request", at["request"]["A"][8:])
    cut = set(run.requests["A"][8:])
    for name in ("A", "B"):
        run.stations[name].do("claim", helper=shared, request=run.requests[name][0], name="Testpersoon Balie")
    end = time.monotonic() + CUT_SECONDS
    sent = False
    while time.monotonic() < end:
        rows = run.stations["A"].do("requests")
        run.report.wrong += [w for w in judge.not_held_while_cut(rows, cut) if w not in run.report.wrong]
        sent = sent or any(row["id"] in cut and row["delivery"] == "sent" for row in rows)
        _note_arrivals(run)
        time.sleep(0.2)
    if not sent:
        run.report.wrong.append("nothing was sent while the radio was cut")


def _kill_and_restart(run: _Run, at: dict[str, dict[str, list[dict[str, Any]]]]) -> None:
    """SIGKILL right behind the last acknowledgement."""
    _register(run, "B", "request", at["request"]["B"][8:])
    run.stations["B"].kill()
    run.stations["B"].restart()
    rows = {row["ticket"] for row in run.stations["B"].do("requests")}
    lost = [t for t in run.acknowledged["B"] if t not in rows and t in run.registered_at]
    run.report.wrong += [f"{ticket} was acknowledged and lost by a kill" for ticket in lost]


def _settle(run: _Run, shared: str) -> None:
    """The card stands on both islands until a person decides."""

    def shown(name: str) -> bool:
        return any(c["helper"] == shared and len(c["claims"]) == 2 for c in run.stations[name].do("conflicts"))

    if not _wait(run, "the conflict card on both islands", lambda: shown("A") and shown("B")):
        return
    claims = run.stations["A"].do("conflicts")[0]["claims"]
    run.stations["A"].do("settle", helper=shared, winner=claims[0]["id"], name="Testpersoon Leider", role="point_lead")
    _wait(run, "the conflict card gone everywhere", lambda: not any(run.stations[n].do("conflicts") for n in "ABC"))


def _mark_half_seen(run: _Run) -> set[str]:
    """The scripted coordinator presses *Gezien* on every other request."""
    everything = run.requests["A"] + run.requests["B"]
    run.report.requests = len(everything)

    def all_there() -> bool:
        return {row["id"] for row in run.stations["C"].do("requests")} >= set(everything)

    if not _wait(run, "all requests at the coordination point", all_there):
        return set()
    seen = set(sorted(everything)[::2])
    for request in sorted(seen):
        run.stations["C"].do("see", request=request, name="Testpersoon Coördinator", role="coordinator")
    return seen


def _exports(run: _Run) -> dict[str, judge.Export]:
    return {name: station.do("export") for name, station in run.stations.items()}


def _converge(run: _Run, seen: set[str]) -> None:
    def level() -> bool:
        digests = {export["digest"] for export in _exports(run).values()}
        rows = [row for name in ("A", "B") for row in run.stations[name].do("requests")]
        return len(digests) == 1 and not judge.delivery_true(rows, seen)

    _wait(run, "all three level", level)


def _judge(run: _Run, seen: set[str]) -> None:
    exports = _exports(run)
    wrong = run.report.wrong
    wrong += judge.equal_logs(exports)
    wrong += judge.rows_are_frames(exports, run.acknowledged)
    wrong += judge.sealed_only_for(exports, "C", HOUSE_POINTS)
    wrong += judge.house_stays(exports, "C", HOUSE_POINTS)
    for name in ("A", "B"):
        wrong += judge.delivery_true(run.stations[name].do("requests"), seen)
    for station in run.stations.values():
        station.do("rebuild")
    rebuilt = _exports(run)
    wrong += [f"a rebuild changes {name}" for name in exports if rebuilt[name]["air"] != exports[name]["air"]]


def _readable_on_disk(folder: Path, words: list[str]) -> list[str]:
    wrong: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            wrong += [f"{word!r} is readable in {path.name}" for word in words if word.encode() in raw]
    return wrong
