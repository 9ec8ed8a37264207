# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must be true at the end of the check; every function returns what is wrong, in words."""

from __future__ import annotations

from typing import Any

Export = dict[str, Any]


def equal_logs(exports: dict[str, Export]) -> list[str]:
    """Equal frames and air columns everywhere."""
    wrong: list[str] = []
    names = sorted(exports)
    first = exports[names[0]]
    for name in names[1:]:
        for part in ("frames", "air"):
            if exports[name][part] != first[part]:
                wrong.append(f"{part} of {name} differ from those of {names[0]}")
    return wrong


def rows_are_frames(exports: dict[str, Export], acknowledged: dict[str, list[str]]) -> list[str]:
    """Nothing that was acknowledged to a person is missing."""
    wrong: list[str] = []
    for name, tickets in acknowledged.items():
        rows = exports[name]["air"]
        there = {row["ticket"] for table in ("request", "helper") for row in rows[table].values()}
        wrong += [f"{ticket} was recorded at {name} and is gone" for ticket in tickets if ticket not in there]
    return wrong


def sealed_only_for(exports: dict[str, Export], coordination: str, points: dict[str, int]) -> list[str]:
    """Sealed columns: at the author all of its own, at the coordination point all, elsewhere none."""
    wrong: list[str] = []
    requests = exports[coordination]["air"]["request"]
    everything: dict[str, Any] = {}
    for name, point in points.items():
        sealed = exports[name]["sealed"]["request"]
        foreign = [i for i in sealed if requests.get(i, {}).get("point") != point]
        wrong += [f"{name} reads sealed fields of {i}" for i in foreign]
        everything |= sealed
    if exports[coordination]["sealed"]["request"] != everything:
        wrong.append("the coordination point does not read exactly the sealed fields that the points wrote")
    if not everything:
        wrong.append("nothing was sealed")
    return wrong


def house_stays(exports: dict[str, Export], coordination: str, points: dict[str, int]) -> list[str]:
    """House columns only at their own point."""
    wrong: list[str] = []
    for table in ("request", "helper"):
        rows = exports[coordination]["air"][table]
        for name, point in points.items():
            house = exports[name]["house"][table]
            own = {i for i, row in rows.items() if row["point"] == point}
            wrong += [f"{name} has house fields of {i}" for i in sorted(set(house) - own)]
            wrong += [f"{name} lost its house fields of {i}" for i in sorted(own - set(house))]
        wrong += [f"the coordination point has house fields of {i}" for i in exports[coordination]["house"][table]]
    return wrong


def delivery_true(rows: list[dict[str, Any]], seen: set[str]) -> list[str]:
    """At the author: *gezien* for exactly those a person marked, *bij coördinatiepunt* for the others."""
    wrong: list[str] = []
    for row in rows:
        if not row["own"]:
            continue
        expected = "seen" if row["id"] in seen else "held"
        if row["delivery"] != expected:
            wrong.append(f"{row['ticket']} shows {row['delivery']}, should show {expected}")
    return wrong


def not_held_while_cut(rows: list[dict[str, Any]], cut: set[str]) -> list[str]:
    """What was recorded behind a cut cannot be at the coordination point."""
    return [
        f"{row['ticket']} shows {row['delivery']} while the radio is cut"
        for row in rows
        if row["id"] in cut and row["delivery"] in ("held", "seen")
    ]
