# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must be true; every function returns what is wrong, in words. Nothing to judge is wrong as well.

``exports`` are canonical exports (:mod:`noodsteunpunt.store.export`) by station name, ``points`` the point number of
each support point's station, ``rows`` what a station's list of requests shows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from noodsteunpunt.domain.values import CALLBACK_ONLY

Export = dict[str, Any]
Row = dict[str, Any]
Draft = dict[str, Any]


def travels_sealed(draft: Mapping[str, Any]) -> bool:
    """Address and note go to the coordination point for P1 and P2, unless only a ticket may travel."""
    return draft["priority"] in ("P1", "P2") and not only_ticket(draft)


def only_ticket(draft: Mapping[str, Any]) -> bool:
    """Nothing of it travels but that somebody must call back."""
    return draft["category"] in {str(each.value) for each in CALLBACK_ONLY}


def equal_logs(exports: Mapping[str, Export]) -> list[str]:
    """Equal frames and air columns everywhere."""
    wrong: list[str] = []
    names = sorted(exports)
    first = exports[names[0]]
    if not first["frames"]:
        wrong.append("no frame anywhere")
    for name in names[1:]:
        for part in ("frames", "air"):
            if exports[name][part] != first[part]:
                wrong.append(f"{part} of {name} differ from those of {names[0]}")
    return wrong


def nothing_lost(exports: Mapping[str, Export], tickets: Mapping[str, Collection[str]], at_least: int) -> list[str]:
    """Every ticket that a person was given, ``at_least`` so many, is at every station."""
    wrong: list[str] = []
    if (count := sum(len(each) for each in tickets.values())) < at_least:
        wrong.append(f"only {count} tickets were given")
    for name, export in exports.items():
        there = {row["ticket"] for table in ("request", "helper") for row in export["air"][table].values()}
        for point, given in tickets.items():
            wrong += [
                f"{ticket} was recorded at {point} and is not at {name}" for ticket in given if ticket not in there
            ]
    return wrong


def sealed_only_for(exports: Mapping[str, Export], coordination: str, points: Mapping[str, int]) -> list[str]:
    """Sealed columns: at the author all of its own, at the coordination point all, elsewhere none."""
    wrong: list[str] = []
    requests = exports[coordination]["air"]["request"]
    everything: dict[str, Any] = {}
    for name, point in points.items():
        sealed = exports[name]["sealed"]["request"]
        foreign = [i for i in sealed if requests.get(i, {}).get("point") != point]
        wrong += [f"{name} reads sealed fields of {i}" for i in foreign]
        if len(foreign) == len(sealed):
            wrong.append(f"{name} sealed nothing")
        everything |= sealed
    if exports[coordination]["sealed"]["request"] != everything:
        wrong.append("the coordination point does not read exactly the sealed fields that the points wrote")
    return wrong


def sealed_as_typed(export: Export, typed: Mapping[str, Draft]) -> list[str]:
    """The coordination point's ``export`` holds category, address and note of ``typed`` (by id), and no more of them
    than their priority and category let travel."""
    wrong: list[str] = []
    notes = 0
    for identifier, draft in typed.items():
        sealed = export["sealed"]["request"].get(identifier, {})
        travels = travels_sealed(draft)
        if sealed.get("category") != (None if only_ticket(draft) else draft["category"]):
            wrong.append(f"{identifier} came as {sealed.get('category')}, typed was {draft['category']}")
        if (sealed.get("note") or "") != (draft.get("note", "") if travels else ""):
            wrong.append(f"the note of {identifier} is not the one that was typed, or should not travel")
        if bool(sealed.get("address")) != travels:
            wrong.append(f"the address of {identifier} travelled although it should not, or did not although it should")
        notes += travels and bool(draft.get("note"))
    return wrong if notes else [*wrong, "no note was typed that travels"]


def house_stays(exports: Mapping[str, Export], coordination: str, points: Mapping[str, int]) -> list[str]:
    """House columns at their own point, all of them, and nowhere else."""
    wrong: list[str] = []
    for table in ("request", "helper"):
        rows = exports[coordination]["air"][table]
        for name, point in points.items():
            house = exports[name]["house"][table]
            own = {i for i, row in rows.items() if row["point"] == point}
            wrong += [f"{name} has house fields of {i}" for i in sorted(set(house) - own)]
            wrong += [f"{name} lost its house fields of {i}" for i in sorted(own - set(house))]
            if not own:
                wrong.append(f"{name} has no {table} of its own")
        wrong += [f"the coordination point has house fields of {i}" for i in exports[coordination]["house"][table]]
    return wrong


def house_as_typed(export: Export, table: str, typed: Mapping[str, Draft]) -> list[str]:
    """The point's own ``export`` holds the names and numbers of ``typed`` (by id)."""
    wrong: list[str] = []
    for identifier, draft in typed.items():
        house = export["house"][table].get(identifier, {})
        for field in ("name", "phone"):
            if house.get(field) != draft[field]:
                wrong.append(f"the {field} of {identifier} is not the one that was typed")
    return wrong if typed else [f"no {table} was typed"]


def delivery_true(rows: Sequence[Row], seen: Collection[str], own: Collection[str]) -> list[str]:
    """At the author of ``own``: *gezien* for exactly those a person marked, *bij coördinatiepunt* for the others."""
    wrong: list[str] = []
    shown = {row["id"]: row for row in rows if row["own"]}
    if not own or shown.keys() != set(own):
        wrong.append(f"{len(shown)} own requests are shown, {len(own)} were recorded")
    for row in shown.values():
        expected = "seen" if row["id"] in seen else "held"
        if row["delivery"] != expected:
            wrong.append(f"{row['ticket']} shows {row['delivery']}, should show {expected}")
    return wrong


def claims_only_truth(rows: Sequence[Row], at_coordination: Collection[str], seen: Collection[str]) -> list[str]:
    """At any moment: no *gezien* that nobody pressed, no *bij coördinatiepunt* of what is not there."""
    wrong: list[str] = []
    for row in rows:
        if row["delivery"] == "seen" and row["id"] not in seen:
            wrong.append(f"{row['ticket']} shows seen and nobody saw it")
        if row["delivery"] == "held" and row["id"] not in at_coordination:
            wrong.append(f"{row['ticket']} shows held and is not at the coordination point")
    return wrong


def not_held_while_cut(rows: Sequence[Row], cut: Collection[str]) -> list[str]:
    """What was recorded behind a cut cannot be at the coordination point."""
    return [
        f"{row['ticket']} shows {row['delivery']} while the radio is cut"
        for row in rows
        if row["id"] in cut and row["delivery"] in ("held", "seen")
    ]


def card_stands(conflicts: Sequence[Row], helper: str) -> bool:
    """Is the conflict card of ``helper`` there, with both claims?"""
    return any(card["helper"] == helper and len(card["claims"]) == 2 for card in conflicts)


def settled_alike(exports: Mapping[str, Export], helper: str, winner: str) -> list[str]:
    """Everywhere exactly the claim that a person chose is left."""
    wrong: list[str] = []
    for name, export in exports.items():
        left = [identifier for identifier, row in export["air"]["claim"].items() if row["helper"] == helper]
        if left != [winner]:
            wrong.append(f"{name} keeps {len(left)} claims on the helper that was settled, or another one")
    return wrong


def rebuilt_alike(before: Mapping[str, Export], after: Mapping[str, Export]) -> list[str]:
    """Tables made anew from the logs are the same tables, in every lane."""
    return [
        f"a rebuild changes {lane} of {name}"
        for name in before
        for lane in ("frames", "air", "sealed", "house")
        if after[name][lane] != before[name][lane]
    ]
