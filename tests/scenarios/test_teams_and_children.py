# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Teams that go out and come back, and children who are alone, on a station without a radio partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from noodsteunpunt.domain.drafts import MessageDraft
from noodsteunpunt.domain.facts import Fact
from noodsteunpunt.domain.facts_field import ChildRegistered, ChildVerified
from noodsteunpunt.domain.facts_shift import ShiftJoined
from noodsteunpunt.domain.people import PersonDraft
from noodsteunpunt.domain.rules_field import ChildDraft, TeamDraft
from noodsteunpunt.domain.values import HelperStatus, RequestStatus, Role, SubjectId
from noodsteunpunt.domain.values_desk import AttentionKind, Precedence
from noodsteunpunt.domain.values_point import (
    ChildStatus,
    Proof,
    ReleaseTo,
    TeamStatus,
    TeamStep,
    TeamTask,
)
from tests.support.clearance_kit import may_visit
from tests.support.desk_kit import COORDINATOR, DESK, LEAD, A, C, Town, refused, town
from tests.support.shift_kit import DESKS, NEXT, ONE, TWO, by, kinds, start
from tests.support.station_kit import helper

SIGNED = frozenset({Proof.DOCUMENT})


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as made:
        yield made


def test_a_team_is_two_is_briefed_and_is_missed_when_it_is_late(here: Town) -> None:
    station = here.station(A)
    one = station.register_helper(helper(), DESK).id
    with refused("team_of_two"):
        station.form_team(TeamDraft(TeamTask.WELFARE_CHECK, (one,)), LEAD)
    with refused("person_twice"):
        station.form_team(TeamDraft(TeamTask.WELFARE_CHECK, names=(ONE, ONE.lower())), LEAD)
    young = station.register_helper(replace(helper(), adult=False, name="Testpersoon Jong"), DESK).id
    with refused("no_clearance", "helpers"):
        station.form_team(TeamDraft(TeamTask.WELFARE_CHECK, (one,), (TWO,)), LEAD)
    may_visit(station, one, young)
    with refused("young_task"):
        station.form_team(TeamDraft(TeamTask.DOOR_TO_DOOR, (one, young)), LEAD)
    team = station.form_team(TeamDraft(TeamTask.WELFARE_CHECK, (one,), (TWO,), brief="aanbellen, samen blijven"), LEAD)
    with refused("no_briefing"):
        station.team_step(team, TeamStep.OUT, LEAD, minutes=30)
    station.team_step(team, TeamStep.BRIEFED, LEAD)
    with refused("no_due"):
        station.team_step(team, TeamStep.OUT, LEAD)
    station.team_step(team, TeamStep.OUT, LEAD, minutes=60, every=20)
    assert station.reader.helper(one).status is HelperStatus.DEPLOYED  # type: ignore[union-attr]
    with refused("is_out"):
        station.form_team(TeamDraft(TeamTask.DELIVERY, (one,), (NEXT,)), LEAD)
    here.later(22 * 60)
    (late,) = station.reader.teams(here.now)
    assert late.overdue and AttentionKind.TEAM_OVERDUE in kinds(here), "no sign of life for twenty minutes"
    station.team_step(team, TeamStep.CHECKED_IN, LEAD, words="alles goed")
    assert not station.reader.team(team, here.now).overdue  # type: ignore[union-attr]
    here.later(50 * 60)
    assert station.reader.team(team, here.now).overdue  # type: ignore[union-attr]
    station.team_step(team, TeamStep.BACK, LEAD)
    assert AttentionKind.TEAM_OVERDUE not in kinds(here)
    assert station.reader.helper(one).status is HelperStatus.AVAILABLE  # type: ignore[union-attr]
    with refused("no_text"):
        station.team_step(team, TeamStep.DEBRIEFED, LEAD)
    station.team_step(team, TeamStep.DEBRIEFED, LEAD, words="mevrouw is binnen en warm")
    assert station.reader.teams(here.now) == []
    assert [row.status for row in station.reader.teams(here.now, ended=True)] == [TeamStatus.DEBRIEFED]


def test_a_runner_takes_a_message_along(here: Town) -> None:
    station = here.station(A)
    message = station.write_message(MessageDraft("radio stil, graag antwoord", C, Precedence.PRIORITY), DESK).id
    team = station.form_team(TeamDraft(TeamTask.RUNNER, names=(ONE, TWO), message=message), LEAD)
    station.team_step(team, TeamStep.BRIEFED, LEAD, words="naar de kazerne")
    station.team_step(team, TeamStep.OUT, LEAD, minutes=45)
    row = station.reader.message(message)
    assert row is not None and "runner" in [road.value for road in row.roads]


# -- a child alone --------------------------------------------------------------------------------------------------


def test_a_child_stays_with_two_and_goes_only_with_whom_two_verified(here: Town) -> None:
    station = here.station(A)
    with refused("no_shift"):
        station.register_child(ChildDraft("17", ONE, TWO), DESK)
    start(here)
    for draft, code in (
        (ChildDraft("17", ONE, ONE), "two_staff"), (ChildDraft("17", ONE, NEXT), "not_on_shift"),
        (ChildDraft("", ONE, TWO), "no_wristband"), (ChildDraft("17", ONE, TWO, age=18), "age"),
    ):  # fmt: skip
        with refused(code):
            station.register_child(draft, DESK)
    sem = station.register_child(ChildDraft("17", ONE, TWO, name="Testpersoon Sem", age=8, looks="blauwe jas"), DESK)
    with refused("wristband_taken"):
        station.register_child(ChildDraft("17", ONE, TWO), DESK)
    assert station.reader.search("blauwe").rows == () and station.reader.search("sem").rows == ()
    seek = station.seek_child(sem.id, "Testpersoon Moeder", "moeder", DESK, phone="06-00000001")
    with refused("not_verified"):
        station.release_child(sem.id, ReleaseTo.GUARDIAN, "Testpersoon Moeder", ONE, TWO, LEAD, seek=seek)
    with refused("no_proof"):
        station.verify_child(sem.id, seek, frozenset({Proof.NAME_SAID}), by(ONE))
    station.verify_child(sem.id, seek, SIGNED, by(ONE))
    station.verify_child(sem.id, seek, SIGNED, by(ONE.upper()))
    with refused("not_verified"):
        station.release_child(sem.id, ReleaseTo.GUARDIAN, "Testpersoon Moeder", ONE, TWO, LEAD, seek=seek)
    station.verify_child(sem.id, seek, frozenset(), by(TWO), doubt=True)
    with refused("doubt"):
        station.release_child(sem.id, ReleaseTo.GUARDIAN, "Testpersoon Moeder", ONE, TWO, LEAD, seek=seek)
    station.verify_child(sem.id, seek, frozenset({Proof.CHILD_KNOWS, Proof.FAMILY_QUESTION}), by(TWO))
    assert [child.status for child in station.reader.children()] == [ChildStatus.VERIFIED]
    station.release_child(sem.id, ReleaseTo.GUARDIAN, "Testpersoon Moeder", ONE, TWO, LEAD, seek=seek)
    assert station.reader.children() == []
    child = station.reader.child(sem.id)
    assert child is not None and child.ticket == sem.ticket and child.released_at is not None
    assert here.request(A, child.request).row.status is RequestStatus.SOLVED
    with refused("child_gone"):
        station.staff_child(sem.id, ONE, TWO, LEAD)
    assert not any("Sem" in line.text for line in station.reader.logbook())
    here.hand_over(A)
    assert [row.status for row in here.station(C).reader.requests()] == [RequestStatus.SOLVED]
    here.station(C).see_request(child.request, COORDINATOR)


def test_who_was_added_as_a_person_is_named_by_that_in_shift_and_child(here: Town) -> None:
    station = here.station(A)
    ids = {}
    for name, pin in ((ONE, "4711"), (TWO, "2580")):
        ids[name] = station.add_person(PersonDraft(name, frozenset({Role.POINT_LEAD}), pin, conduct=True), LEAD).id
    station.open_shift(ONE.upper(), LEAD)
    station.join_shift(TWO, DESKS, LEAD)
    station.join_shift(NEXT, DESKS, LEAD)
    shift = station.reader.shift()
    assert shift is not None and shift.lead == ONE, "spelled as it was added"
    child = station.register_child(ChildDraft("17", ONE, TWO), DESK).id
    seek = station.seek_child(child, "Testpersoon Moeder", "moeder", DESK)
    station.verify_child(child, seek, SIGNED, by(TWO))

    def facts(subject: SubjectId) -> list[Fact]:
        with station.reader.reading() as conn:
            return [one.fact for one in station.reader._stamped(conn, subject)]

    joined = [fact.who for fact in facts(shift.id) if isinstance(fact, ShiftJoined)]
    assert joined == [ids[ONE], ids[TWO], ""]
    assert [fact.who for fact in facts(child) if isinstance(fact, ChildRegistered)] == [(ids[ONE], ids[TWO])]
    assert [fact.who for fact in facts(child) if isinstance(fact, ChildVerified)] == [ids[TWO]]
