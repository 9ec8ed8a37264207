# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places of a pack that are points: found by name, with what each said last."""

from __future__ import annotations

from dataclasses import replace

from noodsteunpunt.domain.values import PointStatus, StationKind
from noodsteunpunt.domain.views import PointName, PointRow
from noodsteunpunt.guest.mapping import COLOURS, draw_map
from noodsteunpunt.guest.published import PlaceStatus
from noodsteunpunt.library.placing import place_statuses, rows_of_places

NOW = 1_790_000_000
PLACES = [
    {"id": "kern", "kind": "p", "name": {"nl": "De Kern", "en": "The Core"}, "wgs84": [52_100_000, 5_300_000]},
    {"id": "brug", "kind": "p", "name": {"nl": "De Brug"}, "wgs84": [52_110_000, 5_310_000]},
    {"id": "apotheek", "kind": "a", "name": {"nl": "Apotheek"}, "wgs84": [52_105_000, 5_305_000]},
]
ROW = PointRow(
    point=PointName(2, "KB", "DE KERN", StationKind.SUPPORT_POINT), own=False, status=PointStatus.OPEN, reported_at=NOW,
    heard_at=NOW, no_contact=False, staff=2, visitors=3, power=None, power_hours=None, open_p1=0, open_p2=0, open_p3=0,
    open_p4=0, unseen=0, helpers_available=0,
)  # fmt: skip


def test_a_point_is_found_by_its_name_with_what_it_said_last() -> None:
    silent = replace(ROW, point=replace(ROW.point, name="De Brug"), status=PointStatus.NIGHT_CLOSED, no_contact=True)
    found = place_statuses(rows_of_places(PLACES, [ROW, silent]))
    assert found == {"kern": PlaceStatus("open", NOW), "brug": PlaceStatus("closed", NOW, silent=True)}


def test_what_is_unchecked_or_never_reported_says_nothing() -> None:
    assert rows_of_places(PLACES, [replace(ROW, unchecked=True), replace(ROW, status=None)]) == {}


def test_the_drawing_shows_the_status_and_leaves_who_is_silent_empty() -> None:
    about = {"places": PLACES, "kinds": {"place-kinds": {"p": {"shape": "triangle"}, "a": {}}}, "map": []}
    plain = draw_map(about, {})
    drawn = draw_map(about, {"kern": PlaceStatus("open", NOW), "brug": PlaceStatus("open", NOW, silent=True)})
    ground, over = drawn.index('stroke-width="5">2</text>'), drawn.index('fill="#14202b">2</text>')
    assert ground < over and "paint-order" not in drawn, "the number lies over its ground in every reader of SVG"
    assert COLOURS["open"] not in plain and drawn.count(COLOURS["open"]) == 1
    assert f'fill="{COLOURS["silent"]}" stroke="#12335f"' in drawn


def test_every_status_has_a_word_and_a_colour() -> None:
    for status in PointStatus:
        (shown,) = place_statuses({"kern": replace(ROW, status=status)}).values()
        assert shown.status in COLOURS
