# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The top line: since when the doors are open, who is on duty, and whether anybody coordinates within earshot."""

from __future__ import annotations

from pathlib import Path

from noodsteunpunt.domain.drafts import PointReportDraft
from noodsteunpunt.domain.values import PointStatus, PowerSource
from noodsteunpunt.enrolment import demo_enrolments
from tests.support.screens_kit import DESK, MovingClock, running_station
from tests.support.station_kit import POINTS
from ui.presenter import top_line

MINUTE, HOUR = 60, 3600


def test_open_since_people_on_shift_and_the_silence_of_who_coordinates(tmp_path: Path) -> None:
    clock = MovingClock()
    enrolments = demo_enrolments(POINTS, clock.now() - HOUR)
    with running_station(tmp_path, clock=clock, enrolments=enrolments) as runner:

        def report(status: PointStatus, staff: int) -> None:
            draft = PointReportDraft(status, staff, 3, PowerSource.GRID)
            runner.call(lambda station: station.report_point(draft, DESK)).result()

        def says() -> tuple[str, ...]:
            now = runner.now()
            around = runner.query(lambda reader: reader.surroundings(now)).result()
            line = top_line(runner.call(lambda station: station.snapshot()).result(), now, around=around)
            return tuple(part.text for part in line.parts if part.name in {"status", "staff", "silence"})

        def heard() -> None:
            runner.call(lambda station: station.store.note_heard(9 << 6, clock.now())).result()
            runner.call(lambda station: station.store.flush_heard()).result()

        assert says() == ("Status niet gemeld",)
        report(PointStatus.OPEN, 2)
        at = says()[0]
        assert at.startswith("Open sinds ")
        clock.ahead = 30 * MINUTE
        report(PointStatus.FULL, 1)
        assert says() == (at.replace("Open", "Vol"), "1 persoon in dienst")
        clock.ahead = 41 * MINUTE
        assert says()[1] == "Coördinatiepunt nog niet gehoord"
        heard()
        assert len(says()) == 2
        clock.ahead += 39 * MINUTE
        assert len(says()) == 2
        clock.ahead += 2 * MINUTE
        assert says()[1].startswith("Geen contact met coördinatiepunt sinds ")
        heard()
        assert len(says()) == 2
        report(PointStatus.NIGHT_CLOSED, 0)
        assert says()[0] == "Nachtsluiting"
        clock.ahead += 8 * HOUR
        report(PointStatus.OPEN, 3)
        assert says()[0].startswith("Open sinds ")
        assert says()[0] != at
