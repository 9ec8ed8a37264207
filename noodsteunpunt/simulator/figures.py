# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came of a played plan, in figures: how soon entries were where, what it cost on the air, and who paid.

All times are virtual seconds; shares are 0..1. A percentile over entries counts those that never came as endless, and
is None where it falls on one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil, inf
from statistics import mean
from typing import Any

from noodsteunpunt.simulator.play import Played, Told
from noodsteunpunt.simulator.topology import hops
from sync.frames import Priority

WAITS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
"""Seconds at which the curve of the reach is told."""

IN_AN_HOUR = 60
"""Samples of a minute."""

PERCENTILES = (50, 90, 95)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least ``percent`` of them do not exceed; ``values`` are not empty."""
    ordered = sorted(values)
    return ordered[max(0, ceil(percent / 100 * len(ordered)) - 1)]


def spread(values: Iterable[float | None], digits: int = 1) -> dict[str, float | None]:
    """p50, p90 and p95."""
    told = [inf if value is None else value for value in values]
    if not told:
        return {f"p{percent}": None for percent in PERCENTILES}
    found = {f"p{percent}": percentile(told, percent) for percent in PERCENTILES}
    return {name: None if value == inf else round(value, digits) for name, value in found.items()}


def fairness(values: Sequence[float]) -> float:
    """Jain's index: 1 when all have the same, 1/n when one has everything (DEC-TR-301, 1984)."""
    squares = sum(value * value for value in values)
    return round(sum(values) ** 2 / (len(values) * squares), 3) if squares else 1.0


def of(played: Played) -> dict[str, Any]:
    """Everything, as ``noodsteunpunt sim --json`` says it."""
    plan = played.plan
    near = plan.topology.neighbours(plan.preset)
    far = [max(hops(near, point.number).values(), default=0) for point in plan.topology.points]
    return {
        "converged": played.settled_after is not None,
        "settled_after_s": _rounded(played.settled_after),
        "points": len(plan.topology.points),
        "relays": len(plan.topology.relays),
        "preset": plan.preset.name,
        "loss": plan.loss,
        "hours": round(plan.seconds / 3600, 3),
        "seed": plan.seed,
        "signing": plan.signing,
        "hops": max(far),
        "neighbours": round(mean(len(others) for others in near.values()), 1),
        "level_after_s": {f"{at / 3600:.2f} h": round(wait, 1) for at, wait in sorted(played.healed_after.items())},
        "entries": len(played.entries),
        "reach": {priority.name.lower(): reach(played, told) for priority, told in _by_class(played)},
        "airtime": airtime(played),
        "fairness": {
            "airtime": fairness([node["airtime_s"] for node in _stations(played)]),
            "delay": fairness([row["delay_s"] for row in _stations(played) if row["delay_s"] is not None]),
        },
        "radio": _radio(played),
        "stations": _stations(played),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _by_class(played: Played) -> list[tuple[Priority, list[Told]]]:
    found = [(priority, [told for told in played.entries.values() if told.priority is priority])
             for priority in Priority]  # fmt: skip
    return [(priority, told) for priority, told in found if told]


def reach(played: Played, told: Sequence[Told]) -> dict[str, Any]:
    """Of some entries: seconds until 90 % of the points and until all had them, until a coordination point had them,
    and which share of all (entry, other point) pairs was served after :data:`WAITS` seconds."""
    count = len(played.plan.topology.points)
    pairs = max(1, len(told) * (count - 1))
    waits = sorted(when - one.at for one in told for when in one.arrived.values())
    centre = [
        min((one.arrived[number] - one.at for number in played.coordination if number in one.arrived), default=None)
        for one in told
        if one.point not in played.coordination
    ]
    served: dict[str, float] = {}
    for limit in WAITS:
        served[str(limit)] = round(sum(1 for wait in waits if wait <= limit) / pairs, 4)
    return {
        "entries": len(told),
        "at_90_percent_s": spread(one.after(0.9, count) for one in told),
        "at_all_s": spread(one.after(1.0, count) for one in told),
        "at_coordination_s": spread(centre),
        "missing": pairs - len(waits) if count > 1 else 0,
        "served_after_s": served,
    }


def most_in_an_hour(played: Played, number: int) -> float:
    """Seconds that a node sent in its busiest hour, whichever sixty minutes."""
    sent = [minute.sent.get(number, 0.0) for minute in played.minutes]
    return max((sum(sent[at : at + IN_AN_HOUR]) for at in range(max(1, len(sent) - IN_AN_HOUR + 1))), default=0.0)


def airtime(played: Played) -> dict[str, Any]:
    """Seconds sent in all, by what for; ``relay``: by radios for others. ``heard``: the share of time that a point
    finds the air in use, its own sending included."""
    network, stats = played.network, played.network.ether.stats()
    kinds: defaultdict[str, float] = defaultdict(float)
    for point in network.points.values():
        for _minute, kind, seconds in point.journal.spent_airtime:
            kinds[kind] += seconds
    kinds["relay"] = max(0.0, stats.airtime - sum(kinds.values()))
    busy = [mean(minute.busy.values()) for minute in played.minutes]
    most = {number: most_in_an_hour(played, number) for number in played.plan.topology.places}
    limit = 3600 * played.network.duty_cycle
    return {
        "seconds": round(stats.airtime, 1),
        "by_class": {kind: round(kinds[kind], 1) for kind in ("life", "facts", "repair", "control", "relay")},
        "heard_share": round(mean(busy), 4) if busy else 0.0,
        "heard_share_most": round(max(busy), 4) if busy else 0.0,
        "most_in_an_hour_s": round(max(most.values(), default=0.0), 1),
        "allowed_in_an_hour_s": round(limit, 1),
        "over": sorted(number for number, seconds in most.items() if seconds > limit),
    }


def _radio(played: Played) -> dict[str, int]:
    stats = played.network.ether.stats()
    return {
        "frames": stats.frames,
        "bytes": stats.bytes,
        "delivered": stats.delivered,
        "lost": stats.lost,
        "collisions": stats.collisions,
        "half_duplex": stats.half_duplex,
        "refused": sum(node.refused for node in stats.nodes.values()),
        "dropped": sum(node.dropped for node in stats.nodes.values()),
    }


def _stations(played: Played) -> list[dict[str, Any]]:
    stats = played.network.ether.stats().nodes
    count = len(played.plan.topology.points)
    rows = []
    for name in played.plan.topology.points:
        own = [told for told in played.entries.values() if told.point == name.number]
        delays = [wait for told in own if (wait := told.after(0.9, count)) is not None]
        busy = [minute.busy.get(name.number, 0.0) for minute in played.minutes]
        node = stats[name.number + played.network.node_base]
        rows.append(
            {
                "number": name.number,
                "letters": name.letters,
                "name": name.name,
                "recorded": len(own),
                "delay_s": round(mean(delays), 1) if delays else None,
                "airtime_s": round(node.airtime, 1),
                "most_in_an_hour_s": round(most_in_an_hour(played, name.number), 1),
                "relayed": node.relayed,
                "heard_share": round(mean(busy), 4) if busy else 0.0,
            }
        )
    return rows
