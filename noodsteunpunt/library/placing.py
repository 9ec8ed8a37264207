# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which places of a pack are points that this station hears of: they are found by their name, as the papers have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from noodsteunpunt.domain.values import PointStatus
from noodsteunpunt.domain.views import PointRow
from noodsteunpunt.guest.published import PlaceStatus

_WORDS = {
    PointStatus.OPEN: "open",
    PointStatus.LIMITED: "limited",
    PointStatus.FULL: "full",
    PointStatus.UNSAFE: "unsafe",
}
"""As they are drawn; everything else is closed for who wants to come in."""


def rows_of_places(places: Iterable[Mapping[str, Any]], points: Iterable[PointRow]) -> dict[str, PointRow]:
    """What is known of places that are points, by the id of the place; nothing that is still unchecked."""
    known = {row.point.name.casefold(): row for row in points if row.status is not None and not row.unchecked}
    found = {}
    for place in places:
        row = next((known[name] for one in place["name"].values() if (name := one.casefold()) in known), None)
        if row is not None:
            found[place["id"]] = row
    return found


def place_statuses(rows: Mapping[str, PointRow]) -> dict[str, PlaceStatus]:
    """The same for the map, on paper or on a visitor's phone."""
    made = {}
    for place, row in rows.items():
        if row.status is not None:
            word = _WORDS.get(row.status, "closed")
            made[place] = PlaceStatus(word, row.reported_at or row.heard_at or 0, row.no_contact)
    return made
