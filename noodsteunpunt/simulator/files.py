# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files that a person gives to a simulation: where points stand, and what they record. TOML, or JSON with the
same names; ``docs/simulator.md`` documents them. Every mistake is a :class:`PlanError` that says where it is."""

from __future__ import annotations

import json
import tomllib
from math import cos, isfinite, radians
from pathlib import Path
from typing import Any

from devices.terrain import Place
from noodsteunpunt.domain.values import StationKind
from noodsteunpunt.domain.views import PointName
from noodsteunpunt.simulator.errors import PlanError
from noodsteunpunt.simulator.plan import CLASSES, MAX_ENTRY, Stream, find, names_of, seconds_of
from noodsteunpunt.simulator.topology import FIRST_RELAY, MAX_POINTS, MeasuredLink, Topology, letters_of
from noodsteunpunt.texts import _

MAX_FILE = 1_000_000
METRES_PER_DEGREE = 111_320.0
MAX_METRES = 1e6
STRONGEST_DB = 30.0

Row = dict[str, Any]
_POINT = {"number", "letters", "name", "coordination", "x", "y", "lat", "lon"}
_RELAY = {"number", "name", "x", "y", "lat", "lon"}
_LINK = {"a", "b", "loss", "snr"}
_ENTRIES = {"class", "bytes", "points", "per_hour", "count", "from", "until", "at"}


def _load(path: Path, known: dict[str, set[str]]) -> dict[str, list[Row]]:
    """The lists of tables in a file, each with known keys only."""
    where = str(path)
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_FILE:
            raise PlanError(where, _("the file is larger than any plan"))
        text = raw.decode("utf-8-sig")
        told = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problem = (
            str(error) if isinstance(error, tomllib.TOMLDecodeError | json.JSONDecodeError) else _("it is no text")
        )
        raise PlanError(where, _("this is not TOML or JSON: {problem}", problem=problem)) from None
    if not isinstance(told, dict) or not told:
        raise PlanError(where, _("it is empty"))
    for name, rows in told.items():
        if name not in known:
            raise PlanError(where, _("there is no table {name}; there are: {known}", name=name, known=", ".join(known)))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise PlanError(where, _("write it as [[{name}]], as often as you need", name=name))
        for index, row in enumerate(rows, start=1):
            for key in row.keys() - known[name]:
                text = _("there is no key {name}; there are: {known}", name=key, known=", ".join(sorted(known[name])))
                raise PlanError(_at(where, name, index), text)
    return told


def _at(where: str, name: str, index: int) -> str:
    return f"{where}, [[{name}]] {index}"


def _number(row: Row, key: str, where: str, low: float, high: float, default: float | None = None) -> float:
    value = row.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or not low <= value <= high:
        raise PlanError(where, _("{key} is a number from {low} to {high}", key=key, low=f"{low:g}", high=f"{high:g}"))
    return value


def _whole(row: Row, key: str, where: str, low: int, high: int, default: int | None = None) -> int:
    value = _number(row, key, where, low, high, default)
    if value != int(value):
        raise PlanError(where, _("{key} is a whole number", key=key))
    return int(value)


def _places(rows: list[tuple[str, Row]]) -> list[Place]:
    """In metres; from degrees by the first row's latitude (flat enough for a municipality)."""
    degrees = ["lat" in row or "lon" in row for _where, row in rows]
    for (where, row), one in zip(rows, degrees, strict=True):
        if one != degrees[0] or (one and ("x" in row or "y" in row)):
            raise PlanError(where, _("give x and y for all, or lat and lon for all"))
    if not degrees[0]:
        limits = -MAX_METRES, MAX_METRES
        return [Place(_number(row, "x", where, *limits), _number(row, "y", where, *limits)) for where, row in rows]
    found = [(_number(row, "lat", where, -85, 85), _number(row, "lon", where, -180, 180)) for where, row in rows]
    north, east = found[0]
    wide = METRES_PER_DEGREE * cos(radians(north))
    return [Place((lon - east) * wide, (lat - north) * METRES_PER_DEGREE) for lat, lon in found]


def read_topology(path: Path, seed: int) -> Topology:
    """Points, relays and measured links."""
    told = _load(path, {"point": _POINT, "relay": _RELAY, "link": _LINK})
    where = str(path)
    rows = [(_at(where, "point", index), row) for index, row in enumerate(told.get("point", []), start=1)]
    relays = [(_at(where, "relay", index), row) for index, row in enumerate(told.get("relay", []), start=1)]
    if not 1 <= len(rows) <= MAX_POINTS or len(relays) > MAX_POINTS:
        raise PlanError(where, _("from 1 to {most} points", most=MAX_POINTS))
    points = tuple(_point(at, row, index) for index, (at, row) in enumerate(rows, start=1))
    numbers = [_whole(row, "number", at, FIRST_RELAY, FIRST_RELAY + 999, FIRST_RELAY + index)
               for index, (at, row) in enumerate(relays)]  # fmt: skip
    everybody = [*(point.number for point in points), *numbers]
    letters = [point.letters for point in points]
    if len(set(everybody)) < len(everybody) or len(set(letters)) < len(letters):
        raise PlanError(where, _("two points have the same number or letters"))
    if not any(point.kind is StationKind.COORDINATION_POINT for point in points):
        raise PlanError(where, _("no point has coordination = true"))
    places = dict(zip(everybody, _places([*rows, *relays]), strict=True))
    plain = Topology(points, places, (), seed, tuple(numbers))
    names = names_of(plain)
    links = tuple(_link(_at(where, "link", index), row, names) for index, row in enumerate(told.get("link", []), 1))
    return Topology(points, places, links, seed, tuple(numbers))


def _point(where: str, row: Row, index: int) -> PointName:
    number = _whole(row, "number", where, 1, 1023, index)
    letters, name = row.get("letters", letters_of(index - 1)), row.get("name", f"Punt {number}")
    if not isinstance(letters, str) or not (len(letters) == 2 and letters.isascii() and letters.isalpha()):
        raise PlanError(where, _("letters are two letters, such as KB"))
    if not isinstance(name, str) or not name.strip() or len(name) > 60 or not name.isprintable():
        raise PlanError(where, _("a name has 1 to 60 letters"))
    if not isinstance(row.get("coordination", False), bool):
        raise PlanError(where, _("coordination is true or false"))
    kind = StationKind.COORDINATION_POINT if row.get("coordination") else StationKind.SUPPORT_POINT
    return PointName(number, letters.upper(), name.strip(), kind)


def _link(where: str, row: Row, names: dict[str, int]) -> MeasuredLink:
    a, b = (find(row.get(key, ""), names, where) for key in ("a", "b"))
    if a == b:
        raise PlanError(where, _("a link is between two"))
    snr = None if "snr" not in row else _number(row, "snr", where, -STRONGEST_DB, STRONGEST_DB)
    return MeasuredLink(a, b, _number(row, "loss", where, 0.0, 1.0), snr)


def read_load(path: Path, topology: Topology, until: float) -> tuple[Stream, ...]:
    """What is recorded, by whom and when."""
    told = _load(path, {"entries": _ENTRIES})
    rows = told["entries"]
    if not rows:
        raise PlanError(str(path), _("it is empty"))
    return tuple(_stream(_at(str(path), "entries", index), row, topology, until) for index, row in enumerate(rows, 1))


def _stream(where: str, row: Row, topology: Topology, until: float) -> Stream:
    priority = CLASSES.get(str(row.get("class")))
    if priority is None:
        raise PlanError(where, _("class is one of {known}", known=", ".join(CLASSES)))
    names = {name: number for name, number in names_of(topology).items() if number < FIRST_RELAY}
    chosen = row.get("points", list(names.values()))
    if not isinstance(chosen, list) or not chosen:
        raise PlanError(where, _('points is a list, such as [1, 2] or ["KB"]'))
    points = tuple(dict.fromkeys(find(name, names, where) for name in chosen))
    size = _whole(row, "bytes", where, 1, MAX_ENTRY)
    if ("per_hour" in row) == ("count" in row):
        raise PlanError(where, _("give per_hour, or count and at"))
    if "count" in row:
        if row.keys() & {"from", "until"}:
            raise PlanError(where, _("give per_hour, or count and at"))
        at = seconds_of(row.get("at", "0:00"), where)
        count = _whole(row, "count", where, 1, 10_000)
        return Stream(priority, size, points, min(at, until), until, count=count)
    if "at" in row:
        raise PlanError(where, _("give per_hour, or count and at"))
    start = seconds_of(row.get("from", "0:00"), where)
    end = min(until, seconds_of(row["until"], where)) if "until" in row else until
    if start >= end:
        raise PlanError(where, _("it ends before it begins: {text}", text=f"{row.get('from')}-{row.get('until')}"))
    return Stream(priority, size, points, start, end, per_hour=_number(row, "per_hour", where, 0.001, 3600))
