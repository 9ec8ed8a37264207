# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The measures behind the checks: known values from their sources."""

from __future__ import annotations

import pytest

from content.lint.geometry import inside, metres, rd_to_wgs84
from content.lint.media import as_hex, contrast, ground_of
from content.lint.personal import is_bsn, is_iban
from content.lint.places import postcode_pattern
from content.lint.reading import flesch_douma, sentences, syllables


@pytest.mark.parametrize(
    ("x", "y", "latitude", "longitude"),
    [
        (155_000, 463_000, 52.1551744, 5.38720621),  # Amersfoort, the origin of the formula
        (233_883, 582_065, 53.2193816, 6.5681984),  # Martinitoren, the example of the formula
        (120_701, 487_526, 52.3745325, 4.8835256),  # Westertoren
    ],
)
def test_rd_to_wgs84(x: int, y: int, latitude: float, longitude: float) -> None:
    assert metres(rd_to_wgs84(x, y), (latitude, longitude)) < 5


def test_a_hundred_metres_are_a_hundred_metres() -> None:
    assert metres(rd_to_wgs84(155_000, 463_000), rd_to_wgs84(155_000, 463_100)) == pytest.approx(100, abs=0.5)
    assert metres(rd_to_wgs84(100_000, 400_000), rd_to_wgs84(100_100, 400_000)) == pytest.approx(100, abs=0.5)


def test_inside_and_outside() -> None:
    box = [(52.0, 5.0), (53.0, 6.0)]
    assert inside((52.5, 5.5), box)
    assert not inside((53.5, 5.5), box)
    hook = [(0.0, 0.0), (0.0, 3.0), (3.0, 3.0), (3.0, 2.0), (1.0, 2.0), (1.0, 0.0)]
    assert inside((0.5, 0.5), hook)
    assert inside((2.5, 2.5), hook)
    assert not inside((2.5, 0.5), hook)


@pytest.mark.parametrize(
    ("word", "count"),
    [("huis", 1), ("water", 2), ("noodsteunpunt", 3), ("eeuwen", 2), ("coördinatie", 5), ("ruïne", 3), ("mooie", 2)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_flesch_douma_by_hand() -> None:
    """Ten words, two sentences, eleven syllables: 206.84 - 0.93 * 5 - 77 * 1.1."""
    parts = sentences("De man loopt naar huis. Hij ziet daar zijn katten.")
    assert [len(part) for part in parts] == [5, 5]
    assert flesch_douma(parts) == pytest.approx(206.84 - 4.65 - 84.7)


def test_harder_text_scores_lower() -> None:
    easy = "Ga naar binnen. Doe de ramen dicht. Luister naar de radio."
    hard = "Betrokkenen worden verzocht onverwijld binnenruimten te betreden en ventilatievoorzieningen te sluiten."
    assert flesch_douma(sentences(easy)) > 60 > flesch_douma(sentences(hard))


def test_contrast_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert [as_hex(text) for text in ("#FFF", "Red", "#12", "rgb(1,2,3)")] == ["#ffffff", "#ff0000", None, None]


def test_the_ground_of_a_drawing() -> None:
    view = '<svg viewBox="0 0 24 24">'
    assert ground_of(view + '<rect fill="#000" x="0" width="24" height="24"/>') == "#000000"
    assert ground_of(view + '<rect x="0" width="24" height="24" fill="#000"/>') == "#000000"
    assert ground_of(view + '<rect width="4" height="24" fill="#000"/>') == "#ffffff"


def test_numbers_of_persons() -> None:
    assert [is_bsn(digits) for digits in ("111222333", "111222334", "000000000")] == [True, False, False]
    assert [is_iban(text) for text in ("NL91 ABNA 0417 1643 00", "NL91ABNA0417164301", "NL91")] == [True, False, False]


def test_postcodes_by_their_form() -> None:
    pattern = postcode_pattern("9999 AA")
    assert [bool(pattern.fullmatch(text)) for text in ("1234 AB", "1234AB", "1234 ab", "123 AB")] == [
        True,
        True,
        False,
        False,
    ]
