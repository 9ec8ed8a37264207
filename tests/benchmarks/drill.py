# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drill: 450 requests and claims on helpers in six virtual hours, at two points with three browsers each and a
coordination point; the radio between them is cut in the middle third.

    python -m tests.benchmarks.drill --json            # --times 10 for ten times the load

Real stations with their real stores on the simulated air. What people did is kept in a ledger of its own and compared
with what every station holds at the end. An answer is timed from the moment at which all browsers of a point press at
once until the station has done that one's command durably: who comes third waits for the two before.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from devices.ether import Ether
from devices.lora import Preset
from noodsteunpunt.domain.drafts import HelperDraft, RequestDraft
from noodsteunpunt.domain.facts import author_of, subject_id
from noodsteunpunt.domain.lifecycles import CLAIMABLE
from noodsteunpunt.domain.places import read_place
from noodsteunpunt.domain.values import (
    GROUP_OF,
    Actor,
    Category,
    Priority,
    RequestStatus,
    Role,
    Skill,
    SubjectId,
)
from noodsteunpunt.domain.values_desk import Reason
from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.simulation import Simulation
from noodsteunpunt.station import Station
from tests.support.clearance_kit import may_visit
from tests.support.drill_ledger import POINTS, Ledger, percentile

COORDINATION = 9
NODES = {number: 0x4E530000 + number for number in (*POINTS, COORDINATION)}
BROWSERS = 3
ROUND_SECONDS = 60.0
"""Virtual seconds between two moments at which browsers press."""

CLAIM_SHARE, DEADLINE_SHARE = 0.5, 0.2
BUSY_SECONDS = 40 * 60
CONVERGENCE_STEPS = 144
HELPERS = 24
"""Per point and for the load of one."""

LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
COORDINATOR = Actor("Testpersoon Kazerne", Role.COORDINATOR)
_NEEDS = [category for category in Category if category.value not in {"death", "refuge", "tracing", "minor_alone"}]
_SAID = ("accu nog 40 min", "3 hoog, lift staat stil", "water op", "kan niet lopen", "", "", "")


class Drill:
    """``requests`` spread over ``hours``; the same for the same ``seed`` but for the times."""

    def __init__(self, folder: Path, *, requests: int, hours: float, seed: int, preset: Preset, loss: float) -> None:
        self.simulation = Simulation(folder, Ether(preset, seed, loss), seed=seed)
        self.requests, self.seconds = requests, hours * 3600
        self.ledger = Ledger()
        self.unseen_doubles: set[SubjectId] = set()
        self._rng = Random(seed)
        self._helpers = HELPERS * max(1, requests // 450)

    def run(self) -> dict[str, Any]:
        """Play it and judge it."""
        try:
            self._open()
            for moment in self._moments():
                self.simulation.run(max(0.0, moment - self.simulation.clock.time))
                self._cut_or_heal(moment)
                for point in POINTS:
                    self._press(point)
                self._coordinate()
                self._let_go()
            self.simulation.ether.heal()
            level = self._converge()
            shown = self._judge_doubles()
            self._settle()
            return self._judged(level=level and self._converge(), shown=shown)
        finally:
            self.simulation.close()

    # -- what people do ---------------------------------------------------------------------------------

    def _open(self) -> None:
        for point in POINTS:
            for number in range(self._helpers):
                skills = frozenset(self._rng.sample(list(Skill), 2))
                draft = HelperDraft(skills, postcode="3551", group_size=2, name=f"Testpersoon Helper{number}")
                self._station(point).register_helper(draft, LEAD)
        self.simulation.run(600, until=lambda: self._level())
        for point in POINTS:
            may_visit(self._station(point), *(row.id for row in self._station(point).reader.helpers(limit=10_000)))

    def _moments(self) -> Iterator[float]:
        begin = self.simulation.clock.time
        for number in range(int(self.seconds // ROUND_SECONDS)):
            yield begin + (number + 1) * ROUND_SECONDS

    def _cut_or_heal(self, moment: float) -> None:
        third = int(self._gone(moment) * 3)
        if third == 1:
            self.simulation.ether.partition([{NODES[1]}, {NODES[2], NODES[COORDINATION]}])
        else:
            self.simulation.ether.heal()

    def _gone(self, moment: float) -> float:
        return min(0.999, moment / self.seconds)

    def _press(self, point: int) -> None:
        """Each browser of ``point`` has its command ready; all press at once."""
        done = len(self.ledger.requests)
        due = self.requests * min(1.0, (self.simulation.clock.time + ROUND_SECONDS) / self.seconds) - done
        share = max(0, round(due / 2)) if point == POINTS[0] else max(0, round(due))
        waves = -(-share // BROWSERS)
        for wave in range(waves):
            commands: list[Callable[[], None]] = []
            for browser in range(min(BROWSERS, share - wave * BROWSERS)):
                commands.append(self._intake(point, browser))
            self._at_once(commands)
        self._at_once([self._claim(point) for _ in range(share) if self._rng.random() < CLAIM_SHARE])

    def _at_once(self, commands: Sequence[Callable[[], object]]) -> None:
        pressed, began = time.perf_counter(), time.process_time()
        for command in commands:
            try:
                command()
            except RuleViolation as refusal:
                self.ledger.refused[refusal.code] += 1
            except Exception as error:  # noqa: BLE001 - the drill counts what a person would see as a failure
                self.ledger.errors.append(type(error).__name__)
            self.ledger.answers.append((time.perf_counter() - pressed) * 1000)
            self.ledger.worked.append((time.process_time() - began) * 1000)

    def _intake(self, point: int, browser: int) -> Callable[[], None]:
        """What is typed before the button: a draft that is kept, and requests that look alike."""
        rng, station = self._rng, self._station(point)
        category = rng.choice(_NEEDS)
        draft = RequestDraft(
            category,
            rng.choices(list(Priority), (10, 30, 45, 15))[0],
            people=rng.choice((1, 1, 1, 2, 4, 40)),
            postcode=f"355{rng.randrange(10)}{rng.choice('ABC')}{rng.choice('DEF')}",
            house_number=str(rng.randrange(1, 90)),
            note=rng.choice(_SAID),
            deadline_minutes=rng.randrange(20, 600) if rng.random() < DEADLINE_SHARE else None,
            name=f"Testpersoon Bezoeker{len(self.ledger.requests)}",
            phone=f"06-0000{rng.randrange(10_000):04d}",
        )
        form = (f"browser {browser}", "request")
        self._read(lambda: station.keep_draft(*form, {"name": draft.name, "note": draft.note}))
        place = read_place(f"{draft.postcode} {draft.house_number}")
        now = self.simulation.clock.now()
        self._read(lambda: station.reader.similar(place, now=now, group=GROUP_OF[category]))
        desk = Actor(f"Testpersoon Balie{browser}", Role.REQUEST_DESK)

        def save() -> None:
            given = station.register_request(draft, desk, typed_on=form)
            self.ledger.requests[given.id] = given.ticket
            self.ledger.open_at[point].append(given.id)

        return save

    def _claim(self, point: int) -> Callable[[], None]:
        """A helper who is free as this screen shows it; another browser may have been quicker."""
        station, open_here = self._station(point), self.ledger.open_at[point]
        free = [row for row in station.reader.helpers(limit=200) if row.status in CLAIMABLE]
        chosen = self._rng.choice(free[:8]) if free else None
        request = self._rng.choice(open_here[-20:]) if open_here else None

        def save() -> None:
            if chosen is None or request is None:
                raise RuleViolation("nobody_free")
            claim = station.claim_helper(chosen.id, request, LEAD)
            self.ledger.claims.add(claim)
            self.ledger.live[claim] = (chosen.id, self.simulation.clock.time + BUSY_SECONDS)

        return save

    def _let_go(self) -> None:
        """Who is done is free again, unless somebody must first decide whose the helper is."""
        now, doubles = self.simulation.clock.time, self.ledger.doubles()
        for claim, (helper, until) in list(self.ledger.live.items()):
            if until <= now and helper not in doubles:
                station = self._station(author_of(claim) >> 6)
                self._step(partial(station.release_claim, helper, claim, LEAD))
                row = station.reader.helper(helper)
                if row is not None and claim not in {live.id for live in row.claims}:
                    del self.ledger.live[claim]

    def _coordinate(self) -> None:
        """The coordinator works through the list, the worst first."""
        station, now = self._station(COORDINATION), self.simulation.clock.now()
        items = self._read(lambda: station.reader.attention(now)).items
        for item in [item for item in items if item.kind.value in {"p1_unseen", "p2_unseen"}][:BROWSERS]:
            self._step(partial(station.see_request, item.subject, COORDINATOR))
        for point in POINTS:
            for request in self.ledger.open_at[point][:-60]:
                self._step(partial(self._end, point, request))
                self.ledger.open_at[point].remove(request)

    def _end(self, point: int, request: SubjectId) -> None:
        if self._rng.random() < 0.9:
            self._station(point).change_request(request, RequestStatus.SOLVED, LEAD)
        else:
            self._station(point).change_request(request, RequestStatus.NOT_POSSIBLE, LEAD, reason=Reason.NO_PEOPLE)

    def _step(self, command: Callable[[], object]) -> None:
        self._at_once([command])

    def _read(self, query: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        found = query()
        self.ledger.reads.append((time.perf_counter() - began) * 1000)
        return found

    # -- what came of it --------------------------------------------------------------------------------

    def _station(self, number: int) -> Station:
        return self.simulation.station(number)

    def _level(self) -> bool:
        stations = [self._station(number) for number in NODES]
        if any(station.store.pending(1) for station in stations):
            return False
        heads = [station.store.heads() for station in stations]
        return heads[0] == heads[1] == heads[2] and len({s.store.export_canonical()["digest"] for s in stations}) == 1

    def _converge(self) -> bool:
        """Five virtual minutes at a time, up to twelve hours: ten times the load takes the air its time."""
        for _ in range(CONVERGENCE_STEPS):
            if self._level():
                return True
            self.simulation.run(300)
        return self._level()

    def _judge_doubles(self) -> set[SubjectId]:
        """Helpers of the ledger's doubles without a card at some station."""
        doubles = self.ledger.doubles()
        for number in NODES:
            cards = {card.helper.id for card in self._station(number).reader.conflicts()}
            self.unseen_doubles |= doubles - cards
        return doubles

    def _settle(self) -> None:
        for helper in sorted(self.ledger.doubles()):
            mine = sorted(claim for claim, (held, _) in self.ledger.live.items() if held == helper)
            self._step(partial(self._station(POINTS[0]).settle_conflict, helper, mine[0], LEAD))
            for loser in mine[1:]:
                del self.ledger.live[loser]

    def _judged(self, *, level: bool, shown: set[SubjectId]) -> dict[str, Any]:
        lost = 0
        for number in NODES:
            reader = self._station(number).reader
            there = {row.id: row.ticket for row in reader.requests(limit=len(self.ledger.requests) * 2)}
            lost += sum(there.get(request) != ticket for request, ticket in self.ledger.requests.items())
            entries = reader._connection.execute("SELECT author, seq FROM entry WHERE state = 'ok'")
            lost += len(self.ledger.claims - {subject_id(author, seq) for author, seq in entries})
            left = {row.id: {claim.id for claim in row.claims} for row in reader.helpers(limit=10_000)}
            for claim, (helper, _) in self.ledger.live.items():
                if left.get(helper) != {claim}:
                    self.unseen_doubles.add(helper)
        answers = sorted(self.ledger.answers)
        return {
            "requests": len(self.ledger.requests),
            "claims": len(self.ledger.claims),
            "lost": lost,
            "double_dispatch": len(self.unseen_doubles),
            "conflict_cards": len(shown),
            "refused": dict(sorted(self.ledger.refused.items())),
            "errors": len(self.ledger.errors),
            "level": level,
            "p50_ms": round(percentile(answers, 0.50), 2),
            "p95_ms": round(percentile(answers, 0.95), 2),
            "p95_cpu_ms": round(percentile(sorted(self.ledger.worked), 0.95), 2),
            "max_ms": round(answers[-1], 2) if answers else 0.0,
            "read_p95_ms": round(percentile(sorted(self.ledger.reads), 0.95), 2),
            "virtual_hours": round(self.simulation.clock.time / 3600, 2),
            "frames_on_air": self.simulation.ether.stats().frames,
        }


def drill(
    *, requests: int = 450, hours: float = 6.0, seed: int = 1, preset: Preset = Preset.MEDIUM_FAST, loss: float = 0.1
) -> dict[str, Any]:
    """In a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return Drill(Path(folder), requests=requests, hours=hours, seed=seed, preset=preset, loss=loss).run()


def main() -> None:
    parser = argparse.ArgumentParser(description="The drill of two points and a coordination point.")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--times", type=int, default=1, help="so many times the load")
    parser.add_argument("--requests", type=int, default=450)
    parser.add_argument("--hours", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--loss", type=float, default=0.1)
    parser.add_argument("--preset", default=Preset.MEDIUM_FAST.name, choices=[preset.name for preset in Preset])
    asked = parser.parse_args()
    result = drill(
        requests=asked.requests * asked.times, hours=asked.hours, seed=asked.seed, preset=Preset[asked.preset],
        loss=asked.loss,
    )  # fmt: skip
    if asked.json:
        print(json.dumps(result))
    else:
        print("\n".join(f"{name}: {value}" for name, value in result.items()))


if __name__ == "__main__":
    main()
