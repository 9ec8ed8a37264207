# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going on under a new replica: what the house log says of something still points to it under its new number, and to
the old one again when that turns up after all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.rules_offer import OfferDraft
from noodsteunpunt.domain.values import Category, Priority, Role, SubjectId
from noodsteunpunt.domain.values_point import HandoverItem, LogKind, OfferStatus, TeamStep, TeamTask
from noodsteunpunt.station import Station
from tests.support.clearance_kit import may_visit
from tests.support.desk_kit import DESK, LEAD, URGENT, A, Town, town
from tests.support.station_kit import helper
from tests.support.store_kit import freeze_all, own_frames

ONE, TWO = "Testpersoon Een", "Testpersoon Twee"
LIFT = RequestDraft(Category.STUCK_LIFT, Priority.P3, postcode="3551AB")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def at_work(station: Station) -> None:
    """A helper with clearance in a team, an approved task, a P1 that was ticked, a child, a line about a request, a
    thing that is reserved."""
    station.open_shift(ONE, LEAD)
    station.join_shift(TWO, frozenset({Role.RECEPTION}), LEAD)
    member = station.register_helper(helper(group_size=2), DESK).id  # type: ignore[arg-type]
    may_visit(station, member)
    lift, urgent = station.register_request(LIFT, DESK).id, station.register_request(URGENT, DESK).id
    station.approve_task(lift, LEAD, words="brandweer vraagt het")
    team = station.form_team(TeamDraft(TeamTask.LIFTING, (member,), request=lift, brief="wachten bij de deur"), LEAD)
    station.team_step(team, TeamStep.BRIEFED, LEAD)
    station.team_step(team, TeamStep.OUT, LEAD, minutes=60)
    station.tick_handover(HandoverItem.P1, LEAD, about=urgent)
    station.register_child(ChildDraft("17", ONE, TWO), DESK)
    station.write_log(LogKind.DECISION, "eerst de lift", LEAD, about=lift)
    offer = station.register_offer(OfferDraft("dekens", amount=4), DESK).id
    station.change_offer(offer, OfferStatus.AVAILABLE, DESK)
    station.reserve_offer(offer, lift, DESK, amount=2)


def everything_points_right(here: Town) -> dict[str, SubjectId]:
    """Whatever the numbers are now."""
    station = here.station(A)
    by_category = {row.category: row for row in station.reader.requests() if row.category and row.status != "duplicate"}
    lift, urgent = by_category[Category.STUCK_LIFT], by_category[Category.MEDICAL_POWER]
    (member,) = [row for row in station.reader.helpers() if row.status != "off_duty"]
    (team,) = station.reader.teams(here.now)
    assert (team.members, team.request) == ((member.id,), lift.id)
    assert [claim.request for claim in member.claims] == [lift.id]
    need = station.reader.need(lift.id, hour=10)
    assert need is not None and need.approved
    assert len(station.reader.candidates([member.id])[0].clearance) == 2
    shift = station.reader.shift()
    assert shift is not None
    handover = station.reader.handover(shift.id)
    assert handover is not None
    assert [(line.about, line.ticked) for line in handover.lines if line.item is HandoverItem.P1] == [(urgent.id, True)]
    (child,) = station.reader.children()
    assert child.ticket and station.reader.request(child.request) is not None
    assert [line.about for line in station.reader.logbook() if line.text == "eerst de lift"] == [lift.id]
    (offer,) = [row for row in station.reader.offers(here.now) if row.holds]
    assert [hold.request for hold in offer.holds] == [lift.id]
    assert [item.codes for item in station.reader.attention(here.now).items if item.kind == "helper_unfit"] == []
    return {"lift": lift.id, "urgent": urgent.id, "member": member.id}


def test_what_the_house_log_says_points_to_the_new_number(here: Town) -> None:
    station = here.station(A)
    at_work(station)
    before = everything_points_right(here)
    station._leave_forked_replica(1)
    after = everything_points_right(here)
    assert not set(before.values()) & set(after.values()), "all of it has another number now"
    station._leave_forked_replica(1)
    again = everything_points_right(here)
    assert not set(again.values()) & set(after.values()), "and once more"
    export = station.store.export_canonical()
    station.store.rebuild()
    assert station.store.export_canonical() == export
    team = station.reader.teams(here.now)[0].id
    station.team_step(team, TeamStep.BACK, LEAD)
    assert not station.reader.helper(again["member"]).claims  # type: ignore[union-attr]


def test_and_to_the_old_one_when_that_turns_up_after_all(here: Town) -> None:
    station = here.station(A)
    at_work(station)
    before = everything_points_right(here)
    freeze_all(station.store)
    sent = own_frames(station.store)
    station._leave_forked_replica(1)
    station.store.accept(sent[1:], here.now)
    member = station.reader.helper(before["member"])
    (team,) = station.reader.teams(here.now)
    assert member is not None and team.members == (before["member"],) and team.request == before["lift"]
    need = station.reader.need(before["lift"], hour=10)
    assert need is not None and need.approved
    assert len(station.reader.candidates([before["member"]])[0].clearance) == 2
