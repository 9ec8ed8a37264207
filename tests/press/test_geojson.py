# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines for the map from what a municipality exports."""

from __future__ import annotations

from typing import Any

import pytest

from content.source import load_files
from noodsteunpunt.foundry.geojson import NoGeoJson, map_lines


def feature(shape: str, coordinates: Any, **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": shape, "coordinates": coordinates}}


def test_lines_and_borders_become_what_the_pack_reads() -> None:
    line = [[5.25, 52.5], [5.2500001, 52.5], [5.26, 52.51]]
    held = {
        "features": [
            feature("LineString", line, highway="primary"),
            feature("MultiLineString", [line, line], waterway="river"),
            feature("Polygon", [[[5.2, 52.4], [5.3, 52.4], [5.3, 52.5], [5.2, 52.4]]], kind="border"),
            feature("Point", [5.2, 52.4]),
            {"geometry": None},
        ]
    }
    text, count = map_lines(held)
    assert count == 4
    assert text.count("kind: water") == 2 and text.count("kind: road") == 1 and text.count("kind: border") == 1
    assert '["52.500000", "5.250000"], ["52.510000", "5.260000"]' in text
    pack = b"id: x\ntitle: X\nversion: 1\nmunicipality: GM0000\nregion: r\nlanguages: [nl]\nforms: [text]\n"
    source, found = load_files({"pack.yaml": pack, "map.yaml": text.encode()})
    assert len(source.records("map")) == 4
    assert [one for one in found if one.file == "map.yaml"] == []


def test_a_long_line_is_thinned_and_keeps_its_ends() -> None:
    line = [[5 + number / 1000, 52.0] for number in range(1000)]
    text, _count = map_lines({"features": [feature("LineString", line)]})
    assert text.count('"52.000000"') <= 202
    assert '"5.000000"' in text and '"5.999000"' in text


@pytest.mark.parametrize(
    "held",
    [None, [], {}, {"features": "x"}, {"features": []}, {"features": [feature("LineString", [[500, 52], [5, 52]])]}],
)
def test_what_is_no_map_is_refused(held: Any) -> None:
    with pytest.raises(NoGeoJson):
        map_lines(held)
