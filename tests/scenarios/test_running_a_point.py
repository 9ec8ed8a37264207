# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A point from the key in the door to the last signature, at real stations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.domain.drafts import MessageDraft, PointReportDraft
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.values import PointStatus, Priority, RequestStatus, Role
from noodsteunpunt.domain.values_desk import AttentionKind, CallbackResult, Precedence, Reason
from noodsteunpunt.domain.values_point import (
    Custody,
    HandoverItem,
    ListMoment,
    LogKind,
    ReleaseTo,
    ShiftEnd,
    StepMark,
    TeamStep,
    TeamTask,
)
from tests.support.desk_kit import DESK, LEAD, URGENT, WATER, A, C, Town, refused, town
from tests.support.point_kit import lists_of_a_pack
from tests.support.shift_kit import DESKS, NEXT, ONE, TWO, by, kinds, start

OPEN = PointReportDraft(PointStatus.OPEN)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


# -- opening, moving, night, closing --------------------------------------------------------------------------------


def test_two_people_open_and_one_cannot(here: Town) -> None:
    station = here.station(A)
    with refused("no_shift"):
        station.open_point(OPEN, LEAD)
    station.open_shift(ONE, LEAD)
    assert AttentionKind.SHIFT_SHORT in kinds(here)
    with refused("two_people"):
        station.open_point(OPEN, LEAD)
    station.join_shift(TWO, DESKS, LEAD)
    station.open_point(OPEN, LEAD)
    shift = station.reader.shift()
    assert shift is not None and [(one.person, one.roles) for one in shift.people][1] == (TWO, DESKS)
    assert station.reader.point_status(A) is PointStatus.OPEN and AttentionKind.SHIFT_SHORT not in kinds(here)
    here.hand_over(A)
    (row,) = [row for row in here.station(C).reader.points(here.now) if row.point.number == A]
    assert row.status is PointStatus.OPEN
    (told,) = here.station(C).reader.told_of_shifts()
    assert (told.point, told.minimum, told.flagged) == (A, 2, False)


def test_the_list_of_the_pack_is_gone_through_before_it_says_that_it_is_open(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists_of_a_pack(monkeypatch, opening=3, closing=26)
    station = here.station(A)
    start(here)
    with refused("steps_open", "list"):
        station.open_point(OPEN, LEAD)
    going = station.start_list(ListMoment.OPENING, LEAD)
    assert station.start_list(ListMoment.OPENING, LEAD) == going, "one that is not finished goes on"
    for number in (0, 2):
        station.mark_step(going, number, by(TWO))
    with refused("steps_open"):
        station.open_point(OPEN, LEAD)
    station.mark_step(going, 1, by(ONE), mark=StepMark.NOT_NEEDED, words="geen stroom nodig")
    view = station.reader.work_list(going)
    assert view is not None and view.open_steps == 0
    assert [(step.mark, step.by, step.at) for step in view.steps][1] == (StepMark.NOT_NEEDED, ONE, here.now // 60 * 60)
    station.open_point(OPEN, LEAD)
    with refused("list_long"):
        station.start_list(ListMoment.CLOSING, LEAD)
    with refused("no_list"):
        station.start_list(ListMoment.NIGHT, LEAD)
    with refused("unknown_line"):
        station.mark_step(going, 3, LEAD)


def test_the_life_of_a_point_is_a_table(here: Town) -> None:
    station = here.station(A)
    start(here)
    with refused("step", "status"):
        station.report_point(replace(OPEN, status=PointStatus.NIGHT_CLOSED), LEAD)
    station.open_point(OPEN, LEAD)
    with refused("close_by_list"):
        station.report_point(replace(OPEN, status=PointStatus.CLOSED), LEAD)
    with refused("step"):
        station.close_point(OPEN, LEAD)


def test_a_point_that_moves_tells_everybody_and_keeps_what_is_open(here: Town) -> None:
    station = here.station(A)
    start(here)
    station.open_point(OPEN, LEAD)
    request = station.register_request(WATER, DESK).id
    where = "Wij verplaatsen naar sporthal De Brug"
    with refused("address_in_text"):
        station.move_point(replace(OPEN, status=PointStatus.RELOCATING), "naar 3551AB 12", LEAD)
    assert station.reader.point_status(A) is PointStatus.OPEN, "nothing of a refused step stays"
    station.move_point(replace(OPEN, status=PointStatus.RELOCATING), where, LEAD)
    here.hand_over(A)
    for number in (2, C):
        assert [row.text for row in here.station(number).reader.messages()] == [where]
    assert [row.text for row in station.reader.board_items()] == [where]
    assert here.request(A, request).row.status is RequestStatus.NEW
    assert any(where in line.text and line.kind is LogKind.DECISION for line in station.reader.logbook())
    station.report_point(OPEN, LEAD)


def test_nothing_stays_open_when_a_point_closes(here: Town) -> None:
    station = here.station(A)
    start(here)
    station.open_point(OPEN, LEAD)
    request = station.register_request(WATER, DESK).id
    station.promise_callback(request, 30, DESK)
    child = station.register_child(ChildDraft("17", ONE, TWO), DESK)
    team = station.form_team(TeamDraft(TeamTask.RUNNER, names=("Testpersoon Vier", "Testpersoon Vijf")), LEAD)
    station.report_point(replace(OPEN, status=PointStatus.CLOSING), LEAD)
    left = station.left_to_close()
    assert (left.requests, left.children, left.teams, left.promises) == (2, 1, 1, 1)
    with refused("still_open", "requests"):
        station.close_point(OPEN, LEAD)
    station.change_request(request, RequestStatus.NOT_POSSIBLE, DESK, reason=Reason.NO_MEANS)
    station.call_back(request, CallbackResult.REACHED, DESK)
    station.team_step(team, TeamStep.ABORTED, LEAD)
    station.release_child(child.id, ReleaseTo.POLICE, "Testpersoon Agent", ONE, TWO, LEAD)
    with refused("still_open", "custody"):
        station.close_point(OPEN, LEAD)


def test_a_point_closes_with_its_records_sealed(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    lists_of_a_pack(monkeypatch, closing=2)
    station = here.station(A)
    start(here)
    station.open_point(OPEN, LEAD)
    station.report_point(replace(OPEN, status=PointStatus.CLOSING), LEAD)
    going = station.start_list(ListMoment.CLOSING, LEAD)
    for number in (0, 1):
        station.mark_step(going, number, LEAD)
    station.give_custody(going, Custody.RECORDS, "Testpersoon Gemeente", LEAD)
    assert station.left_to_close().nothing
    entries, chain = station.store.house_end()
    station.close_point(OPEN, LEAD)
    assert station.reader.point_status(A) is PointStatus.CLOSED and station.reader.shift() is None
    (shift,) = station.reader.shifts()
    assert shift.how is ShiftEnd.POINT_CLOSED and not shift.flagged
    view = station.reader.work_list(going)
    assert view is not None and view.sealed_at is not None
    assert [(thing, receiver) for thing, receiver, _ in view.given] == [(Custody.RECORDS, "Testpersoon Gemeente")]
    assert len(chain) == 32 and entries < station.store.house_end()[0]
    here.later(60)
    assert station.left_to_close().steps == 2, "who opens anew goes through the list anew"


# -- the logbook ----------------------------------------------------------------------------------------------------


def test_a_correction_never_erases_and_a_changed_log_is_found_out(here: Town) -> None:
    station = here.station(A)
    first = station.write_log(LogKind.DECISION, "Geen vuur binnen", LEAD, significant=True)
    station.correct_log(first, "Geen vuur en geen kaarsen binnen", by(TWO))
    later, line = station.reader.logbook()
    assert (later.kind, later.corrects, later.name) == (LogKind.CORRECTION, first, TWO)
    assert (line.text, line.corrected, line.name, line.role) == ("Geen vuur binnen", True, LEAD.name, Role.POINT_LEAD)
    with refused("unknown_line"):
        station.correct_log(later.id, "nog iets", LEAD)
    assert not any(one.may_undo for one in station.reader.history(first))
    with refused("no_text", "log"):
        station.write_log(LogKind.NOTE, "  ", LEAD)
    with refused("too_long", "log"):
        station.write_log(LogKind.NOTE, "x" * 401, LEAD)
    assert station.store.house_broken() is None
    author = station.store.own_author()
    station.store._connection.execute("UPDATE house_entry SET ciphertext = zeroblob(40) WHERE seq = 2")
    assert station.store.house_broken() == (author, 2)


def test_what_is_cut_off_the_end_of_the_log_is_found_out(here: Town) -> None:
    station = here.station(A)
    for number in range(3):
        station.write_log(LogKind.NOTE, f"regel {number}", LEAD)
    station.store._connection.execute("DELETE FROM house_entry WHERE seq = 3")
    assert station.store.house_broken() == (station.store.own_author(), 3)


def test_nothing_of_log_shift_or_child_is_in_a_frame(here: Town) -> None:
    station = here.station(A)
    start(here)
    station.write_log(LogKind.INCIDENT, "Ruzie in de rij", LEAD)
    station.register_child(ChildDraft("17", ONE, TWO, name="Testpersoon Sem", age=8, looks="blauwe jas"), DESK)
    here.hand_over(A)
    assert here.level()
    air = here.station(C).store.export_canonical()
    assert not any(air["house"].values())
    for table in ("log_entry", "shift", "child", "team", "work_list"):
        assert air["air"][table] == {}
    (request,) = air["air"]["request"].values()
    assert request["callback_only"] and (request["category_group"], request["pc4"], request["people"]) == (
        "other",
        "",
        1,
    )
    assert not air["sealed"]["request"]
    for number in (2, C):
        assert here.station(number).reader.children() == [] and here.station(number).reader.logbook() == []


# -- handover -------------------------------------------------------------------------------------------------------


def test_a_shift_is_handed_over_when_each_thing_was_ticked(here: Town) -> None:
    station = here.station(A)
    start(here)
    p1 = station.register_request(URGENT, DESK).id
    for _ in range(5):
        station.register_request(replace(WATER, priority=Priority.P2), DESK)
    child = station.register_child(ChildDraft("17", ONE, TWO), DESK).id
    teams = [
        station.form_team(TeamDraft(TeamTask.DELIVERY, names=(f"Testpersoon {n}a", f"Testpersoon {n}b")), LEAD)
        for n in range(2)
    ]
    for team in teams:
        station.team_step(team, TeamStep.BRIEFED, LEAD, words="water brengen, niet naar binnen")
        station.team_step(team, TeamStep.OUT, LEAD, minutes=60)
    message = station.write_message(MessageDraft("aggregaat nog 3 uur", C, Precedence.PRIORITY), DESK).id
    shift = station.reader.shift()
    assert shift is not None
    handover = station.reader.handover(shift.id)
    assert handover is not None
    told = {(line.item, line.about, line.count) for line in handover.open}
    assert told == {
        (HandoverItem.P1, p1, 1), (HandoverItem.CHILD, child, 1), (HandoverItem.MESSAGE, message, 1),
        *((HandoverItem.TEAM, team, 1) for team in teams), (HandoverItem.P2, None, 6),
    }  # fmt: skip
    for done, line in enumerate(handover.lines):
        with refused("handover_open"):
            station.hand_over_shift(NEXT, LEAD)
        assert len(station.reader.handover(shift.id).open) == len(handover.lines) - done  # type: ignore[union-attr]
        station.tick_handover(line.item, LEAD, about=line.about)
    with refused("same_lead"):
        station.hand_over_shift(ONE.upper(), LEAD)
    extra = station.register_request(replace(WATER, priority=Priority.P2), DESK).id
    with refused("handover_open", "p2"):
        station.hand_over_shift(NEXT, LEAD)
    station.change_request(extra, RequestStatus.CANCELLED, DESK)
    new = station.hand_over_shift(NEXT, LEAD)
    working = station.reader.shift()
    assert working is not None and working.id == new and not working.flagged
    assert [one.person for one in working.people] == [NEXT, TWO]
    (before,) = [one for one in station.reader.shifts() if one.id == shift.id]
    assert before.how is ShiftEnd.HANDED_OVER and before.receiver == NEXT and not before.flagged
    assert AttentionKind.CHILD_ALONE in kinds(here), "one of the two who stayed with the child went home"
    station.staff_child(child, TWO, NEXT, LEAD)
    assert AttentionKind.CHILD_ALONE not in kinds(here)


def test_who_takes_over_without_a_handover_says_why_and_it_stays_flagged(here: Town) -> None:
    station = here.station(A)
    start(here)
    station.register_request(URGENT, DESK)
    with refused("no_reason"):
        station.take_over_shift(NEXT, " ", LEAD)
    station.take_over_shift(NEXT, "leider is onwel", by(NEXT))
    shift = station.reader.shift()
    assert shift is not None and shift.flagged and shift.lead == NEXT
    line = next(one for one in station.reader.logbook(significant=True) if one.code == "taken_over")
    assert (line.text, line.name) == ("leider is onwel", NEXT)
    here.hand_over(A)
    assert [told.flagged for told in here.station(C).reader.told_of_shifts()] == [True]
    assert AttentionKind.TWO_SHIFTS not in kinds(here)


def test_who_leads_or_stays_with_a_child_is_replaced_first(here: Town) -> None:
    station = here.station(A)
    start(here)
    station.join_shift(NEXT, DESKS, LEAD)
    child = station.register_child(ChildDraft("17", TWO, NEXT), DESK).id
    for person, code in ((ONE, "lead_leaves"), (TWO, "stays_with_child"), ("Testpersoon Nul", "not_on_shift")):
        with refused(code, "person"):
            station.leave_shift(person, LEAD)
    station.staff_child(child, ONE, NEXT, LEAD)
    station.leave_shift(TWO, LEAD)
    assert kinds(here).count(AttentionKind.CHILD_ALONE) == 0


# -- teams ----------------------------------------------------------------------------------------------------------
