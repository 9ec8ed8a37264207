# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noodsteunpunt.domain.violations import RuleViolation
from noodsteunpunt.domain.when import LONGEST_MINUTES, read_when

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
"""A Wednesday."""

MEANT = {
    "over 3 uur": "25 17:00",
    "nog 40 minuten": "25 14:40",
    "40 min": "25 14:40",
    "over een half uur": "25 14:30",
    "anderhalf uur": "25 15:30",
    "drie kwartier": "25 14:45",
    "over 1 uur en 20 minuten": "25 15:20",
    "1,5 uur": "25 15:30",
    "over vijfentwintig minuten": "25 14:25",
    "2 dagen": "27 14:00",
    "in 2 hours": "25 16:00",
    "morgen tien uur": "26 10:00",
    "morgen drie uur": "26 15:00",
    "morgenochtend 9 uur": "26 09:00",
    "morgenmiddag": "26 14:00",
    "overmorgen 14:30": "27 14:30",
    "half vier": "25 15:30",
    "kwart over drie": "25 15:15",
    "kwart voor 5": "25 16:45",
    "vijf over half vier": "25 15:35",
    "5 voor half 6": "25 17:25",
    "vanavond 8 uur": "25 20:00",
    "vanavond half negen": "25 20:30",
    "vannacht 2 uur": "26 02:00",
    "'s avonds 9 uur": "25 21:00",
    "14:30": "25 14:30",
    "14.30 uur": "25 14:30",
    "14u30": "25 14:30",
    "13:00": "26 13:00",
    "24:00": "26 00:00",
    "om 16 uur": "25 16:00",
    "om drie uur": "25 15:00",
    "voor vijf uur": "25 17:00",
    "maandag 10 uur": "30 10:00",
    "zaterdagmiddag": "28 14:00",
    "woensdag 9:00": "02 09:00",
    "1-12 14:00": "01 14:00",
    "2026-11-26 9:00": "26 09:00",
    "26 november 10 uur": "26 10:00",
    "  OVER   3   UUR!  ": "25 17:00",
    "over \u0663 uur": "25 17:00",
    "\u202eover 3 uur\u202c": "25 17:00",
}


@pytest.mark.parametrize("typed", MEANT)
def test_what_is_meant(typed: str) -> None:
    moment = read_when(typed, NOW)
    assert moment is not None
    assert moment.at.strftime("%d %H:%M") == MEANT[typed]
    assert moment.minutes == (moment.at - NOW).total_seconds() // 60


@pytest.mark.parametrize("typed", ["", "  ", "weet ik niet", "Weet ik niet.", "onbekend", "?", "geen idee"])
def test_nobody_knows(typed: str) -> None:
    assert read_when(typed.rstrip("."), NOW) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31-02-2026 13:75", "date_unknown"),
        ("31-02-2026", "date_unknown"),
        ("1-12 13:75", "time_unknown"),
        ("13:75", "time_unknown"),
        ("25:00", "time_unknown"),
        ("3 uur", "time_unclear"),
        ("tien uur", "time_unclear"),
        ("-3 uur", "time_past"),
        ("over -2 uur", "time_past"),
        ("gisteren", "time_past"),
        ("vandaag 13:00", "time_past"),
        ("24-11-2026 10:00", "time_past"),
        ("over 8 dagen", "time_far"),
        ("1-1-2031 10:00", "time_far"),
        ("zodra het kan", "time_unknown"),
        ("\U0001f525", "time_unknown"),
        ("'; DROP TABLE request; --", "time_unknown"),
        ("x" * 10_000, "time_unknown"),
        ("9" * 10_000, "time_unknown"),
    ],
)
def test_what_cannot_be_meant_says_why(typed: str, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        read_when(typed, NOW, "come_back_minutes")
    assert (refused.value.code, refused.value.field) == (code, "come_back_minutes")


def test_a_night_in_which_the_clock_is_put_back_is_an_hour_longer() -> None:
    before = datetime(2026, 10, 24, 23, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    moment = read_when("morgen 4:00", before)
    assert moment is not None and moment.minutes == 6 * 60


@given(st.text(max_size=60) | st.from_regex(r"(om|over|morgen)? ?-?\d{0,5}[:., ]?\d{0,3} ?(uur|u|min|voor|half)?"))
def test_anything_is_a_time_within_a_week_or_a_refusal(typed: str) -> None:
    code, moment = "", None
    try:
        moment = read_when(typed, NOW)
    except RuleViolation as refused:
        code = refused.code
    assert code in {"", "time_unknown", "time_unclear", "date_unknown", "time_past", "time_far"}
    assert moment is None or 1 <= moment.minutes <= LONGEST_MINUTES
