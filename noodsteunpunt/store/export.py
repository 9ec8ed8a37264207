# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Canonical exports: equal journals give equal exports, key by key. The lanes are apart, so that a check can
say which of them may be equal and which must be empty."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, select

from noodsteunpunt.store.tables import CLAIM, FRAME, HELPER, POINT, POINT_PACK, REQUEST

SEALED = {"request": ("category", "address", "note")}
HOUSE = {
    "request": (
        "house", "category_here", "address_here", "note_here", "place_words", "name", "phone", "health_note",
        "access_note", "remarks",
    ),
    "helper": ("house", "name", "phone", "remarks"),
}  # fmt: skip


def export_rows(conn: Connection) -> dict[str, Any]:
    """``frames``: "author/number" -> SHA-256; ``air``, ``sealed``, ``house``: table -> id -> columns; ``digest``
    over frames and air."""
    frames = {
        f"{author:04x}/{number}": hashlib.sha256(body).hexdigest()
        for author, number, body in conn.execute(select(FRAME.c.author, FRAME.c.number, FRAME.c.body))
    }
    lanes: dict[str, dict[str, dict[str, Any]]] = {"air": {}, "sealed": {}, "house": {}}
    for table in (REQUEST, HELPER, CLAIM, POINT, POINT_PACK):
        name = table.name
        rows = conn.execute(select(table)).mappings().all()
        sealed, house = SEALED.get(name, ()), HOUSE.get(name, ())
        for lane in lanes.values():
            lane[name] = {}
        for row in sorted(rows, key=lambda row: str(row["id"])):
            identifier = str(row["id"])
            lanes["air"][name][identifier] = {k: v for k, v in row.items() if k not in sealed and k not in house}
            _some(lanes["sealed"][name], identifier, {k: row[k] for k in sealed})
            _some(lanes["house"][name], identifier, {k: row[k] for k in house if k != "house"})
    whole = {"frames": dict(sorted(frames.items())), **lanes}
    text = json.dumps([whole["frames"], whole["air"]], sort_keys=True, ensure_ascii=False)
    return {**whole, "digest": hashlib.sha256(text.encode()).hexdigest()}


def _some(into: dict[str, Any], identifier: str, columns: dict[str, Any]) -> None:
    if any(value is not None for value in columns.values()):
        into[identifier] = columns
