# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The story that ``demo --check`` plays on three real stations, with what is judged on the way.

Two points register what is in the file, know one helper, are cut from each other and both claim that helper; one is
killed; the coordinator sees half of the requests; a person settles the conflict; all three become level.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from devices.mesh_daemon import MeshDaemon
from noodsteunpunt.demo import judge
from noodsteunpunt.demo.layout import NODE_BASE
from noodsteunpunt.demo.process import StationProcess

PATIENCE = 30.0
"""Seconds that one wait may take before the check gives up on it."""

CUT_SECONDS = 3.0
LOOK_SECONDS = 0.2
SEES_AT_ONCE = 5
"""So that they share a frame."""

COORDINATION = "C"
POINTS = {"A": 1, "B": 2}
BEFORE_THE_CUT = 8
"""Requests that each point registers before the cut; the rest comes during it."""

VISITS = {"identity": "shown", "vog": "stated", "clearance": ["public_area", "home_visit"]}
"""The leader's word, at the point of the pair that both claim, on where it may work."""

DESK, LEADER, COORDINATOR = "Testpersoon Balie", "Testpersoon Leider", "Testpersoon Coördinator"
PERSONS = (DESK, LEADER, COORDINATOR)

Drafts = dict[str, list[dict[str, Any]]]


class GaveUp(Exception):
    """Something that the story needs did not happen in time."""


@dataclass(slots=True)
class Story:
    """One telling. ``wrong`` empty at the end means that everything held."""

    daemon: MeshDaemon
    stations: dict[str, StationProcess]
    drafts: Drafts
    wrong: list[str] = field(default_factory=list)
    facts: int = 0
    held_after: list[float] = field(default_factory=list)
    typed: dict[str, dict[str, dict[str, Any]]] = field(
        default_factory=lambda: {f"{kind} {name}": {} for kind in ("request", "helper") for name in POINTS}
    )
    _tickets: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in POINTS})
    _registered_at: dict[str, float] = field(default_factory=dict)
    _arrived: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _rows: dict[str, list[judge.Row]] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """How many were registered."""
        return len(self._registered_at)

    def tell(self) -> None:
        """From the opening to the judgement; raises ``StationFailed`` when a process does not answer any more,
        :class:`GaveUp` when there is no use in going on."""
        for name, station in self.stations.items():
            role = "coordinator" if name == COORDINATION else "point_lead"
            station.do("report", status="open", name=LEADER, role=role)
        shared = self._open_points()
        self._cut_and_claim(shared)
        self._kill_and_restart()
        self.daemon.heal()
        winner = self._settle(shared)
        self._converge(shared)
        self._judge(shared, winner)

    # -- what happens ---------------------------------------------------------------------------------------

    def _open_points(self) -> str:
        """Helpers first, for nothing urgent is before them on the air: both islands must know one of them."""
        for name in POINTS:
            self._register(name, "helper", self._of(name, "helper"))
        shared = next(iter(self.typed["helper B"]))
        self._wait("A and B know the same helper", lambda: self._knows("A", shared))
        for name in POINTS:
            self._register(name, "request", self._of(name, "request")[:BEFORE_THE_CUT])
        return shared

    def _of(self, point: str, kind: str) -> list[dict[str, Any]]:
        return [draft for draft in self.drafts[kind] if draft["point"] == point]

    def _knows(self, name: str, helper: str) -> bool:
        return any(row["id"] == helper for row in self.stations[name].do("helpers"))

    def _register(self, name: str, kind: str, drafts: list[dict[str, Any]]) -> None:
        """In one burst, as three desks would; the answers come after the commits."""
        station = self.stations[name]
        for draft in drafts:
            station.post(f"register_{kind}", draft=draft, name=DESK)
        for draft in drafts:
            registered = station.answer()
            self._tickets[name].append(registered["ticket"])
            self.typed[f"{kind} {name}"][registered["id"]] = draft
            if kind == "request":
                self._registered_at[registered["id"]] = time.monotonic()
        self.facts += len(drafts)

    def _cut_and_claim(self, shared: str) -> None:
        """A is alone; both islands claim the same helper."""
        self.daemon.partition([{NODE_BASE + 1}, {NODE_BASE + 2, NODE_BASE + 9}])
        before = set(self.typed["request A"])
        self._register("A", "request", self._of("A", "request")[BEFORE_THE_CUT:])
        cut = self.typed["request A"].keys() - before
        self.stations["B"].do("check_helper", helper=shared, draft=VISITS, name=LEADER, role="point_lead")
        for name in POINTS:
            first = next(iter(self.typed[f"request {name}"]))
            self.stations[name].do("claim", helper=shared, request=first, name=DESK)
        began = time.monotonic()
        sent = False
        while (since := time.monotonic() - began) < CUT_SECONDS or (not sent and since < PATIENCE):
            rows = self._look()["A"]
            self._note(judge.not_held_while_cut(rows, cut))
            sent = sent or any(row["id"] in cut and row["delivery"] == "sent" for row in rows)
            time.sleep(LOOK_SECONDS)
        if not sent:
            self.wrong.append("nothing was sent while the radio was cut")

    def _kill_and_restart(self) -> None:
        """SIGKILL right behind the last acknowledgement."""
        self._register("B", "request", self._of("B", "request")[BEFORE_THE_CUT:])
        self.stations["B"].kill()
        self.stations["B"].restart()
        there = {row["id"] for row in self.stations["B"].do("requests")}
        there |= {row["id"] for row in self.stations["B"].do("helpers")}
        recorded = self.typed["request B"].keys() | self.typed["helper B"].keys()
        self.wrong += [f"{lost} was acknowledged and lost by a kill" for lost in sorted(recorded - there)]

    def _settle(self, shared: str) -> str:
        """The card stands on both islands, from when it came until a person decides; gives the claim that stays."""
        standing: set[str] = set()

        def on_both() -> bool:
            standing.update(self._card(shared, standing))
            return standing == set(POINTS)

        self._wait("the conflict card on both islands", on_both)
        self._card(shared, standing)
        card = next(card for card in self.stations["A"].do("conflicts") if card["helper"] == shared)
        winner = str(card["claims"][0]["id"])
        self.stations["A"].do("settle", helper=shared, winner=winner, name=LEADER, role="point_lead")
        return winner

    def _see(self) -> None:
        """The scripted coordinator presses *Gezien* on every other request, a few at a time, as they come in."""
        chosen = set(list(self._registered_at)[::2])
        fresh = sorted(chosen & self._arrived - self._seen)
        if not fresh or (len(fresh) < SEES_AT_ONCE and not chosen <= self._arrived):
            return
        self._seen |= set(fresh)
        for request in fresh:
            self.stations[COORDINATION].post("see", request=request, name=COORDINATOR, role="coordinator")
        for _ in fresh:
            self.stations[COORDINATION].answer()

    def _card(self, shared: str, standing: Iterable[str]) -> set[str]:
        shown = {name for name in POINTS if judge.card_stands(self.stations[name].do("conflicts"), shared)}
        self._note([f"the conflict card of {name} went away by itself" for name in set(standing) - shown])
        return shown

    def _converge(self, shared: str) -> None:
        def level() -> bool:
            if len(self._arrived) < self.requests:
                return False
            if self._delivery_wrong(self._rows) or self._any_card(shared):
                return False
            return len({station.do("export")["digest"] for station in self.stations.values()}) == 1

        try:
            self._wait("all three level", level)
        except GaveUp as gave_up:
            self.wrong.append(str(gave_up))  # the judgement says what is not level

    # -- what is seen ---------------------------------------------------------------------------------------

    def _look(self) -> dict[str, list[judge.Row]]:
        """What the lists show now. The coordination point is asked last: it must hold all that the points claim."""
        rows = {name: self.stations[name].do("requests") for name in (*POINTS, COORDINATION)}
        there = {row["id"] for row in rows[COORDINATION]}
        now = time.monotonic()
        arrived = there - self._arrived
        self.held_after += [now - self._registered_at[identifier] for identifier in arrived]
        self._arrived |= arrived
        for name in POINTS:
            self._note(judge.claims_only_truth(rows[name], there, self._seen))
        self._see()
        self._rows = rows
        return rows

    def _any_card(self, shared: str) -> bool:
        return any(judge.card_stands(station.do("conflicts"), shared) for station in self.stations.values())

    def _delivery_wrong(self, rows: dict[str, list[judge.Row]]) -> list[str]:
        return [
            wrong
            for name in POINTS
            for wrong in judge.delivery_true(rows[name], self._seen, self.typed[f"request {name}"].keys())
        ]

    def _wait(self, what: str, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._look()
            if self.wrong:
                raise GaveUp(f"no use in waiting any more: {what}")
            if holds():
                return
            time.sleep(LOOK_SECONDS)
        raise GaveUp(f"gave up waiting: {what}")

    def _note(self, wrong: Iterable[str]) -> None:
        self.wrong += [line for line in wrong if line not in self.wrong]

    # -- the judgement --------------------------------------------------------------------------------------

    def _judge(self, shared: str, winner: str) -> None:
        exports = self._exports()
        self.wrong += judge.equal_logs(exports)
        self.wrong += judge.nothing_lost(exports, self._tickets, 40)
        self.wrong += judge.sealed_only_for(exports, COORDINATION, POINTS)
        requests = self.typed["request A"] | self.typed["request B"]
        self.wrong += judge.sealed_as_typed(exports[COORDINATION], requests)
        self.wrong += judge.house_stays(exports, COORDINATION, POINTS)
        for name in POINTS:
            for kind in ("request", "helper"):
                self.wrong += judge.house_as_typed(exports[name], kind, self.typed[f"{kind} {name}"])
        if not 2 * len(self._seen) >= self.requests > len(self._seen):
            self.wrong.append(f"{len(self._seen)} of {self.requests} requests were seen, not half of them")
        self.wrong += self._delivery_wrong(self._look())
        self.wrong += judge.settled_alike(exports, shared, winner)
        for station in self.stations.values():
            station.do("rebuild")
        self.wrong += judge.rebuilt_alike(exports, self._exports())

    def _exports(self) -> dict[str, judge.Export]:
        return {name: station.do("export") for name, station in self.stations.items()}
