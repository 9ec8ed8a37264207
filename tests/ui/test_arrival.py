# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a new station is, in words: never more than the coordination point said and than is here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from noodsteunpunt.domain.views_network import Arrival
from noodsteunpunt.station.arrival import FAR, Pace, arrival
from sync.snapshot import Progress
from ui.presenter_arrival import arrival_lines
from ui.presenter_words import Tone

NOW = 1_800_000_000
HALF = Arrival(NOW - 600, 3, own=True, whole=True, here=34, named=52, older=3210, seconds=170.0)
HERE = "Wat open stond, is hier."


def lines(given: Arrival) -> tuple[str, ...]:
    told = arrival_lines(given, NOW)
    assert told is not None
    return told.headline, *told.more


def test_without_an_overview_nothing_is_said() -> None:
    assert arrival_lines(None, NOW) is None
    assert arrival(None, Pace(), NOW, 0.0) is None


def test_half_way() -> None:
    assert lines(HALF) == (
        "34 van de 52 berichten over wat open staat, zijn hier (65 %).",
        "Dit telde het coördinatiepunt mee om 07:50: P1, P2, noodmeldingen en dringende berichten van alle punten, en"
        " alles van dit punt.",
        "Wat later kwam, telt hier niet mee.",
        "In dit tempo duurt het nog ongeveer 3 min.",
        "Daarna komen nog 3210 berichten over wat niet meer open staat.",
    )


def test_what_is_open_is_here_and_the_rest_is_not() -> None:
    told = arrival_lines(replace(HALF, here=52, seconds=None, older=1), NOW)
    assert told is not None and (told.headline, told.share, told.tone) == (HERE, 1.0, Tone.DONE)
    assert told.more[-2:] == (
        "Wat later kwam, telt hier niet mee.",
        "Daarna komt nog 1 bericht over wat niet meer open staat.",
    )


def test_of_what_the_overview_does_not_cover_nothing_is_said() -> None:
    told = arrival_lines(replace(HALF, own=False, levels=2, here=52), NOW)
    assert told is not None and told.headline == "Wat dringend was, is hier. De rest nog niet."
    assert told.share < 1 and told.tone is Tone.ATTENTION
    assert "P1, P2, noodmeldingen en dringende berichten." in told.more[0]
    assert told.more[-1] == "Daarna komen nog 3210 andere berichten."
    assert "P1 en noodmeldingen." in lines(replace(HALF, own=False, levels=1))[1]


def test_as_long_as_a_part_of_the_overview_lacks_it_says_so() -> None:
    told = lines(replace(HALF, whole=False, here=52))
    assert HERE not in told and "(99 %)" in told[0]
    assert "Een deel van die telling is nog onderweg. Er kan meer open staan." in told
    assert told[-1] == "Daarna komen nog 3210 andere berichten."


@pytest.mark.parametrize(("here", "named", "percent"), [(0, 7, 0), (2, 3, 66), (999, 1000, 99), (7, 7000, 0)])
def test_a_percentage_is_never_rounded_up(here: int, named: int, percent: int) -> None:
    assert f"({percent} %)" in lines(replace(HALF, here=here, named=named))[0]


def test_a_clock_that_cannot_be_right_gives_no_time() -> None:
    assert lines(replace(HALF, at=None))[1].startswith("Dit telde het coördinatiepunt mee: P1, P2,")


PROGRESS = Progress(90, 3, own=True, whole=True, here=10, named=50, older=900)


def test_what_a_station_tells() -> None:
    told = arrival(PROGRESS, Pace(), NOW, 0.0)
    assert told == Arrival(NOW + 5400, 3, own=True, whole=True, here=10, named=50, older=900, seconds=None)
    assert arrival(replace(PROGRESS, at=None), Pace(), NOW, 0.0) == replace(told, at=None)


def pace(*looks: tuple[float, int], **other: int | bool) -> float | None:
    """After so many named messages at these times."""
    made = Pace()
    for now, here in looks:
        made.note(replace(PROGRESS, here=here, **other), now)  # type: ignore[arg-type]
    last, here = looks[-1]
    return made.seconds(replace(PROGRESS, here=here, **other), last)  # type: ignore[arg-type]


def test_the_pace_of_the_last_minutes() -> None:
    assert pace((0.0, 10), (60.0, 20)) == pytest.approx(180.0)
    assert pace((0.0, 10), (60.0, 30), (120.0, 30)) == pytest.approx(120.0)
    # What came long ago says nothing of now.
    assert pace((0.0, 10), (60.0, 40), (200.0, 40), (470.0, 45)) == pytest.approx(270.0)


def test_of_too_little_nobody_can_tell_a_pace() -> None:
    assert pace((0.0, 10), (30.0, 40)) is None  # too short
    assert pace((0.0, 10), (200.0, 12)) is None  # too few
    assert pace((0.0, 10), (60.0, 20), whole=False) is None  # more may be open
    assert pace((0.0, 50), (120.0, 50), older=0) is None  # nothing left
    made = Pace()
    for now, older in ((0.0, 90_000), (300.0, 89_994)):
        made.note(replace(PROGRESS, here=50, older=older), now)
    assert made.seconds(replace(PROGRESS, here=50, older=89_994), 300.0) is None and FAR < 5e6


def test_a_pace_begins_anew_when_something_else_is_waited_for() -> None:
    assert pace((0.0, 10), (60.0, 40), (90.0, 50), (120.0, 50)) is None
    made = Pace()
    made.note(PROGRESS, 0.0)
    made.note(replace(PROGRESS, here=40), 70.0)
    made.note(replace(PROGRESS, here=12, named=60), 75.0)  # a newer overview
    assert made.seconds(replace(PROGRESS, here=12, named=60), 80.0) is None
    made.note(None, 90.0)
    assert made.due(90.0)
