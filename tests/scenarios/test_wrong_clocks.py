# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A laptop that believes it is 1970, or 2031: everything is taken, kept and told on, and nobody's clock is trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from noodsteunpunt.domain.drafts import HeadCountDraft, HelperDraft, MessageDraft, PointReportDraft, RequestChanges
from noodsteunpunt.domain.values import HelperStatus, PointStatus, RequestStatus, Skill
from noodsteunpunt.domain.values_desk import CallbackResult, EmergencyStep, Reason
from noodsteunpunt.domain.when import read_when
from tests.support.desk_kit import CHEST, DESK, LEAD, URGENT, WATER, A, C, Town, town

YEARS = (1970, 2031)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


@pytest.mark.parametrize("year", YEARS)
def test_a_day_by_a_clock_of_another_year(here: Town, year: int) -> None:
    station, right = here.station(A), here.now
    here.later(datetime(year, 1, 2, 3, 4, tzinfo=UTC).timestamp() - right)
    station.keep_draft("laptop", "request", {"name": "Testpersoon Beuk"})
    urgent = station.register_request(URGENT, DESK, typed_on=("laptop", "request")).id
    water = station.register_request(WATER, DESK).id
    station.change_request(water, RequestStatus.WAITING, DESK, reason=Reason.WAITS_GOODS)
    station.correct_request(water, RequestChanges(0, people=4, deadline_minutes=90), DESK)
    station.promise_callback(water, 30, DESK)
    station.call_back(water, CallbackResult.NOT_REACHED, DESK)
    chest = station.report_emergency(CHEST, DESK).id
    station.emergency_step(chest, EmergencyStep.APPROVED, LEAD)
    station.write_message(MessageDraft("Water vanaf 16 uur", reply_minutes=60), LEAD)
    station.count_heads(HeadCountDraft(12), DESK)
    station.report_point(PointReportDraft(PointStatus.OPEN), LEAD)
    helper = station.register_helper(HelperDraft(frozenset({Skill.COOK}), name="Testpersoon Eik"), DESK).id
    station.change_helper(helper, HelperStatus.AVAILABLE, LEAD)
    shown = (
        station.reader.requests(), station.reader.attention(here.now), station.reader.emergencies(here.now),
        station.reader.messages(), station.reader.points(here.now), station.reader.counters(here.now),
    )  # fmt: skip
    assert all(shown) and station.reader.drafts() == []
    assert station.ask_card(station.card_qr(here.request(A, water).row.ticket)).status is RequestStatus.WAITING
    before = station.store.export_canonical()
    station.store.rebuild()
    assert station.store.export_canonical() == before
    here.later(right - here.now)
    here.hand_over(A)
    assert here.level(), "the coordination point, whose clock is right, took every one of them"
    assert here.request(C, urgent).note == "accu nog 40 min"
    assert (here.request(C, water).row.people, here.request(C, water).row.status) == (4, RequestStatus.WAITING)
    assert here.emergency(C, chest).row.status.value == "approved"


@pytest.mark.parametrize("year", YEARS)
def test_a_deadline_counts_from_when_it_was_said(here: Town, year: int) -> None:
    """The same number of minutes ahead, by the clock of who said it; no form knows what year it is."""
    right = here.now
    here.later(datetime(year, 1, 2, 3, 4, tzinfo=UTC).timestamp() - right)
    row = here.request(A, here.station(A).register_request(URGENT, DESK).id).row
    assert row.deadline_at is not None and 39 * 60 <= row.deadline_at - row.registered_at <= 40 * 60
    for typed, minutes in (("over 3 uur", 180), ("morgen 10 uur", 30 * 60 + 56), ("03:34", 30)):
        moment = read_when(typed, datetime.fromtimestamp(here.now, UTC).replace(tzinfo=None))
        assert moment is not None and moment.minutes == minutes
    here.later(right - here.now)
    here.hand_over(A)
    assert [row.time_uncertain for row in here.station(C).reader.requests()] == [year == 2031]
