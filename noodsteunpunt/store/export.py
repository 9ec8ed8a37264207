# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Canonical exports: equal journals give equal exports, key by key. The lanes are apart, so that a check can
say which of them may be equal and which must be empty."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, select

from noodsteunpunt.domain.facts import is_house
from noodsteunpunt.domain.values import SubjectId
from noodsteunpunt.store.tables import FRAME, PROJECTIONS

SEALED = {
    "request": ("category", "address", "note"),
    "emergency": ("what_kind", "what", "address", "dangers"),
    "message": ("text",),
    "line": ("text", "access"),
    "offer": ("what",),
}
HOUSE = {
    "request": (
        "house", "category_here", "address_here", "note_here", "place_words", "name", "phone", "health_note",
        "access_note", "remarks", "postcode", "street", "house_number", "requester", "vulnerabilities", "access",
        "anonymous", "approved_at",
    ),
    "helper": (
        "house", "name", "phone", "remarks", "identity", "vog", "clearance", "limits", "languages", "organisation",
    ),
    "emergency": ("house", "place_words", "name", "phone", "remarks", "tried_112"),
    "message": ("house", "approved_by", "name"),
    "line": ("house", "receiver", "words", "name"),
    "offer": ("house", "conditions", "place_words", "name", "phone", "remarks"),
    "head_count": ("house", "minors_alone", "words"),
}  # fmt: skip
HERE = {"request": ("travelled", "contested", "place_key")}
"""What follows from all that this station may read: in no lane."""


def export_rows(conn: Connection) -> dict[str, Any]:
    """``frames``: "author/number" -> SHA-256; ``air``, ``sealed``, ``house``: table -> id -> columns; ``digest``
    over frames and air."""
    frames = {
        f"{author:04x}/{number}": hashlib.sha256(body).hexdigest()
        for author, number, body in conn.execute(select(FRAME.c.author, FRAME.c.number, FRAME.c.body))
    }
    lanes: dict[str, dict[str, dict[str, Any]]] = {"air": {}, "sealed": {}, "house": {}}
    for table in PROJECTIONS:
        name = table.name
        for lane in lanes.values():
            lane[name] = {}
        for row in sorted(conn.execute(select(table)).mappings(), key=lambda row: str(row["id"])):
            _split(lanes, name, dict(row))
    whole = {"frames": dict(sorted(frames.items())), **lanes}
    text = json.dumps([whole["frames"], whole["air"]], sort_keys=True, ensure_ascii=False)
    return {**whole, "digest": hashlib.sha256(text.encode()).hexdigest()}


def _split(lanes: dict[str, dict[str, dict[str, Any]]], name: str, row: dict[str, Any]) -> None:
    identifier = str(row["id"])
    sealed, house, here = SEALED.get(name, ()), HOUSE.get(name, ()), HERE.get(name, ())
    if is_house(SubjectId(row.get("subject", identifier))):
        lanes["house"][name][identifier] = row
        return
    lanes["air"][name][identifier] = {k: v for k, v in row.items() if k not in sealed + house + here}
    _some(lanes["sealed"][name], identifier, {k: row[k] for k in sealed})
    _some(lanes["house"][name], identifier, {k: row[k] for k in house if k != "house"})


def _some(into: dict[str, Any], identifier: str, columns: dict[str, Any]) -> None:
    if any(value is not None for value in columns.values()):
        into[identifier] = columns
